//! The demonstration as data: a questionnaire and who answers it, margins, meetings and the strategy's own words.
//!
//! Pure: nothing is stored here, and whatever is random comes from a seed. `folkmoot demo` puts it into a database.

mod arrivals;
pub mod consultation;
mod dice;
pub mod eois;
pub mod gain;
pub mod map;
pub mod margins;
pub mod meetings;
pub mod people;
pub mod priorities;
pub mod questionnaire;
pub mod strategy;
