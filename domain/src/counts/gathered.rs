//! Gathering the rows of a file: what is counted twice, what is a sum of others, and whether it agrees with them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ages, Area, Counts, Fault, Listed, Note, Row, Sex, Whom};
use crate::vocabulary::Word;

impl Counts {
    /// Gathers rows, with what is worth knowing of them; `rounding` is what each count was rounded to.
    ///
    /// # Errors
    /// With the first thing by which people would be counted wrongly.
    pub fn gather(
        years: Vec<String>,
        rounding: u64,
        (rows, listed): (Vec<Row>, Vec<Listed>),
    ) -> Result<(Self, Vec<Note>), Fault> {
        if rows.is_empty() && listed.is_empty() {
            return Err(Fault::Nothing);
        }
        let mut counts = Self { years, ..Self::default() };
        let mut places = BTreeMap::new();
        let mut notes = Vec::new();
        let mut categories = BTreeSet::new();
        for Listed { number, area, variable, category, .. } in &listed {
            counts.place(&mut places, &mut notes, area.clone());
            if !categories.insert((&area.code, variable, category)) {
                let (area, category) = (area.code.clone(), category.clone());
                return Err(Fault::CategoryTwice { row: *number, area, category });
            }
        }
        for Row { number, area, whom, people } in rows {
            let place = counts.place(&mut places, &mut notes, area);
            if counts.cells.insert((place, whom), people).is_some() {
                return Err(Fault::Twice { row: number, area: counts.areas[place].code.clone(), whom });
            }
        }
        let whoms = counts.even()?;
        counts.joint = joint(&whoms)?;
        counts.by_age = finest(whoms.iter().filter(|whom| whom.sex.is_none()).map(|whom| whom.ages))?;
        let mut sums: Vec<Whom> =
            whoms.into_iter().filter(|whom| counts.ways(*whom).iter().any(|way| *way != [*whom])).collect();
        // The sums of one sex first, so that a wrong one is named itself and not what it is part of.
        sums.sort_by_key(|whom| whom.sex.is_none());
        counts.check(&sums, rounding)?;
        notes.extend((!sums.is_empty()).then_some(Note::Subtotals { count: sums.len() }));
        Ok((Self { listed, ..counts }, notes))
    }

