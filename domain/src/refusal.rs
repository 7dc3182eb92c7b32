//! Every reason to refuse what was typed, as data; `app::words` makes the sentences.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    consultation::Hindrance,
    counts::Misfit,
    question::FileFault,
    vocabulary::{Word, vocabulary},
};

/// One thing that a person can put right, and the field to do it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The name of the form field beside which the message stands.
    pub field: String,
    /// What is wrong.
    pub reason: Reason,
}

impl Refusal {
    /// Names a field and what is wrong with it.
    pub fn new(field: impl Into<String>, reason: Reason) -> Self {
        Self { field: field.into(), reason }
    }
}

/// Why a list of minutes of another site cannot be taken as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListingFault {
    /// It has more titles than are read at once.
    TooMany {
        /// How many are read.
        most: usize,
        /// How many there are.
        given: usize,
    },
    /// No line is a title that can be read.
    NoTitles,
    /// Every line was left out.
    AllLeftOut,
    /// Minutes of the same group and day are here already, or stand in the same list.
    Twice {
        /// What is here.
        what: String,
    },
}

/// What can be wrong with a list of levels that may be merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MergeListFault {
    /// A line does not name two levels with the word between them.
    NotAPair {
        /// What it says.
        line: String,
        /// The levels that there are, by their labels.
        levels: Vec<String>,
    },
    /// Levels may be merged with the one beside them too.
    BesideToo,
    /// Nobody is weighted to the margin.
    NotWeighted,
}

