//! Records of meetings on their way from what staff write to what everybody reads: made once, checked, and laid out for every format.

mod differences;
mod laid_out;
mod related;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::MeetingId,
    meeting::{Arrangements, MinutesKind},
    record::{
        Heading, Hidden, Matter, NextMeeting, Passages, PublicRecord, RecordKind, RecordOf, RecordText, matters,
        open_actions, release,
    },
};
use store::{OfMeeting, StoredMeeting, VersionOf};
use url::form_urlencoded;

pub(crate) use self::laid_out::{declared, origin, owed, part, shown_name};
pub use self::{
    differences::{Change, differences},
    laid_out::{laid_out, text},
    related::Related,
};
use crate::{error::PageError, priorities::public_codes, rich_text, state::AppState, words::records::MARKS};

/// What everybody would read of a record, and what stands in the way of it.
#[derive(Debug)]
pub struct Prepared {
    /// What everybody would read.
    pub public: PublicRecord,
    /// What is withheld from it.
    pub passages: Passages,
    /// What is to be withheld and can still be read, because it is written in a way that was not found.
    pub left: Vec<String>,
    /// Parts of names that are not published which can be read: they may be of somebody else.
    pub parts: Vec<String>,
}

/// The fewest letters of a part of a name that is worth looking at.
const SHORTEST_PART: usize = 3;

/// Gives the address of the page of a meeting.
pub fn address(slug: &str) -> String {
    format!("/meetings/{slug}")
}

/// Gives the address of a record of a meeting; without a number, of its newest version.
pub fn record_address(slug: &str, kind: RecordKind, number: Option<i64>) -> String {
    let record = crate::words::records::record(kind);
    match number {
        Some(number) => format!("/meetings/{slug}/{record}/{number}"),
        None => format!("/meetings/{slug}/{record}"),
    }
}

/// Reads records of a group as the rules for their actions read them.
pub fn of_group<'a, T>(records: &'a [OfMeeting<T>], text: impl Fn(&'a T) -> &'a RecordText) -> Vec<RecordOf<'a>> {
    records.iter().map(|one| RecordOf { meeting: one.meeting, held_on: one.held_on, text: text(&one.record) }).collect()
}

/// Makes what everybody would read of a record of a meeting. Of actions it says what everybody can read of earlier ones.
///
/// # Errors
/// [`PageError`] where the store is away.
pub async fn prepare(
    state: &AppState,
    stored: &StoredMeeting,
    kind: RecordKind,
    written: &RecordText,
) -> Result<Prepared, PageError> {
    let StoredMeeting { meeting, group, arrangements, minutes, .. } = stored;
    let members = state.store.list_members(group.id).await?;
    let unnamed: Vec<String> =
        members.into_iter().filter(|stored| !stored.member.is_named).map(|stored| stored.member.name).collect();
    // What is withheld from the one record of a meeting is withheld from the other.
    let other_kind = match kind {
        RecordKind::Agenda => RecordKind::Minutes,
        RecordKind::Minutes => RecordKind::Agenda,
    };
    let other = state.store.find_record_draft(meeting.id, other_kind).await?;
    let other = other.map(|draft| draft.text).unwrap_or_default();
    let passages = Passages::of(&[(kind, written), (other_kind, &other)], &unnamed, MARKS);
    let heard = heard(state, stored, written).await?;
    let next = next_meeting(&state.store.list_meetings_of(group.id).await?, stored);
    let heading = Heading {
        group: group.name.clone(),
        // That minutes are being written, and which, is not told by an agenda.
        minutes: minutes
            .as_ref()
            .filter(|_| kind == RecordKind::Minutes)
            .map_or(MinutesKind::Minutes, |minutes| minutes.kind),
        held_on: meeting.held_on,
        starts: arrangements.starts,
        ends: arrangements.ends,
        place: arrangements.place.clone(),
    };
    let mut public = release(kind, heading, written, (heard, next), &passages);
    let codes = public_codes(state).await?;
    for decision in public.text.items.iter_mut().flat_map(|item| &mut item.decisions) {
        decision.priorities.retain(|code| codes.contains(code));
    }
    let read = readings(&public);
    // The page of the meeting says these as they are.
    let Arrangements { place, joining, called_off, .. } = arrangements;
    let shown = format!("{read}\n{place}\n{joining}\n{}", called_off.as_deref().unwrap_or_default());
    let left = passages.left_in(&shown).into_iter().map(|(words, _)| words.to_owned()).collect();
    let people = [written, &other].into_iter().flat_map(|text| &text.people).filter(|person| !person.is_named);
    let names = people.map(|person| person.name.clone()).chain(unnamed);
    let parts = parts_left(names, &read);
    Ok(Prepared { public, passages, left, parts })
}

