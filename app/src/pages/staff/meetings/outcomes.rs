//! The decisions and actions in the form of an item: as many as there are, and one more of each to write.

use domain::{
    fields::Fields,
    question::Question,
    record::{Action, Course, Decision, Item, LINE_LIMIT, MOST_OUTCOMES, RecordText, SENTENCE_LIMIT},
    refusal::{DatePart, Reason},
    vocabulary::Word,
};

use crate::pages::staff::asking::{Asks, Told, all, choice, date, line, lines, parts_of_day, tick, ticked};

/// What decisions and actions a form asks for, each by its number, or as a new one.
pub(super) struct Asked {
    decisions: Vec<Which>,
    actions: Vec<Which>,
}

/// A decision or an action in a form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Which {
    /// One that has a number.
    Known(u32),
    /// One that has none yet, by its place among these.
    New(usize),
}

/// What a form says of decisions and actions.
#[derive(Default)]
pub(super) struct Written {
    decisions: Vec<(Which, String, Course)>,
    actions: Vec<(Which, Action)>,
}

const DECISION: &str = "decision";
const ACTION: &str = "action";

impl Which {
    fn field(self, of: &str) -> String {
        match self {
            Self::Known(number) => format!("{of}{number}"),
            Self::New(place) => format!("{of}-new{place}"),
        }
    }

    /// Gives the number that it has, or the next.
    fn number(self, last: &mut u32) -> u32 {
        match self {
            Self::Known(number) if number <= *last => number,
            _ => {
                *last += 1;
                *last
            }
        }
    }
}

impl Asked {
    /// Gathers what a form of an item asks for: what there is and what was typed, or a new one of each, and one more where more is wanted.
    pub(super) fn of(item: Option<&Item>, fields: &Fields, is_more: bool) -> Self {
        let decisions = item.map(|item| item.decisions.iter().map(|one| one.number).collect()).unwrap_or_default();
        let actions = item.map(|item| item.actions.iter().map(|one| one.number).collect()).unwrap_or_default();
        Self {
            decisions: gathered(DECISION, decisions, fields, is_more),
            actions: gathered(ACTION, actions, fields, is_more),
        }
    }
}

fn gathered(of: &str, known: Vec<u32>, fields: &Fields, is_more: bool) -> Vec<Which> {
    let mut asked: Vec<Which> = known.into_iter().map(Which::Known).collect();
    // What was typed of one that somebody else has removed meanwhile is not lost.
    let typed = fields.pairs().filter(|(_, words)| !words.is_empty());
    let typed = typed.filter_map(|(name, _)| name.strip_prefix(of)?.parse().ok()).map(Which::Known);
    for one in typed {
        if !asked.contains(&one) {
            asked.push(one);
        }
    }
    let is_typed = |place: &usize| {
        let field = Which::New(*place).field(of);
        [field.clone(), format!("{field}-owner")].iter().any(|field| fields.is_filled(field))
    };
    let new = (1..=MOST_OUTCOMES).rev().find(is_typed).unwrap_or(0);
    let new = new + usize::from(is_more || (asked.is_empty() && new == 0));
    asked.extend((1..=new).map(Which::New));
    asked.truncate(MOST_OUTCOMES);
    asked
}

/// Lists what is asked.
pub(super) fn questions(asked: &Asked) -> Vec<Question> {
    let of_decision = |(place, which): (usize, &Which)| {
        let id = which.field(DECISION);
        [
            lines(&id, &format!("Decision {place}"), SENTENCE_LIMIT)
                .optional()
                .hint("What was decided, in words that can be read alone. Leave it blank where there is none."),
            choice(&format!("{id}-course"), &format!("What does decision {place} do?"), all::<Course>()).optional(),
        ]
    };
    let of_action = |(place, which): (usize, &Which)| {
        let id = which.field(ACTION);
        [
            lines(&id, &format!("Action {place}"), SENTENCE_LIMIT)
                .optional()
                .hint("What is to be done. Leave it blank where there is none."),
            line(&format!("{id}-owner"), &format!("Who does action {place}?"), LINE_LIMIT).optional(),
            date(&format!("{id}-due"), &format!("Until when is action {place} to be done?")).optional(),
            tick(&format!("{id}-ongoing"), &format!("If action {place} has no end"), "It goes on without an end"),
        ]
    };
    let decisions = (1..).zip(&asked.decisions).flat_map(of_decision);
    decisions.chain((1..).zip(&asked.actions).flat_map(of_action)).collect()
}

