//! The crate against reference implementations and closed forms, at the tolerance that each case states.
//! `tests/cases` holds what is free to copy, with provenance and licence in each README.

mod disclosure_table;
mod kish_ess;
mod licensed;
mod lnrs_synthetic;
mod rake_hard;
mod support;
mod weights_normalisation;
