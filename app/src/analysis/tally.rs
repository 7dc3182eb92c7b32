//! Reading submitted responses one by one into numbers, so that a consultation is never held whole with its texts.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use domain::{
    answer::Outcome,
    campaign::{FrozenCampaign, Treatment},
    ids::VersionId,
    questionnaire::{QuestionId, Questionnaire},
    uses::RESIDENT,
};
use store::{FrozenAnswers, StoredResponse};

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

impl Group {
    /// Adds a respondent by the level on each margin, the vote on each scale and the campaign that they stand in.
    pub fn push(&mut self, codes: Vec<Option<usize>>, votes: Vec<Option<Vote>>, campaign: Option<i64>) {
        self.codes.resize_with(codes.len(), Vec::new);
        self.votes.resize_with(votes.len(), Vec::new);
        self.respondents += 1;
        self.campaigns.push(campaign);
        self.codes.iter_mut().zip(codes).for_each(|(column, code)| column.push(code));
        self.votes.iter_mut().zip(votes).for_each(|(column, vote)| column.push(vote));
    }

    fn sort(&mut self) {
        let levels = |row: usize| self.codes.iter().map(move |column| column[row]);
        let compare = |a: usize, b: usize| {
            let votes = || self.votes.iter().map(|column| Vote::compare(column[a].as_ref(), column[b].as_ref()));
            let by_votes = || votes().find(|order| order.is_ne()).unwrap_or(Ordering::Equal);
            levels(a).cmp(levels(b)).then_with(by_votes).then_with(|| self.campaigns[a].cmp(&self.campaigns[b]))
        };
        let mut order: Vec<usize> = (0..self.respondents).collect();
        order.sort_by(|a, b| compare(*a, *b));
        self.campaigns = order.iter().map(|row| self.campaigns[*row]).collect();
        self.codes.iter_mut().for_each(|column| *column = order.iter().map(|row| column[*row]).collect());
        self.votes.iter_mut().for_each(|column| *column = order.iter().map(|row| column[*row].take()).collect());
    }
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

    /// Lists the questions whose answers are counted, in the newest version or in one that is known.
    pub fn questions(&self) -> BTreeSet<QuestionId> {
        let margins = |known: &Known| known.questionnaire.roles.margins.values().cloned().collect::<Vec<_>>();
        let scales = self.scales.iter().map(|scale| scale.question.clone());
        scales.chain(self.versions.values().flat_map(margins)).collect()
    }

    /// Adds a response to a version that is known; any other is passed over.
    pub fn add(&mut self, stored: &StoredResponse) {
        self.count(stored.response.version, stored.response.segment.as_deref(), &stored.outcomes, None);
    }

    /// Says whether the responses of a campaign are left out.
    pub fn leaves_out(&self, campaign: Option<i64>) -> bool {
        let found = self.campaigns.iter().find(|known| Some(known.number) == campaign);
        found.is_some_and(|found| found.treatment == Treatment::LeftOut)
    }

    /// Adds a frozen response that may stand in the campaign of a number; of one that is left out nothing but that there is it.
    pub fn add_of(&mut self, frozen: &FrozenAnswers, campaign: Option<i64>) {
        if self.leaves_out(campaign) {
            self.left_out += 1;
        } else {
            self.count(frozen.version, frozen.segment.as_deref(), &frozen.outcomes, campaign);
        }
    }

    fn count(
        &mut self,
        version: VersionId,
        segment: Option<&str>,
        outcomes: &BTreeMap<QuestionId, Outcome>,
        campaign: Option<i64>,
    ) {
        let Some(known) = self.versions.get(&version) else { return };
        let codes = self.population.place(&known.questionnaire, outcomes);
        let vote = |(scale, asks): (&Scale, &bool)| {
            let answer = outcomes.get(&scale.question).and_then(|outcome| outcome.answer());
            answer.filter(|_| *asks).and_then(|answer| scale.read(answer))
        };
        let votes = self.scales.iter().zip(&known.asks).map(vote).collect();
        self.groups.entry(segment.map(str::to_owned)).or_default().push(codes, votes, campaign);
    }

    /// Takes respondents whose numbers were worked out before: those of each segment, `None` for those who did not say.
    pub fn of(scales: Vec<Scale>, population: Population, groups: BTreeMap<Option<String>, Group>) -> Self {
        Self { scales, population, campaigns: Vec::new(), left_out: 0, versions: BTreeMap::new(), groups }
    }

    /// Puts the respondents of each segment in the order of their numbers, so that what is worked out of them is the same to the
    /// last bit in whatever order they came, and so that the order tells nothing of who they are.
    pub fn sort(&mut self) {
        self.groups.values_mut().for_each(Group::sort);
    }

    /// Gives every segment with its respondents, those who did not say first.
    pub fn groups(&self) -> impl Iterator<Item = (Option<&str>, &Group)> {
        self.groups.iter().map(|(segment, group)| (segment.as_deref(), group))
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
