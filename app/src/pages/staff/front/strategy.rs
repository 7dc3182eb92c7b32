//! The form of the words about the strategy.

use axum::{extract::State, response::Response};
use domain::{fields::Fields, front::Front, permission::Action, question::Question, strategy::Strategy};

use super::desk::Desk;
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, line, lines},
        form::Showing,
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const NAME: &str = "title";
const SUMMARY: &str = "summary";
const AIMS: &str = "aims";
const MAP: &str = "map";
const LEADERSHIP: &str = "leadership";
const LANDOWNERS: &str = "landowners";
const NAME_LIMIT: usize = 120;
const SUMMARY_LIMIT: usize = 600;
const WORDS_LIMIT: usize = 2_000;

fn questions() -> Vec<Question> {
    let words = |id, text: &str| lines(id, text, WORDS_LIMIT).optional();
    vec![
        line(NAME, "What is the strategy called?", NAME_LIMIT).hint("It is the heading of the home page."),
        lines(SUMMARY, "What is it, in a sentence or two?", SUMMARY_LIMIT),
        words(AIMS, "What will it do?").hint("One aim on each line, each beginning with a verb."),
        words(MAP, "What does its map show?"),
        words(LEADERSHIP, "Who prepares it, and with whom?"),
        words(LANDOWNERS, "How can people who farm, own or manage land take part?"),
    ]
}

fn filled(front: &Front) -> Fields {
    let Some(strategy) = &front.strategy else { return Fields::default() };
    let words = |words: &Option<String>| words.clone().unwrap_or_default();
    Fields::new([
        (NAME, strategy.title.clone()),
        (SUMMARY, strategy.summary.clone()),
        (AIMS, strategy.aims.join("\n")),
        (MAP, words(&strategy.map)),
        (LEADERSHIP, words(&strategy.leadership)),
        (LANDOWNERS, words(&strategy.landowners)),
    ])
}

/// Writes what was told into the words about the strategy, whose figures and steps stay.
fn write(told: &Told, strategy: Option<Strategy>) -> Strategy {
    let aims = told.needed_words(AIMS);
    let aims = aims.lines().map(str::trim).filter(|aim| !aim.is_empty()).map(str::to_owned);
    let (facts, steps) = strategy.map(|strategy| (strategy.facts, strategy.steps)).unwrap_or_default();
    Strategy {
        title: told.needed_words(NAME),
        summary: told.needed_words(SUMMARY),
        aims: aims.collect(),
        facts,
        steps,
        map: told.words(MAP),
        leadership: told.words(LEADERSHIP),
        landowners: told.words(LANDOWNERS),
    }
}

fn draw(desk: &Desk<'_>, fields: &Fields, showing: Showing<&'static str>) -> Response {
    desk.form(("The words about the strategy", "/strategy"), questions(), None, (fields, showing))
}

/// Shows the form.
pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, Action::WriteMinutes).await?;
    Ok(draw(&desk, &filled(desk.front()), Showing::Opened))
}

/// Changes the words.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, Action::WriteMinutes).await?;
    let questions = questions();
    let told = Told::new(&questions, &fields);
    if told.is_refused() {
        return Ok(draw(&desk, &fields, Showing::Refused(told.refusals(&questions))));
    }
    let stored = desk
        .store(&fields, filled, |front| {
            let strategy = front.strategy.take();
            front.strategy = Some(write(&told, strategy));
        })
        .await;
    desk.after(stored, "#strategy", |desk, showing| draw(desk, &fields, showing)).await
}
