//! What was typed, put with the questions as they stand now: staff go on writing while somebody tries out what they wrote.

use domain::{
    draft::{ATTACHED, Draft},
    fields::Fields,
    question::Question,
    questionnaire::{Page, PageId, Questionnaire},
};

use crate::pages::drafts::{CHECK, tabs};

/// Gives a draft in which the words for each question stand on the page that asks it now. Words that came in last, from a page
/// that asked for them before, go before those that are stored; words for questions that are gone are left out.
pub(super) fn carried(draft: &Draft, strays: &Fields, questionnaire: &Questionnaire) -> Draft {
    let own = |page: &Page| Some((page.id.clone(), on_page(draft, strays, page)?));
    let pages = questionnaire.pages.iter().filter_map(own);
    let aside = questionnaire.pages.iter().map(|page| tabs::aside(&page.id));
    let beside = aside
        .chain([CHECK, ATTACHED].map(str::to_owned))
        .filter_map(|name| Some((name.clone(), draft.get(&name)?.clone())));
    pages.chain(beside).collect()
}

fn on_page(draft: &Draft, strays: &Fields, page: &Page) -> Option<Fields> {
    let own = draft.get(&page.id);
    let is_elsewhere = |name: &&PageId| **name != page.id && !tabs::is_aside(name) && *name != ATTACHED;
    let elsewhere = draft.iter().filter(|(name, _)| is_elsewhere(name)).map(|(_, fields)| fields);
    let sources: Vec<&Fields> = [strays].into_iter().chain(own).chain(elsewhere).collect();
    let words = page.questions.iter().flat_map(|question| {
        let found = sources.iter().map(|fields| of(question, fields)).find(|found| !found.is_empty());
        found.unwrap_or_default()
    });
    let words: Vec<_> = words.collect();
    (own.is_some() || !words.is_empty()).then(|| Fields::new(words))
}

/// Gives what stays on pages that are gone, once the words for questions that are asked elsewhere have left them: a box that is
/// unticked there must not come back from here.
pub(super) fn left_behind(draft: &Draft, questionnaire: &Questionnaire) -> Vec<(PageId, Fields)> {
    let is_beside = |name: &PageId| tabs::is_aside(name) || [CHECK, ATTACHED].contains(&name.as_str());
    let is_gone = |name: &PageId| questionnaire.page(name).is_none() && !is_beside(name);
    let gone = draft.iter().filter(|(name, _)| is_gone(name));
    let left = gone.map(|(name, fields)| {
        let mut left = fields.clone();
        left.retain(|field| !questionnaire.questions().any(|question| question.owns(field)));
        (name.clone(), left)
    });
    left.filter(|(name, left)| draft.get(name) != Some(left)).collect()
}

fn of<'a>(question: &Question, fields: &'a Fields) -> Vec<(&'a str, &'a str)> {
    fields.pairs().filter(|(name, _)| question.owns(name)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Makes a questionnaire of pages, each with the names of its questions.
    fn asked(pages: &[(&str, &[&str])]) -> Questionnaire {
        let question = |id: &&str| json!({ "id": id, "text": id, "kind": { "text": { "limit": 20 } } });
        let page = |(id, questions): &(&str, &[&str])| json!({ "id": id, "title": id, "questions": questions.iter().map(question).collect::<Vec<_>>() });
        serde_json::from_value(json!({ "pages": pages.iter().map(page).collect::<Vec<_>>() })).unwrap()
    }

    fn typed(pages: &[(&str, &[(&str, &str)])]) -> Draft {
        pages.iter().map(|(page, words)| ((*page).to_owned(), Fields::new(words.iter().copied()))).collect()
    }

    fn carry(draft: &Draft, questionnaire: &Questionnaire) -> Draft {
        carried(draft, &Fields::default(), questionnaire)
    }

    #[test]
    fn while_nothing_is_moved_everything_stays_as_it_was_typed() {
        let asked = asked(&[("you", &["who", "why"]), ("land", &["crop"])]);
        let draft = typed(&[
            ("you", &[("who", " me "), ("why", "")]),
            ("you~aside", &[("who", "us")]),
            (CHECK, &[("remark", "x")]),
        ]);
        assert_eq!(carry(&draft, &asked), draft);
    }

    #[test]
    fn words_go_with_a_question_that_is_moved_and_away_with_one_that_is_removed() {
        let draft =
            typed(&[("you", &[("who", "me"), ("why", "ponds"), ("gone", "x")]), ("old", &[("crop", "barley")])]);
        let asked = asked(&[("you", &["who"]), ("land", &["why", "crop"]), ("last", &["more"])]);
        let expected = typed(&[("you", &[("who", "me")]), ("land", &[("why", "ponds"), ("crop", "barley")])]);
        assert_eq!(carry(&draft, &asked), expected);
    }

    #[test]
    fn words_that_came_in_last_go_before_those_that_are_stored() {
        let asked = asked(&[("you", &["who"]), ("land", &["why"])]);
        let draft = typed(&[("you", &[("who", "me"), ("why", "ponds")])]);
        let strays = Fields::new([("why", "hedges"), ("form-version", "1")]);
        let expected = typed(&[("you", &[("who", "me")]), ("land", &[("why", "hedges")])]);
        assert_eq!(carried(&draft, &strays, &asked), expected);
    }
}
