//! Bundles from outside: written, changed, and checked by this program and by a script that has none of its code.

#![expect(clippy::unwrap_used, reason = "the functions around the tests may panic as the tests do")]

mod changed;
mod grain;
mod hostile;
mod recomputed;
mod sample;
mod unpacked;
