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
    cli::{AddAccount, DatabaseArguments, RemoveAccount, SetPassword},
    failure::Failure,
    password::random,
    system::{SystemClock, SystemEntropy},
};

/// Adds an account and prints its password if it was made here.
pub(super) async fn add(arguments: AddAccount) -> Result<(), Failure> {
    arguments.on.start()?;
    let email = address(&arguments.email);
    if !is_email(&email) {
        return Err(Failure::Refused(format!("‘{email}’ is not an email address")));
    }
    let password = password(&email, arguments.password_stdin)?;
    let account = Account {
        id: AccountId::new(&SystemClock, &SystemEntropy),
        email: email.clone(),
        password_hash: Passwords::new()?.hash(password.clone()).await?,
        role: Role::from(arguments.role).word().to_owned(),
        created_at: SystemClock.now(),
    };
    let store = arguments.on.open().await?;
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

/// Prints the accounts as a table whose columns are parted by tabs.
pub(super) async fn list(arguments: DatabaseArguments) -> Result<(), Failure> {
    arguments.start()?;
    let store = arguments.open().await?;
    let listed = store.list_accounts().await;
    store.close().await;
    let line =
        |account: &Account| format!("{}\t{}\t{}\n", account.email, account.role, account.created_at.format("%F"));
    let lines: String = listed?.iter().map(line).collect();
    say(if lines.is_empty() { "There are no accounts. Add one with `folkmoot account add`.\n" } else { &lines });
    Ok(())
}

/// Gives an account a new password and prints it if it was made here.
pub(super) async fn set_password(arguments: SetPassword) -> Result<(), Failure> {
    arguments.on.start()?;
    let email = address(&arguments.email);
    let password = password(&email, arguments.password_stdin)?;
    let hash = Passwords::new()?.hash(password.clone()).await?;
    let store = arguments.on.open().await?;
    let of = email.clone();
    let set: Result<bool, StoreError> =
        store.write(move |mut write| Box::pin(async move { write.set_password(&of, &hash).await })).await;
    store.close().await;
    if !set? {
        return Err(unknown(&email));
    }
    say(&format!("The account {email} has a new password, and whoever was signed in with it is signed out.\n"));
    if !arguments.password_stdin {
        say(&format!("The password, shown only this once:\n{password}\n"));
    }
    Ok(())
}

/// Removes an account.
pub(super) async fn remove(arguments: RemoveAccount) -> Result<(), Failure> {
    arguments.on.start()?;
    let email = address(&arguments.email);
    let store = arguments.on.open().await?;
    let of = email.clone();
    let removed: Result<bool, StoreError> =
        store.write(move |mut write| Box::pin(async move { write.remove_account(&of).await })).await;
    store.close().await;
    if !removed? {
        return Err(unknown(&email));
    }
    say(&format!("The account {email} was removed.\n"));
    Ok(())
}

fn address(typed: &str) -> String {
    typed.trim().to_lowercase()
}

fn unknown(email: &str) -> Failure {
    Failure::Refused(format!("there is no account {email}; `folkmoot account list` shows those that there are"))
}

/// Reads or makes the password of an account, and judges it.
fn password(email: &str, from_stdin: bool) -> Result<String, Failure> {
    let password = if from_stdin { typed()? } else { random(&SystemEntropy) };
    password::judge(&password, email).map_err(|refusals| Failure::Refused(sentences(&refusals)))?;
    Ok(password)
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
        PasswordRefusal::IsTheEmail => "the password is the email address".to_owned(),
    };
    refusals.iter().map(sentence).collect::<Vec<_>>().join("; ")
}
