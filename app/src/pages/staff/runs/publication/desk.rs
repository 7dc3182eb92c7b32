//! What results are published from, and what is asked of whoever does.

use domain::{
    fields::Fields,
    ids::PublicationId,
    publication::{PublicationStep, SENTENCE_LIMIT, SUMMARY_LIMIT, Standing},
    question::Question,
    time::Moment,
};
use store::{Noted, Publication, Run};

use super::super::{
    super::{
        asking::{Asks, lines},
        labels::Labels,
    },
    Weighing, appraisal,
    run::find,
};
use crate::{
    analysis::run::{Earlier, Published, TooAlike, tell_of_few},
    appraisal::{Appraisal, WithSupport},
    error::PageError,
    open_data,
    released::{Basis, Released},
    runs::find_results,
    state::AppState,
    words::hex,
};

/// The field with the state that a form was drawn from.
pub(super) const STATE: &str = "state";
/// The fields.
pub(super) const SUMMARY: &str = "summary";
pub(super) const CHANGES: &str = "changes";
pub(super) const REASON: &str = "reason";

/// Why the results of a run cannot be published.
pub(super) enum Hindrance {
    /// Too few people answered for any figure.
    NoFigures,
    /// Some counts differ by few people from those of an earlier edition or of open data, or show what these leave out.
    TooAlike,
    /// Another run is being published, by its number.
    Other(i64),
}

/// What results are published from.
pub(super) struct Desk {
    pub(super) weighing: Weighing,
    pub(super) run: Run,
    /// The newest first.
    pub(super) publications: Vec<Publication>,
    /// The first first.
    pub(super) events: Vec<Noted<PublicationStep>>,
    pub(super) hindrance: Option<Hindrance>,
    published: Published,
    appraisal: Option<Appraisal>,
    basis: Basis,
    labels: Labels,
}

impl Desk {
    /// Finds what the results of a run are published from; nothing before the run is done.
    pub(super) async fn find(state: &AppState, slug: &str, number: &str) -> Result<Self, PageError> {
        let (weighing, run) = find(state, slug, number).await?;
        let results = find_results(&state.store, run.id).await?.ok_or(PageError::NotFound)?;
        let lost = || PageError::Broken("the plan or the freeze of a run is not there any more".to_owned());
        let basis = basis(&weighing, &run).ok_or_else(lost)?;
        let freeze = weighing.freezes.iter().find(|freeze| freeze.id == run.freeze).ok_or_else(lost)?;
        let version = state.store.find_version(freeze.version).await?.ok_or_else(lost)?;
        let publications = state.store.list_publications(weighing.consultation.id).await?;
        // What was public of other runs, or of this one before it was taken back: nobody forgets it.
        let others = publications.iter().filter(|publication| publication.run != run.id);
        let earlier = open_data::earlier(&state.store, others).await?;
        let issues = state.store.list_open_data(weighing.consultation.id).await?;
        let tables = open_data::counts(&state.store, &issues).await?;
        let told = appraisal::told(&results);
        // What may be published is a search of its own, which other requests need not wait for.
        let published = tokio::task::spawn_blocking(move || {
            let after = Published::after(&results, &earlier);
            let (is_refused, published) = (after.is_err(), after.unwrap_or_else(|TooAlike| Published::of(&results)));
            let now = Earlier { results, published };
            let known = now.known();
            (is_refused || tables.iter().any(|before| tell_of_few(&known, before)), now.published)
        });
        let (is_too_alike, published) = published.await.map_err(|error| PageError::Broken(error.to_string()))?;
        let events = state.store.list_publication_events(weighing.consultation.id).await?;
        let hindrance = hindrance((&published, is_too_alike), &publications, &weighing, &run);
        let labels = Labels::new(&version.questionnaire);
        let appraisal = match weighing.plan_of(&run) {
            Some(plan) => Appraisal::find(&state.store, plan, &in_public(told, &published)).await?,
            None => None,
        };
        Ok(Self { weighing, run, publications, events, hindrance, published, appraisal, basis, labels })
    }

    /// Gives the newest publication of the run.
    pub(super) fn of_run(&self) -> Option<&Publication> {
        self.publications.iter().find(|publication| publication.run == self.run.id)
    }

    /// Gives the publication of the run that can be changed.
    pub(super) fn open(&self) -> Option<&Publication> {
        self.of_run().filter(|publication| publication.standing == Standing::Written)
    }

    /// Says whether the results of the run are public.
    pub(super) fn is_public(&self) -> bool {
        self.of_run().is_some_and(|publication| matches!(publication.standing, Standing::Released(_)))
    }

