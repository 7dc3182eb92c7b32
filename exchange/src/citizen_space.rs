//! A survey of Citizen Space, as far as its makers say in public how they write one.
//!
//! Their data interface gives pages, questions and components (what is filled in) as three lists; one file with the three is read.
//! What a component offers to choose from is nowhere described, so that the report asks for it.

use std::collections::BTreeMap;

use domain::{
    question::{Information, Question, QuestionKind, Text},
    questionnaire::{Page, Questionnaire, Roles},
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    Brought, Format, Imported,
    naming::Names,
    plain::plain,
    read::NotRead,
    report::{self, Note, Place, Reason},
};

/// The component that takes a text.
const TEXT: &str = "textsubquestion";
/// The most characters where the file does not say.
const LIMIT: usize = 2_000;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    title: String,
    pages: Vec<CsPage>,
    questions: Vec<CsQuestion>,
    components: Vec<CsComponent>,
}

#[derive(Deserialize)]
struct CsPage {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    factbank: String,
    #[serde(default)]
    skip_logic_rules: Vec<Value>,
}

#[derive(Deserialize)]
struct CsQuestion {
    page_id: String,
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    analyst_only: bool,
}

#[derive(Deserialize)]
struct CsComponent {
    id: String,
    question_id: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    visibility: Vec<String>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    label: Option<String>,
    #[serde(default)]
    heading: Option<String>,
    #[serde(default)]
    character_limit: usize,
    #[serde(default)]
    validation_options: Vec<Value>,
    /// What is not described in public.
    #[serde(flatten)]
    others: BTreeMap<String, Value>,
}

/// Reads a survey.
pub fn read(text: &str) -> Result<Imported, NotRead> {
    let file: File = serde_json::from_str(text).map_err(|_| NotRead::UnknownFormat)?;
    let mut reader = Reader {
        file: &file,
        names: Names::default(),
        pages: Names::of_pages(),
        brought: Vec::new(),
        report: Vec::new(),
    };
    let pages: Vec<Page> = file.pages.iter().map(|page| reader.page(page)).collect();
    reader.without_page();
    if pages.iter().all(|page| page.questions.is_empty()) {
        return Err(NotRead::NoQuestions);
    }
    Ok(Imported {
        format: Format::CitizenSpace,
        questionnaire: Questionnaire { pages, roles: Roles::default() },
        brought: reader.brought,
        report: reader.report,
        title: file.title,
    })
}

struct Reader<'a> {
    file: &'a File,
    names: Names,
    pages: Names,
    brought: Vec<Brought>,
    report: Vec<Note>,
}

impl<'a> Reader<'a> {
    fn note(&mut self, place: &Place, reason: Reason) {
        report::add(&mut self.report, Note { place: place.clone(), reason });
    }

    fn words(&mut self, place: &Place, html: &str) -> String {
        let read = plain(html);
        for loss in read.losses {
            self.note(place, loss);
        }
        read.words
    }

    fn page(&mut self, page: &'a CsPage) -> Page {
        let place = Place::of(&page.id);
        let mut title = self.words(&place, &page.title);
        if title.is_empty() {
            title.clone_from(&page.id);
            self.note(&place, Reason::HeadingGiven);
        }
        let intro = Some(self.words(&place, &page.body)).filter(|intro| !intro.is_empty());
        if !page.factbank.is_empty() {
            let value = plain(&page.factbank).words;
            self.note(&place, Reason::Setting { name: "factbank".to_owned(), value });
        }
        if !page.skip_logic_rules.is_empty() {
            self.note(&place, Reason::Routing);
        }
        let id = self.pages.of_words(&title, "page");
        let of_page = self.file.questions.iter().filter(|question| question.page_id == page.id);
        let questions = of_page.flat_map(|question| self.question(question)).collect();
        Page { intro, questions, ..Page::new(id, title) }
    }

    /// Tells of questions whose page is not in the file, and of components whose question is not.
    fn without_page(&mut self) {
        let file = self.file;
        for question in
            file.questions.iter().filter(|question| file.pages.iter().all(|page| page.id != question.page_id))
        {
            let words = plain(&question.title).words;
            self.note(&Place::of(&question.id), Reason::NoSuchKind { kind: question.page_id.clone(), words });
        }
        let is_lost = |each: &&CsComponent| file.questions.iter().all(|question| question.id != each.question_id);
        for component in file.components.iter().filter(is_lost) {
            let words = component.label.clone().unwrap_or_default();
            self.note(&Place::of(&component.id), Reason::NoSuchKind { kind: component.kind.clone(), words });
        }
    }

    fn question(&mut self, question: &'a CsQuestion) -> Vec<Question> {
        let place = Place::of(&question.id);
        let words = plain(&question.title).words;
        if question.analyst_only {
            self.note(&place, Reason::Hidden { words });
            return Vec::new();
        }
        let components = self.file.components.iter().filter(|component| component.question_id == question.id);
        let (seen, unseen): (Vec<_>, Vec<_>) = components.partition(|component| is_seen(component));
        for component in unseen {
            let words = component.heading.clone().unwrap_or_default();
            self.note(&Place::of(&component.id), Reason::Hidden { words });
        }
        let title = self.words(&place, &question.title);
        let questions: Vec<Question> = match seen.as_slice() {
            [] => vec![self.information(title)],
            [one] => vec![self.component(one, title)],
            several => several
                .iter()
                .map(|component| {
                    let label = self.label(component);
                    self.component(component, format!("{title}: {label}"))
                })
                .collect(),
        };
        if questions.len() > 1 {
            self.note(&Place::became(&question.id, &questions[0].id), Reason::SplitUp { into: questions.len() });
        }
        let names = questions.iter().map(|question| question.id.clone()).collect();
        self.brought.push(Brought { code: question.id.clone(), questions: names });
        questions
    }

    fn information(&mut self, text: String) -> Question {
        let id = self.names.of_words(&text, "question");
        let kind = QuestionKind::Information(Information { link_text: None, link: None });
        Question::new(id, text, kind)
    }

    fn label(&mut self, component: &CsComponent) -> String {
        let label = component.label.as_deref().filter(|label| !label.trim().is_empty());
        let label = label.or(component.heading.as_deref()).unwrap_or_default();
        self.words(&Place::of(&component.id), label)
    }

    fn component(&mut self, component: &CsComponent, text: String) -> Question {
        let id = self.names.of_words(&text, "question");
        let place = Place::became(&component.id, &id);
        if component.kind != TEXT {
            self.note(&place, Reason::Kind { kind: component.kind.clone() });
        }
        if component.character_limit == 0 {
            self.note(&place, Reason::Limit { limit: LIMIT });
        }
        for rule in &component.validation_options {
            self.note(&place, Reason::Rule { rule: rule.to_string() });
        }
        for (name, value) in component.others.iter().filter(|(name, _)| *name != "page_id") {
            self.note(&place, Reason::Setting { name: name.clone(), value: value.to_string() });
        }
        if text.is_empty() {
            self.note(&place, Reason::NoWords);
        }
        let limit = if component.character_limit == 0 { LIMIT } else { component.character_limit };
        let kind = QuestionKind::Text(Text { limit, multiline: true });
        Question { required: component.required, ..Question::new(id, text, kind) }
    }
}

fn is_seen(component: &CsComponent) -> bool {
    component.visibility.is_empty() || component.visibility.iter().any(|who| who == "public")
}
