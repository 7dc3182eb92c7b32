//! Writing a set of rules, saying that it was reviewed, and ending it, each a form of its own.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{fields::Fields, gain::RuleSet, permission::Action, question::Question, refusal::Refusal};
use leptos::prelude::*;
use store::{StoreError, StoredRules};

use super::{ADDRESS, Room, address_of, forms};
use crate::{
    error::PageError,
    pages::staff::{
        form::{Form, STATE, Showing},
        kept::Kept,
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::gain::{RULES, within},
};

/// What is said to whoever was not the first to write.
const CHANGED: &str = "Somebody has changed these rules or others since you opened the page.";

/// What is done with rules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Write,
    Review,
    End,
}

impl Kind {
    fn find(word: &str) -> Result<Self, PageError> {
        match word {
            "change" => Ok(Self::Write),
            "review" => Ok(Self::Review),
            "end" => Ok(Self::End),
            _ => Err(PageError::NotFound),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Write => "change",
            Self::Review => "review",
            Self::End => "end",
        }
    }

    fn title(self, is_new: bool) -> &'static str {
        match self {
            Self::Write if is_new => "Add a set of rules",
            Self::Write => "Change these rules",
            Self::Review => "Say that these rules were reviewed",
            Self::End => "End these rules",
        }
    }

    fn questions(self) -> Vec<Question> {
        match self {
            Self::Write => forms::of_rules(),
            Self::Review => forms::of_review(),
            Self::End => forms::of_end(),
        }
    }
}

/// One form for one set of rules, or for a new one.
struct Desk<'a> {
    state: &'a AppState,
    staff: &'a Staff,
    room: &'a Room,
    kind: Kind,
    stored: Option<&'a StoredRules>,
}

impl<'a> Desk<'a> {
    /// Opens the form of an address: of a new set, or of one with its step.
    fn open(
        state: &'a AppState,
        staff: &'a Staff,
        room: &'a Room,
        named: Option<(&str, &str)>,
    ) -> Result<Self, PageError> {
        let (kind, stored) = match named {
            None => (Kind::Write, None),
            Some((number, word)) => (Kind::find(word)?, Some(room.find(number)?)),
        };
        Ok(Self { state, staff, room, kind, stored })
    }

    fn number(&self) -> i64 {
        self.stored.map_or_else(|| self.room.next(), |stored| stored.number)
    }

    fn filled(&self) -> Fields {
        let Some(stored) = self.stored else { return Fields::default() };
        match self.kind {
            Kind::Write => forms::rules(&stored.rules, stored.is_shown),
            Kind::Review => forms::review(&stored.rules),
            Kind::End => forms::end(&stored.rules),
        }
    }

    /// Judges what was typed.
    fn read(&self, fields: &Fields) -> Result<(RuleSet, bool), Vec<Refusal>> {
        let today = self.state.today();
        let number = self.stored.map(|stored| stored.number);
        let overlapped = |rules: &RuleSet| self.room.overlapped(number, rules);
        let of = |read: Result<RuleSet, _>, stored: &StoredRules| read.map(|rules| (rules, stored.is_shown));
        match (self.kind, self.stored) {
            (Kind::Review, Some(stored)) => of(forms::read_review(fields, today, &stored.rules), stored),
            (Kind::End, Some(stored)) => {
                let overlapped = |rules: &RuleSet| overlapped(rules).filter(|_| stored.is_shown);
                of(forms::read_end(fields, &stored.rules, overlapped), stored)
            }
            _ => forms::read(fields, today, overlapped),
        }
    }

    fn draw(&self, fields: &Fields, showing: Showing<&'static str>) -> Response {
        let home = match self.stored {
            Some(stored) => (address_of(stored.number, ""), "The rules"),
            None => (ADDRESS.to_owned(), RULES),
        };
        let action = match self.stored {
            Some(stored) => address_of(stored.number, &format!("/{}", self.kind.word())),
            None => format!("{ADDRESS}/new"),
        };
        let what = self.stored.map(|stored| {
            view! { <p class="govuk-body govuk-!-font-weight-bold">{stored.rules.title.clone()}</p> }.into_any()
        });
        let until = (self.kind == Kind::Review).then(|| {
            let words = format!(
                "Compare the rules with their sources first. The check then uses them for {} more from that day on.",
                within()
            );
            view! { <p class="govuk-body">{words}</p> }.into_any()
        });
        let form = Form {
            state: self.state,
            staff: self.staff,
            room: &Kept { home, revision: self.room.steps().to_string() },
            title: self.kind.title(self.stored.is_none()).to_owned(),
            intro: [what, until].into_iter().flatten().collect(),
            action,
            hidden: Vec::new(),
            questions: self.kind.questions(),
            more: None,
        };
        form.draw(fields, showing)
    }

    async fn save(&self, rules: RuleSet, is_shown: bool) -> Result<(), StoreError> {
        let place = (self.number(), self.room.steps());
        let stamp = (Some(self.staff.account.id), self.state.clock.now());
        let work = self.state.store.write(move |mut write| {
            Box::pin(async move { write.add_gain_rules(place, (&rules, is_shown), stamp).await })
        });
        work.await
    }
}

async fn open(state: &AppState, staff: &Staff, named: Option<(&str, &str)>) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, Action::WriteMinutes).await?;
    let desk = Desk::open(state, staff, &room, named)?;
    Ok(desk.draw(&desk.filled(), Showing::Opened))
}

async fn done(
    state: &AppState,
    staff: &Staff,
    named: Option<(&str, &str)>,
    fields: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, Action::WriteMinutes).await?;
    let desk = Desk::open(state, staff, &room, named)?;
    if fields.text(STATE) != room.steps().to_string() {
        return Ok(desk.draw(fields, Showing::Changed(CHANGED)));
    }
    let (rules, is_shown) = match desk.read(fields) {
        Ok(read) => read,
        Err(refusals) => return Ok(desk.draw(fields, Showing::Refused(refusals))),
    };
    match desk.save(rules, is_shown).await {
        Ok(()) => {
            let number = desk.number();
            tracing::info!(account = %staff.account.id, rules = number, step = desk.kind.word(), is_shown, "somebody wrote rules on biodiversity net gain");
            Ok(Redirect::to(&address_of(number, "")).into_response())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(state, staff, Action::WriteMinutes).await?;
            Ok(Desk::open(state, staff, &room, named)?.draw(fields, Showing::Changed(CHANGED)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows the form of new rules.
pub(super) async fn show_new(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    open(&state, &staff, None).await
}

/// Adds rules.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    done(&state, &staff, None, &fields).await
}

/// Shows the form of a step.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, word)): Path<(String, String)>,
) -> Result<Response, PageError> {
    open(&state, &staff, Some((&number, &word))).await
}

/// Takes a step.
pub(super) async fn take(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, word)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    done(&state, &staff, Some((&number, &word)), &fields).await
}
