//! The register as a file: a row for each involvement, and one for each stakeholder of whom none is recorded.
//!
//! It leaves the house, so it has the names of organisations alone, and neither contacts nor notes, whoever takes it.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    export::ExportFormat,
    involvement::{Aspect, InvolvementGap, Registered, StakeholderKind, StakeholderRole, Way, Written},
    permission::Action,
    question::{Value, Values},
    time::in_england,
    vocabulary::Word,
};
use export::{Described, Facts, Narrowing, Order, Packing, Row, Sheet};

use super::{access, filter::Filter};
use crate::{
    error::PageError,
    pages::{saved_file, staff::evidence::Sources},
    posted::InAddress,
    state::{AppState, Site},
    visitor::Staff,
    words::{
        Labelled,
        involvement::{Access, TITLE, name},
    },
};

/// Sends the list as it is narrowed, as CSV or as a workbook.
pub(super) async fn save(
    State(state): State<AppState>,
    staff: Staff,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadInvolvement)?;
    let is_workbook = ExportFormat::from_word(fields.text("format")) == Some(ExportFormat::Excel);
    let (format, end, kind) = if is_workbook {
        (ExportFormat::Excel, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    } else {
        (ExportFormat::Csv, "csv", "text/csv; charset=utf-8; header=present")
    };
    let filter = Filter::read(&fields);
    let all = state.store.list_stakeholders().await?;
    let sources = Sources::find(&state).await?;
    let matching = filter.matching(&all, access(&staff));
    let rows: Vec<Row> = matching.iter().flat_map(|stored| rows(&stored.registered, (&sources, &state.site))).collect();
    let facts = Facts {
        product: "Folkmoot".to_owned(),
        product_version: env!("CARGO_PKG_VERSION").to_owned(),
        consultation: String::new(),
        title: TITLE.to_owned(),
        is_demonstration: state.site.is_synthetic(),
        made_at: state.clock.now(),
        format: format.word(),
        has_own_words: true,
        filter: filter.pairs().into_iter().map(|(by, is)| Narrowing { by: by.to_owned(), is }).collect(),
        questionnaire_versions: Vec::new(),
    };
    let order = Order { sheet: sheet(), format, packing: Packing::File, facts };
    let mut written = Vec::new();
    export::write(&order, std::iter::once(Ok(rows)), &mut written)
        .map_err(|error| PageError::Broken(error.to_string()))?;
    tracing::info!(account = %staff.account.id, file = "involvement", "somebody took a file");
    let demonstration = if state.site.is_synthetic() { "demonstration-" } else { "" };
    Ok((saved_file(kind, &format!("{demonstration}involvement.{end}")), written).into_response())
}

fn one_of<W: Labelled>() -> Values {
    let value = |word: &W| Value { name: word.word().to_owned(), label: word.label().to_owned(), is_missing: false };
    Values::OneOf(W::ALL.iter().map(value).collect())
}

fn sheet() -> Sheet {
    let columns = vec![
        ("stakeholder", "Number of the stakeholder", Values::Whole(Vec::new())),
        ("name", "Name, of organisations alone", Values::Words),
        ("kind", "What it is", one_of::<StakeholderKind>()),
        ("role", "As what they take part", one_of::<StakeholderRole>()),
        ("aspects_meant", "Aspects in which they will be involved", Values::Names),
        ("ways_meant", "How they will be involved", Values::Names),
        ("meant_words", "What else is said of how they will be involved", Values::Words),
        ("reviewed_on", "Day on which how they will be involved was looked at last", Values::Day),
        ("involvement", "Number of the involvement", Values::Whole(Vec::new())),
        ("aspects", "Aspects in which they were involved", Values::Names),
        ("way", "How they were involved", one_of::<Way>()),
        ("since", "Day, or the first of several", Values::Day),
        ("until", "Last of several days", Values::Day),
        ("evidence", "What shows it", Values::Words),
        ("said", "What they said", Values::Words),
        ("became", "What became of it", Values::Words),
        ("missing", "What is missing", Values::Names),
    ];
    let column = |(name, label, values)| Described { kind: "involvement", ..Described::fact(name, label, values) };
    Sheet { name: "involvement", columns: columns.into_iter().map(column).collect(), questions: Vec::new() }
}

fn words<W: Word>(all: impl IntoIterator<Item = W>) -> String {
    all.into_iter().map(Word::word).collect::<Vec<_>>().join(" ")
}

fn rows(registered: &Registered, from: (&Sources, &Site)) -> Vec<Row> {
    let named = match registered.stakeholder.kind {
        StakeholderKind::Organisation => name(registered, Access::WithoutPeople),
        StakeholderKind::Person => String::new(),
    };
    let intention = registered.intention();
    let looked = registered.intentions().last().map(|(taken, _)| in_england(taken.at).date_naive().to_string());
    let aspects = intention.map(|intention| words::<Aspect>(intention.aspects.iter().copied()));
    let ways = intention.map(|intention| words::<Way>(intention.ways.iter().copied()));
    let begin = [
        registered.number.to_string(),
        named,
        registered.stakeholder.kind.word().to_owned(),
        registered.stakeholder.role.word().to_owned(),
        aspects.unwrap_or_default(),
        ways.unwrap_or_default(),
        intention.and_then(|intention| intention.words.clone()).unwrap_or_default(),
        looked.unwrap_or_default(),
    ];
    let end = words::<InvolvementGap>(registered.gaps());
    let mut involvements = registered.involvements();
    involvements.reverse();
    let row = |middle: [String; 8]| begin.iter().cloned().chain(middle).chain([end.clone()]).collect();
    if involvements.is_empty() {
        return vec![row(std::array::from_fn(|_| String::new()))];
    }
    involvements.into_iter().map(|written| row(middle(written, from))).collect()
}

fn middle(Written { number, involvement, .. }: Written<'_>, (sources, site): (&Sources, &Site)) -> [String; 8] {
    let shows = sources.shows(&involvement.evidence).into_iter().map(|shows| match shows.address {
        Some(address) if address.starts_with('/') => format!("{} ({})", shows.words, site.address(&address)),
        _ => shows.words,
    });
    [
        number.to_string(),
        words::<Aspect>(involvement.aspects.iter().copied()),
        involvement.way.word().to_owned(),
        involvement.since.to_string(),
        involvement.until.map(|day| day.to_string()).unwrap_or_default(),
        shows.collect::<Vec<_>>().join("; "),
        involvement.said.clone().unwrap_or_default(),
        involvement.became.clone().unwrap_or_default(),
    ]
}
