//! All text for people that rules give rise to: refusals, dates, numbers, names of segments and phases.

pub mod analysis;
pub mod consultations;

pub mod dates;
pub mod mail;
pub mod meetings;
pub mod numbers;
pub mod refusals;
pub mod staff;
