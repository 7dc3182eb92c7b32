//! The steps of something that one person writes and another releases, folded below it.

use domain::publication::PublicationStep;
use leptos::prelude::*;
use store::Noted;

use super::runs::say_who;
use crate::{
    parts::details,
    words::{dates, numbers},
};

/// Draws who did what, the first first; `what` is what each edition of it is called.
pub(super) fn steps(what: &str, events: &[Noted<PublicationStep>]) -> impl IntoView + use<> {
    let say = |event: &Noted<PublicationStep>| {
        let step = match event.step {
            PublicationStep::Written => "written",
            PublicationStep::GivenUp => "given up",
            PublicationStep::Released => "released",
            PublicationStep::TakenBack => "taken back",
        };
        let (by, at) = (say_who(event.by.as_deref()), dates::moment(event.at));
        format!("{what} {} was {step} by {by}, {at}", event.number)
    };
    let list = events.iter().map(|event| view! { <li>{say(event)}</li> }).collect_view();
    let count = numbers::count(events.len(), "step", "steps");
    (!events.is_empty()).then(|| {
        details(format!("Who did what: {count}"), view! { <ul class="govuk-list govuk-list--bullet">{list}</ul> })
    })
}
