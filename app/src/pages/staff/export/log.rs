//! The response log: a row for each response with the tags of its comments, and what the public replies say about each tag.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    code_frame::CodeFrame,
    comment::comments,
    ids::{ResponseId, VersionId},
    question::Values,
    questionnaire::{QuestionId, Questionnaire},
};
use export::{Described, RESPONSES, Row, Sheet};
use store::{StoredResponse, Version};

use super::{facts, sheet::OwnWords};
use crate::{
    error::PageError,
    pages::staff::comments::{Room, coder},
    state::AppState,
    visitor::Staff,
    words::replies,
};

/// What is told of the response itself, as other exports tell it.
const FACTS: [&str; 5] = ["reference", "submitted", "channel", "received", "segment"];
/// What stands between what is said of one tag and of the next.
const BETWEEN: &str = "\n";

/// A public reply, as far as the log tells of it.
struct Told {
    number: i64,
    deed: String,
    did: String,
    section: Option<String>,
    /// The tags for which its tags count now.
    tags: BTreeSet<String>,
}

/// All that the rows of the log are made of.
pub(super) struct Log {
    sheet: Sheet,
    /// The places of [`FACTS`] among all that is told of a response.
    facts: Vec<usize>,
    own_words: OwnWords,
    versions: HashMap<VersionId, (i64, Questionnaire)>,
    frame: CodeFrame,
    /// The tags that count for each response.
    tags: HashMap<ResponseId, BTreeSet<String>>,
    told: Vec<Told>,
}

impl Log {
    /// Reads what was tagged, as far as whoever asks may know, and what was replied.
    pub(super) async fn find(
        state: &AppState,
        staff: &Staff,
        room: Room,
        versions: &[Version],
        own_words: OwnWords,
    ) -> Result<Self, PageError> {
        let (listed, coded) = room.all(state).await?;
        let replies = state.store.list_replies(room.consultation.id).await?;
        let frame = room.frame;
        let mut tags: HashMap<ResponseId, BTreeSet<String>> = HashMap::new();
        for comment in &listed {
            let Some(coded) = coded.get(&comment.id) else { continue };
            let known = coded.counted_for(coder(staff), &frame).into_iter().filter(|tag| frame.tag(tag).is_some());
            tags.entry(comment.response).or_default().extend(known.map(str::to_owned));
        }
        let mut told = Vec::new();
        for (number, version) in replies.iter().filter_map(|reply| Some((reply.number, reply.public()?))) {
            let reply = &version.public.reply;
            told.push(Told {
                number,
                deed: replies::deed(reply.deed, reply.day()),
                did: reply.did.clone(),
                section: reply.section.as_ref().map(|section| section.address.clone()),
                tags: reply.tags.iter().map(|tag| frame.counts_for(tag).to_owned()).collect(),
            });
        }
        let all = facts::columns(versions);
        let place = |name: &str| all.iter().position(|column| column.name == name);
        let facts: Vec<usize> = FACTS.iter().filter_map(|name| place(name)).collect();
        let known = facts.iter().map(|place| all[*place].clone());
        let own = (own_words == OwnWords::Included)
            .then(|| Described::fact("comments", "What was written, as it reads now", Values::Words));
        let sheet =
            Sheet { name: RESPONSES, columns: known.chain(columns()).chain(own).collect(), questions: Vec::new() };
        let versions = versions.iter().map(|version| (version.id, (version.number, version.questionnaire.clone())));
        Ok(Self { sheet, facts, own_words, versions: versions.collect(), frame, tags, told })
    }

    /// Gives the columns.
    pub(super) fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Gives the row of a response of which these questions were redacted; `None` if its version is not known.
    pub(super) fn row(&self, stored: &StoredResponse, redacted: &BTreeMap<QuestionId, String>) -> Option<Row> {
        let (number, questionnaire) = self.versions.get(&stored.response.version)?;
        let cells = facts::cells(stored, *number, redacted);
        let mut row: Row = self.facts.iter().map(|place| cells[*place].clone()).collect();
        let none = BTreeSet::new();
        let tags = self.tags.get(&stored.response.id).unwrap_or(&none);
        let replies = || tags.iter().flat_map(|tag| self.told.iter().filter(|told| told.tags.contains(tag)));
        let about = |say: &dyn Fn(&Told) -> String| {
            let of = |tag: &String| {
                let told = self.told.iter().filter(|told| told.tags.contains(tag));
                told.map(|told| format!("{}: {}", self.name(tag), say(told))).collect::<Vec<_>>()
            };
            tags.iter().flat_map(of).collect::<Vec<_>>().join(BETWEEN)
        };
        let numbers: BTreeSet<i64> = replies().map(|told| told.number).collect();
        let sections: BTreeSet<&str> = replies().filter_map(|told| told.section.as_deref()).collect();
        let open = tags.iter().filter(|tag| !self.told.iter().any(|told| told.tags.contains(*tag)));
        row.extend([
            tags.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
            tags.iter().map(|tag| self.name(tag)).collect::<Vec<_>>().join(BETWEEN),
            numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(" "),
            about(&|told| told.deed.clone()),
            about(&|told| told.did.clone()),
            sections.into_iter().collect::<Vec<_>>().join(" "),
            open.map(String::as_str).collect::<Vec<_>>().join(" "),
        ]);
        if self.own_words == OwnWords::Included {
            row.push(comments(questionnaire, &stored.outcomes).into_values().collect::<Vec<_>>().join(BETWEEN));
        }
        Some(row)
    }

    fn name<'a>(&'a self, tag: &'a str) -> &'a str {
        self.frame.tag(tag).map_or(tag, |tag| &tag.words.name)
    }
}

fn columns() -> impl Iterator<Item = Described> {
    let all = [
        ("tags", "The tags of its comments, by their names in files", Values::Names),
        ("tag_names", "The same tags in words, one on each line", Values::Words),
        ("replies", "The numbers of the public replies that name these tags", Values::Names),
        ("our_reply", "What each of these replies says was done, tag by tag", Values::Words),
        ("change_made", "The same in the words of the reply", Values::Words),
        ("sections", "Where it can be read in the strategy", Values::Names),
        ("without_reply", "The tags that no public reply names", Values::Names),
    ];
    all.into_iter().map(|(name, label, values)| Described { kind: "reply", ..Described::fact(name, label, values) })
}
