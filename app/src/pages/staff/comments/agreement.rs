//! How far two coders agree: Cohen's kappa and the plain share for each tag, over the comments that both have finished.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    code_frame::CodeFrame,
    coding::{Both, Coded, Stage, both, offered},
    permission::Action,
    vocabulary::Word,
};
use leptos::prelude::*;
use weighting::agreement::{Agreement, LEAST};

use super::Room;
use crate::{
    error::PageError,
    parts::{Caption, Frame, Table},
    state::AppState,
    visitor::Staff,
    words::numbers,
};

const TITLE: &str = "How far coders agree";
/// What stands where a tag has too few comments.
const TOO_FEW: &str = "Too few comments";
/// What stands where there is no kappa.
const NO_KAPPA: &str = "None: both used it everywhere or nowhere";

/// Shows the page.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    let coded = state.store.list_coded(room.consultation.id).await?;
    let finished: Vec<&Coded> = coded.values().filter(|coded| coded.is_finished()).collect();
    let versions = state.store.list_code_frames(room.consultation.id).await?;
    let versions = versions.into_iter().map(|version| (version.version, version.frame)).collect();
    let disagreed = finished.iter().filter(|coded| coded.is_disagreed(&room.frame)).count();
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        let open = room.address(&format!("?stage={}", Stage::Disagreed.word()));
        let result = if finished.len() < LEAST { too_few(finished.len()).into_any() } else { result(&room, &finished, &versions) };
        view! {
            <a class="govuk-back-link" href=room.address("")>"Comments"</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">
                {numbers::count(disagreed, "comment has a disagreement that is not settled. ", "comments have disagreements that are not settled. ")}
                <a class="govuk-link" href=open>"See these comments"</a>
            </p>
            {result}
        }
    }))
}

fn too_few(finished: usize) -> impl IntoView {
    let finished = numbers::count(finished, "comment", "comments");
    view! {
        <p class="govuk-inset-text">
            {format!("Two people have finished with {finished}. At least {LEAST} are needed before this page says how far they agree.")}
        </p>
    }
}

fn result(room: &Room, finished: &[&Coded], versions: &BTreeMap<i64, CodeFrame>) -> AnyView {
    let tags = offered(&room.frame);
    let compared = both(finished.iter().copied(), &tags, versions, &room.frame);
    let said = format!(
        "Two people have finished with {}. In {} of these they set just the same of the tags and marks below.",
        numbers::count(compared.comments, "comment", "comments"),
        numbers::whole(compared.same)
    );
    let caption = Caption::Title("Agreement for each tag and mark, and for all of them together".to_owned());
    let table = Table::new("Agreement", caption, "Tag or mark")
        .numbers("Both set it")
        .numbers("Only the first coder")
        .numbers("Only the second coder")
        .numbers("Neither")
        .numbers("Agree")
        .words("Kappa");
    let table = tags.iter().zip(&compared.tags).fold(table, |table, (tag, both)| row(table, room.say(tag), *both));
    let table = row(table, "All together".to_owned(), sum(&compared.tags));
    view! {
        <p class="govuk-body">{said}</p>
        {table.draw()}
        <p class="govuk-body">
            "‘Agree’ is the share of comments in which both set the tag or neither did. A tag that is seldom set gets a high share by chance \
             alone, so kappa takes away what chance would give: 1 is full agreement, 0 is as much as by chance, and below 0 is less. \
             The first coder of a comment is who began it first, so that several people may stand behind either. It is what they set \
             before anything was settled. A comment is compared by a tag only if both could set it when they finished. ‘All together’ counts each tag of each comment once."
        </p>
        <p class="govuk-body">"Source: Cohen (1960), A coefficient of agreement for nominal scales."</p>
    }
    .into_any()
}

fn row(table: Table, name: String, both: Both) -> Table {
    let Both { both, only_first, only_second, neither } = both;
    let agreement = Agreement::of(&[&[both, only_first], &[only_second, neither]]).ok();
    let share = agreement.map(|agreement| numbers::percent(agreement.observed));
    let kappa = match agreement.map(|agreement| agreement.kappa) {
        None => TOO_FEW.to_owned(),
        Some(None) => NO_KAPPA.to_owned(),
        Some(Some(kappa)) => format!("{kappa:.2}"),
    };
    let counts = [both, only_first, only_second, neither].map(|count| numbers::whole(count as u64).into_any());
    table.row(name, counts.into_iter().chain([share.into_any(), kappa.into_any()]))
}

fn sum(compared: &[Both]) -> Both {
    compared.iter().fold(Both::default(), |sum, both| Both {
        both: sum.both + both.both,
        only_first: sum.only_first + both.only_first,
        only_second: sum.only_second + both.only_second,
        neither: sum.neither + both.neither,
    })
}
