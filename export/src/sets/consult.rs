//! A set for Consult, with which the UK government groups what people wrote into themes: the folder `inputs` that it imports, as
//! its own models of respondents, questions and answers have it.
//!
//! What has no place there is left out: numbers, days, orders and points.

use std::collections::BTreeSet;

use domain::{editing::Kind, question::Values, vocabulary::Word};
use serde_json::{Map, json};

use super::spool::Spool;
use crate::{
    Described, Failure, Manifest, Order, Row, Sheet,
    formats::Out,
    measure::{Lines, Measure},
    packing::Pack,
    sheet::Asked,
    typed::Typed,
};

/// The heading of the column by which a row is known.
const REFERENCE: &str = "reference";
/// Consult's name for the number of a respondent.
const NUMBER: &str = "themefinder_id";

/// What Consult takes for one question: words, options that can be chosen, or both.
#[derive(Debug, Default, PartialEq)]
struct Part {
    text: String,
    /// The columns with words.
    words: Vec<usize>,
    /// The columns with what was chosen.
    choices: Vec<usize>,
}

/// Writes the set while its rows come, and gives its manifest.
pub(crate) fn write<B>(order: &Order, rows: B, out: Out<'_>) -> Result<Manifest, Failure>
where
    B: Iterator<Item = Result<Vec<Row>, Failure>>,
{
    let sheet = &order.sheet;
    let (of_who, of_all): (Vec<&Asked>, Vec<&Asked>) = sheet.questions.iter().partition(|asked| asked.tells_who);
    let who: Vec<Part> = of_who.into_iter().flat_map(|asked| parts(sheet, asked)).collect();
    let parts: Vec<Part> = of_all.into_iter().flat_map(|asked| parts(sheet, asked)).collect();
    let mut chosen = vec![BTreeSet::new(); parts.len()];
    // Of each part its words and its choices, and after all parts which reference has which number.
    let mut spool = Spool::new(2 * parts.len() + 1)?;
    let (mut measure, _) = Measure::new(sheet)?;
    let (mut lines, mut number) = (Lines::default(), 0_u64);
    let reference = sheet.columns.iter().position(|column| column.name == REFERENCE);
    spool.add(2 * parts.len(), lines.of_words(&[NUMBER, REFERENCE].map(str::to_owned))?)?;
    let mut pack = Pack::begin(out);
    pack.add("inputs/respondents.jsonl", |out| {
        for batch in rows {
            for row in batch? {
                measure.add(sheet, &row)?;
                number += 1;
                let told = who.iter().map(|part| (part.text.clone(), part.chosen(sheet, &row)));
                let told: Map<_, _> =
                    told.filter(|(_, chosen)| !chosen.is_empty()).map(|(text, chosen)| (text, json!(chosen))).collect();
                out.write_all(&line(&json!({ NUMBER: number, "demographic_data": told }))?)?;
                let name = reference.map(|place| row[place].clone()).unwrap_or_default();
                spool.add(2 * parts.len(), lines.of_words(&[number.to_string(), name])?)?;
                for (place, part) in parts.iter().enumerate() {
                    let words: Vec<&str> =
                        part.words.iter().map(|word| row[*word].as_str()).filter(|word| !word.is_empty()).collect();
                    if !words.is_empty() {
                        spool.add(2 * place, &line(&json!({ NUMBER: number, "text": words.join("\n") }))?)?;
                    }
                    let options = part.chosen(sheet, &row);
                    if !options.is_empty() {
                        spool.add(2 * place + 1, &line(&json!({ NUMBER: number, "options": options }))?)?;
                        chosen[place].extend(options);
                    }
                }
            }
        }
        Ok(())
    })?;
    for (place, part) in parts.iter().enumerate() {
        let folder = format!("inputs/question_part_{}", place + 1);
        let question = json!({
            "question_number": place + 1,
            "question_text": part.text,
            "has_free_text": !spool.is_empty(2 * place),
            "multi_choice_options": part.options(sheet, &chosen[place]),
        });
        pack.add(&format!("{folder}/question.json"), |out| Ok(out.write_all(&line(&question)?)?))?;
        for (lane, name) in [(2 * place, "responses"), (2 * place + 1, "multi_choice")] {
            if !spool.is_empty(lane) {
                pack.add(&format!("{folder}/{name}.jsonl"), |out| Ok(spool.give(lane, out)?))?;
            }
        }
    }
    pack.add("references.csv", |out| Ok(spool.give(2 * parts.len(), out)?))?;
    pack.end(measure.manifest(order))
}

fn line(value: &serde_json::Value) -> Result<Vec<u8>, Failure> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}

