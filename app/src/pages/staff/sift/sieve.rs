//! The questions and criteria of a sift: reading them, and writing the next version.

mod fields;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    criterion::MOST_POINTS,
    fields::Fields,
    permission::Action,
    question::Question,
    refusal::{Reason, Refusal},
    sift::{Sieve, SiftQuestion},
};
use leptos::prelude::*;
use store::StoreError;

use self::fields::{asked_of_question, intro_criteria, intro_questions, pairs_of_question, question};
use super::Room;
use crate::{
    error::PageError,
    pages::staff::{
        asking::Told,
        form::{Form, STATE, Showing, Written},
        scoring::{POINTS, asked_of_criterion, criterion, pairs_of_criterion},
    },
    parts::{Caption, Frame, Table, criteria_table},
    posted::Posted,
    state::AppState,
    visitor::{Staff, may},
    words::Labelled,
};

const TITLE: &str = "Questions and criteria";
/// How many blank ones a form has to add more.
const BLANKS: usize = 2;
/// The most that a form has.
const MOST: usize = 20;

/// Which half of a sieve is written.
#[derive(Clone, Copy)]
enum Half {
    Questions,
    Criteria,
}

/// A half of the sieve of a room.
struct Desk<'a> {
    room: &'a Room,
    half: Half,
}

impl Written for Desk<'_> {
    type Now = ();

    fn home(&self) -> (String, &'static str) {
        (self.room.address("/questions"), TITLE)
    }

    fn state(&self) -> String {
        self.version().to_string()
    }

    fn notice(&self, (): ()) -> AnyView {
        let href = self.room.address("/questions");
        view! {
            <p class="govuk-inset-text" role="alert">
                "Somebody else has written since you opened this page. What you typed is below and is not saved. "
                <a class="govuk-link" href=href>"See what stands there now"</a> "."
            </p>
        }
        .into_any()
    }
}

impl Desk<'_> {
    /// Gives the version that is fixed last; none before the first.
    fn version(&self) -> i64 {
        if self.room.is_fixed { self.room.sieves.newest().0 } else { 0 }
    }

    fn sieve(&self) -> &Sieve {
        self.room.sieves.newest().1
    }

    /// Gives the ids of what the form has: those that there are, and some that are new.
    fn ids(&self) -> Vec<String> {
        let sieve = self.sieve();
        let there: Vec<&String> = match self.half {
            Half::Questions => sieve.questions.iter().map(|question| &question.id).collect(),
            Half::Criteria => sieve.criteria.iter().map(|criterion| &criterion.id).collect(),
        };
        let mut next = sieve.clone();
        let blanks = BLANKS.min(MOST.saturating_sub(there.len()));
        let blanks: Vec<String> = (0..blanks).map(|_| next.new_id()).collect();
        there.into_iter().cloned().chain(blanks).collect()
    }

    fn questions(&self) -> Vec<Question> {
        let asked = |(place, id): (usize, String)| match self.half {
            Half::Questions => asked_of_question(place + 1, &id),
            Half::Criteria => asked_of_criterion(place + 1, &id),
        };
        self.ids().into_iter().enumerate().flat_map(asked).collect()
    }

    fn filled(&self) -> Fields {
        let sieve = self.sieve();
        match self.half {
            Half::Questions => Fields::new(sieve.questions.iter().flat_map(pairs_of_question)),
            Half::Criteria => Fields::new(sieve.criteria.iter().flat_map(pairs_of_criterion)),
        }
    }

    /// Reads the next version.
    fn read(&self, fields: &Fields) -> Result<Sieve, Vec<Refusal>> {
        let (asked, ids) = (self.questions(), self.ids());
        let mut told = Told::new(&asked, fields);
        let mut sieve = self.sieve().clone();
        // Ids of blanks that stay blank are given too, because the next form must not use one of an older version.
        let added = ids.iter().filter(|id| told.words(id).is_some()).count();
        match self.half {
            Half::Questions => sieve.questions = ids.iter().filter_map(|id| question(&mut told, id)).collect(),
            Half::Criteria => sieve.criteria = ids.iter().filter_map(|id| criterion(&mut told, id)).collect(),
        }
        if added > 0 {
            (0..BLANKS).for_each(|_| drop(sieve.new_id()));
        }
        let first = ids.first().map(String::as_str).unwrap_or_default();
        match self.half {
            Half::Questions if sieve.questions.is_empty() => told.refuse(first, Reason::Missing),
            Half::Criteria if !sieve.is_weighed() => {
                told.refuse(&format!("{first}{POINTS}"), Reason::NoMostPoints { most: MOST_POINTS });
            }
            _ => {}
        }
        let refusals = told.refusals(&asked);
        if refusals.is_empty() { Ok(sieve) } else { Err(refusals) }
    }

    fn draw(&self, state: &AppState, staff: &Staff, fields: &Fields, showing: Showing<()>) -> Response {
        let (title, below, intro) = match self.half {
            Half::Questions => ("Write the screening questions", "screening", intro_questions()),
            Half::Criteria => ("Write the criteria for scoring", "scoring", intro_criteria()),
        };
        let form = Form {
            state,
            staff,
            room: self,
            title: title.to_owned(),
            intro: vec![intro],
            action: self.room.address(&format!("/questions/{below}")),
            hidden: Vec::new(),
            questions: self.questions(),
            more: None,
        };
        form.draw(fields, showing)
    }
}

