use super::*;
use crate::answer::Chosen;

const LETTER: &str = "We, the friends of the moss, ask you to put ponds, wet woodland and quiet places first, because they \
                      are what our children will remember.";

fn text(words: &str) -> BTreeMap<QuestionId, Outcome> {
    BTreeMap::from([("why".to_owned(), Outcome::Answered(Answer::Text(words.to_owned())))])
}

fn chosen(options: &[&str]) -> Answer {
    Answer::Choices(options.iter().map(|option| Chosen { option: (*option).to_owned(), words: None }).collect())
}

/// So many questions, each with the same answer.
fn answers(count: usize, answer: &Answer) -> BTreeMap<QuestionId, Outcome> {
    (0..count).map(|number| (format!("q{number}"), Outcome::Answered(answer.clone()))).collect()
}

fn groups(responses: impl IntoIterator<Item = BTreeMap<QuestionId, Outcome>>) -> Vec<Group> {
    let mut comparison = Comparison::default();
    for (number, outcomes) in responses.into_iter().enumerate() {
        comparison.add(&number.to_string(), None, &outcomes);
    }
    comparison.groups()
}

fn members(groups: &[Group]) -> Vec<String> {
    groups.iter().map(|group| group.references.join(" ")).collect()
}

#[test]
fn a_long_text_is_the_same_whatever_its_capitals_spaces_and_punctuation() {
    let spelt = [
        LETTER.to_owned(),
        LETTER.to_uppercase(),
        LETTER.replace(' ', "\n\u{200b} "),
        LETTER.replace(',', " –").replace("fi", "\u{fb01}").replace("fr", "f\u{ad}r"),
    ];
    let found = groups(spelt.iter().map(|words| text(words)).chain([text("Something else")]));
    assert_eq!(members(&found), ["0 1 2 3"]);
    assert_eq!(found[0].likenesses, [Likeness::Text { beginning: spelt[0].clone(), wordings: 1 }]);
}

#[test]
fn short_texts_and_other_texts_are_not_alike() {
    let seventy_nine = "a".repeat(79);
    assert_eq!(groups([text("Yes"), text("Yes"), text(&seventy_nine), text(&seventy_nine)]), []);
    let eighty = "a".repeat(80);
    assert_eq!(members(&groups([text(&eighty), text(&eighty)])), ["0 1"]);
    let phrase = "of the people who live here and farm here and walk here every day";
    let essay = |words: &str| text(&format!("{} {phrase} {}", numbered(words, 60), numbered(words, 90)));
    assert_eq!(groups([essay("pond"), essay("wood"), essay("moss")]), []);
}

/// So many words that no other text has.
fn numbered(word: &str, count: usize) -> String {
    (0..count).map(|number| format!("{word}{number}")).collect::<Vec<_>>().join(" ")
}

/// A letter of three paragraphs.
fn letter() -> [String; 3] {
    ["pond", "wood", "moss"].map(|word| numbered(word, 40))
}

#[test]
fn a_campaign_of_which_words_were_changed_or_moved_or_hidden_is_one_group_with_all_its_wordings() {
    let whole = letter().join("\n\n");
    // One word in twenty, others in each.
    let changed = (0..500).map(|number| {
        let words = whole.split_whitespace().enumerate();
        let each =
            words.map(|(place, word)| if place % 20 == number % 20 { format!("x{number}") } else { word.to_owned() });
        each.collect::<Vec<_>>().join(" ")
    });
    let [first, second, third] = letter();
    let shuffled = [format!("{third} {first} {second}"), format!("{second} {third} {first}")];
    // A Cyrillic letter, a capital one like a small one, a space that has no width.
    let hidden = [
        whole.replace('o', "\u{43e}"),
        whole.replace("pond1", "p\u{200b}ond1").to_uppercase(),
        whole.replace(' ', " \u{feff}"),
    ];
    let longer = [format!("{whole} {}", numbered("mine", 200)), format!("{first} {}", numbered("other", 30))];
    let campaign: Vec<String> =
        vec![whole.clone(); 500].into_iter().chain(changed).chain(shuffled).chain(hidden).chain(longer).collect();
    let count = campaign.len();
    let others = (0..20).map(|number| numbered(&format!("own{number}x"), 60));

    let found = groups(campaign.iter().cloned().chain(others).map(|words| text(&words)));

    assert_eq!(found.iter().map(|group| group.references.len()).collect::<Vec<_>>(), [count]);
    // The three with hidden letters are in the words of the letter itself.
    assert_eq!(
        found[0].likenesses,
        [Likeness::Text { beginning: format!("{}…", whole.chars().take(300).collect::<String>()), wordings: 505 }]
    );
}

