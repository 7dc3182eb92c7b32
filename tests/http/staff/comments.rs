//! Reading and tagging comments: the list, two coders who do not see each other, settling, redacting and what it comes to.

use chrono::TimeDelta;
use domain::{answer::Answer, permission::Role};
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use super::{Given, SURVEY, add_responses, choose, code_frame::state, version};

pub(super) const COMMENTS: &str = "/staff/consultations/early-survey/comments";

/// A response of a resident with one comment.
fn saying(words: &str) -> Given {
    vec![("responding-as", choose("resident")), ("other-comments", Answer::Text(words.into()))]
}

/// Adds responses with a comment each, and gives their references.
pub(super) async fn with_comments(app: &TestApp, words: &[&str]) -> Vec<String> {
    let version = version(app).await;
    add_responses(app, &version, words.iter().map(|words| saying(words)).collect()).await
}

/// Adds tags, of which the first gets the id `t1-1`, the second `t2-2` and so on.
pub(super) async fn add_tags(coder: &mut Visitor, names: &[&str]) {
    for name in names {
        let form = coder.get(&format!("{COMMENTS}/tags/new")).await;
        let added = coder.submit(&form, &[("name", name)]).await;
        assert_eq!(
            added.location().as_deref(),
            Some("/staff/consultations/early-survey/comments/tags"),
            "{}",
            added.body
        );
    }
}

/// Gives the address of the comment with some words.
pub(super) async fn find(reader: &mut Visitor, words: &str) -> String {
    let list = reader.get(&format!("{COMMENTS}?words={words}")).await;
    let href = list.attribute("tbody th a", "href").unwrap_or_else(|| panic!("no comment: {}", list.body));
    href.split('?').next().unwrap().to_owned()
}

pub(super) async fn code(coder: &mut Visitor, comment: &str, tags: &[&str]) -> Page {
    let state = state(coder).await;
    let state = ("state", state.as_str());
    let tags: Vec<_> = tags.iter().map(|tag| ("tags-1", *tag)).chain([state]).collect();
    coder.post(&format!("{comment}/code"), &tags).await
}

