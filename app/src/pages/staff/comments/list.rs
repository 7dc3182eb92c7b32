//! The list of comments, narrowed and sorted, with how many are coded.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    coding::{Coded, Flag, Stage},
    permission::Action,
    vocabulary::Word,
};
use leptos::prelude::*;
use store::{ListedComment, Page};

use super::{
    Asked, Room, coder,
    filter::{Filter, Matching, REDACTED, SORTS},
};
use crate::{
    error::PageError,
    pages::{
        listing::{on_list, page_request, part},
        staff::filter::{options, select},
    },
    parts::{Caption, Frame, Pagination, Table},
    posted::InAddress,
    state::AppState,
    visitor::Staff,
    words::{Labelled, numbers},
};

const PAGE_SIZE: u32 = 25;
/// What a comment is called that was redacted.
const REDACTED_LABEL: &str = "Redacted";

/// How many comments there are, and how far they are coded.
struct Totals {
    all: i64,
    once: usize,
    twice: usize,
}

/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    let asked = Asked::find(&state, &room.consultation).await?;
    let filter = Filter::read(&fields);
    let Matching { comments, coded } = filter.matching(&state, &staff, &room, &asked).await?;
    let found = on_list(part(&comments, page_request(fields.text("page"), PAGE_SIZE)))?;
    let totals = Totals {
        all: state.store.count_comments(room.consultation.id).await?,
        once: coded.values().filter(|coded| coded.finished().next().is_some()).count(),
        twice: coded.values().filter(|coded| coded.is_finished()).count(),
    };
    let title = format!("Comments on {}", room.consultation.title);
    let query = filter.query();
    let and = if query.is_empty() { "" } else { "&" };
    let base = format!("{}?{query}{and}", room.address(""));
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{say(&totals)}</p>
            {ways(&room, &staff)}
            {filters(&filter, &asked, &room)}
            <p class="fm-count">{numbers::count(found.total, "comment matches", "comments match")}</p>
            {start(&found, &filter, &room, &staff)}
            {table(&found, &coded, (&room, &asked, &staff), &query)}
            <Pagination current=found.request.number count=found.count() base=base/>
        }
    }))
}

fn say(totals: &Totals) -> String {
    let Totals { all, once, twice } = totals;
    let all = numbers::count(*all, "comment", "comments");
    format!("{all}, {} coded, of which {} by two people.", numbers::whole(*once), numbers::whole(*twice))
}

/// Leads to the other pages about comments.
fn ways(room: &Room, staff: &Staff) -> impl IntoView + use<> {
    let tags = if coder(staff).is_some() { "Write the tags" } else { "See the tags" };
    let ways = [
        ("/tags", tags),
        ("/numbers", "See what the tags come to"),
        ("/agreement", "See how far coders agree"),
        ("/taggings.csv", "Download the taggings (CSV)"),
    ];
    let link = |(below, words): (&str, &'static str)| {
        view! { <li><a class="govuk-link" href=room.address(below)>{words}</a></li> }
    };
    view! { <ul class="govuk-list">{ways.into_iter().map(link).collect_view()}</ul> }
}

