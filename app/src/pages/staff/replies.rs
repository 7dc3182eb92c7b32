//! "We asked, you said, we did": writing replies, making them public, and what has no reply yet.

mod expected;
mod form;
mod missing;
mod one;
mod written;

use std::collections::{BTreeMap, HashMap};

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use domain::{
    coding::{Coded, TagCount},
    consultation::Consultation,
    ids::{AccountId, CommentId},
    permission::Action,
    reply::{TagFigure, due},
    time::Moment,
};
use leptos::prelude::*;
use store::{ListedComment, MeetingRecord, ReplyName, StoredReply};

pub(super) use self::written::meetings;
use super::comments;
use crate::{
    consultation_report::tags_of,
    error::PageError,
    parts::{Caption, Frame, Table},
    released::{self, Released},
    replies,
    state::AppState,
    visitor::{Staff, may},
    words::{
        dates,
        replies::{self as words, TITLE},
    },
};

/// Makes the addresses of these rooms.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/replies", get(show))
        .route("/staff/consultations/{slug}/replies/new", get(form::show_new).post(form::add))
        .route("/staff/consultations/{slug}/replies/expected", get(expected::show).post(expected::say))
        .route("/staff/consultations/{slug}/replies/{number}", get(one::show))
        .route("/staff/consultations/{slug}/replies/{number}/write", get(form::show).post(form::set))
        .route("/staff/consultations/{slug}/replies/{number}/publish", post(one::publish))
        .route("/staff/consultations/{slug}/replies/{number}/take-back", post(one::take_back))
        .route("/staff/consultations/{slug}/replies/{number}/remove", post(one::remove))
        .route("/staff/consultations/{slug}/replies/{number}/move", post(one::shift))
}

/// All that these rooms need to know.
struct Room {
    commented: comments::Room,
    comments: Vec<ListedComment>,
    coded: HashMap<CommentId, Coded>,
    /// In their order.
    replies: Vec<StoredReply>,
    /// What the tags came to in each consultation report.
    reported: Vec<(Moment, Vec<TagFigure>)>,
    /// The number that the next reply gets.
    next: i64,
    /// The questions that are asked, with their words.
    questions: Vec<(String, String)>,
    /// The newest results that are public.
    results: Option<Released>,
    /// The meetings whose minutes are public, the latest first.
    meetings: Vec<MeetingRecord>,
}

impl Room {
    async fn enter(state: &AppState, staff: &Staff, slug: &str, action: Action) -> Result<Self, PageError> {
        let commented = comments::Room::enter(state, staff, slug, action).await?;
        let id = commented.consultation.id;
        let (comments, coded) = commented.all(state).await?;
        let version = state.store.find_current_version(id).await?;
        let asked = version.iter().flat_map(|version| version.questionnaire.questions());
        let asked = asked.filter(|question| question.kind.is_asked() && !question.kind.is_personal());
        Ok(Self {
            replies: state.store.list_replies(id).await?,
            reported: tags_of(&state.store.list_reports(id).await?)?,
            next: 1 + state.store.list_reply_events(id).await?.iter().map(|event| event.number).max().unwrap_or(0),
            questions: asked.map(|question| (question.id.clone(), question.text.clone())).collect(),
            results: released::newest(state, &commented.consultation).await?,
            meetings: state.store.list_public_meetings().await?,
            commented,
            comments,
            coded,
        })
    }

    fn consultation(&self) -> &Consultation {
        &self.commented.consultation
    }

    fn address(&self, below: &str) -> String {
        format!("/staff/consultations/{}/replies{below}", self.consultation().slug)
    }

    fn find(&self, number: &str) -> Result<&StoredReply, PageError> {
        let number: i64 = number.parse().map_err(|_| PageError::NotFound)?;
        self.replies.iter().find(|reply| reply.number == number).ok_or(PageError::NotFound)
    }

    /// Counts the tags, as far as a reader may know; everybody may know what those know who never code.
    fn counts(&self, reader: Option<AccountId>) -> BTreeMap<&str, TagCount> {
        comments::counts((&self.comments, &self.coded), reader, &self.commented.frame)
    }

    fn name(&self, reply: &StoredReply) -> ReplyName {
        ReplyName { id: reply.id, consultation: self.consultation().id, number: reply.number }
    }
}

/// Names the state in which a reply is.
fn state_of(reply: &StoredReply) -> String {
    let public = reply.public().map_or(0, |version| version.version);
    format!("{}-{}-{}-{public}", reply.id, reply.revision, reply.versions.len())
}

