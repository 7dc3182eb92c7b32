//! Documents: published files with a title, what each is for, and the day that it bears; and the versions of each.
//!
//! A document is a draft until its first version is published. A newer version takes the place of the one before, which stays
//! readable at its own address. What is in a file is told by its content; this room only says what was found there.

use chrono::NaiveDate;

use crate::{
    ids::{DocumentId, GroupId},
    language::Language,
    meeting::{TitleWarning, title_warnings},
    question::FileFormat,
    time::Moment,
    vocabulary::vocabulary,
};

/// How long the title of a document may be.
pub const TITLE_LIMIT: usize = 160;
/// How long the paragraph may be that says what a document is for.
pub const PURPOSE_LIMIT: usize = 600;
/// How long a note may be that says what changed in a version.
pub const NOTE_LIMIT: usize = 600;
/// How long the reason may be for which a document is withdrawn.
pub const REASON_LIMIT: usize = 600;
/// The most bytes of a file.
pub const MOST_BYTES: u64 = 50 * 1024 * 1024;
/// The most characters of its text that are kept.
pub const MOST_TEXT: usize = 1_000_000;

vocabulary! {
    /// Where a document stands.
    DocumentStatus {
        /// It has no version that is published, and only the staff knows of it.
        Draft = "draft",
        /// Everybody reads it.
        Published = "published",
        /// It was taken from the public for good, with a reason.
        Withdrawn = "withdrawn",
    }

    /// Whether the staff says that everybody can read the file, also with a screen reader.
    Accessibility {
        /// It meets WCAG 2.2 AA, or PDF/UA.
        Met = "met",
        /// It does not.
        NotMet = "not-met",
        /// Nobody has checked.
        NotChecked = "not-checked",
    }

    /// What was found in a file. None of it forbids to publish.
    Finding {
        /// Who wrote it, where and with what stood in it and was taken out.
        AboutRemoved = "about-removed",
        /// It is signed, so that nothing was taken out: that would have broken the signature.
        Signed = "signed",
        /// There are comments in it.
        Comments = "comments",
        /// There are changes in it that nobody has accepted or rejected, with what was deleted.
        TrackedChanges = "tracked-changes",
        /// Something in it is marked to be redacted and is still there.
        Unredacted = "unredacted",
        /// There are sheets in it that do not show.
        HiddenSheets = "hidden-sheets",
        /// There are cells that a spreadsheet takes for formulas.
        Formulas = "formulas",
        /// It has no tags that tell a screen reader what is a heading, a list or a table.
        NotTagged = "not-tagged",
        /// No text could be read in it, as where pages were scanned.
        NoText = "no-text",
        /// Its text is longer than what is kept for searching.
        TextCut = "text-cut",
        /// It was looked through for viruses when it came, and none was found.
        Scanned = "scanned",
    }

    /// Why a file is not taken.
    DocumentFault {
        /// None was chosen.
        Missing = "missing",
        /// It has more bytes than a file may have.
        TooLarge = "too-large",
        /// There is nothing in it.
        Empty = "empty",
        /// It has none of the formats that are taken.
        NotTaken = "not-taken",
        /// It can carry out commands, loads something from elsewhere, or has other files in it.
        Active = "active",
        /// It is protected by a password.
        Locked = "locked",
        /// It is damaged, or too involved to be read whole.
        Unreadable = "unreadable",
        /// A virus was found in it.
        Infected = "infected",
        /// It is larger than what looks for viruses takes.
        Unscannable = "unscannable",
        /// It could not be looked through for viruses.
        Unscanned = "unscanned",
    }
}

/// A document as it is described; what is in it is in its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its identity.
    pub id: DocumentId,
    /// Its name in addresses, which stays.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// One paragraph that says what it is for.
    pub purpose: String,
    /// The day that the document itself bears.
    pub dated: NaiveDate,
    /// The language that it is in, unless it is English.
    pub language: Option<Language>,
    /// Whether the staff says that everybody can read it.
    pub accessibility: Accessibility,
    /// The group that it is of, if it is of one.
    pub group: Option<GroupId>,
    /// The document whose place it takes, if it takes one's.
    pub supersedes: Option<DocumentId>,
}

/// One version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentVersion {
    /// Its number, from 1.
    pub number: i64,
    /// The name of its file.
    pub file_name: String,
    /// What is in it, as its content says.
    pub format: FileFormat,
    /// How many bytes it has.
    pub size: u64,
    /// The SHA-256 of these.
    pub sha256: Vec<u8>,
    /// What was found in it.
    pub findings: Vec<Finding>,
    /// What changed; empty in the first.
    pub note: String,
    /// When its file was added.
    pub added_at: Moment,
    /// When it was published; `None` while it waits for that.
    pub published_at: Option<Moment>,
}

