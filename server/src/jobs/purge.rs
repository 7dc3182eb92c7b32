//! Removes what nobody needs any more: sessions that ended, drafts that nobody came back to, files that nobody
//! added or stored and that no document has, mail that nobody sends, to whom invitations went after the closing, email alerts that nobody confirmed, bulletins that nobody sends, links of alerts after their time, and what leads from answers to the addresses that asked for news with them, up to their month. It works while the site is served.

use std::{sync::Arc, time::Duration};

use app::{
    alerts::{LINK_LIFE, REQUEST_LIFE},
    state::AppState,
    visitor::ABSOLUTE_LIMIT,
};
use chrono::TimeDelta;
use domain::time::Moment;
use store::StoreError;

use crate::stop::Stop;

/// How long a draft waits for its writer.
pub const DRAFT_LIFE: TimeDelta = TimeDelta::days(28);
/// How long an email may be overdue before its address is deleted, as where the mail server was taken out of the settings.
pub const MAIL_LIFE: TimeDelta = TimeDelta::days(3);
/// How long a file of responses waits to be added, one of population counts to be stored, or one of a document to have a version.
pub const FILE_LIFE: TimeDelta = TimeDelta::days(1);
/// How long after the closing it is kept to whom invitations went.
pub const INVITED_LIFE: TimeDelta = TimeDelta::days(28);
const PERIOD: Duration = Duration::from_hours(1);
/// How many drafts are removed in one write, since others wait for it.
const PIECE: i64 = 200;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Sessions that were removed.
    pub sessions: u64,
    /// Drafts that were removed.
    pub drafts: u64,
    /// Emails that were removed unsent.
    pub mails: u64,
    /// Files of responses or of population counts that were removed, because nobody added or stored what is in them.
    pub files: u64,
    /// Files of documents that were removed, because no version of any has them.
    pub unused: u64,
    /// Addresses and uses of invitations that were mixed.
    pub mixed: u64,
    /// Invitations of which nothing says any more to whom they went.
    pub nameless: u64,
    /// Email alerts that nobody confirmed, bulletins that nobody sent, and links of alerts that were removed.
    pub alerts: u64,
}

/// Purges every hour until asked to stop.
pub async fn run(state: AppState, mut stop: Stop) {
    while !stop.is_asked() {
        match purge(&state).await {
            Ok(done) if done == Purged::default() => {}
            Ok(Purged { sessions, drafts, mails, files, unused, mixed, nameless, alerts }) => {
                tracing::info!(
                    sessions,
                    drafts,
                    mails,
                    files,
                    unused,
                    mixed,
                    nameless,
                    alerts,
                    "removed what nobody needs any more"
                );
            }
            Err(error) => tracing::warn!(error = %error, "what nobody needs any more could not be removed"),
        }
        tokio::select! {
            () = stop.asked() => {}
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

/// Purges once and counts.
pub async fn purge(state: &AppState) -> Result<Purged, StoreError> {
    let now = state.clock.now();
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            let sessions = write.remove_idle_sessions(now - ABSOLUTE_LIMIT).await?;
            let mails = write.remove_overdue_mail(now - MAIL_LIFE).await?;
            let before = now - FILE_LIFE;
            let files = write.remove_idle_imports(before).await? + write.remove_idle_loadings(before).await?;
            let nameless = write.set_invitations_nameless(now - INVITED_LIFE).await?;
            let alerts = write.remove_idle_alert_requests(now - REQUEST_LIFE).await?
                + write.remove_overdue_bulletins(now - MAIL_LIFE).await?
                + write.remove_old_alert_links(now - LINK_LIFE).await?;
            Ok::<_, StoreError>((sessions, mails, files, nameless, alerts))
        })
    });
    let (sessions, mails, files, nameless, alerts) = work.await?;
    let mut purged = Purged { sessions, mails, files, nameless, alerts, ..Purged::default() };
    purged.unused = state.store.remove_idle_files(&state.files, now - FILE_LIFE).await?;
    loop {
        let removed = remove_drafts(state, now - DRAFT_LIFE).await?;
        purged.drafts += removed;
        if removed == 0 {
            break;
        }
    }
    loop {
        let mixed = mix_a_day(state, now).await?;
        purged.mixed += mixed;
        if mixed == 0 {
            break;
        }
    }
    Ok(purged)
}

async fn remove_drafts(state: &AppState, before: Moment) -> Result<u64, StoreError> {
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            let responses = write.remove_idle_drafts(before, PIECE).await?;
            let tests = write.remove_idle_test_responses(before, PIECE).await?;
            Ok(responses + tests + write.remove_idle_eoi_drafts(before, PIECE).await?)
        })
    });
    work.await
}

async fn mix_a_day(state: &AppState, now: Moment) -> Result<u64, StoreError> {
    let (today, entropy) = (now.date_naive(), Arc::clone(&state.entropy));
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            let used = write.set_invitations_mixed(today, &*entropy).await?;
            Ok(used + write.set_subscriptions_mixed(today, &*entropy).await?)
        })
    });
    work.await
}
