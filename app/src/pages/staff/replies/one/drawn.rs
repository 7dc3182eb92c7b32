//! What can be done with a reply: publishing it, taking it back, removing it; and who did what so far.

use domain::{fields::Fields, refusal::Refusal, reply::ReplyStep};
use leptos::prelude::*;
use store::{Noted, StoredReply};

use super::{
    super::{
        super::{asking::draw, form::STATE, runs::say_who},
        Room, state_of,
    },
    asked, why,
};
use crate::{
    parts::details,
    words::{dates, numbers, replies as words},
};

/// The forms of one reply, with what was typed.
pub(super) struct Buttons<'a> {
    pub(super) room: &'a Room,
    pub(super) stored: &'a StoredReply,
    pub(super) fields: &'a Fields,
    pub(super) refusals: &'a [Refusal],
}

impl Buttons<'_> {
    fn action(&self, step: &str) -> String {
        self.room.address(&format!("/{}/{step}", self.stored.number))
    }

    fn seen(&self) -> impl IntoView + use<> {
        view! { <input type="hidden" name=STATE value=state_of(self.stored)/> }
    }

    /// Draws the form that publishes it, or says what hinders that.
    pub(super) fn publish(&self, hindrance: Option<&'static str>) -> AnyView {
        let change = view! { <a class="govuk-link" href=self.action("write")>"Change what is written"</a> };
        let Some(hindrance) = hindrance else {
            return view! {
                <form method="post" action=self.action("publish") novalidate>
                    {self.seen()}
                    {draw(&asked(self.stored), self.fields, self.refusals)}
                    <div class="govuk-button-group">
                        <button class="govuk-button" type="submit">"Publish this reply"</button>
                        {change}
                    </div>
                </form>
            }
            .into_any();
        };
        view! { <p class="govuk-body">{hindrance} " " {change}</p> }.into_any()
    }

    /// Draws the form that takes it back, where it is public.
    pub(super) fn take_back(&self) -> Option<AnyView> {
        self.stored.public()?;
        Some(
            view! {
                <h2 class="govuk-heading-m">"Take it back"</h2>
                <form method="post" action=self.action("take-back") novalidate>
                    {self.seen()}
                    {draw(&[why()], self.fields, self.refusals)}
                    <button class="govuk-button govuk-button--warning" type="submit">"Take this reply back"</button>
                </form>
            }
            .into_any(),
        )
    }

    /// Draws the button that removes it, where it never was public.
    pub(super) fn remove(&self) -> Option<AnyView> {
        self.stored.versions.is_empty().then(|| {
            view! {
                <form method="post" action=self.action("remove")>
                    {self.seen()}
                    <button class="govuk-button govuk-button--secondary" type="submit">"Remove this reply"</button>
                </form>
            }
            .into_any()
        })
    }
}

/// Says who did what with a reply.
pub(super) fn history(number: i64, events: &[Noted<ReplyStep>]) -> impl IntoView + use<> {
    let say = |event: &Noted<ReplyStep>| {
        let words = if event.words.is_empty() { String::new() } else { format!(": {}", event.words) };
        let (step, who) = (words::step(event.step), say_who(event.by.as_deref()));
        format!("It was {step} by {who}, {}{words}", dates::moment(event.at))
    };
    let of: Vec<_> = events.iter().filter(|event| event.number == number).collect();
    let list = of.iter().map(|event| view! { <li>{say(event)}</li> }).collect_view();
    let count = numbers::count(of.len(), "step", "steps");
    details(format!("Who did what: {count}"), view! { <ul class="govuk-list govuk-list--bullet">{list}</ul> })
}
