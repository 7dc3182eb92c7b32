//! What is stored of a stakeholder: who it is, and each step with who took it and when.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Aspect, StakeholderKind, StakeholderRole, Way};
use crate::{
    ids::{AccountId, ConsultationId, DocumentId, MeetingId},
    time::Moment,
};

/// What leads to a stakeholder; it stands in no step, so that it can be deleted for good.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Personal {
    /// Their name; empty where it was deleted.
    pub name: String,
    /// How they are reached.
    pub contact: Option<String>,
    /// What staff noted on them.
    pub notes: Option<String>,
}

/// What a stakeholder is, besides what leads to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stakeholder {
    /// A person or an organisation.
    pub kind: StakeholderKind,
    /// As what they take part.
    pub role: StakeholderRole,
    /// Whether everybody may read the name of the organisation; a person is never named.
    pub is_named: bool,
}

/// How a stakeholder is meant to be involved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intention {
    /// In which aspects.
    pub aspects: BTreeSet<Aspect>,
    /// How.
    pub ways: BTreeSet<Way>,
    /// What else is to be said of it.
    pub words: Option<String>,
}

/// What shows that something happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// A meeting with minutes.
    pub meeting: Option<MeetingId>,
    /// A document.
    pub document: Option<DocumentId>,
    /// A consultation.
    pub consultation: Option<ConsultationId>,
    /// An address of the web.
    pub address: Option<String>,
}

/// One time that a stakeholder was involved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Involvement {
    /// In which aspects.
    pub aspects: BTreeSet<Aspect>,
    /// How.
    pub way: Way,
    /// The first day, or the only one.
    pub since: NaiveDate,
    /// The last day, where there were several.
    pub until: Option<NaiveDate>,
    /// What shows it.
    pub evidence: Evidence,
    /// What they said.
    pub said: Option<String>,
    /// What became of it.
    pub became: Option<String>,
}

/// What was done with a stakeholder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StakeholderStep {
    /// They were written down, or that was changed.
    Written(Stakeholder),
    /// It was written how they will be involved, or looked at again.
    Intended(Intention),
    /// The involvement of a number was recorded, or changed.
    Involved {
        /// Its number, from 1.
        number: u32,
        /// What happened.
        involvement: Involvement,
    },
    /// The involvement of a number was taken out, for a reason.
    InvolvementTakenOut {
        /// Its number.
        number: u32,
        /// Why.
        reason: String,
    },
    /// The involvement of a number was put back.
    InvolvementPutBack {
        /// Its number.
        number: u32,
    },
    /// They were taken out, for a reason.
    TakenOut(String),
    /// They were put back.
    PutBack,
    /// Their contact, notes on them and the name of a person were deleted for good.
    Forgotten,
}

/// A step with who took it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken<S> {
    /// What was done.
    pub step: S,
    /// Who did it; nobody, once the account is removed.
    pub account: Option<AccountId>,
    /// When.
    pub at: Moment,
}

impl Evidence {
    /// Says whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Personal {
    /// Gives what stays when it is deleted for good: the name of an organisation alone.
    #[must_use]
    pub fn forgotten(self, kind: StakeholderKind) -> Self {
        let name = if kind == StakeholderKind::Organisation { self.name } else { String::new() };
        Self { name, contact: None, notes: None }
    }
}
