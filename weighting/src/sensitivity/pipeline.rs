//! The pipeline as it is published, and what there is to change in it.

use std::error::Error;
use std::fmt::{self, Display};

use super::influence::{Influence, Influences};
use crate::estimate::Sample;
use crate::margin::Placement;
use crate::rake::Bounds;

/// What an estimator gives: one priority per item, or why there are none.
///
/// Shares, or any amounts that are not negative and are brought to shares by dividing by their sum.
pub type Priorities = Result<Vec<f64>, Box<dyn Error + Send + Sync>>;

/// An estimator: weights in, priorities out.
pub(super) type Estimator<'a> = dyn Fn(&[f64]) -> Priorities + Sync + 'a;

/// A published pipeline: margins, base weights, bounds and an estimator, and what is known for the checks.
///
/// The estimator is given one weight per respondent in the order of the input, 0 for those left out, and is called from
/// several threads at once. Items, groupings and blocks are named by the caller.
#[derive(Clone)]
pub struct Pipeline<'a> {
    pub(super) placements: &'a [Placement<'a>],
    pub(super) base: Option<&'a [f64]>,
    pub(super) bounds: Option<Bounds>,
    pub(super) estimator: &'a Estimator<'a>,
    pub(super) groupings: Vec<Grouping>,
    pub(super) blocks: Vec<(String, &'a [bool])>,
    pub(super) influence: Influence<'a>,
    pub(super) presented: Option<[&'a [Option<usize>]; 2]>,
    pub(super) others: Vec<(String, &'a Estimator<'a>)>,
    pub(super) top: usize,
}

/// A grouping of respondents, and what its groups are called.
#[derive(Debug, Clone)]
pub(super) struct Grouping {
    pub(super) name: String,
    /// The group of each respondent, numbered in the order of labels.
    pub(super) codes: Vec<Option<usize>>,
    pub(super) groups: Vec<String>,
}

impl fmt::Debug for Pipeline<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |named: &[(String, &Estimator<'_>)]| named.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        f.debug_struct("Pipeline")
            .field("margins", &self.placements.len())
            .field("bounds", &self.bounds)
            .field("groupings", &self.groupings.len())
            .field("blocks", &self.blocks.len())
            .field("others", &names(&self.others))
            .field("top", &self.top)
            .finish_non_exhaustive()
    }
}

impl<'a> Pipeline<'a> {
    /// Takes the margins that respondents are weighted to, and the published estimator.
    ///
    /// Weights are kept within [`Bounds::default`], everybody starts from 1, and the top 3 are looked at, unless said
    /// otherwise.
    pub fn of(placements: &'a [Placement<'a>], estimator: &'a (impl Fn(&[f64]) -> Priorities + Sync + 'a)) -> Self {
        Self {
            placements,
            base: None,
            bounds: Some(Bounds::default()),
            estimator,
            groupings: Vec::new(),
            blocks: Vec::new(),
            influence: Influence::NotGiven,
            presented: None,
            others: Vec::new(),
            top: 3,
        }
    }

    /// Starts from base weights, one per respondent.
    #[must_use]
    pub fn base(self, base: &'a [f64]) -> Self {
        Self { base: Some(base), ..self }
    }

    /// Publishes weights within other bounds, or without any: [`rake_bounded`](crate::rake::rake_bounded) or
    /// [`rake`](crate::rake::rake).
    #[must_use]
    pub fn bounds(self, bounds: Option<Bounds>) -> Self {
        Self { bounds, ..self }
    }

    /// Leaves out each group of a grouping in turn: areas, panels, links. One label or none per respondent.
    #[must_use]
    pub fn groups<L: Ord + Display>(mut self, name: impl Into<String>, labels: &[Option<L>]) -> Self {
        let mut known: Vec<(&L, usize)> =
            labels.iter().enumerate().filter_map(|(row, label)| label.as_ref().map(|label| (label, row))).collect();
        known.sort_unstable();
        let (mut codes, mut groups) = (vec![None; labels.len()], Vec::new());
        for alike in known.chunk_by(|a, b| a.0 == b.0) {
            for (_, row) in alike {
                codes[*row] = Some(groups.len());
            }
            groups.extend(alike.first().map(|(label, _)| label.to_string()));
        }
        self.groupings.push(Grouping { name: name.into(), codes, groups });
        self
    }

    /// Counts a flagged block, such as the answers of a campaign, in each way there is. One flag per respondent.
    #[must_use]
    pub fn block(mut self, name: impl Into<String>, inside: &'a [bool]) -> Self {
        self.blocks.push((name.into(), inside));
        self
    }

    /// Leaves out the respondents on whom the result hangs most, by influence values: one column per item with a value for
    /// each respondent, as [`Sample::influence`](crate::estimate::Sample::influence) gives them.
    #[must_use]
    pub fn influence<C: AsRef<[f64]>>(self, columns: &'a [C]) -> Self {
        Self { influence: Influence::Given(columns.iter().map(AsRef::as_ref).collect()), ..self }
    }

    /// Leaves out the respondents on whom the result hangs most, as the model that is the estimator says for the published
    /// weights. The function is given the sample of those weights and asked once.
    ///
    /// A choice model says it by [`Fit::share_influence`](crate::worth::Fit::share_influence) of its own `influence`; if it
    /// refuses, so does this check alone.
    ///
    /// ```
    /// use weighting::margin::{Margin, Placement};
    /// use weighting::plackett_luce::{PlackettLuce, Pseudo};
    /// use weighting::estimate::Sample;
    /// use weighting::progress::Progress;
    /// use weighting::ranking::{Rankings, Unranked};
    /// use weighting::sensitivity::{Influences, Pipeline, Priorities};
    /// use weighting::worth::Basis;
    ///
    /// let age = Margin::new("age", [("under 45", 50.0), ("45 and over", 50.0)])?;
    /// let ages: Vec<_> = (0..90).map(|row| Some(usize::from(row % 3 > 0))).collect();
    /// let orders: Vec<_> = (0..90).map(|row| Some([[0, 1, 2], [1, 2, 0], [0, 2, 1], [2, 1, 0]][row % 4])).collect();
    /// let rankings = Rankings::from_orders(3, Unranked::Below, &orders)?;
    ///
    /// let shares = |weights: &[f64]| -> Priorities {
    ///     let fitted = PlackettLuce::fit(&Sample::fixed(weights)?, &rankings, Pseudo::default())?;
    ///     Ok(fitted.worths.shares(Basis::Model)?.values)
    /// };
    /// let influences = |sample: &Sample<'_>| -> Influences {
    ///     let fitted = PlackettLuce::fit(sample, &rankings, Pseudo::default())?;
    ///     Ok(fitted.worths.share_influence(&fitted.influence(sample, &rankings)?)?)
    /// };
    /// let placements = [Placement::new(&age, &ages)];
    /// let found = Pipeline::of(&placements, &shares).influence_by(&influences).sensitivity(&Progress::silent())?;
    /// assert_eq!(found.most_influential().len(), 20);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn influence_by(self, influences: &'a (impl Fn(&Sample<'_>) -> Influences + Sync + 'a)) -> Self {
        Self { influence: Influence::Of(influences), ..self }
    }

    /// Looks at the order in which items were presented: for each respondent the item shown first and the one shown last,
    /// where that is known.
    #[must_use]
    pub fn presented(self, first: &'a [Option<usize>], last: &'a [Option<usize>]) -> Self {
        Self { presented: Some([first, last]), ..self }
    }

    /// Sets another estimator of the same items beside the published one.
    #[must_use]
    pub fn other(
        mut self,
        name: impl Into<String>,
        estimator: &'a (impl Fn(&[f64]) -> Priorities + Sync + 'a),
    ) -> Self {
        self.others.push((name.into(), estimator));
        self
    }

    /// Looks at the top so many items; all of them where there are fewer.
    #[must_use]
    pub fn top(self, top: usize) -> Self {
        Self { top, ..self }
    }
}
