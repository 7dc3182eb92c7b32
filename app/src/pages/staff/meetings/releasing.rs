//! Releasing a version: what everybody will read, what differs from what they read now, and what stands in the way.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    ids::MeetingId,
    permission::Action,
    question::Question,
    record::{RecordKind, ReleaseFault, Releasing, SENTENCE_LIMIT, VersionStep, judge_release, steps},
    refusal::{Reason, Refusal},
    vocabulary::Word,
};
use leptos::prelude::*;
use sha2::{Digest, Sha256};
use store::{NewVersion, RecordVersion, StoreError, StoredMeeting};

use super::desk::{Desk, below};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, choice, draw, lines, messages, option},
        form::STATE,
    },
    parts::{ErrorSummary, Frame, changes, details, record},
    posted::Posted,
    records::{Change, Prepared, Related, differences, prepare, withhold},
    state::AppState,
    visitor::Staff,
    words::{Labelled, dates, hex, records},
};

const STEP: &str = "step";
const NOTE: &str = "note";
const AGREED: &str = "agreed";
/// The field with the number that the version had that the page was drawn for.
const NUMBER: &str = "number";
/// The field with what everybody would have read when the page was drawn.
const SEEN: &str = "seen";
/// The answer that no meeting agreed to an amendment.
const NONE: &str = "none";

/// What is about to be released.
struct Room<'a> {
    desk: Desk<'a>,
    prepared: Prepared,
    related: Related,
    /// The newest version that is out.
    newest: Option<RecordVersion>,
    /// What differs from that.
    changes: Vec<Change>,
    /// The meetings of the group that could have agreed to it, the latest first.
    later: Vec<StoredMeeting>,
}

impl<'a> Room<'a> {
    async fn enter(state: &'a AppState, staff: &'a Staff, slug: &str, kind: &str) -> Result<Self, PageError> {
        let desk = Desk::open(state, staff, (slug, kind), Action::WriteMinutes).await?;
        let prepared = prepare(state, &desk.stored, desk.kind, desk.text()).await?;
        let versions = state.store.list_record_versions(desk.stored.meeting.id).await?;
        let newest = versions.into_iter().find(|version| version.kind == desk.kind);
        let record = (desk.stored.meeting.id, desk.kind);
        let before = match &newest {
            Some(version) => state.store.find_public_record(record, version.number).await?,
            None => None,
        };
        let changes = before.map(|before| differences(&before, &prepared.public)).unwrap_or_default();
        let (held_on, today) = (desk.stored.meeting.held_on, state.today());
        let mut later = state.store.list_meetings_of(desk.stored.group.id).await?;
        later.retain(|other| {
            let day = other.meeting.held_on;
            held_on < day && day <= today && other.arrangements.called_off.is_none()
        });
        let related = Related::find(state, desk.stored.group.id).await?;
        Ok(Self { desk, prepared, related, newest, changes, later })
    }

    fn next(&self) -> i64 {
        self.newest.as_ref().map_or(1, |version| version.number + 1)
    }

    /// Names what everybody would read, so that nothing else is published than what was seen.
    fn digest(&self) -> String {
        let read = serde_json::to_vec(&self.prepared.public).unwrap_or_default();
        hex(&Sha256::digest(read))
    }

