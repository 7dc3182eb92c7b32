//! Surveys of `LimeSurvey`.

use domain::{editing::Kind, language::Language, question::QuestionKind, questionnaire::Problem, routing::Condition};
use exchange::{Format, Imported, NotRead, Outcome, Reason};

use super::{expect_none_lost, imported, in_language, said, sample};

fn kinds(imported: &Imported) -> Vec<(&str, Kind)> {
    imported.questionnaire.questions().map(|question| (question.id.as_str(), Kind::of(&question.kind))).collect()
}

#[test]
fn a_published_survey_of_an_older_version_loads_whole() {
    let survey = imported("limesurvey-261.lss");
    assert_eq!(
        (survey.format, survey.title.as_str()),
        (Format::LimeSurvey, "A Rather Interesting Questionnaire for Testing")
    );
    expect_none_lost(&survey, &["cob", "yob", "fcol"]);
    assert_eq!(kinds(&survey), [("cob", Kind::Text), ("yob", Kind::Number), ("fcol", Kind::SingleChoice)]);
    assert_eq!(survey.questionnaire.pages[0].intro.as_deref(), Some("Some questions about you."));
    let colour = survey.questionnaire.question("fcol").unwrap();
    let labels: Vec<_> =
        colour.kind.options().iter().map(|option| (option.label.as_str(), option.asks_words)).collect();
    assert_eq!(
        labels,
        [("Red", false), ("Green", false), ("Blue", false), ("Yellow", false), ("Orange", false), ("Other", true)]
    );
    assert_eq!(said(&survey, "yob"), [&Reason::Rule { rule: "maximum_chars: 4".into() }]);
    assert_eq!(said(&survey, "cob"), [&Reason::Limit { limit: 2_000 }]);
    assert_eq!(survey.report.len(), 2);
    assert_eq!(survey.questionnaire.check(), []);
}

#[test]
fn a_published_survey_of_a_newer_version_loads_with_what_is_missing_told() {
    let survey = imported("limesurvey-627.lss");
    expect_none_lost(&survey, &["G01Q01", "G01Q02", "G02Q03", "G02Q04"]);
    assert_eq!(
        kinds(&survey),
        [("g01q01", Kind::Text), ("g01q02", Kind::Rating), ("g02q03", Kind::Files), ("g02q04", Kind::YesNo)]
    );
    let first = survey.questionnaire.question("g01q01").unwrap();
    assert_eq!(
        (first.text.as_str(), first.hint.as_deref()),
        ("Text for first question", Some("This is a question help text."))
    );
    assert!(survey.questionnaire.question("g01q02").unwrap().required);
    let upload = Reason::FileLimits { at_most: 5 };
    let least = Reason::Setting { name: "min_num_of_files".into(), value: "1".into() };
    assert_eq!(said(&survey, "G02Q03"), [&Reason::Formatting, &upload, &least]);
    assert_eq!(said(&survey, "G01Q02"), [&Reason::Formatting, &Reason::Ends]);
    assert_eq!(said(&survey, "G02Q04"), [&Reason::Formatting; 0]);
    let faults: Vec<_> = survey.questionnaire.check().into_iter().map(|fault| fault.problem).collect();
    assert_eq!(faults, [Problem::EndWithoutLabel { point: 1 }, Problem::EndWithoutLabel { point: 5 }]);
}

#[test]
fn each_question_of_many_kinds_is_brought_or_told() {
    let survey = imported("own-constructs.lss");
    let codes = [
        "ROLE", "WHAT", "LOCAL", "YEARS", "NAMES", "OFTEN", "WHEN", "NEVER", "ORDER", "BOTH", "GRID", "SUM", "THANKS",
        "CODE", "COLS",
    ];
    expect_none_lost(&survey, &codes);
    let expected = [
        ("role", Kind::SingleChoice),
        ("role-comment", Kind::Text),
        ("what", Kind::MultipleChoice),
        ("what-comment", Kind::Text),
        ("local", Kind::YesNo),
        ("years", Kind::Number),
        ("names", Kind::Text),
        ("names-sq2", Kind::Text),
        ("often", Kind::Matrix),
        ("when", Kind::Date),
        ("order", Kind::Ranking),
        ("both", Kind::Matrix),
        ("both-scale2", Kind::Matrix),
        ("thanks", Kind::Information),
        ("code", Kind::Text),
        ("cols", Kind::Matrix),
    ];
    assert_eq!(kinds(&survey), expected);
    assert_eq!(survey.title, "A survey & more");
    let pages: Vec<_> = survey.questionnaire.pages.iter().map(|page| page.title.as_str()).collect();
    assert_eq!(pages, ["About you", "Page 2"]);
    let intro = survey.questionnaire.pages[0].intro.as_deref();
    assert_eq!(intro, Some("First. Second, see the map (https://example.org/map)."));
}

