//! One step with a round, each a form of its own: what it asks, and what is read from it.

mod kind;
mod taking;

use axum::response::Response;
use chrono::NaiveDate;
use domain::{
    fields::Fields,
    ids::RoundId,
    involvement::Taken,
    question::Question,
    refusal::Refusal,
    round::{Given, RoundFault, RoundStep, Turn},
};
use leptos::prelude::*;
use store::{StoreError, StoredRound};

use self::kind::Kind;
pub(super) use self::taking::{add, show, show_new, show_turn, take, take_turn};
use super::{ADDRESS, Room, address_of, forms};
use crate::{
    error::PageError,
    pages::staff::{
        evidence::Sources,
        form::{Form, Showing, Written},
        involvement::ADDRESS as REGISTER,
    },
    state::AppState,
    visitor::Staff,
    words::rounds::{TITLE, counting, fault as say_fault},
};

/// One step with one round, or with a new one.
struct Desk<'a> {
    state: &'a AppState,
    staff: &'a Staff,
    room: &'a Room,
    kind: Kind,
    stored: Option<&'a StoredRound>,
    sources: Option<Sources>,
}

impl Written for Desk<'_> {
    type Now = String;

    fn home(&self) -> (String, &'static str) {
        match self.stored {
            Some(stored) => (address_of(stored.given.number, ""), "What they were given"),
            None => (ADDRESS.to_owned(), TITLE),
        }
    }

    fn state(&self) -> String {
        // A new one is drawn from the number that it would get, so that nobody adds one twice by pressing twice.
        self.stored.map_or_else(|| self.room.next().to_string(), |stored| stored.given.entries.len().to_string())
    }

    fn notice(&self, now: String) -> AnyView {
        let (home, _) = self.home();
        view! {
            <p class="govuk-inset-text" role="alert">
                {now} " " <a class="govuk-link" href=home>"See what stands there now"</a> "."
            </p>
        }
        .into_any()
    }
}

impl<'a> Desk<'a> {
    async fn enter(
        state: &'a AppState,
        staff: &'a Staff,
        room: &'a Room,
        stored: Option<&'a StoredRound>,
        kind: Kind,
    ) -> Result<Self, PageError> {
        let sources = if kind.asks_sources() { Some(Sources::find(state).await?) } else { None };
        let desk = Self { state, staff, room, kind, stored, sources };
        if kind.authority().is_some() && desk.turn().is_none() {
            return Err(PageError::NotFound);
        }
        Ok(desk)
    }