#[test]
fn a_campaign_without_a_first_letter_is_one_group() {
    let whole = letter().join(" ");
    let changed = |number: usize| {
        let words = whole.split_whitespace().enumerate();
        // Six words at places of their own, spread by a prime.
        let is_changed = |place: usize| (0..6).any(|change| (number * 37 + change * 19) % 120 == place);
        words
            .map(|(place, word)| if is_changed(place) { format!("x{number}") } else { word.to_owned() })
            .collect::<Vec<_>>()
            .join(" ")
    };
    let found = groups((0..100).map(|number| text(&changed(number))));
    assert_eq!(found.iter().map(|group| group.references.len()).collect::<Vec<_>>(), [100]);
}

#[test]
fn two_campaigns_stay_two_where_somebody_sends_both_letters() {
    let (ponds, woods) = (numbered("pond", 60), numbered("wood", 60));
    let both = format!("{ponds} {woods}");
    let found = groups([&ponds, &ponds, &woods, &woods, &woods, &both].map(|words| text(words)));
    assert_eq!(members(&found), ["2 3 4 5", "0 1"]);
}

#[test]
fn the_name_of_a_group_stays_when_other_wordings_come() {
    let before = groups([text(LETTER), text(LETTER)]);
    let after = groups([text(LETTER), text(&LETTER.replace("ponds", "hedges")), text(LETTER)]);
    assert_eq!(
        (members(&after), after[0].is_reworded(), before[0].is_reworded()),
        (vec!["0 1 2".to_owned()], true, false)
    );
    assert!(after[0].is_called(before[0].key()));
}

#[test]
fn the_same_text_is_found_in_the_answers_to_different_questions_and_once_in_each_response() {
    let twice = Answer::Texts(vec![LETTER.to_owned(), LETTER.to_owned()]);
    let elsewhere = BTreeMap::from([("more".to_owned(), Outcome::Answered(twice))]);
    assert_eq!(groups([elsewhere.clone()]), []);
    assert_eq!(members(&groups([elsewhere, text(LETTER)])), ["0 1"]);
}

#[test]
fn the_same_eight_answers_are_alike_in_whatever_order_options_were_shown() {
    let (one, other) = (chosen(&["ponds", "woods"]), chosen(&["woods", "ponds"]));
    let mut blank = answers(8, &one);
    blank.insert("last".to_owned(), Outcome::Blank);
    let found = groups([answers(8, &one), answers(8, &other), blank, answers(8, &chosen(&["ponds"]))]);
    assert_eq!(members(&found), ["0 1 2"]);
    assert!(matches!(found[0].likenesses[..], [Likeness::Answers { count: 8, .. }]));
    assert_eq!(groups([answers(7, &one), answers(7, &one)]), []);
}

#[test]
fn the_largest_group_comes_first_and_its_name_stays_when_others_come() {
    let of = |number: usize| text(&numbered(&format!("own{number}x"), 20));
    let before = groups([of(1), of(1), of(2), of(2), of(2)]);
    assert_eq!(members(&before), ["2 3 4", "0 1"]);
    let after = groups([of(3), of(1), of(1), of(2), of(2), of(2), of(1), of(1)]);
    assert_eq!(after[0].key(), before[1].key());
    assert_eq!(after[0].key().len(), 32);
}

/// Answers to eight questions, of which some differ from all the others.
fn but(others: &[(usize, &str)]) -> BTreeMap<QuestionId, Outcome> {
    let mut given = answers(8, &chosen(&["ponds"]));
    for (number, option) in others {
        given.insert(format!("q{number}"), Outcome::Answered(chosen(&[option])));
    }
    given
}

