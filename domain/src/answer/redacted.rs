//! Answers whose words were redacted.

use super::{Answer, Chosen, Location, Place};

/// What stands for a name of a place in an answer whose words were redacted.
const TAKEN_OUT: &str = "[…]";

impl Answer {
    /// Gives the same answer with a text in the place of all that the respondent wrote; what they chose stays.
    #[must_use]
    pub fn redacted(&self, text: &str) -> Self {
        // The text stands once, where the first words were.
        let mut once = Some(text.to_owned());
        match self.clone() {
            Self::Text(_) => Self::Text(text.to_owned()),
            Self::Texts(texts) => Self::Texts(in_lines(text, texts.len())),
            Self::Choice(chosen) => Self::Choice(Chosen { words: chosen.words.and(once), ..chosen }),
            Self::Choices(all) => {
                let redact = |chosen: Chosen| Chosen { words: chosen.words.and_then(|_| once.take()), ..chosen };
                Self::Choices(all.into_iter().map(redact).collect())
            }
            Self::Places(places) => {
                let redact = |place: Place| {
                    let location = match place.location {
                        Location::Named(_) => Location::Named(TAKEN_OUT.to_owned()),
                        other => other,
                    };
                    Place { location, comment: once.take(), ..place }
                };
                Self::Places(places.into_iter().map(redact).collect())
            }
            other => other,
        }
    }
}

/// Gives the lines of a text, of which the last holds all that there is no room for.
fn in_lines(text: &str, most: usize) -> Vec<String> {
    text.splitn(most.max(1), '\n').map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(option: &str, words: Option<&str>) -> Chosen {
        Chosen { option: option.into(), words: words.map(str::to_owned) }
    }

    fn place(location: Location, comment: Option<&str>) -> Place {
        Place { location, kind: None, comment: comment.map(str::to_owned), private: true }
    }

    #[test]
    fn a_redacted_answer_has_none_of_the_words_that_were_written_and_all_that_was_chosen() {
        let new = "New words";
        let texts = Answer::Texts(vec!["otter".into(), "eel".into()]);
        let all = [
            (Answer::Text("Ann".into()), Answer::Text(new.into())),
            (Answer::Choice(chosen("other", Some("Ann"))), Answer::Choice(chosen("other", Some(new)))),
            (Answer::Choice(chosen("pond", None)), Answer::Choice(chosen("pond", None))),
            (
                Answer::Choices(vec![chosen("pond", None), chosen("a", Some("Ann")), chosen("b", Some("Ben"))]),
                Answer::Choices(vec![chosen("pond", None), chosen("a", Some(new)), chosen("b", None)]),
            ),
            (
                Answer::Places(vec![
                    place(Location::Named("Ann’s".into()), None),
                    place(Location::Postcode("L17".into()), Some("Ben’s")),
                ]),
                Answer::Places(vec![
                    place(Location::Named("[…]".into()), Some(new)),
                    place(Location::Postcode("L17".into()), None),
                ]),
            ),
            (texts.clone(), Answer::Texts(vec![new.into()])),
            (Answer::Ranking(vec!["pond".into()]), Answer::Ranking(vec!["pond".into()])),
        ];
        for (answer, redacted) in all {
            assert_eq!(answer.redacted(new), redacted);
        }
        assert_eq!(texts.redacted("otter\n\n[…]\n"), Answer::Texts(vec!["otter".into(), "[…]".into()]));
    }
}