    fn given(&self) -> Option<&'a Given> {
        self.stored.map(|stored| &stored.given)
    }

    fn turn(&self) -> Option<Turn<'a>> {
        self.given()?.turn(self.kind.authority()?)
    }

    /// Gives why the step cannot be taken now, whatever is typed.
    fn hindrance(&self) -> Option<RoundFault> {
        let given = self.given()?;
        match self.kind {
            Kind::Unsay(authority) | Kind::Rejoin(authority) => given.may_answer(authority).err(),
            _ => given.may_change().err(),
        }
    }

    /// Says whether there is nobody to whom anything could be given.
    fn lacks_authorities(&self) -> bool {
        self.kind == Kind::Write && self.room.supporting().next().is_none()
    }

    fn has_opinions(&self) -> bool {
        self.given().is_some_and(|given| given.turns().iter().any(|turn| turn.opinion.is_some()))
    }

    fn questions(&self) -> Vec<Question> {
        let kind = self.given().map(|given| given.round.kind);
        match (self.kind, &self.sources, kind) {
            (Kind::Write, Some(sources), _) => forms::of_round(self.room, sources, !self.has_opinions()),
            (Kind::Say(_), Some(sources), Some(kind)) => forms::of_opinion(kind, sources),
            (Kind::Rejoin(_), Some(sources), _) => forms::of_rejoinder(sources),
            (Kind::Receive(_), ..) => forms::of_receipt(),
            (Kind::TakeOut, ..) => forms::of_reason("Why is this taken out?"),
            (Kind::Unsay(_), ..) => forms::of_reason("Why is it taken back?"),
            _ => Vec::new(),
        }
    }

    /// Fills the form as it is opened.
    fn filled(&self) -> Fields {
        let turn = self.turn();
        match (self.kind, self.given()) {
            (Kind::Write, Some(given)) => forms::round(&given.round, self.room),
            (Kind::Write, None) => forms::new_round(self.room),
            (Kind::Receive(_), _) => turn.map(|turn| forms::receipt(turn.window.first)).unwrap_or_default(),
            (Kind::Say(_), _) => turn.and_then(|turn| turn.opinion).map(forms::opinion).unwrap_or_default(),
            (Kind::Rejoin(_), _) => turn.and_then(|turn| turn.rejoinder).map(forms::rejoinder).unwrap_or_default(),
            (Kind::TakeOut | Kind::Unsay(_), _) => Fields::default(),
        }
    }

    /// Judges what was typed.
    fn read(&self, fields: &Fields) -> Result<RoundStep, Vec<Refusal>> {
        let (questions, today, turn) = (self.questions(), self.state.today(), self.turn());
        Ok(match self.kind {
            Kind::Write => {
                let kept = self.given().map(|given| given.round.kind).filter(|_| self.has_opinions());
                RoundStep::Written(forms::read_round(&questions, fields, (self.room, kept))?)
            }
            Kind::TakeOut => RoundStep::TakenOut(forms::read_reason(&questions, fields)?),
            Kind::Receive(authority) => RoundStep::Received { authority, on: forms::read_receipt(fields)? },
            Kind::Say(authority) => {
                let first = turn.map_or(NaiveDate::MIN, |turn| turn.window.first);
                RoundStep::Said { authority, opinion: forms::read_opinion(&questions, fields, (first, today))? }
            }
            Kind::Unsay(authority) => RoundStep::Unsaid { authority, reason: forms::read_reason(&questions, fields)? },
            Kind::Rejoin(authority) => {
                let came = turn.and_then(|turn| turn.opinion).map_or(NaiveDate::MIN, |opinion| opinion.received_on);
                let rejoinder = forms::read_rejoinder(&questions, fields, (came, today))?;
                RoundStep::Rejoined { authority, rejoinder }
            }
        })
    }

    fn action(&self) -> String {
        let Some(given) = self.given() else { return format!("{ADDRESS}/new") };
        let word = self.kind.word();
        match self.kind.authority().and_then(|id| self.room.authority(id)) {
            Some(stored) => address_of(given.number, &format!("/authorities/{}/{word}", stored.registered.number)),
            None => address_of(given.number, &format!("/{word}")),
        }
    }

    fn intro(&self, hindrance: Option<RoundFault>) -> Vec<AnyView> {
        let what = self.given().map(|given| {
            let authority = self.kind.authority().map(|id| format!("{}: ", self.room.name(id))).unwrap_or_default();
            let words = format!("{authority}{}", given.round.title);
            view! { <p class="govuk-body govuk-!-font-weight-bold">{words}</p> }.into_any()
        });
        let window = match (self.kind, self.turn()) {
            (Kind::Say(_), Some(turn)) => Some(turn.window),
            (Kind::Rejoin(_), Some(turn)) => turn.answer_window(),
            _ => None,
        };
        let days = window.map(|window| view! { <p class="govuk-body">{counting(window)} "."</p> }.into_any());
        let fault = hindrance.map(|fault| view! { <p class="govuk-body">{say_fault(fault)} "."</p> }.into_any());
        let lacks = self.lacks_authorities().then(|| {
            view! {
                <p class="govuk-body">
                    "No supporting authority is written down. Add them first to the "
                    <a class="govuk-link" href=REGISTER>"involvement register"</a> "."
                </p>
            }
            .into_any()
        });
        [what, days, fault, lacks].into_iter().flatten().collect()
    }

    fn draw(&self, fields: &Fields, showing: Showing<String>) -> Response {
        let hindrance = self.hindrance().filter(|_| matches!(showing, Showing::Opened));
        let is_closed = hindrance.is_some() || self.lacks_authorities();
        let form = Form {
            state: self.state,
            staff: self.staff,
            room: self,
            title: self.kind.title(self.stored.is_none()).to_owned(),
            intro: self.intro(hindrance),
            action: self.action(),
            hidden: Vec::new(),
            questions: if is_closed { Vec::new() } else { self.questions() },
            more: None,
        };
        form.draw(fields, showing)
    }

    /// Takes the step, and gives the number of the round.
    async fn take(&self, step: RoundStep) -> Result<i64, StoreError> {
        let (state, staff) = (self.state, self.staff);
        if let Some(stored) = self.stored {
            super::take(state, staff, (stored.id, stored.given.entries.len()), step).await?;
            return Ok(stored.given.number);
        }
        let (id, number) = (RoundId::new(&*state.clock, &*state.entropy), self.room.next());
        let taken = Taken { step, account: Some(staff.account.id), at: state.clock.now() };
        let work = state.store.write(move |mut write| {
            Box::pin(async move {
                write.add_round(id, number).await?;
                write.add_round_step(id, 0, &taken).await
            })
        });
        work.await.map(|()| number)
    }
}
