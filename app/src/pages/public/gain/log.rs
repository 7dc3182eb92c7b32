//! The gain-site log: which providers of units a developer has asked, made into evidence without being stored.

use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    gain::{Approach, MOST_APPROACHES, standing},
    question::Question,
    refusal::Refusal,
};
use leptos::prelude::*;

use super::{
    ADDRESS, LOG_ADDRESS, file, in_force,
    rows::{COUNT, FOR, Rows, of_development, of_row},
};
use crate::{
    error::PageError,
    pages::{
        public::breadcrumbs,
        staff::asking::{draw, messages},
    },
    parts::{Caption, ErrorSummary, Frame, Metadata, Table},
    posted::Posted,
    state::AppState,
    visitor::Visitor,
    words::{
        Labelled, dates,
        gain::{LOG, log_standing, within},
    },
};

/// The field that says which button was pressed, and what it says.
const DO: &str = "do";
const ADD: &str = "add";
const REMOVE: &str = "remove-";
const EVIDENCE: &str = "evidence";
const FILE: &str = "file";
const CHANGE: &str = "change";
const INTRODUCTION: &str = "Write down which providers of biodiversity units you have asked, and take the list away as evidence for the planning authority.";

/// What somebody who writes a log is told of the rules.
struct Desk<'a> {
    state: &'a AppState,
    visitor: &'a Visitor,
    /// How many providers have to be asked, where rules that are reviewed say so today.
    least: Option<u32>,
}

impl<'a> Desk<'a> {
    async fn enter(state: &'a AppState, visitor: &'a Visitor) -> Result<Self, PageError> {
        let (all, today) = (state.store.list_gain_rules().await?, state.today());
        let rules = in_force(&all, today).filter(|rules| !rules.is_stale(today));
        Ok(Self { state, visitor, least: rules.map(|rules| rules.least_providers) })
    }

    fn needed(&self) -> String {
        match self.least {
            Some(least) => format!(
                "The authority asks for evidence of at least {least} providers before statutory credits are accepted."
            ),
            None => format!(
                "How many providers you have to ask is not known here: no rules hold today that were reviewed within {}. Ask your local planning authority.",
                within()
            ),
        }
    }

    fn form(&self, rows: &Rows, refusals: &[Refusal]) -> Response {
        let first = [of_development()];
        let questions: Vec<Question> = first.iter().cloned().chain((1..=rows.count).flat_map(of_row)).collect();
        let errors = messages(&questions, refusals);
        let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let is_new = rows.fields.pairs().next().is_none();
        let metadata = is_new.then(|| Metadata::page(LOG_ADDRESS, INTRODUCTION));
        let drawn = (1..=rows.count).map(|row| draw_row(row, rows, refusals)).collect_view();
        let add = (rows.count < MOST_APPROACHES).then(|| {
            view! { <button class="govuk-button govuk-button--secondary" type="submit" name=DO value=ADD>"Add another provider"</button> }
        });
        let frame = Frame::new(self.state, self.visitor, LOG).status(status).listed(metadata);
        let frame = if is_new { frame } else { frame.personal() };
        frame.show(|| {
            view! {
                {breadcrumbs(ADDRESS, "Biodiversity net gain")}
                <ErrorSummary errors=errors/>
                <h1 class="govuk-heading-l">{LOG}</h1>
                <p class="govuk-body-l">{INTRODUCTION}</p>
                <p class="govuk-body">{self.needed()}</p>
                <p class="govuk-inset-text">
                    "Nothing that you type here is stored on this site. What you take away is the only copy: print it or download it before you close the page."
                </p>
                <form method="post" action=LOG_ADDRESS novalidate>
                    <input type="hidden" name=COUNT value=rows.count.to_string()/>
                    // The key Enter presses the first button, which must not be one that removes something.
                    <button class="govuk-visually-hidden" type="submit" name=DO value=EVIDENCE tabindex="-1" aria-hidden="true">"Make the evidence"</button>
                    {draw(&first, &rows.fields, refusals)}
                    <ul class="fm-places">{drawn}</ul>
                    <p class="govuk-body">"A provider of whom nothing is typed is left out."</p>
                    <div class="govuk-button-group">
                        <button class="govuk-button" type="submit" name=DO value=EVIDENCE>"Make the evidence"</button>
                        {add}
                    </div>
                </form>
            }
        })
    }

