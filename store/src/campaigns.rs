//! Campaigns: which responses are in them, and the rulings that say how they count.

mod rulings;

use std::collections::BTreeMap;

use domain::{
    campaign::{FrozenCampaign, Treatment},
    ids::{AccountId, CampaignId, ConsultationId, ResponseId},
    time::Moment,
    vocabulary::Word,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Store, StoreError, Write, engine::on};

pub use self::rulings::NewRuling;

/// A campaign with all its rulings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Its identity.
    pub id: CampaignId,
    /// Its number among the campaigns of the consultation, from 1.
    pub number: i64,
    /// What it is called.
    pub name: String,
    /// The rulings, the newest first; there is always one.
    pub rulings: Vec<StoredRuling>,
}

/// A ruling as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRuling {
    /// Its place among the rulings of its campaign, from 1.
    pub place: i64,
    /// How responses are to count.
    pub treatment: Treatment,
    /// Why.
    pub reason: String,
    /// Who gave it, unless the account is removed.
    pub account: Option<AccountId>,
    /// The address of who gave it, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub at: Moment,
    /// Whether it holds only when somebody else has confirmed it.
    pub takes_two: bool,
    /// The address of who confirmed it, unless the account is removed.
    pub confirmed_by: Option<String>,
    /// When it was confirmed.
    pub confirmed_at: Option<Moment>,
    /// How many responses the campaign has by it, of those that are still there.
    pub responses: u64,
}

impl StoredRuling {
    /// Says whether nobody has to confirm it any more.
    pub fn holds(&self) -> bool {
        !self.takes_two || self.confirmed_at.is_some()
    }
}

impl Campaign {
    /// Gives the ruling by which its responses count; none while the first waits to be confirmed.
    pub fn in_force(&self) -> Option<&StoredRuling> {
        self.rulings.iter().find(|ruling| ruling.holds())
    }

    /// Gives the newest ruling where it waits to be confirmed.
    pub fn waiting(&self) -> Option<&StoredRuling> {
        self.rulings.first().filter(|ruling| !ruling.holds())
    }

    /// Gives the ruling by which a freeze holds it; none where its responses are no campaign.
    fn held(&self) -> Option<&StoredRuling> {
        self.in_force().filter(|ruling| ruling.treatment != Treatment::Own)
    }

    /// Gives it as a freeze holds it.
    pub(crate) fn frozen(&self) -> Option<FrozenCampaign> {
        let ruling = self.held()?;
        Some(FrozenCampaign {
            number: self.number,
            name: self.name.clone(),
            treatment: ruling.treatment,
            reason: ruling.reason.clone(),
            responses: ruling.responses,
        })
    }
}

#[derive(FromRow)]
struct RulingRow {
    campaign_id: Uuid,
    place: i64,
    treatment: String,
    reason: String,
    account_id: Option<Uuid>,
    by_email: Option<String>,
    ruled_at: Moment,
    takes_two: bool,
    confirmed_by_email: Option<String>,
    confirmed_at: Option<Moment>,
    responses: i64,
}

impl RulingRow {
    fn ruling(self) -> Result<StoredRuling, StoreError> {
        let unknown =
            || StoreError::damaged("campaign_rulings", format!("{} has no known treatment", self.campaign_id));
        Ok(StoredRuling {
            treatment: Treatment::from_word(&self.treatment).ok_or_else(unknown)?,
            place: self.place,
            reason: self.reason,
            account: self.account_id.map(AccountId),
            by: self.by_email,
            at: self.ruled_at,
            takes_two: self.takes_two,
            confirmed_by: self.confirmed_by_email,
            confirmed_at: self.confirmed_at,
            responses: self.responses.unsigned_abs(),
        })
    }
}

/// How many rulings there are, how many are confirmed and how many responses stand in campaigns: another of these, other campaigns.
pub(crate) type CampaignStamp = (i64, i64, i64);

/// Says of a leaving that the ruling which takes the response out does not hold yet, while one holds by which it is in.
macro_rules! still_in {
    () => {
        "l.left_place > (SELECT MAX(g.place) FROM campaign_rulings g
                         WHERE g.campaign_id = l.campaign_id AND (NOT g.takes_two OR g.confirmed_at IS NOT NULL))"
    };
}
use still_in;

const SELECT_STAMP: &str = "SELECT COUNT(*), COUNT(r.confirmed_at),
        (SELECT COUNT(*) FROM campaign_responses m JOIN campaigns o ON o.id = m.campaign_id WHERE o.consultation_id = $1)
     FROM campaign_rulings r JOIN campaigns c ON c.id = r.campaign_id WHERE c.consultation_id = $1";

