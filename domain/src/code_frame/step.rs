//! The steps by which a code frame changes: each makes the next version, or says why not.

use super::{CodeFrame, Fate, MOST_TAGS, Tag, TagId, TagWords};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What kind of step led to a version of a code frame.
    StepKind {
        /// A tag was added.
        Add = "add",
        /// A tag was renamed, described or put into another family.
        Change = "change",
        /// A tag was merged into another.
        Merge = "merge",
        /// A tag was retired.
        Retire = "retire",
        /// A retired tag was taken into use again.
        Restore = "restore",
        /// Tags were loaded from a file.
        Load = "load",
        /// The step before was undone.
        Undo = "undo",
    }

    /// Why a code frame cannot be changed so.
    FrameFault {
        /// Another tag in use has this name.
        NameTaken = "name-taken",
        /// There is no such tag in use, or it is not retired.
        NoSuchTag = "no-such-tag",
        /// A tag cannot be merged into itself.
        IntoItself = "into-itself",
        /// The frame is full.
        TooManyTags = "too-many-tags",
    }
}

/// One step of writing a code frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameStep {
    /// Adds a tag.
    Add(TagWords),
    /// Renames or describes a tag, or puts it into another family.
    Change(TagId, TagWords),
    /// Merges a tag into another.
    Merge(TagId, TagId),
    /// Retires a tag.
    Retire(TagId),
    /// Takes a retired tag into use again.
    Restore(TagId),
    /// Adds and describes the tags of a file, which means those in use with the same names; tags that are not in it stay.
    Load(Vec<TagWords>),
}

impl FrameStep {
    /// Says what kind of step it is.
    pub fn kind(&self) -> StepKind {
        match self {
            Self::Add(_) => StepKind::Add,
            Self::Change(..) => StepKind::Change,
            Self::Merge(..) => StepKind::Merge,
            Self::Retire(_) => StepKind::Retire,
            Self::Restore(_) => StepKind::Restore,
            Self::Load(_) => StepKind::Load,
        }
    }
}

impl CodeFrame {
    /// Takes a step, which leads to a version with this number.
    ///
    /// # Errors
    /// Why the step cannot be taken; the frame stays as it is.
    pub fn take(&self, step: &FrameStep, version: i64) -> Result<Self, FrameFault> {
        let mut next = self.clone();
        match step {
            FrameStep::Add(words) => next.add(words, version)?,
            FrameStep::Change(id, words) => {
                next.refuse_taken(words, Some(id))?;
                next.set(id, &Fate::InUse)?.words = words.clone();
            }
            FrameStep::Merge(id, into) if id == into => return Err(FrameFault::IntoItself),
            FrameStep::Merge(id, into) => {
                next.set(into, &Fate::InUse)?;
                next.set(id, &Fate::InUse)?.fate = Fate::MergedInto(into.clone());
            }
            FrameStep::Retire(id) => next.set(id, &Fate::InUse)?.fate = Fate::Retired,
            FrameStep::Restore(id) => {
                let words = self.tag(id).map(|tag| tag.words.clone()).unwrap_or_default();
                next.refuse_taken(&words, Some(id))?;
                next.set(id, &Fate::Retired)?.fate = Fate::InUse;
            }
            FrameStep::Load(rows) => {
                for words in rows {
                    match next.named(&words.name).map(|tag| tag.id.clone()) {
                        Some(id) => next.set(&id, &Fate::InUse)?.words = words.clone(),
                        None => next.add(words, version)?,
                    }
                }
            }
        }
        Ok(next)
    }

    /// Finds the tag in use with a name, in whatever case it is written.
    pub fn named(&self, name: &str) -> Option<&Tag> {
        self.in_use().find(|tag| tag.words.name.to_lowercase() == name.to_lowercase())
    }

    fn add(&mut self, words: &TagWords, version: i64) -> Result<(), FrameFault> {
        self.refuse_taken(words, None)?;
        if self.tags.len() >= MOST_TAGS {
            return Err(FrameFault::TooManyTags);
        }
        // Versions only grow, so that no id is given twice, also not after an undone step.
        let id = format!("t{version}-{}", self.tags.len() + 1);
        self.tags.push(Tag { id, words: words.clone(), fate: Fate::InUse });
        Ok(())
    }

    fn refuse_taken(&self, words: &TagWords, own: Option<&TagId>) -> Result<(), FrameFault> {
        let taken = self.named(&words.name).filter(|tag| Some(&tag.id) != own);
        if taken.is_some() { Err(FrameFault::NameTaken) } else { Ok(()) }
    }

