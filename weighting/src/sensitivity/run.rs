//! Runs the list of checks: the published pipeline first, then each check on its own.

use rayon::prelude::*;

use super::check::{Check, CheckOutcome, Treatment, What};
use super::compare::Standing;
use super::influence::{self, Influential, most_influential};
use super::pipeline::{Grouping, Pipeline};
use super::published::{Job, Published};
use super::refusal::{Refusal, SensitivityError};
use super::{CAPS, MOST_CHECKS, MOST_INFLUENTIAL};
use crate::progress::Progress;

/// What would change the result, and what would not.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    shares: Vec<f64>,
    ranks: Vec<usize>,
    top: usize,
    checks: Vec<Check>,
    most_influential: Vec<Influential>,
}

impl Sensitivity {
    /// The published share of each item.
    pub fn shares(&self) -> &[f64] {
        &self.shares
    }

    /// The published rank of each item, from 1.
    pub fn ranks(&self) -> &[usize] {
        &self.ranks
    }

    /// All checks, in the order that the module gives.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The respondents with the highest influence values, [`MOST_INFLUENTIAL`] at most; none where no values were given.
    pub fn most_influential(&self) -> &[Influential] {
        &self.most_influential
    }

    /// In how many checks the same items are at the top, and in how many it could be compared.
    pub fn same_top(&self) -> (usize, usize) {
        let made = || self.checks.iter().filter_map(Check::differences);
        (made().filter(|made| made.same_top).count(), made().count())
    }

    /// How many checks could not be made.
    pub fn refused(&self) -> usize {
        self.checks.iter().filter(|check| matches!(check.outcome, CheckOutcome::Refused(_))).count()
    }

    /// The check in which a share moved furthest.
    pub fn largest_change(&self) -> Option<&Check> {
        let moved = |check: &Check| check.differences().map_or(-1.0, |made| made.largest_change.by.abs());
        let compared = self.checks.iter().filter(|check| check.differences().is_some());
        compared.reduce(|most, check| if moved(check) > moved(most) { check } else { most })
    }

    /// The sentence to put first, such as "the top 3 stay the same in 17 of 19 checks".
    pub fn headline(&self) -> String {
        let (same, made) = self.same_top();
        let stay = if self.top == 1 { "stays" } else { "stay" };
        format!("the top {} {stay} the same in {same} of {made} checks", self.top)
    }
}

