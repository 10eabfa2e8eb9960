//! People who sign in.

use chrono::{DateTime, Utc};

use super::{Row, StoreError, Tx, json};
use crate::domain::ids::UserId;
use crate::domain::people::User;

/// What sign-in needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub user: User,
    /// The password's Argon2id hash in PHC form.
    pub password: String,
    /// Wrong passwords in a row.
    pub failures: i64,
    /// Not before this instant.
    pub locked_until: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "SELECT body, password, failures, locked_until FROM users";

fn account(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        user: json::read(row.text(0)?)?,
        password: row.string(1)?,
        failures: row.int(2)?,
        locked_until: row.opt_instant(3)?,
    })
}

/// The account of a sign-in name (lower case).
///
/// # Errors
/// Those of the store.
pub fn by_login(tx: &mut Tx<'_>, login: &str) -> Result<Option<Account>, StoreError> {
    tx.one(&format!("{COLUMNS} WHERE login = $1"), &[login.into()])?.as_ref().map(account).transpose()
}

/// One person.
///
/// # Errors
/// Those of the store.
pub fn load(tx: &mut Tx<'_>, id: UserId) -> Result<Option<Account>, StoreError> {
    tx.one(&format!("{COLUMNS} WHERE id = $1"), &[id.0.into()])?.as_ref().map(account).transpose()
}

/// Everybody, in the order in which they came.
///
/// # Errors
/// Those of the store.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<User>, StoreError> {
    tx.query("SELECT body FROM users ORDER BY id", &[])?.iter().map(|row| json::read(row.text(0)?)).collect()
}

/// Keeps a new person.
///
/// # Errors
/// Those of the store; a sign-in name used twice is a constraint violation.
pub fn insert(tx: &mut Tx<'_>, user: &User, password: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO users (id, login, body, password, failures, locked_until) VALUES ($1, $2, $3, $4, 0, NULL)";
    tx.exec(sql, &[user.id.0.into(), (&user.login).into(), json::write(user)?.into(), password.into()]).map(|_| ())
}

/// Keeps a changed person; the password only where a new hash is given.
///
/// # Errors
/// Those of the store.
pub fn update(tx: &mut Tx<'_>, user: &User, password: Option<&str>) -> Result<(), StoreError> {
    tx.exec("UPDATE users SET body = $1 WHERE id = $2", &[json::write(user)?.into(), user.id.0.into()])?;
    if let Some(password) = password {
        let sql = "UPDATE users SET password = $1, failures = 0, locked_until = NULL WHERE id = $2";
        tx.exec(sql, &[password.into(), user.id.0.into()])?;
    }
    Ok(())
}

/// Keeps how often a wrong password was given, and until when the account is closed for it.
///
/// # Errors
/// Those of the store.
pub fn set_failures(
    tx: &mut Tx<'_>,
    id: UserId,
    failures: i64,
    until: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    let sql = "UPDATE users SET failures = $1, locked_until = $2 WHERE id = $3";
    tx.exec(sql, &[failures.into(), until.into(), id.0.into()]).map(|_| ())
}