impl Store {
    /// Lists the campaigns of a consultation by their numbers.
    pub async fn list_campaigns(&self, consultation: ConsultationId) -> Result<Vec<Campaign>, StoreError> {
        let campaigns: Vec<(Uuid, i64, String)> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT id, number, name FROM campaigns WHERE consultation_id = $1 ORDER BY number")
                .bind(consultation.0)
                .fetch_all(conn)
                .await
        })?;
        let rulings: Vec<RulingRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT r.campaign_id, r.place, r.treatment, r.reason, r.account_id, r.ruled_at, r.takes_two, r.confirmed_at,
                        (SELECT a.email FROM accounts a WHERE a.id = r.account_id) AS by_email,
                        (SELECT a.email FROM accounts a WHERE a.id = r.confirmed_by) AS confirmed_by_email,
                        (SELECT COUNT(*) FROM campaign_responses m
                         WHERE m.campaign_id = r.campaign_id AND m.place <= r.place)
                        + (SELECT COUNT(*) FROM campaign_leavings l
                           WHERE l.campaign_id = r.campaign_id AND l.place <= r.place AND l.left_place > r.place) AS responses
                 FROM campaign_rulings r JOIN campaigns c ON c.id = r.campaign_id
                 WHERE c.consultation_id = $1 ORDER BY r.place DESC",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        let mut of: BTreeMap<Uuid, Vec<StoredRuling>> = BTreeMap::new();
        for row in rulings {
            of.entry(row.campaign_id).or_default().push(row.ruling()?);
        }
        let campaign = |(id, number, name)| Campaign {
            id: CampaignId(id),
            number,
            name,
            rulings: of.remove(&id).unwrap_or_default(),
        };
        Ok(campaigns.into_iter().map(campaign).collect())
    }

    /// Lists which responses of a consultation are in a campaign, are to be by a ruling that waits, or are until a ruling that waits takes
    /// them out: reference and number of the campaign.
    pub async fn list_campaigners(&self, consultation: ConsultationId) -> Result<BTreeMap<String, i64>, StoreError> {
        let rows: Vec<(String, i64)> = on!(self.reader(), conn => {
            sqlx::query_as(concat!(
                "SELECT r.reference, c.number
                 FROM campaign_responses m JOIN campaigns c ON c.id = m.campaign_id JOIN responses r ON r.id = m.response_id
                 WHERE c.consultation_id = $1
                 UNION ALL
                 SELECT r.reference, c.number
                 FROM campaign_leavings l JOIN campaigns c ON c.id = l.campaign_id JOIN responses r ON r.id = l.response_id
                 WHERE c.consultation_id = $1 AND ",
                still_in!()
            ))
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        Ok(rows.into_iter().collect())
    }

    /// Lists the responses that stand in campaigns which a freeze holds, each with the number of its campaign.
    pub(crate) async fn list_campaign_members(
        &self,
        consultation: ConsultationId,
        campaigns: &[Campaign],
    ) -> Result<BTreeMap<ResponseId, i64>, StoreError> {
        let rows: Vec<(Uuid, i64, i64, Option<i64>)> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT m.response_id, c.number, m.place, NULL
                 FROM campaign_responses m JOIN campaigns c ON c.id = m.campaign_id WHERE c.consultation_id = $1
                 UNION ALL
                 SELECT l.response_id, c.number, l.place, l.left_place
                 FROM campaign_leavings l JOIN campaigns c ON c.id = l.campaign_id WHERE c.consultation_id = $1",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        let holds = |campaign: &Campaign| Some((campaign.number, campaign.held()?.place));
        let holding: BTreeMap<i64, i64> = campaigns.iter().filter_map(holds).collect();
        let is_in = |(_, number, place, left): &(Uuid, i64, i64, Option<i64>)| {
            holding.get(number).is_some_and(|last| place <= last && left.is_none_or(|left| left > *last))
        };
        Ok(rows.into_iter().filter(is_in).map(|(id, number, ..)| (ResponseId(id), number)).collect())
    }

    /// Finds what tells whether campaigns are other than they were.
    pub(crate) async fn find_campaign_stamp(&self, consultation: ConsultationId) -> Result<CampaignStamp, StoreError> {
        let stamp = on!(self.reader(), conn => {
            sqlx::query_as(SELECT_STAMP).bind(consultation.0).fetch_one(conn).await
        })?;
        Ok(stamp)
    }
}

impl Write<'_> {
    /// Finds what tells whether campaigns are other than they were, in this transaction.
    pub(crate) async fn find_campaign_stamp(
        &mut self,
        consultation: ConsultationId,
    ) -> Result<CampaignStamp, StoreError> {
        let stamp = on!(self.connection(), connection => {
            sqlx::query_as(SELECT_STAMP).bind(consultation.0).fetch_one(connection).await
        })?;
        Ok(stamp)
    }
}
