//! The table of panels and their pool as a file.

use export::cell;

use super::{Released, finish};
use crate::analysis::run::{PoolFigures, PublishedPool};

impl Released {
    /// Writes the table of panels and their pool: what is withheld has its name and no figures; nothing where nothing is pooled.
    ///
    /// # Errors
    /// Fails only where memory cannot be written to.
    pub fn panels_csv(&self) -> Result<Option<String>, csv::Error> {
        let Some(pool) = &self.results.pool else { return Ok(None) };
        let Some(figures) = &pool.figures else { return Ok(None) };
        let mut writer = csv::Writer::from_writer(Vec::new());
        let headings = headings(pool);
        writer.write_record(&headings)?;
        for (place, priority) in pool.priorities.iter().enumerate() {
            let name = cell::text(priority).into_owned();
            writer.write_record(std::iter::once(name).chain(record(pool, figures, place)))?;
        }
        for label in &pool.withheld {
            let name = cell::text(label).into_owned();
            let rest = headings.iter().skip(1).map(|_| String::new());
            writer.write_record(std::iter::once(name).chain(rest))?;
        }
        finish(writer).map(Some)
    }
}

/// Names the columns: the share of each panel, the pool, and how much of all weights puts a priority at each rank.
fn headings(pool: &PublishedPool) -> Vec<String> {
    let ranks = |of: &'static str| (1..=pool.priorities.len()).map(move |rank| format!("{of}_rank_{rank}"));
    let shares = pool.panels.iter().map(|panel| cell::text(&format!("share_{}", panel.segment)).into_owned());
    let pooled = ["pooled", "range_from", "range_to", "rank_from", "rank_to"].map(str::to_owned);
    std::iter::once("priority".to_owned())
        .chain(shares)
        .chain(pooled)
        .chain(ranks("within_limits"))
        .chain(ranks("all_weights"))
        .collect()
}

fn record(pool: &PublishedPool, figures: &PoolFigures, place: usize) -> Vec<String> {
    let shares = pool.panels.iter().map(|panel| panel.shares[place].to_string());
    let range = pool.ranges.get(place);
    let places = pool.places.as_ref().and_then(|places| places.get(place));
    let pooled = [
        Some(figures.shares[place].to_string()),
        range.map(|range| range.0.to_string()),
        range.map(|range| range.1.to_string()),
        places.map(|places| places.0.to_string()),
        places.map(|places| places.1.to_string()),
    ];
    let ranks = [&figures.within, &figures.overall].map(|acceptability| acceptability.ranks[place].clone());
    shares
        .chain(pooled.map(Option::unwrap_or_default))
        .chain(ranks.into_iter().flatten().map(|share| share.to_string()))
        .collect()
}
