//! Plans with their signatures, freezes, and runs that one server at a time works on.

use std::{collections::BTreeSet, time::Duration};

use chrono::TimeDelta;
use domain::{
    answer::Outcome,
    ids::{AccountId, ConsultationId, FreezeId, PlanId, ResponseId, RunId},
    plan::{Cutoffs, Estimator, Plan, PlannedLevel, PlannedMargin, WeightBounds},
    questionnaire::QuestionId,
    run::{Occasion, RunStatus},
};
use engines::on_both_engines;
use store::{
    Account, FrozenResponse, Hashed, Run, RunProgress, Store, StoreError, StoredPlan, StoredResponse, Version,
};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::fixtures::{Submitting, add_consultation, add_freeze, in_write, moment};

pub const ONE: AccountId = AccountId(Uuid::from_u128(1));
pub const TWO: AccountId = AccountId(Uuid::from_u128(2));
pub const PLAN: PlanId = PlanId(Uuid::from_u128(3));
pub const FREEZE: FreezeId = FreezeId(Uuid::from_u128(4));
const RUN: RunId = RunId(Uuid::from_u128(5));
const HERE: Uuid = Uuid::from_u128(6);
const THERE: Uuid = Uuid::from_u128(7);

fn plan(reasons: &str) -> Plan {
    let levels = vec![PlannedLevel { code: "female".into(), label: "Female".into(), count: 10 }];
    Plan {
        headline: "habitats".into(),
        estimator: Estimator::SplitVote,
        margins: vec![PlannedMargin {
            name: "sex".into(),
            levels,
            merges_neighbours: true,
            merge_list: Vec::new(),
            source: "Census".into(),
        }],
        bounds: WeightBounds { floor: 20, cap: 500 },
        cutoffs: Cutoffs { medium: 30, high: 60 },
        top: 3,
        replicates: 1_000,
        seed: u32::MAX,
        reasons: reasons.into(),
        pooling: None,
        criteria: None,
    }
}

/// A consultation with responses, two accounts and a plan that nobody has signed.
pub async fn planned(store: &Store, responses: u128) -> Version {
    let version = add_consultation(store, 1).await;
    for number in 1..=responses {
        let said = Submitting::new(number).segment("resident").saying("Ponds");
        said.outcome("habitats", Outcome::Blank).add(store, &version).await;
    }
    let consultation = version.consultation;
    in_write!(store, write => {
        for (id, email) in [(ONE, "one@example.org"), (TWO, "two@example.org")] {
            let account = Account { id, email: email.into(), password_hash: String::new(), role: "strategist".into(), created_at: moment(0) };
            write.add_account(&account).await?;
        }
        write.add_plan(PLAN, consultation, &plan("first"), 0, ONE, moment(0)).await
    })
    .unwrap();
    version
}

async fn sign(store: &Store, by: AccountId, revision: i64) -> Result<(), StoreError> {
    let id = Uuid::from_u128(by.0.as_u128() << 8 | u128::from(revision.unsigned_abs()));
    in_write!(store, write => write.sign_plan(id, PLAN, revision, by, moment(60)).await)
}

async fn find_plan(store: &Store, version: &Version) -> StoredPlan {
    store.list_plans(version.consultation).await.unwrap().remove(0)
}

pub fn is_changed(result: Result<(), StoreError>) -> bool {
    matches!(result, Err(StoreError::Changed))
}

async fn freeze(store: &Store, version: &Version, number: i64, hashed: Hashed) -> Result<(), StoreError> {
    let id = if number == 1 { FREEZE } else { FreezeId(Uuid::from_u128(400 + u128::from(number.unsigned_abs()))) };
    add_freeze(store, version, (id, number), ONE, hashed).await
}

/// A consultation that is planned, signed by two, frozen and asked to be run.
pub async fn asked(store: &Store) -> Version {
    let version = planned(store, 3).await;
    sign(store, ONE, 1).await.unwrap();
    sign(store, TWO, 1).await.unwrap();
    let hashed = store.hash_responses(version.consultation).await.unwrap();
    freeze(store, &version, 1, hashed).await.unwrap();
    ask(store, &version, RUN).await.unwrap();
    version
}

pub async fn ask(store: &Store, version: &Version, run: RunId) -> Result<(), StoreError> {
    let consultation = version.consultation;
    in_write!(store, write => write.add_run(run, consultation, (PLAN, FREEZE), (ONE, moment(90_001)), Occasion::Wanted).await)
}

