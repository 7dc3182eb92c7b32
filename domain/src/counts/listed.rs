//! Counts by something else than sex and age, such as by ethnic group, each category by its own name.

use super::Area;

/// How many people of an area are in one category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it stands in the file, from 1.
    pub number: usize,
    /// The area.
    pub area: Area,
    /// What people are counted by, which becomes the name of a margin.
    pub variable: String,
    /// The category, which becomes the code of a level.
    pub category: String,
    /// How many people there are.
    pub people: u64,
}
