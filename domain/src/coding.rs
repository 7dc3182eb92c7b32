//! Coding: what two people tag on a comment, each for themselves, and what comes of it.
//!
//! Taggings are only added. Which tags stand, where the two differ and what counts follows from them here, and nowhere else.

mod counting;

use std::collections::{BTreeMap, BTreeSet};

pub use self::counting::{Both, Compared, TagCount, both, counts, offered};
use crate::{
    code_frame::{CodeFrame, TagId},
    ids::AccountId,
    time::Moment,
    vocabulary::{Word, vocabulary},
};

vocabulary! {
    /// Whose taggings of a comment they are.
    Hand {
        /// Those of the coder who began first.
        First = "first",
        /// Those of the other coder.
        Second = "second",
        /// Those that settle where the two differ.
        Settling = "settling",
    }

    /// A tag that every frame has.
    Flag {
        /// The comment gives facts or sources that the strategy can use.
        EvidenceRich = "evidence-rich",
        /// Something in it should not be shown to others.
        NeedsRedaction = "needs-redaction",
    }

    /// How far the coding of a comment is, for somebody who looks.
    Stage {
        /// They can code it and have not finished.
        ToCode = "to-code",
        /// They have finished with it.
        CodedByMe = "coded-by-me",
        /// Both coders have finished.
        CodedByBoth = "coded-by-both",
        /// The coders differ, and that is not settled.
        Disagreed = "disagreed",
    }

    /// Why a comment cannot be coded so.
    CodingFault {
        /// Two others code it.
        HandsTaken = "hands-taken",
        /// Both coders have finished; what differs can be settled.
        Finished = "finished",
        /// A tag cannot be set.
        NoSuchTag = "no-such-tag",
        /// Both coders agree on it, or have not finished, or it was settled.
        NothingToSettle = "nothing-to-settle",
    }
}

/// That a tag was set or taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagging {
    /// Whose tagging it is.
    pub hand: Hand,
    /// The tag.
    pub tag: TagId,
    /// Whether it was set.
    pub is_set: bool,
    /// The version of the frame under which that was.
    pub frame_version: i64,
    /// Who did it; nobody, once the account is removed.
    pub account: Option<AccountId>,
    /// When.
    pub made_at: Moment,
}

/// The work of one coder on a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Whose it is.
    pub hand: Hand,
    /// Who; nobody, once the account is removed.
    pub account: Option<AccountId>,
    /// When it was finished, if it is.
    pub finished_at: Option<Moment>,
    /// The version of the frame under which it was saved last, and so finished.
    pub frame_version: i64,
}

/// All that was coded of one comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    /// The codings, at most two.
    pub codings: Vec<Coding>,
    /// The taggings of each hand in their order.
    pub taggings: Vec<Tagging>,
}

/// What is to be added to what was coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whose hand it is.
    pub hand: Hand,
    /// How many taggings this hand has so far.
    pub from: usize,
    /// Each tag that is set or taken off.
    pub tags: Vec<(TagId, bool)>,
    /// Whether the coder has finished with it.
    pub is_finished: bool,
}

impl Coded {
    /// Gives the coding of a coder.
    pub fn coding_of(&self, account: AccountId) -> Option<&Coding> {
        self.codings.iter().find(|coding| coding.account == Some(account))
    }

    /// Says whether a coder has finished with it.
    pub fn is_finished_by(&self, account: AccountId) -> bool {
        self.coding_of(account).is_some_and(|coding| coding.finished_at.is_some())
    }

    /// Says whether both coders have finished.
    pub fn is_finished(&self) -> bool {
        self.finished().count() == 2
    }

    /// Lists the hands that have finished.
    pub fn finished(&self) -> impl Iterator<Item = Hand> {
        self.codings.iter().filter(|coding| coding.finished_at.is_some()).map(|coding| coding.hand)
    }

