//! In how many comments a tag was counted, as far as that may be public: never for fewer than 10 people, and never so that two
//! counts that are public tell of fewer than 10.

use std::collections::BTreeMap;

use domain::{
    code_frame::CodeFrame,
    coding::TagCount,
    reply::{TagFigure, TagPeople},
    time::Moment,
};
use store::StoredReply;
use weighting::disclosure::{Rule, differencing};

/// Lists the figures that were public in replies and in consultation reports, the first first.
pub fn earlier(replies: &[StoredReply], reported: &[(Moment, Vec<TagFigure>)]) -> Vec<TagFigure> {
    let versions = replies.iter().flat_map(|reply| &reply.versions);
    let mut all: Vec<_> = versions.map(|version| (version.published_at, &version.public.tags)).collect();
    all.extend(reported.iter().map(|(at, tags)| (*at, tags)));
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().flat_map(|(_, tags)| tags.clone()).collect()
}

/// Gives the figures of some tags as they may be made public, after all that was public of the consultation's tags before.
///
/// Counts of tags that were put together or taken apart since give away how many have both, so that none is given for them. A count
/// that differs by a few from one that was public stays as it was.
pub fn publishable(
    tags: &[String],
    frame: &CodeFrame,
    counts: &BTreeMap<&str, TagCount>,
    earlier: &[TagFigure],
) -> Vec<TagFigure> {
    let mut figures: Vec<TagFigure> = Vec::new();
    for tag in tags.iter().filter_map(|tag| frame.tag(frame.counts_for(tag))) {
        if figures.iter().any(|figure| figure.tag == tag.id) {
            continue;
        }
        let parts = frame.tags.iter().filter(|part| frame.counts_for(&part.id) == tag.id);
        let of: Vec<String> = parts.map(|part| part.id.clone()).collect();
        let now = counts
            .get(tag.id.as_str())
            .map(|count| TagPeople { comments: count.comments, people: count.respondents.values().sum() });
        let (tag, name) = (tag.id.clone(), tag.words.name.clone());
        let counted = counted(&tag, &of, now.unwrap_or(TagPeople { comments: 0, people: 0 }), earlier);
        figures.push(TagFigure { tag, name, of, counted });
    }
    figures
}

fn counted(tag: &str, of: &[String], now: TagPeople, earlier: &[TagFigure]) -> Option<TagPeople> {
    let rule = Rule::default();
    let public = || earlier.iter().filter_map(|figure| Some((figure, figure.counted?)));
    let is_apart = |figure: &TagFigure| !figure.of.iter().any(|part| of.contains(part));
    let is_far = |before: TagPeople| {
        differencing(&[before.comments, before.people], &[now.comments, now.people], &rule)
            .is_ok_and(|few| few.is_empty())
    };
    let is_safe = rule.allows(now.people)
        && public().all(|(figure, before)| is_apart(figure) || (figure.of == of && is_far(before)));
    let last = || public().rfind(|(figure, _)| figure.tag == tag).map(|(_, before)| before);
    if is_safe { Some(now) } else { last() }
}

#[cfg(test)]
mod tests {
    use domain::code_frame::{Fate, Tag, TagWords};

    use super::*;

    fn frame(tags: &[(&str, Fate)]) -> CodeFrame {
        let tag = |(id, fate): &(&str, Fate)| Tag {
            id: (*id).to_owned(),
            words: TagWords { name: format!("Tag {id}"), ..TagWords::default() },
            fate: fate.clone(),
        };
        CodeFrame { tags: tags.iter().map(tag).collect() }
    }

