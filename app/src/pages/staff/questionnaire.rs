//! Writing the questionnaire of a consultation: its outline, the forms for pages and questions, and what leads up to a version.
//!
//! Each form names the state that it was drawn from, and a step is taken only from that state: of two officers who write at
//! the same time the second is told, with the words kept.

mod bring_in;
mod clearing;
mod condition;
mod conflict;
mod faults;
mod file;
mod form;
mod kinds;
mod languages;
mod library;
mod outline;
mod page;
mod preview;
mod publish;
mod question;
mod read;
mod steps;
mod testing;
mod typed;
mod uses;

use std::collections::BTreeSet;

use axum::{Router, routing::get};
use domain::{
    consultation::Consultation,
    editing::{Edit, EditError, Names, Renamed, Step},
    ids::RevisionId,
    permission::Action,
    question::Question,
    questionnaire::{QuestionId, Questionnaire, Roles},
};
use store::{Along, QuestionnaireDraft, Revision, StoreError, Version};

use super::{
    find_consultation,
    form::{NotStored, STATE},
};
use crate::{error::PageError, state::AppState, visitor::Staff};

/// Makes the addresses of these rooms.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/questionnaire", get(outline::show).post(steps::take))
        .merge(bring_in::routes())
        .merge(testing::routes())
        .merge(languages::routes())
        .route("/staff/consultations/{slug}/questionnaire/file", get(file::download))
        .route("/staff/consultations/{slug}/questionnaire/library", get(library::show).post(library::add))
        .route(
            "/staff/consultations/{slug}/questionnaire/library/{entry}/remove",
            get(library::remove::show).post(library::remove::remove),
        )
        .route("/staff/consultations/{slug}/questionnaire/new-page", get(page::show_new).post(page::add))
        .route("/staff/consultations/{slug}/questionnaire/pages/{page}", get(page::show).post(page::set))
        .route(
            "/staff/consultations/{slug}/questionnaire/pages/{page}/condition",
            get(condition::of_page).post(condition::set_page),
        )
        .route(
            "/staff/consultations/{slug}/questionnaire/pages/{page}/save",
            get(library::save::show_page).post(library::save::save_page),
        )
        .route("/staff/consultations/{slug}/questionnaire/new-question", get(question::show_new).post(question::add))
        .route(
            "/staff/consultations/{slug}/questionnaire/questions/{question}",
            get(question::show).post(question::set),
        )
        .route(
            "/staff/consultations/{slug}/questionnaire/questions/{question}/condition",
            get(condition::of_question).post(condition::set_question),
        )
        .route("/staff/consultations/{slug}/questionnaire/questions/{question}/use", get(uses::show).post(uses::set))
        .route(
            "/staff/consultations/{slug}/questionnaire/questions/{question}/save",
            get(library::save::show_question).post(library::save::save_question),
        )
        .route("/staff/consultations/{slug}/questionnaire/preview", get(preview::begin))
        .route("/staff/consultations/{slug}/questionnaire/preview/{page}", get(preview::show))
        .route("/staff/consultations/{slug}/questionnaire/publish", get(publish::show).post(publish::publish))
}

/// All that writing needs to know: the consultation, what is published, and the draft.
struct Room {
    consultation: Consultation,
    /// The newest version.
    version: Option<Version>,
    draft: Option<QuestionnaireDraft>,
    /// What the draft asks, or the newest version where nothing has been changed since.
    questionnaire: Questionnaire,
}

/// Why a step was not taken.
type NotTaken = NotStored<EditError>;

impl Room {
    /// Finds what is written, for those who may write.
    async fn enter(state: &AppState, staff: &Staff, slug: &str) -> Result<Self, PageError> {
        staff.may(Action::WriteQuestionnaires)?;
        let consultation = find_consultation(state, slug).await?;
        let version = state.store.find_current_version(consultation.id).await?;
        let draft = state.store.find_questionnaire_draft(consultation.id).await?;
        let written = draft.as_ref().map(|draft| &draft.revision.questionnaire);
        let published = version.as_ref().map(|version| &version.questionnaire);
        let nothing = || Questionnaire { pages: Vec::new(), roles: Roles::default() };
        let questionnaire = written.or(published).cloned().unwrap_or_else(nothing);
        Ok(Self { consultation, version, draft, questionnaire })
    }

