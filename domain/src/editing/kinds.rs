//! The kinds of question by their names, for choosing one.

use crate::{question::QuestionKind, vocabulary::vocabulary};

vocabulary! {
    /// A kind of question without what belongs to one question.
    Kind {
        /// One of several options.
        SingleChoice = "single-choice",
        /// Some of several options.
        MultipleChoice = "multiple-choice",
        /// Yes or no.
        YesNo = "yes-no",
        /// A point on a scale.
        Rating = "rating",
        /// One option for each of several rows.
        Matrix = "matrix",
        /// Some options in order.
        Ranking = "ranking",
        /// The best and the worst of several sets.
        BestWorst = "best-worst",
        /// One of two, several times.
        Pairwise = "pairwise",
        /// A number of points shared out over options.
        Points = "points",
        /// A number.
        Number = "number",
        /// A date.
        Date = "date",
        /// A short or long text.
        Text = "text",
        /// Several short texts.
        TextList = "text-list",
        /// A postcode or its first half.
        Postcode = "postcode",
        /// Places, by postcode, grid reference or name.
        Places = "places",
        /// An email address or a telephone number and what it may be used for.
        Contact = "contact",
        /// A few files.
        Files = "files",
        /// Words to read; nothing is asked.
        Information = "information",
    }
}

impl Kind {
    /// Names the kind of a question.
    pub fn of(kind: &QuestionKind) -> Self {
        match kind {
            QuestionKind::SingleChoice(_) => Self::SingleChoice,
            QuestionKind::MultipleChoice(_) => Self::MultipleChoice,
            QuestionKind::YesNo(_) => Self::YesNo,
            QuestionKind::Rating(_) => Self::Rating,
            QuestionKind::Matrix(_) => Self::Matrix,
            QuestionKind::Ranking(_) => Self::Ranking,
            QuestionKind::BestWorst(_) => Self::BestWorst,
            QuestionKind::Pairwise(_) => Self::Pairwise,
            QuestionKind::Points(_) => Self::Points,
            QuestionKind::Number(_) => Self::Number,
            QuestionKind::Date(_) => Self::Date,
            QuestionKind::Text(_) => Self::Text,
            QuestionKind::TextList(_) => Self::TextList,
            QuestionKind::Postcode => Self::Postcode,
            QuestionKind::Places(_) => Self::Places,
            QuestionKind::Contact(_) => Self::Contact,
            QuestionKind::Files(_) => Self::Files,
            QuestionKind::Information(_) => Self::Information,
        }
    }
}