/// Makes the parts of a question: one, or one for each column of which a cell holds one of several options.
fn parts(sheet: &Sheet, asked: &Asked) -> Vec<Part> {
    let of = |is: &dyn Fn(&Described) -> bool| -> Vec<usize> {
        let belongs = |column: &Described| column.question.as_ref() == Some(&asked.id) && column.state.is_some();
        let columns = sheet.columns.iter().enumerate();
        columns.filter(|(_, column)| belongs(column) && is(column)).map(|(place, _)| place).collect()
    };
    let words = of(&|column| column.values == Values::Words);
    let ticks = of(&|column| column.values == Values::Tick);
    let one_of = of(&holds_one);
    if let [several @ .., last] = one_of.as_slice()
        && !several.is_empty()
    {
        let part = |place: &usize| Part {
            text: sheet.columns[*place].label.clone(),
            words: Vec::new(),
            choices: vec![*place],
        };
        return several.iter().chain([last]).map(part).collect();
    }
    let choices: Vec<usize> = one_of.into_iter().chain(ticks).collect();
    if words.is_empty() && choices.is_empty() {
        return Vec::new();
    }
    vec![Part { text: asked.text.clone(), words, choices }]
}

/// Says whether a cell of a column holds one of several options; the points of a rating are such.
fn holds_one(column: &Described) -> bool {
    match column.values {
        Values::OneOf(_) => true,
        Values::Whole(_) => column.kind == Kind::Rating.word(),
        _ => false,
    }
}

impl Part {
    /// Gives what was chosen in a row, in words.
    fn chosen(&self, sheet: &Sheet, row: &Row) -> Vec<String> {
        self.choices.iter().filter_map(|place| self.choice(&sheet.columns[*place], &row[*place])).collect()
    }

    fn choice(&self, column: &Described, cell: &str) -> Option<String> {
        match Typed::read(column, cell).ok()? {
            Typed::Empty | Typed::Tick(false) => None,
            Typed::Tick(true) => Some(self.option(column)),
            _ => Some(labelled(column, cell)),
        }
    }

    /// Gives the option for which a column is ticked, whose label begins with what is asked.
    fn option(&self, column: &Described) -> String {
        let rest = column.label.strip_prefix(&self.text).and_then(|rest| rest.strip_prefix(": "));
        rest.unwrap_or(&column.label).to_owned()
    }

    /// Lists what can be chosen, and what was chosen besides: points of a rating need no label.
    fn options(&self, sheet: &Sheet, chosen: &BTreeSet<String>) -> Vec<String> {
        let of = |place: &usize| -> Vec<String> {
            let column = &sheet.columns[*place];
            match &column.values {
                Values::Tick => vec![self.option(column)],
                _ => column.labelled().iter().map(|value| labelled(column, &value.name)).collect(),
            }
        };
        let mut options: Vec<String> = self.choices.iter().flat_map(of).collect();
        let others: Vec<String> = chosen.iter().filter(|other| !options.contains(other)).cloned().collect();
        options.extend(others);
        options
    }
}

/// Gives the words for a cell that holds one of several options.
fn labelled(column: &Described, cell: &str) -> String {
    let value = column.labelled().iter().find(|value| value.name == cell);
    match (&column.values, value) {
        (Values::Whole(_), Some(value)) => format!("{cell}: {}", value.label),
        (_, Some(value)) => value.label.clone(),
        (_, None) => cell.to_owned(),
    }
}
