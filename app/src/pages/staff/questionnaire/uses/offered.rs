//! What answers can stand for: what the site counts, what the library brings, and what stands in the questionnaire already.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    editing::names,
    library::included,
    moderation::Consent,
    priority::Priority,
    question::{AnswerOption, Question},
    questionnaire::{OptionId, Questionnaire},
    uses::{Level, RESIDENT, Use},
};
use store::MarginLevel;

use crate::{
    error::PageError,
    pages::staff::asking::{all, option},
    state::AppState,
    words::questionnaire::uses::SEGMENTS,
};

/// The choice of an answer that stands for a kind of respondent of its own.
const OWN: &str = ".own";

/// What the site counts.
pub(super) struct Offered {
    margins: Vec<MarginLevel>,
    /// The priorities of the site.
    pub(super) priorities: Vec<Priority>,
}

impl Offered {
    /// Finds the margins and the priorities of the site.
    pub(super) async fn find(state: &AppState) -> Result<Self, PageError> {
        let margins = state.store.list_margin_levels().await?;
        Ok(Self { margins, priorities: state.store.list_priorities().await? })
    }

    /// Gives the levels that have counts.
    pub(super) fn levels(&self) -> Vec<Level> {
        let level = |each: &MarginLevel| Level {
            margin: each.name.clone(),
            code: each.level.clone(),
            label: each.label.clone(),
        };
        self.margins.iter().map(level).collect()
    }

    /// Lists what a question can be used for.
    pub(super) fn uses(&self, all: &Questionnaire, question: &Question) -> Vec<Use> {
        let library = library().flat_map(|(_, roles)| roles.margins.keys());
        let names = self.margins.iter().map(|level| &level.name).chain(all.roles.margins.keys()).chain(library);
        let names: BTreeSet<&String> = names.collect();
        let margins = names.into_iter().map(|name| Use::Margin(name.clone()));
        let uses =
            std::iter::once(Use::Segment).chain(margins).chain([Use::Organisation, Use::Consent, Use::Priorities]);
        let stands = |used_for: &Use| *used_for == Use::Organisation || !self.codes(all, question, used_for).is_empty();
        let is_possible = |used_for: &Use| used_for.suits(&question.kind) && stands(used_for);
        uses.filter(is_possible).collect()
    }

    /// Lists what an answer to a question can stand for.
    pub(super) fn codes(
        &self,
        questionnaire: &Questionnaire,
        question: &Question,
        used_for: &Use,
    ) -> Vec<AnswerOption> {
        let mut codes = match used_for {
            Use::Segment => SEGMENTS.iter().map(|(code, words)| option(code, words)).collect(),
            Use::Margin(name) => self.levels_of(name),
            Use::Organisation => Vec::new(),
            Use::Consent => return all::<Consent>(),
            Use::Priorities => {
                self.priorities.iter().map(|each| option(&each.code, &titled(&each.title, &each.code))).collect()
            }
        };
        let same = questionnaire.questions().filter(|other| match used_for {
            Use::Segment | Use::Margin(_) | Use::Organisation | Use::Consent => {
                other.id == question.id && questionnaire.uses(other).contains(used_for)
            }
            Use::Priorities => used_for.suits(&other.kind),
        });
        for standing in same.flat_map(|other| other.kind.options()) {
            if let Some(code) = used_for.code(standing).filter(|code| codes.iter().all(|known| known.id != *code)) {
                codes.push(option(code, &titled(&standing.label, code)));
            }
        }
        codes.extend((*used_for == Use::Segment).then(|| option(OWN, "A kind of its own")));
        codes
    }

    /// Gives the title of a priority, or its code where the site does not have it.
    pub(super) fn title(&self, code: &str) -> String {
        self.priorities.iter().find(|each| each.code == code).map_or(code, |each| &each.title).to_owned()
    }

    /// Gives the levels that have counts, or those of the library where none have.
    fn levels_of(&self, name: &str) -> Vec<AnswerOption> {
        let counted = self.margins.iter().filter(|level| level.name == *name);
        let counted: Vec<_> = counted.map(|level| option(&level.level, &level.label)).collect();
        if !counted.is_empty() {
            return counted;
        }
        let asking = library().find_map(|(questions, roles)| {
            let asked = roles.margins.get(name)?;
            questions.iter().find(|question| question.id == *asked)
        });
        let options = asking.map_or(&[][..], |question| question.kind.options());
        options.iter().filter_map(|each| Some(option(each.stands_for.as_deref()?, &each.label))).collect()
    }
}

