//! What a consultation report is made of.

use std::collections::BTreeMap;

use domain::{
    code_frame::CodeFrame,
    coding::TagCount,
    consultation::{ClosingMove, Consultation, Phase},
    particulars::Particulars,
    reply::TagFigure,
    time::Moment,
};
use store::{ReportWords, Run, StoredBundle, StoredPlan, StoredReply, StoredReport};

use super::{Basis, Block, ConsultationReport, Section, Wanting, about, done, figures, said, tables::tables};
use crate::{
    error::PageError,
    open_data::{OpenDocument, TABLES},
    pages::public::bundle_of,
    released::{self, Released},
    replies::{self, ReadReply},
    state::AppState,
    words::dates,
};

/// Why a report cannot be released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// The consultation has not closed.
    Closing,
    /// No results are public.
    Results,
}

/// The comments of a consultation as they are coded.
pub struct Commented<'a> {
    /// The code frame.
    pub frame: &'a CodeFrame,
    /// What its tags come to, as everybody may know.
    pub counts: BTreeMap<&'a str, TagCount>,
}

/// All that a report says.
pub struct Sources {
    pub(super) consultation: Consultation,
    pub(super) particulars: Particulars,
    pub(super) moves: Vec<ClosingMove>,
    /// The newest results that are public.
    pub(super) released: Option<Released>,
    /// The plan of these, in the words of who signed it.
    pub(super) signed: Option<Signed>,
    pub(super) bundle: Option<StoredBundle>,
    /// The public replies with their numbers, in their order.
    pub(super) replies: Vec<(i64, ReadReply)>,
    pub(super) tags: Vec<TagFigure>,
    pub(super) tables: Result<Vec<Block>, Wanting>,
    pub(super) words: ReportWords,
    pub(super) contact: String,
    /// Whether the responses are made up, which every report on them says.
    pub(super) is_synthetic: bool,
    /// The number that the next report gets.
    pub(super) number: i64,
}

/// Who signed the plan, and who had seen figures before.
pub(super) struct Signed {
    /// The roles of those who did.
    pub(super) by: Vec<String>,
    /// How many looks there were before.
    pub(super) looks: usize,
}

impl Sources {
    /// Reads what the next report on a consultation is made of, beside what the team wrote last and those that were released.
    ///
    /// # Errors
    /// Fails where the database does, or what it has cannot be read.
    pub async fn find(
        state: &AppState,
        consultation: &Consultation,
        commented: &Commented<'_>,
        words: &ReportWords,
        reports: &[StoredReport],
    ) -> Result<Self, PageError> {
        let (store, id) = (&state.store, consultation.id);
        let stored = store.list_replies(id).await?;
        let earlier = replies::figures::earlier(&stored, &tags_of(reports)?);
        let in_use: Vec<String> = commented.frame.in_use().map(|tag| tag.id.clone()).collect();
        let released = released::newest(state, consultation).await?;
        let (mut signed, mut bundle, mut tables) = (None, None, Err(Wanting::OpenData));
        if let Some(released) = &released {
            let runs = store.list_runs(id).await?;
            let run = runs.iter().find(|run| run.number == released.basis.run);
            signed = find_signed(state, consultation, run).await?;
            bundle = bundle_of(state, released).await?;
            tables = find_tables(state, consultation, released.edition).await?;
        }
        Ok(Self {
            particulars: store.find_particulars(id).await?.particulars,
            moves: store.list_closing_moves(id).await?,
            replies: read_replies(state, consultation, &stored).await?,
            tags: replies::figures::publishable(&in_use, commented.frame, &commented.counts, &earlier),
            words: words.clone(),
            contact: state.site.contact_email.clone(),
            is_synthetic: state.site.is_synthetic(),
            number: 1 + reports.first().map_or(0, |report| report.number),
            consultation: consultation.clone(),
            released,
            signed,
            bundle,
            tables,
        })
    }

    /// Says what is missing before it can be released.
    pub fn lacking(&self, now: Moment) -> Vec<Lacking> {
        let is_closed = self.consultation.phase(now) == Phase::Closed;
        let closing = (!is_closed).then_some(Lacking::Closing);
        closing.into_iter().chain(self.released.is_none().then_some(Lacking::Results)).collect()
    }

