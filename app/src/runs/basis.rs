//! What a run rests on: its plan, and the frozen responses that are still there, read into numbers some at a time.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

use domain::{bundle::Standing, freeze::SetHash, ids::ResponseId, questionnaire::QuestionId};
use store::{Freeze, FrozenResponse, Run, Store, StoreError, StoredPlan};
use tokio::task::JoinSet;

use crate::{
    analysis::{Population, Tally, run::Frozen},
    bundle::{Evidence, FrozenSet, Mark, Particulars, SignedPlan},
    state::AppState,
    words::hex,
};

/// How many frozen responses are read by one statement.
const AT_ONCE: i64 = 500;
/// How many statements are under way at a time: with two, one processor looks for rows while another reads them.
const AHEAD: usize = 2;

/// Why what a run rests on cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    /// It is not there, or not what was frozen.
    #[error("{0}")]
    Impossible(String),
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// All that a run rests on.
#[derive(Debug)]
pub struct Basis {
    /// The plan.
    pub plan: StoredPlan,
    /// The answers that are still there, in an order that tells nothing of who gave them.
    pub tally: Tally,
    freeze: Freeze,
    marks: Vec<Mark>,
}

/// A basis that is being read, in no order.
pub struct Reading<'a> {
    store: &'a Store,
    basis: Basis,
    questions: Arc<BTreeSet<QuestionId>>,
    /// What was frozen of each response that was read, by its place.
    read: BTreeMap<i64, (ResponseId, Mark)>,
    /// After which responses it is still to be read; `None` is before the first.
    steps: VecDeque<Option<ResponseId>>,
    /// What is fetched while others are counted; dropped with the reading.
    fetching: JoinSet<Result<Vec<FrozenResponse>, StoreError>>,
}

impl<'a> Reading<'a> {
    /// Begins with the plan and the freeze of a run.
    ///
    /// # Errors
    /// Says what is not there.
    pub async fn begin(store: &'a Store, run: &Run) -> Result<Self, NotRead> {
        let lost = |what: &str| NotRead::Impossible(format!("{what} is not there any more"));
        let plans = store.list_plans(run.consultation).await?;
        let plan = plans.into_iter().find(|plan| plan.id == run.plan).ok_or_else(|| lost("the plan of the run"))?;
        let freezes = store.list_freezes(run.consultation).await?;
        let freeze = freezes.into_iter().find(|freeze| freeze.id == run.freeze);
        let freeze = freeze.ok_or_else(|| lost("the freeze of the run"))?;
        let population = Population::planned(&plan.plan).map_err(|error| NotRead::Impossible(error.to_string()))?;
        let newest = store.find_version(freeze.version).await?.ok_or_else(|| lost("the version of the freeze"))?;
        let mut tally = Tally::new(&newest.questionnaire, population).in_campaigns(&freeze.campaigns);
        for version in store.list_versions(run.consultation).await? {
            tally.learn(version.id, version.questionnaire);
        }
        let questions = Arc::new(tally.questions());
        let after = store.list_frozen_steps(freeze.id, AT_ONCE).await?;
        let steps = [None].into_iter().chain(after.into_iter().map(Some)).collect();
        let basis = Basis { plan, tally, freeze, marks: Vec::new() };
        let mut reading = Self { store, basis, questions, read: BTreeMap::new(), steps, fetching: JoinSet::new() };
        reading.fetch();
        Ok(reading)
    }

    /// Begins to fetch the next responses, as many as may be under way.
    fn fetch(&mut self) {
        while self.fetching.len() < AHEAD {
            let Some(after) = self.steps.pop_front() else { break };
            let (store, questions, freeze) = (self.store.clone(), self.questions.clone(), self.basis.freeze.id);
            self.fetching.spawn(async move { store.list_frozen_after(freeze, after, AT_ONCE, &questions).await });
        }
    }

