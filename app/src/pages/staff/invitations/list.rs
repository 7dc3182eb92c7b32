//! The list of invitations, with what can be done with each.

use domain::invitation::Invitation;
use leptos::prelude::*;
use store::{Page, StoredInvitation};

use super::Room;
use crate::{
    pages::{drafts::digest::written, staff::form::STATE},
    parts::{Caption, Pagination, Table},
    state::AppState,
    words::{dates, numbers},
};

/// Draws the list, with a reminder to those who wait for one.
pub(super) fn draw(state: &AppState, room: &Room, found: &Page<StoredInvitation>, waiting: usize) -> AnyView {
    if found.total == 0 {
        return view! {
            <h2 class="govuk-heading-m">"Invitations"</h2>
            <p class="fm-empty">"Nobody was invited yet."</p>
        }
        .into_any();
    }
    let count = room.count;
    let made = numbers::count(count.made.unsigned_abs(), "invitation was made", "invitations were made");
    let (used, revoked) = (numbers::whole(count.used.unsigned_abs()), numbers::whole(count.revoked.unsigned_abs()));
    let reminds = waiting > 0 && room.takes_invitations() && state.site.sends_mail;
    view! {
        <h2 class="govuk-heading-m">"Invitations"</h2>
        <p class="fm-count">{format!("{made}. {used} used, {revoked} taken back.")}</p>
        {reminds.then(|| remind(room, waiting))}
        {table(room, found)}
        <Pagination current=found.request.number count=found.count() base=room.address("?")/>
    }
    .into_any()
}

fn remind(room: &Room, waiting: usize) -> impl IntoView + use<> {
    let people = numbers::count(waiting as u64, "person", "people");
    view! {
        <form method="post" action=room.address("/remind")>
            <input type="hidden" name=STATE value=waiting.to_string()/>
            <p class="govuk-body">
                {format!("{people} with an address have not used their invitation and got no email today. A reminder has a new link, \
                          and the one before stops working; answers that were begun stay.")}
            </p>
            <button class="govuk-button govuk-button--secondary" type="submit">{format!("Remind {people} by email now")}</button>
        </form>
    }
}

fn table(room: &Room, found: &Page<StoredInvitation>) -> impl IntoView + use<> {
    let caption = Caption::Spoken("Invitations, the newest first, and on each day by address or name".to_owned());
    let table = Table::new("Invitations", caption, "For").words("Made").words("Sent").words("Now").words("Change");
    let row = |table: Table, stored: &StoredInvitation| {
        let invitation = &stored.invitation;
        let sent = invitation.sent_on.map_or_else(|| "Not by email".to_owned(), dates::day);
        table.row(
            name(invitation),
            [
                dates::day(invitation.made_on).into_any(),
                sent.into_any(),
                now(invitation).into_any(),
                change(room, stored),
            ],
        )
    };
    found.rows.iter().fold(table, row).draw()
}

/// Says for whom an invitation is.
pub(super) fn name(invitation: &Invitation) -> String {
    match (&invitation.label, &invitation.address) {
        (Some(label), Some(address)) => format!("{label}, {address}"),
        (Some(name), None) | (None, Some(name)) => name.clone(),
        (None, None) => "A link without a name".to_owned(),
    }
}

/// Says what became of an invitation; the month alone, because the day could lead to a response.
fn now(invitation: &Invitation) -> String {
    match (invitation.used_on, invitation.revoked_on) {
        (Some(used), _) => format!("Used in {}", dates::month(used)),
        (None, Some(revoked)) => format!("Taken back on {}", dates::day(revoked)),
        (None, None) => "Not used".to_owned(),
    }
}

fn change(room: &Room, stored: &StoredInvitation) -> AnyView {
    let invitation = &stored.invitation;
    let whom = name(invitation);
    let base = room.address(&format!("/{}", stored.id));
    let again = (invitation.may_be_sent() && room.takes_invitations()).then(|| {
        let words = if invitation.address.is_some() { "Send again" } else { "Make a new link" };
        view! {
            <form method="post" action=format!("{base}/again")>
                <input type="hidden" name=STATE value=written(&stored.token_hash)/>
                <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-2" type="submit">
                    {words} <span class="govuk-visually-hidden">{format!(" for {whom}")}</span>
                </button>
            </form>
        }
    });
    let revoke = invitation.may_be_revoked().then(|| {
        view! {
            <form method="post" action=format!("{base}/revoke")>
                <button class="govuk-button govuk-button--warning govuk-!-margin-bottom-2" type="submit">
                    "Take back" <span class="govuk-visually-hidden">{format!(" the invitation for {whom}")}</span>
                </button>
            </form>
        }
    });
    view! { {again} {revoke} }.into_any()
}
