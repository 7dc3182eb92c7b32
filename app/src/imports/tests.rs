use chrono::NaiveDate;
use domain::{
    answer::Outcome,
    question::{Date, Expected, Question, QuestionKind},
    refusal::Reason,
};
use serde_json::json;

use super::*;

/// Somebody says who they are; farmers say what they grow, and everybody may choose and rank, and say why.
fn questionnaire() -> Questionnaire {
    let habitats = json!([{ "id": "pond", "label": "Ponds" }, { "id": "hedge", "label": "Hedges" }]);
    let other = json!([
        { "id": "farmer", "label": "A farmer" }, { "id": "other", "label": "Somebody else", "asks_words": true },
    ]);
    let farmers = json!({ "chose": { "question": "who", "any_of": ["farmer"] } });
    serde_json::from_value(json!({ "pages": [
        { "id": "you", "title": "You", "questions": [
            { "id": "who", "text": "Who are you?", "required": true, "kind": { "single_choice": { "options": other } } },
        ] },
        { "id": "land", "title": "Land", "shown_when": farmers, "questions": [
            { "id": "size", "text": "How large is it?", "kind": { "number": { "unit": "hectares", "decimals": 1 } } },
        ] },
        { "id": "more", "title": "More", "questions": [
            { "id": "some", "text": "Which?", "kind": { "multiple_choice": { "options": habitats } } },
            { "id": "rank", "text": "In which order?", "kind": { "ranking": { "options_from": "some", "places": 2 } } },
            { "id": "why", "text": "Why?", "kind": { "text": { "limit": 20, "multiline": true } } },
            { "id": "mail", "text": "News?", "kind": { "contact": { "updates_label": "Yes", "interview_label": "No" } } },
        ] },
    ] }))
    .unwrap()
}

fn form() -> Form {
    let question = |id: &str, kind: QuestionKind, required: bool| Question { required, ..Question::new(id, id, kind) };
    let channels = json!({ "single_choice": { "options": [{ "id": "paper", "label": "On paper" }] } });
    let june = |day: u32| NaiveDate::from_ymd_opt(2026, 6, day);
    let about = vec![
        question(CHANNEL, serde_json::from_value(channels).unwrap(), true),
        question(RECEIVED, QuestionKind::Date(Date { earliest: june(8), latest: june(15) }), true),
        question(NUMBER, serde_json::from_value(json!({ "text": { "limit": 10 } })).unwrap(), false),
    ];
    Form::new(&questionnaire(), about)
}

const HEADINGS: &str = "channel,received,who,who.other.words,size,some.pond,some.hedge,rank.1,rank.2,why";

/// Reads rows below all headings.
fn read_rows(rows: &[&str]) -> Reading {
    read(format!("{HEADINGS}\r\n{}\r\n", rows.join("\r\n")).as_bytes(), &form()).unwrap()
}

/// Gives row, heading and matter of each remark.
fn remarks(reading: &Reading) -> Vec<(usize, &str, Matter)> {
    reading.remarks.iter().map(|remark| (remark.row, remark.column.as_str(), remark.matter.clone())).collect()
}

fn refused(reason: Reason, asked: &str) -> Matter {
    Matter::Refused { reason, asked: asked.to_owned() }
}

#[test]
fn a_row_becomes_a_response_with_how_and_when_it_came() {
    let reading =
        read_rows(&["Paper,12/6/2026,A farmer,,2.5,1,1,hedge,Ponds,\"two\nlines\"", "paper,2026-06-15,,,,,,,,"]);
    assert_eq!((reading.count, reading.refused, remarks(&reading)), (2, 0, Vec::new()));
    assert!(reading.is_ready() && reading.unread.is_empty() && reading.missing.is_empty());
    let [full, empty] = &reading.rows[..] else { panic!("there are two rows") };
    assert_eq!((full.number, full.channel), (2, Channel::Paper));
    assert_eq!(full.received_on, NaiveDate::from_ymd_opt(2026, 6, 12).unwrap());
    let stored = serde_json::to_value(&full.submission.outcomes).unwrap();
    let expected = json!({
        "who": { "answered": { "choice": { "option": "farmer" } } },
        "size": { "answered": { "number": "2.5" } },
        "some": { "answered": { "choices": [{ "option": "pond" }, { "option": "hedge" }] } },
        "rank": { "answered": { "ranking": ["hedge", "pond"] } },
        "why": { "answered": { "text": "two\nlines" } },
    });
    assert_eq!(stored, expected);
    assert_eq!(empty.submission.outcomes["who"], Outcome::Blank, "nothing is needed of what others wrote");
    assert_eq!(empty.submission.outcomes["size"], Outcome::Skipped);
}

