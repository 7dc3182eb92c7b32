//! What is said before publishing of what the consultation lacks, for which whoever goes on says why, and that is kept; and of
//! the test responses that publishing deletes.
//!
//! A later version asks again only for what was there when the version before it was published.

use domain::{
    fields::Fields,
    ids::{AccountId, VersionId},
    question::Question,
    readiness::Lack,
    refusal::{Reason, Refusal},
    uses::Gap,
    vocabulary::Word,
};
use leptos::prelude::*;
use store::Clearance;

use super::{Room, uses};
use crate::{
    error::PageError,
    pages::staff::{
        about::lacking,
        asking::{Told, draw, lines},
    },
    state::AppState,
    words::numbers,
};

/// The field with the reason for going on.
pub(super) const REASON: &str = "reason";
/// The field with what was shown to be lacking.
const SHOWN: &str = "lacking";
const REASON_LIMIT: usize = 1_000;

/// What is lacking, and what of it has to be gone on with.
pub(super) struct Clearing {
    lacks: Vec<Lack>,
    asked: Vec<Lack>,
    is_first: bool,
    tests: u64,
    missing: Vec<Gap>,
}

impl Clearing {
    /// Finds what is lacking before the next version.
    pub(super) async fn find(state: &AppState, room: &Room) -> Result<Self, PageError> {
        let consultation = &room.consultation;
        let stored = state.store.find_particulars(consultation.id).await?;
        let lacks = lacking::find(state, consultation, &stored.particulars).await?;
        let tests = state.store.count_test_responses(consultation.id).await?.begun.unsigned_abs();
        let missing = uses::missing(state, room).await?;
        let Some(version) = &room.version else {
            return Ok(Self { asked: lacks.clone(), lacks, is_first: true, tests, missing });
        };
        let records = state.store.list_clearances(consultation.id).await?;
        let before = records.into_iter().find(|record| record.number == version.number);
        let was_there = |lack: &Lack| before.as_ref().is_some_and(|before| !before.clearance.lacks.contains(lack));
        let asked = lacks.iter().copied().filter(was_there).collect();
        Ok(Self { lacks, asked, is_first: false, tests, missing })
    }

    /// Lists what is asked: nothing, where nothing has to be gone on with.
    pub(super) fn questions(&self) -> Vec<Question> {
        let reason = lines(REASON, "Why do you go on although this is missing?", REASON_LIMIT);
        if self.asked.is_empty() { Vec::new() } else { vec![reason] }
    }

    /// Reads why somebody goes on, if that is asked; a reason for less than is lacking now is not taken.
    pub(super) fn read(&self, fields: &Fields) -> Result<Option<String>, Vec<Refusal>> {
        let questions = self.questions();
        let mut told = Told::new(&questions, fields);
        let was_shown = |lack: &Lack| fields.has(SHOWN, lack.word());
        if !self.asked.iter().all(was_shown) {
            told.refuse(REASON, Reason::TextChanged);
        }
        let reason = told.words(REASON);
        let refusals = told.refusals(&questions);
        if refusals.is_empty() { Ok(reason) } else { Err(refusals) }
    }

    /// Makes the record of what is lacking now, and of who goes on.
    pub(super) fn clearance(&self, version: VersionId, fields: &Fields, account: AccountId) -> Clearance {
        let reason = self.read(fields).ok().flatten();
        Clearance { version, lacks: self.lacks.clone(), reason, account: Some(account) }
    }

    /// Says what a weighting would need besides.
    pub(super) fn missing(&self, room: &Room) -> Option<AnyView> {
        uses::list_missing(room, &self.missing)
    }

    /// Says how many test responses are deleted.
    pub(super) fn tests(&self) -> Option<AnyView> {
        let words = numbers::count(self.tests, "test response will be deleted", "test responses will be deleted");
        let drawn = view! {
            <p class="govuk-body"><strong>{words}</strong> ", sent or only begun, and the link to the test stops working."</p>
        };
        (self.tests > 0).then(|| drawn.into_any())
    }

    /// Draws what is lacking with the field for the reason; nothing, where nobody has to know.
    pub(super) fn draw(&self, room: &Room, fields: &Fields, refusals: &[Refusal]) -> Option<AnyView> {
        if self.asked.is_empty() {
            return self.is_first.then(whole);
        }
        let heading = if self.is_first { "Before this opens" } else { "Gone missing since the last version" };
        let shown = self.asked.iter().map(|lack| view! { <input type="hidden" name=SHOWN value=lack.word()/> });
        let drawn = view! {
            <h2 class="govuk-heading-m">{heading}</h2>
            <p class="govuk-body">
                "This is missing or weak. Put it right, or say why you go on. Who goes on, when and why is recorded."
            </p>
            {lacking::list(&self.asked, &room.consultation)}
            {shown.collect_view()}
            {draw(&self.questions(), fields, refusals)}
        };
        Some(drawn.into_any())
    }
}

fn whole() -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"Before this opens"</h2>
        <p class="govuk-body">"Everything is there that a consultation says of itself before it opens."</p>
    }
    .into_any()
}
