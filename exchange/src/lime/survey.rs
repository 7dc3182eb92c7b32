//! A survey of `LimeSurvey` in one of its languages: groups of questions with their parts, put together from the tables.

use std::collections::BTreeMap;

use super::tables::{Row, Tables};
use crate::languages::Named;

/// A survey.
#[derive(Debug)]
pub struct Survey {
    /// Its number, which stands in the names of fields.
    pub sid: String,
    /// Whether its words are in another language than the one in which it is put together.
    pub is_translation: bool,
    /// The texts about it: title, description, welcome, end and privacy, as HTML.
    pub texts: BTreeMap<&'static str, String>,
    /// The groups in their order.
    pub groups: Vec<Group>,
    /// How many quotas there are.
    pub quotas: usize,
    /// Whether answers give points.
    pub has_assessments: bool,
}

/// Questions that are shown together.
#[derive(Debug)]
pub struct Group {
    /// Its number.
    pub gid: String,
    /// Its heading, as HTML.
    pub name: String,
    /// What stands under the heading, as HTML.
    pub description: String,
    /// The condition under which it is shown.
    pub relevance: String,
    /// Whether the order of groups is mixed.
    pub is_mixed: bool,
    /// Its questions in their order.
    pub questions: Vec<Asked>,
}

/// A question.
#[derive(Debug)]
pub struct Asked {
    /// Its number.
    pub qid: String,
    /// Its code.
    pub code: String,
    /// The letter of its kind.
    pub kind: String,
    /// What is asked, as HTML.
    pub words: String,
    /// Help, as HTML.
    pub help: String,
    /// Whether another answer can be given in words.
    pub has_other: bool,
    /// Whether it has to be answered: `Y`, `N`, or `S` where it is only asked again.
    pub mandatory: String,
    /// The condition under which it is shown.
    pub relevance: String,
    /// The pattern that answers have to have.
    pub pattern: String,
    /// The answer that is filled in.
    pub default: String,
    /// Its settings.
    pub attributes: BTreeMap<String, String>,
    /// Its parts: what is asked for each row, or can be ticked.
    pub parts: Vec<Part>,
    /// What can be chosen.
    pub answers: Vec<Part>,
    /// The older conditions.
    pub conditions: Vec<Comparison>,
}

/// A row, an answer or something to tick.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its code.
    pub code: String,
    /// Its words, as HTML.
    pub words: String,
    /// Which of two scales it belongs to.
    pub scale: i64,
    /// The condition under which it is shown.
    pub relevance: String,
}

/// A condition of the older kind: one comparison, in one of several scenarios of which one is enough.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The scenario.
    pub scenario: i64,
    /// The field whose answer is compared.
    pub field: String,
    /// How.
    pub method: String,
    /// With what.
    pub value: String,
}

/// The fields of the texts about a survey.
const TEXTS: [&str; 5] =
    ["surveyls_title", "surveyls_description", "surveyls_welcometext", "surveyls_endtext", "surveyls_policy_notice"];

/// The languages of a survey.
pub struct Languages {
    /// The one that it is written in, or English where it is said in English too.
    pub kept: String,
    /// The others.
    pub others: Vec<String>,
}

/// Gives the languages of a survey.
pub fn languages(tables: &Tables<'_>) -> Languages {
    let settings = tables.rows("surveys").first();
    let text = |field: &str| settings.map(|row| row.text(field)).unwrap_or_default();
    let named = std::iter::once(text("language")).chain(text("additional_languages").split_whitespace());
    let all: Vec<&str> =
        named.chain(tables.languages.iter().map(String::as_str)).filter(|tag| !tag.is_empty()).collect();
    let english = all.iter().find(|tag| Named::is_english(tag));
    let kept = english.or(all.first()).copied().unwrap_or_default().to_owned();
    let mut others: Vec<String> = all.into_iter().filter(|tag| *tag != kept).map(str::to_owned).collect();
    others.sort();
    others.dedup();
    Languages { kept, others }
}