/// Gives what the entries of the library ask, with the roles of their questions.
fn library() -> impl Iterator<Item = (&'static [Question], &'static domain::questionnaire::Roles)> {
    let entries = included().iter().flat_map(|collection| &collection.entries);
    entries.map(|entry| (entry.item.content.questions(), &entry.item.roles))
}

/// Gives a title with the code that it has.
fn titled(title: &str, code: &str) -> String {
    format!("{title} ({code})")
}

/// Finds what each answer seems to stand for, by its name or its words. The others are of a kind of their own where kinds are
/// told apart and residents were found: before that too little is known.
pub(super) fn likely(codes: &[AnswerOption], answers: &[AnswerOption]) -> Vec<Option<String>> {
    let known = |answer: &AnswerOption| {
        let words = answer.label.trim();
        let is_like = |code: &&AnswerOption| {
            let said = [words.to_owned(), titled(words, &code.id)];
            code.id == answer.id || said.iter().any(|said| said.to_lowercase() == code.label.to_lowercase())
        };
        codes.iter().find(is_like).map(|code| code.id.clone())
    };
    let known: Vec<Option<String>> = answers.iter().map(known).collect();
    let has_residents = known.iter().flatten().any(|code| code == RESIDENT);
    let own = codes.iter().any(|code| code.id == OWN && has_residents).then(|| OWN.to_owned());
    let of_its_own = |answer: &AnswerOption| own.clone().filter(|_| !answer.missing);
    known.into_iter().zip(answers).map(|(code, answer)| code.or_else(|| of_its_own(answer))).collect()
}

/// Gives answers of a kind of their own the name of that kind, which is theirs unless it is taken.
pub(super) fn resolved(chosen: BTreeMap<OptionId, String>, codes: &[AnswerOption]) -> BTreeMap<OptionId, String> {
    let is_taken = |name: &str| codes.iter().any(|code| code.id == name);
    let named = |(answer, code): (OptionId, String)| {
        let code = if code == OWN { names::free(&answer, is_taken) } else { code };
        (answer, code)
    };
    chosen.into_iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(codes: &[AnswerOption], answers: &[(&str, &str)]) -> Vec<Option<String>> {
        let answers: Vec<AnswerOption> = answers.iter().map(|(id, label)| option(id, label)).collect();
        likely(codes, &answers)
    }

    #[test]
    fn an_answer_seems_to_stand_for_what_has_its_name_or_its_words() {
        let codes = [option("25-34", "25 to 34"), option("female", "Women"), option("H1", "Ponds and pools (H1)")];
        let answers = [("25-to-34", "25 to 34 "), ("female", "Female"), ("ponds", "Ponds and Pools"), ("male", "Male")];
        assert_eq!(guessed(&codes, &answers), [Some("25-34".into()), Some("female".into()), Some("H1".into()), None]);
    }

    #[test]
    fn an_answer_is_of_a_kind_of_its_own_only_beside_residents() {
        let kinds = [option("resident", "Residents"), option("visitor", "Visitors"), option(OWN, "A kind of its own")];
        let (resident, angler) = (("me", "Residents"), ("angler", "An angler"));
        assert_eq!(guessed(&kinds, &[resident, angler]), [Some("resident".into()), Some(OWN.into())]);
        assert_eq!(guessed(&kinds, &[("visitor", "I visit"), angler]), [Some("visitor".into()), None]);
        let unsaid = AnswerOption { missing: true, ..option("no", "Prefer not to say") };
        assert_eq!(likely(&kinds, &[option("resident", "I live here"), unsaid]), [Some("resident".into()), None]);
    }

    #[test]
    fn a_kind_of_its_own_has_the_name_of_its_answer_unless_that_is_another_kind() {
        let codes = [option("resident", "Residents"), option(OWN, "A kind of its own")];
        let chosen = [("angler", OWN), ("resident", OWN), ("me", "resident")];
        let chosen = chosen.into_iter().map(|(answer, code)| (answer.to_owned(), code.to_owned())).collect();
        let resolved = resolved(chosen, &codes);
        let told: Vec<_> = resolved.iter().map(|(answer, code)| (answer.as_str(), code.as_str())).collect();
        assert_eq!(told, [("angler", "angler"), ("me", "resident"), ("resident", "resident-2")]);
    }
}
