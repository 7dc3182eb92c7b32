//! One comment: its question, its words with what in them may lead to a person, the tags to choose, and who tagged what.

use std::collections::BTreeSet;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    code_frame::{Fate, Tag, TagId},
    coding::{Coded, Flag, Stage, Tagging},
    fields::Fields,
    ids::AccountId,
    permission::Action,
    personal::{self, Found},
    question::{AnswerOption, Question},
    refusal::Refusal,
};
use leptos::prelude::*;
use store::{StoredComment, StoredProposal};

use super::{Asked, People, Room, coder, filter::Filter, keys::switch, settling};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, all, choices, messages, option},
        form::STATE,
        sift::of_comment,
    },
    parts::{self, ErrorSummary, Frame, Scripts, SummaryRow, details, question_field, summary_list},
    posted::InAddress,
    state::AppState,
    visitor::Staff,
    words::{
        comments::{self as words, may_be},
        dates,
    },
};

/// The form in which tags are set.
const FORM: &str = "tags-of-comment";
/// The question with the flags.
const FLAGS: &str = "flags";
/// What begins the names of the questions with the tags of a family, and what a family without a name is called.
const TAGS: &str = "tags";
const NO_FAMILY: &str = "Other tags";
/// The button that keeps what was chosen without having finished.
pub(super) const STEP: &str = "step";
pub(super) const LATER: &str = "later";

/// A comment with all that its page shows.
pub(super) struct Shown {
    pub(super) room: Room,
    pub(super) comment: StoredComment,
    pub(super) coded: Coded,
    pub(super) filter: Filter,
}

/// What is said on the page besides what is always there.
#[derive(Default)]
pub(super) struct Said {
    pub(super) fields: Option<Fields>,
    pub(super) refusals: Vec<Refusal>,
    pub(super) fault: Option<(StatusCode, &'static str)>,
}

impl Shown {
    pub(super) async fn find(
        state: &AppState,
        staff: &Staff,
        (slug, number): (&str, &str),
        filter: &Fields,
        action: Action,
    ) -> Result<Self, PageError> {
        let room = Room::enter(state, staff, slug, action).await?;
        let number = number.parse().map_err(|_| PageError::NotFound)?;
        let comment = state.store.find_comment(room.consultation.id, number).await?.ok_or(PageError::NotFound)?;
        let coded = state.store.find_coded(comment.id).await?;
        Ok(Self { room, comment, coded, filter: Filter::read(filter) })
    }

    /// Gives an address below this comment that keeps the filter.
    pub(super) fn address(&self, below: &str) -> String {
        self.room.address(&format!("/{}{below}?{}", self.comment.number, self.filter.query()))
    }
}

/// Shows the page.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    InAddress(filter): InAddress,
) -> Result<Response, PageError> {
    let shown = Shown::find(&state, &staff, (&slug, &number), &filter, Action::ReadResponses).await?;
    draw(&state, &staff, &shown, Said::default()).await
}

/// Lists what is asked of a comment: the tags of each family, and the flags.
fn questions(room: &Room) -> Vec<Question> {
    let offered = |tag: &&Tag| AnswerOption { hint: tag.words.description.clone(), ..option(&tag.id, &tag.words.name) };
    let families = room.frame.families().into_iter().enumerate().map(|(place, (family, tags))| {
        let id = format!("{TAGS}-{}", place + 1);
        choices(&id, family.unwrap_or(NO_FAMILY), tags.iter().map(offered).collect()).optional()
    });
    families.chain([choices(FLAGS, "Marks", all::<Flag>()).optional()]).collect()
}

