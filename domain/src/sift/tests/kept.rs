//! What does not change afterwards: that two people judge, what was judged, and that an interest counts.

use super::*;

/// A proposal that came through, with what each of two people scores it.
fn scored_by_both(number: i64, score: u8) -> Sifted {
    let mut sifted = Sifted { number, ..screened_by_both(THROUGH, THROUGH) };
    sifted.scores(ANN, [Some(score); 3]).unwrap();
    sifted.scores(BEN, [Some(score); 3]).unwrap();
    sifted
}

#[test]
fn one_person_never_stands_for_both_hands() {
    let mut sifted = proposal(1);
    sifted.declares(ANN, None);
    sifted.declares(CAT, None);
    sifted.screens(ANN, THROUGH).unwrap();
    sifted.declares(ANN, Some("I have bought the field"));
    sifted.screens(CAT, THROUGH).unwrap();
    sifted.declares(ANN, None);
    sifted.screens(ANN, THROUGH).unwrap();
    sifted.declares(CAT, Some("My sister asked for it"));
    assert_eq!(sifted.screenings().iter().map(|standing| standing.account).collect::<Vec<_>>(), [Some(ANN)]);
    assert_eq!((sifted.passage(&sieves()), sifted.stage(&sieves())), (None, SiftStage::ToScreen));
    sifted.declares(BEN, None);
    sifted.screens(BEN, THROUGH).unwrap();
    assert_eq!(sifted.passage(&sieves()), Some(Passage::Through));

    let mut sifted = screened_by_both(THROUGH, THROUGH);
    let dan = account(4);
    for account in [CAT, dan] {
        sifted.declares(account, None);
    }
    sifted.scores(CAT, [Some(1); 3]).unwrap();
    sifted.declares(CAT, Some("My sister asked for it"));
    sifted.scores(dan, [Some(1); 3]).unwrap();
    sifted.declares(CAT, None);
    sifted.scores(CAT, [Some(1); 3]).unwrap();
    sifted.declares(dan, Some("I have bought the field"));
    assert_eq!(sifted.scorings().iter().map(|standing| standing.account).collect::<Vec<_>>(), [Some(CAT)]);
}

#[test]
fn title_and_words_stay_once_anybody_has_screened_them() {
    let mut sifted = proposal(1);
    let reworded = |sifted: &Sifted, title: &str, words: &str| {
        sifted.write(Proposal { title: title.into(), words: words.into(), ..sifted.proposal.clone() })
    };
    assert!(matches!(reworded(&sifted, "Pools", "More pools"), Ok(SiftStep::Written(_))));
    sifted.declares(ANN, None);
    sifted.screens(ANN, THROUGH).unwrap();
    assert_eq!(reworded(&sifted, "Pools", "More ponds"), Err(SiftFault::WordsStay));
    assert_eq!(reworded(&sifted, "Ponds", "No ponds"), Err(SiftFault::WordsStay));
    let told = Proposal { is_public: true, comments: vec![40], ..sifted.proposal.clone() };
    assert_eq!(sifted.write(told.clone()), Ok(SiftStep::Written(told.clone())));
    sifted.declares(ANN, Some("I have bought the field"));
    assert_eq!(reworded(&sifted, "Pools", "More ponds"), Err(SiftFault::WordsStay), "it was judged all the same");
    let out = sifted.take_out("It is done".into()).unwrap();
    sifted.take(ANN, out);
    assert_eq!(sifted.write(told), Err(SiftFault::Gone));
}

#[test]
fn what_somebody_settled_does_not_hold_once_they_have_an_interest() {
    let mut sifted = screened_by_both(THROUGH, [Verdict::No; 2]);
    sifted.settles(CAT, &[("area", Verdict::Yes)]).unwrap();
    sifted.declares(CAT, Some("My sister asked for it"));
    assert_eq!((sifted.passage(&sieves()), sifted.stage(&sieves())), (None, SiftStage::Differ));
    assert_eq!(sifted.settlement(), None);
    sifted.settles(ANN, &[("area", Verdict::No)]).unwrap();
    assert_eq!(sifted.agree(ANN), Err(SiftFault::NothingToAgree));
    let agreed = sifted.agree(BEN).unwrap();
    sifted.take(BEN, agreed);
    assert_eq!(sifted.passage(&sieves()), Some(Passage::Stopped));
}

#[test]
fn what_waits_to_be_agreed_with_is_what_somebody_without_an_interest_settled() {
    let mut sifted = screened_by_both(THROUGH, [Verdict::No; 2]);
    sifted.settles(ANN, &[("area", Verdict::Yes)]).unwrap();
    sifted.settles(CAT, &[("area", Verdict::No)]).unwrap();
    sifted.declares(CAT, Some("My sister asked for it"));
    assert_eq!(sifted.agree(ANN), Err(SiftFault::NothingToAgree), "it is her own that waits");
    let agreed = sifted.agree(BEN).unwrap();
    sifted.take(BEN, agreed);
    assert_eq!(sifted.passage(&sieves()), Some(Passage::Through));
}

#[test]
fn an_interest_counts_after_its_account_is_removed() {
    let mut sifted = screened_by_both(THROUGH, THROUGH);
    sifted.remove(ANN);
    assert_eq!(sifted.passage(&sieves()), Some(Passage::Through), "what they said stays");

    let mut sifted = screened_by_both(THROUGH, THROUGH);
    sifted.declares(ANN, Some("I have bought the field"));
    sifted.remove(ANN);
    assert_eq!((sifted.passage(&sieves()), sifted.stage(&sieves())), (None, SiftStage::ToScreen));
    sifted.screens(CAT, THROUGH).unwrap();
    sifted.remove(CAT);
    assert_eq!(sifted.passage(&sieves()), Some(Passage::Through), "the interest was declared before CAT screened it");
}

#[test]
fn only_proposals_that_stand_have_a_place() {
    let (mut merged, mut out, stands) = (scored_by_both(1, 5), scored_by_both(2, 4), scored_by_both(3, 3));
    assert_eq!(places([&merged, &out, &stands], &sieves()), BTreeMap::from([(1, 1), (2, 2), (3, 3)]));
    let (step, _) = merged.merge(&stands).unwrap();
    merged.take(ANN, step);
    let step = out.take_out("It is done".into()).unwrap();
    out.take(ANN, step);
    assert_eq!(places([&merged, &out, &stands], &sieves()), BTreeMap::from([(3, 1)]));
}
