//! The process around the pages: configuration, command line, connections, guards of every request, jobs.
//!
//! Nothing here knows what a consultation is, except for the demonstration and the job that removes old drafts; what a person
//! sees is in `app`.

pub mod assets;
pub mod cli;
pub mod commands;
pub mod config;
pub mod demonstration;
pub mod failure;
pub mod headers;
pub mod health;
pub mod jobs;
pub mod limits;
pub mod listen;
pub mod log;
pub mod origin;
pub mod page_cache;
pub mod password;
pub mod router;
pub mod state;
pub mod stop;
pub mod system;
pub mod trace;
