//! Counting who chose what, for everybody in each segment and for residents on each level of the margins that a list needs.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    answer::Answer,
    campaign::{FrozenCampaign, Treatment},
    crosstab::{By, Crosstab},
    ids::VersionId,
    plan::PlannedMargin,
    question::{AnswerOption, Question, QuestionKind},
    questionnaire::{OptionId, QuestionId, Questionnaire},
    uses::RESIDENT,
};
use store::OpenAnswers;

/// Whom a count is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// Everybody who responded.
    Everybody,
    /// Those of a segment, or those who did not say.
    Segment(Option<String>),
    /// Residents on a level of a margin, or on none.
    Level(String, Option<String>),
}

impl Of {
    /// Gives residents.
    pub fn residents() -> Self {
        Self::Segment(Some(RESIDENT.to_owned()))
    }
}

/// The margins by which residents are counted: of each its levels by code and in words.
pub type Margins = BTreeMap<String, Vec<(String, String)>>;

/// All numbers that a list rests on.
#[derive(Clone, Debug)]
pub struct Counts {
    /// The margins that the list needs.
    pub margins: Margins,
    /// The segments in words, in the order of the form.
    pub segments: Vec<(String, String)>,
    /// The questions of the list.
    pub questions: Vec<Asked>,
    /// How many responses were frozen.
    pub frozen: u64,
    people: BTreeMap<Of, u64>,
    left_out: u64,
    campaigns: Vec<FrozenCampaign>,
    versions: BTreeMap<VersionId, Questionnaire>,
}

/// A question of the list with the numbers of its answers.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The question.
    pub question: QuestionId,
    /// What it asks.
    pub text: String,
    /// Whether nobody chose more than one option.
    pub is_one: bool,
    /// The options that say something about it.
    pub options: Vec<AnswerOption>,
    /// The margins by which the list has it.
    pub margins: BTreeSet<String>,
    missing: BTreeSet<OptionId>,
    answered: BTreeMap<Of, u64>,
    chosen: BTreeMap<(Of, usize), u64>,
}

impl Counts {
    /// Begins with the newest questionnaire and the margins of the plan.
    pub fn new(
        newest: &Questionnaire,
        segments: Vec<(String, String)>,
        margins: &[PlannedMargin],
        list: &[Crosstab],
    ) -> Self {
        let named = |name: &String| list.iter().any(|one| matches!(&one.by, By::Margin(other) if other == name));
        let levels = |margin: &PlannedMargin| {
            let levels = margin.levels.iter().map(|level| (level.code.clone(), level.label.clone())).collect();
            (margin.name.clone(), levels)
        };
        let questions = newest.questions().filter(|question| list.iter().any(|one| one.question == question.id));
        Self {
            margins: margins.iter().filter(|margin| named(&margin.name)).map(levels).collect(),
            segments,
            questions: questions.map(|question| Asked::new(&newest.legible(question), list)).collect(),
            frozen: 0,
            people: BTreeMap::new(),
            left_out: 0,
            campaigns: Vec::new(),
            versions: BTreeMap::new(),
        }
    }

    /// Takes note of how many responses were frozen, and of the campaigns in which they may stand.
    #[must_use]
    pub fn of_frozen(self, frozen: u64, campaigns: &[FrozenCampaign]) -> Self {
        Self { frozen, campaigns: campaigns.to_vec(), ..self }
    }

    /// Names the questions that have to be read of each response.
    pub fn needed(&self, newest: &Questionnaire) -> BTreeSet<QuestionId> {
        let margins = newest.roles.margins.iter().filter(|(name, _)| self.margins.contains_key(*name));
        margins.map(|(_, id)| id.clone()).chain(self.questions.iter().map(|asked| asked.question.clone())).collect()
    }

    /// Says whether responses to a version can be added.
    pub fn knows(&self, version: VersionId) -> bool {
        self.versions.contains_key(&version)
    }

    /// Takes note of a version, before its responses.
    pub fn learn(&mut self, version: VersionId, questionnaire: Questionnaire) {
        for asked in &mut self.questions {
            let question = questionnaire.question(&asked.question).map(|question| questionnaire.legible(question));
            let options = question.iter().flat_map(|question| question.kind.options());
            asked.missing.extend(options.filter(|option| option.missing).map(|option| option.id.clone()));
        }
        self.versions.insert(version, questionnaire);
    }

