//! What is published, the last first: one entry for each version, edition or issue, with an identity that stays when its
//! title changes.
//!
//! A further kind of thing joins here: a kind, a function that reads what everybody may read of it, and a line in [`newest`].

use domain::{
    article::ArticleKind, consultation::Consultation, ids::GroupId, meeting::MinutesKind, publication::Standing,
    record::RecordKind, time::Moment,
};
use store::{NewDocumentVersion, NewRecord, ShownArticle};
use uuid::Uuid;

use crate::{
    articles,
    error::PageError,
    records::record_address,
    replies,
    state::AppState,
    words::{documents, feeds as words, meetings, records},
};

/// How many entries a feed has at most.
pub const MOST: u32 = 100;

/// What kind of thing was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A consultation that has opened.
    Consultation,
    /// A version of an agenda.
    Agenda,
    /// A version of minutes.
    Minutes,
    /// A version of a document.
    Document,
    /// An edition of the results of a consultation.
    Results,
    /// Open data of a consultation.
    OpenData,
    /// A report on a consultation.
    Report,
    /// Something that happened.
    News,
    /// A page that staff wrote.
    Page,
    /// A version of what was done about something that people said.
    Reply,
}

/// One thing that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its identity, made of that of the thing.
    pub id: Uuid,
    /// What kind of thing it is.
    pub kind: Kind,
    /// The group that it is of.
    pub group: Option<GroupId>,
    /// What it is called.
    pub title: String,
    /// What it says, in short.
    pub summary: String,
    /// Where it is, without the address of the site.
    pub path: String,
    /// Since when everybody can read it.
    pub published_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

/// Lists what was published last, of one group or of all and of the consultations too.
///
/// # Errors
/// Fails where the database does.
pub async fn newest(state: &AppState, group: Option<GroupId>, most: u32) -> Result<Vec<Entry>, PageError> {
    let records = state.store.list_newest_records(group, most).await?;
    let documents = state.store.list_newest_document_versions(group, most).await?;
    let mut entries: Vec<Entry> = records.into_iter().map(record).chain(documents.into_iter().map(document)).collect();
    if group.is_none() {
        let articles = state.store.list_shown_articles(state.clock.now()).await?;
        entries.extend(articles.into_iter().map(article));
        entries.extend(of_consultations(state).await?);
    }
    entries.sort_by_key(|entry| (std::cmp::Reverse(entry.updated_at), entry.id));
    entries.truncate(most as usize);
    Ok(entries)
}

fn record(record: NewRecord) -> Entry {
    let NewRecord { slug, held_on, kind, number, step, note, .. } = record;
    let minutes = record.minutes.unwrap_or(MinutesKind::Minutes);
    let title = meetings::record_title(&record.group, kind, minutes, held_on);
    Entry {
        id: Uuid::new_v5(&record.meeting.0, format!("{}/{number}", records::record(kind)).as_bytes()),
        kind: match kind {
            RecordKind::Agenda => Kind::Agenda,
            RecordKind::Minutes => Kind::Minutes,
        },
        group: Some(record.group_id),
        title: words::version_of(&title, number),
        summary: words::about_record(step, number, &note, record.withheld_at),
        path: record_address(&slug, kind, Some(number)),
        published_at: record.released_at,
        updated_at: record.withheld_at.unwrap_or(record.released_at),
    }
}

fn document(new: NewDocumentVersion) -> Entry {
    let NewDocumentVersion { stored, version, published_at } = new;
    let document = stored.document;
    let note = if version.number > 1 { version.note.as_str() } else { "" };
    Entry {
        id: Uuid::new_v5(&document.id.0, version.number.to_string().as_bytes()),
        kind: Kind::Document,
        group: document.group,
        title: words::version_of(&document.title, version.number),
        summary: words::about_document(&document.purpose, &documents::file(&version), note),
        path: format!("/documents/{}/{}", document.slug, version.number),
        published_at,
        updated_at: published_at,
    }
}

fn article(shown: ShownArticle) -> Entry {
    let ShownArticle { stored, version, since } = shown;
    // What changed is said to everybody of a notice alone.
    let note = if stored.kind == ArticleKind::Notice { version.note.as_str() } else { "" };
    Entry {
        id: stored.id.0,
        kind: if stored.kind == ArticleKind::News { Kind::News } else { Kind::Page },
        summary: words::with_changes(&version.text.summary, note),
        title: version.text.title,
        group: None,
        path: articles::address(&stored.slug),
        published_at: since,
        updated_at: version.showing.from,
    }
}

