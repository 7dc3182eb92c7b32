//! Conditions of other programs as our own: only what means exactly the same, or nothing.

use std::collections::BTreeMap;

use domain::{decimal::Decimal, questionnaire::OptionId, routing::Condition};

use crate::expression::{Expression, Sign};

/// What a name in a condition stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// What was chosen of some answers, by their codes in the file.
    Choice {
        /// Our question.
        question: String,
        /// Our name of each answer, in their order.
        options: Vec<(String, OptionId)>,
    },
    /// Which of several answers were chosen.
    Several {
        /// Our question.
        question: String,
        /// Our name of each answer, in their order.
        options: Vec<(String, OptionId)>,
    },
    /// Whether one answer of several was ticked.
    Tick {
        /// Our question.
        question: String,
        /// Our answer.
        option: OptionId,
    },
    /// A number or a point on a scale.
    Number {
        /// Our question.
        question: String,
    },
}

/// What the names of the questions before stand for.
#[derive(Debug, Default)]
pub struct Known(BTreeMap<String, Asked>);

impl Known {
    /// Makes a name known.
    pub fn add(&mut self, name: impl Into<String>, asked: Asked) {
        self.0.insert(name.into(), asked);
    }

    fn find(&self, name: &str) -> Option<&Asked> {
        let name = [".NAOK", ".code", ".value"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        self.0.get(name)
    }

    /// Says a condition as ours, if it can be said.
    pub fn condition(&self, read: &Expression) -> Option<Condition> {
        match read {
            Expression::All(parts) => self.conditions(parts).map(Condition::All),
            Expression::Any(parts) => self.conditions(parts).map(Condition::Any),
            Expression::Not(part) => Some(not(self.condition(part)?)),
            Expression::Compare(left, sign, right) => match (&**left, &**right) {
                (Expression::Name(name), Expression::Value(value)) => compared(self.find(name)?, *sign, value),
                (Expression::Value(value), Expression::Name(name)) => compared(self.find(name)?, sign.turned(), value),
                (Expression::Call(function, arguments), Expression::Value(value)) => {
                    self.counted(function, arguments, *sign, value)
                }
                _ => None,
            },
            Expression::Call(function, arguments) => self.call(function, arguments),
            Expression::Name(_) | Expression::This | Expression::Value(_) => None,
        }
    }

    fn conditions(&self, parts: &[Expression]) -> Option<Vec<Condition>> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn call(&self, function: &str, arguments: &[Expression]) -> Option<Condition> {
        match (function, arguments) {
            ("is_empty", [Expression::Name(name)]) => Some(not(answered(self.find(name)?))),
            ("selected", [Expression::Name(name), Expression::Value(value)]) => match self.find(name)? {
                Asked::Choice { question, options } | Asked::Several { question, options } => {
                    chosen(question, options, Sign::Is, value)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn counted(&self, function: &str, arguments: &[Expression], sign: Sign, value: &str) -> Option<Condition> {
        let ("count-selected", [Expression::Name(name)]) = (function, arguments) else { return None };
        let (Asked::Choice { question, .. } | Asked::Several { question, .. }) = self.find(name)? else { return None };
        let number: usize = value.parse().ok()?;
        let at_least = |count: usize| Condition::ChoseAtLeast { question: question.clone(), count };
        Some(match sign {
            Sign::AtLeast => at_least(number),
            Sign::Above => at_least(number.checked_add(1)?),
            Sign::Below => not(at_least(number)),
            Sign::AtMost => not(at_least(number.checked_add(1)?)),
            Sign::Is => Condition::All(vec![at_least(number), not(at_least(number.checked_add(1)?))]),
            Sign::IsNot => Condition::Any(vec![not(at_least(number)), at_least(number.checked_add(1)?)]),
        })
    }
}

/// Says that a question was answered at all.
fn answered(asked: &Asked) -> Condition {
    match asked {
        Asked::Choice { question, .. } | Asked::Several { question, .. } => {
            Condition::ChoseAtLeast { question: question.clone(), count: 1 }
        }
        Asked::Tick { question, option } => chose(question, vec![option.clone()]),
        Asked::Number { question } => number(question, None, None),
    }
}

fn compared(asked: &Asked, sign: Sign, value: &str) -> Option<Condition> {
    if value.is_empty() {
        return match sign {
            Sign::Is => Some(not(answered(asked))),
            Sign::IsNot => Some(answered(asked)),
            _ => None,
        };
    }
    match asked {
        Asked::Choice { question, options } => chosen(question, options, sign, value),
        // That exactly these were chosen cannot be said.
        Asked::Several { .. } => None,
        Asked::Tick { question, option } => {
            let ticked = chose(question, vec![option.clone()]);
            match (sign, value) {
                (Sign::Is, "Y") => Some(ticked),
                (Sign::IsNot, "Y") => Some(not(ticked)),
                _ => None,
            }
        }
        Asked::Number { question } => {
            let value = Decimal::parse(value).ok()?;
            let exactly = || number(question, Some(value), Some(value));
            let (at_least, at_most) = (number(question, Some(value), None), number(question, None, Some(value)));
            Some(match sign {
                Sign::Is => exactly(),
                Sign::IsNot => not(exactly()),
                Sign::AtLeast => at_least,
                Sign::AtMost => at_most,
                Sign::Above => Condition::All(vec![at_least, not(exactly())]),
                Sign::Below => Condition::All(vec![at_most, not(exactly())]),
            })
        }
    }
}

/// Says which answers are meant; codes that are numbers are also compared as numbers.
fn chosen(question: &str, options: &[(String, OptionId)], sign: Sign, value: &str) -> Option<Condition> {
    if let Sign::Is | Sign::IsNot = sign {
        let (_, option) = options.iter().find(|(code, _)| code == value)?;
        let chosen = chose(question, vec![option.clone()]);
        return Some(if sign == Sign::Is { chosen } else { not(chosen) });
    }
    let value = Decimal::parse(value).ok()?;
    let codes: Option<Vec<_>> = options.iter().map(|(code, id)| Some((Decimal::parse(code).ok()?, id))).collect();
    let holds = |code: Decimal| match sign {
        Sign::Below => code < value,
        Sign::AtMost => code <= value,
        Sign::Above => code > value,
        _ => code >= value,
    };
    let any_of: Vec<_> = codes?.into_iter().filter(|(code, _)| holds(*code)).map(|(_, id)| id.clone()).collect();
    (!any_of.is_empty()).then(|| chose(question, any_of))
}

fn chose(question: &str, any_of: Vec<OptionId>) -> Condition {
    Condition::Chose { question: question.to_owned(), any_of }
}

fn number(question: &str, at_least: Option<Decimal>, at_most: Option<Decimal>) -> Condition {
    Condition::Number { question: question.to_owned(), at_least, at_most }
}

fn not(condition: Condition) -> Condition {
    match condition {
        Condition::Not(inner) => *inner,
        other => Condition::Not(Box::new(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::read;

    fn said(text: &str) -> Option<Condition> {
        let mut known = Known::default();
        let options = [("A1", "ponds"), ("A2", "hedges")].map(|(code, id)| (code.to_owned(), id.to_owned()));
        known.add("Q1", Asked::Choice { question: "q1".into(), options: options.into() });
        let options = [("1", "never"), ("2", "often")].map(|(code, id)| (code.to_owned(), id.to_owned()));
        known.add("Q2", Asked::Choice { question: "q2".into(), options: options.into() });
        known.add("Q3_a", Asked::Tick { question: "q3".into(), option: "a".into() });
        known.add("Q4", Asked::Number { question: "q4".into() });
        known.condition(&read(text)?)
    }

    fn chose_of(question: &str, option: &str) -> Condition {
        chose(question, vec![option.to_owned()])
    }

    #[test]
    fn the_plain_forms_are_said() {
        assert_eq!(said(r#"Q1.NAOK == "A1""#), Some(chose_of("q1", "ponds")));
        assert_eq!(said("Q1 != 'A2'"), Some(not(chose_of("q1", "hedges"))));
        assert_eq!(said("'Y' == Q3_a"), Some(chose_of("q3", "a")));
        assert_eq!(said("Q2 >= 2"), Some(chose_of("q2", "often")));
        assert_eq!(said("!is_empty(Q1)"), Some(Condition::ChoseAtLeast { question: "q1".into(), count: 1 }));
        assert_eq!(said("is_empty(Q4.NAOK)"), Some(not(number("q4", None, None))));
        assert_eq!(said("selected(${Q1}, 'A1')"), Some(chose_of("q1", "ponds")));
        let both = Condition::All(vec![chose_of("q1", "ponds"), chose_of("q3", "a")]);
        assert_eq!(said("Q1 == 'A1' && Q3_a == 'Y'"), Some(both));
    }

    #[test]
    fn a_bound_that_does_not_belong_stays_outside() {
        use domain::answer::{Answer, Answers};
        let condition = said("Q4 > 10").unwrap();
        let holds = |number: &str| {
            condition.holds(&Answers::from([("q4".to_owned(), Answer::Number(Decimal::parse(number).unwrap()))]))
        };
        assert!(!holds("10") && holds("10.1") && !holds("9") && !condition.holds(&Answers::new()));
    }

    #[test]
    fn what_cannot_be_said_is_not() {
        for text in [
            "Q9 == 1",
            "Q1 == 'A9'",
            "Q1 == Q2",
            "Q4 == 'many'",
            "regexMatch('x', Q1)",
            "Q3_a > 1",
            "Q1",
            "1",
            "Q1 == 'A1' or Q9 == 1",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
