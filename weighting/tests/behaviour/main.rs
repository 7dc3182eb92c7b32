//! What the crate promises whatever the data: refusals with a reason, and properties that hold for any respondents.

#[cfg(test)]
mod bootstrapping;
#[cfg(test)]
mod estimating;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod raking;
