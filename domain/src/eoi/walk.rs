//! The walk through the form that a draft makes: which pages were posted, and what has to be put right.

use super::{Eoi, Identity, Notice, Offer, capacity, consents, holding, land, page::EoiPage, plans, site, submitter};
use crate::{draft::Draft, fields::Fields, refusal::Refusal, strategy_area::StrategyArea, vocabulary::Word};

/// What was posted on each page, as it was typed, by the page's word.
pub type EoiDraft = Draft;

/// What the strategy sets for judging an expression of interest.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The box around the strategy's area, if it is known.
    pub strategy_area: Option<&'a StrategyArea>,
    /// The version of the texts of consents and declarations that are shown now.
    pub text_version: &'a str,
}

/// The pages of the form, each judged by itself.
#[derive(Debug)]
pub struct EoiWalk {
    /// Every page, in order.
    pub steps: Vec<EoiStep>,
}

/// One page of the form.
#[derive(Debug)]
pub struct EoiStep {
    /// The page.
    pub page: EoiPage,
    /// Whether it was posted at least once.
    pub is_visited: bool,
    /// What has to be put right on it, in the order of its fields.
    pub refusals: Vec<Refusal>,
    /// What the submitter should know, and may leave as it is.
    pub notices: Vec<Notice>,
}

impl EoiStep {
    /// Says whether the page is done: posted, and nothing to put right.
    pub fn is_done(&self) -> bool {
        self.is_visited && self.refusals.is_empty()
    }
}

impl EoiWalk {
    /// Walks through the form with what was typed so far.
    pub fn new(draft: &EoiDraft, terms: &Terms) -> Self {
        let step = |page: &EoiPage| match draft.get(page.word()) {
            None => EoiStep { page: *page, is_visited: false, refusals: Vec::new(), notices: Vec::new() },
            Some(fields) => visited(*page, fields, terms),
        };
        Self { steps: EoiPage::ALL.iter().map(step).collect() }
    }

    /// Finds the step of a page.
    pub fn step(&self, page: EoiPage) -> Option<&EoiStep> {
        self.steps.iter().find(|step| step.page == page)
    }

    /// Gives the first page that is not done; none, if the check is next.
    pub fn unfinished(&self) -> Option<EoiPage> {
        self.steps.iter().find(|step| !step.is_done()).map(|step| step.page)
    }

    /// Says whether a page may be opened: each page before it is done.
    pub fn may_visit(&self, page: EoiPage) -> bool {
        self.steps.iter().take_while(|step| step.page != page).all(EoiStep::is_done)
    }
}

/// Makes an expression of interest of a draft, or names the first page that has to be done.
pub fn judge(draft: &EoiDraft, terms: &Terms) -> Result<Eoi, EoiPage> {
    let submitter = judged(draft, EoiPage::Contact, submitter::judge)?;
    let capacity = judged(draft, EoiPage::Role, capacity::judge)?;
    let site = judged(draft, EoiPage::Site, site::judge)?;
    let holding = judged(draft, EoiPage::Site, holding::judge)?;
    let land = judged(draft, EoiPage::Land, land::judge)?;
    let plans = judged(draft, EoiPage::Interest, plans::judge)?;
    let consents = judged(draft, EoiPage::Consents, |fields| consents::judge(fields, terms.text_version))?;
    Ok(Eoi { identity: Identity { submitter, capacity, holding }, site, offer: Offer { land, plans }, consents })
}

fn judged<T>(
    draft: &EoiDraft,
    page: EoiPage,
    judge: impl Fn(&Fields) -> Result<T, Vec<Refusal>>,
) -> Result<T, EoiPage> {
    draft.get(page.word()).and_then(|fields| judge(fields).ok()).ok_or(page)
}

fn visited(page: EoiPage, fields: &Fields, terms: &Terms) -> EoiStep {
    let parts = match page {
        EoiPage::Contact => vec![without_notices(submitter::judge(fields))],
        EoiPage::Role => vec![capacity::judge(fields).map(|capacity| capacity.notices())],
        EoiPage::Site => vec![
            site::judge(fields).map(|site| site.notices(terms.strategy_area)),
            without_notices(holding::judge(fields)),
        ],
        EoiPage::Land => vec![without_notices(land::judge(fields))],
        EoiPage::Interest => vec![without_notices(plans::judge(fields))],
        EoiPage::Consents => {
            vec![consents::judge(fields, terms.text_version).map(|consents| consents.notices())]
        }
    };
    let mut step = EoiStep { page, is_visited: true, refusals: Vec::new(), notices: Vec::new() };
    for part in parts {
        match part {
            Ok(notices) => step.notices.extend(notices),
            Err(refusals) => step.refusals.extend(refusals),
        }
    }
    let place = |refusal: &Refusal| page.fields().iter().position(|field| *field == refusal.field);
    step.refusals.sort_by_key(place);
    step
}

