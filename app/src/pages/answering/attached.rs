//! The files of a draft: what a posted page adds and takes away, and what is kept.

use domain::{
    draft::{ATTACHED, Draft},
    fields::Fields,
    ids::{self, AttachmentId},
    question::{Attachment, FileFault, Files, QuestionKind, files::file_name},
    questionnaire::{Page, Questionnaire},
    refusal::{Reason, Refusal},
    time::Moment,
};
use store::{Holder, NewAttachment, StoreError, Write};

use crate::{attachments::Inspected, state::AppState};

/// The button that keeps the files that were chosen for a question, and stays on the page.
pub const ATTACH: &str = "attach";
/// The button that takes a file away.
pub const DETACH: &str = "detach";

/// Leaves files that no question of a page asks for.
pub fn asked_for(page: Option<&Page>, mut files: Vec<Inspected>) -> Vec<Inspected> {
    files.retain(|file| page.is_some_and(|page| asked(page, &file.field).is_some()));
    files
}

/// What a page that was posted does to the files of its draft.
#[derive(Debug, Default)]
pub struct Along {
    added: Vec<(Files, NewAttachment, String)>,
    removed: Option<AttachmentId>,
    /// What is said of files that cannot be kept.
    pub refused: Vec<Refusal>,
}

impl Along {
    /// Reads what came with a page; files that no question of it asks for are left.
    pub fn of(state: &AppState, page: Option<&Page>, posted: &Fields, files: Vec<Inspected>) -> Self {
        let removed = posted.text(DETACH).parse().ok().map(AttachmentId);
        let mut along = Self { removed, ..Self::default() };
        for Inspected { field, name, content } in files {
            let Some((question, asked)) = page.and_then(|page| asked(page, &field)) else { continue };
            match content {
                Ok(content) => {
                    let id = AttachmentId(ids::unordered(&*state.entropy));
                    let kept = content.format.name(&name);
                    let attachment =
                        Attachment { id, name: kept, format: content.format, size: content.bytes.len() as u64 };
                    let (sha256, bytes) = (content.sha256, content.bytes);
                    let new = NewAttachment { question: question.to_owned(), attachment, sha256, bytes };
                    along.added.push((asked.clone(), new, name));
                }
                Err(fault) => along.refused.push(refusal(&field, &name, fault)),
            }
        }
        along
    }

    /// Says whether files may come or go.
    pub fn changes(&self) -> bool {
        !self.added.is_empty() || self.removed.is_some()
    }

    /// Says of each file that would be kept that the store was away.
    pub fn unstored(&self) -> Vec<Refusal> {
        let unstored =
            |(_, new, name): &(Files, NewAttachment, String)| refusal(&new.question, name, FileFault::Unstored);
        self.added.iter().map(unstored).collect()
    }

    /// Writes what comes and goes, and says which files there is no room for.
    pub async fn write(self, write: &mut Write<'_>, holder: Holder, now: Moment) -> Result<Vec<Refusal>, StoreError> {
        let mut refused = self.refused;
        if let Some(id) = self.removed {
            write.remove_attachment(holder, id, now).await?;
        }
        for (asked, new, name) in self.added {
            let fault = write.add_attachment(holder, &asked, &new, now).await?;
            refused.extend(fault.map(|fault| refusal(&new.question, &name, fault)));
        }
        Ok(refused)
    }
}

fn asked<'a>(page: &'a Page, field: &str) -> Option<(&'a str, &'a Files)> {
    page.questions.iter().find_map(|question| match &question.kind {
        QuestionKind::Files(asked) if question.id == field => Some((question.id.as_str(), asked)),
        _ => None,
    })
}

fn refusal(field: &str, name: &str, fault: FileFault) -> Refusal {
    Refusal::new(field, Reason::FileRefused { name: file_name(name), fault })
}

/// Puts the files that are kept for somebody into what was typed, where the questionnaire asks for any.
pub async fn attach(
    state: &AppState,
    questionnaire: &Questionnaire,
    holder: Holder,
    draft: &mut Draft,
) -> Result<(), StoreError> {
    if questionnaire.asks_for_files() {
        let kept = state.store.list_attachments(holder).await?;
        let kept = kept.iter().map(|kept| (kept.question.as_str(), &kept.attachment));
        draft.insert(ATTACHED.to_owned(), Files::fields(kept));
    }
    Ok(())
}
