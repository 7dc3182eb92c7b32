//! What everybody finds by its words. Only what is public has an entry, made in the transaction that changes it.
//!
//! A method of [`Write`](crate::Write) that changes what is public of a subject says so by `refresh`; when the work is done, and before it is committed,
//! the entries of each subject are made anew of the tables themselves. Another kind joins by a [`Subject`] and a file in `search`.

mod articles;
mod consultations;
mod documents;
mod entries;
mod groups;
mod meetings;
mod priorities;
mod spelling;

use chrono::NaiveDate;
use domain::{
    ids::{ArticleId, ConsultationId, DocumentId, GroupId, MeetingId},
    language::Language,
    search::{Breadth, FoundKind, FoundOrder, Query},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Page, PageRequest, Store, StoreError,
    document_list::years_of,
    engine::{
        Engine,
        full_text::{Asked, found_in_postgres, found_in_sqlite},
        on,
    },
    words::{from_word, to_word},
};

/// Something whose entries are made together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A page that staff wrote, with its sections.
    Article(ArticleId),
    /// A consultation, with its results and replies.
    Consultation(ConsultationId),
    /// A document with its current file.
    Document(DocumentId),
    /// A group.
    Group(GroupId),
    /// A meeting with its agenda and its minutes.
    Meeting(MeetingId),
    /// All priorities together.
    Priorities,
}

/// What is looked through, and in which order what is found stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFilter {
    /// Only what is of this kind.
    pub kind: Option<FoundKind>,
    /// Only what is of the group with this name in addresses.
    pub group: Option<String>,
    /// Only what bears a day of this year.
    pub year: Option<i32>,
    /// The order.
    pub order: FoundOrder,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: FoundKind,
    /// The name in addresses of what it is of.
    pub slug: String,
    /// The number of the part of the page, or of the page below, that it leads to.
    pub part: Option<i64>,
    /// What it is called.
    pub title: String,
    /// What it says.
    pub text: String,
    /// What is in its file, where it has one.
    pub file: Option<String>,
    /// The language that it is in, if it is not English.
    pub language: Option<Language>,
    /// The name of the group that it is of.
    pub group: Option<String>,
    /// The day that it bears.
    pub day: Option<NaiveDate>,
}

#[derive(FromRow)]
struct FoundRow {
    kind: String,
    slug: String,
    part: Option<i64>,
    title: String,
    text: String,
    file_text: Option<String>,
    language: Option<String>,
    group_name: Option<String>,
    day: Option<NaiveDate>,
}

impl TryFrom<FoundRow> for Found {
    type Error = StoreError;

    fn try_from(row: FoundRow) -> Result<Self, StoreError> {
        Ok(Self {
            kind: from_word("search_entries", &row.kind)?,
            slug: row.slug,
            part: row.part,
            title: row.title,
            text: row.text,
            file: row.file_text,
            language: row.language.as_deref().map(|tag| from_word("search_entries", tag)).transpose()?,
            group: row.group_name,
            day: row.day,
        })
    }
}

impl Subject {
    fn word(self) -> &'static str {
        match self {
            Self::Article(_) => "article",
            Self::Consultation(_) => "consultation",
            Self::Document(_) => "document",
            Self::Group(_) => "group",
            Self::Meeting(_) => "meeting",
            Self::Priorities => "priorities",
        }
    }

    fn id(self) -> Uuid {
        match self {
            Self::Article(id) => id.0,
            Self::Consultation(id) => id.0,
            Self::Document(id) => id.0,
            Self::Group(id) => id.0,
            Self::Meeting(id) => id.0,
            Self::Priorities => Uuid::nil(),
        }
    }

    fn of(word: &str, id: Uuid) -> Result<Self, StoreError> {
        match word {
            "article" => Ok(Self::Article(ArticleId(id))),
            "consultation" => Ok(Self::Consultation(ConsultationId(id))),
            "document" => Ok(Self::Document(DocumentId(id))),
            "group" => Ok(Self::Group(GroupId(id))),
            "meeting" => Ok(Self::Meeting(MeetingId(id))),
            "priorities" => Ok(Self::Priorities),
            _ => Err(StoreError::damaged("search_entries", format!("unknown word {word}"))),
        }
    }
}

