//! Who may do what, in one table.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What somebody on the staff does here.
    Role {
        /// Sees everything, also who sent expressions of interest.
        Administrator = "administrator",
        /// Writes questionnaires; types in, follows, weighs and exports answers.
        Strategist = "strategist",
        /// Writes groups and minutes, and publishes these.
        Editor = "editor",
        /// Takes in expressions of interest.
        Intake = "intake",
        /// Reads responses, weightings and offers of land without names.
        Auditor = "auditor",
    }

    /// Something that needs a permission.
    Action {
        /// Reads responses.
        ReadResponses = "read-responses",
        /// Types in responses that came on paper, by telephone, in a letter or at an event.
        EnterResponses = "enter-responses",
        /// Takes responses out as a file.
        ExportResponses = "export-responses",
        /// Tags comments, writes the code frame, redacts, and reads what was redacted.
        CodeComments = "code-comments",
        /// Reads weightings that are not published.
        ReadWeighting = "read-weighting",
        /// Reads expressions of interest without who sent them.
        ReadEois = "read-eois",
        /// Reads who sent an expression of interest, and their holding.
        ReadEoiIdentity = "read-eoi-identity",
        /// Reads the staff's list of minutes, with drafts.
        ReadMinutes = "read-minutes",
        /// Writes what groups are and who belongs to them, and writes and publishes minutes.
        WriteMinutes = "write-minutes",
        /// Makes consultations, and writes and publishes their questionnaires.
        WriteQuestionnaires = "write-questionnaires",
        /// Writes and signs the plans of weightings, freezes responses and runs the one on the other.
        WeighAnswers = "weigh-answers",
        /// Writes what priorities are, what is said of them and in which order they stand.
        WritePriorities = "write-priorities",
        /// Scores priorities on the criteria of a plan.
        ScorePriorities = "score-priorities",
        /// Writes up the results of runs, and releases what somebody else wrote.
        PublishResults = "publish-results",
        /// Takes published results back.
        TakeBackResults = "take-back-results",
        /// Deletes responses for good.
        EraseResponses = "erase-responses",
        /// Writes what was done about what people said, makes it public and takes it back.
        PublishReplies = "publish-replies",
        /// Chooses whose words are published, publishes them and takes them down.
        ModerateResponses = "moderate-responses",
        /// Writes the questions and criteria by which proposals are sifted, and records what is decided about them.
        DecideProposals = "decide-proposals",
        /// Reads who was involved and how, without contacts, notes and the names of people.
        ReadInvolvement = "read-involvement",
        /// Writes who was involved and how, and what supporting authorities were given and said; reads all of it.
        WriteInvolvement = "write-involvement",
        /// Says what the map shows.
        SetMap = "set-map",
        /// Loads the population counts that respondents are weighted by, and removes them.
        LoadMargins = "load-margins",
        /// Reads how many get email alerts, and of what.
        ReadAlerts = "read-alerts",
    }
}

/// Says whether a role may do something.
pub fn may(role: Role, action: Action) -> bool {
    match action {
        Action::ReadResponses | Action::ReadWeighting => {
            matches!(role, Role::Administrator | Role::Strategist | Role::Auditor)
        }
        Action::EnterResponses
        | Action::ExportResponses
        | Action::CodeComments
        | Action::WriteQuestionnaires
        | Action::WeighAnswers
        | Action::WritePriorities
        | Action::ScorePriorities
        | Action::PublishResults
        | Action::PublishReplies
        | Action::ModerateResponses
        | Action::DecideProposals
        | Action::SetMap
        | Action::LoadMargins => matches!(role, Role::Administrator | Role::Strategist),
        Action::ReadEois => matches!(role, Role::Administrator | Role::Strategist | Role::Intake | Role::Auditor),
        Action::ReadEoiIdentity => matches!(role, Role::Administrator | Role::Intake),
        Action::TakeBackResults | Action::EraseResponses => matches!(role, Role::Administrator),
        Action::ReadInvolvement => {
            matches!(role, Role::Administrator | Role::Strategist | Role::Editor | Role::Auditor)
        }
        Action::WriteMinutes | Action::ReadAlerts | Action::WriteInvolvement => {
            matches!(role, Role::Administrator | Role::Strategist | Role::Editor)
        }
        Action::ReadMinutes => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Word;

    /// One line for each action, one column for each role: administrator, strategist, editor, intake, auditor.
    const MATRIX: [(&str, &str); 24] = [
        ("read-responses", "xx..x"),
        ("enter-responses", "xx..."),
        ("export-responses", "xx..."),
        ("code-comments", "xx..."),
        ("read-weighting", "xx..x"),
        ("read-eois", "xx.xx"),
        ("read-eoi-identity", "x..x."),
        ("read-minutes", "xxxxx"),
        ("write-minutes", "xxx.."),
        ("write-questionnaires", "xx..."),
        ("weigh-answers", "xx..."),
        ("write-priorities", "xx..."),
        ("score-priorities", "xx..."),
        ("publish-results", "xx..."),
        ("take-back-results", "x...."),
        ("erase-responses", "x...."),
        ("publish-replies", "xx..."),
        ("moderate-responses", "xx..."),
        ("decide-proposals", "xx..."),
        ("read-involvement", "xxx.x"),
        ("write-involvement", "xxx.."),
        ("set-map", "xx..."),
        ("load-margins", "xx..."),
        ("read-alerts", "xxx.."),
    ];

    #[test]
    fn every_role_may_do_what_the_matrix_says_and_nothing_else() {
        for (action, (word, line)) in Action::ALL.iter().zip(MATRIX) {
            assert_eq!(action.word(), word);
            let allowed: String = Role::ALL.iter().map(|role| if may(*role, *action) { 'x' } else { '.' }).collect();
            assert_eq!(allowed, line, "{word}");
        }
        assert_eq!(Action::ALL.len(), MATRIX.len());
    }

    #[test]
    fn who_may_read_an_identity_may_read_the_rest() {
        for role in Role::ALL {
            assert!(!may(*role, Action::ReadEoiIdentity) || may(*role, Action::ReadEois), "{}", role.word());
        }
    }
}
