//! What consultations, answers, minutes and sites are, and what may be done with them.
//!
//! Pure: no I/O, no clock, no database, no web framework. It compiles for the server and for the browser, so that
//! both ask the same judge. Words for people are made in `app::words`; this room only says what is wrong.

pub mod alike;
pub mod answer;
pub mod bundle;
pub mod campaign;
pub mod changes;
pub mod code_frame;
pub mod coding;
pub mod comment;
pub mod consultation;
pub mod corners;
pub mod counts;
pub mod decimal;
pub mod draft;
pub mod editing;
pub mod email;
pub mod eoi;
pub mod export;
pub mod fields;
pub mod freeze;
pub mod grid_reference;
pub mod ids;
pub mod invitation;
pub mod language;
pub mod library;
pub mod map_layer;
pub mod mark;
pub mod meeting;
pub mod order;
pub mod particulars;
pub mod password;
pub mod permission;
pub mod personal;
pub mod plan;
pub mod postcode;
pub mod priority;
pub mod publication;
pub mod question;
pub mod questionnaire;
pub mod readiness;
pub mod reference;
pub mod refusal;
pub mod reply;
pub mod response;
pub mod routing;
pub mod run;
pub mod slug;
pub mod strategy;
pub mod strategy_area;
pub mod telephone;
pub mod time;
pub mod translation;
pub mod uses;
pub mod vocabulary;
