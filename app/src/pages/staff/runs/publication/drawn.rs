//! The page of publishing: where it stands, the form, releasing, taking back, and what everybody will read.

use std::collections::BTreeSet;

use axum::response::Response;
use domain::{
    fields::Fields,
    permission::Action,
    publication::{ReleaseHindrance, Standing, may_release},
    question::Question,
    refusal::Refusal,
};
use leptos::prelude::*;
use store::Publication;

use super::{
    super::{
        super::{
            asking::{draw, messages},
            shown::Shown,
            steps::steps,
        },
        say_who,
    },
    desk::{Desk, Hindrance, STATE, why},
};
use crate::{
    parts::{ErrorSummary, Frame, Tried, published_results, scripts},
    state::AppState,
    visitor::{Staff, may},
    words::dates,
};

/// Draws the page.
pub(super) fn page(state: &AppState, staff: &Staff, desk: &Desk, fields: &Fields, shown: &Shown) -> Response {
    let questions = if desk.open().is_none() && desk.is_public() { vec![why()] } else { desk.questions() };
    let (status, refusals) = (shown.status(), shown.refusals());
    let summary = messages(&questions, refusals);
    let title = format!("Publish the results of run {} of {}", desk.run.number, desk.weighing.consultation.title);
    let may_publish = may(&staff.account, Action::PublishResults);
    let form = Form { desk, fields, questions: &questions, refusals };
    let content = match desk.of_run().map(|publication| (publication, &publication.standing)) {
        Some((publication, Standing::Released(_))) => {
            form.take_back(publication, may(&staff.account, Action::TakeBackResults))
        }
        _ if !may_publish => view! { <p class="govuk-body">"You can read this, and not publish it."</p> }.into_any(),
        _ => form.write(),
    };
    let release = desk.open().filter(|_| may_publish).map(|open| release(desk, open, staff));
    let preview = (!desk.is_public()).then(|| {
        let released = desk.released(&desk.publication(state), state.clock.now());
        view! {
            <hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible"/>
            <p class="govuk-body"><strong>"Below is what everybody reads when it is released."</strong></p>
            {published_results(&released, None, &BTreeSet::new(), &Tried::default())}
        }
    });
    Frame::new(state, &staff.visitor, title.clone()).status(status).scripts(scripts(&questions)).show(|| {
        view! {
            <a class="govuk-back-link" href=address(desk, "")>{format!("Run {}", desk.run.number)}</a>
            <ErrorSummary errors=summary/>
            <h1 class="govuk-heading-l">{title}</h1>
            {shown.notice()}
            <p class="govuk-body">
                "One person writes what the results say, and another releases them. Then everybody can read them, and they stay as they are."
            </p>
            {standing(desk)}
            {content}
            {release}
            {steps("Edition", &desk.events)}
            {preview}
        }
    })
}

fn address(desk: &Desk, step: &str) -> String {
    desk.weighing.address(&format!("runs/{}{step}", desk.run.number))
}

fn standing(desk: &Desk) -> impl IntoView + use<> {
    let words = match desk.of_run() {
        None => "Nothing is written yet.".to_owned(),
        Some(publication) => match &publication.standing {
            Standing::Written => format!(
                "Edition {} is written and not public. Written last by {} on {}.",
                publication.edition,
                say_who(publication.by.as_deref()),
                dates::moment(publication.written_at)
            ),
            Standing::Released(at) => {
                format!("Edition {} is public since {}.", publication.edition, dates::moment(*at))
            }
            Standing::TakenBack { at, reason, .. } => {
                format!("Edition {} was taken back on {}: {reason}", publication.edition, dates::moment(*at))
            }
        },
    };
    view! { <p class="govuk-body">{words}</p> }
}

/// A form with what was typed and what has to be put right.
struct Form<'a> {
    desk: &'a Desk,
    fields: &'a Fields,
    questions: &'a [Question],
    refusals: &'a [Refusal],
}

impl Form<'_> {
    fn write(&self) -> AnyView {
        match self.desk.hindrance {
            Some(Hindrance::NoFigures) => {
                return view! { <p class="govuk-body">"Too few people answered for any figure to be published."</p> }
                    .into_any();
            }
            Some(Hindrance::TooAlike) => {
                return view! {
                    <p class="govuk-body">
                        "These results cannot be published: some counts differ by fewer than 10 people from those of an earlier edition or of open data, "
                        "or open data leave out what they show, and both together would tell how these few answered."
                    </p>
                }
                .into_any();
            }
            Some(Hindrance::Other(number)) => {
                let other = self.desk.weighing.address(&format!("runs/{number}/publication"));
                return view! {
                    <p class="govuk-body">
                        "The results of " <a class="govuk-link" href=other>{format!("run {number}")}</a> " are being published. Release them or give that up first."
                    </p>
                }
                .into_any();
            }
            None => {}
        }
        let again = self.desk.open().map(|_| {
            view! { <p class="govuk-body">"If you save it again, somebody else than you has to release it."</p> }
        });
        view! {
            <form method="post" action=address(self.desk, "/publication/write") novalidate>
                <input type="hidden" name=STATE value=self.desk.state()/>
                {draw(self.questions, self.fields, self.refusals)}
                {again}
                <button class="govuk-button" type="submit">"Save"</button>
            </form>
        }
        .into_any()
    }

    fn take_back(&self, publication: &Publication, may_take_back: bool) -> AnyView {
        let public = format!("/consultations/{}/results/{}", self.desk.weighing.consultation.slug, publication.edition);
        let form = may_take_back.then(|| {
            view! {
                <h2 class="govuk-heading-m">"Take them back"</h2>
                <form method="post" action=address(self.desk, "/publication/take-back") novalidate>
                    <input type="hidden" name=STATE value=self.desk.state()/>
                    {draw(self.questions, self.fields, self.refusals)}
                    <button class="govuk-button govuk-button--warning" type="submit">"Take these results back"</button>
                </form>
            }
        });
        view! {
            <p class="govuk-body"><a class="govuk-link" href=public>"See them as everybody does"</a></p>
            {form}
        }
        .into_any()
    }
}

fn release(desk: &Desk, open: &Publication, staff: &Staff) -> AnyView {
    let give_up = view! {
        <form method="post" action=address(desk, "/publication/give-up")>
            <input type="hidden" name=STATE value=desk.state()/>
            <button class="govuk-button govuk-button--secondary" type="submit">"Give it up"</button>
        </form>
    };
    let content = match may_release(&open.standing, open.writer, staff.account.id) {
        Ok(()) => view! {
            <p class="govuk-body">"You release what is saved, as you see it below. It is public at once."</p>
            <form method="post" action=address(desk, "/publication/release")>
                <input type="hidden" name=STATE value=desk.state()/>
                <button class="govuk-button" type="submit">"Release the results"</button>
            </form>
        }
        .into_any(),
        Err(ReleaseHindrance::OwnWords) => {
            view! { <p class="govuk-body">"You wrote it last, so somebody else has to release it."</p> }.into_any()
        }
        Err(ReleaseHindrance::NoWriter | ReleaseHindrance::Released) => view! {
            <p class="govuk-body">"The account of whoever wrote it was removed. Save it again, and let somebody else release it."</p>
        }
        .into_any(),
    };
    view! {
        <h2 class="govuk-heading-m">"Release"</h2>
        {content}
        {give_up}
    }
    .into_any()
}
