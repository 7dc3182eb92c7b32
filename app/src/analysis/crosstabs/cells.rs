//! The cells of a list of tables and the sums between them, with the names by which what was public before is found in them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{crosstab::By, question::AnswerOption};
use weighting::disclosure::{DisclosureError, Rule, Suppression, THRESHOLD, Tables, differencing};

use super::{
    super::run::{Known, names},
    Unsafe,
    counts::{Asked, Counts, Of},
};

/// The cells of a list.
pub(super) struct Cells {
    pub(super) tables: Tables,
    /// Those that say that nobody or everybody of a group gave an answer, which tells of all of them.
    pub(super) one_answer: Vec<usize>,
    named: BTreeMap<String, usize>,
    /// How many answered each question in each group, where neither they nor the rest of the group are few.
    bases: Vec<usize>,
    /// Those that were left out before.
    left_out: BTreeSet<usize>,
    /// The question of each cell, by its place; of those that count all of a group none.
    questions: BTreeMap<usize, usize>,
}

/// The names of the counts of one question in one group.
pub(super) struct Named<'a> {
    counts: &'a Counts,
    question: &'a Asked,
    of: &'a Of,
}

/// Names how many people a group has.
pub(super) fn people(of: &Of, counts: &Counts) -> String {
    match of {
        Of::Everybody => "everybody".to_owned(),
        of if *of == Of::residents() => names::RESIDENTS.to_owned(),
        Of::Segment(code) => names::of_segment(code.as_deref()),
        Of::Level(margin, code) => {
            let levels = counts.margins.get(margin).into_iter().flatten();
            let label =
                levels.into_iter().find(|(known, _)| Some(known) == code.as_ref()).map(|(_, label)| label.as_str());
            names::of_level(margin, label)
        }
    }
}

impl<'a> Named<'a> {
    pub(super) fn new(counts: &'a Counts, question: &'a Asked, of: &'a Of) -> Self {
        Self { counts, question, of }
    }

    /// Names how many answered.
    pub(super) fn answered(&self) -> String {
        let question = &self.question.question;
        match self.of {
            of if *of == Of::residents() => names::answered(question),
            Of::Segment(code) => names::answers(code.as_deref(), question),
            of => format!("{} {}", people(of, self.counts), names::answered(question)),
        }
    }

    fn blank(&self) -> String {
        let blank = names::blank(&self.question.question);
        if *self.of == Of::residents() { blank } else { format!("{} {blank}", people(self.of, self.counts)) }
    }

    /// Names how many chose an option. An option is called as the results call it, by its priority, where it alone has that.
    pub(super) fn chosen(&self, option: &AnswerOption) -> String {
        let is_same = |other: &&AnswerOption| other.priority == option.priority;
        let is_alone = self.question.options.iter().filter(is_same).count() == 1;
        let key = option.priority.clone().filter(|_| is_alone).unwrap_or_else(|| format!("option {}", option.id));
        if *self.of == Of::residents() {
            names::chose(&self.question.question, &key)
        } else {
            names::of_those_chose(&self.answered(), &key)
        }
    }
}

/// The cells of one question in one group.
struct GroupCells {
    answered: usize,
    blank: usize,
    chosen: Vec<usize>,
    /// Who answered and did not choose each option; empty where one option is chosen at the most.
    not: Vec<usize>,
}

impl GroupCells {
    fn all(&self) -> impl Iterator<Item = usize> {
        [self.answered, self.blank].into_iter().chain(self.chosen.iter().copied()).chain(self.not.iter().copied())
    }
}

