//! What somebody wants to make of counts: which areas, which year, from which age, in which bands.

use super::{Ages, Area, Counts, Misfit, same_name};

/// The most parts of a strategy area: more than there are councils in England and Wales.
pub const MOST_PARTS: usize = 400;

/// One part of the strategy area, which becomes a level of the margin by area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its code, by which options stand for it.
    pub code: String,
    /// Its name for people.
    pub name: String,
    /// The areas of the file that it sums, by their places.
    pub areas: Vec<usize>,
}

/// What is to be made of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The parts that make up the strategy area.
    pub parts: Vec<Part>,
    /// The column of the year.
    pub column: usize,
    /// The age from which people count.
    pub from: u8,
    /// The ages at which bands begin.
    pub begins: Vec<u8>,
}

/// Reads the parts of the strategy area, one a line: the code or the name of an area, or a code with a name, `=` and the
/// areas that it sums.
///
/// # Errors
/// With the first line that names no areas of the file, or names one again.
pub fn parts(counts: &Counts, typed: &str) -> Result<Vec<Part>, Misfit> {
    let mut parts: Vec<Part> = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if parts.len() == MOST_PARTS {
            return Err(Misfit::TooManyParts { most: MOST_PARTS });
        }
        let part = part(counts, line)?;
        if parts.iter().any(|before| before.code.eq_ignore_ascii_case(&part.code)) {
            return Err(Misfit::AreaTwice { code: part.code });
        }
        parts.push(part);
    }
    let areas: Vec<usize> = parts.iter().flat_map(|part| part.areas.iter().copied()).collect();
    refuse_twice(counts, &areas)?;
    Ok(parts)
}

fn part(counts: &Counts, line: &str) -> Result<Part, Misfit> {
    let Some((whole, summed)) = line.split_once('=') else {
        let area = find(counts, line)?;
        let Area { code, name } = counts.areas[area].clone();
        return Ok(Part { code, name, areas: vec![area] });
    };
    let (code, name) = whole.trim().split_once(char::is_whitespace).unwrap_or((whole.trim(), ""));
    let areas: Vec<usize> = summed
        .split([',', '+', ';'])
        .map(str::trim)
        .filter(|typed| !typed.is_empty())
        .map(|typed| find(counts, typed))
        .collect::<Result<_, _>>()?;
    if code.is_empty() || areas.is_empty() {
        return Err(Misfit::NoArea { typed: line.to_owned() });
    }
    let name = if name.trim().is_empty() { code } else { name.trim() };
    Ok(Part { code: code.to_owned(), name: name.to_owned(), areas })
}

/// Finds an area by its code, behind which its name may stand, or by its name.
fn find(counts: &Counts, typed: &str) -> Result<usize, Misfit> {
    let first = typed.split_whitespace().next().unwrap_or_default();
    let no_area = || Misfit::NoArea { typed: typed.to_owned() };
    if let Some(area) = counts.area(first) {
        return Ok(area);
    }
    if Area::is_code(first) {
        return Err(Misfit::NoArea { typed: first.to_owned() });
    }
    let mut named =
        counts.areas.iter().enumerate().filter(|(_, area)| same_name(&area.name, typed)).map(|(place, _)| place);
    let found = named.next().ok_or_else(no_area)?;
    if named.next().is_some() { Err(Misfit::ManyAreas { typed: typed.to_owned() }) } else { Ok(found) }
}

/// Refuses areas of which somebody would be counted twice.
fn refuse_twice(counts: &Counts, areas: &[usize]) -> Result<(), Misfit> {
    for (place, &area) in areas.iter().enumerate() {
        if areas[..place].contains(&area) {
            return Err(Misfit::AreaTwice { code: counts.areas[area].code.clone() });
        }
        let (this, name) = (&counts.areas[area], |area: &Area| area.name.clone());
        if let Some(other) = areas.iter().map(|&other| &counts.areas[other]).find(|other| this.may_hold(other)) {
            return Err(Misfit::Nested { wide: name(this), narrow: name(other) });
        }
    }
    Ok(())
}

impl Counts {
    /// Finds the column of a year.
    ///
    /// # Errors
    /// With the years that there are.
    pub fn column(&self, year: &str) -> Result<usize, Misfit> {
        let end = |year: Option<&String>| year.cloned().unwrap_or_default();
        let found = self.years.iter().position(|known| known == year);
        found.ok_or_else(|| Misfit::NoYear { first: end(self.years.first()), last: end(self.years.last()) })
    }

    /// Says whether bands of ages can begin at an age, and end nowhere.
    ///
    /// # Errors
    /// With the band of the file that the age is within.
    pub fn can_begin(&self, age: u8) -> Result<(), Misfit> {
        let bands = self.ages();
        let Some(last) = bands.last() else {
            return if age == 0 { Ok(()) } else { Err(Misfit::WithinBand { age, band: Ages::ALL }) };
        };
        if last.to.is_some() {
            return Err(Misfit::NoEnd { last: *last });
        }
        if bands.iter().any(|band| band.from == age) {
            return Ok(());
        }
        let band = bands.iter().copied().find(|band| band.holds(Ages::one(age)));
        Err(Misfit::WithinBand { age, band: band.unwrap_or(Ages { from: 0, to: bands[0].from.checked_sub(1) }) })
    }
}

/// Reads the ages at which bands begin.
///
/// # Errors
/// With the first part that is no age, or no higher one than that before.
pub fn ages_in(typed: &str) -> Result<Vec<u8>, Misfit> {
    let mut ages: Vec<u8> = Vec::new();
    for part in typed.split([',', ';', ' ', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        let age = part.parse().ok().filter(|age| ages.last().is_none_or(|last| last < age));
        ages.push(age.ok_or_else(|| Misfit::NotAges { typed: part.to_owned() })?);
    }
    Ok(ages)
}

#[cfg(test)]
mod tests;
