//! Records of meetings: agendas and minutes, written by staff in drafts and released to everybody in versions that stay.
//!
//! What staff write is a [`RecordText`]. What everybody reads is a [`PublicRecord`], which is made of it once and from which every
//! format is made, so that what is withheld from one is withheld from all.

mod actions;
mod passages;
mod public;
mod standing;
mod withholding;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use self::{
    actions::{Matter, OpenAction, RecordOf, matters, open_actions},
    passages::{Marks, Passages},
    public::{Heading, NextMeeting, PublicRecord, release},
    standing::{ReleaseFault, Releasing, VersionStep, judge_release, steps},
    withholding::Hidden,
};
use crate::{
    ids::{ConsultationId, MeetingId},
    vocabulary::vocabulary,
};

/// How long a line may be: a title, a name, an owner of an action.
pub const LINE_LIMIT: usize = 200;
/// How long a sentence may be: a decision, an action, an interest, a note.
pub const SENTENCE_LIMIT: usize = 2_000;
/// How long the discussion of an item may be.
pub const DISCUSSION_LIMIT: usize = 30_000;
/// How many items a record may have.
pub const MOST_ITEMS: usize = 60;
/// How many people may be written down for a meeting.
pub const MOST_PEOPLE: usize = 150;
/// How many decisions, and how many actions, an item may have.
pub const MOST_OUTCOMES: usize = 12;

vocabulary! {
    /// The records of a meeting.
    RecordKind {
        /// What will be talked about.
        Agenda = "agenda",
        /// What was.
        Minutes = "minutes",
    }

    /// As what somebody comes to a meeting.
    Part {
        /// To lead it.
        Chair = "chair",
        /// To write its minutes.
        Secretary = "secretary",
        /// As a member of the group.
        Member = "member",
        /// Instead of a member.
        Substitute = "substitute",
        /// As an officer who supports it.
        Officer = "officer",
        /// As an observer.
        Observer = "observer",
        /// As a guest.
        Guest = "guest",
    }

    /// Whether somebody was there.
    Presence {
        /// For the whole of it.
        Present = "present",
        /// For a part of it.
        InPart = "in-part",
        /// Not, and they said so.
        Apologies = "apologies",
        /// Not.
        Absent = "absent",
    }

    /// What somebody did who declared an interest.
    Conduct {
        /// They took part as before.
        Stayed = "stayed",
        /// They did not vote.
        DidNotVote = "did-not-vote",
        /// They left for as long as it was talked about.
        Left = "left",
    }

    /// What a decision does.
    Course {
        /// It agrees to something.
        Agreed = "agreed",
        /// It takes note of something.
        Noted = "noted",
        /// It puts something off.
        Deferred = "deferred",
        /// It turns something down.
        Rejected = "rejected",
    }

    /// How far an action has come.
    ActionState {
        /// It is to be done, and goes on to the next meeting.
        Open = "open",
        /// It is done.
        Done = "done",
        /// It will not be done.
        Dropped = "dropped",
    }

    /// Why something is withheld from the public.
    WithholdingReason {
        /// It tells of somebody's own affairs.
        Personal = "personal",
        /// It was given in confidence.
        Confidence = "confidence",
        /// It is advice of lawyers.
        LegalAdvice = "legal-advice",
        /// It tells where something lives that could be harmed.
        ProtectedPlace = "protected-place",
        /// It would harm somebody's business.
        Commercial = "commercial",
    }
}

/// What staff write of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RecordText {
    /// Who came, and who was expected.
    pub people: Vec<Person>,
    /// What interests were declared.
    pub declarations: Vec<Declaration>,
    /// What was talked about, in its order.
    pub items: Vec<Item>,
    /// What was said of actions of earlier meetings.
    pub updates: Vec<ActionUpdate>,
    /// What short words stand for.
    pub acronyms: Vec<Acronym>,
    /// What the public does not read.
    pub withheld: Vec<Withheld>,
    /// The last number that was given to a person, a declaration or an item.
    pub last_number: u32,
    /// The last number that was given to a decision.
    pub last_decision: u32,
    /// The last number that was given to an action.
    pub last_action: u32,
}

/// Somebody who came to a meeting or was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Their number in this record.
    pub number: u32,
    /// Their name.
    pub name: String,
    /// For whom they came.
    pub organisation: Option<String>,
    /// As what.
    pub part: Part,
    /// Whom a substitute stood in for.
    pub instead_of: Option<String>,
    /// Whether they were there; nothing as long as nobody has said so.
    pub presence: Option<Presence>,
    /// From when until when, for whoever was there for a part of it.
    pub when: Option<String>,
    /// Whether everybody may read their name.
    pub is_named: bool,
}

/// An interest that somebody declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// Its number in this record.
    pub number: u32,
    /// Who.
    pub who: String,
    /// What interest.
    pub interest: String,
    /// In which item, by its number in this record; nothing for the meeting as a whole.
    pub item: Option<u32>,
    /// What they did.
    pub conduct: Conduct,
}

/// Something that a meeting talks about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its number in this record, which stays when items change places.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// Who introduces it.
    pub presenter: Option<String>,
    /// What is said of it, as Markdown.
    pub discussion: String,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// What is to be done.
    pub actions: Vec<Action>,
    /// Why the public reads no more than its title, where that is so.
    pub exempt: Option<WithholdingReason>,
}

