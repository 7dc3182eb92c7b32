//! Words about files with whole questionnaires: what can be read, why one was not, and what became of what stood in it.

use domain::question::files::{MOST_BYTES, size_words};
use exchange::{Format, NotRead, Outcome, Reason, report::Text};

use super::numbers;

/// What can be brought in, each in a sentence.
pub const FORMATS: [&str; 4] = [
    "A questionnaire that was downloaded here, as a .json file",
    "A survey from LimeSurvey, as a survey structure (.lss)",
    "A spreadsheet as XLSForm lays it out (.xlsx, .ods or .csv), or with the answers beside the questions",
    "A survey from Citizen Space: its pages, questions and components from the data interface, in one .json file",
];

/// Names what a file is.
pub fn format(format: Format) -> &'static str {
    match format {
        Format::Own => "a questionnaire of this service",
        Format::LimeSurvey => "a LimeSurvey survey",
        Format::Spreadsheet => "a spreadsheet",
        Format::CitizenSpace => "a Citizen Space survey",
    }
}

/// Says why a file was not read and what to do.
pub fn not_read(wrong: &NotRead) -> String {
    match wrong {
        NotRead::Empty => "Choose a file that has something in it".to_owned(),
        NotRead::TooLarge => {
            "Choose a smaller file. A questionnaire has at most 5 MB and does not grow when it is opened".to_owned()
        }
        NotRead::UnknownFormat => "Choose a questionnaire file. This is none of the kinds that can be read".to_owned(),
        NotRead::NotUtf8 => "Save the file again as Unicode (UTF-8). Its letters cannot be read".to_owned(),
        NotRead::OtherVersion { version } => {
            format!(
                "Download the file again where it came from. It is of version {version}, and only version 1 is known here"
            )
        }
        NotRead::NotOurDocument { line, column, what } => {
            format!("Put the file right at line {line}, column {column}: {what}")
        }
        NotRead::Names { names } => {
            let names = names.iter().map(|name| format!("‘{name}’")).collect::<Vec<_>>().join(", ");
            format!(
                "Give each page and each question in the file a name of its own, in small letters, digits and hyphens. Change {names}"
            )
        }
        NotRead::DamagedXml { line } => {
            format!("Export the survey again. This file is cut off or damaged at line {line}")
        }
        NotRead::NotASurvey { kind } => {
            format!("Export the whole survey as a survey structure (.lss). This file holds only a ‘{kind}’")
        }
        NotRead::Protected => "Take the password off the spreadsheet and save it again".to_owned(),
        NotRead::OldSpreadsheet => "Save the spreadsheet as .xlsx, .ods or .csv. Its format is an older one".to_owned(),
        NotRead::DamagedSpreadsheet => "Save the spreadsheet again. This file is cut off or damaged".to_owned(),
        NotRead::NoSurveySheet => "Name the sheet with the questions ‘survey’".to_owned(),
        NotRead::NoColumn { column } => {
            format!("Give the sheet with the questions a column with the heading ‘{column}’")
        }
        NotRead::TooMany { most } => {
            format!("Choose a questionnaire with at most {} questions", numbers::whole(*most))
        }
        NotRead::ControlCharacters => {
            "Take the characters out of the file that no keyboard gives, such as \\u0000".to_owned()
        }
        NotRead::NoQuestions => "Choose another file. There are no questions in this one".to_owned(),
    }
}

/// Gives the heading for all that became of it in the same way.
pub fn heading(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::LeftOut => "Left out",
        Outcome::Changed => "Brought over with a change",
        Outcome::Unknown => "What the file does not say",
    }
}

/// Says what was done with something, and why.
pub fn say(reason: &Reason) -> String {
    match reason.outcome() {
        Outcome::LeftOut => left_out(reason),
        Outcome::Changed => changed(reason),
        Outcome::Unknown => unknown(reason),
    }
}

fn left_out(reason: &Reason) -> String {
    match reason {
        Reason::NoSuchKind { kind, words } => {
            format!("A question that cannot be asked here, of the kind ‘{kind}’: ‘{words}’")
        }
        Reason::Hidden { words } => format!("A question that nobody was shown: ‘{words}’"),
        Reason::Repeated { words } => format!("A question that could be answered several times over: ‘{words}’"),
        Reason::Condition { condition } => {
            format!("The condition for showing it, so that everybody sees it: {condition}")
        }
        Reason::Rule { rule } => format!("A rule for answers: {rule}"),
        Reason::AtLeast { count } => format!("At least {count} had to be chosen"),
        Reason::Default { answer } => format!("An answer that was filled in beforehand: ‘{answer}’"),
        Reason::MixedOrder => "The order was mixed for each person. Here it is the same for everybody".to_owned(),
        Reason::Filter { filter } => format!("What could be chosen depended on another answer: {filter}"),
        Reason::Quotas { count } => {
            let count = u64::try_from(*count).unwrap_or(u64::MAX);
            format!("{} that ended the survey for some people", numbers::count(count, "quota", "quotas"))
        }
        Reason::Assessments => "Points for answers".to_owned(),
        Reason::Languages { kept, others } if kept.is_empty() => {
            format!(
                "The words in languages that cannot be kept ({}). Those that name no language were brought over as English",
                others.join(", ")
            )
        }
        Reason::Languages { kept, others } => {
            format!(
                "The words in languages that cannot be kept ({}). Those in ‘{kept}’ were brought over as English",
                others.join(", ")
            )
        }
        Reason::NotInEnglish { language, words } => {
            format!("Words that are there in {} and not in English: ‘{words}’", language.name())
        }
        Reason::Text { which, words } => format!("{}: ‘{words}’", text(*which)),
        Reason::Embedded { elements } => {
            format!("Pictures, films, scripts or fields within the words ({})", elements.join(", "))
        }
        Reason::Setting { name, value } => format!("The setting {name}: {value}"),
        Reason::Metadata { kind } => format!("A row that asks nothing, of the kind ‘{kind}’"),
        Reason::TooMany { kept } => format!("All after the first {kept}"),
        _ => String::new(),
    }
}

