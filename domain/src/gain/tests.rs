//! The limits of the check, each on both of its sides.

use super::*;

fn decimal(typed: &str) -> Decimal {
    Decimal::parse(typed).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn rules() -> RuleSet {
    RuleSet {
        title: "Rules for tests".into(),
        sources: Vec::new(),
        from: day(2024, 4, 2),
        to: Some(day(2026, 7, 30)),
        reviewed_on: day(2026, 8, 31),
        reviewer: "Planning officer".into(),
        is_verified: false,
        small_effect: Some(SmallEffect { area: decimal("25"), length: decimal("5"), tree: decimal("41") }),
        small_site: None,
        exemptions: vec![Exemption::new(ExemptionKind::Application, "A householder application", None)],
        least_providers: 3,
    }
}

fn development(area: &str, length: &str) -> Development {
    Development {
        exemptions: Vec::new(),
        knows_exemptions: true,
        priority_habitat: PriorityHabitat::Untouched,
        area: Some(decimal(area)),
        trees: Some(0),
        length: Some(decimal(length)),
        site: None,
    }
}

fn may_be_exempt(development: &Development) -> bool {
    matches!(check(&rules(), development), Guidance::MayBeExempt(_))
}

#[test]
fn each_limit_is_met_from_below() {
    assert!(may_be_exempt(&development("24.99", "0")));
    assert!(!may_be_exempt(&development("25", "0")));
    assert!(may_be_exempt(&development("0", "4.99")));
    assert!(!may_be_exempt(&development("0", "5")));
}

#[test]
fn a_small_effect_needs_all_three_limbs() {
    let priority = Development { priority_habitat: PriorityHabitat::Affected, ..development("24", "0") };
    assert_eq!(check(&rules(), &priority), Guidance::LikelyNeeded(vec![Reason::NoneListed, Reason::PriorityHabitat]));
    let hedge = check(&rules(), &development("24", "5"));
    assert_eq!(hedge, Guidance::LikelyNeeded(vec![Reason::NoneListed, Reason::Length(decimal("5"))]));
}

#[test]
fn one_small_tree_is_more_than_the_area_that_is_exempt() {
    let tree = Development { trees: Some(1), ..development("0", "0") };
    assert_eq!(check(&rules(), &tree), Guidance::LikelyNeeded(vec![Reason::NoneListed, Reason::Area(decimal("41"))]));
}

#[test]
fn what_somebody_does_not_know_never_makes_a_development_exempt() {
    let unknown = [
        Development { priority_habitat: PriorityHabitat::Unknown, ..development("0", "0") },
        Development { area: None, ..development("0", "0") },
        Development { trees: None, ..development("0", "0") },
        Development { length: None, ..development("0", "0") },
    ];
    for development in unknown {
        assert!(
            matches!(check(&rules(), &development), Guidance::CannotTell(missing) if missing.len() == 1),
            "{development:?}"
        );
    }
    let listed = Development { knows_exemptions: false, ..development("30", "0") };
    assert_eq!(check(&rules(), &listed), Guidance::CannotTell(vec![Missing::Exemption]));
}

#[test]
fn what_is_known_to_be_too_much_needs_nothing_else_to_be_known() {
    let development =
        Development { priority_habitat: PriorityHabitat::Unknown, trees: None, length: None, ..development("30", "0") };
    assert!(matches!(check(&rules(), &development), Guidance::LikelyNeeded(_)));
}

#[test]
fn a_listed_exemption_fits_whatever_is_affected_and_an_unknown_one_never() {
    let listed = |id: &str| Development { exemptions: vec![id.into()], ..development("900", "90") };
    assert_eq!(
        check(&rules(), &listed("a-householder-application")),
        Guidance::MayBeExempt(vec![Reason::Listed("a-householder-application".into())])
    );
    assert!(!may_be_exempt(&listed("self-build")));
}

#[test]
fn a_small_site_is_exempt_up_to_its_limit_unless_priority_habitat_is_affected() {
    let rules = RuleSet { small_site: Some(SmallSite { hectares: decimal("0.2") }), small_effect: None, ..rules() };
    let site = |hectares: &str, priority_habitat| Development {
        site: Some(decimal(hectares)),
        priority_habitat,
        ..development("900", "90")
    };
    assert_eq!(check(&rules, &site("0.2", PriorityHabitat::Untouched)), Guidance::MayBeExempt(vec![Reason::SmallSite]));
    assert!(matches!(check(&rules, &site("0.2001", PriorityHabitat::Untouched)), Guidance::LikelyNeeded(_)));
    assert!(matches!(check(&rules, &site("0.1", PriorityHabitat::Affected)), Guidance::LikelyNeeded(_)));
    assert_eq!(
        check(&rules, &site("0.1", PriorityHabitat::Unknown)),
        Guidance::CannotTell(vec![Missing::PriorityHabitat])
    );
    let nothing = Development { site: None, ..site("0.1", PriorityHabitat::Unknown) };
    assert_eq!(check(&rules, &nothing), Guidance::CannotTell(vec![Missing::PriorityHabitat, Missing::Site]));
}

#[test]
fn rules_hold_from_their_first_day_to_their_last() {
    let held =
        [(2024, 4, 1), (2024, 4, 2), (2026, 7, 30), (2026, 7, 31)].map(|(y, m, d)| rules().holds_on(day(y, m, d)));
    assert_eq!(held, [false, true, true, false]);
}

#[test]
fn rules_are_used_for_six_months_after_their_review_and_no_longer() {
    assert_eq!(rules().used_until(), day(2027, 2, 28), "August 31 has no like in February");
    assert!(!rules().is_stale(day(2027, 2, 28)) && rules().is_stale(day(2027, 3, 1)));
}

#[test]
fn one_exemption_that_fits_is_enough_whatever_is_not_known_of_others() {
    let unsure = Development {
        exemptions: vec!["a-householder-application".into()],
        knows_exemptions: false,
        ..development("900", "90")
    };
    assert!(may_be_exempt(&unsure));
}

#[test]
fn rules_overlap_that_hold_on_one_day_and_not_those_that_follow_each_other() {
    let from = |from, to| RuleSet { from, to, ..rules() };
    let (july, august) = (day(2026, 7, 30), day(2026, 7, 31));
    assert!(!rules().overlaps(&from(august, None)) && !from(august, None).overlaps(&rules()));
    assert!(rules().overlaps(&from(july, None)) && from(july, None).overlaps(&rules()));
    assert!(from(august, None).overlaps(&from(day(2030, 1, 1), None)), "what has no end goes on");
    assert!(rules().overlaps(&from(day(2025, 1, 1), Some(day(2025, 1, 1)))));
}

fn approach(name: &str, register: Option<&str>, answer: ProviderAnswer) -> Approach {
    Approach {
        name: name.into(),
        register: register.map(str::to_owned),
        asked_on: day(2026, 9, 1),
        habitat: "Other neutral grassland".into(),
        answer,
        words: None,
    }
}

#[test]
fn a_log_says_how_many_providers_are_missing_and_counts_each_once() {
    use ProviderAnswer::{Available, Silent, Unavailable};
    let log = [
        approach("Moor Bank", Some("BGS-1"), Unavailable),
        approach("moor  bank", None, Silent),
        approach("Moor Bank Limited", Some("bgs-1"), Unavailable),
        approach("Heath Bank", None, Available),
    ];
    assert_eq!(standing(&log, 3), LogStanding { providers: 2, missing: 1, available: 1, silent: 1 });
    assert_eq!((standing(&log, 2).missing, standing(&[], 3).missing), (0, 3));
}

#[test]
fn with_any_tree_a_small_effect_stays_open_because_larger_ones_count_as_more() {
    let generous = RuleSet {
        small_effect: Some(SmallEffect { area: 100.into(), length: 5.into(), tree: 41.into() }),
        small_site: None,
        ..rules()
    };
    let none = development("0", "0");
    assert!(matches!(check(&generous, &none), Guidance::MayBeExempt(_)));
    let tree = Development { trees: Some(1), ..none };
    assert_eq!(check(&generous, &tree), Guidance::CannotTell(vec![Missing::Area]));
    let many = Development { trees: Some(3), ..tree };
    assert!(matches!(check(&generous, &many), Guidance::LikelyNeeded(_)));
}

#[test]
fn a_site_without_a_size_is_not_known() {
    let small = RuleSet { small_effect: None, small_site: Some(SmallSite { hectares: 1.into() }), ..rules() };
    let of = |site: u8| Development { site: Some(site.into()), ..development("50", "0") };
    assert!(matches!(check(&small, &of(1)), Guidance::MayBeExempt(_)));
    assert_eq!(check(&small, &of(0)), Guidance::CannotTell(vec![Missing::Site]));
}

#[test]
fn rules_without_a_list_say_nothing_of_one() {
    let bare = RuleSet { exemptions: Vec::new(), small_site: None, ..rules() };
    let Guidance::LikelyNeeded(reasons) = check(&bare, &development("25", "0")) else { panic!("it is needed") };
    assert!(!reasons.contains(&Reason::NoneListed), "{reasons:?}");
}
