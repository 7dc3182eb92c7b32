//! How panels are pooled: weights between groups that somebody decided, and where.
//!
//! Whose view counts for how much is a decision and no fact. So there is never a weight that nobody set, and none without a record
//! of who set it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::questionnaire::Questionnaire;

/// The fewest panels that can be pooled.
pub const LEAST_PANELS: usize = 2;
/// The most panels that can be pooled: beyond them nobody could say what a weight means.
pub const MOST_PANELS: usize = 20;
/// What the weights of all panels add up to, in hundredths.
pub const ALL: u32 = 100;
/// How long the words may be that say who decided.
pub const DECIDED_BY_LIMIT: usize = 2_000;
/// How long the name of an item of a meeting may be.
pub const ITEM_LIMIT: usize = 200;

/// How much each panel weighs beside the others, and whose decision that is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pooling {
    /// The panels, in the order of the form.
    pub panels: Vec<Panel>,
    /// Who decided it and why, for everybody to read.
    pub decided_by: String,
    /// Where it was decided; `None` where no meeting decided it.
    pub decided_at: Option<MeetingItem>,
}

/// A segment that is pooled with others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// The segment, by its code.
    pub segment: String,
    /// What it weighs, in hundredths.
    pub weight: u32,
    /// The least that it could be said to weigh, in hundredths.
    pub least: u32,
    /// The most that it could be said to weigh, in hundredths.
    pub most: u32,
}

/// The item of a meeting at which something was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingItem {
    /// The meeting, by its name in addresses.
    pub meeting: String,
    /// The group that met, by its name for people.
    pub group: String,
    /// The day of the meeting.
    pub held_on: NaiveDate,
    /// The item, in words.
    pub item: String,
}

/// One thing in a pooling that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PoolingFault {
    /// Fewer panels have a weight than can be pooled.
    TooFewPanels,
    /// More panels have a weight than can be pooled.
    TooManyPanels {
        /// How many have one.
        given: usize,
    },
    /// Nobody can say that they are of the segment, or it has two weights.
    NotASegment {
        /// The segment.
        segment: String,
    },
    /// A panel has no weight, or more than all there is.
    BadWeight {
        /// The segment.
        segment: String,
    },
    /// The weights do not add up to all there is.
    NotAll {
        /// What they add up to, in hundredths.
        given: u32,
    },
    /// The limits of a panel do not admit its weight.
    BadLimits {
        /// The segment.
        segment: String,
    },
    /// It does not say who decided it.
    NobodyDecided,
    /// A meeting decided it, and it does not say at which item.
    NoItem,
}