fn text(which: Text) -> &'static str {
    match which {
        Text::Description => "The description of the survey",
        Text::Welcome => "The words before the first question",
        Text::End => "The words after the last question",
        Text::Privacy => "What was said about personal data",
        Text::Before => "The words before the field",
        Text::RuleBroken => "What was said where an answer broke a rule",
    }
}

fn changed(reason: &Reason) -> String {
    match reason {
        Reason::TakenForEnglish { language } => {
            format!(
                "The words are in ‘{language}’. They were brought over as if they were English, in which questionnaires are written here"
            )
        }
        Reason::Formatting => "Paragraphs, bold, lists and other formatting became plain words".to_owned(),
        Reason::SplitUp { into } => format!("It became {into} questions, one for each of its fields"),
        Reason::CommentApart => "The field for a comment became a question of its own".to_owned(),
        Reason::CommentsTogether => "The comments on each answer became one question".to_owned(),
        Reason::FileLimits { at_most } => {
            let size = size_words(MOST_BYTES);
            format!(
                "Files are limited to {at_most}, each up to {size}, in the formats that are taken here. Check how many are asked for"
            )
        }
        Reason::TwoTables => "A table with two scales became two tables".to_owned(),
        Reason::AskedOnce => {
            "Whoever left it blank was asked once more. Here it can be left blank without that".to_owned()
        }
        Reason::Limit { limit } => {
            format!("An answer can have at most {} characters. There was no limit", numbers::whole(*limit))
        }
        Reason::UsualAnswers => {
            "The answers are those that the other program always shows, because the file does not hold them".to_owned()
        }
        Reason::DayOnly => "It asks for a day only, without the time".to_owned(),
        Reason::PlaceByName => {
            "It asks for a place by postcode, grid reference or name, and not for a position".to_owned()
        }
        Reason::Scanned => "It was scanned with a camera, and is written here".to_owned(),
        Reason::BoundIncluded { bound } => format!("The bound {bound} itself is allowed, which it was not"),
        Reason::HeadingGiven => "A page without a heading got one".to_owned(),
        Reason::Renamed { from } => {
            format!("Its name ‘{from}’ belongs to another question that was published, so that it got a new one")
        }
        _ => String::new(),
    }
}

fn unknown(reason: &Reason) -> String {
    match reason {
        Reason::Ends => "What the lowest and the highest point of the scale mean".to_owned(),
        Reason::Placeholder { mark } => {
            format!(
                "What stands in the place of ‘{mark}’: the other program put words there, such as an earlier answer"
            )
        }
        Reason::Untranslated { language, missing, texts } => {
            format!(
                "What {missing} of {texts} texts are in {}: they are not there, or are the same as in English. \
                 Until they are translated, these questions are read in English",
                language.name()
            )
        }
        Reason::NoWords => "What is asked. There are no words".to_owned(),
        Reason::NoAnswers => "What can be chosen. There are no answers".to_owned(),
        Reason::Kind { kind } => {
            format!(
                "How it is asked and what can be chosen. In the file it is a ‘{kind}’; here it asks for words until you change it"
            )
        }
        Reason::Routing => "Who is shown which page. Set the conditions anew".to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_note_says_what_became_of_it() {
        let said = [
            (
                Reason::Condition { condition: "SUM > 3".into() },
                "The condition for showing it, so that everybody sees it: SUM > 3",
            ),
            (Reason::Limit { limit: 2_000 }, "An answer can have at most 2,000 characters. There was no limit"),
            (Reason::Quotas { count: 1 }, "1 quota that ended the survey for some people"),
            (Reason::Ends, "What the lowest and the highest point of the scale mean"),
        ];
        for (reason, expected) in said {
            assert_eq!(say(&reason), expected);
        }
    }

    #[test]
    fn a_file_that_is_not_read_says_what_to_do() {
        let names = NotRead::Names { names: vec!["A b".into(), "c".into()] };
        assert!(not_read(&names).ends_with("Change ‘A b’, ‘c’"));
        assert!(not_read(&NotRead::NotUtf8).starts_with("Save the file again as Unicode"));
    }
}
