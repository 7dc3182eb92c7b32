//! Closed lists of choices, each with a stable word for forms, addresses and the database.
//!
//! The words never change once stored; the labels that people read are made in `app::words`.

/// A choice from a closed list.
pub trait Word: Copy + Eq + Ord + 'static {
    /// Every choice, in the order in which a form shows them.
    const ALL: &'static [Self];

    /// Gives the stable word of the choice.
    fn word(self) -> &'static str;

    /// Finds the choice that a word stands for.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.word() == word)
    }
}

/// Declares enums whose variants have stable words; serde writes the same words.
macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($(#[$meaning:meta])* $choice:ident = $word:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$meaning])* #[serde(rename = $word)] $choice,)+
        }

        impl $crate::vocabulary::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$choice,)+];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$choice => $word,)+
                }
            }
        }
    )+};
}

pub(crate) use vocabulary;

#[cfg(test)]
mod tests {
    use super::*;

    vocabulary! {
        /// Shades for the test.
        Shade {
            /// The first.
            Light = "light",
            /// The second.
            VeryDark = "very-dark",
        }
    }

    #[test]
    fn a_word_leads_back_to_its_choice_and_other_words_to_none() {
        assert_eq!(Shade::ALL, [Shade::Light, Shade::VeryDark]);
        assert_eq!(Shade::from_word("very-dark"), Some(Shade::VeryDark));
        assert_eq!(Shade::from_word("VeryDark"), None);
    }

    #[test]
    fn what_is_stored_is_the_word() {
        assert_eq!(serde_json::to_string(&Shade::VeryDark).unwrap(), "\"very-dark\"");
        assert_eq!(serde_json::from_str::<Shade>("\"light\"").unwrap(), Shade::Light);
    }
}
