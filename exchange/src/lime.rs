//! The structure of a survey as `LimeSurvey` exports it (`.lss`), from the versions 1.9 to 6.
//!
//! Groups become pages. Conditions are brought over where they mean exactly the same here; where not, everybody sees the
//! question, and the report gives the condition as it was written.

mod kinds;
mod settings;
mod survey;
mod tables;

use domain::{
    question::{Question, QuestionKind},
    questionnaire::{Page, Questionnaire, Roles},
    routing::Condition,
};

use self::{
    kinds::{Becomes, OTHER, Piece, becomes},
    survey::{Asked as LimeQuestion, Comparison, Group, Survey},
};
use crate::{
    Brought, Format, Imported,
    condition::{Asked, Known},
    expression::{self, Expression, Sign},
    languages,
    naming::Names,
    plain::{placeholders, plain},
    read::NotRead,
    report::{self, Note, Place, Reason, Text},
};

/// Reads a survey.
pub fn read(text: &str) -> Result<Imported, NotRead> {
    let document = tables::parse(text)?;
    let tables = tables::tables(&document)?;
    let survey::Languages { kept, others } = survey::languages(&tables);
    languages::read(&kept, &others, |language| read_in(&survey::survey(&tables, &kept, language)))
}

fn read_in(survey: &Survey) -> Result<Imported, NotRead> {
    if survey.groups.iter().all(|group| group.questions.is_empty()) {
        return Err(NotRead::NoQuestions);
    }
    let Survey { sid, is_translation, .. } = survey;
    let (sid, pages) = (sid.clone(), Names::of_pages());
    let mut reader = Reader { sid, is_translation: *is_translation, pages, ..Reader::default() };
    reader.whole(survey);
    let pages = survey.groups.iter().zip(1..).map(|(group, number)| reader.page(group, number)).collect();
    Ok(Imported {
        format: Format::LimeSurvey,
        title: plain(&survey.texts["surveyls_title"]).words,
        questionnaire: Questionnaire { pages, roles: Roles::default() },
        brought: reader.brought,
        report: reader.report,
    })
}

/// What is known while a survey is read from its beginning to its end.
#[derive(Default)]
struct Reader {
    sid: String,
    /// Whether it is read for its words in another language.
    is_translation: bool,
    pages: Names,
    questions: Names,
    known: Known,
    brought: Vec<Brought>,
    report: Vec<Note>,
}

impl Reader {
    fn note(&mut self, place: &Place, reason: Reason) {
        report::add(&mut self.report, Note { place: place.clone(), reason });
    }

    /// Tells what is about the survey as a whole.
    fn whole(&mut self, survey: &Survey) {
        let whole = Place::whole();
        let texts = [
            ("surveyls_description", Text::Description),
            ("surveyls_welcometext", Text::Welcome),
            ("surveyls_endtext", Text::End),
            ("surveyls_policy_notice", Text::Privacy),
        ];
        for (name, which) in texts {
            let words = plain(&survey.texts[name]).words;
            if !words.is_empty() {
                self.note(&whole, Reason::Text { which, words });
            }
        }
        if survey.quotas > 0 {
            self.note(&whole, Reason::Quotas { count: survey.quotas });
        }
        if survey.has_assessments {
            self.note(&whole, Reason::Assessments);
        }
    }

    /// Reads HTML as words, and tells what of it is not words.
    fn words(&mut self, place: &Place, html: &str) -> String {
        let read = plain(html);
        for loss in read.losses.into_iter().chain(placeholders(&read.words)) {
            self.note(place, loss);
        }
        read.words
    }

    fn page(&mut self, group: &Group, number: usize) -> Page {
        let mut title = plain(&group.name).words;
        let place = Place::of(if title.is_empty() { number.to_string() } else { title.clone() });
        self.words(&place, &group.name);
        if title.is_empty() {
            title = format!("Page {number}");
            self.note(&place, Reason::HeadingGiven);
        }
        if group.is_mixed {
            self.note(&place, Reason::MixedOrder);
        }
        let intro = Some(self.words(&place, &group.description)).filter(|intro| !intro.is_empty());
        let shown_when = self.shown_when(&place, &group.relevance, &[]);
        let id = self.pages.of_words(&title, "page");
        let questions = group.questions.iter().flat_map(|asked| self.question(group, asked)).collect();
        Page { intro, shown_when, questions, ..Page::new(id, title) }
    }

