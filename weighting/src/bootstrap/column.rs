//! Columns of answers as they are given, and as the bootstrap keeps them: in bytes where they are small whole numbers.

use std::borrow::Cow;

use super::BootstrapError;

/// The byte that stands for no answer in [`Column::Codes`].
pub const BLANK: u8 = u8::MAX;

/// The answers to one item, one per respondent.
///
/// However they are given, answers that are all whole numbers from 0 to 254 take the fast path, with the same results.
#[derive(Debug, Clone, Copy)]
pub enum Column<'a> {
    /// Whole numbers from 0 to 254, such as a scale from 0 to 10 or a pick as 0 and 1; [`BLANK`] where there is no answer.
    Codes(&'a [u8]),
    /// Any numbers, `None` where there is no answer.
    Answers(&'a [Option<f64>]),
    /// Any numbers, one from everybody.
    Values(&'a [f64]),
}

/// A column that has been judged, in the order of respondents or of places.
#[derive(Debug, Clone)]
pub(super) enum Judged<'a> {
    /// Blank is [`BLANK`].
    Codes(Cow<'a, [u8]>),
    /// Blank is NaN.
    Numbers(Cow<'a, [f64]>),
}

impl<'a> Column<'a> {
    fn len(self) -> usize {
        match self {
            Self::Codes(codes) => codes.len(),
            Self::Answers(answers) => answers.len(),
            Self::Values(values) => values.len(),
        }
    }

    /// Refuses what cannot be averaged; `index` is the column's own place, for the refusal.
    pub(super) fn judge(self, index: usize, respondents: usize) -> Result<Judged<'a>, BootstrapError> {
        if self.len() != respondents {
            return Err(BootstrapError::LengthsDiffer { column: index, answers: self.len(), respondents });
        }
        let bad = |row, value| BootstrapError::BadValue { column: index, row, value };
        let judged = match self {
            Self::Codes(codes) => Judged::Codes(Cow::Borrowed(codes)),
            Self::Answers(answers) => {
                let given = || answers.iter().enumerate().filter_map(|(row, answer)| answer.map(|value| (row, value)));
                if let Some((row, value)) = given().find(|(_, value)| !value.is_finite()) {
                    return Err(bad(row, value));
                }
                let whole = answers.iter().map(|answer| answer.map_or(Some(BLANK), whole)).collect::<Option<_>>();
                let numbers =
                    || Cow::Owned(answers.iter().map(|answer| answer.map_or(f64::NAN, |value| value + 0.0)).collect());
                whole.map_or_else(|| Judged::Numbers(numbers()), |codes| Judged::Codes(Cow::Owned(codes)))
            }
            Self::Values(values) => {
                if let Some(row) = values.iter().position(|value| !value.is_finite()) {
                    return Err(bad(row, values[row]));
                }
                let whole = values.iter().map(|&value| whole(value)).collect::<Option<_>>();
                whole.map_or(Judged::Numbers(Cow::Borrowed(values)), |codes| Judged::Codes(Cow::Owned(codes)))
            }
        };
        if judged.is_answered() { Ok(judged) } else { Err(BootstrapError::NobodyAnswered { column: index }) }
    }
}

impl Judged<'_> {
    /// Whether anybody answered.
    fn is_answered(&self) -> bool {
        match self {
            Self::Codes(codes) => codes.iter().any(|&code| code != BLANK),
            Self::Numbers(numbers) => numbers.iter().any(|number| !number.is_nan()),
        }
    }

    /// Whether somebody left it blank.
    pub(super) fn has_blanks(&self) -> bool {
        match self {
            Self::Codes(codes) => codes.contains(&BLANK),
            Self::Numbers(numbers) => numbers.iter().any(|number| number.is_nan()),
        }
    }

    /// The answer at a place, if there is one.
    pub(super) fn at(&self, place: usize) -> Option<f64> {
        match self {
            Self::Codes(codes) => Some(codes[place]).filter(|&code| code != BLANK).map(f64::from),
            Self::Numbers(numbers) => Some(numbers[place]).filter(|number| !number.is_nan()),
        }
    }

    /// A number that sorts answers, the same for the same answer only.
    pub(super) fn key(&self, row: usize) -> u64 {
        match self {
            Self::Codes(codes) => u64::from(codes[row]),
            // Zero with either sign is one answer.
            Self::Numbers(numbers) => (numbers[row] + 0.0).to_bits(),
        }
    }

    /// The same column with the answer of row `order[place]` at each place.
    pub(super) fn put_in(&self, order: &[u32]) -> Judged<'static> {
        match self {
            Self::Codes(codes) => Judged::Codes(order.iter().map(|&row| codes[row as usize]).collect()),
            Self::Numbers(numbers) => Judged::Numbers(order.iter().map(|&row| numbers[row as usize]).collect()),
        }
    }
}

/// The number as a byte, where it is a whole number from 0 to 254.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the comparison refuses what was changed")]
fn whole(value: f64) -> Option<u8> {
    let byte = value as u8;
    (byte != BLANK && f64::from(byte).to_bits() == (value + 0.0).to_bits()).then_some(byte)
}
