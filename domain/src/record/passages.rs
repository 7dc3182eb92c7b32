//! What is taken out of the records of a meeting before everybody reads them, and what stands in its place.

use super::{Item, RecordKind, RecordText, WithholdingReason, withholding::Hidden};
use crate::vocabulary::Word;

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
    pub(super) fn exempts(&self, kind: RecordKind, item: &Item) -> Option<WithholdingReason> {
        let is_it =
            |exempt: &&Exempt| exempt.number == item.number && (exempt.kind == kind || exempt.title == item.title);
        item.exempt.or_else(|| self.exempt.iter().find(is_it).map(|exempt| exempt.reason))
    }

    /// Says whether an action of the minutes is of an item that is not for everybody.
    pub(super) fn exempts_action(&self, number: u32) -> bool {
        let of_minutes = self.exempt.iter().filter(|exempt| exempt.kind == RecordKind::Minutes);
        of_minutes.flat_map(|exempt| &exempt.actions).any(|action| *action == number)
    }

    /// Says whether something stands in the place of a name, or nothing does.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        name.is_empty() || self.marks.contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Withheld;

    const MARKS: Marks = Marks { name: "[name withheld]", passage: |_| "[withheld]" };

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
}
