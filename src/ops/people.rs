//! People: first start, sign-in, who holds which place.

use std::sync::OnceLock;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString, rand_core::OsRng};
use argon2::{Algorithm, Argon2, Params, Version};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::customers::conflict;
use super::{Office, OpError, SignInFault, Work};
use crate::domain::audit::{Area, Entry, START};
use crate::domain::ids::UserId;
use crate::domain::people::{Department, Rank, Right, Role, User, can_be_limited, check_password};
use crate::store;

/// Wrong passwords in a row before an account is closed for a while.
const FAILURES: i64 = 5;
/// For how long.
const CLOSED_FOR: TimeDelta = TimeDelta::minutes(15);

/// What happened to a person. Passwords are never in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserEvent {
    /// Joined.
    Created(User),
    /// Changed; this is how it stands since.
    Changed(User),
    /// Got a new password.
    PasswordChanged,
    /// The account was closed after wrong passwords.
    Locked,
}

/// Argon2id with 19 MiB and 2 passes, the smallest setting that OWASP names for it.
fn argon() -> Result<Argon2<'static>, OpError> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| OpError::Program(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// A password's hash in PHC form.
///
/// # Errors
/// [`OpError::WeakPassword`] for one that would be guessed.
pub fn hash_password(login: &str, password: &str) -> Result<String, OpError> {
    check_password(login, password).map_err(OpError::WeakPassword)?;
    let salt = SaltString::generate(&mut OsRng);
    let hash =
        argon()?.hash_password(password.as_bytes(), &salt).map_err(|error| OpError::Program(error.to_string()))?;
    Ok(hash.to_string())
}

fn fits(password: &str, hash: &str) -> Result<bool, OpError> {
    let parsed = PasswordHash::new(hash).map_err(|error| OpError::Program(error.to_string()))?;
    Ok(argon()?.verify_password(password.as_bytes(), &parsed).is_ok())
}

/// True when nobody has been set up yet.
///
/// # Errors
/// The store's.
pub fn is_new(office: &mut Office) -> Result<bool, OpError> {
    Ok(all(office)?.is_empty())
}

/// Everybody.
///
/// # Errors
/// The store's.
pub fn all(office: &mut Office) -> Result<Vec<User>, OpError> {
    office.read(|tx| Ok(store::people::all(tx)?))
}

/// First start: the administrator, who then brings in everybody else.
///
/// # Errors
/// [`OpError::SetUpAlready`], [`OpError::Missing`], [`OpError::WeakPassword`]; the store's.
pub fn set_up(
    office: &mut Office,
    login: &str,
    name: &str,
    password: &str,
    now: DateTime<Utc>,
) -> Result<User, OpError> {
    let login = clean_login(login)?;
    if name.trim().is_empty() {
        return Err(OpError::Missing("field-name"));
    }
    let hash = hash_password(&login, password)?;
    office.store.write(|tx| {
        if !store::people::all(tx)?.is_empty() {
            return Err(OpError::SetUpAlready);
        }
        let id = UserId(store::company::next_number(tx, "users")?);
        let roles = vec![Role::new(Department::Administration, Rank::Head)];
        let user = User { id, login, name: name.trim().to_owned(), roles, active: true, own_only: false };
        store::people::insert(tx, &user, &hash)?;
        let data = serde_json::to_string(&UserEvent::Created(user.clone()))
            .map_err(|error| OpError::Program(error.to_string()))?;
        // The first person is put in by the program: nobody was there before.
        let entry = Entry { area: Area::User, subject: id.0, sequence: 1, at: now, actor: id, data: &data };
        store::audit::append(tx, &START, &entry)?;
        Ok(user)
    })
}

fn clean_login(login: &str) -> Result<String, OpError> {
    let login = login.trim().to_lowercase();
    if login.is_empty() { Err(OpError::Missing("field-login")) } else { Ok(login) }
}

/// A hash that no password fits, for names that are not there: looking takes as long as for names that are.
fn nobody() -> Result<&'static str, OpError> {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return Ok(hash);
    }
    let hash = hash_password("", SaltString::generate(&mut OsRng).as_str())?;
    Ok(HASH.get_or_init(|| hash))
}

/// Lets a person in. Wrong passwords are counted, and after five the account is closed for a quarter of an hour. Whoever
/// does not know the password is told the same whether the name exists, is closed or is gone.
///
/// # Errors
/// [`OpError::SignIn`]; the store's.
pub fn sign_in(office: &mut Office, login: &str, password: &str, now: DateTime<Utc>) -> Result<User, OpError> {
    let login = login.trim().to_lowercase();
    let account = office.read(|tx| Ok(store::people::by_login(tx, &login)?))?;
    let Some(account) = account else {
        fits(password, nobody()?)?;
        return Err(SignInFault::Wrong.into());
    };
    let right = fits(password, &account.password)?;
    if let Some(until) = account.locked_until.filter(|until| *until > now) {
        return Err(if right { SignInFault::Locked(until) } else { SignInFault::Wrong }.into());
    }
    if !right {
        count_failure(office, account.user.id, now)?;
        return Err(SignInFault::Wrong.into());
    }
    if !account.user.active {
        return Err(SignInFault::Gone.into());
    }
    if account.failures > 0 {
        office.store.write(|tx| Ok::<_, OpError>(store::people::set_failures(tx, account.user.id, 0, None)?))?;
    }
    Ok(account.user)
}

