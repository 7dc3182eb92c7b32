//! One campaign: its rulings, the responses in it, and the next ruling.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    campaign::{ConfirmationHindrance, Treatment, may_confirm},
    consultation::Consultation,
    fields::Fields,
    permission::Action,
    refusal::Refusal,
};
use leptos::prelude::*;
use store::{Campaign, StoreError, StoredRuling};

use super::{
    super::{asking::messages, find_consultation, responses::links, runs::say_who},
    TITLE, address,
    ruling::{Asked, RulingForm, SEEN, form, questions},
    say_state,
};
use crate::{
    error::PageError,
    pages::listing::{on_list, page_request, part},
    parts::{ErrorSummary, Frame, Pagination, SummaryRow, summary_list},
    posted::{InAddress, Posted},
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates, numbers},
};

/// How many references a page has.
const REFERENCES: u32 = 100;

/// Shows a campaign.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let found = Found::find(&state, &slug, &number).await?;
    found.page(&state, &staff, StatusCode::OK, &fields, &[])
}

/// Takes the next ruling.
pub(super) async fn rule(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let found = Found::find(&state, &slug, &number).await?;
    let asked = match Asked::read(RulingForm::Next, &fields, &found.inside) {
        Ok(asked) => asked,
        Err(refusals) => {
            return found.page(&state, &staff, StatusCode::UNPROCESSABLE_ENTITY, &fields, &refusals);
        }
    };
    let Some(newest) = found.newest().filter(|newest| fields.text(SEEN) == newest.place.to_string()) else {
        return found.page(&state, &staff, StatusCode::CONFLICT, &fields, &[]);
    };
    let received = state.store.find_received(found.consultation.id).await?.responses.unsigned_abs();
    let others: Vec<&Campaign> = found.others.iter().collect();
    let ruling = asked.ruling(Vec::new(), found.inside.len() as u64, &others, received);
    let (id, after, account, now) = (found.campaign.id, newest.place, staff.account.id, state.clock.now());
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.add_ruling(id, after, &ruling, account, now).await }));
    found.done(&state, &staff, work.await, &fields).await
}

/// Confirms the newest ruling.
pub(super) async fn confirm(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let found = Found::find(&state, &slug, &number).await?;
    let waits = found.campaign.waiting().filter(|waiting| fields.text(SEEN) == waiting.place.to_string());
    let Some(place) = waits.map(|waiting| waiting.place) else {
        return found.page(&state, &staff, StatusCode::CONFLICT, &Fields::default(), &[]);
    };
    let (id, account, now) = (found.campaign.id, staff.account.id, state.clock.now());
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.confirm_ruling(id, place, account, now).await }));
    found.done(&state, &staff, work.await, &Fields::default()).await
}

/// A campaign with its consultation.
struct Found {
    consultation: Consultation,
    campaign: Campaign,
    others: Vec<Campaign>,
    /// The references of its responses.
    inside: Vec<String>,
}

impl Found {
    async fn find(state: &AppState, slug: &str, number: &str) -> Result<Self, PageError> {
        let number: i64 = number.parse().map_err(|_| PageError::NotFound)?;
        let consultation = find_consultation(state, slug).await?;
        let mut others = state.store.list_campaigns(consultation.id).await?;
        let place = others.iter().position(|campaign| campaign.number == number).ok_or(PageError::NotFound)?;
        let campaign = others.remove(place);
        let campaigners = state.store.list_campaigners(consultation.id).await?;
        let inside = campaigners.into_iter().filter(|(_, of)| *of == number).map(|(reference, _)| reference).collect();
        Ok(Self { consultation, campaign, others, inside })
    }

    fn newest(&self) -> Option<&StoredRuling> {
        self.campaign.rulings.first()
    }

    fn address(&self) -> String {
        address(&self.consultation.slug, Some(self.campaign.number))
    }

    /// Goes back to the page, or says there that something changed meanwhile.
    async fn done(
        &self,
        state: &AppState,
        staff: &Staff,
        stored: Result<(), StoreError>,
        fields: &Fields,
    ) -> Result<Response, PageError> {
        match stored {
            Ok(()) => {
                let (account, campaign) = (staff.account.id, self.campaign.number);
                tracing::info!(%account, consultation = self.consultation.slug, campaign, "somebody ruled on a campaign");
                Ok(Redirect::to(&self.address()).into_response())
            }
            Err(StoreError::Changed) => {
                let now = Self::find(state, &self.consultation.slug, &self.campaign.number.to_string()).await?;
                now.page(state, staff, StatusCode::CONFLICT, fields, &[])
            }
            Err(error) => Err(error.into()),
        }
    }