/// Puts a survey together as it is in the language that is kept, with the words of the spoken one where it has any.
pub fn survey<'a>(tables: &'a Tables<'a>, kept: &str, spoken: &str) -> Survey {
    let settings = tables.rows("surveys").first();
    let text = |field: &str| settings.map(|row| row.text(field).to_owned()).unwrap_or_default();
    let said = tables.rows("surveys_languagesettings").iter().find(|row| row.text("surveyls_language") == kept);
    let texts = TEXTS.map(|name| (name, said.map(|row| row.text(name).to_owned()).unwrap_or_default()));
    Survey {
        sid: text("sid"),
        is_translation: kept != spoken,
        groups: groups(tables, &In { kept, spoken }),
        texts: texts.into(),
        quotas: tables.rows("quota").len(),
        has_assessments: text("assessments") == "Y" && !tables.rows("assessments").is_empty(),
    }
}

/// In which language a survey is put together, and in which its words are.
struct In<'l> {
    kept: &'l str,
    spoken: &'l str,
}

impl In<'_> {
    /// Gives the rows of a table by which things are put together.
    fn rows<'a>(&self, tables: &'a Tables<'a>, table: &str) -> impl Iterator<Item = &'a Row<'a>> {
        tables.rows(table).iter().filter(|row| row.is_in(self.kept))
    }

    /// Gives the rows of words by what they belong to: those of the language that is kept, and over them those of the spoken one.
    fn words<'a>(&self, tables: &'a Tables<'a>, names: &[&str], key: &[&str]) -> Words<'a> {
        let rows = |language| {
            names.iter().flat_map(|name| tables.rows(name)).filter(move |row: &&Row<'_>| row.is_in(language))
        };
        let all = rows(self.kept).chain(rows(self.spoken));
        Words(all.map(|row| (key.iter().map(|field| row.text(field)).collect(), row)).fold(
            BTreeMap::new(),
            |mut known: BTreeMap<Vec<&str>, Vec<&Row<'_>>>, (key, row)| {
                known.entry(key).or_default().push(row);
                known
            },
        ))
    }
}

/// Rows of words by what they belong to, the later before the earlier.
struct Words<'a>(BTreeMap<Vec<&'a str>, Vec<&'a Row<'a>>>);

impl Words<'_> {
    /// Gives the words of a field that belong to something.
    fn of(&self, key: &[&str], field: &str) -> String {
        let rows = self.0.get(key).map(Vec::as_slice).unwrap_or_default();
        let words = rows.iter().rev().map(|row| row.text(field)).find(|words| !words.is_empty());
        words.unwrap_or_default().to_owned()
    }
}

fn groups<'a>(tables: &'a Tables<'a>, language: &In<'_>) -> Vec<Group> {
    let said = language.words(tables, &["groups", "group_l10ns"], &["gid"]);
    let mut rows: Vec<_> = language.rows(tables, "groups").collect();
    rows.sort_by_key(|row| row.number("group_order"));
    let mut questions = questions(tables, language);
    let group = |row: &&Row<'_>| {
        let gid = row.text("gid").to_owned();
        Group {
            name: said.of(&[&gid], "group_name"),
            description: said.of(&[&gid], "description"),
            relevance: row.text("grelevance").to_owned(),
            is_mixed: !row.text("randomization_group").is_empty(),
            questions: questions.remove(&gid).unwrap_or_default(),
            gid,
        }
    };
    let mut groups: Vec<Group> = rows.iter().map(group).collect();
    // Questions of a group that the file does not have are not lost.
    groups.extend(questions.into_iter().map(|(gid, questions)| Group {
        gid,
        name: String::new(),
        description: String::new(),
        relevance: String::new(),
        is_mixed: false,
        questions,
    }));
    groups
}

