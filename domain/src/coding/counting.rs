//! What all comments of a consultation come to: how often each tag counts, and where two coders met.

use std::collections::{BTreeMap, BTreeSet};

use super::{Coded, Hand};
use crate::{code_frame::CodeFrame, ids::ResponseId};

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

/// Counts each tag over comments, given with the response and the segment of each.
pub fn counts<'a>(
    comments: impl IntoIterator<Item = (ResponseId, Option<&'a str>, &'a Coded)>,
    frame: &'a CodeFrame,
) -> BTreeMap<&'a str, TagCount> {
    let mut counts: BTreeMap<&str, TagCount> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (response, segment, coded) in comments {
        for tag in coded.counted(frame) {
            let count = counts.entry(tag).or_default();
            count.comments += 1;
            if seen.insert((tag, response)) {
                *count.respondents.entry(segment.map(str::to_owned)).or_default() += 1;
            }
        }
    }
    counts
}

/// Compares both coders over the comments that both have finished, for each of some tags.
pub fn both<'a>(comments: impl IntoIterator<Item = &'a Coded>, tags: &[&str], frame: &CodeFrame) -> Vec<Both> {
    let mut compared = vec![Both::default(); tags.len()];
    for coded in comments.into_iter().filter(|coded| coded.is_finished()) {
        let (first, second) = (coded.tags_of(Hand::First, frame), coded.tags_of(Hand::Second, frame));
        for (tag, both) in tags.iter().zip(&mut compared) {
            let counted = match (first.contains(tag), second.contains(tag)) {
                (true, true) => &mut both.both,
                (true, false) => &mut both.only_first,
                (false, true) => &mut both.only_second,
                (false, false) => &mut both.neither,
            };
            *counted += 1;
        }
    }
    compared
}
