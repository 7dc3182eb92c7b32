//! A report on a made-up consultation.

use std::collections::BTreeMap;

use chrono::{TimeZone, Utc};
use domain::{
    bundle::Grain,
    consultation::{Consultation, ConsultationKind},
    crosstab::By,
    ids::ConsultationId,
    invitation::Admission,
    particulars::Particulars,
    reply::{TagFigure, TagPeople},
};
use serde_json::json;
use store::{ReportWords, StoredBundle};
use uuid::Uuid;

use super::{sources::Signed, tables::tables, *};
use crate::{
    analysis::{
        crosstabs::{OpenCell, OpenGroup, OpenTable},
        run::Published,
    },
    open_data::OpenDocument,
    released::Released,
};

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
        appraisal: None,
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
        tables: tables(&open_data(), 1),
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
        tables: Err(Wanting::OpenData),
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

fn open_data() -> OpenDocument {
    let cell = |people, percent| Some(OpenCell { people, percent: Some(percent) });
    let group = |label: &str, chosen: Vec<Option<OpenCell>>| OpenGroup {
        code: label.to_lowercase(),
        label: label.into(),
        people: Some(120),
        answered: Some(115),
        chosen,
    };
    let table = |question: &str, by: By, groups: Vec<OpenGroup>| OpenTable {
        question: question.into(),
        text: format!("{question}?"),
        is_several: false,
        by: by.word(),
        options: vec![("often".into(), "Often".into()), ("never".into(), "Never".into())],
        groups,
    };
    let residents = || group("Residents", vec![cell(60, 52), None]);
    OpenDocument {
        consultation: "survey".into(),
        title: "Nature near you".into(),
        is_demonstration: true,
        issue: 1,
        edition: 1,
        made_at: Utc.with_ymd_and_hms(2026, 4, 1, 9, 0, 0).unwrap(),
        code_version: "0.0.0-test".into(),
        licence: "Open Government Licence v3.0".into(),
        note: String::new(),
        tables: vec![
            table("visits", By::Segment, vec![residents(), group("Everybody", vec![cell(90, 78), None])]),
            table("visits", By::Everybody, vec![group("Everybody", vec![cell(90, 78), None])]),
            table("woods", By::Margin("sex".into()), vec![residents()]),
        ],
    }
}

#[test]
fn a_report_has_the_tables_of_open_data_for_everybody_and_each_question_once() {
    let blocks = tables(&open_data(), 1).unwrap();
    let [Block::Table(table)] = blocks.as_slice() else { panic!("one table: {blocks:?}") };
    assert_eq!(
        (table.caption.as_str(), &table.rows),
        (
            "visits?",
            &vec![
                vec!["Often".to_owned(), "90".to_owned(), "78%".to_owned()],
                vec!["Never".to_owned(), "Withheld".to_owned(), "Withheld".to_owned()],
            ]
        )
    );
    assert!(table.base.contains("Of 115 people who answered"), "{}", table.base);
}

#[test]
fn open_data_of_another_edition_or_of_groups_alone_give_a_report_no_tables() {
    assert_eq!(tables(&open_data(), 2), Err(Wanting::OtherEdition));
    let alone = OpenDocument { tables: open_data().tables.split_off(2), ..open_data() };
    assert_eq!(tables(&alone, 1), Err(Wanting::OfEverybody));
}
