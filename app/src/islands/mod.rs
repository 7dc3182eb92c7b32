//! The small parts of a page that also run in the browser, one a file. Everything they do works without them:
//! an island makes a page nicer, never possible.

mod character_count;
mod coding_keys;
mod drag_ranks;
mod keep_words;
mod listen;
mod places_map;
mod points_left;

pub use character_count::CharacterCount;
pub use coding_keys::{CodingKeys, KEYS_SWITCH};
pub use drag_ranks::DragRanks;
pub use keep_words::{BY_ITSELF, KeepWords};
pub use places_map::PlacesMap;
pub use points_left::PointsLeft;
