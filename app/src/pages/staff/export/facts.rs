//! What an export says of each response besides its answers.

use std::collections::BTreeMap;

use domain::{
    language::{ENGLISH, Language},
    mark::Mark,
    question::{Value, Values},
    questionnaire::QuestionId,
    response::{Channel, Response},
    time::in_england,
    vocabulary::Word,
};
use export::{Described, Row};
use store::{StoredResponse, Version};

use crate::{pages::staff::labels::Labels, words::Labelled};

/// Describes the columns before those of the questions.
pub(super) fn columns(versions: &[Version]) -> Vec<Described> {
    let labels: Vec<Labels> = versions.iter().map(|version| Labels::new(&version.questionnaire)).collect();
    let values = |of: fn(&Labels) -> &[(String, String)]| {
        let one_of =
            |labels: &Labels| Values::OneOf(of(labels).iter().map(|(code, label)| Value::new(code, label)).collect());
        labels.iter().map(one_of).fold(Values::OneOf(Vec::new()), Values::or)
    };
    let channels = Channel::ALL.iter().map(|channel| Value::new(channel.word(), channel.label()));
    let yes_no = [("yes", "Yes"), ("no", "No")].map(|(word, label)| Value::new(word, label));
    let all = [
        ("reference", "Reference, which the respondent keeps", Values::Names),
        ("submitted", "The day on which it was sent", Values::Day),
        ("channel", "How it came", Values::OneOf(channels.collect())),
        ("received", "The day on which it came, where staff typed it in", Values::Day),
        ("invited", "Whether it came by an invitation", Values::OneOf(yes_no.to_vec())),
        ("version", "The number of the version of the questions", Values::Whole(Vec::new())),
        ("segment", "Who they say they are", values(|labels| &labels.segments)),
        ("area", "Council area", values(|labels| &labels.areas)),
        ("read_in", "The language in which the questions were read last", Values::Names),
        ("marks", "Facts about how it came", Values::Names),
        ("redacted", "The questions whose words were redacted", Values::Names),
    ];
    all.into_iter().map(|(name, label, values)| Described::fact(name, label, values)).collect()
}

/// Gives the cells of [`columns`] for a response of which these questions were redacted.
pub(super) fn cells(stored: &StoredResponse, version: i64, redacted: &BTreeMap<QuestionId, String>) -> Row {
    let response = &stored.response;
    // The day alone: with the minute, somebody who saw a person answer could find the response.
    let day = response.submitted_at.map(|at| in_england(at).format("%Y-%m-%d").to_string());
    vec![
        response.reference.clone().unwrap_or_default(),
        day.unwrap_or_default(),
        response.channel.word().to_owned(),
        response.received_on.map(|day| day.to_string()).unwrap_or_default(),
        if response.is_invited { "yes" } else { "no" }.to_owned(),
        version.to_string(),
        response.segment.clone().unwrap_or_default(),
        response.area.clone().unwrap_or_default(),
        read_in(response).to_owned(),
        marks(&stored.marks),
        redacted.keys().map(String::as_str).collect::<Vec<_>>().join(" "),
    ]
}

/// Names the language in which somebody read the questions; nothing where others typed the answers in and nobody knows.
fn read_in(response: &Response) -> &'static str {
    let unknown = if response.is_assisted() { "" } else { ENGLISH };
    response.language.map_or(unknown, Language::tag)
}

/// Names the marks of a response, with spaces between them. That of many from one network tells of it that it came after others,
/// which nothing else in the file does.
fn marks(marks: &[Mark]) -> String {
    marks.iter().map(|mark| mark.word()).collect::<Vec<_>>().join(" ")
}