impl Pooling {
    /// Lists what makes no sense in the pooling for a questionnaire.
    pub(super) fn check(&self, questionnaire: &Questionnaire) -> Vec<PoolingFault> {
        let mut faults = Vec::new();
        if self.panels.len() < LEAST_PANELS {
            faults.push(PoolingFault::TooFewPanels);
        } else if self.panels.len() > MOST_PANELS {
            faults.push(PoolingFault::TooManyPanels { given: self.panels.len() });
        }
        let segments = questionnaire.segments();
        for (place, panel) in self.panels.iter().enumerate() {
            let segment = || panel.segment.clone();
            let is_again = self.panels[..place].iter().any(|other| other.segment == panel.segment);
            if is_again || !segments.contains(&panel.segment.as_str()) {
                faults.push(PoolingFault::NotASegment { segment: segment() });
            } else if !(1..=ALL).contains(&panel.weight) {
                faults.push(PoolingFault::BadWeight { segment: segment() });
            } else if panel.most > ALL || !(panel.least..=panel.most).contains(&panel.weight) {
                faults.push(PoolingFault::BadLimits { segment: segment() });
            }
        }
        let given = self.panels.iter().fold(0_u32, |sum, panel| sum.saturating_add(panel.weight));
        if faults.is_empty() && given != ALL {
            faults.push(PoolingFault::NotAll { given });
        }
        if self.decided_by.trim().is_empty() {
            faults.push(PoolingFault::NobodyDecided);
        }
        if self.decided_at.as_ref().is_some_and(|decided| decided.item.trim().is_empty()) {
            faults.push(PoolingFault::NoItem);
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::plan::{Plan, PlanFault};

    fn questionnaire() -> Questionnaire {
        let stands = |id: &str, segment: &str| json!({ "id": id, "label": id, "stands_for": segment });
        let options = [
            stands("me", "resident"),
            stands("farm", "land-manager"),
            stands("wood", "land-manager"),
            stands("body", "organisation"),
        ];
        let who = json!({ "id": "who", "text": "Who?", "kind": { "single_choice": { "options": options } } });
        let picks = [
            json!({ "id": "a", "label": "A", "priority": "H1" }),
            json!({ "id": "b", "label": "B", "priority": "H2" }),
        ];
        let picks = json!({ "id": "picks", "text": "Which?", "kind": { "multiple_choice": { "options": picks } } });
        let page = json!({ "id": "page", "title": "Page", "questions": [who, picks] });
        serde_json::from_value(json!({ "pages": [page], "roles": { "segment": "who" } })).unwrap()
    }

    fn panel(segment: &str, weight: u32, least: u32, most: u32) -> Panel {
        Panel { segment: segment.into(), weight, least, most }
    }

    fn pooling(panels: Vec<Panel>) -> Pooling {
        Pooling { panels, decided_by: "The board.".into(), decided_at: None }
    }

    fn two() -> Pooling {
        pooling(vec![panel("resident", 60, 40, 80), panel("land-manager", 40, 0, 100)])
    }

    #[test]
    fn weights_that_add_up_within_limits_that_admit_them_make_sense() {
        assert_eq!(two().check(&questionnaire()), []);
    }

    #[test]
    fn a_plan_proposes_no_pooling_and_tells_what_is_wrong_with_one() {
        let plan = Plan::proposed(&questionnaire(), Vec::new(), 7).unwrap();
        assert_eq!(plan.pooling, None);
        let silent = Pooling { decided_by: "  ".into(), ..two() };
        let plan = Plan { reasons: "So.".into(), pooling: Some(silent), ..plan };
        assert_eq!(plan.check(&questionnaire()), [PlanFault::Pooling(PoolingFault::NobodyDecided)]);
    }

    #[test]
    fn one_panel_is_not_pooled() {
        let one = pooling(vec![panel("resident", 100, 0, 100)]);
        assert_eq!(one.check(&questionnaire()), [PoolingFault::TooFewPanels]);
    }

    #[test]
    fn more_panels_than_anybody_could_weigh_are_told() {
        let many = pooling(vec![panel("resident", 1, 0, 100); MOST_PANELS + 1]);
        assert_eq!(many.check(&questionnaire())[0], PoolingFault::TooManyPanels { given: MOST_PANELS + 1 });
    }

    #[test]
    fn a_panel_is_a_segment_that_somebody_can_say_they_are_of_and_has_one_weight() {
        for other in ["expert", "resident"] {
            let unknown = pooling(vec![panel("resident", 60, 0, 100), panel(other, 40, 0, 100)]);
            assert_eq!(unknown.check(&questionnaire()), [PoolingFault::NotASegment { segment: other.into() }]);
        }
    }

    #[test]
    fn weights_that_do_not_add_up_are_told_with_what_they_add_up_to() {
        for (weight, given) in [(39, 99), (41, 101)] {
            let panels = vec![panel("resident", 60, 0, 100), panel("organisation", weight, 0, 100)];
            assert_eq!(pooling(panels).check(&questionnaire()), [PoolingFault::NotAll { given }]);
        }
    }

    #[test]
    fn a_weight_of_nothing_or_outside_its_limits_is_told() {
        let with = |weight, least, most| {
            pooling(vec![panel("resident", 60, 0, 100), panel("organisation", weight, least, most)])
        };
        let segment = || "organisation".to_owned();
        assert_eq!(with(0, 0, 100).check(&questionnaire()), [PoolingFault::BadWeight { segment: segment() }]);
        for (least, most) in [(41, 100), (0, 39), (0, 101), (60, 20)] {
            let faults = with(40, least, most).check(&questionnaire());
            assert_eq!(faults, [PoolingFault::BadLimits { segment: segment() }], "{least} to {most}");
        }
    }

    #[test]
    fn a_meeting_has_an_item() {
        let held_on = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        let at = |item: &str| MeetingItem {
            meeting: "2026-03-04-board".into(),
            group: "Board".into(),
            held_on,
            item: item.into(),
        };
        let decided = |item: &str| Pooling { decided_at: Some(at(item)), ..two() };
        assert_eq!(decided("Item 4").check(&questionnaire()), []);
        assert_eq!(decided(" ").check(&questionnaire()), [PoolingFault::NoItem]);
    }

    #[test]
    fn a_plan_from_before_there_was_pooling_is_read_and_written_as_it_was() {
        let plan = Plan::proposed(&questionnaire(), Vec::new(), 7).unwrap();
        let written = serde_json::to_string(&plan).unwrap();
        assert!(!written.contains("pooling"), "{written}");
        assert_eq!(serde_json::from_str::<Plan>(&written).unwrap(), plan);
        let pooled = Plan { pooling: Some(two()), ..plan };
        let written = serde_json::to_string(&pooled).unwrap();
        assert_eq!(serde_json::from_str::<Plan>(&written).unwrap(), pooled);
    }
}