    /// Says whether somebody may see what a hand has tagged: whoever might code it sees their own, and all only when both have
    /// finished. No account stands for those who never code.
    pub fn may_see(&self, hand: Hand, reader: Option<AccountId>) -> bool {
        let Some(reader) = reader else { return true };
        self.is_finished() || self.coding_of(reader).is_some_and(|coding| coding.hand == hand)
    }

    /// Gives the tags that somebody may see on it.
    pub fn seen_by<'a>(&'a self, reader: Option<AccountId>, frame: &'a CodeFrame) -> BTreeSet<&'a str> {
        if self.is_finished() {
            let open = self.differences(frame).into_iter().filter(|(_, settled)| settled.is_none());
            return self.counted(frame).into_iter().chain(open.map(|(tag, _)| tag)).collect();
        }
        let seen = [Hand::First, Hand::Second].into_iter().filter(|hand| self.may_see(*hand, reader));
        seen.flat_map(|hand| self.tags_of(hand, frame)).collect()
    }

    /// Says whether anybody thinks that it needs redaction and nobody settled that it does not, which both coders may know: it asks
    /// for something to be done.
    pub fn needs_redaction(&self) -> bool {
        let flag = Flag::NeedsRedaction.word();
        let is_set = || Hand::ALL.iter().any(|hand| self.set_by(*hand).contains(flag));
        self.decided(flag).unwrap_or_else(is_set)
    }

    /// Says whether it is at a stage for somebody.
    pub fn is_at(&self, stage: Stage, account: AccountId, frame: &CodeFrame) -> bool {
        match stage {
            Stage::ToCode => self.hand_for(account).is_ok() && !self.is_finished_by(account),
            Stage::CodedByMe => self.is_finished_by(account),
            Stage::CodedByBoth => self.is_finished(),
            Stage::Disagreed => self.is_disagreed(frame),
        }
    }

    /// Gives the hand with which somebody codes it, a free one if they have none yet.
    ///
    /// # Errors
    /// Why they cannot code it.
    pub fn hand_for(&self, account: AccountId) -> Result<Hand, CodingFault> {
        let is_free = |hand: &Hand| self.codings.iter().all(|coding| coding.hand != *hand);
        match self.coding_of(account) {
            _ if self.is_finished() => Err(CodingFault::Finished),
            Some(coding) => Ok(coding.hand),
            None => [Hand::First, Hand::Second].into_iter().find(is_free).ok_or(CodingFault::HandsTaken),
        }
    }

    /// Gives the tags that a hand has set, as they were set.
    pub fn set_by(&self, hand: Hand) -> BTreeSet<&str> {
        let own = self.taggings.iter().filter(|tagging| tagging.hand == hand);
        let last: BTreeMap<&str, bool> = own.map(|tagging| (tagging.tag.as_str(), tagging.is_set)).collect();
        last.into_iter().filter(|(_, is_set)| *is_set).map(|(tag, _)| tag).collect()
    }

    /// Gives the tags for which those count that a hand has set.
    pub fn tags_of<'a>(&'a self, hand: Hand, frame: &'a CodeFrame) -> BTreeSet<&'a str> {
        self.set_by(hand).into_iter().map(|tag| frame.counts_for(tag)).collect()
    }

    /// Gives the tags that one coder has set and the other has not, with what was settled, once both have finished.
    pub fn differences<'a>(&'a self, frame: &'a CodeFrame) -> BTreeMap<&'a str, Option<bool>> {
        if !self.is_finished() {
            return BTreeMap::new();
        }
        let (first, second) = (self.tags_of(Hand::First, frame), self.tags_of(Hand::Second, frame));
        first.symmetric_difference(&second).map(|tag| (*tag, self.settled(tag, frame))).collect()
    }

    /// Says whether something is left to settle.
    pub fn is_disagreed(&self, frame: &CodeFrame) -> bool {
        self.differences(frame).values().any(Option::is_none)
    }

    /// Gives the tags that count: those of the only coder who has finished, or those on which both agree and those that were
    /// settled.
    pub fn counted<'a>(&'a self, frame: &'a CodeFrame) -> BTreeSet<&'a str> {
        let differences = self.differences(frame);
        let all = self.finished().flat_map(|hand| self.tags_of(hand, frame));
        all.filter(|tag| differences.get(tag).is_none_or(|settled| *settled == Some(true))).collect()
    }

