//! The response log and the scorecard: what was said, what was done about it, and the figures, as files.

use axum::http::StatusCode;
use engines::on_both_engines;
use support::{Page, TestApp};

use super::{
    SURVEY, code_frame,
    comments::{add_tags, code, find, with_comments},
    exports::{EXPORTS, rows},
    publishing::{publish as publish_results, run_done},
    redacted_exports::unzipped,
    replies, signed_in,
};

/// Reads the rows of the first file of a set.
pub(super) fn rows_of(set: &Page) -> Vec<std::collections::BTreeMap<String, String>> {
    assert_eq!(set.status, StatusCode::OK, "{}", set.body);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&set.bytes)).unwrap();
    let mut first = String::new();
    std::io::Read::read_to_string(&mut zip.by_index(0).unwrap(), &mut first).unwrap();
    csv::Reader::from_reader(first.as_bytes()).deserialize().map(Result::unwrap).collect()
}

on_both_engines! {
    async fn the_response_log_says_for_each_tag_what_was_replied_and_has_own_words_only_when_asked(app: TestApp) {
        let app = app.with_early_survey().await;
        with_comments(&app, &["comment-ponds", "comment-hedges", "comment-none"]).await;
        let mut staff = signed_in(&app, "strategist").await;
        add_tags(&mut staff, &["Ponds", "Pools", "Hedges"]).await;
        for (words, tags) in [("comment-ponds", &["t2-2"][..]), ("comment-hedges", &["t1-1", "t3-3"])] {
            let comment = find(&mut staff, words).await;
            code(&mut staff, &comment, tags).await;
        }
        let seen = code_frame::state(&mut staff).await;
        let tags = format!("{SURVEY}/comments/tags");
        staff.post(&format!("{tags}/t2-2/merge"), &[("state", &seen), ("into", "t1-1")]).await;
        let section = [("section-title", "Step 4"), ("section-address", "https://example.org/4")];
        replies::publish(&mut staff, 1, &[&[("tags", "t1-1")][..], &section].concat()).await;
        replies::write(&mut staff, &[("tags", "t3-3")]).await;

        let log = staff.get(&format!("{EXPORTS}/file?format=csv&what=log")).await;

        let rows = rows_of(&log);
        let with = |tags: &str| rows.iter().find(|row| row["tags"] == tags).unwrap();
        let ponds = with("t1-1");
        assert_eq!((ponds["segment"].as_str(), ponds["replies"].as_str()), ("resident", "1"));
        assert_eq!((ponds["our_reply"].as_str(), ponds["sections"].as_str()), ("Ponds: Changed", "https://example.org/4"));
        assert_eq!(ponds["change_made"], "Ponds: The strategy now has a step for ponds in parks.");
        assert_eq!(with("t1-1 t3-3")["without_reply"], "t3-3", "what is written and not public is no reply");
        assert_eq!((rows.len(), with("")["our_reply"].as_str()), (3, ""));
        assert!(!unzipped(&log.bytes).contains("comment-ponds"));
        let with_words = staff.get(&format!("{EXPORTS}/file?format=csv&what=log&own-words=yes")).await;
        assert!(rows_of(&with_words).iter().any(|row| row["comments"] == "comment-ponds"));
        let all = unzipped(&log.bytes);
        assert!(all.contains("The tags that no public reply names") && all.contains("sha256_of_csv"), "{all}");
        assert_eq!(signed_in(&app, "auditor").await.get(&format!("{EXPORTS}/file?format=csv&what=log")).await.status, StatusCode::FORBIDDEN);
    }

    async fn the_scorecard_of_a_run_has_a_row_for_each_priority_and_the_public_one_withholds_a_few(app: TestApp) {
        let (app, mut strategist, mut administrator) = run_done(app).await;
        publish_results(&mut strategist, &mut administrator, 1, "").await;
        let card = format!("{SURVEY}/runs/1/scorecard");

        let rows_of_staff = rows_of(&strategist.get(&format!("{card}?format=csv")).await);

        let first = &rows_of_staff[0];
        assert_eq!((first["answered"].as_str(), first["run"].as_str(), first["version"].as_str()), ("420", "1", "0.0.0-test"));
        assert!(first.contains_key("segment.land-manager") && first.contains_key("comments"), "{first:?}");
        let sum: f64 = rows_of_staff.iter().map(|row| row["weight"].parse().unwrap_or(0.0)).sum();
        assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        let workbook = strategist.get(&format!("{card}?format=xlsx")).await;
        let sheets = unzipped(&workbook.bytes);
        assert!(["scorecard", "dictionary", "manifest"].iter().all(|name| sheets.contains(name)), "{sheets}");
        assert_eq!(strategist.get(&format!("{SURVEY}/runs/9/scorecard")).await.status, StatusCode::NOT_FOUND);

        let public = rows(&app.visitor().get("/consultations/early-survey/results/1/scorecard.csv").await);
        assert_eq!(public.len(), rows_of_staff.len());
        assert!(public.iter().all(|row| row["segment.land-manager"].is_empty()), "nine answered: {public:?}");
        assert!(public.iter().all(|row| !row.contains_key("comments") && row["edition"] == "1"), "{public:?}");
    }
}
