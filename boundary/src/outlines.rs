//! What a file draws, as it is written there, until it is on the grid.

use domain::boundary::MOST_CORNERS;

use crate::{Fault, System};

/// The most outlines that are joined: an estate may have some hundreds of fields.
const MOST_OUTLINES: usize = 1_000;

/// A place in the numbers of the file: the first runs east or is the longitude.
pub(crate) type Place = (f64, f64);

/// One area: its lines, where what lies within an odd number of them belongs to it.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) lines: Vec<Vec<Place>>,
}

/// How a file says in which system its places are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    System(System),
    /// It names one that we do not read.
    Other(String),
    Nothing,
}

/// All that a file draws.
#[derive(Debug)]
pub(crate) struct Outlines {
    pub(crate) all: Vec<Outline>,
    /// How many points and lines there are besides.
    pub(crate) others: u64,
    pub(crate) said: Said,
    corners: usize,
}

impl Outlines {
    pub(crate) fn new(said: Said) -> Self {
        Self { all: Vec::new(), others: 0, said, corners: 0 }
    }

    pub(crate) fn begin(&mut self) -> Result<(), Fault> {
        self.all.push(Outline::default());
        if self.all.len() > MOST_OUTLINES {
            return Err(Fault::TooManyParts { at_most: MOST_OUTLINES, given: self.all.len() });
        }
        Ok(())
    }

    /// Adds a line to the outline that was begun last.
    pub(crate) fn line(&mut self, places: impl IntoIterator<Item = Place>) -> Result<(), Fault> {
        let mut line = Vec::new();
        for place in places {
            self.corners += 1;
            if self.corners > MOST_CORNERS {
                return Err(Fault::TooManyCorners { at_most: MOST_CORNERS });
            }
            line.push(place);
        }
        if let Some(outline) = self.all.last_mut() {
            outline.lines.push(line);
        }
        Ok(())
    }
}