    fn steps(&self) -> &'static [VersionStep] {
        steps(self.desk.kind, self.newest.as_ref().map(|version| version.step))
    }

    fn questions(&self) -> Vec<Question> {
        let mut questions = Vec::new();
        if self.steps().len() > 1 {
            let step = |step: &VersionStep| domain::question::AnswerOption {
                hint: step.hint().map(str::to_owned),
                ..option(step.word(), step.label())
            };
            questions.push(choice(STEP, "What is this version?", self.steps().iter().map(step).collect()));
        }
        if self.desk.kind == RecordKind::Minutes && !self.later.is_empty() {
            let of =
                |stored: &StoredMeeting| option(&stored.meeting.id.to_string(), &dates::day(stored.meeting.held_on));
            let meetings = self.later.iter().map(of).chain([option(NONE, "No meeting has agreed to it")]).collect();
            questions.push(choice(AGREED, "Which meeting of the group agreed to it?", meetings).optional());
        }
        if self.newest.is_some() {
            let note = lines(NOTE, "What changed since the version before?", SENTENCE_LIMIT).optional();
            questions.push(note.hint("Everybody reads this. Do not repeat words here that are withheld."));
        }
        questions
    }

    /// Reads what the form says, and lists what stands in the way.
    fn judge(&self, fields: &Fields) -> Result<(VersionStep, Option<MeetingId>, String), InTheWay> {
        let questions = self.questions();
        let told = Told::new(&questions, fields);
        let step = told.chosen(STEP).and_then(VersionStep::from_word);
        let step = step.or_else(|| self.steps().first().copied().filter(|_| self.steps().len() == 1));
        let note = told.needed_words(NOTE);
        if told.is_refused() {
            return Err(InTheWay { refusals: told.refusals(&questions), others: Vec::new() });
        }
        let step = step.ok_or_else(|| InTheWay::of(&[ReleaseFault::NotNext], &questions))?;
        let agreed = self.later.iter().find(|other| Some(other.meeting.id.to_string().as_str()) == told.chosen(AGREED));
        // Draft minutes are those to which no meeting has agreed.
        let agreed = agreed.filter(|_| step != VersionStep::Unapproved);
        let releasing = Releasing {
            step,
            text: self.desk.text(),
            note: &note,
            held_on: self.desk.stored.meeting.held_on,
            agreed_at: agreed.map(|other| (other.meeting.id, other.meeting.held_on)),
            is_called_off: self.desk.stored.arrangements.called_off.is_some(),
            is_changed: !self.changes.is_empty(),
            today: self.desk.state.today(),
        };
        let newest = self.newest.as_ref().map(|version| version.step);
        judge_release(self.desk.kind, newest, releasing).map_err(|faults| InTheWay::of(&faults, &questions))?;
        let told_in_note = self.prepared.passages.left_in(&note);
        if !told_in_note.is_empty() {
            return Err(InTheWay { refusals: vec![Refusal::new(NOTE, Reason::Withheld)], others: Vec::new() });
        }
        Ok((step, agreed.map(|other| other.meeting.id), note))
    }

    fn draw(&self, fields: &Fields, in_the_way: &InTheWay, moved: bool) -> Response {
        let questions = self.questions();
        let InTheWay { refusals, others } = in_the_way;
        let others = others.iter().map(|words| ("main".to_owned(), (*words).to_owned()));
        let errors: Vec<_> = messages(&questions, refusals).into_iter().chain(others).collect();
        let status = match (errors.is_empty(), moved) {
            (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
            (true, true) => StatusCode::CONFLICT,
            (true, false) => StatusCode::OK,
        };
        let name = self.desk.name();
        let title = format!("Publish the {name}");
        let moved = moved.then(|| {
            view! {
                <p class="govuk-inset-text" role="alert">
                    "Nothing was published: somebody has written or published since you opened this page. Below is what everybody would read now."
                </p>
            }
        });
        let button = self.prepared.left.is_empty().then(|| {
            view! { <button class="govuk-button" type="submit">{format!("Publish the {name} for everybody")}</button> }
        });
        let form = view! {
                <form method="post" action=self.desk.address("/release") novalidate>
                    <input type="hidden" name=STATE value=self.desk.draft.revision/>
                    <input type="hidden" name=NUMBER value=self.next()/>
                    <input type="hidden" name=SEEN value=self.digest()/>
                    {draw(&questions, fields, refusals)}
                    {button}
                </form>
        };
        let frame = Frame::new(self.desk.state, &self.desk.staff.visitor, title.clone()).status(status);
        frame.show(|| {
            view! {
                <a class="govuk-back-link" href=self.desk.address("")>{self.desk.title()}</a>
                <ErrorSummary errors=errors/>
                <h1 class="govuk-heading-l">{title}</h1>
                {moved}
                {self.warnings()}
                {self.compared()}
                {form}
                <h2 class="govuk-heading-l">"What everybody will read"</h2>
                {record(&self.prepared.public, &self.related)}
            }
        })
    }

    /// Says what stands in the way, and what is worth a look.
    fn warnings(&self) -> AnyView {
        let left = (!self.prepared.left.is_empty()).then(|| {
            let lines = self.prepared.left.iter().map(|words| view! { <li>{words.clone()}</li> }).collect_view();
            view! {
                <div class="govuk-inset-text">
                    <p class="govuk-body"><strong>"It cannot be published yet."</strong>
                        " These words are to be withheld and can still be read: they are written in another way somewhere, or stand where the meeting is arranged. Change them there:"</p>
                    <ul class="govuk-list govuk-list--bullet">{lines}</ul>
                </div>
            }
        });
        let parts = (!self.prepared.parts.is_empty()).then(|| {
            let parts = self.prepared.parts.join(", ");
            view! {
                <p class="govuk-inset-text">
                    {format!("Parts of names that are not published can be read: {parts}. Look whether they are of the same people.")}
                </p>
            }
        });
        view! { {left} {parts} }.into_any()
    }

    fn compared(&self) -> Option<AnyView> {
        let version = self.newest.as_ref()?;
        let since = dates::day_of(version.released_at);
        let words = format!("What differs from version {}, published on {since}", version.number);
        Some(details(words, changes(&self.changes)).into_any())
    }
}