pub(super) async fn draw(state: &AppState, staff: &Staff, shown: &Shown, said: Said) -> Result<Response, PageError> {
    let Shown { room, comment, coded, .. } = shown;
    let (asked, people) = (Asked::find(state, &room.consultation).await?, People::find(state).await?);
    let proposals = state.store.list_proposals(room.consultation.id).await?;
    let refused = (!said.refusals.is_empty()).then_some(StatusCode::UNPROCESSABLE_ENTITY);
    let status = said.fault.map(|(status, _)| status).or(refused).unwrap_or(StatusCode::OK);
    let title = format!("Comment {}", comment.number);
    let mut asks = questions(room);
    asks.extend(settling::question(shown));
    let summary = messages(&asks, &said.refusals);
    let rest = {
        let form = coder(staff).map(|account| form(shown, account, &said));
        view! { {form} {settling::draw(shown, &people, coder(staff), &said)} {history(shown, &people, coder(staff))} }
    };
    Ok(Frame::new(state, &staff.visitor, title.clone()).status(status).scripts(Scripts::Islands).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address(&format!("?{}", shown.filter.query()))>"Comments"</a>
            <ErrorSummary errors=summary/>
            <span class="govuk-caption-l">{asked.question(&comment.question).to_owned()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            {said.fault.map(|(_, fault)| view! { <p class="govuk-inset-text" role="alert">{fault} ". Nothing was saved."</p> })}
            {text(comment.current())}
            {about(shown, &asked, (coder(staff), &proposals))}
            {(!coded.is_finished() || coder(staff).is_none()).then(|| personal_note(comment.current()))}
            {rest}
        }
    }))
}

/// Draws a text in which what may lead to a person is marked.
pub(in crate::pages::staff) fn text(text: &str) -> AnyView {
    let (mut pieces, mut end) = (Vec::new(), 0);
    for Found { place, .. } in personal::find(text) {
        pieces.push(text[end..place.start].to_owned().into_any());
        end = place.end;
        pieces.push(view! { <mark>{text[place].to_owned()}</mark> }.into_any());
    }
    pieces.push(text[end..].to_owned().into_any());
    view! { <blockquote class="govuk-inset-text fm-words" dir="auto">{pieces}</blockquote> }.into_any()
}

/// Says what in a text may lead to a person.
fn personal_note(text: &str) -> Option<AnyView> {
    may_be_personal(text).map(|found| {
        view! {
            <p class="govuk-body">
                {format!("This comment may hold {found}. It is marked above because of its form alone, and other personal words may be missed.")}
            </p>
        }
        .into_any()
    })
}

/// Names what in a text may lead to a person, if anything does.
pub(in crate::pages::staff) fn may_be_personal(text: &str) -> Option<String> {
    let found: BTreeSet<&str> = personal::find(text).into_iter().map(|found| may_be(found.what)).collect();
    let found: Vec<&str> = found.into_iter().collect();
    (!found.is_empty()).then(|| found.join(", "))
}

fn about(
    shown: &Shown,
    asked: &Asked,
    (coder, proposals): (Option<AccountId>, &[StoredProposal]),
) -> impl IntoView + use<> {
    let comment = &shown.comment;
    let response = format!("/staff/responses/{}", comment.reference);
    let response = view! { <a class="govuk-link fm-together" href=response>{comment.reference.clone()}</a> };
    let mut rows = vec![
        SummaryRow::new("Response", response),
        SummaryRow::new("Who they say they are", asked.labels.segment(comment.segment.as_deref())),
    ];
    if comment.redactions.is_empty() {
        rows.extend(coder.map(|_| {
            let href = shown.address("/redact");
            SummaryRow::new("Redacted", view! { "No. " <a class="govuk-link" href=href>"Redact this comment"</a> })
        }));
    } else {
        let href = shown.address("/redact");
        let link = coder.map(|_| view! { <a class="govuk-link" href=href>"See what was written, or redact again"</a> });
        rows.push(SummaryRow::new("Redacted", view! { "Yes. " {link} }));
    }
    let resting = of_comment(&shown.room.consultation.slug, comment.number, proposals, coder.is_some());
    rows.push(SummaryRow::new("Proposals", resting));
    summary_list(rows)
}

