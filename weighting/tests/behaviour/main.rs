//! What the crate promises whatever the data: refusals with a reason, and properties that hold for any respondents.

#[cfg(test)]
mod designs;
#[cfg(test)]
mod estimating;
#[cfg(test)]
mod inference;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod raking;
