//! What everybody reads of a record: made once of what staff wrote, without what is withheld.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{Matter, Passages, RecordKind, RecordText};
use crate::{ids::MeetingId, meeting::MinutesKind};

/// What is known of a meeting in each record of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// The name of the group, as it was then.
    pub group: String,
    /// Which kind of minutes it is, also where it is an agenda.
    pub minutes: MinutesKind,
    /// The day.
    pub held_on: NaiveDate,
    /// When it begins.
    pub starts: Option<NaiveTime>,
    /// When it ends.
    pub ends: Option<NaiveTime>,
    /// Where it is.
    pub place: String,
}

/// The next meeting of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NextMeeting {
    /// The day.
    pub held_on: NaiveDate,
    /// When it begins.
    pub starts: Option<NaiveTime>,
    /// Where it is.
    pub place: String,
}

/// What everybody reads of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublicRecord {
    /// Whether it is an agenda or minutes.
    pub kind: RecordKind,
    /// What is known of the meeting.
    pub heading: Heading,
    /// What staff wrote, without what is withheld; a name that is not published is empty.
    pub text: RecordText,
    /// What the meeting heard of actions of earlier ones.
    pub matters: Vec<Matter>,
    /// The next meeting of the group, as far as it was known.
    pub next: Option<NextMeeting>,
}

/// Makes what everybody reads of a record. The actions of earlier meetings are those that everybody can read of.
pub fn release(
    kind: RecordKind,
    heading: Heading,
    written: &RecordText,
    (matters, next): (Vec<Matter>, Option<NextMeeting>),
    passages: &Passages,
) -> PublicRecord {
    // How many numbers were given would tell of what is left out.
    let mut text =
        RecordText { withheld: Vec::new(), last_number: 0, last_decision: 0, last_action: 0, ..written.clone() };
    text.updates.retain(|update| matters.iter().any(|matter| matter.key == update.action));
    for person in text.people.iter_mut().filter(|person| !person.is_named) {
        person.name = String::new();
    }
    let mut public = PublicRecord { kind, heading, text, matters, next };
    public.withhold(passages);
    let decisions = public.text.items.iter_mut().flat_map(|item| &mut item.decisions);
    for (place, decision) in (1..).zip(decisions) {
        decision.number = place;
    }
    for (place, declaration) in (1..).zip(&mut public.text.declarations) {
        declaration.number = place;
    }
    public
}

impl PublicRecord {
    /// Takes out what is withheld, and tells whether any of it was there.
    pub fn withhold(&mut self, passages: &Passages) -> bool {
        let before = self.clone();
        for item in &mut self.text.items {
            item.exempt = passages.exempts(self.kind, item);
            if item.exempt.is_some() {
                item.presenter = None;
                item.discussion = String::new();
                item.decisions.clear();
                item.actions.clear();
            }
        }
        self.change_words(|words| *words = passages.taken_out_of(words));
        // In the order of what is shown alone: the place of a name that is not published would tell of it.
        self.text.people.sort_by_cached_key(|person| {
            let is_hidden = passages.is_hidden(&person.name);
            let name = if is_hidden { String::new() } else { person.name.to_lowercase() };
            (person.presence, person.part, is_hidden, name, person.organisation.clone())
        });
        for (place, person) in (1..).zip(&mut self.text.people) {
            person.number = place;
        }
        *self != before
    }

    /// Takes what is withheld at an earlier meeting out of what this record says of its actions, and tells whether any of it was there.
    pub fn withhold_of(&mut self, meeting: MeetingId, passages: &Passages) -> bool {
        let before = self.clone();
        let is_gone = |matter: &Matter| matter.key.meeting == meeting && passages.exempts_action(matter.key.number);
        let gone: Vec<_> = self.matters.extract_if(.., |matter| is_gone(matter)).map(|matter| matter.key).collect();
        self.text.updates.retain(|update| !gone.contains(&update.action));
        let notes = self.text.updates.iter_mut().filter(|update| update.action.meeting == meeting);
        for note in notes.map(|update| &mut update.note) {
            *note = passages.taken_out_of(note);
        }
        for matter in self.matters.iter_mut().filter(|matter| matter.key.meeting == meeting) {
            matter.action.words = passages.taken_out_of(&matter.action.words);
            matter.action.owner = passages.taken_out_of(&matter.action.owner);
            matter.note = matter.note.as_ref().map(|note| passages.taken_out_of(note));
        }
        *self != before
    }

