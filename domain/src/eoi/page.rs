//! The pages of the form, in order, and the fields on each.

use super::{capacity, consents, land, plans, site, submitter};
use crate::vocabulary::{Word, vocabulary};

vocabulary! {
    /// A page of the form; the check of all answers comes after the last.
    EoiPage {
        /// Who sends it and how to reach them.
        Contact = "contact",
        /// In which capacity they speak for the land.
        Role = "role",
        /// Where the land is, how large it is, and its official numbers.
        Site = "site",
        /// What the land is used for now.
        Land = "land",
        /// What they would like to do, and when.
        Interest = "interest",
        /// What may be done with what they tell, and what they declare.
        Consents = "consents",
    }
}

impl EoiPage {
    /// Names the fields of the page; whatever else is posted is dropped.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Contact => submitter::FIELDS,
            Self::Role => capacity::FIELDS,
            Self::Site => site::FIELDS,
            Self::Land => land::FIELDS,
            Self::Interest => plans::FIELDS,
            Self::Consents => consents::FIELDS,
        }
    }

    /// Gives the page after this one; after the last comes the check.
    pub fn after(self) -> Option<Self> {
        Self::ALL.iter().copied().skip_while(|page| *page != self).nth(1)
    }

    /// Gives the page before this one.
    pub fn before(self) -> Option<Self> {
        Self::ALL.iter().copied().take_while(|page| *page != self).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_follow_one_another_from_contact_to_consents() {
        assert_eq!(EoiPage::Contact.before(), None);
        assert_eq!(EoiPage::Contact.after(), Some(EoiPage::Role));
        assert_eq!(EoiPage::Consents.before(), Some(EoiPage::Interest));
        assert_eq!(EoiPage::Consents.after(), None);
    }

    #[test]
    fn no_two_pages_share_a_field() {
        let mut fields: Vec<_> = EoiPage::ALL.iter().flat_map(|page| page.fields()).collect();
        let all = fields.len();
        fields.sort_unstable();
        fields.dedup();
        assert_eq!(fields.len(), all);
    }
}
