//! What can be wrong with a questionnaire itself, as data; `app::words` says what to do about it.

use super::{OptionId, PageId, QuestionId};

/// One thing that makes no sense, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The page, unless it is about all of them.
    pub page: Option<PageId>,
    /// The question, unless it is about the page.
    pub question: Option<QuestionId>,
    /// What is wrong.
    pub problem: Problem,
}

/// What makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There are no pages.
    NoPages,
    /// Two pages have the same name.
    PageTwice,
    /// Two questions have the same name.
    QuestionTwice,
    /// A name has other characters than small letters, digits and hyphens.
    NotAName {
        /// The name.
        name: String,
    },
    /// The page has the name of a page that every form has.
    ReservedPage {
        /// The name.
        name: PageId,
    },
    /// It has no words.
    NoWords,
    /// There are fewer options than the question needs.
    TooFewOptions {
        /// How many are needed.
        least: usize,
    },
    /// Two options have the same name.
    OptionTwice {
        /// The name.
        option: OptionId,
    },
    /// An option has the name of a column that every question has in an export.
    ReservedOption {
        /// The name.
        option: OptionId,
    },
    /// An option has no label.
    NoLabel {
        /// The option.
        option: OptionId,
    },
    /// A number that says how much may be answered allows nothing.
    AllowsNothing,
    /// More files are asked for than a question takes.
    TooManyFiles {
        /// How many it takes.
        at_most: usize,
    },
    /// There are more ranks than options.
    MoreRanksThanOptions,
    /// A scale does not begin with 0 or 1 and end above that, at 10 or below.
    NotAScale,
    /// An end of a scale has no label.
    EndWithoutLabel {
        /// The end.
        point: u8,
    },
    /// A label belongs to no point of its scale.
    LabelBesideScale {
        /// Where the label stands.
        point: u8,
    },
    /// The options are not "yes" and "no", and perhaps "don't know".
    NotYesAndNo,
    /// The least is above the most.
    LeastAboveMost,
    /// More decimal places are asked for than are kept.
    TooManyDecimals {
        /// How many are kept.
        at_most: usize,
    },
    /// The first day is after the last.
    EarliestAfterLatest,
    /// Nothing is compared.
    NothingCompared,
    /// A comparison shows too few options.
    TooFewCompared {
        /// The comparison, from 1.
        comparison: usize,
        /// How many it has to show.
        least: usize,
    },
    /// A comparison shows an option twice.
    ComparedTwice {
        /// The comparison, from 1.
        comparison: usize,
        /// The option.
        option: OptionId,
    },
    /// A comparison shows what is not an option of the question.
    NotAnOption {
        /// The comparison, from 1.
        comparison: usize,
        /// What it shows.
        option: OptionId,
    },
    /// Two comparisons have the same name.
    ComparisonTwice {
        /// The name.
        name: String,
    },
    /// An option is in no comparison.
    NeverCompared {
        /// The option.
        option: OptionId,
    },
    /// What is referred to is not asked before.
    NotAskedBefore {
        /// The question that is referred to.
        question: QuestionId,
    },
    /// A condition waits for an option that its question does not have.
    NeverChosen {
        /// The question that is referred to.
        question: QuestionId,
        /// The option.
        option: OptionId,
    },
    /// A role is given to a question that is not there.
    RoleWithoutQuestion {
        /// The question that is referred to.
        question: QuestionId,
    },
    /// A role is given to a question whose answer is not one choice.
    CannotTell,
    /// Two options count for the same priority.
    PriorityTwice {
        /// The code of the priority.
        priority: String,
    },
}