    /// Gives the address of a page of these rooms.
    fn address(&self, rest: &str) -> String {
        format!("/staff/consultations/{}/questionnaire{rest}", self.consultation.slug)
    }

    /// Names the state in which the questionnaire is: no two that differ have the same name.
    fn state(&self) -> String {
        let draft = self.draft.as_ref().map(|draft| draft.revision.id.to_string());
        let version = || self.version.as_ref().map(|version| version.id.to_string());
        draft.or_else(version).unwrap_or_else(|| "new".to_owned())
    }

    /// Says whether what is written is not what is published.
    fn is_changed(&self) -> bool {
        let published = self.version.as_ref().map(|version| &version.questionnaire);
        self.draft.is_some() && published.is_none_or(|published| *published != self.questionnaire)
    }

    /// Lists the names that questions of any version had.
    async fn used(&self, state: &AppState) -> Result<BTreeSet<QuestionId>, StoreError> {
        let versions = state.store.list_versions(self.consultation.id).await?;
        let questions = versions.iter().flat_map(|version| version.questionnaire.questions());
        Ok(questions.map(|question| question.id.clone()).collect())
    }

    /// Gives names of their own to questions of another questionnaire that have the name of a published one by chance.
    async fn told_apart(
        &self,
        state: &AppState,
        other: &Questionnaire,
        from: Names,
    ) -> Result<(Questionnaire, Vec<Renamed>), StoreError> {
        let published = self.version.as_ref().map(|version| &version.questionnaire);
        Ok(other.told_apart(published, &self.used(state).await?, from))
    }

    /// Takes a step from the state that a form was drawn from, and gives the questionnaire after it.
    async fn take(
        &self,
        state: &AppState,
        staff: &Staff,
        drawn_from: &str,
        edit: &Edit,
    ) -> Result<Questionnaire, NotTaken> {
        if drawn_from != self.state() {
            return Err(NotTaken::Changed);
        }
        let used = self.used(state).await?;
        let questionnaire = self.questionnaire.edited(edit, &used).map_err(NotTaken::Refused)?;
        if questionnaire == self.questionnaire {
            return Ok(questionnaire);
        }
        let subject = edit.subject(&self.questionnaire).to_owned();
        let taken = revision(state, staff, edit.step(), subject, questionnaire.clone());
        let begun = revision(state, staff, Step::Begin, String::new(), self.questionnaire.clone());
        let (consultation, from) = (self.consultation.id, self.draft.as_ref().map(|draft| draft.revision.id));
        let version = self.version.as_ref().map(|version| version.id);
        let work = state.store.write(move |mut write| {
            Box::pin(async move {
                if from.is_none() {
                    write.add_questionnaire_draft(consultation, version, &begun).await?;
                }
                let from = from.unwrap_or(begun.id);
                write.add_revision(consultation, from, &taken).await
            })
        });
        let stored: Result<(), StoreError> = work.await;
        stored?;
        Ok(questionnaire)
    }

    /// Takes a step back, or does it again.
    async fn move_along(&self, state: &AppState, drawn_from: &str, along: Along) -> Result<(), NotTaken> {
        let from: RevisionId = match &self.draft {
            Some(draft) if drawn_from == self.state() => draft.revision.id,
            _ => return Err(NotTaken::Changed),
        };
        let consultation = self.consultation.id;
        let work = state
            .store
            .write(move |mut write| Box::pin(async move { write.set_revision(consultation, from, along).await }));
        let moved: Result<(), StoreError> = work.await;
        Ok(moved?)
    }
}

/// Finds the first question that a step has added.
fn added<'a>(before: &Questionnaire, after: &'a Questionnaire) -> Option<&'a Question> {
    after.questions().find(|question| before.question(&question.id).is_none())
}

/// Makes the revision of a step that is taken now.
fn revision(state: &AppState, staff: &Staff, step: Step, subject: String, questionnaire: Questionnaire) -> Revision {
    Revision {
        id: RevisionId::new(&*state.clock, &*state.entropy),
        step,
        subject,
        questionnaire,
        account: Some(staff.account.id),
        made_at: state.clock.now(),
    }
}