/// Says what a meeting heard of the actions of earlier ones: of those that are open as staff have written, what everybody can read.
async fn heard(state: &AppState, stored: &StoredMeeting, written: &RecordText) -> Result<Vec<Matter>, PageError> {
    let (group, held_on) = (stored.group.id, stored.meeting.held_on);
    let drafts = state.store.list_minutes_drafts(group).await?;
    let public = state.store.list_public_minutes(group).await?;
    let public = of_group(&public, |record| &record.text);
    let mut open = open_actions(&of_group(&drafts, |text| text), Some(held_on));
    open.retain_mut(|one| {
        let record = public.iter().find(|record| record.meeting == one.key.meeting);
        let action = record.and_then(|record| record.text.actions().find(|action| action.number == one.key.number));
        action.is_some_and(|action| {
            one.action = action.clone();
            true
        })
    });
    Ok(matters(open, &written.updates))
}

/// Gives a record as it can be read: as text, without the addresses of its links, and with those addresses as they are meant.
fn readings(public: &PublicRecord) -> String {
    let whole = text(public);
    let spoken: Vec<String> = public.text.items.iter().map(|item| rich_text::spoken(&item.discussion)).collect();
    let meant: Vec<String> =
        form_urlencoded::parse(whole.as_bytes()).map(|(name, value)| format!("{name} {value}")).collect();
    [whole.as_str(), &spoken.join("\n"), &meant.join(" ")].join("\n")
}

/// Takes what is withheld out of a version that is out. Where it is written there in a way that is not found, all that stands around it goes.
pub fn withhold(version: &mut VersionOf, passages: &Passages) -> bool {
    let (before, note) = (version.public.clone(), version.note.clone());
    version.public.withhold(passages);
    version.note = passages.taken_out_of(&note);
    version.public.change_words(|words| {
        let read = format!("{words}\n{}", rich_text::spoken(words));
        if let Some((_, mark)) = passages.left_in(&read).first() {
            (*mark).clone_into(words);
        }
    });
    version.public != before || version.note != note
}

/// Lists the parts of names that are not published which stand in a text all the same, alone.
fn parts_left(names: impl Iterator<Item = String>, read: &str) -> Vec<String> {
    let parts: BTreeSet<String> = names
        .flat_map(|name| name.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .filter(|part| part.chars().count() >= SHORTEST_PART)
        .collect();
    parts.into_iter().filter(|part| Hidden::new(part, "").is_some_and(|hidden| hidden.stands_in(read))).collect()
}

/// Finds the next meeting that everybody knows of.
fn next_meeting(meetings: &[StoredMeeting], this: &StoredMeeting) -> Option<NextMeeting> {
    let held_on = |stored: &&StoredMeeting| stored.meeting.held_on;
    let next = meetings
        .iter()
        .filter(|stored| stored.is_public() && stored.arrangements.called_off.is_none())
        .filter(|stored| held_on(stored) > this.meeting.held_on)
        .min_by_key(held_on)?;
    Some(NextMeeting {
        held_on: next.meeting.held_on,
        starts: next.arrangements.starts,
        place: next.arrangements.place.clone(),
    })
}

/// Names the addresses of meetings of a group by their ids, of those that everybody knows of.
pub fn addresses(meetings: &[StoredMeeting]) -> BTreeMap<MeetingId, String> {
    meetings
        .iter()
        .filter(|stored| stored.is_public())
        .map(|stored| (stored.meeting.id, address(&stored.meeting.slug)))
        .collect()
}
