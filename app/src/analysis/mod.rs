//! Turning answers into numbers for `weighting`, by the questionnaire.
