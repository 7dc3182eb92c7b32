//! The part of the form that asks how panels are pooled. Left blank as a whole, it pools nothing.

use domain::{
    fields::Fields,
    plan::{
        ALL, DECIDED_BY_LIMIT, ITEM_LIMIT, LEAST_PANELS, MOST_PANELS, MeetingItem, Panel, Plan, Pooling, PoolingFault,
    },
    question::{AnswerOption, Question},
    refusal::Reason,
};
use store::{MeetingRecord, PageRequest, RecordFilter};

use super::super::super::{
    asking::{Asks, Told, each, line, lines, number, option},
    labels::Labels,
};
use crate::{error::PageError, state::AppState, words::dates};

/// The fields: those of each panel begin with these.
const WEIGHT: &str = "weight";
const LEAST: &str = "least";
const MOST: &str = "most";
const DECIDED_BY: &str = "decided-by";
const MEETING: &str = "meeting";
const ITEM: &str = "item";
/// The row of the list of meetings, and what is chosen where none decided it.
const AT: &str = "at";
const NO_MEETING: &str = "none";
/// How many meetings the list has, the latest.
const MEETINGS: PageRequest = PageRequest { number: 1, size: 100 };

/// What a pooling is written with.
pub(super) struct Offered {
    /// The segments that can be panels, and what people read for them.
    segments: Vec<(String, String)>,
    /// The meetings at which it may have been decided.
    meetings: Vec<MeetingItem>,
}

impl Offered {
    /// Finds the segments and the meetings that everybody may read of; one that a plan names stays among them.
    pub(super) async fn find(state: &AppState, labels: Labels, plan: Option<&Plan>) -> Result<Self, PageError> {
        let found = state.store.list_records(&RecordFilter::default(), MEETINGS).await?.rows;
        let meeting = |MeetingRecord { meeting, group, .. }: MeetingRecord| MeetingItem {
            meeting: meeting.slug,
            group: group.name,
            held_on: meeting.held_on,
            item: String::new(),
        };
        let named = plan.and_then(|plan| plan.pooling.as_ref()?.decided_at.clone());
        let mut meetings: Vec<MeetingItem> = Vec::new();
        for other in found.into_iter().map(meeting).chain(named) {
            if meetings.iter().all(|known| known.meeting != other.meeting) {
                meetings.push(other);
            }
        }
        Ok(Self { segments: labels.segments, meetings })
    }

    /// Says whether there is anything to pool.
    pub(super) fn is_possible(&self) -> bool {
        self.segments.len() >= LEAST_PANELS
    }

    pub(super) fn questions(&self) -> Vec<Question> {
        if !self.is_possible() {
            return Vec::new();
        }
        let ask =
            |part: &str, code: &str, text: String, least| number(&field(part, code), &text, least, ALL).optional();
        let of_segment = |(code, label): &(String, String)| {
            [
                ask(WEIGHT, code, format!("‘{label}’: weight in 100"), 1),
                ask(LEAST, code, format!("‘{label}’: the least that could be defended"), 0),
                ask(MOST, code, format!("‘{label}’: the most that could be defended"), 1),
            ]
        };
        let mut questions: Vec<Question> = self.segments.iter().flat_map(of_segment).collect();
        let meeting = |meeting: &MeetingItem| option(&meeting.meeting, &say_meeting(meeting));
        let mut meetings: Vec<AnswerOption> = vec![option(NO_MEETING, "No meeting decided it")];
        meetings.extend(self.meetings.iter().map(meeting));
        questions.extend([
            lines(DECIDED_BY, "Who decided these weights, and why?", DECIDED_BY_LIMIT)
                .optional()
                .hint("Everybody can read this with the results. Name a group rather than people."),
            each(MEETING, "Where was it decided?", vec![option(AT, "Meeting")], meetings)
                .hint("The results lead to the minutes. If no meeting decided it, they say so."),
            line(ITEM, "At which item of the meeting?", ITEM_LIMIT).optional().hint("For example: item 4, weights."),
        ]);
        questions
    }

