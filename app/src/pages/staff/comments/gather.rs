//! Gathering the comments of responses that were sent since somebody looked last.
//!
//! It happens when somebody looks, so that sending a response takes no longer, and so that numbers are drawn for many at once.

use std::collections::BTreeSet;

use domain::{
    comment::{comments, draw_free_number},
    consultation::Consultation,
    ids::{self, CommentId, ConsultationId, ResponseId},
};
use store::{NewComment, StoreError, Ungathered};

use crate::{error::PageError, state::AppState};

/// How many responses are gathered in one write.
const AT_ONCE: i64 = 500;
/// How often another server may be quicker before a page gives up.
const TRIES: usize = 5;

/// Gathers all comments that were not gathered.
pub(in crate::pages::staff) async fn gather(state: &AppState, consultation: &Consultation) -> Result<(), PageError> {
    let mut tries = 0;
    let mut taken = None;
    loop {
        let found = state.store.list_ungathered(consultation.id, AT_ONCE).await?;
        if found.is_empty() {
            return Ok(());
        }
        let numbers = match &mut taken {
            Some(numbers) => numbers,
            None => taken.insert(state.store.list_comment_numbers(consultation.id).await?.into_iter().collect()),
        };
        let gathered = read(state, numbers, found).await?;
        match add(state, consultation.id, gathered).await {
            Err(StoreError::Taken) if tries < TRIES => {
                tries += 1;
                // Another server has used numbers that are not known here.
                taken = None;
            }
            added => added?,
        }
    }
}

type Gathered = Vec<(ResponseId, Vec<NewComment>)>;

async fn read(state: &AppState, taken: &mut BTreeSet<i64>, found: Vec<Ungathered>) -> Result<Gathered, PageError> {
    let mut gathered = Vec::new();
    for Ungathered { response, version, outcomes } in found {
        let version = state.store.find_version(version).await?;
        let version = version.ok_or_else(|| PageError::Broken("a response has no version".to_owned()))?;
        let new = comments(&version.questionnaire, &outcomes).into_iter().map(|(question, text)| {
            let id = CommentId(ids::unordered(&*state.entropy));
            let number = draw_free_number(&*state.entropy, taken);
            NewComment { id, question, number, text }
        });
        gathered.push((response, new.collect()));
    }
    Ok(gathered)
}

async fn add(state: &AppState, consultation: ConsultationId, gathered: Gathered) -> Result<(), StoreError> {
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            for (response, comments) in &gathered {
                write.add_comments(consultation, *response, comments).await?;
            }
            Ok(())
        })
    });
    work.await
}
