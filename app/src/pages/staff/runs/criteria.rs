//! Scoring priorities on the criteria of the fixed plan: who has scored what, and one person's scores for one priority.
//!
//! Whoever may score sees what others gave a priority only when two people have scored it; whoever only reads sees all.

mod list;
mod one;

use domain::{
    appraisal::{ScoredPriority, Sight},
    consultation::Consultation,
    ids::AccountId,
    permission::Action,
    plan::{Criteria, is_fixed},
    publication::Standing,
    time::Moment,
};
use store::StoredPlan;

pub(super) use self::{
    list::show,
    one::{save, show as show_one},
};
use super::{address, find_consultation};
use crate::{
    error::PageError,
    state::AppState,
    visitor::{Staff, may},
};

/// All that these pages need to know of a consultation.
struct Room {
    consultation: Consultation,
    /// The newest fixed plan with its criteria, where it has any.
    plan: Option<(StoredPlan, Criteria)>,
    /// The priorities of the plan in the order of its question.
    priorities: Vec<Listed>,
}

/// A priority with its place in the list, from 1, and all scorings of it.
struct Listed {
    place: usize,
    label: String,
    scored: ScoredPriority,
}

impl Room {
    async fn enter(state: &AppState, staff: &Staff, slug: &str, action: Action) -> Result<Self, PageError> {
        staff.may(action)?;
        let consultation = find_consultation(state, slug).await?;
        let plans = state.store.list_plans(consultation.id).await?;
        let fixed = plans.into_iter().find(|plan| is_fixed(&plan.signatures));
        let plan = fixed.and_then(|plan| plan.plan.criteria.clone().map(|criteria| (plan, criteria)));
        let mut room = Self { consultation, plan, priorities: Vec::new() };
        if let Some((plan, _)) = &room.plan {
            room.priorities = priorities(state, plan).await?;
        }
        Ok(room)
    }

    fn address(&self, below: &str) -> String {
        address(&self.consultation.slug, &format!("criteria{below}"))
    }

    /// Finds the priority of an address with the plan and its criteria.
    fn find(&self, place: &str) -> Result<(&StoredPlan, &Criteria, &Listed), PageError> {
        let (plan, criteria) = self.plan.as_ref().ok_or(PageError::NotFound)?;
        let listed = self.priorities.iter().find(|listed| listed.place.to_string() == place);
        Ok((plan, criteria, listed.ok_or(PageError::NotFound)?))
    }
}

/// Lists the priorities that the question of a plan asks about, each once, with what is scored of them.
async fn priorities(state: &AppState, plan: &StoredPlan) -> Result<Vec<Listed>, PageError> {
    let version = state.store.find_current_version(plan.consultation).await?;
    let mut scored = state.store.list_scored_priorities(plan.id).await?;
    let mut listed: Vec<Listed> = Vec::new();
    let question = version.as_ref().and_then(|version| version.questionnaire.question(&plan.plan.headline));
    for option in question.map(|question| question.kind.options()).unwrap_or_default() {
        let Some(code) = option.priority.as_ref() else { continue };
        if listed.iter().any(|known| known.scored.priority == *code) {
            continue;
        }
        let found = scored.iter().position(|scored| scored.priority == *code);
        let scored = found.map_or_else(
            || ScoredPriority { priority: code.clone(), entries: Vec::new() },
            |place| scored.swap_remove(place),
        );
        listed.push(Listed { place: listed.len() + 1, label: option.label.clone(), scored });
    }
    Ok(listed)
}

/// Gives the account of somebody who scores; nothing stands for those who only read.
fn scorer(staff: &Staff) -> Option<AccountId> {
    may(&staff.account, Action::ScorePriorities).then_some(staff.account.id)
}

/// Says what somebody who scores now could have seen of the results.
async fn sight(state: &AppState, staff: &Staff, consultation: &Consultation) -> Result<Sight, PageError> {
    let publications = state.store.list_publications(consultation.id).await?;
    if publications.iter().any(|publication| publication.standing != Standing::Written) {
        return Ok(Sight::Public);
    }
    let has_looked = state.store.has_looked_since(consultation.id, staff.account.id, Moment::UNIX_EPOCH).await?;
    Ok(if has_looked { Sight::Seen } else { Sight::Unseen })
}
