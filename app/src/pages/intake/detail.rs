//! One expression of interest; who sent it is read only for those whose role allows it.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    eoi::{Consent, Consents, Identity, Offer, Site},
    permission::Action,
    reference,
    vocabulary::Word,
};
use leptos::prelude::*;

use super::LIST;
use crate::{
    error::PageError,
    parts::{Frame, SummaryRow, statement_list, summary_list},
    state::AppState,
    visitor::Staff,
    words::{Labelled, dates, eoi},
};

/// What was asked, and what was said.
type Row = (&'static str, Vec<String>);

/// Shows one expression of interest.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(typed): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadEois)?;
    let reference = reference::parse(&typed).ok_or(PageError::NotFound)?;
    let eoi = state.store.find_eoi(&reference).await?.ok_or(PageError::NotFound)?;
    let identity = find_identity(&state, &staff, &reference).await?;
    let case = vec![
        ("Submitted", vec![dates::moment(eoi.submitted_at)]),
        ("Where it stands", vec![eoi::state(eoi.case.state).to_owned()]),
        ("Since", vec![dates::moment(eoi.case.changed_at)]),
    ];
    let title = format!("Expression of interest {reference}");
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=LIST>"Expressions of interest"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {block("Case", case)}
            {block("Site", site(&eoi.site))}
            {block("Land and plans", offer(&eoi.offer))}
            {statements("Consents", consents(&eoi.consents))}
            {block("Disclosure", disclosure(&eoi.consents))}
            {identity.map(|identity| block("Who sent it", who(&identity)))}
        }
    }))
}

/// Reads who sent it, if the role allows it, and notes that it was read.
async fn find_identity(state: &AppState, staff: &Staff, reference: &str) -> Result<Option<Identity>, PageError> {
    if staff.may(Action::ReadEoiIdentity).is_err() {
        return Ok(None);
    }
    tracing::info!(account = %staff.account.id, eoi = reference, "somebody read who sent an expression of interest");
    Ok(state.store.find_eoi_identity(reference).await?)
}

fn block(heading: &'static str, rows: Vec<Row>) -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        {summary_list(said(rows))}
    }
}

/// Draws what was said to sentences that are longer than what was said to them.
fn statements(heading: &'static str, rows: Vec<Row>) -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        {statement_list(said(rows))}
    }
}

fn said(rows: Vec<Row>) -> impl Iterator<Item = SummaryRow> {
    rows.into_iter().map(|(asked, said)| SummaryRow::said(asked, said))
}

fn site(site: &Site) -> Vec<Row> {
    let reference = &site.grid_reference;
    vec![
        words("site_name", Some(&site.name)),
        words("nearest_place", site.nearest_place.as_ref()),
        words("grid_reference", Some(&format!("{} (to {} m)", reference.written, reference.precision))),
        words("area", Some(&site.area.to_string())),
    ]
}

fn offer(offer: &Offer) -> Vec<Row> {
    let (land, plans) = (&offer.land, &offer.plans);
    let mut rows = vec![
        chosen("land_uses", &land.uses),
        words("land_use_words", land.use_words.as_ref()),
        chosen("agreements", &land.agreements),
        words("agreement_words", land.agreement_words.as_ref()),
        chosen("interests", &plans.interests),
        chosen("stage", &plans.stage),
        chosen("timescale", &plans.timescale),
        chosen("thirty_years", &plans.thirty_years),
        chosen("help", &plans.help),
        words("barriers", plans.barriers.as_ref()),
    ];
    let conditional = ["land_use_words", "agreement_words", "thirty_years"].map(|name| eoi::field(name).label);
    rows.retain(|(asked, said)| !said.is_empty() || !conditional.contains(asked));
    rows
}

fn consents(consents: &Consents) -> Vec<Row> {
    Consent::ALL.iter().map(|consent| (consent.label(), vec![yes_or_no(consents.allow(*consent))])).collect()
}

fn disclosure(consents: &Consents) -> Vec<Row> {
    let statement = consents.non_disclosure.as_ref();
    let mut rows = vec![("Objects to disclosure", vec![yes_or_no(statement.is_some())])];
    rows.extend(statement.map(|statement| words("non_disclosure_reason", statement.reason.as_ref())));
    rows.push(words("text_version", Some(&consents.text_version)));
    rows
}

fn yes_or_no(is_so: bool) -> String {
    if is_so { "Yes" } else { "No" }.to_owned()
}

fn who(identity: &Identity) -> Vec<Row> {
    let Identity { submitter, capacity, holding } = identity;
    let agent = submitter.agent.as_ref();
    let agency = capacity.agency.as_ref();
    let written = agency.map(|agency| yes_or_no(agency.has_written_authority));
    let rows = vec![
        ("Name", vec![submitter.full_name.clone()]),
        words("email", submitter.email.as_ref()),
        words("telephone", submitter.telephone.as_ref()),
        ("Reach them", vec![submitter.preferred.label().to_owned()]),
        words("address", submitter.address.as_ref()),
        words("postcode", submitter.postcode.as_ref()),
        words("agent_name", agent.map(|agent| &agent.name)),
        words("agent_reach", agent.map(|agent| &agent.reach)),
        ("Role", vec![capacity.role.label().to_owned()]),
        words("role_words", capacity.role_words.as_ref()),
        words("organisation", capacity.organisation.as_ref()),
        ("Acts for", agency.map(|agency| agency.acts_for.clone()).into_iter().collect()),
        ("Has written authority", written.into_iter().collect()),
        chosen("landlord_aware", &capacity.landlord_aware),
        chosen("tenants_aware", &capacity.tenants_aware),
        ("SBI", holding.sbi.map(|sbi| sbi.to_string()).into_iter().collect()),
        ("CPH number", holding.cph.clone().into_iter().collect()),
        ("Land parcels", holding.parcels.clone()),
        ("Land Registry titles", holding.titles.clone()),
    ];
    rows.into_iter().filter(|(_, said)| !said.is_empty()).collect()
}

fn words(name: &str, said: Option<&String>) -> Row {
    (eoi::field(name).label, said.cloned().into_iter().collect())
}

fn chosen<'a, W: Labelled>(name: &str, choices: impl IntoIterator<Item = &'a W>) -> Row {
    (eoi::field(name).label, choices.into_iter().map(|choice| choice.label().to_owned()).collect())
}
