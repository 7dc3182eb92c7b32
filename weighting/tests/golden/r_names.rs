//! What R's survey package calls what is here, for the cases that compare all of it.

use weighting::estimate::QuantileRule;

/// `qrule` of `svyquantile`; a case that lacks a name has nothing to compare under it.
pub const QUANTILE_RULES: [(&str, QuantileRule); 10] = [
    ("math", QuantileRule::Lowest),
    ("hf1", QuantileRule::Lowest),
    ("school", QuantileRule::Midpoint),
    ("hf2", QuantileRule::Midpoint),
    ("hf4", QuantileRule::Type4),
    ("hf5", QuantileRule::Type5),
    ("hf6", QuantileRule::Type6),
    ("hf7", QuantileRule::Type7),
    ("hf8", QuantileRule::Type8),
    ("hf9", QuantileRule::Type9),
];
