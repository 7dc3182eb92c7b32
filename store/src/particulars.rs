//! What consultations say of themselves, the closings that were moved, and what was lacking at each publishing.
//!
//! A write of the particulars names the revision that it starts from and is refused with [`StoreError::Changed`] when there
//! is another: then somebody else has written meanwhile, and nothing of theirs is overwritten.

use domain::{
    consultation::{ClosingMove, Consultation},
    ids::{AccountId, ConsultationId, VersionId},
    particulars::Particulars,
    readiness::Lack,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Subject, Write, document,
    engine::{change, on, one_changed},
    words::to_word,
};

/// The particulars of a consultation as they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoredParticulars {
    /// What the consultation says of itself.
    pub particulars: Particulars,
    /// How often they were set; 0 if never.
    pub revision: i64,
    /// When they were set last.
    pub set_at: Option<Moment>,
    /// The address of whoever set them last, unless the account is removed.
    pub set_by: Option<String>,
}

/// What somebody makes of a consultation, and from which revision of its particulars.
#[derive(Clone, Debug, PartialEq)]
pub struct Rewritten {
    /// The revision of the particulars that they started from.
    pub from: i64,
    /// The consultation with its title, summary, kind and times.
    pub consultation: Consultation,
    /// What it says of itself.
    pub particulars: Particulars,
    /// The move of its closing that the public is told of.
    pub closing_move: Option<ClosingMove>,
    /// Who wrote it; nobody, where it came with an installation.
    pub account: Option<AccountId>,
    /// When.
    pub set_at: Moment,
}

/// What was lacking when a version was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Clearance {
    /// The version that was published.
    pub version: VersionId,
    /// What was missing or weak then.
    pub lacks: Vec<Lack>,
    /// Why whoever published went on, if they were asked.
    pub reason: Option<String>,
    /// Who published; nobody, once the account is removed.
    pub account: Option<AccountId>,
}

/// What was lacking when a version was published, for reading.
#[derive(Clone, Debug, PartialEq)]
pub struct ClearanceRecord {
    /// What was lacking, and why whoever published went on.
    pub clearance: Clearance,
    /// The number of the version.
    pub number: i64,
    /// When it was published.
    pub published_at: Moment,
    /// The address of whoever published, unless the account is removed.
    pub published_by: Option<String>,
}

#[derive(FromRow)]
struct ParticularsRow {
    document: String,
    revision: i64,
    set_at: Moment,
    set_by: Option<String>,
}

#[derive(FromRow)]
struct MoveRow {
    from_at: Moment,
    to_at: Moment,
    moved_at: Moment,
    reason: Option<String>,
}

#[derive(FromRow)]
struct ClearanceRow {
    version_id: Uuid,
    lacks: String,
    reason: Option<String>,
    account_id: Option<Uuid>,
    number: i64,
    published_at: Moment,
    published_by: Option<String>,
}

const PARTICULARS: &str = "particulars";
const CLEARANCES: &str = "clearances";

impl TryFrom<ClearanceRow> for ClearanceRecord {
    type Error = StoreError;

    fn try_from(row: ClearanceRow) -> Result<Self, StoreError> {
        let clearance = Clearance {
            version: VersionId(row.version_id),
            lacks: document::read(CLEARANCES, row.version_id, &row.lacks)?,
            reason: row.reason,
            account: row.account_id.map(AccountId),
        };
        let ClearanceRow { number, published_at, published_by, .. } = row;
        Ok(Self { clearance, number, published_at, published_by })
    }
}

