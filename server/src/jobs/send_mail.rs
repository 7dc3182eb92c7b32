//! Sends the mail that waits in the outbox, and tries again later what a mail server did not take.
//!
//! A message is taken before it is sent, so that of several servers one sends it. Should that one end in between,
//! another sends it again when the time of the taking is over: twice is better than never.

use std::{error::Error as _, time::Duration};

use app::state::AppState;
use chrono::TimeDelta;
use domain::time::Moment;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp,
};
use store::{Mail, StoreError};
use uuid::Uuid;

use crate::{config::MailSettings, failure::Failure, stop::Stop};

/// How often the outbox is looked at.
const PERIOD: Duration = Duration::from_secs(5);
/// How many messages are read at once.
const BATCH: i64 = 50;
/// How long a mail server may take for one step.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a message that was taken is left alone; longer than sending can last.
pub(super) const TAKEN: TimeDelta = TimeDelta::minutes(10);
/// After how many tries a message is given up: some three days, so that a mail server may be down over a weekend.
const TRIES: i64 = 20;
/// What a mail server answers when the mailbox is not there or not here.
const NO_MAILBOX: [u16; 3] = [550, 551, 553];
const FIRST_PAUSE: TimeDelta = TimeDelta::minutes(1);
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(6);

/// Sends messages to one mail server.
#[derive(Clone, Debug)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Mailbox,
}

