//! Cross-tabs: the fixed list of tables that open data has. Each sets the answers to one question of choices against one thing
//! that is known of those who gave them, and never against two.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    question::{Question, QuestionKind},
    questionnaire::{QuestionId, Questionnaire},
    routing::Condition,
    uses::RESIDENT,
};

/// The most cross-tabs of a list: they are audited together.
pub const MOST_CROSSTABS: usize = 40;
/// The licence that is proposed for open data.
pub const LICENCE: &str = "These data are published under the Open Government Licence v3.0, \
     https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";

/// What the answers to a question are set against.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Nothing: everybody who responded is counted together.
    Everybody,
    /// The segment of a respondent.
    Segment,
    /// The level of residents on a margin, by its name.
    Margin(String),
}

/// One table of the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Crosstab {
    /// The question of choices.
    pub question: QuestionId,
    /// What its answers are set against.
    pub by: By,
}

/// Why a cross-tab cannot be put into a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrosstabHindrance {
    /// It is no question of choices, or tells itself the segment or a level.
    NotAsked,
    /// Its answers cannot be set against this.
    NotKnown,
    /// It is in the list.
    There,
    /// The list is full.
    TooMany,
}

/// What begins the word of a margin.
const MARGIN: &str = "margin.";

impl By {
    /// Gives the word that stands for it in forms, files and names of tables.
    pub fn word(&self) -> String {
        match self {
            Self::Everybody => "everybody".to_owned(),
            Self::Segment => "segment".to_owned(),
            Self::Margin(name) => format!("{MARGIN}{name}"),
        }
    }

    /// Finds what a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "everybody" => Some(Self::Everybody),
            "segment" => Some(Self::Segment),
            word => word.strip_prefix(MARGIN).map(|name| Self::Margin(name.to_owned())),
        }
    }

    /// Lists what answers to a questionnaire can be set against, where residents are weighted to some margins.
    pub fn list(questionnaire: &Questionnaire, margins: &[String]) -> Vec<Self> {
        let roles = &questionnaire.roles;
        let segments = roles.segment.as_ref().and_then(|id| questionnaire.question(id));
        let has_residents = segments.is_some_and(|question| {
            question.kind.options().iter().any(|option| option.stands_for.as_deref() == Some(RESIDENT))
        });
        let segment = segments.map(|_| Self::Segment);
        let margins = margins.iter().filter(|name| has_residents && roles.margins.contains_key(*name));
        std::iter::once(Self::Everybody).chain(segment).chain(margins.cloned().map(Self::Margin)).collect()
    }
}

/// Lists the questions that are bound to others by conditions in any version: those that only some people are asked, and those whose
/// answers decide who is asked about priorities and are not about these themselves. How many were asked one tells how another was
/// answered, and no table knows that of another.
pub fn bound<'a>(versions: impl IntoIterator<Item = &'a Questionnaire>) -> BTreeSet<QuestionId> {
    let versions: Vec<&Questionnaire> = versions.into_iter().collect();
    let counts = |question: &Question| question.kind.options().iter().any(|option| option.priority.is_some());
    let all = || versions.iter().flat_map(|version| &version.pages);
    let weighed: BTreeSet<&str> =
        all().flat_map(|page| &page.questions).filter(|one| counts(one)).map(|one| one.id.as_str()).collect();
    let mut bound = BTreeSet::new();
    for page in all() {
        for question in &page.questions {
            let conditions: Vec<&Condition> = page.shown_when.iter().chain(&question.shown_when).collect();
            if conditions.is_empty() {
                continue;
            }
            bound.insert(question.id.clone());
            if counts(question) {
                let deciding = conditions.into_iter().flat_map(Condition::questions);
                bound.extend(deciding.filter(|id| !weighed.contains(id)).map(str::to_owned));
            }
        }
    }
    bound
}

/// Lists the questions whose answers can be set against something: those of choices that do not tell the segment, a level or consent, and are
/// not [`bound`] to others.
pub fn questions<'a>(
    questionnaire: &'a Questionnaire,
    bound: &'a BTreeSet<QuestionId>,
) -> impl Iterator<Item = &'a Question> {
    let roles = &questionnaire.roles;
    // Who lets their words be published is told of nobody, and of no group.
    let has_role = |id: &QuestionId| {
        let single = [&roles.segment, &roles.consent];
        single.into_iter().flatten().chain(roles.margins.values()).any(|other| other == id)
    };
    let is_choice = |kind: &QuestionKind| {
        matches!(kind, QuestionKind::SingleChoice(_) | QuestionKind::MultipleChoice(_) | QuestionKind::YesNo(_))
    };
    questionnaire
        .questions()
        .filter(move |question| is_choice(&question.kind) && !has_role(&question.id) && !bound.contains(&question.id))
}

