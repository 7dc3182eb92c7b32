//! The list of stakeholders, narrowed and sorted, with how each was involved and what is missing.

use axum::{extract::State, response::Response};
use domain::{
    involvement::{Aspect, InvolvementGap, Registered, StakeholderRole},
    permission::Action,
    vocabulary::Word,
};
use leptos::prelude::*;
use store::{Page, StoredStakeholder};

use super::{
    ADDRESS, access, address_of,
    filter::{Filter, GONE, SORTS},
};
use crate::{
    error::PageError,
    pages::{
        listing::{on_list, page_request, part},
        staff::{
            filter::{options, select},
            rounds::ADDRESS as ROUNDS,
        },
    },
    parts::{Caption, Frame, Pagination, Table},
    posted::InAddress,
    state::AppState,
    visitor::{Staff, may},
    words::{
        Labelled, dates,
        involvement::{Access, TITLE, listed, numbered},
        numbers, rounds,
    },
};

const PAGE_SIZE: u32 = 25;

/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadInvolvement)?;
    let all = state.store.list_stakeholders().await?;
    let (filter, access) = (Filter::read(&fields), access(&staff));
    let matching = filter.matching(&all, access);
    let found = on_list(part(&matching, page_request(fields.text("page"), PAGE_SIZE)))?;
    let query = filter.query();
    let and = if query.is_empty() { "" } else { "&" };
    let base = format!("{ADDRESS}?{query}{and}");
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">
                "Who takes part in preparing the strategy: how and in which aspects of the statement and of the map each will be involved, and how \
                 they were. Every step is kept."
            </p>
            {ways(&staff, &filter)}
            {if all.is_empty() { empty() } else { filled(&filter, &found, access) }}
            <Pagination current=found.request.number count=found.count() base=base/>
        }
    }))
}

/// Leads to what can be done besides reading the list.
fn ways(staff: &Staff, filter: &Filter) -> impl IntoView + use<> {
    let new = may(&staff.account, Action::WriteInvolvement).then(|| {
        view! { <a class="govuk-button" href=format!("{ADDRESS}/new")>"Add a stakeholder"</a> }
    });
    let file = |format: &str| {
        let pairs = [("format", format.to_owned())].into_iter().chain(filter.pairs());
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        format!("{ADDRESS}/file?{query}")
    };
    view! {
        {new}
        <ul class="govuk-list">
            <li><a class="govuk-link" href=ROUNDS>{rounds::TITLE}</a></li>
            <li><a class="govuk-link" href=file("csv")>"Download this list (CSV)"</a></li>
            <li><a class="govuk-link" href=file("xlsx")>"Download this list (Excel)"</a></li>
        </ul>
    }
}

fn empty() -> AnyView {
    view! {
        <p class="fm-empty">
            "Nobody is written down yet. Begin with the supporting authorities, and go on with the persons and organisations that it seems right to involve."
        </p>
    }
    .into_any()
}

fn filled(filter: &Filter, found: &Page<&StoredStakeholder>, access: Access) -> AnyView {
    let gone = (GONE.to_owned(), "Taken out".to_owned());
    let gaps: Vec<_> = options::<InvolvementGap>().into_iter().chain([gone]).collect();
    let sort = SORTS.iter().map(|(word, label)| {
        view! { <option value=*word selected=*word == filter.sort>{*label}</option> }
    });
    view! {
        <form class="fm-filters" method="get" role="search" aria-label="Narrow the list">
            <div class="fm-filters__fields">
                {select("role", "Role", &options::<StakeholderRole>(), filter.role.map(Word::word))}
                {select("aspect", "Aspect", &options::<Aspect>(), filter.aspect.map(Word::word))}
                {select("gap", "What is missing", &gaps, filter.gap_word())}
                <div class="govuk-form-group">
                    <label class="govuk-label" for="words">"Name"</label>
                    <input class="govuk-input" id="words" name="words" type="search" value=filter.words.clone()/>
                </div>
                <div class="govuk-form-group">
                    <label class="govuk-label" for="sort">"Order"</label>
                    <select class="govuk-select" id="sort" name="sort">{sort.collect_view()}</select>
                </div>
            </div>
            <button class="govuk-button govuk-button--secondary" type="submit">"Show these stakeholders"</button>
        </form>
        <p class="fm-count">{numbers::count(found.total, "stakeholder matches", "stakeholders match")}</p>
        {table(found, access)}
    }
    .into_any()
}

fn table(found: &Page<&StoredStakeholder>, access: Access) -> AnyView {
    if found.rows.is_empty() {
        return view! { <p class="fm-empty">"No stakeholders match. Change or clear the fields above to see more."</p> }
            .into_any();
    }
    let caption = Caption::Spoken("Stakeholders with how each was involved".to_owned());
    let table = Table::new("Stakeholders", caption, "Stakeholder")
        .words("Role")
        .words("Involved in")
        .words("Involved last")
        .words("What is missing");
    let row = |table: Table, stored: &&StoredStakeholder| {
        let registered = &stored.registered;
        let href = address_of(registered.number, "");
        table.row(
            view! { <a class="govuk-link" href=href>{numbered(registered, access)}</a> },
            [
                registered.stakeholder.role.label().into_any(),
                listed(registered.aspects()).into_any(),
                last(registered).into_any(),
                lines(registered.gaps()),
            ],
        )
    };
    found.rows.iter().fold(table, row).draw().into_any()
}

/// Draws what is missing, each on a line of its own.
pub(super) fn lines(gaps: impl IntoIterator<Item = InvolvementGap>) -> AnyView {
    gaps.into_iter().map(|gap| view! { <div>{gap.label()}</div> }).collect_view().into_any()
}

fn last(registered: &Registered) -> String {
    let involvements = registered.involvements();
    let Some(latest) = involvements.first() else { return String::new() };
    let count = numbers::count(involvements.len() as u64, "involvement", "involvements");
    format!("{}, {count}", dates::month(latest.involvement.since))
}
