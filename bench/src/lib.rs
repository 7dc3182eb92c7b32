//! The respondents that the benchmarks measure with, made here so that every run and every peer has the same.

mod numbers;
pub mod rankings;
pub mod respondent;
pub mod survey;
