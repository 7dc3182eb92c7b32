//! One run: asking for it, how far it is, stopping it, and its results.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::{FreezeId, PlanId, RunId},
    permission::Action,
    run::{Occasion, RunHindrance, RunStatus, may_run},
};
use leptos::prelude::*;
use store::{Run, StoreError};

use super::{
    super::labels::Labels, Weighing, appraisal, bundle, find_seen, fingerprint, page, pool, results, say_status,
    say_who, warn,
};
use crate::{
    erased::{Again, Since},
    error::PageError,
    pages::saved_file,
    parts::{Frame, SummaryRow, Tried, summary_list},
    posted::InAddress,
    runs::find_results,
    state::AppState,
    visitor::{Staff, may},
    words::{dates, erasing, numbers},
};

/// Says whether the fixed plan may be run on the newest freeze.
pub(super) fn may_start(weighing: &Weighing) -> Result<(), RunHindrance> {
    let (plan, freeze) = (weighing.fixed_plan(), weighing.freezes.first());
    let same = |run: &&Run| {
        plan.is_some_and(|plan| plan.id == run.plan) && freeze.is_some_and(|freeze| freeze.id == run.freeze)
    };
    let others: Vec<RunStatus> = weighing.runs.iter().filter(same).map(|run| run.status).collect();
    may_run(plan.is_some(), freeze.is_some(), &others)
}

pub(super) fn say_hindrance(hindrance: RunHindrance) -> &'static str {
    match hindrance {
        RunHindrance::NoPlan => "Before anything can be run, a plan has to be written and signed.",
        RunHindrance::NotFrozen => "Before anything can be run, the responses have to be frozen.",
        RunHindrance::SameAgain => {
            "The newest fixed plan is run on the newest freeze already. To leave out what was deleted since, or to count what came since, freeze again."
        }
    }
}

/// Asks for a run of the fixed plan on the newest freeze.
pub(super) async fn ask(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let weighing = Weighing::find(&state, &slug).await?;
    let (Some(plan), Some(freeze), Ok(())) = (weighing.fixed_plan(), weighing.freezes.first(), may_start(&weighing))
    else {
        return Ok(page(&state, &staff, &weighing, StatusCode::CONFLICT));
    };
    add(&state, &staff, &weighing, (plan.id, freeze.id), Occasion::Wanted).await?;
    let runs = state.store.list_runs(weighing.consultation.id).await?;
    let newest =
        runs.first().map_or_else(|| weighing.address("weigh"), |run| weighing.address(&format!("runs/{}", run.number)));
    Ok(Redirect::to(&newest).into_response())
}

