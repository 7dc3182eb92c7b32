//! What tests of the whole share: the application on a fresh database, a clock that they set, and a visitor who
//! reads pages and fills in forms.

#![expect(clippy::missing_panics_doc, reason = "what a test needs and cannot have fails the test by panicking")]

mod app;
mod client;
mod journey;
mod process;
mod visitor;

pub use self::{
    app::{Seeded, TestApp, TestClock},
    client::{Client, Lost},
    process::Process,
    visitor::{Page, Visitor},
};