    fn counts<'a>(of: &[(&'a str, u64, u64)]) -> BTreeMap<&'a str, TagCount> {
        let count = |(tag, comments, people): &(&'a str, u64, u64)| {
            (*tag, TagCount { comments: *comments, respondents: BTreeMap::from([(None, *people)]) })
        };
        of.iter().map(count).collect()
    }

    /// Gives the comments of the tag `a` in turn, each time after all that was public before.
    fn in_turn(turns: &[(CodeFrame, BTreeMap<&str, TagCount>, &str)]) -> Vec<Option<u64>> {
        let mut earlier = Vec::new();
        let mut shown = Vec::new();
        for (frame, counts, tag) in turns {
            let figures = publishable(&[(*tag).to_owned()], frame, counts, &earlier);
            shown.push(figures[0].counted.map(|counted| counted.comments));
            earlier.extend(figures);
        }
        shown
    }

    #[test]
    fn a_tag_of_nine_people_is_withheld_however_many_comments_they_wrote() {
        let one = frame(&[("a", Fate::InUse)]);
        assert_eq!(in_turn(&[(one.clone(), counts(&[("a", 40, 9)]), "a")]), [None]);
        assert_eq!(in_turn(&[(one.clone(), counts(&[("a", 40, 10)]), "a")]), [Some(40)]);
        assert_eq!(in_turn(&[(one, counts(&[]), "a")]), [None]);
    }

    #[test]
    fn a_count_that_changed_by_a_few_stays_as_it_was_and_one_that_changed_by_many_is_new() {
        let one = frame(&[("a", Fate::InUse)]);
        let turn = |people| (one.clone(), counts(&[("a", people, people)]), "a");
        assert_eq!(
            in_turn(&[turn(23), turn(24), turn(33), turn(32), turn(23)]),
            [Some(23), Some(23), Some(33), Some(33), Some(23)]
        );
        // 22 is far from the 33 that was public last, and one away from the 23 before.
        assert_eq!(in_turn(&[turn(23), turn(33), turn(22)]), [Some(23), Some(33), Some(33)]);
    }

    #[test]
    fn tags_that_are_merged_after_their_counts_were_public_do_not_tell_how_many_had_both() {
        let apart = frame(&[("a", Fate::InUse), ("b", Fate::InUse)]);
        let merged = frame(&[("a", Fate::InUse), ("b", Fate::MergedInto("a".into()))]);
        let before = counts(&[("a", 30, 30), ("b", 20, 20)]);
        let after = counts(&[("a", 48, 48)]);
        let turns = [
            (apart.clone(), before.clone(), "a"),
            (apart.clone(), before.clone(), "b"),
            (merged.clone(), after.clone(), "b"),
        ];
        assert_eq!(in_turn(&turns), [Some(30), Some(20), Some(30)], "48 would tell that two had both");
        let turns = [(apart.clone(), before.clone(), "b"), (merged.clone(), after.clone(), "a")];
        assert_eq!(in_turn(&turns), [Some(20), None]);
        let turns = [(merged, after, "a"), (apart.clone(), before.clone(), "a"), (apart, before, "b")];
        assert_eq!(in_turn(&turns), [Some(48), Some(48), None], "merging was undone");
    }

    #[test]
    fn a_merged_tag_is_said_once_and_by_the_name_for_which_it_counts() {
        let merged = frame(&[("a", Fate::InUse), ("b", Fate::MergedInto("a".into()))]);
        let figures = publishable(&["b".into(), "a".into(), "gone".into()], &merged, &counts(&[("a", 12, 12)]), &[]);
        assert_eq!(figures.len(), 1);
        assert_eq!((figures[0].name.as_str(), figures[0].of.len()), ("Tag a", 2));
    }

    #[test]
    fn what_a_report_said_limits_what_a_reply_says_after_it() {
        let one = frame(&[("a", Fate::InUse)]);
        let figures = |people| publishable(&["a".to_owned()], &one, &counts(&[("a", people, people)]), &[]);
        let at = |day| chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(day);
        let said = earlier(&[], &[(at(2), figures(40)), (at(1), figures(23))]);
        let comments = |figures: &[TagFigure]| -> Vec<Option<u64>> {
            figures.iter().map(|figure| figure.counted.map(|counted| counted.comments)).collect()
        };
        assert_eq!(comments(&said), [Some(23), Some(40)], "the first first");
        let now = publishable(&["a".to_owned()], &one, &counts(&[("a", 41, 41)]), &said);
        assert_eq!(comments(&now), [Some(40)], "one more is not told");
    }
}
