//! The list of a consultation's responses, narrowed by segment, area, marks and words.
//!
//! It has days and no times, and the order within a day is that of the references, which are random: neither tells who
//! answered before whom. One mark does of those who have it: they came after many others from their network.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    consultation::Consultation,
    fields::Fields,
    mark::Mark,
    permission::Action,
    response::{self, Channel},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::{Marked, Page, ResponseFilter};

use super::{find_consultation, labels::Labels};
use crate::{
    error::PageError,
    pages::listing::{on_list, page_request},
    parts::{Caption, Frame, Pagination, Table},
    posted::InAddress,
    state::AppState,
    visitor::Staff,
    words::{Labelled, dates, marks, numbers, staff::came},
};

const PAGE_SIZE: u32 = 25;
/// The most characters of the words that are looked for.
const WORDS_LIMIT: usize = 200;

/// What asks for responses with any mark.
pub(super) const ANY: &str = "any";

/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    let request = page_request(fields.text("page"), PAGE_SIZE);
    let filter = filter(&fields);
    let found = on_list(state.store.list_responses(consultation.id, &filter, request).await?)?;
    let withdrawn = state.store.find_received(consultation.id).await?.withdrawn;
    let marked = state.store.count_marked(consultation.id).await?;
    let version = state.store.find_current_version(consultation.id).await?;
    let labels = version.map(|version| Labels::new(&version.questionnaire)).unwrap_or_default();
    let title = format!("Responses to {}", consultation.title);
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(move || {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {filters(&filter, &labels)}
            <p class="fm-count">{numbers::count(found.total, "response", "responses")}</p>
            {(withdrawn > 0).then(|| view! {
                <p class="govuk-body">
                    {numbers::count(withdrawn.unsigned_abs(), "response was", "responses were")} " withdrawn and not counted."
                </p>
            })}
            {beside(&consultation, marked)}
            {table(&found, &labels)}
            <Pagination current=found.request.number count=found.count() base=base(&consultation, &filter)/>
        }
    }))
}

fn filter(fields: &Fields) -> ResponseFilter {
    let filled = |name: &str| Some(fields.text(name).to_owned()).filter(|text| !text.is_empty());
    let channel = Channel::from_word(fields.text("channel"));
    let words = filled("words").map(|words| words.chars().take(WORDS_LIMIT).collect());
    let marked = marked(fields.text("mark"));
    let (segment, organisation) = (filled("segment"), filled("organisation"));
    ResponseFilter { segment, organisation, area: filled("area"), channel, words, marked }
}

fn marked(word: &str) -> Option<Marked> {
    if word == ANY { Some(Marked::Any) } else { Mark::from_word(word).map(Marked::With) }
}

fn mark_word(marked: Marked) -> &'static str {
    match marked {
        Marked::Any => ANY,
        Marked::With(mark) => mark.word(),
    }
}

/// Says how many responses of the consultation are marked, and leads to those that are alike.
fn beside(consultation: &Consultation, marked: u64) -> impl IntoView + use<> {
    let alike = format!("/staff/consultations/{}/alike", consultation.slug);
    let are = if marked == 1 {
        "1 response to this consultation has a mark. ".to_owned()
    } else {
        format!("{} responses to this consultation have a mark. ", numbers::whole(marked))
    };
    view! {
        <p class="govuk-body">
            {(marked > 0).then(|| are + marks::COUNT_ALIKE)} " "
            <a class="govuk-link" href=alike>"See responses that are alike"</a>
        </p>
    }
}

/// Gives the address of the list with its filter, ready for a page number.
fn base(consultation: &Consultation, filter: &ResponseFilter) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let channel = filter.channel.map(|channel| channel.word().to_owned());
    let mark = filter.marked.map(|marked| mark_word(marked).to_owned());
    let filled = [
        ("segment", &filter.segment),
        ("organisation", &filter.organisation),
        ("area", &filter.area),
        ("channel", &channel),
        ("mark", &mark),
        ("words", &filter.words),
    ];
    for (name, value) in filled {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    let and = if query.is_empty() { "" } else { "&" };
    format!("/staff/consultations/{}/responses?{query}{and}", consultation.slug)
}

