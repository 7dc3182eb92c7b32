//! The form in which somebody says by when replies are expected, and why that is moved.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    permission::Action,
    question::Question,
    refusal::{DatePart, Reason},
    reply::SENTENCE_LIMIT,
    time::in_england,
};
use leptos::prelude::*;
use store::{ExpectedDay, StoreError};

use super::{
    super::{
        asking::{Asks, Told, date, lines},
        form::{Form, STATE, Showing, Written},
    },
    Room,
};
use crate::{
    error::PageError, parts::expected_days, posted::Posted, state::AppState, visitor::Staff, words::replies::TITLE,
};

const DAY: &str = "expected";
const WHY: &str = "reason";

/// The days that were said so far.
struct Said<'a> {
    room: &'a Room,
    days: Vec<ExpectedDay>,
}

impl Written for Said<'_> {
    type Now = ();

    fn home(&self) -> (String, &'static str) {
        (self.room.address(""), TITLE)
    }

    fn state(&self) -> String {
        self.days.len().to_string()
    }

    fn notice(&self, (): ()) -> AnyView {
        view! { <p class="govuk-inset-text">"Nothing was stored, because somebody else has said a day meanwhile. It stands below."</p> }
            .into_any()
    }
}

impl Said<'_> {
    fn questions(&self) -> Vec<Question> {
        let mut asked = vec![date(DAY, "By which day will the first reply be public?")];
        asked.extend((!self.days.is_empty()).then(|| {
            lines(WHY, "Why is it another day?", SENTENCE_LIMIT)
                .hint("Everybody reads this, with the day that was said before.")
        }));
        asked
    }

    fn form<'d>(&'d self, state: &'d AppState, staff: &'d Staff) -> Form<'d, Self> {
        let intro = view! {
            <p class="govuk-body">
                "Everybody reads it after the closing. It does not move the day by which replies are due, nor the mark that they are overdue."
            </p>
            {expected_days(&self.days, state.today())}
        };
        Form {
            state,
            staff,
            room: self,
            title: "When replies are expected".to_owned(),
            intro: vec![intro.into_any()],
            action: self.room.address("/expected"),
            hidden: Vec::new(),
            questions: self.questions(),
            more: None,
        }
    }
}

async fn find<'a>(state: &AppState, room: &'a Room) -> Result<Said<'a>, PageError> {
    Ok(Said { room, days: state.store.list_expected_days(room.consultation().id).await? })
}

/// Shows the form.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::PublishReplies).await?;
    Ok(find(&state, &room).await?.form(&state, &staff).draw(&Fields::default(), Showing::Opened))
}

/// Stores the day that was said.
pub(super) async fn say(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::PublishReplies).await?;
    let said = find(&state, &room).await?;
    let (questions, now) = (said.questions(), state.clock.now());
    let mut told = Told::new(&questions, &fields);
    let (today, day) = (in_england(now).date_naive(), told.date(DAY));
    if day.is_some_and(|day| day < today) {
        told.refuse(&DatePart::Day.field(DAY), Reason::TooEarly { earliest: today });
    }
    if day.is_some() && day == said.days.last().map(|last| last.expected_on) {
        told.refuse(&DatePart::Day.field(DAY), Reason::NothingChanged);
    }
    let reason = told.needed_words(WHY);
    let Some(expected_on) = day.filter(|_| !told.is_refused()) else {
        let refusals = told.refusals(&questions);
        return Ok(said.form(&state, &staff).draw(&fields, Showing::Refused(refusals)));
    };
    if fields.text(STATE) != said.state() {
        return Ok(said.form(&state, &staff).draw(&fields, Showing::Changed(())));
    }
    let place = said.days.last().map_or(1, |last| last.place + 1);
    let next = ExpectedDay { place, expected_on, reason, said_at: now };
    let (id, by) = (room.consultation().id, staff.account.id);
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_expected_day(id, &next, by).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %by, consultation = slug, "somebody said when replies are expected");
            Ok(Redirect::to(&room.address("")).into_response())
        }
        Err(StoreError::Changed) => {
            let said = find(&state, &room).await?;
            Ok(said.form(&state, &staff).draw(&fields, Showing::Changed(())))
        }
        Err(error) => Err(error.into()),
    }
}