    fn set(&mut self, id: &str, expected: &Fate) -> Result<&mut Tag, FrameFault> {
        let tag = self.tags.iter_mut().find(|tag| tag.id == id && tag.fate == *expected);
        tag.ok_or(FrameFault::NoSuchTag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> TagWords {
        TagWords { name: name.into(), ..TagWords::default() }
    }

    fn frame(names: &[&str]) -> CodeFrame {
        let add = |frame: CodeFrame, (place, name): (usize, &&str)| {
            frame.take(&FrameStep::Add(words(name)), i64::try_from(place).unwrap() + 1).unwrap()
        };
        names.iter().enumerate().fold(CodeFrame::default(), add)
    }

    fn names(frame: &CodeFrame) -> Vec<&str> {
        frame.in_use().map(|tag| tag.words.name.as_str()).collect()
    }

    #[test]
    fn a_name_belongs_to_one_tag_in_use_in_whatever_case() {
        let frame = frame(&["Ponds", "Hedges"]);
        let ponds = frame.tags[0].id.clone();
        assert_eq!(frame.take(&FrameStep::Add(words("ponds")), 3), Err(FrameFault::NameTaken));
        assert_eq!(frame.take(&FrameStep::Change(ponds.clone(), words("HEDGES")), 3), Err(FrameFault::NameTaken));
        let own = frame.take(&FrameStep::Change(ponds.clone(), words("PONDS")), 3).unwrap();
        assert_eq!((names(&own), &own.tags[0].id), (vec!["PONDS", "Hedges"], &ponds));
    }

    #[test]
    fn a_merged_tag_counts_for_the_one_at_the_end_and_cannot_be_set_any_more() {
        let first = frame(&["Ponds", "Pools", "Water"]);
        let [ponds, pools, water] = [0, 1, 2].map(|place| first.tags[place].id.clone());
        let merged = first.take(&FrameStep::Merge(ponds.clone(), pools.clone()), 4).unwrap();
        let merged = merged.take(&FrameStep::Merge(pools.clone(), water.clone()), 5).unwrap();
        assert_eq!([&ponds, &pools, &water].map(|id| merged.counts_for(id)), [water.as_str(); 3]);
        assert_eq!(names(&merged), ["Water"]);
        assert_eq!(merged.take(&FrameStep::Merge(water.clone(), ponds), 6), Err(FrameFault::NoSuchTag));
        assert_eq!(merged.take(&FrameStep::Merge(water.clone(), water), 6), Err(FrameFault::IntoItself));
    }

    #[test]
    fn a_retired_tag_stays_and_comes_back_unless_its_name_was_given_away() {
        let first = frame(&["Ponds"]);
        let ponds = first.tags[0].id.clone();
        let retired = first.take(&FrameStep::Retire(ponds.clone()), 2).unwrap();
        assert_eq!((names(&retired).len(), retired.tag(&ponds).is_some()), (0, true));
        assert_eq!(retired.take(&FrameStep::Restore(ponds.clone()), 3).unwrap(), first);
        assert_eq!(first.take(&FrameStep::Restore(ponds.clone()), 3), Err(FrameFault::NoSuchTag));
        let again = retired.take(&FrameStep::Add(words("Ponds")), 3).unwrap();
        assert_eq!(again.take(&FrameStep::Restore(ponds), 4), Err(FrameFault::NameTaken));
    }

    #[test]
    fn an_id_is_never_given_twice_also_not_after_an_undone_step() {
        let first = frame(&["Ponds"]);
        let second = first.take(&FrameStep::Add(words("Hedges")), 2).unwrap();
        // Version 3 undoes that, and is the first frame again.
        let fourth = first.take(&FrameStep::Add(words("Otters")), 4).unwrap();
        assert_ne!(second.tags[1].id, fourth.tags[1].id);
    }

    #[test]
    fn a_file_adds_and_describes_and_takes_nothing_away() {
        let first = frame(&["Ponds", "Hedges"]);
        let described = TagWords { family: Some("Habitats".into()), ..words("ponds") };
        let rows = [described, words("Otters")];
        let loaded = first.take(&FrameStep::Load(rows.to_vec()), 3).unwrap();
        assert_eq!(names(&loaded), ["ponds", "Hedges", "Otters"]);
        assert_eq!(loaded.tags[0].id, first.tags[0].id);
        let families: Vec<_> = loaded.families().iter().map(|(family, tags)| (*family, tags.len())).collect();
        assert_eq!(families, [(Some("Habitats"), 1), (None, 2)]);
    }

    #[test]
    fn a_full_frame_takes_no_more() {
        let rows = (0..=MOST_TAGS).map(|number| words(&format!("Tag {number}")));
        let rows: Vec<_> = rows.collect();
        assert_eq!(CodeFrame::default().take(&FrameStep::Load(rows.clone()), 1), Err(FrameFault::TooManyTags));
        assert!(CodeFrame::default().take(&FrameStep::Load(rows[1..].to_vec()), 1).is_ok());
    }
}
