//! Consultations and their published results.

use chrono::NaiveDate;
use domain::{
    consultation::{ClosingMove, Consultation, ConsultationKind, Phase},
    invitation::Admission,
    particulars::Particulars,
    publication::Standing,
    time::Moment,
};
use schemars::JsonSchema;
use serde::Serialize;
use store::Publication;
use uuid::Uuid;

use super::ROOT;
use crate::{state::Site, words::hex};

/// Where a consultation stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PhaseName {
    /// It opens later.
    Upcoming,
    /// It takes answers.
    Open,
    /// It is over.
    Closed,
}

/// A consultation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ConsultationSummary {
    /// Its identity, which stays.
    pub id: Uuid,
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// Which kind of exercise it is.
    pub kind: ConsultationKind,
    /// Where it stands now.
    pub phase: PhaseName,
    /// Whether only people who were invited can answer it here.
    pub is_by_invitation: bool,
    /// When it opens or opened.
    pub opens_at: Moment,
    /// When it closes or closed.
    pub closes_at: Moment,
    /// Its page.
    pub page: String,
    /// The same with all that is public of it, as JSON.
    pub more: String,
}

/// A closing time that was moved after people were told of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Moved {
    /// When it was to close.
    pub from: Moment,
    /// When it closes since.
    pub to: Moment,
    /// When that was decided.
    pub moved_at: Moment,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

/// A consultation with what it says of itself, and what came of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ConsultationDetail {
    /// What a list says of it.
    #[serde(flatten)]
    pub consultation: ConsultationSummary,
    /// Why it asks.
    pub purpose: Option<String>,
    /// What answers can still change.
    pub open_to_change: Option<String>,
    /// What is decided already.
    pub decided: Option<String>,
    /// Who decides.
    pub decision_maker: Option<String>,
    /// The day by which they decide.
    pub decision_on: Option<NaiveDate>,
    /// How the closing was moved, the first move first.
    pub closing_moves: Vec<Moved>,
    /// The results that are public, the newest first.
    pub results: Vec<Edition>,
    /// What was done about what people said, as JSON, where any of it is public.
    pub replies: Option<String>,
}

/// An edition of the results of a consultation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Edition {
    /// Its number, from 1.
    pub edition: i64,
    /// Since when it is public.
    pub released_at: Moment,
    /// What was asked, what came out and what it will be used for.
    pub summary: String,
    /// What changed since the edition before; empty in the first.
    pub changes: String,
    /// The SHA-256 of the file with every figure, in hexadecimal digits.
    pub sha256: Option<String>,
    /// Its page.
    pub page: String,
    /// The file with every figure, as it was released: JSON.
    pub figures: String,
}

impl From<Phase> for PhaseName {
    fn from(phase: Phase) -> Self {
        match phase {
            Phase::Upcoming => Self::Upcoming,
            Phase::Open => Self::Open,
            Phase::Closed => Self::Closed,
        }
    }
}

impl From<ClosingMove> for Moved {
    fn from(ClosingMove { from, to, moved_at, reason }: ClosingMove) -> Self {
        Self { from, to, moved_at, reason }
    }
}

impl ConsultationSummary {
    /// Says what a list says of a consultation that everybody knows of.
    pub fn new(site: &Site, consultation: Consultation, now: Moment) -> Self {
        let phase = consultation.phase(now).into();
        let Consultation { id, slug, title, summary, kind, opens_at, closes_at, admission } = consultation;
        Self {
            id: id.0,
            title,
            summary,
            kind,
            phase,
            is_by_invitation: admission == Admission::Invited,
            opens_at,
            closes_at,
            page: site.address(&format!("/consultations/{slug}")),
            more: site.address(&format!("{ROOT}/consultations/{slug}")),
            slug,
        }
    }
}

impl ConsultationDetail {
    /// Says what the page of a consultation says.
    pub fn new(
        consultation: ConsultationSummary,
        about: Particulars,
        moves: Vec<ClosingMove>,
        (results, replies): (Vec<Edition>, Option<String>),
    ) -> Self {
        let Particulars { purpose, open_to_change, decided, decision_maker, decision_on, .. } = about;
        let closing_moves = moves.into_iter().map(Moved::from).collect();
        Self {
            consultation,
            purpose,
            open_to_change,
            decided,
            decision_maker,
            decision_on,
            closing_moves,
            results,
            replies,
        }
    }
}

impl Edition {
    /// Says what everybody reads of results; nothing of those that are not public.
    pub fn new(site: &Site, slug: &str, publication: Publication) -> Option<Self> {
        let Standing::Released(released_at) = publication.standing else { return None };
        let page = site.address(&format!("/consultations/{slug}/results/{}", publication.edition));
        Some(Self {
            edition: publication.edition,
            released_at,
            summary: publication.summary,
            changes: publication.changes,
            sha256: publication.hash.as_deref().map(hex),
            figures: format!("{page}/results.json"),
            page,
        })
    }
}
