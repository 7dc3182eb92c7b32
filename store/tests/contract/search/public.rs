//! What is public is found at once, what is not any more is gone at once, and what is there anew comes to the same.

use chrono::{Datelike as _, NaiveDate};
use domain::{
    consultation::Consultation,
    group::{Charter, StatutoryBasis},
    ids::{MeetingId, ReplyId},
    meeting::{Arrangements, Meeting, Minutes, MinutesKind, MinutesStatus, Source},
    particulars::Particulars,
    record::{Action, Course, Decision, Heading, Item, PublicRecord, RecordKind, RecordText, VersionStep},
    reply::{Deed, PublicReply, Reply},
};
use engines::on_both_engines;
use store::{NewVersion, ReplyName, Rewritten, StoreError, Subject, VersionOf};

use super::*;
use crate::fixtures::{change, consultation, number, version};

const MEETING: MeetingId = MeetingId(Uuid::from_u128(31));

fn meeting() -> Meeting {
    let held_on = NaiveDate::from_ymd_opt(2026, 3, 13).unwrap();
    Meeting { id: MEETING, group: GROUP, held_on, slug: "2026-03-13-board".into() }
}

fn arrangements() -> Arrangements {
    Arrangements { place: "Quayside hall".into(), ..Arrangements::default() }
}

fn item(title: &str, discussion: &str) -> Item {
    let decision = Decision {
        number: 1,
        words: "To plant alders.".into(),
        course: Course::Agreed,
        priorities: Vec::new(),
        consultations: Vec::new(),
    };
    let action = Action { number: 1, words: "Count the otters.".into(), owner: "Ranger".into(), due: None };
    let discussion = discussion.to_owned();
    Item { discussion, decisions: vec![decision], actions: vec![action], ..Item::new(1, title, None) }
}

fn record(kind: RecordKind, items: Vec<Item>) -> PublicRecord {
    let heading = Heading {
        group: "Advisory Board".into(),
        minutes: MinutesKind::Minutes,
        held_on: meeting().held_on,
        starts: None,
        ends: None,
        place: String::new(),
    };
    let text = RecordText { items, ..RecordText::default() };
    PublicRecord { kind, heading, text, matters: Vec::new(), next: None }
}

fn charter(terms: &str) -> Charter {
    Charter { basis: StatutoryBasis::Voluntary, terms: terms.into(), ended_on: None }
}

async fn with_meeting(store: &Store) {
    with_board(store).await;
    in_write!(store, write => {
        write.add_meeting(&meeting()).await?;
        write.set_meeting(&meeting(), &arrangements(), 0).await
    })
    .unwrap();
}

/// Releases a version of a record with one item.
async fn release(store: &Store, kind: RecordKind, at: i64, item: Item) {
    let public = record(kind, vec![item]);
    let step = if kind == RecordKind::Agenda { VersionStep::Agenda } else { VersionStep::Unapproved };
    let new =
        NewVersion { meeting: MEETING, number: at, step, revision: at, public, note: String::new(), agreed_at: None };
    in_write!(store, write => {
        write.add_record_draft((MEETING, kind), (&RecordText::default(), at), (EDITOR, moment(at))).await?;
        write.add_record_version(&new, (EDITOR, moment(at))).await?;
        write.set_announced(MEETING, moment(at)).await
    })
    .unwrap();
}

/// Reads everything that is kept for the search, from outside the store.
async fn kept(database: &engines::Database) -> Vec<i64> {
    let mut kept = Vec::new();
    for query in [
        "SELECT COUNT(*) FROM search_entries",
        "SELECT CAST(COALESCE(SUM(LENGTH(title) + LENGTH(text) + LENGTH(COALESCE(file_text, ''))), 0) AS BIGINT) FROM search_entries",
        "SELECT COUNT(*) FROM search_words",
        "SELECT CAST(COALESCE(SUM(entries * letters), 0) AS BIGINT) FROM search_words",
    ] {
        kept.push(number(database, query).await);
    }
    kept
}

