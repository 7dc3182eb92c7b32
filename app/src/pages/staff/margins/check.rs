//! The counts beside the answers of the surveys before anything is stored, with the names of their levels; and storing them.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    counts::{Beside, CountedLevel, CountedMargin, Stands, beside, unlike_first},
    fields::Fields,
    question::Question,
    refusal::{Reason, Refusal},
};
use leptos::prelude::*;
use store::StoreError;

use super::{
    ADDRESS,
    asked::{Asked, asked},
    heading,
    load::{Room, changed, gone, leaving},
    share,
    suggested::name_levels,
};
use crate::{
    error::PageError,
    pages::staff::asking::{Told, line, messages},
    parts::{Caption, ErrorSummary, Frame, Input, InputExtra, Table, error_of},
    posted::PostedLong,
    state::AppState,
    visitor::Staff,
    words::{analysis, margins as words, numbers},
};

const TITLE: &str = "Check the counts before they are stored";
/// What an answer stands for that is in no level.
const NOTHING: &str = "In none of the counts";
/// The most characters of the name of a level.
const LABEL_LIMIT: usize = 80;

/// What is to be stored, beside the surveys.
struct Checked {
    room: Room,
    margins: Vec<CountedMargin>,
    asked: Vec<Asked>,
    /// The names of those that are stored and would be replaced.
    replaced: Vec<String>,
}

impl Checked {
    /// Makes the margins again of the file and of what was typed; leads back where they cannot be made.
    async fn enter(state: &AppState, staff: &Staff, loading: &str) -> Result<Result<Self, Response>, PageError> {
        let Some(room) = Room::enter(state, staff, loading).await? else { return Ok(Err(gone())) };
        let typed = room.loading.typed.clone();
        let (room, made) = room.make(typed).await?;
        let Ok(mut margins) = made else {
            return Ok(Err(Redirect::to(&room.address("")).into_response()));
        };
        let asked = asked(state).await?;
        for margin in &mut margins {
            name_levels(margin, &asked);
        }
        let stored = state.store.list_margins().await?.into_iter().map(|stored| stored.margin.name);
        let replaced = stored.filter(|name| margins.iter().any(|margin| margin.name == *name)).collect();
        Ok(Ok(Self { room, margins, asked, replaced }))
    }

    /// Asks for the name of each level.
    fn questions(&self) -> Vec<Question> {
        let of = |(place, margin): (usize, &CountedMargin)| -> Vec<Question> {
            let name = heading(&margin.name).to_lowercase();
            let question = |(level, each): (usize, &CountedLevel)| {
                line(&field(place, level), &format!("Name of ‘{}’ {name}", each.code), LABEL_LIMIT)
            };
            margin.levels.iter().enumerate().map(question).collect()
        };
        self.margins.iter().enumerate().flat_map(of).collect()
    }

    /// Gives the names as they stand.
    fn filled(&self) -> Fields {
        let margins = self.margins.iter().enumerate();
        Fields::new(margins.flat_map(|(place, margin)| {
            margin.levels.iter().enumerate().map(move |(level, each)| (field(place, level), each.label.as_str()))
        }))
    }
}

fn field(margin: usize, level: usize) -> String {
    format!("label-{margin}-{level}")
}

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(loading): Path<String>,
) -> Result<Response, PageError> {
    match Checked::enter(&state, &staff, &loading).await? {
        Ok(checked) => Ok(page(&state, &staff, &checked, (&checked.filled(), &[]))),
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// Stores the margins with the names that were typed, and lets go of the file.
pub(super) async fn store(
    State(state): State<AppState>,
    staff: Staff,
    Path(loading): Path<String>,
    PostedLong(fields): PostedLong,
) -> Result<Response, PageError> {
    let mut checked = match Checked::enter(&state, &staff, &loading).await? {
        Ok(checked) => checked,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let refusals = name(&mut checked, &fields);
    if !refusals.is_empty() {
        return Ok(page(&state, &staff, &checked, (&fields, &refusals)));
    }
    let (id, by) = (checked.room.loading.id, (staff.account.id, state.clock.now()));
    let margins = checked.margins;
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.set_loading_stored(id, by, &margins).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, loading = %id, "somebody stored population counts");
            Ok(Redirect::to(ADDRESS).into_response())
        }
        Err(StoreError::Changed) => {
            let is_kept = state.store.find_loading(id).await?.is_some();
            Ok(if is_kept { changed(&state, &staff) } else { gone() })
        }
        Err(error) => Err(error.into()),
    }
}

/// Names the levels as it was typed, each of a margin by another name, or says what has to be put right.
fn name(checked: &mut Checked, fields: &Fields) -> Vec<Refusal> {
    let questions = checked.questions();
    let mut told = Told::new(&questions, fields);
    for (place, margin) in checked.margins.iter_mut().enumerate() {
        let mut names: Vec<String> = Vec::new();
        for (number, level) in margin.levels.iter_mut().enumerate() {
            let name = told.needed_words(&field(place, number));
            if !name.is_empty() && names.contains(&name) {
                told.refuse(&field(place, number), Reason::NameTaken);
            }
            level.label.clone_from(&name);
            names.push(name);
        }
    }
    told.refusals(&questions)
}

