//! What may be done with an expression of interest, asked one by one with "no" as the default, and the declarations.
//!
//! That it is kept and answered is a notice on the page and not a consent.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Matter, Notice, reading::Reading};
use crate::{
    fields::Fields,
    refusal::{Reason, Refusal},
    vocabulary::{Word, vocabulary},
};

/// The longest reason against disclosure, in characters.
pub const NON_DISCLOSURE_LIMIT: usize = 1_000;

pub(super) const FIELDS: &[&str] =
    &["consents", "non_disclosure", "non_disclosure_reason", "declarations", "text_version"];

vocabulary! {
    /// One thing that is only done with consent.
    Consent {
        /// Use it without a name in mapping the strategy.
        Mapping = "mapping",
        /// Share the site, without identity, with consultants and supporting authorities.
        ShareSite = "share-site",
        /// Share the identity with partners that are named on the page.
        ShareIdentity = "share-identity",
        /// Publish roughly where the site is.
        PublishArea = "publish-area",
        /// Publish the exact boundary.
        PublishBoundary = "publish-boundary",
        /// Keep it after the strategy is published.
        Keep = "keep",
    }

    /// Something that has to be declared before sending.
    Declaration {
        /// What is said is right.
        Accurate = "accurate",
        /// Neither side is bound.
        NotBinding = "not-binding",
        /// The land may not come onto the map.
        MayNotBeMapped = "may-not-be-mapped",
        /// No ecological, planning or financial advice was given.
        NoAdvice = "no-advice",
    }
}

/// What was consented to, once every declaration was made; the moment is that of the submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consents {
    /// The version of the texts that were on the page.
    pub text_version: String,
    /// The consents that were given; every other one was not.
    pub given: BTreeSet<Consent>,
    /// The statement against disclosure, if it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub non_disclosure: Option<NonDisclosure>,
}

/// The statement that the submitter does not consent to disclosure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NonDisclosure {
    /// Why, in their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Consents {
    /// Says whether something may be done.
    pub fn allow(&self, consent: Consent) -> bool {
        self.given.contains(&consent)
    }

    pub(super) fn notices(&self) -> Vec<Notice> {
        let Some(statement) = &self.non_disclosure else { return Vec::new() };
        let unsaid = statement.reason.is_none();
        let publishes = self.allow(Consent::PublishArea) || self.allow(Consent::PublishBoundary);
        let reason = unsaid.then_some(Notice { field: "non_disclosure_reason", matter: Matter::ReasonNotGiven });
        let clash = publishes.then_some(Notice { field: "consents", matter: Matter::PublishesAndObjects });
        reason.into_iter().chain(clash).collect()
    }
}

pub(super) fn judge(fields: &Fields, text_version: &str) -> Result<Consents, Vec<Refusal>> {
    let mut form = Reading::new(fields);
    let given = form.some("consents");
    let reason = form.text("non_disclosure_reason", NON_DISCLOSURE_LIMIT);
    let is_stated = form.is_ticked("non_disclosure");
    if reason.is_some() && !is_stated {
        form.refuse("non_disclosure", Reason::Missing);
    }
    if form.some::<Declaration>("declarations").len() < Declaration::ALL.len() {
        form.refuse("declarations", Reason::NotDeclared);
    }
    if fields.text("text_version") != text_version {
        form.refuse("consents", Reason::TextChanged);
    }
    let non_disclosure = is_stated.then_some(NonDisclosure { reason });
    form.finish(Some(Consents { text_version: text_version.to_owned(), given, non_disclosure }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(pairs: &[(&str, &str)]) -> Result<Consents, Vec<Refusal>> {
        let declared = Declaration::ALL.iter().map(|declaration| ("declarations", declaration.word()));
        judge(&Fields::new(declared.chain([("text_version", "2")]).chain(pairs.iter().copied())), "2")
    }

    #[test]
    fn nothing_is_consented_to_unless_it_is_ticked() {
        let none = judged(&[]).unwrap();
        assert!(Consent::ALL.iter().all(|consent| !none.allow(*consent)));
        let one = judged(&[("consents", "share-site")]).unwrap();
        assert!(one.allow(Consent::ShareSite) && !one.allow(Consent::ShareIdentity));
        assert_eq!(one.text_version, "2");
    }

    #[test]
    fn consent_to_a_text_that_has_changed_since_is_asked_again() {
        let declared = Declaration::ALL.iter().map(|declaration| ("declarations", declaration.word()));
        let old = Fields::new(declared.chain([("consents", "keep"), ("text_version", "1")]));
        assert_eq!(judge(&old, "2"), Err(vec![Refusal::new("consents", Reason::TextChanged)]));
    }

    #[test]
    fn each_declaration_is_needed() {
        for left_out in Declaration::ALL {
            let rest = Declaration::ALL.iter().filter(|declaration| *declaration != left_out);
            let fields = rest.map(|declaration| ("declarations", declaration.word())).chain([("text_version", "2")]);
            let refusal = Refusal::new("declarations", Reason::NotDeclared);
            assert_eq!(judge(&Fields::new(fields), "2"), Err(vec![refusal]), "{left_out:?}");
        }
    }

    #[test]
    fn a_statement_against_disclosure_stands_without_a_reason_but_one_is_asked_for() {
        let consents = judged(&[("non_disclosure", "yes")]).unwrap();
        assert_eq!(consents.notices()[0].matter, Matter::ReasonNotGiven);
        let with_reason = judged(&[("non_disclosure", "yes"), ("non_disclosure_reason", "Trespass")]).unwrap();
        assert_eq!(with_reason.notices(), []);
    }

    #[test]
    fn a_reason_without_the_statement_is_not_dropped_in_silence() {
        let refusal = Refusal::new("non_disclosure", Reason::Missing);
        assert_eq!(judged(&[("non_disclosure_reason", "Trespass")]), Err(vec![refusal]));
    }

    #[test]
    fn to_publish_and_to_object_to_disclosure_is_pointed_out() {
        let both = [("non_disclosure", "yes"), ("non_disclosure_reason", "Theft"), ("consents", "publish-boundary")];
        assert_eq!(judged(&both).unwrap().notices()[0].matter, Matter::PublishesAndObjects);
    }
}