on_both_engines! {
    async fn comments_are_listed_narrowed_and_counted(app: TestApp) {
        let app = app.with_early_survey().await;
        with_comments(&app, &["More ponds", "More hedges </div><script>", "Otters"]).await;
        let mut reader = app.staff(Role::Auditor).await;

        let list = reader.get(COMMENTS).await;

        assert_eq!(list.text(".fm-count").as_deref(), Some("3 comments match"));
        assert!(list.body.contains("3 comments, 0 coded, of which 0 by two people."), "{}", list.body);
        assert!(list.body.contains("More hedges &lt;/div&gt;&lt;script&gt;"), "{}", list.body);
        assert_eq!(reader.get(COMMENTS).await.attributes("tbody th a", "href"), list.attributes("tbody th a", "href"));
        for (query, count) in [
            ("words=PONDS", "1 comment matches"),
            ("words=%25", "0 comments match"),
            ("question=other-comments", "3 comments match"),
            ("question=none", "0 comments match"),
            ("segment=resident", "3 comments match"),
            ("segment=visitor", "0 comments match"),
            ("stage=disagreed", "0 comments match"),
            ("mark=needs-redaction", "0 comments match"),
            ("tag=none&sort=longest", "0 comments match"),
            ("sort=question&stage=strange", "3 comments match"),
        ] {
            let list = reader.get(&format!("{COMMENTS}?{query}")).await;
            assert_eq!(list.text(".fm-count").as_deref(), Some(count), "{query}");
        }
        assert_eq!(reader.get(&format!("{COMMENTS}?page=2")).await.status, 404);
        assert_eq!(reader.get(&format!("{COMMENTS}/nonsense")).await.status, 404);
        let longest = reader.get(&format!("{COMMENTS}?sort=longest")).await;
        assert!(longest.text("tbody tr:first-child").unwrap().contains("hedges"));
    }

    async fn a_coder_saves_and_goes_on_to_the_next_that_is_not_coded(app: TestApp) {
        let app = app.with_early_survey().await;
        with_comments(&app, &["More ponds", "More hedges", "Otters"]).await;
        let mut coder = app.staff(Role::Strategist).await;
        add_tags(&mut coder, &["Water"]).await;
        let list = coder.get(&format!("{COMMENTS}?words=more")).await;
        let start = list.attribute("main a.govuk-button", "href").unwrap();
        let first = coder.get(&start).await;

        let saved = coder.submit(&first, &[("tags-1", "t1-1"), ("flags", "evidence-rich")]).await;

        let second = saved.location().unwrap();
        assert!(second.contains("words=more&stage=to-code") && second != start, "{second}");
        let last = coder.get(&second).await;
        let end = coder.submit(&last, &[]).await.location().unwrap();
        assert_eq!(end, format!("{COMMENTS}?words=more&stage=to-code"));
        assert_eq!(coder.get(&end).await.text(".fm-count").as_deref(), Some("0 comments match"));
        let mine = coder.get(&format!("{COMMENTS}?stage=coded-by-me&tag=t1-1")).await;
        assert_eq!(mine.count("tbody tr"), 1);
        assert!(mine.text("tbody td:last-child").unwrap().contains("Water"), "{}", mine.body);
        let again = coder.get(start.split('?').next().unwrap()).await;
        assert_eq!(again.attributes("input[checked]", "value"), ["t1-1", "evidence-rich"]);
        assert!(again.body.contains("‘Water’ was set by strategist@example.org"), "{}", again.body);
    }

    async fn neither_coder_sees_what_the_other_tagged_before_both_have_finished(app: TestApp) {
        let app = app.with_early_survey().await;
        with_comments(&app, &["More ponds"]).await;
        let (mut ann, mut ben) = (app.staff(Role::Strategist).await, app.staff(Role::Administrator).await);
        let mut auditor = app.staff(Role::Auditor).await;
        add_tags(&mut ann, &["Water"]).await;
        let comment = find(&mut ann, "ponds").await;

        assert_eq!(code(&mut ann, &comment, &["t1-1"]).await.status, 303);

        for address in [comment.clone(), COMMENTS.to_owned(), format!("{COMMENTS}?tag=t1-1"), format!("{COMMENTS}/taggings.csv")] {
            let page = ben.get(&address).await;
            assert_eq!(page.count("input[checked]"), 0, "{address}: {}", page.body);
            let told = [page.text("tbody").unwrap_or_default(), page.text("details").unwrap_or_default()];
            assert!(told.iter().all(|told| !told.contains("Water")) && !page.body.contains("t1-1,"), "{address}: {}", page.body);
        }
        assert_eq!(ben.get(&format!("{COMMENTS}?tag=t1-1")).await.text(".fm-count").as_deref(), Some("0 comments match"));
        assert!(auditor.get(&format!("{COMMENTS}/taggings.csv")).await.body.contains(",t1-1,Water,yes,"));
        let (numbers, tags) = (format!("{COMMENTS}/numbers"), format!("{COMMENTS}/tags"));
        for (reader, counted) in [(&mut ann, true), (&mut ben, false), (&mut auditor, true)] {
            let page = reader.get(&numbers).await;
            assert_eq!(page.text("tbody").is_some_and(|rows| rows.contains("Water")), counted, "{}", page.body);
            let page = reader.get(&tags).await;
            let count = if counted { "1" } else { "0" };
            assert_eq!(page.text("tbody td:last-child").as_deref(), Some(count), "{}", page.body);
        }
        assert!(ben.get(&numbers).await.body.contains("do not tell you what another coder has tagged"));

        assert_eq!(code(&mut ben, &comment, &[]).await.status, 303);
        let both = ben.get(&comment).await;
        assert!(both.text("tbody tr").unwrap().contains("Water"), "{}", both.body);
        assert_eq!(ann.get(&format!("{COMMENTS}?stage=disagreed")).await.text(".fm-count").as_deref(), Some("1 comment matches"));
        assert_eq!(code(&mut ann, &comment, &[]).await.status, 422);
    }

    async fn what_was_chosen_stays_when_somebody_changes_the_tags_meanwhile(app: TestApp) {
        let app = app.with_early_survey().await;
        with_comments(&app, &["More ponds"]).await;
        let mut coder = app.staff(Role::Strategist).await;
        add_tags(&mut coder, &["Water", "Pools", "Paths"]).await;
        let comment = find(&mut coder, "ponds").await;
        let form = coder.get(&comment).await;
        let step = async |coder: &mut Visitor, below: &str, fields: &[(&str, &str)]| {
            let now = state(coder).await;
            let fields: Vec<_> = fields.iter().copied().chain([("state", now.as_str())]).collect();
            assert_eq!(coder.post(&format!("{COMMENTS}/tags/{below}"), &fields).await.status, 303);
        };
        // The first family is another now.
        step(&mut coder, "t1-1", &[("name", "Water"), ("family", "Wet")]).await;
        step(&mut coder, "t2-2/merge", &[("into", "t1-1")]).await;
        step(&mut coder, "t3-3/retire", &[]).await;

        let ticked = [("tags-1", "t2-2"), ("tags-1", "t3-3"), ("flags", "evidence-rich")];
        let late = coder.submit(&form, &ticked).await;

        assert!(late.status == 409 && late.body.contains("Somebody has changed the tags"), "{}", late.body);
        assert_eq!(late.attributes("input[checked]", "value"), ["t1-1", "evidence-rich"]);
        assert_eq!(coder.get(&comment).await.count("input[checked]"), 0);
        let other_family = coder.submit(&late, &[("tags-7", "t1-1"), ("flags", "evidence-rich")]).await;
        assert_eq!(other_family.status, 303, "{}", other_family.body);
        assert_eq!(coder.get(&comment).await.attributes("input[checked]", "value"), ["t1-1", "evidence-rich"]);
        let unknown = code(&mut coder, &comment, &["t1-1", "t3-3"]).await;
        assert!(unknown.status == 422 && unknown.body.contains("not in use any more"), "{}", unknown.body);
        assert_eq!(unknown.attributes("input[checked]", "value"), ["t1-1"]);
    }

    async fn what_differs_is_settled_by_a_tagging_with_who_and_when(app: TestApp) {
        let app = app.with_early_survey().await;
        with_comments(&app, &["More ponds"]).await;
        let (mut ann, mut ben) = (app.staff(Role::Strategist).await, app.staff(Role::Administrator).await);
        add_tags(&mut ann, &["Water"]).await;
        let comment = find(&mut ann, "ponds").await;
        code(&mut ann, &comment, &["t1-1"]).await;
        assert_eq!(ben.post(&format!("{comment}/settle"), &[("settled.t1-1", "stands")]).await.status, 422);
        code(&mut ben, &comment, &[]).await;
        let numbers = ann.get(&format!("{COMMENTS}/numbers")).await;
        assert!(numbers.body.contains("Disagreements in 1 comment are not settled") && numbers.count("tbody") == 0, "{}", numbers.body);
        assert_eq!(ben.post(&format!("{comment}/settle"), &[]).await.status, 422);
        assert_eq!(ben.post(&format!("{comment}/settle"), &[("settled.t1-1", "perhaps")]).await.status, 422);

        let settled = ben.post(&format!("{comment}/settle"), &[("settled.t1-1", "stands")]).await;

        assert_eq!(settled.status, 303, "{}", settled.body);
        let page = ann.get(&comment).await;
        assert!(page.text("tbody").unwrap().contains("Settled by administrator@example.org"), "{}", page.body);
        let numbers = ann.get(&format!("{COMMENTS}/numbers")).await;
        assert_eq!(numbers.text("tbody th").as_deref(), Some("Water"));
        assert_eq!(numbers.text("tbody td:nth-of-type(2)").as_deref(), Some("1"));
        assert_eq!(ben.post(&format!("{comment}/settle"), &[("settled.t1-1", "left-off")]).await.status, 422);
    }

    async fn what_may_lead_to_a_person_is_marked_and_a_redaction_takes_its_place_for_those_who_only_read(app: TestApp) {
        let app = app.with_early_survey().await;
        let reference = with_comments(&app, &["Ask ann@example.com about ponds"]).await.remove(0);
        let (mut coder, mut auditor) = (app.staff(Role::Strategist).await, app.staff(Role::Auditor).await);
        let comment = find(&mut coder, "ponds").await;
        let page = coder.get(&comment).await;
        assert_eq!(page.text("mark").as_deref(), Some("ann@example.com"));
        assert!(page.body.contains("may hold an email address"), "{}", page.body);
        let form = coder.get(&format!("{comment}/redact")).await;
        let unchanged = coder.submit(&form, &[("reason", "An address")]).await;
        assert_eq!(unchanged.status, 422);
        let unreasoned = coder.submit(&form, &[("text", "Ask [somebody]"), ("reason", "")]).await;
        assert!(unreasoned.status == 422 && unreasoned.body.contains("Ask [somebody]"), "{}", unreasoned.body);

        let redacted = coder.submit(&form, &[("text", "Ask [somebody] about ponds"), ("reason", "An address")]).await;

        assert_eq!(redacted.status, 303, "{}", redacted.body);
        let refused = coder.submit(&form, &[("text", "Other words"), ("reason", "")]).await;
        assert_eq!(refused.status, 422);
        let late = coder.submit(&refused, &[("text", "Other words"), ("reason", "An address")]).await;
        assert!(late.status == 409 && late.body.contains("Other words"), "{}", late.body);
        for address in [comment.clone(), COMMENTS.to_owned(), format!("/staff/responses/{reference}")] {
            let page = auditor.get(&address).await;
            assert!(page.body.contains("Ask [somebody] about ponds") && !page.body.contains("ann@example.com"), "{address}: {}", page.body);
        }
        let response = coder.get(&format!("/staff/responses/{reference}")).await;
        assert!(response.body.contains("ann@example.com") && response.body.contains("Ask [somebody]"), "{}", response.body);
        assert!(response.body.contains("Redacted by strategist@example.org"), "{}", response.body);
        let file = coder.get(&format!("{SURVEY}/responses.csv")).await.body;
        assert!(file.contains("Ask [somebody] about ponds") && !file.contains("ann@example.com"), "{file}");
        let mut rows = csv::Reader::from_reader(file.as_bytes());
        let column = rows.headers().unwrap().iter().position(|heading| heading == "redacted").unwrap();
        assert_eq!(&rows.records().next().unwrap().unwrap()[column], "other-comments");
        assert!(coder.get(&format!("{COMMENTS}?mark=redacted")).await.body.contains("1 comment matches"));
        assert_eq!(coder.get(&format!("{COMMENTS}?words=ann%40")).await.count("tbody tr"), 0);
    }

    async fn taggings_are_saved_without_anything_that_leads_to_a_response(app: TestApp) {
        let app = app.with_early_survey().await;
        let reference = with_comments(&app, &["More ponds"]).await.remove(0);
        let mut coder = app.staff(Role::Strategist).await;
        add_tags(&mut coder, &["=Water"]).await;
        let comment = find(&mut coder, "ponds").await;
        code(&mut coder, &comment, &["t1-1"]).await;
        app.clock.advance(TimeDelta::minutes(1));
        code(&mut coder, &comment, &[]).await;

        let file = coder.get(&format!("{COMMENTS}/taggings.csv")).await;

        let mut rows = csv::Reader::from_reader(file.body.as_bytes());
        let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        let number = comment.rsplit('/').next().unwrap();
        assert_eq!(rows.len(), 2, "{}", file.body);
        assert_eq!(rows[0].iter().take(9).collect::<Vec<_>>(), [number, "other-comments", "resident", "first", "t1-1", "'=Water", "yes", "t1-1", "1"]);
        assert_eq!(&rows[1][6], "no");
        assert!(!file.body.contains(&reference), "{}", file.body);
    }

    async fn a_withdrawn_response_takes_its_comments_along(app: TestApp) {
        let app = app.with_early_survey().await;
        with_comments(&app, &["More ponds"]).await;
        let mut reader = app.staff(Role::Auditor).await;
        let comment = find(&mut reader, "ponds").await;
        let stored = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
        let list = reader.get(&format!("{SURVEY}/responses")).await;
        let reference = list.text("tbody th").unwrap();
        let now = app.state.clock.now();
        let work = app.state.store.write(move |mut write| {
            Box::pin(async move { write.set_withdrawn(stored.id, &reference, now).await })
        });
        let withdrawn: Result<(), store::StoreError> = work.await;
        withdrawn.unwrap();
        assert_eq!(reader.get(&comment).await.status, 404);
        assert_eq!(reader.get(COMMENTS).await.text(".fm-count").as_deref(), Some("0 comments match"));
    }
}
