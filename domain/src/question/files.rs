//! Asking for files. What an answer says of them comes from where they are kept, never from whoever posts the page.

use serde::{Deserialize, Serialize};

use crate::{
    answer::Answer,
    fields::Fields,
    ids::AttachmentId,
    refusal::{Reason, Refusal},
    vocabulary::vocabulary,
};

/// The most files that a question takes.
pub const MOST_FILES: usize = 5;
/// The most files that a question takes if nobody says otherwise.
pub const USUAL_FILES: usize = 3;
/// The most bytes of a file.
pub const MOST_BYTES: u64 = 10 * MEGABYTE;
/// The most bytes of all files of one draft together.
pub const MOST_TOGETHER: u64 = 30 * MEGABYTE;
/// The most bytes of the files of all drafts together that are not sent: anybody can begin one.
pub const MOST_UNSENT: u64 = 2 * 1024 * MEGABYTE;

const KILOBYTE: u64 = 1024;
const MEGABYTE: u64 = 1024 * KILOBYTE;
/// The most letters of a name, its ending left out.
const LONGEST_NAME: usize = 80;

/// A few files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// How many there are at most: from 1 to 5.
    #[serde(default = "usual")]
    pub at_most: usize,
}

fn usual() -> usize {
    USUAL_FILES
}

vocabulary! {
    /// What is in a file, by its first bytes and its parts, whatever its name ends with.
    FileFormat {
        /// A PDF document.
        Pdf = "pdf",
        /// A photo or picture as JPEG.
        Jpeg = "jpeg",
        /// A picture as PNG.
        Png = "png",
        /// A picture as WebP.
        Webp = "webp",
        /// A document of Word, without macros.
        Docx = "docx",
        /// A document of `OpenDocument`, without macros.
        Odt = "odt",
        /// Plain text in UTF-8.
        Text = "text",
        /// A workbook of Excel, without macros.
        Xlsx = "xlsx",
        /// A spreadsheet of `OpenDocument`, without macros.
        Ods = "ods",
        /// A table as plain text, with commas between its columns.
        Csv = "csv",
    }

    /// Why a file is not taken.
    FileFault {
        /// It has more bytes than a file may have.
        TooLarge = "too-large",
        /// There is nothing in it.
        Empty = "empty",
        /// It has none of the formats that are taken.
        NotTaken = "not-taken",
        /// It can carry out commands, such as macros.
        Active = "active",
        /// There are as many as the question takes.
        TooMany = "too-many",
        /// All files of the draft together would have more bytes than they may have.
        Together = "together",
        /// The files of all drafts that are not sent have as many bytes as they may have.
        NoRoom = "no-room",
        /// The store was away.
        Unstored = "unstored",
        /// A virus was found in it.
        Infected = "infected",
        /// It is larger than what looks for viruses takes.
        Unscannable = "unscannable",
        /// It could not be looked through for viruses.
        Unscanned = "unscanned",
    }
}

/// A file that a respondent gave as an answer, without what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its identity.
    pub id: AttachmentId,
    /// Its name as it was given, cleaned, with the ending of its format.
    pub name: String,
    /// What is in it.
    pub format: FileFormat,
    /// How many bytes it has.
    pub size: u64,
}

impl FileFormat {
    /// The formats that are taken as answers.
    pub const OF_ANSWERS: [Self; 7] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Webp, Self::Docx, Self::Odt, Self::Text];

    /// Gives the endings that names of such files have, the usual one first.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Docx => &["docx"],
            Self::Odt => &["odt"],
            Self::Text => &["txt"],
            Self::Xlsx => &["xlsx"],
            Self::Ods => &["ods"],
            Self::Csv => &["csv"],
        }
    }

    /// Says whether it is a picture.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }

    /// Gives its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Text => "text/plain; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// Lists the endings of formats that are taken, as a form names them to a browser.
    pub fn accepted(taken: &[Self]) -> String {
        let endings = taken.iter().flat_map(|format| format.endings());
        endings.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",")
    }

    /// Makes the name of a file of this format, with an ending that no program takes for another.
    pub fn name(self, given: &str) -> String {
        let given = file_name(given);
        let (stem, ending) = given.rsplit_once('.').unwrap_or((&given, ""));
        let known = self.endings().iter().find(|known| known.eq_ignore_ascii_case(ending));
        let (stem, ending) = match known {
            Some(known) => (stem, *known),
            None => (given.as_str(), self.endings()[0]),
        };
        let stem: String = stem.chars().take(LONGEST_NAME).collect();
        let stem = stem.trim_matches([' ', '.']);
        let stem = if stem.is_empty() { "file" } else { stem };
        format!("{stem}.{ending}")
    }
}

/// Gives the name of a file as its sender calls it: without folders, and without letters that nobody sees.
pub fn file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_seen = |letter: &char| !letter.is_control() && !is_unseen(*letter);
    let seen: String = last.chars().filter(is_seen).filter(|letter| !r#":*?"<>|"#.contains(*letter)).collect();
    let words = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(2 * LONGEST_NAME).collect()
}