impl Cells {
    /// Lays out all counts of a list: everybody is of one segment, residents are on one level of each margin or on none; of each group
    /// some answered a question, and of these some chose each option.
    pub(super) fn of(counts: &Counts) -> Result<Self, DisclosureError> {
        let mut cells = Self {
            tables: Tables::new(),
            one_answer: Vec::new(),
            named: BTreeMap::new(),
            bases: Vec::new(),
            left_out: BTreeSet::new(),
            questions: BTreeMap::new(),
        };
        let mut groups: BTreeMap<Of, usize> = BTreeMap::new();
        for of in counts.groups() {
            let cell = cells.count(people(&of, counts), counts.people(&of))?;
            groups.insert(of, cell);
        }
        let parts: Vec<usize> = groups.values().copied().collect();
        let there = cells.total(people(&Of::Everybody, counts), &parts)?;
        groups.insert(Of::Everybody, there);
        let left_out = cells.count(names::LEFT_OUT.to_owned(), counts.left_out())?;
        let missing = counts.frozen.saturating_sub(counts.counted()).saturating_sub(counts.left_out());
        let missing = cells.count(names::MISSING.to_owned(), missing)?;
        cells.total(names::FROZEN.to_owned(), &[there, left_out, missing])?;
        for margin in counts.margins.keys() {
            let mut levels = Vec::new();
            for of in counts.levels(margin) {
                levels.push(cells.count(people(&of, counts), counts.people(&of))?);
                groups.extend(levels.last().map(|cell| (of, *cell)));
            }
            if let Some(residents) = groups.get(&Of::residents()) {
                cells.tables.tie(*residents, &levels)?;
            }
        }
        for (place, asked) in counts.questions.iter().enumerate() {
            cells.ask((place, asked), counts, &groups)?;
        }
        Ok(cells)
    }

    /// Lays out the counts of one question.
    fn ask(
        &mut self,
        (place, asked): (usize, &Asked),
        counts: &Counts,
        groups: &BTreeMap<Of, usize>,
    ) -> Result<(), DisclosureError> {
        let first = self.tables.len();
        let mut segments = Vec::new();
        let mut residents = None;
        for of in counts.groups() {
            let group = self.group(asked, counts, (&of, groups[&of]), None)?;
            if of == Of::residents() {
                residents = Some(segments.len());
            }
            segments.push(group);
        }
        self.group(asked, counts, (&Of::Everybody, groups[&Of::Everybody]), Some(&segments))?;
        for margin in &asked.margins {
            let mut levels = Vec::new();
            for of in counts.levels(margin) {
                levels.push(self.group(asked, counts, (&of, groups[&of]), None)?);
            }
            let Some(residents) = residents.map(|place| &segments[place]) else { continue };
            for (cell, parts) in residents.all().zip(transposed(&levels)) {
                self.tables.tie(cell, &parts)?;
            }
        }
        self.questions.extend((first..self.tables.len()).map(|cell| (cell, place)));
        Ok(())
    }

    /// Lays out the counts of one question in one group, which may be the sum of others.
    fn group(
        &mut self,
        asked: &Asked,
        counts: &Counts,
        (of, all): (&Of, usize),
        parts: Option<&[GroupCells]>,
    ) -> Result<GroupCells, DisclosureError> {
        let named = Named::new(counts, asked, of);
        let (did, people) = (asked.answered(of), counts.people(of));
        let answered = self.count(named.answered(), did)?;
        let rest = people.saturating_sub(did);
        let blank = self.count(named.blank(), rest)?;
        self.bases.extend((did >= THRESHOLD && (rest == 0 || rest >= THRESHOLD)).then_some(answered));
        let mut group = GroupCells { answered, blank, chosen: Vec::new(), not: Vec::new() };
        for (place, option) in asked.options.iter().enumerate() {
            let chose = asked.chosen(of, place);
            let chosen = self.count(named.chosen(option), chose)?;
            group.chosen.push(chosen);
            let tells_of_all = did > 0 && (chose == 0 || chose == did);
            self.one_answer.extend(tells_of_all.then_some(chosen));
            if !asked.is_one {
                let not = self.count(names::not(&named.chosen(option)), did - chose)?;
                group.not.push(not);
                self.one_answer.extend((did > 0 && chose == did).then_some(not));
                self.tables.tie(answered, &[chosen, not])?;
            }
        }
        self.tables.tie(all, &[answered, blank])?;
        if asked.is_one && !group.chosen.is_empty() {
            self.tables.tie(answered, &group.chosen)?;
        }
        if let Some(parts) = parts {
            for (cell, parts) in group.all().zip(transposed(parts)) {
                self.tables.tie(cell, &parts)?;
            }
        }
        Ok(group)
    }

    fn count(&mut self, name: String, people: u64) -> Result<usize, DisclosureError> {
        let cell = self.tables.add_count(people)?;
        self.named.insert(name, cell);
        Ok(cell)
    }

