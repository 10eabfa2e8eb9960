//! Messages that leave the office, with their papers and the sealed secrets of the ways they go.

use chrono::{DateTime, Utc};

use super::customers::{owner, owner_number, seen_owners};
use super::orders::numbers;
use super::{Row, StoreError, Tx, json};
use crate::domain::ids::{OrderId, PostId, UserId};
use crate::domain::people::Sight;
use crate::domain::post::{Attachment, Message};

/// Writes a message, new or changed: the document and the columns that follow from it. False when it was changed since it
/// was loaded.
///
/// # Errors
/// Those of the store.
pub fn save(tx: &mut Tx<'_>, message: &Message) -> Result<bool, StoreError> {
    let letter = &message.letter;
    // A message is its order's owner's; one about no order is the writer's.
    let sql = "INSERT INTO messages (id, way, state, settled, due, order_id, events, body, owner) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, coalesce((SELECT owner FROM orders WHERE id = $6), $9)) ON CONFLICT (id) DO UPDATE SET state = excluded.state, \
               settled = excluded.settled, due = excluded.due, events = excluded.events, body = excluded.body \
               WHERE messages.events = excluded.events - 1";
    let values = [
        letter.id.0.into(),
        letter.way.key().into(),
        message.state.key().into(),
        message.state.is_settled().into(),
        message.due().into(),
        letter.about.order.map(|order| order.0).into(),
        message.events.into(),
        json::write(message)?.into(),
        message.written.by.0.into(),
    ];
    Ok(tx.exec(sql, &values)? == 1)
}

/// A message.
///
/// # Errors
/// Those of the store.
pub fn load(tx: &mut Tx<'_>, id: PostId) -> Result<Option<Message>, StoreError> {
    tx.one("SELECT body FROM messages WHERE id = $1", &[id.0.into()])?.as_ref().map(message).transpose()
}

fn message(row: &Row) -> Result<Message, StoreError> {
    json::read(row.text(0)?)
}

/// A page of the outbox: what is not settled first, the newest first in each part. With `unsent` nothing else.
///
/// # Errors
/// Those of the store.
pub fn page(tx: &mut Tx<'_>, sight: Sight, unsent: bool, offset: i64, limit: i64) -> Result<Vec<Message>, StoreError> {
    let mut which: Vec<String> = unsent.then(|| "settled = 0".to_owned()).into_iter().collect();
    which.extend(seen_owners(sight).map(|owners| format!("+owner IN ({owners})")));
    let which = if which.is_empty() { String::new() } else { format!("WHERE {}", which.join(" AND ")) };
    let sql = format!("SELECT id FROM messages {which} ORDER BY settled, id DESC LIMIT $1 OFFSET $2");
    let ids: Vec<i64> =
        tx.query(&sql, &[limit.into(), offset.into()])?.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = numbers(&ids.iter().map(|id| OrderId(*id)).collect::<Vec<_>>());
    let rows = tx.query(&format!("SELECT body FROM messages WHERE id IN ({places})"), &values)?;
    let mut found: Vec<Message> = rows.iter().map(message).collect::<Result<_, _>>()?;
    found.sort_by_key(|message| ids.iter().position(|id| *id == message.letter.id.0));
    Ok(found)
}

/// How many messages are not settled.
///
/// # Errors
/// Those of the store.
pub fn unsent(tx: &mut Tx<'_>, sight: Sight) -> Result<i64, StoreError> {
    let seen = seen_owners(sight).map(|owners| format!("owner IN ({owners}) AND")).unwrap_or_default();
    let sql = format!("SELECT count(*) FROM messages WHERE {seen} settled = 0");
    tx.one(&sql, &[])?.map_or(Ok(0), |row| row.int(0))
}

/// How many messages there are. All of them together have no gaps in their numbers, so the last number says it.
///
/// # Errors
/// Those of the store.
pub fn count(tx: &mut Tx<'_>, sight: Sight) -> Result<i64, StoreError> {
    let Some(owners) = seen_owners(sight) else { return super::company::last_number(tx, "messages") };
    let sql = format!("SELECT count(*) FROM messages WHERE owner IN ({owners})");
    tx.one(&sql, &[])?.map_or(Ok(0), |row| row.int(0))
}

/// Gives the messages about an order to whoever looks after its customer now.
///
/// # Errors
/// Those of the store.
pub fn give(tx: &mut Tx<'_>, order: OrderId, to: Option<UserId>) -> Result<(), StoreError> {
    let sql = "UPDATE messages SET owner = $1 WHERE order_id = $2";
    tx.exec(sql, &[owner_number(to).into(), order.0.into()]).map(|_| ())
}

/// Whose message it is. None both for nobody's and where there is no such message.
///
/// # Errors
/// Those of the store.
pub fn owner_of(tx: &mut Tx<'_>, id: PostId) -> Result<Option<UserId>, StoreError> {
    let row = tx.one("SELECT owner FROM messages WHERE id = $1", &[id.0.into()])?;
    Ok(row.map(|row| row.int(0)).transpose()?.and_then(owner))
}

