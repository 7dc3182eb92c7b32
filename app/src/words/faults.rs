//! What staff have to do about a questionnaire that makes no sense, in one sentence for each fault.

use domain::questionnaire::Problem;

/// Says what has to be put right.
pub fn say(problem: &Problem) -> String {
    match problem {
        Problem::NoPages => "Add a page with at least one question".to_owned(),
        Problem::PageTwice => "Give the page a name that no other page has".to_owned(),
        Problem::QuestionTwice => "Give the question a name that no other question has".to_owned(),
        Problem::NotAName { name } => {
            format!("Use only small letters, digits and hyphens for the name ‘{name}’")
        }
        Problem::ReservedPage { name } => {
            format!("Copy the page and remove this one. Its address, ‘{name}’, belongs to the form")
        }
        Problem::NoWords => "Write what people read here; it is empty".to_owned(),
        Problem::RoleWithoutQuestion { question } => {
            format!("Use another question in place of ‘{question}’, which is not there")
        }
        Problem::CannotTell => {
            "Use it for nothing, or ask it in another way: asked like this it cannot be used for what it is".to_owned()
        }
        Problem::PriorityTwice { priority } => format!("Let only one answer count for the priority ‘{priority}’"),
        Problem::NotAskedBefore { question } => {
            format!("Use a question that is asked before this one. ‘{question}’ is not")
        }
        Problem::NeverChosen { question, option } => {
            format!("Take ‘{option}’ out of the condition, because ‘{question}’ does not offer it")
        }
        _ => of_kind(problem),
    }
}

/// Says what has to be put right in what a question of some kind needs.
fn of_kind(problem: &Problem) -> String {
    match problem {
        Problem::TooFewOptions { least } => format!("Offer at least {least} to choose from"),
        Problem::OptionTwice { option } => format!("Give each answer a name of its own. Two have the name ‘{option}’"),
        Problem::ReservedOption { option } => {
            format!("Give the answer ‘{option}’ another name, because the columns of a file use this one")
        }
        Problem::NoLabel { option } => format!("Write what people read for the answer ‘{option}’"),
        Problem::AllowsNothing => "Allow at least 1, because 0 lets nobody answer".to_owned(),
        Problem::TooManyFiles { at_most } => format!("Ask for up to {at_most} files"),
        Problem::MoreRanksThanOptions => "Ask for no more ranks than there are answers to rank".to_owned(),
        Problem::NotAScale => "Begin the scale at 0 or 1 and end it above that, at 10 at most".to_owned(),
        Problem::EndWithoutLabel { point } => format!("Write what {point} means, because it is an end of the scale"),
        Problem::LabelBesideScale { point } => {
            format!("Take away the words for {point}, which the scale does not have")
        }
        Problem::NotYesAndNo => "Offer yes and no, in this order, and after them only ‘don’t know’".to_owned(),
        Problem::LeastAboveMost => "Make the least no larger than the most".to_owned(),
        Problem::TooManyDecimals { at_most } => format!("Ask for no more than {at_most} decimal places"),
        Problem::EarliestAfterLatest => "Make the first day no later than the last".to_owned(),
        _ => of_comparisons(problem),
    }
}

/// Says what has to be put right in sets and pairs, all of which are put right by making them anew.
fn of_comparisons(problem: &Problem) -> String {
    let wrong = match problem {
        Problem::TooFewCompared { comparison, least } => {
            format!("number {comparison} shows fewer than {least} answers")
        }
        Problem::ComparedTwice { comparison, option } => format!("number {comparison} shows ‘{option}’ twice"),
        Problem::NotAnOption { comparison, option } => {
            format!("number {comparison} shows ‘{option}’, which is not among the answers")
        }
        Problem::ComparisonTwice { name } => format!("two of them have the name ‘{name}’"),
        Problem::NeverCompared { option } => format!("‘{option}’ is in none of them"),
        _ => "there are none".to_owned(),
    };
    format!("Make the comparisons anew: {wrong}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_do_is_said_with_the_place() {
        let said = [
            (Problem::EndWithoutLabel { point: 10 }, "Write what 10 means, because it is an end of the scale"),
            (
                Problem::NeverCompared { option: "ponds".into() },
                "Make the comparisons anew: ‘ponds’ is in none of them",
            ),
            (Problem::NothingCompared, "Make the comparisons anew: there are none"),
        ];
        for (problem, expected) in said {
            assert_eq!(say(&problem), expected);
        }
    }
}
