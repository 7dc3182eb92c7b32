//! Reading comments: the list, one comment with its tags, the code frame, how far coders agree, and what it all comes to.
//!
//! Whoever reads responses reads comments. Whoever codes tags them, and sees what another coder has tagged on a comment only when both
//! have finished with it.

mod agreement;
mod coding;
mod file;
mod filter;
mod frame;
mod gather;
mod keys;
mod list;
mod numbers;
mod one;
mod redaction;
mod settling;
mod tag;

use std::collections::{BTreeMap, HashMap};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use domain::{
    code_frame::CodeFrame,
    coding::{Coded, Flag, TagCount, counts as count_tags},
    consultation::Consultation,
    ids::{AccountId, CommentId},
    permission::Action,
    questionnaire::QuestionId,
    vocabulary::Word,
};
use store::{CommentFilter, FrameVersion, ListedComment};

pub(super) use self::{
    gather::gather,
    one::{may_be_personal, text},
    redaction::beside_response,
};
use super::{find_consultation, labels::Labels};
use crate::{
    error::PageError,
    posted::FILE_BODY_LIMIT,
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, comments::GONE},
};

/// Makes the addresses of comments.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/comments", get(list::show))
        .route("/staff/consultations/{slug}/comments/agreement", get(agreement::show))
        .route("/staff/consultations/{slug}/comments/numbers", get(numbers::show))
        .route("/staff/consultations/{slug}/comments/taggings.csv", get(numbers::taggings))
        .route("/staff/consultations/{slug}/comments/tags", get(frame::show))
        .route("/staff/consultations/{slug}/comments/tags.csv", get(file::save))
        .route("/staff/consultations/{slug}/comments/tags/new", get(tag::show_new).post(tag::add))
        .route("/staff/consultations/{slug}/comments/tags/undo", post(frame::undo))
        .route(
            "/staff/consultations/{slug}/comments/tags/load",
            get(file::show).post(file::load).layer(DefaultBodyLimit::max(FILE_BODY_LIMIT)),
        )
        .route("/staff/consultations/{slug}/comments/tags/{tag}", get(tag::show).post(tag::change))
        .route("/staff/consultations/{slug}/comments/tags/{tag}/merge", post(tag::merge))
        .route("/staff/consultations/{slug}/comments/tags/{tag}/retire", post(tag::retire))
        .route("/staff/consultations/{slug}/comments/tags/{tag}/restore", post(tag::restore))
        .route("/staff/consultations/{slug}/comments/{number}", get(one::show))
        .route("/staff/consultations/{slug}/comments/{number}/code", post(coding::save))
        .route("/staff/consultations/{slug}/comments/{number}/settle", post(settling::settle))
        .route("/staff/consultations/{slug}/comments/{number}/redact", get(redaction::show).post(redaction::add))
}

/// All that these pages need to know of a consultation.
pub(super) struct Room {
    pub(super) consultation: Consultation,
    /// The newest version of the code frame; 0 is the one without tags.
    version: i64,
    pub(super) frame: CodeFrame,
    /// The version whose tags undoing the last step brings back.
    undo_to: Option<i64>,
}

impl Room {
    /// Enters the room of those who may do something here.
    pub(super) async fn enter(state: &AppState, staff: &Staff, slug: &str, action: Action) -> Result<Self, PageError> {
        staff.may(action)?;
        let consultation = find_consultation(state, slug).await?;
        gather(state, &consultation).await?;
        let newest = state.store.find_code_frame(consultation.id).await?;
        let (version, frame, undo_to) = match newest {
            Some(FrameVersion { version, frame, undo_to, .. }) => (version, frame, undo_to),
            None => (0, CodeFrame::default(), None),
        };
        Ok(Self { consultation, version, frame, undo_to })
    }

    fn address(&self, below: &str) -> String {
        format!("/staff/consultations/{}/comments{below}", self.consultation.slug)
    }

    /// Says a tag or a flag.
    fn say(&self, tag: &str) -> String {
        let flag = || Flag::from_word(tag).map(|flag| flag.label().to_owned());
        self.frame.tag(tag).map(|tag| tag.words.name.clone()).or_else(flag).unwrap_or_else(|| tag.to_owned())
    }

    /// Gives all comments with what was coded of them.
    pub(super) async fn all(
        &self,
        state: &AppState,
    ) -> Result<(Vec<ListedComment>, HashMap<CommentId, Coded>), PageError> {
        let comments = state.store.list_comments(self.consultation.id, &CommentFilter::default()).await?;
        Ok((comments, state.store.list_coded(self.consultation.id).await?))
    }
}

/// Counts the tags of some comments, as far as a reader may know; everybody may know what those know who never code.
pub(super) fn counts<'a>(
    (comments, coded): (&'a [ListedComment], &'a HashMap<CommentId, Coded>),
    reader: Option<AccountId>,
    frame: &'a CodeFrame,
) -> BTreeMap<&'a str, TagCount> {
    let with = comments.iter().filter_map(|comment| Some((comment, coded.get(&comment.id)?)));
    count_tags(with.map(|(comment, coded)| (comment.response, comment.segment.as_deref(), coded)), reader, frame)
}

/// What the questionnaires of a consultation call things.
struct Asked {
    /// The questions that any version asks, in its order, the newest version first.
    questions: Vec<(QuestionId, String)>,
    labels: Labels,
}

impl Asked {
    async fn find(state: &AppState, consultation: &Consultation) -> Result<Self, PageError> {
        let versions = state.store.list_answered_versions(consultation.id).await?;
        let mut questions: Vec<(QuestionId, String)> = Vec::new();
        for question in versions.iter().rev().flat_map(|version| version.questionnaire.questions()) {
            if !questions.iter().any(|(known, _)| *known == question.id) {
                questions.push((question.id.clone(), question.text.clone()));
            }
        }
        let labels = versions.last().map(|version| Labels::new(&version.questionnaire)).unwrap_or_default();
        Ok(Self { questions, labels })
    }

    fn question(&self, id: &str) -> &str {
        self.questions.iter().find(|(known, _)| known == id).map_or("", |(_, text)| text)
    }

    fn place(&self, id: &str) -> usize {
        self.questions.iter().position(|(known, _)| known == id).unwrap_or(usize::MAX)
    }
}

/// Gives the account of somebody who codes; nothing stands for those who only read.
pub(super) fn coder(staff: &Staff) -> Option<AccountId> {
    may(&staff.account, Action::CodeComments).then_some(staff.account.id)
}

/// Who is behind each account.
pub(super) struct People(BTreeMap<AccountId, String>);

impl People {
    pub(super) async fn find(state: &AppState) -> Result<Self, PageError> {
        let accounts = state.store.list_accounts().await?;
        Ok(Self(accounts.into_iter().map(|account| (account.id, account.email)).collect()))
    }

    pub(super) fn say(&self, account: Option<AccountId>) -> String {
        account.and_then(|account| self.0.get(&account)).map_or(GONE, String::as_str).to_owned()
    }
}
