//! Choosing between two, several times.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AnswerOption, Column, Value, Values, cells::Cells, label};
use crate::{
    answer::{Answer, Preferred},
    fields::Fields,
    questionnaire::OptionId,
    refusal::{Reason, Refusal},
};

/// What is posted for "no preference".
pub const NO_PREFERENCE: &str = "no-preference";

/// Pairs of options of each of which one is chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pairwise {
    /// All that is compared.
    pub options: Vec<AnswerOption>,
    /// The words for "no preference", where that is offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_preference: Option<String>,
    /// The pairs in the order in which they are shown, made by [`super::design::pairwise`].
    pub pairs: Vec<ComparedPair>,
}

/// Two options that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ComparedPair {
    /// Its stable name; pairs that are made anew have others.
    pub id: String,
    /// The option that is shown first.
    pub left: OptionId,
    /// The option that is shown second.
    pub right: OptionId,
}

impl Pairwise {
    /// Gives the label of an option.
    pub fn label<'a>(&'a self, option: &'a OptionId) -> &'a str {
        label(&self.options, option)
    }

    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let mut chosen = BTreeMap::new();
        let mut refusals = Vec::new();
        for pair in &self.pairs {
            let field = pair.field(id);
            let preferred = match fields.text(&field) {
                "" => continue,
                value if *value == pair.left || *value == pair.right => Some(Preferred::Option(value.to_owned())),
                NO_PREFERENCE => self.no_preference.as_ref().map(|_| Preferred::Neither),
                _ => None,
            };
            match preferred {
                Some(preferred) => drop(chosen.insert(pair.id.clone(), preferred)),
                None => refusals.push(Refusal::new(field, Reason::NotOffered)),
            }
        }
        if refusals.is_empty() { Ok((!chosen.is_empty()).then_some(Answer::Pairwise(chosen))) } else { Err(refusals) }
    }

    /// Names each pair that was left blank.
    pub(super) fn blanks(&self, id: &str, answer: Option<&Answer>) -> Vec<Refusal> {
        let is_blank =
            |pair: &ComparedPair| !matches!(answer, Some(Answer::Pairwise(all)) if all.contains_key(&pair.id));
        let blank = self.pairs.iter().zip(1..).filter(|(pair, _)| is_blank(pair));
        blank.map(|(pair, number)| Refusal::new(pair.field(id), Reason::PairMissing { pair: number })).collect()
    }

    /// Gives two columns for each pair: what it shows, so that a file can be read alone, and which was chosen.
    pub(super) fn columns(&self) -> Vec<Column> {
        let of_pair = |pair: &ComparedPair| {
            let label = format!("{} or {}", self.label(&pair.left), self.label(&pair.right));
            [
                Column::part(format!("{}.shown", pair.id), format!("{label}, shown"), Values::Names),
                Column::part(&pair.id, label, Values::OneOf(self.preferred(pair))),
            ]
        };
        self.pairs.iter().flat_map(of_pair).collect()
    }

    /// Gives what can be preferred in a pair.
    fn preferred(&self, pair: &ComparedPair) -> Vec<Value> {
        let mut values = [&pair.left, &pair.right].map(|option| Value::new(option, self.label(option))).to_vec();
        values.extend(self.no_preference.as_ref().map(|label| Value::new(NO_PREFERENCE, label)));
        values
    }

    pub(super) fn cells(&self, all: &BTreeMap<String, Preferred>) -> Vec<String> {
        let of_pair = |pair: &ComparedPair| {
            let chosen = match all.get(&pair.id) {
                None => String::new(),
                Some(Preferred::Neither) => NO_PREFERENCE.to_owned(),
                Some(Preferred::Option(option)) => option.clone(),
            };
            [format!("{} {}", pair.left, pair.right), chosen]
        };
        self.pairs.iter().flat_map(of_pair).collect()
    }

    pub(super) fn fields(&self, cells: &mut Cells<'_>) {
        let neither = self.no_preference.as_ref().map(|label| AnswerOption {
            id: NO_PREFERENCE.to_owned(),
            label: label.clone(),
            ..AnswerOption::default()
        });
        for (pair, first) in self.pairs.iter().zip((0..).step_by(2)) {
            cells.shown(first, format!("{} {}", pair.left, pair.right));
            let compared = self.options.iter().filter(|option| [&pair.left, &pair.right].contains(&&option.id));
            if let Some(option) = cells.option(first + 1, compared.chain(&neither)) {
                cells.post(&pair.id, &option.id);
            }
        }
    }

    pub(super) fn say(&self, all: &BTreeMap<String, Preferred>) -> Vec<String> {
        let said = |(pair, number): (&ComparedPair, usize)| {
            let chosen = match all.get(&pair.id)? {
                Preferred::Neither => self.no_preference.as_deref().unwrap_or(NO_PREFERENCE),
                Preferred::Option(option) => self.label(option),
            };
            Some(format!("{number}. {} or {}: {chosen}", self.label(&pair.left), self.label(&pair.right)))
        };
        self.pairs.iter().zip(1..).filter_map(said).collect()
    }
}

