//! Sharing out a number of points.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AnswerOption, Column, Values, cells::Cells, label};
use crate::{
    answer::Answer,
    fields::Fields,
    questionnaire::OptionId,
    refusal::{Reason, Refusal},
};

/// Options over which all the points have to be shared out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// What points can be given to.
    pub options: Vec<AnswerOption>,
    /// How many points there are.
    pub total: u32,
}

impl Points {
    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let mut points = BTreeMap::new();
        let mut refusals = Vec::new();
        for option in &self.options {
            let field = format!("{id}.{}", option.id);
            match fields.text(&field) {
                "" => {}
                typed => match typed.parse::<u32>() {
                    Ok(given) if given <= self.total => drop(points.insert(option.id.clone(), given)),
                    Ok(_) => refusals.push(Refusal::new(field, Reason::TooLarge { most: self.total.to_string() })),
                    Err(_) => refusals.push(Refusal::new(field, Reason::NotAWholeNumber)),
                },
            }
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let given = points.values().fold(0_u32, |given, points| given.saturating_add(*points));
        match given {
            _ if points.is_empty() => Ok(None),
            given if given == self.total => Ok(Some(Answer::Points(points))),
            _ => {
                let first = self.options.first().map_or(id.to_owned(), |option| format!("{id}.{}", option.id));
                Err(vec![Refusal::new(first, Reason::PointsTotal { total: self.total, given })])
            }
        }
    }

    pub(super) fn columns(&self) -> Vec<Column> {
        let column = |option: &AnswerOption| Column::part(&option.id, &option.label, Values::Whole(Vec::new()));
        self.options.iter().map(column).collect()
    }

    pub(super) fn cells(&self, points: &BTreeMap<OptionId, u32>) -> Vec<String> {
        self.options.iter().map(|option| points.get(&option.id).unwrap_or(&0).to_string()).collect()
    }

    pub(super) fn fields(&self, cells: &mut Cells<'_>) {
        for (option, column) in self.options.iter().zip(0..) {
            cells.post(&option.id, cells.text(column));
        }
    }

    pub(super) fn say(&self, points: &BTreeMap<OptionId, u32>) -> Vec<String> {
        let given = self.options.iter().filter_map(|option| points.get_key_value(&option.id)).filter(|(_, n)| **n > 0);
        given.map(|(option, n)| format!("{}: {n}", label(&self.options, option))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(pairs: &[(&str, &str)]) -> Result<Option<Answer>, Vec<Refusal>> {
        let option = |id: &str| AnswerOption { id: id.into(), label: id.to_uppercase(), ..AnswerOption::default() };
        Points { options: vec![option("a"), option("b")], total: 10 }.judge("q", &Fields::new(pairs.iter().copied()))
    }

    #[test]
    fn all_points_have_to_be_given() {
        let refusal = Refusal::new("q.a", Reason::PointsTotal { total: 10, given: 9 });
        assert_eq!(judge(&[("q.a", "4"), ("q.b", "5")]), Err(vec![refusal]));
        assert!(matches!(judge(&[("q.a", "10"), ("q.b", "")]), Ok(Some(Answer::Points(_)))));
    }

    #[test]
    fn no_points_at_all_are_no_answer() {
        assert_eq!(judge(&[("q.a", ""), ("q.b", " ")]), Ok(None));
    }

    #[test]
    fn strange_numbers_are_refused_beside_their_field() {
        for typed in ["-1", "2.5", "1e400", "NaN", "ten", "99999999999999999999"] {
            assert_eq!(judge(&[("q.b", typed)]), Err(vec![Refusal::new("q.b", Reason::NotAWholeNumber)]), "{typed}");
        }
        assert_eq!(
            judge(&[("q.b", "4294967295")]),
            Err(vec![Refusal::new("q.b", Reason::TooLarge { most: "10".into() })])
        );
    }
}
