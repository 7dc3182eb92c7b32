//! A sheet with questions on which people agree or not, options with words, and who they are, for programs that know no more.

use domain::{
    editing::Kind,
    question::{Value, Values},
    vocabulary::Word,
};
use export::{Asked, Described, Failure, Row, Sheet};

fn part(name: &str, label: &str, kind: Kind, values: Values) -> Described {
    let question = name.split('.').next().unwrap().to_owned();
    Described { question: Some(question), kind: kind.word(), state: Some(0), ..Described::fact(name, label, values) }
}

/// Gives the columns.
pub fn sheet() -> Sheet {
    let values = |labels: &[(&str, &str)]| labels.iter().map(|(name, label)| Value::new(*name, *label)).collect();
    let views =
        || Values::OneOf(values(&[("yes", "Agree"), ("mid", "Neither agree nor disagree"), ("no", "Disagree")]));
    let sexes = Values::OneOf(values(&[("f", "Female"), ("m", "Male")]));
    let ends = Values::Whole(values(&[("1", "Strongly oppose"), ("5", "Strongly support")]));
    let columns = vec![
        Described::fact("reference", "Reference", Values::Names),
        Described::fact("submitted", "The day on which it was sent", Values::Day),
        part("sex", "What is your sex?", Kind::SingleChoice, sexes),
        part("views.ponds", "What do you think?: Ponds matter", Kind::Matrix, views()),
        part("views.woods", "What do you think?: Woods matter", Kind::Matrix, views()),
        part("plan", "The plan", Kind::Rating, ends),
        part("plan.dont-know", "The plan: Don't know", Kind::Rating, Values::Tick),
        part("habitats.ponds", "Which habitats?: Ponds", Kind::MultipleChoice, Values::Tick),
        part("habitats.other", "Which habitats?: Others", Kind::MultipleChoice, Values::Tick),
        part("habitats.other.words", "Which habitats?: Others, in words", Kind::MultipleChoice, Values::Words),
        part("why", "Why?", Kind::Text, Values::Words),
        part("age", "How old is the pond?", Kind::Number, Values::Number),
    ];
    let question = |(id, text, tells_who): (&str, &str, bool)| Asked { id: id.into(), text: text.into(), tells_who };
    let questions = [
        ("sex", "What is your sex?", true),
        ("views", "What do you think?", false),
        ("plan", "The plan", false),
        ("habitats", "Which habitats?", false),
        ("why", "Why?", false),
        ("age", "How old is the pond?", false),
    ];
    Sheet { name: export::RESPONSES, columns, questions: questions.map(question).to_vec() }
}

/// Gives the rows some at a time.
pub fn batches() -> impl Iterator<Item = Result<Vec<Row>, Failure>> {
    let rows = [
        ["R-1", "2026-06-15", "f", "yes", "no", "5", "0", "1", "0", "", "=1+1", "7"],
        ["R-2", "2026-06-15", "m", "mid", "yes", "2", "0", "1", "1", "Café ponds", "line one\nline \"two\"", ""],
        ["R-3", "2026-06-16", "", "yes", "", "", "1", "", "", "", "", ""],
        ["R-4", "2026-06-17", "f", "", "", "3", "0", "0", "0", "", "", ""],
        ["R-5", "2026-06-17", "m", "", "", "", "", "", "", "", "", ""],
    ];
    let rows = rows.map(|row| row.map(str::to_owned).to_vec());
    rows.chunks(2).map(|rows| Ok(rows.to_vec())).collect::<Vec<_>>().into_iter()
}
