//! The constraint of a row: bounds of an answer, of its length, or of how many are chosen; anything else is told.

use super::rows::Row;
use crate::{
    expression::{self, Expression, Sign},
    report::Reason,
};

/// A rule for answers, as far as it is understood.
pub struct Rule {
    written: String,
    /// Bounds of the answer, or of its length or of how many are chosen, by the name of what is measured.
    bounds: Option<Vec<(&'static str, Sign, String)>>,
}

impl Rule {
    /// Reads the rule of a row.
    pub fn of(row: &Row) -> Self {
        let written = row.text("constraint").to_owned();
        let bounds = expression::read(&written).and_then(|read| bounds(&read));
        Self { written, bounds }
    }

    /// Gives the bounds of one measure, and tells the rule where it says anything else.
    pub fn bounds(&self, measure: &str, notes: &mut Vec<Reason>) -> Vec<(Sign, String)> {
        if self.written.is_empty() {
            return Vec::new();
        }
        let own = self.bounds.iter().flatten().filter(|(of, ..)| *of == measure);
        let own: Vec<_> = own.map(|(_, sign, value)| (*sign, value.clone())).collect();
        if own.is_empty() || own.len() != self.bounds.as_ref().map_or(0, Vec::len) {
            self.tell(notes);
            return Vec::new();
        }
        own
    }

    /// Tells the rule, because it is left out.
    pub fn tell(&self, notes: &mut Vec<Reason>) {
        if !self.written.is_empty() {
            notes.push(Reason::Rule { rule: self.written.clone() });
        }
    }
}

fn bounds(read: &Expression) -> Option<Vec<(&'static str, Sign, String)>> {
    match read {
        Expression::All(parts) => {
            let parts: Option<Vec<_>> = parts.iter().map(bounds).collect();
            Some(parts?.into_iter().flatten().collect())
        }
        Expression::Compare(left, sign, right) => match (measure(left), value(right)) {
            (Some(measure), Some(value)) => Some(vec![(measure, *sign, value)]),
            _ => Some(vec![(measure(right)?, sign.turned(), value(left)?)]),
        },
        _ => None,
    }
}

fn measure(read: &Expression) -> Option<&'static str> {
    match read {
        Expression::This => Some("answer"),
        Expression::Call(name, of) if **of == [Expression::This] => {
            ["string-length", "count-selected"].into_iter().find(|measure| measure == name)
        }
        _ => None,
    }
}

fn value(read: &Expression) -> Option<String> {
    match read {
        Expression::Value(value) => Some(value.clone()),
        Expression::Call(name, of) if name == "date" => of.first().and_then(value),
        _ => None,
    }
}

/// Gives the one number that something may not go above, and tells the rule where it says anything else.
pub fn at_most(bounds: &[(Sign, String)], rule: &Rule, notes: &mut Vec<Reason>) -> Option<usize> {
    let most = |(sign, value): &(Sign, String)| {
        let value: usize = value.parse().ok()?;
        match sign {
            Sign::AtMost => Some(value),
            Sign::Below => value.checked_sub(1),
            _ => None,
        }
    };
    match bounds {
        [] => None,
        [bound] if most(bound).is_some_and(|most| most > 0) => most(bound),
        _ => {
            rule.tell(notes);
            None
        }
    }
}
