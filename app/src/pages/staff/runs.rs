//! Weighing the answers in the open: a plan that is signed first, responses that are held fast, and runs of the one on the other.

mod appraisal;
mod bundle;
mod criteria;
mod freeze;
mod look;
mod plan;
mod pool;
mod publication;
mod results;
mod run;

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use domain::{
    consultation::{Consultation, Phase},
    permission::Action,
    plan::{Look, SIGNATURES},
    run::RunStatus,
};
use leptos::prelude::*;
use store::{Freeze, Received, Run, StoredPlan};

pub(super) use self::{
    appraisal::find as find_appraisal,
    look::{find_seen, may_see, note, warn},
};
use super::find_consultation;
use crate::{
    error::PageError,
    parts::{Caption, Frame, SummaryRow, Table, summary_list},
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates, hex, numbers},
};

/// Makes the addresses of weighing.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/weigh", get(show))
        .route("/staff/consultations/{slug}/plan", get(plan::show))
        .route("/staff/consultations/{slug}/plan/write", post(plan::write))
        .route("/staff/consultations/{slug}/plan/sign", post(plan::sign))
        .route("/staff/consultations/{slug}/plan/next", post(plan::begin_next))
        .route("/staff/consultations/{slug}/criteria", get(criteria::show))
        .route("/staff/consultations/{slug}/criteria/{place}", get(criteria::show_one))
        .route("/staff/consultations/{slug}/criteria/{place}/score", post(criteria::save))
        .route("/staff/consultations/{slug}/freeze", get(freeze::show))
        .route("/staff/consultations/{slug}/freeze/new", post(freeze::freeze))
        .route("/staff/consultations/{slug}/runs/new", post(run::ask))
        .route("/staff/consultations/{slug}/runs/{number}", get(run::show))
        .route("/staff/consultations/{slug}/runs/{number}/again", post(run::ask_again))
        .route("/staff/consultations/{slug}/runs/{number}/cancel", post(run::cancel))
        .route("/staff/consultations/{slug}/runs/{number}/results.json", get(run::download))
        .route("/staff/consultations/{slug}/runs/{number}/bundle", get(bundle::whole))
        .route("/staff/consultations/{slug}/runs/{number}/bundle/public", get(bundle::public))
        .route("/staff/consultations/{slug}/runs/{number}/publication", get(publication::show))
        .route("/staff/consultations/{slug}/runs/{number}/publication/write", post(publication::write))
        .route("/staff/consultations/{slug}/runs/{number}/publication/give-up", post(publication::give_up))
        .route("/staff/consultations/{slug}/runs/{number}/publication/release", post(publication::release))
        .route("/staff/consultations/{slug}/runs/{number}/publication/take-back", post(publication::take_back))
        .route("/staff/consultations/{slug}/weighting/look", post(note))
}

/// What is known of weighing a consultation.
pub(super) struct Weighing {
    consultation: Consultation,
    phase: Phase,
    /// The newest first.
    plans: Vec<StoredPlan>,
    /// The newest first.
    freezes: Vec<Freeze>,
    /// The newest first.
    runs: Vec<Run>,
    looks: Vec<Look>,
    received: Received,
}

impl Weighing {
    async fn find(state: &AppState, slug: &str) -> Result<Self, PageError> {
        let consultation = find_consultation(state, slug).await?;
        let (id, store) = (consultation.id, &state.store);
        Ok(Self {
            phase: consultation.phase(state.clock.now()),
            plans: store.list_plans(id).await?,
            freezes: store.list_freezes(id).await?,
            runs: store.list_runs(id).await?,
            looks: store.list_looks(id).await?,
            received: store.find_received(id).await?,
            consultation,
        })
    }

    /// Gives the plan that a run would follow.
    fn fixed_plan(&self) -> Option<&StoredPlan> {
        self.plans.iter().find(|plan| plan.fixed_at().is_some())
    }

    /// Gives the plan of a run.
    pub(super) fn plan_of(&self, run: &Run) -> Option<&StoredPlan> {
        self.plans.iter().find(|plan| plan.id == run.plan)
    }

    /// Gives the looks before a plan was fixed.
    fn looks_before(&self, plan: &StoredPlan) -> impl Iterator<Item = &Look> {
        let fixed = plan.fixed_at();
        self.looks.iter().filter(move |look| fixed.is_none_or(|fixed| look.at < fixed))
    }

    fn address(&self, page: &str) -> String {
        address(&self.consultation.slug, page)
    }
}

/// Gives the address of a page of weighing.
fn address(slug: &str, page: &str) -> String {
    format!("/staff/consultations/{slug}/{page}")
}

/// Shows how far weighing is, step by step.
async fn show(State(state): State<AppState>, staff: Staff, Path(slug): Path<String>) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let weighing = Weighing::find(&state, &slug).await?;
    Ok(page(&state, &staff, &weighing, StatusCode::OK))
}

fn page(state: &AppState, staff: &Staff, weighing: &Weighing, status: StatusCode) -> Response {
    let may_weigh = may(&staff.account, Action::WeighAnswers);
    let title = format!("Weigh the answers to {}", weighing.consultation.title);
    Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">
                "First say how answers become weightings, and have it signed. When the consultation has closed, freeze the responses. "
                "Then run the plan on them. Anybody with the same plan and the same responses gets the same figures."
            </p>
            {steps(weighing)}
            {start(weighing, may_weigh)}
            {runs(weighing)}
            {looks(weighing)}
        }
    })
}

