use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::{
    answer::{Answer, Chosen, Location, Outcome, Place},
    ids::ConsultationId,
};
use engines::on_both_engines;
use store::{PageRequest, ResponseFilter, Store};

use crate::fixtures::{Submitting, add_consultation, add_draft, in_write, moment};

const ALL: PageRequest = PageRequest { number: 1, size: 50 };

fn filter(segment: Option<&str>, area: Option<&str>, words: Option<&str>) -> ResponseFilter {
    let text = |part: Option<&str>| part.map(str::to_owned);
    ResponseFilter { segment: text(segment), area: text(area), words: text(words), ..ResponseFilter::default() }
}

/// Lists the references that a filter lets through, as `1 2 3`.
async fn listed(store: &Store, consultation: ConsultationId, filter: ResponseFilter) -> String {
    let page = store.list_responses(consultation, &filter, ALL).await.unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    assert_eq!(store.count_matches(consultation, &filter).await.unwrap(), page.total);
    let stored = store.list_matches_after(consultation, &filter, None, i64::from(ALL.size)).await.unwrap();
    let of_list: BTreeSet<_> = page.rows.iter().map(|row| row.reference.clone()).collect();
    assert!(stored.iter().map(|stored| &stored.response.reference).eq(&of_list), "what is read in pieces is the same");
    let references = page.rows.iter().filter_map(|row| row.reference.as_deref());
    references.map(|reference| reference.trim_start_matches("REF-")).collect::<Vec<_>>().join(" ")
}

