//! Reminding those who may publish replies, as long as none is public after the closing.

use domain::{
    consultation::Consultation,
    ids::unordered,
    permission::Action,
    reply::{due, reminder},
    time::Moment,
};
use store::{Mail, StoreError};

use crate::{state::AppState, visitor::may, words::mail};

/// Puts the reminders that are due into the outbox, each once on however many servers, and says how many emails that were.
pub async fn remind(state: &AppState) -> Result<usize, StoreError> {
    let now = state.clock.now();
    let told = state.store.list_consultations_with_replies().await?;
    let mut sent = 0;
    for consultation in state.store.list_published_consultations().await? {
        let Some(weeks) = reminder(&consultation, now).filter(|_| !told.contains(&consultation.id)) else { continue };
        if !state.store.has_reply_reminder(consultation.id, weeks).await? {
            sent += remind_of(state, consultation, weeks, now).await?;
        }
    }
    Ok(sent)
}

async fn remind_of(state: &AppState, consultation: Consultation, weeks: i64, now: Moment) -> Result<usize, StoreError> {
    let Some(due) = due(&consultation, now) else { return Ok(0) };
    let accounts = state.store.list_accounts().await?;
    let recipients = accounts.into_iter().filter(|account| may(account, Action::PublishReplies));
    let letter = |recipient: String| Mail {
        id: unordered(&*state.entropy),
        recipient,
        subject: mail::replies_due_subject(&consultation, due),
        body: mail::replies_due_body(&consultation, due, &state.site),
        attempts: 0,
        due_at: now,
    };
    let letters: Vec<Mail> = recipients.map(|account| letter(account.email)).collect();
    let id = consultation.id;
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            if !write.add_reply_reminder(id, weeks, now).await? {
                return Ok(0);
            }
            for letter in &letters {
                write.add_mail(letter).await?;
            }
            Ok(letters.len())
        })
    });
    work.await
}
