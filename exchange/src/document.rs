//! Our own document: a questionnaire with a title, in JSON, and the schema that describes it to other programs.

use domain::questionnaire::{Problem, Questionnaire};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Format, Imported, read::NotRead};

/// The most bytes of a document: a hundred times a long questionnaire.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;
/// The version of the document that is written, and the only one that is read.
const VERSION: u32 = 1;
const NAME: &str = "folkmoot questionnaire";

/// A questionnaire as a file: its pages and questions, and what some of the questions are for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Folkmoot questionnaire")]
pub struct Document {
    /// What kind of file it is: always `folkmoot questionnaire`.
    #[schemars(extend("const" = NAME))]
    pub format: String,
    /// Which version of this format it is: always 1.
    #[schemars(extend("const" = VERSION))]
    pub format_version: u32,
    /// What the questionnaire is called.
    pub title: String,
    /// The questionnaire.
    pub questionnaire: Questionnaire,
}

/// What tells our documents from other files in JSON.
#[derive(Deserialize)]
struct Head {
    format: String,
    format_version: u32,
}

/// Writes a questionnaire as a document.
pub fn write(title: &str, questionnaire: &Questionnaire) -> serde_json::Result<String> {
    let document = Document {
        format: NAME.to_owned(),
        format_version: VERSION,
        title: title.to_owned(),
        questionnaire: questionnaire.clone(),
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

/// Gives the schema of the document (JSON Schema, draft 2020-12).
pub fn schema() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Document>().to_value()
}

/// Reads a document.
pub(crate) fn read(text: &str) -> Result<Imported, NotRead> {
    if text.len() > MOST_BYTES {
        return Err(NotRead::TooLarge);
    }
    let wrong = |error: serde_json::Error| {
        // The message without the place, which is said beside it.
        let said = error.to_string();
        let what = said.split_once(" at line ").map_or(said.as_str(), |(what, _)| what).to_owned();
        NotRead::NotOurDocument { line: error.line(), column: error.column(), what }
    };
    let value: Value = serde_json::from_str(text).map_err(wrong)?;
    if has_control_characters(&value) {
        return Err(NotRead::ControlCharacters);
    }
    let Ok(head) = serde_json::from_str::<Head>(text) else { return Err(NotRead::UnknownFormat) };
    if head.format != NAME {
        return Err(NotRead::UnknownFormat);
    }
    if head.format_version != VERSION {
        return Err(NotRead::OtherVersion { version: head.format_version });
    }
    let document: Document = serde_json::from_str(text).map_err(wrong)?;
    let Document { title, questionnaire, .. } = document;
    let names = wrong_names(&questionnaire);
    if !names.is_empty() {
        return Err(NotRead::Names { names });
    }
    Ok(Imported { format: Format::Own, title, questionnaire, brought: Vec::new(), report: Vec::new() })
}

/// Says whether any words have characters that no keyboard gives, which not every database can store.
fn has_control_characters(value: &Value) -> bool {
    let is_strange = |text: &str| text.contains(|letter: char| letter.is_control() && !matches!(letter, '\n' | '\t'));
    match value {
        Value::String(text) => is_strange(text),
        Value::Array(all) => all.iter().any(has_control_characters),
        Value::Object(fields) => fields.iter().any(|(name, value)| is_strange(name) || has_control_characters(value)),
        _ => false,
    }
}

/// Lists the names by which a page or a question cannot be found, so that nobody could put them right in the editor.
fn wrong_names(questionnaire: &Questionnaire) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for fault in questionnaire.check() {
        let own = fault.question.or(fault.page).unwrap_or_default();
        match fault.problem {
            Problem::PageTwice | Problem::QuestionTwice => names.push(own),
            Problem::NotAName { name } if name == own => names.push(name),
            _ => {}
        }
    }
    names.sort();
    names.dedup();
    names
}
