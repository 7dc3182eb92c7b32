//! Meetings with when and where they are, and the drafts and versions of their records.

use chrono::{NaiveDate, NaiveTime};
use domain::{
    group::{Group, GroupKind},
    ids::{AccountId, GroupId, MeetingId},
    meeting::{Arrangements, Meeting, Minutes, MinutesKind, MinutesStatus, meeting_slug},
    record::{Heading, Item, Passages, PublicRecord, RecordKind, RecordText, VersionStep, release},
};
use engines::on_both_engines;
use store::{NewVersion, PageRequest, Readers, Store, StoreError, VersionOf, When};
use uuid::Uuid;

use crate::fixtures::{in_write, moment};

const BOARD: GroupId = GroupId(Uuid::from_u128(1));
const WRITER: AccountId = AccountId(Uuid::from_u128(9));
const ALL: PageRequest = PageRequest { number: 1, size: 50 };

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn meeting(on: u32) -> Meeting {
    let slug = meeting_slug(day(on), "board");
    Meeting { id: MeetingId(Uuid::from_u128(u128::from(on))), group: BOARD, held_on: day(on), slug }
}

fn text(title: &str) -> RecordText {
    RecordText { items: vec![Item::new(1, title, None)], last_number: 1, ..RecordText::default() }
}

fn public(kind: RecordKind, title: &str) -> PublicRecord {
    let heading = Heading {
        group: "Board".into(),
        minutes: MinutesKind::Minutes,
        held_on: day(4),
        starts: None,
        ends: None,
        place: String::new(),
    };
    release(kind, heading, &text(title), (Vec::new(), None), &Passages::default())
}

/// A board that met on some days of March 2026, and somebody who writes.
async fn with_meetings(store: &Store, days: &[u32]) {
    let board = Group {
        id: BOARD,
        slug: "board".into(),
        name: "Board".into(),
        kind: GroupKind::Board,
        purpose: "Advises.".into(),
    };
    let account = store::Account {
        id: WRITER,
        email: "writer@example.org".into(),
        password_hash: String::new(),
        role: "editor".into(),
        created_at: moment(0),
    };
    let meetings: Vec<Meeting> = days.iter().map(|day| meeting(*day)).collect();
    in_write!(store, write => {
        write.add_account(&account).await?;
        write.add_group(&board).await?;
        for meeting in &meetings {
            write.add_meeting(meeting).await?;
        }
        Ok::<_, StoreError>(())
    })
    .unwrap();
}

async fn draft(store: &Store, on: u32, kind: RecordKind, title: &'static str, revision: i64) -> Result<(), StoreError> {
    let (id, text) = (meeting(on).id, text(title));
    in_write!(store, write => write.add_record_draft((id, kind), (&text, revision), (WRITER, moment(revision))).await)
}

async fn version(store: &Store, (number, revision): (i64, i64), title: &'static str) -> Result<(), StoreError> {
    let version = NewVersion {
        meeting: meeting(4).id,
        number,
        step: VersionStep::Unapproved,
        revision,
        public: public(RecordKind::Minutes, title),
        note: "Changed.".into(),
        agreed_at: None,
    };
    in_write!(store, write => write.add_record_version(&version, (WRITER, moment(number))).await)
}

async fn slugs(store: &Store, when: When, readers: Readers) -> Vec<String> {
    let page = store.list_stored_meetings((Some(BOARD), when), readers, ALL).await.unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    page.rows.into_iter().map(|stored| stored.meeting.slug).collect()
}

