//! Lists, groups, and what is said when something is not there.

use chrono::NaiveDate;
use domain::group::{Group, GroupKind, StatutoryBasis};
use schemars::JsonSchema;
use serde::Serialize;
use store::StoredGroup;
use uuid::Uuid;

use super::ROOT;
use crate::state::Site;

/// A page of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "ListOf{T}")]
pub struct ListOf<T> {
    /// What is on this page.
    pub items: Vec<T>,
    /// How many there are on all pages.
    pub total: u64,
    /// The number of this page, from 1.
    pub page: u32,
    /// How many pages there are; 1 where there is nothing.
    pub pages: u32,
    /// The address of the next page; null on the last.
    pub next: Option<String>,
}

/// A group, named.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GroupName {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// A board, panel or working group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GroupSummary {
    /// Its identity, which stays.
    pub id: Uuid,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Which kind of group it is.
    pub kind: GroupKind,
    /// What it is for.
    pub purpose: String,
    /// By what law it publishes its papers.
    pub basis: StatutoryBasis,
    /// Its last day, where it meets no more.
    pub ended_on: Option<NaiveDate>,
    /// Its page.
    pub page: String,
    /// Its news, as an Atom feed.
    pub feed: String,
    /// Its meetings, as a calendar.
    pub calendar: String,
    /// Its meetings, as JSON.
    pub meetings: String,
}

/// Why there is no other answer (RFC 9457).
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// What kind of problem it is; always `about:blank`, which says that the status says it.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the status means.
    pub title: String,
    /// The status.
    pub status: u16,
    /// What is wrong, or what to do.
    pub detail: Option<String>,
    /// The number that joins this answer to a line in the log of the site, where the site is to blame.
    pub instance: Option<String>,
}

impl From<&Group> for GroupName {
    fn from(group: &Group) -> Self {
        Self { slug: group.slug.clone(), name: group.name.clone() }
    }
}

impl GroupSummary {
    /// Says what everybody reads of a group.
    pub fn new(site: &Site, stored: StoredGroup) -> Self {
        let StoredGroup { group, charter, .. } = stored;
        let page = site.address(&format!("/groups/{}", group.slug));
        Self {
            id: group.id.0,
            name: group.name,
            kind: group.kind,
            purpose: group.purpose,
            basis: charter.basis,
            ended_on: charter.ended_on,
            feed: format!("{page}/feed.atom"),
            calendar: format!("{page}/meetings.ics"),
            meetings: site.address(&format!("{ROOT}/meetings?group={}", group.slug)),
            page,
            slug: group.slug,
        }
    }
}
