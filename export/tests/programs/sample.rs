//! A sheet with a column of each type, rows with each kind of no answer, and words that spreadsheets would run.

use chrono::DateTime;
use domain::{
    export::ExportFormat,
    question::{Value, Values},
    vocabulary::Word,
};
use export::{Asked, Described, Facts, Failure, Narrowing, Row, Sheet, VersionFact};
use serde_json::json;

/// What people typed, one for each row that was answered.
pub const WORDS: [&str; 14] = [
    "=1+1",
    "+44 151 496 0000",
    "-2",
    "@SUM(A1)",
    "'=1",
    "\u{201c}=HYPERLINK(\"x\")",
    "\u{ff1d}cmd|' /C calc'!A0",
    "line one\nline \"two\"\tend; 50 %",
    "O'Neill – café 🦔",
    "NA",
    "00123",
    "1e5",
    "2026-01-01",
    "'tis plain",
];

/// Says why there is no answer, by the word of the state and its label.
pub const STATES: [(&str, &str); 4] = [
    ("answered", "Answered"),
    ("blank", "Left blank"),
    ("skipped", "Not asked, because of an earlier answer"),
    ("not-in-version", "Not in this version of the questions"),
];

fn asked(name: &str, label: &str, values: Values) -> Described {
    let part = name.split('.').next().unwrap().to_owned();
    Described { question: Some(part), kind: "test", state: Some(9), ..Described::fact(name, label, values) }
}

/// Gives the columns.
pub fn sheet() -> Sheet {
    let options = vec![
        Value::new("ponds", "Ponds & \"lakes\""),
        Value::new("woods", "=Woods"),
        Value { is_missing: true, ..Value::new("dont-know", "Don't know") },
    ];
    let points = vec![Value::new("1", "Not at all"), Value::new("5", "A great deal")];
    let states = STATES.map(|(word, label)| Value::new(word, label)).to_vec();
    let columns = vec![
        Described::fact("reference", "Reference", Values::Names),
        Described::fact("submitted", "The day on which it was sent", Values::Day),
        asked("you-say", "What do you say?", Values::Words),
        asked("you-say.habitat", "What do you say?: habitat", Values::OneOf(options)),
        asked("you-say.points", "What do you say?: points", Values::Whole(points)),
        asked("you-say.hectares", "What do you say?: hectares", Values::Number),
        asked("you-say.ticked", "What do you say?: ticked", Values::Tick),
        asked("you-say.since", "What do you say?: since", Values::Day),
        asked("you-say.shown", "What do you say?: shown", Values::Names),
        Described { state: None, ..asked("you-say.state", "Whether it was answered", Values::OneOf(states)) },
    ];
    let question = Asked { id: "you-say".into(), text: "What do you say?".into(), tells_who: false };
    Sheet { name: export::RESPONSES, columns, questions: vec![question] }
}

/// Gives the rows: each of [`WORDS`], then left blank, skipped and not in the version.
pub fn rows() -> Vec<Row> {
    let answered = WORDS.iter().zip(0..).map(|(words, number)| {
        let habitat = ["ponds", "woods", "dont-know"][number % 3];
        let (ticked, points) = ((number % 2).to_string(), (1 + number % 5).to_string());
        let reference = format!("R-{number:02}");
        [&reference, "2026-06-15", words, habitat, &points, "-1250.5", &ticked, "1987-02-28", "a b", "answered"]
            .map(str::to_owned)
            .to_vec()
    });
    let unanswered = STATES[1..].iter().zip(90..).map(|((state, _), number)| {
        let reference = format!("R-{number}");
        [&reference, "2026-06-16", "", "", "", "", "", "", "", state].map(str::to_owned).to_vec()
    });
    answered.chain(unanswered).collect()
}

/// Gives the rows as a database gives them.
pub fn batches() -> impl Iterator<Item = Result<Vec<Row>, Failure>> {
    rows().chunks(5).map(|rows| Ok(rows.to_vec())).collect::<Vec<_>>().into_iter()
}

/// Gives what the manifest says.
pub fn facts(format: ExportFormat) -> Facts {
    Facts {
        product: "Folkmoot".into(),
        product_version: "0.1.0".into(),
        consultation: "early-survey".into(),
        title: "=Early survey".into(),
        is_demonstration: false,
        made_at: DateTime::UNIX_EPOCH,
        format: format.word(),
        has_own_words: true,
        filter: vec![Narrowing { by: "How it came".into(), is: "On paper".into() }],
        questionnaire_versions: vec![VersionFact { number: 1, published_at: DateTime::UNIX_EPOCH }],
    }
}

/// Gives what the scripts expect.
pub fn expected() -> String {
    json!({ "words": WORDS, "states": STATES.map(|(word, _)| word) }).to_string()
}
