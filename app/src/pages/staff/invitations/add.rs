//! Inviting people: a list of addresses, read before anything is made of it, or links without addresses, for letters.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    invitation::Invitation,
    question::Question,
    refusal::{Reason, Refusal},
};
use leptos::prelude::*;
use store::{Mail, StoreError, StoredInvitation};

use super::{Made, Room, Said, Wanted, draw};
use crate::{
    error::PageError,
    invitees::{self, Invitee, MOST, Matter, NAME_LIMIT, Reading, Remark},
    pages::staff::{
        asking::{self, Asks, Told, line, lines, number},
        export::{csv_file, row_of},
        form::STATE,
    },
    parts::{Caption, Frame, Table, scripts},
    posted::PostedFile,
    state::AppState,
    visitor::Staff,
    words::{invitations as words, numbers},
};

/// The question whom to invite.
const ADDRESSES: &str = "addresses";
/// The question how many links to make.
const LINKS: &str = "links";
/// The question what links are called.
const LABEL: &str = "label";
/// The most characters of a list: as many lines as are read, each of a common length with a name.
const LIST_LIMIT: usize = MOST * 150;

pub(super) fn questions() -> Vec<Question> {
    let most = numbers::whole(MOST);
    vec![lines(ADDRESSES, "Whom do you invite?", LIST_LIMIT).hint(&format!(
        "One email address in a line, with a name beside it if you like, or rows of a CSV file. At most {most} at once."
    ))]
}

pub(super) fn link_questions() -> Vec<Question> {
    vec![
        number(LINKS, "How many links?", 1, u32::try_from(MOST).unwrap_or(u32::MAX)),
        line(LABEL, "What are they for?", NAME_LIMIT)
            .optional()
            .hint("Each is called so, with a number. For example, Letter to farms"),
    ]
}

/// Draws the forms by which people are invited.
pub(super) fn forms(room: &Room, (fields, refusals): (&Fields, &[Refusal])) -> impl IntoView + use<> {
    let counted = room.count.made.to_string();
    view! {
        <h2 class="govuk-heading-m">"Invite by email address"</h2>
        <p class="govuk-body">"You see what was read before anything is made or sent."</p>
        <form method="post" action=room.address("/check") novalidate>
            {asking::draw(&questions(), fields, refusals)}
            <button class="govuk-button" type="submit">"Read the list"</button>
        </form>
        <h2 class="govuk-heading-m">"Make links for letters"</h2>
        <p class="govuk-body">
            "They are downloaded once, as a file, and cannot be shown again: we store no links. A link that is lost can be replaced "
            "from the list."
        </p>
        <form method="post" action=room.address("/links") novalidate>
            <input type="hidden" name=STATE value=counted/>
            {asking::draw(&link_questions(), fields, refusals)}
            <button class="govuk-button govuk-button--secondary" type="submit">"Make the links and download them (CSV)"</button>
        </form>
    }
}

/// Says what would come of a list.
pub(super) async fn check(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    PostedFile(fields): PostedFile,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    if !room.takes_invitations() {
        return draw(&state, &staff, &room, Wanted::default(), Said::Changed).await;
    }
    match read(&state, &room, &fields).await? {
        Ok(reading) => Ok(shown(&state, &staff, &room, &fields, &reading)),
        Err(refusals) => draw(&state, &staff, &room, Wanted::default(), Said::Refused(&fields, refusals)).await,
    }
}

