//! The consultation report: what the team writes for it, what it will say, releasing it and taking it back.

mod drawn;

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{
    fields::Fields,
    permission::Action,
    publication::{SENTENCE_LIMIT, SUMMARY_LIMIT, Standing, may_release},
    question::Question,
};
use sha2::{Digest, Sha256};
use store::{NewReport, ReportWords, StoreError, StoredReport};

use self::drawn::page;
use super::{
    asking::{Asks, Told, lines},
    comments, find_consultation,
    form::STATE,
    shown::Shown,
};
use crate::{
    consultation_report::{Commented, ConsultationReport, Sources},
    error::PageError,
    pages::public::written,
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::hex,
};

const INTRODUCTION: &str = "introduction";
const CONCLUSIONS: &str = "conclusions";
const REASON: &str = "reason";

/// Makes the addresses of these rooms.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/report", get(show))
        .route("/staff/consultations/{slug}/report/write", post(write))
        .route("/staff/consultations/{slug}/report/release", post(release))
        .route("/staff/consultations/{slug}/report/preview.docx", get(preview))
        .route("/staff/consultations/{slug}/report/{number}/take-back", post(take_back))
}

/// All that these rooms need to know.
struct Room {
    slug: String,
    sources: Sources,
    /// The next report as it would be released now.
    report: ConsultationReport,
    /// What the team wrote, the newest first.
    words: Vec<ReportWords>,
    /// Those that were released, the newest first.
    reports: Vec<StoredReport>,
}

impl Room {
    async fn enter(state: &AppState, staff: &Staff, slug: &str, action: Action) -> Result<Self, PageError> {
        let commented = comments::Room::enter(state, staff, slug, action).await?;
        let (listed, coded) = commented.all(state).await?;
        let counts = comments::counts((&listed, &coded), None, &commented.frame);
        let tags = Commented { frame: &commented.frame, counts };
        let words = state.store.list_report_words(commented.consultation.id).await?;
        let reports = state.store.list_reports(commented.consultation.id).await?;
        let last = words.first().cloned().unwrap_or_default();
        let sources = Sources::find(state, &commented.consultation, &tags, &last, &reports).await?;
        Ok(Self { slug: slug.to_owned(), report: sources.report(None), words, reports, sources })
    }

    fn address(&self, below: &str) -> String {
        address(&self.slug, below)
    }

    /// Names the state in which the report is: all that it says, and who wrote it last.
    fn state(&self) -> Result<String, PageError> {
        let digest = Sha256::digest(document(&self.report)?);
        Ok(format!("{}-{}", self.sources.words().revision, hex(&digest)))
    }

    /// Says whether somebody saved what is written since the last report: one saves each report, another releases it.
    fn is_saved(&self) -> bool {
        self.sources.words().revision > self.reports.iter().map(|report| report.revision).max().unwrap_or(0)
    }

    /// Gives the newest report that is public.
    fn public(&self) -> Option<&StoredReport> {
        newest_public(&self.reports)
    }
}

/// Gives the newest of reports that is public.
fn newest_public(reports: &[StoredReport]) -> Option<&StoredReport> {
    reports.iter().find(|report| report.taken_back.is_none())
}

fn address(slug: &str, below: &str) -> String {
    format!("/staff/consultations/{slug}/report{below}")
}

fn document(report: &ConsultationReport) -> Result<String, PageError> {
    serde_json::to_string(report).map_err(|error| PageError::Broken(format!("a report cannot be kept: {error}")))
}

/// Asks what the team writes.
fn questions() -> [Question; 2] {
    [
        lines(INTRODUCTION, "Introduction", SUMMARY_LIMIT)
            .hint("A few plain words that stand first. Type no figures: they come from the published results.")
            .optional(),
        lines(CONCLUSIONS, "What do you conclude?", SUMMARY_LIMIT).hint("One conclusion on each line.").optional(),
    ]
}

/// Asks why a report is taken back.
fn why() -> Question {
    lines(REASON, "Why is this report taken back?", SENTENCE_LIMIT).hint("Everybody can read this at its address.")
}

fn as_written(words: &ReportWords) -> Fields {
    Fields::new(vec![
        (INTRODUCTION.to_owned(), words.introduction.clone()),
        (CONCLUSIONS.to_owned(), words.conclusions.clone()),
    ])
}

