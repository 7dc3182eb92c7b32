//! What articles are called.

use domain::article::{ArticleKind, ArticleStatus};

use super::Labelled;

impl Labelled for ArticleKind {
    fn label(self) -> &'static str {
        match self {
            Self::Page => "Page",
            Self::Questions => "Questions and answers",
            Self::Story => "Story",
            Self::News => "News",
            Self::Notice => "Notice",
        }
    }

    fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Page => "About the strategy, who decides, or who took part.",
            Self::Questions => "Each section is a question with its answer.",
            Self::Story => "Told section by section, with pictures.",
            Self::News => "Something that happened. It is listed by the day on which it is first shown.",
            Self::Notice => {
                "Each version stays readable, with the day from which it holds, such as a notice about privacy."
            }
        })
    }
}

impl Labelled for ArticleStatus {
    fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Scheduled => "Scheduled",
            Self::Shown => "Published",
            Self::TakenDown => "Taken down",
        }
    }
}
