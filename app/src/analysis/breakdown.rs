//! What other segments than residents answered: unweighted, side by side, with small numbers left out.

use weighting::{
    disclosure::{Published, Rule},
    estimate::EstimateError,
};

use super::{Finding, Group, Scale, Tally, few::to_people};

/// How many respondents a segment has, as far as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentSize {
    /// The code of the segment; `None` for those who did not say.
    pub segment: Option<String>,
    /// The rounded number, or too few.
    pub respondents: Published,
}

/// One question for several segments.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown {
    /// The question.
    pub scale: Scale,
    /// For each option that points at a priority, its place in [`Scale::options`] and the share in each segment, in the
    /// order of the sizes; `None` where it stands on too few people.
    pub rows: Vec<(usize, Vec<Option<f64>>)>,
}

/// Gives the sizes of all segments but residents.
pub(super) fn sizes(tally: &Tally) -> Vec<SegmentSize> {
    let size = |(segment, group): (Option<&str>, &Group)| SegmentSize {
        segment: segment.map(str::to_owned),
        respondents: Rule::default().publish(to_people(group.respondents)),
    };
    tally.others().map(size).collect()
}

/// Makes the breakdown of each question.
pub(super) fn breakdowns(tally: &Tally) -> Result<Vec<Breakdown>, EstimateError> {
    let each = tally.scales.iter().enumerate().map(|(index, scale)| {
        let findings = tally.others().map(|(_, group)| Finding::new(scale, &group.votes[index], None));
        let findings = findings.collect::<Result<Vec<_>, _>>()?;
        let options = (0..scale.options.len()).filter(|option| scale.options[*option].priority.is_some());
        let rows = options.map(|option| (option, findings.iter().map(|finding| share(finding, option)).collect()));
        Ok(Breakdown { scale: scale.clone(), rows: rows.collect() })
    });
    each.collect()
}

/// Gives the share of an option, if both those who answered and those who supported it are enough to be shown.
fn share(finding: &Finding, option: usize) -> Option<f64> {
    let row = finding.rows.iter().find(|row| row.option == option)?;
    let rule = Rule::default();
    let is_allowed = rule.allows(to_people(finding.answered)) && rule.allows(to_people(row.supporters));
    row.figures.filter(|_| is_allowed).map(|figures| figures.main.unweighted)
}
