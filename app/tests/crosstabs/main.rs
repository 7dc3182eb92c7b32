//! Readers who have every table and all that was public before, and try to work out what is withheld.

#![expect(clippy::unwrap_used, reason = "the functions around the tests may panic as the tests do")]

mod reader;

use std::collections::BTreeMap;

use std::time::Duration;

use app::analysis::{
    crosstabs::{Counts, Of, OpenCell, OpenTable, Unsafe, make_safe},
    run::Known,
};
use domain::{
    answer::{Answer, Chosen},
    crosstab::{By, Crosstab},
    ids::VersionId,
    plan::{PlannedLevel, PlannedMargin},
    question::{AnswerOption, MultipleChoice, Question, QuestionKind, SingleChoice},
    questionnaire::{Page, Questionnaire, Roles},
};
use store::OpenAnswers;
use uuid::Uuid;

use self::reader::Reader;

/// How many made-up consultations are tried.
const TRIED: u64 = 8;
const SEGMENTS: [&str; 3] = ["resident", "land-manager", "organisation"];
const AGES: [&str; 3] = ["young", "middle", "old"];
const VERSION: VersionId = VersionId(Uuid::from_u128(1));

/// One respondent: the places of their segment, their age, what they chose in a question for one and in one for several.
#[derive(Clone, Copy)]
struct Person {
    segment: usize,
    age: Option<usize>,
    one: Option<usize>,
    several: [bool; 3],
}

const RESIDENT: Person = Person { segment: 0, age: None, one: Some(0), several: [false; 3] };

fn options(codes: &[&str], stand_for: bool) -> Vec<AnswerOption> {
    let option = |code: &&str| AnswerOption {
        id: (*code).into(),
        label: (*code).into(),
        stands_for: stand_for.then(|| (*code).into()),
        ..AnswerOption::default()
    };
    codes.iter().map(option).collect()
}

fn questionnaire() -> Questionnaire {
    let one =
        |codes: &[&str], stand_for| QuestionKind::SingleChoice(SingleChoice { options: options(codes, stand_for) });
    let several =
        QuestionKind::MultipleChoice(MultipleChoice { options: options(&["x", "y", "z"], false), at_most: None });
    let mut page = Page::new("all", "All");
    page.questions = vec![
        Question::new("who", "Who?", one(&SEGMENTS, true)),
        Question::new("age", "How old?", one(&AGES, true)),
        Question::new("one", "Which one?", one(&["a", "b", "c"], false)),
        Question::new("several", "Which ones?", several),
    ];
    let margins = [("age_band".to_owned(), "age".to_owned())].into();
    Questionnaire { pages: vec![page], roles: Roles { segment: Some("who".into()), margins, ..Roles::default() } }
}

fn list() -> Vec<Crosstab> {
    let by = [By::Everybody, By::Segment, By::Margin("age_band".into())];
    let tables = |question: &'static str| by.clone().map(|by| Crosstab { question: question.into(), by });
    ["one", "several"].into_iter().flat_map(tables).collect()
}

fn count(list: &[Crosstab], people: &[Person]) -> Counts {
    let level = |code: &&str| PlannedLevel { code: (*code).into(), label: (*code).into(), count: 10 };
    let levels = AGES.iter().map(level).collect();
    let age = PlannedMargin {
        name: "age_band".into(),
        levels,
        merges_neighbours: false,
        merge_list: Vec::new(),
        source: String::new(),
    };
    let segments = SEGMENTS.map(|code| (code.to_owned(), code.to_owned())).to_vec();
    let mut counts = Counts::new(&questionnaire(), segments, &[age], list).of_frozen(people.len() as u64, &[]);
    counts.learn(VERSION, questionnaire());
    let choose = |option: &str| Chosen { option: option.into(), words: None };
    for (person, place) in people.iter().zip(1..) {
        let mut chosen = BTreeMap::new();
        chosen.extend(person.age.map(|age| ("age".to_owned(), Answer::Choice(choose(AGES[age])))));
        chosen.extend(person.one.map(|one| ("one".to_owned(), Answer::Choice(choose(["a", "b", "c"][one])))));
        let several: Vec<Chosen> =
            ["x", "y", "z"].iter().zip(person.several).filter(|(_, is)| *is).map(|(id, _)| choose(id)).collect();
        if !several.is_empty() {
            chosen.insert("several".to_owned(), Answer::Choices(several));
        }
        let segment = Some(SEGMENTS[person.segment].to_owned());
        counts.add(&OpenAnswers { place, version: VERSION, campaign: None, segment, chosen });
    }
    counts
}

