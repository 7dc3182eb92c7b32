//! The involvement register: who takes part in preparing the strategy, how they are meant to, and how they did.
//!
//! What is written of a stakeholder is a line of steps that is only added to; what stands follows from the steps here, and nowhere
//! else. Their name, their contact and notes on them are in no step, so that these can be deleted for good.

mod record;
mod registered;

pub use self::{
    record::{Evidence, Intention, Involvement, Personal, Stakeholder, StakeholderStep, Taken},
    registered::{Registered, Written},
};
use crate::vocabulary::vocabulary;

/// The most letters of a name or a contact.
pub const NAME_LIMIT: usize = 160;
/// The most letters of an address of the web.
pub const ADDRESS_LIMIT: usize = 500;
/// The most letters of a note or a reason.
pub const SENTENCE_LIMIT: usize = 500;
/// The most letters of what was said and of what became of it.
pub const WORDS_LIMIT: usize = 2_000;

vocabulary! {
    /// What a stakeholder is.
    StakeholderKind {
        /// A body with a name of its own.
        Organisation = "organisation",
        /// Somebody who speaks for themselves.
        Person = "person",
    }

    /// As what a stakeholder takes part.
    StakeholderRole {
        /// An authority that the law asks to be involved and to be given the draft and the final strategy.
        SupportingAuthority = "supporting-authority",
        /// Another body that works for the public.
        PublicBody = "public-body",
        /// Whoever owns, rents or farms land.
        Landowner = "landowner",
        /// A body that looks after nature.
        Conservation = "conservation",
        /// A business.
        Business = "business",
        /// A community group.
        Community = "community",
        /// A university, a school or somebody who studies nature.
        Research = "research",
        /// A member of the public.
        Public = "public",
        /// Something else.
        Other = "other",
    }

    /// An aspect of the statement or of the map.
    Aspect {
        /// The description of the area and of its nature, in the statement.
        Description = "description",
        /// The opportunities, in the statement.
        Opportunities = "opportunities",
        /// The priorities, in the statement.
        Priorities = "priorities",
        /// The potential measures, in the statement.
        Measures = "measures",
        /// Areas that are of particular importance, on the map.
        Important = "important",
        /// Areas that could become so, on the map.
        Potential = "potential",
    }

    /// How somebody is involved.
    Way {
        /// A meeting.
        Meeting = "meeting",
        /// A workshop.
        Workshop = "workshop",
        /// A public event.
        Event = "event",
        /// A visit to a place.
        Visit = "visit",
        /// A letter or an email.
        Letter = "letter",
        /// A call.
        Call = "call",
        /// A survey or a consultation.
        Survey = "survey",
        /// A draft that was sent for comments.
        Draft = "draft",
        /// Something else.
        Other = "other",
    }

    /// What is worth thinking over in what is written of a stakeholder. It forbids nothing.
    InvolvementGap {
        /// It is not written how they will be involved.
        NoIntention = "no-intention",
        /// No involvement is recorded.
        Nothing = "nothing",
        /// They are meant to be involved in an aspect and were not yet.
        AspectOpen = "aspect-open",
        /// An involvement has no evidence.
        NoEvidence = "no-evidence",
        /// An involvement has opinions of which it is not said what became.
        NothingBecame = "nothing-became",
    }

    /// Why a step cannot be taken.
    InvolvementFault {
        /// It was taken out.
        Gone = "gone",
        /// It was not taken out.
        NotGone = "not-gone",
    }
}

#[cfg(test)]
mod tests;
