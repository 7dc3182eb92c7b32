//! The decisions and actions in the form of an item: as many as there are, and one more of each to write.

use domain::{
    fields::Fields,
    question::Question,
    record::{Action, Course, Decision, Item, LINE_LIMIT, MOST_OUTCOMES, RecordText, SENTENCE_LIMIT},
    refusal::{DatePart, Reason},
    vocabulary::Word,
};

use crate::pages::staff::asking::{Asks, Told, all, choice, date, line, lines, parts_of_day, tick, ticked};

/// How many decisions and actions a form asks for.
pub(super) struct Counts {
    decisions: usize,
    actions: usize,
}

/// What a form says of decisions and actions, by their place in it.
#[derive(Default)]
pub(super) struct Written {
    decisions: Vec<(usize, String, Course)>,
    actions: Vec<(usize, Action)>,
}

fn decision(place: usize) -> String {
    format!("decision{place}")
}

fn action(place: usize) -> String {
    format!("action{place}")
}

impl Counts {
    /// Counts what a form of an item asks for: what there is and what was typed, or one of each, and one more where more is wanted.
    pub(super) fn of(item: Option<&Item>, fields: &Fields, is_more: bool) -> Self {
        let typed = |name: fn(usize) -> String| {
            (1..=MOST_OUTCOMES).rev().find(|place| fields.is_filled(&name(*place))).unwrap_or(0)
        };
        let count = |stored: Option<usize>, typed: usize| {
            let there = stored.unwrap_or(0).max(typed);
            (there + usize::from(is_more)).clamp(1, MOST_OUTCOMES)
        };
        Self {
            decisions: count(item.map(|item| item.decisions.len()), typed(decision)),
            actions: count(item.map(|item| item.actions.len()), typed(action)),
        }
    }
}

/// Lists what is asked.
pub(super) fn questions(counts: &Counts) -> Vec<Question> {
    let of_decision = |place: usize| {
        let id = decision(place);
        [
            lines(&id, &format!("Decision {place}"), SENTENCE_LIMIT)
                .optional()
                .hint("What was decided, in words that can be read alone. Leave it blank where there is none."),
            choice(&format!("{id}-course"), &format!("What does decision {place} do?"), all::<Course>()).optional(),
        ]
    };
    let of_action = |place: usize| {
        let id = action(place);
        [
            lines(&id, &format!("Action {place}"), SENTENCE_LIMIT)
                .optional()
                .hint("What is to be done. Leave it blank where there is none."),
            line(&format!("{id}-owner"), &format!("Who does action {place}?"), LINE_LIMIT).optional(),
            date(&format!("{id}-due"), &format!("Until when is action {place} to be done?")).optional(),
            tick(&format!("{id}-ongoing"), &format!("If action {place} has no end"), "It goes on without an end"),
        ]
    };
    let decisions = (1..=counts.decisions).flat_map(of_decision);
    decisions.chain((1..=counts.actions).flat_map(of_action)).collect()
}

/// Gives the fields of what there is.
pub(super) fn filled(item: &Item) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (place, written) in (1..).zip(&item.decisions) {
        let id = decision(place);
        pairs.push((format!("{id}-course"), written.course.word().to_owned()));
        pairs.push((id, written.words.clone()));
    }
    for (place, written) in (1..).zip(&item.actions) {
        let id = action(place);
        pairs.push((format!("{id}-owner"), written.owner.clone()));
        pairs.extend(written.due.into_iter().flat_map(|day| parts_of_day(&format!("{id}-due"), day)));
        pairs.extend(ticked(&format!("{id}-ongoing"), written.due.is_none()));
        pairs.push((id, written.words.clone()));
    }
    pairs
}

/// Reads what was typed, and refuses what is half said.
pub(super) fn read(told: &mut Told, counts: &Counts) -> Written {
    let mut written = Written::default();
    for place in 1..=counts.decisions {
        let (id, course) = (decision(place), format!("{}-course", decision(place)));
        match (told.words(&id), told.chosen(&course).and_then(Course::from_word)) {
            (Some(words), Some(course)) => written.decisions.push((place, words, course)),
            (Some(_), None) => told.refuse(&course, Reason::Missing),
            // What it does says nothing where nothing was decided: whoever takes the words out takes the decision out.
            (None, _) => {}
        }
    }
    for place in 1..=counts.actions {
        written.actions.extend(read_action(told, &action(place)).map(|action| (place, action)));
    }
    written
}

fn read_action(told: &mut Told, id: &str) -> Option<Action> {
    let (owner, due, ongoing) = (format!("{id}-owner"), format!("{id}-due"), format!("{id}-ongoing"));
    let words = told.words(id)?;
    let (who, day, is_ongoing) = (told.words(&owner), told.date(&due), told.is_ticked(&ongoing));
    if who.is_none() {
        told.refuse(&owner, Reason::Missing);
    }
    match (day, is_ongoing) {
        (None, false) => told.refuse(&DatePart::Day.field(&due), Reason::Missing),
        (Some(_), true) => told.refuse(&ongoing, Reason::NotTogether { alone: "It goes on without an end".to_owned() }),
        _ => {}
    }
    Some(Action { number: 0, words, owner: who?, due: day })
}

impl Written {
    /// Gives decisions and actions their numbers: those that were there keep theirs, and new ones get the next.
    pub(super) fn numbered(&self, before: &Item, text: &mut RecordText) -> (Vec<Decision>, Vec<Action>) {
        let mut decisions = Vec::new();
        for (place, words, course) in &self.decisions {
            let known = before.decisions.get(place - 1);
            let (priorities, consultations) =
                known.map(|known| (known.priorities.clone(), known.consultations.clone())).unwrap_or_default();
            let number = known.map_or_else(
                || {
                    text.last_decision += 1;
                    text.last_decision
                },
                |known| known.number,
            );
            decisions.push(Decision { number, words: words.clone(), course: *course, priorities, consultations });
        }
        let mut actions = Vec::new();
        for (place, written) in &self.actions {
            let number = before.actions.get(place - 1).map_or_else(
                || {
                    text.last_action += 1;
                    text.last_action
                },
                |known| known.number,
            );
            actions.push(Action { number, ..written.clone() });
        }
        (decisions, actions)
    }
}
