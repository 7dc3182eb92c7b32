mod kept;

use std::collections::BTreeMap;

use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::criterion::{Criterion, Score, ScoreLine};

const ANN: AccountId = account(1);
const BEN: AccountId = account(2);
const CAT: AccountId = account(3);

const fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn sieves() -> Sieves {
    let question = |id: &str, lets_through| SiftQuestion {
        id: id.into(),
        text: format!("Question {id}"),
        help: None,
        lets_through,
    };
    let criterion = |id: &str, points| Criterion {
        id: id.into(),
        name: id.into(),
        lowest: "None".into(),
        highest: "Most".into(),
        points,
    };
    let sieve = Sieve {
        questions: vec![question("area", Verdict::Yes), question("planning", Verdict::No)],
        criteria: vec![criterion("benefit", 100), criterion("cost", 50), criterion("support", 25)],
        given: 5,
    };
    Sieves::new(Sieve::default(), [(1, sieve)])
}

fn proposal(number: i64) -> Sifted {
    let proposal = Proposal {
        title: "Ponds".into(),
        words: "More ponds".into(),
        kind: ProposalKind::Addition,
        comments: vec![12],
        elsewhere: None,
        is_public: false,
    };
    let mut sifted = Sifted { number, proposal: proposal.clone(), entries: Vec::new() };
    sifted.take(ANN, SiftStep::Written(proposal));
    sifted
}

impl Sifted {
    fn take(&mut self, account: AccountId, step: SiftStep) {
        self.entries.push(SiftEntry { step, account: Some(account), at: DateTime::UNIX_EPOCH });
    }

    fn remove(&mut self, account: AccountId) {
        for entry in self.entries.iter_mut().filter(|entry| entry.account == Some(account)) {
            entry.account = None;
        }
    }

    fn declares(&mut self, account: AccountId, interest: Option<&str>) {
        self.take(account, SiftStep::Declared(interest.map(str::to_owned)));
    }

    fn screens(&mut self, account: AccountId, verdicts: [Verdict; 2]) -> Result<(), SiftFault> {
        let step = self.screen(account, screened(verdicts), &sieves())?;
        self.take(account, step);
        Ok(())
    }

    fn scores(&mut self, account: AccountId, scores: [Option<u8>; 3]) -> Result<(), SiftFault> {
        let answers = ["benefit", "cost", "support"].map(str::to_owned).into_iter().zip(scores.map(Score)).collect();
        let step = self.score(account, answers, &sieves())?;
        self.take(account, step);
        Ok(())
    }

    fn settles(&mut self, account: AccountId, verdicts: &[(&str, Verdict)]) -> Result<(), SiftFault> {
        let verdicts = verdicts.iter().map(|(id, verdict)| ((*id).to_owned(), *verdict)).collect();
        let step = self.settle(account, (verdicts, "We looked".into()), &sieves())?;
        self.take(account, step);
        Ok(())
    }
}

fn screened(verdicts: [Verdict; 2]) -> BTreeMap<String, Screened> {
    let screened = |verdict| Screened { verdict, note: None };
    ["area", "planning"].map(str::to_owned).into_iter().zip(verdicts.map(screened)).collect()
}

/// A proposal that two people without an interest have screened.
fn screened_by_both(first: [Verdict; 2], second: [Verdict; 2]) -> Sifted {
    let mut sifted = proposal(1);
    for account in [ANN, BEN, CAT] {
        sifted.declares(account, None);
    }
    sifted.screens(ANN, first).unwrap();
    sifted.screens(BEN, second).unwrap();
    sifted
}

const THROUGH: [Verdict; 2] = [Verdict::Yes, Verdict::No];

#[test]
fn two_who_let_it_through_or_stop_it_agree_and_all_else_is_to_be_settled() {
    use Verdict::{CannotTell, No, Yes};
    let cases = [
        (THROUGH, THROUGH, Some(Passage::Through), vec![]),
        ([No, No], [Yes, Yes], Some(Passage::Stopped), vec![]),
        (THROUGH, [No, No], None, vec!["area"]),
        (THROUGH, [Yes, CannotTell], None, vec!["planning"]),
        ([CannotTell, No], [CannotTell, No], None, vec!["area"]),
        ([CannotTell, Yes], [Yes, CannotTell], None, vec!["area", "planning"]),
    ];
    for (first, second, passage, open) in cases {
        let sifted = screened_by_both(first, second);
        assert_eq!(sifted.passage(&sieves()), passage, "{first:?} {second:?}");
        let sieves = sieves();
        let asked: Vec<_> = sifted.open_questions(&sieves).into_iter().map(|question| question.id.as_str()).collect();
        assert_eq!(asked, open, "{first:?} {second:?}");
    }
}

