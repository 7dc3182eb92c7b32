//! Naming places that matter, without needing a map.

use serde::{Deserialize, Serialize};

use super::{AnswerOption, Column, Values, cells::Cells, label};
use crate::{
    answer::{Answer, Location, Place},
    corners::{corners, slip, squares, written},
    fields::Fields,
    postcode::{outward_code, without_second_halves},
    refusal::{Reason, Refusal},
};

/// The longest name of a place, in characters.
pub const NAME_LIMIT: usize = 200;
/// The longest comment on a place, in characters.
pub const COMMENT_LIMIT: usize = 500;

/// Up to a few places, each with where it is, why it matters and a comment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// How many there are at most.
    pub at_most: usize,
    /// Why a place may matter.
    pub options: Vec<AnswerOption>,
}

impl Places {
    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let mut places = Vec::new();
        let mut refusals = Vec::new();
        for number in 1..=self.at_most {
            match self.place(&format!("{id}.{number}"), fields) {
                Ok(place) => places.extend(place),
                Err(refusal) => refusals.push(refusal),
            }
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }
        Ok((!places.is_empty()).then_some(Answer::Places(places)))
    }

    /// Counts how many places the form shows: those begun, and at least one.
    pub fn shown(&self, id: &str, fields: &Fields) -> usize {
        let is_begun = |number: &usize| {
            ["where", "kind", "comment"].iter().any(|part| fields.is_filled(&format!("{id}.{number}.{part}")))
        };
        (1..=self.at_most).rev().find(is_begun).unwrap_or(1)
    }

    fn place(&self, prefix: &str, fields: &Fields) -> Result<Option<Place>, Refusal> {
        let field = |part: &str| format!("{prefix}.{part}");
        let (named, kind, comment) = (
            fields.text(&field("where")).to_owned(),
            fields.text(&field("kind")).to_owned(),
            fields.text(&field("comment")).to_owned(),
        );
        if named.is_empty() && kind.is_empty() && comment.is_empty() {
            return Ok(None);
        }
        if named.is_empty() {
            return Err(Refusal::new(field("where"), Reason::PlaceNotNamed));
        }
        let location = locate(&named).map_err(|reason| Refusal::new(field("where"), reason))?;
        limited(&comment, COMMENT_LIMIT).map_err(|reason| Refusal::new(field("comment"), reason))?;
        if !kind.is_empty() && !self.options.iter().any(|option| option.id == kind) {
            return Err(Refusal::new(field("kind"), Reason::NotOffered));
        }
        let private = fields.is_filled(&field("private"));
        Ok(Some(Place { location, kind: some(kind), comment: some(comment), private }))
    }

    pub(super) fn columns(&self) -> Vec<Column> {
        let parts = [
            ("where", "where", Values::Words),
            ("kind", "why it matters", Values::one_of(&self.options)),
            ("comment", "comment", Values::Words),
            ("private", "not in public", Values::Tick),
        ];
        let column = |number: usize| {
            parts.clone().map(|(part, label, values)| {
                Column::part(format!("{number}.{part}"), format!("place {number}, {label}"), values)
            })
        };
        (1..=self.at_most).flat_map(column).collect()
    }

    pub(super) fn cells(&self, places: &[Place]) -> Vec<String> {
        let cells = |place: &Place| {
            let text = |part: &Option<String>| part.clone().unwrap_or_default();
            [said(&place.location), text(&place.kind), text(&place.comment), u8::from(place.private).to_string()]
        };
        let mut row: Vec<String> = places.iter().flat_map(cells).collect();
        row.resize(self.columns().len(), String::new());
        row
    }

    pub(super) fn fields(&self, cells: &mut Cells<'_>) {
        let private = AnswerOption::default();
        for (number, first) in (1..=self.at_most).zip((0..).step_by(4)) {
            cells.post(&format!("{number}.where"), cells.text(first));
            if let Some(kind) = cells.option(first + 1, self.options.iter()) {
                cells.post(&format!("{number}.kind"), &kind.id);
            }
            cells.post(&format!("{number}.comment"), cells.text(first + 2));
            if cells.is_ticked(first + 3, &private) {
                cells.post(&format!("{number}.private"), "yes");
            }
        }
    }

    pub(super) fn say(&self, places: &[Place]) -> Vec<String> {
        let line = |place: &Place| {
            let kind = place.kind.as_deref().map(|kind| format!(", {}", label(&self.options, kind)));
            let comment = place.comment.as_deref().map(|comment| format!(": {comment}"));
            let private = if place.private { " (not to be shown in public)" } else { "" };
            format!("{}{}{}{private}", said(&place.location), kind.unwrap_or_default(), comment.unwrap_or_default())
        };
        places.iter().map(line).collect()
    }
}

