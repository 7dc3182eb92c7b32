//! What may be wrong with a file, and what somebody should know of one that was read.

use domain::{grid_reference::GridReference, refusal::Reason};

use crate::{Format, System};

/// Why a file gives no boundary. Outlines are counted from 1, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is nothing in it.
    Empty,
    /// It is larger than a file of its kind may be.
    TooLarge {
        /// The most bytes.
        at_most: u64,
    },
    /// It is a picture or a document, on which a boundary can be seen and not read.
    Picture,
    /// It is nothing that can be read.
    UnknownFormat,
    /// It says that it is of a format, and is damaged.
    Damaged {
        /// The format.
        format: Format,
    },
    /// It is the one file of a shapefile that has the lines, without the others.
    BareShapefile,
    /// It is an archive without a shapefile.
    NoShapefile,
    /// It is an archive with more than one shapefile.
    SeveralShapefiles,
    /// It is an archive that asks for a password.
    Locked,
    /// Its reference system is none that can be read.
    UnknownSystem {
        /// What the file calls it, where it says so.
        name: Option<String>,
    },
    /// It has no areas.
    NoAreas {
        /// How many points and lines it has instead.
        others: u64,
    },
    /// It has more corners than can be judged.
    TooManyCorners {
        /// The most.
        at_most: usize,
    },
    /// It has more parts than a site may have.
    TooManyParts {
        /// The most.
        at_most: usize,
        /// How many it has, as far as they were counted.
        given: usize,
    },
    /// A place is not a number.
    NotANumber {
        /// The outline.
        outline: usize,
    },
    /// An outline lies outside the National Grid.
    OffTheGrid {
        /// The outline.
        outline: usize,
    },
    /// None of it lies in England.
    NotInEngland {
        /// Where it begins.
        near: Option<GridReference>,
    },
    /// An outline encloses nothing.
    TooFewCorners {
        /// The outline.
        outline: usize,
    },
    /// Two sides of an outline cross.
    SidesCross {
        /// The outline.
        outline: usize,
        /// Where.
        near: Option<GridReference>,
    },
    /// So many sides of an outline lie close to each other that they cannot be judged.
    Tangled {
        /// The outline.
        outline: usize,
    },
    /// The area is none that a site may have.
    Area(Reason),
}

/// What somebody should know of how their file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The file does not say its reference system, and it was told by the numbers.
    Assumed {
        /// The system.
        system: System,
    },
    /// Latitude stood before longitude.
    Swapped,
    /// Some outlines did not end where they began, and were closed.
    Closed {
        /// How many lines.
        lines: usize,
    },
    /// Points and lines were left out.
    LeftOut {
        /// How many.
        others: u64,
    },
    /// Outlines cover the same land, which counts once.
    Overlap {
        /// The land that would have counted twice, in whole square metres.
        square_metres: u64,
    },
    /// Some of it may lie outside England.
    PartlyOutside,
}
