//! The whole sift as a file: a row for each proposal, as far as whoever takes it may know.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::AccountId,
    permission::Action,
    sift::{DecidedAt, Fate, Sifted},
    vocabulary::Word,
};
use store::MeetingRecord;

use super::Room;
use crate::{
    error::PageError,
    pages::staff::{comments::coder, export::csv_file},
    state::AppState,
    visitor::Staff,
    words::{
        meetings,
        scoring::{score, value},
        sift as words,
    },
};

const BEGIN: [&str; 9] =
    ["number", "title", "words", "kind", "comments", "elsewhere", "stage", "merged_into", "version_screened"];
const END: [&str; 9] =
    ["value", "place", "decision", "decision_words", "until", "meeting", "item", "decided_elsewhere", "is_public"];

/// The meetings whose minutes everybody can read, and the place of each proposal that has one.
type Found<'a> = (&'a [MeetingRecord], &'a BTreeMap<i64, usize>);

/// Gives the file.
pub(super) async fn save(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    let meetings = state.store.list_public_meetings().await?;
    let reader = coder(&staff);
    tracing::info!(account = %staff.account.id, consultation = slug, file = "sift", "somebody took a file");
    let places = room.places();
    let rows = room.proposals.iter().map(|stored| row(&room, &stored.sifted, (&meetings, &places), reader));
    csv_file(&format!("{slug}-sift.csv"), [headings(&room)].into_iter().chain(rows))
}

/// Names the columns: of questions and criteria by what any version has, each with its id.
fn headings(room: &Room) -> Vec<String> {
    let questions = room.sieves.questions().into_iter().flat_map(|question| {
        ["first", "second", "settled"].map(|who| format!("{} {}: {who}", question.id, question.text))
    });
    let criteria = room
        .sieves
        .criteria()
        .into_iter()
        .flat_map(|criterion| ["first", "second"].map(|who| format!("{} {}: {who}", criterion.id, criterion.name)));
    let begin = BEGIN.map(str::to_owned).into_iter();
    begin.chain(questions).chain(criteria).chain(END.map(str::to_owned)).collect()
}

fn row(room: &Room, sifted: &Sifted, (records, places): Found<'_>, reader: Option<AccountId>) -> Vec<String> {
    let proposal = &sifted.proposal;
    let comments: Vec<String> = proposal.comments.iter().map(ToString::to_string).collect();
    let merged_into = match sifted.fate() {
        Fate::Merged(into) => into.to_string(),
        Fate::Stands | Fate::TakenOut(_) => String::new(),
    };
    let version = sifted.screenings().first().map(|standing| standing.judged.version.to_string()).unwrap_or_default();
    let mut row = vec![
        sifted.number.to_string(),
        proposal.title.clone(),
        proposal.words.clone(),
        proposal.kind.word().to_owned(),
        comments.join(" "),
        proposal.elsewhere.clone().unwrap_or_default(),
        sifted.stage(&room.sieves).word().to_owned(),
        merged_into,
        version,
    ];
    row.extend(judged(room, sifted, reader));
    row.extend(decided(room, sifted, (records, places)));
    row
}

/// Gives the cells of all questions and criteria.
fn judged(room: &Room, sifted: &Sifted, reader: Option<AccountId>) -> Vec<String> {
    let lines = sifted.screen_lines(&room.sieves, reader);
    let questions = room.sieves.questions().into_iter().flat_map(|question| {
        let line = lines.iter().find(|line| line.question.id == question.id);
        let first = line.and_then(|line| line.first).map(|said| said.verdict);
        let second = line.and_then(|line| line.second).map(|said| said.verdict);
        [first, second, line.and_then(|line| line.settled)].map(|said| said.map_or("", Word::word).to_owned())
    });
    let scores = sifted.score_lines(&room.sieves, reader);
    let criteria = room.sieves.criteria().into_iter().flat_map(|criterion| {
        let line = scores.iter().find(|line| line.criterion.id == criterion.id);
        [line.and_then(|line| line.first), line.and_then(|line| line.second)]
            .map(|given| given.map(score).unwrap_or_default())
    });
    questions.chain(criteria).collect()
}

/// Gives the cells from the value on.
fn decided(room: &Room, sifted: &Sifted, (records, places): Found<'_>) -> [String; 9] {
    let decision = sifted.decision();
    let (meeting, item) = match decision.map(|decision| &decision.decided_at) {
        Some(DecidedAt::Meeting { meeting, item }) => {
            let record = records.iter().find(|record| record.meeting.id == *meeting);
            let title =
                |record: &MeetingRecord| meetings::title(&record.group, record.minutes.kind, record.meeting.held_on);
            (record.map(title).unwrap_or_default(), item.clone())
        }
        Some(DecidedAt::Elsewhere { .. }) | None => (String::new(), String::new()),
    };
    let elsewhere = decision.and_then(|decision| words::elsewhere(&decision.decided_at));
    [
        sifted.value(&room.sieves).map(value).unwrap_or_default(),
        places.get(&sifted.number).map(ToString::to_string).unwrap_or_default(),
        decision.map_or("", |decision| decision.course.word()).to_owned(),
        decision.map(|decision| decision.words.clone()).unwrap_or_default(),
        decision.and_then(|decision| decision.until).map(|day| day.to_string()).unwrap_or_default(),
        meeting,
        item,
        elsewhere.unwrap_or_default(),
        if sifted.proposal.is_public { "yes" } else { "no" }.to_owned(),
    ]
}
