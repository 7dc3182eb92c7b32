//! What the expression of interest says: its fields, what to put right in them, and what there is to know.

mod choices;
mod fields;
mod said;
mod states;

pub use self::{
    fields::{FieldWords, field},
    said::say,
    states::{label as state, next},
};

use domain::{
    eoi::Matter,
    refusal::{Reason, Refusal},
};

use super::refusals;

/// The version of the texts of consents and declarations; it grows by one whenever any of them changes.
pub const TEXT_VERSION: &str = "1";

/// What we promise about publishing, and what we cannot promise.
pub const DISCLOSURE: &str = "We will not publish this without your permission. We are subject to the Environmental \
    Information Regulations (EIR) and the Freedom of Information Act (FOIA): if we are asked for it, we will tell you \
    and consider your interests.";

/// The statement against disclosure.
pub const OBJECTION: &str = "I do not consent to the disclosure of what I tell you";

/// Says what has to be put right in a field.
pub fn refusal(refusal: &Refusal) -> String {
    let words = field(&refusal.field);
    match refusal.reason {
        Reason::Missing => words.missing.to_owned(),
        Reason::NotDeclared => "Tick each declaration to continue".to_owned(),
        _ => refusals::say(&refusal.reason, words.label),
    }
}

/// Says what a submitter should know about an answer that is taken as it is.
pub fn notice(matter: Matter) -> String {
    match matter {
        Matter::AuthorityNotWritten => {
            "You act for somebody without written authority. We can talk to you, but nothing can be agreed or \
             registered until you have it."
        }
        Matter::LandlordNotAware => "Your landlord does not know yet. Most work on the land needs their agreement.",
        Matter::TenantsNotAware => "Your tenants do not know yet. Talk to them before anything is decided.",
        Matter::OutsideArea => {
            "The grid reference is outside the area of this strategy. Check it. If it is right, you can still send \
             this form, and we will tell you who prepares the strategy there."
        }
        Matter::Coarse { precision } => {
            return format!(
                "The grid reference names a square with sides of {} kilometres, in which we may not find your site. \
                 Add more numbers to it if you can.",
                precision / 1_000
            );
        }
        Matter::ReasonNotGiven => {
            "You object to disclosure without a reason. If we are asked for what you told us, a reason helps us to \
             protect it."
        }
        Matter::PublishesAndObjects => {
            "You let us publish something about the site and also object to disclosure. We will ask you before we \
             publish anything."
        }
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use domain::{
        eoi::{Consent, Declaration, EoiPage},
        vocabulary::Word,
    };

    use super::*;
    use crate::words::Labelled;

    #[test]
    fn every_field_of_every_page_has_words() {
        for name in EoiPage::ALL.iter().flat_map(|page| page.fields()) {
            assert!(!field(name).label.is_empty(), "{name}");
        }
    }

    #[test]
    fn what_is_promised_about_disclosure_names_the_laws_that_limit_it() {
        assert!(DISCLOSURE.contains("EIR") && DISCLOSURE.contains("FOIA"));
    }

    /// Whoever changes a text has to raise the version, so that nobody agrees to words that they did not see.
    #[test]
    fn the_version_belongs_to_these_texts() {
        let consents = Consent::ALL.iter().map(|consent| consent.label());
        let declarations = Declaration::ALL.iter().map(|declaration| declaration.label());
        let texts = consents.chain(declarations).chain([DISCLOSURE, OBJECTION]).collect::<Vec<_>>().join("\n");
        assert_eq!((TEXT_VERSION, checksum(&texts)), ("1", 2_934_112_385));
    }

    fn checksum(text: &str) -> u32 {
        text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }
}