impl Pipeline<'_> {
    /// Runs the published pipeline, then every check, and says what changed.
    ///
    /// # Formula
    /// For each check the weights are made again with one decision changed and the estimator is run on them. Beside the
    /// shares `s'` stand `max |s'_k − s_k|`, the ranks that changed, Kendall's tau-b, and whether the items of rank `≤ top`
    /// are the same. A flagged block counted once has base weights `d_i / m` for its `m` respondents. A block held to 5 in
    /// 100 is raked to one more margin, block against everybody else, so that the share is exact and all margins hold. A
    /// group that alone stands for a level takes the level with it; the other levels keep their proportions.
    ///
    /// # Source
    /// Saltelli and others (2008), *Global Sensitivity Analysis*, for one decision at a time; Kendall (1945) for tau; Deville
    /// and Särndal (1992) for the weights.
    ///
    /// # Shape and unit
    /// Shares of 1, and changes in the same unit. As many pipeline runs as there are checks, with as many estimates as there
    /// are items for each of the two on the order of presentation.
    ///
    /// # Errors
    /// Refuses lengths that differ, a block of nobody, influence values that are not numbers or of more columns than there are
    /// items, items that do not exist, more
    /// than [`MOST_CHECKS`] checks, a published result that cannot be made, and a watcher that stops the run.
    pub fn sensitivity(&self, progress: &Progress<'_>) -> Result<Sensitivity, SensitivityError> {
        if self.top == 0 {
            return Err(SensitivityError::NoTop);
        }
        let published = Published::of(self).map_err(SensitivityError::Published)?;
        let items = published.standing.shares.len();
        self.judge(published.weights.len(), items)?;
        influence::judge(&published.influence, published.weights.len(), items)?;
        let most_influential = published.influence.as_deref().map(most_influential).map_err(Refusal::clone);
        let jobs = self.jobs(&most_influential);
        if jobs.len() > MOST_CHECKS {
            return Err(SensitivityError::TooManyChecks { checks: jobs.len(), most: MOST_CHECKS });
        }
        let top = self.top.min(items);
        let run = progress.start(jobs.len());
        let checks = jobs.into_par_iter().map(|(what, job)| {
            let outcome = match published.run(self, &job, top) {
                Ok(Some(differences)) => CheckOutcome::Compared(differences),
                Ok(None) => CheckOutcome::AsPublished,
                Err(refusal) => CheckOutcome::Refused(refusal),
            };
            run.advance(1).map(|()| Check { what, outcome })
        });
        let checks = checks.collect::<Result<_, _>>()?;
        let Standing { shares, ranks } = published.standing;
        Ok(Sensitivity { shares, ranks, top, checks, most_influential: most_influential.unwrap_or_default() })
    }

    /// Refuses what does not describe these respondents and items.
    fn judge(&self, respondents: usize, items: usize) -> Result<(), SensitivityError> {
        let [first, last] = self.presented.unwrap_or([&[], &[]]);
        let lengths = self.groupings.iter().map(|grouping| (grouping.name.as_str(), grouping.codes.len()));
        let lengths = lengths.chain(self.blocks.iter().map(|(name, inside)| (name.as_str(), inside.len())));
        let presented = [("presented first", first.len()), ("presented last", last.len())];
        let presented = presented.into_iter().filter(|_| self.presented.is_some());
        if let Some((what, given)) = lengths.chain(presented).find(|(_, given)| *given != respondents) {
            return Err(SensitivityError::LengthsDiffer { what: what.to_owned(), given, respondents });
        }
        if let Some((block, _)) = self.blocks.iter().find(|(_, inside)| !inside.contains(&true)) {
            return Err(SensitivityError::EmptyBlock { block: block.clone() });
        }
        for shown in [first, last] {
            let unknown = shown
                .iter()
                .enumerate()
                .find_map(|(row, item)| item.map(|item| (row, item)).filter(|(_, item)| *item >= items));
            if let Some((row, item)) = unknown {
                return Err(SensitivityError::UnknownItem { row, item, items });
            }
        }
        Ok(())
    }

    /// All checks with what each of them takes.
    fn jobs(&self, most_influential: &Result<Vec<Influential>, Refusal>) -> Vec<(What, Job)> {
        let mut jobs = vec![(What::Unweighted, Job::Unweighted)];
        let margins = self.placements.iter().enumerate();
        jobs.extend(margins.map(|(index, placement)| {
            (What::WithoutMargin { margin: placement.margin.name().to_owned() }, Job::WithoutMargin(index))
        }));
        jobs.extend(CAPS.map(|cap| (What::Cap { cap }, Job::Cap(Some(cap)))));
        jobs.push((What::NoCap, Job::Cap(None)));
        jobs.push((What::CompleteCases, Job::CompleteCases));
        for (index, Grouping { name, groups, .. }) in self.groupings.iter().enumerate() {
            jobs.extend(groups.iter().enumerate().map(|(code, group)| {
                let (grouping, group) = (name.clone(), group.clone());
                (What::WithoutGroup { grouping, group }, Job::WithoutGroup { grouping: index, code })
            }));
        }
        for (index, (name, _)) in self.blocks.iter().enumerate() {
            let treatments = [Treatment::AsIs, Treatment::CountedOnce, Treatment::LeftOut, Treatment::Capped];
            jobs.extend(
                treatments
                    .map(|treatment| (What::Block { block: name.clone(), treatment }, Job::Block { index, treatment })),
            );
        }
        let rows = most_influential.as_ref().map(|most| most.iter().map(|one| one.row).collect::<Vec<_>>());
        let rows = rows.map_err(Refusal::clone);
        let respondents = rows.as_ref().map_or(0, Vec::len);
        let respondents = if respondents == 0 { MOST_INFLUENTIAL } else { respondents };
        jobs.push((What::WithoutMostInfluential { respondents }, Job::Without(rows)));
        jobs.push((What::PresentedFirst, Job::Presented(0)));
        jobs.push((What::PresentedLast, Job::Presented(1)));
        let others = self.others.iter().enumerate();
        jobs.extend(
            others.map(|(index, (name, _))| (What::OtherEstimator { name: name.clone() }, Job::Other(Some(index)))),
        );
        if self.others.is_empty() {
            jobs.push((What::OtherEstimator { name: "another estimator".to_owned() }, Job::Other(None)));
        }
        jobs
    }
}