    fn question(&mut self, group: &Group, asked: &LimeQuestion) -> Vec<Question> {
        let place = Place::of(&asked.code);
        let is_hidden = asked.attributes.get("hidden").is_some_and(|hidden| hidden == "1") || asked.relevance == "0";
        if is_hidden {
            let words = plain(&asked.words).words;
            self.note(&place, Reason::Hidden { words });
            return Vec::new();
        }
        let mut notes = Vec::new();
        let pieces = match becomes(asked, &mut notes) {
            Becomes::Questions(pieces) => pieces,
            Becomes::Nothing(kind) => {
                let kind = if kind == "?" { asked.kind.clone() } else { kind.to_owned() };
                let words = plain(&asked.words).words;
                self.note(&place, Reason::NoSuchKind { kind, words });
                return Vec::new();
            }
        };
        let base = self.questions.of_code(&asked.code, &plain(&asked.words).words, "question");
        let place = Place::became(&asked.code, &base);
        let text = self.words(&place, &asked.words);
        let hint = Some(self.words(&place, &asked.help)).filter(|hint| !hint.is_empty());
        notes.extend(settings::notes(asked));
        if asked.mandatory == "S" {
            notes.push(Reason::AskedOnce);
        }
        if text.is_empty() {
            notes.push(Reason::NoWords);
        }
        for reason in notes {
            self.note(&place, reason);
        }
        let shown_when = self.shown_when(&place, &asked.relevance, &asked.conditions);
        let whole = Whole { base, text, hint, shown_when };
        let questions = self.pieces(asked, &whole, &pieces);
        for (question, piece) in questions.iter().zip(&pieces) {
            self.make_known(group, asked, question, piece);
        }
        let names = questions.iter().map(|question| question.id.clone()).collect();
        self.brought.push(Brought { code: asked.code.clone(), questions: names });
        questions
    }

    fn pieces(&mut self, asked: &LimeQuestion, whole: &Whole, pieces: &[Piece]) -> Vec<Question> {
        let is_split = pieces.iter().all(|piece| !piece.code.is_empty());
        let question = |(place, piece): (usize, &Piece)| {
            let id = match (place, is_split) {
                (0, _) => whole.base.clone(),
                _ => self.questions.of_code(&format!("{} {}", asked.code, piece.code), &piece.words, "question"),
            };
            // A comment may be left out also where the choice may not.
            let is_comment = piece.code == "comment" && !is_split;
            let text = match piece.words.as_str() {
                "" => whole.text.clone(),
                // Its words are put together here, in English, and the file has none for it.
                _ if is_comment && self.is_translation => String::new(),
                words => format!("{}: {words}", whole.text),
            };
            let is_asked = !matches!(piece.kind, QuestionKind::Information(_));
            Question {
                hint: whole.hint.clone().filter(|_| place == 0),
                required: asked.mandatory == "Y" && is_asked && !is_comment,
                shown_when: whole.shown_when.clone(),
                random_order: piece.kind.can_be_mixed() && settings::is_mixed(asked),
                ..Question::new(id, text, piece.kind.clone())
            }
        };
        pieces.iter().enumerate().map(question).collect()
    }

