//! What a step is called, for whoever may take it back.

use super::Edit;
use crate::{questionnaire::Questionnaire, vocabulary::vocabulary};

vocabulary! {
    /// What was done in a step.
    Step {
        /// The draft was begun, with what is published or empty.
        Begin = "begin",
        /// A page was added.
        AddPage = "add-page",
        /// A page was changed.
        SetPage = "set-page",
        /// A page was moved.
        MovePage = "move-page",
        /// A page was copied.
        CopyPage = "copy-page",
        /// A page was removed.
        RemovePage = "remove-page",
        /// A question was added.
        AddQuestion = "add-question",
        /// A question was changed.
        SetQuestion = "set-question",
        /// What the answers to a question are used for was set.
        SetUse = "set-use",
        /// A question was moved.
        MoveQuestion = "move-question",
        /// A question was copied.
        CopyQuestion = "copy-question",
        /// A question was removed.
        RemoveQuestion = "remove-question",
        /// Something was added from the library.
        AddFromLibrary = "add-from-library",
        /// Words were given in another language.
        Translate = "translate",
        /// Everything was replaced.
        Replace = "replace",
    }
}

impl Edit {
    /// Names what is done.
    pub fn step(&self) -> Step {
        match self {
            Self::AddPage { .. } => Step::AddPage,
            Self::SetPage { .. } => Step::SetPage,
            Self::MovePage { .. } => Step::MovePage,
            Self::CopyPage { .. } => Step::CopyPage,
            Self::RemovePage { .. } => Step::RemovePage,
            Self::AddQuestion { .. } => Step::AddQuestion,
            Self::SetQuestion { .. } => Step::SetQuestion,
            Self::SetUse { .. } => Step::SetUse,
            Self::MoveQuestion { .. } => Step::MoveQuestion,
            Self::CopyQuestion { .. } => Step::CopyQuestion,
            Self::RemoveQuestion { .. } => Step::RemoveQuestion,
            Self::AddFromLibrary { .. } => Step::AddFromLibrary,
            Self::Translate { .. } => Step::Translate,
            Self::Replace { .. } => Step::Replace,
        }
    }

    /// Gives the words of the page or the question that it is done to, as they stand before it.
    pub fn subject<'a>(&'a self, before: &'a Questionnaire) -> &'a str {
        match self {
            Self::AddPage { title, .. } | Self::Replace { title, .. } => title,
            Self::AddQuestion { question, .. } => &question.text,
            Self::AddFromLibrary { entries, .. } => entries.first().map_or("", |entry| &entry.title),
            Self::Translate { language, .. } => language.name(),
            Self::SetPage { page, .. }
            | Self::MovePage { page, .. }
            | Self::CopyPage { page }
            | Self::RemovePage { page } => before.page(page).map_or(page, |page| &page.title),
            Self::SetQuestion { question } => before.question(&question.id).map_or(&question.text, |known| &known.text),
            Self::SetUse { question, .. }
            | Self::MoveQuestion { question, .. }
            | Self::CopyQuestion { question }
            | Self::RemoveQuestion { question } => before.question(question).map_or(question, |known| &known.text),
        }
    }
}
