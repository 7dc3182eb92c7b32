//! What the form for a question asks: its words, and what its kind needs.

use domain::{
    editing::{ALONE, IN_WORDS, Kind, NO_ANSWER},
    question::{Question, QuestionKind, Ways},
};

use crate::pages::staff::asking::{Asks, all, any_number, choice, date, line, lines, number, option, tick};

const WORDS_LIMIT: usize = 500;
const HINT_LIMIT: usize = 2_000;
const LABEL_LIMIT: usize = 120;
const OPTIONS_LIMIT: usize = 20_000;
/// How large a set may be, and how many sets and pairs there may be: more is more than anybody answers, and making a balanced
/// design of them would take seconds.
const MOST_SHOWN: u32 = 6;
const MOST_SETS: u32 = 40;
const MOST_PAIRS: u32 = 100;
const MOST_FILES_ASKED: u32 = 5;
/// The option of a ranking that is not taken from an earlier question.
pub(super) const OWN: &str = ".own";

/// Lists what is asked for a question of a kind; `earlier` are the questions from which a ranking may take its options.
pub(super) fn questions(kind: Kind, earlier: &[&Question]) -> Vec<Question> {
    let asked = if kind == Kind::Information { "What do people read?" } else { "What is asked?" };
    let mut all = vec![line("text", asked, WORDS_LIMIT), lines("hint", "Help below it", HINT_LIMIT).optional()];
    all.extend(of_kind(kind, earlier));
    all.extend(random_order(kind));
    if kind != Kind::Information {
        all.push(tick("required", "Does it have to be answered?", "Yes, nobody can go on without an answer"));
    }
    all
}

fn of_kind(kind: Kind, earlier: &[&Question]) -> Vec<Question> {
    match kind {
        Kind::SingleChoice => vec![options()],
        Kind::MultipleChoice => {
            vec![options(), number("at-most", "How many may be chosen at most?", 1, 100).optional()]
        }
        Kind::YesNo => {
            vec![line("yes", "Words for yes", LABEL_LIMIT), line("no", "Words for no", LABEL_LIMIT), dont_know()]
        }
        Kind::Rating => rating(),
        Kind::Matrix => {
            vec![lines("rows", "What is each row about?", OPTIONS_LIMIT).hint("One row on each line."), options()]
        }
        Kind::Ranking => ranking(earlier),
        Kind::BestWorst => vec![
            options(),
            line("best", "What is the best called?", LABEL_LIMIT).hint("For example, Matters most"),
            line("worst", "What is the worst called?", LABEL_LIMIT).hint("For example, Matters least"),
            number("shown", "How many are shown in a set?", 3, MOST_SHOWN),
            number("sets", "How many sets are there?", 1, MOST_SETS),
        ],
        Kind::Pairwise => vec![
            options(),
            number("pairs", "How many pairs are there?", 1, MOST_PAIRS),
            line("no-preference", "Words for ‘no preference’", LABEL_LIMIT).optional().hint(OFFERED),
        ],
        Kind::Points => vec![options(), number("total", "How many points are there?", 1, 10_000)],
        Kind::Text => vec![
            number("limit", "How many characters at most?", 1, 20_000),
            tick("multiline", "How much room is there?", "Several lines"),
        ],
        Kind::TextList => vec![
            line("label", "What is one of them called?", LABEL_LIMIT).hint("For example, Species"),
            number("at-most", "How many at most?", 1, 20),
            number("limit", "How many characters has each at most?", 1, 2_000),
        ],
        Kind::Places => vec![
            number("at-most", "How many places at most?", 1, 50),
            options_named("Why may a place matter?").optional(),
        ],
        Kind::Contact => vec![
            choice("ways", "How can they be reached?", all::<Ways>()),
            line("updates", "Words beside the box for news", WORDS_LIMIT),
            line("interview", "Words beside the box for an interview", WORDS_LIMIT),
        ],
        Kind::Files => vec![
            number("at-most", "How many files at most?", 1, MOST_FILES_ASKED).hint("From 1 to 5. Each has up to 10 MB"),
        ],
        Kind::Information => vec![
            line("link-text", "What does the link say?", WORDS_LIMIT).optional(),
            line("link", "Where does the link lead?", 1_000).optional(),
        ],
        Kind::Number => bounds(),
        Kind::Date => {
            vec![
                date("earliest", "First day that is taken").optional(),
                date("latest", "Last day that is taken").optional(),
            ]
        }
        Kind::Postcode => Vec::new(),
    }
}

/// Asks whether the order is each respondent's own, for the kinds that have one.
fn random_order(kind: Kind) -> Option<Question> {
    let what = match kind {
        Kind::SingleChoice | Kind::MultipleChoice | Kind::Points | Kind::Ranking => "the options",
        Kind::Matrix => "the rows",
        _ => return None,
    };
    let label = format!("Show {what} to each person in a random order");
    let hint = "It keeps what stands first from being chosen more often. What ends with a mark, as ‘other’ and ‘none of these’ \
                do, stays where it is. The order that each person saw is kept with their answers.";
    Some(tick("random-order", "In which order are they shown?", &label).hint(hint))
}

/// When something that is not always offered is.
const OFFERED: &str = "It is offered only if you write something here.";

fn dont_know() -> Question {
    line("dont-know", "Words for ‘don’t know’", LABEL_LIMIT).optional().hint(OFFERED)
}

fn options() -> Question {
    options_named("What can people choose?")
}

fn options_named(asked: &str) -> Question {
    let marks = format!(
        "One on each line. End a line with {IN_WORDS} if people then say what they mean, with {ALONE} if it cannot be \
         chosen together with others, and with {NO_ANSWER} if it says nothing, as ‘don’t know’ does."
    );
    lines("options", asked, OPTIONS_LIMIT).hint(&marks)
}

fn rating() -> Vec<Question> {
    vec![
        choice("least", "Where does the scale begin?", vec![option("0", "At 0"), option("1", "At 1")]),
        number("most", "Where does it end?", 1, 10).hint("For example, 5"),
        line("low", "What does its beginning mean?", LABEL_LIMIT).hint("For example, Not important"),
        line("high", "What does its end mean?", LABEL_LIMIT).hint("For example, Very important"),
        dont_know(),
    ]
}

fn ranking(earlier: &[&Question]) -> Vec<Question> {
    let own = option(OWN, "What I write below");
    let from = earlier.iter().filter(|question| matches!(question.kind, QuestionKind::MultipleChoice(_)));
    let from = from.map(|question| option(&question.id, &format!("What was chosen for ‘{}’", question.text)));
    vec![
        choice("options-from", "What is put in order?", std::iter::once(own).chain(from).collect()),
        options_named("What can people put in order?").optional(),
        number("places", "How many ranks are there?", 1, 50),
    ]
}

fn bounds() -> Vec<Question> {
    vec![
        line("unit", "What is it a number of?", LABEL_LIMIT).optional().hint("For example, hectares"),
        any_number("smallest", "Smallest number that is taken").optional(),
        any_number("largest", "Largest number that is taken").optional(),
        number("decimals", "How many decimal places may it have?", 0, 9).hint("0 for whole numbers"),
    ]
}