/// Gives the questions of each group.
fn questions<'a>(tables: &'a Tables<'a>, language: &In<'_>) -> BTreeMap<String, Vec<Asked>> {
    let said = language.words(tables, &["questions", "subquestions", "question_l10ns"], &["qid"]);
    let all = || language.rows(tables, "questions").chain(language.rows(tables, "subquestions"));
    let is_part = |row: &&Row<'_>| !matches!(row.text("parent_qid"), "" | "0");
    let mut rows: Vec<_> = all().filter(|row| !is_part(row)).collect();
    rows.sort_by_key(|row| row.number("question_order"));
    let mut parts: Vec<_> = all().filter(is_part).collect();
    parts.sort_by_key(|row| (row.number("scale_id"), row.number("question_order")));
    let parts = by(parts, "parent_qid");
    let answers = answers(tables, language);
    let [attributes, defaults, conditions] =
        ["question_attributes", "defaultvalues", "conditions"].map(|table| by(tables.rows(table), "qid"));
    let mut groups: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
    for row in rows {
        let qid = row.text("qid");
        let of_this = |rows: &BTreeMap<&str, Vec<&'a Row<'a>>>| rows.get(qid).cloned().unwrap_or_default();
        let part = |part: &Row<'_>| Part {
            code: part.text("title").to_owned(),
            words: said.of(&[part.text("qid")], "question"),
            scale: part.number("scale_id"),
            relevance: part.text("relevance").to_owned(),
        };
        let asked = Asked {
            qid: qid.to_owned(),
            code: row.text("title").to_owned(),
            kind: row.text("type").to_owned(),
            words: said.of(&[qid], "question"),
            help: said.of(&[qid], "help"),
            has_other: row.text("other") == "Y",
            mandatory: row.text("mandatory").to_owned(),
            relevance: row.text("relevance").to_owned(),
            pattern: row.text("preg").to_owned(),
            default: default(tables, of_this(&defaults).first().copied()),
            attributes: self::attributes(&of_this(&attributes), language.kept),
            parts: of_this(&parts).into_iter().map(part).collect(),
            answers: answers.get(qid).cloned().unwrap_or_default(),
            conditions: self::conditions(&of_this(&conditions)),
        };
        groups.entry(row.text("gid").to_owned()).or_default().push(asked);
    }
    groups
}

fn answers<'a>(tables: &'a Tables<'a>, language: &In<'_>) -> BTreeMap<&'a str, Vec<Part>> {
    // Newer files keep the words apart, by the number of the answer; older ones repeat the answer in each language.
    let (apart, own) = (
        language.words(tables, &["answer_l10ns"], &["aid"]),
        language.words(tables, &["answers"], &["qid", "code", "scale_id"]),
    );
    let mut rows: Vec<_> = language.rows(tables, "answers").collect();
    rows.sort_by_key(|row| (row.number("scale_id"), row.number("sortorder")));
    let mut answers: BTreeMap<&str, Vec<Part>> = BTreeMap::new();
    for row in rows {
        let words = match row.text("aid") {
            "" => own.of(&[row.text("qid"), row.text("code"), row.text("scale_id")], "answer"),
            aid => apart.of(&[aid], "answer"),
        };
        answers.entry(row.text("qid")).or_default().push(Part {
            code: row.text("code").to_owned(),
            words,
            scale: row.number("scale_id"),
            relevance: String::new(),
        });
    }
    answers
}

/// Puts rows together by what they belong to.
fn by<'a>(rows: impl IntoIterator<Item = &'a Row<'a>>, key: &str) -> BTreeMap<&'a str, Vec<&'a Row<'a>>> {
    let mut found: BTreeMap<&str, Vec<&Row<'_>>> = BTreeMap::new();
    for row in rows {
        found.entry(row.text(key)).or_default().push(row);
    }
    found
}

fn attributes(rows: &[&Row<'_>], language: &str) -> BTreeMap<String, String> {
    let set = rows.iter().filter(|row| row.is_in(language) && !row.text("value").is_empty());
    set.map(|row| (row.text("attribute").to_owned(), row.text("value").to_owned())).collect()
}

fn default(tables: &Tables<'_>, row: Option<&Row<'_>>) -> String {
    let Some(row) = row else { return String::new() };
    let dvid = row.text("dvid");
    let apart = tables.rows("defaultvalue_l10ns").iter().find(|row| !dvid.is_empty() && row.text("dvid") == dvid);
    apart.unwrap_or(row).text("defaultvalue").to_owned()
}

fn conditions(rows: &[&Row<'_>]) -> Vec<Comparison> {
    let comparison = |row: &&Row<'_>| Comparison {
        scenario: row.number("scenario"),
        field: row.text("cfieldname").trim_start_matches('+').to_owned(),
        method: row.text("method").to_owned(),
        value: row.text("value").to_owned(),
    };
    rows.iter().map(comparison).collect()
}