    /// Names the state in which the publication is, with the scorings that it would tell of as long as these can change.
    pub(super) fn state(&self) -> String {
        let scored = self.appraisal.as_ref().filter(|_| !self.is_public()).map(|appraisal| appraisal.given);
        let scored = scored.map(|given| format!("-{given}")).unwrap_or_default();
        let said = |publication: &Publication| format!("{}-{}", publication.id, publication.revision);
        self.of_run().map(said).unwrap_or_default() + &scored
    }

    /// Gives the publication as it stands, or an empty one of the next edition.
    pub(super) fn publication(&self, state: &AppState) -> Publication {
        self.open().cloned().unwrap_or_else(|| Publication {
            id: PublicationId::new(&*state.clock, &*state.entropy),
            consultation: self.weighing.consultation.id,
            edition: 1 + self.publications.first().map_or(0, |last| last.edition),
            run: self.run.id,
            revision: 0,
            summary: String::new(),
            changes: String::new(),
            writer: None,
            by: None,
            written_at: state.clock.now(),
            standing: Standing::Written,
            hash: None,
        })
    }

    /// Asks what the results say, and what changed where an edition was released before.
    pub(super) fn questions(&self) -> Vec<Question> {
        let mut asked = vec![lines(SUMMARY, "What do the results say?", SUMMARY_LIMIT).hint(
            "In plain words: what was asked, what came out, and what it will be used for. It stands above the figures.",
        )];
        if self.publications.iter().any(|publication| publication.standing != Standing::Written) {
            asked.push(
                lines(CHANGES, "What changed since the edition before?", SENTENCE_LIMIT)
                    .hint("One sentence, which also stands on the edition before."),
            );
        }
        asked
    }

    /// Fills the form in as the publication has it.
    pub(super) fn fields(&self) -> Fields {
        let of = |publication: &Publication| {
            Fields::new(vec![
                (SUMMARY.to_owned(), publication.summary.clone()),
                (CHANGES.to_owned(), publication.changes.clone()),
            ])
        };
        self.open().map(of).unwrap_or_default()
    }

    /// Makes what everybody will read.
    pub(super) fn released(&self, publication: &Publication, at: Moment) -> Released {
        let consultation = &self.weighing.consultation;
        Released {
            consultation: consultation.slug.clone(),
            title: consultation.title.clone(),
            edition: publication.edition,
            released_at: at,
            summary: publication.summary.clone(),
            changes: publication.changes.clone(),
            basis: self.basis.clone(),
            segments: self.labels.segments.iter().cloned().collect(),
            results: self.published.clone(),
            appraisal: self.appraisal.clone(),
        }
    }
}

/// Asks why published results are taken back.
pub(super) fn why() -> Question {
    lines(REASON, "Why are these results taken back?", SENTENCE_LIMIT).hint("Everybody can read this at their address.")
}

fn hindrance(
    (published, is_too_alike): (&Published, bool),
    all: &[Publication],
    weighing: &Weighing,
    run: &Run,
) -> Option<Hindrance> {
    let is_other = |publication: &&Publication| publication.standing == Standing::Written && publication.run != run.id;
    let number = |publication: &Publication| weighing.runs.iter().find(|other| other.id == publication.run);
    if published.items.is_empty() {
        return Some(Hindrance::NoFigures);
    }
    if is_too_alike {
        return Some(Hindrance::TooAlike);
    }
    all.iter().find(is_other).and_then(number).map(|other| Hindrance::Other(other.number))
}

/// Tells the support of each priority only where it is published; those that are not stand last, by what people read for them: their place
/// among the others would tell how they stand.
fn in_public(told: Vec<WithSupport>, published: &Published) -> Vec<WithSupport> {
    let shown = |label: &str| published.items.iter().position(|item| item.label == label);
    let told = told.into_iter().map(|(code, label, _)| {
        let support = shown(&label).map(|place| published.items[place].support);
        (code, label, support)
    });
    let mut told: Vec<WithSupport> = told.collect();
    told.sort_by_cached_key(|(_, label, _)| (shown(label).unwrap_or(usize::MAX), label.clone()));
    told
}

fn basis(weighing: &Weighing, run: &Run) -> Option<Basis> {
    let plan = weighing.plan_of(run)?;
    let freeze = weighing.freezes.iter().find(|freeze| freeze.id == run.freeze)?;
    Some(Basis {
        plan: plan.number,
        reasons: plan.plan.reasons.clone(),
        fixed_at: plan.fixed_at(),
        seed: plan.plan.seed,
        top: plan.plan.top,
        freeze: freeze.number,
        frozen_at: freeze.at,
        responses_hash: hex(&freeze.hash),
        run: run.number,
        code_version: run.code_version.clone().unwrap_or_default(),
        pooling: plan.plan.pooling.clone(),
    })
}