/// Spells out a statement about the entries that a query finds and a filter lets through, each part of which a NULL switches off.
macro_rules! found {
    ($hits:expr, $rest:expr) => {
        concat!(
            "WITH hits AS (",
            $hits,
            "), listed AS (
                 SELECT e.id, e.day, h.score FROM hits h JOIN search_entries e ON e.id = h.entry_id
                 WHERE (CAST($1 AS TEXT) IS NULL OR e.kind = $1)
                 AND (CAST($2 AS TEXT) IS NULL OR e.group_id IN (SELECT g.id FROM groups g WHERE g.slug = $2))
                 AND (CAST($3 AS DATE) IS NULL OR e.day >= $3) AND (CAST($4 AS DATE) IS NULL OR e.day <= $4)
             ) ",
            $rest
        )
    };
}

/// Spells out a list of entries in an order. The texts, which are long, are read of those alone that are listed.
macro_rules! ordered {
    ($hits:expr, $order:literal) => {
        found!(
            $hits,
            concat!(
                "SELECT e.kind, e.slug, e.part, e.title, e.text, e.file_text, e.language, e.day,
                        (SELECT g.name FROM groups g WHERE g.id = e.group_id) AS group_name
                 FROM (SELECT l.id, l.day, l.score FROM listed l ORDER BY ",
                $order,
                " LIMIT $7 OFFSET $8) l JOIN search_entries e ON e.id = l.id ORDER BY ",
                $order
            )
        )
    };
}

/// The statements of an engine: how many there are, the best first, and the latest first.
macro_rules! statements {
    ($hits:expr) => {
        (
            found!($hits, "SELECT COUNT(*) FROM listed"),
            ordered!($hits, "l.score DESC, l.day DESC NULLS LAST, l.id"),
            ordered!($hits, "l.day DESC NULLS LAST, l.score DESC, l.id"),
        )
    };
}

const SQLITE: (&str, &str, &str) = statements!(found_in_sqlite!());
const POSTGRES: (&str, &str, &str) = statements!(found_in_postgres!());

/// Binds a filter and what is asked for.
macro_rules! narrowed {
    ($query:expr, $filter:expr, $asked:expr) => {
        $query
            .bind($filter.kind.map(to_word))
            .bind(&$filter.group)
            .bind($filter.year.and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)))
            .bind($filter.year.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31)))
            .bind(&$asked.wanted)
            .bind(&$asked.unwanted)
    };
}

impl Store {
    /// Lists what a query finds, all of it or any of it, and a filter lets through.
    pub async fn list_found(
        &self,
        (query, breadth): (&Query, Breadth),
        filter: &FoundFilter,
        request: PageRequest,
    ) -> Result<Page<Found>, StoreError> {
        if query.is_empty() {
            return Ok(Page { rows: Vec::new(), total: 0, request });
        }
        let asked = Asked::of(&self.reader(), query, breadth);
        let (count, best, latest) = match self.reader() {
            Engine::Sqlite(_) => SQLITE,
            Engine::Postgres(_) => POSTGRES,
        };
        let list = match filter.order {
            FoundOrder::Relevance => best,
            FoundOrder::Newest => latest,
        };
        let total: i64 = on!(self.reader(), conn => {
            narrowed!(sqlx::query_scalar(count), filter, asked).fetch_one(conn).await
        })?;
        let rows: Vec<FoundRow> = on!(self.reader(), conn => {
            narrowed!(sqlx::query_as(list), filter, asked)
                .bind(i64::from(request.size))
                .bind(request.offset())
                .fetch_all(conn)
                .await
        })?;
        let rows = rows.into_iter().map(Found::try_from).collect::<Result<_, _>>()?;
        Ok(Page { rows, total: total.unsigned_abs(), request })
    }

    /// Lists the years of the days that what can be found bears, the latest first.
    pub async fn list_found_years(&self) -> Result<Vec<i32>, StoreError> {
        let days: Vec<NaiveDate> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT DISTINCT day FROM search_entries WHERE day IS NOT NULL ORDER BY day DESC")
                .fetch_all(conn)
                .await
        })?;
        Ok(years_of(&days))
    }

    /// Lists every subject that has entries or could have.
    pub async fn list_subjects(&self) -> Result<Vec<Subject>, StoreError> {
        let rows: Vec<(String, Uuid)> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT 'consultation' AS subject, id FROM consultations UNION SELECT 'article', id FROM articles
                 UNION SELECT 'document', id FROM documents
                 UNION SELECT 'group', id FROM groups UNION SELECT 'meeting', id FROM meetings
                 UNION SELECT subject, subject_id FROM search_entries ORDER BY 1, 2",
            )
            .fetch_all(conn)
            .await
        })?;
        let mut subjects: Vec<Subject> =
            rows.into_iter().map(|(word, id)| Subject::of(&word, id)).collect::<Result<_, _>>()?;
        if !subjects.contains(&Subject::Priorities) {
            subjects.push(Subject::Priorities);
        }
        Ok(subjects)
    }
}
