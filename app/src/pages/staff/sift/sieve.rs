//! The questions and criteria of a sift: reading them, and writing the next version.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    permission::Action,
    question::Question,
    refusal::{Reason, Refusal},
    sift::{Criterion, MOST_POINTS, MOST_SCORE, SENTENCE_LIMIT, Sieve, SiftQuestion, TITLE_LIMIT, Verdict},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::StoreError;

use super::Room;
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, choice, line, number, option},
        form::{Form, STATE, Showing, Written},
    },
    parts::{Caption, Frame, Table},
    posted::Posted,
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, numbers},
};

const TITLE: &str = "Questions and criteria";
/// How many blank ones a form has to add more.
const BLANKS: usize = 2;
/// The most that a form has.
const MOST: usize = 20;
const HELP: &str = "-help";
const THROUGH: &str = "-through";
const LOWEST: &str = "-lowest";
const HIGHEST: &str = "-highest";
const POINTS: &str = "-points";

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
        let question = |question: &SiftQuestion| {
            let SiftQuestion { id, text, help, lets_through } = question.clone();
            let help = help.unwrap_or_default();
            vec![(format!("{id}{HELP}"), help), (format!("{id}{THROUGH}"), lets_through.word().to_owned()), (id, text)]
        };
        let criterion = |criterion: &Criterion| {
            let Criterion { id, name, lowest, highest, points } = criterion.clone();
            let points = (format!("{id}{POINTS}"), points.to_string());
            vec![(format!("{id}{LOWEST}"), lowest), (format!("{id}{HIGHEST}"), highest), points, (id, name)]
        };
        match self.half {
            Half::Questions => Fields::new(sieve.questions.iter().flat_map(question)),
            Half::Criteria => Fields::new(sieve.criteria.iter().flat_map(criterion)),
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

fn intro_questions() -> AnyView {
    view! {
        <p class="govuk-body">
            "Saving makes the next version. What was screened with an older one stays, and says so. To take a question away, clear its words; for one that asks something \
             else, clear it and write a new one, so that answers are not mixed."
        </p>
    }
    .into_any()
}

fn intro_criteria() -> AnyView {
    view! {
        <p class="govuk-body">
            {format!("Say for each criterion what 0 and what {MOST_SCORE} mean. Then find the swing points. Imagine a proposal that has 0 on all of them: which one would you \
             rather raise to {MOST_SCORE} than any other? That swing gets {MOST_POINTS} points. Ask of each other one how much its swing from 0 to {MOST_SCORE} matters beside that, \
             and give it so many. Weigh the swing, not the word: a criterion that sounds important matters little where proposals hardly differ in it.")}
        </p>
        <p class="govuk-body">"Saving makes the next version. What was scored with an older one stays, and says so."</p>
    }
    .into_any()
}

fn asked_of_question(place: usize, id: &str) -> Vec<Question> {
    let verdicts = [Verdict::Yes, Verdict::No].map(|verdict| option(verdict.word(), verdict.label())).to_vec();
    vec![
        line(id, &format!("Question {place}"), SENTENCE_LIMIT).optional(),
        line(&format!("{id}{HELP}"), &format!("Help for question {place}"), SENTENCE_LIMIT).optional(),
        choice(
            &format!("{id}{THROUGH}"),
            &format!("Which answer to question {place} lets a proposal through?"),
            verdicts,
        )
        .optional(),
    ]
}

fn asked_of_criterion(place: usize, id: &str) -> Vec<Question> {
    vec![
        line(id, &format!("Criterion {place}"), TITLE_LIMIT).optional(),
        line(&format!("{id}{LOWEST}"), &format!("What 0 means on criterion {place}"), SENTENCE_LIMIT).optional(),
        line(&format!("{id}{HIGHEST}"), &format!("What {MOST_SCORE} means on criterion {place}"), SENTENCE_LIMIT)
            .optional(),
        number(&format!("{id}{POINTS}"), &format!("Swing points of criterion {place}"), 0, MOST_POINTS).optional(),
    ]
}

/// Reads a question; one without words is none.
fn question(told: &mut Told, id: &str) -> Option<SiftQuestion> {
    let text = told.words(id)?;
    let field = format!("{id}{THROUGH}");
    let Some(lets_through) = told.chosen(&field).and_then(Verdict::from_word) else {
        told.refuse(&field, Reason::Missing);
        return None;
    };
    Some(SiftQuestion { id: id.to_owned(), text, help: told.words(&format!("{id}{HELP}")), lets_through })
}

/// Reads a criterion; one without a name is none.
fn criterion(told: &mut Told, id: &str) -> Option<Criterion> {
    let name = told.words(id)?;
    let mut needed = |end: &str| {
        let field = format!("{id}{end}");
        let words = told.words(&field);
        if words.is_none() {
            told.refuse(&field, Reason::Missing);
        }
        words
    };
    let (lowest, highest) = (needed(LOWEST), needed(HIGHEST));
    let field = format!("{id}{POINTS}");
    let points = told.number(&field);
    if points.is_none() {
        told.refuse(&field, Reason::Missing);
    }
    Some(Criterion { id: id.to_owned(), name, lowest: lowest?, highest: highest?, points: points? })
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
    let criteria = Table::new("Criteria for scoring", Caption::Title("Criteria for scoring".to_owned()), "Criterion")
        .words("What 0 means")
        .words(format!("What {MOST_SCORE} means"))
        .numbers("Swing points");
    let criterion = |table: Table, criterion: &Criterion| {
        let points = numbers::whole(criterion.points);
        let cells = [criterion.lowest.clone().into_any(), criterion.highest.clone().into_any(), points.into_any()];
        table.row(criterion.name.clone(), cells)
    };
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Proposals"</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">{fixed}</p>
            {ways}
            {sieve.questions.iter().fold(questions, question).draw()}
            {sieve.criteria.iter().fold(criteria, criterion).draw()}
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