/// What stands in the way of a version: beside its fields, and elsewhere.
#[derive(Default)]
struct InTheWay {
    refusals: Vec<Refusal>,
    others: Vec<&'static str>,
}

impl InTheWay {
    /// Puts each fault beside the field that mends it, where the form has that.
    fn of(faults: &[ReleaseFault], questions: &[Question]) -> Self {
        let mut found = Self::default();
        for fault in faults {
            let field = match fault {
                ReleaseFault::NoNote => Some(NOTE),
                ReleaseFault::NoMeeting => Some(AGREED),
                _ => None,
            };
            match field.filter(|field| questions.iter().any(|question| question.id == *field)) {
                Some(field) => found.refusals.push(Refusal::new(field, Reason::Missing)),
                None => found.others.push(records::fault(*fault)),
            }
        }
        found
    }
}

/// Shows what everybody will read.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, &kind).await?;
    Ok(room.draw(&Fields::default(), &InTheWay::default(), false))
}

/// Releases the version that was seen.
pub(super) async fn release(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, &kind).await?;
    let now = [room.desk.draft.revision.to_string(), room.next().to_string(), room.digest()];
    if [STATE, NUMBER, SEEN].map(|field| fields.text(field)) != now || !room.prepared.left.is_empty() {
        return Ok(room.draw(&fields, &InTheWay::default(), true));
    }
    let (step, agreed_at, note) = match room.judge(&fields) {
        Ok(judged) => judged,
        Err(in_the_way) => return Ok(room.draw(&fields, &in_the_way, false)),
    };
    match store(&state, &staff, &room, (step, agreed_at, note)).await {
        Ok(()) => Ok(Redirect::to(&below(&room.desk.stored, "")).into_response()),
        Err(StoreError::Changed) => {
            let room = Room::enter(&state, &staff, &slug, &kind).await?;
            Ok(room.draw(&fields, &InTheWay::default(), true))
        }
        Err(error) => Err(error.into()),
    }
}

/// Stores a version, and takes what is withheld from it out of every version that is out already.
async fn store(
    state: &AppState,
    staff: &Staff,
    room: &Room<'_>,
    (step, agreed_at, note): (VersionStep, Option<MeetingId>, String),
) -> Result<(), StoreError> {
    let (meeting, at) = (room.desk.stored.meeting.id, state.clock.now());
    let passages = &room.prepared.passages;
    let mut older = state.store.list_public_records(room.desk.stored.group.id).await?;
    older.retain_mut(|version| {
        if version.meeting == meeting {
            withhold(version, passages)
        } else {
            version.public.withhold_of(meeting, passages)
        }
    });
    let version = NewVersion {
        meeting,
        number: room.next(),
        step,
        revision: room.desk.draft.revision,
        public: room.prepared.public.clone(),
        note,
        agreed_at,
    };
    let by = staff.account.id;
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_record_version(&version, (by, at)).await?;
            for version in &older {
                write.set_public_record(version, at).await?;
            }
            if let Some(status) = step.status() {
                write.set_minutes(meeting, status).await?;
            }
            write.set_announced(meeting, at).await
        })
    });
    work.await?;
    tracing::info!(account = %by, meeting = %meeting, version = step.word(), "somebody published a version of a record");
    Ok(())
}
