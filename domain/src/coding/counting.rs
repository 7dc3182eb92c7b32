//! What all comments of a consultation come to: how often each tag counts, and where two coders met.

use std::collections::{BTreeMap, BTreeSet};

use super::{Coded, Flag, Hand};
use crate::{
    code_frame::CodeFrame,
    ids::{AccountId, ResponseId},
    vocabulary::Word,
};

/// How often a tag counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagCount {
    /// In how many comments.
    pub comments: u64,
    /// The responses with such a comment, each of one respondent, by segment.
    pub respondents: BTreeMap<Option<String>, u64>,
}

/// How two coders used a tag in the comments that both have finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Both {
    /// In how many both set it.
    pub both: usize,
    /// In how many only the first coder did.
    pub only_first: usize,
    /// In how many only the second coder did.
    pub only_second: usize,
    /// In how many neither did.
    pub neither: usize,
}

/// How two coders used some tags, each in the comments that both finished when they could set it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// What there is of each tag, in the order of the tags.
    pub tags: Vec<Both>,
    /// How many comments were compared by some tag.
    pub comments: usize,
    /// In how many of these both set the same of the tags that are compared.
    pub same: usize,
}

/// Lists the tags that can be set in the order of the frame, then the flags.
pub fn offered(frame: &CodeFrame) -> Vec<&str> {
    frame.in_use().map(|tag| tag.id.as_str()).chain(Flag::ALL.iter().map(|flag| flag.word())).collect()
}

/// Counts each tag over comments, given with the response and the segment of each, as far as a reader may know.
pub fn counts<'a>(
    comments: impl IntoIterator<Item = (ResponseId, Option<&'a str>, &'a Coded)>,
    reader: Option<AccountId>,
    frame: &'a CodeFrame,
) -> BTreeMap<&'a str, TagCount> {
    let mut counts: BTreeMap<&str, TagCount> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (response, segment, coded) in comments {
        for tag in coded.counted_for(reader, frame) {
            let count = counts.entry(tag).or_default();
            count.comments += 1;
            if seen.insert((tag, response)) {
                *count.respondents.entry(segment.map(str::to_owned)).or_default() += 1;
            }
        }
    }
    counts
}

/// Compares both coders for each of some tags, over the comments that both have finished under versions of the frame that had it.
pub fn both<'a>(
    comments: impl IntoIterator<Item = &'a Coded>,
    tags: &[&str],
    versions: &BTreeMap<i64, CodeFrame>,
    frame: &CodeFrame,
) -> Compared {
    // Before the first version there are only flags.
    let none = CodeFrame::default();
    let had: BTreeMap<i64, Vec<&str>> = versions.iter().map(|(version, frame)| (*version, offered(frame))).collect();
    let flags = offered(&none);
    let has = |version: i64, tag: &str| had.get(&version).unwrap_or(&flags).contains(&tag);
    let mut compared = Compared { tags: vec![Both::default(); tags.len()], ..Compared::default() };
    for coded in comments.into_iter().filter(|coded| coded.is_finished()) {
        let (first, second) = (coded.tags_of(Hand::First, frame), coded.tags_of(Hand::Second, frame));
        let (mut is_compared, mut is_same) = (false, true);
        for (tag, both) in tags.iter().zip(&mut compared.tags) {
            if !coded.codings.iter().all(|coding| has(coding.frame_version, tag)) {
                continue;
            }
            is_compared = true;
            is_same &= first.contains(tag) == second.contains(tag);
            let counted = match (first.contains(tag), second.contains(tag)) {
                (true, true) => &mut both.both,
                (true, false) => &mut both.only_first,
                (false, true) => &mut both.only_second,
                (false, false) => &mut both.neither,
            };
            *counted += 1;
        }
        compared.comments += usize::from(is_compared);
        compared.same += usize::from(is_compared && is_same);
    }
    compared
}
