//! Choosing a point on a scale.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AnswerOption, Column, Expected, Value, Values, cells::Cells};
use crate::{
    answer::{Answer, Rated},
    fields::Fields,
    refusal::{Reason, Refusal},
};

/// The highest point that a scale may have.
pub const HIGHEST: u8 = 10;
/// What is posted for "don't know".
pub const DONT_KNOW: &str = "dont-know";

/// A scale from 0 or 1 upwards whose ends have labels, shown as radio buttons in a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// The lowest point.
    pub least: u8,
    /// The highest point.
    pub most: u8,
    /// What points mean in words: the two ends at least.
    pub labels: BTreeMap<u8, String>,
    /// The words for "don't know", where that is offered; such an answer is missing and never zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dont_know: Option<String>,
}

impl Rating {
    /// Gives the points from the lowest to the highest, never more than a person can be shown.
    pub fn points(&self) -> std::ops::RangeInclusive<u8> {
        self.least..=self.most.min(HIGHEST)
    }

    /// Says a point as a person reads it: its number, and its meaning where it has one.
    pub fn say_point(&self, point: u8) -> String {
        self.labels.get(&point).map_or_else(|| point.to_string(), |label| format!("{point}: {label}"))
    }

    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let rated = match fields.text(id) {
            "" => return Ok(None),
            DONT_KNOW => self.dont_know.as_ref().map(|_| Rated::DontKnow),
            typed => self.points().find(|point| point.to_string() == typed).map(Rated::Point),
        };
        rated.map(|rated| Some(Answer::Rating(rated))).ok_or_else(|| vec![Refusal::new(id, Reason::NotOffered)])
    }

    /// Gives a column of numbers alone, and one beside it that says who did not know.
    pub(super) fn columns(&self) -> Vec<Column> {
        let labelled = self.labels.iter().map(|(point, label)| Value::new(point.to_string(), label));
        let number = Column::whole(Values::Whole(labelled.collect()));
        let unknown = self.dont_know.as_ref().map(|label| Column::part(DONT_KNOW, label, Values::Tick));
        std::iter::once(number).chain(unknown).collect()
    }

    pub(super) fn cells(&self, rated: Rated) -> Vec<String> {
        let number = rated.point().map(|point| point.to_string()).unwrap_or_default();
        let unknown = self.dont_know.is_some().then(|| u8::from(rated == Rated::DontKnow).to_string());
        std::iter::once(number).chain(unknown).collect()
    }

    pub(super) fn fields(&self, cells: &mut Cells<'_>) {
        let option = |id: &str, label: &str| AnswerOption {
            id: id.to_owned(),
            label: label.to_owned(),
            ..AnswerOption::default()
        };
        let unknown = self.dont_know.as_ref().map(|label| option(DONT_KNOW, label));
        let is_unknown = unknown.as_ref().is_some_and(|unknown| cells.is_ticked(1, unknown));
        if is_unknown && !cells.text(0).is_empty() {
            cells.refuse(1, Expected::Tick);
            return;
        }
        let point = |point: u8| option(&point.to_string(), self.labels.get(&point).map_or("", String::as_str));
        let offered: Vec<_> = self.points().map(point).chain(unknown).collect();
        let chosen = if is_unknown { offered.last() } else { cells.option(0, offered.iter()) };
        if let Some(chosen) = chosen {
            cells.post("", &chosen.id);
        }
    }

    pub(super) fn say(&self, rated: Rated) -> String {
        match rated {
            Rated::Point(point) => self.say_point(point),
            Rated::DontKnow => self.dont_know.clone().unwrap_or_else(|| DONT_KNOW.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale() -> Rating {
        let labels = BTreeMap::from([(0, "Not at all".to_owned()), (10, "Completely".to_owned())]);
        Rating { least: 0, most: 10, labels, dont_know: Some("Don’t know".to_owned()) }
    }

    fn judge(kind: &Rating, typed: &str) -> Result<Option<Answer>, Vec<Refusal>> {
        kind.judge("q", &Fields::new([("q", typed)]))
    }

    #[test]
    fn zero_is_an_answer_and_nothing_chosen_is_none() {
        assert_eq!(judge(&scale(), "0"), Ok(Some(Answer::Rating(Rated::Point(0)))));
        assert_eq!(judge(&scale(), ""), Ok(None));
    }

    #[test]
    fn dont_know_is_never_a_number() {
        assert_eq!(judge(&scale(), DONT_KNOW), Ok(Some(Answer::Rating(Rated::DontKnow))));
        assert_eq!(scale().cells(Rated::DontKnow), ["", "1"]);
        assert_eq!(scale().cells(Rated::Point(0)), ["0", "0"]);
        assert_eq!(scale().columns().len(), 2);
    }

    #[test]
    fn a_point_beside_the_scale_is_refused() {
        let narrow = Rating { least: 1, most: 5, dont_know: None, ..scale() };
        for typed in ["0", "6", "05", "+5", "2.5", "-1", "300", "five", DONT_KNOW] {
            assert_eq!(judge(&narrow, typed), Err(vec![Refusal::new("q", Reason::NotOffered)]), "{typed}");
        }
    }

    #[test]
    fn a_point_is_said_with_its_meaning_where_it_has_one() {
        assert_eq!(scale().say(Rated::Point(10)), "10: Completely");
        assert_eq!(scale().say(Rated::Point(4)), "4");
        assert_eq!(scale().say(Rated::DontKnow), "Don’t know");
    }

    #[test]
    fn a_scale_that_makes_no_sense_offers_nothing_and_breaks_nothing() {
        let upside_down = Rating { least: 5, most: 1, ..scale() };
        assert_eq!(upside_down.points().count(), 0);
        assert!(judge(&upside_down, "3").is_err());
        assert_eq!(Rating { most: u8::MAX, ..scale() }.points().count(), 11);
    }

    #[test]
    fn the_points_of_a_document_are_keyed_by_their_numbers() {
        let document = r#"{"least":1,"most":5,"labels":{"1":"Poor","5":"Good"}}"#;
        let read: Rating = serde_json::from_str(document).unwrap();
        assert_eq!(read.say_point(5), "5: Good");
        assert_eq!(serde_json::to_string(&read).unwrap(), document);
        assert!(serde_json::from_str::<Rating>(r#"{"least":1,"most":5,"labels":{},"stars":true}"#).is_err());
    }
}
