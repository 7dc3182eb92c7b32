//! What the crate promises whatever the data: refusals with a reason, and properties that hold for any respondents.

mod estimating;
mod properties;
mod raking;
