//! Actions from meeting to meeting: one stays open until a later meeting of the group hears that it is done or dropped.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Action, ActionKey, ActionState, ActionUpdate, RecordText};
use crate::ids::MeetingId;

/// The minutes of one meeting of a group.
#[derive(Clone, Copy, Debug)]
pub struct RecordOf<'a> {
    /// The meeting.
    pub meeting: MeetingId,
    /// Its day.
    pub held_on: NaiveDate,
    /// Its minutes.
    pub text: &'a RecordText,
}

/// An action that is still to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAction {
    /// Which it is.
    pub key: ActionKey,
    /// The day of the meeting that asked for it.
    pub asked_on: NaiveDate,
    /// What it is.
    pub action: Action,
    /// What was said of it last, if anything was.
    pub note: Option<String>,
}

/// An action of an earlier meeting as a later one heard of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// Which it is.
    pub key: ActionKey,
    /// The day of the meeting that asked for it.
    pub asked_on: NaiveDate,
    /// What it is.
    pub action: Action,
    /// How far it has come.
    pub state: ActionState,
    /// What was said of it, if anything was.
    pub note: Option<String>,
}

impl OpenAction {
    /// Says whether it should have been done by a day.
    pub fn is_overdue(&self, day: NaiveDate) -> bool {
        self.action.due.is_some_and(|due| due < day)
    }
}

/// Lists the actions of a group that are open once the minutes of its meetings before a day are read, the oldest first; nothing for no
/// day leaves none of the meetings out.
pub fn open_actions(records: &[RecordOf<'_>], before: Option<NaiveDate>) -> Vec<OpenAction> {
    let mut records: Vec<&RecordOf<'_>> =
        records.iter().filter(|record| before.is_none_or(|before| record.held_on < before)).collect();
    records.sort_by_key(|record| (record.held_on, record.meeting));
    let mut open: BTreeMap<(NaiveDate, ActionKey), OpenAction> = BTreeMap::new();
    for record in records {
        for update in &record.text.updates {
            let Some(place) = open.keys().find(|(_, key)| *key == update.action).copied() else { continue };
            match update.state {
                ActionState::Done | ActionState::Dropped => drop(open.remove(&place)),
                ActionState::Open => {
                    if let Some(said) = open.get_mut(&place).filter(|_| !update.note.is_empty()) {
                        said.note = Some(update.note.clone());
                    }
                }
            }
        }
        for action in record.text.actions() {
            let key = ActionKey { meeting: record.meeting, number: action.number };
            let asked = OpenAction { key, asked_on: record.held_on, action: action.clone(), note: None };
            open.insert((record.held_on, key), asked);
        }
    }
    open.into_values().collect()
}

/// Gives what a meeting hears of the actions that were open when it began: what its minutes say of each, or that it goes on.
pub fn matters(open: Vec<OpenAction>, updates: &[ActionUpdate]) -> Vec<Matter> {
    let matter = |OpenAction { key, asked_on, action, .. }: OpenAction| {
        let update = updates.iter().find(|update| update.action == key);
        let state = update.map_or(ActionState::Open, |update| update.state);
        let note = update.map(|update| update.note.clone()).filter(|note| !note.is_empty());
        Matter { key, asked_on, action, state, note }
    };
    open.into_iter().map(matter).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::record::Item;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
    }

    fn meeting(day: u32) -> MeetingId {
        MeetingId(Uuid::from_u128(day.into()))
    }

    fn key(meeting: MeetingId, number: u32) -> ActionKey {
        ActionKey { meeting, number }
    }

    fn minutes(actions: &[(u32, Option<NaiveDate>)], updates: &[(ActionKey, ActionState, &str)]) -> RecordText {
        let action = |(number, due): &(u32, Option<NaiveDate>)| Action {
            number: *number,
            words: format!("Action {number}"),
            owner: "The officer".into(),
            due: *due,
        };
        let update = |(action, state, note): &(ActionKey, ActionState, &str)| ActionUpdate {
            action: *action,
            state: *state,
            note: (*note).to_owned(),
        };
        let item = Item { actions: actions.iter().map(action).collect(), ..Item::new(1, "Item", None) };
        RecordText { items: vec![item], updates: updates.iter().map(update).collect(), ..RecordText::default() }
    }

    fn open(records: &[(u32, &RecordText)], before: u32) -> Vec<(MeetingId, u32, Option<String>)> {
        let records: Vec<RecordOf<'_>> = records
            .iter()
            .map(|(held, text)| RecordOf { meeting: meeting(*held), held_on: day(*held), text })
            .collect();
        let open = open_actions(&records, Some(day(before)));
        open.into_iter().map(|action| (action.key.meeting, action.key.number, action.note)).collect()
    }

    #[test]
    fn an_action_goes_from_meeting_to_meeting_until_one_hears_that_it_is_done() {
        let first = minutes(&[(1, Some(day(9))), (2, None)], &[]);
        let second = minutes(&[(1, None)], &[(key(meeting(4), 1), ActionState::Open, "Half of it")]);
        let third = minutes(
            &[],
            &[(key(meeting(4), 1), ActionState::Done, ""), (key(meeting(4), 2), ActionState::Dropped, "")],
        );
        let records = [(18, &third), (4, &first), (11, &second)];
        assert_eq!(open(&records, 4), [], "a meeting does not hear of its own");
        assert_eq!(open(&records, 11), [(meeting(4), 1, None), (meeting(4), 2, None)]);
        let carried = [(meeting(4), 1, Some("Half of it".to_owned())), (meeting(4), 2, None), (meeting(11), 1, None)];
        assert_eq!(open(&records, 18), carried);
        assert_eq!(open(&records, 19), [(meeting(11), 1, None)]);
    }

    #[test]
    fn an_update_of_an_action_that_nobody_asked_for_changes_nothing() {
        let first = minutes(&[(1, None)], &[(key(meeting(4), 1), ActionState::Done, "")]);
        assert_eq!(open(&[(4, &first)], 30).len(), 1, "a meeting asks for it after it heard of others");
    }

    #[test]
    fn what_the_minutes_say_nothing_of_goes_on() {
        let first = minutes(&[(1, None), (2, None)], &[]);
        let records = [RecordOf { meeting: meeting(4), held_on: day(4), text: &first }];
        let update = ActionUpdate { action: key(meeting(4), 2), state: ActionState::Done, note: "Counted".into() };
        let heard = matters(open_actions(&records, None), &[update]);
        let heard: Vec<_> = heard.into_iter().map(|matter| (matter.action.number, matter.state, matter.note)).collect();
        assert_eq!(heard, [(1, ActionState::Open, None), (2, ActionState::Done, Some("Counted".to_owned()))]);
    }

    #[test]
    fn an_action_is_overdue_on_the_day_after_it_was_due_and_one_without_an_end_never() {
        let first = minutes(&[(1, Some(day(9))), (2, None)], &[]);
        let records = [RecordOf { meeting: meeting(4), held_on: day(4), text: &first }];
        let actions = open_actions(&records, None);
        let overdue = |number: u32| actions.iter().map(|action| action.is_overdue(day(number))).collect::<Vec<_>>();
        assert_eq!((overdue(9), overdue(10)), (vec![false, false], vec![true, false]));
    }
}
