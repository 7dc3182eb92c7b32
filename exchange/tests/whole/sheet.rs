//! Questionnaires in spreadsheets.

use domain::{editing::Kind, language::Language, question::QuestionKind, routing::Condition};
use exchange::{Format, Imported, NotRead, Reason};
use rust_xlsxwriter::Workbook;

use super::{expect_none_lost, imported, in_language, packed, said, sample};

/// The rows of each sheet of a file that names its sheets in the first column.
fn sheets(name: &str) -> Vec<(String, Vec<Vec<String>>)> {
    let bytes = sample(name);
    let mut sheets: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    let mut reader = csv::ReaderBuilder::new();
    for record in reader.has_headers(false).flexible(true).from_reader(bytes.as_slice()).records() {
        let record = record.expect("the sample is CSV");
        if !record[0].is_empty() {
            sheets.push((record[0].to_owned(), Vec::new()));
        }
        let cells: Vec<String> = record.iter().skip(1).map(str::to_owned).collect();
        sheets.last_mut().expect("a sheet is named first").1.push(cells);
    }
    sheets
}

fn xlsx(name: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets(name) {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name of a sheet");
        for (row, cells) in (0..).zip(&rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
           xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
           xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body>{tables}</o:body></o:document-content>"#
    );
    packed(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

fn cells(text: &[String]) -> String {
    let escape = |cell: &String| cell.replace('&', "&amp;").replace('<', "&lt;");
    let cell = |cell: &String| format!("<table:table-cell><text:p>{}</text:p></table:table-cell>", escape(cell));
    text.iter().map(cell).collect::<Vec<_>>().concat()
}

fn sample_as_ods(name: &str) -> Vec<u8> {
    let row = |row: &Vec<String>| format!("<table:table-row>{}</table:table-row>", cells(row));
    let table = |(name, rows): &(String, Vec<Vec<String>>)| {
        let rows = rows.iter().map(row).collect::<Vec<_>>().concat();
        format!(r#"<table:table table:name="{name}">{rows}</table:table>"#)
    };
    ods(&sheets(name).iter().map(table).collect::<Vec<_>>().concat())
}

fn kinds(imported: &Imported) -> Vec<(&str, Kind)> {
    imported.questionnaire.questions().map(|question| (question.id.as_str(), Kind::of(&question.kind))).collect()
}

#[test]
fn the_same_form_is_read_from_each_kind_of_spreadsheet() {
    let written = imported("own-xlsform.csv");
    assert_eq!((written.format, written.title.as_str()), (Format::Spreadsheet, "Land and water"));
    for bytes in [xlsx("own-xlsform.csv"), sample_as_ods("own-xlsform.csv")] {
        let read = exchange::read(&bytes).unwrap();
        assert_eq!(read.questionnaire, written.questionnaire);
        assert_eq!(read.report.len(), written.report.len());
    }
}

#[test]
fn each_row_of_a_form_is_brought_or_told() {
    let form = imported("own-xlsform.csv");
    let codes = [
        "start",
        "end",
        "hello",
        "age",
        "area",
        "role",
        "uses",
        "order",
        "more",
        "why",
        "seen",
        "place",
        "photo",
        "visits",
        "visit_day",
        "score",
        "height",
        "agree",
        "total",
        "river_heading",
    ];
    expect_none_lost(&form, &codes);
    let expected = [
        ("hello", Kind::Information),
        ("age", Kind::Number),
        ("area", Kind::Number),
        ("role", Kind::SingleChoice),
        ("uses", Kind::MultipleChoice),
        ("order", Kind::Ranking),
        ("river-heading", Kind::Information),
        ("more", Kind::Text),
        ("why", Kind::Text),
        ("seen", Kind::Date),
        ("place", Kind::Places),
        ("photo", Kind::Files),
        ("score", Kind::Rating),
        ("height", Kind::Number),
        ("agree", Kind::MultipleChoice),
    ];
    assert_eq!(kinds(&form), expected);
    let pages: Vec<_> = form.questionnaire.pages.iter().map(|page| page.title.as_str()).collect();
    assert_eq!(pages, ["Land and water", "Your land", "Page 3"]);
}

#[test]
fn rules_are_kept_as_far_as_they_can_be_said() {
    let form = imported("own-xlsform.csv");
    let kind = |id: &str| &form.questionnaire.question(id).unwrap().kind;
    let QuestionKind::Number(age) = kind("age") else { panic!() };
    assert_eq!(
        (age.least.unwrap().to_string(), age.most.unwrap().to_string(), age.decimals),
        ("16".into(), "119".into(), 0)
    );
    let QuestionKind::Number(area) = kind("area") else { panic!() };
    assert_eq!((area.least.unwrap().to_string(), area.most), ("0".into(), None));
    assert!(said(&form, "area").contains(&&Reason::BoundIncluded { bound: "0".into() }));
    let QuestionKind::MultipleChoice(uses) = kind("uses") else { panic!() };
    assert_eq!(uses.at_most, Some(2));
    let QuestionKind::Text(why) = kind("why") else { panic!() };
    assert_eq!((why.limit, why.multiline), (300, false));
    let QuestionKind::SingleChoice(role) = kind("role") else { panic!() };
    assert_eq!(role.options.last().map(|option| (option.id.as_str(), option.asks_words)), Some(("other", true)));
    assert!(
        form.questionnaire.question("role").unwrap().required && !form.questionnaire.question("age").unwrap().required
    );
    assert!(said(&form, "seen").contains(&&Reason::Rule { rule: ". <= today()".into() }));
}

#[test]
fn conditions_of_rows_and_of_groups_are_put_together() {
    let form = imported("own-xlsform.csv");
    let shown = |id: &str| form.questionnaire.question(id).unwrap().shown_when.clone();
    let chose =
        |question: &str, option: &str| Condition::Chose { question: question.into(), any_of: vec![option.into()] };
    assert_eq!(form.questionnaire.pages[1].shown_when, Some(chose("role", "farmer")));
    let grazing = chose("uses", "grazing");
    assert_eq!(shown("more"), Some(grazing.clone()));
    let number = serde_json::from_str(r#"{"number":{"question":"age","at_least":"18"}}"#).unwrap();
    assert_eq!(shown("why"), Some(Condition::All(vec![grazing, number])));
    assert_eq!(shown("seen"), None);
    let condition = "string-length(${more}) > 3".to_owned();
    assert!(said(&form, "seen").contains(&&Reason::Condition { condition }));
}

#[test]
fn a_report_on_a_form_names_what_was_left_out() {
    let form = imported("own-xlsform.csv");
    let has = |code: &str, reason: Reason| {
        assert!(said(&form, code).contains(&&reason), "{code}: {:?}", said(&form, code));
    };
    has("start", Reason::Metadata { kind: "start".into() });
    has("end", Reason::Metadata { kind: "end".into() });
    has("total", Reason::Metadata { kind: "calculate".into() });
    has("photo", Reason::FileLimits { at_most: 5 });
    has("visits", Reason::Repeated { words: "Visits".into() });
    has("visit_day", Reason::Repeated { words: "When?".into() });
    has("place", Reason::PlaceByName);
    has("score", Reason::Ends);
    has("hello", Reason::Placeholder { mark: "age".into() });
    has("age", Reason::Text { which: exchange::report::Text::RuleBroken, words: "Not so old".into() });
    let progress = form.questionnaire.progress(Language::Welsh);
    has("", Reason::Untranslated { language: Language::Welsh, missing: progress.missing, texts: progress.pieces });
}

#[test]
fn answers_may_stand_beside_the_question() {
    let text = "Type;Label;Hint;Required;Choices\n\
                select_one;Do you farm?;;yes;Yes|No|Something else [in words]|Don’t know [no answer]\n\
                select_multiple;What grows there?;Tick all;;Hedges|Ponds|None of these [alone]\n\
                text;Anything else?;;;\n";
    let form = exchange::read(text.as_bytes()).unwrap();
    assert_eq!(
        kinds(&form),
        [
            ("do-you-farm", Kind::SingleChoice),
            ("what-grows-there", Kind::MultipleChoice),
            ("anything-else", Kind::Text)
        ]
    );
    let options = form.questionnaire.question("do-you-farm").unwrap().kind.options();
    let marks: Vec<_> = options.iter().map(|option| (option.asks_words, option.alone, option.missing)).collect();
    assert_eq!(marks, [(false, false, false), (false, false, false), (true, false, false), (false, true, true)]);
    assert_eq!(form.questionnaire.check(), []);
}

#[test]
fn a_spreadsheet_that_cannot_be_read_says_why() {
    let mut protected = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    assert_eq!(exchange::read(&protected), Err(NotRead::OldSpreadsheet));
    protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(exchange::read(&protected), Err(NotRead::Protected));
    assert_eq!(exchange::read(b"PK\x03\x04 and no more"), Err(NotRead::DamagedSpreadsheet));
    assert_eq!(exchange::read(&packed(&[("word/document.xml", "<w/>")])), Err(NotRead::UnknownFormat));
    assert_eq!(exchange::read(b"name,label\na,Why?\n"), Err(NotRead::NoColumn { column: "type" }));
    assert_eq!(exchange::read(b"Just a line of words"), Err(NotRead::UnknownFormat));
    assert_eq!(exchange::read(b"type,name\nbegin group,a\nend group,\n"), Err(NotRead::NoQuestions));
    let two = r#"<table:table table:name="one"/><table:table table:name="two"/>"#;
    assert_eq!(exchange::read(&ods(two)), Err(NotRead::NoSurveySheet));
    let whole = xlsx("own-xlsform.csv");
    assert_eq!(exchange::read(&whole[..whole.len() / 2]), Err(NotRead::DamagedSpreadsheet));
}

#[test]
fn a_small_file_that_unpacks_to_a_large_one_is_refused() {
    let bomb = packed(&[("xl/workbook.xml", "<w/>"), ("xl/worksheets/sheet1.xml", &" ".repeat(60 * 1024 * 1024))]);
    assert!(bomb.len() < 1024 * 1024, "{}", bomb.len());
    assert_eq!(exchange::read(&bomb), Err(NotRead::TooLarge));
    let cell = "<table:table-cell table:number-columns-repeated=\"200\"><text:p>x</text:p></table:table-cell>";
    let row = format!("<table:table-row table:number-rows-repeated=\"19000\">{cell}</table:table-row>");
    assert_eq!(exchange::read(&ods(&format!("<table:table>{row}</table:table>"))), Err(NotRead::TooLarge));
    let mut far = Workbook::new();
    far.add_worksheet().write_string(1_048_575, 16_383, "far away").expect("a cell");
    assert_eq!(exchange::read(&far.save_to_buffer().expect("a workbook")), Err(NotRead::TooLarge));
    let empty = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    assert_eq!(
        exchange::read(&ods(&format!("<table:table>{empty}</table:table>"))),
        Err(NotRead::NoColumn { column: "type" })
    );
}

#[test]
fn a_survey_of_citizen_space_is_read_as_far_as_its_makers_describe_it() {
    let survey = imported("own-citizen-space.json");
    assert_eq!((survey.format, survey.title.as_str()), (Format::CitizenSpace, "Smallville resident forum"));
    let texts: Vec<_> = survey.questionnaire.questions().map(|question| question.text.as_str()).collect();
    let expected = [
        "What is your name?",
        "What is your email address?",
        "How often do you visit?: Visits",
        "How often do you visit?: Why?",
    ];
    assert_eq!(texts, expected);
    assert_eq!(survey.questionnaire.pages[0].intro.as_deref(), Some("Please read this."));
    assert_eq!(said(&survey, "visits_subquestion")[0], &Reason::Kind { kind: "radiosubquestion".into() });
    assert_eq!(said(&survey, "question-checked"), [&Reason::Hidden { words: "Checked by".into() }]);
    assert!(said(&survey, "parks").contains(&&Reason::Routing));
    assert!(said(&survey, "quickconsult.email_subquestion").contains(&&Reason::Rule { rule: "\"email\"".into() }));
    assert_eq!(survey.questionnaire.check(), []);
}

#[test]
fn a_text_that_is_repeated_in_many_cells_is_counted_each_time() {
    let long = "x".repeat(30_000);
    let row = format!(
        r#"<table:table-row table:number-rows-repeated="19000"><table:table-cell><text:p>{long}</text:p></table:table-cell></table:table-row>"#
    );
    let table = |name: &str, rows: &str| format!(r#"<table:table table:name="{name}">{rows}</table:table>"#);
    assert_eq!(exchange::read(&ods(&table("survey", &row))).unwrap_err(), NotRead::TooLarge);
    let far = format!(r#"<table:table-row table:number-rows-repeated="18446744073709551615"/>{row}"#);
    assert_eq!(exchange::read(&ods(&table("survey", &far))).unwrap_err(), NotRead::TooLarge);
    let many: String = (0..60).map(|number| table(&number.to_string(), "")).collect();
    assert_eq!(exchange::read(&ods(&many)).unwrap_err(), NotRead::TooLarge);
}

#[test]
fn columns_in_other_languages_become_translations_of_the_english_ones() {
    let text = "survey,,,,,,\n\
                ,type,name,label::Welsh (cy),label::English (en),hint::English (en),label::Klingon\n\
                ,begin group,place,Y lle,The place,,\n\
                ,select_one kinds,kind,Beth yw’r <b>lle</b>?,What is it?,Choose one,nuq\n\
                ,text,why,Why?,Why?,,\n\
                ,end group,,,,,\n\
                choices,,,,,,\n\
                ,list_name,name,label::Welsh (cy),label::English (en),,\n\
                ,kinds,wood,Coedwig,Wood,,\n\
                ,kinds,a5,5,5,,\n";
    let form = exchange::read(text.as_bytes()).unwrap();
    let asked: Vec<&str> = form.questionnaire.questions().map(|question| question.text.as_str()).collect();
    assert_eq!(asked, ["What is it?", "Why?"]);
    let welsh = in_language(&form, Language::Welsh);
    let expected = [
        ("page.the-place.title", "Y lle"),
        ("question.kind.option.a5.label", "5"),
        ("question.kind.option.wood.label", "Coedwig"),
        ("question.kind.text", "Beth yw’r lle?"),
    ];
    assert_eq!(welsh, expected.map(|(place, words)| (place.to_owned(), words.to_owned())).into());
    let others = vec!["Klingon".to_owned()];
    assert!(said(&form, "").contains(&&Reason::Languages { kept: "English (en)".into(), others }));
    let missing = Reason::Untranslated { language: Language::Welsh, missing: 2, texts: 6 };
    assert!(said(&form, "").contains(&&missing), "{:?}", form.report);
    assert!(said(&form, "kind").contains(&&Reason::Formatting), "{:?}", form.report);
}

#[test]
fn columns_that_name_no_language_are_in_the_default_one() {
    let text = "survey,,,\n\
                ,type,name,label,label::English (en)\n\
                ,text,why,Pam?,Why?\n\
                ,text,where,Ble?,\n\
                settings,,,\n\
                ,default_language,,\n\
                ,Welsh (cy),,\n";
    let form = exchange::read(text.as_bytes()).unwrap();
    let asked: Vec<&str> = form.questionnaire.questions().map(|question| question.text.as_str()).collect();
    assert_eq!(asked, ["Why?", ""], "Welsh words are no English ones");
    let welsh = in_language(&form, Language::Welsh);
    assert_eq!(welsh["question.why.text"], "Pam?");
    assert_eq!(welsh["question.where.text"], "Ble?");
}

#[test]
fn words_that_only_the_other_language_has_are_told_and_take_nothing_with_them() {
    let text = "type,name,label::en,label::cy,hint::cy\n\
                begin group,outer,The land,Y tir,\n\
                begin group,inner,Part one,<br/>,\n\
                text,one,One?,Un?,Dewiswch un\n\
                text,two,Two?,Dau?,\n\
                end group,,,,\n\
                end group,,,,\n";
    let form = exchange::read(text.as_bytes()).unwrap();
    let welsh = in_language(&form, Language::Welsh);
    let expected = [("page.the-land.title", "Y tir"), ("question.one.text", "Un?"), ("question.two.text", "Dau?")];
    assert_eq!(welsh, expected.map(|(place, words)| (place.to_owned(), words.to_owned())).into());
    let left = Reason::NotInEnglish { language: Language::Welsh, words: "Dewiswch un".into() };
    assert!(said(&form, "one").contains(&&left), "{:?}", form.report);
}

#[test]
fn a_form_without_english_says_in_which_language_its_words_are() {
    let form = exchange::read(b"type,name,label::French (fr),label::Welsh (cy)\ntext,why,Pourquoi ?,Pam?\n").unwrap();
    assert_eq!(form.questionnaire.question("why").unwrap().text, "Pourquoi ?");
    assert!(said(&form, "").contains(&&Reason::TakenForEnglish { language: "French (fr)".into() }));
    assert_eq!(in_language(&form, Language::Welsh)["question.why.text"], "Pam?");
}

#[test]
fn a_language_is_read_once_however_often_it_is_named() {
    let form = exchange::read(b"type,name,label::en,label::cy-1,label::cy-2\ntext,why,Why?,Why?,Pam?\n").unwrap();
    let others = vec!["cy-2".to_owned()];
    assert!(said(&form, "").contains(&&Reason::Languages { kept: "en".into(), others }));
    assert!(in_language(&form, Language::Welsh).is_empty());
}
