//! What the parts of the home page are called.

use domain::{front::HomePart, strategy::Progress};

use super::Labelled;

impl Labelled for HomePart {
    fn label(self) -> &'static str {
        match self {
            Self::Consultations => "Have your say",
            Self::Landowners => "If you farm, own or manage land",
            Self::Aims => "What the strategy will do",
            Self::Facts => "Why it is needed",
            Self::Steps => "How far the work is",
            Self::Map => "The map",
            Self::Leadership => "Who prepares it",
            Self::Pages => "About the strategy",
            Self::News => "News",
            Self::Minutes => "Latest minutes",
        }
    }
}

impl Labelled for Progress {
    fn label(self) -> &'static str {
        match self {
            Self::Done => "Done",
            Self::Current => "Happening now",
            Self::Next => "Still to come",
        }
    }
}
