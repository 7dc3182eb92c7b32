//! What the columns of the files are, for whoever opens one.

use leptos::prelude::*;

use crate::parts::details;

/// The columns of the file of responses.
const RESPONSES: [(&str, &str); 11] = [
    ("reference", "what the respondent got; the rows are in its order, which tells nothing of who answered first"),
    ("submitted", "the day on which it was sent"),
    (
        "channel, received",
        "how it came: online, paper, telephone, letter or event; and for those that staff typed in the day on which it came",
    ),
    ("invited", "yes if it came by an invitation, otherwise no; by which invitation is not known"),
    ("version", "the number of the version of the questions that it answers"),
    ("segment, area", "who they say they are, and the code of their council area"),
    (
        "read_in",
        "the language in which the questions were read last, en-GB where it was English; empty where staff typed the answers in",
    ),
    (
        "marks",
        "facts about how it came, by their names with spaces between them: many-from-one-network, hidden-field-filled-in, \
         sent-sooner-than-read; marked responses are counted like all others",
    ),
    (
        "redacted",
        "the questions, by their names with spaces between them, whose words were redacted; the file has what they read as instead",
    ),
    (
        "a question, then .state",
        "the answer, in several columns where there are several parts; its state is answered, blank (left blank), \
         skipped (not asked, because of an earlier answer) or not-in-version (this version does not ask it)",
    ),
    (
        "a question, then .order",
        "the order in which this person saw the options, the first first, for questions that show them in a random order",
    ),
];

/// The columns of the file of a weighting.
const PRIORITIES: [(&str, &str); 10] = [
    ("question, option, label", "what was asked, and the answer in question, by its name in the form and in words"),
    (
        "method",
        "how answers are counted: share-choosing is the share of people who chose it, borda-share is its share of \
         ranking points, mean-share-of-points is the average share of points that people gave it",
    ),
    ("priority", "the code of the priority for which the answer stands"),
    ("answered", "how many residents answered the question"),
    ("unweighted, weighted", "the figure with each person counted once, and with weights; 0.25 is 25%"),
    ("unweighted_rank, weighted_rank", "the place by each of the two, 1 for the highest"),
    (
        "second_unweighted, second_weighted",
        "another figure for the same: for share-choosing with one vote for each person, split over what they chose; for \
         borda-share the share of people who put it first",
    ),
    ("effective", "how many residents who all count the same would tell as much as those who answered, weighted"),
    ("design_effect", "what weighting costs: answered divided by effective; 1 is no loss, more than 4 is too much"),
    ("note", "whom the figures describe, and why one is missing"),
];

/// Says what the columns of the file of responses are.
pub(in crate::pages::staff) fn responses() -> impl IntoView {
    explain("What the columns of a file of responses are", &RESPONSES)
}

/// Says what the columns of the file of a weighting are.
pub(in crate::pages::staff) fn priorities() -> impl IntoView {
    explain("What the columns of a file of weighting are", &PRIORITIES)
}

fn explain(title: &'static str, columns: &'static [(&str, &str)]) -> impl IntoView {
    let items = columns.iter().map(|(names, meaning)| view! { <li><strong>{*names}</strong> ": " {*meaning} "."</li> });
    details(title, view! { <ul class="govuk-list govuk-list--bullet">{items.collect_view()}</ul> })
}
