//! The pages that anyone reads: home, consultations, minutes, and what this site does with what it is told.
//!
//! They only read. Answering has its own room, and so has the staff.

mod accessibility;
mod articles;
mod consultation;
mod consultations;
mod cookies;
mod documents;
pub(super) mod gain;
mod groups;
mod home;
mod included;
mod involvement;
mod meeting;
mod minutes;
mod open_data;
mod paper;
mod papers;
mod particulars;
mod priorities;
pub mod privacy;
mod records;
mod replies;
mod report;
mod responses;
mod results;
mod schema;
mod search;

use axum::{Router, http::StatusCode, response::Response, routing::get};
use chrono::NaiveDate;
use domain::{
    consultation::Consultation,
    ids::{ConsultationId, GroupId},
    language::Language,
    meeting::MinutesStatus,
    permission::Action,
    publication::Standing,
    time::Moment,
};
use leptos::prelude::*;
use store::{MeetingRecord, PageRequest, Readers, StoredMeeting, When};

pub(crate) use self::results::bundle_of;
pub(super) use self::{
    articles::pictures, documents::file_address as document_file, meeting::Found as FoundMeeting, report::written,
};
use super::answering::address_in;
use crate::{
    error::PageError,
    parts::Frame,
    records::address as records_address,
    state::AppState,
    visitor::Visitor,
    words::{capital, dates, meetings},
};

/// The addresses of the pages that anyone reads.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::show))
        .route("/consultations", get(consultations::show))
        .route("/consultations/{slug}", get(consultation::show))
        .route("/consultations/{slug}/paper", get(paper::show))
        .route("/consultations/{slug}/results", get(results::newest))
        .route("/consultations/{slug}/results/{edition}", get(results::show))
        .route("/consultations/{slug}/results/{edition}/weighting.csv", get(results::table))
        .route("/consultations/{slug}/results/{edition}/scorecard.csv", get(results::scorecard))
        .route("/consultations/{slug}/results/{edition}/panels.csv", get(results::panels))
        .route("/consultations/{slug}/results/{edition}/results.json", get(results::document))
        .route("/consultations/{slug}/results/{edition}/bundle.zip", get(results::bundle))
        .merge(included::routes())
        .route("/consultations/{slug}/data", get(open_data::newest))
        .route("/consultations/{slug}/data/{issue}", get(open_data::show))
        .route("/consultations/{slug}/data/{issue}/{file}", get(open_data::file))
        .route("/consultations/{slug}/replies", get(replies::show))
        .route("/consultations/{slug}/replies.json", get(replies::data))
        .route("/consultations/{slug}/replies/{number}/{version}", get(replies::version))
        .route("/consultations/{slug}/report", get(report::newest))
        .route("/consultations/{slug}/report/{number}", get(report::show))
        .route("/consultations/{slug}/report/{number}/report.docx", get(report::file))
        .route("/consultations/{slug}/report/{number}/report.json", get(report::document))
        .route("/consultations/{slug}/responses", get(responses::show))
        .route("/consultations/{slug}/responses.csv", get(responses::file))
        .route("/consultations/{slug}/responses/{number}", get(responses::one))
        .merge(articles::routes())
        .merge(documents::routes())
        .route("/involvement", get(involvement::show))
        .route("/priorities", get(priorities::list))
        .route("/priorities/{code}", get(priorities::show))
        .merge(gain::routes())
        .route("/groups", get(groups::list))
        .route("/groups/{slug}", get(groups::show))
        .route("/minutes", get(minutes::show))
        .route("/meetings/{slug}", get(meeting::show))
        .route("/meetings/{slug}/{record}", get(records::newest))
        .route("/meetings/{slug}/{record}/{number}", get(records::show))
        .route("/meetings/{slug}/{record}/{number}/changes", get(records::changed))
        .route("/meetings/{slug}/{record}/{number}/{file}", get(records::file))
        .merge(search::routes())
        .route("/privacy", get(privacy::show))
        .route("/cookies", get(cookies::show))
        .route("/accessibility", get(accessibility::show))
        .route("/questionnaire.schema.json", get(schema::show))
}