fn filters(filter: &Filter, asked: &Asked, room: &Room) -> impl IntoView + use<> {
    let stored = &filter.stored;
    let question = select("question", "Question", &asked.questions, stored.question.as_deref());
    let tags: Vec<_> = room.frame.in_use().map(|tag| (tag.id.clone(), tag.words.name.clone())).collect();
    let tag = select("tag", "Tag", &tags, filter.tag.as_deref());
    let stage = select("stage", "Coding", &options::<Stage>(), filter.stage.map(Word::word));
    let redacted = (REDACTED.to_owned(), REDACTED_LABEL.to_owned());
    let marks: Vec<_> = options::<Flag>().into_iter().chain([redacted]).collect();
    let mark = select("mark", "Marks", &marks, filter.mark.as_deref());
    let segment = select("segment", "Who they say they are", &asked.labels.segments, stored.segment.as_deref());
    let sort = SORTS.iter().map(|(word, label)| {
        view! { <option value=*word selected=*word == filter.sort>{*label}</option> }
    });
    view! {
        <form class="fm-filters" method="get" role="search" aria-label="Narrow the list">
            <div class="fm-filters__fields">
                {question} {tag} {stage} {mark} {segment}
                <div class="govuk-form-group">
                    <label class="govuk-label" for="words">"Words in the comments"</label>
                    <input class="govuk-input" id="words" name="words" type="search"
                        value=stored.words.clone().unwrap_or_default()/>
                </div>
                <div class="govuk-form-group">
                    <label class="govuk-label" for="sort">"Order"</label>
                    <select class="govuk-select" id="sort" name="sort">{sort.collect_view()}</select>
                </div>
            </div>
            <button class="govuk-button govuk-button--secondary" type="submit">"Show these comments"</button>
        </form>
    }
}

/// Leads to the first comment of the list, for somebody who codes them one after the other.
fn start(found: &Page<ListedComment>, filter: &Filter, room: &Room, staff: &Staff) -> Option<AnyView> {
    let first = found.rows.first().filter(|_| coder(staff).is_some())?;
    let to_code = Filter { stage: Some(filter.stage.unwrap_or(Stage::ToCode)), ..filter.clone() };
    let href = room.address(&format!("/{}?{}", first.number, to_code.query()));
    Some(view! { <a class="govuk-button" href=href>"Code these one after the other"</a> }.into_any())
}

fn table(
    found: &Page<ListedComment>,
    coded: &std::collections::HashMap<domain::ids::CommentId, Coded>,
    (room, asked, staff): (&Room, &Asked, &Staff),
    query: &str,
) -> AnyView {
    if found.rows.is_empty() {
        return view! { <p class="fm-empty">"No comments match. Change or clear the fields above to see more."</p> }
            .into_any();
    }
    let caption = Caption::Spoken("Comments with their questions, beginnings and tags".to_owned());
    let table = Table::new("Comments", caption, "Number")
        .words("Question")
        .words("Comment")
        .words("Who they say they are")
        .words("Tags and marks");
    let nothing = Coded::default();
    let row = |table: Table, comment: &ListedComment| {
        let coded = coded.get(&comment.id).unwrap_or(&nothing);
        let href = room.address(&format!("/{}?{query}", comment.number));
        table.row(
            view! { <a class="govuk-link fm-together" href=href>{comment.number}</a> },
            [
                asked.question(&comment.question).to_owned().into_any(),
                view! { <div class="fm-words" dir="auto">{shown(comment)}</div> }.into_any(),
                asked.labels.segment(comment.segment.as_deref()).into_any(),
                tags(comment, coded, room, staff).into_any(),
            ],
        )
    };
    found.rows.iter().fold(table, row).draw().into_any()
}

/// Gives the beginning of a comment, and says where it goes on.
fn shown(comment: &ListedComment) -> String {
    let is_all = i64::try_from(comment.beginning.chars().count()).is_ok_and(|shown| shown >= comment.length);
    if is_all { comment.beginning.clone() } else { format!("{}…", comment.beginning.trim_end()) }
}

fn tags(comment: &ListedComment, coded: &Coded, room: &Room, staff: &Staff) -> impl IntoView + use<> {
    let seen = coded.seen_by(coder(staff), &room.frame);
    let mut said: Vec<String> = seen.iter().map(|tag| room.say(tag)).collect();
    let needs = coded.needs_redaction() && !seen.contains(Flag::NeedsRedaction.word());
    said.extend(needs.then(|| Flag::NeedsRedaction.label().to_owned()));
    said.extend(comment.is_redacted.then(|| REDACTED_LABEL.to_owned()));
    said.extend(coded.is_disagreed(&room.frame).then(|| Stage::Disagreed.label().to_owned()));
    said.into_iter().map(|tag| view! { <div>{tag}</div> }).collect_view()
}
