//! Somebody who answers a questionnaire at random, from a seed: what they type into each page, and what then has to be
//! stored, each written down on its own, so that the one can be held against the other.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    answer::{Answer, Answers, Chosen, Contact, Location, Outcome, Place, Rated},
    question::{AnswerOption, Matrix, Places, Question, QuestionKind, Ranking},
    questionnaire::{Page, QuestionId, Questionnaire},
};

use crate::numbers::Numbers;

/// One of so many questions that may be left blank is.
const BLANK: usize = 6;

/// What is typed into a page: the names of fields and what stands in them.
pub type Typed = Vec<(String, String)>;

/// Somebody who answers.
pub struct Respondent<'a> {
    questionnaire: &'a Questionnaire,
    numbers: Numbers,
    seed: u64,
    answers: Answers,
    /// The state that each question has to have, except the personal ones.
    pub outcomes: BTreeMap<QuestionId, Outcome>,
    /// The addresses that have to be stored apart.
    pub contacts: Vec<Contact>,
}

/// What is typed for a question and what it means.
struct Said(Typed, Answer);

impl<'a> Respondent<'a> {
    /// Makes the respondent of a seed.
    pub fn new(questionnaire: &'a Questionnaire, seed: u64) -> Self {
        let asked =
            questionnaire.questions().filter(|question| question.kind.is_asked() && !question.kind.is_personal());
        let outcomes = asked.map(|question| (question.id.clone(), Outcome::Skipped)).collect();
        let numbers = Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        Self { questionnaire, numbers, seed, answers: Answers::new(), outcomes, contacts: Vec::new() }
    }

    /// Which kind of respondent they have to be counted as.
    pub fn segment(&self) -> Option<&str> {
        self.questionnaire.stands_for(self.questionnaire.roles.segment.as_deref()?, &self.answers)
    }

    /// Fills in a page.
    pub fn fill(&mut self, page: &Page) -> Typed {
        let mut typed = Typed::new();
        for question in &page.questions {
            if question.shown_when.as_ref().is_some_and(|condition| !condition.holds(&self.answers)) {
                continue;
            }
            let offered = self.questionnaire.offered(question, &self.answers);
            let is_blank = !question.required && self.numbers.below(BLANK) == 0;
            let said = if is_blank { None } else { self.say(&offered) };
            if let Some(Said(fields, answer)) = said {
                typed.extend(fields);
                self.keep(question, answer);
            } else if let Some(outcome) = self.outcomes.get_mut(&question.id) {
                *outcome = Outcome::Blank;
            }
        }
        typed
    }

    fn keep(&mut self, question: &Question, answer: Answer) {
        if let Answer::Contact(contact) = &answer {
            self.contacts.push(contact.clone());
        } else {
            self.outcomes.insert(question.id.clone(), Outcome::Answered(answer.clone()));
        }
        self.answers.insert(question.id.clone(), answer);
    }

    fn say(&mut self, question: &Question) -> Option<Said> {
        let id = question.id.as_str();
        Some(match &question.kind {
            QuestionKind::SingleChoice(kind) => self.choice(id, &kind.options),
            QuestionKind::YesNo(kind) => self.choice(id, &kind.options),
            QuestionKind::MultipleChoice(kind) => self.choices(id, &kind.options, kind.at_most),
            QuestionKind::Rating(kind) => {
                let points: Vec<u8> = kind.points().collect();
                let point = points[self.numbers.below(points.len())];
                Said(vec![(id.to_owned(), point.to_string())], Answer::Rating(Rated::Point(point)))
            }
            QuestionKind::Matrix(kind) => return self.matrix(id, kind),
            QuestionKind::Ranking(kind) => return self.ranking(id, kind),
            QuestionKind::Points(kind) => self.points(id, &kind.options, kind.total),
            QuestionKind::Text(kind) => {
                let (typed, kept) = words::of(&mut self.numbers, kind.limit, kind.multiline);
                Said(vec![(id.to_owned(), typed)], Answer::Text(kept))
            }
            QuestionKind::TextList(kind) => {
                let count = 1 + self.numbers.below(kind.at_most);
                let texts: Vec<_> = (0..count).map(|_| words::of(&mut self.numbers, kind.limit, false)).collect();
                let typed = (1..).zip(&texts).map(|(number, (typed, _))| (format!("{id}.{number}"), typed.clone()));
                Said(typed.collect(), Answer::Texts(texts.iter().map(|(_, kept)| kept.clone()).collect()))
            }
            QuestionKind::Postcode => {
                let (typed, kept) = words::postcode(&mut self.numbers);
                Said(vec![(id.to_owned(), typed)], Answer::Postcode(kept))
            }
            QuestionKind::Places(kind) => self.places(id, kind),
            QuestionKind::Contact(_) => self.contact(id),
            // The public survey asks nothing of these kinds; where another does, they are left blank.
            QuestionKind::BestWorst(_)
            | QuestionKind::Pairwise(_)
            | QuestionKind::Number(_)
            | QuestionKind::Date(_)
            | QuestionKind::Files(_)
            | QuestionKind::Information(_) => return None,
        })
    }

