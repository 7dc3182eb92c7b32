//! What documents, their files and what is found in them are called.

use chrono::NaiveDate;
use domain::{
    document::{Accessibility, DocumentFault, DocumentStatus, DocumentVersion, Finding, MOST_BYTES, Named},
    meeting::TitleWarning,
    question::{FileFormat, files::size_words},
};

use super::{Labelled, dates, meetings, numbers};

/// Says whether a file was looked through for viruses.
pub fn viruses(version: &DocumentVersion) -> String {
    if version.findings.contains(&Finding::Scanned) {
        format!("None found on {}", dates::day_of(version.added_at))
    } else {
        "Not scanned for viruses".to_owned()
    }
}

impl Labelled for DocumentStatus {
    fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Published => "Published",
            Self::Withdrawn => "Withdrawn",
        }
    }
}

impl Labelled for Accessibility {
    fn label(self) -> &'static str {
        match self {
            Self::Met => "Yes, it meets WCAG 2.2 AA or PDF/UA",
            Self::NotMet => "No, some people cannot",
            Self::NotChecked => "Nobody has checked",
        }
    }
}

impl Labelled for FileFormat {
    fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Docx => "DOCX",
            Self::Odt => "ODT",
            Self::Text => "Plain text",
            Self::Xlsx => "XLSX",
            Self::Ods => "ODS",
            Self::Csv => "CSV",
        }
    }
}

/// Says what a file is and how large, for example `PDF, 296 KB`.
pub fn file(version: &DocumentVersion) -> String {
    format!("{}, {}", version.format.label(), size_words(version.size))
}

/// Says what changed in a version.
pub fn note(version: &DocumentVersion) -> String {
    let is_first = version.number == 1 && version.note.is_empty();
    if is_first { "The first version".to_owned() } else { version.note.clone() }
}

/// Says to everybody whether they can read a file.
pub fn accessibility(accessibility: Accessibility) -> &'static str {
    match accessibility {
        Accessibility::Met => "We have checked that everybody can read this file, also with a screen reader.",
        Accessibility::NotMet => "Some people cannot read this file, for example with a screen reader.",
        Accessibility::NotChecked => {
            "We have not checked whether everybody can read this file, for example with a screen reader."
        }
    }
}

/// Says what was found in a file and what to think over.
pub fn finding(finding: Finding) -> &'static str {
    match finding {
        Finding::AboutRemoved => {
            "What it said of its author, their organisation and the program they used was removed. A title and a language stay."
        }
        Finding::Signed => {
            "It is signed, so nothing was removed from it: the signature would be broken. It may name its author."
        }
        Finding::Comments => {
            "There are comments in it, and they name who wrote them. Remove those that are not for everybody."
        }
        Finding::TrackedChanges => {
            "There are tracked changes in it. Everybody can read what was deleted and who deleted it. Accept or reject them first."
        }
        Finding::Unredacted => {
            "Something in it is marked to be redacted and still stands there. Apply the redaction before you publish."
        }
        Finding::HiddenSheets => "There are hidden sheets in it. Everybody can show them.",
        Finding::Formulas => "Some cells begin as a formula does. A spreadsheet may work them out.",
        Finding::NotTagged => "It has no tags, so a screen reader cannot tell its headings, lists and tables.",
        Finding::NoText => {
            "No text could be read in it, as where pages were scanned. Screen readers and search find nothing."
        }
        Finding::Scanned => "It was looked through for viruses, and none was found.",
        Finding::TextCut => "Its text is so long that only the beginning of it is kept for searching.",
    }
}

/// Says what to do about a file that is not taken.
pub fn fault(fault: DocumentFault) -> String {
    match fault {
        DocumentFault::Missing => "Choose a file".to_owned(),
        DocumentFault::TooLarge => {
            format!("Choose a file of up to {}, or make this one smaller", size_words(MOST_BYTES))
        }
        DocumentFault::Empty => "Choose another file, because there is nothing in this one".to_owned(),
        DocumentFault::NotTaken => format!("Choose a file of another format: {}", formats()),
        DocumentFault::Active => {
            "Remove macros, scripts, attached files and what is loaded from elsewhere, and choose the file again".to_owned()
        }
        DocumentFault::Locked => "Save the file without a password and choose it again".to_owned(),
        DocumentFault::Infected => "Choose another file, because a virus was found in this one. Have the computer checked that it came from".to_owned(),
        DocumentFault::Unscannable => "Choose a smaller file, because this one is larger than the virus scanner of this site takes. Whoever looks after the server can let it take larger ones".to_owned(),
        DocumentFault::Unscanned => "Try again later, because the file could not be looked through for viruses at the moment".to_owned(),
        DocumentFault::Unreadable => {
            "The file is damaged or could not be read whole. Save it anew with the program it was made with, and choose it again"
                .to_owned()
        }
    }
}

/// Lists the formats that are taken.
pub fn formats() -> String {
    "PDF, DOCX, XLSX, ODT, ODS, CSV, plain text in UTF-8, PNG, JPEG or WebP, all without macros".to_owned()
}

/// Says where a title or a file name does not agree with the day that a document bears.
pub fn disagreement(named: Named, warning: &TitleWarning, dated: NaiveDate) -> String {
    let name = match named {
        Named::Title => "The title",
        Named::FileName => "The name of the file",
    };
    meetings::disagreement(name, warning, &format!("The document bears {}.", dates::day(dated)))
}

/// Names a version among all that everybody reads.
pub fn version(number: i64) -> String {
    format!("Version {}", numbers::whole(number.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disagreement_says_what_stands_there_and_what_the_document_bears() {
        let day = NaiveDate::from_ymd_opt(2024, 4, 7).unwrap();
        let said = disagreement(Named::FileName, &TitleWarning::OtherYear { written: 2023 }, day);
        assert_eq!(said, "The name of the file says 2023. The document bears 7 April 2024.");
    }
}
