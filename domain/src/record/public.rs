//! What everybody reads of a record: made once of what staff wrote, without what is withheld.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{Matter, RecordKind, RecordText, WithholdingReason, withholding::Hidden};
use crate::{meeting::MinutesKind, vocabulary::Word};

/// What is known of a meeting in each record of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// What is taken out of a record, and what stands in its place.
#[derive(Clone, Debug, Default)]
pub struct Passages(Vec<(String, Hidden)>);

/// What stands in the place of what is taken out.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    /// In the place of a name.
    pub name: &'static str,
    /// In the place of a passage.
    pub passage: fn(WithholdingReason) -> &'static str,
}

impl Passages {
    /// Gathers what is taken out of the records of a meeting: the names in them that are not published, further names, and their passages.
    pub fn of(texts: &[&RecordText], names: &[String], marks: Marks) -> Self {
        let people = texts.iter().flat_map(|text| &text.people);
        let unnamed = people.filter(|person| !person.is_named).map(|person| &person.name);
        let names = unnamed.chain(names).map(|name| (name.clone(), marks.name));
        let passages = texts.iter().flat_map(|text| &text.withheld);
        let passages = passages.map(|withheld| (withheld.passage.clone(), (marks.passage)(withheld.reason)));
        let mut hidden: Vec<(String, Hidden)> = Vec::new();
        // A passage says why it is withheld; where it is a name as well, that is told.
        for (words, mark) in passages.chain(names) {
            if !hidden.iter().any(|(known, _)| *known == words) {
                hidden.extend(Hidden::new(&words, mark).map(|found| (words, found)));
            }
        }
        // The longer first: of a name within another one no part is left behind.
        hidden.sort_by_key(|(words, _)| std::cmp::Reverse(words.chars().count()));
        Self(hidden)
    }

    /// Says whether nothing is taken out.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Gives a text without them.
    pub fn taken_out_of(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (_, hidden)| hidden.taken_out_of(&text))
    }

    /// Lists those of them that stand in a text as it is read in the end.
    pub fn left_in(&self, text: &str, marks: Marks) -> Vec<&str> {
        let reasons = WithholdingReason::ALL.iter().map(|reason| (marks.passage)(*reason));
        // The marks are no words of the record.
        let text = reasons.chain([marks.name]).fold(text.to_owned(), |text, mark| text.replace(mark, "\n—\n"));
        self.0.iter().filter(|(_, hidden)| hidden.stands_in(&text)).map(|(words, _)| words.as_str()).collect()
    }
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
    // In the order of what is shown alone: the place of a name that is not published would tell of it.
    text.people.sort_by_cached_key(|person| {
        let name = person.name.to_lowercase();
        (person.presence, person.part, name.is_empty(), name, person.organisation.clone())
    });
    for (place, person) in (1..).zip(&mut text.people) {
        person.number = place;
    }
    for item in text.items.iter_mut().filter(|item| item.exempt.is_some()) {
        item.presenter = None;
        item.discussion = String::new();
        item.decisions.clear();
        item.actions.clear();
    }
    let mut public = PublicRecord { kind, heading, text, matters, next };
    public.withhold(passages);
    public
}

impl PublicRecord {
    /// Takes passages out of all that it says, and tells whether any was in it.
    pub fn withhold(&mut self, passages: &Passages) -> bool {
        let before = self.clone();
        for words in self.words() {
            *words = passages.taken_out_of(words);
        }
        *self != before
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
            Acronym, Action, ActionKey, ActionState, ActionUpdate, Conduct, Course, Decision, Declaration, Item, Part,
            Person, Presence, Withheld,
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
        let passages = Passages::of(&[&text], &[], MARKS);
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
        assert_eq!(names, [(1, "[withheld]".to_owned()), (2, "Zoe Named".to_owned()), (3, String::new())]);
    }

    #[test]
    fn what_is_left_in_a_text_is_told_and_the_marks_are_not() {
        let withheld = |passage: &str| Withheld { passage: passage.to_owned(), reason: WithholdingReason::Personal };
        let text = RecordText { withheld: vec![withheld("withheld"), withheld("Mill Lane")], ..RecordText::default() };
        let passages = Passages::of(&[&text], &["Ann Hidden".to_owned()], MARKS);
        assert_eq!(passages.left_in("[withheld] and [name withheld]", MARKS), Vec::<&str>::new());
        assert_eq!(passages.left_in("[withheld], mill lane, ann hidden", MARKS), ["Ann Hidden", "Mill Lane"]);
    }

    #[test]
    fn of_a_name_within_another_no_part_is_left() {
        let names = ["Hidden".to_owned(), "Ann Hidden".to_owned()];
        let passages = Passages::of(&[], &names, MARKS);
        assert_eq!(passages.taken_out_of("Ann Hidden and Mr Hidden"), "[name withheld] and Mr [name withheld]");
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