    /// Gives what the team wrote for it.
    pub fn words(&self) -> &ReportWords {
        &self.words
    }

    /// Gives the consultation that it is on.
    pub fn consultation(&self) -> &Consultation {
        &self.consultation
    }

    /// Gives its number.
    pub fn number(&self) -> i64 {
        self.number
    }

    /// Makes the report; it says since when it is public, if it is to be.
    pub fn report(&self, released_at: Option<Moment>) -> ConsultationReport {
        let when = released_at.map_or("not published".to_owned(), |at| format!("published on {}", dates::moment(at)));
        let sections = [
            figures::in_short(self),
            about::why(self),
            about::how(self),
            figures::who(self),
            said::questions(self),
            said::comments(self),
            figures::weighting(self),
            figures::worked_out(self),
            done::replies(self),
            about::limits(),
            about::check(self),
        ];
        ConsultationReport {
            consultation: self.consultation.slug.clone(),
            title: self.consultation.title.clone(),
            number: self.number,
            edition: self.released.as_ref().map(|released| released.edition),
            said: format!("Consultation report {}, {when}", self.number),
            sections: sections.into_iter().flatten().collect::<Vec<Section>>(),
        }
    }

    /// Gives what is kept with it and is not public.
    pub fn basis(&self) -> Basis {
        Basis { tags: self.tags.clone() }
    }

    /// Gives the address of a page below that of the consultation.
    pub(super) fn address(&self, below: &str) -> String {
        format!("/consultations/{}{below}", self.consultation.slug)
    }
}

/// Gives what the tags came to in each report, and since when everybody knows.
///
/// # Errors
/// Fails where what was kept with one cannot be read.
pub fn tags_of(reports: &[StoredReport]) -> Result<Vec<(Moment, Vec<TagFigure>)>, PageError> {
    reports.iter().map(|report| Ok((report.released_at, Basis::read(&report.basis)?.tags))).collect()
}

async fn find_signed(
    state: &AppState,
    consultation: &Consultation,
    run: Option<&Run>,
) -> Result<Option<Signed>, PageError> {
    let plans = state.store.list_plans(consultation.id).await?;
    let Some(plan) = run.and_then(|run| plans.into_iter().find(|plan| plan.id == run.plan)) else { return Ok(None) };
    let accounts = state.store.list_accounts().await?;
    let StoredPlan { signatures, .. } = &plan;
    let role = |by: &Option<String>| {
        let account = accounts.iter().find(|account| by.as_deref() == Some(account.email.as_str()));
        account.map_or_else(|| "somebody whose account was removed".to_owned(), |account| account.role.clone())
    };
    let looks = state.store.list_looks(consultation.id).await?;
    let fixed = plan.fixed_at();
    Ok(Some(Signed {
        by: signatures.iter().map(|signature| role(&signature.by)).collect(),
        looks: looks.iter().filter(|look| fixed.is_none_or(|fixed| look.at < fixed)).count(),
    }))
}

async fn read_replies(
    state: &AppState,
    consultation: &Consultation,
    stored: &[StoredReply],
) -> Result<Vec<(i64, ReadReply)>, PageError> {
    let public: Vec<_> = stored.iter().filter_map(|reply| Some((reply.number, reply.public()?))).collect();
    let rest: Vec<_> = public.iter().map(|(_, version)| &version.public.reply).collect();
    let sources = replies::Sources::find(state, consultation, &rest).await?;
    Ok(public.iter().map(|(number, version)| (*number, sources.read(&version.public))).collect())
}

/// Finds the tables that open data have of the edition.
async fn find_tables(
    state: &AppState,
    consultation: &Consultation,
    edition: i64,
) -> Result<Result<Vec<Block>, Wanting>, PageError> {
    let issues = state.store.list_open_data(consultation.id).await?;
    let Some(public) = issues.iter().find(|issue| issue.standing.is_public()) else {
        return Ok(Err(Wanting::OpenData));
    };
    let document = state.store.find_open_file(public.id, TABLES).await?;
    let document = document.ok_or_else(|| PageError::Broken("open data have no tables".to_owned()))?;
    Ok(tables(&OpenDocument::read(&document)?, edition))
}
