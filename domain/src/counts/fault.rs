//! What can be wrong with counts, or with what somebody wants to make of them, as data.

use serde::{Deserialize, Serialize};

use super::{Ages, Sex, Whom};

/// Why the counts of a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There are none.
    Nothing,
    /// The same people of an area are counted twice.
    Twice {
        /// The row in which they are counted again.
        row: usize,
        /// The code of the area.
        area: String,
        /// Who they are.
        whom: Whom,
    },
    /// The people of an area in a category are counted twice.
    CategoryTwice {
        /// The row in which they are counted again.
        row: usize,
        /// The code of the area.
        area: String,
        /// The category.
        category: String,
    },
    /// A margin has more levels than are read.
    TooManyLevels {
        /// Its name.
        margin: String,
    },
    /// An area has a count that the first does not have, or lacks one.
    Uneven {
        /// The code of the area.
        area: String,
        /// Who is counted in one of them only.
        whom: Whom,
    },
    /// Some ages are counted for one sex alone.
    OneSex {
        /// The sex that has them.
        sex: Sex,
        /// The ages.
        ages: Ages,
    },
    /// Nobody counts the ages between two bands.
    Gap {
        /// The band before.
        before: Ages,
        /// The band after.
        after: Ages,
    },
    /// Some ages are in two bands of which none is part of the other.
    Overlap {
        /// The one band.
        one: Ages,
        /// The other.
        other: Ages,
    },
    /// A sum of the file is another than what it sums.
    Disagrees {
        /// The code of the area.
        area: String,
        /// Whom the sum counts.
        whom: Whom,
        /// What the file says.
        said: u64,
        /// What its parts come to.
        sum: u64,
    },
}

/// Something about counts that is worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Some counts are sums of others; they agree with these and are not used.
    Subtotals {
        /// How many there are for each area.
        count: usize,
    },
    /// An area has several names; its code decides.
    Drifted {
        /// Its code.
        code: String,
        /// The name that is kept.
        kept: String,
        /// The other.
        other: String,
    },
}

/// Why no margin can be made as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Misfit {
    /// An area is not in the file.
    NoArea {
        /// What was typed for it.
        typed: String,
    },
    /// Several areas have the name.
    ManyAreas {
        /// What was typed.
        typed: String,
    },
    /// An area is counted twice.
    AreaTwice {
        /// Its code.
        code: String,
    },
    /// Of two areas one may be part of the other.
    Nested {
        /// The name of the wider one.
        wide: String,
        /// The name of the other.
        narrow: String,
    },
    /// There are more parts than an area is made of.
    TooManyParts {
        /// The most that are taken.
        most: usize,
    },
    /// A margin would have more levels than are made.
    TooManyLevels {
        /// Its name.
        margin: String,
    },
    /// The file does not have the year.
    NoYear {
        /// The first that it has.
        first: String,
        /// The last.
        last: String,
    },
    /// What was typed is no list of ages that rise.
    NotAges {
        /// The part that is none.
        typed: String,
    },
    /// The first band begins at another age than people count from.
    BeginsElsewhere {
        /// The age that people count from.
        from: u8,
        /// The age at which the first band begins.
        begins: u8,
    },
    /// No band can begin at an age, because the file counts it together with those before.
    WithinBand {
        /// The age.
        age: u8,
        /// The band of the file.
        band: Ages,
    },
    /// The ages of the file end, so that nobody can be counted from an age on.
    NoEnd {
        /// The oldest that are counted.
        last: Ages,
    },
    /// The file has no counts for such a margin.
    NotInFile,
    /// An area has no count for a category that others have.
    NoCategory {
        /// The code of the area.
        area: String,
        /// The category.
        category: String,
    },
}
