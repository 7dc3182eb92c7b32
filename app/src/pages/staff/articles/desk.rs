//! One article as it is written: its draft at a revision, its versions, and how a part of it is stored.

use axum::response::{IntoResponse, Redirect, Response};
use domain::{
    article::{ArticleStatus, ArticleText, Showing as Shown, status},
    fields::Fields,
    permission::Action,
    question::Question,
};
use leptos::prelude::*;
use store::{ArticleDraft, ArticleVersion, StoredArticle};

use super::{ADDRESS, section::WORDS};
use crate::{
    error::PageError,
    pages::staff::{
        form::{Form, NotStored, Showing},
        kept::{CHANGED, Kept},
        merged,
    },
    state::AppState,
    visitor::Staff,
};

/// An article on the desk of whoever writes it.
pub(super) struct Desk<'a> {
    pub(super) state: &'a AppState,
    pub(super) staff: &'a Staff,
    pub(super) stored: StoredArticle,
    pub(super) draft: ArticleDraft,
    /// The newest first.
    pub(super) versions: Vec<ArticleVersion>,
}

impl<'a> Desk<'a> {
    /// Opens an article for those who may do something here.
    pub(super) async fn open(
        state: &'a AppState,
        staff: &'a Staff,
        slug: &str,
        action: Action,
    ) -> Result<Self, PageError> {
        staff.may(action)?;
        let stored = state.store.find_article(slug).await?.ok_or(PageError::NotFound)?;
        let draft = state.store.find_article_draft(stored.id).await?.ok_or(PageError::NotFound)?;
        let versions = state.store.list_article_versions(stored.id).await?;
        Ok(Self { state, staff, stored, draft, versions })
    }

    pub(super) fn text(&self) -> &ArticleText {
        &self.draft.text
    }

    /// Gives an address below that of the article.
    pub(super) fn address(&self, rest: &str) -> String {
        format!("{ADDRESS}/{}{rest}", self.stored.slug)
    }

    pub(super) fn showings(&self) -> Vec<Shown> {
        self.versions.iter().map(|version| version.showing).collect()
    }

    pub(super) fn status(&self) -> ArticleStatus {
        status(&self.showings(), self.stored.taken_down.is_some(), self.state.clock.now())
    }

    /// Draws a form of a part of the article.
    pub(super) fn form(
        &self,
        (title, rest): (&str, &str),
        questions: Vec<Question>,
        (intro, more): (Vec<AnyView>, Option<AnyView>),
        (fields, showing): (&Fields, Showing<&'static str>),
    ) -> Response {
        let kept = Kept { home: (self.address(""), "The page"), revision: self.draft.revision.to_string() };
        let form = Form {
            state: self.state,
            staff: self.staff,
            room: &kept,
            title: title.to_owned(),
            intro,
            action: self.address(rest),
            hidden: Vec::new(),
            questions,
            more,
        };
        form.draw_rich(&[WORDS], fields, showing)
    }

    /// Stores a part of the article that was drawn from the revision that the fields name. Where others have written since, but not in
    /// this part, both are kept.
    pub(super) async fn store<P: PartialEq>(
        &self,
        fields: &Fields,
        part: impl Fn(&ArticleText) -> P,
        change: impl Fn(&mut ArticleText),
    ) -> Result<ArticleText, NotStored> {
        let (store, id) = (&self.state.store, self.stored.id);
        let newest =
            || async move { Ok(store.find_article_draft(id).await?.map(|draft| (draft.text, draft.revision))) };
        let add = |text: ArticleText, next| {
            let stamp = self.staff.stamp(self.state);
            store.write(move |mut write| {
                Box::pin(async move { write.add_article_draft(id, (&text, next), stamp).await })
            })
        };
        let revision = |seen| store.find_article_revision(id, seen);
        let written = merged::store(fields, (part, change), revision, newest, add).await?;
        tracing::info!(account = %self.staff.account.id, article = %id, "somebody wrote in a page");
        Ok(written)
    }

    /// Leads on after a part was stored, or draws its form again with what was typed.
    pub(super) async fn after(
        self,
        stored: Result<ArticleText, NotStored>,
        next: String,
        again: impl FnOnce(&Desk<'a>, Showing<&'static str>) -> Response,
    ) -> Result<Response, PageError> {
        let Err(error) = stored else { return Ok(Redirect::to(&next).into_response()) };
        error.only_changed()?;
        let slug = self.stored.slug.clone();
        let desk = Desk::open(self.state, self.staff, &slug, Action::WriteMinutes).await?;
        Ok(again(&desk, Showing::Changed(CHANGED)))
    }
}
