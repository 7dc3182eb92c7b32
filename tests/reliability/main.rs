//! What survives when the process is killed: every answer that was acknowledged, once, and every page typed before.
//!
//! `ROUNDS` says how often the servers are killed (5, if nothing is said; 100 for the full run).

#![cfg(test)]

mod history;
mod kills;