/// Lists the consultations that have opened, which alone can have come to anything.
async fn opened(state: &AppState) -> Result<Vec<Consultation>, PageError> {
    let now = state.clock.now();
    let mut consultations = state.store.list_published_consultations().await?;
    consultations.retain(|consultation| consultation.opens_at <= now);
    Ok(consultations)
}

async fn of_consultations(state: &AppState) -> Result<Vec<Entry>, PageError> {
    let with_results = state.store.list_consultations_with_results().await?;
    let with_replies = state.store.list_consultations_with_replies().await?;
    let mut entries = Vec::new();
    for consultation in opened(state).await? {
        entries.push(opening(state, &consultation).await?);
        if with_results.contains(&consultation.id) {
            entries.extend(results(state, &consultation).await?);
        }
        // Both can stay when the results with which they came are taken back.
        entries.extend(open_data(state, &consultation).await?);
        entries.extend(reports(state, &consultation).await?);
        if with_replies.contains(&consultation.id) {
            entries.extend(replies_to(state, &consultation).await?);
        }
    }
    Ok(entries)
}

async fn opening(state: &AppState, consultation: &Consultation) -> Result<Entry, PageError> {
    let moves = state.store.list_closing_moves(consultation.id).await?;
    let last_moved_at = moves.iter().map(|one| one.moved_at).max();
    Ok(Entry {
        id: consultation.id.0,
        kind: Kind::Consultation,
        group: None,
        title: consultation.title.clone(),
        summary: words::about_consultation(consultation),
        path: format!("/consultations/{}", consultation.slug),
        published_at: consultation.opens_at,
        updated_at: consultation.opens_at.max(last_moved_at.unwrap_or(consultation.opens_at)),
    })
}

async fn results(state: &AppState, consultation: &Consultation) -> Result<Vec<Entry>, PageError> {
    let publications = state.store.list_publications(consultation.id).await?;
    let public = publications.into_iter().filter_map(|publication| {
        let Standing::Released(at) = publication.standing else { return None };
        Some(Entry {
            id: publication.id.0,
            kind: Kind::Results,
            group: None,
            title: words::results(&consultation.title, publication.edition),
            summary: words::with_changes(&publication.summary, &publication.changes),
            path: format!("/consultations/{}/results/{}", consultation.slug, publication.edition),
            published_at: at,
            updated_at: at,
        })
    });
    Ok(public.collect())
}

async fn open_data(state: &AppState, consultation: &Consultation) -> Result<Vec<Entry>, PageError> {
    let issues = state.store.list_open_data(consultation.id).await?;
    let public = issues.into_iter().filter_map(|issue| {
        let Standing::Released(at) = issue.standing else { return None };
        Some(Entry {
            id: issue.id.0,
            kind: Kind::OpenData,
            group: None,
            title: words::open_data(&consultation.title, issue.issue),
            summary: words::with_changes(words::OPEN_DATA, &issue.note),
            path: format!("/consultations/{}/data/{}", consultation.slug, issue.issue),
            published_at: at,
            updated_at: at,
        })
    });
    Ok(public.collect())
}

async fn reports(state: &AppState, consultation: &Consultation) -> Result<Vec<Entry>, PageError> {
    let reports = state.store.list_reports(consultation.id).await?;
    let public = reports.into_iter().filter(|report| report.taken_back.is_none()).map(|report| Entry {
        id: Uuid::new_v5(&consultation.id.0, format!("report/{}", report.number).as_bytes()),
        kind: Kind::Report,
        group: None,
        title: words::report(&consultation.title, report.number),
        summary: words::REPORT.to_owned(),
        path: format!("/consultations/{}/report/{}", consultation.slug, report.number),
        published_at: report.released_at,
        updated_at: report.released_at,
    });
    Ok(public.collect())
}

async fn replies_to(state: &AppState, consultation: &Consultation) -> Result<Vec<Entry>, PageError> {
    let stored = state.store.list_replies(consultation.id).await?;
    let public = stored.iter().filter_map(|reply| {
        let version = reply.public()?;
        let said = &version.public.reply;
        Some(Entry {
            id: Uuid::new_v5(&reply.id.0, version.version.to_string().as_bytes()),
            kind: Kind::Reply,
            group: None,
            title: words::reply(&said.title, &consultation.title),
            summary: words::with_changes(&said.did, &version.public.changes),
            path: format!("{}/{}/{}", replies::address(&consultation.slug), reply.number, version.version),
            published_at: version.published_at,
            updated_at: version.published_at,
        })
    });
    Ok(public.collect())
}