fn without_notices<T>(judged: Result<T, Vec<Refusal>>) -> Result<Vec<Notice>, Vec<Refusal>> {
    judged.map(|_| Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eoi::{Channel, Consent, LandRole, Matter};

    const TERMS: Terms = Terms { strategy_area: None, text_version: "1" };

    fn pairs(page: EoiPage) -> Vec<(&'static str, &'static str)> {
        match page {
            EoiPage::Contact => vec![
                ("full_name", "A. Name"),
                ("email", "a@example.org"),
                ("telephone", "0151 496 0000"),
                ("preferred", "agent"),
                ("address", "1 The Lane"),
                ("postcode", "L17 1AP"),
                ("agent_name", "B. Name"),
                ("agent_reach", "b@example.org"),
            ],
            EoiPage::Role => vec![("role", "tenant"), ("organisation", "A Farm"), ("landlord_aware", "not-yet")],
            EoiPage::Site => vec![
                ("site_name", "Long Meadow"),
                ("nearest_place", "Hale"),
                ("grid_reference", "SJ 395 880"),
                ("area", "12.5"),
                ("sbi", "105000000"),
                ("cph", "12/345/6789"),
                ("parcels", "SJ3950 8801"),
                ("titles", "MS123456"),
            ],
            EoiPage::Land => vec![
                ("land_uses", "other"),
                ("land_use_words", "Allotments"),
                ("agreements", "other"),
                ("agreement_words", "A local one"),
            ],
            EoiPage::Interest => vec![
                ("interests", "net-gain"),
                ("stage", "willing"),
                ("timescale", "now"),
                ("thirty_years", "maybe"),
                ("help", "advice"),
                ("barriers", "Rabbits"),
            ],
            EoiPage::Consents => vec![
                ("consents", "mapping"),
                ("non_disclosure", "yes"),
                ("non_disclosure_reason", "Trespass"),
                ("declarations", "accurate"),
                ("declarations", "not-binding"),
                ("declarations", "may-not-be-mapped"),
                ("declarations", "no-advice"),
                ("text_version", "1"),
            ],
        }
    }

    fn complete() -> EoiDraft {
        EoiPage::ALL.iter().map(|page| (page.word().to_owned(), Fields::new(pairs(*page)))).collect()
    }

    #[test]
    fn a_complete_draft_becomes_an_expression_of_interest_in_four_parts() {
        let eoi = judge(&complete(), &TERMS).unwrap();
        assert_eq!(eoi.identity.submitter.preferred, Channel::Agent);
        assert_eq!(eoi.identity.capacity.role, LandRole::Tenant);
        assert_eq!(eoi.identity.holding.sbi, Some(105_000_000));
        assert_eq!(eoi.site.area.hundredths, 1250);
        assert_eq!(eoi.offer.land.use_words.as_deref(), Some("Allotments"));
        assert!(eoi.consents.allow(Consent::Mapping));
    }

    #[test]
    fn what_is_stored_is_read_back() {
        let eoi = judge(&complete(), &TERMS).unwrap();
        let stored = serde_json::to_string(&eoi).unwrap();
        assert_eq!(serde_json::from_str::<Eoi>(&stored).unwrap(), eoi);
    }

    #[test]
    fn site_offer_and_consents_hold_nothing_that_names_the_submitter_or_the_holding() {
        let eoi = judge(&complete(), &TERMS).unwrap();
        let rest = serde_json::to_string(&(&eoi.site, &eoi.offer, &eoi.consents)).unwrap();
        for personal in ["Name", "example.org", "496 0000", "Lane", "L17", "Farm", "105000000", "12/345", "8801", "MS1"]
        {
            assert!(!rest.contains(personal), "{personal} is in {rest}");
        }
    }

    #[test]
    fn every_field_of_every_page_is_named_and_has_an_effect() {
        let whole = judge(&complete(), &TERMS);
        for page in EoiPage::ALL {
            let mut kept = Fields::new(pairs(*page));
            kept.retain(|field| page.fields().contains(&field));
            assert_eq!(kept, Fields::new(pairs(*page)), "{}", page.word());
            for (left_out, _) in pairs(*page) {
                let mut draft = complete();
                draft.get_mut(page.word()).unwrap().retain(|field| field != left_out);
                assert_ne!(judge(&draft, &TERMS), whole, "{left_out}");
            }
        }
    }

    #[test]
    fn a_page_opens_once_each_page_before_it_is_done() {
        let mut draft = EoiDraft::new();
        for page in EoiPage::ALL {
            let walk = EoiWalk::new(&draft, &TERMS);
            assert_eq!(walk.unfinished(), Some(*page));
            assert_eq!(judge(&draft, &TERMS), Err(*page));
            assert!(walk.may_visit(*page));
            assert!(page.after().is_none_or(|after| !walk.may_visit(after)));
            draft.insert(page.word().to_owned(), Fields::new(pairs(*page)));
        }
        assert_eq!(EoiWalk::new(&draft, &TERMS).unfinished(), None);
    }

    #[test]
    fn a_page_that_nobody_posted_has_no_errors_and_a_wrong_one_has_them_all() {
        let draft = EoiDraft::from([("site".to_owned(), Fields::new([("area", "big"), ("sbi", "1")]))]);
        let walk = EoiWalk::new(&draft, &TERMS);
        let refused = |page| walk.step(page).unwrap().refusals.iter().map(|r| r.field.as_str()).collect::<Vec<_>>();
        assert_eq!(refused(EoiPage::Contact), [""; 0]);
        assert_eq!(refused(EoiPage::Site), ["site_name", "grid_reference", "area", "sbi"]);
    }

    #[test]
    fn errors_stand_in_the_order_of_the_fields() {
        let typed = [("preferred", "email"), ("telephone", "ring me"), ("full_name", "A")];
        let draft = EoiDraft::from([("contact".to_owned(), Fields::new(typed))]);
        let walk = EoiWalk::new(&draft, &TERMS);
        let fields: Vec<_> = walk.steps[0].refusals.iter().map(|refusal| refusal.field.as_str()).collect();
        assert_eq!(fields, ["email", "telephone"]);
    }

    #[test]
    fn a_notice_never_keeps_a_page_from_being_done() {
        let walk = EoiWalk::new(&complete(), &TERMS);
        let notices = walk.steps.iter().flat_map(|step| &step.notices);
        assert_eq!(notices.map(|notice| notice.matter).collect::<Vec<_>>(), [Matter::LandlordNotAware]);
        assert_eq!(walk.unfinished(), None);
    }
}
