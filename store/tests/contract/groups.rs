//! Groups with what they work by and who belongs to them.

use chrono::NaiveDate;
use domain::{
    group::{Charter, Group, GroupKind, Member, MemberRole, StatutoryBasis},
    ids::{GroupId, MeetingId, MemberId},
    meeting::Meeting,
};
use engines::on_both_engines;
use store::{Store, StoreError};
use uuid::Uuid;

use crate::fixtures::in_write;

const BOARD: GroupId = GroupId(Uuid::from_u128(1));

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn group(slug: &str) -> Group {
    Group { id: BOARD, slug: slug.into(), name: "Board".into(), kind: GroupKind::Board, purpose: "Advises.".into() }
}

fn member(number: u128, since: u32) -> Member {
    Member {
        id: MemberId(Uuid::from_u128(number)),
        group: BOARD,
        name: format!("Member {number}"),
        organisation: None,
        role: MemberRole::Member,
        is_named: false,
        since: day(since),
        until: None,
    }
}

async fn with_board(store: &Store) {
    let board = group("board");
    in_write!(store, write => write.add_group(&board).await).unwrap();
}

on_both_engines! {
    async fn a_group_is_found_with_what_it_works_by_and_of_two_who_change_it_the_second_is_told(store: Store) {
        with_board(&store).await;
        let found = store.find_group("board").await.unwrap().unwrap();
        assert_eq!((&found.group, found.charter.basis, found.revision), (&group("board"), StatutoryBasis::Voluntary, 0));
        let charter = Charter { basis: StatutoryBasis::PartVa, terms: "# Terms".into(), ended_on: Some(day(9)) };
        let renamed = Group { name: "Advisory Board".into(), kind: GroupKind::Panel, purpose: "Leads.".into(), ..group("board") };
        let set = async |group: Group, charter: Charter| in_write!(store, write => write.set_group(&group, &charter, 0).await);
        set(renamed.clone(), charter.clone()).await.unwrap();
        assert!(matches!(set(group("board"), charter.clone()).await, Err(StoreError::Changed)));
        assert_eq!(store.list_groups().await.unwrap(), std::slice::from_ref(&renamed));
        let listed = store.list_stored_groups().await.unwrap();
        assert_eq!((&listed[0].group, &listed[0].charter, listed[0].revision, listed.len()), (&renamed, &charter, 1, 1));
        let twice = Group { id: GroupId(Uuid::from_u128(2)), ..group("board") };
        assert!(matches!(in_write!(store, write => write.add_group(&twice).await), Err(StoreError::Taken)));
    }

    async fn members_are_listed_the_latest_first_and_changed_one_by_one(store: Store) {
        with_board(&store).await;
        for each in [member(1, 3), member(2, 5)] {
            in_write!(store, write => write.add_member(&each).await).unwrap();
        }
        assert!(matches!(in_write!(store, write => write.add_member(&member(1, 3)).await), Err(StoreError::Taken)));
        let changed = Member { organisation: Some("Pond Club".into()), role: MemberRole::Chair, is_named: true, until: Some(day(9)), ..member(1, 3) };
        let set = async |member: Member, revision| in_write!(store, write => write.set_member(&member, revision).await);
        set(changed.clone(), 0).await.unwrap();
        assert!(matches!(set(member(1, 3), 0).await, Err(StoreError::Changed)));
        let listed = store.list_members(BOARD).await.unwrap();
        let members: Vec<_> = listed.iter().map(|stored| (&stored.member, stored.revision)).collect();
        assert_eq!(members, [(&member(2, 5), 0), (&changed, 1)]);
        let remove = async |revision| in_write!(store, write => write.remove_member(changed.id, revision).await);
        assert!(matches!(remove(0).await, Err(StoreError::Changed)));
        remove(1).await.unwrap();
        assert_eq!(store.list_members(BOARD).await.unwrap().len(), 1);
    }

    async fn a_group_that_met_or_has_a_member_is_not_removed(store: Store) {
        with_board(&store).await;
        in_write!(store, write => write.add_member(&member(1, 3)).await).unwrap();
        let meeting = Meeting { id: MeetingId(Uuid::from_u128(7)), group: BOARD, held_on: day(4), slug: "2026-03-04-board".into() };
        in_write!(store, write => write.add_meeting(&meeting).await).unwrap();
        assert_eq!(store.count_meetings(BOARD).await.unwrap(), 1);
        let remove = async |revision| in_write!(store, write => write.remove_group(BOARD, revision).await);
        assert!(matches!(remove(0).await, Err(StoreError::Changed)));
        let id = GroupId(Uuid::from_u128(2));
        let other = Group { id, ..group("other") };
        in_write!(store, write => write.add_group(&other).await).unwrap();
        let gone = Member { group: id, ..member(2, 3) };
        in_write!(store, write => write.add_member(&gone).await).unwrap();
        let remove = async || in_write!(store, write => write.remove_group(id, 0).await);
        assert!(matches!(remove().await, Err(StoreError::Changed)));
        in_write!(store, write => write.remove_member(MemberId(Uuid::from_u128(2)), 0).await).unwrap();
        remove().await.unwrap();
        assert_eq!(store.list_groups().await.unwrap().len(), 1);
    }
}