fn page(state: &AppState, staff: &Staff, checked: &Checked, (fields, refusals): (&Fields, &[Refusal])) -> Response {
    let questions = checked.questions();
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let sections =
        checked.margins.iter().enumerate().map(|(place, margin)| section(checked, (place, margin), (fields, refusals)));
    let names: Vec<String> = checked.replaced.iter().map(|name| analysis::margin(name)).collect();
    let replaced = (!names.is_empty()).then(|| {
        let words = format!("The counts that are stored by {} are replaced as a whole.", analysis::list(&names));
        view! { <p class="govuk-body">{words}</p> }
    });
    let sections = sections.collect_view();
    let unlike = checked.margins.first().into_iter().flat_map(|first| {
        unlike_first(&checked.margins)
            .map(|margin| view! { <p class="govuk-inset-text">{words::unlike(first, margin)}</p> })
    });
    let unlike = unlike.collect_view();
    Frame::new(state, &staff.visitor, TITLE).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=checked.room.address("")>"Choose again"</a>
            <ErrorSummary errors=messages(&questions, refusals)/>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">
                "Nothing is stored yet. Each answer of a survey should stand for one of the counts, or for none, and each count for an answer."
            </p>
            {replaced}
            {unlike}
            <form method="post" action=checked.room.address("/check") novalidate>
                {sections}
                <button class="govuk-button" type="submit">"Store the counts"</button>
            </form>
            {leaving(&checked.room)}
        }
    })
}

fn section(
    checked: &Checked,
    (place, margin): (usize, &CountedMargin),
    (fields, refusals): (&Fields, &[Refusal]),
) -> impl IntoView + use<> {
    let title = heading(&margin.name);
    let asking = || checked.asked.iter().filter(|asked| asked.margin == margin.name);
    let surveys = asking().map(|asked| survey(asked, margin)).collect_view();
    let none = (asking().count() == 0).then(|| {
        view! { <p class="govuk-inset-text">{format!("No survey asks for the {} of somebody yet.", analysis::margin(&margin.name))}</p> }
    });
    let caption = Caption::Spoken(format!("Counts {}", title.to_lowercase()));
    let table = Table::new(title.clone(), caption, "Code").words("Name for people").numbers("People").numbers("Share");
    let total = margin.total();
    let table = margin.levels.iter().enumerate().fold(table, |table, (level, each)| {
        let name = field(place, level);
        let asked = format!("Name of ‘{}’ {}", each.code, title.to_lowercase());
        let input = Input {
            message: error_of(refusals, &name, &asked),
            typed: fields.typed(&name).to_owned(),
            name,
            label: asked,
            width: "govuk-input--width-20",
            extra: InputExtra { label_class: "govuk-label govuk-visually-hidden", ..InputExtra::default() },
        };
        let cells = [input.in_group(), numbers::whole(each.people).into_any(), share(each.people, total).into_any()];
        table.row(each.code.clone(), cells)
    });
    view! {
        <section class="fm-figure">
            <h2 class="govuk-heading-m">{title}</h2>
            {table.draw()}
            <p class="govuk-body">{format!("Together {} people.", numbers::whole(total))}</p>
            {none}
            {surveys}
        </section>
    }
}

/// Draws the answers of a survey beside the levels, with what has no other half.
fn survey(asked: &Asked, margin: &CountedMargin) -> impl IntoView + use<> {
    let found = beside(&asked.question, margin);
    let title = format!("‘{}’ in {}", asked.question.text, asked.consultation.title);
    let table = Table::new(title.clone(), Caption::Title(title), "Answer").words("Stands for").numbers("People");
    let row = |table: Table, (answer, stands): &(String, Stands)| {
        let (words, people) = match stands {
            Stands::For(level) => {
                let level = &margin.levels[*level];
                (format!("{} ({})", level.label, level.code), numbers::whole(level.people))
            }
            Stands::Uncounted { code } => (words::uncounted(code), "–".to_owned()),
            Stands::ForNothing => (NOTHING.to_owned(), "–".to_owned()),
        };
        table.row(answer.clone(), [words.into_any(), people.into_any()])
    };
    let table = found.answers.iter().fold(table, row);
    view! {
        {table.draw()}
        {faults(&found, margin)}
    }
}

fn faults(found: &Beside, margin: &CountedMargin) -> Option<impl IntoView + use<>> {
    let without = found.without_answer.iter().map(|&level| {
        let label = &margin.levels[level].label;
        format!("No answer stands for ‘{label}’. While nobody can say that, nothing is weighted.")
    });
    let uncounted = found.answers.iter().filter(|(_, stands)| matches!(stands, Stands::Uncounted { .. }));
    let uncounted = uncounted.map(|(answer, _)| {
        format!("The answer ‘{answer}’ stands for something that has no count. Whoever chooses it is counted as if they had not said.")
    });
    let items = without.chain(uncounted).map(|words| view! { <li>{words}</li> }).collect_view();
    (!found.is_whole()).then(|| {
        view! {
            <div class="govuk-inset-text">
                <p class="govuk-body">
                    "Choose again, or change in the questionnaire what the answers stand for:"
                </p>
                <ul class="govuk-list govuk-list--bullet">{items}</ul>
            </div>
        }
    })
}
