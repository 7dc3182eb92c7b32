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
use store::{StoredGroup, StoredMember};

use crate::{error::PageError, state::AppState, visitor::Staff};

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