fn filters(filter: &ResponseFilter, labels: &Labels) -> impl IntoView + use<> {
    let segment = select("segment", "Who they say they are", &labels.segments, filter.segment.as_deref());
    let area = select("area", "Council area", &labels.areas, filter.area.as_deref());
    let channel = select("channel", "How it came", &options::<Channel>(), filter.channel.map(Word::word));
    let any = (ANY.to_owned(), "Any mark".to_owned());
    let marks: Vec<_> = [any].into_iter().chain(options::<Mark>()).collect();
    let mark = select("mark", "Marks", &marks, filter.marked.map(mark_word));
    let organisation = filter.organisation.clone().map(|name| {
        view! {
            <p class="govuk-body">
                "Only responses for ‘" {name.clone()} "’. "
                <a class="govuk-link" href="?">"Show the responses of everybody"</a>
            </p>
            <input type="hidden" name="organisation" value=name/>
        }
    });
    view! {
        <form class="fm-filters" method="get" role="search" aria-label="Narrow the list">
            {organisation}
            <div class="fm-filters__fields">
                {segment}
                {area}
                {channel}
                {mark}
                <div class="govuk-form-group">
                    <label class="govuk-label" for="words">"Words in the answers"</label>
                    <input class="govuk-input" id="words" name="words" type="search"
                        value=filter.words.clone().unwrap_or_default()/>
                </div>
            </div>
            <button class="govuk-button govuk-button--secondary" type="submit">"Show these responses"</button>
        </form>
    }
}

/// Gives each choice of an enum with its label.
pub(super) fn options<T: Labelled>() -> Vec<(String, String)> {
    T::ALL.iter().map(|choice| (choice.word().to_owned(), choice.label().to_owned())).collect()
}

/// Draws a list to choose from that narrows a list, or leaves it as it is.
pub(super) fn select(
    name: &'static str,
    label: &'static str,
    options: &[(String, String)],
    chosen: Option<&str>,
) -> impl IntoView + use<> {
    let options = options.iter().map(|(code, label)| {
        let is_chosen = chosen == Some(code.as_str());
        view! { <option value=code.clone() selected=is_chosen>{label.clone()}</option> }
    });
    view! {
        <div class="govuk-form-group">
            <label class="govuk-label" for=name>{label}</label>
            <select class="govuk-select" id=name name=name>
                <option value="">"All"</option>
                {options.collect_view()}
            </select>
        </div>
    }
}

fn table(found: &Page<response::Response>, labels: &Labels) -> AnyView {
    if found.rows.is_empty() {
        return view! { <p class="fm-empty">"No responses match. Change or clear the fields above to see more."</p> }
            .into_any();
    }
    let caption = Caption::Spoken("Responses, the newest day first, and on each day by reference".to_owned());
    let table = Table::new("Responses", caption, "Reference")
        .words("Who they say they are")
        .words("Council area")
        .words("How it came")
        .words("Submitted");
    found.rows.iter().fold(table, |table, response| row(table, response, labels)).draw().into_any()
}

fn row(table: Table, response: &response::Response, labels: &Labels) -> Table {
    let reference = response.reference.clone().unwrap_or_default();
    let href = format!("/staff/responses/{reference}");
    table.row(
        view! { <a class="govuk-link fm-together" href=href>{reference}</a> },
        [
            who(response, labels),
            labels.area(response.area.as_deref()).into_any(),
            came(response).into_any(),
            response.submitted_at.map(dates::day_of).into_any(),
        ],
    )
}

fn who(response: &response::Response, labels: &Labels) -> AnyView {
    let segment = labels.segment(response.segment.as_deref());
    let organisation =
        response.organisation.clone().map(|name| view! { <div class="govuk-!-font-weight-bold">{name}</div> });
    view! { {segment} {organisation} }.into_any()
}
