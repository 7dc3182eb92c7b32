//! Choosing the best and the worst of several sets.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AnswerOption, Column, Values, cells::Cells, label};
use crate::{
    answer::{Answer, Extremes},
    fields::Fields,
    questionnaire::OptionId,
    refusal::{Extreme, Reason, Refusal},
    vocabulary::Word,
};

/// Sets of options in each of which one is best and one worst.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BestWorst {
    /// All that is compared.
    pub options: Vec<AnswerOption>,
    /// What the best of a set is, such as "Matters most".
    pub best_label: String,
    /// What the worst of a set is, such as "Matters least".
    pub worst_label: String,
    /// The sets in the order in which they are shown, made by [`super::design::best_worst`].
    pub sets: Vec<ComparedSet>,
}

/// Options that are compared at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ComparedSet {
    /// Its stable name; sets that are made anew have others.
    pub id: String,
    /// The options in the order in which they are shown.
    pub options: Vec<OptionId>,
}

impl BestWorst {
    /// Gives the options of a set, in its order; none that the question does not have.
    pub fn shown(&self, set: &ComparedSet) -> Vec<&AnswerOption> {
        set.options.iter().filter_map(|id| self.options.iter().find(|option| option.id == *id)).collect()
    }

    /// Gives the label of one of the two that are chosen in each set.
    pub fn label(&self, extreme: Extreme) -> &str {
        match extreme {
            Extreme::Best => &self.best_label,
            Extreme::Worst => &self.worst_label,
        }
    }

    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let mut chosen = BTreeMap::new();
        let mut refusals = Vec::new();
        for (set, number) in self.sets.iter().zip(1..) {
            match self.judge_set(id, set, number, fields) {
                Ok(Some(extremes)) => drop(chosen.insert(set.id.clone(), extremes)),
                Ok(None) => {}
                Err(refusal) => refusals.push(refusal),
            }
        }
        if refusals.is_empty() { Ok((!chosen.is_empty()).then_some(Answer::BestWorst(chosen))) } else { Err(refusals) }
    }

    fn judge_set(
        &self,
        id: &str,
        set: &ComparedSet,
        number: usize,
        fields: &Fields,
    ) -> Result<Option<Extremes>, Refusal> {
        let field = |extreme: Extreme| set.field(id, extreme);
        let [best, worst] = [Extreme::Best, Extreme::Worst].map(|extreme| fields.text(&field(extreme)).to_owned());
        for (extreme, value) in [(Extreme::Best, &best), (Extreme::Worst, &worst)] {
            if !value.is_empty() && !set.options.contains(value) {
                return Err(Refusal::new(field(extreme), Reason::NotOffered));
            }
        }
        let half = |extreme: Extreme| {
            let lacks = self.label(extreme).to_owned();
            Err(Refusal::new(field(extreme), Reason::SetHalfDone { set: number, lacks }))
        };
        match (best.is_empty(), worst.is_empty()) {
            (true, true) => Ok(None),
            (false, true) => half(Extreme::Worst),
            (true, false) => half(Extreme::Best),
            (false, false) if best == worst => {
                let option = label(&self.options, &best).to_owned();
                Err(Refusal::new(field(Extreme::Worst), Reason::BestIsWorst { set: number, option }))
            }
            (false, false) => Ok(Some(Extremes { best, worst })),
        }
    }

    /// Names each set that was left blank.
    pub(super) fn blanks(&self, id: &str, answer: Option<&Answer>) -> Vec<Refusal> {
        let is_blank = |set: &ComparedSet| !matches!(answer, Some(Answer::BestWorst(all)) if all.contains_key(&set.id));
        let blank = self.sets.iter().zip(1..).filter(|(set, _)| is_blank(set));
        let refusal = |(set, number): (&ComparedSet, usize)| {
            Refusal::new(set.field(id, Extreme::Best), Reason::SetMissing { set: number })
        };
        blank.map(refusal).collect()
    }

    /// Gives three columns for each set: what it shows, so that a file can be read alone, and the two that were chosen.
    pub(super) fn columns(&self) -> Vec<Column> {
        let of_set = |(set, number): (&ComparedSet, usize)| {
            let part = |part: &str, label: &str, values: Values| {
                Column::part(format!("{}.{part}", set.id), format!("set {number}, {label}"), values)
            };
            let chosen = Values::one_of(&self.options);
            [
                part("shown", "shown", Values::Names),
                part("best", &self.best_label, chosen.clone()),
                part("worst", &self.worst_label, chosen),
            ]
        };
        self.sets.iter().zip(1..).flat_map(of_set).collect()
    }

    pub(super) fn cells(&self, all: &BTreeMap<String, Extremes>) -> Vec<String> {
        let of_set = |set: &ComparedSet| {
            let chosen = all.get(&set.id);
            let cell = |chosen: Option<&String>| chosen.cloned().unwrap_or_default();
            [set.options.join(" "), cell(chosen.map(|set| &set.best)), cell(chosen.map(|set| &set.worst))]
        };
        self.sets.iter().flat_map(of_set).collect()
    }

    pub(super) fn fields(&self, cells: &mut Cells<'_>) {
        for (set, first) in self.sets.iter().zip((0..).step_by(3)) {
            cells.shown(first, set.options.join(" "));
            let offered = self.shown(set);
            for (extreme, column) in [(Extreme::Best, first + 1), (Extreme::Worst, first + 2)] {
                if let Some(option) = cells.option(column, offered.iter().copied()) {
                    cells.post(&format!("{}.{}", set.id, extreme.word()), &option.id);
                }
            }
        }
    }

    pub(super) fn say(&self, all: &BTreeMap<String, Extremes>) -> Vec<String> {
        let said = |(set, number): (&ComparedSet, usize)| {
            let Extremes { best, worst } = all.get(&set.id)?;
            let (best, worst) = (label(&self.options, best), label(&self.options, worst));
            Some(format!("Set {number}. {}: {best}. {}: {worst}", self.best_label, self.worst_label))
        };
        self.sets.iter().zip(1..).filter_map(said).collect()
    }
}

