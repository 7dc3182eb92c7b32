//! What has no reply yet: questions, and tags that many comments have, so that nothing is forgotten.

use domain::ids::AccountId;
use leptos::prelude::*;
use weighting::disclosure::THRESHOLD;

use super::Room;
use crate::{parts::details, words::numbers};

/// Draws what has no reply yet, with a way to write it.
pub(super) fn draw(room: &Room, reader: Option<AccountId>, may_write: bool) -> AnyView {
    let questions = questions(room).into_iter().map(|(id, text)| (format!("/new?asked={id}"), text.to_owned()));
    let tags = tags(room, reader).into_iter().map(|(id, name, comments)| {
        (format!("/new?tags={id}"), format!("{name} ({})", numbers::count(comments, "comment", "comments")))
    });
    let (questions, tags): (Vec<_>, Vec<_>) = (questions.collect(), tags.collect());
    if questions.is_empty() && tags.is_empty() {
        return view! { <p class="govuk-body">"Every question and every tag that many comments have has a reply."</p> }
            .into_any();
    }
    let list = |lines: Vec<(String, String)>| {
        let line = |(below, words): (String, String)| {
            if may_write {
                view! { <li><a class="govuk-link" href=room.address(&below)>{words}</a></li> }.into_any()
            } else {
                view! { <li>{words}</li> }.into_any()
            }
        };
        view! { <ul class="govuk-list govuk-list--bullet">{lines.into_iter().map(line).collect_view()}</ul> }
    };
    let of_tags = (!tags.is_empty()).then(|| {
        let summary = numbers::count(tags.len(), "tag that many comments have", "tags that many comments have");
        details(summary, list(tags))
    });
    let of_questions = (!questions.is_empty())
        .then(|| details(numbers::count(questions.len(), "question", "questions"), list(questions)));
    view! {
        <h2 class="govuk-heading-m">"What has no reply yet"</h2>
        {of_tags}
        {of_questions}
    }
    .into_any()
}

/// Lists the questions that no reply is about.
fn questions(room: &Room) -> Vec<(&str, &str)> {
    let is_asked = |id: &str| room.replies.iter().any(|reply| reply.reply.asked.iter().any(|asked| asked.id == id));
    let open = room.questions.iter().filter(|(id, _)| !is_asked(id));
    open.map(|(id, text)| (id.as_str(), text.as_str())).collect()
}

/// Lists the tags of at least [`THRESHOLD`] comments that no reply names, with the number of comments, the most first.
fn tags(room: &Room, reader: Option<AccountId>) -> Vec<(&str, &str, u64)> {
    let frame = &room.commented.frame;
    let named: Vec<&str> =
        room.replies.iter().flat_map(|reply| &reply.reply.tags).map(|tag| frame.counts_for(tag)).collect();
    let counts = room.counts(reader);
    let frequent = counts.iter().filter(|(tag, count)| count.comments >= THRESHOLD && !named.contains(tag));
    let known = frequent.filter_map(|(tag, count)| {
        let tag = frame.tag(tag)?;
        Some((tag.id.as_str(), tag.words.name.as_str(), count.comments))
    });
    let mut found: Vec<_> = known.collect();
    found.sort_by_key(|(_, name, comments)| (std::cmp::Reverse(*comments), *name));
    found
}