    /// Gives the place of an area, which is added where it is new.
    fn place(&mut self, places: &mut BTreeMap<String, usize>, notes: &mut Vec<Note>, area: Area) -> usize {
        let Some(&place) = places.get(&area.code) else {
            places.insert(area.code.clone(), self.areas.len());
            self.areas.push(area);
            return self.areas.len() - 1;
        };
        let kept = &self.areas[place].name;
        if !area.name.is_empty() && area.name != *kept {
            let note = Note::Drifted { code: area.code, kept: kept.clone(), other: area.name };
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        place
    }

    /// Gives whom every area counts that is counted by sex or age.
    fn even(&self) -> Result<BTreeSet<Whom>, Fault> {
        let mut by_area: BTreeMap<usize, BTreeSet<Whom>> = BTreeMap::new();
        for &(area, whom) in self.cells.keys() {
            by_area.entry(area).or_default().insert(whom);
        }
        let mut areas = by_area.into_iter();
        let (_, first) = areas.next().unwrap_or_default();
        for (area, whoms) in areas {
            if let Some(&whom) = first.symmetric_difference(&whoms).next() {
                return Err(Fault::Uneven { area: self.areas[area].code.clone(), whom });
            }
        }
        Ok(first)
    }

    /// Lists the ways in which people are counted: by age and sex, by age alone, by sex alone, and as they stand.
    pub(super) fn ways(&self, whom: Whom) -> Vec<Vec<Whom>> {
        let sexes = whom.sex.map_or(Sex::ALL.to_vec(), |sex| vec![sex]);
        let of = |ages: Vec<Ages>, sexes: &[Option<Sex>]| -> Vec<Whom> {
            sexes.iter().flat_map(|&sex| ages.iter().map(move |&ages| Whom { sex, ages })).collect()
        };
        let sexes: Vec<Option<Sex>> = sexes.into_iter().map(Some).collect();
        let by_age = tiles(&self.by_age, whom.ages).filter(|_| whom.sex.is_none()).map(|ages| of(ages, &[None]));
        let joint = tiles(&self.joint, whom.ages).map(|ages| of(ages, &sexes));
        let alone = [of(vec![whom.ages], &sexes), vec![whom]];
        let first = self.cells.keys().next().map_or(0, |(area, _)| *area);
        let is_there = |way: &Vec<Whom>| way.iter().all(|whom| self.cells.contains_key(&(first, *whom)));
        by_age.into_iter().chain(joint).chain(alone.into_iter().filter(is_there)).collect()
    }

    /// Counts people of an area in a column; none, where the file cannot say.
    pub(super) fn people(&self, area: usize, whom: Whom, column: usize) -> Option<u64> {
        let way = self.ways(whom).into_iter().next()?;
        way.into_iter().map(|whom| self.cells.get(&(area, whom))?.get(column).copied()).sum()
    }

    /// Holds each sum against all its parts; each number may be off by half of what it is rounded to.
    fn check(&self, sums: &[Whom], rounding: u64) -> Result<(), Fault> {
        for (place, area) in self.areas.iter().enumerate() {
            for &whom in sums {
                let said = self.cells.get(&(place, whom)).map(Vec::as_slice).unwrap_or_default();
                for way in self.ways(whom) {
                    let most = (way.len() as u64 + 1) * rounding / 2;
                    for (column, &said) in said.iter().enumerate() {
                        let part = |whom: &Whom| self.cells.get(&(place, *whom)).and_then(|people| people.get(column));
                        let sum: u64 = way.iter().filter_map(part).sum();
                        if said.abs_diff(sum) > most {
                            return Err(Fault::Disagrees { area: area.code.clone(), whom, said, sum });
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

/// Finds the finest bands that both sexes are counted by.
fn joint(whoms: &BTreeSet<Whom>) -> Result<Vec<Ages>, Fault> {
    let of = |sex| whoms.iter().filter(move |whom| whom.sex == Some(sex)).map(|whom| whom.ages);
    let [women, men]: [BTreeSet<Ages>; 2] = [of(Sex::Female).collect(), of(Sex::Male).collect()];
    if let Some(&ages) = women.symmetric_difference(&men).next() {
        let sex = if women.contains(&ages) { Sex::Female } else { Sex::Male };
        return Err(Fault::OneSex { sex, ages });
    }
    finest(women.into_iter())
}

/// Leaves the bands that are no sums of others, which have to follow each other; none, where no ages are told apart.
fn finest(bands: impl Iterator<Item = Ages>) -> Result<Vec<Ages>, Fault> {
    let bands: BTreeSet<Ages> = bands.filter(|ages| *ages != Ages::ALL).collect();
    let is_sum = |ages: &Ages| {
        bands.range(Ages { from: ages.from, to: None }..).any(|other| other != ages && ages.holds(*other))
    };
    let finest: Vec<Ages> = bands.iter().copied().filter(|ages| !is_sum(ages)).collect();
    for pair in finest.windows(2) {
        match pair[0].next() {
            Some(next) if next == pair[1].from => {}
            Some(next) if next < pair[1].from => return Err(Fault::Gap { before: pair[0], after: pair[1] }),
            _ => return Err(Fault::Overlap { one: pair[0], other: pair[1] }),
        }
    }
    Ok(finest)
}

/// Finds the bands that make up others without a rest.
fn tiles(bands: &[Ages], ages: Ages) -> Option<Vec<Ages>> {
    let within: Vec<Ages> = bands.iter().copied().filter(|band| ages.holds(*band)).collect();
    let is_whole = within.first()?.from == ages.from && within.last()?.to == ages.to;
    is_whole.then_some(within)
}
