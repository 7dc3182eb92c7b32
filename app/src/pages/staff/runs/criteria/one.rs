//! One priority: what two people gave it once both have, every scoring, and the form for somebody's own scores.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    appraisal::{REASON_LIMIT, Scoring, ScoringEntry, ScoringFault},
    coding::Hand,
    criterion::{Criterion, Score, ScoreLine},
    fields::Fields,
    permission::Action,
    plan::Criteria,
    question::Question,
};
use leptos::prelude::*;
use store::{StoreError, StoredPlan};

use super::{Listed, Room, scorer, sight};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Told, lines},
        comments::People,
        form::{Form, STATE, Showing, Written},
        scoring::{pairs_of_scores, read_scores, score_questions, score_table},
    },
    parts::details,
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::{Labelled, appraisal::fault as say_fault, dates, scoring::score},
};

const REASON: &str = "reason";
/// What is said to whoever was not the first.
const CHANGED: &str = "Somebody has scored this priority since you opened this page, or the plan is another";

/// One priority with all that its page needs.
struct Desk<'a> {
    room: &'a Room,
    plan: &'a StoredPlan,
    criteria: &'a Criteria,
    listed: &'a Listed,
    staff: &'a Staff,
    people: People,
}

impl Written for Desk<'_> {
    type Now = &'static str;

    fn home(&self) -> (String, &'static str) {
        (self.room.address(""), "All priorities")
    }

    fn state(&self) -> String {
        // What others gave meanwhile must neither be told here nor hinder whoever scores for themselves.
        let own = self.listed.scored.entries.iter().filter(|entry| entry.account == Some(self.staff.account.id));
        format!("{}-{}-{}", self.plan.number, self.listed.scored.priority, own.count())
    }

    fn notice(&self, now: &'static str) -> AnyView {
        let href = self.room.address(&format!("/{}", self.listed.place));
        view! {
            <p class="govuk-inset-text" role="alert">
                {now} ". What you typed is below and is not saved. " <a class="govuk-link" href=href>"See the priority as it is now"</a> "."
            </p>
        }
        .into_any()
    }
}

impl<'a> Desk<'a> {
    async fn enter(state: &AppState, staff: &'a Staff, room: &'a Room, place: &str) -> Result<Self, PageError> {
        let (plan, criteria, listed) = room.find(place)?;
        Ok(Self { room, plan, criteria, listed, staff, people: People::find(state).await? })
    }

    /// Gives what this person has given, if they have.
    fn own(&self) -> Option<&ScoringEntry> {
        scorer(self.staff).and_then(|account| self.listed.scored.own(account))
    }

    /// Gives why this person cannot score it, whatever they type.
    fn hindrance(&self) -> Option<ScoringFault> {
        scorer(self.staff).and_then(|account| self.listed.scored.may_score(account).err())
    }

    /// Asks for the scores, and for a reason where this person has given some before.
    fn questions(&self) -> Vec<Question> {
        if scorer(self.staff).is_none() || self.hindrance().is_some() {
            return Vec::new();
        }
        let reason = self.own().map(|_| lines(REASON, "Why do you change your scores?", REASON_LIMIT));
        score_questions(&self.criteria.scored).into_iter().chain(reason).collect()
    }

    fn filled(&self) -> Fields {
        Fields::new(self.own().into_iter().flat_map(|entry| pairs_of_scores(&entry.scoring.scores)))
    }

    /// Reads the scores with the reason for a change.
    fn read(&self, told: &Told) -> (BTreeMap<String, Score>, Option<String>) {
        (read_scores(&self.criteria.scored, told), told.words(REASON))
    }

    fn draw(&self, state: &AppState, fields: &Fields, showing: Showing<&'static str>) -> Response {
        let hindrance = self.hindrance().filter(|_| matches!(showing, Showing::Opened));
        let intro = [
            Some(view! { <p class="govuk-body govuk-!-font-weight-bold">{self.listed.label.clone()}</p> }.into_any()),
            self.given(),
            self.log(),
            hindrance.map(|fault| view! { <p class="govuk-body">{say_fault(fault)} "."</p> }.into_any()),
        ];
        let form = Form {
            state,
            staff: self.staff,
            room: self,
            title: format!("Score priority {}", self.listed.place),
            intro: intro.into_iter().flatten().collect(),
            action: self.room.address(&format!("/{}/score", self.listed.place)),
            hidden: Vec::new(),
            questions: self.questions(),
            more: None,
        };
        form.draw(fields, showing)
    }