/// What a meeting decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Its number in this record.
    pub number: u32,
    /// What it says.
    pub words: String,
    /// What it does.
    pub course: Course,
    /// The priorities that it is about, by their codes.
    #[serde(default)]
    pub priorities: Vec<String>,
    /// The consultations that it is about.
    #[serde(default)]
    pub consultations: Vec<ConsultationId>,
}

/// What somebody is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Its number among the actions of this meeting.
    pub number: u32,
    /// What is to be done.
    pub words: String,
    /// By whom.
    pub owner: String,
    /// Until when; nothing for what goes on without an end.
    pub due: Option<NaiveDate>,
}

/// An action of a meeting, wherever it is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActionKey {
    /// The meeting that asked for it.
    pub meeting: MeetingId,
    /// Its number among the actions of that meeting.
    pub number: u32,
}

/// What a meeting heard of an action of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActionUpdate {
    /// The action.
    pub action: ActionKey,
    /// How far it has come.
    pub state: ActionState,
    /// What was said of it.
    pub note: String,
}

/// What a short word stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Acronym {
    /// The short word.
    pub short: String,
    /// What it stands for.
    pub long: String,
}

/// Words that are withheld from the public wherever they stand in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// The words.
    pub passage: String,
    /// Why.
    pub reason: WithholdingReason,
}

impl RecordText {
    /// Gives the next number of a person, a declaration or an item.
    pub fn next_number(&mut self) -> u32 {
        self.last_number += 1;
        self.last_number
    }

    /// Finds an item by its number in this record.
    pub fn item(&self, number: u32) -> Option<&Item> {
        self.items.iter().find(|item| item.number == number)
    }

    /// Says where an item stands, from 1.
    pub fn place(&self, number: u32) -> Option<usize> {
        self.items.iter().position(|item| item.number == number).map(|place| place + 1)
    }

    /// Moves an item one place up or down; what stands at the end stays there.
    pub fn move_item(&mut self, number: u32, is_up: bool) {
        let Some(place) = self.items.iter().position(|item| item.number == number) else { return };
        let other = if is_up { place.checked_sub(1) } else { Some(place + 1).filter(|next| *next < self.items.len()) };
        if let Some(other) = other {
            self.items.swap(place, other);
        }
    }

    /// Lists its actions.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.items.iter().flat_map(|item| &item.actions)
    }

    /// Makes minutes to begin with: the items of an agenda, without what it says of them.
    pub fn begun_from(agenda: &Self) -> Self {
        let bare = |item: &Item| Item { discussion: String::new(), ..item.clone() };
        Self { items: agenda.items.iter().map(bare).collect(), ..agenda.clone() }
    }

    /// Makes an agenda like that of an earlier meeting: the titles of its items and who introduced them, with numbers of its own.
    pub fn like(earlier: &Self) -> Self {
        let mut text = Self { acronyms: earlier.acronyms.clone(), ..Self::default() };
        for item in &earlier.items {
            let number = text.next_number();
            text.items.push(Item::new(number, &item.title, item.presenter.clone()));
        }
        text
    }
}

impl Item {
    /// Makes an item of which nothing is said.
    pub fn new(number: u32, title: &str, presenter: Option<String>) -> Self {
        Self {
            number,
            title: title.to_owned(),
            presenter,
            discussion: String::new(),
            decisions: Vec::new(),
            actions: Vec::new(),
            exempt: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(titles: &[&str]) -> RecordText {
        let mut text = RecordText::default();
        for title in titles {
            let number = text.next_number();
            text.items.push(Item::new(number, title, None));
        }
        text
    }

    fn titles(text: &RecordText) -> Vec<&str> {
        text.items.iter().map(|item| item.title.as_str()).collect()
    }

    #[test]
    fn items_change_places_and_keep_their_numbers() {
        let mut text = text(&["A", "B", "C"]);
        text.move_item(3, true);
        text.move_item(1, true);
        assert_eq!(titles(&text), ["A", "C", "B"]);
        assert_eq!((text.place(3), text.place(2), text.place(9)), (Some(2), Some(3), None));
        text.move_item(2, false);
        assert_eq!(titles(&text), ["A", "C", "B"], "the last stays the last");
    }

    #[test]
    fn minutes_begin_with_the_items_of_the_agenda_and_without_its_notes() {
        let mut agenda = text(&["Welcome", "Hedges"]);
        agenda.items[1].discussion = "The panel is asked to choose.".into();
        let mut minutes = RecordText::begun_from(&agenda);
        assert_eq!((titles(&minutes), minutes.items[1].discussion.as_str()), (vec!["Welcome", "Hedges"], ""));
        assert_eq!(minutes.next_number(), 3, "a number is never given twice");
    }

    #[test]
    fn an_agenda_like_an_earlier_one_has_its_titles_alone() {
        let mut earlier = text(&["Welcome", "Hedges"]);
        earlier.items[1].actions.push(Action { number: 1, words: "Count".into(), owner: "A".into(), due: None });
        let agenda = RecordText::like(&earlier);
        assert_eq!((titles(&agenda), agenda.actions().count()), (vec!["Welcome", "Hedges"], 0));
    }

    #[test]
    fn what_is_stored_is_read_again() {
        let mut written = text(&["Hedges"]);
        written.withheld.push(Withheld { passage: "A".into(), reason: WithholdingReason::Personal });
        let stored = serde_json::to_string(&written).unwrap();
        assert_eq!(serde_json::from_str::<RecordText>(&stored).unwrap(), written);
        assert_eq!(serde_json::from_str::<RecordText>("{}").unwrap(), RecordText::default());
    }
}