#[test]
fn what_is_wrong_is_told_by_row_and_column_with_what_was_typed() {
    let reading = read_rows(&[
        "paper,2026-06-12,farmer,,two,1,2,,,",
        "online,2026-06-16,bird,,,,,,,\"a text of more than twenty letters\"",
        ",,other,,,,,,,",
    ]);
    let one_of = |names: &[&str]| Matter::Misread(Expected::OneOf(names.iter().map(|name| (*name).into()).collect()));
    let latest = NaiveDate::from_ymd_opt(2026, 6, 15).unwrap();
    let expected = [
        (2, "some.hedge", Matter::Misread(Expected::Tick)),
        (2, "size", refused(Reason::NotANumber, "How large is it?")),
        (3, "channel", one_of(&["paper"])),
        (3, "received", refused(Reason::TooLate { latest }, "received")),
        (3, "who", one_of(&["farmer", "other"])),
        (3, "why", refused(Reason::TooLong { limit: 20, typed: 34 }, "Why?")),
        (4, "channel", refused(Reason::Missing, "channel")),
        (4, "received", refused(Reason::Missing, "received")),
        (4, "who.other.words", refused(Reason::OtherNotSaid, "Who are you?")),
    ];
    assert_eq!(remarks(&reading), expected);
    assert_eq!((reading.count, reading.refused, reading.rows.len()), (3, 3, 0));
    assert_eq!(reading.remarks[0].typed, "2");
}

#[test]
fn an_answer_that_was_not_to_be_asked_is_told_and_stored_as_skipped() {
    let reading = read_rows(&["paper,2026-06-12,other,a bat,7,,,,,"]);
    assert_eq!(remarks(&reading), [(2, "size", Matter::NotAsked)]);
    assert!(reading.is_ready());
    assert_eq!(reading.rows[0].submission.outcomes["size"], Outcome::Skipped);
}

#[test]
fn a_ranking_has_only_what_was_chosen_before() {
    let reading = read_rows(&["paper,2026-06-12,,,,1,0,pond,hedge,", "paper,2026-06-12,,,,1,1,pond,pond,"]);
    let twice = refused(Reason::RankedTwice { option: "Ponds".into() }, "In which order?");
    assert_eq!(remarks(&reading), [(2, "rank.2", Matter::NotChosenBefore), (3, "rank.2", twice)]);
}

#[test]
fn the_states_of_an_export_are_read_and_compared_with_the_answers() {
    let headings =
        "reference,submitted,channel,received,version,segment,area,who,who.state,size,size.state,late,late.state";
    let rows = [
        "7K3-M9Q-XF2,2026-06-13,paper,2026-06-12,1,resident,E1,farmer,answered,,blank,x,answered",
        ",,paper,2026-06-12,1,,,farmer,answered,,not-in-version,,",
        ",,paper,2026-06-12,1,,,farmer,blank,1,answered,,",
        ",,paper,2026-06-12,1,,,farmer,answered,,answered,,",
        ",,paper,2026-06-12,1,,,,skipped,,asked,,",
        ",,paper,2026-06-12,1,,,,blank,,skipped,,",
    ];
    let reading = read(format!("{headings}\n{}", rows.join("\n")).as_bytes(), &form()).unwrap();
    let states = ["answered", "blank", "skipped", "not-in-version"].map(str::to_owned).into();
    let expected = [
        (3, "size.state", Matter::Asked),
        (4, "who.state", Matter::AnsweredAfterAll),
        (5, "size.state", Matter::NothingAnswered),
        (6, "who.state", Matter::Asked),
        (6, "size.state", Matter::Misread(Expected::OneOf(states))),
    ];
    assert_eq!(remarks(&reading), expected);
    assert_eq!(reading.unread, ["late", "late.state"]);
    assert!(reading.missing.starts_with(&["who.other.words".to_owned()]));
}

#[test]
fn the_headings_are_judged_first() {
    let wrong = |text: &str| read(text.as_bytes(), &form()).unwrap_err();
    assert_eq!(wrong("channel,who\npaper,farmer"), NotRead::NoColumn { heading: RECEIVED });
    assert_eq!(wrong("received,who\n2026-06-12,farmer"), NotRead::NoColumn { heading: CHANNEL });
    assert_eq!(wrong("channel,received,birds\npaper,2026-06-12,3"), NotRead::NoQuestions);
    let twice = NotRead::HeadingTwice { heading: "why".into() };
    assert_eq!(wrong("channel,received,why,Why\npaper,2026-06-12,a,b"), twice);
    assert!(matches!(wrong("channel,received,received_on,why\n"), NotRead::HeadingTwice { .. }));
    assert_eq!(wrong("channel,received,why\n\n , ,\n"), NotRead::NoRows);
    let reading = read(b"channel,received_on,WHY,birds\npaper,12/6/2026,ponds,3", &form()).unwrap();
    assert_eq!((reading.unread, reading.rows.len()), (vec!["birds".to_owned()], 1));
}

