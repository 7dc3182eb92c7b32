//! A document that is written down for a meeting: what is known of it before anybody types, and that it belongs there.

use domain::{
    fields::Fields,
    group::Group,
    meeting::{MinutesKind, PaperKind},
};
use store::StoredMeeting;

use crate::{
    error::PageError,
    pages::staff::asking::parts_of_day,
    state::AppState,
    words::{dates, meetings},
};

/// The field with the name in addresses of the meeting.
pub(super) const MEETING: &str = "meeting";

/// The meeting that a new document is for.
pub(super) struct OfMeeting {
    pub(super) stored: StoredMeeting,
    /// How it belongs there.
    pub(super) kind: PaperKind,
}

impl OfMeeting {
    /// Finds the meeting that an address or a form names, if it names one.
    pub(super) async fn find(state: &AppState, fields: &Fields) -> Result<Option<Self>, PageError> {
        let slug = fields.text(MEETING);
        if slug.is_empty() {
            return Ok(None);
        }
        let stored = state.store.find_stored_meeting(slug).await?.ok_or(PageError::NotFound)?;
        let kind = if stored.minutes.is_some() { PaperKind::Minutes } else { PaperKind::Paper };
        Ok(Some(Self { stored, kind }))
    }

    /// Gives the field that nobody sees.
    pub(super) fn hidden(&self) -> (&'static str, String) {
        (MEETING, self.stored.meeting.slug.clone())
    }

    /// Fills what is known: of a file of minutes all that there is to say.
    pub(super) fn filled(&self, (title, purpose, dated): (&str, &str, &str)) -> Vec<(String, String)> {
        let StoredMeeting { meeting, group, minutes, .. } = &self.stored;
        if self.kind == PaperKind::Paper {
            return Vec::new();
        }
        let kind = minutes.as_ref().map_or(MinutesKind::Minutes, |minutes| minutes.kind);
        let what = meetings::kind(kind);
        let words = format!("{what} of the {} on {}.", group.name, dates::day(meeting.held_on));
        let pairs = [(title, meetings::title(group, kind, meeting.held_on)), (purpose, words)];
        let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
        pairs.chain(parts_of_day(dated, meeting.held_on)).collect()
    }

    /// Gives its group.
    pub(super) fn group(&self) -> &Group {
        &self.stored.group
    }
}
