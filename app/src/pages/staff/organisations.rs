//! The organisations for which somebody answered: whom each says it is, and which are named by more than one response.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::permission::Action;
use leptos::prelude::*;
use store::{NamedOrganisation, Page};

use super::{find_consultation, labels::Labels};
use crate::{
    error::PageError,
    pages::listing::{on_list, page_request, part},
    parts::{Caption, Frame, Pagination, Table},
    posted::InAddress,
    state::AppState,
    visitor::Staff,
    words::numbers,
};

const PAGE_SIZE: u32 = 50;

/// An organisation with all the ways in which its name was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Organisation {
    /// Each way, with how many responses write it so.
    names: BTreeMap<String, i64>,
    /// The segments that they say they are.
    segments: Vec<Option<String>>,
    responses: i64,
}

/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    let all = together(state.store.list_organisations(consultation.id).await?);
    let several = all.iter().filter(|organisation| organisation.responses > 1).count();
    let only_several = fields.is_filled("several");
    let all: Vec<_> = all.into_iter().filter(|organisation| !only_several || organisation.responses > 1).collect();
    let found = on_list(part(&all, page_request(fields.text("page"), PAGE_SIZE)))?;
    let version = state.store.find_current_version(consultation.id).await?;
    let questionnaire = version.map(|version| version.questionnaire);
    let is_asked = questionnaire.as_ref().is_some_and(|asked| asked.roles.organisation.is_some());
    let labels = questionnaire.as_ref().map(Labels::new).unwrap_or_default();
    let answered = state.store.list_answered_versions(consultation.id).await?;
    let without = answered.iter().filter(|version| version.questionnaire.roles.organisation.is_none());
    let without: Vec<String> = without.map(|version| version.number.to_string()).collect();
    let title = format!("Organisations that answered {}", consultation.title);
    let responses = format!("/staff/consultations/{}/responses", consultation.slug);
    let narrowed = if only_several { "several=yes&" } else { "" };
    let base = format!("/staff/consultations/{}/organisations?{narrowed}", consultation.slug);
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(move || {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="fm-count">{numbers::count(found.total, "organisation", "organisations")}</p>
            {several_sentence(several, only_several)}
            {(is_asked && !without.is_empty()).then(|| view! {
                <p class="govuk-body">
                    "Responses to version " {without.join(", ")} " of the questionnaire are not in this list, because no question was used \
                     for the names of organisations there."
                </p>
            })}
            {table(&found, &labels, &responses, is_asked)}
            <Pagination current=found.request.number count=found.count() base=base/>
        }
    }))
}

/// Puts the same names together, however they are written, in the order of the alphabet.
fn together(named: Vec<NamedOrganisation>) -> Vec<Organisation> {
    let mut by_key: BTreeMap<String, Organisation> = BTreeMap::new();
    for NamedOrganisation { name, segment, responses } in named {
        let organisation = by_key.entry(key(&name)).or_default();
        *organisation.names.entry(name).or_default() += responses;
        organisation.responses += responses;
        if !organisation.segments.contains(&segment) {
            organisation.segments.push(segment);
        }
    }
    by_key.into_values().collect()
}

/// Gives what two ways to write a name have in common: letters and digits, in small letters, without the article.
fn key(name: &str) -> String {
    let lower = name.to_lowercase().replace(['\'', '’'], "").replace('&', " and ");
    let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.skip_while(|word| *word == "the").collect();
    if words.is_empty() { lower } else { words.join(" ") }
}

/// Tells how many are named more than once, with a way to see these alone and back.
fn several_sentence(several: usize, are_alone: bool) -> Option<AnyView> {
    let several = u64::try_from(several).unwrap_or(u64::MAX);
    let (href, words) = if are_alone { ("?", "Show all organisations") } else { ("?several=yes", "Show only these") };
    (several > 0).then(|| {
        view! {
            <p class="govuk-body">
                {numbers::count(several, "organisation is", "organisations are")}
                " named in more than one response. Each response counts. Read them to see whether they are the same view sent twice. "
                <a class="govuk-link" href=href>{words}</a>
            </p>
        }
        .into_any()
    })
}

fn table(found: &Page<Organisation>, labels: &Labels, responses: &str, is_asked: bool) -> AnyView {
    if found.rows.is_empty() {
        let words = if is_asked {
            "Nobody has answered for an organisation yet."
        } else {
            "No question is used for the names of organisations. In the questionnaire, set that for the question that asks for the \
             name, or add ‘Name of the organisation’ from the library. Responses that are sent after it is published are listed here."
        };
        return view! { <p class="fm-empty">{words}</p> }.into_any();
    }
    let caption = Caption::Spoken("Organisations, in the order of their names".to_owned());
    let table =
        Table::new("Organisations", caption, "Organisation").words("Who they say they are").numbers("Responses");
    let row = |table: Table, organisation: &Organisation| {
        let names = organisation.names.keys().map(|name| {
            let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("organisation", name).finish();
            view! { <div><a class="govuk-link" href=format!("{responses}?{query}")>{name.clone()}</a></div> }
        });
        let segments = organisation.segments.iter().map(|segment| {
            view! { <div>{labels.segment(segment.as_deref())}</div> }
        });
        let count = organisation.responses.to_string();
        table.row(names.collect_view(), [segments.collect_view().into_any(), count.into_any()])
    };
    found.rows.iter().fold(table, row).draw().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, segment: Option<&str>, responses: i64) -> NamedOrganisation {
        NamedOrganisation { name: name.to_owned(), segment: segment.map(str::to_owned), responses }
    }

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        for other in ["The Wildlife Trust", "wildlife  trust.", "WILDLIFE-TRUST"] {
            assert_eq!(key(other), key("Wildlife Trust"), "{other}");
        }
        assert_eq!(key("St John’s Church & Hall"), key("St Johns church and hall"));
        assert_ne!(key("Wildlife Trust North"), key("Wildlife Trust"));
        assert_ne!(key("!"), key("?"));
        assert_ne!(key("The The"), key(""));
    }

    #[test]
    fn an_organisation_that_is_named_twice_is_one_with_two_responses() {
        let all = together(vec![
            named("Pond Club", Some("community"), 1),
            named("Hedge Club", None, 1),
            named("The pond club", Some("business"), 2),
        ]);
        let counts: Vec<_> = all.iter().map(|each| (each.responses, each.names.len(), each.segments.len())).collect();
        assert_eq!(counts, [(1, 1, 1), (3, 2, 2)]);
    }
}