on_both_engines! {
    async fn a_list_has_the_submitted_responses_of_one_consultation(store: Store) {
        let (version, other) = (add_consultation(&store, 1).await, add_consultation(&store, 2).await);
        add_draft(&store, &version, 1).await;
        Submitting::new(2).add(&store, &version).await;
        Submitting::new(3).add(&store, &other).await;

        assert_eq!(listed(&store, version.consultation, ResponseFilter::default()).await, "2");
    }

    async fn the_newest_day_is_listed_first_and_the_order_within_a_day_is_that_of_the_references(store: Store) {
        let version = add_consultation(&store, 1).await;
        for (number, days, micros) in [(3, 0, 0), (1, 0, 1), (5, 1, 500_001), (2, 0, 2), (4, 1, 500_002), (6, -1, 0)] {
            let after = TimeDelta::days(days) + TimeDelta::microseconds(micros);
            Submitting::new(number).at(moment(9) + after).add(&store, &version).await;
        }

        assert_eq!(listed(&store, version.consultation, ResponseFilter::default()).await, "4 5 1 2 3 6");
    }

    async fn a_list_is_filtered_by_segment_area_and_words(store: Store) {
        let version = add_consultation(&store, 1).await;
        let id = version.consultation;
        let sent = |number, segment, area, words| Submitting::new(number).segment(segment).area(area).saying(words);
        sent(1, "resident", "E08000012", "Ponds").add(&store, &version).await;
        sent(2, "resident", "E08000013", "more ponds").add(&store, &version).await;
        sent(3, "land-manager", "E08000012", "hedges").add(&store, &version).await;
        Submitting::new(4).add(&store, &version).await;

        assert_eq!(listed(&store, id, filter(Some("resident"), None, None)).await, "1 2");
        assert_eq!(listed(&store, id, filter(None, Some("E08000012"), None)).await, "1 3");
        assert_eq!(listed(&store, id, filter(None, None, Some("pond"))).await, "1 2");
        assert_eq!(listed(&store, id, filter(Some("resident"), Some("E08000012"), Some("pond"))).await, "1");
        assert_eq!(listed(&store, id, filter(Some("land-manager"), None, Some("pond"))).await, "");
    }

    async fn organisations_are_listed_as_they_are_named_until_their_responses_are_withdrawn(store: Store) {
        let version = add_consultation(&store, 1).await;
        let id = version.consultation;
        let sent = |number, name: &str| Submitting::new(number).segment("community").organisation(name);
        for (number, name) in [(1, "Pond Club"), (2, "Pond Club"), (3, "Hedge Club")] {
            sent(number, name).add(&store, &version).await;
        }
        Submitting::new(4).segment("resident").add(&store, &version).await;

        let organisation = Some("Pond Club".to_owned());
        assert_eq!(listed(&store, id, ResponseFilter { organisation, ..ResponseFilter::default() }).await, "1 2");
        in_write!(store, write => write.set_withdrawn(id, "REF-2", moment(99)).await).unwrap();
        let named = store.list_organisations(id).await.unwrap();
        let named: Vec<_> = named.iter().map(|named| (named.name.as_str(), named.segment.as_deref(), named.responses)).collect();
        assert_eq!(named, [("Hedge Club", Some("community"), 1), ("Pond Club", Some("community"), 1)]);
    }

    async fn words_are_found_in_any_case_and_no_character_stands_for_others(store: Store) {
        let version = add_consultation(&store, 1).await;
        let id = version.consultation;
        for (number, words) in [(1, "100% HEDGE"), (2, "100 hedge_rows"), (3, "hedge rows!"), (4, "C:\\tmp \"É\"\nend")] {
            Submitting::new(number).saying(words).add(&store, &version).await;
        }

        assert_eq!(listed(&store, id, filter(None, None, Some("Hedge"))).await, "1 2 3");
        assert_eq!(listed(&store, id, filter(None, None, Some("0%"))).await, "1");
        assert_eq!(listed(&store, id, filter(None, None, Some("e_r"))).await, "2");
        assert_eq!(listed(&store, id, filter(None, None, Some("s!"))).await, "3");
        assert_eq!(listed(&store, id, filter(None, None, Some("c:\\T"))).await, "4");
        assert_eq!(listed(&store, id, filter(None, None, Some("\"é\""))).await, "4");
        assert_eq!(listed(&store, id, filter(None, None, Some("\"\nEND"))).await, "4");
    }

    async fn words_are_looked_for_in_what_people_wrote_and_nowhere_else(store: Store) {
        let version = add_consultation(&store, 1).await;
        let id = version.consultation;
        let chosen = |words: Option<&str>| Chosen { option: "option-id".into(), words: words.map(Into::into) };
        let location = Location::Named("Bidston Moss".into());
        let place = Place { location, kind: Some("loved".into()), comment: Some("quiet".into()), private: false };
        let written = [
            Answer::Choice(chosen(Some("a beekeeper"))),
            Answer::Choices(vec![chosen(None), chosen(Some("an angler"))]),
            Answer::Texts(vec!["hare".into(), "swift".into()]),
            Answer::Places(vec![place]),
        ];
        for (number, answer) in (1..).zip(written) {
            Submitting::new(number).outcome("q", Outcome::Answered(answer)).add(&store, &version).await;
        }

        for (words, found) in [("beekeeper", "1"), ("ANGLER", "2"), ("swift", "3"), ("moss", "4"), ("quiet", "4")] {
            assert_eq!(listed(&store, id, filter(None, None, Some(words))).await, found, "{words}");
        }
        for none in ["option", "choice", "comment", "loved", "private", "{", ":"] {
            assert_eq!(listed(&store, id, filter(None, None, Some(none))).await, "", "{none}");
        }
    }

    async fn a_page_has_its_rows_and_the_number_of_all(store: Store) {
        let version = add_consultation(&store, 1).await;
        for number in 1..=5 {
            let segment = if number == 5 { "land-manager" } else { "resident" };
            Submitting::new(number).segment(segment).at(moment(0)).add(&store, &version).await;
        }
        let residents = filter(Some("resident"), None, None);

        let mut seen = Vec::new();
        for number in 1..=3 {
            let request = PageRequest { number, size: 3 };
            let page = store.list_responses(version.consultation, &residents, request).await.unwrap();
            assert_eq!((page.total, page.count(), page.request), (4, 2, request));
            seen.push(page.rows.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>());
        }

        assert_eq!(seen, [vec![1, 2, 3], vec![4], vec![]]);
    }

    async fn reading_in_pieces_gives_each_submitted_response_once_in_the_order_of_references(store: Store) {
        let (version, other) = (add_consultation(&store, 1).await, add_consultation(&store, 2).await);
        for number in [9, 4, 250, 7, u128::MAX, 256] {
            Submitting::new(number).saying(&format!("answer of {number}")).add(&store, &version).await;
        }
        Submitting::new(5).add(&store, &other).await;
        add_draft(&store, &version, 6).await;

        let mut seen = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let piece = store.list_submitted_after(version.consultation, after.as_deref(), 4).await.unwrap();
            let Some(last) = piece.last() else { break };
            after.clone_from(&last.response.reference);
            for stored in piece {
                let number = stored.response.id.0.as_u128();
                let said = Outcome::Answered(Answer::Text(format!("answer of {number}")));
                assert_eq!(stored.outcomes.into_iter().collect::<Vec<_>>(), [("why".into(), said)]);
                seen.push(number);
            }
        }

        assert_eq!(seen, [250, 256, u128::MAX, 4, 7, 9]);
    }
}