/// Makes the invitations of a list and sends them.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    PostedFile(fields): PostedFile,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    if !room.takes_invitations() || !state.site.sends_mail {
        return draw(&state, &staff, &room, Wanted::default(), Said::Changed).await;
    }
    let reading = match read(&state, &room, &fields).await? {
        Ok(reading) => reading,
        Err(refusals) => return draw(&state, &staff, &room, Wanted::default(), Said::Refused(&fields, refusals)).await,
    };
    let today = Some(room.now.date_naive());
    let made = reading.invitees.into_iter().map(|invitee| {
        let made = room.make(&state, Some(invitee.address), invitee.label);
        let invitation = Invitation { sent_on: today, ..made.stored.invitation };
        Made { stored: StoredInvitation { invitation, ..made.stored }, ..made }
    });
    let made: Vec<Made> = made.collect();
    let mails = made.iter().filter_map(|made| room.mail(&state, made)).collect();
    match store(&state, &staff, &room, (&fields, &made, mails)).await {
        Ok(()) => Ok(Redirect::to(&room.address("")).into_response()),
        Err(StoreError::Changed | StoreError::Taken) => {
            draw(&state, &staff, &room, Wanted::default(), Said::Changed).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes links, for a list or without addresses, and gives them in a file.
pub(super) async fn links(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    PostedFile(fields): PostedFile,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    if !room.takes_invitations() {
        return draw(&state, &staff, &room, Wanted::default(), Said::Changed).await;
    }
    let read = if fields.is_filled(ADDRESSES) {
        read(&state, &room, &fields).await?.map(|reading| {
            let make = |invitee: Invitee| room.make(&state, Some(invitee.address), invitee.label);
            reading.invitees.into_iter().map(make).collect::<Vec<Made>>()
        })
    } else {
        numbered(&state, &room, &fields)
    };
    let made = match read {
        Ok(made) => made,
        Err(refusals) => return draw(&state, &staff, &room, Wanted::default(), Said::Refused(&fields, refusals)).await,
    };
    match store(&state, &staff, &room, (&fields, &made, Vec::new())).await {
        Ok(()) => {
            let row = |made: &Made| {
                let Invitation { label, address, .. } = made.stored.invitation.clone();
                vec![label.unwrap_or_default(), address.unwrap_or_default(), made.link.clone()]
            };
            let rows = std::iter::once(row_of(["name", "address", "link"])).chain(made.iter().map(row));
            csv_file(&format!("{slug}-invitations.csv"), rows)
        }
        Err(StoreError::Changed | StoreError::Taken) => {
            draw(&state, &staff, &room, Wanted::default(), Said::Changed).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes as many links as are asked for, each with a number.
fn numbered(state: &AppState, room: &Room, fields: &Fields) -> Result<Vec<Made>, Vec<Refusal>> {
    let questions = link_questions();
    let told = Told::new(&questions, fields);
    let (count, label) = (told.number::<usize>(LINKS), told.words(LABEL));
    let refusals = told.refusals(&questions);
    let Some(count) = count.filter(|_| refusals.is_empty()) else { return Err(refusals) };
    let name = |number: usize| label.as_ref().map(|label| format!("{label} {number}"));
    Ok((1..=count).map(|number| room.make(state, None, name(number))).collect())
}

/// Reads the list that was posted; a list by which nobody is invited is refused only where nothing stands in it.
async fn read(state: &AppState, room: &Room, fields: &Fields) -> Result<Result<Reading, Vec<Refusal>>, PageError> {
    let questions = questions();
    let mut told = Told::new(&questions, fields);
    let text = told.needed_words(ADDRESSES);
    let addressed = state.store.list_addressed_invitations(room.consultation.id).await?;
    let known = addressed.into_iter().filter_map(|StoredInvitation { invitation, .. }| {
        let matter = if invitation.may_be_sent() { Matter::Invited } else { Matter::Used };
        invitation.address.map(|address| (address, matter))
    });
    let reading = invitees::read(&text, &known.collect());
    if reading.invitees.is_empty() && reading.remarks.is_empty() {
        told.refuse(ADDRESSES, Reason::Missing);
    }
    let refusals = told.refusals(&questions);
    Ok(if refusals.is_empty() { Ok(reading) } else { Err(refusals) })
}

/// Stores invitations and their emails, unless others were added since the form was drawn.
async fn store(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    (fields, made, mails): (&Fields, &[Made], Vec<Mail>),
) -> Result<(), StoreError> {
    let counted: i64 = fields.text(STATE).parse().map_err(|_| StoreError::Changed)?;
    let consultation = room.consultation.id;
    let new: Vec<StoredInvitation> = made.iter().map(|made| made.stored.clone()).collect();
    let (count, sent) = (new.len(), mails.len());
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_invitations(consultation, counted, &new).await?;
            for mail in &mails {
                write.add_mail(mail).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    work.await?;
    tracing::info!(account = %staff.account.id, %consultation, count, sent, "somebody made invitations");
    Ok(())
}

/// Shows what would come of a list, with the ways to go on.
fn shown(state: &AppState, staff: &Staff, room: &Room, fields: &Fields, reading: &Reading) -> Response {
    const HEADING: &str = "Check whom you invite";
    let text = fields.typed(ADDRESSES).to_owned();
    let count = reading.invitees.len();
    let people = numbers::count(count as u64, "person", "people");
    let left = numbers::count(reading.remarks.len() as u64, "line invites", "lines invite");
    let questions = questions();
    let go_on = (count > 0).then(|| {
        let send = state.site.sends_mail.then(|| {
            view! { <button class="govuk-button" type="submit">{format!("Invite {people} by email now")}</button> }
        });
        view! {
            <form method="post" action=room.address("/add")>
                <input type="hidden" name=STATE value=room.count.made.to_string()/>
                <input type="hidden" name=ADDRESSES value=text.clone()/>
                <div class="govuk-button-group">
                    {send}
                    <button class="govuk-button govuk-button--secondary" type="submit" formaction=room.address("/links")>
                        {format!("Make links for {people} and download them (CSV)")}
                    </button>
                </div>
            </form>
        }
    });
    let frame = Frame::new(state, &staff.visitor, HEADING).scripts(scripts(&questions));
    frame.status(StatusCode::OK).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Invitations"</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">{format!("{people} can be invited. Nothing was made or sent yet.")}</p>
            {(!reading.remarks.is_empty()).then(|| view! {
                <p class="govuk-body">{format!("{left} nobody:")}</p>
                {remarks(&reading.remarks)}
            })}
            {(count > 0).then(|| invited(&reading.invitees))}
            {go_on}
            <h2 class="govuk-heading-m">"Change the list"</h2>
            <form method="post" action=room.address("/check") novalidate>
                {asking::draw(&questions, fields, &[])}
                <button class="govuk-button govuk-button--secondary" type="submit">"Read the list again"</button>
            </form>
        }
    })
}

fn invited(invitees: &[Invitee]) -> impl IntoView + use<> {
    let caption = Caption::Title("Who is invited".to_owned());
    let table = Table::new("Who is invited", caption, "Address").words("Name");
    let row = |table: Table, Invitee { address, label }: &Invitee| {
        table.row(address.clone(), [label.clone().unwrap_or_default().into_any()])
    };
    invitees.iter().fold(table, row).draw()
}

fn remarks(remarks: &[Remark]) -> impl IntoView + use<> {
    let caption = Caption::Spoken("Lines by which nobody is invited".to_owned());
    let table = Table::new("Lines by which nobody is invited", caption, "Line").words("What stands there").words("Why");
    let row = |table: Table, remark: &Remark| {
        table.row(remark.line.to_string(), [remark.typed.clone().into_any(), words::say(remark.matter).into_any()])
    };
    remarks.iter().fold(table, row).draw()
}
