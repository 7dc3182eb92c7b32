//! The front of the site, as staff compose it: the words about the strategy, what the home page shows and in which order, and the ways
//! around the site.

use serde::{Deserialize, Serialize};

use crate::{
    strategy::Strategy,
    vocabulary::{Word as _, vocabulary},
};

/// How many ways the navigation may have.
pub const MOST_WAYS: usize = 6;
/// How long the words of a way may be.
pub const WAY_LIMIT: usize = 24;
/// How many figures, or steps, the home page may show.
pub const MOST_SHOWN: usize = 12;

vocabulary! {
    /// A part of the home page.
    HomePart {
        /// What anybody can take part in now.
        Consultations = "consultations",
        /// How owners and managers of land can take part.
        Landowners = "landowners",
        /// What the strategy will do.
        Aims = "aims",
        /// Why it is needed.
        Facts = "facts",
        /// How far the work is.
        Steps = "steps",
        /// What its map shows.
        Map = "map",
        /// Who leads the work.
        Leadership = "leadership",
        /// The pages that staff write.
        Pages = "pages",
        /// The newest news.
        News = "news",
        /// The latest minutes.
        Minutes = "minutes",
    }
}

/// What staff compose of the site as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Front {
    /// The words about the strategy, if there are any.
    pub strategy: Option<Strategy>,
    /// What the home page shows below its title, in this order.
    pub home: Vec<HomePart>,
    /// The ways around the site, in their order.
    pub ways: Vec<Way>,
}

/// A link of the navigation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// What it says.
    pub words: String,
    /// Where it leads on this site.
    pub address: String,
}

impl Default for Front {
    fn default() -> Self {
        let way = |words: &str, address: &str| Way { words: words.to_owned(), address: address.to_owned() };
        Self {
            strategy: None,
            home: HomePart::ALL.to_vec(),
            ways: vec![
                way("Consultations", "/consultations"),
                way("Minutes", "/minutes"),
                way("Landowners", "/expressions-of-interest"),
            ],
        }
    }
}

impl Front {
    /// Shows a part of the home page below the others, or hides it if it is shown.
    pub fn toggle(&mut self, part: HomePart) {
        let count = self.home.len();
        self.home.retain(|shown| *shown != part);
        if self.home.len() == count {
            self.home.push(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_that_nobody_has_composed_shows_every_part_and_three_ways() {
        let front = Front::default();
        assert_eq!((front.home.len(), front.ways.len()), (HomePart::ALL.len(), 3));
        assert_eq!(
            serde_json::from_str::<Front>("{}").unwrap(),
            front,
            "what was stored before a part was known has its default"
        );
    }

    #[test]
    fn a_part_that_is_hidden_and_shown_again_stands_last() {
        let mut front = Front::default();
        front.toggle(HomePart::Consultations);
        assert!(!front.home.contains(&HomePart::Consultations));
        front.toggle(HomePart::Consultations);
        assert_eq!(front.home.last(), Some(&HomePart::Consultations));
        assert_eq!(front.home.len(), HomePart::ALL.len());
    }
}
