//! Turning answers into numbers for `weighting`, by the questionnaire, and its results into findings.
//!
//! Nothing here reads the store or draws a page. Residents alone are weighted; other segments stand apart, unweighted.

mod breakdown;
pub mod crosstabs;
mod few;
mod finding;
mod makeup;
mod population;
mod report;
pub mod run;
mod scale;
mod tally;
#[cfg(test)]
mod tests;

pub use self::{
    breakdown::{Breakdown, SegmentSize},
    few::{SMALLEST, is_small, withheld},
    finding::{Figure, Figures, Finding, Row},
    makeup::{Counted, FEW, LevelMakeup, Makeup},
    population::{Population, PopulationMargin},
    report::{LEAST, MOST, NotWeighted, Report, Weighed, report},
    scale::{Method, Scale, Vote},
    tally::{Group, Tally},
};