on_both_engines! {
    async fn a_meeting_keeps_when_and_where_it_is_and_leads_from_its_former_address(store: Store) {
        with_meetings(&store, &[4, 11]).await;
        let arrangements = Arrangements {
            starts: NaiveTime::from_hms_opt(10, 0, 0),
            ends: NaiveTime::from_hms_opt(12, 30, 0),
            place: "Town Hall".into(),
            joining: "Come.".into(),
            announced_at: Some(moment(5)),
            called_off: Some("Snow".into()),
        };
        let set = async |moved: Meeting, arrangements: Arrangements, revision: i64| {
            in_write!(store, write => write.set_meeting(&moved, &arrangements, revision).await)
        };
        let moved = Meeting { held_on: day(5), slug: "2026-03-05-board".into(), ..meeting(4) };
        set(moved.clone(), arrangements.clone(), 0).await.unwrap();
        for address in ["2026-03-05-board", "2026-03-04-board"] {
            let found = store.find_stored_meeting(address).await.unwrap().unwrap();
            assert_eq!((&found.meeting, &found.arrangements, found.revision), (&moved, &arrangements, 1), "{address}");
        }
        assert!(matches!(set(moved.clone(), arrangements.clone(), 0).await, Err(StoreError::Changed)));
        let onto = Meeting { slug: "2026-03-04-board".into(), ..meeting(11) };
        assert!(matches!(set(onto, arrangements.clone(), 0).await, Err(StoreError::Taken)), "a former address stays what it was");
        set(meeting(4), arrangements, 1).await.unwrap();
        assert_eq!(store.find_stored_meeting("2026-03-05-board").await.unwrap().unwrap().meeting, meeting(4), "it moved back");
        assert!(store.find_stored_meeting("2026-03-06-board").await.unwrap().is_none());
    }

    async fn what_nobody_but_staff_knows_of_is_listed_for_staff_alone(store: Store) {
        with_meetings(&store, &[4, 11, 18]).await;
        let minutes = |on: u32, status| Minutes { meeting: meeting(on).id, kind: MinutesKind::Minutes, status, source: None };
        let (hidden, out, announced) = (minutes(4, MinutesStatus::Draft), minutes(11, MinutesStatus::NotStated), meeting(18).id);
        in_write!(store, write => {
            write.add_minutes(&hidden).await?;
            write.add_minutes(&out).await?;
            write.set_announced(announced, moment(1)).await
        })
        .unwrap();
        let all = ["2026-03-18-board", "2026-03-11-board", "2026-03-04-board"];
        assert_eq!(slugs(&store, When::Before(day(30)), Readers::Staff).await, all);
        assert_eq!(slugs(&store, When::Before(day(30)), Readers::Everyone).await, all[..2]);
        assert_eq!(slugs(&store, When::From(day(11)), Readers::Everyone).await, ["2026-03-11-board", "2026-03-18-board"], "the next first");
        assert_eq!(slugs(&store, When::Before(day(11)), Readers::Staff).await, all[2..]);
        in_write!(store, write => write.set_minutes(meeting(4).id, MinutesStatus::Approved).await).unwrap();
        let stored = store.find_stored_meeting("2026-03-04-board").await.unwrap().unwrap();
        assert!(stored.is_public() && stored.minutes.unwrap().status == MinutesStatus::Approved);
    }

    async fn only_a_meeting_of_which_nobody_knows_and_nothing_is_written_is_removed(store: Store) {
        with_meetings(&store, &[4, 11]).await;
        draft(&store, 4, RecordKind::Agenda, "Hedges", 1).await.unwrap();
        let remove = async |on: u32| {
            let id = meeting(on).id;
            in_write!(store, write => write.remove_meeting(id, 0).await)
        };
        assert!(matches!(remove(4).await, Err(StoreError::Changed)));
        remove(11).await.unwrap();
        assert!(store.find_stored_meeting("2026-03-11-board").await.unwrap().is_none());
    }

    async fn of_two_who_write_after_the_same_revision_the_second_is_told(store: Store) {
        with_meetings(&store, &[4]).await;
        draft(&store, 4, RecordKind::Minutes, "Hedges", 1).await.unwrap();
        draft(&store, 4, RecordKind::Minutes, "Ponds", 2).await.unwrap();
        assert!(matches!(draft(&store, 4, RecordKind::Minutes, "Woods", 2).await, Err(StoreError::Changed)));
        assert!(matches!(draft(&store, 4, RecordKind::Minutes, "Woods", 4).await, Err(StoreError::Changed)));
        draft(&store, 4, RecordKind::Agenda, "Agenda", 1).await.unwrap();
        let found = store.find_record_draft(meeting(4).id, RecordKind::Minutes).await.unwrap().unwrap();
        assert_eq!((found.revision, &found.text, found.by.as_deref()), (2, &text("Ponds"), Some("writer@example.org")));
        let before = store.find_record_revision((meeting(4).id, RecordKind::Minutes), 1).await.unwrap();
        assert_eq!(before, Some(text("Hedges")));
        let drafts = store.list_minutes_drafts(BOARD).await.unwrap();
        assert_eq!(drafts.iter().map(|draft| &draft.record).collect::<Vec<_>>(), [&text("Ponds")]);
    }

    async fn minutes_that_name_something_are_the_newest_that_everybody_reads(store: Store) {
        with_meetings(&store, &[4, 11]).await;
        for (number, title) in [(1, "About \"H3\""), (2, "Ponds")] {
            draft(&store, 4, RecordKind::Minutes, title, number).await.unwrap();
            version(&store, (number, number), title).await.unwrap();
        }
        draft(&store, 11, RecordKind::Minutes, "Ponds", 1).await.unwrap();
        let named = store.list_minutes_naming("Ponds").await.unwrap();
        let read: Vec<_> = named.iter().map(|one| (one.slug.as_str(), one.held_on, &one.record.text.items[0].title)).collect();
        assert_eq!(read, [(meeting(4).slug.as_str(), day(4), &"Ponds".to_owned())]);
        assert_eq!(store.list_minutes_naming("H3").await.unwrap(), []);
    }

    async fn versions_follow_each_other_and_are_of_what_was_written_last(store: Store) {
        with_meetings(&store, &[4]).await;
        draft(&store, 4, RecordKind::Minutes, "Hedges", 1).await.unwrap();
        version(&store, (1, 1), "Hedges").await.unwrap();
        draft(&store, 4, RecordKind::Minutes, "Ponds", 2).await.unwrap();
        for odd in [(1, 2), (3, 2), (2, 1)] {
            assert!(matches!(version(&store, odd, "Ponds").await, Err(StoreError::Changed)), "{odd:?}");
        }
        version(&store, (2, 2), "Ponds").await.unwrap();
        let versions = store.list_record_versions(meeting(4).id).await.unwrap();
        let listed: Vec<_> = versions.iter().map(|version| (version.number, version.revision, version.note.as_str())).collect();
        assert_eq!(listed, [(2, 2, "Changed."), (1, 1, "Changed.")]);
        let (id, kind) = (meeting(4).id, RecordKind::Minutes);
        assert_eq!(store.find_public_record((id, kind), 1).await.unwrap(), Some(public(kind, "Hedges")));
        let newest = store.list_public_minutes(BOARD).await.unwrap();
        assert_eq!(newest.iter().map(|one| &one.record).collect::<Vec<_>>(), [&public(kind, "Ponds")]);
        let all = store.list_public_records(BOARD).await.unwrap();
        assert_eq!(all.iter().map(|version| version.number).collect::<Vec<_>>(), [1, 2]);
        let cleaned = |number| VersionOf { meeting: id, number, public: public(kind, "[withheld]"), note: "[withheld]".into() };
        let (first, none) = (cleaned(1), cleaned(7));
        in_write!(store, write => write.set_public_record(&first, moment(9)).await).unwrap();
        assert_eq!(store.find_public_record((id, kind), 1).await.unwrap(), Some(public(kind, "[withheld]")));
        let older = &store.list_record_versions(id).await.unwrap()[1];
        assert_eq!((older.withheld_at, older.note.as_str()), (Some(moment(9)), "[withheld]"));
        assert!(matches!(in_write!(store, write => write.set_public_record(&none, moment(9)).await), Err(StoreError::Changed)));
    }
}