/// Asks for a run of a plan on a freeze.
async fn add(
    state: &AppState,
    staff: &Staff,
    weighing: &Weighing,
    rests_on: (PlanId, FreezeId),
    occasion: Occasion,
) -> Result<(), PageError> {
    let id = RunId::new(&*state.clock, &*state.entropy);
    let (consultation, account, now) = (weighing.consultation.id, staff.account.id, state.clock.now());
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.add_run(id, consultation, rests_on, (account, now), occasion).await })
    });
    match work.await {
        Ok(()) => {
            tracing::info!(%account, consultation = weighing.consultation.slug, "somebody asked for a weighting");
            Ok(())
        }
        // Somebody else has asked for the same first.
        Err(StoreError::Changed) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Finds the run of an address.
pub(super) async fn find(state: &AppState, slug: &str, number: &str) -> Result<(Weighing, Run), PageError> {
    let number: i64 = number.parse().map_err(|_| PageError::NotFound)?;
    let weighing = Weighing::find(state, slug).await?;
    let run = weighing.runs.iter().find(|run| run.number == number).cloned().ok_or(PageError::NotFound)?;
    Ok((weighing, run))
}

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let (weighing, run) = find(&state, &slug, &number).await?;
    let results = find_results(&state.store, run.id).await?;
    let mut appraisal = None;
    if let Some(results) = &results {
        if let Some(warned) = warn(&state, &staff, &weighing.consultation, Some(run.number)).await? {
            return Ok(warned);
        }
        appraisal = appraisal::find(&state, &weighing, &run, results).await?;
    }
    let pool = pool::find(results.as_ref()).await?;
    let tried = Tried::read(pool.as_ref(), fields);
    let evidence = state.store.describe_bundle(run.id).await?;
    let freeze = weighing.freezes.iter().find(|freeze| freeze.id == run.freeze);
    let version = match freeze {
        Some(freeze) => state.store.find_version(freeze.version).await?,
        None => None,
    };
    let words = version.map(|version| Labels::new(&version.questionnaire)).unwrap_or_default();
    let title = format!("Run {} of {}", run.number, weighing.consultation.title);
    let may_weigh = may(&staff.account, Action::WeighAnswers);
    let publication = weighing.address(&format!("runs/{}/publication", run.number));
    let publication = results.is_some().then(|| {
        view! { <p class="govuk-body"><a class="govuk-link" href=publication>"Publish these results"</a></p> }
    });
    let since = Since::of(&state.store, &run).await?.map(|since| draw_since(&weighing, run.number, &since, may_weigh));
    Ok(Frame::new(&state, &staff.visitor, title.clone()).status(tried.status()).show(|| {
        view! {
            <a class="govuk-back-link" href=weighing.address("weigh")>"Weigh the answers"</a>
            {tried.summary(|code| words.segment(Some(code)))}
            <h1 class="govuk-heading-l">{title}</h1>
            {publication}
            {since}
            {match results {
                Some(results) => {
                    let pool = pool::draw(pool.as_ref(), &results, (&weighing, &run), &words, &tried);
                    let scored = appraisal::draw(appraisal.as_ref(), &weighing);
                    results::draw(&results, &weighing, &run, &words, (scored, pool)).into_any()
                }
                None => waiting(&weighing, &run, may_weigh).into_any(),
            }}
            {provenance(&weighing, &run)}
            {bundle::links(&weighing, &run, evidence)}
        }
    }))
}

/// Says what became of a run since responses that it rests on were erased.
fn draw_since(weighing: &Weighing, number: i64, since: &Since, may_weigh: bool) -> impl IntoView + use<> {
    let count = numbers::count(since.erased.count, "response was", "responses were");
    let words = match &since.again {
        Again::Waits => "It is being worked out again without.".to_owned(),
        Again::Done(_, moved) => format!("Worked out again without: {}", erasing::moved(moved)),
        Again::NotDone => "It has not been worked out again without.".to_owned(),
    };
    let later = since.run.map(|number| {
        let href = weighing.address(&format!("runs/{number}"));
        view! { " " <a class="govuk-link" href=href>{format!("See run {number}")}</a> "." }
    });
    let action = weighing.address(&format!("runs/{number}/again"));
    let again = (may_weigh && since.again == Again::NotDone).then(|| {
        view! {
            <form method="post" action=action>
                <button class="govuk-button govuk-button--secondary" type="submit">"Work it out again"</button>
            </form>
        }
    });
    view! {
        <p class="govuk-inset-text">{format!("After this run {count} deleted. {words}")} {later}</p>
        {again}
    }
}

/// Asks for a run once more where responses that it rests on were erased and nobody has.
pub(super) async fn ask_again(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let (weighing, run) = find(&state, &slug, &number).await?;
    let since = Since::of(&state.store, &run).await?;
    if since.is_some_and(|since| since.again == Again::NotDone) {
        add(&state, &staff, &weighing, (run.plan, run.freeze), Occasion::Erasure).await?;
    }
    Ok(Redirect::to(&weighing.address(&format!("runs/{}", run.number))).into_response())
}