    /// Makes the names known by which later conditions ask for the answer.
    fn make_known(&mut self, group: &Group, asked: &LimeQuestion, question: &Question, piece: &Piece) {
        let field = format!("{}X{}X{}", self.sid, group.gid, asked.qid);
        let names = |end: &str| {
            let parted = if end.is_empty() { asked.code.clone() } else { format!("{}_{end}", asked.code) };
            [parted, format!("{field}{end}")]
        };
        let id = &question.id;
        match &question.kind {
            QuestionKind::SingleChoice(_) | QuestionKind::YesNo(_) => {
                for name in names("") {
                    self.known.add(name, Asked::Choice { question: id.clone(), options: piece.options.clone() });
                }
            }
            QuestionKind::MultipleChoice(_) => {
                self.known.add(&field, Asked::Choice { question: id.clone(), options: piece.options.clone() });
                for (code, option) in piece.options.iter().filter(|(code, _)| code != OTHER) {
                    for name in names(code) {
                        self.known.add(name, Asked::Tick { question: id.clone(), option: option.clone() });
                    }
                }
            }
            QuestionKind::Number(_) | QuestionKind::Rating(_) => {
                for name in names(&piece.code) {
                    self.known.add(name, Asked::Number { question: id.clone() });
                }
            }
            _ => {}
        }
    }

    /// Reads the condition under which something is shown; the older conditions count where there is no newer one.
    fn shown_when(&mut self, place: &Place, relevance: &str, older: &[Comparison]) -> Option<Condition> {
        let is_always = matches!(relevance, "" | "1");
        if is_always && older.is_empty() {
            return None;
        }
        let read = if is_always { from_older(older) } else { expression::read(relevance) };
        let condition = read.and_then(|read| self.known.condition(&read));
        if condition.is_none() {
            let condition = if is_always { written(older) } else { relevance.to_owned() };
            self.note(place, Reason::Condition { condition });
        }
        condition
    }
}

/// What all questions that a question becomes have of it.
struct Whole {
    base: String,
    text: String,
    hint: Option<String>,
    shown_when: Option<Condition>,
}

/// Reads the older conditions: of those on one field in a scenario one is enough, all fields have to hold, and one scenario
/// is enough.
fn from_older(older: &[Comparison]) -> Option<Expression> {
    let mut scenarios: Vec<Vec<(&str, Vec<Expression>)>> = Vec::new();
    let mut numbers: Vec<i64> = Vec::new();
    for comparison in older {
        let place = numbers.iter().position(|number| *number == comparison.scenario).unwrap_or_else(|| {
            numbers.push(comparison.scenario);
            scenarios.push(Vec::new());
            numbers.len() - 1
        });
        let read = read_older(comparison)?;
        let fields = &mut scenarios[place];
        match fields.iter_mut().find(|(field, _)| *field == comparison.field && comparison.method == "==") {
            Some((_, alike)) => alike.push(read),
            None => fields.push((&comparison.field, vec![read])),
        }
    }
    let all = |fields: Vec<(&str, Vec<Expression>)>| {
        few(fields.into_iter().map(|(_, alike)| few(alike, Expression::Any)).collect(), Expression::All)
    };
    Some(few(scenarios.into_iter().map(all).collect(), Expression::Any))
}

fn few(mut parts: Vec<Expression>, together: fn(Vec<Expression>) -> Expression) -> Expression {
    if parts.len() == 1 { parts.remove(0) } else { together(parts) }
}

fn read_older(comparison: &Comparison) -> Option<Expression> {
    let sign = match comparison.method.as_str() {
        "==" => Sign::Is,
        "!=" => Sign::IsNot,
        "<" => Sign::Below,
        "<=" => Sign::AtMost,
        ">" => Sign::Above,
        ">=" => Sign::AtLeast,
        _ => return None,
    };
    // A value between such marks is the answer to another question.
    if comparison.value.starts_with('@') || comparison.value.starts_with('{') {
        return None;
    }
    let value = comparison.value.trim().to_owned();
    Some(Expression::Compare(
        Box::new(Expression::Name(comparison.field.clone())),
        sign,
        Box::new(Expression::Value(value)),
    ))
}

fn written(older: &[Comparison]) -> String {
    let one = |each: &Comparison| format!("{} {} \"{}\" ({})", each.field, each.method, each.value, each.scenario);
    older.iter().map(one).collect::<Vec<_>>().join("; ")
}
