//! What everybody reads after a redaction, an erasure and a taking down, and how it is searched and saved.

use domain::{moderation::ModerationGround, permission::Role, vocabulary::Word as _};
use engines::on_both_engines;
use support::TestApp;

use super::{PUBLIC, choose, choose_questions, closed, decide, find, publish, published, room, said, saying};
use crate::staff::{comments, erasing::erase};

on_both_engines! {
    async fn a_redaction_takes_effect_at_once_and_what_was_redacted_is_not_found(app: TestApp) {
        let (app, mut staff, _) = published(app, vec![saying("yes", "Ask Marigold about ponds"), saying("yes", "Otters")]).await;
        let mut reader = app.visitor();
        let one = find(&mut reader, "marigold").await;
        let comment = comments::find(&mut staff, "Marigold").await;
        let form = staff.get(&format!("{comment}/redact")).await;
        staff.submit(&form, &[("text", "Ask [somebody] about ponds"), ("reason", "A name")]).await;
        for address in [PUBLIC.to_owned(), one.clone(), format!("{PUBLIC}.csv")] {
            let page = reader.get(&address).await;
            assert!(page.body.contains("Ask [somebody] about ponds") && !page.body.contains("Marigold"), "{address}: {}", page.body);
        }
        assert_eq!(reader.get(&format!("{PUBLIC}?words=marigold")).await.text(".fm-count").as_deref(), Some("0 responses"));
        assert_eq!(find(&mut reader, "somebody").await, one, "its address stays");
    }

    async fn a_name_that_leads_to_a_person_is_left_out_and_the_words_are_published(app: TestApp) {
        let typed = vec![("why", said("More ponds")), ("may", choose("named")), ("club", said("Pond Club, write to me@example.org"))];
        let (app, references) = closed(app, vec![typed, saying("yes", "Otters")]).await;
        let mut staff = app.staff(Role::Strategist).await;
        choose_questions(&mut staff, &["why"]).await;
        let refused = decide(&mut staff, &references[0], "publish").await;
        assert_eq!((refused.status.as_u16(), refused.count("#looked-error")), (422, 1), "{}", refused.body);
        assert_eq!(staff.get(&room(&format!("/{}", references[1]))).await.count("input[value='publish-nameless']"), 0);
        for reference in &references {
            let decision = if *reference == references[0] { "publish-nameless" } else { "publish" };
            assert_eq!(decide(&mut staff, reference, decision).await.status, 303);
        }
        staff.post(&room("/publish"), &[]).await;
        let mut reader = app.visitor();
        let one = find(&mut reader, "ponds").await;
        for address in [PUBLIC.to_owned(), one, format!("{PUBLIC}.csv")] {
            let page = reader.get(&address).await;
            assert!(page.body.contains("More ponds") && !page.body.contains("Pond Club"), "{address}: {}", page.body);
        }
        let page = staff.get(&room(&format!("/{}", references[0]))).await.text("main").unwrap();
        assert!(page.contains("It is left out") && page.contains("To be published without the name of the organisation"), "{page}");
    }

    async fn a_response_that_is_deleted_is_gone_at_once(app: TestApp) {
        let (app, mut staff, references) = published(app, vec![saying("yes", "More ponds"), saying("yes", "Otters")]).await;
        let mut reader = app.visitor();
        let one = find(&mut reader, "ponds").await;
        let mut administrator = app.staff(Role::Administrator).await;
        assert_eq!(erase(&mut administrator, &references[0], "asked").await.status, 303);
        assert_eq!(reader.get(&one).await.status, 404);
        for address in [PUBLIC.to_owned(), format!("{PUBLIC}.csv")] {
            let page = reader.get(&address).await.body;
            assert!(page.contains("Otters") && !page.contains("ponds"), "{address}: {page}");
        }
        assert_eq!(staff.get(&room(&format!("/{}", references[0]))).await.status, 404);
    }

    async fn what_was_taken_down_says_so_under_its_address_and_can_be_put_back(app: TestApp) {
        let (app, mut staff, references) = published(app, vec![saying("yes", "More ponds"), saying("yes", "Otters")]).await;
        let mut reader = app.visitor();
        let one = find(&mut reader, "ponds").await;
        let down = decide(&mut staff, &references[0], "personal").await;
        assert_eq!(down.location(), Some(room(&format!("/{}", references[0]))));
        let gone = reader.get(&one).await;
        let main = gone.text("main").unwrap();
        assert_eq!(gone.status, 410);
        assert!(main.contains("was taken down") && !main.contains("ponds") && !main.contains("leads to a person"), "{main}");
        for address in [PUBLIC.to_owned(), format!("{PUBLIC}?words=ponds"), format!("{PUBLIC}.csv")] {
            assert!(!reader.get(&address).await.body.contains("More ponds"), "{address}");
        }
        let rules = reader.get(PUBLIC).await.text("details").unwrap();
        let all = ModerationGround::ALL.len();
        assert_eq!(rules.matches(": fewer than 10").count(), all, "nothing tells on which ground: {rules}");
        let history = staff.get(&room(&format!("/{}", references[0]))).await.text("main").unwrap();
        assert!(history.contains("Not to be published. It leads to a person, whatever is taken out: strategist@example.org"), "{history}");
        decide(&mut staff, &references[0], "publish").await;
        assert_eq!(reader.get(&one).await.status, 200);
        decide(&mut staff, &references[0], "asked").await;
        let page = staff.get(&room(&format!("/{}", references[0]))).await;
        assert_eq!(page.count("input[name=decision][value=publish]"), 0, "{}", page.body);
        assert_eq!(staff.submit(&page, &[("decision", "publish")]).await.status, 422, "its sender took consent back");
        assert_eq!(reader.get(&one).await.status, 410);
        assert_eq!(reader.get(&format!("{PUBLIC}/nonsense")).await.status, 404);
        assert_eq!(reader.get(&format!("{PUBLIC}/99999999")).await.status, 404, "a number that nothing ever had");
    }

    async fn responses_are_listed_20_to_a_page_and_narrowed_by_words_and_question(app: TestApp) {
        let mut given: Vec<_> = (0..21).map(|number| saying("yes", &format!("Pond number {number}"))).collect();
        given.push(vec![("how", said("With spades")), ("may", choose("yes"))]);
        let (app, references) = closed(app, given).await;
        let mut staff = app.staff(Role::Strategist).await;
        choose_questions(&mut staff, &["why", "how"]).await;
        publish(&mut staff, &references).await;
        let mut reader = app.visitor();
        let mut numbers = Vec::new();
        for (page, rows) in [(1, 20), (2, 2)] {
            let list = reader.get(&format!("{PUBLIC}?page={page}")).await;
            let found = list.attributes(".fm-listing__title a", "href");
            assert_eq!(found.len(), rows);
            numbers.extend(found.into_iter().map(|href| href.rsplit('/').next().unwrap().parse::<u64>().unwrap()));
        }
        assert!(numbers.is_sorted() && numbers.len() == 22, "{numbers:?}");
        assert_eq!(reader.get(&format!("{PUBLIC}?page=3")).await.status, 404);
        let narrowed = reader.get(&format!("{PUBLIC}?words=POND&question=why")).await;
        assert_eq!(narrowed.text(".fm-count").as_deref(), Some("21 responses"));
        assert_eq!(narrowed.attribute("a[rel=next]", "href").as_deref(), Some(format!("{PUBLIC}?words=POND&question=why&page=2").as_str()));
        let how = reader.get(&format!("{PUBLIC}?question=how")).await;
        assert_eq!(how.text(".fm-count").as_deref(), Some("1 response"));
        let none = reader.get(&format!("{PUBLIC}?words=%25%3Cb%3E")).await;
        assert!(none.text("main").unwrap().contains("No published response matches"), "{}", none.body);
        assert_eq!(none.attribute("#words", "value").as_deref(), Some("%<b>"));
        let order: Vec<_> = numbers.iter().map(u64::to_string).collect();
        let sent: Vec<String> = {
            let id = app.state.store.find_consultation("early-survey").await.unwrap().unwrap().id;
            let questions = ["why", "how"].map(str::to_owned).into();
            let mut sent = Vec::new();
            for reference in &references {
                let found = app.state.store.find_moderated(id, &questions, reference).await.unwrap().unwrap();
                sent.push(found.number.unwrap().to_string());
            }
            sent
        };
        assert_ne!(order, sent, "the order is not that of sending");
    }

    async fn the_file_has_the_responses_that_are_looked_for_and_no_formula(app: TestApp) {
        let given = vec![saying("named", "=HYPERLINK(\"x\")"), saying("yes", "Otters, \"two\"\nof them")];
        let (app, ..) = published(app, given).await;
        let mut reader = app.visitor();
        let all = reader.get(&format!("{PUBLIC}.csv")).await;
        assert_eq!(all.headers["content-type"], "text/csv; charset=utf-8; header=present");
        assert!(all.body.starts_with("number,question,words,organisation\r\n"), "{}", all.body);
        assert!(all.body.contains("'=HYPERLINK") && all.body.contains(",Pond Club\r\n"), "{}", all.body);
        let some = reader.get(&format!("{PUBLIC}.csv?words=otters")).await;
        assert!(some.body.contains("Otters, \"\"two\"\"") && !some.body.contains("HYPERLINK"), "{}", some.body);
        let number = find(&mut reader, "otters").await.rsplit('/').next().unwrap().to_owned();
        assert!(some.body.contains(&format!("\r\n{number},Say why,")), "{}", some.body);
    }
}
