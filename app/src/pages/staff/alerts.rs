//! How many get email alerts and of what, in counts alone: no page shows an address.

use axum::{extract::State, response::Response};
use domain::{
    alert::{Pace, Scope, Wish},
    permission::Action,
    vocabulary::Word,
};
use leptos::prelude::*;
use store::BulletinCount;

use crate::{
    alerts::REQUEST_LIFE,
    error::PageError,
    parts::{Caption, Frame, SummaryRow, Table, summary_list},
    state::AppState,
    visitor::Staff,
    words::{alerts as words, numbers},
};

/// Where it is.
pub(super) const ADDRESS: &str = "/staff/alerts";
const HEADING: &str = "Email alerts";
/// How many days bulletins are counted for.
const DAYS: u64 = 28;

/// Shows the counts.
pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::ReadAlerts)?;
    let (store, now) = (&state.store, state.clock.now());
    let alerts = store.count_alerts().await?;
    let unconfirmed = store.count_alert_requests(now - REQUEST_LIFE).await?;
    let waiting = store.count_bulletins().await?;
    let lately = store.find_bulletin_count(now.date_naive() - chrono::Days::new(DAYS)).await?;
    let groups = store.list_groups().await?;
    let total: u64 = alerts.iter().map(|(_, count)| count).sum();
    let scopes: std::collections::BTreeSet<Scope> = alerts.iter().flat_map(|(wish, _)| wish.scopes.iter()).collect();
    let rows = scopes.into_iter().map(|scope| {
        let name = words::scope(scope, &groups).unwrap_or_else(|| "A group that was removed".to_owned());
        (name, counts(&alerts, |wish| wish.scopes.has(scope)))
    });
    let rows: Vec<_> = rows.collect();
    let all = counts(&alerts, |_| true);
    let no_mail = (!state.site.sends_mail).then(|| {
        view! { <p class="govuk-inset-text">"No mail server is set, so that nobody can ask for alerts and none are sent."</p> }
    });
    Ok(Frame::new(&state, &staff.visitor, HEADING).show(|| {
        let table = (total > 0).then(|| {
            let caption = Caption::Title("Addresses by what they asked for".to_owned());
            let columns = ["At once", "Daily", "Weekly", "All"];
            let table = Table::new("Addresses", caption, "What of");
            let table = columns.into_iter().fold(table, Table::numbers);
            let table = rows.into_iter().fold(table, |table, (name, counts)| table.row(name, cells(counts)));
            table.row("Addresses in all", cells(all)).draw()
        });
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{HEADING}</h1>
            {no_mail}
            <p class="govuk-body">
                "Whoever asks for it " <a class="govuk-link" href="/alerts">"gets an email"</a>
                " about what is published. An address can have asked for several things. Addresses are shown to nobody."
            </p>
            {summary_list(facts(total, unconfirmed, waiting, lately))}
            {table}
        }
    }))
}

fn facts(total: u64, unconfirmed: u64, waiting: u64, lately: BulletinCount) -> Vec<SummaryRow> {
    let days = |what: &str| format!("{what} in the last {DAYS} days");
    vec![
        SummaryRow::new("Addresses that confirmed", numbers::whole(total)),
        SummaryRow::new("Asked and not confirmed yet", numbers::whole(unconfirmed)),
        SummaryRow::new("Emails that wait to be sent", numbers::whole(waiting)),
        SummaryRow::new(days("Emails made"), numbers::whole(lately.made)),
        SummaryRow::new(days("Emails sent"), numbers::whole(lately.sent)),
        SummaryRow::new(days("Emails given up"), numbers::whole(lately.given_up)),
    ]
}

/// Counts the alerts of some wishes at each pace, and all of them.
fn counts(alerts: &[(Wish, u64)], is_meant: impl Fn(&Wish) -> bool) -> Vec<u64> {
    let meant: Vec<_> = alerts.iter().filter(|(wish, _)| is_meant(wish)).collect();
    let at = |pace: Option<Pace>| {
        meant.iter().filter(|(wish, _)| pace.is_none_or(|pace| wish.pace == pace)).map(|(_, count)| count).sum()
    };
    Pace::ALL.iter().copied().map(Some).chain([None]).map(at).collect()
}

fn cells(counts: Vec<u64>) -> Vec<AnyView> {
    counts.into_iter().map(|count| numbers::whole(count).into_any()).collect()
}