impl Store {
    /// Finds what a consultation says of itself; nothing yet, if nobody has written it.
    pub async fn find_particulars(&self, consultation: ConsultationId) -> Result<StoredParticulars, StoreError> {
        let row: Option<ParticularsRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT p.document, p.revision, p.set_at, a.email AS set_by FROM particulars p
                 LEFT JOIN accounts a ON a.id = p.account_id
                 WHERE p.consultation_id = $1",
            )
            .bind(consultation.0)
            .fetch_optional(conn)
            .await
        })?;
        let Some(row) = row else { return Ok(StoredParticulars::default()) };
        Ok(StoredParticulars {
            particulars: document::read(PARTICULARS, consultation, &row.document)?,
            revision: row.revision,
            set_at: Some(row.set_at),
            set_by: row.set_by,
        })
    }

    /// Lists how the closing of a consultation was moved, the first move first.
    pub async fn list_closing_moves(&self, consultation: ConsultationId) -> Result<Vec<ClosingMove>, StoreError> {
        let rows: Vec<MoveRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT from_at, to_at, moved_at, reason FROM closing_moves WHERE consultation_id = $1 ORDER BY revision",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        let closing_move =
            |MoveRow { from_at: from, to_at: to, moved_at, reason }| ClosingMove { from, to, moved_at, reason };
        Ok(rows.into_iter().map(closing_move).collect())
    }

    /// Lists what was lacking at each publishing of a consultation's questionnaire, the newest first; a version that was
    /// published before this was recorded is not among them.
    pub async fn list_clearances(&self, consultation: ConsultationId) -> Result<Vec<ClearanceRecord>, StoreError> {
        let rows: Vec<ClearanceRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT c.version_id, c.lacks, c.reason, c.account_id, v.number, v.published_at, a.email AS published_by
                 FROM clearances c
                 JOIN questionnaire_versions v ON v.id = c.version_id
                 LEFT JOIN accounts a ON a.id = c.account_id
                 WHERE v.consultation_id = $1 ORDER BY v.number DESC",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(ClearanceRecord::try_from).collect()
    }
}

impl Write<'_> {
    /// Sets what a consultation is called, when it is open and what it says of itself; its name in addresses stays.
    ///
    /// [`StoreError::Changed`] when its particulars have another revision, or its kind would change after somebody has sent a
    /// response.
    pub async fn set_consultation(&mut self, rewritten: &Rewritten) -> Result<(), StoreError> {
        let Rewritten { from, consultation, particulars, closing_move, account, set_at } = rewritten;
        let document = document::write(PARTICULARS, particulars)?;
        let set = change!(
            self,
            "INSERT INTO particulars (consultation_id, revision, document, account_id, set_at)
                 VALUES ($1, $2 + 1, $3, $4, $5)
                 ON CONFLICT (consultation_id) DO UPDATE
                 SET revision = excluded.revision, document = excluded.document, account_id = excluded.account_id,
                     set_at = excluded.set_at
                 WHERE particulars.revision = $2",
            consultation.id.0,
            *from,
            document,
            account.map(|account| account.0),
            *set_at
        )?;
        if set != 1 {
            return Err(StoreError::Changed);
        }
        self.set_consultation_row(consultation).await?;
        self.refresh(Subject::Consultation(consultation.id));
        match closing_move {
            Some(moved) => self.add_closing_move(consultation.id, from + 1, moved, *account).await,
            None => Ok(()),
        }
    }

    /// Adds what was lacking when a version was published; [`StoreError::Taken`] when that is told already.
    pub async fn add_clearance(&mut self, clearance: &Clearance) -> Result<(), StoreError> {
        let lacks = document::write(CLEARANCES, &clearance.lacks)?;
        change!(
            self,
            "INSERT INTO clearances (version_id, lacks, reason, account_id) VALUES ($1, $2, $3, $4)",
            clearance.version.0,
            lacks,
            &clearance.reason,
            clearance.account.map(|account| account.0)
        )?;
        Ok(())
    }

    async fn set_consultation_row(&mut self, consultation: &Consultation) -> Result<(), StoreError> {
        let set = change!(
            self,
            "UPDATE consultations SET title = $2, summary = $3, kind = $4, opens_at = $5, closes_at = $6
             WHERE id = $1
               AND (kind = $4 OR NOT EXISTS (SELECT 1 FROM responses r
                                             WHERE r.consultation_id = $1 AND r.status = 'submitted'))",
            consultation.id.0,
            &consultation.title,
            &consultation.summary,
            to_word(consultation.kind),
            consultation.opens_at,
            consultation.closes_at
        )?;
        one_changed(set)
    }

    async fn add_closing_move(
        &mut self,
        consultation: ConsultationId,
        revision: i64,
        moved: &ClosingMove,
        account: Option<AccountId>,
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO closing_moves (consultation_id, revision, from_at, to_at, moved_at, reason, account_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            consultation.0,
            revision,
            moved.from,
            moved.to,
            moved.moved_at,
            &moved.reason,
            account.map(|account| account.0)
        )?;
        Ok(())
    }
}
