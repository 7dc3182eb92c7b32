//! What the crate promises whatever the data: refusals with a reason, and properties that hold for any respondents.

#[cfg(test)]
mod aggregating;
#[cfg(test)]
mod budgeting;
#[cfg(test)]
mod choice_models;
#[cfg(test)]
mod estimating;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod raking;
#[cfg(test)]
mod worth_fuzz;
