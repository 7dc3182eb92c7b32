//! Priorities: what a strategy might put first; options of questions point at them, and decisions of meetings are about them.

use chrono::NaiveDate;

use crate::vocabulary::vocabulary;

/// How long the code of a priority may be.
pub const CODE_LIMIT: usize = 20;
/// How long the title of a priority may be.
pub const TITLE_LIMIT: usize = 150;
/// How long the words about a priority may be.
pub const ABOUT_LIMIT: usize = 30_000;
/// How long the reason may be why something is no priority any more.
pub const REASON_LIMIT: usize = 600;

/// Something that the strategy might put first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// Its stable code, for example `H03`.
    pub code: String,
    /// Its title for people.
    pub title: String,
    /// What kind of thing it is.
    pub kind: PriorityKind,
}

/// What is said of a priority, and to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// What it is about, as Markdown; empty where nothing is written yet.
    pub about: String,
    /// Whether everybody reads of it.
    pub is_public: bool,
    /// Since when it is no priority any more, and why; `None` as long as it is one.
    pub ended: Option<Ended>,
}

/// Since when something is no priority any more, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The last day on which it was one.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

vocabulary! {
    /// What a priority is about.
    PriorityKind {
        /// A habitat.
        Habitat = "habitat",
        /// A species or a group of them.
        Species = "species",
        /// A wider benefit to people.
        Benefit = "benefit",
        /// Something to do.
        Action = "action",
    }
}

impl Default for Profile {
    /// Gives what is said of a priority of which everybody knows no more than what it is called.
    fn default() -> Self {
        Self { about: String::new(), is_public: true, ended: None }
    }
}

impl Profile {
    /// Says whether it is a priority on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.ended.as_ref().is_none_or(|ended| day <= ended.on)
    }
}

/// Says whether text can be the code of a priority: letters and digits, with hyphens and stops between them.
pub fn is_code(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    let bytes = text.as_bytes();
    let ends = [bytes.first(), bytes.last()];
    text.len() <= CODE_LIMIT
        && ends.iter().all(|end| end.is_some_and(u8::is_ascii_alphanumeric))
        && bytes.iter().all(|byte| is_inner(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_and_can_stand_in_an_address() {
        for good in ["H03", "GL3.2", "wet-woodland", "7"] {
            assert!(is_code(good), "{good}");
        }
        for bad in ["", "H 03", "-H03", "H03.", "H/03", "Hé", "\"", &"9".repeat(CODE_LIMIT + 1)] {
            assert!(!is_code(bad), "{bad}");
        }
    }

    #[test]
    fn something_is_a_priority_through_its_last_day() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 9, day).unwrap();
        let ended =
            Profile { ended: Some(Ended { on: day(3), reason: "It is part of another".into() }), ..Profile::default() };
        assert!(ended.holds_on(day(3)) && !ended.holds_on(day(4)));
        assert!(Profile::default().holds_on(day(4)));
    }
}