/// Takes a place in the most exact way that its words allow: grid reference, corners, then postcode, then name.
fn locate(named: &str) -> Result<Location, Reason> {
    let mut squares = squares(named);
    if squares.len() > 1 {
        return corners(squares);
    }
    if let Some(square) = squares.pop() {
        return Ok(Location::Grid(square));
    }
    if let Some(part) = slip(named) {
        return Err(Reason::OddFigures { part: part.to_owned() });
    }
    limited(named, NAME_LIMIT)?;
    let postcode = outward_code(named).map(Location::Postcode);
    Ok(postcode.unwrap_or_else(|| Location::Named(without_second_halves(named))))
}

fn said(location: &Location) -> String {
    match location {
        Location::Grid(reference) => reference.written.clone(),
        Location::Corners(corners) => written(corners),
        Location::Postcode(text) | Location::Named(text) => text.clone(),
    }
}

fn limited(text: &str, limit: usize) -> Result<(), Reason> {
    match text.chars().count() {
        typed if typed > limit => Err(Reason::TooLong { limit, typed }),
        _ => Ok(()),
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(pairs: &[(&str, &str)]) -> Result<Option<Answer>, Vec<Refusal>> {
        Places { at_most: 5, options: Vec::new() }.judge("q", &Fields::new(pairs.iter().copied()))
    }

    fn first(pairs: &[(&str, &str)]) -> Place {
        let Ok(Some(Answer::Places(mut places))) = judge(pairs) else { panic!("a place is expected") };
        places.remove(0)
    }

    #[test]
    fn a_place_is_taken_as_grid_reference_postcode_or_name() {
        assert!(matches!(first(&[("q.1.where", "SJ 395 880")]).location, Location::Grid(_)));
        assert_eq!(first(&[("q.1.where", "L17 1AP")]).location, Location::Postcode("L17".into()));
        assert_eq!(first(&[("q.1.where", "SK11")]).location, Location::Postcode("SK11".into()));
        assert!(matches!(first(&[("q.1.where", "SK 1 1")]).location, Location::Grid(_)));
        assert!(matches!(first(&[("q.1.where", "SJ39")]).location, Location::Grid(_)));
        let address = first(&[("q.1.where", "the verge at 12 High Street, L17 1AP")]);
        assert_eq!(address.location, Location::Named("the verge at 12 High Street, L17".into()));
        assert_eq!(first(&[("q.2.where", "Sefton Park lake")]).location, Location::Named("Sefton Park lake".into()));
    }

    #[test]
    fn three_or_more_grid_references_are_the_corners_of_an_area() {
        let place = first(&[("q.1.where", "sj390880; SJ400880\nSJ 400 890")]);
        assert!(matches!(&place.location, Location::Corners(corners) if corners.len() == 3));
        let said = Places { at_most: 1, options: Vec::new() }.say(&[place]);
        assert_eq!(said, ["SJ 390 880, SJ 400 880, SJ 400 890"]);
        let mixed = first(&[("q.1.where", "SJ 390 880, SJ 400 880, the mill")]);
        assert_eq!(mixed.location, Location::Named("SJ 390 880, SJ 400 880, the mill".into()));
        let twice = first(&[("q.1.where", "SJ 390 880, SJ 390 880")]);
        assert!(matches!(twice.location, Location::Grid(_)));
    }

    #[test]
    fn corners_may_be_longer_than_a_name_and_are_refused_beside_their_box() {
        let corners: Vec<String> = (0..30).map(|n| format!("SJ {:05} {:05}", 39_000 + n, 88_000 + n * n)).collect();
        assert!(corners.join(", ").len() > NAME_LIMIT);
        assert!(matches!(first(&[("q.1.where", &corners.join(", "))]).location, Location::Corners(_)));
        let refusal = Refusal::new("q.1.where", Reason::TooFewCorners { least: 3 });
        assert_eq!(judge(&[("q.1.where", "SJ 390 880, SJ 400 880")]), Err(vec![refusal]));
        let slip = format!("SJ 390 88, {}", corners.join(", "));
        let refusal = Refusal::new("q.1.where", Reason::OddFigures { part: "SJ 390 88".into() });
        assert_eq!(judge(&[("q.1.where", &slip)]), Err(vec![refusal]));
        let long = "x".repeat(NAME_LIMIT + 1);
        let refusal = Refusal::new("q.1.where", Reason::TooLong { limit: NAME_LIMIT, typed: NAME_LIMIT + 1 });
        assert_eq!(judge(&[("q.1.where", &long)]), Err(vec![refusal]));
    }

    #[test]
    fn a_comment_without_a_place_asks_where_it_is() {
        let refusal = Refusal::new("q.1.where", Reason::PlaceNotNamed);
        assert_eq!(judge(&[("q.1.comment", "full of litter")]), Err(vec![refusal]));
    }

    #[test]
    fn a_place_is_public_unless_its_box_is_ticked() {
        assert!(!first(&[("q.1.where", "Formby")]).private);
        assert!(first(&[("q.1.where", "Formby"), ("q.1.private", "yes")]).private);
    }
}
