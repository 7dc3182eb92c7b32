//! The people who answer the survey of the demonstration.
