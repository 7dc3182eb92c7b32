//! What everybody reads of a record: made once of what staff wrote, without what is withheld.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{Item, Matter, RecordKind, RecordText, WithholdingReason, withholding::Hidden};
use crate::{ids::MeetingId, meeting::MinutesKind, vocabulary::Word};

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
pub struct Passages {
    hidden: Vec<(String, &'static str, Hidden)>,
    exempt: Vec<Exempt>,
    /// All that may stand in the place of something, which is no words of the record.
    marks: Vec<&'static str>,
}

/// An item of a record that not everybody can read.
#[derive(Clone, Debug)]
struct Exempt {
    kind: RecordKind,
    number: u32,
    title: String,
    reason: WithholdingReason,
    /// The numbers of its actions.
    actions: Vec<u32>,
}

/// What stands in the place of what is taken out.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    /// In the place of a name.
    pub name: &'static str,
    /// In the place of a passage.
    pub passage: fn(WithholdingReason) -> &'static str,
}

impl Passages {
    /// Gathers what is taken out of the records of a meeting: the names in them that are not published, further names, their passages, and
    /// the items that not everybody can read.
    pub fn of(texts: &[(RecordKind, &RecordText)], names: &[String], marks: Marks) -> Self {
        let people = texts.iter().flat_map(|(_, text)| &text.people);
        let unnamed = people.filter(|person| !person.is_named).map(|person| &person.name);
        let names = unnamed.chain(names).map(|name| (name.clone(), marks.name));
        let passages = texts.iter().flat_map(|(_, text)| &text.withheld);
        let passages = passages.map(|withheld| (withheld.passage.clone(), (marks.passage)(withheld.reason)));
        let mut hidden: Vec<(String, &'static str, Hidden)> = Vec::new();
        // A passage says why it is withheld; where it is a name as well, that is told.
        for (words, mark) in passages.chain(names) {
            if !hidden.iter().any(|(known, ..)| *known == words) {
                hidden.extend(Hidden::new(&words, mark).map(|found| (words, mark, found)));
            }
        }
        // The longer first: of a name within another one no part is left behind.
        hidden.sort_by_key(|(words, ..)| std::cmp::Reverse(words.chars().count()));
        let exempt = |(kind, text): &(RecordKind, &RecordText)| {
            let of_item = |item: &Item, kind: RecordKind| {
                let actions = item.actions.iter().map(|action| action.number).collect();
                item.exempt.map(|reason| Exempt {
                    kind,
                    number: item.number,
                    title: item.title.clone(),
                    reason,
                    actions,
                })
            };
            text.items.iter().filter_map(|item| of_item(item, *kind)).collect::<Vec<_>>()
        };
        let reasons = WithholdingReason::ALL.iter().map(|reason| (marks.passage)(*reason));
        Self { hidden, exempt: texts.iter().flat_map(exempt).collect(), marks: reasons.chain([marks.name]).collect() }
    }

    /// Gives a text without the words that are withheld. What stands in the place of others stays.
    pub fn taken_out_of(&self, text: &str) -> String {
        self.hidden
            .iter()
            .fold(text.to_owned(), |text, (.., hidden)| self.outside(&text, |words| hidden.taken_out_of(words)))
    }

    /// Lists the words that are withheld and stand in a text as it is read in the end, each with what should stand in its place.
    pub fn left_in(&self, text: &str) -> Vec<(&str, &'static str)> {
        let read = self.marks.iter().fold(text.to_owned(), |text, mark| text.replace(mark, "\n—\n"));
        self.hidden
            .iter()
            .filter(|(.., hidden)| hidden.stands_in(&read))
            .map(|(words, mark, _)| (words.as_str(), *mark))
            .collect()
    }

    /// Changes what stands between marks.
    fn outside(&self, text: &str, change: impl Fn(&str) -> String) -> String {
        let (mut left, mut rest) = (String::with_capacity(text.len()), text);
        let next = |rest: &str| {
            self.marks.iter().filter_map(|mark| rest.find(mark).map(|at| (at, *mark))).min_by_key(|(at, _)| *at)
        };
        while let Some((at, mark)) = next(rest) {
            left.push_str(&change(&rest[..at]));
            left.push_str(mark);
            rest = &rest[at + mark.len()..];
        }
        left.push_str(&change(rest));
        left
    }

    /// Says why an item of a record is not for everybody, where it is not. Between the agenda and the minutes of a meeting an item is known by
    /// its number and its title, because either may have got items that the other has not.
    fn exempts(&self, kind: RecordKind, item: &Item) -> Option<WithholdingReason> {
        let is_it =
            |exempt: &&Exempt| exempt.number == item.number && (exempt.kind == kind || exempt.title == item.title);
        item.exempt.or_else(|| self.exempt.iter().find(is_it).map(|exempt| exempt.reason))
    }

    /// Says whether something stands in the place of a name, or nothing does.
    fn is_hidden(&self, name: &str) -> bool {
        name.is_empty() || self.marks.contains(&name)
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
        let is_gone = |matter: &Matter| {
            let mut actions =
                passages.exempt.iter().filter(|one| one.kind == RecordKind::Minutes).flat_map(|one| &one.actions);
            matter.key.meeting == meeting && actions.any(|number| *number == matter.key.number)
        };
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
    fn what_is_left_in_a_text_is_told_and_the_marks_are_not() {
        let withheld = |passage: &str| Withheld { passage: passage.to_owned(), reason: WithholdingReason::Personal };
        let text = RecordText { withheld: vec![withheld("withheld"), withheld("Mill Lane")], ..RecordText::default() };
        let passages = Passages::of(&[(RecordKind::Minutes, &text)], &["Ann Hidden".to_owned()], MARKS);
        let left = |text| passages.left_in(text).into_iter().map(|(words, _)| words).collect::<Vec<_>>();
        assert_eq!(left("[withheld] and [name withheld]"), Vec::<&str>::new());
        assert_eq!(left("[withheld], mill lane, ann hidden"), ["Ann Hidden", "Mill Lane"]);
        assert_eq!(
            passages.taken_out_of("withheld: [withheld]"),
            "[withheld]: [withheld]",
            "a mark is never within another"
        );
    }

    #[test]
    fn of_a_name_within_another_no_part_is_left() {
        let names = ["Hidden".to_owned(), "Ann Hidden".to_owned()];
        let passages = Passages::of(&[], &names, MARKS);
        assert_eq!(passages.taken_out_of("Ann Hidden and Mr Hidden"), "[name withheld] and Mr [name withheld]");
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
