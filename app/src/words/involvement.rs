//! Words of the pages on which it is written who is involved in preparing the strategy, and how.

use domain::involvement::{
    Aspect, InvolvementFault, InvolvementGap, Registered, StakeholderKind, StakeholderRole, StakeholderStep, Way,
};

use super::Labelled;

/// What the pages call the whole.
pub const TITLE: &str = "Involvement register";

/// What a reader may see of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    Whole,
    /// No name of a person, no contact and no notes.
    WithoutPeople,
}

impl Labelled for StakeholderKind {
    fn label(self) -> &'static str {
        match self {
            Self::Organisation => "An organisation",
            Self::Person => "A person",
        }
    }
}

impl Labelled for StakeholderRole {
    fn label(self) -> &'static str {
        match self {
            Self::SupportingAuthority => "Supporting authority",
            Self::PublicBody => "Public body",
            Self::Landowner => "Landowner or farmer",
            Self::Conservation => "Conservation body",
            Self::Business => "Business",
            Self::Community => "Community group",
            Self::Research => "University or school",
            Self::Public => "Member of the public",
            Self::Other => "Something else",
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::SupportingAuthority => {
                Some("Natural England, and the other local and National Park authorities in the area.")
            }
            Self::PublicBody => Some("For example a water or health body, a parish council."),
            _ => None,
        }
    }
}

impl Labelled for Aspect {
    fn label(self) -> &'static str {
        match self {
            Self::Description => "Statement: description of the area",
            Self::Opportunities => "Statement: opportunities",
            Self::Priorities => "Statement: priorities",
            Self::Measures => "Statement: potential measures",
            Self::Important => "Map: areas of particular importance",
            Self::Potential => "Map: areas that could become of particular importance",
        }
    }
}

impl Labelled for Way {
    fn label(self) -> &'static str {
        match self {
            Self::Meeting => "Meeting",
            Self::Workshop => "Workshop",
            Self::Event => "Public event",
            Self::Visit => "Visit to a place",
            Self::Letter => "Letter or email",
            Self::Call => "Call",
            Self::Survey => "Survey or consultation",
            Self::Draft => "Draft sent for comments",
            Self::Other => "Another way",
        }
    }
}

impl Labelled for InvolvementGap {
    fn label(self) -> &'static str {
        match self {
            Self::NoIntention => "Not said how they will be involved",
            Self::Nothing => "Nothing recorded yet",
            Self::AspectOpen => "Not yet involved in an aspect that is meant",
            Self::NoEvidence => "No evidence of an involvement",
            Self::NothingBecame => "Not said what became of what they said",
        }
    }
}

/// Says why a step cannot be taken.
pub fn fault(fault: InvolvementFault) -> &'static str {
    match fault {
        InvolvementFault::Gone => "It was taken out. Put it back first",
        InvolvementFault::NotGone => "It stands already",
    }
}

/// Names a stakeholder, as far as a reader may know.
pub fn name(registered: &Registered, access: Access) -> String {
    let is_shown = registered.stakeholder.kind == StakeholderKind::Organisation || access == Access::Whole;
    if is_shown && !registered.personal.name.is_empty() {
        registered.personal.name.clone()
    } else if is_shown {
        "Name deleted".to_owned()
    } else {
        "A person".to_owned()
    }
}

/// Names a stakeholder with their number, for example `12: Natural England`.
pub fn numbered(registered: &Registered, access: Access) -> String {
    format!("{}: {}", registered.number, name(registered, access))
}

/// Lists choices one after the other.
pub fn listed<T: Labelled>(choices: impl IntoIterator<Item = T>) -> String {
    choices.into_iter().map(Labelled::label).collect::<Vec<_>>().join("; ")
}

/// Says what was done in a step.
pub fn step(step: &StakeholderStep) -> String {
    match step {
        StakeholderStep::Written(stakeholder) => {
            format!("Written down: {}, {}", stakeholder.kind.label(), stakeholder.role.label())
        }
        StakeholderStep::Intended(intention) => {
            format!("Said how they will be involved: {}", listed(intention.aspects.iter().copied()))
        }
        StakeholderStep::Involved { number, involvement } => {
            format!("Involvement {number} written down: {}", involvement.way.label())
        }
        StakeholderStep::InvolvementTakenOut { number, reason } => format!("Involvement {number} taken out: {reason}"),
        StakeholderStep::InvolvementPutBack { number } => format!("Involvement {number} put back"),
        StakeholderStep::TakenOut(reason) => format!("Taken out: {reason}"),
        StakeholderStep::PutBack => "Put back".to_owned(),
        StakeholderStep::Forgotten => "Contact, notes and the name of a person deleted for good".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::involvement::{Personal, Stakeholder, Taken};

    use super::*;

    fn registered(kind: StakeholderKind, name: &str) -> Registered {
        let written = StakeholderStep::Written(Stakeholder { kind, role: StakeholderRole::Other, is_named: false });
        let entries = vec![Taken { step: written, account: None, at: DateTime::UNIX_EPOCH }];
        Registered::new(12, Personal { name: name.into(), ..Personal::default() }, entries).unwrap()
    }

    #[test]
    fn a_person_is_named_only_to_those_who_may_see_everything() {
        let person = registered(StakeholderKind::Person, "First Farmer");
        assert_eq!(numbered(&person, Access::Whole), "12: First Farmer");
        assert_eq!(numbered(&person, Access::WithoutPeople), "12: A person");
        let body = registered(StakeholderKind::Organisation, "Pond Club");
        assert_eq!(numbered(&body, Access::WithoutPeople), "12: Pond Club");
        assert_eq!(numbered(&registered(StakeholderKind::Person, ""), Access::Whole), "12: Name deleted");
    }
}
