//! The link for coming back, mailed to whoever asks for it.

use domain::{email::is_email, ids};
use store::{Mail, StoreError};

use super::{Held, Sent};
use crate::{error::PageError, network::Network, state::AppState};

/// The subject and the text of an email.
pub type MailWords = (String, String);

/// Makes an email that is due now.
pub fn mail(state: &AppState, recipient: String, (subject, body): MailWords) -> Mail {
    let id = ids::unordered(&*state.entropy);
    Mail { id, recipient, subject, body, attempts: 0, due_at: state.clock.now() }
}

/// Mails the link of a draft that is not sent to an address, which is kept only until the email is sent.
pub async fn mail_link<Of>(
    state: &AppState,
    held: &Held<Of>,
    email: &str,
    network: Option<Network>,
    words: impl FnOnce(&str) -> MailWords,
) -> Result<Sent, PageError> {
    if !is_email(email) {
        return Ok(Sent::Refused(email.to_owned()));
    }
    let (Some(link), true) = (held.link(state), state.site.sends_mail) else {
        return Err(PageError::NotFound);
    };
    if !state.links.admit(email, network, state.clock.now()) {
        return Ok(Sent::TooOften(email.to_owned()));
    }
    let message = mail(state, email.to_owned(), words(&link));
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_mail(&message).await }));
    let stored: Result<(), StoreError> = work.await;
    match stored {
        Ok(()) => Ok(Sent::Yes),
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(cause = %cause, "an email could not be stored");
            Ok(Sent::Unstored(email.to_owned()))
        }
        Err(error) => Err(error.into()),
    }
}
