//! The responses that may be published, because their senders consented: listed by where they stand, and counted.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{ConsultationId, ResponseId},
    moderation::{Consent, ModerationGround, ModerationStage},
    questionnaire::QuestionId,
};
use serde::de::DeserializeOwned;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Page, PageRequest, Store, StoreError,
    comments::newest_redaction,
    engine::on,
    words::{from_word, to_word},
};

const MODERATIONS: &str = "moderations";

/// A response that may be published, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moderated {
    /// Its identity.
    pub id: ResponseId,
    /// Its reference, which is never published.
    pub reference: String,
    /// What the respondent lets be published.
    pub consent: Consent,
    /// The organisation that they answer for, as they named it.
    pub organisation: Option<String>,
    /// Where it stands.
    pub stage: ModerationStage,
    /// Why it is not to be published.
    pub ground: Option<ModerationGround>,
    /// The number under which it is published or was.
    pub number: Option<i64>,
    /// How its first words begin, as redacted.
    pub beginning: String,
}

#[derive(FromRow)]
struct ModeratedRow {
    response_id: Uuid,
    reference: String,
    consent: String,
    organisation: Option<String>,
    stage: String,
    ground: Option<String>,
    number: Option<i64>,
    beginning: String,
}

/// Lets a comment `c` through that answers one of the questions of `$2`, as [`named`] spells them.
macro_rules! in_remit {
    () => {
        "REPLACE(CAST($2 AS TEXT), '|' || c.question || '|', '') <> CAST($2 AS TEXT) "
    };
}
pub(crate) use in_remit;