impl ComparedSet {
    /// Names the form field for the best or the worst of this set.
    pub fn field(&self, question: &str, extreme: Extreme) -> String {
        format!("{question}.{}.{}", self.id, extreme.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind() -> BestWorst {
        let option = |id: &str| AnswerOption { id: id.into(), label: id.to_uppercase(), ..AnswerOption::default() };
        let set =
            |id: &str, options: [&str; 3]| ComparedSet { id: id.into(), options: options.map(String::from).into() };
        BestWorst {
            options: ["a", "b", "c", "d"].map(option).into(),
            best_label: "Matters most".into(),
            worst_label: "Matters least".into(),
            sets: vec![set("one", ["a", "b", "c"]), set("two", ["d", "c", "b"])],
        }
    }

    fn judge(pairs: &[(&str, &str)]) -> Result<Option<Answer>, Vec<Refusal>> {
        kind().judge("q", &Fields::new(pairs.iter().copied()))
    }

    fn chosen() -> BTreeMap<String, Extremes> {
        BTreeMap::from([("two".into(), Extremes { best: "d".into(), worst: "b".into() })])
    }

    #[test]
    fn a_set_may_be_left_blank_beside_one_that_is_answered() {
        assert_eq!(judge(&[("q.two.best", "d"), ("q.two.worst", "b")]), Ok(Some(Answer::BestWorst(chosen()))));
        assert_eq!(judge(&[("q.one.best", ""), ("q.one.worst", "")]), Ok(None));
    }

    #[test]
    fn half_a_set_is_refused_at_the_half_that_is_missing() {
        let half = |field: &str, set: usize, lacks: &str| {
            Err(vec![Refusal::new(field, Reason::SetHalfDone { set, lacks: lacks.into() })])
        };
        assert_eq!(judge(&[("q.one.best", "a")]), half("q.one.worst", 1, "Matters least"));
        assert_eq!(judge(&[("q.two.worst", "b")]), half("q.two.best", 2, "Matters most"));
    }

    #[test]
    fn best_and_worst_must_differ_and_be_in_the_set() {
        let same = Reason::BestIsWorst { set: 1, option: "A".into() };
        assert_eq!(judge(&[("q.one.best", "a"), ("q.one.worst", "a")]), Err(vec![Refusal::new("q.one.worst", same)]));
        let elsewhere = Refusal::new("q.one.best", Reason::NotOffered);
        assert_eq!(judge(&[("q.one.best", "d"), ("q.one.worst", "a")]), Err(vec![elsewhere]));
    }

    #[test]
    fn each_set_that_is_wrong_is_named() {
        let refusals = judge(&[("q.one.best", "a"), ("q.two.best", "c"), ("q.two.worst", "c")]).unwrap_err();
        let fields: Vec<_> = refusals.iter().map(|refusal| refusal.field.as_str()).collect();
        assert_eq!(fields, ["q.one.worst", "q.two.worst"]);
    }

    #[test]
    fn where_an_answer_is_needed_each_blank_set_is_named() {
        let refusals = kind().blanks("q", Some(&Answer::BestWorst(chosen())));
        assert_eq!(refusals, [Refusal::new("q.one.best", Reason::SetMissing { set: 1 })]);
        assert_eq!(kind().blanks("q", None).len(), 2);
    }

    #[test]
    fn an_export_says_what_was_shown_and_what_was_chosen() {
        let names: Vec<_> = kind().columns().into_iter().map(|column| column.name).collect();
        assert_eq!(names, ["one.shown", "one.best", "one.worst", "two.shown", "two.best", "two.worst"]);
        assert_eq!(kind().cells(&chosen()), ["a b c", "", "", "d c b", "d", "b"]);
        assert_eq!(kind().say(&chosen()), ["Set 2. Matters most: D. Matters least: B"]);
    }
}
