//! Making a campaign of a group of responses that are alike, or adding those of a group to the campaign in which the others are.

use std::collections::BTreeMap;

use domain::{
    alike::Group, consultation::Consultation, fields::Fields, ids::CampaignId, permission::Action, refusal::Refusal,
};
use leptos::prelude::*;
use store::{Campaign, StoreError};

use super::{
    super::asking::messages,
    address,
    ruling::{Asked, RulingForm, SEEN, form, questions},
};
use crate::{
    error::PageError,
    state::AppState,
    visitor::{Staff, may},
    words::numbers,
};

/// What became of a form.
pub(in super::super) enum Made {
    /// A campaign was made or has more responses; this is its address.
    At(String),
    /// Something has to be put right.
    Refused(Vec<Refusal>),
    /// Something changed since the page was read.
    Changed,
}

/// A group with the campaigns that its responses are in.
pub(in super::super) struct Offer {
    campaigns: Vec<Campaign>,
    /// The campaigns of the group, each with how many of its responses are in it.
    inside: BTreeMap<i64, usize>,
    /// The references that are in none.
    outside: Vec<String>,
    may_rule: bool,
    slug: String,
    key: String,
}

impl Offer {
    /// Finds which responses of a group are in campaigns.
    pub(in super::super) async fn find(
        state: &AppState,
        staff: &Staff,
        consultation: &Consultation,
        group: &Group,
    ) -> Result<Self, PageError> {
        let campaigners = state.store.list_campaigners(consultation.id).await?;
        let mut inside = BTreeMap::new();
        for number in group.references.iter().filter_map(|reference| campaigners.get(reference)) {
            *inside.entry(*number).or_default() += 1;
        }
        let outside = group.references.iter().filter(|reference| !campaigners.contains_key(*reference)).cloned();
        Ok(Self {
            campaigns: state.store.list_campaigns(consultation.id).await?,
            outside: outside.collect(),
            inside,
            may_rule: may(&staff.account, Action::WeighAnswers),
            slug: consultation.slug.clone(),
            key: group.key().to_owned(),
        })
    }

    /// Gives the one campaign to which the rest can be added.
    fn begun(&self) -> Option<&Campaign> {
        let [number] = self.inside.keys().collect::<Vec<_>>()[..] else { return None };
        self.find_campaign(*number)
    }

    fn which(&self) -> RulingForm {
        if self.begun().is_none() { RulingForm::First } else { RulingForm::Adding }
    }

    fn find_campaign(&self, number: i64) -> Option<&Campaign> {
        self.campaigns.iter().find(|campaign| campaign.number == number)
    }

    /// Says whether there is anything to make or to add.
    fn is_open(&self) -> bool {
        self.may_rule && !self.outside.is_empty() && self.inside.len() < 2
    }

    /// Names what the reader sees: how many responses are in no campaign, and the last ruling.
    fn seen(&self) -> String {
        let last = self.begun().map_or(0, |campaign| campaign.rulings.len());
        format!("{}-{last}", self.outside.len())
    }

    /// Says what has to be put right.
    pub(in super::super) fn messages(&self, refusals: &[Refusal]) -> Vec<(String, String)> {
        messages(&questions(self.which()), refusals)
    }

    /// Makes the campaign, or adds to the one that there is.
    pub(in super::super) async fn make(
        self,
        state: &AppState,
        staff: &Staff,
        consultation: &Consultation,
        fields: &Fields,
    ) -> Result<Made, PageError> {
        if !self.is_open() || fields.text(SEEN) != self.seen() {
            return Ok(Made::Changed);
        }
        let begun = self.begun();
        let asked = match Asked::read(self.which(), fields, &[]) {
            Ok(asked) => asked,
            Err(refusals) => return Ok(Made::Refused(refusals)),
        };
        let received = state.store.find_received(consultation.id).await?.responses.unsigned_abs();
        let already = begun.and_then(|campaign| campaign.rulings.first()).map_or(0, |ruling| ruling.responses);
        let responses = already + self.outside.len() as u64;
        let (name, account, now) = (asked.name.clone(), staff.account.id, state.clock.now());
        let others: Vec<&Campaign> =
            self.campaigns.iter().filter(|other| begun.is_none_or(|begun| begun.id != other.id)).collect();
        let ruling = asked.ruling(self.outside.clone(), responses, &others, received);
        let (number, stored): (i64, Result<(), StoreError>) = if let Some(campaign) = begun {
            let (id, after) = (campaign.id, campaign.rulings.first().map_or(0, |ruling| ruling.place));
            let work = state.store.write(move |mut write| {
                Box::pin(async move { write.add_ruling(id, after, &ruling, account, now).await })
            });
            (campaign.number, work.await)
        } else {
            let id = CampaignId::new(&*state.clock, &*state.entropy);
            let (of, after) = (consultation.id, self.campaigns.last().map_or(0, |campaign| campaign.number));
            let work = state.store.write(move |mut write| {
                Box::pin(async move { write.add_campaign(id, of, (after, &name), &ruling, account, now).await })
            });
            (after + 1, work.await)
        };
        match stored {
            Ok(()) => {
                tracing::info!(%account, consultation = self.slug, campaign = number, "somebody ruled on a campaign");
                Ok(Made::At(address(&self.slug, Some(number))))
            }
            Err(StoreError::Changed | StoreError::Taken) => Ok(Made::Changed),
            Err(error) => Err(error.into()),
        }
    }

    /// Draws which campaigns the responses are in, and the form.
    pub(in super::super) fn draw(&self, typed: (&Fields, &[Refusal])) -> impl IntoView + use<> {
        let said = self.inside.iter().filter_map(|(number, responses)| {
            let campaign = self.find_campaign(*number)?;
            let link = address(&self.slug, Some(*number));
            let count = numbers::count(*responses, "of them is in", "of them are in");
            Some(view! {
                <p class="govuk-body">
                    {format!("{count} the campaign ")} <a class="govuk-link" href=link>{campaign.name.clone()}</a> "."
                </p>
            })
        });
        let action = format!("/staff/consultations/{}/alike/{}/campaign", self.slug, self.key);
        let outside = numbers::count(self.outside.len(), "response", "responses");
        let (heading, button) = match self.begun() {
            None => (format!("Make a campaign of {outside}"), "Make the campaign"),
            Some(campaign) => (format!("Add {outside} to ‘{}’", campaign.name), "Add them"),
        };
        let form = self.is_open().then(|| {
            view! {
                <h2 class="govuk-heading-m">{heading}</h2>
                {form(self.which(), action, &self.seen(), button, typed)}
            }
        });
        view! { {said.collect_view()} {form} }
    }
}
