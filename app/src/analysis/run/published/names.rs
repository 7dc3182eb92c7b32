//! The names of counts, which are the same in every edition and in the tables of open data, so that the one can be held against the other.

/// How many responses were frozen.
pub const FROZEN: &str = "frozen";
/// How many of them were deleted since.
pub const MISSING: &str = "missing";
/// How many were left out with the campaigns that they stood in.
pub const LEFT_OUT: &str = "left out";
/// How many residents there are.
pub const RESIDENTS: &str = "residents";

/// Names how many residents answered a question.
pub fn answered(question: &str) -> String {
    format!("answered {question}")
}

/// Names how many residents left a question blank.
pub fn blank(question: &str) -> String {
    format!("blank {question}")
}

/// Names how many residents chose a priority.
pub fn chose(question: &str, priority: &str) -> String {
    format!("chose {question} {priority}")
}

/// Names how many of those whom another name counts chose a priority.
pub fn of_those_chose(those: &str, priority: &str) -> String {
    format!("{those} chose {priority}")
}

/// Names how many of those who answered did not.
pub fn not(chose: &str) -> String {
    format!("{chose} not")
}

/// Names how many people a segment has.
pub fn of_segment(segment: Option<&str>) -> String {
    format!("segment {}", segment.unwrap_or_default())
}

/// Names how many people of a segment answered a question.
pub fn answers(segment: Option<&str>, question: &str) -> String {
    format!("{} answered {question}", of_segment(segment))
}

/// Names how many residents are on a level of a margin, or on none.
pub fn of_level(margin: &str, level: Option<&str>) -> String {
    format!("{margin} level {}", level.unwrap_or_default())
}
