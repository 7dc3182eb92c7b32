//! A reader who lays every table out anew, ties together what the tables have in common, and asks what each hidden number can be.

use std::collections::BTreeMap;

use app::analysis::crosstabs::{Counts, Of, OpenTable};
use domain::crosstab::By;
use weighting::disclosure::{Tables, audit};

/// A reader of tables, who knows each number that is shown before it was rounded.
pub(super) struct Reader {
    tables: Tables,
    cells: BTreeMap<String, usize>,
    /// The cells that are not shown.
    hidden: Vec<usize>,
    /// What has to stay hidden, by name.
    small: Vec<(String, usize)>,
}

impl Reader {
    pub(super) fn of(tables: &[OpenTable], counts: &Counts) -> Self {
        let mut reader = Self { tables: Tables::new(), cells: BTreeMap::new(), hidden: Vec::new(), small: Vec::new() };
        for table in tables {
            reader.read(table, counts);
        }
        reader.hidden.sort_unstable();
        reader.hidden.dedup();
        reader
    }

    /// Gives what can be narrowed down to fewer than 10 numbers.
    pub(super) fn exposed(&self) -> Vec<String> {
        let intervals = audit(&self.tables, &self.hidden).unwrap();
        let is_narrow = |cell: &usize| {
            let interval = intervals.iter().find(|interval| interval.cell == *cell);
            interval.is_none_or(|interval| interval.width() < 10.0 - 1e-6)
        };
        self.small.iter().filter(|(_, cell)| is_narrow(cell)).map(|(name, _)| name.clone()).collect()
    }

    fn read(&mut self, table: &OpenTable, counts: &Counts) {
        let asked = counts.asked(&table.question).unwrap();
        let ofs = match table.set_against() {
            By::Everybody => vec![Of::Everybody],
            By::Segment => counts.groups().into_iter().chain([Of::Everybody]).collect(),
            By::Margin(margin) => counts.levels(&margin).into_iter().chain([Of::residents()]).collect(),
        };
        let mut rows: Vec<Vec<usize>> = Vec::new();
        for (of, group) in ofs.iter().zip(&table.groups) {
            let (people, did) = (counts.people(of), asked.answered(of));
            let key = |what: &str| format!("{what} of {of:?}");
            let all = self.cell(key("people"), people, group.people.is_some(), false);
            let question = &table.question;
            let answered = self.cell(key(&format!("answered {question}")), did, group.answered.is_some(), false);
            let blank = self.cell(key(&format!("blank {question}")), people - did, false, false);
            self.tables.tie(all, &[answered, blank]).unwrap();
            let mut row = vec![all, answered, blank];
            let mut chosen = Vec::new();
            for (place, (option, _)) in table.options.iter().enumerate() {
                let chose = asked.chosen(of, place);
                let is_shown = group.chosen[place].is_some();
                let tells_of_all = did > 0 && (chose == 0 || chose == did);
                chosen.push(self.cell(key(&format!("{question} {option}")), chose, is_shown, tells_of_all));
                if table.is_several {
                    let not = self.cell(key(&format!("{question} not {option}")), did - chose, false, false);
                    self.tables.tie(answered, &[chosen[place], not]).unwrap();
                    row.push(not);
                }
            }
            if !table.is_several {
                self.tables.tie(answered, &chosen).unwrap();
            }
            row.extend(chosen);
            rows.push(row);
        }
        // The last group holds all the others.
        if let Some((total, parts)) = rows.split_last().filter(|(_, parts)| !parts.is_empty()) {
            for (place, cell) in total.iter().enumerate() {
                let parts: Vec<usize> = parts.iter().map(|part| part[place]).collect();
                self.tables.tie(*cell, &parts).unwrap();
            }
        }
    }

    /// Finds a cell by its name, or adds it; one that any table shows is known.
    fn cell(&mut self, name: String, people: u64, is_shown: bool, tells_of_all: bool) -> usize {
        let known = self.cells.get(&name).copied();
        let cell = known.unwrap_or_else(|| self.tables.add_count(people).unwrap());
        if known.is_none() {
            self.cells.insert(name.clone(), cell);
            self.hidden.push(cell);
            if (1..10).contains(&people) || tells_of_all {
                self.small.push((name, cell));
            }
        }
        if is_shown {
            self.hidden.retain(|hidden| *hidden != cell);
        }
        cell
    }
}
