//! One record of a meeting as it is written: its text at a revision, and how a part of it is stored.

use axum::response::{IntoResponse, Redirect, Response};
use domain::{
    fields::Fields,
    permission::Action,
    question::Question,
    record::{RecordKind, RecordText},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::{RecordDraft, StoredMeeting};

use super::item::DISCUSSION;
use crate::{
    error::PageError,
    pages::staff::{
        form::{Form, NotStored, Showing},
        kept::{CHANGED, Kept},
        merged,
    },
    records::{address, record_address},
    state::AppState,
    visitor::Staff,
    words::{meetings, records},
};

/// A record of a meeting on the desk of whoever writes it.
pub(super) struct Desk<'a> {
    pub(super) state: &'a AppState,
    pub(super) staff: &'a Staff,
    pub(super) stored: StoredMeeting,
    pub(super) kind: RecordKind,
    pub(super) draft: RecordDraft,
}

/// Finds a meeting for those who may do something here. Its former names in addresses hold too, so that nobody who writes while it is moved
/// loses anything.
pub(super) async fn find(
    state: &AppState,
    staff: &Staff,
    slug: &str,
    action: Action,
) -> Result<StoredMeeting, PageError> {
    staff.may(action)?;
    state.store.find_stored_meeting(slug).await?.ok_or(PageError::NotFound)
}

/// Gives an address below that of a meeting among staff's own pages.
pub(super) fn below(stored: &StoredMeeting, rest: &str) -> String {
    format!("/staff{}{rest}", address(&stored.meeting.slug))
}

impl<'a> Desk<'a> {
    /// Opens a record that was begun, for those who may do something here.
    pub(super) async fn open(
        state: &'a AppState,
        staff: &'a Staff,
        (slug, kind): (&str, &str),
        action: Action,
    ) -> Result<Self, PageError> {
        let stored = find(state, staff, slug, action).await?;
        let kind = RecordKind::from_word(kind).ok_or(PageError::NotFound)?;
        let draft = state.store.find_record_draft(stored.meeting.id, kind).await?.ok_or(PageError::NotFound)?;
        Ok(Self { state, staff, stored, kind, draft })
    }

    /// Opens the minutes.
    pub(super) async fn minutes(state: &'a AppState, staff: &'a Staff, slug: &str) -> Result<Self, PageError> {
        Self::open(state, staff, (slug, RecordKind::Minutes.word()), Action::WriteMinutes).await
    }

    pub(super) fn text(&self) -> &RecordText {
        &self.draft.text
    }

    /// Gives an address below that of the record.
    pub(super) fn address(&self, rest: &str) -> String {
        format!("/staff{}{rest}", record_address(&self.stored.meeting.slug, self.kind, None))
    }

    /// Names the record within a sentence.
    pub(super) fn name(&self) -> &'static str {
        records::record(self.kind)
    }

    /// Names it at the top of a page.
    pub(super) fn title(&self) -> String {
        let StoredMeeting { meeting, group, minutes, .. } = &self.stored;
        let kind = minutes.as_ref().map_or(domain::meeting::MinutesKind::Minutes, |minutes| minutes.kind);
        meetings::record_title(&group.name, self.kind, kind, meeting.held_on)
    }

    /// Draws a form of a part of the record.
    pub(super) fn form(
        &self,
        (title, rest): (&str, &str),
        questions: Vec<Question>,
        (intro, more): (Vec<AnyView>, Option<AnyView>),
        (fields, showing): (&Fields, Showing<&'static str>),
    ) -> Response {
        let back = match self.kind {
            RecordKind::Agenda => "The agenda",
            RecordKind::Minutes => "The minutes",
        };
        let kept = Kept { home: (self.address(""), back), revision: self.draft.revision.to_string() };
        let form = Form {
            state: self.state,
            staff: self.staff,
            room: &kept,
            title: title.to_owned(),
            intro,
            action: self.address(rest),
            hidden: Vec::new(),
            questions,
            more,
        };
        form.draw_rich(&[DISCUSSION], fields, showing)
    }

    /// Stores a part of the record that was drawn from the revision that the fields name. Where others have written since, but not in
    /// this part, both are kept.
    pub(super) async fn store<P: PartialEq>(
        &self,
        fields: &Fields,
        part: impl Fn(&RecordText) -> P,
        change: impl Fn(&mut RecordText),
    ) -> Result<RecordText, NotStored> {
        let (store, record) = (&self.state.store, (self.stored.meeting.id, self.kind));
        let newest = || async move {
            let draft = store.find_record_draft(record.0, record.1).await?;
            Ok(draft.map(|draft| (draft.text, draft.revision)))
        };
        let add = |text: RecordText, next| {
            let by = (self.staff.account.id, self.state.clock.now());
            store.write(move |mut write| {
                Box::pin(async move { write.add_record_draft(record, (&text, next), by).await })
            })
        };
        let revision = |seen| store.find_record_revision(record, seen);
        let written = merged::store(fields, (part, change), revision, newest, add).await?;
        let (account, kind) = (self.staff.account.id, self.kind.word());
        tracing::info!(account = %account, meeting = %record.0, record = kind, "somebody wrote in a record");
        Ok(written)
    }

    /// Leads on after a part was stored, or draws its form again with what was typed.
    pub(super) async fn after(
        self,
        stored: Result<RecordText, NotStored>,
        next: String,
        again: impl FnOnce(&Desk<'a>, Showing<&'static str>) -> Response,
    ) -> Result<Response, PageError> {
        let Err(error) = stored else { return Ok(Redirect::to(&next).into_response()) };
        error.only_changed()?;
        let slug = self.stored.meeting.slug.clone();
        let desk = Desk::open(self.state, self.staff, (&slug, self.kind.word()), Action::WriteMinutes).await?;
        Ok(again(&desk, Showing::Changed(CHANGED)))
    }
}

/// Reads the number of a part in an address.
pub(super) fn number(typed: &str) -> Result<u32, PageError> {
    typed.parse().map_err(|_| PageError::NotFound)
}
