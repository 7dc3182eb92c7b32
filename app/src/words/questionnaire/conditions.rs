//! A condition as a sentence.

use domain::{questionnaire::Questionnaire, routing::Condition};

use super::asked;

/// Says when something is shown.
pub fn sentence(condition: &Condition, questionnaire: &Questionnaire) -> String {
    format!("Shown when {}", clause(condition, questionnaire))
}

/// Says on paper who answers.
pub fn only_if(condition: &Condition, questionnaire: &Questionnaire) -> String {
    format!("Only if {}.", clause(condition, questionnaire))
}

/// Says on which answers something hangs, as the end of a sentence.
pub fn clause(condition: &Condition, all: &Questionnaire) -> String {
    match condition {
        Condition::Chose { question, any_of } => {
            format!("{} was chosen for ‘{}’", options(question, any_of, all), asked(all, question))
        }
        Condition::ChoseAtLeast { question, count } => {
            format!(
                "at least {count} {} chosen for ‘{}’",
                if *count == 1 { "was" } else { "were" },
                asked(all, question)
            )
        }
        Condition::Number { question, at_least, at_most } => {
            let asked = asked(all, question);
            match (at_least, at_most) {
                (Some(least), Some(most)) => {
                    format!("the answer to ‘{asked}’ is from {} to {}", least.written(), most.written())
                }
                (Some(least), None) => format!("the answer to ‘{asked}’ is {} or more", least.written()),
                (None, Some(most)) => format!("the answer to ‘{asked}’ is {} or less", most.written()),
                (None, None) => format!("‘{asked}’ was answered with a number"),
            }
        }
        Condition::All(parts) => several(parts, " and ", all),
        Condition::Any(parts) => several(parts, " or ", all),
        Condition::Not(part) => match &**part {
            Condition::Chose { question, any_of } => {
                format!("{} was not chosen for ‘{}’", options(question, any_of, all), asked(all, question))
            }
            part => format!("it is not so that {}", clause(part, all)),
        },
    }
}

fn several(parts: &[Condition], between: &str, all: &Questionnaire) -> String {
    let part = |part: &Condition| match part {
        Condition::All(_) | Condition::Any(_) => format!("({})", clause(part, all)),
        _ => clause(part, all),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(between)
}

fn options(question: &str, ids: &[String], all: &Questionnaire) -> String {
    let kind = all.question(question).map(|question| &question.kind);
    let source = kind.and_then(|kind| kind.options_from()).and_then(|source| all.question(source));
    let known = source.map(|source| &source.kind).or(kind).map_or(&[][..], |kind| kind.options());
    let label = |id: &String| {
        let label = known.iter().find(|option| option.id == *id).map(|option| option.label.as_str());
        format!("‘{}’", label.unwrap_or(id))
    };
    ids.iter().map(label).collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn said(condition: &Value) -> String {
        let options = json!([{ "id": "beach", "label": "The beach" }, { "id": "wood", "label": "A wood" }]);
        let place = json!({ "id": "place", "text": "Where?", "kind": { "multiple_choice": { "options": options } } });
        let often = json!({ "id": "often", "text": "How often?", "kind": { "number": {} } });
        let page = json!({ "id": "page", "title": "Page", "questions": [place, often] });
        let all: Questionnaire = serde_json::from_value(json!({ "pages": [page] })).unwrap();
        sentence(&serde_json::from_value(condition.clone()).unwrap(), &all)
    }

    #[test]
    fn a_condition_is_said_with_the_words_that_people_read() {
        let chose = json!({ "chose": { "question": "place", "any_of": ["beach", "wood"] } });
        let often = json!({ "number": { "question": "often", "at_least": "2" } });
        assert_eq!(said(&chose), "Shown when ‘The beach’ or ‘A wood’ was chosen for ‘Where?’");
        assert_eq!(said(&json!({ "not": chose })), "Shown when ‘The beach’ or ‘A wood’ was not chosen for ‘Where?’");
        assert_eq!(said(&often), "Shown when the answer to ‘How often?’ is 2 or more");
        let many = json!({ "chose_at_least": { "question": "place", "count": 2 } });
        let nested = json!({ "all": [often, { "any": [many, { "not": many }] }] });
        let many = "at least 2 were chosen for ‘Where?’";
        let expected =
            format!("Shown when the answer to ‘How often?’ is 2 or more and ({many} or it is not so that {many})");
        assert_eq!(said(&nested), expected);
    }
}