    /// Reads a pooling out of a form; none, where all of this is blank.
    pub(super) fn read(&self, told: &mut Told, fields: &Fields) -> Option<Pooling> {
        let questions = self.questions();
        let owned = |name: &str| questions.iter().any(|question| question.owns(name));
        if !fields.pairs().any(|(name, value)| owned(name) && !value.trim().is_empty()) {
            return None;
        }
        let mut panels = Vec::new();
        for (code, _) in &self.segments {
            let name = field(WEIGHT, code);
            let of = |part: &str| told.number::<u32>(&field(part, code));
            let (weight, least, most) = (of(WEIGHT), of(LEAST), of(MOST));
            let Some(weight) = weight else {
                let is_meant = fields.is_filled(&name) || least.or(most).is_some();
                if is_meant {
                    told.refuse(&name, Reason::Missing);
                    // Nothing can be said of weights of which one cannot be read.
                    return None;
                }
                continue;
            };
            let (least, most) = (least.unwrap_or(0), most.unwrap_or(ALL));
            panels.push(Panel { segment: code.clone(), weight, least, most });
        }
        let chosen = told.each(MEETING).remove(AT);
        if chosen.is_none() {
            told.refuse(&field(MEETING, AT), Reason::Missing);
        }
        let meeting = self.meetings.iter().find(|meeting| chosen.as_ref() == Some(&meeting.meeting)).cloned();
        let decided_at = meeting.map(|meeting| MeetingItem { item: told.needed_words(ITEM), ..meeting });
        Some(Pooling { panels, decided_by: told.needed_words(DECIDED_BY), decided_at })
    }

    /// Says which field of the form a fault is put right in, and how.
    pub(super) fn say_fault(&self, plan: &Plan, fault: &PoolingFault) -> (String, Reason) {
        let panels = plan.pooling.as_ref().map(|pooling| pooling.panels.as_slice()).unwrap_or_default();
        let first = || field(WEIGHT, self.segments.first().map_or("", |(code, _)| code));
        match fault {
            PoolingFault::TooFewPanels => {
                let without = self.segments.iter().find(|(code, _)| panels.iter().all(|panel| panel.segment != *code));
                let missing = without.map_or_else(first, |(code, _)| field(WEIGHT, code));
                (missing, Reason::TooFewPanels { least: LEAST_PANELS })
            }
            PoolingFault::TooManyPanels { given } => {
                (first(), Reason::TooMany { at_most: MOST_PANELS, chosen: *given })
            }
            PoolingFault::NotASegment { segment } => (field(WEIGHT, segment), Reason::NotOffered),
            PoolingFault::BadWeight { segment } => (field(WEIGHT, segment), Reason::TooSmall { least: 1.to_string() }),
            PoolingFault::NotAll { given } => (first(), Reason::WeightsTotal { total: ALL, given: *given }),
            PoolingFault::BadLimits { segment } => {
                let panel = panels.iter().find(|panel| panel.segment == *segment);
                match panel.map(|panel| (panel.weight, panel.least)) {
                    Some((weight, least)) if least > weight => {
                        (field(LEAST, segment), Reason::TooLarge { most: weight.to_string() })
                    }
                    other => {
                        let least = other.map_or(1, |(weight, _)| weight).to_string();
                        (field(MOST, segment), Reason::TooSmall { least })
                    }
                }
            }
            PoolingFault::NobodyDecided => (DECIDED_BY.to_owned(), Reason::Missing),
            PoolingFault::NoItem => (ITEM.to_owned(), Reason::Missing),
        }
    }
}

fn field(part: &str, code: &str) -> String {
    format!("{part}.{code}")
}

fn say_meeting(meeting: &MeetingItem) -> String {
    format!("{}, {}", dates::day(meeting.held_on), meeting.group)
}

/// Fills this part of the form in as a plan has it.
pub(super) fn filled(pooling: &Pooling) -> Vec<(String, String)> {
    let of_panel = |panel: &Panel| {
        [(WEIGHT, panel.weight), (LEAST, panel.least), (MOST, panel.most)]
            .map(|(part, amount)| (field(part, &panel.segment), amount.to_string()))
    };
    let mut fields: Vec<(String, String)> = pooling.panels.iter().flat_map(of_panel).collect();
    let decided = pooling.decided_at.as_ref();
    fields.push((DECIDED_BY.to_owned(), pooling.decided_by.clone()));
    let meeting = decided.map_or(NO_MEETING, |decided| &decided.meeting);
    fields.push((field(MEETING, AT), meeting.to_owned()));
    fields.extend(decided.map(|decided| (ITEM.to_owned(), decided.item.clone())));
    fields
}
