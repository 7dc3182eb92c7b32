//! Freezing the responses after the closing.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    consultation::Phase,
    fields::Fields,
    freeze::{FreezingHindrance, may_freeze},
    ids::FreezeId,
    permission::Action,
    plan::REASONS_LIMIT,
    question::Question,
    refusal::Refusal,
};
use leptos::prelude::*;
use store::{Freeze, Hashed, StoreError};

use super::{
    super::asking::{Asks, Told, draw, lines, messages},
    Weighing, fingerprint, say_who,
};
use crate::{
    error::PageError,
    parts::{ErrorSummary, Frame, SummaryRow, summary_list},
    posted::Posted,
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates, numbers},
};

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let weighing = Weighing::find(&state, &slug).await?;
    let hashed = hash(&state, &weighing).await?;
    Ok(page(&state, &staff, &weighing, &hashed, StatusCode::OK, &Fields::default(), &[]))
}

pub(super) async fn freeze(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let weighing = Weighing::find(&state, &slug).await?;
    let hashed = hash(&state, &weighing).await?;
    let questions = questions(&weighing);
    let told = Told::new(&questions, &fields);
    let reason = told.needed_words("reason");
    let refusals = told.refusals(&questions);
    if hindrance(&weighing, &hashed).is_some() {
        return Ok(page(&state, &staff, &weighing, &hashed, StatusCode::CONFLICT, &fields, &[]));
    }
    if !refusals.is_empty() {
        return Ok(page(&state, &staff, &weighing, &hashed, StatusCode::UNPROCESSABLE_ENTITY, &fields, &refusals));
    }
    let version = state.store.find_current_version(weighing.consultation.id).await?;
    let version = version.ok_or_else(|| PageError::Broken("responses have no version".to_owned()))?;
    let account = staff.account.id;
    let freeze = Freeze {
        id: FreezeId::new(&*state.clock, &*state.entropy),
        consultation: weighing.consultation.id,
        number: weighing.freezes.first().map_or(0, |freeze| freeze.number) + 1,
        version: version.id,
        by: None,
        at: state.clock.now(),
        reason,
        responses: u64::try_from(hashed.len()).unwrap_or(u64::MAX),
        hash: hashed.hash().to_vec(),
        campaigns: hashed.campaigns().to_vec(),
    };
    let number = freeze.number;
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.add_freeze(&freeze, account, &hashed).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(%account, consultation = slug, number, "somebody froze the responses");
            Ok(Redirect::to(&weighing.address("freeze")).into_response())
        }
        // What came or went meanwhile is shown, to be looked at before it is frozen.
        Err(StoreError::Changed) => {
            let weighing = Weighing::find(&state, &slug).await?;
            let hashed = hash(&state, &weighing).await?;
            Ok(page(&state, &staff, &weighing, &hashed, StatusCode::CONFLICT, &fields, &[]))
        }
        Err(error) => Err(error.into()),
    }
}

async fn hash(state: &AppState, weighing: &Weighing) -> Result<Hashed, PageError> {
    if weighing.phase == Phase::Closed {
        Ok(state.store.hash_responses(weighing.consultation.id).await?)
    } else {
        Ok(Hashed::default())
    }
}

fn hindrance(weighing: &Weighing, hashed: &Hashed) -> Option<FreezingHindrance> {
    let is_same = |freeze: &Freeze| freeze.hash == hashed.hash() && freeze.campaigns == hashed.campaigns();
    let is_frozen = weighing.freezes.first().is_some_and(is_same);
    let responses = u64::try_from(hashed.len()).unwrap_or(u64::MAX);
    may_freeze(weighing.phase, responses, is_frozen).err()
}

/// Asks why, where responses are frozen again.
fn questions(weighing: &Weighing) -> Vec<Question> {
    let again = lines("reason", "Why are they frozen again?", REASONS_LIMIT)
        .hint("For example: 12 paper responses that came in time were typed in. Everybody can read this.");
    if weighing.freezes.is_empty() { Vec::new() } else { vec![again] }
}

fn page(
    state: &AppState,
    staff: &Staff,
    weighing: &Weighing,
    hashed: &Hashed,
    status: StatusCode,
    fields: &Fields,
    refusals: &[Refusal],
) -> Response {
    let questions = questions(weighing);
    let summary = messages(&questions, refusals);
    let title = format!("The responses to {}", weighing.consultation.title);
    let action = weighing.address("freeze/new");
    let hindrance = hindrance(weighing, hashed);
    let conflict = (status == StatusCode::CONFLICT).then(|| {
        view! {
            <div class="govuk-inset-text">
                "Nothing was frozen: responses came or went or a campaign was ruled on since you opened this page, or somebody else has frozen them. What stands there now is below."
            </div>
        }
    });
    let form = match hindrance {
        Some(hindrance) => Some(view! { <p class="govuk-body">{say_hindrance(hindrance)}</p> }.into_any()),
        None if !may(&staff.account, Action::WeighAnswers) => None,
        None => Some(
            view! {
                <form method="post" action=action novalidate>
                    {draw(&questions, fields, refusals)}
                    <p class="govuk-body">
                        {format!("There are {} now. ", numbers::count(hashed.len(), "response", "responses"))}
                        "Type in what came in time on paper before you freeze. What comes later is kept, and is not in the figures."
                    </p>
                    <button class="govuk-button" type="submit">"Freeze the responses"</button>
                </form>
            }
            .into_any(),
        ),
    };
    Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=weighing.address("weigh")>"Weigh the answers"</a>
            <ErrorSummary errors=summary/>
            <h1 class="govuk-heading-l">{title}</h1>
            {conflict}
            <p class="govuk-body">
                "Freezing writes down which responses there are and a fingerprint of each (SHA-256). Figures say on which freeze they rest, so that nobody can add "
                "or change a response unseen. Somebody may still ask for theirs to be deleted: it leaves its fingerprint, and figures say how many are missing."
            </p>
            {weighing.freezes.iter().map(describe).collect_view()}
            {form}
        }
    })
}

fn describe(freeze: &Freeze) -> impl IntoView + use<> {
    let mut rows = vec![
        SummaryRow::new("Responses", numbers::whole(freeze.responses)),
        SummaryRow::new("When", dates::moment(freeze.at)),
        SummaryRow::new("By", say_who(freeze.by.as_deref())),
    ];
    rows.extend((!freeze.reason.is_empty()).then(|| SummaryRow::new("Why again", freeze.reason.clone())));
    rows.extend(freeze.campaigns.iter().map(|campaign| {
        let count = numbers::count(campaign.responses, "response", "responses");
        SummaryRow::new(format!("Campaign ‘{}’", campaign.name), format!("{count}. {}.", campaign.treatment.label()))
    }));
    rows.push(SummaryRow::new("Fingerprint of all", fingerprint(&freeze.hash)));
    view! {
        <h2 class="govuk-heading-m">{format!("Freeze {}", freeze.number)}</h2>
        {summary_list(rows)}
    }
}

fn say_hindrance(hindrance: FreezingHindrance) -> &'static str {
    match hindrance {
        FreezingHindrance::NotClosed => "Responses can be frozen when the consultation has closed.",
        FreezingHindrance::NoResponses => "Nobody has responded, so there is nothing to freeze.",
        FreezingHindrance::NothingNew => {
            "Nothing has come or gone since, and no campaign is ruled on otherwise. If that changes, they can be frozen again."
        }
    }
}
