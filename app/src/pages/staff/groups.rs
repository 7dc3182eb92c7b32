//! Groups as staff keep them: what each works by, and who belongs to it from when until when.
//!
//! Every role reads them. Whoever writes minutes writes groups.

mod list;
mod member;
mod one;
mod written;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    group::{Group, Member},
    ids::MemberId,
    permission::Action,
};
use leptos::prelude::*;
use store::{StoredGroup, StoredMember};

use super::form::Written;
use crate::{error::PageError, parts::details, state::AppState, visitor::Staff};

/// What the list is called.
const TITLE: &str = "Groups";
/// Where it is.
const ADDRESS: &str = "/staff/groups";

/// Makes the addresses of groups.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/groups", get(list::show))
        .route("/staff/groups/new", get(written::show_new).post(written::add))
        .route("/staff/groups/{slug}", get(one::show))
        .route("/staff/groups/{slug}/change", get(written::show).post(written::change))
        .route("/staff/groups/{slug}/remove", post(written::remove))
        .route("/staff/groups/{slug}/members/new", get(member::show_new).post(member::add))
        .route("/staff/groups/{slug}/members/{member}", get(member::show).post(member::change))
        .route("/staff/groups/{slug}/members/{member}/remove", post(member::remove))
}

/// One group with who belongs to it.
struct Room {
    stored: StoredGroup,
    members: Vec<StoredMember>,
}

impl Room {
    /// Enters the room of those who may do something here.
    async fn enter(state: &AppState, staff: &Staff, slug: &str, action: Action) -> Result<Self, PageError> {
        staff.may(action)?;
        let stored = state.store.find_group(slug).await?.ok_or(PageError::NotFound)?;
        let members = state.store.list_members(stored.group.id).await?;
        Ok(Self { stored, members })
    }

    fn group(&self) -> &Group {
        &self.stored.group
    }

    fn address(&self, below: &str) -> String {
        format!("{ADDRESS}/{}{below}", self.group().slug)
    }

    fn address_of(&self, member: &Member) -> String {
        self.address(&format!("/members/{}", member.id))
    }

    fn find(&self, member: &str) -> Result<&StoredMember, PageError> {
        let id = member.parse().map(MemberId).map_err(|_| PageError::NotFound)?;
        self.members.iter().find(|stored| stored.member.id == id).ok_or(PageError::NotFound)
    }
}

/// What a form of these pages changes: a group, or somebody in it.
struct Kept {
    home: (String, &'static str),
    revision: String,
}

impl Written for Kept {
    type Now = &'static str;

    fn home(&self) -> (String, &'static str) {
        self.home.clone()
    }

    fn state(&self) -> String {
        self.revision.clone()
    }

    fn notice(&self, now: &'static str) -> AnyView {
        view! {
            <p class="govuk-inset-text" role="alert">
                {now} " What you typed is below and is not saved. " <a class="govuk-link" href=self.home.0.clone()>"See what stands there now"</a>
                ", and save again if yours still holds."
            </p>
        }
        .into_any()
    }
}

/// Draws the way to undo that something was written down, folded because it is for mistakes alone. Its button is of the form that it stands
/// in, so that it says which state was seen.
fn unmade(what: &str, instead: &'static str, action: String) -> AnyView {
    let label = format!("Remove {what}");
    let content = view! {
        <p class="govuk-body">"This is for mistakes, and cannot be undone. " {instead}</p>
        <button class="govuk-button govuk-button--warning" type="submit" formaction=action formnovalidate>{label.clone()}</button>
    };
    details(label, content.into_any()).into_any()
}

/// What is said to whoever was not the first.
const CHANGED: &str = "Somebody has changed this since you opened the page.";
