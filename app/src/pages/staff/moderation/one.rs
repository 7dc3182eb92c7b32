//! One response with consent: finding all its words that may be published, and deciding about it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    moderation::{Consent, ModerationGround, ModerationStage, NOTE_LIMIT, needs_confirmation},
    permission::Action,
    question::{AnswerOption, Question},
    reference,
    refusal::Reason,
    vocabulary::Word,
};
use store::{Moderated, Moderation, ResponseWords, StoreError};

use super::{
    Room,
    drawn::{Showing, page},
};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, all, choice, lines, option, tick},
        form::STATE,
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const DECISION: &str = "decision";
const PUBLISH: &str = "publish";
const PUBLISH_NAMELESS: &str = "publish-nameless";
const LOOKED: &str = "looked";
const NOTE: &str = "note";

/// A response with all that its page shows.
pub(super) struct Shown {
    pub(super) room: Room,
    pub(super) response: Moderated,
    /// In the order in which they are asked.
    pub(super) all_words: Vec<Words>,
    /// The newest last.
    pub(super) moderations: Vec<Moderation>,
}

/// What a response says to one question.
pub(super) struct Words {
    pub(super) said: ResponseWords,
    /// Whether somebody who coded it thinks that it needs redaction, and nobody has redacted it.
    pub(super) needs_redaction: bool,
}

impl Shown {
    async fn find(
        state: &AppState,
        staff: &Staff,
        (slug, typed): (&str, &str),
        action: Action,
    ) -> Result<Self, PageError> {
        let room = Room::enter(state, staff, slug, action).await?;
        let reference = reference::parse(typed).ok_or(PageError::NotFound)?;
        let questions = &room.publishing.questions;
        let found = state.store.find_moderated(room.consultation.id, questions, &reference).await?;
        let response = found.filter(|_| room.is_time).ok_or(PageError::NotFound)?;
        let mut all_words = Vec::new();
        for said in state.store.list_words(response.id, questions).await? {
            let needs_redaction = said.redactions == 0 && state.store.find_coded(said.comment).await?.needs_redaction();
            all_words.push(Words { said, needs_redaction });
        }
        all_words.sort_by_key(|words| room.publishing.place(&words.said.question));
        let moderations = state.store.list_moderations(response.id).await?;
        Ok(Self { room, response, all_words, moderations })
    }

    /// The name that is published with the words, if it may be.
    pub(super) fn name(&self) -> Option<&str> {
        self.response.organisation.as_deref().filter(|_| self.response.consent == Consent::Named)
    }

    /// Says whether the newest decision leaves the name out.
    pub(super) fn is_nameless(&self) -> bool {
        self.moderations.last().is_some_and(|newest| newest.is_nameless)
    }

    /// Says whether something that is published with or without the name may lead to a person.
    fn is_flagged(&self, name: Option<&str>) -> bool {
        let texts = self.all_words.iter().map(|words| words.said.text.as_str());
        needs_confirmation(texts.chain(name)) || self.all_words.iter().any(|words| words.needs_redaction)
    }

    /// Names what the page showed: how often it was decided, how often words were redacted, and which questions were chosen.
    pub(super) fn state(&self) -> String {
        let redactions: i64 = self.all_words.iter().map(|words| words.said.redactions).sum();
        format!("{}-{redactions}-{}", self.moderations.len(), self.room.publishing.remit.version)
    }

    pub(super) fn address(&self, below: &str) -> String {
        self.room.address(&format!("/{}{below}", self.response.reference))
    }

    pub(super) fn questions(&self) -> Vec<Question> {
        let public = self.response.stage == ModerationStage::Published;
        let down = if public { "Take it down: " } else { "Do not publish it: " };
        let grounds = all::<ModerationGround>().into_iter().map(|mut ground| {
            ground.label = format!("{down}{}", lowered(&ground.label));
            ground
        });
        // Consent that was taken back is given again by nobody but the sender.
        let is_taken_back = self.moderations.iter().any(|before| before.ground == Some(ModerationGround::Asked));
        let publish = (!is_taken_back).then(|| option(PUBLISH, "Publish it"));
        let nameless = self.name().filter(|_| !is_taken_back).map(|_| AnswerOption {
            hint: Some("For example where a person’s name was typed there.".to_owned()),
            ..option(PUBLISH_NAMELESS, "Publish it without the name of the organisation")
        });
        let options = publish.into_iter().chain(nameless).chain(grounds).collect();
        let mut asked = vec![choice(DECISION, "What becomes of it?", options)];
        asked.extend(self.is_flagged(self.name()).then(|| {
            tick(LOOKED, "What is marked", "I looked at it, and it leads to nobody")
                .hint("Needed to publish it as it is. Redact it if it leads to somebody.")
        }));
        asked.push(lines(NOTE, "Note", NOTE_LIMIT).optional().hint("Only staff read this."));
        asked
    }
}

/// Gives words as they stand within a sentence.
fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Shows the page.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, typed)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let shown = Shown::find(&state, &staff, (&slug, &typed), Action::ReadResponses).await?;
    page(&state, &staff, &shown, &Fields::default(), Showing::Opened).await
}

/// Adds what somebody decided, and goes on to the next about which nobody has.
pub(super) async fn decide(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, typed)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let shown = Shown::find(&state, &staff, (&slug, &typed), Action::ModerateResponses).await?;
    let questions = shown.questions();
    let mut told = Told::new(&questions, &fields);
    let is_nameless = told.chosen(DECISION) == Some(PUBLISH_NAMELESS);
    let is_published = is_nameless || told.chosen(DECISION) == Some(PUBLISH);
    let name = shown.name().filter(|_| !is_nameless);
    let ground = told.chosen(DECISION).and_then(ModerationGround::from_word);
    let is_confirmed = told.is_ticked(LOOKED);
    if is_published && shown.is_flagged(name) && !is_confirmed {
        told.refuse(LOOKED, Reason::NotDeclared);
    }
    if told.is_refused() {
        let refusals = told.refusals(&questions);
        return page(&state, &staff, &shown, &fields, Showing::Refused(refusals)).await;
    }
    if fields.text(STATE) != shown.state() {
        return page(&state, &staff, &shown, &fields, Showing::Changed).await;
    }
    let moderation = Moderation {
        ground,
        is_nameless,
        note: told.words(NOTE),
        is_confirmed: is_confirmed && is_published,
        account: Some(staff.account.id),
        made_at: state.clock.now(),
    };
    let (id, after) = (shown.response.id, (shown.moderations.len(), shown.room.publishing.remit.version));
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.add_moderation(id, after, &moderation).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, response = %id, is_published, "somebody decided whether a response is published");
            next(&state, &shown).await
        }
        Err(StoreError::Changed) => {
            let shown = Shown::find(&state, &staff, (&slug, &typed), Action::ModerateResponses).await?;
            page(&state, &staff, &shown, &fields, Showing::Changed).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Leads on: from one that nobody had looked at to the next, and otherwise back to the same.
async fn next(state: &AppState, shown: &Shown) -> Result<Response, PageError> {
    if shown.response.stage != ModerationStage::New {
        return Ok(Redirect::to(&shown.address("")).into_response());
    }
    let Room { consultation, publishing, .. } = &shown.room;
    let after = &shown.response.reference;
    let next = state.store.find_next_to_moderate(consultation.id, &publishing.questions, after).await?;
    let below = next.map(|reference| format!("/{reference}")).unwrap_or_default();
    Ok(Redirect::to(&shown.room.address(&below)).into_response())
}