fn by_chance(group: &Group) -> f64 {
    let found = group.likenesses.iter().find_map(|likeness| match likeness {
        Likeness::Answers { by_chance, .. } => Some(*by_chance),
        Likeness::Text { .. } | Likeness::Burst { .. } => None,
    });
    found.unwrap()
}

#[test]
fn by_chance_the_shares_of_the_answers_times_the_responses_are_expected() {
    let all_else: Vec<_> = (0..7).map(|number| (number, "woods")).collect();
    // Half say woods to the first seven questions, and three of four say ponds to the last.
    let found = groups([but(&[]), but(&[]), but(&all_else), but(&[&all_else[..], &[(7, "woods")]].concat())]);
    assert_eq!(members(&found), ["0 1"]);
    let expected = 4.0 * 0.5_f64.powi(7) * 0.75;
    assert!((by_chance(&found[0]) - expected).abs() < 1e-9, "{found:?}");
}

#[test]
fn where_all_answer_the_same_chance_explains_all_of_them() {
    let found = groups(vec![but(&[]); 5]);
    assert!((by_chance(&found[0]) - 5.0).abs() < 1e-9, "{found:?}");
}

#[test]
fn whoever_was_asked_other_questions_is_none_of_those_who_could_have_answered_the_same() {
    let mut fewer = but(&[]);
    fewer.insert("q7".to_owned(), Outcome::Skipped);
    let found = groups([but(&[]), but(&[]), fewer.clone(), fewer.clone(), fewer]);
    assert!((by_chance(&found[0]) - 2.0).abs() < 1e-9, "{found:?}");
}

#[test]
fn groups_with_the_same_text_come_before_larger_ones_with_the_same_answers() {
    let found = groups([but(&[]), but(&[]), but(&[]), text(LETTER), text(LETTER)]);
    assert_eq!(members(&found), ["3 4", "0 1 2"]);
}

#[test]
fn a_campaign_is_one_group_that_names_all_that_is_the_same_in_it() {
    let campaign = |more: &str| {
        let mut given = but(&[]);
        given.extend(text(LETTER));
        given.insert("more".to_owned(), Outcome::Answered(Answer::Text(numbered(more, 30))));
        given
    };
    let found = groups([campaign("a"), campaign("a"), campaign("a")]);
    assert_eq!(members(&found), ["0 1 2"]);
    assert_eq!((found[0].texts().count(), found[0].likenesses.len()), (2, 3));
    assert!(matches!(found[0].likenesses[2], Likeness::Answers { count: 10, .. }));

    let apart = groups([campaign("a"), campaign("a"), campaign("a"), text(LETTER)]);
    assert_eq!(members(&apart), ["0 1 2 3", "0 1 2"]);
    assert!(apart.iter().all(|group| apart.iter().filter(|other| other.is_called(group.key())).count() == 1));
    let letter = groups([text(LETTER), text(LETTER)]);
    assert!(apart[0].is_called(letter[0].key()) && found[0].is_called(letter[0].key()));
}

#[test]
fn those_who_sent_the_same_text_in_a_burst_are_one_group_and_a_burst_of_others_comes_last() {
    let day = |day: i64| chrono::DateTime::<chrono::Utc>::UNIX_EPOCH + chrono::TimeDelta::days(day);
    let mut comparison = Comparison::default();
    let arrival = |at| Some(Arrival { at, is_from_busy_network: false });
    for (number, on) in (0..5).enumerate() {
        comparison.add(&format!("alone {number}"), arrival(day(on)), &text("Ponds"));
    }
    for number in 0..12 {
        let hours = chrono::TimeDelta::hours;
        comparison.add(&format!("letter {number}"), arrival(day(2) + hours(5)), &text(LETTER));
        comparison.add(&format!("other {number}"), arrival(day(3) + hours(7)), &text("Hedges"));
    }
    let found = comparison.groups();
    let sizes: Vec<_> = found.iter().map(|group| (group.likenesses.len(), group.references[0].as_str())).collect();
    assert_eq!(sizes, [(2, "letter 0"), (1, "other 0")]);
    assert!(matches!(found[0].likenesses[..], [Likeness::Text { .. }, Likeness::Burst { .. }]));
    assert_eq!(found[0].arrivals.unwrap().busiest, (day(2) + chrono::TimeDelta::hours(5), 12));
}
