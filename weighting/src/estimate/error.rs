//! The reasons to refuse to estimate.

/// The reasons to refuse to estimate.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EstimateError {
    /// There are no respondents, or their weights add up to nothing.
    #[error("the weights add up to nothing")]
    NoWeight,
    /// A weight is negative, infinite or not a number.
    #[error("respondent {row} has the weight {weight}, which cannot be used")]
    BadWeight {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The weight as given.
        weight: f64,
    },
    /// A weight is negative, as a linear calibration can make it, where nobody may count for less than nothing.
    #[error(
        "respondent {row} has the negative weight {weight}, from which only means, totals and ratios can be estimated: \
         calibrate within bounds"
    )]
    NegativeWeight {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The weight.
        weight: f64,
    },
    /// Weights are to be scaled to a total that is not positive and finite.
    #[error("weights cannot be scaled to add up to {total}: give a positive number of people")]
    BadTotal {
        /// The total as given.
        total: f64,
    },
    /// The answers and the weights describe different numbers of respondents.
    #[error("there are {answers} answers for {respondents} respondents")]
    LengthsDiffer {
        /// How many answers there are, blank ones counted.
        answers: usize,
        /// How many respondents there are.
        respondents: usize,
    },
    /// An answer is infinite or not a number.
    #[error("respondent {row} gave {value}, which is not a number to calculate with")]
    BadValue {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The answer as given.
        value: f64,
    },
    /// Everybody left it blank, or those who answered have no weight.
    #[error("nobody answered")]
    NobodyAnswered,
    /// An answer names an option that was not offered.
    #[error("respondent {row} chose option {option}, which was not offered")]
    UnknownOption {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The option's place, from 0.
        option: usize,
    },
    /// An answer names an option twice.
    #[error("respondent {row} chose option {option} twice")]
    RepeatedOption {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The option's place, from 0.
        option: usize,
    },
    /// A ranking has more places than could be given, or none.
    #[error("respondent {row} ranked {ranked} options where between 1 and {most} can be ranked")]
    BadRanking {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// How many options were ranked.
        ranked: usize,
        /// How many may be ranked.
        most: usize,
    },
    /// Points are missing for an option, negative, or all zero.
    #[error("respondent {row} did not share points out over the options")]
    BadPoints {
        /// The respondent's place in the input, from 0.
        row: usize,
    },
    /// The margins or auxiliary variables behind the weights are more than a projection takes.
    #[error("the margins have {levels} levels together, and at most {most} can be projected on")]
    TooManyLevels {
        /// How many levels there are, the unknown ones counted.
        levels: usize,
        /// How many there may be.
        most: usize,
    },
    /// There are said to be more respondents than one table of weights is made for without seeing any of them.
    #[error(
        "there are said to be {respondents} respondents, and at most {most} are taken by number alone; give weights"
    )]
    TooManyRespondents {
        /// How many respondents there are said to be.
        respondents: usize,
        /// How many there may be.
        most: usize,
    },
    /// There are more groups than can be estimated in one call.
    #[error("there are {groups} groups, and at most {most} can be estimated together; merge groups or ask for fewer")]
    TooManyGroups {
        /// How many groups there are.
        groups: usize,
        /// How many there may be.
        most: usize,
    },
    /// A covariance is not one row and column per figure.
    #[error("the covariance must have one row and one column for each of the {figures} figures")]
    BadCovariance {
        /// How many figures there are.
        figures: usize,
    },
    /// A figure below zero has no share.
    #[error("figure {figure} is {value}; only figures that are not negative can be turned into shares")]
    NegativeFigure {
        /// The figure's place, from 0.
        figure: usize,
        /// The figure.
        value: f64,
    },
    /// The figures add up to zero, so they have no shares.
    #[error("the figures add up to nothing and cannot be turned into shares")]
    NoShares,
    /// What a ratio divides by adds up to zero.
    #[error("what the ratio divides by adds up to nothing")]
    NoDenominator,
    /// The figure stands on too few respondents for a standard error, so it has no interval.
    #[error("too few respondents answered for a standard error")]
    NoStandardError,
    /// A level of confidence does not lie between 0 and 1.
    #[error("the level {level} does not lie between 0 and 1; give 0.95 for 95 in 100")]
    BadLevel {
        /// The level as given.
        level: f64,
    },
    /// The degrees of freedom are not above zero.
    #[error("the design leaves {degrees} degrees of freedom, and an interval or test needs more than none")]
    NoDegrees {
        /// The degrees of freedom.
        degrees: f64,
    },
    /// A quantile was asked for at a probability that does not lie between 0 and 1.
    #[error("there is no quantile at the probability {probability}")]
    BadProbability {
        /// The probability as given.
        probability: f64,
    },
    /// A table has a single row or column, so there is nothing to test.
    #[error("the table has {rows} rows and {columns} columns with answers; a test needs two of each")]
    TooSmall {
        /// How many rows have answers.
        rows: usize,
        /// How many columns have answers.
        columns: usize,
    },
    /// A table has more cells than a test takes.
    #[error("the table has {cells} cells, and at most {most} can be tested; merge rows or columns")]
    TooManyCells {
        /// How many cells there are.
        cells: usize,
        /// How many there may be.
        most: usize,
    },
    /// The expected shares are not one positive number for each category.
    #[error("the expected shares must be one positive number for each of the {categories} categories")]
    BadExpected {
        /// How many categories there are.
        categories: usize,
    },
    /// The covariance of a table leaves nothing to test with.
    #[error("the answers do not vary enough to test")]
    NoVariation,
    /// An integral or series did not arrive, so a probability is not known.
    #[error("a probability could not be worked out; choose another statistic or method")]
    NotWorkedOut,
    /// A figure is too large to hold.
    #[error("a figure is too large to calculate with")]
    TooLarge,
}