    /// Adds a response to a version that is known; any other is passed over.
    pub fn add(&mut self, response: &OpenAnswers) {
        let campaign = self.campaigns.iter().find(|known| Some(known.number) == response.campaign);
        if campaign.is_some_and(|campaign| campaign.treatment == Treatment::LeftOut) {
            self.left_out += 1;
            return;
        }
        let Some(questionnaire) = self.versions.get(&response.version) else { return };
        let segment = Of::Segment(response.segment.clone());
        let level = |(name, levels): (&String, &Vec<(String, String)>)| {
            let question = questionnaire.roles.margins.get(name);
            let code = question.and_then(|question| questionnaire.stands_for(question, &response.chosen));
            let code = code.filter(|code| levels.iter().any(|(known, _)| known == code));
            Of::Level(name.clone(), code.map(str::to_owned))
        };
        let is_resident = segment == Of::residents();
        let groups: Vec<Of> = [Of::Everybody, segment]
            .into_iter()
            .chain(self.margins.iter().filter(|_| is_resident).map(level))
            .collect();
        for of in &groups {
            *self.people.entry(of.clone()).or_default() += 1;
        }
        for asked in &mut self.questions {
            if let Some(answer) = response.chosen.get(&asked.question) {
                asked.add(answer, questionnaire, &groups);
            }
        }
    }

    /// Counts the people of a group.
    pub fn people(&self, of: &Of) -> u64 {
        self.people.get(of).copied().unwrap_or_default()
    }

    /// Counts everybody whose answers count.
    pub fn counted(&self) -> u64 {
        self.people(&Of::Everybody)
    }

    /// Counts the responses that were left out with their campaigns.
    pub(super) fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Lists the segments that anybody is of: in the order of the form, then those that it does not name, and last those who did not say.
    pub fn groups(&self) -> Vec<Of> {
        let named = self.segments.iter().map(|(code, _)| Of::Segment(Some(code.clone())));
        let named: Vec<Of> = named.filter(|of| self.people.contains_key(of)).collect();
        let is_other = |of: &&Of| matches!(of, Of::Segment(Some(_))) && !named.contains(of);
        let others = self.people.keys().filter(is_other).cloned();
        let unsaid = self.people.keys().find(|of| **of == Of::Segment(None)).cloned();
        named.iter().cloned().chain(others).chain(unsaid).collect()
    }

    /// Lists the levels of a margin and, where residents are on none, those.
    pub fn levels(&self, margin: &str) -> Vec<Of> {
        let levels = self.margins.get(margin).into_iter().flatten();
        let levels = levels.map(|(code, _)| Of::Level(margin.to_owned(), Some(code.clone())));
        let unknown = Of::Level(margin.to_owned(), None);
        let unknown = self.people.contains_key(&unknown).then_some(unknown);
        levels.chain(unknown).collect()
    }

    /// Finds a question of the list.
    pub fn asked(&self, question: &str) -> Option<&Asked> {
        self.questions.iter().find(|asked| asked.question == question)
    }
}

impl Asked {
    fn new(question: &Question, list: &[Crosstab]) -> Self {
        let (missing, options): (Vec<_>, Vec<_>) =
            question.kind.options().iter().cloned().partition(|option| option.missing);
        let of = list.iter().filter(|one| one.question == question.id);
        let margins = of.filter_map(|one| if let By::Margin(name) = &one.by { Some(name.clone()) } else { None });
        Self {
            question: question.id.clone(),
            text: question.text.clone(),
            is_one: !matches!(question.kind, QuestionKind::MultipleChoice(_)),
            options,
            margins: margins.collect(),
            missing: missing.into_iter().map(|option| option.id).collect(),
            answered: BTreeMap::new(),
            chosen: BTreeMap::new(),
        }
    }

    fn add(&mut self, answer: &Answer, questionnaire: &Questionnaire, groups: &[Of]) {
        let chosen: BTreeSet<&str> = answer.options().into_iter().filter(|id| !self.missing.contains(*id)).collect();
        let chosen: Vec<usize> = chosen.into_iter().map(|id| self.place(id, questionnaire)).collect();
        self.is_one &= chosen.len() < 2;
        for of in groups.iter().filter(|_| !chosen.is_empty()) {
            *self.answered.entry(of.clone()).or_default() += 1;
            for place in &chosen {
                *self.chosen.entry((of.clone(), *place)).or_default() += 1;
            }
        }
    }

    /// Finds the place of an option; one that the newest version does not have any more comes after the others, in the words of its own.
    fn place(&mut self, id: &str, questionnaire: &Questionnaire) -> usize {
        if let Some(place) = self.options.iter().position(|option| option.id == id) {
            return place;
        }
        let question = questionnaire.question(&self.question).map(|question| questionnaire.legible(question));
        let known =
            question.and_then(|question| question.kind.options().iter().find(|option| option.id == id).cloned());
        self.options.push(known.unwrap_or_else(|| AnswerOption {
            id: id.to_owned(),
            label: id.to_owned(),
            ..AnswerOption::default()
        }));
        self.options.len() - 1
    }

    /// Counts those of a group who answered it.
    pub fn answered(&self, of: &Of) -> u64 {
        self.answered.get(of).copied().unwrap_or_default()
    }

    /// Counts those of a group who chose an option, by its place.
    pub fn chosen(&self, of: &Of, option: usize) -> u64 {
        self.chosen.get(&(of.clone(), option)).copied().unwrap_or_default()
    }
}
