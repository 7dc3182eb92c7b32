//! What Folkmoot brings: the public survey, the questions for organisations, about people and about publishing, and the formal consultation.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Collection, Entry, Item, Origin};
use crate::{
    question::Question,
    questionnaire::{Page, PageId, QuestionId, Questionnaire, Roles},
    routing::Condition,
};

const DOCUMENTS: [&str; 5] = [
    include_str!("public-survey.json"),
    include_str!("organisations.json"),
    include_str!("about-people.json"),
    include_str!("publishing.json"),
    include_str!("formal-consultation.json"),
];

/// A collection as its document has it: a question is written once, and pages name those that they ask.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    id: String,
    title: String,
    purpose: String,
    pages: Vec<WrittenPage>,
    questions: Vec<WrittenQuestion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPage {
    id: PageId,
    version: u32,
    title: String,
    purpose: String,
    page: Heading,
    questions: Vec<QuestionId>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    title: String,
    #[serde(default)]
    intro: Option<String>,
    #[serde(default)]
    shown_when: Option<Condition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenQuestion {
    version: u32,
    title: String,
    purpose: String,
    #[serde(default)]
    roles: Roles,
    question: Question,
}

static INCLUDED: LazyLock<Vec<Collection>> = LazyLock::new(|| {
    let documents = documents();
    // What decides about a page may be asked on a page of another document.
    let all = asked(&documents, &documents);
    documents.iter().map(|document| collection(document, &all)).collect()
});

/// Gives what Folkmoot brings.
pub fn included() -> &'static [Collection] {
    &INCLUDED
}

/// Makes the public survey as a questionnaire of its own.
pub fn public_survey() -> Questionnaire {
    let documents = documents();
    asked(&documents[..1], &documents)
}

fn documents() -> Vec<Document> {
    let read = |document: &&str| serde_json::from_str(document).expect("a test reads the document");
    DOCUMENTS.iter().map(read).collect()
}

fn collection(document: &Document, all: &Questionnaire) -> Collection {
    let page = |written: &WrittenPage| {
        Some(Entry {
            id: written.id.clone(),
            version: written.version,
            title: written.title.clone(),
            purpose: written.purpose.clone(),
            item: Item::of_page(all, &written.id)?,
        })
    };
    let question = |written: &WrittenQuestion| {
        Some(Entry {
            id: written.question.id.clone(),
            version: written.version,
            title: written.title.clone(),
            purpose: written.purpose.clone(),
            item: Item::of_question(all, &written.question.id)?,
        })
    };
    let entries = document.pages.iter().filter_map(page).chain(document.questions.iter().filter_map(question));
    Collection {
        id: document.id.clone(),
        title: document.title.clone(),
        purpose: document.purpose.clone(),
        entries: entries.collect(),
    }
}

/// Makes a questionnaire of all pages of some documents, each question with where it comes from.
fn asked(documents: &[Document], all: &[Document]) -> Questionnaire {
    let written = |id: &QuestionId| all.iter().flat_map(|document| &document.questions).find(|w| w.question.id == *id);
    let question = |written: &WrittenQuestion| {
        let origin = Origin { id: written.question.id.clone(), version: written.version };
        Question { from_library: Some(origin), ..written.question.clone() }
    };
    let page = |page: &WrittenPage| {
        let Heading { title, intro, shown_when } = page.page.clone();
        let questions = page.questions.iter().filter_map(written).map(question).collect();
        Page { intro, shown_when, questions, ..Page::new(&page.id, title) }
    };
    let written_pages = || documents.iter().flat_map(|document| &document.pages);
    let pages: Vec<Page> = written_pages().map(page).collect();
    let roles =
        written_pages().flat_map(|page| &page.questions).filter_map(written).map(|written| written.roles.clone());
    Questionnaire { pages, roles: roles.fold(Roles::default(), Roles::or) }
}