/// What can be wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// An answer is needed and none was given.
    Missing,
    /// The text has more characters than are allowed.
    TooLong {
        /// How many characters are allowed.
        limit: usize,
        /// How many were typed.
        typed: usize,
    },
    /// The option is not among those offered.
    NotOffered,
    /// More options were chosen than are allowed.
    TooMany {
        /// How many may be chosen.
        at_most: usize,
        /// How many were chosen.
        chosen: usize,
    },
    /// An option that stands alone, such as "none of these", was chosen together with others.
    NotTogether {
        /// The label of the option that stands alone.
        alone: String,
    },
    /// "Other" was chosen but not explained.
    OtherNotSaid,
    /// The same option has two ranks.
    RankedTwice {
        /// The label of that option.
        option: String,
    },
    /// A rank is empty although a later one is filled.
    RankMissing {
        /// The empty rank, from 1.
        rank: usize,
    },
    /// Only one of the best and the worst of a set was chosen.
    SetHalfDone {
        /// The set, from 1.
        set: usize,
        /// The label of the one that is missing.
        lacks: String,
    },
    /// The same option is the best and the worst of a set.
    BestIsWorst {
        /// The set, from 1.
        set: usize,
        /// The label of that option.
        option: String,
    },
    /// A row was left blank where each needs an answer.
    RowMissing {
        /// What the row asks about.
        row: String,
    },
    /// A set was left blank where each needs an answer.
    SetMissing {
        /// The set, from 1.
        set: usize,
    },
    /// A pair was left blank where each needs an answer.
    PairMissing {
        /// The pair, from 1.
        pair: usize,
    },
    /// The points do not add up to the total.
    PointsTotal {
        /// What they have to add up to.
        total: u32,
        /// What they add up to.
        given: u32,
    },
    /// The weights of panels do not add up to the total.
    WeightsTotal {
        /// What they have to add up to.
        total: u32,
        /// What they add up to.
        given: u32,
    },
    /// Fewer panels have a weight than can be pooled.
    TooFewPanels {
        /// How many it takes.
        least: usize,
    },
    /// A list of minutes of another site cannot be taken as it is.
    Listing(ListingFault),
    /// The text is not a whole number that can be taken.
    NotAWholeNumber,
    /// The text is not a number.
    NotANumber,
    /// The number is below the least allowed.
    TooSmall {
        /// The least allowed, as people write it.
        least: String,
    },
    /// The number is above the most allowed.
    TooLarge {
        /// The most allowed, as people write it.
        most: String,
    },
    /// Some parts of a date were left empty.
    DateLacks {
        /// The parts, in the order of the form.
        parts: Vec<DatePart>,
    },
    /// A part of a date cannot be one.
    NotADatePart {
        /// The part.
        part: DatePart,
    },
    /// The month does not have that day.
    NotADate,
    /// The date is before the first that is taken.
    TooEarly {
        /// The first day that is taken.
        earliest: NaiveDate,
    },
    /// The date is after the last that is taken.
    TooLate {
        /// The last day that is taken.
        latest: NaiveDate,
    },
    /// There are fewer lines than are needed.
    TooFewLines {
        /// How many are needed.
        least: usize,
    },
    /// Two lines say the same.
    LineTwice {
        /// What they say.
        line: String,
    },
    /// A line has no colon with words on both sides.
    NoColon {
        /// The line.
        line: String,
    },
    /// The text has neither a letter nor a digit.
    NoLetters,
    /// The text, which is public, has words that are withheld.
    Withheld,
    /// A list of levels that may be merged cannot be taken.
    MergeList(MergeListFault),
    /// Nothing has this number.
    NoSuchNumber {
        /// What was typed.
        number: String,
    },
    /// No response of a campaign has this reference.
    NotInCampaign {
        /// What was typed.
        typed: String,
    },
    /// None of the criteria has the most points.
    NoMostPoints {
        /// The most.
        most: u32,
    },
    /// The text is not a time of day.
    NotATime,
    /// The text has other characters than small letters, digits and hyphens.
    NotAName,
    /// The text has other characters than letters and digits, with hyphens and stops between them.
    NotACode,
    /// The text is not an address that a link can lead to.
    NotALink,
    /// The name is in use.
    NameTaken,
    /// Nothing of a list was chosen.
    NothingChosen,
    /// What was typed is what stands there already.
    NothingChanged,
    /// The library has an entry with this title, and nobody has said that this is its next version.
    InLibrary {
        /// The version that it would get.
        next: u32,
    },
    /// The moment is not after the one before it.
    NotAfter {
        /// What it has to be after, as the form calls it.
        other: String,
    },
    /// Rules that the check uses already hold on some of these days.
    Overlaps {
        /// What those are called.
        with: String,
    },
    /// The text is not a postcode or the first half of one.
    NotAPostcode,
    /// The text is not a whole postcode.
    NotAFullPostcode,
    /// The text is not a grid reference.
    NotAGridReference,
    /// A part among grid references is none, for the number of its figures.
    OddFigures {
        /// The part, as it was typed.
        part: String,
    },
    /// The grid references are too few to be the corners of an area.
    TooFewCorners {
        /// How many are needed.
        least: usize,
    },
    /// The grid references are more corners than an area may have.
    TooManyCorners {
        /// How many it may have.
        at_most: usize,
        /// How many there are.
        given: usize,
    },
    /// Sides of an area cross or touch.
    SidesCross,
    /// The text is not an email address.
    NotAnEmail,
    /// The text is not a telephone number.
    NotATelephone,
    /// The text is neither an email address nor a telephone number.
    NeitherEmailNorTelephone,
    /// The text does not have the form of the identifier that was asked for.
    NotAnIdentifier {
        /// Which identifier was asked for.
        identifier: Identifier,
    },
    /// Neither of several fields was filled of which one is needed.
    NeitherGiven,
    /// The percentages do not add up to about a hundred.
    SharesTotal {
        /// What they add up to.
        given: u32,
    },
    /// One entry of a list does not have the form of the identifier that was asked for.
    EntryNotAnIdentifier {
        /// Which identifier was asked for.
        identifier: Identifier,
        /// The entry, as it was typed.
        entry: String,
    },
    /// The number has more decimal places than are kept.
    TooManyDecimals {
        /// How many decimal places are kept.
        at_most: usize,
    },
    /// The words that were agreed to have changed since, and have to be read again.
    TextChanged,
    /// A declaration that has to be made was not made.
    NotDeclared,
    /// A place is described but the description of where it is was left empty.
    PlaceNotNamed,
    /// More files are there than the question takes.
    TooManyFiles {
        /// How many it takes.
        at_most: usize,
        /// How many are there.
        given: usize,
    },
    /// A file was not taken.
    FileRefused {
        /// Its name, as it was given.
        name: String,
        /// Why.
        fault: FileFault,
    },
    /// What has happened to the consultation hinders the change.
    Hindered {
        /// What hinders it.
        by: Hindrance,
    },
    /// No margin can be made so of population counts.
    Misfit(Misfit),
}

vocabulary! {
    /// One of the two that are chosen in a set.
    Extreme {
        /// The best.
        Best = "best",
        /// The worst.
        Worst = "worst",
    }

    /// One of the three fields of a date.
    DatePart {
        /// The day of the month.
        Day = "day",
        /// The month, as a number or a word.
        Month = "month",
        /// The year, with all its numbers.
        Year = "year",
    }
}

impl DatePart {
    /// Names the form field of this part of a question.
    pub fn field(self, question: &str) -> String {
        format!("{question}.{}", self.word())
    }
}

impl Reason {
    /// Names the parts of a date that have to be put right; all of them where the date as a whole is wrong.
    pub fn date_parts(&self) -> Vec<DatePart> {
        match self {
            Self::DateLacks { parts } => parts.clone(),
            Self::NotADatePart { part } => vec![*part],
            _ => DatePart::ALL.to_vec(),
        }
    }
}

/// An official number of a farm, a holding or a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Identifier {
    /// The Rural Payments Agency's single business identifier.
    Sbi,
    /// The county parish holding number.
    Cph,
    /// A rural land parcel reference.
    Parcel,
    /// A Land Registry title number.
    Title,
}
