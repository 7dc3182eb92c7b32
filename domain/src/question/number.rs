//! Asking for a number.

use serde::{Deserialize, Serialize};

use crate::{
    answer::Answer,
    decimal::{Decimal, NotDecimal},
    fields::Fields,
    refusal::{Reason, Refusal},
};

/// A number, perhaps with a unit and bounds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// What it is a number of, such as "hectares"; shown behind the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The least that is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<Decimal>,
    /// The most that is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Decimal>,
    /// How many decimal places are taken; only whole numbers, if not said.
    #[serde(default)]
    pub decimals: usize,
}

impl Number {
    /// Judges what was typed; `units` are other words for the unit, in the languages in which the question can be read.
    pub(super) fn judge(&self, id: &str, fields: &Fields, units: &[&str]) -> Result<Option<Answer>, Vec<Refusal>> {
        match fields.text(id) {
            "" => Ok(None),
            typed => match self.read(self.without_unit(typed, units)) {
                Ok(number) => Ok(Some(Answer::Number(number))),
                Err(reason) => Err(vec![Refusal::new(id, reason)]),
            },
        }
    }

    fn read(&self, typed: &str) -> Result<Decimal, Reason> {
        let number = Decimal::parse(typed).map_err(|not| self.reason(not))?;
        if number.decimals() > self.decimals {
            return Err(self.reason(NotDecimal::TooManyDecimals));
        }
        match (self.least, self.most) {
            (Some(least), _) if number < least => Err(Reason::TooSmall { least: self.say(least) }),
            (_, Some(most)) if number > most => Err(Reason::TooLarge { most: self.say(most) }),
            _ => Ok(number),
        }
    }

    fn reason(&self, not: NotDecimal) -> Reason {
        match not {
            NotDecimal::TooManyDigits => {
                let most = self.most.map_or_else(|| "999,999,999,999,999".to_owned(), |most| self.say(most));
                Reason::TooLarge { most }
            }
            _ if self.decimals == 0 => Reason::NotAWholeNumber,
            NotDecimal::TooManyDecimals => Reason::TooManyDecimals { at_most: self.decimals },
            NotDecimal::NotANumber => Reason::NotANumber,
        }
    }

    /// Takes off the unit, which some people write although it stands behind the field.
    fn without_unit<'a>(&self, typed: &'a str, others: &[&str]) -> &'a str {
        let units = self.unit.as_deref().into_iter().chain(others.iter().copied()).filter(|unit| !unit.is_empty());
        let mut starts = units.filter_map(|unit| {
            let start = typed.len().checked_sub(unit.len())?;
            typed.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(unit)).then_some(start)
        });
        starts.next().map_or(typed, |start| &typed[..start])
    }

    /// Says a number with its unit.
    pub(super) fn say(&self, number: Decimal) -> String {
        let written = number.written();
        self.unit.as_ref().map_or_else(|| written.clone(), |unit| format!("{written} {unit}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    fn hectares() -> Number {
        let unit = Some("hectares".to_owned());
        Number { unit, least: Some(number("0.1")), most: Some(number("2000")), decimals: 2 }
    }

    fn judge(kind: &Number, typed: &str) -> Result<Option<Answer>, Reason> {
        kind.judge("q", &Fields::new([("q", typed)]), &["ha"]).map_err(|mut refusals| {
            let refusal = refusals.remove(0);
            assert_eq!(refusal.field, "q");
            refusal.reason
        })
    }

    #[test]
    fn an_empty_field_is_no_answer_and_zero_is_one() {
        assert_eq!(judge(&Number::default(), " "), Ok(None));
        assert_eq!(judge(&Number::default(), "0"), Ok(Some(Answer::Number(number("0")))));
    }

    #[test]
    fn the_unit_may_be_written_too() {
        for typed in ["1,250.50", "1250.5 hectares", "1 250.5Hectares", "1250.5 ha"] {
            assert_eq!(judge(&hectares(), typed), Ok(Some(Answer::Number(number("1250.5")))), "{typed}");
        }
        assert_eq!(judge(&hectares(), "12 acres"), Err(Reason::NotANumber));
        assert_eq!(judge(&hectares(), "é hectares"), Err(Reason::NotANumber));
    }

    #[test]
    fn the_bounds_are_taken_and_what_is_beyond_them_is_refused_with_the_bound() {
        assert!(judge(&hectares(), "0.1").is_ok() && judge(&hectares(), "2000").is_ok());
        assert_eq!(judge(&hectares(), "0.09"), Err(Reason::TooSmall { least: "0.1 hectares".into() }));
        assert_eq!(judge(&hectares(), "-5"), Err(Reason::TooSmall { least: "0.1 hectares".into() }));
        for typed in ["2000.01", "99999999999999999999"] {
            assert_eq!(judge(&hectares(), typed), Err(Reason::TooLarge { most: "2,000 hectares".into() }), "{typed}");
        }
    }

    #[test]
    fn decimals_beyond_those_asked_for_are_refused_and_not_rounded() {
        assert_eq!(judge(&hectares(), "1.234"), Err(Reason::TooManyDecimals { at_most: 2 }));
        assert_eq!(judge(&hectares(), "1.230"), Ok(Some(Answer::Number(number("1.23")))));
        assert_eq!(judge(&Number::default(), "2.5"), Err(Reason::NotAWholeNumber));
        assert_eq!(judge(&Number::default(), "ten"), Err(Reason::NotAWholeNumber));
        assert_eq!(judge(&Number::default(), "2.0"), Ok(Some(Answer::Number(number("2")))));
    }

    #[test]
    fn bounds_that_make_no_sense_refuse_everything_and_break_nothing() {
        let nothing = Number { least: Some(number("5")), most: Some(number("1")), ..Number::default() };
        assert!(judge(&nothing, "3").is_err());
        assert!(judge(&Number { decimals: usize::MAX, ..Number::default() }, "0.1234567890123").is_err());
    }

    #[test]
    fn an_answer_is_stored_as_its_text() {
        let stored = serde_json::to_string(&Answer::Number(number("1,250.50"))).unwrap();
        assert_eq!(stored, r#"{"number":"1250.5"}"#);
    }
}