/// The answers `a` of the consultation `$1` that may be published, with the newest decision `m` and the public number `p`.
macro_rules! with_consent {
    () => {
        concat!(
            "FROM answers a
             JOIN responses r ON r.id = a.response_id
             LEFT JOIN moderations m ON m.response_id = a.response_id
                  AND m.place = (SELECT MAX(l.place) FROM moderations l WHERE l.response_id = a.response_id)
             LEFT JOIN published_responses p ON p.response_id = a.response_id
             WHERE r.consultation_id = $1 AND r.status = 'submitted' AND a.consent IS NOT NULL
               AND EXISTS (SELECT 1 FROM comments c WHERE c.response_id = a.response_id AND ",
            crate::moderation_list::in_remit!(),
            ") "
        )
    };
}
pub(crate) use with_consent;

/// Where a response stands, in the word of its stage.
macro_rules! stage {
    () => {
        "CASE WHEN m.response_id IS NULL THEN 'new' WHEN m.ground IS NOT NULL THEN 'not-published'
              WHEN p.number IS NULL THEN 'to-publish' ELSE 'published' END "
    };
}

const COUNT_STAGES: &str = concat!("SELECT ", stage!(), "AS stage, COUNT(*) ", with_consent!(), "GROUP BY 1");
const COUNT_GROUNDS: &str = concat!(
    "SELECT m.ground, COUNT(*) ",
    with_consent!(),
    "AND m.ground IS NOT NULL AND p.number IS NULL GROUP BY m.ground"
);
const NEXT: &str = concat!(
    "SELECT r.reference ",
    with_consent!(),
    "AND m.response_id IS NULL AND r.reference <> $3 ORDER BY r.reference > $3 DESC, r.reference LIMIT 1"
);
const TO_PUBLISH: &str = concat!(
    "SELECT a.response_id ",
    with_consent!(),
    "AND m.response_id IS NOT NULL AND m.ground IS NULL AND p.number IS NULL"
);

/// Spells out a statement that reads each column of a [`ModeratedRow`], with what follows the conditions.
macro_rules! select_moderated {
    ($($rest:expr),+) => {
        concat!(
            "SELECT a.response_id, r.reference, a.consent, r.organisation, m.ground, p.number, ",
            stage!(),
            "AS stage, (SELECT SUBSTR(COALESCE(d.text, c.text), 1, 200) FROM comments c ",
            newest_redaction!(),
            "WHERE c.response_id = a.response_id AND ",
            in_remit!(),
            "ORDER BY c.question LIMIT 1) AS beginning ",
            with_consent!(),
            $($rest),+
        )
    };
}

const LIST: &str =
    select_moderated!("AND (CAST($3 AS TEXT) IS NULL OR $3 = ", stage!(), ") ORDER BY r.reference LIMIT $4 OFFSET $5");
const FIND: &str = select_moderated!("AND r.reference = $3");

/// Spells out names so that a statement finds each of them and no part of one.
pub(crate) fn named(names: &BTreeSet<String>) -> String {
    names.iter().flat_map(|name| ["|", name, "|"]).collect()
}

impl TryFrom<ModeratedRow> for Moderated {
    type Error = StoreError;

    fn try_from(row: ModeratedRow) -> Result<Self, StoreError> {
        let ModeratedRow { response_id, reference, consent, organisation, stage, ground, number, beginning } = row;
        let ground = ground.as_deref().map(|ground| from_word(MODERATIONS, ground)).transpose()?;
        let (consent, stage) = (from_word("answers", &consent)?, from_word(MODERATIONS, &stage)?);
        Ok(Self { id: ResponseId(response_id), reference, consent, organisation, stage, ground, number, beginning })
    }
}

impl Store {
    /// Lists the responses that may be published, all or those at a stage, in the order of their references, and counts those at each stage.
    pub async fn list_moderated(
        &self,
        consultation: ConsultationId,
        questions: &BTreeSet<QuestionId>,
        stage: Option<ModerationStage>,
        request: PageRequest,
    ) -> Result<(Page<Moderated>, BTreeMap<ModerationStage, u64>), StoreError> {
        let counts = self.count_stages(consultation, questions).await?;
        let listed = counts.iter().filter(|(each, _)| stage.is_none_or(|only| only == **each));
        let total = listed.map(|(_, count)| count).sum();
        let rows: Vec<ModeratedRow> = on!(self.reader(), conn => {
            sqlx::query_as(LIST)
                .bind(consultation.0)
                .bind(named(questions))
                .bind(stage.map(to_word))
                .bind(i64::from(request.size))
                .bind(request.offset())
                .fetch_all(conn)
                .await
        })?;
        let rows = rows.into_iter().map(Moderated::try_from).collect::<Result<_, _>>()?;
        Ok((Page { rows, total, request }, counts))
    }

    /// Finds the response with a reference, if it may be published.
    pub async fn find_moderated(
        &self,
        consultation: ConsultationId,
        questions: &BTreeSet<QuestionId>,
        reference: &str,
    ) -> Result<Option<Moderated>, StoreError> {
        let row: Option<ModeratedRow> = on!(self.reader(), conn => {
            sqlx::query_as(FIND)
                .bind(consultation.0)
                .bind(named(questions))
                .bind(reference)
                .fetch_optional(conn)
                .await
        })?;
        row.map(Moderated::try_from).transpose()
    }

    /// Finds the next response about which nobody has decided, from the beginning again at the end.
    pub async fn find_next_to_moderate(
        &self,
        consultation: ConsultationId,
        questions: &BTreeSet<QuestionId>,
        after: &str,
    ) -> Result<Option<String>, StoreError> {
        let next = on!(self.reader(), conn => {
            sqlx::query_scalar(NEXT)
                .bind(consultation.0)
                .bind(named(questions))
                .bind(after)
                .fetch_optional(conn)
                .await
        })?;
        Ok(next)
    }

    /// Counts the responses that may be published at each stage at which there are any.
    async fn count_stages(
        &self,
        consultation: ConsultationId,
        questions: &BTreeSet<QuestionId>,
    ) -> Result<BTreeMap<ModerationStage, u64>, StoreError> {
        self.count_by(COUNT_STAGES, consultation, questions).await
    }

    /// Counts the responses that were never published and are not to be, by their ground. Of those that were taken down the count before
    /// and after would tell on which ground.
    pub async fn count_grounds(
        &self,
        consultation: ConsultationId,
        questions: &BTreeSet<QuestionId>,
    ) -> Result<BTreeMap<ModerationGround, u64>, StoreError> {
        self.count_by(COUNT_GROUNDS, consultation, questions).await
    }

    /// Counts by a statement that gives words with how many there are of each.
    async fn count_by<W: DeserializeOwned + Ord>(
        &self,
        statement: &'static str,
        consultation: ConsultationId,
        questions: &BTreeSet<QuestionId>,
    ) -> Result<BTreeMap<W, u64>, StoreError> {
        let rows: Vec<(String, i64)> = on!(self.reader(), conn => {
            sqlx::query_as(statement).bind(consultation.0).bind(named(questions)).fetch_all(conn).await
        })?;
        let counted = |(word, count): (String, i64)| Ok((from_word(MODERATIONS, &word)?, count.unsigned_abs()));
        rows.into_iter().map(counted).collect()
    }

    /// Lists the responses that are to be published and are not.
    pub async fn list_to_publish(
        &self,
        consultation: ConsultationId,
        questions: &BTreeSet<QuestionId>,
    ) -> Result<Vec<ResponseId>, StoreError> {
        let ids: Vec<Uuid> = on!(self.reader(), conn => {
            sqlx::query_scalar(TO_PUBLISH).bind(consultation.0).bind(named(questions)).fetch_all(conn).await
        })?;
        Ok(ids.into_iter().map(ResponseId).collect())
    }
}
