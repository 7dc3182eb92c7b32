//! What tests of the whole share: the application on a fresh database, a clock that they set, and a visitor who
//! reads pages and fills in forms.

#![expect(clippy::missing_panics_doc, reason = "what goes wrong in a test ends the test, and the message says why")]

mod app;
mod clamd;
mod client;
mod journey;
mod kinds;
mod process;
mod visitor;

pub use self::{
    app::{Seeded, TestApp, TestClock},
    clamd::{INFECTED, RunningClamd},
    client::{Client, Lost},
    kinds::kinds,
    process::Process,
    visitor::{Page, Visitor},
};