/// Says how far a run is that has no results.
fn waiting(weighing: &Weighing, run: &Run, may_weigh: bool) -> impl IntoView + use<> {
    let action = weighing.address(&format!("runs/{}/cancel", run.number));
    let done = run.progress.done.to_string();
    let bar = (run.status == RunStatus::Running && run.progress.total > 0).then(|| {
        view! { <progress class="fm-done" max=run.progress.total.to_string() value=done aria-label="How much is done"></progress> }
    });
    let why = run.failure.clone().map(|failure| {
        view! {
            <p class="govuk-body">"It could not be worked out: " {failure} ". What was frozen and planned stays as it is."</p>
        }
    });
    let cancel = (may_weigh && !run.status.has_ended()).then(|| {
        view! {
            <form method="post" action=action>
                <button class="govuk-button govuk-button--secondary" type="submit">"Stop this run"</button>
            </form>
        }
    });
    let again = (!run.status.has_ended()).then(|| {
        let here = weighing.address(&format!("runs/{}", run.number));
        view! {
            <p class="govuk-body">
                "You can leave this page; the run goes on. " <a class="govuk-link" href=here>"See how far it is now"</a>
            </p>
        }
    });
    view! {
        <p class="govuk-body" role="status">{say_status(run)} "."</p>
        {bar}
        {why}
        {again}
        {cancel}
    }
}

fn provenance(weighing: &Weighing, run: &Run) -> impl IntoView + use<> {
    let plan = weighing.plan_of(run);
    let freeze = weighing.freezes.iter().find(|freeze| freeze.id == run.freeze);
    let asked = format!("{} on {}", say_who(run.by.as_deref()), dates::moment(run.asked_at));
    let mut rows = vec![SummaryRow::new("Asked for by", asked)];
    rows.extend(run.ended_at.map(|at| SummaryRow::new("Ended", dates::moment(at))));
    rows.extend(plan.map(|plan| SummaryRow::new("Plan", format!("{}, seed {}", plan.number, plan.plan.seed))));
    rows.extend(freeze.map(|freeze| {
        let number = format!("Freeze {}, fingerprint ", freeze.number);
        SummaryRow::new("Frozen responses", view! { {number} {fingerprint(&freeze.hash)} })
    }));
    rows.extend(
        run.code_version.as_ref().map(|version| SummaryRow::new("Worked out by", format!("Folkmoot {version}"))),
    );
    rows.extend(run.results_hash.as_ref().map(|hash| SummaryRow::new("Fingerprint of the results", fingerprint(hash))));
    let file = weighing.address(&format!("runs/{}/results.json", run.number));
    let file = (run.status == RunStatus::Done).then(|| {
        let card = weighing.address(&format!("runs/{}/scorecard", run.number));
        view! {
            <p class="govuk-body"><a class="govuk-link" href=file>"Download every figure (JSON)"</a></p>
            <p class="govuk-body">
                "Download the scorecard: "
                <a class="govuk-link" href=format!("{card}?format=csv")>"CSV with its data dictionary"</a> " or "
                <a class="govuk-link" href=format!("{card}?format=xlsx")>"Excel workbook"</a>
            </p>
        }
    });
    view! {
        <h2 class="govuk-heading-m">"Where this comes from"</h2>
        {summary_list(rows)}
        {file}
    }
}

pub(super) async fn cancel(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let (weighing, run) = find(&state, &slug, &number).await?;
    let (id, now, account) = (run.id, state.clock.now(), staff.account.id);
    let work = state.store.write(move |mut write| Box::pin(async move { write.cancel_run(id, now).await }));
    let cancelled: Result<(), StoreError> = work.await;
    cancelled?;
    tracing::info!(%account, consultation = slug, run = number, "somebody stopped a run");
    Ok(Redirect::to(&weighing.address(&format!("runs/{}", run.number))).into_response())
}

/// Gives the results as they were stored, byte for byte.
pub(super) async fn download(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let run = match find_seen(&state, &staff, &slug, &number).await? {
        Ok((_, run)) => run,
        Err(first) => return Ok(first),
    };
    let results = state.store.find_results(run.id).await?.ok_or(PageError::NotFound)?;
    Ok((saved_file("application/json", &format!("{slug}-run-{}.json", run.number)), results).into_response())
}
