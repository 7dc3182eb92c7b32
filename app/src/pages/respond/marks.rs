//! What is noted of how a response came while it is sent. Nobody is refused for it, and nobody who answers is told.

use domain::{
    draft::Draft,
    fields::Fields,
    ids::ResponseId,
    mark::{Mark, is_sent_too_soon},
};
use leptos::prelude::*;

use super::Room;
use crate::{network::Network, pages::answering::Answering, parts::field_id, state::AppState};

/// The field of the check page that nobody sees; no browser takes its name for something that it could fill in, and no question
/// can have it.
pub const LEAVE_EMPTY: &str = "leave~empty";

/// Draws the field that nobody sees, with words for whoever meets it without the style sheet.
pub(super) fn hidden_field() -> impl IntoView {
    let id = field_id(LEAVE_EMPTY);
    view! {
        <div class="govuk-visually-hidden" aria-hidden="true">
            <label for=id.clone()>"Leave this empty"</label>
            <input type="text" id=id name=LEAVE_EMPTY tabindex="-1" autocomplete="off"/>
        </div>
    }
}

/// Notes how a response comes, and counts it for its network; what staff type in for somebody comes by no way of its own.
pub(super) fn note(
    state: &AppState,
    room: &Room,
    response: ResponseId,
    (draft, posted): (&Draft, &Fields),
    network: Option<Network>,
) -> Vec<Mark> {
    if room.is_assisted() {
        return Vec::new();
    }
    let is_counted_out = network.is_some_and(|network| !state.sendings.count(room.consultation.id, network, room.now));
    let is_too_soon = response.begun_at().is_some_and(|begun| is_sent_too_soon(&room.walk(draft), begun, room.now));
    let noted = [
        (Mark::ManyFromOneNetwork, is_counted_out),
        (Mark::HiddenField, posted.is_filled(LEAVE_EMPTY)),
        (Mark::SentTooSoon, is_too_soon),
    ];
    noted.into_iter().filter_map(|(mark, is_so)| is_so.then_some(mark)).collect()
}

/// Takes the count of a response back that was not stored.
pub(super) fn take_back(state: &AppState, room: &Room, marks: &[Mark], network: Option<Network>) {
    let counted = network.filter(|_| !room.is_assisted() && !marks.contains(&Mark::ManyFromOneNetwork));
    if let Some(network) = counted {
        state.sendings.take_back(room.consultation.id, network);
    }
}

#[cfg(test)]
mod tests {
    use domain::questionnaire::Questionnaire;
    use serde_json::json;

    use super::*;
    use crate::pages::drafts::typed;

    /// Says whether a questionnaire may have a question that is called so.
    fn may_be_called(id: &str) -> bool {
        let asked = json!({ "id": id, "text": "What else?", "kind": { "text": { "limit": 500 } } });
        let page = json!({ "id": "end", "title": "The end", "questions": [asked] });
        let questionnaire: Questionnaire =
            serde_json::from_value(json!({ "pages": [page], "roles": {} })).expect("a questionnaire");
        questionnaire.check().is_empty()
    }

    #[test]
    fn no_question_and_no_part_of_one_can_be_called_like_the_field_that_nobody_sees() {
        assert!(may_be_called("further-remarks"));
        assert!(!may_be_called(LEAVE_EMPTY));
        assert!(!LEAVE_EMPTY.contains('.'));
    }

    #[test]
    fn words_in_the_field_that_nobody_sees_are_not_shown_back_and_those_of_any_question_are() {
        let posted = Fields::new([(LEAVE_EMPTY, "cheap canaries"), ("further-remarks", "newts")]);
        assert_eq!(typed(&posted), [("further-remarks".to_owned(), vec!["newts".to_owned()])]);
    }
}