/// Numbers without a pattern, the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        // The generator of Knuth's MMIX; its upper bits are the better ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn person(&mut self) -> Person {
        // Few are no residents, few are old, few choose the last option.
        let skewed = |drawn: usize| {
            if drawn < 14 {
                0
            } else if drawn < 19 {
                1
            } else {
                2
            }
        };
        Person {
            segment: skewed(self.below(20)),
            age: Some(skewed(self.below(21))).filter(|_| self.below(25) > 0),
            one: Some(skewed(self.below(20))).filter(|_| self.below(12) > 0),
            several: [self.below(2) > 0, self.below(4) > 0, self.below(30) == 0],
        }
    }
}

#[test]
fn nobody_works_a_group_of_fewer_than_10_out_of_all_tables_together() {
    let mut published = 0;
    for seed in 1..=TRIED {
        let mut numbers = Numbers(seed);
        let size = 60 + numbers.below(300);
        let people: Vec<Person> = (0..size).map(|_| numbers.person()).collect();
        let counts = count(&list(), &people);
        let Ok(safe) = make_safe(&list(), &counts, &[], Duration::MAX) else { continue };
        published += 1;
        let exposed = Reader::of(&safe.tables, &counts).exposed();
        assert!(exposed.is_empty(), "consultation {seed}: {exposed:?}");
    }
    assert!(published > 4, "{published} of {TRIED}");
}

#[test]
fn the_reader_of_these_tests_does_find_what_only_small_cells_are_withheld_for() {
    let mut people = vec![RESIDENT; 40];
    people.extend(vec![Person { one: Some(1), ..RESIDENT }; 25]);
    people.extend(vec![Person { one: Some(2), ..RESIDENT }; 4]);
    people.extend(vec![Person { segment: 1, ..RESIDENT }; 30]);
    people.extend(vec![Person { segment: 1, one: Some(1), ..RESIDENT }; 30]);
    people.extend(vec![Person { segment: 1, one: Some(2), ..RESIDENT }; 30]);
    let list = [Crosstab { question: "one".into(), by: By::Segment }];
    let counts = count(&list, &people);
    let mut safe = make_safe(&list, &counts, &[], Duration::MAX).unwrap();
    assert!(Reader::of(&safe.tables, &counts).exposed().is_empty());
    // Whoever only left out what is small would show all the rest.
    for (group, known) in safe.tables[0].groups.iter_mut().zip([0, 1]) {
        for place in 0..3 {
            let chose = counts.questions[0].chosen(&Of::Segment(Some(SEGMENTS[known].into())), place);
            group.chosen[place] = (chose >= 10).then_some(OpenCell { people: chose, percent: None });
        }
    }
    let everybody = safe.tables[0].groups.last_mut().unwrap();
    for place in 0..3 {
        let people = counts.questions[0].chosen(&Of::Everybody, place);
        everybody.chosen[place] = Some(OpenCell { people, percent: None });
    }
    assert_eq!(Reader::of(&safe.tables, &counts).exposed().len(), 1);
}

#[test]
fn what_is_shown_is_rounded_to_5_and_shares_come_from_that() {
    let mut people = vec![RESIDENT; 43];
    people.extend(vec![Person { one: Some(1), ..RESIDENT }; 22]);
    people.extend(vec![Person { one: Some(2), ..RESIDENT }; 16]);
    let list = [Crosstab { question: "one".into(), by: By::Everybody }];
    let safe = make_safe(&list, &count(&list, &people), &[], Duration::MAX).unwrap();
    let group = &safe.tables[0].groups[0];
    assert_eq!((group.people, group.answered), (Some(80), Some(80)));
    let cell = |people, percent| Some(OpenCell { people, percent: Some(percent) });
    assert_eq!(group.chosen, [cell(45, 56), cell(20, 25), cell(15, 19)]);
}