fn count_failure(office: &mut Office, id: UserId, now: DateTime<Utc>) -> Result<(), OpError> {
    office.transact(id, now, |work| {
        let failures = store::people::load(work.tx, id)?.map_or(0, |account| account.failures) + 1;
        let closed = failures >= FAILURES;
        let until = closed.then(|| now + CLOSED_FOR);
        // Counting begins anew once the account is open again.
        store::people::set_failures(work.tx, id, if closed { 0 } else { failures }, until)?;
        if closed {
            work.log(Area::User, id.0, &UserEvent::Locked)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Brings in a person.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::Missing`], [`OpError::WeakPassword`], [`OpError::Taken`]; the store's.
pub fn create(
    work: &mut Work<'_, '_>,
    login: &str,
    name: &str,
    roles: Vec<Role>,
    password: &str,
) -> Result<UserId, OpError> {
    let hash = hash_password(&clean_login(login)?, password)?;
    create_hashed(work, login, name, roles, &hash)
}

/// Like [`create`] with a hash made before: the demo's people share one password, and hashing takes time on purpose.
pub(crate) fn create_hashed(
    work: &mut Work<'_, '_>,
    login: &str,
    name: &str,
    roles: Vec<Role>,
    hash: &str,
) -> Result<UserId, OpError> {
    work.needs(Right::KeepPeople)?;
    let login = clean_login(login)?;
    if name.trim().is_empty() {
        return Err(OpError::Missing("field-name"));
    }
    if store::people::by_login(work.tx, &login)?.is_some() {
        return Err(OpError::Taken(login));
    }
    let id = UserId(work.next("users")?);
    let user = User { id, login, name: name.trim().to_owned(), roles, active: true, own_only: false };
    store::people::insert(work.tx, &user, hash)?;
    work.log(Area::User, id.0, &UserEvent::Created(user))?;
    work.touched.company = true;
    Ok(id)
}

/// Changes a person's name, places, whether they still work here and whether they see only their own customers, which is kept
/// only where the places allow it; and the password where one is given. `seen` is the
/// person as whoever changes them saw them.
///
/// # Errors
/// As [`create`]; [`OpError::LastAdministrator`]; [`OpError::Conflict`] when somebody was quicker.
pub fn change(work: &mut Work<'_, '_>, seen: &User, user: User, password: Option<&str>) -> Result<(), OpError> {
    work.needs(Right::KeepPeople)?;
    if user.name.trim().is_empty() {
        return Err(OpError::Missing("field-name"));
    }
    let known = store::people::load(work.tx, user.id)?.ok_or_else(|| OpError::NotFound(user.login.clone()))?.user;
    if known != *seen {
        return conflict(work, Area::User, user.id.0);
    }
    let keeps = |user: &User| user.active && user.belongs_to(Department::Administration);
    let others = store::people::all(work.tx)?.iter().any(|other| other.id != user.id && keeps(other));
    if keeps(&known) && !keeps(&user) && !others {
        return Err(OpError::LastAdministrator);
    }
    let own_only = user.own_only && can_be_limited(&user.roles);
    let user = User { login: known.login.clone(), own_only, ..user };
    let hash = password.map(|password| hash_password(&user.login, password)).transpose()?;
    store::people::update(work.tx, &user, hash.as_deref())?;
    if hash.is_some() {
        work.log(Area::User, user.id.0, &UserEvent::PasswordChanged)?;
    }
    if user != known {
        work.log(Area::User, user.id.0, &UserEvent::Changed(user.clone()))?;
    }
    if user.own_only != known.own_only {
        // What the person sees is another thing from now on.
        (work.touched.orders, work.touched.customers) = (true, true);
        (work.touched.products, work.touched.post) = (true, true);
    }
    work.touched.company = true;
    Ok(())
}

/// Lets a person see only the customers she looks after; for somebody who was just brought in.
///
/// # Errors
/// As [`change`]; [`OpError::NotFound`].
pub fn limit(work: &mut Work<'_, '_>, id: UserId) -> Result<(), OpError> {
    let seen = store::people::load(work.tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?.user;
    let user = User { own_only: true, ..seen.clone() };
    change(work, &seen, user, None)
}

/// Changes one's own password.
///
/// # Errors
/// [`SignInFault::Wrong`] when the old one is not right; [`SignInFault::Gone`]; [`OpError::WeakPassword`]; the store's.
pub fn change_own_password(work: &mut Work<'_, '_>, old: &str, new: &str) -> Result<(), OpError> {
    let user = work.actor.clone();
    if !user.active {
        return Err(SignInFault::Gone.into());
    }
    let account = store::people::load(work.tx, user.id)?.ok_or_else(|| OpError::NotFound(user.login.clone()))?;
    if !fits(old, &account.password)? {
        return Err(SignInFault::Wrong.into());
    }
    let hash = hash_password(&user.login, new)?;
    store::people::update(work.tx, &user, Some(&hash))?;
    work.log(Area::User, user.id.0, &UserEvent::PasswordChanged)
}
