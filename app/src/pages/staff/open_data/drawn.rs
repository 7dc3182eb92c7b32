//! The page of open data: where they stand, the list of tables, making the files, releasing, taking back, and what everybody will read.

use axum::{http::StatusCode, response::Response};
use domain::{
    fields::Fields,
    permission::Action,
    publication::{ReleaseHindrance, Standing, may_release},
    refusal::Refusal,
};
use leptos::prelude::*;
use store::OpenData;

use super::{
    super::{
        asking::{draw, messages},
        form::STATE,
        runs::say_who,
        shown::Shown,
        steps::steps,
    },
    desk::{Desk, HASH, Made, TABLE, address, why, words},
};
use crate::{
    parts::{Caption, ErrorSummary, Frame, Table, open_tables},
    state::AppState,
    visitor::{Staff, may},
    words::{dates, hex, open_data},
};

/// Where the message leads that is about the whole list.
const LIST: &str = "list";

/// How the page is drawn.
pub(super) enum Drawn {
    /// As any page with several forms.
    As(Shown),
    /// With why no files were made.
    NotMade(String),
    /// After something was published or deleted since the files were made.
    Stale,
}

impl From<Shown> for Drawn {
    fn from(shown: Shown) -> Self {
        Self::As(shown)
    }
}

impl Drawn {
    fn status(&self) -> StatusCode {
        match self {
            Self::As(shown) => shown.status(),
            Self::NotMade(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Stale => StatusCode::CONFLICT,
        }
    }

    fn refusals(&self) -> &[Refusal] {
        match self {
            Self::As(shown) => shown.refusals(),
            Self::NotMade(_) | Self::Stale => &[],
        }
    }

    fn notice(&self) -> Option<AnyView> {
        match self {
            Self::As(shown) => shown.notice(),
            Self::NotMade(_) => None,
            Self::Stale => Some(
                view! {
                    <div class="govuk-inset-text">
                        "Something was published, taken back or deleted since these files were made, so that they have to be checked against it. Make them again."
                    </div>
                }
                .into_any(),
            ),
        }
    }
}

/// Draws the page.
pub(super) fn page(state: &AppState, staff: &Staff, desk: &Desk, typed: &Fields, drawn: impl Into<Drawn>) -> Response {
    let drawn = drawn.into();
    let refusals = drawn.refusals();
    let questions: Vec<_> = desk.tables().into_iter().chain(words()).chain([why()]).collect();
    let mut summary = messages(&questions, refusals);
    if let Drawn::NotMade(words) = &drawn {
        summary.push((LIST.to_owned(), words.clone()));
    }
    let may_publish = may(&staff.account, Action::PublishResults);
    let title = format!("Open data of {}", desk.consultation.title);
    let form = Form { state, desk, typed, refusals };
    let content = match (&desk.edition, may_publish) {
        (None, _) => form.no_results(),
        (Some(_), false) => {
            view! { {form.list(false)} <p class="govuk-body">"You can read this, and not publish it."</p> }.into_any()
        }
        (Some(_), true) => view! { {form.list(true)} {form.add()} {form.make()} }.into_any(),
    };
    let open = desk.open().filter(|_| may_publish);
    let release = open.zip(desk.made.as_ref()).map(|(open, made)| release(desk, open, made, staff));
    let give_up = open.map(|_| form.give_up());
    let take_back = desk.public().filter(|_| may(&staff.account, Action::TakeBackResults));
    let take_back = take_back.map(|public| form.take_back(public));
    let preview = desk.made.as_ref().map(|made| {
        view! {
            <hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible"/>
            <p class="govuk-body"><strong>"Below is what everybody reads when it is released."</strong></p>
            {open_tables(&made.document, &made.files, &address(&desk.consultation.slug, "/files"))}
        }
    });
    Frame::new(state, &staff.visitor, title.clone()).status(drawn.status()).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <ErrorSummary errors=summary/>
            <h1 class="govuk-heading-l">{title}</h1>
            {drawn.notice()}
            <p class="govuk-body">
                "One person says which tables everybody may have and makes the files. Another looks at these very files and releases them. "
                "Then everybody can take them away, and they stay as they are. " {open_data::ROUNDED}
            </p>
            {standing(desk)}
            {content}
            {release}
            {give_up}
            {take_back}
            {steps("Issue", &desk.events)}
            {preview}
        }
    })
}

fn standing(desk: &Desk) -> impl IntoView + use<> {
    let slug = &desk.consultation.slug;
    let last = desk.last().map(|last| match &last.standing {
        Standing::TakenBack { at, reason, .. } => {
            let words = format!("Issue {} was taken back on {}: {reason}", last.issue, dates::moment(*at));
            view! { <p class="govuk-body fm-words">{words}</p> }.into_any()
        }
        Standing::Released(at) => {
            let link = format!("/consultations/{slug}/data/{}", last.issue);
            let words = format!("Issue {} is public since {}. ", last.issue, dates::moment(*at));
            view! { <p class="govuk-body">{words} <a class="govuk-link" href=link>"See it as everybody does"</a></p> }
                .into_any()
        }
        Standing::Written => ().into_any(),
    });
    let open = match desk.open() {
        None if desk.last().is_some() => None,
        None => Some("Nothing is written yet.".to_owned()),
        Some(open) => {
            let files = if open.hash.is_some() { "Its files are made." } else { "Its files are not made." };
            let (by, at) = (say_who(open.by.as_deref()), dates::moment(open.written_at));
            Some(format!("Issue {} is written and not public. {files} Written last by {by} on {at}.", open.issue))
        }
    };
    view! {
        {last}
        {open.map(|words| view! { <p class="govuk-body">{words}</p> })}
    }
}

