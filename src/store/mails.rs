//! Mails that arrived, with their bytes as they came, and how far the mailbox was read.

use super::{Row, StoreError, Tx, json};
use crate::domain::ids::MailId;
use crate::domain::post::{IncomingMail, MailState};

/// A mail with how often it was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The mail.
    pub mail: IncomingMail,
    /// Entries in its log.
    pub events: i64,
}

fn kept(row: &Row) -> Result<Kept, StoreError> {
    Ok(Kept { mail: json::read(row.text(0)?)?, events: row.int(1)? })
}

/// Keeps a new mail and its bytes. `known` is the sum by which it is known again.
///
/// # Errors
/// Those of the store; a mail that is there already is a constraint violation.
pub fn insert(tx: &mut Tx<'_>, mail: &IncomingMail, known: &str, content: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO mails (id, state, message_id, known, events, body) VALUES ($1, $2, $3, $4, 1, $5)";
    let values =
        [mail.id.0.into(), mail.state.key().into(), (&mail.message_id).into(), known.into(), json::write(mail)?.into()];
    tx.exec(sql, &values)?;
    tx.exec("INSERT INTO mail_papers (mail_id, content) VALUES ($1, $2)", &[mail.id.0.into(), content.into()])?;
    Ok(())
}

/// Writes what became of a mail; false when somebody was quicker.
///
/// # Errors
/// Those of the store.
pub fn update(tx: &mut Tx<'_>, mail: &IncomingMail, events: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE mails SET state = $1, events = events + 1, body = $2 WHERE id = $3 AND events = $4";
    let values = [mail.state.key().into(), json::write(mail)?.into(), mail.id.0.into(), events.into()];
    Ok(tx.exec(sql, &values)? == 1)
}

/// The mail of a content and `Message-ID`, if it is there.
///
/// # Errors
/// Those of the store.
pub fn known(tx: &mut Tx<'_>, known: &str, message_id: &str) -> Result<Option<MailId>, StoreError> {
    let sql = "SELECT id FROM mails WHERE known = $1 AND message_id = $2";
    tx.one(sql, &[known.into(), message_id.into()])?.map(|row| Ok(MailId(row.int(0)?))).transpose()
}

/// A mail.
///
/// # Errors
/// Those of the store.
pub fn load(tx: &mut Tx<'_>, id: MailId) -> Result<Option<Kept>, StoreError> {
    tx.one("SELECT body, events FROM mails WHERE id = $1", &[id.0.into()])?.as_ref().map(kept).transpose()
}

/// A page of the mails in a state, newest first.
///
/// # Errors
/// Those of the store.
pub fn page(tx: &mut Tx<'_>, state: MailState, offset: i64, limit: i64) -> Result<Vec<IncomingMail>, StoreError> {
    let sql = "SELECT body, events FROM mails WHERE state = $1 ORDER BY id DESC LIMIT $2 OFFSET $3";
    let rows = tx.query(sql, &[state.key().into(), limit.into(), offset.into()])?;
    rows.iter().map(|row| kept(row).map(|kept| kept.mail)).collect()
}

/// How many mails are in a state.
///
/// # Errors
/// Those of the store.
pub fn count(tx: &mut Tx<'_>, state: MailState) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM mails WHERE state = $1";
    tx.one(sql, &[state.key().into()])?.map_or(Ok(0), |row| row.int(0))
}

/// Mails by number, for whoever walks through all of them.
///
/// # Errors
/// Those of the store.
pub fn after(tx: &mut Tx<'_>, id: i64, limit: i64) -> Result<Vec<Kept>, StoreError> {
    let sql = "SELECT body, events FROM mails WHERE id > $1 ORDER BY id LIMIT $2";
    tx.query(sql, &[id.into(), limit.into()])?.iter().map(kept).collect()
}

/// A mail's bytes as they came.
///
/// # Errors
/// Those of the store.
pub fn content(tx: &mut Tx<'_>, id: MailId) -> Result<Option<Vec<u8>>, StoreError> {
    let row = tx.one("SELECT content FROM mail_papers WHERE mail_id = $1", &[id.0.into()])?;
    row.map(|row| Ok(row.blob(0)?.to_vec())).transpose()
}

/// How far a folder was read: the validity of its numbers, and the last number.
///
/// # Errors
/// Those of the store.
pub fn mark(tx: &mut Tx<'_>, folder: &str) -> Result<Option<(u32, u32)>, StoreError> {
    let row = tx.one("SELECT validity, uid FROM mailbox_marks WHERE folder = $1", &[folder.into()])?;
    let narrow = |number: i64| u32::try_from(number).unwrap_or_default();
    row.map(|row| Ok((narrow(row.int(0)?), narrow(row.int(1)?)))).transpose()
}

/// Keeps how far a folder was read.
///
/// # Errors
/// Those of the store.
pub fn set_mark(tx: &mut Tx<'_>, folder: &str, validity: u32, uid: u32) -> Result<(), StoreError> {
    let sql = "INSERT INTO mailbox_marks (folder, validity, uid) VALUES ($1, $2, $3) \
               ON CONFLICT (folder) DO UPDATE SET validity = excluded.validity, uid = excluded.uid";
    tx.exec(sql, &[folder.into(), validity.into(), uid.into()]).map(|_| ())
}
