//! The scorecard of a run that is done, as a file with its data dictionary and its manifest.

use std::collections::BTreeSet;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{coding::Coded, export::ExportFormat, permission::Action, vocabulary::Word};
use export::Order;
use store::{ResponseFilter, StoredReply};

use super::{
    note,
    order::{Wanted, packing_for_people},
    page::FORMAT,
    sheet::OwnWords,
};
use crate::{
    error::PageError,
    pages::staff::{
        comments::{Room, coder},
        labels::Labels,
        runs::{find_appraisal, find_seen},
    },
    posted::InAddress,
    runs::find_results,
    scorecard::{Origin, Scorecard},
    state::AppState,
    visitor::Staff,
};

/// Sends the scorecard in the format that the address names, or as CSV.
pub(super) async fn scorecard(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let (weighing, run) = match find_seen(&state, &staff, &slug, &number).await? {
        Ok(found) => found,
        Err(first) => return Ok(first),
    };
    let room = Room::enter(&state, &staff, &slug, Action::ReadWeighting).await?;
    let id = room.consultation.id;
    let results = find_results(&state.store, run.id).await?.ok_or(PageError::NotFound)?;
    let plan = weighing.plan_of(&run).ok_or(PageError::NotFound)?;
    let appraisal = find_appraisal(&state, &weighing, &run, &results).await?;
    let replies = state.store.list_replies(id).await?;
    let (listed, coded) = room.all(&state).await?;
    let labels = Labels::current(&state, id).await?;
    let reader = coder(&staff);
    let comments = |priority: &str| {
        let tags = tags_of(&replies, priority, &room);
        let has = |coded: &Coded| coded.counted_for(reader, &room.frame).into_iter().any(|tag| tags.contains(tag));
        let count = || listed.iter().filter(|comment| coded.get(&comment.id).is_some_and(has)).count();
        (!tags.is_empty()).then(|| count() as u64)
    };
    let version = run.code_version.clone().unwrap_or_default();
    let from = Origin { edition: None, plan: plan.number, run: run.number, version };
    let card = Scorecard::of_run(&results, |code| labels.segment(code), comments, (from, appraisal));
    let format = ExportFormat::from_word(fields.text(FORMAT)).filter(|format| !format.is_of_answers_alone());
    let format = format.unwrap_or(ExportFormat::Csv);
    let wanted = Wanted {
        format,
        packing: packing_for_people(format),
        filter: ResponseFilter::default(),
        own_words: OwnWords::LeftOut,
    };
    let versions = state.store.list_answered_versions(id).await?;
    let facts = wanted.facts(&state, &room.consultation, &versions);
    let order = Order { sheet: card.sheet(), format, packing: wanted.packing, facts };
    let mut written = Vec::new();
    export::write(&order, std::iter::once(Ok(card.rows())), &mut written)
        .map_err(|error| PageError::Broken(error.to_string()))?;
    note(&staff, &room.consultation, "scorecard");
    let (kind, end) = wanted.kind();
    let name = format!("run-{}-scorecard.{end}", run.number);
    Ok((super::headers(&state.site, &room.consultation, (kind, &name)), written).into_response())
}

/// Lists the tags of replies that rest on a priority, as those for which they count.
fn tags_of<'a>(replies: &'a [StoredReply], priority: &str, room: &'a Room) -> BTreeSet<&'a str> {
    let rests = |reply: &&StoredReply| {
        let rests_on = reply.reply.rests_on.as_ref();
        rests_on.is_some_and(|rests_on| rests_on.priorities.iter().any(|code| code == priority))
    };
    replies.iter().filter(rests).flat_map(|reply| &reply.reply.tags).map(|tag| room.frame.counts_for(tag)).collect()
}
