//! A question as it is read from its form, or what has to be put right.

use domain::{
    editing::{Kind, read_options},
    fields::Fields,
    question::{
        AnswerOption, BestWorst, ContactDetails, DONT_KNOW, Date, Files, Information, Matrix, MultipleChoice, Number,
        Pairwise, Places, Points, Question, QuestionKind, Ranking, Rating, SingleChoice, Text, TextList, Ways, YesNo,
        design::{self, NoDesign},
    },
    refusal::{Reason, Refusal},
    time::Entropy,
    vocabulary::Word,
};

use super::kinds::OWN;
use crate::{pages::staff::asking::Told, parts::safe_url};

/// A form that was sent, with the question that it changes.
pub(super) struct Sent<'a> {
    /// The kind that the question gets.
    pub(super) kind: Kind,
    /// What the form asks.
    pub(super) asked: &'a [Question],
    /// What was typed.
    pub(super) fields: &'a Fields,
    /// The question as it was.
    pub(super) old: Option<&'a Question>,
    /// Where the names and the order of comparisons come from.
    pub(super) entropy: &'a dyn Entropy,
}

impl Sent<'_> {
    /// Reads the question; one that is new has no name yet.
    pub(super) fn read(&self) -> Result<Question, Vec<Refusal>> {
        let mut told = Told::new(self.asked, self.fields);
        let kind = self.kind(&mut told);
        let text = told.needed_words("text");
        let asks_the_same = self.old.filter(|old| old.text == text && old.kind == kind);
        let from_library = asks_the_same.and_then(|old| old.from_library.clone());
        let is_mixed = told.is_ticked("random-order") && kind.can_be_mixed();
        let id = self.old.map(|old| old.id.clone()).unwrap_or_default();
        let question = Question {
            from_library,
            hint: told.words("hint"),
            required: told.is_ticked("required"),
            random_order: is_mixed,
            shown_when: self.old.and_then(|old| old.shown_when.clone()),
            ..Question::new(id, text, kind)
        };
        let refusals = told.refusals(self.asked);
        if refusals.is_empty() { Ok(question) } else { Err(refusals) }
    }

    fn kind(&self, told: &mut Told) -> QuestionKind {
        match self.kind {
            Kind::SingleChoice => QuestionKind::SingleChoice(SingleChoice { options: self.options(told, 1) }),
            Kind::MultipleChoice => QuestionKind::MultipleChoice(MultipleChoice {
                options: self.options(told, 1),
                at_most: told.number("at-most"),
            }),
            Kind::YesNo => QuestionKind::YesNo(yes_no(told, self.old.map_or(&[], |old| old.kind.options()))),
            Kind::Rating => QuestionKind::Rating(self.rating(told)),
            Kind::Matrix => {
                let old = match self.old.map(|old| &old.kind) {
                    Some(QuestionKind::Matrix(old)) => old.rows.as_slice(),
                    _ => &[],
                };
                QuestionKind::Matrix(Matrix { rows: lines(told, "rows", old, 1), options: self.options(told, 1) })
            }
            Kind::Ranking => QuestionKind::Ranking(self.ranking(told)),
            Kind::BestWorst => QuestionKind::BestWorst(self.best_worst(told)),
            Kind::Pairwise => QuestionKind::Pairwise(self.pairwise(told)),
            Kind::Points => QuestionKind::Points(Points {
                options: self.options(told, 1),
                total: told.number("total").unwrap_or_default(),
            }),
            Kind::Places => {
                let at_most = told.number("at-most").unwrap_or_default();
                QuestionKind::Places(Places { at_most, options: self.options(told, 0) })
            }
            kind => without_options(kind, told),
        }
    }

    fn options(&self, told: &mut Told, least: usize) -> Vec<AnswerOption> {
        lines(told, "options", self.old.map_or(&[], |old| old.kind.options()), least)
    }

    fn rating(&self, told: &mut Told) -> Rating {
        let least: u8 = told.chosen("least").and_then(|word| word.parse().ok()).unwrap_or_default();
        let most: u8 = told.number("most").unwrap_or_default();
        if most <= least {
            told.refuse("most", Reason::TooSmall { least: (least + 1).to_string() });
        }
        let mut labels = match self.old.map(|old| &old.kind) {
            Some(QuestionKind::Rating(old)) if (old.least, old.most) == (least, most) => old.labels.clone(),
            _ => std::collections::BTreeMap::new(),
        };
        labels.extend([(least, told.needed_words("low")), (most, told.needed_words("high"))]);
        Rating { least, most, labels, dont_know: told.words("dont-know") }
    }

    fn ranking(&self, told: &mut Told) -> Ranking {
        let options_from = told.chosen("options-from").filter(|from| *from != OWN).map(str::to_owned);
        let places = told.number("places").unwrap_or_default();
        if options_from.is_some() {
            return Ranking { options: Vec::new(), options_from, places };
        }
        let options = self.options(told, 1);
        if places > options.len() && !options.is_empty() {
            told.refuse("places", Reason::TooLarge { most: options.len().to_string() });
        }
        Ranking { options, options_from, places }
    }

    /// Keeps the sets where nothing that they rest on has changed, because answers are kept by their names.
    fn best_worst(&self, told: &mut Told) -> BestWorst {
        let options = self.options(told, 3);
        let (best_label, worst_label) = (told.needed_words("best"), told.needed_words("worst"));
        let (shown, count) = (told.number("shown").unwrap_or(3), told.number("sets").unwrap_or_default());
        let kept = match self.old.map(|old| &old.kind) {
            Some(QuestionKind::BestWorst(old))
                if are_same(&old.options, &options)
                    && old.sets.len() == count
                    && old.sets.iter().all(|set| set.options.len() == shown) =>
            {
                Some(old.sets.clone())
            }
            _ => None,
        };
        let ids = names(&options);
        let sets = kept.map_or_else(|| design::best_worst(&ids, shown, count, self.entropy), Ok);
        let sets = sets.unwrap_or_else(|none| no_design(told, none, "sets"));
        BestWorst { options, best_label, worst_label, sets }
    }

    fn pairwise(&self, told: &mut Told) -> Pairwise {
        let options = self.options(told, 2);
        let count = told.number("pairs").unwrap_or_default();
        let kept = match self.old.map(|old| &old.kind) {
            Some(QuestionKind::Pairwise(old)) if are_same(&old.options, &options) && old.pairs.len() == count => {
                Some(old.pairs.clone())
            }
            _ => None,
        };
        let pairs = kept.map_or_else(|| design::pairwise(&names(&options), count, self.entropy), Ok);
        let pairs = pairs.unwrap_or_else(|none| no_design(told, none, "pairs"));
        Pairwise { options, no_preference: told.words("no-preference"), pairs }
    }
}

