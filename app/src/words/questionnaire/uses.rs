//! What the answers to a question are used for, and what a weighting lacks, in words for those who write questionnaires.

use domain::{
    questionnaire::Questionnaire,
    uses::{Gap, RESIDENT, Use},
};

use super::asked;
use crate::words::analysis::margin;

/// The segments that the questions of the library tell apart, with what people read.
pub const SEGMENTS: [(&str, &str); 9] = [
    (RESIDENT, "Residents"),
    ("visitor", "People who visit or work in the area"),
    ("land-manager", "People who farm, own or manage land"),
    ("community", "Community and voluntary groups"),
    ("nature-organisation", "Nature and environment organisations"),
    ("public-body", "Councils and other public bodies"),
    ("business", "Businesses"),
    ("education", "Schools, colleges and students"),
    ("other", "Others"),
];

/// Names a use for choosing it.
pub fn label(used_for: &Use) -> String {
    match used_for {
        Use::Segment => "To say which kind of respondent somebody is".to_owned(),
        Use::Margin(name) => format!("To say the {} of somebody", margin(name)),
        Use::Organisation => "To name the organisation that somebody answers for".to_owned(),
        Use::Consent => "To say whether what somebody wrote may be published".to_owned(),
        Use::Priorities => "To count for priorities".to_owned(),
    }
}

/// Says what a use does.
pub fn hint(used_for: &Use) -> &'static str {
    match used_for {
        Use::Segment => {
            "Results are kept apart by it. Residents are weighted to the population, and every other kind stands beside them as it answered."
        }
        Use::Margin(_) => "Residents are weighted by it, so that each part of them counts as much as it has people.",
        Use::Organisation => "The list of organisations that answered has it.",
        Use::Consent => {
            "Nobody’s words are published without it. It holds for those who answer after it is published, and never for those before."
        }
        Use::Priorities => "The weighting says which priorities people put first by it.",
    }
}

/// Asks what the answers stand for in a use; words stand for nothing.
pub fn each(used_for: &Use) -> &'static str {
    match used_for {
        Use::Organisation => "",
        Use::Segment => "Which kind of respondent does each answer stand for?",
        Use::Margin(_) => "Which part of the population does each answer stand for?",
        Use::Consent => "What does each answer let you publish?",
        Use::Priorities => "Which priority does each answer count for?",
    }
}

/// Says what an answer to choose does that stands for nothing.
pub fn nothing(used_for: &Use) -> &'static str {
    match used_for {
        Use::Organisation => "",
        Use::Segment => {
            "Several answers may stand for the same kind. Whoever chooses one that stands for nothing is counted as ‘Not stated’."
        }
        Use::Margin(_) => {
            "Several answers may stand for the same part. Whoever chooses one that stands for nothing is counted as if they had not said."
        }
        Use::Consent => {
            "Whoever chooses an answer that stands for nothing, or leaves the question blank, has let you publish nothing."
        }
        Use::Priorities => {
            "Each priority once. An answer that counts for nothing takes part in the question and has no line in the weighting."
        }
    }
}

/// Says what a question is used for, in the outline and above its preview; `counting` of its answers stand for something.
pub fn line(used_for: &Use, counting: usize, answers: usize) -> String {
    match used_for {
        Use::Segment => "Says which kind of respondent somebody is: results are kept apart by it".to_owned(),
        Use::Margin(name) => format!("Says the {} of somebody: residents are weighted by it", margin(name)),
        Use::Organisation => {
            "Names the organisation that somebody answers for: the list of organisations has it".to_owned()
        }
        Use::Consent => "Says whether what somebody wrote may be published".to_owned(),
        Use::Priorities => format!("Counts for priorities with {counting} of its {answers} answers"),
    }
}

/// Says what a weighting lacks, and what follows from it.
pub fn gap(gap: &Gap, all: &Questionnaire) -> String {
    match gap {
        Gap::NoSegment => {
            "No question says which kind of respondent somebody is. Nobody would be counted as a resident, and nothing weighted.".to_owned()
        }
        Gap::NoResidents { question } => {
            format!("No answer to ‘{}’ stands for residents, who are the ones that are weighted.", asked(all, question))
        }
        Gap::NotAsked { margin: name } => {
            format!("No question says the {} of somebody, so that nobody is weighted by it.", margin(name))
        }
        Gap::NoCounts { question, margin: name } => {
            let asked = asked(all, question);
            format!("‘{asked}’ says the {} of somebody, but there are no counts of the population for it.", margin(name))
        }
        Gap::NobodyIn { question, level } => {
            format!("No answer to ‘{}’ stands for ‘{level}’. While nobody can say that, nothing is weighted.", asked(all, question))
        }
        Gap::NotCounted { question, answer } => {
            format!("The answer ‘{answer}’ to ‘{}’ stands for something that has no count.", asked(all, question))
        }
        Gap::NoPriorities => "No answer counts for a priority, so that there is nothing to weigh.".to_owned(),
        Gap::UnknownPriority { question, priority } => {
            format!("‘{}’ counts for the priority ‘{priority}’, which this site does not have.", asked(all, question))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::library::included;

    use super::*;

    #[test]
    fn the_segments_are_those_of_the_library() {
        let entries = included().iter().flat_map(|collection| &collection.entries);
        let telling = entries.flat_map(|entry| {
            let is_asked = |id: &&str| entry.item.roles.segment.as_deref() == Some(*id);
            entry.item.content.questions().iter().filter(move |question| is_asked(&question.id.as_str()))
        });
        let codes = telling.flat_map(|question| question.kind.options());
        let codes: BTreeSet<&str> = codes.filter_map(|option| option.stands_for.as_deref()).collect();

        assert_eq!(codes, SEGMENTS.into_iter().map(|(code, _)| code).collect());
    }
}