/// Why a message was not sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum SendError {
    /// It cannot be a message at all.
    #[error("the message cannot be written: {0}")]
    Message(#[from] lettre::error::Error),
    /// The recipient is not an address.
    #[error("the address cannot be read: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// The mail server did not take it.
    #[error("the mail server did not take it: {0}")]
    Server(#[from] smtp::Error),
}

impl Mailer {
    /// Makes the mailer that the settings describe, or none if there is no mail server.
    pub fn new(settings: &MailSettings) -> Result<Option<Self>, Failure> {
        let (Some(url), Some(sender)) = (&settings.smtp_url, &settings.mail_from) else { return Ok(None) };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose())
            .map_err(|_| Failure::setting("FOLKMOOT_SMTP_URL", "is not the address of a mail server"))?;
        Ok(Some(Self { transport: transport.timeout(Some(PATIENCE)).build(), sender: sender.clone() }))
    }

    /// Sends a message; with the whole address that ends an alert by a post, if it is of one.
    pub(super) async fn send(&self, mail: &Mail, end: Option<&str>) -> Result<(), SendError> {
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".into());
        let mut message = Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(None, mail.recipient.parse()?))
            .subject(&mail.subject)
            // The same for each try, so that a second copy can be recognised.
            .message_id(Some(format!("<{}@{}>", mail.id, self.sender.email.domain())))
            .raw_header(automatic);
        if let Some(end) = end {
            message = message.raw_header(one_line("List-Unsubscribe", format!("<{end}>")));
            message = message.raw_header(one_line("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        let message = message.header(ContentType::TEXT_PLAIN).body(mail.body.clone())?;
        self.transport.send(message).await?;
        Ok(())
    }
}

/// Makes a header that stands as it is: programs that read it look for it on one line and do not decode it.
fn one_line(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
}

/// Sends what is due every few seconds until asked to stop.
pub async fn run(state: AppState, mailer: Mailer, mut stop: Stop) {
    while !stop.is_asked() {
        if let Err(error) = send_due(&state, &mailer, &stop).await {
            tracing::warn!(error = %error, "the outbox could not be read or changed");
        }
        tokio::select! {
            () = stop.asked() => {}
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

/// Tries once to send each message that is due.
pub async fn send_due(state: &AppState, mailer: &Mailer, stop: &Stop) -> Result<(), StoreError> {
    for mail in state.store.list_due_mail(state.clock.now(), BATCH).await? {
        if stop.is_asked() {
            return Ok(());
        }
        match take(state, &mail).await {
            Ok(()) => send(state, mailer, &mail).await?,
            Err(StoreError::Changed) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn take(state: &AppState, mail: &Mail) -> Result<(), StoreError> {
    let (mail, until) = (mail.clone(), state.clock.now() + TAKEN);
    state.store.write(move |mut write| Box::pin(async move { write.set_mail_taken(&mail, until).await })).await
}

async fn send(state: &AppState, mailer: &Mailer, mail: &Mail) -> Result<(), StoreError> {
    let id = mail.id;
    let Err(error) = mailer.send(mail, None).await else {
        tracing::info!(mail = %id, "an email was sent");
        return remove(state, id).await;
    };
    // What the server said may quote the address, so that only its kind goes into the log.
    let (attempts, now, kind) = (mail.attempts + 1, state.clock.now(), kind(&error));
    let Some(due_at) = next_try(now, attempts).filter(|_| !is_final(&error)) else {
        tracing::error!(mail = %id, attempts, kind, "an email was given up and its address removed");
        return remove(state, id).await;
    };
    tracing::warn!(mail = %id, attempts, of = TRIES, kind, "an email was not sent");
    state.store.write(move |mut write| Box::pin(async move { write.set_mail_due(id, due_at).await })).await
}

async fn remove(state: &AppState, id: Uuid) -> Result<(), StoreError> {
    state.store.write(move |mut write| Box::pin(async move { write.remove_mail(id).await })).await
}

/// Says when to try again after so many tries, or that it is enough.
pub(super) fn next_try(now: Moment, attempts: i64) -> Option<Moment> {
    let doublings = u32::try_from(attempts.clamp(1, TRIES) - 1).unwrap_or(0);
    let pause = (FIRST_PAUSE * 2_i32.pow(doublings)).min(LONGEST_PAUSE);
    (attempts < TRIES).then(|| now + pause)
}

/// Says whether another try would end alike: no message, or no such mailbox. Other refusals, such as of our own sign-in,
/// may be ours to mend.
pub(super) fn is_final(error: &SendError) -> bool {
    match error {
        SendError::Message(_) | SendError::Address(_) => true,
        SendError::Server(error) => {
            let said = error.source().map(ToString::to_string).unwrap_or_default();
            error.status().is_some_and(|code| is_no_mailbox(u16::from(code), &said))
        }
    }
}

/// Says whether a mail server has no such mailbox. The same codes stand for rules of its own and for limits, which it tells apart by
/// a code of three parts (RFC 3463), where it gives one: only 5.1 is about the address, and 5.2.1 says that a mailbox is closed.
fn is_no_mailbox(code: u16, said: &str) -> bool {
    let said = said.trim_start();
    let has_parts = said.starts_with("5.") || said.starts_with("4.");
    NO_MAILBOX.contains(&code) && (!has_parts || said.starts_with("5.1.") || said.starts_with("5.2.1 "))
}

/// Names what went wrong without quoting the mail server.
pub(super) fn kind(error: &SendError) -> &'static str {
    match error {
        SendError::Message(_) | SendError::Address(_) => "not a message",
        SendError::Server(error) if error.is_permanent() => "refused",
        SendError::Server(error) if error.is_transient() => "refused for now",
        SendError::Server(error) if error.is_timeout() => "no answer in time",
        SendError::Server(_) => "no connection",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_or_a_rule_of_the_mail_server_is_not_taken_for_a_mailbox_that_is_gone() {
        for (code, said, is_gone) in [
            (550, "no such user", true),
            (550, "5.1.1 no such user", true),
            (553, "5.2.1 mailbox closed", true),
            (550, "5.4.5 daily sending quota exceeded", false),
            (550, "5.7.26 not authenticated", false),
            (421, "5.1.1 later", false),
        ] {
            assert_eq!(is_no_mailbox(code, said), is_gone, "{code} {said}");
        }
    }

    #[test]
    fn pauses_double_from_a_minute_to_six_hours_and_end_after_some_three_days() {
        let now = Moment::UNIX_EPOCH;
        let pauses: Vec<_> = (1..=20).map(|tries| next_try(now, tries).map(|at| (at - now).num_minutes())).collect();
        let growing = [1, 2, 4, 8, 16, 32, 64, 128, 256].map(Some);
        assert_eq!(pauses, [&growing[..], &[Some(360); 10], &[None]].concat());
        let in_all = TimeDelta::minutes(pauses.into_iter().flatten().sum());
        assert!(in_all > TimeDelta::hours(64) && in_all < TimeDelta::days(3), "{in_all}");
        assert_eq!(next_try(now, 200), None);
    }
}
