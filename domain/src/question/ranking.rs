//! Putting some options in order.

use serde::{Deserialize, Serialize};

use super::{AnswerOption, Column, Values, cells::Cells, label};
use crate::{
    answer::Answer,
    fields::Fields,
    questionnaire::{OptionId, QuestionId},
    refusal::{Reason, Refusal},
};

/// Options of which the first few are put in order, each rank with a list to choose from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    /// What can be ranked; empty where the options come from an earlier question.
    #[serde(default)]
    pub options: Vec<AnswerOption>,
    /// The earlier question whose chosen options are ranked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options_from: Option<QuestionId>,
    /// How many ranks there are at most.
    pub places: usize,
}

impl Ranking {
    /// Gives the ranks that can be filled: no more than there are options.
    pub fn ranks(&self) -> std::ops::RangeInclusive<usize> {
        1..=self.places.min(self.options.len())
    }

    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let mut order: Vec<OptionId> = Vec::new();
        let mut empty = None;
        for rank in self.ranks() {
            let field = format!("{id}.{rank}");
            let value = fields.text(&field);
            if value.is_empty() {
                empty = empty.or(Some(rank));
                continue;
            }
            if let Some(missing) = empty {
                return Err(vec![Refusal::new(format!("{id}.{missing}"), Reason::RankMissing { rank: missing })]);
            }
            let Some(option) = self.options.iter().find(|option| option.id == value) else {
                return Err(vec![Refusal::new(field, Reason::NotOffered)]);
            };
            if order.contains(&option.id) {
                return Err(vec![Refusal::new(field, Reason::RankedTwice { option: option.label.clone() })]);
            }
            order.push(option.id.clone());
        }
        Ok((!order.is_empty()).then_some(Answer::Ranking(order)))
    }

    pub(super) fn columns(&self) -> Vec<Column> {
        let column =
            |rank: usize| Column::part(rank.to_string(), format!("rank {rank}"), Values::one_of(&self.options));
        (1..=self.places).map(column).collect()
    }

    pub(super) fn cells(&self, order: &[OptionId]) -> Vec<String> {
        (0..self.places).map(|rank| order.get(rank).cloned().unwrap_or_default()).collect()
    }

    pub(super) fn fields(&self, cells: &mut Cells<'_>) {
        for rank in 1..=self.places {
            if let Some(option) = cells.option(rank - 1, self.options.iter()) {
                cells.post(&rank.to_string(), &option.id);
            }
        }
    }

    pub(super) fn say(&self, order: &[OptionId]) -> Vec<String> {
        order.iter().zip(1..).map(|(option, rank)| format!("{rank}. {}", label(&self.options, option))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(pairs: &[(&str, &str)]) -> Result<Option<Answer>, Vec<Refusal>> {
        let option = |id: &str| AnswerOption { id: id.into(), label: id.to_uppercase(), ..AnswerOption::default() };
        let ranking = Ranking { options: vec![option("a"), option("b"), option("c")], options_from: None, places: 3 };
        ranking.judge("q", &Fields::new(pairs.iter().copied()))
    }

    #[test]
    fn an_untouched_ranking_is_not_ranked() {
        assert_eq!(judge(&[("q.1", ""), ("q.2", ""), ("q.3", "")]), Ok(None));
    }

    #[test]
    fn fewer_ranks_than_places_are_enough() {
        assert_eq!(judge(&[("q.1", "b")]), Ok(Some(Answer::Ranking(vec!["b".into()]))));
    }

    #[test]
    fn the_same_option_cannot_have_two_ranks() {
        let refusal = Refusal::new("q.2", Reason::RankedTwice { option: "A".into() });
        assert_eq!(judge(&[("q.1", "a"), ("q.2", "a")]), Err(vec![refusal]));
    }

    #[test]
    fn an_empty_rank_before_a_filled_one_is_asked_for() {
        let refusal = Refusal::new("q.1", Reason::RankMissing { rank: 1 });
        assert_eq!(judge(&[("q.2", "a")]), Err(vec![refusal]));
    }
}
