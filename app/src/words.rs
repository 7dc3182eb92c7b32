//! All text for people that rules give rise to: refusals, dates, numbers, names of segments and phases.

pub mod consultations;
pub mod analysis;
pub mod dates;
pub mod mail;
pub mod meetings;
pub mod numbers;
pub mod refusals;
pub mod staff;
