//! A report on a made-up consultation, and readers of its tables who try to work out what is withheld.

use std::collections::BTreeMap;

use chrono::{TimeZone, Utc};
use domain::{
    answer::{Answer, Chosen, Outcome},
    bundle::Grain,
    consultation::{Consultation, ConsultationKind},
    ids::ConsultationId,
    invitation::Admission,
    particulars::Particulars,
    question::{AnswerOption, MultipleChoice, Question, QuestionKind, SingleChoice, Text},
    questionnaire::{Page, Questionnaire, Roles},
    reply::{TagFigure, TagPeople},
    routing::Condition,
};
use serde_json::json;
use store::{ReportWords, StoredBundle};
use uuid::Uuid;

use super::{sources::Signed, *};
use crate::{analysis::run::Published, released::Released};

/// Results of 120 residents, of whom 100 answered, and nobody else.
fn results() -> Published {
    let item = |code: &str, label: &str, tier: u32, weight: f64| {
        json!({
            "priority": code, "label": label, "supporters": 40, "supported_unweighted": 0.4, "supported": 0.412, "support": "Medium",
            "unweighted": weight, "weight": weight, "range": [weight - 0.031, weight + 0.031], "rank": tier, "ranks": [tier, tier],
            "rank_probabilities": [1.0], "top_probability": 1.0, "tier": tier,
        })
    };
    let published = json!({
        "question": "first", "text": "Which comes first?", "estimator": "SplitVote",
        "draws": { "made": 1000, "failed": 0, "are_steps": false },
        "respondents": { "frozen": 120, "missing": 0, "residents": 120, "answered": 100, "left_out": 0, "campaigns": [] },
        "weights": { "refusal": null, "quality": "Green", "effective": 80, "design_effect": 1.25, "at_cap": 0, "merged": [] },
        "items": [item("H01", "Woods <and> trees", 1, 0.567), item("H05", "Ponds", 2, 0.433)],
        "withheld": [], "checks": { "same_top": 0, "made": 0, "shown": [] }, "swaps": [], "margins": [], "segments": [], "others": [],
        "without_counts": null,
    });
    // Words of enums as they are stored.
    let mut published = published;
    published["estimator"] = serde_json::to_value(domain::plan::Estimator::SplitVote).unwrap();
    published["weights"]["quality"] = serde_json::to_value(crate::analysis::run::Quality::Green).unwrap();
    for place in 0..2 {
        published["items"][place]["support"] = serde_json::to_value(domain::plan::Support::Medium).unwrap();
    }
    serde_json::from_value(published).unwrap()
}

fn released() -> Released {
    let at = Utc.with_ymd_and_hms(2026, 5, 1, 9, 0, 0).unwrap();
    Released {
        consultation: "survey".into(),
        title: "Nature near you".into(),
        edition: 1,
        released_at: at,
        summary: "Woods came first.".into(),
        changes: String::new(),
        basis: crate::released::Basis {
            plan: 1,
            reasons: "It names what the strategy names.".into(),
            fixed_at: Some(at),
            seed: 7,
            top: 1,
            freeze: 1,
            frozen_at: at,
            responses_hash: "ab12".into(),
            run: 1,
            code_version: "0.0.0-test".into(),
            pooling: None,
        },
        segments: BTreeMap::new(),
        results: results(),
    }
}

fn sources() -> Sources {
    let tag = |name: &str, counted| TagFigure { tag: name.into(), name: name.into(), of: vec![name.into()], counted };
    Sources {
        consultation: Consultation {
            id: ConsultationId(Uuid::nil()),
            slug: "survey".into(),
            title: "Nature near you".into(),
            summary: "What matters to people.".into(),
            kind: ConsultationKind::EarlySurvey,
            opens_at: Utc.with_ymd_and_hms(2026, 2, 1, 9, 0, 0).unwrap(),
            closes_at: Utc.with_ymd_and_hms(2026, 3, 1, 23, 59, 0).unwrap(),
            admission: Admission::Everyone,
        },
        particulars: Particulars::default(),
        moves: Vec::new(),
        released: Some(released()),
        signed: Some(Signed { by: vec!["strategist".into(), "administrator".into()], looks: 0 }),
        bundle: Some(StoredBundle { grain: Grain::Rows, fingerprint: "cd34".into(), size: 1 }),
        replies: Vec::new(),
        tags: vec![tag("Ponds", Some(TagPeople { comments: 31, people: 29 })), tag("Dogs", None)],
        tables: Ok(Kept { freeze: 1, blocks: vec![Block::words("A table")] }),
        words: ReportWords { conclusions: "Woods first.\n\nPonds next.".into(), ..ReportWords::default() },
        contact: "team@example.org".into(),
        is_synthetic: true,
        number: 1,
    }
}

fn bare() -> Sources {
    Sources {
        released: None,
        signed: None,
        bundle: None,
        tags: Vec::new(),
        tables: Err(Wanting::NoResults),
        words: ReportWords::default(),
        ..sources()
    }
}

fn said(report: &ConsultationReport) -> String {
    serde_json::to_string(report).unwrap()
}

#[test]
fn no_section_is_empty_and_no_figure_is_without_its_base() {
    for sources in [sources(), bare()] {
        let report = sources.report(None);
        for section in &report.sections {
            assert!(section.blocks().iter().any(|block| !matches!(block, Block::Heading(_))), "{}", section.heading);
            for block in section.blocks() {
                let Block::Table(table) = block else { continue };
                assert!(!table.base.trim().is_empty() && !table.rows.is_empty(), "{}", table.caption);
                assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{}", table.caption);
            }
        }
    }
    assert_eq!(Section::new("empty", "Empty", vec![Block::heading("Nothing follows")]), None);
}

