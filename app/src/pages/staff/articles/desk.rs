//! One article as it is written: its draft at a revision, its versions, and how a part of it is stored.

use axum::response::{IntoResponse, Redirect, Response};
use domain::{
    article::{ArticleStatus, ArticleText, Showing as Shown, status},
    fields::Fields,
    permission::Action,
    question::Question,
};
use leptos::prelude::*;
use store::{ArticleDraft, ArticleVersion, StoreError, StoredArticle};

use super::ADDRESS;
use crate::{
    error::PageError,
    pages::staff::{
        form::{self, Form, NotStored, Showing},
        kept::{CHANGED, Kept},
    },
    state::AppState,
    visitor::Staff,
};

/// How often storing is tried anew where somebody else stores another part at the same moment.
const TRIES: usize = 3;

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
        form.draw(fields, showing)
    }

    /// Stores a part of the article that was drawn from the revision that the fields name. Where others have written since, but not in
    /// this part, both are kept.
    pub(super) async fn store<P: PartialEq>(
        &self,
        fields: &Fields,
        part: impl Fn(&ArticleText) -> P,
        change: impl Fn(&mut ArticleText),
    ) -> Result<ArticleText, NotStored> {
        let (store, id, seen) = (&self.state.store, self.stored.id, form::seen(fields));
        let then = store.find_article_revision(id, seen).await?.ok_or(NotStored::Changed)?;
        let mut tries = 0;
        loop {
            let now = store.find_article_draft(id).await?.ok_or(NotStored::Changed)?;
            if part(&then) != part(&now.text) {
                return Err(NotStored::Changed);
            }
            let mut text = now.text;
            change(&mut text);
            let (written, next, stamp) = (text.clone(), now.revision + 1, self.staff.stamp(self.state));
            let work = store.write(move |mut write| {
                Box::pin(async move { write.add_article_draft(id, (&text, next), stamp).await })
            });
            tries += 1;
            match work.await {
                Ok(()) => {
                    tracing::info!(account = %self.staff.account.id, article = %id, "somebody wrote in a page");
                    return Ok(written);
                }
                Err(StoreError::Changed) if tries < TRIES => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Leads on after a part was stored, or draws its form again with what was typed.
    pub(super) async fn after(
        self,
        stored: Result<ArticleText, NotStored>,
        next: String,
        again: impl FnOnce(&Desk<'a>, Showing<&'static str>) -> Response,
    ) -> Result<Response, PageError> {
        match stored {
            Ok(_) => Ok(Redirect::to(&next).into_response()),
            Err(NotStored::Changed) => {
                let slug = self.stored.slug.clone();
                let desk = Desk::open(self.state, self.staff, &slug, Action::WriteMinutes).await?;
                Ok(again(&desk, Showing::Changed(CHANGED)))
            }
            Err(NotStored::Failed(error)) => Err(error),
            Err(NotStored::Refused(never)) => match never {},
        }
    }
}