/// Says for whom records of meetings are read.
fn readers(visitor: &Visitor) -> Readers {
    if visitor.may(Action::ReadMinutes) { Readers::Staff } else { Readers::Everyone }
}

fn day(date: NaiveDate) -> impl IntoView {
    view! { <time datetime=date.to_string()>{dates::day(date)}</time> }
}

fn moment(moment: Moment) -> impl IntoView {
    view! { <time datetime=dates::machine(moment)>{dates::moment(moment)}</time> }
}

/// A link that begins an email to whoever runs this installation.
fn contact(state: &AppState) -> impl IntoView + use<> {
    let address = state.site.contact_email.clone();
    view! { <a class="govuk-link" href=format!("mailto:{address}")>{address.clone()}</a> }
}

/// What was public of a consultation and is taken back.
struct Gone<'a> {
    /// What it is called.
    what: &'static str,
    at: Moment,
    reason: &'a str,
    /// Where the newest of it is, if any is public.
    newest: Option<(String, &'static str)>,
}

/// Says that something was taken back, when and why.
fn taken_back(state: &AppState, visitor: &Visitor, consultation: &Consultation, gone: Gone<'_>) -> Response {
    let Gone { what, at, reason, newest } = gone;
    let title = format!("{} of {} were taken back", capital(what), consultation.title);
    let newest = newest.map(|(address, words)| {
        view! { <p class="govuk-body"><a class="govuk-link" href=address>{words}</a></p> }
    });
    let reason = reason.to_owned();
    Frame::new(state, visitor, title).status(StatusCode::GONE).show(|| {
        view! {
            {breadcrumbs("/consultations", "Consultations")}
            <span class="govuk-caption-l">{consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{format!("These {what} were taken back")}</h1>
            <p class="govuk-body">"They were taken back on " {moment(at)} ", for this reason:"</p>
            <blockquote class="govuk-inset-text fm-words">{reason}</blockquote>
            {newest}
            <p class="govuk-body">"If you want to ask about it, write to " {contact(state)} "."</p>
        }
    })
}

/// Leads to an address in each other language in which questions can be read, after words that say so.
fn languages(others: &[Language], address: &str, words: &'static str) -> Option<impl IntoView + use<>> {
    let count = others.len();
    let links = others.iter().enumerate().map(|(place, language)| {
        let href = address_in(address, *language);
        let tag = language.tag();
        let before = match place {
            0 => "",
            place if place + 1 == count => " and ",
            _ => ", ",
        };
        view! { {before} <a class="govuk-link" href=href lang=tag hreflang=tag dir=language.direction()>{language.own_name()}</a> }
    });
    let links: Vec<_> = links.collect();
    (count > 0).then(|| view! { <p class="govuk-body">{words} {links} "."</p> })
}

/// The way back to the list that a page belongs to.
fn breadcrumbs(href: &'static str, words: &'static str) -> impl IntoView {
    view! {
        <nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
            <ol class="govuk-breadcrumbs__list">
                <li class="govuk-breadcrumbs__list-item">
                    <a class="govuk-breadcrumbs__link" href="/">"Home"</a>
                </li>
                <li class="govuk-breadcrumbs__list-item">
                    <a class="govuk-breadcrumbs__link" href=href>{words}</a>
                </li>
            </ol>
        </nav>
    }
}

/// How many meetings without minutes a page shows, to come and held.
const MEETINGS: PageRequest = PageRequest { number: 1, size: 50 };

/// Lists the meetings of which everybody knows and has no minutes to read, of a group or of all: those to come, and those that were held.
async fn without_minutes(state: &AppState, group: Option<GroupId>) -> Result<Option<AnyView>, PageError> {
    let today = state.today();
    let coming = state.store.list_stored_meetings((group, When::From(today)), Readers::Everyone, MEETINGS).await?;
    let held = state.store.list_stored_meetings((group, When::Before(today)), Readers::Everyone, MEETINGS).await?;
    let held: Vec<_> = held.rows.into_iter().filter(|stored| stored.public_minutes().is_none()).collect();
    let section = |heading: &'static str, meetings: &[StoredMeeting]| {
        let lines = meetings.iter().map(meeting_line).collect_view();
        (!meetings.is_empty()).then(|| {
            view! {
                <h2 class="govuk-heading-m">{heading}</h2>
                <ul class="fm-listing">{lines}</ul>
            }
        })
    };
    let (coming, held) = (section("Meetings to come", &coming.rows), section("Held, without minutes so far", &held));
    Ok((coming.is_some() || held.is_some()).then(|| view! { {coming} {held} }.into_any()))
}

