//! Questions: what is asked, and for each kind how it is judged, shown in words and exported.
//!
//! A new kind is one variant here and one file beside; the compiler then names every place that has to know it.

mod best_worst;
mod cells;
mod choice;
mod column;
mod contact;
mod date;
pub mod design;
pub mod files;
mod matrix;
mod number;
mod option;
mod pairwise;
mod places;
mod points;
mod postcode;
mod problems;
mod ranking;
mod rating;
mod text;
mod yes_no;

use serde::{Deserialize, Serialize};

use crate::{
    answer::Answer,
    fields::Fields,
    language::Language,
    library::Origin,
    questionnaire::QuestionId,
    refusal::{DatePart, Extreme, Reason, Refusal},
    routing::Condition,
    translation::{Translations, UNIT},
};

use self::option::is_false;
pub use self::{
    best_worst::{BestWorst, ComparedSet},
    cells::{Expected, Misread, NOT_TICKED, TICKED},
    choice::{MultipleChoice, SingleChoice},
    column::{Column, Value, Values},
    contact::{ContactDetails, Ways},
    date::Date,
    files::{Attachment, FileFault, FileFormat, Files},
    matrix::Matrix,
    number::Number,
    option::{AnswerOption, label},
    pairwise::{ComparedPair, NO_PREFERENCE, Pairwise},
    places::Places,
    points::Points,
    ranking::Ranking,
    rating::{DONT_KNOW, Rating},
    text::{Text, TextList},
    yes_no::YesNo,
};

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its stable name.
    pub id: QuestionId,
    /// What is asked, as a person reads it.
    pub text: String,
    /// Help under the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Whether it may be left blank.
    #[serde(default)]
    pub required: bool,
    /// Whether each respondent sees its options, or the rows of a table, in an order of their own.
    #[serde(default, skip_serializing_if = "is_false")]
    pub random_order: bool,
    /// When it is shown; always, if there is no condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_when: Option<Condition>,
    /// What shape its answer has.
    pub kind: QuestionKind,
    /// The entry of the library that it is, as long as nobody has changed what it asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_library: Option<Origin>,
    /// Its words in other languages.
    #[serde(default, skip_serializing_if = "Translations::is_empty")]
    pub translations: Translations,
    /// The language that its words are in, where [`Questionnaire::spoken`](crate::questionnaire::Questionnaire::spoken) put
    /// others in the place of the English ones; never stored.
    #[serde(skip)]
    pub spoken_in: Option<Language>,
}

/// The kinds of question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// One of several options.
    SingleChoice(SingleChoice),
    /// Some of several options.
    MultipleChoice(MultipleChoice),
    /// Yes or no.
    YesNo(YesNo),
    /// A point on a scale.
    Rating(Rating),
    /// One option for each of several rows.
    Matrix(Matrix),
    /// Some options in order.
    Ranking(Ranking),
    /// The best and the worst of several sets.
    BestWorst(BestWorst),
    /// One of two, several times.
    Pairwise(Pairwise),
    /// A number of points shared out over options.
    Points(Points),
    /// A number.
    Number(Number),
    /// A date.
    Date(Date),
    /// A short or long text.
    Text(Text),
    /// Several short texts.
    TextList(TextList),
    /// A postcode or its first half.
    Postcode,
    /// Places, by postcode, grid reference or name.
    Places(Places),
    /// An email address or a telephone number and what it may be used for.
    Contact(ContactDetails),
    /// A few files.
    Files(Files),
    /// Words to read; nothing is asked.
    Information(Information),
}