on_both_engines! {
    async fn a_document_is_found_from_its_publishing_to_its_withdrawal_by_its_current_file_alone(store: Store) {
        with_board(&store).await;
        let note = document(11, "Advice note", "For developers.", 2024);
        let added = note.clone();
        in_write!(store, write => write.add_document(&added).await).unwrap();
        give(&store, &note, (0, 1), "Kingfishers nest here.").await;
        for typed in ["advice", "developers", "kingfisher"] {
            assert_eq!(titles(&store, typed).await, Vec::<String>::new(), "a draft: {typed}");
        }
        assert_eq!(meant(&store, "kingfishr").await, None, "nor is it a word that was meant");

        let id = note.id;
        in_write!(store, write => write.set_document_published((id, 1), (1, ""), stamp(2)).await).unwrap();
        give(&store, &note, (2, 2), "Dippers nest here.").await;
        assert_eq!(titles(&store, "kingfisher").await, ["Advice note"]);
        assert_eq!(titles(&store, "dipper").await, Vec::<String>::new(), "a version that waits");
        assert_eq!((meant(&store, "kingfishr").await, meant(&store, "dippers").await), (Some("kingfishers".into()), None));

        in_write!(store, write => write.set_document_published((id, 3), (2, "Mended."), stamp(3)).await).unwrap();
        assert_eq!((titles(&store, "kingfisher").await.len(), titles(&store, "dipper").await.len()), (0, 1));
        assert_eq!(meant(&store, "kingfishr").await, None);
        let changed = Document { title: "Guidance".into(), ..note };
        in_write!(store, write => write.set_document(&changed, 4).await).unwrap();
        assert_eq!((titles(&store, "advice").await.len(), titles(&store, "guidance").await.len()), (0, 1));

        in_write!(store, write => write.set_document_withdrawn((id, 5), "It was wrong.", stamp(4)).await).unwrap();
        for typed in ["guidance", "developers", "dipper", "wrong"] {
            assert_eq!(titles(&store, typed).await, Vec::<String>::new(), "{typed}");
        }
        assert_eq!(meant(&store, "diper").await, None);
        assert_eq!(store.list_found_years().await.unwrap(), Vec::<i32>::new());
    }

    async fn a_meeting_is_found_from_its_announcement_until_it_is_called_off_and_under_its_name_now(store: Store) {
        with_meeting(&store).await;
        assert_eq!(names(&store, "quayside").await, []);

        in_write!(store, write => write.set_announced(MEETING, moment(1)).await).unwrap();
        assert_eq!(names(&store, "quayside").await, [(FoundKind::Meeting, "Advisory Board".into())]);

        let renamed = Group { name: "Strategy Panel".into(), ..group() };
        let charter = charter("Meets **quarterly**.");
        in_write!(store, write => write.set_group(&renamed, &charter, 0).await).unwrap();
        assert_eq!(names(&store, "panel quayside").await, [(FoundKind::Meeting, "Strategy Panel".into())]);
        assert_eq!(names(&store, "quarterly").await, [(FoundKind::Group, "Strategy Panel".into())]);
        assert_eq!(names(&store, "advisory").await, []);

        let off = Arrangements { announced_at: Some(moment(1)), called_off: Some("Snow.".into()), ..arrangements() };
        in_write!(store, write => write.set_meeting(&meeting(), &off, 2).await).unwrap();
        assert_eq!((names(&store, "quayside").await, names(&store, "snow").await), (vec![], vec![]));
    }

    async fn agendas_and_minutes_are_found_by_item_and_decision_as_they_are_now(store: Store) {
        with_meeting(&store).await;
        release(&store, RecordKind::Agenda, 1, item("Wet woods", "To choose.")).await;
        assert_eq!(names(&store, "woods").await, [(FoundKind::Agenda, "Wet woods".into())]);
        let draft = RecordText { items: vec![item("Curlews", "Secret.")], ..RecordText::default() };
        in_write!(store, write => write.add_record_draft((MEETING, RecordKind::Minutes), (&draft, 1), (EDITOR, moment(2))).await).unwrap();
        assert_eq!(names(&store, "curlew").await, [], "a draft is nobody's");
        assert_eq!(meant(&store, "curlws").await, None);

        let second = RecordText::default();
        in_write!(store, write => write.add_record_draft((MEETING, RecordKind::Minutes), (&second, 2), (EDITOR, moment(2))).await).unwrap();
        let minutes = |number, revision, discussion: &str| NewVersion {
            meeting: MEETING,
            number,
            step: VersionStep::Unapproved,
            revision,
            public: record(RecordKind::Minutes, vec![item("Wet woods", discussion)]),
            note: String::new(),
            agreed_at: None,
        };
        let first = minutes(1, 2, "Beavers at **Mill** Lane.");
        in_write!(store, write => write.add_record_version(&first, (EDITOR, moment(3))).await).unwrap();
        let rows = found(&store, "\"mill lane\" otters ranger", &ALL).await;
        assert_eq!((rows[0].kind, rows[0].part, rows[0].slug.as_str()), (FoundKind::Minutes, Some(1), "2026-03-13-board"));
        let decided = found(&store, "alder", &ALL).await;
        assert_eq!((decided.len(), decided[0].kind, decided[0].part), (1, FoundKind::Decision, Some(1)));

        let public = record(RecordKind::Minutes, vec![item("Wet woods", "Beavers at [withheld].")]);
        let withheld = VersionOf { meeting: MEETING, number: 1, public, note: String::new() };
        in_write!(store, write => write.set_public_record(&withheld, moment(4)).await).unwrap();
        assert_eq!((names(&store, "mill").await.len(), names(&store, "beaver").await.len()), (0, 1));
        assert_eq!((meant(&store, "millh").await, meant(&store, "beavrs").await), (None, Some("beavers".into())));

        let draft = RecordText::default();
        in_write!(store, write => write.add_record_draft((MEETING, RecordKind::Minutes), (&draft, 3), (EDITOR, moment(5))).await).unwrap();
        let third = minutes(2, 3, "Herons.");
        in_write!(store, write => write.add_record_version(&third, (EDITOR, moment(5))).await).unwrap();
        assert_eq!((names(&store, "beaver").await.len(), names(&store, "heron").await.len()), (0, 1));
    }

    async fn minutes_of_which_only_the_title_is_known_are_found_unless_they_are_not_published(store: Store) {
        with_meeting(&store).await;
        let source = Some(Source { title: "Minutes of the spring gathering".to_owned(), heading: None });
        let minutes = Minutes { meeting: MEETING, kind: MinutesKind::Minutes, status: MinutesStatus::Draft, source };
        in_write!(store, write => write.add_minutes(&minutes).await).unwrap();
        assert_eq!(names(&store, "gathering").await, []);
        in_write!(store, write => write.set_minutes(MEETING, MinutesStatus::Approved).await).unwrap();
        assert_eq!(names(&store, "gathering").await.len(), 1);
        in_write!(store, write => write.set_minutes(MEETING, MinutesStatus::Draft).await).unwrap();
        assert_eq!(names(&store, "gathering").await, []);
    }

    async fn a_consultation_is_found_once_its_questionnaire_is_published_by_what_it_says_of_itself(store: Store) {
        with_board(&store).await;
        let asks = Consultation { title: "Rivers".into(), summary: "On salmon.".into(), ..consultation(1) };
        let added = asks.clone();
        in_write!(store, write => write.add_consultation(&added).await).unwrap();
        assert_eq!(names(&store, "salmon").await, []);

        let first = version(&asks, 1);
        in_write!(store, write => write.add_version(&first).await).unwrap();
        let rows = found(&store, "salmon", &ALL).await;
        assert_eq!((rows[0].kind, rows[0].slug.as_str(), rows[0].day.unwrap().year()), (FoundKind::Consultation, "consultation-1", 2026));

        let particulars = Particulars { purpose: Some("Because weirs stop them.".into()), ..Particulars::default() };
        let consultation = Consultation { summary: "On trout.".into(), ..asks };
        let rewritten = Rewritten { from: 0, consultation, particulars, closing_move: None, account: None, set_at: moment(1) };
        in_write!(store, write => write.set_consultation(&rewritten).await).unwrap();
        assert_eq!((names(&store, "salmon").await.len(), names(&store, "trout weirs").await.len()), (0, 1));
    }

    async fn a_reply_is_found_as_its_newest_version_says_until_it_is_taken_back(store: Store) {
        with_board(&store).await;
        let asks = consultation(1);
        let (added, first) = (asks.clone(), version(&asks, 1));
        in_write!(store, write => {
            write.add_consultation(&added).await?;
            write.add_version(&first).await
        })
        .unwrap();
        let reply = |said: &str| Reply {
            title: "More ponds".into(),
            asked: Vec::new(),
            said: said.into(),
            rests_on: None,
            tags: Vec::new(),
            deed: Deed::Changed,
            did: "We dug.".into(),
            by: None,
            section: None,
            decision: None,
        };
        let name = ReplyName { id: ReplyId(Uuid::from_u128(41)), consultation: asks.id, number: 1 };
        let written = reply("Newts were asked for.");
        in_write!(store, write => write.add_reply(name, &written, stamp(1)).await).unwrap();
        assert_eq!(names(&store, "newt").await, []);
        for (version, said) in [(1, "Newts were asked for."), (2, "Toads were asked for.")] {
            let public = PublicReply { reply: reply(said), tags: Vec::new(), changes: String::new() };
            in_write!(store, write => write.add_reply_version(name, (1, version), &public, stamp(1 + version)).await).unwrap();
        }
        assert_eq!((names(&store, "newt").await, names(&store, "toad").await), (vec![], vec![(FoundKind::Reply, "More ponds".into())]));
        in_write!(store, write => write.set_reply_taken_back(name, 2, "Wrong.", stamp(9)).await).unwrap();
        assert_eq!(names(&store, "toad").await, []);
    }

    async fn what_was_undone_is_not_found(store: Store) {
        with_board(&store).await;
        let renamed = Group { name: "Otter Panel".into(), ..group() };
        let done: Result<(), StoreError> = in_write!(store, write => {
            write.set_group(&renamed, &charter(""), 0).await?;
            Err(StoreError::Changed)
        });
        assert!(matches!(done, Err(StoreError::Changed)));
        assert_eq!((names(&store, "otter").await.len(), names(&store, "advisory").await.len()), (0, 1));
    }

    async fn what_is_made_anew_is_what_was_kept(store: Store, database: &Database) {
        with_meeting(&store).await;
        publish(&store, &document(11, "Advice note", "For developers.", 2024), "Kingfishers nest here.").await;
        release(&store, RecordKind::Minutes, 1, item("Wet woods", "Beavers.")).await;
        let before = kept(database).await;
        assert!(before[0] >= 5, "{before:?}");
        assert!(!store.remove_outdated_found().await.unwrap());
        change(database, "INSERT INTO settings (name, value) VALUES ('search_rules', '0')").await;
        assert!(store.remove_outdated_found().await.unwrap());
        assert_eq!(kept(database).await, [0; 4]);
        assert!(!store.remove_outdated_found().await.unwrap());

        for subject in store.list_subjects().await.unwrap() {
            store.set_found(subject).await.unwrap();
        }

        assert_eq!(kept(database).await, before);
        assert_eq!((titles(&store, "kingfisher").await.len(), names(&store, "beaver").await.len()), (1, 1));
    }

    async fn what_a_server_before_this_release_has_changed_is_put_right_when_it_is_looked_at(store: Store, database: &Database) {
        with_board(&store).await;
        publish(&store, &document(11, "Advice note", "For developers.", 2024), "Kingfishers nest here.").await;
        change(database, "UPDATE documents SET status = 'withdrawn', withdrawn_reason = '' WHERE slug = 'document-11'").await;
        change(database, "DELETE FROM groups WHERE slug = 'board'").await;

        for subject in store.list_subjects().await.unwrap() {
            store.set_found(subject).await.unwrap();
        }

        assert_eq!((titles(&store, "kingfisher").await.len(), titles(&store, "advisory").await.len()), (0, 0));
        assert_eq!(kept(database).await, [0; 4]);
        assert!(store.list_subjects().await.unwrap().iter().all(|subject| matches!(subject, Subject::Document(_) | Subject::Priorities)));
    }
}

#[tokio::test]
async fn words_that_are_withheld_are_not_in_the_file_any_more() {
    let database = engines::sqlite();
    let store = Store::open(&database.url).await.unwrap();
    with_meeting(&store).await;
    release(&store, RecordKind::Minutes, 1, item("Wet woods", "Beavers at canaryholm.")).await;
    let public = record(RecordKind::Minutes, vec![item("Wet woods", "Beavers.")]);
    let withheld = VersionOf { meeting: MEETING, number: 1, public, note: String::new() };
    in_write!(store, write => write.set_public_record(&withheld, moment(4)).await).unwrap();

    store.close().await;

    let bytes = std::fs::read(database.url.trim_start_matches("sqlite:")).unwrap();
    assert!(!bytes.windows(10).any(|window| window == b"canaryholm"));
}
