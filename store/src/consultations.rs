//! Consultations.

use domain::{
    consultation::{Consultation, ConsultationKind},
    ids::ConsultationId,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
    words::{from_word, to_word},
};

#[derive(FromRow)]
struct ConsultationRow {
    id: Uuid,
    slug: String,
    title: String,
    summary: String,
    kind: String,
    opens_at: Moment,
    closes_at: Moment,
    admission: String,
}

impl TryFrom<ConsultationRow> for Consultation {
    type Error = StoreError;

    fn try_from(row: ConsultationRow) -> Result<Self, StoreError> {
        let kind: ConsultationKind = from_word("consultations", &row.kind)?;
        let admission = from_word("consultations", &row.admission)?;
        let ConsultationRow { id, slug, title, summary, opens_at, closes_at, .. } = row;
        Ok(Self { id: ConsultationId(id), slug, title, summary, kind, opens_at, closes_at, admission })
    }
}

impl Store {
    /// Lists all consultations, the one that closes last first; some may not have a questionnaire yet.
    pub async fn list_consultations(&self) -> Result<Vec<Consultation>, StoreError> {
        let rows: Vec<ConsultationRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, slug, title, summary, kind, opens_at, closes_at, admission FROM consultations ORDER BY closes_at DESC",
            )
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(Consultation::try_from).collect()
    }

    /// Finds a consultation by its name in addresses, whether its questionnaire is published or not.
    pub async fn find_consultation(&self, slug: &str) -> Result<Option<Consultation>, StoreError> {
        let row: Option<ConsultationRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, slug, title, summary, kind, opens_at, closes_at, admission FROM consultations WHERE slug = $1",
            )
            .bind(slug)
            .fetch_optional(conn)
            .await
        })?;
        row.map(Consultation::try_from).transpose()
    }

    /// Lists the consultations whose questionnaire is published, the one that closes last first; these are for the public.
    pub async fn list_published_consultations(&self) -> Result<Vec<Consultation>, StoreError> {
        let rows: Vec<ConsultationRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, slug, title, summary, kind, opens_at, closes_at, admission FROM consultations c
                 WHERE EXISTS (SELECT 1 FROM questionnaire_versions v WHERE v.consultation_id = c.id)
                 ORDER BY closes_at DESC",
            )
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(Consultation::try_from).collect()
    }
}

impl Write<'_> {
    /// Adds a consultation; [`StoreError::Taken`] when its slug is in use.
    pub async fn add_consultation(&mut self, consultation: &Consultation) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO consultations (id, slug, title, summary, kind, opens_at, closes_at, admission)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            consultation.id.0,
            &consultation.slug,
            &consultation.title,
            &consultation.summary,
            to_word(consultation.kind),
            consultation.opens_at,
            consultation.closes_at,
            to_word(consultation.admission)
        )?;
        Ok(())
    }
}