impl ComparedPair {
    /// Names the form field of this pair.
    pub fn field(&self, question: &str) -> String {
        format!("{question}.{}", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind() -> Pairwise {
        let option = |id: &str| AnswerOption { id: id.into(), label: id.to_uppercase(), ..AnswerOption::default() };
        let pair =
            |id: &str, left: &str, right: &str| ComparedPair { id: id.into(), left: left.into(), right: right.into() };
        Pairwise {
            options: ["a", "b", "c"].map(option).into(),
            no_preference: Some("No preference".into()),
            pairs: vec![pair("one", "a", "b"), pair("two", "c", "a")],
        }
    }

    fn judge(kind: &Pairwise, pairs: &[(&str, &str)]) -> Result<Option<Answer>, Vec<Refusal>> {
        kind.judge("q", &Fields::new(pairs.iter().copied()))
    }

    #[test]
    fn a_pair_left_blank_is_not_a_pair_without_a_preference() {
        let neither = BTreeMap::from([("two".to_owned(), Preferred::Neither)]);
        assert_eq!(judge(&kind(), &[("q.two", NO_PREFERENCE)]), Ok(Some(Answer::Pairwise(neither.clone()))));
        assert_eq!(judge(&kind(), &[]), Ok(None));
        assert_eq!(kind().cells(&neither), ["a b", "", "c a", NO_PREFERENCE]);
        assert_eq!(kind().say(&neither), ["2. C or A: No preference"]);
    }

    #[test]
    fn only_what_the_pair_shows_can_be_chosen() {
        let refused = |field: &str| Err(vec![Refusal::new(field, Reason::NotOffered)]);
        assert_eq!(judge(&kind(), &[("q.one", "c"), ("q.two", "c")]), refused("q.one"));
        let forced = Pairwise { no_preference: None, ..kind() };
        assert_eq!(judge(&forced, &[("q.two", NO_PREFERENCE)]), refused("q.two"));
    }

    #[test]
    fn where_an_answer_is_needed_each_blank_pair_is_named() {
        let answer = judge(&kind(), &[("q.one", "b")]).unwrap();
        let refusals = kind().blanks("q", answer.as_ref());
        assert_eq!(refusals, [Refusal::new("q.two", Reason::PairMissing { pair: 2 })]);
    }

    #[test]
    fn a_preference_is_stored_by_the_name_of_its_pair() {
        let answer = judge(&kind(), &[("q.one", "b"), ("q.two", NO_PREFERENCE)]).unwrap().unwrap();
        let stored = serde_json::to_string(&answer).unwrap();
        assert_eq!(stored, r#"{"pairwise":{"one":{"option":"b"},"two":"neither"}}"#);
        assert_eq!(serde_json::from_str::<Answer>(&stored).unwrap(), answer);
    }
}