fn meeting_line(stored: &StoredMeeting) -> impl IntoView + use<> {
    let href = records_address(&stored.meeting.slug);
    let called_off = stored.arrangements.called_off.is_some().then(|| "Called off".to_owned());
    let hours = meetings::hours(&stored.arrangements);
    let place = Some(&stored.arrangements.place).filter(|place| !place.is_empty()).cloned();
    let about = [called_off, hours, place].into_iter().flatten().map(|words| view! { <span>{words}</span> });
    let about = about.collect_view();
    view! {
        <li class="fm-listing__item">
            <p class="fm-listing__title">
                <a class="govuk-link" href=href>{stored.group.name.clone()} ", " {day(stored.meeting.held_on)}</a>
            </p>
            <p class="fm-listing__meta">{about}</p>
        </li>
    }
}

/// Records of meetings, one below the other.
fn listing(records: &[MeetingRecord]) -> impl IntoView + use<> {
    let items = records.iter().map(|record| {
        let name = meetings::name(&record.group, record.minutes.kind);
        view! {
            <li class="fm-listing__item">
                <p class="fm-listing__title">
                    <a class="govuk-link" href=format!("/meetings/{}", record.meeting.slug)>
                        {name} ", " {day(record.meeting.held_on)}
                    </a>
                </p>
                <p class="fm-listing__meta">
                    <span>{meetings::kind(record.minutes.kind)}</span>
                    {shown_status(record.minutes.status)}
                </p>
            </li>
        }
    });
    view! { <ul class="fm-listing">{items.collect_view()}</ul> }
}

/// Marks a status, or says in plain words that none was stated.
pub(super) fn shown_status(status: MinutesStatus) -> AnyView {
    let words = meetings::status(status);
    let colour = match status {
        MinutesStatus::Draft => "govuk-tag--grey",
        MinutesStatus::Unapproved => "govuk-tag--yellow",
        MinutesStatus::Approved | MinutesStatus::Amended => "govuk-tag--green",
        MinutesStatus::NotStated => return view! { <span>{words}</span> }.into_any(),
    };
    view! { <strong class=format!("govuk-tag {colour}")>{words}</strong> }.into_any()
}

/// Says that the results with which something goes were taken back; nothing where they were not.
async fn results_notice(
    state: &AppState,
    consultation: ConsultationId,
    edition: Option<i64>,
    what: &'static str,
) -> Result<Option<AnyView>, PageError> {
    let publications = state.store.list_publications(consultation).await?;
    let goes_with = publications.iter().find(|publication| Some(publication.edition) == edition);
    let Some(Standing::TakenBack { at, reason, .. }) = goes_with.map(|publication| &publication.standing) else {
        return Ok(None);
    };
    let (at, reason) = (*at, reason.clone());
    let drawn = view! {
        <div class="govuk-inset-text">
            <p class="govuk-body">{format!("The results on which {what} were taken back on ")} {moment(at)} ", for this reason:"</p>
            <p class="govuk-body fm-words">{reason}</p>
        </div>
    };
    Ok(Some(drawn.into_any()))
}