#[test]
fn a_report_says_what_was_asked_found_and_done_and_how_to_check_it() {
    let report = sources().report(Some(Utc.with_ymd_and_hms(2026, 6, 1, 9, 0, 0).unwrap()));
    let said = said(&report);
    for words in [
        "29 days",
        "56.7%",
        "53.6 to 59.8%",
        "Medium, 41%",
        "strategist and administrator",
        "ab12",
        "cd34",
        "It is due by 24 May 2026",
        "/consultations/survey/results/1/bundle.zip",
        "mailto:team@example.org",
        "no vote",
        "are synthetic",
        "100 residents answered this question",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("29\""), "how many people wrote is never told");
    assert_eq!(ConsultationReport::read(&said).unwrap(), report);
}

#[test]
fn before_results_are_public_a_report_has_no_figure_and_cannot_be_released() {
    let sources = bare();
    let report = sources.report(None);
    let has_table = |section: &Section| section.blocks().iter().any(|block| matches!(block, Block::Table(_)));
    assert!(!report.sections.iter().any(has_table));
    let closes_at = sources.consultation.closes_at;
    assert_eq!(sources.lacking(closes_at), [Lacking::Results]);
    assert_eq!(self::sources().lacking(sources.consultation.opens_at), [Lacking::Closing]);
    assert_eq!(self::sources().lacking(closes_at), []);
}

fn options(names: &[&str]) -> Vec<AnswerOption> {
    let option =
        |name: &&str| AnswerOption { id: (*name).into(), label: name.to_uppercase(), ..AnswerOption::default() };
    names.iter().map(option).collect()
}

/// A question of one answer, one of several that depends on it, and one for words.
fn questionnaire() -> Questionnaire {
    let one = QuestionKind::SingleChoice(SingleChoice { options: options(&["often", "seldom", "never"]) });
    let several = QuestionKind::MultipleChoice(MultipleChoice { options: options(&["foot", "bus"]), at_most: None });
    let condition = Condition::Chose { question: "visits".into(), any_of: vec!["often".into()] };
    let words = QuestionKind::Text(Text { limit: 100, multiline: true });
    let mut page = Page::new("page", "Page");
    page.questions = vec![
        Question::new("visits", "How often?", one),
        Question { shown_when: Some(condition), ..Question::new("how", "How?", several) },
        Question::new("why", "Why?", words),
    ];
    Questionnaire { pages: vec![page], roles: Roles::default() }
}

/// 120 responses: so many seldom, so many never, and the rest often, of whom all say how.
fn counted(seldom: usize, never: usize) -> Counted {
    let mut counted = Counted::new(questionnaire());
    let chosen = |option: &str| Chosen { option: option.into(), words: None };
    for place in 0..120 {
        let visits = if place < seldom {
            "seldom"
        } else if place < seldom + never {
            "never"
        } else {
            "often"
        };
        let how = match visits {
            "often" => Outcome::Answered(Answer::Choices(vec![chosen(if place % 2 == 0 { "foot" } else { "bus" })])),
            _ => Outcome::Skipped,
        };
        let why = if place % 3 == 0 { Outcome::Answered(Answer::Text("Because".into())) } else { Outcome::Blank };
        counted.add(&BTreeMap::from([
            ("visits".to_owned(), Outcome::Answered(Answer::Choice(chosen(visits)))),
            ("how".to_owned(), how),
            ("why".to_owned(), why),
        ]));
    }
    counted
}

fn rows(blocks: &[Block], caption: &str) -> Vec<Vec<String>> {
    let found = blocks.iter().find_map(|block| match block {
        Block::Table(table) if table.caption == caption => Some(table.rows.clone()),
        _ => None,
    });
    found.unwrap_or_default()
}

#[test]
fn counts_are_of_those_who_answered_and_nothing_is_withheld_of_large_groups() {
    let blocks = counted(30, 20).beside(&results()).unwrap();
    assert_eq!(rows(&blocks, "How often?")[0], ["OFTEN", "70", "58.3%"]);
    assert_eq!(rows(&blocks, "How?")[0], ["FOOT", "35", "50.0%"]);
    let others = rows(&blocks, "Questions answered in words, places, files, numbers or in order");
    assert_eq!(others, [["Why?", "40"]]);
}

#[test]
fn a_small_group_takes_the_next_smallest_with_it_and_what_was_asked_only_of_some_is_left_out() {
    let blocks = counted(30, 4).beside(&results()).unwrap();
    let shown: Vec<String> = rows(&blocks, "How often?").into_iter().map(|row| row[1].clone()).collect();
    assert_eq!(shown, ["86", "Withheld", "Withheld"]);
    assert_eq!(rows(&blocks, "How?"), Vec::<Vec<String>>::new());
    assert!(blocks.contains(&Block::List(vec!["How?".into()])));
}

#[test]
fn tables_are_left_out_where_they_would_tell_what_results_withhold_or_who_was_deleted() {
    let mut withheld = results();
    withheld.respondents.frozen = None;
    assert_eq!(counted(30, 20).beside(&withheld), Err(Wanting::Withheld));
    let mut before = results();
    before.respondents.frozen = Some(121);
    assert_eq!(counted(30, 20).beside(&before), Err(Wanting::Deleted));
}

#[test]
fn the_questions_of_weighting_and_of_who_somebody_is_have_no_second_table() {
    let mut counted = counted(30, 20);
    let mut results = results();
    results.question = "visits".into();
    assert_eq!(rows(&counted.beside(&results).unwrap(), "How often?"), Vec::<Vec<String>>::new());
    results.question = "first".into();
    counted.questionnaire.roles.segment = Some("visits".into());
    assert_eq!(rows(&counted.beside(&results).unwrap(), "How often?"), Vec::<Vec<String>>::new());
}
