//! The sift: proposals with where they come from, screened and scored by two people each, and what is decided about them.
//!
//! Whoever reads responses reads the sift. Whoever codes comments writes, screens and scores proposals, and sees what another has said
//! about one only when both have finished with it.

mod decision;
mod file;
mod filter;
mod judging;
mod list;
mod log;
mod one;
mod proposal;
mod sieve;
mod step;
mod tables;

use std::collections::BTreeMap;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    consultation::Consultation,
    ids::ProposalId,
    permission::Action,
    sift::{Sieves, SiftEntry, SiftStep, places},
};
use store::{StoreError, StoredProposal};

pub(super) use self::list::of_comment;
use super::find_consultation;
use crate::{error::PageError, state::AppState, visitor::Staff, words::sift::first_sieve};

/// Makes the addresses of the sift.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/sift", get(list::show))
        .route("/staff/consultations/{slug}/sift.csv", get(file::save))
        .route("/staff/consultations/{slug}/sift/new", get(proposal::show_new).post(proposal::add))
        .route("/staff/consultations/{slug}/sift/questions", get(sieve::show))
        .route(
            "/staff/consultations/{slug}/sift/questions/screening",
            get(sieve::show_questions).post(sieve::set_questions),
        )
        .route(
            "/staff/consultations/{slug}/sift/questions/scoring",
            get(sieve::show_criteria).post(sieve::set_criteria),
        )
        .route("/staff/consultations/{slug}/sift/{number}", get(one::show))
        .route("/staff/consultations/{slug}/sift/{number}/agree", post(one::agree))
        .route("/staff/consultations/{slug}/sift/{number}/decide", get(step::show_decide).post(step::decide))
        .route("/staff/consultations/{slug}/sift/{number}/put-back", post(one::put_back))
        .route("/staff/consultations/{slug}/sift/{number}/{step}", get(step::show).post(step::take))
}

/// All that these pages need to know of a consultation.
struct Room {
    consultation: Consultation,
    sieves: Sieves,
    /// Whether any version of the questions and criteria is fixed.
    is_fixed: bool,
    proposals: Vec<StoredProposal>,
}

impl Room {
    /// Enters the room of those who may do something here.
    async fn enter(state: &AppState, staff: &Staff, slug: &str, action: Action) -> Result<Self, PageError> {
        staff.may(action)?;
        let consultation = find_consultation(state, slug).await?;
        let stored = state.store.list_sieves(consultation.id).await?;
        Ok(Self {
            is_fixed: !stored.is_empty(),
            sieves: Sieves::new(first_sieve(), stored),
            proposals: state.store.list_proposals(consultation.id).await?,
            consultation,
        })
    }

    fn address(&self, below: &str) -> String {
        format!("/staff/consultations/{}/sift{below}", self.consultation.slug)
    }

    fn address_of(&self, number: i64, below: &str) -> String {
        self.address(&format!("/{number}{below}"))
    }

    fn find(&self, number: &str) -> Result<&StoredProposal, PageError> {
        let number = number.parse().map_err(|_| PageError::NotFound)?;
        self.numbered(number).ok_or(PageError::NotFound)
    }

    fn numbered(&self, number: i64) -> Option<&StoredProposal> {
        self.proposals.iter().find(|stored| stored.sifted.number == number)
    }

    /// Gives the number that the next proposal gets.
    fn next(&self) -> i64 {
        self.proposals.last().map_or(1, |stored| stored.sifted.number + 1)
    }

    /// Gives the place of each proposal that stands and has a value, by its number.
    fn places(&self) -> BTreeMap<i64, usize> {
        places(self.proposals.iter().map(|stored| &stored.sifted), &self.sieves)
    }

    /// Takes steps of proposals that are there, all or none.
    async fn take(
        &self,
        state: &AppState,
        staff: &Staff,
        mut steps: Vec<(&StoredProposal, SiftStep)>,
    ) -> Result<(), StoreError> {
        // In the order of their numbers, so that two people who merge two proposals into each other do not wait for each other.
        steps.sort_by_key(|(stored, _)| stored.sifted.number);
        let (account, now) = (staff.account.id, state.clock.now());
        let is_judged = |step: &SiftStep| matches!(step, SiftStep::Screened(_) | SiftStep::Scored(_));
        let fixes = !self.is_fixed && steps.iter().any(|(_, step)| is_judged(step));
        let sieve = fixes.then(|| self.sieves.newest().1.clone());
        let (consultation, version) = (self.consultation.id, self.sieves.newest().0);
        let entry = |(stored, step): (&StoredProposal, SiftStep)| {
            (stored.id, stored.sifted.entries.len(), SiftEntry { step, account: Some(account), at: now })
        };
        let entries: Vec<(ProposalId, usize, SiftEntry)> = steps.into_iter().map(entry).collect();
        let work = state.store.write(move |mut write| {
            Box::pin(async move {
                if let Some(sieve) = sieve {
                    write.add_sieve(consultation, (version, &sieve), account, now).await?;
                }
                for (proposal, after, entry) in entries {
                    write.add_proposal_step(proposal, after, &entry).await?;
                }
                Ok(())
            })
        });
        work.await
    }
}