pub async fn take(store: &Store, holder: Uuid, second: i64) -> bool {
    let (now, until) = (moment(second), moment(second) + TimeDelta::seconds(60));
    let taken: Result<bool, StoreError> = in_write!(store, write => write.take_run(RUN, holder, now, until).await);
    taken.unwrap()
}

/// One of the two questions that all have answered.
fn questions() -> BTreeSet<QuestionId> {
    BTreeSet::from(["habitats".to_owned()])
}

/// Finds the reference of a submitted response.
pub async fn reference_of(store: &Store, consultation: ConsultationId, id: ResponseId) -> String {
    let submitted = store.list_submitted_after(consultation, None, 9).await.unwrap();
    submitted.into_iter().find(|stored| stored.response.id == id).unwrap().response.reference.unwrap()
}

async fn hold(store: &Store, holder: Uuid, done: u64, second: i64) -> Result<(), StoreError> {
    let until = moment(second) + TimeDelta::seconds(60);
    in_write!(store, write => write.hold_run(RUN, holder, RunProgress { done, total: 1_000 }, until).await)
}

async fn run(store: &Store) -> Run {
    store.find_run(RUN).await.unwrap().unwrap()
}

on_both_engines! {
    async fn a_plan_is_kept_as_it_was_written_with_who_wrote_it(store: Store) {
        let version = planned(&store, 0).await;
        let found = find_plan(&store, &version).await;
        assert_eq!((found.number, found.revision, found.by.as_deref()), (1, 1, Some("one@example.org")));
        assert_eq!((found.plan, found.signatures.len()), (plan("first"), 0));
    }

    async fn two_people_fix_a_plan_and_then_nobody_writes_it(store: Store) {
        let version = planned(&store, 0).await;
        sign(&store, ONE, 1).await.unwrap();
        assert!(is_changed(sign(&store, ONE, 1).await), "nobody signs twice");
        assert_eq!(find_plan(&store, &version).await.fixed_at(), None);
        sign(&store, TWO, 1).await.unwrap();
        assert_eq!(find_plan(&store, &version).await.fixed_at(), Some(moment(60)));
        let written = in_write!(store, write => write.set_plan(PLAN, 1, &plan("second"), ONE, moment(61)).await);
        assert!(is_changed(written));
        assert_eq!(find_plan(&store, &version).await.plan, plan("first"));
    }

    async fn writing_a_plan_again_takes_its_signatures_away(store: Store) {
        let version = planned(&store, 0).await;
        sign(&store, ONE, 1).await.unwrap();
        in_write!(store, write => write.set_plan(PLAN, 1, &plan("second"), TWO, moment(61)).await).unwrap();
        let found = find_plan(&store, &version).await;
        assert_eq!((found.revision, found.signatures.len(), found.by.as_deref()), (2, 0, Some("two@example.org")));
        assert!(is_changed(sign(&store, ONE, 1).await), "what they saw is not what stands there");
        let late = in_write!(store, write => write.set_plan(PLAN, 1, &plan("third"), ONE, moment(62)).await);
        assert!(is_changed(late));
    }

    async fn whoever_writes_while_the_last_signature_is_stored_writes_nothing(store: Store) {
        let version = planned(&store, 0).await;
        sign(&store, ONE, 1).await.unwrap();
        let (go_on, wait) = oneshot::channel();
        let last = store.write(|mut write: store::Write<'_>| {
            Box::pin(async move {
                write.sign_plan(Uuid::from_u128(77), PLAN, 1, TWO, moment(60)).await?;
                let _ = wait.await;
                Ok::<_, StoreError>(())
            })
        });
        let written = async { in_write!(store, write => write.set_plan(PLAN, 1, &plan("second"), ONE, moment(61)).await) };
        let both_wait = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            go_on.send(()).unwrap();
        };
        let (signed, written, ()) = tokio::join!(last, written, both_wait);
        signed.unwrap();
        assert!(is_changed(written));
        let found = find_plan(&store, &version).await;
        assert_eq!((found.signatures.len(), found.plan), (2, plan("first")));
    }

    async fn the_next_plan_is_begun_when_the_last_is_fixed(store: Store) {
        let version = planned(&store, 0).await;
        let next = |store: Store, after| {
            let consultation = version.consultation;
            async move {
                let id = PlanId(Uuid::from_u128(30));
                in_write!(store, write => write.add_plan(id, consultation, &plan("next"), after, ONE, moment(70)).await)
            }
        };
        assert!(is_changed(next(store.clone(), 1).await));
        sign(&store, ONE, 1).await.unwrap();
        sign(&store, TWO, 1).await.unwrap();
        assert!(is_changed(next(store.clone(), 0).await));
        next(store.clone(), 1).await.unwrap();
        let numbers: Vec<i64> = store.list_plans(version.consultation).await.unwrap().iter().map(|plan| plan.number).collect();
        assert_eq!(numbers, [2, 1]);
    }

    async fn looks_are_noted_with_who_and_when(store: Store) {
        let consultation = planned(&store, 0).await.consultation;
        in_write!(store, write => write.add_look(Uuid::from_u128(9), consultation, TWO, moment(5)).await).unwrap();
        let looks = store.list_looks(consultation).await.unwrap();
        assert_eq!((looks.len(), looks[0].by.as_deref(), looks[0].at), (1, Some("two@example.org"), moment(5)));
        let has = async |account, since| store.has_looked_since(consultation, account, moment(since)).await.unwrap();
        assert_eq!([has(TWO, 5).await, has(TWO, 6).await, has(ONE, 0).await], [true, false, false]);
    }

    async fn a_freeze_lists_the_responses_in_their_order_with_the_hash_of_each(store: Store) {
        let version = planned(&store, 3).await;
        let hashed = store.hash_responses(version.consultation).await.unwrap();
        let hash = hashed.hash();
        freeze(&store, &version, 1, hashed).await.unwrap();
        let listed = &store.list_freezes(version.consultation).await.unwrap()[0];
        assert_eq!((listed.responses, listed.hash.as_slice(), listed.by.as_deref()), (3, hash.as_slice(), Some("one@example.org")));
        let first = store.list_frozen_after(FREEZE, None, 2, &questions()).await.unwrap();
        assert_eq!(store.list_frozen_steps(FREEZE, 2).await.unwrap(), [first[1].id]);
        assert_eq!(store.list_frozen_steps(FREEZE, 4).await.unwrap(), []);
        let rest = store.list_frozen_after(FREEZE, Some(first[1].id), 2, &questions()).await.unwrap();
        let places: Vec<i64> = first.iter().chain(&rest).map(|frozen| frozen.place).collect();
        assert_eq!(places, [1, 2, 3]);
        let ids: Vec<_> = first.iter().chain(&rest).map(|frozen| frozen.id).collect();
        let submitted = store.list_submitted_after(version.consultation, None, 9).await.unwrap();
        assert_eq!(ids, submitted.iter().map(|stored| stored.response.id).collect::<Vec<_>>());
        let same = |(frozen, stored): (&FrozenResponse, &StoredResponse)| {
            let answers = frozen.answers.as_ref().unwrap();
            let asked = stored.outcomes.iter().filter(|(question, _)| *question == "habitats");
            (answers.version, &answers.segment) == (stored.response.version, &stored.response.segment)
                && answers.outcomes.iter().eq(asked)
        };
        assert!(first.iter().chain(&rest).zip(&submitted).all(same));
        let last = submitted[2].response.reference.clone().unwrap();
        assert_eq!(store.find_frozen_place(FREEZE, &last).await.unwrap().map(|found| found.place), Some(3));
        assert_eq!(store.find_frozen_place(FREEZE, "none").await.unwrap(), None);
    }

    async fn what_was_hashed_before_another_response_came_is_not_frozen(store: Store) {
        let version = planned(&store, 2).await;
        let hashed = store.hash_responses(version.consultation).await.unwrap();
        Submitting::new(3).add(&store, &version).await;
        assert!(is_changed(freeze(&store, &version, 1, hashed).await));
        assert_eq!(store.list_freezes(version.consultation).await.unwrap(), []);
    }

    async fn of_two_who_freeze_at_once_one_is_told(store: Store) {
        let version = planned(&store, 2).await;
        let hashed = store.hash_responses(version.consultation).await.unwrap();
        freeze(&store, &version, 1, hashed.clone()).await.unwrap();
        assert!(is_changed(freeze(&store, &version, 3, hashed).await));
    }

    async fn a_response_that_was_withdrawn_stays_in_the_freeze_with_its_hash_alone(store: Store) {
        let version = planned(&store, 2).await;
        let hashed = store.hash_responses(version.consultation).await.unwrap();
        freeze(&store, &version, 1, hashed).await.unwrap();
        let before = store.list_frozen_after(FREEZE, None, 9, &questions()).await.unwrap();
        let consultation = version.consultation;
        let reference = reference_of(&store, consultation, before[0].id).await;
        in_write!(store, write => write.set_withdrawn(consultation, &reference, moment(100_000)).await).unwrap();
        let after = store.list_frozen_after(FREEZE, None, 9, &questions()).await.unwrap();
        assert_eq!(after[0].answers, None);
        assert_eq!((&after[0].hash, &after[1]), (&before[0].hash, &before[1]));
    }

    async fn the_same_plan_is_asked_to_be_run_once_unless_that_came_to_nothing(store: Store) {
        let version = asked(&store).await;
        let again = RunId(Uuid::from_u128(50));
        assert!(is_changed(ask(&store, &version, again).await));
        in_write!(store, write => write.cancel_run(RUN, moment(90_002)).await).unwrap();
        ask(&store, &version, again).await.unwrap();
        let runs: Vec<_> = store.list_runs(version.consultation).await.unwrap().iter().map(|run| (run.number, run.status)).collect();
        assert_eq!(runs, [(2, RunStatus::Waiting), (1, RunStatus::Cancelled)]);
    }

    async fn one_server_at_a_time_works_on_a_run(store: Store) {
        asked(&store).await;
        assert!(take(&store, HERE, 0).await);
        assert!(!take(&store, THERE, 59).await);
        hold(&store, HERE, 300, 30).await.unwrap();
        assert_eq!(run(&store).await.progress, RunProgress { done: 300, total: 1_000 });
        assert_eq!(store.find_waiting_run(moment(90)).await.unwrap(), None);
        assert!(store.find_waiting_run(moment(91)).await.unwrap().is_some());
        assert!(take(&store, THERE, 91).await, "nobody has heard of the first for a minute");
        assert!(is_changed(hold(&store, HERE, 400, 92).await));
        let late = in_write!(store, write => write.set_run_done(RUN, HERE, ("{}", &[1]), "1", moment(93)).await);
        assert!(is_changed(late));
    }

    async fn results_are_kept_as_they_were_given(store: Store) {
        asked(&store).await;
        assert_eq!(store.find_results(RUN).await.unwrap(), None);
        take(&store, HERE, 0).await;
        in_write!(store, write => write.set_run_done(RUN, HERE, ("{\"a\":0.1}", &[1, 2]), "1.2.3", moment(9)).await).unwrap();
        assert_eq!(store.find_results(RUN).await.unwrap().as_deref(), Some("{\"a\":0.1}"));
        let run = run(&store).await;
        assert_eq!((run.status, run.ended_at, run.code_version.as_deref()), (RunStatus::Done, Some(moment(9)), Some("1.2.3")));
        assert_eq!(run.results_hash, Some(vec![1, 2]));
        in_write!(store, write => write.cancel_run(RUN, moment(10)).await).unwrap();
        assert_eq!(store.find_run(RUN).await.unwrap().unwrap().status, RunStatus::Done, "what is done is not stopped");
    }

    async fn a_run_that_is_stopped_or_fails_is_worked_on_no_more(store: Store) {
        asked(&store).await;
        take(&store, HERE, 0).await;
        in_write!(store, write => write.cancel_run(RUN, moment(1)).await).unwrap();
        assert!(is_changed(hold(&store, HERE, 1, 2).await));
        in_write!(store, write => write.give_run_back(RUN, HERE).await).unwrap();
        assert_eq!((run(&store).await.status, take(&store, HERE, 99).await), (RunStatus::Cancelled, false));
    }

    async fn a_run_that_fails_says_why_and_one_that_is_given_back_waits(store: Store) {
        asked(&store).await;
        take(&store, HERE, 0).await;
        in_write!(store, write => write.give_run_back(RUN, HERE).await).unwrap();
        assert_eq!(run(&store).await.status, RunStatus::Waiting);
        take(&store, HERE, 1).await;
        in_write!(store, write => write.set_run_failed(RUN, HERE, "nobody answered", moment(2)).await).unwrap();
        let run = run(&store).await;
        assert_eq!((run.status, run.failure.as_deref()), (RunStatus::Failed, Some("nobody answered")));
    }
}
