//! Who asks for the answer to a question: conditions, rankings that take their options from it, and roles.

use crate::{
    question::{Question, QuestionKind},
    questionnaire::{Page, PageId, QuestionId, Questionnaire, Roles},
    routing::Condition,
    uses::Use,
};

/// What rests on the answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum User {
    /// A page that is shown only after some answers.
    Page(PageId),
    /// A question that is shown only after some answers, or takes its options from them.
    Question(QuestionId),
    /// The question tells which kind of respondent somebody is.
    Segment,
    /// The question names the organisation that somebody answers for.
    Organisation,
    /// The question says what may be published of a response.
    Consent,
    /// The question tells the level of a margin.
    Margin(String),
}

/// Lists what rests on the answer to a question, in the order of the form.
pub(super) fn users(questionnaire: &Questionnaire, question: &str) -> Vec<User> {
    let mut users = Vec::new();
    for page in &questionnaire.pages {
        if page.shown_when.as_ref().is_some_and(|condition| asks_for(condition, question)) {
            users.push(User::Page(page.id.clone()));
        }
        let asking = page.questions.iter().filter(|other| {
            let conditions = other.shown_when.as_ref().is_some_and(|condition| asks_for(condition, question));
            conditions || other.kind.options_from() == Some(question)
        });
        users.extend(asking.map(|other| User::Question(other.id.clone())));
    }
    users.extend(questionnaire.roles.told_by(question).into_iter().filter_map(|told| match told {
        Use::Segment => Some(User::Segment),
        Use::Organisation => Some(User::Organisation),
        Use::Consent => Some(User::Consent),
        Use::Margin(margin) => Some(User::Margin(margin)),
        // What counts for priorities stands with its options, and goes with them.
        Use::Priorities => None,
    }));
    users
}

/// Lets everything on a page that asks for one question ask for another.
pub(super) fn rename(page: &mut Page, old: &str, new: &str) {
    page.shown_when.iter_mut().for_each(|condition| rename_in(condition, old, new));
    for Question { shown_when, kind, .. } in &mut page.questions {
        if let Some(condition) = shown_when {
            rename_in(condition, old, new);
        }
        if let QuestionKind::Ranking(ranking) = kind
            && ranking.options_from.as_deref() == Some(old)
        {
            ranking.options_from = Some(new.to_owned());
        }
    }
}

/// Lets the roles that ask for one question ask for another.
pub(super) fn rename_roles(roles: &mut Roles, old: &str, new: &str) {
    roles.questions_mut().filter(|question| *question == old).for_each(|question| new.clone_into(question));
}

fn asks_for(condition: &Condition, question: &str) -> bool {
    condition.questions().contains(&question)
}

fn rename_in(condition: &mut Condition, old: &str, new: &str) {
    match condition {
        Condition::Chose { question, .. }
        | Condition::ChoseAtLeast { question, .. }
        | Condition::Number { question, .. } => {
            if question == old {
                new.clone_into(question);
            }
        }
        Condition::All(parts) | Condition::Any(parts) => parts.iter_mut().for_each(|part| rename_in(part, old, new)),
        Condition::Not(part) => rename_in(part, old, new),
    }
}