#[test]
fn a_file_that_is_no_text_is_refused_with_the_line() {
    let wrong = |bytes: &[u8]| read(bytes, &form()).unwrap_err();
    assert_eq!(wrong(b""), NotRead::Empty);
    assert_eq!(wrong(b"\xef\xbb\xbf \r\n"), NotRead::Empty);
    assert_eq!(wrong(b"PK\x03\x04rest"), NotRead::Workbook);
    assert_eq!(wrong(b"why\nponds\nna\xefve"), NotRead::NotUtf8 { line: 3 });
    assert_eq!(wrong(b"\xff\xfew\0h\0y\0"), NotRead::NotUtf8 { line: 1 });
    assert_eq!(wrong(b"why\n\"ponds\nhedges"), NotRead::OddQuotes);
    assert_eq!(wrong(&vec![b'a'; MOST_BYTES + 1]), NotRead::TooLarge);
    let rows = "paper,2026-06-12,a\n".repeat(MOST_ROWS + 1);
    assert_eq!(wrong(format!("channel,received,why\n{rows}").as_bytes()), NotRead::TooManyRows);
}

#[test]
fn a_mark_semicolons_and_tabs_of_spreadsheets_are_understood() {
    for between in [",", ";", "\t"] {
        let text = "\u{feff}channel|received|why\r\npaper|2026-06-12|\"a, b; c\"\r\n".replace('|', between);
        let reading = read(text.as_bytes(), &form()).unwrap();
        let why = serde_json::to_value(&reading.rows[0].submission.outcomes["why"]).unwrap();
        assert_eq!(why, json!({ "answered": { "text": "a, b; c" } }), "{between:?}");
    }
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts_them() {
    for end in ["\n", "\r\n"] {
        let lines = [
            "channel,received,why",
            "paper,2026-06-12,\"a",
            "b\"",
            "",
            "",
            "bad,2026-06-12,",
            ",,",
            "bad,2026-06-12,x",
        ];
        let reading = read(lines.join(end).as_bytes(), &form()).unwrap();
        assert_eq!(reading.remarks.iter().map(|remark| remark.row).collect::<Vec<_>>(), [5, 7], "{end:?}");
        assert_eq!(reading.count, 3);
    }
}

#[test]
fn rows_that_are_the_same_are_marked_and_numbers_of_the_office_are_not_given_twice() {
    let text =
        "your_number,channel,received,why\nA1,paper,2026-06-12,x\nA2,paper,2026-06-12,x\nA1,paper,2026-06-12,y\n";
    let reading = read(text.as_bytes(), &form()).unwrap();
    let expected = [(3, "", Matter::SameAs { first: 2 }), (4, "your_number", Matter::NumberTwice { first: 2 })];
    assert_eq!(remarks(&reading), expected);
    let numbers: Vec<_> = reading.rows.iter().map(|row| row.your_number.as_deref()).collect();
    assert_eq!(numbers, [Some("A1"), Some("A2")]);
}

#[test]
fn cells_beyond_the_headings_are_not_lost_in_silence() {
    let reading = read(b"channel,received,why\npaper,2026-06-12,ponds, and hedges\n", &form()).unwrap();
    assert_eq!(remarks(&reading), [(2, "", Matter::NoHeading)]);
    assert_eq!(reading.remarks[0].typed, "and hedges");
}

#[test]
fn words_that_an_export_marked_as_text_are_read_as_they_were_written() {
    let reading = read(b"channel,received,why\npaper,2026-06-12,'=1+1\n", &form()).unwrap();
    let why = serde_json::to_value(&reading.rows[0].submission.outcomes["why"]).unwrap();
    assert_eq!(why, json!({ "answered": { "text": "=1+1" } }));
}

#[test]
fn the_empty_file_has_every_column_and_is_read_once_it_is_filled() {
    let headings = headings(&form());
    assert_eq!(headings.join(","), format!("your_number,{HEADINGS}"));
    let file = format!("{}\n,paper,2026-06-12\n", headings.join(","));
    let reading = read(file.as_bytes(), &form()).unwrap();
    assert!(reading.is_ready() && reading.missing.is_empty() && reading.unread.is_empty());
}

#[test]
fn a_question_with_the_name_of_a_column_of_the_export_stands_behind_it() {
    let mut questionnaire = questionnaire();
    questionnaire.pages[2].questions[2].id = "area".into();
    let form = Form::new(&questionnaire, form().about);
    for text in
        ["channel,received,area,area\npaper,2026-06-12,E1,ponds", "channel,received,area\npaper,2026-06-12,ponds"]
    {
        let reading = read(text.as_bytes(), &form).unwrap();
        let area = serde_json::to_value(&reading.rows[0].submission.outcomes["area"]).unwrap();
        assert_eq!(area, json!({ "answered": { "text": "ponds" } }), "{text}");
    }
}
