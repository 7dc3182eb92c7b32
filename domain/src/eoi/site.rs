//! The site: where the land is and how large it is.

use serde::{Deserialize, Serialize};

use super::{Hectares, Matter, Notice, reading::Reading};
use crate::{
    fields::Fields,
    grid_reference::GridReference,
    refusal::{Reason, Refusal},
    strategy_area::StrategyArea,
};

/// The longest name of a site or a place, in characters.
const NAME_LIMIT: usize = 200;
/// The largest square, in metres, that still says where a site is.
const COARSEST: u32 = 1_000;

pub(super) const FIELDS: &[&str] =
    &["site_name", "nearest_place", "grid_reference", "area", "sbi", "cph", "parcels", "titles"];

/// Where the land is and how large it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// What the site is called.
    pub name: String,
    /// The nearest village or town.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest_place: Option<String>,
    /// A square of the national grid, as precise as it was typed.
    pub grid_reference: GridReference,
    /// The area that was declared.
    pub area: Hectares,
}

impl Site {
    pub(super) fn notices(&self, strategy_area: Option<&StrategyArea>) -> Vec<Notice> {
        let notice = |matter| Notice { field: "grid_reference", matter };
        let is_outside = strategy_area.is_some_and(|area| !area.touches(&self.grid_reference));
        let precision = self.grid_reference.precision;
        let outside = is_outside.then(|| notice(Matter::OutsideArea));
        outside.into_iter().chain((precision > COARSEST).then(|| notice(Matter::Coarse { precision }))).collect()
    }
}

pub(super) fn judge(fields: &Fields) -> Result<Site, Vec<Refusal>> {
    let mut form = Reading::new(fields);
    let name = form.line("site_name", NAME_LIMIT);
    let name = form.need("site_name", name);
    let nearest_place = form.line("nearest_place", NAME_LIMIT);
    let grid_reference =
        form.parsed("grid_reference", |typed| GridReference::parse(typed).ok_or(Reason::NotAGridReference));
    let grid_reference = form.need("grid_reference", grid_reference);
    let area = form.parsed("area", Hectares::parse);
    let area = form.need("area", area);
    let known = name.zip(grid_reference).zip(area);
    form.finish(known.map(|((name, grid_reference), area)| Site { name, nearest_place, grid_reference, area }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(grid_reference: &str) -> Result<Site, Vec<Refusal>> {
        judge(&Fields::new([("site_name", "Long Meadow"), ("grid_reference", grid_reference), ("area", "2.5")]))
    }

    #[test]
    fn a_site_has_a_name_a_grid_reference_and_an_area() {
        let missing = ["site_name", "grid_reference", "area"].map(|field| Refusal::new(field, Reason::Missing));
        assert_eq!(judge(&Fields::default()), Err(missing.to_vec()));
        assert_eq!(at("sj395880").unwrap().grid_reference.written, "SJ 395 880");
        assert_eq!(at("here"), Err(vec![Refusal::new("grid_reference", Reason::NotAGridReference)]));
    }

    #[test]
    fn a_site_outside_the_strategy_area_is_taken_with_a_notice() {
        let area = StrategyArea { west: 318_000, south: 375_000, east: 362_000, north: 426_000 };
        let matters = |typed: &str| at(typed).unwrap().notices(Some(&area));
        assert_eq!(matters("SJ 395 880"), []);
        assert_eq!(matters("TQ 336 805"), [Notice { field: "grid_reference", matter: Matter::OutsideArea }]);
        assert_eq!(at("TQ 336 805").unwrap().notices(None), []);
    }

    #[test]
    fn a_square_of_ten_kilometres_is_taken_with_a_notice() {
        let coarse = Notice { field: "grid_reference", matter: Matter::Coarse { precision: 10_000 } };
        assert_eq!(at("SJ38").unwrap().notices(None), [coarse]);
        assert_eq!(at("SJ3988").unwrap().notices(None), []);
    }
}