#[test]
fn whoever_has_not_said_or_has_an_interest_neither_screens_nor_scores_nor_settles() {
    let mut sifted = proposal(1);
    assert_eq!(sifted.screens(ANN, THROUGH), Err(SiftFault::Unsaid));
    sifted.declares(ANN, Some("It is next to my farm"));
    assert_eq!(sifted.screens(ANN, THROUGH), Err(SiftFault::Interested));
    let mut sifted = screened_by_both(THROUGH, [Verdict::No; 2]);
    sifted.declares(CAT, Some("My sister asked for it"));
    assert_eq!(sifted.settles(CAT, &[("area", Verdict::Yes)]), Err(SiftFault::Interested));
    let mut sifted = screened_by_both(THROUGH, THROUGH);
    sifted.declares(CAT, Some("My sister asked for it"));
    assert_eq!(sifted.scores(CAT, [Some(1); 3]), Err(SiftFault::Interested));
}

#[test]
fn an_interest_that_is_said_later_frees_the_place_for_somebody_else() {
    let mut sifted = screened_by_both(THROUGH, THROUGH);
    sifted.declares(ANN, Some("I have bought the field"));
    assert_eq!((sifted.passage(&sieves()), sifted.stage(&sieves())), (None, SiftStage::ToScreen));
    sifted.screens(CAT, THROUGH).unwrap();
    assert_eq!(sifted.passage(&sieves()), Some(Passage::Through));
    assert_eq!(sifted.screenings().iter().map(|standing| standing.account).collect::<Vec<_>>(), [Some(CAT), Some(BEN)]);
}

#[test]
fn a_screener_may_change_an_answer_until_the_other_has_finished_and_both_are_kept() {
    let mut sifted = proposal(1);
    sifted.declares(ANN, None);
    sifted.declares(BEN, None);
    sifted.screens(ANN, [Verdict::No; 2]).unwrap();
    sifted.screens(ANN, THROUGH).unwrap();
    sifted.screens(BEN, THROUGH).unwrap();
    assert_eq!(sifted.passage(&sieves()), Some(Passage::Through));
    assert_eq!(sifted.screens(ANN, [Verdict::No; 2]), Err(SiftFault::Finished));
    let kept = sifted.entries.iter().filter(|entry| matches!(entry.step, SiftStep::Screened(_)));
    assert_eq!(kept.count(), 3);
}

#[test]
fn a_third_person_settles_alone_and_one_of_the_two_only_with_the_other() {
    let mut alone = screened_by_both(THROUGH, [Verdict::No; 2]);
    assert_eq!(alone.settles(CAT, &[]), Err(SiftFault::NotAsked));
    assert_eq!(alone.settles(CAT, &[("area", Verdict::CannotTell)]), Err(SiftFault::NotAsked));
    alone.settles(CAT, &[("area", Verdict::Yes)]).unwrap();
    assert_eq!(alone.passage(&sieves()), Some(Passage::Through));
    assert_eq!(alone.settles(CAT, &[("area", Verdict::No)]), Err(SiftFault::NothingToSettle));

    let mut together = screened_by_both(THROUGH, [Verdict::No; 2]);
    together.settles(ANN, &[("area", Verdict::No)]).unwrap();
    assert_eq!(together.passage(&sieves()), None);
    assert_eq!(together.agree(ANN), Err(SiftFault::NothingToAgree));
    assert_eq!(together.agree(CAT), Err(SiftFault::NothingToAgree));
    let agreed = together.agree(BEN).unwrap();
    together.take(BEN, agreed);
    assert_eq!(together.passage(&sieves()), Some(Passage::Stopped));
}

#[test]
fn nobody_who_might_judge_it_sees_what_another_said_before_both_have() {
    let mut sifted = proposal(1);
    sifted.declares(ANN, None);
    sifted.declares(BEN, None);
    sifted.screens(ANN, THROUGH).unwrap();
    let sieves = sieves();
    let sees = |sifted: &Sifted, reader| sifted.screen_lines(&sieves, reader).iter().any(|line| line.first.is_some());
    assert!(sees(&sifted, Some(ANN)) && !sees(&sifted, Some(BEN)) && !sees(&sifted, Some(CAT)));
    assert!(sees(&sifted, None), "an auditor sees all");
    sifted.screens(BEN, THROUGH).unwrap();
    assert!(sees(&sifted, Some(BEN)) && sees(&sifted, Some(CAT)));
    sifted.scores(ANN, [Some(1); 3]).unwrap();
    let scores = |sifted: &Sifted, reader| sifted.score_lines(&sieves, reader).iter().any(|line| line.first.is_some());
    assert!(scores(&sifted, Some(ANN)) && !scores(&sifted, Some(BEN)));
}

