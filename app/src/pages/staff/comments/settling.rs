//! Where two coders of a comment differ, once both have finished, and the taggings that settle it.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    code_frame::TagId,
    coding::{Hand, Tagging},
    fields::Fields,
    ids::AccountId,
    permission::Action,
    question::Question,
    refusal::{Reason, Refusal},
};
use leptos::prelude::*;

use super::{
    People, coding,
    one::{self, Said, Shown},
};
use crate::{
    error::PageError,
    pages::staff::asking::{Told, draw as draw_questions, each, option},
    parts::{Caption, Table},
    posted::{InAddress, Posted},
    state::AppState,
    visitor::Staff,
    words::{comments::coding_fault, dates},
};

const SETTLED: &str = "settled";
const STANDS: &str = "stands";
const LEFT_OFF: &str = "left-off";

/// Asks what is to become of each tag on which the coders differ; nothing where all is settled.
pub(super) fn question(shown: &Shown) -> Option<Question> {
    let differences = shown.coded.differences(&shown.room.frame);
    let open = differences.iter().filter(|(_, settled)| settled.is_none());
    let rows: Vec<_> = open.map(|(tag, _)| option(tag, &shown.room.say(tag))).collect();
    let options = vec![option(STANDS, "It stands"), option(LEFT_OFF, "It is left off")];
    (!rows.is_empty()).then(|| each(SETTLED, "What becomes of each tag?", rows, options))
}

/// Draws what both coders have tagged and how it was settled, with the form for those who code.
pub(super) fn draw(shown: &Shown, people: &People, coder: Option<AccountId>, said: &Said) -> Option<AnyView> {
    if !shown.coded.is_finished() {
        return None;
    }
    let nothing = Fields::default();
    let fields = said.fields.as_ref().unwrap_or(&nothing);
    let form = question(shown).filter(|_| coder.is_some()).map(|question| {
        view! {
            <h2 class="govuk-heading-m">"Settle where the coders differ"</h2>
            <form method="post" action=shown.address("/settle") novalidate>
                {draw_questions(&[question], fields, &said.refusals)}
                <button class="govuk-button" type="submit">"Settle"</button>
            </form>
        }
    });
    Some(view! { <h2 class="govuk-heading-m">"Tags of both coders"</h2> {table(shown, people)} {form} }.into_any())
}

fn table(shown: &Shown, people: &People) -> AnyView {
    let (room, coded) = (&shown.room, &shown.coded);
    let (first, second) = (coded.tags_of(Hand::First, &room.frame), coded.tags_of(Hand::Second, &room.frame));
    let differences = coded.differences(&room.frame);
    let all: std::collections::BTreeSet<&str> = first.union(&second).copied().collect();
    if all.is_empty() {
        return view! { <p class="govuk-body">"Neither coder has set a tag."</p> }.into_any();
    }
    let who = |hand: Hand| {
        let coding = coded.codings.iter().find(|coding| coding.hand == hand);
        people.say(coding.and_then(|coding| coding.account))
    };
    let caption = Caption::Spoken("Each tag that a coder has set, and what became of it".to_owned());
    let table = Table::new("Tags of both coders", caption, "Tag")
        .words(who(Hand::First))
        .words(who(Hand::Second))
        .words("What counts");
    let set = |is_set: bool| if is_set { "Set" } else { "Not set" }.into_any();
    let row = |table: Table, tag: &&str| {
        let outcome = match differences.get(tag) {
            None => "Both agree: it counts".to_owned(),
            Some(None) => "Not settled: it does not count".to_owned(),
            Some(Some(stands)) => settled(shown, people, tag, *stands),
        };
        table.row(room.say(tag), [set(first.contains(tag)), set(second.contains(tag)), outcome.into_any()])
    };
    all.iter().fold(table, row).draw().into_any()
}

fn settled(shown: &Shown, people: &People, tag: &str, stands: bool) -> String {
    let frame = &shown.room.frame;
    let is_it = |tagging: &&Tagging| tagging.hand == Hand::Settling && frame.counts_for(&tagging.tag) == tag;
    let last = shown.coded.taggings.iter().rfind(is_it);
    let by = last.map(|tagging| format!(" by {}, {}", people.say(tagging.account), dates::moment(tagging.made_at)));
    let outcome = if stands { "it counts" } else { "it does not count" };
    format!("Settled{}: {outcome}", by.unwrap_or_default())
}

/// Settles what was decided; tags without a decision stay open.
pub(super) async fn settle(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    InAddress(filter): InAddress,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let shown = Shown::find(&state, &staff, (&slug, &number), &filter, Action::CodeComments).await?;
    let questions: Vec<Question> = question(&shown).into_iter().collect();
    let told = Told::new(&questions, &fields);
    let decided = told.each(SETTLED).into_iter().map(|(tag, choice)| (tag, choice == STANDS));
    let decided: std::collections::BTreeMap<TagId, bool> = decided.collect();
    let mut refusals = told.refusals(&questions);
    if !questions.is_empty() && decided.is_empty() && refusals.is_empty() {
        refusals.push(Refusal::new(SETTLED, Reason::Missing));
    }
    if !refusals.is_empty() {
        return one::draw(&state, &staff, &shown, Said { fields: Some(fields), refusals, fault: None }).await;
    }
    match shown.coded.settle(&decided, &shown.room.frame) {
        Ok(change) => {
            let refused = coding::add(&state, &staff, &shown, (&filter, fields), change).await?;
            Ok(refused.unwrap_or_else(|| Redirect::to(&shown.address("")).into_response()))
        }
        Err(fault) => {
            let fault = Some((StatusCode::UNPROCESSABLE_ENTITY, coding_fault(fault)));
            let said = Said { fault, ..Said::default() };
            one::draw(&state, &staff, &shown, said).await
        }
    }
}
