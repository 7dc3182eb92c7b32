//! Makes the bulletins of email alerts and sends them, apart from other mail, so that nobody waits for a link behind thousands of these.
//!
//! A bulletin is written at the moment at which it is sent, of what everybody can read then. It is taken before it is sent, as any
//! mail is: should that server end in between, another sends it again under the same identity.

use std::time::Duration;

use app::{
    alerts::{Letter, News, letter, make, see},
    error::PageError,
    secret::Secret,
    state::AppState,
};
use chrono::TimeDelta;
use domain::time::Moment;
use store::{Bulletin, BulletinEnd, StoreError};

use super::send_mail::{Mailer, SendError, TAKEN, is_final, kind, next_try};
use crate::stop::Stop;

/// How often news is looked for.
const PERIOD: Duration = Duration::from_secs(20);
/// How many bulletins are read at once.
const BATCH: i64 = 50;
/// How long bulletins are sent before news is looked for again.
const TURN: TimeDelta = TimeDelta::seconds(20);
/// How long what is public may be told of before it is read again.
const FRESH: TimeDelta = TimeDelta::seconds(2);

/// Looks for news, makes bulletins and sends what is due, until asked to stop.
pub async fn run(state: AppState, mailer: Mailer, mut stop: Stop) {
    while !stop.is_asked() {
        match work(&state, &mailer, &stop).await {
            Ok(Sending::Done) => {}
            Ok(Sending::More) => continue,
            Err(error) => tracing::warn!(error = ?error, "bulletins could not be made or sent"),
        }
        tokio::select! {
            () = stop.asked() => {}
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

async fn work(state: &AppState, mailer: &Mailer, stop: &Stop) -> Result<Sending, PageError> {
    see(state).await?;
    let made = make(state).await?;
    if made > 0 {
        tracing::info!(made, "bulletins of what is new were made");
    }
    send_due(state, mailer, stop).await
}

/// Whether all that was due was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// It was, or the server is to stop.
    Done,
    /// Some of it waits, because news has to be looked for meanwhile.
    More,
}

/// Tries to send the bulletins that are due, for as long as one turn lasts.
///
/// # Errors
/// Fails where the database does.
pub async fn send_due(state: &AppState, mailer: &Mailer, stop: &Stop) -> Result<Sending, PageError> {
    let began = state.clock.now();
    let mut news: Option<(Moment, News)> = None;
    loop {
        // Each that is tried is due later or gone, so that this ends.
        let due = state.store.list_due_bulletins(state.clock.now(), BATCH).await?;
        if due.is_empty() {
            return Ok(Sending::Done);
        }
        for bulletin in due {
            if stop.is_asked() {
                return Ok(Sending::Done);
            }
            let now = state.clock.now();
            if now - began > TURN {
                return Ok(Sending::More);
            }
            let fresh = match news.take().filter(|(read_at, _)| now - *read_at < FRESH) {
                Some(fresh) => fresh,
                None => (now, News::read(state).await?),
            };
            send(state, mailer, &bulletin, &fresh.1).await?;
            news = Some(fresh);
        }
    }
}

async fn send(state: &AppState, mailer: &Mailer, bulletin: &Bulletin, news: &News) -> Result<(), StoreError> {
    let secret = Secret::new(&*state.entropy);
    match take(state, bulletin, secret.hash()).await {
        Ok(()) => {}
        Err(StoreError::Changed) => return Ok(()),
        Err(error) => return Err(error),
    }
    let Some(Letter { mail, end }) = letter(state, news, bulletin, &secret) else {
        return finish(state, bulletin, BulletinEnd::Empty).await;
    };
    let Err(error) = mailer.send(&mail, Some(&end)).await else {
        return finish(state, bulletin, BulletinEnd::Sent).await;
    };
    let (id, attempts, now, kind) = (bulletin.id, bulletin.attempts + 1, state.clock.now(), kind(&error));
    if is_final(&error) {
        tracing::warn!(mail = %id, kind, "a bulletin was given up");
        let is_refused = matches!(error, SendError::Server(_));
        return finish(state, bulletin, if is_refused { BulletinEnd::NoMailbox } else { BulletinEnd::GivenUp }).await;
    }
    let Some(due_at) = next_try(now, attempts) else {
        tracing::error!(mail = %id, attempts, kind, "a bulletin was given up");
        return finish(state, bulletin, BulletinEnd::GivenUp).await;
    };
    tracing::warn!(mail = %id, attempts, kind, "a bulletin was not sent");
    state.store.write(move |mut write| Box::pin(async move { write.set_bulletin_due(id, due_at).await })).await
}

async fn take(state: &AppState, bulletin: &Bulletin, token_hash: Vec<u8>) -> Result<(), StoreError> {
    let (bulletin, now) = (bulletin.clone(), state.clock.now());
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.set_bulletin_taken(&bulletin, &token_hash, (now, now + TAKEN)).await })
    });
    work.await
}

async fn finish(state: &AppState, bulletin: &Bulletin, end: BulletinEnd) -> Result<(), StoreError> {
    let (bulletin, now) = (bulletin.clone(), state.clock.now());
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.remove_bulletin(&bulletin, end, now).await }));
    work.await
}
