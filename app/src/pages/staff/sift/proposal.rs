//! What a proposal says: the form of it, and adding a new one.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    ids::ProposalId,
    permission::Action,
    question::Question,
    refusal::{Reason, Refusal},
    sift::{Proposal, ProposalKind, SENTENCE_LIMIT, SiftEntry, SiftStep, TITLE_LIMIT, WORDS_LIMIT},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::{CommentFilter, StoreError};

use super::Room;
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, all, choice, line, lines, tick, ticked},
        form::{Form, STATE, Showing, Written},
    },
    posted::{InAddress, Posted},
    state::AppState,
    visitor::Staff,
    words::sift::TITLE,
};

const NAME: &str = "title";
const WORDS: &str = "words";
const KIND: &str = "kind";
const COMMENTS: &str = "comments";
const ELSEWHERE: &str = "elsewhere";
const PUBLIC: &str = "public";

/// Lists what is asked of a proposal.
pub(super) fn questions() -> Vec<Question> {
    vec![
        line(NAME, "What is it about?", TITLE_LIMIT).hint("A few words, for example: Ponds in parks. Name nobody."),
        lines(WORDS, "What is asked for?", WORDS_LIMIT)
            .hint("In your own words, so that it can be judged without the comments. Name nobody who answered."),
        choice(KIND, "What kind of proposal is it?", all::<ProposalKind>()),
        line(COMMENTS, "Which comments does it come from?", SENTENCE_LIMIT).optional().hint(
            "Their numbers, with commas between them, for example: 12, 40. Needed if it comes from nowhere else.",
        ),
        line(ELSEWHERE, "Where else does it come from?", SENTENCE_LIMIT)
            .optional()
            .hint("For example: the workshop in May, or a letter from a parish council."),
        tick(PUBLIC, "Public or not", "Its title and what is decided about it may be told in public"),
    ]
}

/// Says whether a field is of the title or the words: of what is screened.
pub(super) fn is_screened(name: &str) -> bool {
    [NAME, WORDS].contains(&name)
}

/// Fills the form with what a proposal says.
pub(super) fn fields(proposal: &Proposal) -> Fields {
    let comments: Vec<String> = proposal.comments.iter().map(ToString::to_string).collect();
    let pairs = [
        (NAME, proposal.title.clone()),
        (WORDS, proposal.words.clone()),
        (KIND, proposal.kind.word().to_owned()),
        (COMMENTS, comments.join(", ")),
        (ELSEWHERE, proposal.elsewhere.clone().unwrap_or_default()),
    ];
    let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
    Fields::new(pairs.chain(ticked(PUBLIC, proposal.is_public)))
}

/// Reads a proposal; `known` are the numbers of the comments that there are.
///
/// # Errors
/// Says what has to be put right.
pub(super) fn read(fields: &Fields, known: &[i64]) -> Result<Proposal, Vec<Refusal>> {
    let questions = questions();
    let mut told = Told::new(&questions, fields);
    let (typed, elsewhere) = (told.words(COMMENTS).unwrap_or_default(), told.words(ELSEWHERE));
    let mut comments = Vec::new();
    for number in typed.split([',', ' ', ';', '\t']).filter(|number| !number.is_empty()) {
        match number.parse().ok().filter(|number| known.contains(number)) {
            Some(number) if comments.contains(&number) => {}
            Some(number) => comments.push(number),
            None => told.refuse(COMMENTS, Reason::NoSuchNumber { number: number.to_owned() }),
        }
    }
    if typed.is_empty() && elsewhere.is_none() {
        told.refuse(COMMENTS, Reason::Missing);
    }
    let Some(kind) = told.chosen(KIND).and_then(ProposalKind::from_word).filter(|_| !told.is_refused()) else {
        return Err(told.refusals(&questions));
    };
    Ok(Proposal {
        title: told.needed_words(NAME),
        words: told.needed_words(WORDS),
        kind,
        comments,
        elsewhere,
        is_public: told.is_ticked(PUBLIC),
    })
}

/// Lists the numbers of the comments of a consultation.
pub(super) async fn known_comments(state: &AppState, room: &Room) -> Result<Vec<i64>, PageError> {
    let comments = state.store.list_comments(room.consultation.id, &CommentFilter::default()).await?;
    Ok(comments.into_iter().map(|comment| comment.number).collect())
}

impl Written for Room {
    type Now = ();

    fn home(&self) -> (String, &'static str) {
        (self.address(""), TITLE)
    }

    fn state(&self) -> String {
        // A new one is drawn from the number that it would get, so that nobody adds one twice by pressing twice.
        self.next().to_string()
    }

    fn notice(&self, (): ()) -> AnyView {
        let newest = self.proposals.last().map(|stored| {
            let (number, title) = (stored.sifted.number, stored.sifted.proposal.title.clone());
            view! { " The newest is " <a class="govuk-link" href=self.address_of(number, "")>{format!("{number}: {title}")}</a> "." }
        });
        view! {
            <p class="govuk-inset-text" role="alert">
                "A proposal was added since you opened this page. What you typed is below and is not saved." {newest}
                " Save again if yours is another one."
            </p>
        }
        .into_any()
    }
}

fn form<'a>(state: &'a AppState, staff: &'a Staff, room: &'a Room) -> Form<'a, Room> {
    let intro = view! {
        <p class="govuk-body">
            "A proposal is one thing that is asked for. Several comments can lead to one. Two people will screen it, each for themselves."
        </p>
    };
    Form {
        state,
        staff,
        room,
        title: "Add a proposal".to_owned(),
        intro: vec![intro.into_any()],
        action: room.address("/new"),
        hidden: Vec::new(),
        questions: questions(),
        more: None,
    }
}

/// Shows the form of a new proposal, with the comment that the address names.
pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::CodeComments).await?;
    // Nothing else, so that no link puts words into a form that look typed.
    let named = Fields::new([(COMMENTS, fields.text(COMMENTS))]);
    Ok(form(&state, &staff, &room).draw(&named, Showing::Opened))
}

/// Adds a proposal.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::CodeComments).await?;
    let proposal = match read(&fields, &known_comments(&state, &room).await?) {
        Ok(proposal) => proposal,
        Err(refusals) => return Ok(form(&state, &staff, &room).draw(&fields, Showing::Refused(refusals))),
    };
    let (number, account) = (room.next(), staff.account.id);
    let added: Result<(), StoreError> = if fields.text(STATE) == room.state() {
        let (id, consultation) = (ProposalId::new(&*state.clock, &*state.entropy), room.consultation.id);
        let entry = SiftEntry { step: SiftStep::Written(proposal), account: Some(account), at: state.clock.now() };
        let work = state.store.write(move |mut write| {
            Box::pin(async move {
                write.add_proposal(id, consultation, number).await?;
                write.add_proposal_step(id, 0, &entry).await
            })
        });
        work.await
    } else {
        Err(StoreError::Changed)
    };
    match added {
        Ok(()) => {
            tracing::info!(%account, consultation = slug, proposal = number, "somebody added a proposal");
            Ok(Redirect::to(&room.address_of(number, "")).into_response())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(&state, &staff, &slug, Action::CodeComments).await?;
            Ok(form(&state, &staff, &room).draw(&fields, Showing::Changed(())))
        }
        Err(error) => Err(error.into()),
    }
}