#[test]
fn a_group_of_which_all_or_none_gave_an_answer_does_not_show_it() {
    let mut people = vec![Person { several: [true, false, false], ..RESIDENT }; 50];
    people.extend(vec![Person { segment: 1, several: [true, true, true], ..RESIDENT }; 30]);
    people.extend(vec![Person { segment: 1, several: [false, true, true], ..RESIDENT }; 30]);
    let list = [Crosstab { question: "several".into(), by: By::Segment }];
    let safe = make_safe(&list, &count(&list, &people), &[], Duration::MAX).unwrap();
    let residents = &safe.tables[0].groups[0];
    assert_eq!((residents.label.as_str(), residents.people), ("resident", Some(50)));
    assert_eq!(residents.chosen, [None; 3], "all residents chose the first, and none another");
}

#[test]
fn a_check_that_takes_longer_than_anybody_waits_gives_no_tables() {
    let mut numbers = Numbers(3);
    let people: Vec<Person> = (0..300).map(|_| numbers.person()).collect();
    assert_eq!(make_safe(&list(), &count(&list(), &people), &[], Duration::ZERO), Err(Unsafe::TooLong));
}

#[test]
fn tables_that_differ_by_a_few_people_from_those_before_are_refused() {
    let mut numbers = Numbers(3);
    let mut people: Vec<Person> = (0..300).map(|_| numbers.person()).collect();
    let first = make_safe(&list(), &count(&list(), &people), &[], Duration::MAX).unwrap();
    people.extend([RESIDENT; 3]);
    let more = count(&list(), &people);

    assert!(make_safe(&list(), &more, &[], Duration::MAX).is_ok(), "by itself it could be published");
    assert_eq!(make_safe(&list(), &more, std::slice::from_ref(&first.known), Duration::MAX), Err(Unsafe::TooAlike));

    let other = [Crosstab { question: "several".into(), by: By::Everybody }];
    let fewer = count(&list(), &people);
    assert_eq!(
        make_safe(&other, &fewer, &[first.known], Duration::MAX),
        Err(Unsafe::TooAlike),
        "nor another table of them"
    );
}

#[test]
fn a_table_more_of_the_same_people_leaves_what_was_withheld_withheld() {
    for seed in 1..=TRIED {
        let mut numbers = Numbers(seed);
        let people: Vec<Person> = (0..250).map(|_| numbers.person()).collect();
        let (few, all) = (vec![list()[1].clone(), list()[4].clone()], list());
        let Ok(first) = make_safe(&few, &count(&few, &people), &[], Duration::MAX) else { continue };
        let counts = count(&all, &people);
        let Ok(second) = make_safe(&all, &counts, &[first.known], Duration::MAX) else { continue };
        for table in &first.tables {
            let again = second.tables.iter().find(|other| (&other.question, &other.by) == (&table.question, &table.by));
            assert_eq!(again, Some(table), "consultation {seed}");
        }
        let both: Vec<OpenTable> = first.tables.into_iter().chain(second.tables).collect();
        let exposed = Reader::of(&both, &counts).exposed();
        assert!(exposed.is_empty(), "consultation {seed}: {exposed:?}");
    }
}

#[test]
fn what_published_results_give_away_refuses_the_list() {
    let mut people = vec![RESIDENT; 60];
    people.extend(vec![Person { one: Some(1), ..RESIDENT }; 60]);
    people.extend(vec![Person { segment: 1, ..RESIDENT }; 9]);
    let list = [Crosstab { question: "one".into(), by: By::Everybody }];
    let counts = count(&list, &people);
    assert!(make_safe(&list, &counts, &[], Duration::MAX).is_ok());
    let known = |name: &str, people| (name.to_owned(), Known { people, shown: Some(true) });
    let results = BTreeMap::from([known("residents", 120), known("frozen", 129)]);
    assert_eq!(make_safe(&list, &counts, &[results], Duration::MAX), Err(Unsafe::Groups), "129 less 120 are 9");
}

#[test]
fn fewer_than_10_responses_make_no_tables() {
    let counts = count(&list(), &[RESIDENT; 9]);
    assert_eq!(make_safe(&list(), &counts, &[], Duration::MAX), Err(Unsafe::TooFew));
}