    fn one<'o>(&mut self, options: &'o [AnswerOption]) -> &'o AnswerOption {
        &options[self.numbers.below(options.len())]
    }

    /// Chooses an option, with words where it asks for them.
    fn choose(&mut self, id: &str, option: &AnswerOption, typed: &mut Typed) -> Chosen {
        typed.push((id.to_owned(), option.id.clone()));
        let words = option.asks_words.then(|| words::of(&mut self.numbers, 200, false));
        typed.extend(words.iter().map(|(typed, _)| (format!("{id}.{}", option.id), typed.clone())));
        Chosen { option: option.id.clone(), words: words.map(|(_, kept)| kept) }
    }

    fn choice(&mut self, id: &str, options: &[AnswerOption]) -> Said {
        let mut typed = Typed::new();
        let option = self.one(options);
        let chosen = self.choose(id, option, &mut typed);
        Said(typed, Answer::Choice(chosen))
    }

    fn choices(&mut self, id: &str, options: &[AnswerOption], at_most: Option<usize>) -> Said {
        let mut typed = Typed::new();
        let (alone, together): (Vec<_>, Vec<_>) = options.iter().partition(|option| option.alone);
        if !alone.is_empty() && self.numbers.below(BLANK) == 0 {
            let option = alone[self.numbers.below(alone.len())];
            let chosen = self.choose(id, option, &mut typed);
            return Said(typed, Answer::Choices(vec![chosen]));
        }
        let wanted = 1 + self.numbers.below(at_most.unwrap_or(together.len()));
        let picked: BTreeSet<usize> = (0..wanted).map(|_| self.numbers.below(together.len())).collect();
        let chosen = picked.into_iter().map(|place| self.choose(id, together[place], &mut typed)).collect();
        Said(typed, Answer::Choices(chosen))
    }

    fn matrix(&mut self, id: &str, kind: &Matrix) -> Option<Said> {
        let mut rows = BTreeMap::new();
        for row in &kind.rows {
            if self.numbers.below(BLANK) > 0 {
                rows.insert(row.id.clone(), self.one(&kind.options).id.clone());
            }
        }
        let typed = rows.iter().map(|(row, option)| (format!("{id}.{row}"), option.clone())).collect();
        (!rows.is_empty()).then_some(Said(typed, Answer::Matrix(rows)))
    }

    fn ranking(&mut self, id: &str, kind: &Ranking) -> Option<Said> {
        let mut left: Vec<&AnswerOption> = kind.options.iter().collect();
        let most = kind.places.min(left.len());
        let count = if most == 0 { return None } else { 1 + self.numbers.below(most) };
        let order: Vec<_> = (0..count).map(|_| left.remove(self.numbers.below(left.len())).id.clone()).collect();
        let typed = (1..).zip(&order).map(|(rank, option)| (format!("{id}.{rank}"), option.clone())).collect();
        Some(Said(typed, Answer::Ranking(order)))
    }

    fn points(&mut self, id: &str, options: &[AnswerOption], total: u32) -> Said {
        let mut given: BTreeMap<String, u32> = BTreeMap::new();
        for _ in 0..total {
            *given.entry(self.one(options).id.clone()).or_default() += 1;
        }
        let typed = given.iter().map(|(option, points)| (format!("{id}.{option}"), points.to_string())).collect();
        Said(typed, Answer::Points(given))
    }

    fn places(&mut self, id: &str, kind: &Places) -> Said {
        let (mut typed, mut places) = (Typed::new(), Vec::new());
        for number in 1..=1 + self.numbers.below(kind.at_most) {
            let (named, location): (String, Location) = words::place(&mut self.numbers);
            let why = (self.numbers.below(2) == 0).then(|| self.one(&kind.options).id.clone());
            let comment = (self.numbers.below(2) == 0).then(|| words::of(&mut self.numbers, 500, true));
            let private = self.numbers.below(3) == 0;
            let mut add = |part: &str, value: String| typed.push((format!("{id}.{number}.{part}"), value));
            add("where", named);
            add("kind", why.clone().unwrap_or_default());
            add("comment", comment.as_ref().map(|(typed, _)| typed.clone()).unwrap_or_default());
            if private {
                add("private", "yes".to_owned());
            }
            places.push(Place { location, kind: why, comment: comment.map(|(_, kept)| kept), private });
        }
        Said(typed, Answer::Places(places))
    }

    fn contact(&mut self, id: &str) -> Said {
        let updates = self.numbers.below(2) == 0;
        let email = format!("r{}@example.org", self.seed);
        let contact = Contact { email: Some(email.clone()), telephone: None, updates, interview: !updates };
        let ticked = if updates { "updates" } else { "interview" };
        let typed = vec![(format!("{id}.email"), email), (format!("{id}.{ticked}"), "yes".to_owned())];
        Said(typed, Answer::Contact(contact))
    }
}

#[cfg(test)]
mod tests {
    use domain::{draft::Draft, fields::Fields, library::public_survey, response::Submission};

    use super::*;

    #[test]
    fn what_has_to_be_stored_is_what_the_product_reads_in_what_is_typed() {
        let survey = public_survey();
        let mut seen = BTreeSet::new();
        for seed in 0..2_000 {
            let mut respondent = Respondent::new(&survey, seed);
            let mut draft = Draft::new();
            for page in &survey.pages {
                draft.insert(page.id.clone(), Fields::new(respondent.fill(page)));
            }
            let submission = Submission::new(&survey, &draft).unwrap_or_else(|page| panic!("{seed}: {page} {draft:?}"));
            assert_eq!(submission.outcomes, respondent.outcomes, "{seed}");
            assert_eq!(submission.contacts, respondent.contacts, "{seed}");
            assert_eq!(submission.segment.as_deref(), respondent.segment(), "{seed}");
            let state = |outcome: &Outcome| match outcome {
                Outcome::Answered(_) => "answered",
                Outcome::Blank => "blank",
                Outcome::Skipped => "skipped",
            };
            seen.extend(submission.outcomes.iter().map(|(question, outcome)| (question.clone(), state(outcome))));
        }
        assert_eq!(survey.questions().count(), 18);
        assert_eq!(seen.iter().filter(|(_, state)| *state == "answered").count(), 17);
        assert!(seen.contains(&("habitats-ranked".to_owned(), "skipped")));
        assert!(seen.contains(&("other-comments".to_owned(), "blank")));
    }
}