    /// Reads some more; says whether there were any to be read.
    ///
    /// # Errors
    /// Says what of them is not as it was frozen.
    pub async fn step(&mut self) -> Result<bool, NotRead> {
        let impossible = |reason: &str| NotRead::Impossible(reason.to_owned());
        let Some(fetched) = self.fetching.join_next().await else { return Ok(false) };
        let fetched = fetched.map_err(|error| NotRead::Impossible(format!("reading broke off: {error}")))?;
        self.fetch();
        for each in fetched? {
            let hash = each.hash.as_slice().try_into().map_err(|_| impossible("a hash has another length"))?;
            let standing = match &each.answers {
                None => Standing::Missing,
                Some(_) if self.basis.tally.leaves_out(each.campaign) => Standing::LeftOut,
                Some(_) => Standing::There,
            };
            self.read.insert(each.place, (each.id, Mark { hash, standing }));
            let Some(answers) = each.answers else { continue };
            if !self.basis.tally.knows(answers.version) {
                return Err(impossible("a response has no version"));
            }
            self.basis.tally.add_of(&answers, each.campaign);
        }
        Ok(true)
    }

    /// Says how many of so many steps are done.
    pub fn done(&self, of: u64) -> u64 {
        of * u64::try_from(self.read.len()).unwrap_or(u64::MAX) / self.basis.freeze.responses.max(1)
    }

    /// Makes sure that all that was frozen has been read, and gives it.
    ///
    /// # Errors
    /// Refuses a list that is not the one that was frozen.
    pub fn finish(self) -> Result<Basis, NotRead> {
        let Self { mut basis, read, .. } = self;
        let mut set = SetHash::default();
        for (id, mark) in read.into_values() {
            set.add(id, &mark.hash);
            basis.marks.push(mark);
        }
        if set.finish().as_slice() != basis.freeze.hash {
            return Err(NotRead::Impossible("the list of frozen responses is not the one that was frozen".to_owned()));
        }
        basis.tally.sort();
        Ok(basis)
    }
}

impl Basis {
    /// Reads all that a run rests on.
    ///
    /// # Errors
    /// As [`Reading`].
    pub async fn read(store: &Store, run: &Run) -> Result<Self, NotRead> {
        let mut reading = Reading::begin(store, run).await?;
        while reading.step().await? {}
        reading.finish()
    }

    /// Says how many responses were frozen, and how many are missing.
    pub fn frozen(&self) -> Frozen {
        let missing = self.marks.iter().filter(|mark| mark.standing == Standing::Missing).count();
        Frozen { responses: self.freeze.responses, missing: u64::try_from(missing).unwrap_or(u64::MAX) }
    }

    /// Gathers the evidence of a run whose results are known.
    ///
    /// # Errors
    /// Fails where the database does, or the consultation is gone.
    pub async fn evidence(
        self,
        state: &AppState,
        run: &Run,
        results: String,
        code_version: &str,
    ) -> Result<Evidence, NotRead> {
        let consultations = state.store.list_consultations().await?;
        let consultation = consultations.into_iter().find(|each| each.id == run.consultation);
        let consultation =
            consultation.ok_or_else(|| NotRead::Impossible("the consultation is not there any more".to_owned()))?;
        let looks = state.store.list_looks(run.consultation).await?;
        let Self { plan, tally, freeze, marks } = self;
        let fixed_at = plan.fixed_at();
        let looks_before = looks.iter().filter(|look| fixed_at.is_none_or(|fixed| look.at < fixed)).count();
        let (responses, fingerprint) = (freeze.responses, hex(&freeze.hash));
        Ok(Evidence {
            particulars: Particulars {
                title: consultation.title,
                consultation: consultation.slug,
                is_demonstration: state.site.is_synthetic(),
                run: run.number,
                code_version: code_version.to_owned(),
                freeze: FrozenSet { number: freeze.number, at: freeze.at, responses, fingerprint },
            },
            plan: SignedPlan {
                number: plan.number,
                fixed_at,
                signatures: plan.signatures.len(),
                looks_before,
                plan: plan.plan,
            },
            tally,
            frozen: marks,
            results,
        })
    }
}
