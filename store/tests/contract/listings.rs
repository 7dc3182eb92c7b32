//! Minutes that are brought in together from another site, and documents that belong to meetings.

use chrono::NaiveDate;
use domain::{
    document::{Accessibility, Document},
    group::{Group, GroupKind},
    ids::{AccountId, DocumentId, GroupId, ListingId, MeetingId},
    meeting::{Arrangements, Meeting, Minutes, MinutesKind, MinutesStatus, PaperKind, Source, meeting_slug},
    record::{Item, RecordKind, RecordText},
};
use engines::on_both_engines;
use store::{Account, Listed, Stamp, Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{in_write, moment};

const BOARD: GroupId = GroupId(Uuid::from_u128(1));
const WRITER: AccountId = AccountId(Uuid::from_u128(9));
const LISTING: ListingId = ListingId(Uuid::from_u128(20));

fn meeting(on: u32) -> Meeting {
    let held_on = NaiveDate::from_ymd_opt(2024, 3, on).unwrap();
    let id = MeetingId(Uuid::from_u128(u128::from(on)));
    Meeting { id, group: BOARD, held_on, slug: meeting_slug(held_on, "board") }
}

fn minutes(on: u32) -> Minutes {
    let source = Source { title: format!("Board minutes {on} March"), heading: Some("March 2023".into()) };
    Minutes {
        meeting: meeting(on).id,
        kind: MinutesKind::Minutes,
        status: MinutesStatus::NotStated,
        source: Some(source),
    }
}

fn listed(on: u32) -> Listed {
    Listed { meeting: Some(meeting(on)), minutes: minutes(on) }
}

fn stamp(second: i64) -> Stamp {
    Stamp { event: Uuid::nil(), by: WRITER, at: moment(second) }
}

async fn with_board(store: &Store) {
    let board = Group {
        id: BOARD,
        slug: "board".into(),
        name: "Board".into(),
        kind: GroupKind::Board,
        purpose: "Advises.".into(),
    };
    let account = Account {
        id: WRITER,
        email: "writer@example.org".into(),
        password_hash: String::new(),
        role: "editor".into(),
        created_at: moment(0),
    };
    in_write!(store, write => {
        write.add_account(&account).await?;
        write.add_group(&board).await
    })
    .unwrap();
}

async fn bring(store: &Store, id: ListingId, listed: Vec<Listed>) -> Result<(), StoreError> {
    in_write!(store, write => write.add_listing(id, &listed, stamp(5)).await)
}

async fn take_back(store: &Store, second: i64) -> Result<usize, StoreError> {
    in_write!(store, write => write.set_listing_taken_back(LISTING, stamp(second)).await)
}

async fn days(store: &Store) -> Vec<String> {
    let listed = store.list_listed(LISTING).await.unwrap();
    listed.into_iter().map(|stored| stored.meeting.slug).collect()
}

fn document(number: u128, title: &str) -> Document {
    Document {
        id: DocumentId(Uuid::from_u128(number)),
        slug: format!("document-{number}"),
        title: title.into(),
        purpose: "Says how.".into(),
        dated: NaiveDate::from_ymd_opt(2024, 3, 4).unwrap(),
        language: None,
        accessibility: Accessibility::NotChecked,
        group: None,
        supersedes: None,
    }
}

async fn belongs(store: &Store, on: u32, number: u128, kind: PaperKind, item: Option<u32>) -> Result<(), StoreError> {
    let ids = (meeting(on).id, document(number, "").id);
    in_write!(store, write => write.add_meeting_paper(ids, (kind, item), stamp(8)).await)
}

on_both_engines! {
    async fn minutes_are_brought_in_together_with_their_meetings_and_where_they_come_from(store: Store) {
        with_board(&store).await;
        bring(&store, LISTING, vec![listed(4), listed(13)]).await.unwrap();
        assert_eq!(days(&store).await, ["2024-03-13-board", "2024-03-04-board"]);
        let kept = store.find_listing(LISTING).await.unwrap().unwrap();
        assert_eq!((kept.by.as_deref(), kept.count, kept.taken_back.clone()), (Some("writer@example.org"), 2, None));
        assert_eq!(store.list_listings().await.unwrap(), [kept]);
        let stored = store.find_stored_meeting("2024-03-04-board").await.unwrap().unwrap();
        assert_eq!(stored.minutes, Some(minutes(4)));
        assert!(stored.is_public());
    }

    async fn a_list_that_is_sent_twice_or_has_minutes_that_are_here_stores_nothing(store: Store) {
        with_board(&store).await;
        bring(&store, LISTING, vec![listed(4)]).await.unwrap();
        assert!(matches!(bring(&store, LISTING, vec![listed(5)]).await, Err(StoreError::Taken)));
        let other = ListingId(Uuid::from_u128(21));
        let again = Listed { meeting: None, minutes: minutes(4) };
        assert!(matches!(bring(&store, other, vec![listed(6), again]).await, Err(StoreError::Taken)));
        assert_eq!(store.find_listing(other).await.unwrap(), None);
        assert_eq!(store.find_stored_meeting("2024-03-06-board").await.unwrap(), None);
    }

    async fn what_was_brought_in_is_taken_back_once_with_the_meetings_that_came_with_it(store: Store) {
        with_board(&store).await;
        let known = meeting(18);
        in_write!(&store, write => write.add_meeting(&known).await).unwrap();
        let of_known = Listed { meeting: None, minutes: minutes(18) };
        bring(&store, LISTING, vec![listed(4), of_known]).await.unwrap();
        assert_eq!(take_back(&store, 60).await.unwrap(), 2);
        assert_eq!(days(&store).await, Vec::<String>::new());
        assert_eq!(store.find_stored_meeting("2024-03-04-board").await.unwrap(), None);
        let stays = store.find_stored_meeting("2024-03-18-board").await.unwrap().unwrap();
        assert_eq!(stays.minutes, None);
        let taken_back = store.find_listing(LISTING).await.unwrap().unwrap().taken_back;
        assert_eq!(taken_back, Some((moment(60), Some("writer@example.org".to_owned()))));
        assert!(matches!(take_back(&store, 70).await, Err(StoreError::Changed)));
        bring(&store, ListingId(Uuid::from_u128(22)), vec![listed(4)]).await.unwrap();
    }

    async fn what_was_worked_on_since_it_was_brought_in_stays(store: Store) {
        with_board(&store).await;
        bring(&store, LISTING, vec![listed(4), listed(5), listed(6), listed(7)]).await.unwrap();
        let text = RecordText { items: vec![Item::new(1, "Welcome", None)], last_number: 1, ..RecordText::default() };
        let record = (meeting(4).id, RecordKind::Minutes);
        in_write!(&store, write => write.add_record_draft(record, (&text, 1), (WRITER, moment(6))).await).unwrap();
        in_write!(&store, write => write.add_document(&document(1, "Minutes")).await).unwrap();
        belongs(&store, 5, 1, PaperKind::Minutes, None).await.unwrap();
        in_write!(&store, write => write.set_announced(meeting(6).id, moment(7)).await).unwrap();
        assert_eq!(take_back(&store, 60).await.unwrap(), 1);
        assert_eq!(days(&store).await, ["2024-03-06-board", "2024-03-05-board", "2024-03-04-board"]);
        assert_eq!(store.find_stored_meeting("2024-03-07-board").await.unwrap(), None);
    }

    async fn the_name_that_a_meeting_had_before_leads_to_it_and_is_given_to_no_other(store: Store) {
        with_board(&store).await;
        let (known, moved) = (meeting(13), Meeting { id: meeting(13).id, ..meeting(20) });
        in_write!(&store, write => {
            write.add_meeting(&known).await?;
            write.set_meeting(&moved, &Arrangements::default(), 0).await
        })
        .unwrap();
        let other = Meeting { id: MeetingId(Uuid::from_u128(99)), ..meeting(13) };
        let added = in_write!(&store, write => write.add_meeting(&other).await);
        assert!(matches!(added, Err(StoreError::Taken)));
        assert_eq!(store.list_former_meeting_names().await.unwrap(), ["2024-03-13-board"]);
        let found = store.find_stored_meeting("2024-03-13-board").await.unwrap().unwrap();
        assert_eq!(found.meeting.slug, "2024-03-20-board");
    }

    async fn documents_belong_to_meetings_once_each_until_somebody_takes_them_away(store: Store) {
        with_board(&store).await;
        bring(&store, LISTING, vec![listed(4), listed(5)]).await.unwrap();
        for (number, title) in [(1, "Report"), (2, "Annex")] {
            in_write!(&store, write => write.add_document(&document(number, title)).await).unwrap();
        }
        belongs(&store, 4, 1, PaperKind::Paper, Some(3)).await.unwrap();
        belongs(&store, 4, 2, PaperKind::Paper, None).await.unwrap();
        belongs(&store, 5, 1, PaperKind::Minutes, None).await.unwrap();
        assert!(matches!(belongs(&store, 4, 1, PaperKind::Minutes, None).await, Err(StoreError::Taken)));
        let papers = store.list_meeting_papers(meeting(4).id).await.unwrap();
        let told: Vec<_> = papers.iter().map(|paper| (paper.stored.document.title.as_str(), paper.item)).collect();
        assert_eq!(told, [("Annex", None), ("Report", Some(3))]);
        let meetings = store.list_meetings_of_document(document(1, "").id).await.unwrap();
        let slugs: Vec<_> = meetings.iter().map(|stored| stored.meeting.slug.as_str()).collect();
        assert_eq!(slugs, ["2024-03-04-board", "2024-03-05-board"]);
        let away = (meeting(4).id, document(2, "").id);
        in_write!(&store, write => write.remove_meeting_paper(away.0, away.1).await).unwrap();
        let again = in_write!(&store, write => write.remove_meeting_paper(away.0, away.1).await);
        assert!(matches!(again, Err(StoreError::Changed)));
        in_write!(&store, write => write.remove_document(document(1, "").id, 0).await).unwrap();
        assert_eq!(store.list_meeting_papers(meeting(4).id).await.unwrap(), []);
    }

    async fn a_meeting_that_nobody_knows_of_is_removed_with_what_belongs_to_it(store: Store) {
        with_board(&store).await;
        let known = meeting(18);
        in_write!(&store, write => write.add_meeting(&known).await).unwrap();
        in_write!(&store, write => write.add_document(&document(1, "Report")).await).unwrap();
        belongs(&store, 18, 1, PaperKind::Paper, None).await.unwrap();
        in_write!(&store, write => write.remove_meeting(meeting(18).id, 0).await).unwrap();
        assert_eq!(store.list_meetings_of_document(document(1, "").id).await.unwrap(), []);
        assert!(store.find_document("document-1").await.unwrap().is_some());
    }
}