/// Words to read between questions, perhaps with a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Information {
    /// What the link says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_text: Option<String>,
    /// Where the link leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl Question {
    /// Makes a question that may be left blank and is always shown.
    pub fn new(id: impl Into<QuestionId>, text: impl Into<String>, kind: QuestionKind) -> Self {
        Self {
            id: id.into(),
            text: text.into(),
            hint: None,
            required: false,
            random_order: false,
            shown_when: None,
            kind,
            from_library: None,
            translations: Translations::default(),
            spoken_in: None,
        }
    }

    /// Judges what was typed: an answer, nothing, or what has to be put right.
    ///
    /// The question must be the one that [`crate::questionnaire::Questionnaire::offered`] gives.
    pub fn judge(&self, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let id = self.id.as_str();
        let answer = match &self.kind {
            QuestionKind::SingleChoice(kind) => kind.judge(id, fields),
            QuestionKind::MultipleChoice(kind) => kind.judge(id, fields),
            QuestionKind::YesNo(kind) => kind.judge(id, fields),
            QuestionKind::Rating(kind) => kind.judge(id, fields),
            QuestionKind::Matrix(kind) => kind.judge(id, fields),
            QuestionKind::Ranking(kind) => kind.judge(id, fields),
            QuestionKind::BestWorst(kind) => kind.judge(id, fields),
            QuestionKind::Pairwise(kind) => kind.judge(id, fields),
            QuestionKind::Points(kind) => kind.judge(id, fields),
            QuestionKind::Number(kind) => kind.judge(id, fields, &self.translations.words_for(UNIT)),
            QuestionKind::Date(kind) => kind.judge(id, fields),
            QuestionKind::Text(kind) => kind.judge(id, fields),
            QuestionKind::TextList(kind) => kind.judge(id, fields),
            QuestionKind::Postcode => postcode::judge(id, fields),
            QuestionKind::Places(kind) => kind.judge(id, fields),
            QuestionKind::Contact(kind) => kind.judge(id, fields),
            QuestionKind::Files(kind) => kind.judge(id, fields),
            QuestionKind::Information(_) => Ok(None),
        }?;
        let blanks = if self.required { self.blanks(answer.as_ref()) } else { Vec::new() };
        if blanks.is_empty() { Ok(answer) } else { Err(blanks) }
    }

    /// Names what was left blank: each row or comparison, or the question as a whole.
    fn blanks(&self, answer: Option<&Answer>) -> Vec<Refusal> {
        match &self.kind {
            QuestionKind::Matrix(kind) => kind.blanks(&self.id, answer),
            QuestionKind::BestWorst(kind) => kind.blanks(&self.id, answer),
            QuestionKind::Pairwise(kind) => kind.blanks(&self.id, answer),
            kind if answer.is_none() && kind.is_asked() => vec![Refusal::new(self.first_field(), Reason::Missing)],
            _ => Vec::new(),
        }
    }

    /// Gives the name of the field on which the question's error message leads.
    pub fn first_field(&self) -> String {
        let id = &self.id;
        match &self.kind {
            QuestionKind::Matrix(kind) => {
                kind.rows.first().map_or_else(|| id.clone(), |row| format!("{id}.{}", row.id))
            }
            QuestionKind::BestWorst(kind) => {
                kind.sets.first().map_or_else(|| id.clone(), |set| set.field(id, Extreme::Best))
            }
            QuestionKind::Pairwise(kind) => kind.pairs.first().map_or_else(|| id.clone(), |pair| pair.field(id)),
            QuestionKind::Points(kind) => {
                kind.options.first().map_or_else(|| id.clone(), |option| format!("{id}.{}", option.id))
            }
            QuestionKind::Ranking(_) | QuestionKind::TextList(_) => format!("{id}.1"),
            QuestionKind::Places(_) => format!("{id}.1.where"),
            QuestionKind::Date(_) => DatePart::Day.field(id),
            QuestionKind::Contact(kind) => kind.first_field(id),
            _ => id.clone(),
        }
    }

    /// Says whether a form field belongs to this question.
    pub fn owns(&self, field: &str) -> bool {
        field.strip_prefix(self.id.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// Gives the columns that the question has in an export; personal questions have none.
    pub fn columns(&self) -> Vec<Column> {
        let parts = match &self.kind {
            QuestionKind::SingleChoice(kind) => kind.columns(),
            QuestionKind::MultipleChoice(kind) => kind.columns(),
            QuestionKind::Matrix(kind) => kind.columns(),
            QuestionKind::Ranking(kind) => kind.columns(),
            QuestionKind::BestWorst(kind) => kind.columns(),
            QuestionKind::Pairwise(kind) => kind.columns(),
            QuestionKind::Points(kind) => kind.columns(),
            QuestionKind::Rating(kind) => kind.columns(),
            QuestionKind::YesNo(kind) => vec![Column::whole(Values::one_of(&kind.options))],
            QuestionKind::Number(_) => vec![Column::whole(Values::Number)],
            QuestionKind::Date(_) => vec![Column::whole(Values::Day)],
            QuestionKind::Text(_) | QuestionKind::Postcode | QuestionKind::Files(_) => {
                vec![Column::whole(Values::Words)]
            }
            QuestionKind::TextList(kind) => kind.columns(),
            QuestionKind::Places(kind) => kind.columns(),
            QuestionKind::Contact(_) | QuestionKind::Information(_) => Vec::new(),
        };
        parts.into_iter().map(|part| self.column(part)).collect()
    }

    /// Gives the cells of an answer, one for each of [`Question::columns`]; numbers are given as digits.
    pub fn cells(&self, answer: &Answer) -> Vec<String> {
        match (&self.kind, answer) {
            (QuestionKind::SingleChoice(kind), Answer::Choice(chosen)) => kind.cells(chosen),
            (QuestionKind::MultipleChoice(kind), Answer::Choices(chosen)) => kind.cells(chosen),
            (QuestionKind::YesNo(_), Answer::Choice(chosen)) => vec![chosen.option.clone()],
            (QuestionKind::Rating(kind), Answer::Rating(rated)) => kind.cells(*rated),
            (QuestionKind::Matrix(kind), Answer::Matrix(rows)) => kind.cells(rows),
            (QuestionKind::Ranking(kind), Answer::Ranking(order)) => kind.cells(order),
            (QuestionKind::BestWorst(kind), Answer::BestWorst(all)) => kind.cells(all),
            (QuestionKind::Pairwise(kind), Answer::Pairwise(all)) => kind.cells(all),
            (QuestionKind::Points(kind), Answer::Points(points)) => kind.cells(points),
            (QuestionKind::Number(_), Answer::Number(number)) => vec![number.to_string()],
            (QuestionKind::Date(_), Answer::Date(date)) => vec![date.to_string()],
            (QuestionKind::Text(_), Answer::Text(text)) | (QuestionKind::Postcode, Answer::Postcode(text)) => {
                vec![text.clone()]
            }
            (QuestionKind::TextList(kind), Answer::Texts(texts)) => kind.cells(texts),
            (QuestionKind::Places(kind), Answer::Places(places)) => kind.cells(places),
            (QuestionKind::Files(_), Answer::Files(files)) => Files::cells(files),
            _ => vec![String::new(); self.columns().len()],
        }
    }

    /// Says an answer in lines that a person can read.
    pub fn say(&self, answer: &Answer) -> Vec<String> {
        match (&self.kind, answer) {
            (QuestionKind::SingleChoice(kind), Answer::Choice(chosen)) => vec![choice::say(&kind.options, chosen)],
            (QuestionKind::MultipleChoice(kind), Answer::Choices(all)) => {
                all.iter().map(|chosen| choice::say(&kind.options, chosen)).collect()
            }
            (QuestionKind::YesNo(kind), Answer::Choice(chosen)) => vec![choice::say(&kind.options, chosen)],
            (QuestionKind::Rating(kind), Answer::Rating(rated)) => vec![kind.say(*rated)],
            (QuestionKind::Matrix(kind), Answer::Matrix(rows)) => kind.say(rows),
            (QuestionKind::Ranking(kind), Answer::Ranking(order)) => kind.say(order),
            (QuestionKind::BestWorst(kind), Answer::BestWorst(all)) => kind.say(all),
            (QuestionKind::Pairwise(kind), Answer::Pairwise(all)) => kind.say(all),
            (QuestionKind::Points(kind), Answer::Points(points)) => kind.say(points),
            (QuestionKind::Number(kind), Answer::Number(number)) => vec![kind.say(*number)],
            (QuestionKind::Date(_), Answer::Date(date)) => vec![date::say(*date)],
            (_, Answer::Text(text) | Answer::Postcode(text)) => vec![text.clone()],
            (_, Answer::Texts(texts)) => texts.clone(),
            (QuestionKind::Places(kind), Answer::Places(places)) => kind.say(places),
            (QuestionKind::Contact(kind), Answer::Contact(contact)) => kind.say(contact),
            (_, Answer::Files(files)) => Files::say(files),
            _ => Vec::new(),
        }
    }

    fn column(&self, part: Column) -> Column {
        let dotted = if part.name.is_empty() { String::new() } else { format!(".{}", part.name) };
        let colon = if part.label.is_empty() { String::new() } else { format!(": {}", part.label) };
        Column { name: format!("{}{dotted}", self.id), label: format!("{}{colon}", self.text), values: part.values }
    }
}

impl QuestionKind {
    /// Gives the options, for the kinds that have them.
    pub fn options(&self) -> &[AnswerOption] {
        match self {
            Self::SingleChoice(kind) => &kind.options,
            Self::MultipleChoice(kind) => &kind.options,
            Self::YesNo(kind) => &kind.options,
            Self::Ranking(kind) => &kind.options,
            Self::BestWorst(kind) => &kind.options,
            Self::Pairwise(kind) => &kind.options,
            Self::Points(kind) => &kind.options,
            Self::Matrix(kind) => &kind.options,
            Self::Places(kind) => &kind.options,
            _ => &[],
        }
    }

    /// Gives the options to be changed, for the kinds that have them.
    pub(crate) fn options_mut(&mut self) -> &mut [AnswerOption] {
        match self {
            Self::SingleChoice(kind) => &mut kind.options,
            Self::MultipleChoice(kind) => &mut kind.options,
            Self::YesNo(kind) => &mut kind.options,
            Self::Ranking(kind) => &mut kind.options,
            Self::BestWorst(kind) => &mut kind.options,
            Self::Pairwise(kind) => &mut kind.options,
            Self::Points(kind) => &mut kind.options,
            Self::Matrix(kind) => &mut kind.options,
            Self::Places(kind) => &mut kind.options,
            _ => &mut [],
        }
    }

    /// Names the earlier question from whose chosen options this one takes its own.
    pub fn options_from(&self) -> Option<&str> {
        match self {
            Self::Ranking(kind) => kind.options_from.as_deref(),
            _ => None,
        }
    }

    /// Gives what can be chosen, and the rows that it can be chosen for.
    pub fn offered(&self) -> impl Iterator<Item = &AnswerOption> {
        let rows = match self {
            Self::Matrix(kind) => kind.rows.as_slice(),
            _ => &[],
        };
        self.options().iter().chain(rows)
    }

    /// Sets the options of a ranking that takes them from an earlier question.
    pub(crate) fn set_options(&mut self, options: Vec<AnswerOption>) {
        if let Self::Ranking(kind) = self {
            kind.options = options;
        }
    }

    /// Says whether it asks for anything at all.
    pub fn is_asked(&self) -> bool {
        !matches!(self, Self::Information(_))
    }

    /// Says whether its answer is files, which are kept as they come and not among what was typed.
    pub fn is_attached(&self) -> bool {
        matches!(self, Self::Files(_))
    }

    /// Says whether its answer is personal data, which is stored apart and never exported with answers.
    pub fn is_personal(&self) -> bool {
        matches!(self, Self::Contact(_))
    }
}