    fn total(&mut self, name: String, parts: &[usize]) -> Result<usize, DisclosureError> {
        let cell = self.tables.add_total(parts)?;
        self.named.insert(name, cell);
        Ok(cell)
    }

    /// Leaves out what was left out before, and takes what was shown as known.
    pub(super) fn stay_with(&mut self, public: &[BTreeMap<String, Known>]) -> Result<(), Unsafe> {
        let both = || {
            public.iter().flat_map(|known| {
                self.named.iter().filter_map(|(name, cell)| {
                    known.get(name).map(|known| (*cell, self.tables.people(*cell).unwrap_or_default(), known.clone()))
                })
            })
        };
        let (before, now): (Vec<u64>, Vec<u64>) = both().map(|(_, people, known)| (known.people, people)).unzip();
        if differencing(&before, &now, &Rule::default()).is_ok_and(|few| !few.is_empty()) {
            return Err(Unsafe::TooAlike);
        }
        let same: Vec<(usize, bool)> = both()
            .filter(|(_, people, known)| known.people == *people)
            .filter_map(|(cell, _, known)| Some((cell, known.shown?)))
            .collect();
        // What one showed is known, whatever another left out.
        let (shown, left_out): (Vec<_>, Vec<_>) = same.into_iter().partition(|(_, is_shown)| *is_shown);
        self.left_out = left_out.iter().map(|(cell, _)| *cell).collect();
        for (cell, is_shown) in left_out.into_iter().chain(shown) {
            let set = if is_shown { self.tables.set_published(cell) } else { self.tables.set_withheld(cell) };
            set.map_err(|error| Unsafe::NotAudited(error.to_string()))?;
        }
        Ok(())
    }

    /// Gives the tables with how many answered published, as far as it was not left out before.
    pub(super) fn with_bases(&self) -> Result<Tables, DisclosureError> {
        let mut tables = self.tables.clone();
        let mut bases = self.bases.iter().filter(|base| !self.left_out.contains(base));
        bases.try_for_each(|base| tables.set_published(*base))?;
        Ok(tables)
    }

    /// Gives a count that may be published.
    pub(super) fn shown(&self, name: &str, suppressed: &Suppression) -> Option<u64> {
        let cell = self.named.get(name).copied().filter(|cell| suppressed.is_published(*cell))?;
        self.tables.people(cell)
    }

    /// Gives every count by its name, and whether readers are taken to know it from now on.
    pub(super) fn known(&self, suppressed: &Suppression) -> BTreeMap<String, Known> {
        let known = |(name, cell): (&String, &usize)| {
            let people = self.tables.people(*cell).unwrap_or_default();
            (name.clone(), Known { people, shown: Some(suppressed.is_published(*cell)) })
        };
        self.named.iter().map(known).collect()
    }

    /// Says why no part of the tables can be published.
    pub(super) fn refusal(&self, error: DisclosureError, counts: &Counts) -> Unsafe {
        let cells = match &error {
            DisclosureError::CannotProtect { cells } => cells,
            DisclosureError::Cancelled(_) => return Unsafe::TooLong,
            error => return Unsafe::NotAudited(error.to_string()),
        };
        let question = cells.iter().find_map(|cell| self.questions.get(cell));
        question.map_or(Unsafe::Groups, |place| Unsafe::Exposed(counts.questions[*place].text.clone()))
    }
}

/// Gives for each cell of a group the cells of the groups that add up to it.
fn transposed(groups: &[GroupCells]) -> Vec<Vec<usize>> {
    let rows: Vec<Vec<usize>> = groups.iter().map(|group| group.all().collect()).collect();
    let width = rows.first().map_or(0, Vec::len);
    (0..width).map(|place| rows.iter().map(|row| row[place]).collect()).collect()
}

/// Lists the groups of a table, the one that holds all the others last.
pub(super) fn groups(by: &By, counts: &Counts) -> Vec<Of> {
    match by {
        By::Everybody => vec![Of::Everybody],
        By::Segment => counts.groups().into_iter().chain([Of::Everybody]).collect(),
        By::Margin(margin) => counts.levels(margin).into_iter().chain([Of::residents()]).collect(),
    }
}
