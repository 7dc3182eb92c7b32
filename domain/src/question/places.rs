//! Naming places that matter, without needing a map.

use serde::{Deserialize, Serialize};

use super::{AnswerOption, cells::Cells, label};
use crate::{
    answer::{Answer, Location, Place},
    fields::Fields,
    grid_reference::GridReference,
    postcode::{is_area_and_grid_square, outward_code, without_second_halves},
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
        refuse_long(&field("where"), &named, NAME_LIMIT)?;
        refuse_long(&field("comment"), &comment, COMMENT_LIMIT)?;
        if !kind.is_empty() && !self.options.iter().any(|option| option.id == kind) {
            return Err(Refusal::new(field("kind"), Reason::NotOffered));
        }
        let private = fields.is_filled(&field("private"));
        Ok(Some(Place { location: locate(&named), kind: some(kind), comment: some(comment), private }))
    }

    pub(super) fn columns(&self) -> Vec<(String, String)> {
        let parts =
            [("where", "where"), ("kind", "why it matters"), ("comment", "comment"), ("private", "not in public")];
        let column =
            |number: usize| parts.map(|(part, label)| (format!("{number}.{part}"), format!("place {number}, {label}")));
        (1..=self.at_most).flat_map(column).collect()
    }

    pub(super) fn cells(&self, places: &[Place]) -> Vec<String> {
        let cells = |place: &Place| {
            let text = |part: &Option<String>| part.clone().unwrap_or_default();
            [written(&place.location), text(&place.kind), text(&place.comment), u8::from(place.private).to_string()]
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
            format!("{}{}{}{private}", written(&place.location), kind.unwrap_or_default(), comment.unwrap_or_default())
        };
        places.iter().map(line).collect()
    }
}

/// Takes a place in the most exact way that its words allow: grid reference, then postcode, then name. What may be both a
/// grid reference and the first half of a postcode is the postcode, unless it is written with a space, as maps do.
fn locate(named: &str) -> Location {
    let postcode = outward_code(named);
    let is_postcode = postcode.as_deref().is_some_and(is_area_and_grid_square) && !named.contains(char::is_whitespace);
    let grid = GridReference::parse(named).filter(|_| !is_postcode).map(Location::Grid);
    grid.or_else(|| postcode.map(Location::Postcode)).unwrap_or_else(|| Location::Named(without_second_halves(named)))
}

fn written(location: &Location) -> String {
    match location {
        Location::Grid(reference) => reference.written.clone(),
        Location::Postcode(text) | Location::Named(text) => text.clone(),
    }
}

fn refuse_long(field: &str, text: &str, limit: usize) -> Result<(), Refusal> {
    match text.chars().count() {
        typed if typed > limit => Err(Refusal::new(field, Reason::TooLong { limit, typed })),
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
