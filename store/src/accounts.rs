//! Staff accounts and their sessions.

use domain::{ids::AccountId, time::Moment};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
};

/// A member of staff who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its identity.
    pub id: AccountId,
    /// The email address, in lower case.
    pub email: String,
    /// The password as argon2id keeps it.
    pub password_hash: String,
    /// The stable word of the role.
    pub role: String,
    /// When it was made.
    pub created_at: Moment,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who it is.
    pub account: Account,
    /// When they signed in.
    pub created_at: Moment,
    /// When they last asked for a page.
    pub seen_at: Moment,
}

#[derive(FromRow)]
struct AccountRow {
    id: Uuid,
    email: String,
    password_hash: String,
    role: String,
    created_at: Moment,
}

#[derive(FromRow)]
struct SessionRow {
    #[sqlx(flatten)]
    account: AccountRow,
    session_created_at: Moment,
    seen_at: Moment,
}

impl From<AccountRow> for Account {
    fn from(row: AccountRow) -> Self {
        let AccountRow { id, email, password_hash, role, created_at } = row;
        Self { id: AccountId(id), email, password_hash, role, created_at }
    }
}

impl Store {
    /// Finds the account with an email address in lower case.
    pub async fn find_account(&self, email: &str) -> Result<Option<Account>, StoreError> {
        let row: Option<AccountRow> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT id, email, password_hash, role, created_at FROM accounts WHERE email = $1")
                .bind(email)
                .fetch_optional(conn)
                .await
        })?;
        Ok(row.map(Account::from))
    }

    /// Lists all accounts by their addresses.
    pub async fn list_accounts(&self) -> Result<Vec<Account>, StoreError> {
        let rows: Vec<AccountRow> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT id, email, password_hash, role, created_at FROM accounts ORDER BY email")
                .fetch_all(conn)
                .await
        })?;
        Ok(rows.into_iter().map(Account::from).collect())
    }

    /// Counts the accounts.
    pub async fn count_accounts(&self) -> Result<i64, StoreError> {
        let count =
            on!(self.reader(), conn => sqlx::query_scalar("SELECT COUNT(*) FROM accounts").fetch_one(conn).await)?;
        Ok(count)
    }

    /// Finds a session by the hash of its token, whether it has expired or not.
    pub async fn find_session(&self, token_hash: &[u8]) -> Result<Option<Session>, StoreError> {
        let row: Option<SessionRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT a.id, a.email, a.password_hash, a.role, a.created_at,
                        s.created_at AS session_created_at, s.seen_at
                 FROM sessions s JOIN accounts a ON a.id = s.account_id
                 WHERE s.token_hash = $1",
            )
            .bind(token_hash)
            .fetch_optional(conn)
            .await
        })?;
        Ok(row.map(|row| Session {
            account: row.account.into(),
            created_at: row.session_created_at,
            seen_at: row.seen_at,
        }))
    }
}

impl Write<'_> {
    /// Adds an account; [`StoreError::Taken`] when the address has one.
    pub async fn add_account(&mut self, account: &Account) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO accounts (id, email, password_hash, role, created_at) VALUES ($1, $2, $3, $4, $5)",
            account.id.0,
            &account.email,
            &account.password_hash,
            &account.role,
            account.created_at
        )?;
        Ok(())
    }

    /// Changes the password of the account with an address and ends its sessions; false when there is none.
    pub async fn set_password(&mut self, email: &str, password_hash: &str) -> Result<bool, StoreError> {
        let set = change!(self, "UPDATE accounts SET password_hash = $1 WHERE email = $2", password_hash, email)?;
        let of_account = "DELETE FROM sessions WHERE account_id IN (SELECT id FROM accounts WHERE email = $1)";
        change!(self, of_account, email)?;
        Ok(set > 0)
    }

    /// Removes the account with an address and its sessions; false when there is none.
    pub async fn remove_account(&mut self, email: &str) -> Result<bool, StoreError> {
        Ok(change!(self, "DELETE FROM accounts WHERE email = $1", email)? > 0)
    }

    /// Adds a session for somebody who has just signed in.
    pub async fn add_session(&mut self, token_hash: &[u8], account: AccountId, now: Moment) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO sessions (token_hash, account_id, created_at, seen_at) VALUES ($1, $2, $3, $3)",
            token_hash,
            account.0,
            now
        )?;
        Ok(())
    }

    /// Notes that a session was used, which keeps it from ending as idle.
    pub async fn set_session_seen(&mut self, token_hash: &[u8], now: Moment) -> Result<(), StoreError> {
        change!(self, "UPDATE sessions SET seen_at = $1 WHERE token_hash = $2", now, token_hash)?;
        Ok(())
    }

    /// Ends a session.
    pub async fn remove_session(&mut self, token_hash: &[u8]) -> Result<(), StoreError> {
        change!(self, "DELETE FROM sessions WHERE token_hash = $1", token_hash)?;
        Ok(())
    }

    /// Removes sessions that were last used before a moment and gives their number.
    pub async fn remove_idle_sessions(&mut self, before: Moment) -> Result<u64, StoreError> {
        Ok(change!(self, "DELETE FROM sessions WHERE seen_at < $1", before)?)
    }
}
