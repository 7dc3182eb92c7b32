//! Reading submitted responses one by one into numbers, so that a consultation is never held whole with its texts.

use std::collections::BTreeMap;

use domain::{
    campaign::{FrozenCampaign, Treatment},
    ids::VersionId,
    questionnaire::Questionnaire,
    uses::RESIDENT,
};
use store::StoredResponse;

use super::{Population, Scale, Vote};

/// The numbers of all responses that were added.
#[derive(Clone, Debug)]
pub struct Tally {
    /// The questions that ask for priorities, as the newest version asks them.
    pub scales: Vec<Scale>,
    /// Who lives here.
    pub population: Population,
    /// The campaigns that responses stand in.
    pub campaigns: Vec<FrozenCampaign>,
    /// How many responses were left out with their campaigns.
    pub left_out: usize,
    versions: BTreeMap<VersionId, Known>,
    groups: BTreeMap<Option<String>, Group>,
}

/// The respondents of one segment, in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// How many there are.
    pub respondents: usize,
    /// For each margin, the level of each respondent.
    pub codes: Vec<Vec<Option<usize>>>,
    /// For each scale, the vote of each respondent.
    pub votes: Vec<Vec<Option<Vote>>>,
    /// For each respondent, the number of the campaign that they stand in.
    pub campaigns: Vec<Option<i64>>,
}

#[derive(Clone, Debug)]
struct Known {
    questionnaire: Questionnaire,
    /// For each scale, whether this version asks it in the same way.
    asks: Vec<bool>,
}

impl Tally {
    /// Begins with the newest questionnaire.
    pub fn new(newest: &Questionnaire, population: Population) -> Self {
        Self {
            scales: Scale::list(newest),
            population,
            campaigns: Vec::new(),
            left_out: 0,
            versions: BTreeMap::new(),
            groups: BTreeMap::new(),
        }
    }

    /// Takes note of the campaigns in which responses may stand.
    #[must_use]
    pub fn in_campaigns(self, campaigns: &[FrozenCampaign]) -> Self {
        Self { campaigns: campaigns.to_vec(), ..self }
    }

    /// Says whether responses to a version can be added.
    pub fn knows(&self, version: VersionId) -> bool {
        self.versions.contains_key(&version)
    }

    /// Takes note of a version, before its responses.
    pub fn learn(&mut self, version: VersionId, questionnaire: Questionnaire) {
        let asked = Scale::list(&questionnaire);
        let asks = self.scales.iter().map(|scale| asked.iter().any(|other| scale.counts_like(other))).collect();
        self.versions.insert(version, Known { questionnaire, asks });
    }

    /// Adds a response to a version that is known; any other is passed over.
    pub fn add(&mut self, stored: &StoredResponse) {
        self.add_of(stored, None);
    }

    /// Adds a response that may stand in the campaign of a number; of one that is left out nothing but that there is it.
    pub fn add_of(&mut self, stored: &StoredResponse, campaign: Option<i64>) {
        let found = self.campaigns.iter().find(|known| Some(known.number) == campaign);
        if found.is_some_and(|found| found.treatment == Treatment::LeftOut) {
            self.left_out += 1;
            return;
        }
        let Some(known) = self.versions.get(&stored.response.version) else { return };
        let group = self.groups.entry(stored.response.segment.clone()).or_default();
        group.codes.resize_with(self.population.margins.len(), Vec::new);
        group.votes.resize_with(self.scales.len(), Vec::new);
        group.respondents += 1;
        group.campaigns.push(campaign);
        let codes = self.population.place(&known.questionnaire, &stored.outcomes);
        group.codes.iter_mut().zip(codes).for_each(|(column, code)| column.push(code));
        for ((column, scale), asks) in group.votes.iter_mut().zip(&self.scales).zip(&known.asks) {
            let answer = stored.outcomes.get(&scale.question).and_then(|outcome| outcome.answer());
            column.push(answer.filter(|_| *asks).and_then(|answer| scale.read(answer)));
        }
    }

    /// Gives the residents.
    pub fn residents(&self) -> Option<&Group> {
        self.groups.get(&Some(RESIDENT.to_owned()))
    }

    /// Gives all other segments by their codes, those who did not say last.
    pub fn others(&self) -> impl Iterator<Item = (Option<&str>, &Group)> {
        let unsaid = self.groups.get(&None).map(|group| (None, group));
        let said = self.groups.iter().filter_map(|(code, group)| code.as_deref().map(|code| (Some(code), group)));
        said.filter(|(code, _)| *code != Some(RESIDENT)).chain(unsaid)
    }

    /// Counts all respondents.
    pub fn respondents(&self) -> usize {
        self.groups.values().map(|group| group.respondents).sum()
    }
}
