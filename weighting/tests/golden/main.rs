//! The crate against reference implementations and closed forms, at the tolerance that each case states.
//! `tests/cases` holds what is free to copy, with provenance and licence in each README.

#[cfg(test)]
mod ahp_saaty;
#[cfg(test)]
mod best_worst;
#[cfg(test)]
mod bradley_terry;
#[cfg(test)]
mod calibration;
#[cfg(test)]
mod corners_r_survey;
#[cfg(test)]
mod design_r_survey;
#[cfg(test)]
mod disclosure_audit;
#[cfg(test)]
mod disclosure_table;
#[cfg(test)]
mod equal_shares;
#[cfg(test)]
mod kish_ess;
#[cfg(test)]
mod licensed;
#[cfg(test)]
mod licensed_worth;
#[cfg(test)]
mod lnrs_synthetic;
#[cfg(test)]
mod plackett_luce;
#[cfg(test)]
mod r_names;
#[cfg(test)]
mod rake_capped;
#[cfg(test)]
mod rake_hard;
#[cfg(test)]
mod rank_aggregation;
#[cfg(test)]
mod rank_uncertainty;
#[cfg(test)]
mod stakeholder_pooling;
#[cfg(test)]
mod support;
#[cfg(test)]
mod trimming;
#[cfg(test)]
mod weights_normalisation;