async fn show(State(state): State<AppState>, staff: Staff, Path(slug): Path<String>) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadWeighting).await?;
    page(&state, &staff, &room, &as_written(room.sources.words()), &Shown::AsIs)
}

/// Gives the next report as a file, as it would be released now.
async fn preview(State(state): State<AppState>, staff: Staff, Path(slug): Path<String>) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadWeighting).await?;
    written(&state, &room.report)
}

/// Keeps what somebody wrote.
async fn write(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::PublishResults)?;
    let consultation = find_consultation(&state, &slug).await?.id;
    let questions = questions();
    let told = Told::new(&questions, &fields);
    let written = |id: &str| told.words(id).unwrap_or_default();
    let (introduction, conclusions) = (written(INTRODUCTION), written(CONCLUSIONS));
    if told.is_refused() {
        let room = Room::enter(&state, &staff, &slug, Action::PublishResults).await?;
        return page(&state, &staff, &room, &fields, &Shown::Refused(told.refusals(&questions)));
    }
    // What else the report says may have changed since: only what is written here can be overwritten. Nothing of the report is
    // worked out before these words are safe.
    let seen: Option<i64> = fields.text(STATE).split('-').next().and_then(|revision| revision.parse().ok());
    let stamp = (staff.account.id, state.clock.now());
    let done = match seen.and_then(|revision| revision.checked_add(1)) {
        None => Err(StoreError::Changed),
        Some(revision) => {
            let words = ReportWords { revision, introduction, conclusions, ..ReportWords::default() };
            let work = state.store.write(move |mut write| {
                Box::pin(async move { write.add_report_words(consultation, &words, stamp).await })
            });
            work.await
        }
    };
    after(&state, &staff, &slug, &fields, done, "somebody wrote a consultation report").await
}

/// Releases the report as somebody saw it.
async fn release(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::PublishResults).await?;
    let (words, now) = (room.sources.words().clone(), state.clock.now());
    let is_signed = room.is_saved() && may_release(&Standing::Written, words.writer, staff.account.id).is_ok();
    if !is_signed || !room.sources.lacking(now).is_empty() || fields.text(STATE) != room.state()? {
        return page(&state, &staff, &room, &as_written(&words), &Shown::Moved);
    }
    let document = document(&room.sources.report(Some(now)))?;
    let basis = serde_json::to_string(&room.sources.basis())
        .map_err(|error| PageError::Broken(format!("what a report rests on cannot be kept: {error}")))?;
    let report = NewReport {
        consultation: room.sources.consultation().id,
        number: room.sources.number(),
        revision: words.revision,
        hash: Sha256::digest(&document).to_vec(),
        document,
        basis,
        by: staff.account.id,
        at: now,
    };
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_report(&report).await }));
    after(&state, &staff, &slug, &fields, work.await, "somebody released a consultation report").await
}

/// Takes a report back.
async fn take_back(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::TakeBackResults)?;
    let consultation = find_consultation(&state, &slug).await?.id;
    let reports = state.store.list_reports(consultation).await?;
    let public = newest_public(&reports).filter(|report| report.number.to_string() == number);
    let questions = [why()];
    let told = Told::new(&questions, &fields);
    let reason = told.needed_words(REASON);
    let Some(number) = public.map(|report| report.number).filter(|_| !told.is_refused()) else {
        let room = Room::enter(&state, &staff, &slug, Action::TakeBackResults).await?;
        return match public {
            Some(_) => page(&state, &staff, &room, &fields, &Shown::Refused(told.refusals(&questions))),
            None => page(&state, &staff, &room, &as_written(room.sources.words()), &Shown::Moved),
        };
    };
    let (name, stamp) = ((consultation, number), (staff.account.id, state.clock.now()));
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.set_report_taken_back(name, &reason, stamp).await }));
    after(&state, &staff, &slug, &fields, work.await, "somebody took a consultation report back").await
}

/// Leads back to the page after a step, or shows what stands there where somebody else was first.
async fn after(
    state: &AppState,
    staff: &Staff,
    slug: &str,
    fields: &Fields,
    done: Result<(), StoreError>,
    said: &'static str,
) -> Result<Response, PageError> {
    match done {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, consultation = slug, "{said}");
            Ok(Redirect::to(&address(slug, "")).into_response())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(state, staff, slug, Action::ReadWeighting).await?;
            page(state, staff, &room, fields, &Shown::Changed)
        }
        Err(error) => Err(error.into()),
    }
}
