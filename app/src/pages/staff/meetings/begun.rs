//! Beginning a record: an agenda like that of the meeting before, and minutes with the items of the agenda and the members of the group.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    group::{Member, MemberRole},
    meeting::{Minutes, MinutesKind, MinutesStatus},
    permission::Action,
    record::{Part, Person, RecordKind, RecordText},
    vocabulary::Word,
};
use store::{StoreError, StoredMeeting};

use super::desk::find;
use crate::{error::PageError, posted::Posted, records::record_address, state::AppState, visitor::Staff};

/// The field that says what an agenda begins with.
pub(super) const FROM: &str = "from";
/// It begins with the items of the meeting before.
pub(super) const LAST: &str = "last";
/// It begins with nothing.
pub(super) const EMPTY: &str = "empty";
/// The field that says which kind of minutes is written.
pub(super) const KIND: &str = "kind";

/// Begins a record, unless it was begun.
pub(super) async fn begin(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, record)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let stored = find(&state, &staff, &slug, Action::WriteMinutes).await?;
    let kind = RecordKind::from_word(&record).ok_or(PageError::NotFound)?;
    let text = match kind {
        RecordKind::Agenda if fields.text(FROM) == LAST => like_last(&state, &stored).await?,
        RecordKind::Agenda => RecordText::default(),
        RecordKind::Minutes => minutes(&state, &stored).await?,
    };
    let is_new = kind == RecordKind::Minutes && stored.minutes.is_none();
    let minutes = is_new.then(|| Minutes {
        meeting: stored.meeting.id,
        kind: MinutesKind::from_word(fields.text(KIND)).unwrap_or(MinutesKind::Minutes),
        status: MinutesStatus::Draft,
        source: None,
    });
    let (meeting, by) = (stored.meeting.id, (staff.account.id, state.clock.now()));
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            if let Some(minutes) = minutes {
                write.add_minutes(&minutes).await?;
            }
            write.add_record_draft((meeting, kind), (&text, 1), by).await
        })
    });
    match work.await {
        // Whoever was not the first finds it begun.
        Ok(()) | Err(StoreError::Changed | StoreError::Taken) => {
            tracing::info!(account = %staff.account.id, meeting = %meeting, record, "somebody began a record");
            Ok(Redirect::to(&format!("/staff{}", record_address(&slug, kind, None))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes an agenda like the last record of the group before a meeting.
async fn like_last(state: &AppState, stored: &StoredMeeting) -> Result<RecordText, PageError> {
    let meetings = state.store.list_meetings_of(stored.group.id).await?;
    for earlier in meetings.iter().filter(|other| other.meeting.held_on < stored.meeting.held_on) {
        for kind in [RecordKind::Agenda, RecordKind::Minutes] {
            if let Some(draft) = state.store.find_record_draft(earlier.meeting.id, kind).await? {
                return Ok(RecordText::like(&draft.text));
            }
        }
    }
    Ok(RecordText::default())
}

/// Makes minutes with the items of the agenda and whoever belongs to the group on the day of the meeting.
async fn minutes(state: &AppState, stored: &StoredMeeting) -> Result<RecordText, PageError> {
    let agenda = state.store.find_record_draft(stored.meeting.id, RecordKind::Agenda).await?;
    let mut text = agenda.map(|draft| RecordText::begun_from(&draft.text)).unwrap_or_default();
    let group = state.store.find_group(&stored.group.slug).await?.ok_or(PageError::NotFound)?;
    let members = state.store.list_members(stored.group.id).await?;
    let mut members: Vec<Member> = members
        .into_iter()
        .map(|known| group.charter.within(known.member))
        .filter(|member| member.belongs_on(stored.meeting.held_on))
        .collect();
    members.sort_by_cached_key(|member| (member.role, member.name.to_lowercase()));
    for member in members {
        let number = text.next_number();
        text.people.push(Person {
            number,
            name: member.name,
            organisation: member.organisation,
            part: part(member.role),
            instead_of: None,
            presence: None,
            when: None,
            is_named: member.is_named,
        });
    }
    Ok(text)
}

fn part(role: MemberRole) -> Part {
    match role {
        MemberRole::Chair => Part::Chair,
        MemberRole::Secretary => Part::Secretary,
        MemberRole::ViceChair | MemberRole::Member => Part::Member,
        MemberRole::Officer => Part::Officer,
        MemberRole::Observer => Part::Observer,
    }
}