#[test]
fn what_a_question_asks_for_stays() {
    let survey = imported("own-constructs.lss");
    let question = |id: &str| survey.questionnaire.question(id).unwrap();
    let QuestionKind::MultipleChoice(what) = &question("what").kind else { panic!() };
    assert_eq!(what.at_most, Some(2));
    assert_eq!(what.options.iter().map(|option| option.alone).collect::<Vec<_>>(), [false, false, true]);
    let QuestionKind::Number(years) = &question("years").kind else { panic!() };
    assert_eq!((years.unit.as_deref(), years.decimals), (Some("years"), 0));
    assert_eq!((years.least.unwrap().to_string(), years.most.unwrap().to_string()), ("0".into(), "120".into()));
    let QuestionKind::Ranking(order) = &question("order").kind else { panic!() };
    assert_eq!(order.places, 2);
    let QuestionKind::Date(when) = &question("when").kind else { panic!() };
    assert_eq!((when.earliest.unwrap().to_string(), when.latest), ("2020-01-01".into(), None));
    assert!(question("role").required && !question("role-comment").required && !question("local").required);
    assert_eq!(question("names-sq2").text, "Your group: Its place");
}

#[test]
fn conditions_are_said_where_they_can_be_and_told_where_not() {
    let survey = imported("own-constructs.lss");
    let chose =
        |question: &str, option: &str| Condition::Chose { question: question.into(), any_of: vec![option.into()] };
    let shown = |id: &str| survey.questionnaire.question(id).unwrap().shown_when.clone();
    let either = Condition::Any(vec![chose("role", "a1"), chose("role", "a2")]);
    assert_eq!(shown("years"), Some(Condition::All(vec![either, chose("what", "sq1")])));
    assert_eq!(survey.questionnaire.pages[1].shown_when, Some(chose("role", "a2")));
    let five = serde_json::from_str(r#"{"number":{"question":"years","at_least":"5"}}"#).unwrap();
    assert_eq!(shown("often"), Some(Condition::All(vec![chose("local", "yes"), five])));
    for (id, code, condition) in [
        ("when", "WHEN", r#"regexMatch("/a/", NAMES_SQ1)"#),
        ("code", "CODE", "SUM > 3"),
        ("names", "NAMES", r#"55X1X4 RX "/x/" (1)"#),
    ] {
        assert_eq!(shown(id), None);
        assert!(said(&survey, code).contains(&&Reason::Condition { condition: condition.into() }), "{code}");
    }
}

#[test]
fn the_report_names_what_was_left_out_and_changed() {
    let survey = imported("own-constructs.lss");
    let has = |code: &str, reason: Reason| {
        assert!(said(&survey, code).contains(&&reason), "{code}: {:?}", said(&survey, code));
    };
    let progress = survey.questionnaire.progress(Language::Welsh);
    has("", Reason::Untranslated { language: Language::Welsh, missing: progress.missing, texts: progress.pieces });
    has("", Reason::Text { which: exchange::report::Text::Welcome, words: "Welcome.".into() });
    has("", Reason::Quotas { count: 1 });
    has("ROLE", Reason::CommentApart);
    has("WHAT", Reason::CommentsTogether);
    has("WHAT", Reason::Placeholder { mark: "TOKEN:FIRSTNAME".into() });
    has("WHAT", Reason::Embedded { elements: vec!["img".into()] });
    has("WHAT", Reason::AtLeast { count: "1".into() });
    assert!(!said(&survey, "WHAT").contains(&&Reason::MixedOrder));
    assert!(survey.questionnaire.questions().any(domain::question::Question::is_mixed));
    has("LOCAL", Reason::AskedOnce);
    has("NAMES", Reason::SplitUp { into: 2 });
    has("OFTEN", Reason::Filter { filter: "WHAT".into() });
    has("WHEN", Reason::DayOnly);
    has("WHEN", Reason::Rule { rule: "date_max: {TODAY}".into() });
    has("NEVER", Reason::Hidden { words: "Never shown".into() });
    has("ORDER", Reason::AtLeast { count: "2".into() });
    has("BOTH", Reason::TwoTables);
    has("GRID", Reason::NoSuchKind { kind: "Array (Texts)".into(), words: "A grid of texts".into() });
    has("CODE", Reason::Rule { rule: "/^[A-Z]+$/".into() });
    has("CODE", Reason::Default { answer: "ABC".into() });
    has("CODE", Reason::Setting { name: "time_limit".into(), value: "60".into() });
    has("COLS", Reason::NoAnswers);
    has("2", Reason::HeadingGiven);
    has("2", Reason::MixedOrder);
    assert!(survey.report.iter().any(|note| note.reason.outcome() == Outcome::Changed));
}

#[test]
fn a_file_that_is_no_survey_says_what_it_is() {
    let text = String::from_utf8(sample("limesurvey-261.lss")).unwrap();
    let group = text.replace("<LimeSurveyDocType>Survey<", "<LimeSurveyDocType>Group<");
    assert_eq!(exchange::read(group.as_bytes()), Err(NotRead::NotASurvey { kind: "Group".into() }));
    assert_eq!(exchange::read(b"<html><body>Not this</body></html>"), Err(NotRead::UnknownFormat));
    assert_eq!(exchange::read(&text.as_bytes()[..9_000]), Err(NotRead::DamagedXml { line: 276 }));
    let empty = text.replace("<questions>", "<nothing>").replace("</questions>", "</nothing>");
    assert_eq!(exchange::read(empty.as_bytes()), Err(NotRead::NoQuestions));
}

#[test]
fn what_an_older_survey_says_in_other_languages_is_brought_with_it() {
    let survey = imported("own-constructs.lss");
    let said = in_language(&survey, Language::Welsh);
    for (place, words) in [
        ("page.about-you.title", "Amdanoch chi"),
        ("question.role.text", "Ar ran pwy?"),
        ("question.role.option.a1.label", "Cyngor"),
    ] {
        assert_eq!(said.get(place).map(String::as_str), Some(words), "{place}: {said:?}");
    }
    assert_eq!(said.len(), 3);
}

#[test]
fn what_a_newer_survey_says_in_other_languages_is_brought_with_it() {
    let published = String::from_utf8(sample("limesurvey-627.lss")).unwrap();
    let first = "<question_l10ns>";
    let at = published[published.find(first).unwrap()..].find("<rows>").unwrap() + published.find(first).unwrap();
    let row = "<row><qid>1</qid><question><![CDATA[<b>Beth</b> ydyw?]]></question><language>cy</language></row>\
               <row><qid>2</qid><question>Vad?</question><language>sv</language></row>";
    let spoken = format!("{}{row}{}", &published[..at + "<rows>".len()], &published[at + "<rows>".len()..])
        .replace("<language>en</language>", "<language>cy</language><language>en</language><language>sv</language>");
    let survey = exchange::read(spoken.as_bytes()).unwrap();
    let plain = imported("limesurvey-627.lss");
    let texts = |survey: &Imported| -> Vec<String> {
        survey.questionnaire.questions().map(|question| question.text.clone()).collect()
    };
    assert_eq!(texts(&survey), texts(&plain), "what is asked in English stays as it is");
    assert_eq!(in_language(&survey, Language::Welsh).into_values().collect::<Vec<_>>(), ["Beth ydyw?"]);
    let (kept, others) = ("en".to_owned(), vec!["sv".to_owned()]);
    assert!(said(&survey, "").contains(&&Reason::Languages { kept, others }));
}
