//! Articles: the pages of the site that staff write, such as what the strategy is, who decides, questions and answers, stories, news and
//! privacy notices.
//!
//! An article is written in a draft and published in versions, each shown from a moment on. Which one everybody reads follows from the
//! clock alone, so that nothing has to run when a version that was scheduled is due.

use serde::{Deserialize, Serialize};

use crate::{ids::DocumentId, moving::move_up, time::Moment, vocabulary::vocabulary};

/// How long the title of an article or the heading of a section may be.
pub const TITLE_LIMIT: usize = 160;
/// How long the paragraph may be that says what an article is about.
pub const SUMMARY_LIMIT: usize = 400;
/// How long the words of a section may be.
pub const WORDS_LIMIT: usize = 30_000;
/// How long it may be what a picture shows, and who made it.
pub const CAPTION_LIMIT: usize = 300;
/// How long a note may be that says what changed, or why an article is taken down.
pub const NOTE_LIMIT: usize = 600;
/// How many sections an article may have.
pub const MOST_SECTIONS: usize = 60;

vocabulary! {
    /// What an article is.
    ArticleKind {
        /// A page about the strategy and those who prepare it.
        Page = "page",
        /// Questions with their answers.
        Questions = "questions",
        /// A story that is told section by section, with pictures.
        Story = "story",
        /// Something that happened, with its day.
        News = "news",
        /// A notice of which every version stays readable, such as one about privacy.
        Notice = "notice",
    }

    /// Where an article stands.
    ArticleStatus {
        /// No version of it was ever published.
        Draft = "draft",
        /// A version is published and not shown yet.
        Scheduled = "scheduled",
        /// Everybody reads it.
        Shown = "shown",
        /// It was taken down.
        TakenDown = "taken-down",
    }
}

/// What an article says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ArticleText {
    /// Its title.
    pub title: String,
    /// One paragraph that says what it is about.
    pub summary: String,
    /// Its sections, in their order.
    pub sections: Vec<Section>,
    /// The highest number that a section was given.
    pub last_number: u32,
}

/// One section of an article: of questions and answers, a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Section {
    /// Its number, which it keeps wherever it stands.
    pub number: u32,
    /// Its heading; of questions and answers, the question. Empty, where it goes on without one.
    pub heading: String,
    /// What it says, as Markdown.
    pub words: String,
    /// The picture beside it.
    pub picture: Option<Picture>,
}

/// A picture: a published document that is one, with what those read who do not see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The document.
    pub document: DocumentId,
    /// What it shows, for whoever does not see it; empty, where it only adorns.
    pub alternative: String,
    /// What stands below it, such as who made it.
    pub caption: String,
}

/// When a version of an article is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Showing {
    /// The number of the version, from 1.
    pub number: i64,
    /// From when on it is shown, unless a later version is shown by then.
    pub from: Moment,
    /// Whether it is not shown at all: it was called off before that, or taken down after.
    pub is_off: bool,
}

impl ArticleText {
    /// Gives the number of the next section, and counts it.
    pub fn next_number(&mut self) -> u32 {
        self.last_number += 1;
        self.last_number
    }

    /// Moves a section one place up, if it is there and not the first.
    pub fn move_up(&mut self, number: u32) {
        if let Some(place) = self.sections.iter().position(|section| section.number == number) {
            move_up(&mut self.sections, place);
        }
    }
}

/// Finds the version that everybody reads at a moment: of those that are due the one with the highest number.
pub fn shown(showings: &[Showing], now: Moment) -> Option<Showing> {
    let due = showings.iter().filter(|showing| showing.from <= now && !showing.is_off);
    due.max_by_key(|showing| showing.number).copied()
}

/// Says whether a version is or was read by everybody: it was due before any that is newer than it was.
pub fn was_shown(showing: Showing, all: &[Showing], now: Moment) -> bool {
    let replaces = |other: &Showing| other.number > showing.number && !other.is_off && other.from <= showing.from;
    showing.from <= now && !showing.is_off && !all.iter().any(replaces)
}

/// Finds the version that will be shown next, if one is scheduled that will be.
pub fn scheduled(showings: &[Showing], now: Moment) -> Option<Showing> {
    let current = shown(showings, now).map_or(0, |showing| showing.number);
    let coming = showings.iter().filter(|showing| showing.from > now && !showing.is_off);
    coming.filter(|showing| showing.number > current).min_by_key(|showing| showing.from).copied()
}

/// Says where an article stands by its versions, and whether any of them was taken down.
pub fn status(showings: &[Showing], has_been_taken_down: bool, now: Moment) -> ArticleStatus {
    if shown(showings, now).is_some() {
        ArticleStatus::Shown
    } else if scheduled(showings, now).is_some() {
        ArticleStatus::Scheduled
    } else if has_been_taken_down {
        ArticleStatus::TakenDown
    } else {
        ArticleStatus::Draft
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;

    fn at(hour: i64) -> Moment {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
    }

    fn showing(number: i64, from: i64) -> Showing {
        Showing { number, from: at(from), is_off: false }
    }

    #[test]
    fn a_version_that_is_scheduled_is_shown_from_its_moment_on() {
        let versions = [showing(1, 0), showing(2, 10)];
        assert_eq!(shown(&versions, at(9)), Some(versions[0]));
        assert_eq!(scheduled(&versions, at(9)), Some(versions[1]));
        assert_eq!((shown(&versions, at(10)), scheduled(&versions, at(10))), (Some(versions[1]), None));
    }

    #[test]
    fn a_version_that_was_published_later_is_not_replaced_by_one_that_was_scheduled_before() {
        let versions = [showing(1, 0), showing(2, 10), showing(3, 5)];
        assert_eq!(shown(&versions, at(11)), Some(versions[2]));
        assert_eq!(scheduled(&versions, at(6)), None);
    }

    #[test]
    fn a_version_that_another_replaced_before_its_moment_was_never_shown() {
        let versions = [showing(1, 0), showing(2, 10), showing(3, 5), showing(4, 12)];
        let were = |hour| versions.map(|version| was_shown(version, &versions, at(hour)));
        assert_eq!((were(11), were(12)), ([true, false, true, false], [true, false, true, true]));
    }

    #[test]
    fn a_version_that_was_called_off_or_taken_down_is_never_shown() {
        let versions = [showing(1, 0), Showing { is_off: true, ..showing(2, 10) }];
        assert_eq!((shown(&versions, at(20)), scheduled(&versions, at(5))), (Some(versions[0]), None));
    }

    #[test]
    fn an_article_stands_where_its_versions_and_the_clock_say() {
        use ArticleStatus::{Draft, Scheduled, Shown, TakenDown};
        let versions = [showing(1, 10)];
        assert_eq!(status(&[], false, at(0)), Draft);
        assert_eq!([at(9), at(10)].map(|now| status(&versions, false, now)), [Scheduled, Shown]);
        let gone = [Showing { is_off: true, ..versions[0] }];
        assert_eq!(status(&gone, true, at(20)), TakenDown);
        assert_eq!(status(&[gone[0], showing(2, 30)], true, at(20)), Scheduled);
    }

    #[test]
    fn a_section_keeps_its_number_wherever_it_is_moved() {
        let mut text = ArticleText::default();
        for heading in ["One", "Two", "Three"] {
            let number = text.next_number();
            text.sections.push(Section { number, heading: heading.into(), ..Section::default() });
        }
        text.move_up(3);
        text.move_up(1);
        text.move_up(9);
        let order: Vec<u32> = text.sections.iter().map(|section| section.number).collect();
        assert_eq!(order, [1, 3, 2]);
    }
}