    fn page(
        &self,
        state: &AppState,
        staff: &Staff,
        status: StatusCode,
        fields: &Fields,
        refusals: &[Refusal],
    ) -> Result<Response, PageError> {
        let found = on_list(part(&self.inside, page_request(fields.text("page"), REFERENCES)))?;
        let conflict = (status == StatusCode::CONFLICT).then_some(view! {
            <div class="govuk-inset-text">"Nothing was stored, because somebody else was quicker. What stands there now is below."</div>
        });
        let name = self.campaign.name.clone();
        let may_rule = may(&staff.account, Action::WeighAnswers);
        Ok(Frame::new(state, &staff.visitor, name.clone()).status(status).show(|| {
            view! {
                <a class="govuk-back-link" href=address(&self.consultation.slug, None)>{TITLE}</a>
                <ErrorSummary errors=messages(&questions(RulingForm::Next), refusals)/>
                <span class="govuk-caption-l">{self.consultation.title.clone()}</span>
                <h1 class="govuk-heading-l">{name}</h1>
                {conflict}
                <p class="govuk-body">{say_state(&self.campaign)}</p>
                {may_rule.then(|| self.waiting(staff))}
                {self.campaign.rulings.iter().map(describe).collect_view()}
                {may_rule.then(|| self.again(fields, refusals))}
                <h2 class="govuk-heading-m">"Its responses"</h2>
                {links(&found.rows)}
                <Pagination current=found.request.number count=found.count() base=format!("{}?", self.address())/>
            }
        }))
    }

    /// Lets a second person confirm what waits for one.
    fn waiting(&self, staff: &Staff) -> Option<AnyView> {
        let waiting = self.campaign.waiting()?;
        Some(match may_confirm(waiting.holds(), waiting.account, staff.account.id) {
            Err(ConfirmationHindrance::Holds) => return None,
            Err(ConfirmationHindrance::Own) => {
                view! { <p class="govuk-body">"You gave this ruling, so somebody else has to confirm it."</p> }
                    .into_any()
            }
            Ok(()) => view! {
                <form method="post" action=format!("{}/confirm", self.address())>
                    <input type="hidden" name=SEEN value=waiting.place.to_string()/>
                    <button class="govuk-button" type="submit">"Confirm that these responses do not count"</button>
                </form>
            }
            .into_any(),
        })
    }

    fn again(&self, fields: &Fields, refusals: &[Refusal]) -> impl IntoView + use<> {
        let seen = self.newest().map(|newest| newest.place.to_string()).unwrap_or_default();
        let form = form(RulingForm::Next, format!("{}/rule", self.address()), &seen, "Rule so", (fields, refusals));
        let is_open = !refusals.is_empty();
        view! {
            <details class="govuk-details" open=is_open>
                <summary class="govuk-details__summary"><span class="govuk-details__summary-text">"Rule again"</span></summary>
                <div class="govuk-details__text">{form}</div>
            </details>
        }
    }
}

fn describe(ruling: &StoredRuling) -> impl IntoView + use<> {
    let mut rows = vec![
        SummaryRow::new("How they count", ruling.treatment.label()),
        SummaryRow::new("Why", ruling.reason.clone()),
        SummaryRow::new("Responses", numbers::whole(ruling.responses)),
        SummaryRow::new("By", format!("{}, {}", say_who(ruling.by.as_deref()), dates::moment(ruling.at))),
    ];
    let confirmed = match (ruling.treatment, ruling.takes_two, ruling.confirmed_at) {
        (Treatment::LeftOut, true, None) => Some("Nobody yet".to_owned()),
        (_, _, Some(at)) => Some(format!("{}, {}", say_who(ruling.confirmed_by.as_deref()), dates::moment(at))),
        _ => None,
    };
    rows.extend(confirmed.map(|words| SummaryRow::new("Confirmed by", words)));
    view! {
        <h2 class="govuk-heading-m">{format!("Ruling {}", ruling.place)}</h2>
        {summary_list(rows)}
    }
}
