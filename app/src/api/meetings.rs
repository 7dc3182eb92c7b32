//! Meetings, with their agendas and minutes as everybody reads them.

use chrono::{NaiveDate, NaiveTime};
use domain::{
    meeting::{MinutesKind, MinutesStatus},
    record::{PublicRecord, VersionStep},
    time::Moment,
};
use schemars::JsonSchema;
use serde::Serialize;
use store::{RecordVersion, StoredMeeting};
use uuid::Uuid;

use super::{GroupName, ROOT};
use crate::{
    records::{address, record_address},
    state::Site,
};

/// A meeting.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MeetingSummary {
    /// Its identity, which stays when it is moved.
    pub id: Uuid,
    /// Its name in addresses, which changes when it is moved; the former one leads to it.
    pub slug: String,
    /// The group that meets.
    pub group: GroupName,
    /// The day.
    pub held_on: NaiveDate,
    /// When it begins, by the clocks in England, where that is known.
    pub starts: Option<NaiveTime>,
    /// When it ends, by the clocks in England, where that is known.
    pub ends: Option<NaiveTime>,
    /// Where it is; empty where that is not known.
    pub place: String,
    /// Why it is not held, where it was called off.
    pub called_off: Option<String>,
    /// Which kind of minutes there are to read or to ask for.
    pub minutes_kind: Option<MinutesKind>,
    /// Whether these were approved.
    pub minutes_status: Option<MinutesStatus>,
    /// Its page.
    pub page: String,
    /// It alone, as a calendar.
    pub calendar: String,
    /// The same with its agenda and its minutes, as JSON.
    pub more: String,
}

/// A meeting with its agenda and its minutes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MeetingDetail {
    /// What a list says of it.
    #[serde(flatten)]
    pub meeting: MeetingSummary,
    /// How anybody can come, watch or ask a question; empty where nothing is said.
    pub joining: String,
    /// The newest version of its agenda.
    pub agenda: Option<PublishedRecord>,
    /// The newest version of its minutes.
    pub minutes: Option<PublishedRecord>,
}

/// A version of an agenda or of minutes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PublishedRecord {
    /// Its number, from 1.
    pub number: i64,
    /// What it is.
    pub step: VersionStep,
    /// When it was released.
    pub released_at: Moment,
    /// When something was last withheld from it after that.
    pub withheld_at: Option<Moment>,
    /// What changed since the version before; empty where nothing is said.
    pub note: String,
    /// Its page.
    pub page: String,
    /// What it says, as in the file of data on its page.
    pub record: PublicRecord,
}

impl MeetingSummary {
    /// Says what everybody reads of a meeting that everybody knows of.
    pub fn new(site: &Site, stored: &StoredMeeting) -> Self {
        let StoredMeeting { meeting, group, arrangements, .. } = stored;
        let minutes = stored.public_minutes();
        let page = site.address(&address(&meeting.slug));
        Self {
            id: meeting.id.0,
            slug: meeting.slug.clone(),
            group: group.into(),
            held_on: meeting.held_on,
            starts: arrangements.starts,
            ends: arrangements.ends,
            place: arrangements.place.clone(),
            called_off: arrangements.called_off.clone(),
            minutes_kind: minutes.map(|minutes| minutes.kind),
            minutes_status: minutes.map(|minutes| minutes.status),
            calendar: format!("{page}/calendar.ics"),
            page,
            more: site.address(&format!("{ROOT}/meetings/{}", meeting.slug)),
        }
    }
}

impl PublishedRecord {
    /// Says what a version is and what everybody reads of it.
    pub fn new(site: &Site, slug: &str, version: &RecordVersion, record: PublicRecord) -> Self {
        Self {
            number: version.number,
            step: version.step,
            released_at: version.released_at,
            withheld_at: version.withheld_at,
            note: version.note.clone(),
            page: site.address(&record_address(slug, version.kind, Some(version.number))),
            record,
        }
    }
}
