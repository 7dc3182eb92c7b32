//! `folkmoot account`: accounts of staff.

use std::io::{self, BufRead};

use app::passwords::Passwords;
use domain::{
    email::is_email,
    fields::Fields,
    ids::AccountId,
    password::{self, LEAST_CHARACTERS, MOST_BYTES, PasswordRefusal},
    permission::Role,
    time::Clock,
    vocabulary::Word,
};
use store::{Account, StoreError};

use super::say;
use crate::{
    cli::AddAccount,
    failure::Failure,
    log,
    password::random,
    state::open,
    system::{SystemClock, SystemEntropy},
};

/// Adds an account and prints its password if it was made here.
pub(super) async fn add(arguments: AddAccount) -> Result<(), Failure> {
    arguments.database.check()?;
    log::start(&arguments.log)?;
    let email = arguments.email.trim().to_lowercase();
    if !is_email(&email) {
        return Err(Failure::Refused(format!("‘{email}’ is not an e-mail address")));
    }
    let password = if arguments.password_stdin { typed()? } else { random(&SystemEntropy) };
    password::judge(&password, &email).map_err(|refusals| Failure::Refused(sentences(&refusals)))?;
    let account = Account {
        id: AccountId::new(&SystemClock, &SystemEntropy),
        email: email.clone(),
        password_hash: Passwords::new()?.hash(password.clone()).await?,
        role: Role::from(arguments.role).word().to_owned(),
        created_at: SystemClock.now(),
    };
    let store = open(&arguments.database).await?;
    let added = store.write(move |mut write| Box::pin(async move { write.add_account(&account).await })).await;
    store.close().await;
    match added {
        Ok(()) if arguments.password_stdin => say(&format!("The account {email} was added.\n")),
        Ok(()) => say(&format!("The account {email} was added. Its password, shown only this once:\n{password}\n")),
        Err(StoreError::Taken) => return Err(Failure::Refused(format!("there is an account {email} already"))),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn typed() -> Result<String, Failure> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    // Read as the form of the sign-in reads it, so that the same keys open it.
    let fields = Fields::new([("password", line.trim_end_matches(['\r', '\n']))]);
    Ok(fields.typed("password").to_owned())
}

fn sentences(refusals: &[PasswordRefusal]) -> String {
    let sentence = |refusal: &PasswordRefusal| match refusal {
        PasswordRefusal::TooShort => format!("the password has fewer than {LEAST_CHARACTERS} characters"),
        PasswordRefusal::TooLong => format!("the password has more than {MOST_BYTES} bytes"),
        PasswordRefusal::IsTheEmail => "the password is the e-mail address".to_owned(),
    };
    refusals.iter().map(sentence).collect::<Vec<_>>().join("; ")
}
