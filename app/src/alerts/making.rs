//! Making bulletins: some alerts at a time, each in one write with how far it has been told. Whoever goes on after a stop goes on
//! where it stopped, because an alert that was moved is not behind any more.

use chrono::TimeDelta;
use domain::{
    alert::{Novelty, Pace},
    ids::AlertId,
    time::Moment,
    vocabulary::Word,
};
use store::{Alert, Moved, StoreError};
use uuid::Uuid;

use crate::state::AppState;

/// How many alerts are moved in one write, since others wait for it.
const PIECE: i64 = 200;
/// For how long an alert that is told at once gets no second bulletin, so that what is published together comes together.
const QUIET: TimeDelta = TimeDelta::minutes(15);

/// Makes the bulletins that are due, each once on however many servers, and says how many these were.
///
/// # Errors
/// Fails where the database does; what was made before stands.
pub async fn make(state: &AppState) -> Result<i64, StoreError> {
    let mut made = 0;
    for pace in Pace::ALL {
        made += make_at(state, *pace, state.clock.now()).await?;
    }
    Ok(made)
}

async fn make_at(state: &AppState, pace: Pace, now: Moment) -> Result<i64, StoreError> {
    let last = state.store.find_last_novelty(pace.edition(now)).await?;
    let quiet_since = if pace == Pace::AtOnce { now - QUIET } else { now };
    let (mut made, mut beyond) = (0, AlertId(Uuid::nil()));
    let mut novelties: Vec<Novelty> = Vec::new();
    let mut since = last;
    loop {
        let alerts = state.store.list_alerts_behind((pace, last), quiet_since, (beyond, PIECE)).await?;
        let Some(furthest) = alerts.last() else { return Ok(made) };
        beyond = furthest.id;
        let told = alerts.iter().map(|alert| alert.told).min().unwrap_or(last);
        if told < since {
            since = told;
            novelties = state.store.list_novelties(since).await?;
        }
        let moves: Vec<(Alert, Moved)> = alerts.into_iter().map(|alert| judge(alert, &novelties, last)).collect();
        let work =
            state.store.write(move |mut write| Box::pin(async move { write.add_bulletins(&moves, last, now).await }));
        let added: Result<i64, StoreError> = work.await;
        made += added?;
    }
}

fn judge(alert: Alert, novelties: &[Novelty], last: i64) -> (Alert, Moved) {
    let mut new = novelties.iter().filter(|novelty| novelty.number > alert.told && novelty.number <= last);
    let moved = if new.any(|novelty| alert.wish.scopes.covers(novelty)) { Moved::WithBulletin } else { Moved::Alone };
    (alert, moved)
}