#[test]
fn the_value_is_the_swing_weighted_mean_over_what_both_scored() {
    let mut sifted = screened_by_both(THROUGH, THROUGH);
    sifted.scores(ANN, [Some(4), Some(1), Some(5)]).unwrap();
    assert_eq!(sifted.value(&sieves()), None, "one alone");
    sifted.scores(BEN, [Some(5), Some(3), None]).unwrap();
    // By hand: (100 x 4.5 + 50 x 2) / (5 x (100 + 50)) = 550 / 750.
    let value = sifted.value(&sieves()).unwrap();
    assert!((value.share() - 550.0 / 750.0).abs() < 1e-12, "{}", value.share());
    let sieves = sieves();
    let lines = sifted.score_lines(&sieves, None);
    assert_eq!(lines.iter().map(ScoreLine::is_apart).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(lines[2].both(), None, "it is left out");
}

#[test]
fn what_nobody_could_tell_is_worth_nothing_that_could_be_said() {
    let mut sifted = screened_by_both(THROUGH, THROUGH);
    sifted.scores(ANN, [None; 3]).unwrap();
    sifted.scores(BEN, [Some(5); 3]).unwrap();
    assert_eq!(sifted.value(&sieves()), None);
    assert_eq!(sifted.stage(&sieves()), SiftStage::Scored);
}

#[test]
fn a_score_is_from_nothing_to_the_most_and_only_of_what_came_through() {
    let mut stopped = screened_by_both([Verdict::No; 2], [Verdict::No; 2]);
    assert_eq!(stopped.scores(ANN, [Some(1); 3]), Err(SiftFault::NotThrough));
    let mut sifted = screened_by_both(THROUGH, THROUGH);
    assert_eq!(sifted.scores(ANN, [Some(6), Some(1), Some(1)]), Err(SiftFault::NotAsked));
}

#[test]
fn a_merged_proposal_is_not_judged_any_more_until_it_is_put_back() {
    let (mut one, other) = (proposal(1), proposal(2));
    assert_eq!(one.merge(&one.clone()), Err(SiftFault::NoSuchOther));
    let (step, taken) = one.merge(&other).unwrap();
    assert_eq!(taken, SiftStep::TookIn(1));
    one.declares(ANN, None);
    one.take(ANN, step);
    assert_eq!(one.fate(), Fate::Merged(2));
    assert_eq!(one.screens(ANN, THROUGH), Err(SiftFault::Gone));
    assert_eq!(other.merge(&one), Err(SiftFault::NoSuchOther));
    let (back, given) = one.put_back().unwrap();
    assert_eq!(given, Some((2, SiftStep::GaveBack(1))));
    one.take(ANN, back);
    assert_eq!((one.fate(), one.put_back()), (Fate::Stands, Err(SiftFault::NotGone)));
    one.screens(ANN, THROUGH).unwrap();
}

#[test]
fn the_newest_decision_holds_and_none_is_recorded_before_the_screening_came_to_something() {
    let decision = |course| SiftDecision {
        course,
        words: "Agreed".into(),
        until: None,
        decided_at: DecidedAt::Elsewhere { on: chrono::NaiveDate::MIN, words: "By letter".into() },
        reason: String::new(),
    };
    assert_eq!(proposal(1).decide(decision(Course::Forward), &sieves()), Err(SiftFault::NotScreened));
    let mut sifted = screened_by_both(THROUGH, THROUGH);
    for course in [Course::PutOff, Course::InPart] {
        let step = sifted.decide(decision(course), &sieves()).unwrap();
        sifted.take(CAT, step);
    }
    assert_eq!(sifted.decision().map(|decision| decision.course), Some(Course::InPart));
    assert_eq!(sifted.stage(&sieves()), SiftStage::Decided);
    assert_eq!(sifted.scores(ANN, [Some(1); 3]), Err(SiftFault::Finished));
}

#[test]
fn what_was_begun_under_an_older_version_is_finished_under_it() {
    let mut sifted = proposal(1);
    sifted.declares(ANN, None);
    sifted.screens(ANN, THROUGH).unwrap();
    let newer = Sieves::new(Sieve::default(), [(1, sieves().newest().1.clone()), (2, Sieve::default())]);
    assert_eq!(sifted.screened_by(&newer).0, 1);
    assert_eq!(proposal(2).screened_by(&newer).0, 2);
}

#[test]
fn the_largest_swing_has_the_most_points() {
    let mut sieve = sieves().newest().1.clone();
    assert!(sieve.is_weighed() && Sieve::default().is_weighed());
    sieve.criteria[0].points = 90;
    assert!(!sieve.is_weighed());
}