/// The forms with what was typed and what has to be put right.
struct Form<'a> {
    state: &'a AppState,
    desk: &'a Desk,
    typed: &'a Fields,
    refusals: &'a [Refusal],
}

impl Form<'_> {
    fn address(&self, step: &str) -> String {
        address(&self.desk.consultation.slug, step)
    }

    fn no_results(&self) -> AnyView {
        let weigh = format!("/staff/consultations/{}/weigh", self.desk.consultation.slug);
        view! {
            <p class="fm-empty">
                "Open data go with published results, and none are public. "
                <a class="govuk-link" href=weigh>"Weigh the answers and publish the results"</a> " first."
            </p>
        }
        .into_any()
    }

    fn list(&self, may_change: bool) -> AnyView {
        let list = self.desk.list();
        let heading = view! { <h2 class="govuk-heading-m" id=LIST tabindex="-1">"Tables"</h2> };
        if list.is_empty() {
            return view! {
                {heading}
                <p class="fm-empty">"No table is in the list. Add the first below."</p>
            }
            .into_any();
        }
        let table = Table::new("Tables", Caption::Spoken("Tables of the open data".to_owned()), "Question")
            .words("Set against");
        let table = if may_change { table.words("Change") } else { table };
        let table = list.iter().enumerate().fold(table, |table, (place, crosstab)| {
            let question = self.desk.question(&crosstab.question).to_owned();
            let by = open_data::by(&crosstab.by);
            let remove = view! {
                <form method="post" action=self.address("/remove")>
                    <input type="hidden" name=STATE value=self.desk.state()/>
                    <input type="hidden" name=TABLE value=place.to_string()/>
                    <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" type="submit">
                        "Remove" <span class="govuk-visually-hidden">{format!(" ‘{}’", open_data::table(&question, &crosstab.by))}</span>
                    </button>
                </form>
            };
            table.row(question.clone(), [by.clone().into_any(), remove.into_any()])
        });
        view! { {heading} {table.draw()} }.into_any()
    }

    fn add(&self) -> AnyView {
        let questions = self.desk.tables();
        if questions.is_empty() {
            return view! { <p class="govuk-body">"The questionnaire has no questions of choices to make tables of."</p> }.into_any();
        }
        view! {
            <h2 class="govuk-heading-m">"Add tables"</h2>
            <form method="post" action=self.address("/add") novalidate>
                <input type="hidden" name=STATE value=self.desk.state()/>
                {draw(&questions, self.typed, self.refusals)}
                <button class="govuk-button govuk-button--secondary" type="submit">"Add to the list"</button>
            </form>
        }
        .into_any()
    }

    fn make(&self) -> AnyView {
        let questions = words();
        let is_typed = questions.iter().any(|question| self.typed.all(&question.id).next().is_some());
        let fields = if is_typed { self.typed.clone() } else { self.desk.fields(self.state) };
        let again = self.desk.made.as_ref().map(|_| {
            view! { <p class="govuk-body">"If you make them again, somebody else than you has to release them."</p> }
        });
        view! {
            <h2 class="govuk-heading-m">"Make the files"</h2>
            <p class="govuk-body">
                "All tables are checked together, and with what is public already. Figures that would give a few people away are left out; "
                "where nothing hides them, no files are made and you are told why. This can take a minute."
            </p>
            <form method="post" action=self.address("/make") novalidate>
                <input type="hidden" name=STATE value=self.desk.state()/>
                {draw(&questions, &fields, self.refusals)}
                {again}
                <button class="govuk-button" type="submit">"Make the files"</button>
            </form>
        }
        .into_any()
    }

    fn give_up(&self) -> AnyView {
        view! {
            <form method="post" action=self.address("/give-up")>
                <input type="hidden" name=STATE value=self.desk.state()/>
                <button class="govuk-button govuk-button--secondary" type="submit">"Give this issue up"</button>
            </form>
        }
        .into_any()
    }

    fn take_back(&self, public: &OpenData) -> AnyView {
        view! {
            <h2 class="govuk-heading-m">{format!("Take issue {} back", public.issue)}</h2>
            <form method="post" action=self.address("/take-back") novalidate>
                <input type="hidden" name=STATE value=public.id.to_string()/>
                {draw(&[why()], self.typed, self.refusals)}
                <button class="govuk-button govuk-button--warning" type="submit">"Take these data back"</button>
            </form>
        }
        .into_any()
    }
}

fn release(desk: &Desk, open: &OpenData, made: &Made, staff: &Staff) -> AnyView {
    let slug = &desk.consultation.slug;
    let hash = hex(&made.hash);
    let content = match may_release(&open.standing, open.writer, staff.account.id) {
        Ok(()) => view! {
            <p class="govuk-body">"You release these very files, as you see them below. They are public at once."</p>
            <form method="post" action=address(slug, "/release")>
                <input type="hidden" name=STATE value=desk.state()/>
                <input type="hidden" name=HASH value=hash.clone()/>
                <button class="govuk-button" type="submit">"Release the open data"</button>
            </form>
        }
        .into_any(),
        Err(ReleaseHindrance::OwnWords) => {
            view! { <p class="govuk-body">"You made them, so somebody else has to release them."</p> }.into_any()
        }
        Err(ReleaseHindrance::NoWriter | ReleaseHindrance::Released) => view! {
            <p class="govuk-body">"The account of whoever made them was removed. Make them again, and let somebody else release them."</p>
        }
        .into_any(),
    };
    view! {
        <h2 class="govuk-heading-m">"Release"</h2>
        <p class="govuk-body">"Fingerprint of the files (SHA-256): " <span class="fm-long-link">{hash}</span></p>
        {content}
    }
    .into_any()
}
