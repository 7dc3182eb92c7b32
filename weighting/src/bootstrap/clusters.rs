//! Respondents who are drawn together: those of one organisation, household or link are counted as often as each other.

use super::Bootstrap;
use super::draw::{BLOCK, Stream};
use super::refusal::BootstrapError;

/// Stands for a respondent of no cluster; clusters are numbered below it.
const ALONE: u32 = u32::MAX;

/// The draw that decides about each place.
#[derive(Debug)]
pub(super) struct Clusters {
    pub(super) of_place: Vec<u32>,
    /// How many clusters have a label; the draws after theirs are of respondents drawn alone.
    labels: u32,
    /// How many draws a replicate needs.
    pub(super) draws: usize,
}

impl Bootstrap {
    /// Draws respondents of one cluster together: an organisation, a household, the link that they came by.
    ///
    /// People who answer alike because they belong together are not that many independent answers; drawn one by one they
    /// would look more certain than they are. A respondent without a cluster is drawn alone. Draws belong to clusters in the
    /// order of their labels, then to those without a cluster in the order of places, so that the order in which
    /// respondents are given makes no difference.
    ///
    /// # Formula
    /// As [`means`](Self::means), with one Poisson(1) draw `m_c` for each cluster and `m_i = m_c` for its respondents.
    ///
    /// # Source
    /// Rao and Wu (1988), *Journal of the American Statistical Association* 83(401), who resample primary sampling units;
    /// with Poisson draws and no finite population in place of theirs.
    ///
    /// # Shape and unit
    /// One label or none per respondent; labels may be numbers, names or anything that has an order.
    ///
    /// # Errors
    /// Refuses another number of labels than respondents.
    pub fn clustered<L: Ord>(mut self, clusters: &[Option<L>]) -> Result<Self, BootstrapError> {
        let respondents = self.respondents();
        if clusters.len() != respondents {
            return Err(BootstrapError::ClusterLength { clusters: clusters.len(), respondents });
        }
        let (numbers, labels) = numbered(clusters);
        self.draw_together(&numbers, labels);
        Ok(self)
    }

    /// Gives each place its draw, by the numbers of the clusters of respondents.
    pub(super) fn draw_together(&mut self, numbers: &[u32], labels: u32) {
        self.sort_alike_by(numbers);
        let mut next = labels;
        let of_place = self.places.order.iter().map(|&row| match numbers[row as usize] {
            ALONE => {
                next += 1;
                next - 1
            }
            cluster => cluster,
        });
        let of_place = of_place.collect();
        self.clusters = Some(Clusters { of_place, labels, draws: next as usize });
    }
}

/// The number of each respondent's cluster in the order of labels, and how many clusters there are.
fn numbered<L: Ord>(clusters: &[Option<L>]) -> (Vec<u32>, u32) {
    let mut known: Vec<(&L, usize)> =
        clusters.iter().enumerate().filter_map(|(row, label)| label.as_ref().map(|label| (label, row))).collect();
    known.sort_unstable();
    let mut numbers = vec![ALONE; clusters.len()];
    let mut count = 0;
    for alike in known.chunk_by(|a, b| a.0 == b.0) {
        for (_, row) in alike {
            numbers[*row] = count;
        }
        count += 1;
    }
    (numbers, count)
}

impl Clusters {
    /// The number of each respondent's cluster, and how many clusters have a label.
    pub(super) fn numbers(&self, order: &[u32]) -> (Vec<u32>, u32) {
        let mut numbers = vec![ALONE; order.len()];
        for (&row, &draw) in order.iter().zip(&self.of_place) {
            if draw < self.labels {
                numbers[row as usize] = draw;
            }
        }
        (numbers, self.labels)
    }

    /// Copies the draws of clusters to the places of a block.
    pub(super) fn copy(&self, drawn: &[u8], block: u64, places: &mut [u8]) {
        let start = usize::try_from(block).map_or(self.of_place.len(), |block| block * BLOCK);
        places.iter_mut().zip(&self.of_place[start..]).for_each(|(place, &draw)| *place = drawn[draw as usize]);
    }
}

/// Fills all draws of a replicate, however many blocks they take.
pub(super) fn fill_all(stream: Stream, draws: &mut [u8]) {
    (0..).zip(draws.chunks_mut(BLOCK)).for_each(|(block, draws)| stream.fill(block, draws));
}
