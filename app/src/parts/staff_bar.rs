//! The strip above the header that says who is signed in, leads to their rooms and lets them sign out.

use domain::permission::Action;
use leptos::prelude::*;
use store::Account;

use crate::visitor::may;

/// Draws the strip for a member of staff, with the rooms that their role may enter.
pub fn staff_bar(account: &Account) -> impl IntoView + use<> {
    let rooms = [
        ("/staff", "Staff home", true),
        ("/staff/expressions-of-interest", "Expressions of interest", may(account, Action::ReadEois)),
        ("/staff/minutes", "Minutes", may(account, Action::ReadMinutes)),
    ];
    let links = rooms.into_iter().filter(|(_, _, is_open)| *is_open).map(|(href, words, _)| {
        view! { <a class="fm-staff-bar__link" href=href>{words}</a> }
    });
    let links = links.collect_view();
    view! {
        <div class="fm-staff-bar">
            <nav class="fm-staff-bar__inner govuk-width-container" aria-label="Staff">
                {links}
                <form class="fm-staff-bar__account" method="post" action="/staff/sign-out">
                    <span>"Signed in as " {account.email.clone()} " "</span>
                    <button class="fm-staff-bar__button" type="submit">"Sign out"</button>
                </form>
            </nav>
        </div>
    }
}
