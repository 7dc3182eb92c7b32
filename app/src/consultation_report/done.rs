//! What was done about what people said: the public replies.

use domain::reply::due_on;

use super::{Block, Section, Sources};
use crate::{
    replies::{ReadReply, ReadResults, address, anchor},
    words::{
        dates,
        published::WHY_WITHHELD,
        replies::{self as words, TITLE},
    },
};

/// Says what was done, reply by reply, or by when that is due.
pub(super) fn replies(sources: &Sources) -> Option<Section> {
    let slug = &sources.consultation.slug;
    let mut blocks: Vec<Block> =
        sources.replies.iter().flat_map(|(number, reply)| told(*number, reply, slug)).collect();
    if blocks.is_empty() {
        let day = dates::day(due_on(&sources.consultation));
        blocks.push(Block::words(format!(
            "We have not said yet what we did about what people said. It is due by {day}."
        )));
    }
    Section::new("done", TITLE, blocks)
}

fn told(number: i64, reply: &ReadReply, slug: &str) -> Vec<Block> {
    let mut blocks = vec![Block::heading(reply.title.clone())];
    if reply.asked.is_empty() {
        blocks.push(Block::words("We asked: the consultation as a whole."));
    } else {
        blocks.push(Block::words("We asked:"));
        blocks.push(Block::List(reply.asked.iter().map(|question| question.text.clone()).collect()));
    }
    blocks.push(Block::words(format!("You said: {}", reply.said)));
    blocks.extend(reply.results.iter().flat_map(figures));
    if !reply.tags.is_empty() {
        blocks.push(Block::words("What comments said:"));
        blocks.push(Block::List(reply.tags.iter().map(words::tag).collect()));
        let is_withheld = reply.tags.iter().any(|tag| tag.comments.is_none());
        blocks.extend(is_withheld.then(|| Block::words(WHY_WITHHELD)));
    }
    blocks.push(Block::words(format!("We did: {}. {}", words::deed(reply.deed, reply.by), reply.did)));
    if let Some(section) = &reply.section {
        blocks.push(Block::link("Read it in the strategy: ", section.title.clone(), section.address.clone()));
    }
    if let Some(decision) = &reply.decision {
        let at = decision.minutes.as_deref().unwrap_or("a meeting of which the minutes are not public");
        blocks.push(Block::words(format!("Decided at: {at}, item {}: ‘{}’", decision.item, decision.words)));
        blocks.extend(decision.address.clone().map(|address| Block::link("", "Read the minutes", address)));
    }
    let reply = format!("{}#{}", address(slug), anchor(number));
    blocks.push(Block::link("", "This reply with what it rests on", reply));
    blocks
}

fn figures(results: &ReadResults) -> Vec<Block> {
    if results.is_taken_back {
        return vec![Block::words(format!(
            "The figures that stood here were taken back with edition {} of the results.",
            results.edition
        ))];
    }
    let figures = results.priorities.iter().map(|one| format!("{}: {}", one.label, words::figures(one))).collect();
    let base = format!("Of the people who chose to respond; {}", words::answered(results.answered));
    vec![Block::List(figures), Block::words(base)]
}