/// Gives the fields of what there is.
pub(super) fn filled(item: &Item) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for written in &item.decisions {
        let id = Which::Known(written.number).field(DECISION);
        pairs.push((format!("{id}-course"), written.course.word().to_owned()));
        pairs.push((id, written.words.clone()));
    }
    for written in &item.actions {
        let id = Which::Known(written.number).field(ACTION);
        pairs.push((format!("{id}-owner"), written.owner.clone()));
        pairs.extend(written.due.into_iter().flat_map(|day| parts_of_day(&format!("{id}-due"), day)));
        pairs.extend(ticked(&format!("{id}-ongoing"), written.due.is_none()));
        pairs.push((id, written.words.clone()));
    }
    pairs
}

/// Reads what was typed, and refuses what is half said.
pub(super) fn read(told: &mut Told, asked: &Asked) -> Written {
    let mut written = Written::default();
    for which in &asked.decisions {
        let id = which.field(DECISION);
        let course = format!("{id}-course");
        match (told.words(&id), told.chosen(&course).and_then(Course::from_word)) {
            (Some(words), Some(course)) => written.decisions.push((*which, words, course)),
            (Some(_), None) => told.refuse(&course, Reason::Missing),
            (None, Some(_)) if matches!(which, Which::New(_)) => told.refuse(&id, Reason::Missing),
            // Whoever takes the words of a decision out takes the decision out.
            (None, _) => {}
        }
    }
    for which in &asked.actions {
        written.actions.extend(read_action(told, *which).map(|action| (*which, action)));
    }
    written
}

fn read_action(told: &mut Told, which: Which) -> Option<Action> {
    let id = which.field(ACTION);
    let (owner, due, ongoing) = (format!("{id}-owner"), format!("{id}-due"), format!("{id}-ongoing"));
    let (who, day, is_ongoing) = (told.words(&owner), told.date(&due), told.is_ticked(&ongoing));
    let Some(words) = told.words(&id) else {
        // Whoever takes the words of an action out takes the action out.
        if matches!(which, Which::New(_)) && (who.is_some() || day.is_some() || is_ongoing) {
            told.refuse(&id, Reason::Missing);
        }
        return None;
    };
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
    /// Gives decisions and actions their numbers: those that had one keep it, and new ones get the next.
    pub(super) fn numbered(&self, before: &Item, text: &mut RecordText) -> (Vec<Decision>, Vec<Action>) {
        let decision = |(which, words, course): &(Which, String, Course), last: &mut u32| {
            let number = which.number(last);
            let known = before.decisions.iter().find(|known| known.number == number);
            let (priorities, consultations) =
                known.map(|known| (known.priorities.clone(), known.consultations.clone())).unwrap_or_default();
            Decision { number, words: words.clone(), course: *course, priorities, consultations }
        };
        let decisions = self.decisions.iter().map(|one| decision(one, &mut text.last_decision)).collect();
        let action = |(which, written): &(Which, Action), last: &mut u32| Action {
            number: which.number(last),
            ..written.clone()
        };
        let actions = self.actions.iter().map(|one| action(one, &mut text.last_action)).collect();
        (decisions, actions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_keeps_its_number_whatever_becomes_of_those_before_it() {
        let decision = |number| Decision {
            number,
            words: format!("Decision {number}"),
            course: Course::Agreed,
            priorities: vec![format!("H0{number}")],
            consultations: Vec::new(),
        };
        let item = Item { decisions: vec![decision(1), decision(2)], ..Item::new(1, "Hedges", None) };
        let mut text = RecordText { items: vec![item.clone()], last_decision: 2, ..RecordText::default() };
        let fields = [
            ("decision1", ""),
            ("decision2", "Fence"),
            ("decision2-course", "agreed"),
            ("decision-new1", "Mow"),
            ("decision-new1-course", "noted"),
        ];
        let fields = Fields::new(fields);
        let asked = Asked::of(Some(&item), &fields, false);
        let mut told = Told::new(&questions(&asked), &fields);
        let (decisions, _) = read(&mut told, &asked).numbered(&item, &mut text);
        let kept: Vec<_> =
            decisions.iter().map(|one| (one.number, one.words.as_str(), one.priorities.join(""))).collect();
        assert_eq!(kept, [(2, "Fence", "H02".to_owned()), (3, "Mow", String::new())]);
    }

    #[test]
    fn what_is_half_said_of_a_new_action_is_refused() {
        for half in [("action-new1-owner", "A"), ("action-new1-ongoing", "yes"), ("action-new1", "Count")] {
            let fields = Fields::new([half]);
            let asked = Asked::of(None, &fields, false);
            let mut told = Told::new(&questions(&asked), &fields);
            read(&mut told, &asked);
            assert!(told.is_refused(), "{half:?}");
        }
    }
}