fn steps(weighing: &Weighing) -> impl IntoView + use<> {
    let plan = match weighing.plans.first() {
        None => "No plan is written.".to_owned(),
        Some(plan) => say_plan(plan),
    };
    let freeze = match (weighing.freezes.first(), weighing.phase) {
        (Some(freeze), _) => {
            format!(
                "{} frozen on {}.",
                numbers::count(freeze.responses, "response was", "responses were"),
                dates::moment(freeze.at)
            )
        }
        (None, Phase::Closed) => {
            let responses = numbers::count(weighing.received.responses.unsigned_abs(), "response", "responses");
            format!("The consultation has closed with {responses}. They are not frozen.")
        }
        (None, _) => "The consultation has not closed.".to_owned(),
    };
    let scores = weighing.fixed_plan().filter(|plan| plan.plan.criteria.is_some()).map(|plan| {
        let words = format!("Two people score each priority on the criteria of plan {}.", plan.number);
        SummaryRow::new("The criteria", words).with_link(weighing.address("criteria"), "Open", "the criteria")
    });
    let rows = [
        SummaryRow::new("1. The plan", plan).with_link(weighing.address("plan"), "Open", "the plan"),
        SummaryRow::new("2. The responses", freeze).with_link(weighing.address("freeze"), "Open", "the responses"),
    ];
    summary_list(rows.into_iter().chain(scores))
}

/// Says where a plan stands.
fn say_plan(plan: &StoredPlan) -> String {
    if let Some(at) = plan.fixed_at() {
        return format!("Plan {} is fixed since {}.", plan.number, dates::moment(at));
    }
    let signed = plan.signatures.len();
    format!("Plan {} is written. {signed} of {SIGNATURES} people have signed it.", plan.number)
}

fn start(weighing: &Weighing, may_weigh: bool) -> impl IntoView + use<> {
    let hindrance = run::may_start(weighing).err().map(run::say_hindrance);
    let action = weighing.address("runs/new");
    may_weigh.then(|| match hindrance {
        Some(words) => view! { <p class="govuk-body">{words}</p> }.into_any(),
        None => view! {
            <form method="post" action=action>
                <button class="govuk-button" type="submit">"Run the plan on the frozen responses"</button>
            </form>
        }
        .into_any(),
    })
}

fn runs(weighing: &Weighing) -> AnyView {
    if weighing.runs.is_empty() {
        return view! { <h2 class="govuk-heading-m">"Runs"</h2> <p class="fm-empty">"Nothing has been run yet."</p> }
            .into_any();
    }
    let table = Table::new("Runs", Caption::Title("Runs".to_owned()), "Run")
        .words("Plan")
        .words("Responses")
        .words("State")
        .words("Asked for");
    let row = |table: Table, run: &Run| {
        let plan = weighing.plans.iter().find(|plan| plan.id == run.plan).map_or(0, |plan| plan.number);
        let freeze = weighing.freezes.iter().find(|freeze| freeze.id == run.freeze);
        let responses = freeze.map(|freeze| format!("Freeze {}, {}", freeze.number, numbers::whole(freeze.responses)));
        let link = weighing.address(&format!("runs/{}", run.number));
        table.row(
            view! { <a class="govuk-link" href=link>{format!("Run {}", run.number)}</a> },
            [
                format!("Plan {plan}").into_any(),
                responses.unwrap_or_default().into_any(),
                say_status(run).into_any(),
                dates::moment(run.asked_at).into_any(),
            ],
        )
    };
    weighing.runs.iter().fold(table, row).draw().into_any()
}

/// Says where a run stands.
fn say_status(run: &Run) -> String {
    match (run.status, run.progress.total) {
        (RunStatus::Running, total) if total > 0 => format!("Running, {} in 100 done", run.progress.done * 100 / total),
        (status, _) => status.label().to_owned(),
    }
}

fn looks(weighing: &Weighing) -> impl IntoView + use<> {
    let fixed_at = weighing.plans.first().and_then(StoredPlan::fixed_at);
    let is_before = |look: &&Look| fixed_at.is_none_or(|fixed| look.at < fixed);
    let (before, since): (Vec<_>, Vec<_>) = weighing.looks.iter().partition(is_before);
    let list = |title: &'static str, looks: Vec<&Look>| {
        let items = looks.iter().map(|look| view! { <li>{say_look(look)}</li> }).collect_view();
        (!looks.is_empty()).then(|| {
            view! {
                <h2 class="govuk-heading-m">{title}</h2>
                <ul class="govuk-list govuk-list--bullet">{items}</ul>
            }
        })
    };
    view! {
        {list("Who saw figures before a plan was fixed", before)}
        {list("Who may score priorities and saw figures since", since)}
    }
}

/// Says who saw figures and when.
fn say_look(look: &Look) -> String {
    format!("{}, {}", say_who(look.by.as_deref()), dates::moment(look.at))
}

/// Draws a hash, which breaks where the line ends.
fn fingerprint(hash: &[u8]) -> impl IntoView + use<> {
    view! { <span class="fm-long-link">{hex(hash)}</span> }
}

/// Says who somebody was, also where the account was removed.
pub(super) fn say_who(by: Option<&str>) -> String {
    by.unwrap_or("somebody whose account was removed").to_owned()
}