/// Shows the questions and criteria as they are.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    let (version, sieve) = room.sieves.newest();
    let fixed = if room.is_fixed {
        format!("This is version {version}. A change makes the next one.")
    } else {
        "These are to begin with. They are fixed as version 1 when the first proposal is screened, or when somebody changes them.".to_owned()
    };
    let ways = may(&staff.account, Action::DecideProposals).then(|| {
        view! {
            <ul class="govuk-list">
                <li><a class="govuk-link" href=room.address("/questions/screening")>"Write the screening questions"</a></li>
                <li><a class="govuk-link" href=room.address("/questions/scoring")>"Write the criteria for scoring"</a></li>
            </ul>
        }
    });
    let questions = Table::new("Screening questions", Caption::Title("Screening questions".to_owned()), "Question")
        .words("Lets it through");
    let question = |table: Table, question: &SiftQuestion| {
        let help = question.help.clone().map(|help| view! { <div class="govuk-hint">{help}</div> });
        table.row(view! { {question.text.clone()} {help} }, [question.lets_through.label().into_any()])
    };
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Proposals"</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">{fixed}</p>
            {ways}
            {sieve.questions.iter().fold(questions, question).draw()}
            {criteria_table("Criteria for scoring", &sieve.criteria, None)}
        }
    }))
}

/// Shows the form of the screening questions.
pub(super) async fn show_questions(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    open(&state, &staff, &slug, Half::Questions).await
}

/// Shows the form of the criteria.
pub(super) async fn show_criteria(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    open(&state, &staff, &slug, Half::Criteria).await
}

/// Writes the screening questions.
pub(super) async fn set_questions(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    write(&state, &staff, &slug, Half::Questions, &fields).await
}

/// Writes the criteria.
pub(super) async fn set_criteria(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    write(&state, &staff, &slug, Half::Criteria, &fields).await
}

async fn open(state: &AppState, staff: &Staff, slug: &str, half: Half) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug, Action::DecideProposals).await?;
    let desk = Desk { room: &room, half };
    Ok(desk.draw(state, staff, &desk.filled(), Showing::Opened))
}

async fn write(
    state: &AppState,
    staff: &Staff,
    slug: &str,
    half: Half,
    fields: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug, Action::DecideProposals).await?;
    let desk = Desk { room: &room, half };
    if fields.text(STATE) != desk.state() {
        return Ok(desk.draw(state, staff, fields, Showing::Changed(())));
    }
    let sieve = match desk.read(fields) {
        Ok(sieve) => sieve,
        Err(refusals) => return Ok(desk.draw(state, staff, fields, Showing::Refused(refusals))),
    };
    let (consultation, version) = (room.consultation.id, desk.version() + 1);
    let (account, now) = (staff.account.id, state.clock.now());
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.add_sieve(consultation, (version, &sieve), account, now).await })
    });
    let added: Result<(), StoreError> = work.await;
    match added {
        Ok(()) => {
            tracing::info!(%account, consultation = slug, version, "somebody wrote the questions and criteria of the sift");
            Ok(Redirect::to(&room.address("/questions")).into_response())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(state, staff, slug, Action::DecideProposals).await?;
            Ok(Desk { room: &room, half }.draw(state, staff, fields, Showing::Changed(())))
        }
        Err(error) => Err(error.into()),
    }
}