/// Says where a reply stands.
fn say_standing(reply: &StoredReply) -> String {
    match (reply.versions.first(), reply.public()) {
        (None, _) => "Written, not public".to_owned(),
        (Some(version), Some(_)) if reply.has_news() => {
            format!("Version {} is public, and what is written now is not", version.version)
        }
        (Some(version), Some(_)) => {
            format!("Version {}, public since {}", version.version, dates::moment(version.published_at))
        }
        (Some(_), None) => "Taken back".to_owned(),
    }
}

/// Shows the list.
async fn show(State(state): State<AppState>, staff: Staff, Path(slug): Path<String>) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    Ok(list(&state, &staff, &room, StatusCode::OK))
}

/// Draws the list; with a conflict where something was not done because somebody else was quicker.
fn list(state: &AppState, staff: &Staff, room: &Room, status: StatusCode) -> Response {
    let may_write = may(&staff.account, Action::PublishReplies);
    let consultation = room.consultation();
    let is_public = room.replies.iter().any(|reply| reply.public().is_some());
    let clock = due(consultation, state.clock.now()).map(|due| {
        let words = if is_public {
            "Replies are public.".to_owned()
        } else {
            format!("No reply is public: {}, by {}.", words::left(due), dates::day(domain::reply::due_on(consultation)))
        };
        view! { <p class="govuk-inset-text">{words}</p> }
    });
    let conflict = (status == StatusCode::CONFLICT).then(|| {
        view! { <p class="govuk-inset-text">"Nothing was done, because somebody else was quicker. What stands there now is below."</p> }
    });
    let new = may_write.then(|| {
        view! {
            <div class="govuk-button-group">
                <a class="govuk-button" href=room.address("/new")>"Write a reply"</a>
                <a class="govuk-link" href=room.address("/expected")>"Say when replies are expected"</a>
            </div>
        }
    });
    let public = (!room.replies.iter().all(|reply| reply.versions.is_empty())).then(|| {
        let href = replies::address(&consultation.slug);
        view! { <p class="govuk-body"><a class="govuk-link" href=href>"See what everybody reads"</a></p> }
    });
    Frame::new(state, &staff.visitor, TITLE).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <span class="govuk-caption-l">{consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            {conflict}
            <p class="govuk-body">
                "Say for each thing that people told you what you did about it, or why you did nothing. Each reply is public when somebody publishes it."
            </p>
            {clock}
            {public}
            {table(room, may_write)}
            {new}
            {missing::draw(room, comments::coder(staff), may_write)}
        }
    })
}

fn table(room: &Room, may_write: bool) -> AnyView {
    if room.replies.is_empty() {
        return view! {
            <p class="fm-empty">
                "No reply is written. Begin with what most people said: choose the question, say in a sentence what came out, and what you did about it."
            </p>
        }
        .into_any();
    }
    let table =
        Table::new(TITLE, Caption::Spoken("Replies in the order in which everybody reads them".to_owned()), "Reply")
            .words("What was done")
            .words("Where it stands");
    let table = if may_write { table.words("Order") } else { table };
    let row = |table: Table, (place, reply): (usize, &StoredReply)| {
        let href = room.address(&format!("/{}", reply.number));
        let written = &reply.reply;
        let mut cells = vec![words::deed(written.deed, written.day()).into_any(), say_standing(reply).into_any()];
        if may_write {
            cells.push(order(room, place));
        }
        table.row(view! { <a class="govuk-link" href=href>{written.title.clone()}</a> }, cells)
    };
    room.replies.iter().enumerate().fold(table, row).draw().into_any()
}

/// Draws the buttons that move a reply up or down.
fn order(room: &Room, place: usize) -> AnyView {
    let reply = &room.replies[place];
    let button = |towards: one::Towards, words: &'static str| {
        towards.neighbour(room, place).map(|neighbour| {
            let title = format!(" ‘{}’", reply.reply.title);
            view! {
                <form method="post" action=room.address(&format!("/{}/move", reply.number))>
                    <input type="hidden" name=one::WITH value=neighbour.number.to_string()/>
                    <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-1" type="submit">
                        {words} <span class="govuk-visually-hidden">{title}</span>
                    </button>
                </form>
            }
        })
    };
    view! { {button(one::Towards::Up, "Move up")} {button(one::Towards::Down, "Move down")} }.into_any()
}
