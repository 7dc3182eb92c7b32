use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::{criterion::Criterion, plan::Support};

const ANN: AccountId = AccountId(Uuid::from_u128(1));
const BEN: AccountId = AccountId(Uuid::from_u128(2));
const CAT: AccountId = AccountId(Uuid::from_u128(3));

fn criteria() -> Criteria {
    let criterion = |id: &str, points| Criterion {
        id: id.into(),
        name: id.into(),
        lowest: "None".into(),
        highest: "Most".into(),
        points,
    };
    Criteria { scored: vec![criterion("c1", 100), criterion("c2", 50)], support: None }
}

fn scores(given: [Option<u8>; 2]) -> BTreeMap<String, Score> {
    ["c1", "c2"].map(str::to_owned).into_iter().zip(given.map(Score)).collect()
}

impl ScoredPriority {
    fn scores(&mut self, account: AccountId, given: [u8; 2]) {
        self.changes(account, given.map(Some), None).unwrap();
    }

    fn changes(
        &mut self,
        account: AccountId,
        given: [Option<u8>; 2],
        reason: Option<&str>,
    ) -> Result<(), ScoringFault> {
        let scoring = self.score(account, (scores(given), reason.map(str::to_owned)), &criteria(), Sight::Unseen)?;
        self.entries.push(ScoringEntry { scoring, account: Some(account), at: DateTime::UNIX_EPOCH });
        Ok(())
    }
}

/// A priority with what two people give it.
fn scored(first: [u8; 2], second: [u8; 2]) -> ScoredPriority {
    let mut priority = ScoredPriority::default();
    priority.scores(ANN, first);
    priority.scores(BEN, second);
    priority
}

#[test]
fn two_people_score_a_priority_and_no_third() {
    let mut priority = ScoredPriority::default();
    assert_eq!(priority.may_score(ANN), Ok(Hand::First));
    priority.scores(ANN, [4, 1]);
    assert_eq!((priority.may_score(ANN), priority.may_score(BEN)), (Ok(Hand::First), Ok(Hand::Second)));
    assert!(!priority.is_scored());
    priority.scores(BEN, [5, 3]);
    assert!(priority.is_scored());
    assert_eq!(priority.may_score(CAT), Err(ScoringFault::HandsTaken));
}

#[test]
fn neither_sees_what_the_other_gave_before_both_have_and_who_never_scores_sees_all() {
    let mut priority = ScoredPriority::default();
    priority.scores(ANN, [4, 1]);
    let criteria = criteria();
    let first = |priority: &ScoredPriority, reader| priority.lines(&criteria, reader)[0].first;
    assert_eq!(first(&priority, Some(BEN)), None);
    assert_eq!(first(&priority, Some(ANN)), Some(Score(Some(4))));
    assert_eq!(first(&priority, None), Some(Score(Some(4))));
    priority.scores(BEN, [5, 3]);
    assert_eq!(first(&priority, Some(CAT)), Some(Score(Some(4))));
}

#[test]
fn a_change_needs_a_reason_and_keeps_the_first() {
    let mut priority = scored([5, 1], [2, 3]);
    let criteria = criteria();
    let apart =
        |priority: &ScoredPriority| priority.lines(&criteria, None).iter().map(ScoreLine::is_apart).collect::<Vec<_>>();
    assert_eq!(apart(&priority), [true, true]);
    assert_eq!(priority.changes(BEN, [Some(4), Some(2)], None), Err(ScoringFault::NoReason));
    assert_eq!(priority.changes(BEN, [Some(4), Some(2)], Some("  ")), Err(ScoringFault::NoReason));
    priority.changes(BEN, [Some(4), Some(2)], Some("We read the survey together")).unwrap();
    assert_eq!(apart(&priority), [false, false]);
    let given: Vec<_> = priority.entries.iter().map(|entry| entry.scoring.scores["c1"]).collect();
    assert_eq!(given, [Score(Some(5)), Score(Some(2)), Score(Some(4))]);
    assert_eq!(priority.own(BEN).and_then(|own| own.scoring.reason.as_deref()), Some("We read the survey together"));
}

#[test]
fn a_score_is_on_each_criterion_of_the_plan_and_on_nothing_else() {
    let priority = ScoredPriority::default();
    let judged = |scores| priority.score(ANN, (scores, None), &criteria(), Sight::Seen).map(|scoring| scoring.sight);
    assert_eq!(judged(scores([Some(0), None])), Ok(Sight::Seen));
    assert_eq!(judged(scores([Some(6), Some(1)])), Err(ScoringFault::NotAsked));
    assert_eq!(judged(BTreeMap::from([("c1".to_owned(), Score(None))])), Err(ScoringFault::NotAsked));
    let mut more = scores([Some(1), Some(1)]);
    more.insert("c3".to_owned(), Score(Some(1)));
    assert_eq!(judged(more), Err(ScoringFault::NotAsked));
}

#[test]
fn the_value_is_that_of_a_calculation_by_hand_and_only_of_what_two_people_scored() {
    let (both, mut one) = (scored([4, 1], [5, 3]), ScoredPriority::default());
    one.scores(ANN, [5, 5]);
    let appraised = appraise(&criteria(), &[(&both, None), (&one, None)]);
    // By hand: (100 x 4.5 + 50 x 2) / (5 x 150).
    assert!((appraised[0].value.unwrap().share() - 550.0 / 750.0).abs() < 1e-12);
    assert_eq!((&appraised[0].means, appraised[0].place), (&vec![Some(4.5), Some(2.0)], Some(1)));
    assert_eq!((&appraised[1].means, appraised[1].value, appraised[1].places), (&vec![None, None], None, None));
}

#[test]
fn a_criterion_on_which_one_of_the_two_cannot_tell_is_left_out() {
    let mut priority = ScoredPriority::default();
    priority.scores(ANN, [4, 4]);
    priority.changes(BEN, [None, Some(2)], None).unwrap();
    let appraised = appraise(&criteria(), &[(&priority, None)]);
    assert_eq!(appraised[0].means, [None, Some(3.0)]);
    assert!((appraised[0].value.unwrap().share() - 0.6).abs() < 1e-12);
}

#[test]
fn public_support_scores_nothing_half_or_all_and_is_left_out_where_it_is_not_told() {
    let criteria = Criteria { support: Some(50), ..criteria() };
    let priority = scored([2, 2], [2, 2]);
    let value = |support| {
        let appraised = appraise(&criteria, &[(&priority, support)]).remove(0);
        (appraised.support, appraised.value.map(|value| (value.share() * 1000.0).round()))
    };
    // By hand: (100 x 2 + 50 x 2 + 50 x the score) / (5 x 200).
    assert_eq!(value(Some(Support::Low)), (Some(0.0), Some(300.0)));
    assert_eq!(value(Some(Support::Medium)), (Some(2.5), Some(425.0)));
    assert_eq!(value(Some(Support::High)), (Some(5.0), Some(550.0)));
    assert_eq!(value(None), (None, Some(400.0)));
}

#[test]
fn places_that_change_where_a_swing_is_halved_or_doubled_are_a_range() {
    let (nature, likely, both) = (scored([5, 0], [5, 0]), scored([0, 5], [0, 5]), scored([5, 5], [5, 5]));
    let appraised = appraise(&criteria(), &[(&nature, None), (&likely, None), (&both, None)]);
    let places: Vec<_> = appraised.iter().map(|one| (one.place.unwrap(), one.places.unwrap())).collect();
    // With 50 for the first swing, or 100 for the second, the first two are worth the same and share the second place.
    assert_eq!(places, [(2, (2, 2)), (3, (2, 3)), (1, (1, 1))]);
}
