//! Which comments are looked at, and in which order: read from an address, written into one, and applied.

use std::collections::HashMap;

use domain::{
    coding::{Coded, Flag, Stage},
    fields::Fields,
    ids::{AccountId, CommentId},
    vocabulary::Word,
};
use store::{CommentFilter, ListedComment};

use super::{Asked, Room, coder};
use crate::{error::PageError, state::AppState, visitor::Staff};

/// The most characters of the words that are looked for.
const WORDS_LIMIT: usize = 200;
/// The mark of comments that were redacted, besides the flags.
pub(super) const REDACTED: &str = "redacted";
/// The ways in which the list can be sorted; by number is by chance.
pub(super) const SORTS: [(&str, &str); 3] =
    [("", "By number"), ("question", "By question"), ("longest", "Longest first")];

/// Which comments are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) stored: CommentFilter,
    pub(super) tag: Option<String>,
    pub(super) mark: Option<String>,
    pub(super) stage: Option<Stage>,
    pub(super) sort: String,
}

/// The comments of a filter with what was coded of all.
pub(super) struct Matching {
    pub(super) comments: Vec<ListedComment>,
    pub(super) coded: HashMap<CommentId, Coded>,
}

impl Filter {
    pub(super) fn read(fields: &Fields) -> Self {
        let filled = |name: &str| Some(fields.text(name).to_owned()).filter(|text| !text.is_empty());
        let words = filled("words").map(|words| words.chars().take(WORDS_LIMIT).collect());
        Self {
            stored: CommentFilter { words, question: filled("question"), segment: filled("segment") },
            tag: filled("tag"),
            mark: filled("mark"),
            stage: Stage::from_word(fields.text("stage")),
            sort: fields.text("sort").to_owned(),
        }
    }

    /// Writes it for an address, without the question mark.
    pub(super) fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let stage = self.stage.map(|stage| stage.word().to_owned());
        let sort = Some(self.sort.clone()).filter(|sort| !sort.is_empty());
        let CommentFilter { words, question, segment } = &self.stored;
        let filled = [
            ("words", words),
            ("question", question),
            ("segment", segment),
            ("tag", &self.tag),
            ("mark", &self.mark),
            ("stage", &stage),
            ("sort", &sort),
        ];
        for (name, value) in filled {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }

    /// Finds the comments, with what was coded of all.
    pub(super) async fn matching(
        &self,
        state: &AppState,
        staff: &Staff,
        room: &Room,
        asked: &Asked,
    ) -> Result<Matching, PageError> {
        let mut comments = state.store.list_comments(room.consultation.id, &self.stored).await?;
        let coded = state.store.list_coded(room.consultation.id).await?;
        let nothing = Coded::default();
        comments.retain(|comment| {
            let coded = coded.get(&comment.id).unwrap_or(&nothing);
            self.lets_through(comment, coded, staff, room)
        });
        match self.sort.as_str() {
            "question" => comments.sort_by_key(|comment| asked.place(&comment.question)),
            "longest" => comments.sort_by_key(|comment| std::cmp::Reverse(comment.length)),
            _ => {}
        }
        Ok(Matching { comments, coded })
    }

    fn lets_through(&self, comment: &ListedComment, coded: &Coded, staff: &Staff, room: &Room) -> bool {
        let seen = |tag: &str| coded.seen_by(coder(staff), &room.frame).contains(room.frame.counts_for(tag));
        let has_mark = |mark: &String| match Flag::from_word(mark) {
            // What was redacted needs it no more.
            Some(Flag::NeedsRedaction) => coded.needs_redaction() && !comment.is_redacted,
            Some(Flag::EvidenceRich) => seen(mark),
            None => mark == REDACTED && comment.is_redacted,
        };
        self.stage.is_none_or(|stage| coded.is_at(stage, staff.account.id, &room.frame))
            && self.tag.as_deref().is_none_or(seen)
            && self.mark.as_ref().is_none_or(has_mark)
    }
}

impl Matching {
    /// Finds the next comment after one that is at a stage for somebody, from the beginning again at the end.
    pub(super) fn next(&self, after: i64, stage: Stage, account: AccountId, room: &Room) -> Option<i64> {
        let here = self.comments.iter().position(|comment| comment.number == after).map_or(0, |place| place + 1);
        let (before, behind) = self.comments.split_at(here);
        let nothing = Coded::default();
        let is_at = |comment: &&ListedComment| {
            let coded = self.coded.get(&comment.id).unwrap_or(&nothing);
            comment.number != after && coded.is_at(stage, account, &room.frame)
        };
        behind.iter().chain(before).find(is_at).map(|comment| comment.number)
    }
}