    /// Draws what two people gave, as far as this person may know.
    fn given(&self) -> Option<AnyView> {
        let (scored, reader) = (&self.listed.scored, scorer(self.staff));
        let who = [Hand::First, Hand::Second].map(|hand| {
            scored.standing(hand).map_or_else(|| "Nobody yet".to_owned(), |entry| self.people.say(entry.account))
        });
        let is_seen = scored.both().any(|entry| scored.may_see(entry, reader));
        let waits = (scored.both().count() == 1).then(|| {
            view! { <p class="govuk-body">"One person has scored it. What they gave is shown to others when a second person has."</p> }
        });
        let lines = scored.lines(self.criteria, reader);
        let apart = lines.iter().any(ScoreLine::is_apart).then(|| {
            view! {
                <p class="govuk-body">
                    "The two are two or more apart. Talk about what 0 and 5 mean and what is known. Whoever sees it otherwise then changes their own scores and says why. Both may also stay as they are."
                </p>
            }
        });
        let table = is_seen.then(|| score_table(&lines, who));
        (waits.is_some() || table.is_some()).then(|| view! { {waits} {table} {apart} }.into_any())
    }

    /// Lists every scoring, the first first.
    fn log(&self) -> Option<AnyView> {
        let scored = &self.listed.scored;
        let lines = scored.entries.iter().map(|entry| view! { <li>{self.say(entry)}</li> }).collect_view();
        let list = view! { <ol class="govuk-list govuk-list--number">{lines}</ol> };
        (!scored.entries.is_empty()).then(|| details("Who scored it, and when", list).into_any())
    }

    /// Says who scored it, when, and what they gave where this person may know.
    fn say(&self, entry: &ScoringEntry) -> String {
        let Scoring { scores, reason, sight, .. } = &entry.scoring;
        let given = |criterion: &Criterion| Some(format!("{} {}", criterion.name, score(*scores.get(&criterion.id)?)));
        let given: Vec<String> = self.criteria.scored.iter().filter_map(given).collect();
        let reason = reason.as_deref().map(|reason| format!(". Changed because: {}", reason.trim_end_matches('.')));
        let told = if self.listed.scored.may_see(entry, scorer(self.staff)) {
            format!(": {}{}", given.join(", "), reason.unwrap_or_default())
        } else {
            String::new()
        };
        format!("{}, {}, {}{told}.", self.people.say(entry.account), dates::moment(entry.at), sight.label())
    }
}

/// Shows a priority.
pub(in super::super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, place)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadWeighting).await?;
    let desk = Desk::enter(&state, &staff, &room, &place).await?;
    Ok(desk.draw(&state, &desk.filled(), Showing::Opened))
}

/// Stores what somebody gives a priority.
pub(in super::super) async fn save(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, place)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ScorePriorities).await?;
    let desk = Desk::enter(&state, &staff, &room, &place).await?;
    if let Some(fault) = desk.hindrance() {
        return Ok(desk.draw(&state, &fields, Showing::Changed(say_fault(fault))));
    }
    if fields.text(STATE) != desk.state() {
        return Ok(desk.draw(&state, &fields, Showing::Changed(CHANGED)));
    }
    let questions = desk.questions();
    let told = Told::new(&questions, &fields);
    let sight = sight(&state, &staff, &room.consultation).await?;
    let account = staff.account.id;
    let judged = desk.listed.scored.score(account, desk.read(&told), desk.criteria, sight);
    let scoring = match judged {
        _ if told.is_refused() => {
            return Ok(desk.draw(&state, &fields, Showing::Refused(told.refusals(&questions))));
        }
        Ok(scoring) => scoring,
        Err(fault) => return Ok(desk.draw(&state, &fields, Showing::Changed(say_fault(fault)))),
    };
    let entry = ScoringEntry { scoring, account: Some(account), at: state.clock.now() };
    let (plan, priority, after) = (desk.plan.id, desk.listed.scored.priority.clone(), desk.listed.scored.entries.len());
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.add_scoring(plan, (&priority, after), &entry).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(%account, consultation = slug, priority = desk.listed.place, "somebody scored a priority");
            Ok(Redirect::to(&room.address("")).into_response())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(&state, &staff, &slug, Action::ScorePriorities).await?;
            let desk = Desk::enter(&state, &staff, &room, &place).await?;
            Ok(desk.draw(&state, &fields, Showing::Changed(CHANGED)))
        }
        Err(error) => Err(error.into()),
    }
}