/// The messages about an order, oldest first.
///
/// # Errors
/// Those of the store.
pub fn of_order(tx: &mut Tx<'_>, order: OrderId) -> Result<Vec<Message>, StoreError> {
    let sql = "SELECT body FROM messages WHERE order_id = $1 ORDER BY id";
    tx.query(sql, &[order.0.into()])?.iter().map(message).collect()
}

/// Messages that are to be sent by now, the one that waits longest first.
///
/// # Errors
/// Those of the store.
pub fn due(tx: &mut Tx<'_>, now: DateTime<Utc>, limit: i64) -> Result<Vec<Message>, StoreError> {
    let sql = "SELECT body FROM messages WHERE due IS NOT NULL AND due <= $1 ORDER BY due, id LIMIT $2";
    tx.query(sql, &[now.into(), limit.into()])?.iter().map(message).collect()
}

/// When the next message is to be sent.
///
/// # Errors
/// Those of the store.
pub fn next_due(tx: &mut Tx<'_>) -> Result<Option<DateTime<Utc>>, StoreError> {
    let sql = "SELECT due FROM messages WHERE due IS NOT NULL ORDER BY due, id LIMIT 1";
    tx.one(sql, &[])?.map(|row| row.instant(0)).transpose()
}

/// Messages with an attempt under way.
///
/// # Errors
/// Those of the store.
pub fn being_sent(tx: &mut Tx<'_>) -> Result<Vec<Message>, StoreError> {
    tx.query("SELECT body FROM messages WHERE state = 'sending' ORDER BY id", &[])?.iter().map(message).collect()
}

/// Messages by number, for whoever walks through all of them.
///
/// # Errors
/// Those of the store.
pub fn after(tx: &mut Tx<'_>, id: i64, limit: i64) -> Result<Vec<Message>, StoreError> {
    let sql = "SELECT body FROM messages WHERE id > $1 ORDER BY id LIMIT $2";
    tx.query(sql, &[id.into(), limit.into()])?.iter().map(message).collect()
}

/// Keeps a paper of a message.
///
/// # Errors
/// Those of the store.
pub fn insert_paper(tx: &mut Tx<'_>, message: PostId, paper: &Attachment, content: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO message_papers (id, message_id, name, sum, content) VALUES ($1, $2, $3, $4, $5)";
    let values = [paper.id.into(), message.0.into(), (&paper.name).into(), (&paper.sum).into(), content.into()];
    tx.exec(sql, &values).map(|_| ())
}

/// A paper's message, name and bytes.
///
/// # Errors
/// Those of the store.
pub fn paper(tx: &mut Tx<'_>, id: i64) -> Result<Option<(PostId, String, Vec<u8>)>, StoreError> {
    let row = tx.one("SELECT name, content, message_id FROM message_papers WHERE id = $1", &[id.into()])?;
    row.map(|row| Ok((PostId(row.int(2)?), row.string(0)?, row.blob(1)?.to_vec()))).transpose()
}

/// The newest turn of a secret on any workstation; 0 where there is none.
fn turn(tx: &mut Tx<'_>, name: &str) -> Result<i64, StoreError> {
    let sql = "SELECT turn FROM secrets WHERE name = $1 ORDER BY turn DESC LIMIT 1";
    tx.one(sql, &[name.into()])?.map_or(Ok(0), |row| row.int(0))
}

/// A secret as this workstation sealed it; none where it did not, or where another one was set since.
///
/// # Errors
/// Those of the store.
pub fn secret(tx: &mut Tx<'_>, name: &str, station: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let newest = turn(tx, name)?;
    let sql = "SELECT turn, sealed FROM secrets WHERE name = $1 AND station = $2";
    let Some(row) = tx.one(sql, &[name.into(), station.into()])? else { return Ok(None) };
    Ok(if row.int(0)? == newest { Some(row.blob(1)?.to_vec()) } else { None })
}

/// Keeps a secret sealed by this workstation. Where the workstation had the newest one, this is another one, and the other
/// workstations are asked for it; else it is the same one told here too.
///
/// # Errors
/// Those of the store.
pub fn keep_secret(tx: &mut Tx<'_>, name: &str, station: &str, sealed: &[u8]) -> Result<(), StoreError> {
    let newest = turn(tx, name)?;
    let had_it = secret(tx, name, station)?.is_some();
    let turn = if had_it { newest + 1 } else { newest.max(1) };
    let sql = "INSERT INTO secrets (name, station, turn, sealed) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (name, station) DO UPDATE SET turn = excluded.turn, sealed = excluded.sealed";
    tx.exec(sql, &[name.into(), station.into(), turn.into(), sealed.into()]).map(|_| ())
}
