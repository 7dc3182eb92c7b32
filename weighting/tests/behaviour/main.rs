//! What the crate promises whatever the data: refusals with a reason, and properties that hold for any respondents.

#[cfg(test)]
mod aggregating;
#[cfg(test)]
mod any_input;
#[cfg(test)]
mod blocks;
#[cfg(test)]
mod bootstrapping;
#[cfg(test)]
mod budgeting;
#[cfg(test)]
mod calibrating;
#[cfg(test)]
mod choice_models;
#[cfg(test)]
mod designs;
#[cfg(test)]
mod estimating;
#[cfg(test)]
mod grouped;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod inference;
#[cfg(test)]
mod influences;
#[cfg(test)]
mod merging;
#[cfg(test)]
mod negative_weights;
#[cfg(test)]
mod pooling;
#[cfg(test)]
mod poststratifying;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod raking;
#[cfg(test)]
mod ranking_uncertainty;
#[cfg(test)]
mod sensitivity;
#[cfg(test)]
mod silent_misses;
#[cfg(test)]
mod suppressing;
#[cfg(test)]
mod threads;
#[cfg(test)]
mod tipping;
#[cfg(test)]
mod trimming;
#[cfg(test)]
mod watching;
#[cfg(test)]
mod weighing_all_ways;
