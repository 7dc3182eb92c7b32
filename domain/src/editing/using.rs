//! Setting what the answers to a question are used for in counting.

use std::collections::BTreeMap;

use super::EditError;
use crate::{
    questionnaire::{OptionId, Questionnaire},
    uses::Use,
};

impl Questionnaire {
    pub(super) fn set_use(
        &mut self,
        id: &str,
        used_for: Option<&Use>,
        codes: &BTreeMap<OptionId, String>,
    ) -> Result<(), EditError> {
        let (page, place) = self.place_of_question(id)?;
        let question = &mut self.pages[page].questions[place];
        if used_for.is_some_and(|used_for| !used_for.suits(&question.kind)) {
            return Err(EditError::CannotBeUsed { question: id.to_owned() });
        }
        let before = question.kind.clone();
        for option in question.kind.options_mut() {
            let code = codes.get(&option.id).cloned();
            (option.stands_for, option.priority) = match used_for {
                Some(Use::Segment | Use::Margin(_) | Use::Consent) => (code, None),
                Some(Use::Priorities) => (None, code),
                Some(Use::Organisation) | None => (None, None),
            };
        }
        question.from_library.take_if(|_| question.kind != before);
        self.roles.give(id, used_for);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;
    use crate::editing::Edit;

    fn asking() -> Questionnaire {
        let options = json!([{ "id": "a", "label": "A", "priority": "H1" }, { "id": "b", "label": "B" }]);
        let one = |id: &str| json!({ "id": id, "text": id, "kind": { "single_choice": { "options": options } } });
        let why = json!({ "id": "why", "text": "Why?", "kind": { "text": { "limit": 9 } } });
        let page = json!({ "id": "page", "title": "Page", "questions": [one("one"), one("two"), why] });
        serde_json::from_value(json!({ "pages": [page], "roles": { "segment": "one" } })).unwrap()
    }

    fn after(question: &str, used_for: Option<Use>, codes: &[(&str, &str)]) -> Result<Questionnaire, EditError> {
        let codes = codes.iter().map(|(option, code)| ((*option).to_owned(), (*code).to_owned())).collect();
        asking().edited(&Edit::SetUse { question: question.into(), used_for, codes }, &BTreeSet::new())
    }

    fn codes(questionnaire: &Questionnaire, question: &str) -> Vec<(Option<String>, Option<String>)> {
        let options = questionnaire.question(question).unwrap().kind.options();
        options.iter().map(|option| (option.stands_for.clone(), option.priority.clone())).collect()
    }

    #[test]
    fn a_use_is_taken_from_the_question_that_had_it() {
        let new = after("two", Some(Use::Segment), &[("a", "resident")]).unwrap();
        assert_eq!(new.roles.segment.as_deref(), Some("two"));
        assert_eq!(codes(&new, "two"), [(Some("resident".into()), None), (None, None)]);
    }

    #[test]
    fn a_question_that_is_used_for_something_else_is_not_used_for_what_it_was() {
        let new = after("one", Some(Use::Priorities), &[("b", "H2")]).unwrap();
        assert_eq!(new.roles.segment, None);
        assert_eq!(codes(&new, "one"), [(None, None), (None, Some("H2".into()))]);
        let new = after("one", None, &[]).unwrap();
        assert_eq!((new.roles.segment.as_deref(), codes(&new, "one")), (None, vec![(None, None), (None, None)]));
    }

    #[test]
    fn answers_that_cannot_tell_it_are_not_used_for_it() {
        let refused = EditError::CannotBeUsed { question: "why".into() };
        assert_eq!(after("why", Some(Use::Segment), &[]), Err(refused));
        assert!(after("why", None, &[]).is_ok());
    }
}
