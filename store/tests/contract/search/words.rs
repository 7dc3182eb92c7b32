//! How words find: endings, phrases, what must not be there, filters, order, and words that were misspelt.

use engines::on_both_engines;

use super::*;

async fn with_documents(store: &Store) {
    with_board(store).await;
    let hedges =
        Document { group: Some(GROUP), ..document(11, "Hedges and banks", "How hedgerows are surveyed.", 2024) };
    let meadows = document(12, "Meadows", "Where the old meadows are.", 2025);
    let report = document(13, "Annual report", "What was done in the year.", 2026);
    publish(store, &hedges, "Ancient hedges beside a lane. Woodland that is ancient.").await;
    publish(store, &meadows, "A meadow beside ancient woodland. The group’s co-design of 12/04.").await;
    publish(store, &report, "One hedge was laid. Équipe. 50% of it: a/b.").await;
}

on_both_engines! {
    async fn words_are_found_whatever_their_ending_case_and_accents_and_all_of_them_have_to_be_there(store: Store) {
        with_documents(&store).await;

        assert_eq!(titles(&store, "MEADOW").await, ["Meadows"]);
        assert_eq!(titles(&store, "equipe").await, ["Annual report"]);
        assert_eq!(titles(&store, "codesign").await, Vec::<String>::new());
        for typed in ["co-design", "12/04", "groups", "group's meadow", "the old meadows of it"] {
            assert_eq!(titles(&store, typed).await, ["Meadows"], "{typed}");
        }
        assert_eq!(titles(&store, "hedge ancient").await, ["Hedges and banks"]);
        assert_eq!(titles(&store, "hedge meadow").await, Vec::<String>::new());
    }

    async fn words_in_quotes_stand_together_and_none_across_two_parts_and_what_has_a_minus_is_left_out(store: Store) {
        with_documents(&store).await;

        assert_eq!(titles(&store, "\"ancient woodland\"").await, ["Meadows"]);
        assert_eq!(titles(&store, "\"banks how\"").await, Vec::<String>::new());
        assert_eq!(titles(&store, "\"surveyed ancient\"").await, Vec::<String>::new());
        assert_eq!(titles(&store, "ancient -meadow").await, ["Hedges and banks"]);
        assert_eq!(titles(&store, "beside -\"ancient woodland\"").await, ["Hedges and banks"]);
        assert_eq!(titles(&store, "-meadow").await, Vec::<String>::new());
    }

    async fn what_has_some_of_the_words_is_found_where_that_is_asked(store: Store) {
        with_documents(&store).await;

        let query = Query::read("laid \"old meadows\" -lane");
        let found = store.list_found((&query, Breadth::Any), &ALL, FIRST).await.unwrap();

        let mut titles: Vec<_> = found.rows.into_iter().map(|found| found.title).collect();
        titles.sort();
        assert_eq!((found.total, titles), (2, vec!["Annual report".to_owned(), "Meadows".to_owned()]));
    }

    async fn a_word_in_the_title_comes_before_one_in_the_file_and_the_latest_first_where_that_is_asked(store: Store) {
        with_documents(&store).await;

        assert_eq!(titles(&store, "hedge").await, ["Hedges and banks", "Annual report"]);
        let newest = FoundFilter { order: FoundOrder::Newest, ..ALL };
        let latest: Vec<_> = found(&store, "hedge", &newest).await.into_iter().map(|found| found.title).collect();
        assert_eq!(latest, ["Annual report", "Hedges and banks"]);
        let second = PageRequest { number: 2, size: 1 };
        let page = store.list_found((&Query::read("hedge"), Breadth::All), &ALL, second).await.unwrap();
        assert_eq!((page.total, page.rows[0].title.as_str()), (2, "Annual report"));
    }

    async fn kind_group_and_year_narrow_what_is_found(store: Store) {
        with_documents(&store).await;

        let narrow = [
            (FoundFilter { kind: Some(FoundKind::Document), ..ALL }, 2),
            (FoundFilter { kind: Some(FoundKind::Minutes), ..ALL }, 0),
            (FoundFilter { group: Some("board".into()), ..ALL }, 1),
            (FoundFilter { group: Some("other".into()), ..ALL }, 0),
            (FoundFilter { year: Some(2026), ..ALL }, 1),
            (FoundFilter { year: Some(2023), ..ALL }, 0),
            (FoundFilter { year: Some(i32::MAX), ..ALL }, 2),
        ];
        for (filter, count) in narrow {
            assert_eq!(found(&store, "hedge", &filter).await.len(), count, "{filter:?}");
        }
        assert_eq!(store.list_found_years().await.unwrap(), [2026, 2025, 2024]);
    }

    async fn what_is_found_says_where_it_leads_and_what_is_in_its_file(store: Store) {
        with_documents(&store).await;

        let rows = found(&store, "banks", &ALL).await;

        assert_eq!(rows, [Found {
            kind: FoundKind::Document,
            slug: "document-11".into(),
            part: None,
            title: "Hedges and banks".into(),
            text: "How hedgerows are surveyed.".into(),
            file: Some("Ancient hedges beside a lane. Woodland that is ancient.".into()),
            language: None,
            group: Some("Advisory Board".into()),
            day: NaiveDate::from_ymd_opt(2024, 4, 7),
        }]);
    }

    async fn a_misspelt_word_leads_to_one_that_is_there_and_one_that_is_there_to_none(store: Store) {
        with_documents(&store).await;

        for (typed, word) in [("medow", "meadow"), ("woddland", "woodland"), ("hegderows", "hedgerows")] {
            assert_eq!(meant(&store, typed).await.as_deref(), Some(word), "{typed}");
        }
        for typed in ["meadowing", "hedges", "xylophone", "equ", "2026"] {
            assert_eq!(meant(&store, typed).await, None, "{typed}");
        }
    }

    async fn nothing_that_is_typed_is_more_than_words(store: Store) {
        with_documents(&store).await;
        let long = "hedge ".repeat(2_000);
        for typed in [
            "", "\0", "hedge\0", "\"", "\"hedge", "'", "''", "\\", "hedge\\", "*", "hedge*", "^hedge", "NEAR(hedge bank)", "NEAR((((",
            "title:hedge", "title : hedge", "{title text}: hedge", "- title : hedge", "hedge AND", "AND", "OR NOT", "NOT hedge", "(hedge", "hedge)",
            "hedge & bank", "hedge | bank", "!hedge", "hedge <-> bank", "hedge:*", "hedge:A", "'hedge' <2> 'bank'", "<script>hedge</script>",
            "'; DROP TABLE search_entries; --", "%", "_", "$1", "?1", "\u{202e}egdeh", "🦆", "ⅷ½", "漢字", &long,
        ] {
            store.list_found((&Query::read(typed), Breadth::All), &ALL, FIRST).await.unwrap();
            store.list_found((&Query::read(typed), Breadth::Any), &ALL, FIRST).await.unwrap();
        }
        assert_eq!(titles(&store, "hedge* (banks)").await, ["Hedges and banks"]);
    }

    async fn a_long_file_of_any_words_is_found_to_its_end(store: Store) {
        with_board(&store).await;
        let codes: String = (0..60_000).fold(String::new(), |codes, code| codes + "x" + &code.to_string() + " ");
        let same = "the pond and the pond and ".repeat(6_000);
        publish(&store, &document(21, "Codes", "", 2024), &format!("{codes} silver birch trees")).await;
        publish(&store, &document(22, "Same", "", 2024), &format!("{same} silver the birch {same} lonely heron")).await;

        assert_eq!(titles(&store, "\"silver birch\"").await, ["Codes"]);
        assert_eq!(titles(&store, "\"silver the birch\"").await, ["Same"]);
        assert_eq!(titles(&store, "x3 \"birch trees\" \"x59998 x59999\"").await, ["Codes"]);
        assert_eq!(titles(&store, "pond \"lonely heron\"").await, ["Same"]);
        assert_eq!(titles(&store, "silver -heron").await, ["Codes"]);
    }
}