fn without_options(kind: Kind, told: &mut Told) -> QuestionKind {
    match kind {
        Kind::Number => QuestionKind::Number(number(told)),
        Kind::Date => QuestionKind::Date(date(told)),
        Kind::Text => QuestionKind::Text(Text {
            limit: told.number("limit").unwrap_or_default(),
            multiline: told.is_ticked("multiline"),
        }),
        Kind::TextList => QuestionKind::TextList(TextList {
            at_most: told.number("at-most").unwrap_or_default(),
            limit: told.number("limit").unwrap_or_default(),
            label: told.needed_words("label"),
        }),
        Kind::Contact => QuestionKind::Contact(ContactDetails {
            ways: told.chosen("ways").and_then(Ways::from_word).unwrap_or(Ways::Email),
            updates_label: told.needed_words("updates"),
            interview_label: told.needed_words("interview"),
        }),
        Kind::Files => QuestionKind::Files(Files { at_most: told.number("at-most").unwrap_or_default() }),
        Kind::Information => QuestionKind::Information(information(told)),
        _ => QuestionKind::Postcode,
    }
}

/// Reads options from lines, of which none may be there twice.
fn lines(told: &mut Told, id: &str, old: &[AnswerOption], least: usize) -> Vec<AnswerOption> {
    let options = read_options(&told.needed_words(id), old);
    let twice = options
        .iter()
        .enumerate()
        .find(|(place, option)| options[..*place].iter().any(|other| other.label == option.label));
    if let Some((_, option)) = twice {
        told.refuse(id, Reason::LineTwice { line: option.label.clone() });
    }
    if options.len() < least {
        told.refuse(id, Reason::TooFewLines { least });
    }
    options
}

fn names(options: &[AnswerOption]) -> Vec<String> {
    options.iter().map(|option| option.id.clone()).collect()
}

fn are_same(old: &[AnswerOption], new: &[AnswerOption]) -> bool {
    let sorted = |options: &[AnswerOption]| {
        let mut names = names(options);
        names.sort_unstable();
        names
    };
    sorted(old) == sorted(new)
}

/// Says why comparisons cannot be made, at the field that would let them.
fn no_design<T>(told: &mut Told, none: NoDesign, count: &str) -> Vec<T> {
    match none {
        NoDesign::TooFewOptions { least } => told.refuse("options", Reason::TooFewLines { least }),
        NoDesign::TooFewComparisons { least } => told.refuse(count, Reason::TooSmall { least: least.to_string() }),
        NoDesign::SetTooSmall => told.refuse("shown", Reason::TooSmall { least: "3".to_owned() }),
    }
    Vec::new()
}

fn yes_no(told: &Told, old: &[AnswerOption]) -> YesNo {
    let unknown = told.words(DONT_KNOW);
    let kind = if unknown.is_some() { YesNo::new().or_dont_know() } else { YesNo::new() };
    let labels = [told.needed_words("yes"), told.needed_words("no")].into_iter().chain(unknown);
    let kept = |option: AnswerOption| old.iter().find(|old| old.id == option.id).cloned().unwrap_or(option);
    let options = kind.options.into_iter().zip(labels).map(|(option, label)| AnswerOption { label, ..kept(option) });
    YesNo { options: options.collect() }
}

fn number(told: &mut Told) -> Number {
    let (least, most) = (told.decimal("smallest"), told.decimal("largest"));
    if let Some(least) = least.filter(|least| most.is_some_and(|most| most < *least)) {
        told.refuse("largest", Reason::TooSmall { least: least.written() });
    }
    Number { unit: told.words("unit"), least, most, decimals: told.number("decimals").unwrap_or_default() }
}

fn date(told: &mut Told) -> Date {
    let (earliest, latest) = (told.date("earliest"), told.date("latest"));
    if let Some(earliest) = earliest.filter(|earliest| latest.is_some_and(|latest| latest < *earliest)) {
        told.refuse("latest.day", Reason::TooEarly { earliest });
    }
    Date { earliest, latest }
}

fn information(told: &mut Told) -> Information {
    let (link_text, link) = (told.words("link-text"), told.words("link"));
    if link.as_deref().is_some_and(|link| safe_url(link).is_none()) {
        told.refuse("link", Reason::NotALink);
    }
    match (&link_text, &link) {
        (Some(_), None) => told.refuse("link", Reason::Missing),
        (None, Some(_)) => told.refuse("link-text", Reason::Missing),
        _ => {}
    }
    Information { link_text, link }
}
