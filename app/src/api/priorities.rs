//! Priorities with what people said about them, what was decided and what was done.

use chrono::NaiveDate;
use domain::{plan::Support, priority::PriorityKind, record::Course, reply::Deed, time::Moment};
use schemars::JsonSchema;
use serde::Serialize;
use store::StoredPriority;

use super::{PhaseName, ROOT};
use crate::{
    priorities::{Asked, Decided, Done, Figures, Trail, address},
    state::Site,
};

/// A priority.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PrioritySummary {
    /// Its code, which stays.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub kind: PriorityKind,
    /// Since when it is no priority any more, and why, where it is none.
    pub ended: Option<EndedPriority>,
    /// Its page.
    pub page: String,
    /// The same with all that is public of it, as JSON.
    pub more: String,
}

/// Since when something is no priority any more, and why.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EndedPriority {
    /// The last day on which it was one.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// A priority with what its page says.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PriorityDetail {
    /// What a list says of it.
    #[serde(flatten)]
    pub priority: PrioritySummary,
    /// What it is about, as Markdown; empty where nothing is written.
    pub about: String,
    /// The consultations that asked about it, those that opened last first.
    pub asked: Vec<AskedAbout>,
    /// The decisions about it in published minutes, the latest first.
    pub decisions: Vec<DecisionAbout>,
    /// The public replies that rest on its figures.
    pub replies: Vec<ReplyAbout>,
}

/// A consultation that asked about a priority.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AskedAbout {
    /// The name of the consultation in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Where it stands now.
    pub phase: PhaseName,
    /// When it opens or opened.
    pub opens_at: Moment,
    /// When it closes or closed.
    pub closes_at: Moment,
    /// Its page.
    pub page: String,
    /// The page with the responses that are published, where any may be.
    pub responses: Option<String>,
    /// What came out, in the newest edition of its results; null where none is public or the figures are withheld.
    pub figures: Option<PriorityFigures>,
}

/// What came out for a priority, of the people who chose to respond.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PriorityFigures {
    /// The edition of the results.
    pub edition: i64,
    /// How many residents answered; null where that is withheld.
    pub answered: Option<u64>,
    /// The first of the places that cannot be told apart.
    pub first_place: usize,
    /// The last of them.
    pub last_place: usize,
    /// How many priorities have a place.
    pub places: usize,
    /// Its weight: a share of 1.
    pub weight: f64,
    /// The lower end of the range of the weight.
    pub weight_from: f64,
    /// The upper end of it.
    pub weight_to: f64,
    /// How much support it has.
    pub support: Support,
    /// The share of those who chose it at all, where that is known.
    pub supported: Option<f64>,
    /// Its place on the page of the results, which says how far they can be trusted.
    pub results: String,
    /// What was asked.
    pub paper: String,
}

/// A decision about a priority.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DecisionAbout {
    /// The meeting that took it.
    pub meeting: String,
    /// The item under which it did.
    pub item: String,
    /// What it does.
    pub course: Course,
    /// What it says.
    pub words: String,
    /// Its place in the minutes.
    pub page: String,
}

/// A reply that rests on the figures of a priority.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReplyAbout {
    /// What it is called.
    pub title: String,
    /// What was done.
    pub deed: Deed,
    /// The day by which something happens, where it has one.
    pub by: Option<NaiveDate>,
    /// Where it stands.
    pub page: String,
}

impl PrioritySummary {
    /// Says what a list says of a priority of which everybody reads; that it ends is told once it has ended, as on its page.
    pub fn new(site: &Site, StoredPriority { priority, profile, .. }: &StoredPriority, today: NaiveDate) -> Self {
        let ended = profile.ended.as_ref().filter(|_| !profile.holds_on(today));
        let path = address(&priority.code);
        Self {
            code: priority.code.clone(),
            title: priority.title.clone(),
            kind: priority.kind,
            ended: ended.map(|ended| EndedPriority { on: ended.on, reason: ended.reason.clone() }),
            more: site.address(&format!("{ROOT}{path}")),
            page: site.address(&path),
        }
    }
}

impl PriorityDetail {
    /// Says what the page of a priority says.
    pub fn new(site: &Site, stored: StoredPriority, trail: &Trail, (today, now): (NaiveDate, Moment)) -> Self {
        Self {
            priority: PrioritySummary::new(site, &stored, today),
            about: stored.profile.about,
            asked: trail.asked.iter().map(|asked| AskedAbout::new(site, asked, now)).collect(),
            decisions: trail.decisions.iter().map(|decided| DecisionAbout::new(site, decided)).collect(),
            replies: trail
                .asked
                .iter()
                .flat_map(|asked| &asked.replies)
                .map(|done| ReplyAbout::new(site, done))
                .collect(),
        }
    }
}

impl AskedAbout {
    fn new(site: &Site, Asked { consultation, figures, has_responses, .. }: &Asked, now: Moment) -> Self {
        let page = site.address(&format!("/consultations/{}", consultation.slug));
        Self {
            slug: consultation.slug.clone(),
            title: consultation.title.clone(),
            phase: consultation.phase(now).into(),
            opens_at: consultation.opens_at,
            closes_at: consultation.closes_at,
            responses: has_responses.then(|| format!("{page}/responses")),
            figures: figures.as_ref().map(|figures| PriorityFigures::new(site, figures, format!("{page}/paper"))),
            page,
        }
    }
}

impl PriorityFigures {
    fn new(site: &Site, figures: &Figures, paper: String) -> Self {
        let Figures { edition, answered, ranks, of, priority } = figures;
        Self {
            edition: *edition,
            answered: *answered,
            first_place: ranks.0,
            last_place: ranks.1,
            places: *of,
            weight: priority.weight,
            weight_from: priority.range.0,
            weight_to: priority.range.1,
            support: priority.support,
            supported: priority.supported,
            results: site.address(&priority.address),
            paper,
        }
    }
}

impl DecisionAbout {
    fn new(site: &Site, Decided { address, meeting, item, decision }: &Decided) -> Self {
        Self {
            meeting: meeting.clone(),
            item: item.clone(),
            course: decision.course,
            words: decision.words.clone(),
            page: site.address(address),
        }
    }
}

impl ReplyAbout {
    fn new(site: &Site, Done { address, title, deed, by }: &Done) -> Self {
        Self { title: title.clone(), deed: *deed, by: *by, page: site.address(address) }
    }
}
