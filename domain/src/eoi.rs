//! The expression of interest: its pages, how each is judged, and the parts that it is stored in.
//!
//! Identity, site and case are kept apart from the beginning, so that the store can keep them behind separate
//! permissions. Labels of the choices are made in `app::words`; here they have stable words only.

mod capacity;
mod case_state;
mod consents;
mod hectares;
mod holding;
mod land;
mod notice;
mod page;
mod plans;
mod reading;
mod site;
mod submitter;
mod walk;

use serde::{Deserialize, Serialize};

pub use self::{
    capacity::{Agency, Capacity, LandRole, LandlordAware, TenantsAware, YesNo},
    case_state::{CaseState, may_move},
    consents::{Consent, Consents, Declaration, NON_DISCLOSURE_LIMIT, NonDisclosure},
    hectares::Hectares,
    holding::Holding,
    land::{Agreement, Land, LandUse},
    notice::{Matter, Notice},
    page::EoiPage,
    plans::{BARRIERS_LIMIT, Help, Interest, Plans, Stage, ThirtyYears, Timescale},
    site::Site,
    submitter::{ADDRESS_LIMIT, Agent, Channel, Submitter},
    walk::{EoiDraft, EoiStep, EoiWalk, Terms, judge},
};

/// A complete expression of interest, in the parts that are stored apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Eoi {
    /// Who they are; seen only by those who may.
    pub identity: Identity,
    /// Where the land is.
    pub site: Site,
    /// What is there and what they would like to do.
    pub offer: Offer,
    /// What may be done with all of it.
    pub consents: Consents,
}

/// Everything that names a person, a business or a holding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Who sent it and how to reach them.
    pub submitter: Submitter,
    /// In which capacity they speak for the land.
    pub capacity: Capacity,
    /// The official numbers of the holding and its land.
    pub holding: Holding,
}

/// What is on the land now and what somebody would like to do with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What the land is used for now.
    pub land: Land,
    /// What they would like to do.
    pub plans: Plans,
}
