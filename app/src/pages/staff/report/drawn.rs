//! The page of the consultation report: where it stands, the form, releasing, taking back, and what everybody will read.

use axum::response::Response;
use domain::{
    fields::Fields,
    permission::Action,
    publication::{ReleaseHindrance, Standing, may_release},
    refusal::Refusal,
};
use leptos::prelude::*;

use super::{
    super::{
        asking::{draw, messages},
        form::STATE,
        runs::say_who,
        shown::Shown,
    },
    Room, questions, why,
};
use crate::{
    consultation_report::{Lacking, address},
    error::PageError,
    parts::{ErrorSummary, Frame, consultation_report, details, scripts},
    state::AppState,
    visitor::{Staff, may},
    words::{dates, numbers},
};

/// Draws the page.
pub(super) fn page(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    fields: &Fields,
    shown: &Shown,
) -> Result<Response, PageError> {
    let (status, refusals) = (shown.status(), shown.refusals());
    let [introduction, conclusions] = questions();
    let all = [introduction, conclusions, why()];
    let summary = messages(&all, refusals);
    let may_publish = may(&staff.account, Action::PublishResults);
    let state_name = room.state()?;
    let title = "Write the consultation report";
    let form = may_publish.then(|| write(room, &state_name, fields, refusals));
    let released = may_publish.then(|| release(state, staff, room, &state_name));
    let taking_back = may(&staff.account, Action::TakeBackResults).then(|| take_back(room, fields, refusals));
    let preview = consultation_report(&room.report, &state.site.origin);
    let frame = Frame::new(state, &staff.visitor, title).status(status).scripts(scripts(&all));
    Ok(frame.show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <ErrorSummary errors=summary/>
            <span class="govuk-caption-l">{room.sources.consultation().title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            {shown.notice()}
            <p class="govuk-body">
                "The report is made of what is public: what the consultation says of itself, the newest published results, and the replies. \
                 You can add an introduction and conclusions. One person saves it, and another releases it. Then it stays as it is."
            </p>
            {standing(room)}
            {form}
            {released}
            {taking_back}
            {history(room)}
            <hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible"/>
            <p class="govuk-body"><strong>"Below is what everybody reads when it is released."</strong></p>
            <p class="govuk-body">
                <a class="govuk-link" href=room.address("/preview.docx") download="">"Download it as it is now (Word document)"</a>
            </p>
            {preview}
        }
    }))
}

fn standing(room: &Room) -> AnyView {
    let Some(public) = room.public() else {
        return view! { <p class="govuk-body">"No report is public."</p> }.into_any();
    };
    let words = format!("Report {} is public since {}. ", public.number, dates::moment(public.released_at));
    let href = format!("{}/{}", address(&room.slug), public.number);
    view! { <p class="govuk-body">{words} <a class="govuk-link" href=href>"See it as everybody does"</a></p> }
        .into_any()
}

fn write(room: &Room, state: &str, fields: &Fields, refusals: &[Refusal]) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"Your words"</h2>
        <form method="post" action=room.address("/write") novalidate>
            <input type="hidden" name=STATE value=state.to_owned()/>
            {draw(&questions(), fields, refusals)}
            <button class="govuk-button" type="submit">"Save"</button>
        </form>
    }
    .into_any()
}

fn release(state: &AppState, staff: &Staff, room: &Room, state_name: &str) -> AnyView {
    let words = room.sources.words();
    let lacking = room.sources.lacking(state.clock.now());
    let hindrance = match may_release(&Standing::Written, words.writer, staff.account.id) {
        _ if !lacking.is_empty() => Some(lacking.iter().map(|lack| say_lacking(*lack)).collect::<Vec<_>>().join(" ")),
        _ if !room.is_saved() => {
            Some("Save it first, also if you add nothing. Then somebody else can release it.".to_owned())
        }
        Err(ReleaseHindrance::OwnWords) => Some("You saved it last, so somebody else has to release it.".to_owned()),
        Err(ReleaseHindrance::NoWriter | ReleaseHindrance::Released) => Some(
            "The account of whoever saved it was removed. Save it again, and let somebody else release it.".to_owned(),
        ),
        Ok(()) => None,
    };
    let content = match hindrance {
        Some(words) => view! { <p class="govuk-body">{words}</p> }.into_any(),
        None => view! {
            <p class="govuk-body">"You release what is saved, as you see it below. It is public at once."</p>
            <form method="post" action=room.address("/release")>
                <input type="hidden" name=STATE value=state_name.to_owned()/>
                <button class="govuk-button" type="submit">"Release the report"</button>
            </form>
        }
        .into_any(),
    };
    view! { <h2 class="govuk-heading-m">"Release"</h2> {content} }.into_any()
}

fn say_lacking(lacking: Lacking) -> &'static str {
    match lacking {
        Lacking::Closing => "The consultation has not closed.",
        Lacking::Results => {
            "No results are public. The figures of a report are those of published results, so publish these first."
        }
    }
}

fn take_back(room: &Room, fields: &Fields, refusals: &[Refusal]) -> Option<AnyView> {
    let public = room.public()?;
    let form = view! {
        <form method="post" action=room.address(&format!("/{}/take-back", public.number)) novalidate>
            {draw(&[why()], fields, refusals)}
            <button class="govuk-button govuk-button--warning" type="submit">{format!("Take report {} back", public.number)}</button>
        </form>
    };
    Some(view! { <h2 class="govuk-heading-m">"Take it back"</h2> {form} }.into_any())
}

fn history(room: &Room) -> Option<AnyView> {
    let mut steps = Vec::new();
    for words in &room.words {
        let Some(at) = words.written_at else { continue };
        steps.push((at, format!("Saved by {}", say_who(words.by.as_deref()))));
    }
    for report in &room.reports {
        let number = report.number;
        steps.push((report.released_at, format!("Report {number} was released by {}", say_who(report.by.as_deref()))));
        if let Some((at, reason)) = &report.taken_back {
            let who = say_who(report.taken_back_by.as_deref());
            steps.push((*at, format!("Report {number} was taken back by {who}: {reason}")));
        }
    }
    steps.sort_by_key(|(at, _)| *at);
    let lines =
        steps.iter().map(|(at, what)| view! { <li>{format!("{what}, {}", dates::moment(*at))}</li> }).collect_view();
    let count = numbers::count(steps.len(), "step", "steps");
    (!steps.is_empty()).then(|| {
        details(format!("Who did what: {count}"), view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> })
            .into_any()
    })
}