    fn evidence(&self, rows: &Rows, approaches: &[Approach]) -> Response {
        let title = "Evidence: providers that were asked for units";
        let lines = log_standing(standing(approaches, self.least.unwrap_or_default()), self.least);
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        let development = Some(rows.fields.text(FOR).to_owned()).filter(|words| !words.is_empty());
        let made_on = format!(
            "Made on {} from what the developer typed. This site has checked none of it.",
            dates::day(self.state.today())
        );
        let hidden: Vec<_> = rows
            .typed()
            .map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned()/> })
            .collect();
        Frame::new(self.state, self.visitor, title).personal().show(|| {
            view! {
                {breadcrumbs(ADDRESS, "Biodiversity net gain")}
                <h1 class="govuk-heading-l">{title}</h1>
                {development.map(|words| view! { <p class="govuk-body">"For: " {words}</p> })}
                <ul class="govuk-list govuk-list--bullet">{lines}</ul>
                {self.least.is_none().then(|| view! { <p class="govuk-body">{self.needed()}</p> })}
                {table(approaches)}
                <p class="govuk-body">{made_on}</p>
                <form method="post" action=LOG_ADDRESS>
                    <input type="hidden" name=COUNT value=rows.count.to_string()/>
                    {hidden}
                    <p class="govuk-body">"Nothing of this is stored. Print this page, or download it, before you close it."</p>
                    <div class="govuk-button-group">
                        <button class="govuk-button" type="submit" name=DO value=FILE>"Download it (CSV)"</button>
                        <button class="govuk-button govuk-button--secondary" type="submit" name=DO value=CHANGE>"Change what you typed"</button>
                    </div>
                </form>
            }
        })
    }
}

fn draw_row(row: usize, rows: &Rows, refusals: &[Refusal]) -> AnyView {
    let fields = draw(&of_row(row), &rows.fields, refusals).into_iter().collect_view();
    let remove = (rows.count > 1).then(|| {
        let value = format!("{REMOVE}{row}");
        view! {
            <button class="govuk-button govuk-button--secondary" type="submit" name=DO value=value formnovalidate>
                {format!("Remove provider {row}")}
            </button>
        }
    });
    view! {
        <li class="fm-places__place">
            <h2 class="govuk-heading-m">{format!("Provider {row}")}</h2>
            {fields}
            {remove}
        </li>
    }
    .into_any()
}

fn table(approaches: &[Approach]) -> AnyView {
    let caption = Caption::Spoken("Providers that were asked, with what each answered".to_owned());
    let table = Table::new("Providers that were asked", caption, "Provider")
        .words("Register reference")
        .words("Asked on")
        .words("Habitat")
        .words("Answer");
    let row = |table: Table, approach: &Approach| {
        let words = approach.words.as_ref().map(|words| format!(". {words}")).unwrap_or_default();
        let register = approach.register.clone().unwrap_or_else(|| "None given".to_owned());
        table.row(
            approach.name.clone(),
            [
                register.into_any(),
                dates::day(approach.asked_on).into_any(),
                approach.habitat.clone().into_any(),
                format!("{}{words}", approach.answer.label()).into_any(),
            ],
        )
    };
    approaches.iter().fold(table, row).draw().into_any()
}

/// Shows an empty log.
pub(super) async fn show(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    let desk = Desk::enter(&state, &visitor).await?;
    Ok(desk.form(&Rows::new(desk.least), &[]))
}

/// Answers a button of a log: another row, one less, the evidence as a page or as a file, or the rows again.
pub(super) async fn answer(
    State(state): State<AppState>,
    visitor: Visitor,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::enter(&state, &visitor).await?;
    let pressed = fields.text(DO).to_owned();
    let rows = Rows::read(fields);
    if let Some(row) = pressed.strip_prefix(REMOVE) {
        return Ok(desk.form(&rows.remove(row.parse().unwrap_or_default()), &[]));
    }
    match pressed.as_str() {
        ADD => return Ok(desk.form(&rows.add(), &[])),
        CHANGE => return Ok(desk.form(&rows, &[])),
        _ => {}
    }
    match rows.approaches(state.today()) {
        Err(refusals) => Ok(desk.form(&rows, &refusals)),
        Ok(approaches) if pressed == FILE => file::evidence(&approaches, rows.fields.text(FOR)),
        Ok(approaches) => Ok(desk.evidence(&rows, &approaches)),
    }
}
