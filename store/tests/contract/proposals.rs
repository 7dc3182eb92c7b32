//! Proposals with their steps, and the versions of the sieve.

use chrono::NaiveDate;
use domain::{
    group::{Group, GroupKind},
    ids::{AccountId, ConsultationId, GroupId, MeetingId, ProposalId},
    meeting::Meeting,
    sift::{Course, DecidedAt, Proposal, ProposalKind, Sieve, SiftDecision, SiftEntry, SiftStep},
};
use engines::on_both_engines;
use store::{Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{add_account, add_consultation, in_write, moment};

const ONE: AccountId = AccountId(Uuid::from_u128(1));
const CONSULTATION: ConsultationId = ConsultationId(Uuid::from_u128(1));
const MEETING: MeetingId = MeetingId(Uuid::from_u128(7));

async fn begin(store: &Store) {
    add_consultation(store, 1).await;
    add_account(store, ONE, "one@example.org").await;
}

fn written(title: &str) -> SiftStep {
    SiftStep::Written(Proposal {
        title: title.into(),
        words: "More ponds".into(),
        kind: ProposalKind::Measure,
        comments: vec![12],
        elsewhere: None,
        is_public: true,
    })
}

fn id(number: i64) -> ProposalId {
    ProposalId(Uuid::from_u128(number.unsigned_abs().into()))
}

fn entry(step: SiftStep, second: i64) -> SiftEntry {
    SiftEntry { step, account: Some(ONE), at: moment(second) }
}

async fn take(store: &Store, number: i64, after: usize, step: SiftStep) -> Result<(), StoreError> {
    in_write!(store, write => write.add_proposal_step(id(number), after, &entry(step, 5)).await)
}

async fn add(store: &Store, number: i64) -> Result<(), StoreError> {
    let first = entry(written(&format!("Proposal {number}")), 1);
    in_write!(store, write => {
        write.add_proposal(id(number), CONSULTATION, number).await?;
        write.add_proposal_step(id(number), 0, &first).await
    })
}

on_both_engines! {
    async fn a_proposal_keeps_each_step_in_its_order(store: Store) {
        begin(&store).await;
        add(&store, 1).await.unwrap();
        add(&store, 2).await.unwrap();

        take(&store, 1, 1, SiftStep::Declared(None)).await.unwrap();
        take(&store, 1, 2, written("Other words")).await.unwrap();

        let found = store.list_proposals(CONSULTATION).await.unwrap();
        assert_eq!(found.iter().map(|stored| (stored.id, stored.sifted.number)).collect::<Vec<_>>(), [(id(1), 1), (id(2), 2)]);
        assert_eq!(found[0].sifted.proposal.title, "Other words");
        let steps = [entry(written("Proposal 1"), 1), entry(SiftStep::Declared(None), 5), entry(written("Other words"), 5)];
        assert_eq!(found[0].sifted.entries, steps);
        assert_eq!(store.list_proposals(ConsultationId(Uuid::from_u128(9))).await.unwrap(), []);
    }

    async fn a_step_after_others_than_are_there_and_a_number_that_is_not_the_next_are_refused(store: Store) {
        begin(&store).await;
        add(&store, 1).await.unwrap();
        take(&store, 1, 1, SiftStep::Declared(None)).await.unwrap();

        assert!(matches!(take(&store, 1, 1, SiftStep::PutBack).await, Err(StoreError::Changed)));
        assert!(matches!(take(&store, 1, 3, SiftStep::PutBack).await, Err(StoreError::Changed)));
        assert!(matches!(add(&store, 3).await, Err(StoreError::Changed)));
        let again = in_write!(store, write => write.add_proposal(id(9), CONSULTATION, 1).await);
        assert!(matches!(again, Err(StoreError::Changed)));
        assert_eq!(store.list_proposals(CONSULTATION).await.unwrap()[0].sifted.entries.len(), 2);
    }

    async fn of_many_steps_at_the_same_place_at_once_one_is_taken(store: Store) {
        begin(&store).await;
        add(&store, 1).await.unwrap();
        let tries = (0..8).map(|_| take(&store, 1, 1, SiftStep::Declared(None)));
        let done = futures_util::future::join_all(tries).await;
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
        assert!(done.iter().all(|done| matches!(done, Ok(()) | Err(StoreError::Changed))));
    }

    async fn a_version_of_the_sieve_is_made_once(store: Store) {
        begin(&store).await;
        let sieve = |given| Sieve { given, ..Sieve::default() };
        for version in [1, 2] {
            let sieve = sieve(u32::try_from(version).unwrap());
            in_write!(store, write => write.add_sieve(CONSULTATION, (version, &sieve), ONE, moment(1)).await).unwrap();
        }
        let again = sieve(9);
        let again = in_write!(store, write => write.add_sieve(CONSULTATION, (2, &again), ONE, moment(2)).await);
        assert!(matches!(again, Err(StoreError::Changed)));
        assert_eq!(store.list_sieves(CONSULTATION).await.unwrap(), [(1, sieve(1)), (2, sieve(2))]);
    }

    async fn a_meeting_finds_what_was_decided_at_it(store: Store) {
        begin(&store).await;
        let group = Group {
            id: GroupId(Uuid::from_u128(3)),
            slug: "board".into(),
            name: "Board".into(),
            kind: GroupKind::Board,
            purpose: "Advises.".into(),
        };
        let held_on = NaiveDate::from_ymd_opt(2024, 3, 4).unwrap();
        let meeting = Meeting { id: MEETING, group: group.id, slug: "2024-03-04-board".into(), held_on };
        in_write!(store, write => {
            write.add_group(&group).await?;
            write.add_meeting(&meeting).await
        })
        .unwrap();
        for number in [1, 2] {
            add(&store, number).await.unwrap();
        }
        let decided = SiftStep::Decided(SiftDecision {
            course: Course::Forward,
            words: "It is in.".into(),
            until: None,
            decided_at: DecidedAt::Meeting { meeting: MEETING, item: "4".into() },
            reason: String::new(),
        });
        take(&store, 2, 1, decided.clone()).await.unwrap();

        let found = store.list_proposals_of_meeting(MEETING).await.unwrap();
        assert_eq!(found.iter().map(|decided| decided.sifted.number).collect::<Vec<_>>(), [2]);
        assert_eq!(found[0].sifted.entries[1].step, decided);
        assert_eq!(store.list_proposals_of_meeting(MeetingId(Uuid::from_u128(8))).await.unwrap(), []);
    }
}
