//! Choosing the questions whose words are published.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    moderation::Remit,
    permission::Action,
    question::Question,
    questionnaire::{QuestionId, Questionnaire},
    refusal::{Reason, Refusal},
};
use leptos::prelude::*;
use store::{RemitVersion, StoreError};

use super::Room;
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, choices, option},
        form::{Form, STATE, Showing, Written},
    },
    posted::Posted,
    publishing::{askable, written},
    state::AppState,
    visitor::Staff,
    words::moderation::MODERATION,
};

const QUESTIONS: &str = "questions";

/// What the form changes, with what it is judged by.
struct Choosing {
    room: Room,
    /// The questions that can be chosen.
    offered: Vec<(QuestionId, String)>,
    /// How often somebody has decided about a response.
    decisions: u64,
    asks_nobody: bool,
}

impl Written for Choosing {
    type Now = ();

    fn home(&self) -> (String, &'static str) {
        (self.room.address(""), MODERATION)
    }

    fn state(&self) -> String {
        self.room.publishing.remit.version.to_string()
    }

    fn notice(&self, (): ()) -> AnyView {
        view! {
            <p class="govuk-inset-text" role="alert">
                "Nothing was saved, because somebody else has chosen questions or looked at a response meanwhile. Save again if your choice still holds."
            </p>
        }
        .into_any()
    }
}

impl Choosing {
    async fn find(state: &AppState, staff: &Staff, slug: &str) -> Result<Self, PageError> {
        let room = Room::enter(state, staff, slug, Action::ModerateResponses).await?;
        let all = written(state, &room.consultation).await?;
        let offered = askable(&all.iter().collect::<Vec<_>>());
        let decisions = state.store.count_moderations(room.consultation.id).await?;
        let asks_nobody = all.last().is_none_or(|newest: &Questionnaire| newest.roles.consent.is_none());
        Ok(Self { room, offered, decisions, asks_nobody })
    }

    fn before(&self) -> &Remit {
        &self.room.publishing.remit.remit
    }

    fn questions(&self) -> Vec<Question> {
        let can_be_chosen =
            |id: &QuestionId| Remit { questions: [id.clone()].into() }.may_follow(self.before(), self.decisions);
        let options = self.offered.iter().filter(|(id, _)| can_be_chosen(id)).map(|(id, words)| option(id, words));
        let options: Vec<_> = options.collect();
        if options.is_empty() {
            return Vec::new();
        }
        vec![choices(QUESTIONS, "For which questions is what people wrote published?", options).optional()]
    }

    fn form<'a>(&'a self, state: &'a AppState, staff: &'a Staff) -> Form<'a, Self> {
        Form {
            state,
            staff,
            room: self,
            title: "Questions whose words are published".to_owned(),
            intro: vec![self.intro()],
            action: self.room.address("/questions"),
            hidden: Vec::new(),
            questions: self.questions(),
            more: None,
        }
    }

    fn intro(&self) -> AnyView {
        let library =
            format!("/staff/consultations/{}/questionnaire/library?words=publish", self.room.consultation.slug);
        let nobody = self.asks_nobody.then(|| {
            view! {
                <p class="govuk-inset-text">
                    "No question asks people whether what they write may be published, and nobody’s words are published who was not asked. Add ‘Whether what \
                     somebody wrote may be published’ from the " <a class="govuk-link" href=library>"library"</a> "."
                </p>
            }
        });
        let begun = (self.decisions > 0).then(|| {
            view! {
                <p class="govuk-body">
                    "Responses were looked at already. You can leave a question out at any time, and its words are gone from the published responses at once. No question can be \
                     added, because nobody has read what people wrote there."
                </p>
            }
        });
        let nothing = self.offered.is_empty().then(|| {
            view! { <p class="govuk-body">"No question asks for words alone, so there is nothing to choose."</p> }
        });
        view! {
            <p class="govuk-body">
                "Only questions that ask for words can be published: not what was chosen, and not the words beside a choice or a place. Leave out what is not meant \
                 for readers, such as a question for a name."
            </p>
            {nobody}
            {begun}
            {nothing}
        }
        .into_any()
    }
}

/// Shows the form.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let choosing = Choosing::find(&state, &staff, &slug).await?;
    let chosen = choosing.before().questions.iter().map(|id| (QUESTIONS, id.clone()));
    Ok(choosing.form(&state, &staff).draw(&Fields::new(chosen), Showing::Opened))
}

/// Stores what was chosen.
pub(super) async fn choose(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let choosing = Choosing::find(&state, &staff, &slug).await?;
    let questions = choosing.questions();
    let told = Told::new(&questions, &fields);
    let chosen = Remit { questions: told.all_chosen(QUESTIONS).into_iter().collect() };
    let mut refusals = told.refusals(&questions);
    if refusals.is_empty() && chosen == *choosing.before() {
        refusals.push(Refusal::new(QUESTIONS, Reason::NothingChanged));
    }
    if !refusals.is_empty() {
        return Ok(choosing.form(&state, &staff).draw(&fields, Showing::Refused(refusals)));
    }
    if fields.text(STATE) != choosing.state() {
        return Ok(choosing.form(&state, &staff).draw(&fields, Showing::Changed(())));
    }
    let new = RemitVersion {
        version: choosing.room.publishing.remit.version + 1,
        remit: chosen,
        account: Some(staff.account.id),
        made_at: Some(state.clock.now()),
    };
    let (id, decisions) = (choosing.room.consultation.id, choosing.decisions);
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_remit(id, &new, decisions).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, consultation = slug, "somebody chose the questions to publish");
            Ok(Redirect::to(&choosing.room.address("")).into_response())
        }
        Err(StoreError::Changed) => {
            let choosing = Choosing::find(&state, &staff, &slug).await?;
            Ok(choosing.form(&state, &staff).draw(&fields, Showing::Changed(())))
        }
        Err(error) => Err(error.into()),
    }
}
