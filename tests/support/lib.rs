//! What tests of the whole share: the application on a fresh database, a clock that they set, and a visitor who
//! reads pages and fills in forms.

mod app;
mod visitor;

pub use self::{
    app::{Seeded, TestApp, TestClock},
    visitor::{Page, Visitor},
};