    /// Gives the tags that count as far as somebody may know: of what they could code, only what they or both have finished.
    pub fn counted_for<'a>(&'a self, reader: Option<AccountId>, frame: &'a CodeFrame) -> BTreeSet<&'a str> {
        let may_know = |reader| self.is_finished() || self.is_finished_by(reader);
        if reader.is_none_or(may_know) { self.counted(frame) } else { BTreeSet::new() }
    }

    /// Judges what somebody tags: all that is to stand of what can be set, whatever stood before.
    ///
    /// # Errors
    /// Why they cannot tag it so.
    pub fn tag(
        &self,
        account: AccountId,
        chosen: &BTreeSet<TagId>,
        frame: &CodeFrame,
        is_finished: bool,
    ) -> Result<Change, CodingFault> {
        let hand = self.hand_for(account)?;
        let offered = offered(frame);
        if chosen.iter().any(|tag| !offered.contains(&tag.as_str())) {
            return Err(CodingFault::NoSuchTag);
        }
        let (before, set) = (self.tags_of(hand, frame), self.set_by(hand));
        let added = offered.iter().filter(|tag| chosen.contains(**tag) && !before.contains(*tag));
        // A tag is off only when all that was merged into it is.
        let left_off = |tag: &&&str| {
            let counted = frame.counts_for(tag);
            offered.contains(&counted) && !chosen.contains(counted)
        };
        let added = added.map(|tag| ((*tag).to_owned(), true));
        let tags = set.iter().filter(left_off).map(|tag| ((*tag).to_owned(), false)).chain(added).collect();
        Ok(Change { hand, from: self.count(hand), tags, is_finished })
    }

    /// Judges what settles differences: for each tag, whether it stands.
    ///
    /// # Errors
    /// Why it settles nothing.
    pub fn settle(&self, decided: &BTreeMap<TagId, bool>, frame: &CodeFrame) -> Result<Change, CodingFault> {
        let open = self.differences(frame);
        let is_open = |tag: &TagId| open.get(tag.as_str()) == Some(&None);
        if decided.is_empty() || !decided.keys().all(is_open) {
            return Err(CodingFault::NothingToSettle);
        }
        let each = decided.iter().flat_map(|(tag, stands)| {
            let open = self.differing(tag, frame).into_iter().filter(|original| self.decided(original).is_none());
            open.map(|original| (original.to_owned(), *stands))
        });
        let tags = each.collect();
        Ok(Change { hand: Hand::Settling, from: self.count(Hand::Settling), tags, is_finished: true })
    }

    /// Says what became of a tag on which the coders differ: it stands where one of the tags that count for it does, and is left off
    /// where all on which they differed are.
    fn settled(&self, tag: &str, frame: &CodeFrame) -> Option<bool> {
        let decided: Vec<_> = self.differing(tag, frame).into_iter().map(|original| self.decided(original)).collect();
        if decided.contains(&Some(true)) {
            return Some(true);
        }
        decided.iter().all(Option::is_some).then_some(false)
    }

    /// Lists the tags, as they were set, on which the coders differ and that count for one.
    fn differing(&self, tag: &str, frame: &CodeFrame) -> Vec<&str> {
        let (first, second) = (self.set_by(Hand::First), self.set_by(Hand::Second));
        first.symmetric_difference(&second).copied().filter(|original| frame.counts_for(original) == tag).collect()
    }

    /// Gives the last settling of a tag, as it was settled.
    fn decided(&self, tag: &str) -> Option<bool> {
        let is_it = |tagging: &&Tagging| tagging.hand == Hand::Settling && tagging.tag == tag;
        self.taggings.iter().rfind(is_it).map(|tagging| tagging.is_set)
    }

    fn count(&self, hand: Hand) -> usize {
        self.taggings.iter().filter(|tagging| tagging.hand == hand).count()
    }
}

#[cfg(test)]
mod tests;
