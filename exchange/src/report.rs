//! What a report says of a file: where, what became of it, and why, as data.

use domain::{language::Language, questionnaire::QuestionId};

/// One thing that is not as it was in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub reason: Reason,
}

/// Where something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The name that the file has for it, or the row; empty where it is about the whole file.
    pub code: String,
    /// The question that it became, if it became one.
    pub question: Option<QuestionId>,
}

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was left out.
    LeftOut,
    /// It was brought over with a change.
    Changed,
    /// The file does not say, so that somebody has to.
    Unknown,
}

/// What was done with something, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Left out: there is no such kind of question here.
    NoSuchKind {
        /// The kind, by the file's own word for it.
        kind: String,
        /// What was asked.
        words: String,
    },
    /// Left out: nobody saw it.
    Hidden {
        /// What it would have asked.
        words: String,
    },
    /// Left out: a question that the respondent could answer several times over.
    Repeated {
        /// What was asked.
        words: String,
    },
    /// Left out: its condition cannot be said here, so that everybody sees it.
    Condition {
        /// The condition as it was written.
        condition: String,
    },
    /// Left out: a rule for answers.
    Rule {
        /// The rule as it was written.
        rule: String,
    },
    /// Left out: at least so many had to be chosen.
    AtLeast {
        /// How many.
        count: String,
    },
    /// Left out: an answer that was filled in beforehand.
    Default {
        /// The answer.
        answer: String,
    },
    /// Left out: the order was mixed.
    MixedOrder,
    /// Left out: what could be chosen rested on another answer.
    Filter {
        /// What it rested on.
        filter: String,
    },
    /// Left out: quotas that ended the survey for some.
    Quotas {
        /// How many.
        count: usize,
    },
    /// Left out: points for answers.
    Assessments,
    /// Left out: the words in languages that are not known here, or that come a second time.
    Languages {
        /// The language that was brought over; empty where the file does not name it.
        kept: String,
        /// The others.
        others: Vec<String>,
    },
    /// Left out: words in another language for which there are none in English.
    NotInEnglish {
        /// The language.
        language: Language,
        /// The words.
        words: String,
    },
    /// Left out: a text that has no place in a questionnaire.
    Text {
        /// Which text.
        which: Text,
        /// Its words.
        words: String,
    },
    /// Left out: pictures, films, scripts or forms within the words.
    Embedded {
        /// What they are, by the names of their elements.
        elements: Vec<String>,
    },
    /// Left out: a setting of a question that does something.
    Setting {
        /// Its name.
        name: String,
        /// What it is set to.
        value: String,
    },
    /// Left out: a row that is about the device or the person and not a question.
    Metadata {
        /// What the row is, by the file's own word.
        kind: String,
    },
    /// Left out: there were more than a person can be asked.
    TooMany {
        /// How many are kept.
        kept: usize,
    },
    /// Changed: bold, lists and other formatting became plain words.
    Formatting,
    /// Changed: the words are in another language than English, and became those in which all others are translated.
    TakenForEnglish {
        /// The language, as the file names it.
        language: String,
    },
    /// Changed: one question became several.
    SplitUp {
        /// How many.
        into: usize,
    },
    /// Changed: the room for a comment became a question of its own.
    CommentApart,
    /// Changed: the comments on each answer became one question.
    CommentsTogether,
    /// Changed: a table with two scales became two tables.
    TwoTables,
    /// Changed: whoever left it blank was asked again, and may now leave it blank.
    AskedOnce,
    /// Changed: texts have a limit, which they did not have.
    Limit {
        /// The most characters.
        limit: usize,
    },
    /// Changed: the answers are those that the other program shows, which the file does not hold.
    UsualAnswers,
    /// Changed: a moment became a day.
    DayOnly,
    /// Changed: a position became a place that people name.
    PlaceByName,
    /// Changed: files have limits of their own here, of which the formats may be others.
    FileLimits {
        /// The most files that a question takes.
        at_most: usize,
    },
    /// Changed: it was scanned, and is now written.
    Scanned,
    /// Changed: a bound that did not belong to what is allowed belongs to it now.
    BoundIncluded {
        /// The bound.
        bound: String,
    },
    /// Changed: a page without a heading got one.
    HeadingGiven,
    /// Changed: it has its own name no more, because another question has it already.
    Renamed {
        /// The name that it would have had.
        from: QuestionId,
    },
    /// Unknown: what the ends of a scale mean.
    Ends,
    /// Unknown: words that the other program put in place of a mark, such as an earlier answer.
    Placeholder {
        /// The mark.
        mark: String,
    },
    /// Unknown: the words are missing.
    NoWords,
    /// Unknown: there is nothing to choose from.
    NoAnswers,
    /// Unknown: how it is asked and what can be chosen, so that it asks for words.
    Kind {
        /// The kind, by the file's own word for it.
        kind: String,
    },
    /// Unknown: some words in another language: there are none, or they are the same as in English.
    Untranslated {
        /// The language.
        language: Language,
        /// How many texts are not said in it.
        missing: usize,
        /// Of how many.
        texts: usize,
    },
    /// Unknown: who is shown what; the file says only that not everybody is.
    Routing,
}

/// A text that has no place in a questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// What a survey is about.
    Description,
    /// What stands before the first question.
    Welcome,
    /// What stands after the last.
    End,
    /// What is said of personal data.
    Privacy,
    /// What stands before an answer.
    Before,
    /// What is said where an answer breaks a rule.
    RuleBroken,
}

impl Reason {
    /// Says what became of it.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::NoSuchKind { .. }
            | Self::Hidden { .. }
            | Self::Repeated { .. }
            | Self::Condition { .. }
            | Self::Rule { .. }
            | Self::AtLeast { .. }
            | Self::Default { .. }
            | Self::MixedOrder
            | Self::Filter { .. }
            | Self::Quotas { .. }
            | Self::Assessments
            | Self::Languages { .. }
            | Self::NotInEnglish { .. }
            | Self::Text { .. }
            | Self::Embedded { .. }
            | Self::Setting { .. }
            | Self::Metadata { .. }
            | Self::TooMany { .. } => Outcome::LeftOut,
            Self::Formatting
            | Self::TakenForEnglish { .. }
            | Self::SplitUp { .. }
            | Self::CommentApart
            | Self::CommentsTogether
            | Self::TwoTables
            | Self::AskedOnce
            | Self::Limit { .. }
            | Self::UsualAnswers
            | Self::DayOnly
            | Self::FileLimits { .. }
            | Self::PlaceByName
            | Self::Scanned
            | Self::BoundIncluded { .. }
            | Self::HeadingGiven
            | Self::Renamed { .. } => Outcome::Changed,
            Self::Ends
            | Self::Placeholder { .. }
            | Self::NoWords
            | Self::NoAnswers
            | Self::Kind { .. }
            | Self::Untranslated { .. }
            | Self::Routing => Outcome::Unknown,
        }
    }
}

/// Adds a note, unless the last ones about the same place say it already.
pub(crate) fn add(report: &mut Vec<Note>, note: Note) {
    let of_place = report.iter().rev().take_while(|known| known.place.code == note.place.code);
    if of_place.into_iter().all(|known| *known != note) {
        report.push(note);
    }
}

impl Place {
    /// The whole file.
    pub fn whole() -> Self {
        Self::default()
    }

    /// Something that became no question.
    pub fn of(code: impl Into<String>) -> Self {
        Self { code: code.into(), question: None }
    }

    /// Something that became a question.
    pub fn became(code: impl Into<String>, question: impl Into<QuestionId>) -> Self {
        Self { code: code.into(), question: Some(question.into()) }
    }
}
