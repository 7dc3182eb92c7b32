//! What a file says in other languages: it is read once for each of them, and the readings are put side by side.

use std::collections::BTreeSet;

use domain::{language::Language, translation::Owner, vocabulary::Word as _};

use crate::{
    Imported,
    read::NotRead,
    report::{Note, Place, Reason},
};

/// What a file calls a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// English, in which questionnaires are written.
    English,
    /// A language in which they can be read.
    Known(Language),
    /// None that is known here.
    Unknown,
}

impl Named {
    /// Tells a language from its tag, its name in English or in itself, or a name with the tag in brackets.
    pub fn of(written: &str) -> Self {
        let written = written.trim().to_lowercase();
        let in_brackets = written.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let (name, tag) = in_brackets.map_or((written.as_str(), written.as_str()), |(name, tag)| (name.trim(), tag));
        let is_named = |language: &Language| {
            [language.name(), language.own_name()].iter().any(|own| {
                let own = own.to_lowercase();
                own == written || own == name
            })
        };
        let found = by_tag(tag.trim()).or_else(|| Language::ALL.iter().copied().find(is_named).map(Self::Known));
        found.unwrap_or(if name == "english" { Self::English } else { Self::Unknown })
    }

    /// Says whether it is English.
    pub fn is_english(written: &str) -> bool {
        Self::of(written) == Self::English
    }
}

/// Tells a language from its tag; a tag that says more, such as where it is spoken, is that of the language too.
fn by_tag(tag: &str) -> Option<Named> {
    let mut tag = tag.replace('_', "-");
    loop {
        if let Some(language) = Language::ALL.iter().find(|language| language.tag().eq_ignore_ascii_case(&tag)) {
            return Some(Named::Known(*language));
        }
        if tag == "en" {
            return Some(Named::English);
        }
        let end = tag.rfind('-')?;
        tag.truncate(end);
    }
}

/// Reads a file in its language and takes over the words of those others that are known.
pub fn read(
    kept: &str,
    others: &[String],
    mut read: impl FnMut(&str) -> Result<Imported, NotRead>,
) -> Result<Imported, NotRead> {
    let mut imported = read(kept)?;
    let (mut taken, mut left_out) = (BTreeSet::new(), Vec::new());
    for other in others {
        match Named::of(other) {
            Named::Known(language) if taken.insert(language) => {
                let reading = read(other)?;
                let without_place = imported.questionnaire.take_words(language, &reading.questionnaire);
                tell_losses(&mut imported, reading.report);
                for (owner, words) in without_place {
                    let place = place(&imported, owner);
                    imported.report.push(Note { place, reason: Reason::NotInEnglish { language, words } });
                }
                tell_missing(&mut imported, language);
            }
            _ => left_out.push(other.clone()),
        }
    }
    let mut whole = Vec::new();
    if !kept.is_empty() && !Named::is_english(kept) {
        whole.push(Reason::TakenForEnglish { language: kept.to_owned() });
    }
    if !left_out.is_empty() {
        whole.push(Reason::Languages { kept: kept.to_owned(), others: left_out });
    }
    imported.report.splice(0..0, whole.into_iter().map(|reason| Note { place: Place::whole(), reason }));
    Ok(imported)
}

/// Names where something stands, by what the file calls it.
fn place(imported: &Imported, owner: Owner) -> Place {
    match owner {
        Owner::Page(page) => {
            Place::of(imported.questionnaire.page(&page).map_or(page.clone(), |page| page.title.clone()))
        }
        Owner::Question(question) => {
            let brought = imported.brought.iter().find(|brought| brought.questions.contains(&question));
            Place::became(brought.map(|brought| brought.code.clone()).unwrap_or_default(), question)
        }
    }
}

/// Tells what the words in another language lost when they became plain, where the report does not say it already.
fn tell_losses(imported: &mut Imported, notes: Vec<Note>) {
    let is_loss =
        |note: &Note| matches!(note.reason, Reason::Formatting | Reason::Embedded { .. } | Reason::Placeholder { .. });
    for note in notes.into_iter().filter(is_loss) {
        let is_known = |known: &Note| known.place.code == note.place.code && known.reason == note.reason;
        if !imported.report.iter().any(is_known) {
            imported.report.push(note);
        }
    }
}

fn tell_missing(imported: &mut Imported, language: Language) {
    let progress = imported.questionnaire.progress(language);
    if progress.missing > 0 {
        let reason = Reason::Untranslated { language, missing: progress.missing, texts: progress.pieces };
        imported.report.push(Note { place: Place::whole(), reason });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_as_people_and_programs_write_them() {
        for (written, named) in [
            ("en", Named::English),
            ("English (en)", Named::English),
            ("english", Named::English),
            ("en-GB", Named::English),
            ("cy", Named::Known(Language::Welsh)),
            ("Welsh (cy)", Named::Known(Language::Welsh)),
            ("Cymraeg", Named::Known(Language::Welsh)),
            ("Welsh (Wales)", Named::Known(Language::Welsh)),
            ("de-informal", Named::Known(Language::German)),
            ("pt_BR", Named::Known(Language::Portuguese)),
            ("zh-Hant-HK", Named::Known(Language::ChineseTraditional)),
            ("Kurdish (Sorani)", Named::Known(Language::Kurdish)),
            ("Easy read", Named::Known(Language::EasyRead)),
            ("zh", Named::Unknown),
            ("tlh", Named::Unknown),
            ("", Named::Unknown),
        ] {
            assert_eq!(Named::of(written), named, "{written}");
        }
    }
}
