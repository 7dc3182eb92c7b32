//! Writing the plan, and signing it.

mod criteria;
mod desk;
mod drawn;
mod merging;
mod pooling;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::{PlanId, unordered},
    permission::Action,
    plan::{Plan, PlannedMargin, may_sign},
};
use store::StoreError;

use self::{
    desk::{Desk, filled},
    drawn::{Shown, page},
};
use crate::{error::PageError, posted::Posted, state::AppState, visitor::Staff};

/// The fields with the plan that a form was drawn from: its number and its revision.
const NUMBER: &str = "number";
const REVISION: &str = "revision";

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let desk = Desk::find(&state, &slug).await?;
    let fields = desk.current().map(|plan| plan.plan.clone()).or_else(|| desk.proposed(&state));
    let fields = fields.as_ref().map(filled).unwrap_or_default();
    Ok(page(&state, &staff, &desk, &fields, &Shown::AsIs))
}

pub(super) async fn write(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let desk = Desk::find(&state, &slug).await?;
    let drawn_from = (fields.text(NUMBER).parse().unwrap_or(0_i64), fields.text(REVISION).parse().unwrap_or(0_i64));
    let stands = desk.open().map_or((0, 0), |plan| (plan.number, plan.revision));
    if drawn_from != stands || (desk.open().is_none() && desk.current().is_some()) {
        return Ok(page(&state, &staff, &desk, &fields, &Shown::Changed));
    }
    if fields.is_filled(criteria::FILL) {
        return Ok(page(&state, &staff, &desk, &criteria::with_usual(&fields), &Shown::AsIs));
    }
    let seed = desk.open().map(|plan| plan.plan.seed).or_else(|| desk.proposed(&state).map(|plan| plan.seed));
    let plan = match desk.read(&fields, seed.unwrap_or_default()) {
        Ok(plan) => plan,
        Err(refusals) => return Ok(page(&state, &staff, &desk, &fields, &Shown::Refused(refusals))),
    };
    let (account, now, consultation) = (staff.account.id, state.clock.now(), desk.weighing.consultation.id);
    let open = desk.open().map(|plan| (plan.id, plan.revision));
    let id = PlanId::new(&*state.clock, &*state.entropy);
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            match open {
                Some((id, revision)) => write.set_plan(id, revision, &plan, account, now).await,
                None => write.add_plan(id, consultation, &plan, 0, account, now).await,
            }
        })
    });
    match work.await {
        Ok(()) => {
            tracing::info!(%account, consultation = slug, "somebody wrote the plan of a weighting");
            Ok(Redirect::to(&desk.weighing.address("plan")).into_response())
        }
        Err(StoreError::Changed) => {
            let desk = Desk::find(&state, &slug).await?;
            Ok(page(&state, &staff, &desk, &fields, &Shown::Changed))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn sign(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let desk = Desk::find(&state, &slug).await?;
    let account = staff.account.id;
    let signed = desk.current().filter(|plan| fields.text(REVISION) == plan.revision.to_string());
    let signed = signed.filter(|plan| fields.text(NUMBER) == plan.number.to_string());
    let Some(plan) = signed.filter(|plan| may_sign(&plan.signatures, account).is_ok()) else {
        return Ok(show_again(&state, &staff, &desk, &Shown::Moved));
    };
    let questionnaire = desk.questionnaire.as_ref();
    if questionnaire.is_none_or(|questionnaire| !plan.plan.check(questionnaire).is_empty()) {
        return Ok(show_again(&state, &staff, &desk, &Shown::Senseless));
    }
    let (id, revision, now, signature) = (plan.id, plan.revision, state.clock.now(), unordered(&*state.entropy));
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.sign_plan(signature, id, revision, account, now).await }));
    match work.await {
        Ok(()) => {}
        Err(StoreError::Changed) => {
            let desk = Desk::find(&state, &slug).await?;
            return Ok(show_again(&state, &staff, &desk, &Shown::Moved));
        }
        Err(error) => return Err(error.into()),
    }
    tracing::info!(%account, consultation = slug, "somebody signed the plan of a weighting");
    Ok(Redirect::to(&desk.weighing.address("plan")).into_response())
}

/// Begins the next plan with what the fixed one says, and with the counts as they are now.
pub(super) async fn begin_next(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let desk = Desk::find(&state, &slug).await?;
    let (Some(last), None) = (desk.current(), desk.open()) else {
        return Ok(show_again(&state, &staff, &desk, &Shown::Moved));
    };
    let margins = desk.counted.iter().filter_map(|margin| {
        let before = last.plan.margins.iter().find(|before| before.name == margin.name)?;
        let (merges_neighbours, merge_list) = (before.merges_neighbours, before.merge_list.clone());
        Some(PlannedMargin { merges_neighbours, merge_list, ..margin.clone() })
    });
    let plan = Plan { margins: margins.collect(), ..last.plan.clone() };
    let (account, now, after, consultation) =
        (staff.account.id, state.clock.now(), last.number, desk.weighing.consultation.id);
    let id = PlanId::new(&*state.clock, &*state.entropy);
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.add_plan(id, consultation, &plan, after, account, now).await })
    });
    match work.await {
        Ok(()) => {}
        Err(StoreError::Changed) => {
            let desk = Desk::find(&state, &slug).await?;
            return Ok(show_again(&state, &staff, &desk, &Shown::Moved));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(Redirect::to(&desk.weighing.address("plan")).into_response())
}

/// Shows what the plan says now to somebody who could not do what they wanted with it.
fn show_again(state: &AppState, staff: &Staff, desk: &Desk, shown: &Shown) -> Response {
    let fields = desk.current().map(|plan| filled(&plan.plan)).unwrap_or_default();
    page(state, staff, desk, &fields, shown)
}
