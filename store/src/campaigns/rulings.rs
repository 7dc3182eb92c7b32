//! Making campaigns and ruling on them: which responses are added or taken out, how they count, and the second person who confirms.

use domain::{
    campaign::Treatment,
    ids::{AccountId, CampaignId, ConsultationId},
    time::Moment,
    vocabulary::Word,
};

use super::still_in;
use crate::{StoreError, Write, engine::change};

/// A ruling to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRuling {
    /// How responses are to count.
    pub treatment: Treatment,
    /// Why.
    pub reason: String,
    /// Whether it holds only when somebody else has confirmed it.
    pub takes_two: bool,
    /// The references of responses that are added to the campaign by it.
    pub added: Vec<String>,
    /// The references of responses that are taken out of the campaign by it.
    pub taken_out: Vec<String>,
}

impl Write<'_> {
    /// Adds the next campaign of a consultation with its first ruling.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where the last campaign is not the one of number `after` (0 for none), and [`StoreError::Taken`] where a
    /// response is in a campaign already.
    pub async fn add_campaign(
        &mut self,
        id: CampaignId,
        consultation: ConsultationId,
        (after, name): (i64, &str),
        ruling: &NewRuling,
        by: AccountId,
        now: Moment,
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO campaigns (id, consultation_id, number, name) SELECT $1, $2, $3 + 1, $4
             WHERE $3 = (SELECT COALESCE(MAX(c.number), 0) FROM campaigns c WHERE c.consultation_id = $2)",
            id.0,
            consultation.0,
            after,
            name
        )
        .map_err(StoreError::first_come)?;
        if added == 0 {
            return Err(StoreError::Changed);
        }
        self.add_ruling(id, 0, ruling, by, now).await
    }

    /// Adds the next ruling on a campaign, with the responses that are added by it or taken out. Those whom the last one takes out come back
    /// where it does not hold.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where the last ruling is not the one at `after`, a response is gone, one to be taken out is not in the campaign,
    /// or one to be added is in another until a ruling holds that waits; and [`StoreError::Taken`] where one is in a campaign already.
    pub async fn add_ruling(
        &mut self,
        campaign: CampaignId,
        after: i64,
        ruling: &NewRuling,
        by: AccountId,
        now: Moment,
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO campaign_rulings (campaign_id, place, treatment, reason, account_id, ruled_at, takes_two)
             SELECT $1, $2 + 1, $3, $4, $5, $6, $7
             WHERE $2 = (SELECT COALESCE(MAX(r.place), 0) FROM campaign_rulings r WHERE r.campaign_id = $1)",
            campaign.0,
            after,
            ruling.treatment.word(),
            &ruling.reason,
            by.0,
            now,
            ruling.takes_two
        )
        .map_err(StoreError::first_come)?;
        if added == 0 {
            return Err(StoreError::Changed);
        }
        self.put_campaigners_back(campaign, after).await?;
        for reference in &ruling.added {
            self.add_campaigner(campaign, after, reference).await?;
        }
        for reference in &ruling.taken_out {
            self.take_campaigner_out(campaign, after, reference).await?;
        }
        Ok(())
    }

    async fn add_campaigner(&mut self, campaign: CampaignId, after: i64, reference: &str) -> Result<(), StoreError> {
        let added = change!(
            self,
            concat!(
                "INSERT INTO campaign_responses (response_id, campaign_id, place)
                 SELECT a.response_id, c.id, $2 + 1
                 FROM campaigns c JOIN responses r ON r.consultation_id = c.consultation_id
                      JOIN answers a ON a.response_id = r.id
                 WHERE c.id = $1 AND r.reference = $3 AND r.status = 'submitted'
                   AND NOT EXISTS (SELECT 1 FROM campaign_leavings l WHERE l.response_id = r.id AND ",
                still_in!(),
                ")"
            ),
            campaign.0,
            after,
            reference
        )?;
        if added == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }

    /// Puts back those whom the ruling at `after` takes out, where the next is given before it ever held.
    async fn put_campaigners_back(&mut self, campaign: CampaignId, after: i64) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO campaign_responses (response_id, campaign_id, place)
             SELECT l.response_id, l.campaign_id, $2 + 1
             FROM campaign_leavings l JOIN campaign_rulings g ON g.campaign_id = l.campaign_id AND g.place = l.left_place
             WHERE l.campaign_id = $1 AND l.left_place = $2 AND g.takes_two AND g.confirmed_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM campaign_responses m WHERE m.response_id = l.response_id)",
            campaign.0,
            after
        )?;
        Ok(())
    }

    async fn take_campaigner_out(
        &mut self,
        campaign: CampaignId,
        after: i64,
        reference: &str,
    ) -> Result<(), StoreError> {
        let left = change!(
            self,
            "INSERT INTO campaign_leavings (campaign_id, response_id, place, left_place)
             SELECT m.campaign_id, m.response_id, m.place, $2 + 1
             FROM campaign_responses m JOIN responses r ON r.id = m.response_id WHERE m.campaign_id = $1 AND r.reference = $3",
            campaign.0,
            after,
            reference
        )?;
        change!(
            self,
            "DELETE FROM campaign_responses
             WHERE campaign_id = $1 AND response_id = (SELECT id FROM responses WHERE reference = $2)",
            campaign.0,
            reference
        )?;
        if left == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }

    /// Confirms a ruling that takes two people.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not the newest, holds already, or was given by the same account.
    pub async fn confirm_ruling(
        &mut self,
        campaign: CampaignId,
        place: i64,
        by: AccountId,
        now: Moment,
    ) -> Result<(), StoreError> {
        let confirmed = change!(
            self,
            "UPDATE campaign_rulings SET confirmed_by = $3, confirmed_at = $4
             WHERE campaign_id = $1 AND place = $2 AND takes_two AND confirmed_at IS NULL
               AND (account_id IS NULL OR account_id <> $3)
               AND place = (SELECT MAX(r.place) FROM campaign_rulings r WHERE r.campaign_id = $1)",
            campaign.0,
            place,
            by.0,
            now
        )?;
        if confirmed == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }
}