    /// Changes each thing in it that was written by people.
    pub fn change_words(&mut self, change: impl Fn(&mut String)) {
        for words in self.words() {
            change(words);
        }
    }

    /// Gives all that was written by people.
    fn words(&mut self) -> Vec<&mut String> {
        let Self { kind: _, heading, text, matters, next } = self;
        let RecordText { people, declarations, items, updates, acronyms, .. } = text;
        let mut words = vec![&mut heading.group, &mut heading.place];
        words.extend(next.iter_mut().map(|next| &mut next.place));
        for person in people {
            words.push(&mut person.name);
            words.extend(person.organisation.iter_mut().chain(&mut person.instead_of).chain(&mut person.when));
        }
        words.extend(declarations.iter_mut().flat_map(|declared| [&mut declared.who, &mut declared.interest]));
        for item in items {
            words.extend([&mut item.title, &mut item.discussion]);
            words.extend(&mut item.presenter);
            words.extend(item.decisions.iter_mut().map(|decision| &mut decision.words));
            words.extend(item.actions.iter_mut().flat_map(|action| [&mut action.words, &mut action.owner]));
        }
        words.extend(updates.iter_mut().map(|update| &mut update.note));
        words.extend(acronyms.iter_mut().flat_map(|acronym| [&mut acronym.short, &mut acronym.long]));
        for matter in matters {
            words.extend([&mut matter.action.words, &mut matter.action.owner]);
            words.extend(&mut matter.note);
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        ids::MeetingId,
        record::{
            Acronym, Action, ActionKey, ActionState, ActionUpdate, Conduct, Course, Decision, Declaration, Item, Marks,
            Part, Person, Presence, Withheld, WithholdingReason,
        },
    };

    const SECRET: &str = "Mill Lane";
    const MARKS: Marks = Marks { name: "[name withheld]", passage: |_| "[withheld]" };

    fn held_on() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 4).unwrap()
    }

    fn person(number: u32, name: &str, is_named: bool) -> Person {
        Person {
            number,
            name: name.to_owned(),
            organisation: Some(format!("For {SECRET}")),
            part: Part::Member,
            instead_of: Some(SECRET.to_owned()),
            presence: Some(Presence::InPart),
            when: Some(format!("until {SECRET}")),
            is_named,
        }
    }

    fn action(number: u32) -> Action {
        Action { number, words: format!("Count at {SECRET}"), owner: format!("Officer of {SECRET}"), due: None }
    }

    /// A text that has the secret in each thing that people write.
    fn full() -> RecordText {
        let key = ActionKey { meeting: MeetingId(Uuid::nil()), number: 1 };
        let item = |number, exempt| Item {
            presenter: Some(SECRET.to_owned()),
            discussion: format!("Water voles at **{SECRET}**."),
            decisions: vec![Decision {
                number: 1,
                words: format!("Fence {SECRET}"),
                course: Course::Agreed,
                priorities: Vec::new(),
                consultations: Vec::new(),
            }],
            actions: vec![action(1)],
            exempt,
            ..Item::new(number, &format!("About {SECRET}"), None)
        };
        RecordText {
            people: vec![person(1, "Ann Hidden", false), person(2, "Zoe Named", true), person(3, SECRET, true)],
            declarations: vec![Declaration {
                number: 4,
                who: SECRET.to_owned(),
                interest: format!("Owns {SECRET}; Ann Hidden's sister"),
                item: None,
                conduct: Conduct::Left,
            }],
            items: vec![item(5, None), item(6, Some(WithholdingReason::Commercial))],
            updates: vec![
                ActionUpdate { action: key, state: ActionState::Open, note: format!("Seen at {SECRET}") },
                ActionUpdate {
                    action: ActionKey { number: 2, ..key },
                    state: ActionState::Done,
                    note: "Not public".into(),
                },
            ],
            acronyms: vec![Acronym { short: SECRET.to_owned(), long: SECRET.to_owned() }],
            withheld: vec![Withheld { passage: SECRET.to_owned(), reason: WithholdingReason::ProtectedPlace }],
            ..RecordText::default()
        }
    }

    fn public() -> PublicRecord {
        let text = full();
        let heading = Heading {
            group: format!("{SECRET} group"),
            minutes: MinutesKind::Minutes,
            held_on: held_on(),
            starts: None,
            ends: None,
            place: format!("Hall, {SECRET}"),
        };
        let key = ActionKey { meeting: MeetingId(Uuid::nil()), number: 1 };
        let note = Some(format!("Seen at {SECRET}"));
        let matter = Matter { key, asked_on: held_on(), action: action(1), state: ActionState::Open, note };
        let next = NextMeeting { held_on: held_on(), starts: None, place: SECRET.to_owned() };
        let passages = Passages::of(&[(RecordKind::Minutes, &text)], &[], MARKS);
        release(RecordKind::Minutes, heading, &text, (vec![matter], Some(next)), &passages)
    }

    #[test]
    fn what_is_withheld_stands_nowhere_in_what_everybody_reads() {
        let stored = serde_json::to_string(&public()).unwrap();
        for secret in [SECRET, "Ann", "Hidden", "Not public"] {
            assert!(!stored.contains(secret), "{secret}: {stored}");
        }
        assert!(stored.contains("[withheld]") && stored.contains("[name withheld]'s sister"), "{stored}");
    }

    #[test]
    fn of_an_exempt_item_everybody_reads_its_title_and_why() {
        let public = public();
        let exempt = &public.text.items[1];
        assert_eq!((exempt.title.as_str(), exempt.exempt), ("About [withheld]", Some(WithholdingReason::Commercial)));
        assert_eq!((exempt.discussion.as_str(), exempt.decisions.len(), exempt.actions.len()), ("", 0, 0));
        assert_eq!(public.text.items[0].actions.len(), 1);
    }

    #[test]
    fn the_place_of_a_name_that_is_not_published_tells_nothing() {
        let names: Vec<_> = public().text.people.into_iter().map(|person| (person.number, person.name)).collect();
        let names: Vec<_> = names.iter().map(|(number, name)| (*number, name.as_str())).collect();
        assert!(
            names == [(1, "Zoe Named"), (2, ""), (3, "[withheld]")]
                || names == [(1, "Zoe Named"), (2, "[withheld]"), (3, "")],
            "{names:?}"
        );
    }

    #[test]
    fn an_item_that_is_made_exempt_later_is_exempt_in_each_version_and_in_the_agenda() {
        let mut older = public();
        let mut text = full();
        text.items[0].exempt = Some(WithholdingReason::Confidence);
        let of_minutes = Passages::of(&[(RecordKind::Minutes, &text)], &[], MARKS);
        assert!(older.withhold(&of_minutes));
        let item = &older.text.items[0];
        assert_eq!((item.exempt, item.discussion.as_str()), (Some(WithholdingReason::Confidence), ""));
        let titled = |title: &str| RecordText { items: vec![Item::new(5, title, None)], ..RecordText::default() };
        let agenda = |title: &str| {
            let heading = public().heading;
            let nothing = (Vec::new(), None);
            release(RecordKind::Agenda, heading, &titled(title), nothing, &of_minutes).text.items[0].exempt
        };
        assert_eq!(agenda(&text.items[0].title), Some(WithholdingReason::Confidence));
        assert_eq!(agenda("Another that got the same number"), None);
    }

    #[test]
    fn what_is_withheld_at_one_meeting_is_withheld_from_what_later_ones_say_of_its_actions() {
        let meeting = MeetingId(Uuid::nil());
        let key = ActionKey { meeting, number: 1 };
        let matter =
            Matter { key, asked_on: held_on(), action: action(1), state: ActionState::Open, note: Some(SECRET.into()) };
        let mut later = PublicRecord { matters: vec![matter.clone()], ..public() };
        later.text.updates = vec![ActionUpdate { action: key, state: ActionState::Open, note: SECRET.into() }];
        let words = Passages::of(&[(RecordKind::Minutes, &full())], &[], MARKS);
        assert!(later.withhold_of(meeting, &words));
        assert!(
            later.matters.is_empty() && later.text.updates.is_empty(),
            "one of its items with this action is exempt"
        );
        let mut open = full();
        open.items.truncate(1);
        let mut later = PublicRecord { matters: vec![matter], ..public() };
        assert!(later.withhold_of(meeting, &Passages::of(&[(RecordKind::Minutes, &open)], &[], MARKS)));
        assert_eq!(
            (later.matters[0].action.words.as_str(), later.matters[0].note.as_deref()),
            ("Count at [withheld]", Some("[withheld]"))
        );
        assert!(!later.withhold_of(MeetingId(Uuid::max()), &words), "another meeting");
    }

    #[test]
    fn an_older_version_loses_what_is_withheld_later() {
        let mut older = public();
        let named = Passages::of(&[], &["Zoe Named".to_owned()], MARKS);
        assert!(older.withhold(&named));
        assert!(!serde_json::to_string(&older).unwrap().contains("Zoe"));
        assert!(!older.withhold(&named), "it is not in there any more");
    }
}
