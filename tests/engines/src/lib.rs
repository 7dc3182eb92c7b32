//! Real databases for tests: a fresh one for each test, on either engine, gone when the test is over.
//!
//! Knows nothing of the project. There is no stand-in for PostgreSQL: where none can be had, the tests fail and say why.

mod database;
mod macros;
mod server;

pub use self::database::{Database, find_damage, lock, postgres, run, sqlite};
