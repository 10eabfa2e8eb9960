//! Opening a store from the command line, and signing in.

use chrono::Utc;

use super::Failure;
use crate::domain::people::{Right, User, may};
use crate::i18n::{Lang, t, tf};
use crate::ops::{Office, OpError, people};
use crate::store::Location;

/// The store that is meant: the one named, else the user's own.
pub(super) fn place(location: Option<Location>, lang: Lang) -> Result<Location, Failure> {
    match location {
        Some(location) => Ok(location),
        None => Location::of_user().ok_or_else(|| Failure::Said(t(lang, "cli-no-home").to_owned())),
    }
}

/// Opens a store that must be there, and lets the person in who has the right.
pub(super) fn sign_in(
    lang: Lang,
    location: Option<Location>,
    user: Option<&str>,
    right: Right,
) -> Result<(Office, User), Failure> {
    let mut office = Office::open_existing(&place(location, lang)?, Utc::now())?;
    let login = user.ok_or_else(|| Failure::Said(t(lang, "cli-name-user").to_owned()))?;
    let password = match std::env::var("YILI_PASSWORD") {
        Ok(password) => password,
        Err(_) => {
            let question = tf(lang, "cli-password", &[("user", login.into())]);
            rpassword::prompt_password(question).map_err(|_| Failure::Said(t(lang, "cli-no-prompt").to_owned()))?
        }
    };
    let user = people::sign_in(&mut office, login, &password, Utc::now())?;
    office.serve(Some(user.id));
    if may(&user, right) { Ok((office, user)) } else { Err(OpError::NotAllowed(right).into()) }
}
