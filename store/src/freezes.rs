//! Freezes: which responses there were when they were held fast, and the hash of each.

use std::collections::BTreeMap;

use domain::{
    campaign::FrozenCampaign,
    freeze::{Hash, SetHash, response_hash},
    ids::{AccountId, ConsultationId, FreezeId, ResponseId, VersionId},
    time::Moment,
};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::{
    Campaign, Received, Store, StoreError, Write,
    campaigns::CampaignStamp,
    document,
    engine::{change, on},
};

/// How many responses are hashed at once.
const AT_ONCE: i64 = 500;
/// How many are written in one statement: each takes five of the 32,766 values that SQLite allows one.
const INSERTED_AT_ONCE: usize = 500;

/// A set of responses that is held fast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// Its identity.
    pub id: FreezeId,
    /// Its consultation.
    pub consultation: ConsultationId,
    /// Its number among the freezes of the consultation, from 1.
    pub number: i64,
    /// The newest version when they were frozen, by whose questions they are read.
    pub version: VersionId,
    /// The address of who froze them, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub at: Moment,
    /// Why again; nothing for the first.
    pub reason: String,
    /// How many responses there are.
    pub responses: u64,
    /// The hash of all of them in their order.
    pub hash: Vec<u8>,
    /// The campaigns as they held then, by their numbers.
    pub campaigns: Vec<FrozenCampaign>,
}

/// The responses of a consultation with their hashes, in the order of their references, ready to be frozen.
#[derive(Clone, Debug, Default)]
pub struct Hashed {
    responses: Vec<(ResponseId, Hash)>,
    received: Received,
    campaigns: Vec<FrozenCampaign>,
    campaigners: BTreeMap<ResponseId, i64>,
    stamp: CampaignStamp,
}

impl Hashed {
    /// Says how many they are.
    pub fn len(&self) -> usize {
        self.responses.len()
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.responses.is_empty()
    }

    /// Gives the campaigns as they hold.
    pub fn campaigns(&self) -> &[FrozenCampaign] {
        &self.campaigns
    }

    /// Gives the hash of all.
    pub fn hash(&self) -> Hash {
        let mut set = SetHash::default();
        self.responses.iter().for_each(|(id, hash)| set.add(*id, hash));
        set.finish()
    }
}

#[derive(FromRow)]
struct FreezeRow {
    id: Uuid,
    consultation_id: Uuid,
    number: i64,
    version_id: Uuid,
    by_email: Option<String>,
    frozen_at: Moment,
    reason: String,
    responses: i64,
    digest: Vec<u8>,
    campaigns: String,
}

impl FreezeRow {
    fn freeze(self) -> Result<Freeze, StoreError> {
        let row = self;
        Ok(Freeze {
            campaigns: document::read("freezes", row.id, &row.campaigns)?,
            id: FreezeId(row.id),
            consultation: ConsultationId(row.consultation_id),
            number: row.number,
            version: VersionId(row.version_id),
            by: row.by_email,
            at: row.frozen_at,
            reason: row.reason,
            responses: row.responses.unsigned_abs(),
            hash: row.digest,
        })
    }
}

#[derive(FromRow)]
struct AnswersRow {
    reference: String,
    id: Uuid,
    version_id: Uuid,
    segment: Option<String>,
    outcomes: String,
}

impl Store {
    /// Lists the freezes of a consultation, the newest first.
    pub async fn list_freezes(&self, consultation: ConsultationId) -> Result<Vec<Freeze>, StoreError> {
        let rows: Vec<FreezeRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT f.id, f.consultation_id, f.number, f.version_id, f.frozen_at, f.reason, f.responses, f.digest,
                        f.campaigns,
                        (SELECT a.email FROM accounts a WHERE a.id = f.account_id) AS by_email
                 FROM freezes f WHERE f.consultation_id = $1 ORDER BY f.number DESC",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(FreezeRow::freeze).collect()
    }

    /// Hashes every submitted response of a consultation, some at a time.
    pub async fn hash_responses(&self, consultation: ConsultationId) -> Result<Hashed, StoreError> {
        let received = self.find_received(consultation).await?;
        let stamp = self.find_campaign_stamp(consultation).await?;
        let campaigns = self.list_campaigns(consultation).await?;
        let campaigners = self.list_campaign_members(consultation, &campaigns).await?;
        let campaigns = campaigns.iter().filter_map(Campaign::frozen).collect();
        let mut hashed = Hashed { responses: Vec::new(), received, campaigns, campaigners, stamp };
        let mut after = String::new();
        loop {
            let rows: Vec<AnswersRow> = on!(self.reader(), conn => {
                sqlx::query_as(
                    "SELECT r.reference, r.id, r.version_id, r.segment, a.outcomes
                     FROM responses r JOIN answers a ON a.response_id = r.id
                     WHERE r.consultation_id = $1 AND r.status = 'submitted' AND r.reference > $2
                     ORDER BY r.reference LIMIT $3",
                )
                .bind(consultation.0)
                .bind(&after)
                .bind(AT_ONCE)
                .fetch_all(conn)
                .await
            })?;
            let Some(last) = rows.last() else { return Ok(hashed) };
            after.clone_from(&last.reference);
            hashed.responses.extend(rows.iter().map(|row| {
                let (id, version) = (ResponseId(row.id), VersionId(row.version_id));
                (id, response_hash(id, version, row.segment.as_deref(), &row.outcomes))
            }));
        }
    }
}

impl Write<'_> {
    /// Freezes responses that were hashed.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where responses came or went or campaigns changed since they were hashed, or somebody else has frozen them first.
    pub async fn add_freeze(&mut self, freeze: &Freeze, by: AccountId, hashed: &Hashed) -> Result<(), StoreError> {
        let received: Received = self.find_received(freeze.consultation).await?;
        let stamp = self.find_campaign_stamp(freeze.consultation).await?;
        if received != hashed.received || stamp != hashed.stamp {
            return Err(StoreError::Changed);
        }
        let added = change!(
            self,
            "INSERT INTO freezes (id, consultation_id, number, account_id, version_id, frozen_at, reason, responses, digest, campaigns)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
             WHERE $3 = 1 + (SELECT COALESCE(MAX(f.number), 0) FROM freezes f WHERE f.consultation_id = $2)",
            freeze.id.0,
            freeze.consultation.0,
            freeze.number,
            by.0,
            freeze.version.0,
            freeze.at,
            &freeze.reason,
            i64::try_from(hashed.len()).unwrap_or(i64::MAX),
            &freeze.hash,
            document::write("freezes", &hashed.campaigns)?
        )
        .map_err(StoreError::first_come)?;
        if added == 0 {
            return Err(StoreError::Changed);
        }
        for (first, chunk) in (1_i64..).step_by(INSERTED_AT_ONCE).zip(hashed.responses.chunks(INSERTED_AT_ONCE)) {
            on!(self.connection(), connection => {
                let mut insert = QueryBuilder::new(
                    "INSERT INTO frozen_responses (freeze_id, place, response_id, digest, campaign) ",
                );
                insert.push_values((first..).zip(chunk), |mut row, (place, (response, hash))| {
                    row.push_bind(freeze.id.0).push_bind(place).push_bind(response.0).push_bind(hash.as_slice());
                    row.push_bind(hashed.campaigners.get(response).copied());
                });
                insert.build().execute(connection).await.map(|_| ())
            })?;
        }
        Ok(())
    }
}
