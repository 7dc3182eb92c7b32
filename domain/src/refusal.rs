//! Every reason to refuse what was typed, as data; `app::words` makes the sentences.

use serde::{Deserialize, Serialize};

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
    /// The points do not add up to the total.
    PointsTotal {
        /// What they have to add up to.
        total: u32,
        /// What they add up to.
        given: u32,
    },
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
    /// The text is not a postcode or the first half of one.
    NotAPostcode,
    /// The text is not a whole postcode.
    NotAFullPostcode,
    /// The text is not a grid reference.
    NotAGridReference,
    /// The text is not an e-mail address.
    NotAnEmail,
    /// The text is not a telephone number.
    NotATelephone,
    /// The text is neither an e-mail address nor a telephone number.
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