/// When and why a document was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: Moment,
    /// Why, which everybody reads.
    pub reason: String,
}

/// Which of its names says another day than the document bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Its title.
    Title,
    /// The name of its newest file.
    FileName,
}

impl DocumentStatus {
    /// Says whether a file can be added or published.
    pub fn takes_versions(self) -> bool {
        self != Self::Withdrawn
    }

    /// Says whether it can be removed as if it had never been: only what nobody outside has seen.
    pub fn may_be_removed(self) -> bool {
        self == Self::Draft
    }
}

impl Document {
    /// Lists where its title or the name of its newest file says another day than it bears. One that says none is nothing to
    /// complain of.
    pub fn disagreements(&self, newest: Option<&DocumentVersion>) -> Vec<(Named, TitleWarning)> {
        let of = |named, text: &str| {
            let warnings = title_warnings(text, self.dated).into_iter();
            warnings.filter(|warning| *warning != TitleWarning::NoYear).map(move |warning| (named, warning))
        };
        let file = newest.map(|version| of(Named::FileName, &version.file_name));
        of(Named::Title, &self.title).chain(file.into_iter().flatten()).collect()
    }
}

/// Gives the version that everybody reads first: the newest that is published.
pub fn current(versions: &[DocumentVersion]) -> Option<&DocumentVersion> {
    versions.iter().filter(|version| version.published_at.is_some()).max_by_key(|version| version.number)
}

/// Gives the version that waits to be published, if one does.
pub fn waiting(versions: &[DocumentVersion]) -> Option<&DocumentVersion> {
    versions.iter().find(|version| version.published_at.is_none())
}

/// Gives the number that the next file gets: that of the version that waits, whose place it takes, or a new one.
pub fn next_number(versions: &[DocumentVersion]) -> i64 {
    waiting(versions)
        .map_or_else(|| versions.iter().map(|version| version.number).max().unwrap_or(0) + 1, |version| version.number)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;

    fn document(title: &str) -> Document {
        Document {
            id: DocumentId(Uuid::nil()),
            slug: "advice-note".into(),
            title: title.into(),
            purpose: "Says how.".into(),
            dated: NaiveDate::from_ymd_opt(2024, 4, 7).unwrap(),
            language: None,
            accessibility: Accessibility::NotChecked,
            group: None,
            supersedes: None,
        }
    }

    fn version(number: i64, file_name: &str, is_published: bool) -> DocumentVersion {
        DocumentVersion {
            number,
            file_name: file_name.into(),
            format: FileFormat::Pdf,
            size: 1,
            sha256: Vec::new(),
            findings: Vec::new(),
            note: String::new(),
            added_at: DateTime::UNIX_EPOCH,
            published_at: is_published.then_some(DateTime::UNIX_EPOCH),
        }
    }

    #[test]
    fn a_title_or_a_file_name_that_says_another_day_is_told_and_one_that_says_none_is_not() {
        assert_eq!(document("Advice note").disagreements(None), []);
        assert_eq!(document("Advice note, 7 April 2024").disagreements(Some(&version(1, "note.pdf", true))), []);
        let told = document("Advice note 2023").disagreements(Some(&version(1, "note 7 Aprli 2024.pdf", true)));
        assert_eq!(told[0], (Named::Title, TitleWarning::OtherYear { written: 2023 }));
        assert!(matches!(&told[1], (Named::FileName, TitleWarning::UnknownMonth { word, .. }) if word == "Aprli"));
        assert_eq!(told.len(), 2);
    }

    #[test]
    fn the_newest_version_that_is_published_is_current_and_one_that_is_not_waits() {
        let versions = [version(3, "c.pdf", false), version(2, "b.pdf", true), version(1, "a.pdf", true)];
        assert_eq!(current(&versions).map(|version| version.number), Some(2));
        assert_eq!(waiting(&versions).map(|version| version.number), Some(3));
        assert_eq!((current(&versions[..1]), waiting(&versions[1..])), (None, None));
    }

    #[test]
    fn a_file_takes_the_place_of_one_that_waits_and_else_gets_the_next_number() {
        let versions = [version(2, "b.pdf", false), version(1, "a.pdf", true)];
        assert_eq!([next_number(&[]), next_number(&versions[1..]), next_number(&versions)], [1, 2, 2]);
    }

    #[test]
    fn only_what_was_never_published_can_be_removed_and_what_is_withdrawn_takes_nothing_more() {
        let statuses = [DocumentStatus::Draft, DocumentStatus::Published, DocumentStatus::Withdrawn];
        assert_eq!(statuses.map(DocumentStatus::may_be_removed), [true, false, false]);
        assert_eq!(statuses.map(DocumentStatus::takes_versions), [true, true, false]);
    }
}
