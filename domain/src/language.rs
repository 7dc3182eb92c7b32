//! Languages in which a questionnaire can be read besides English.

use crate::vocabulary::{Word as _, vocabulary};

vocabulary! {
    /// A language, by its tag of BCP 47: those most spoken at home in England after the census of 2021, the other languages of
    /// Great Britain, those of people who came for shelter since, and plain words with one idea in a sentence.
    Language {
        /// Easy read, which is English in the simplest words.
        EasyRead = "en-simple",
        /// Albanian.
        Albanian = "sq",
        /// Arabic.
        Arabic = "ar",
        /// Bengali.
        Bengali = "bn",
        /// Bulgarian.
        Bulgarian = "bg",
        /// Cantonese and others, in traditional characters.
        ChineseTraditional = "zh-Hant",
        /// Mandarin and others, in simplified characters.
        ChineseSimplified = "zh-Hans",
        /// Cornish.
        Cornish = "kw",
        /// Czech.
        Czech = "cs",
        /// Dari.
        Dari = "prs",
        /// French.
        French = "fr",
        /// Gaelic of Scotland.
        Gaelic = "gd",
        /// German.
        German = "de",
        /// Greek.
        Greek = "el",
        /// Gujarati.
        Gujarati = "gu",
        /// Hindi.
        Hindi = "hi",
        /// Hungarian.
        Hungarian = "hu",
        /// Italian.
        Italian = "it",
        /// Kurdish, as written in Iraq and Iran.
        Kurdish = "ckb",
        /// Latvian.
        Latvian = "lv",
        /// Lithuanian.
        Lithuanian = "lt",
        /// Malayalam.
        Malayalam = "ml",
        /// Nepali.
        Nepali = "ne",
        /// Panjabi, as written in India.
        Panjabi = "pa",
        /// Pashto.
        Pashto = "ps",
        /// Persian.
        Persian = "fa",
        /// Polish.
        Polish = "pl",
        /// Portuguese.
        Portuguese = "pt",
        /// Romanian.
        Romanian = "ro",
        /// Russian.
        Russian = "ru",
        /// Slovak.
        Slovak = "sk",
        /// Somali.
        Somali = "so",
        /// Spanish.
        Spanish = "es",
        /// Tamil.
        Tamil = "ta",
        /// Tigrinya.
        Tigrinya = "ti",
        /// Turkish.
        Turkish = "tr",
        /// Ukrainian.
        Ukrainian = "uk",
        /// Urdu.
        Urdu = "ur",
        /// Vietnamese.
        Vietnamese = "vi",
        /// Welsh.
        Welsh = "cy",
    }
}

/// The tag of the language in which questionnaires are written.
pub const ENGLISH: &str = "en-GB";

impl Language {
    /// Gives the tag, as pages name the language of their words.
    pub fn tag(self) -> &'static str {
        self.word()
    }

    /// Gives the direction in which it is written, as pages name it.
    pub fn direction(self) -> &'static str {
        match self {
            Self::Arabic | Self::Dari | Self::Kurdish | Self::Pashto | Self::Persian | Self::Urdu => "rtl",
            _ => "ltr",
        }
    }

    /// Gives its name in English.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// Gives its name in itself, by which those who read it find it.
    pub fn own_name(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::EasyRead => ("Easy read", "Easy read"),
            Self::Albanian => ("Albanian", "Shqip"),
            Self::Arabic => ("Arabic", "العربية"),
            Self::Bengali => ("Bengali", "বাংলা"),
            Self::Bulgarian => ("Bulgarian", "Български"),
            Self::ChineseTraditional => ("Chinese, traditional characters", "繁體中文"),
            Self::ChineseSimplified => ("Chinese, simplified characters", "简体中文"),
            Self::Cornish => ("Cornish", "Kernewek"),
            Self::Czech => ("Czech", "Čeština"),
            Self::Dari => ("Dari", "دری"),
            Self::French => ("French", "Français"),
            Self::Gaelic => ("Gaelic", "Gàidhlig"),
            Self::German => ("German", "Deutsch"),
            Self::Greek => ("Greek", "Ελληνικά"),
            Self::Gujarati => ("Gujarati", "ગુજરાતી"),
            Self::Hindi => ("Hindi", "हिन्दी"),
            Self::Hungarian => ("Hungarian", "Magyar"),
            Self::Italian => ("Italian", "Italiano"),
            Self::Kurdish => ("Kurdish (Sorani)", "کوردی"),
            Self::Latvian => ("Latvian", "Latviešu"),
            Self::Lithuanian => ("Lithuanian", "Lietuvių"),
            Self::Malayalam => ("Malayalam", "മലയാളം"),
            Self::Nepali => ("Nepali", "नेपाली"),
            Self::Panjabi => ("Panjabi", "ਪੰਜਾਬੀ"),
            Self::Pashto => ("Pashto", "پښتو"),
            Self::Persian => ("Persian (Farsi)", "فارسی"),
            Self::Polish => ("Polish", "Polski"),
            Self::Portuguese => ("Portuguese", "Português"),
            Self::Romanian => ("Romanian", "Română"),
            Self::Russian => ("Russian", "Русский"),
            Self::Slovak => ("Slovak", "Slovenčina"),
            Self::Somali => ("Somali", "Soomaali"),
            Self::Spanish => ("Spanish", "Español"),
            Self::Tamil => ("Tamil", "தமிழ்"),
            Self::Tigrinya => ("Tigrinya", "ትግርኛ"),
            Self::Turkish => ("Turkish", "Türkçe"),
            Self::Ukrainian => ("Ukrainian", "Українська"),
            Self::Urdu => ("Urdu", "اردو"),
            Self::Vietnamese => ("Vietnamese", "Tiếng Việt"),
            Self::Welsh => ("Welsh", "Cymraeg"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_languages_have_the_same_name() {
        let names =
            |of: fn(Language) -> &'static str| Language::ALL.iter().map(|known| of(*known)).collect::<BTreeSet<_>>();
        assert_eq!(names(Language::name).len(), Language::ALL.len());
        assert_eq!(names(Language::own_name).len(), Language::ALL.len());
    }

    #[test]
    fn what_is_written_in_arabic_letters_runs_from_the_right() {
        for language in Language::ALL {
            let is_arabic = |letter: char| ('\u{600}'..'\u{700}').contains(&letter);
            assert_eq!(language.direction() == "rtl", language.own_name().chars().any(is_arabic), "{language:?}");
        }
    }
}
