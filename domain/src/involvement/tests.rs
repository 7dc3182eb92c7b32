//! What stands of a stakeholder after some steps.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};
use uuid::Uuid;

use super::*;
use crate::ids::DocumentId;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 3, day).unwrap()
}

fn involvement(since: u32, aspects: &[Aspect]) -> Involvement {
    Involvement {
        aspects: aspects.iter().copied().collect(),
        way: Way::Workshop,
        since: day(since),
        until: None,
        evidence: Evidence::default(),
        said: None,
        became: None,
    }
}

fn written() -> StakeholderStep {
    let (kind, role) = (StakeholderKind::Organisation, StakeholderRole::SupportingAuthority);
    StakeholderStep::Written(Stakeholder { kind, role, is_named: false })
}

fn intended(aspects: &[Aspect]) -> StakeholderStep {
    StakeholderStep::Intended(Intention { aspects: aspects.iter().copied().collect(), ..Intention::default() })
}

fn involved(number: u32, since: u32, aspects: &[Aspect]) -> StakeholderStep {
    StakeholderStep::Involved { number, involvement: involvement(since, aspects) }
}

fn registered(steps: Vec<StakeholderStep>) -> Registered {
    let entries = steps.into_iter().map(|step| Taken { step, account: None, at: DateTime::UNIX_EPOCH });
    Registered::new(1, Personal::default(), entries.collect()).unwrap()
}

fn numbers(registered: &Registered) -> Vec<u32> {
    registered.involvements().iter().map(|written| written.number).collect()
}

#[test]
fn involvements_stand_as_they_were_written_last_the_latest_first() {
    let measures = [Aspect::Measures];
    let one = registered(vec![written(), involved(1, 9, &measures), involved(2, 20, &[]), involved(1, 25, &[])]);
    assert_eq!(numbers(&one), [1, 2]);
    assert_eq!(one.aspects(), BTreeSet::new(), "what was changed does not stand");
    assert_eq!(one.next(), 3);
}

#[test]
fn an_involvement_that_is_taken_out_keeps_its_number_and_can_be_put_back() {
    let reason = "Twice".to_owned();
    let gone = StakeholderStep::InvolvementTakenOut { number: 1, reason };
    let mut steps = vec![written(), involved(1, 9, &[]), gone];
    let one = registered(steps.clone());
    assert_eq!((numbers(&one), one.next()), (vec![], 2));
    assert_eq!(one.find(1).unwrap().taken_out, Some("Twice"));
    assert_eq!(one.put_back_involvement(2), Err(InvolvementFault::NotGone));
    steps.push(one.put_back_involvement(1).unwrap());
    let back = registered(steps);
    assert_eq!(numbers(&back), [1]);
    assert_eq!(back.put_back_involvement(1), Err(InvolvementFault::NotGone));
}

#[test]
fn a_stakeholder_who_is_taken_out_changes_only_by_being_put_back() {
    let mut steps = vec![written(), StakeholderStep::TakenOut("Merged into another".into())];
    let one = registered(steps.clone());
    assert_eq!((one.taken_out(), one.may_change()), (Some("Merged into another"), Err(InvolvementFault::Gone)));
    assert_eq!(one.put_back_involvement(1), Err(InvolvementFault::Gone));
    steps.push(one.put_back().unwrap());
    let back = registered(steps);
    assert_eq!((back.taken_out(), back.may_change()), (None, Ok(())));
    assert_eq!(back.put_back(), Err(InvolvementFault::NotGone));
}

#[test]
fn what_is_missing_is_told_and_forbids_nothing() {
    let gaps = |steps| registered(steps).gaps().into_iter().collect::<Vec<_>>();
    assert_eq!(gaps(vec![written()]), [InvolvementGap::NoIntention, InvolvementGap::Nothing]);
    let both = [Aspect::Priorities, Aspect::Potential];
    assert_eq!(gaps(vec![written(), intended(&both)]), [InvolvementGap::Nothing]);
    let one_of_both = vec![written(), intended(&both), involved(1, 9, &both[..1])];
    assert_eq!(gaps(one_of_both), [InvolvementGap::AspectOpen, InvolvementGap::NoEvidence]);
    let evidence = Evidence { document: Some(DocumentId(Uuid::nil())), ..Evidence::default() };
    let said = Involvement { evidence, said: Some("More ponds".into()), ..involvement(9, &both) };
    let steps = |involvement| vec![written(), intended(&both), StakeholderStep::Involved { number: 1, involvement }];
    assert_eq!(gaps(steps(said.clone())), [InvolvementGap::NothingBecame]);
    assert_eq!(gaps(steps(Involvement { became: Some("Added".into()), ..said })), []);
}

#[test]
fn each_version_of_how_they_will_be_involved_is_kept() {
    let one = registered(vec![written(), intended(&[]), intended(&[Aspect::Measures])]);
    assert_eq!(one.intentions().len(), 2);
    assert_eq!(one.intention().unwrap().aspects, BTreeSet::from([Aspect::Measures]));
}

#[test]
fn what_is_forgotten_leaves_the_name_of_an_organisation_and_nothing_of_a_person() {
    let personal = Personal { name: "A".into(), contact: Some("a@example.org".into()), notes: Some("Calls".into()) };
    let left = Personal { name: "A".into(), contact: None, notes: None };
    assert_eq!(personal.clone().forgotten(StakeholderKind::Organisation), left);
    assert_eq!(personal.forgotten(StakeholderKind::Person), Personal::default());
}

#[test]
fn steps_have_stable_words_and_nothing_that_leads_to_anybody() {
    let text = serde_json::to_string(&written()).unwrap();
    assert_eq!(text, r#"{"written":{"kind":"organisation","role":"supporting-authority","is_named":false}}"#);
    let taken = StakeholderStep::InvolvementTakenOut { number: 1, reason: "x".into() };
    assert_eq!(serde_json::to_string(&taken).unwrap(), r#"{"involvement-taken-out":{"number":1,"reason":"x"}}"#);
    for step in [written(), taken, StakeholderStep::Forgotten, involved(1, 9, &[Aspect::Important])] {
        let text = serde_json::to_string(&step).unwrap();
        assert_eq!(serde_json::from_str::<StakeholderStep>(&text).unwrap(), step);
    }
}