/// Says whether a character has no shape of its own, as those have that turn the order of the letters after them.
pub(crate) fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Says how large something is.
pub fn size_words(bytes: u64) -> String {
    if bytes < MEGABYTE {
        return format!("{} KB", bytes.div_ceil(KILOBYTE));
    }
    let tenths = (bytes * 10).div_ceil(MEGABYTE);
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        rest => format!("{}.{rest} MB", tenths / 10),
    }
}

impl Attachment {
    /// Says its name and how large it is.
    pub fn say(&self) -> String {
        format!("{} ({})", self.name, size_words(self.size))
    }
}

impl Files {
    /// Says why one more file cannot be added beside those that a question and its draft have.
    pub fn refuses(&self, count: usize, together: u64, size: u64) -> Option<FileFault> {
        if count >= self.at_most {
            Some(FileFault::TooMany)
        } else if together + size > MOST_TOGETHER {
            Some(FileFault::Together)
        } else {
            None
        }
    }

    /// Writes the files that are kept for a question as the fields that are judged.
    pub fn fields<'a>(kept: impl IntoIterator<Item = (&'a str, &'a Attachment)>) -> Fields {
        let written = |attachment: &Attachment| serde_json::to_string(attachment).unwrap_or_default();
        Fields::new(kept.into_iter().map(|(question, attachment)| (question, written(attachment))))
    }

    /// Reads the files that are kept for a question.
    pub fn kept(id: &str, fields: &Fields) -> Vec<Attachment> {
        fields.all(id).filter_map(|written| serde_json::from_str(written).ok()).collect()
    }

    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let kept = Self::kept(id, fields);
        if kept.len() > self.at_most {
            let reason = Reason::TooManyFiles { at_most: self.at_most, given: kept.len() };
            return Err(vec![Refusal::new(id, reason)]);
        }
        Ok((!kept.is_empty()).then_some(Answer::Files(kept)))
    }

    pub(super) fn cells(files: &[Attachment]) -> Vec<String> {
        vec![Self::say(files).join("; ")]
    }

    pub(super) fn say(files: &[Attachment]) -> Vec<String> {
        files.iter().map(Attachment::say).collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn attachment(name: &str, size: u64) -> Attachment {
        Attachment { id: AttachmentId(Uuid::from_u128(7)), name: name.into(), format: FileFormat::Pdf, size }
    }

    fn judge(at_most: usize, kept: &[Attachment]) -> Result<Option<Answer>, Vec<Refusal>> {
        Files { at_most }.judge("q", &Files::fields(kept.iter().map(|each| ("q", each))))
    }

    #[test]
    fn the_files_that_are_kept_are_the_answer_and_none_is_no_answer() {
        let kept = [attachment("a \"map\".pdf", 3), attachment("b.pdf", 4)];
        assert_eq!(judge(2, &kept), Ok(Some(Answer::Files(kept.to_vec()))));
        assert_eq!(judge(2, &[]), Ok(None));
    }

    #[test]
    fn more_files_than_are_taken_are_refused() {
        let refusal = Refusal::new("q", Reason::TooManyFiles { at_most: 1, given: 2 });
        assert_eq!(judge(1, &[attachment("a.pdf", 3), attachment("b.pdf", 4)]), Err(vec![refusal]));
    }

    #[test]
    fn one_more_file_is_taken_while_the_question_and_the_draft_have_room() {
        let files = Files { at_most: 2 };
        assert_eq!(files.refuses(1, 0, MOST_BYTES), None);
        assert_eq!(files.refuses(2, 0, 1), Some(FileFault::TooMany));
        assert_eq!(files.refuses(0, MOST_TOGETHER - 5, 5), None);
        assert_eq!(files.refuses(0, MOST_TOGETHER - 5, 6), Some(FileFault::Together));
    }

    #[test]
    fn a_name_loses_its_folders_and_what_nobody_sees_and_ends_as_its_format_does() {
        for (given, format, name) in [
            ("map.pdf", FileFormat::Pdf, "map.pdf"),
            ("C:\\Users\\ann\\Map.PDF", FileFormat::Pdf, "Map.pdf"),
            ("../../etc/passwd", FileFormat::Text, "passwd.txt"),
            ("page.html", FileFormat::Text, "page.html.txt"),
            ("photo.jpeg", FileFormat::Jpeg, "photo.jpeg"),
            ("photo.png", FileFormat::Jpeg, "photo.png.jpg"),
            ("invoice\u{202e}fdp.exe", FileFormat::Pdf, "invoicefdp.exe.pdf"),
            ("a.pdf\r\nSet-Cookie: x=1", FileFormat::Pdf, "a.pdfSet-Cookie x=1.pdf"),
            ("  .pdf", FileFormat::Pdf, "file.pdf"),
            ("", FileFormat::Png, "file.png"),
        ] {
            assert_eq!(format.name(given), name, "{given}");
        }
        assert_eq!(FileFormat::Pdf.name(&"x".repeat(400)).len(), LONGEST_NAME + ".pdf".len());
    }

    #[test]
    fn a_size_is_said_in_the_unit_that_people_know() {
        for (bytes, said) in [(1, "1 KB"), (1025, "2 KB"), (MEGABYTE, "1 MB"), (MEGABYTE * 3 / 2, "1.5 MB")] {
            assert_eq!(size_words(bytes), said);
        }
    }
}
