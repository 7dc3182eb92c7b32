//! What a consultation says of itself: all of it on one page, with a form for each topic and for each document.
//!
//! Each form names the revision that it was drawn from: of two officers who write at the same time the second is told, with
//! the words kept.

mod document;
mod form;
pub(super) mod lacking;
mod show;
mod summary;
mod topic;
mod written;

pub(super) use self::written::{ADDRESS_HINT, ADDRESS_LIMIT, document};
use axum::{Router, routing::get};
use domain::{
    consultation::{Consultation, Standing},
    particulars::Particulars,
    permission::Action,
};
use store::{Rewritten, StoreError, StoredParticulars};

use super::{
    find_consultation,
    form::{NotStored, STATE},
};
use crate::{error::PageError, state::AppState, visitor::Staff};

/// Makes the addresses of these rooms.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/about", get(show::show))
        .route("/staff/consultations/{slug}/about/new-document", get(document::show_new).post(document::add))
        .route("/staff/consultations/{slug}/about/documents/{number}", get(document::show).post(document::set))
        .route("/staff/consultations/{slug}/about/{topic}", get(topic::show).post(topic::set))
}

/// All that these rooms need to know.
struct Room {
    consultation: Consultation,
    stored: StoredParticulars,
    standing: Standing,
}

/// What a consultation becomes when a form is saved.
struct Written {
    consultation: Consultation,
    particulars: Particulars,
    /// Why it closes at another time.
    reason: Option<String>,
}

impl Room {
    /// Finds what is written, for those who may write.
    async fn enter(state: &AppState, staff: &Staff, slug: &str) -> Result<Self, PageError> {
        staff.may(Action::WriteQuestionnaires)?;
        let consultation = find_consultation(state, slug).await?;
        let stored = state.store.find_particulars(consultation.id).await?;
        let version = state.store.find_current_version(consultation.id).await?;
        let is_answered = state.store.find_received(consultation.id).await?.responses > 0;
        let standing = Standing { now: state.clock.now(), is_published: version.is_some(), is_answered };
        Ok(Self { consultation, stored, standing })
    }

    /// Gives the address of a page of these rooms.
    fn address(&self, rest: &str) -> String {
        format!("/staff/consultations/{}/about{rest}", self.consultation.slug)
    }

    /// Names the state in which the particulars are.
    fn state(&self) -> String {
        self.stored.revision.to_string()
    }

    /// Gives what stands now, for a form to change a part of it.
    fn begin(&self) -> Written {
        let (consultation, particulars) = (self.consultation.clone(), self.stored.particulars.clone());
        Written { consultation, particulars, reason: None }
    }

    /// Stores what was written, if nobody has written since the form was drawn.
    async fn set(&self, state: &AppState, staff: &Staff, drawn_from: &str, written: Written) -> Result<(), NotStored> {
        if drawn_from != self.state() {
            return Err(NotStored::Changed);
        }
        let Written { consultation, particulars, reason } = written;
        let rewritten = Rewritten {
            from: self.stored.revision,
            closing_move: self.consultation.closing_move(&consultation, self.standing, reason),
            consultation,
            particulars,
            account: Some(staff.account.id),
            set_at: self.standing.now,
        };
        let work =
            state.store.write(move |mut write| Box::pin(async move { write.set_consultation(&rewritten).await }));
        let stored: Result<(), StoreError> = work.await;
        stored?;
        tracing::info!(account = %staff.account.id, consultation = %self.consultation.id, "somebody changed a consultation");
        Ok(())
    }
}
