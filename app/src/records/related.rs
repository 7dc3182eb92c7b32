//! What a record leads to: the priorities and consultations of its decisions, and the meetings that asked for actions.

use std::collections::BTreeMap;

use domain::ids::{ConsultationId, GroupId, MeetingId};

use super::addresses;
use crate::{error::PageError, state::AppState};

/// What a record leads to, as far as everybody can read it.
#[derive(Clone, Debug, Default)]
pub struct Related {
    /// The titles of priorities of which everybody reads, by their codes.
    pub priorities: BTreeMap<String, String>,
    /// The titles and addresses of consultations.
    pub consultations: BTreeMap<ConsultationId, (String, String)>,
    /// The addresses of the meetings of the group.
    pub meetings: BTreeMap<MeetingId, String>,
}

impl Related {
    /// Finds what records of a group lead to.
    ///
    /// # Errors
    /// [`PageError`] where the store is away.
    pub async fn find(state: &AppState, group: GroupId) -> Result<Self, PageError> {
        let priorities = state.store.list_public_priorities().await?.into_iter().map(|stored| stored.priority);
        let consultations = state.store.list_published_consultations().await?;
        let meetings = state.store.list_meetings_of(group).await?;
        Ok(Self {
            priorities: priorities.map(|priority| (priority.code, priority.title)).collect(),
            consultations: consultations
                .into_iter()
                .map(|one| (one.id, (one.title, format!("/consultations/{}", one.slug))))
                .collect(),
            meetings: addresses(&meetings),
        })
    }
}