/// Draws the tags to choose, or says why this person cannot choose any.
fn form(shown: &Shown, account: AccountId, said: &Said) -> AnyView {
    let (room, coded) = (&shown.room, &shown.coded);
    let hand = match coded.hand_for(account) {
        Ok(hand) => hand,
        Err(fault) => return view! { <p class="govuk-body">{words::coding_fault(fault)} "."</p> }.into_any(),
    };
    let questions = questions(room);
    let typed = said.fields.as_ref().map(chosen);
    let set = match &typed {
        Some(typed) => typed.iter().map(|tag| room.frame.counts_for(tag)).collect(),
        None => coded.tags_of(hand, &room.frame),
    };
    let chosen = filled(&questions, &set);
    let fields = questions.iter().map(|question| {
        question_field(parts::Asked {
            question,
            fields: &chosen,
            refusals: &said.refusals,
            marks_optional: false,
            places: 1,
        })
    });
    let fields = fields.collect_view();
    let state = if coded.is_finished_by(account) {
        "You have finished with this comment. You can change your tags until another coder has finished, too."
    } else {
        "Another coder may tag this comment as well. Neither of you sees the tags of the other before both have finished."
    };
    let none = (room.frame.in_use().next().is_none()).then(|| {
        view! {
            <p class="govuk-body">"There are no tags yet. " <a class="govuk-link" href=room.address("/tags")>"Write the tags"</a></p>
        }
    });
    view! {
        <h2 class="govuk-heading-m">"Your tags"</h2>
        <p class="govuk-body">{state}</p>
        {none}
        {switch(FORM)}
        <form id=FORM method="post" action=shown.address("/code") novalidate>
            <input type="hidden" name=STATE value=room.version.to_string()/>
            {fields}
            <div class="govuk-button-group">
                <button class="govuk-button" type="submit">"Save and go to the next"</button>
                <button class="govuk-button govuk-button--secondary" type="submit" name=STEP value=LATER>
                    "Save, and finish later"
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Gives the tags and flags that were ticked, in whichever family they stood when the form was drawn.
pub(super) fn chosen(fields: &Fields) -> BTreeSet<TagId> {
    let is_ours = |name: &str| name == FLAGS || name.strip_prefix(TAGS).is_some_and(|place| place.starts_with('-'));
    let ticked = fields.pairs().filter(|(name, value)| is_ours(name) && !value.trim().is_empty());
    ticked.map(|(_, tag)| tag.trim().to_owned()).collect()
}

/// Fills the form with some tags, as far as they can be set now.
fn filled(questions: &[Question], set: &BTreeSet<&str>) -> Fields {
    let pair = |question: &Question| -> Vec<(String, String)> {
        let options = question.kind.options().iter().filter(|option| set.contains(option.id.as_str()));
        options.map(|option| (question.id.clone(), option.id.clone())).collect()
    };
    Fields::new(questions.iter().flat_map(pair))
}

/// Lists the taggings that somebody may see: who, when, and under which version of the frame.
fn history(shown: &Shown, people: &People, coder: Option<AccountId>) -> Option<AnyView> {
    let Shown { room, coded, .. } = shown;
    let mut seen: Vec<&Tagging> = coded.taggings.iter().filter(|tagging| coded.may_see(tagging.hand, coder)).collect();
    seen.sort_by_key(|tagging| tagging.made_at);
    let line = |tagging: &&Tagging| {
        let Tagging { tag, is_set, frame_version, account, made_at, .. } = tagging;
        let what = if *is_set { "set" } else { "taken off" };
        let (who, when) = (people.say(*account), dates::moment(*made_at));
        format!(
            "‘{}’ was {what} by {who}, {when}, with version {frame_version} of the tags{}.",
            room.say(tag),
            since(room, tag)
        )
    };
    (!seen.is_empty()).then(|| {
        let lines = seen.iter().map(|tagging| view! { <li>{line(tagging)}</li> }).collect_view();
        details("Who tagged what, and when", view! { <ul class="govuk-list">{lines}</ul> }).into_any()
    })
}

/// Says what became of a tag since.
pub(super) fn since(room: &Room, tag: &str) -> String {
    match room.frame.tag(tag).map(|tag| &tag.fate) {
        Some(Fate::MergedInto(_)) => format!(", since merged into ‘{}’", room.say(room.frame.counts_for(tag))),
        Some(Fate::Retired) => ", since retired".to_owned(),
        Some(Fate::InUse) | None => String::new(),
    }
}

/// Gives the stage at which the next comment is that this filter leads to.
pub(super) fn next_stage(filter: &Filter) -> Stage {
    filter.stage.unwrap_or(Stage::ToCode)
}
