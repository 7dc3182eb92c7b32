//! A reader who narrows down each count by all that is published, one sum after the other until nothing narrows any more.

use super::super::{super::Results, Published};

/// More people than there are.
const ANY: f64 = 1e6;
/// Half of what a share is rounded to.
const ROUNDING: f64 = 0.000_5;

/// One count: what it is, and what the reader knows of it.
struct Cell {
    name: String,
    truth: f64,
    least: f64,
    most: f64,
}

/// What a reader knows.
#[derive(Default)]
pub(super) struct Reader {
    cells: Vec<Cell>,
    /// Totals and their parts.
    sums: Vec<(usize, Vec<usize>)>,
}

impl Reader {
    pub(super) fn of(published: &Published, results: &Results) -> Self {
        let mut reader = Self::default();
        let people = &published.respondents;
        let truth = &results.respondents;
        let residents = reader.know("residents", truth.residents, people.residents);
        let answered = reader.know("answered", truth.answered, people.answered);
        let blank = reader.know("blank", truth.residents - truth.answered, None);
        reader.sums.push((residents, vec![answered, blank]));
        let mut all = vec![residents];
        for (place, segment) in results.segments.iter().enumerate() {
            let known = &published.segments[place];
            let whole = reader.know(format!("segment {place}"), segment.respondents, known.respondents);
            let answered = reader.know(format!("answers of segment {place}"), segment.answered, known.answered);
            let blank = reader.know(format!("blanks of segment {place}"), segment.respondents - segment.answered, None);
            reader.sums.push((whole, vec![answered, blank]));
            all.push(whole);
            let shares: Vec<Option<f64>> = results
                .headline
                .items
                .iter()
                .map(|item| known.shares.iter().find(|(label, _)| *label == item.label).and_then(|(_, share)| *share))
                .collect();
            reader.choices(answered, &segment.supporters, &shares, &vec![None; shares.len()]);
        }
        let missing = reader.know("missing", usize::try_from(truth.missing).unwrap(), people.missing);
        all.push(missing);
        let frozen = reader.know("frozen", usize::try_from(truth.frozen).unwrap(), people.frozen);
        reader.sums.push((frozen, all));
        for (place, margin) in results.weights.margins.iter().enumerate() {
            let known = &published.margins[place];
            let levels = margin.levels.iter().zip(&known.levels).enumerate().map(|(level, (truth, known))| {
                reader.know(format!("level {level} of margin {place}"), truth.respondents, known.respondents)
            });
            let mut parts: Vec<usize> = levels.collect();
            parts.push(reader.know(format!("nobody knows margin {place}"), margin.unknown, known.unknown));
            reader.sums.push((residents, parts));
        }
        let found = |label: &str| published.items.iter().find(|item| item.label == label);
        let supporters: Vec<usize> = results.headline.items.iter().map(|item| item.supporters).collect();
        let labels = || results.headline.items.iter().map(|item| found(&item.label));
        let shares: Vec<Option<f64>> = labels().map(|item| item.map(|item| item.unweighted)).collect();
        let counts: Vec<Option<u64>> = labels().map(|item| item.and_then(|item| item.supporters)).collect();
        reader.choices(answered, &supporters, &shares, &counts);
        reader.narrow();
        reader
    }

    fn know(&mut self, name: impl Into<String>, truth: usize, known: Option<u64>) -> usize {
        let truth = super::number(truth);
        let (least, most) = known.map_or((0.0, ANY), |_| (truth, truth));
        let known = known.map(|known| super::number(usize::try_from(known).unwrap()));
        assert!(
            known.is_none_or(|known| known.to_bits() == truth.to_bits()),
            "a count is published as it is or not at all"
        );
        self.cells.push(Cell { name: name.into(), truth, least, most });
        self.cells.len() - 1
    }

    /// Everybody who answered chose one of these; what is left out is none of the largest.
    fn choices(&mut self, answered: usize, truth: &[usize], shares: &[Option<f64>], counts: &[Option<u64>]) {
        let base = self.cells[answered].least.max(0.0);
        let is_known = self.cells[answered].most < ANY;
        let smallest = shares.iter().flatten().copied().fold(f64::INFINITY, f64::min);
        let mut parts = Vec::new();
        for (place, (truth, share)) in truth.iter().zip(shares).enumerate() {
            let cell =
                self.know(format!("choice {place} of {}", self.cells[answered].name.clone()), *truth, counts[place]);
            if is_known {
                let (least, most) =
                    share.map_or((0.0, smallest + ROUNDING), |share| (share - ROUNDING, share + ROUNDING));
                let cell = &mut self.cells[cell];
                (cell.least, cell.most) = (cell.least.max(least * base).ceil(), cell.most.min(most * base).floor());
            }
            parts.push(cell);
        }
        self.sums.push((answered, parts));
    }

    fn narrow(&mut self) {
        // Each round takes what one narrowed to all sums that it stands in; far fewer rounds than this are needed.
        for _ in 0..50 {
            for (total, parts) in &self.sums {
                let least: f64 = parts.iter().map(|part| self.cells[*part].least).sum();
                let most: f64 = parts.iter().map(|part| self.cells[*part].most).sum();
                let cell = &mut self.cells[*total];
                (cell.least, cell.most) = (cell.least.max(least), cell.most.min(most));
                let (from, to) = (cell.least, cell.most);
                for part in parts {
                    let cell = &mut self.cells[*part];
                    let others = (least - cell.least, most - cell.most);
                    (cell.least, cell.most) = (cell.least.max(from - others.1), cell.most.min(to - others.0));
                }
            }
        }
    }

    /// Names each group of 1 to 9 people that is known more closely than to 10 people.
    pub(super) fn found(&self) -> Vec<String> {
        let is_few = |cell: &&Cell| cell.truth > 0.5 && cell.truth < 9.5;
        let found = self.cells.iter().filter(is_few).filter(|cell| cell.most - cell.least < 10.0);
        found.map(|cell| cell.name.clone()).collect()
    }
}
