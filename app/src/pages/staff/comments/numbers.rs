//! What the tags come to: how many comments and respondents for each, by segment; and all taggings as a file.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    coding::{self, Coded, Flag, TagCount, Tagging},
    permission::Action,
    vocabulary::Word,
};
use leptos::prelude::*;
use store::ListedComment;

use super::{Asked, Room, coder};
use crate::{
    error::PageError,
    pages::staff::export::{csv_file, row_of},
    parts::{Caption, Frame, Table},
    state::AppState,
    visitor::Staff,
    words::numbers,
};

const TITLE: &str = "What the tags come to";
/// What those who code are told beside counts of tags.
pub(super) const NOT_ALL: &str = "A comment that one coder alone has finished is counted here for that coder, and for nobody else who codes. \
     So the numbers do not tell you what another coder has tagged before you have both finished.";
const HEADINGS: [&str; 10] =
    ["comment", "question", "segment", "hand", "tag", "name", "is_set", "counts_for", "tags_version", "tagged_at"];

/// Shows the numbers.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    let asked = Asked::find(&state, &room.consultation).await?;
    let (comments, coded) = room.all(&state).await?;
    let with: Vec<(&ListedComment, &Coded)> =
        comments.iter().filter_map(|comment| Some((comment, coded.get(&comment.id)?))).collect();
    let counts = coding::counts(
        with.iter().map(|(comment, coded)| (comment.response, comment.segment.as_deref(), *coded)),
        coder(&staff),
        &room.frame,
    );
    let finished = with.iter().filter(|(_, coded)| coded.finished().next().is_some()).count();
    let open = with.iter().filter(|(_, coded)| coded.is_disagreed(&room.frame)).count();
    let said = format!(
        "{} of {} are coded. Disagreements in {} are not settled, and their tags are not counted below.",
        numbers::whole(finished as u64),
        numbers::count(comments.len(), "comment", "comments"),
        numbers::count(open, "comment", "comments")
    );
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Comments"</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">{said}</p>
            <p class="govuk-body">
                "A comment counts for a tag if its only coder set it, if both coders did, or if that was settled so. \
                 A respondent counts once for a tag, however many of their comments have it. \
                 The numbers are of people who chose to write something."
            </p>
            {coder(&staff).map(|_| view! { <p class="govuk-body">{NOT_ALL}</p> })}
            {table(&room, &asked, &counts)}
        }
    }))
}

fn table(room: &Room, asked: &Asked, counts: &BTreeMap<&str, TagCount>) -> AnyView {
    if counts.is_empty() {
        return view! { <p class="fm-empty">"Nothing is counted yet."</p> }.into_any();
    }
    let segments: BTreeSet<&Option<String>> = counts.values().flat_map(|count| count.respondents.keys()).collect();
    let caption = Caption::Title("Comments and respondents for each tag".to_owned());
    let table = Table::new(TITLE, caption, "Tag or mark").numbers("Comments").numbers("Respondents");
    let table = segments.iter().fold(table, |table, segment| table.numbers(asked.labels.segment(segment.as_deref())));
    // In the order of the frame; a tag that is not in use any more counts as well.
    let known = room.frame.tags.iter().map(|tag| tag.id.as_str()).chain(Flag::ALL.iter().map(|flag| flag.word()));
    let row = |table: Table, tag: &str| {
        let Some(count) = counts.get(tag) else { return table };
        let of = |segment: &&Option<String>| count.respondents.get(*segment).copied().unwrap_or(0);
        let all = [count.comments, count.respondents.values().sum()].into_iter().chain(segments.iter().map(of));
        table.row(room.say(tag), all.map(|number| numbers::whole(number).into_any()))
    };
    known.fold(table, row).draw().into_any()
}

/// Saves the taggings that somebody may see, without anything that leads to a response.
pub(super) async fn taggings(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    let (comments, coded) = room.all(&state).await?;
    let reader = coder(&staff);
    let mut rows = vec![row_of(HEADINGS)];
    for comment in &comments {
        let Some(coded) = coded.get(&comment.id) else { continue };
        let seen = coded.taggings.iter().filter(|tagging| coded.may_see(tagging.hand, reader));
        rows.extend(seen.map(|tagging| line(&room, comment, tagging)));
    }
    tracing::info!(account = %staff.account.id, consultation = slug, "somebody took the taggings of comments");
    csv_file(&format!("{slug}-taggings.csv"), rows)
}

fn line(room: &Room, comment: &ListedComment, tagging: &Tagging) -> Vec<String> {
    let Tagging { hand, tag, is_set, frame_version, made_at, .. } = tagging;
    row_of([
        &comment.number.to_string(),
        &comment.question,
        comment.segment.as_deref().unwrap_or_default(),
        hand.word(),
        tag,
        &room.say(tag),
        if *is_set { "yes" } else { "no" },
        room.frame.counts_for(tag),
        &frame_version.to_string(),
        &made_at.to_rfc3339(),
    ])
}