/// Says whether a cross-tab can be put into a list.
///
/// # Errors
/// Says why not.
pub fn may_add(
    list: &[Crosstab],
    crosstab: &Crosstab,
    (questionnaire, bound): (&Questionnaire, &BTreeSet<QuestionId>),
    margins: &[String],
) -> Result<(), CrosstabHindrance> {
    if !questions(questionnaire, bound).any(|question| question.id == crosstab.question) {
        Err(CrosstabHindrance::NotAsked)
    } else if !By::list(questionnaire, margins).contains(&crosstab.by) {
        Err(CrosstabHindrance::NotKnown)
    } else if list.contains(crosstab) {
        Err(CrosstabHindrance::There)
    } else if list.len() >= MOST_CROSSTABS {
        Err(CrosstabHindrance::TooMany)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        question::{AnswerOption, SingleChoice, Text, YesNo},
        questionnaire::{Page, Roles},
    };

    fn questionnaire() -> Questionnaire {
        let resident = AnswerOption { id: "r".into(), stands_for: Some(RESIDENT.into()), ..AnswerOption::default() };
        let who = QuestionKind::SingleChoice(SingleChoice { options: vec![resident] });
        let mut page = Page::new("you", "About you");
        page.questions = vec![
            Question::new("who", "Who?", who.clone()),
            Question::new("age", "How old?", who),
            Question::new("ponds", "Ponds?", QuestionKind::YesNo(YesNo::new())),
            Question::new("why", "Why?", QuestionKind::Text(Text { limit: 10, multiline: false })),
        ];
        let margins = [("age_band".to_owned(), "age".to_owned())].into();
        Questionnaire { pages: vec![page], roles: Roles { segment: Some("who".into()), margins, ..Roles::default() } }
    }

    fn crosstab(question: &str, by: By) -> Crosstab {
        Crosstab { question: question.into(), by }
    }

    #[test]
    fn only_choices_that_tell_no_segment_and_no_level_are_set_against_something() {
        let (asked, bound) = (questionnaire(), BTreeSet::new());
        let offered: Vec<_> = questions(&asked, &bound).map(|question| question.id.as_str()).collect();
        assert_eq!(offered, ["ponds"]);
        let roles = Roles { consent: Some("ponds".into()), ..asked.roles.clone() };
        let asked = Questionnaire { roles, ..asked };
        assert_eq!(questions(&asked, &bound).count(), 0, "who consents is told of no group");
    }

    #[test]
    fn a_cross_tab_is_set_against_what_is_known_of_respondents_and_stands_in_a_list_once() {
        let (asked, margins) = (questionnaire(), ["age_band".to_owned()]);
        let may = |list: &[Crosstab], one: Crosstab| may_add(list, &one, (&asked, &BTreeSet::new()), &margins);
        let one = crosstab("ponds", By::Margin("age_band".into()));
        assert_eq!(may(&[], one.clone()), Ok(()));
        assert_eq!(may(std::slice::from_ref(&one), one.clone()), Err(CrosstabHindrance::There));
        assert_eq!(may(&vec![one; MOST_CROSSTABS], crosstab("ponds", By::Segment)), Err(CrosstabHindrance::TooMany));
        assert_eq!(may(&[], crosstab("why", By::Segment)), Err(CrosstabHindrance::NotAsked));
        assert_eq!(may(&[], crosstab("ponds", By::Margin("sex".into()))), Err(CrosstabHindrance::NotKnown));
    }

    #[test]
    fn a_question_that_some_are_asked_is_not_offered_nor_one_that_decides_who_is_asked_about_priorities() {
        let condition =
            |question: &str| Some(Condition::Chose { question: question.into(), any_of: vec!["yes".into()] });
        let yes_no = || QuestionKind::YesNo(YesNo::new());
        let priority = AnswerOption { priority: Some("H01".into()), ..AnswerOption::default() };
        let mut asked = questionnaire();
        asked.pages[0].questions.extend([
            Question::new("opens", "Opens?", yes_no()),
            Question::new("weighs", "Weighs?", yes_no()),
            Question { shown_when: condition("opens"), ..Question::new("follows", "Follows?", yes_no()) },
            Question {
                shown_when: condition("weighs"),
                ..Question::new("first", "First?", QuestionKind::SingleChoice(SingleChoice { options: vec![priority] }))
            },
        ]);
        let mut page = Page { shown_when: condition("opens"), ..Page::new("more", "More") };
        page.questions = vec![Question::new("deep", "Deep?", yes_no())];
        let mut before = asked.clone();
        before.pages.push(page);
        asked.pages[0].questions.push(Question::new("deep", "Deep?", yes_no()));

        let bound = bound([&asked, &before]);
        let offered: Vec<_> = questions(&asked, &bound).map(|question| question.id.as_str()).collect();
        assert_eq!(offered, ["ponds", "opens"]);
    }

    #[test]
    fn a_margin_that_residents_are_not_weighted_to_is_not_offered() {
        assert_eq!(By::list(&questionnaire(), &[]), [By::Everybody, By::Segment]);
    }

    #[test]
    fn a_word_leads_back_to_what_answers_are_set_against() {
        for by in [By::Everybody, By::Segment, By::Margin("age_band".into())] {
            assert_eq!(By::from_word(&by.word()), Some(by));
        }
        assert_eq!(By::from_word("age_band"), None);
    }
}
