//! One step with a stakeholder, each a form of its own: what it asks, and taking it.

mod kind;
mod taking;

use axum::response::Response;
use domain::{
    fields::Fields,
    ids::StakeholderId,
    involvement::{InvolvementFault, StakeholderStep, Taken},
    question::Question,
    refusal::Refusal,
};
use leptos::prelude::*;
use store::{StoreError, StoredStakeholder};

use self::kind::Kind;
pub(super) use self::taking::{
    add, show, show_new, show_record, show_take_out_record, take, take_out_record, take_record,
};
use super::{ADDRESS, Next, address_of, forms};
use crate::{
    error::PageError,
    pages::staff::{
        evidence::Sources,
        form::{Form, Showing, Written},
    },
    state::AppState,
    visitor::Staff,
    words::involvement::{Access, TITLE, fault as say_fault, numbered},
};

/// One step with one stakeholder, or with a new one.
struct Desk<'a> {
    state: &'a AppState,
    staff: &'a Staff,
    kind: Kind,
    stored: Option<&'a StoredStakeholder>,
    /// The number that a new one gets.
    next: i64,
    sources: Option<Sources>,
}

impl Written for Desk<'_> {
    type Now = String;

    fn home(&self) -> (String, &'static str) {
        match self.stored {
            Some(stored) => (address_of(stored.registered.number, ""), "The stakeholder"),
            None => (ADDRESS.to_owned(), TITLE),
        }
    }

    fn state(&self) -> String {
        // A new one is drawn from the number that it would get, so that nobody adds one twice by pressing twice.
        self.stored.map_or_else(|| self.next.to_string(), |stored| stored.registered.entries.len().to_string())
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
        stored: Option<&'a StoredStakeholder>,
        kind: Kind,
    ) -> Result<Self, PageError> {
        if let (Some(stored), Some(number)) = (stored, kind.record()) {
            stored.registered.find(number).ok_or(PageError::NotFound)?;
        }
        let last = if stored.is_none() { state.store.list_stakeholders().await?.pop() } else { None };
        let next = last.map_or(1, |last| last.registered.number + 1);
        let sources = if matches!(kind, Kind::Involve(_)) { Some(Sources::find(state).await?) } else { None };
        Ok(Self { state, staff, kind, stored, next, sources })
    }

    /// Gives why the step cannot be taken now, whatever is typed.
    fn hindrance(&self) -> Option<InvolvementFault> {
        let registered = &self.stored?.registered;
        let is_gone = |number| registered.find(number).is_some_and(|written| written.taken_out.is_some());
        if self.kind.record().is_some_and(is_gone) {
            return Some(InvolvementFault::Gone);
        }
        // What leads to somebody can be deleted at any time.
        if self.kind == Kind::Forget { None } else { registered.may_change().err() }
    }

    fn questions(&self) -> Vec<Question> {
        match self.kind {
            Kind::Write => forms::of_stakeholder(),
            Kind::Intend => forms::of_intention(),
            Kind::Involve(_) => self.sources.as_ref().map(forms::of_involvement).unwrap_or_default(),
            Kind::TakeOut => forms::of_reason("Why is this stakeholder taken out?"),
            Kind::TakeOutRecord(_) => forms::of_reason("Why is this involvement taken out?"),
            Kind::Forget => forms::of_forgetting(),
        }
    }

    /// Fills the form as it is opened.
    fn filled(&self) -> Fields {
        let Some(registered) = self.stored.map(|stored| &stored.registered) else { return Fields::default() };
        match self.kind {
            Kind::Write => forms::stakeholder(registered),
            Kind::Intend => registered.intention().map(forms::intention).unwrap_or_default(),
            Kind::Involve(Some(number)) => {
                let written = registered.find(number);
                written.map(|written| forms::involvement(written.involvement)).unwrap_or_default()
            }
            _ => Fields::default(),
        }
    }

    /// Judges what was typed.
    fn read(&self, fields: &Fields) -> Result<Next, Vec<Refusal>> {
        let registered = self.stored.map(|stored| &stored.registered);
        let step = match (self.kind, registered) {
            (Kind::Write, _) => {
                let (stakeholder, personal) = forms::read_stakeholder(fields)?;
                return Ok(Next { step: StakeholderStep::Written(stakeholder), personal: Some(personal) });
            }
            (Kind::Forget, _) => {
                forms::read_reason(&self.questions(), fields)?;
                let forgotten =
                    registered.map(|one| one.personal.clone().forgotten(one.stakeholder.kind)).unwrap_or_default();
                return Ok(Next { step: StakeholderStep::Forgotten, personal: Some(forgotten) });
            }
            (Kind::Intend, _) => StakeholderStep::Intended(forms::read_intention(fields)?),
            (Kind::Involve(number), _) => {
                let next = registered.map_or(1, domain::involvement::Registered::next);
                let involvement = match &self.sources {
                    Some(sources) => forms::read_involvement(fields, sources, self.state.today())?,
                    None => return Err(Vec::new()),
                };
                StakeholderStep::Involved { number: number.unwrap_or(next), involvement }
            }
            (Kind::TakeOut, _) => StakeholderStep::TakenOut(forms::read_reason(&self.questions(), fields)?),
            (Kind::TakeOutRecord(number), _) => {
                let reason = forms::read_reason(&self.questions(), fields)?;
                StakeholderStep::InvolvementTakenOut { number, reason }
            }
        };
        Ok(Next { step, personal: None })
    }

    fn draw(&self, fields: &Fields, showing: Showing<String>) -> Response {
        let hindrance = self.hindrance().filter(|_| matches!(showing, Showing::Opened));
        let who = self.stored.map(|stored| {
            let name = numbered(&stored.registered, Access::Whole);
            view! { <p class="govuk-body govuk-!-font-weight-bold">{name}</p> }.into_any()
        });
        let intro = self.kind.intro().map(|words| view! { <p class="govuk-body">{words}</p> }.into_any());
        let hindered = hindrance.map(|fault| view! { <p class="govuk-body">{say_fault(fault)} "."</p> }.into_any());
        let questions = if hindrance.is_some() { Vec::new() } else { self.questions() };
        let form = Form {
            state: self.state,
            staff: self.staff,
            room: self,
            title: self.kind.title(self.stored.is_none()).to_owned(),
            intro: who.into_iter().chain(intro).chain(hindered).collect(),
            action: match self.stored {
                Some(stored) => address_of(stored.registered.number, &self.kind.below()),
                None => format!("{ADDRESS}/new"),
            },
            hidden: Vec::new(),
            questions,
            more: None,
        };
        form.draw(fields, showing)
    }

    /// Takes the step, and gives the number of the stakeholder.
    async fn take(&self, next: Next) -> Result<i64, StoreError> {
        let (state, staff) = (self.state, self.staff);
        if let Some(stored) = self.stored {
            let after = stored.registered.entries.len();
            super::take(state, staff, (stored.id, after), next).await?;
            return Ok(stored.registered.number);
        }
        let (id, number) = (StakeholderId::new(&*state.clock, &*state.entropy), self.next);
        let Next { step, personal } = next;
        let taken = Taken { step, account: Some(staff.account.id), at: state.clock.now() };
        let personal = personal.unwrap_or_default();
        let work = state.store.write(move |mut write| {
            Box::pin(async move {
                write.add_stakeholder(id, number, &personal).await?;
                write.add_stakeholder_step(id, 0, &taken).await
            })
        });
        work.await.map(|()| number)
    }
}
