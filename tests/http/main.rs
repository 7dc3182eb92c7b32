//! Whole requests through the whole application, on both engines, without sockets.

#![expect(clippy::unwrap_used, reason = "the functions around the tests may panic as the tests do")]

mod alerts;
mod answering;
mod at_rest;
mod canaries;
mod cookies;
mod expressions;
mod feeds;
mod gain;
mod invitations;
mod limits;
mod log;
mod markup;
mod paper;
mod particulars;
mod questionnaire;
mod requests;
mod secrets;
mod staff;
mod strange;
mod viruses;
