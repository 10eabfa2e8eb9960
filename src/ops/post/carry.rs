//! What the carrier of the post asks for: the next message for this workstation, the marks around the network, and the
//! sealed secrets. It works in the name of whoever sits at the workstation, and needs no right of theirs: what is sent was
//! written by somebody who had it.

use chrono::{DateTime, Utc};

use super::{OpError, PostFault, happen, load};
use crate::domain::ids::PostId;
use crate::domain::people::Right;
use crate::domain::post::{self as rules, Letter, Outcome, PostSettings};
use crate::ops::{Office, Work};
use crate::store::{self, EngineKind};

/// Messages looked at in one go for one that this workstation can send.
const LOOK: i64 = 100;

/// A message on its way, claimed for one workstation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// What is sent.
    pub letter: Letter,
    /// When it was written: the mail's own date.
    pub written: DateTime<Utc>,
    /// The place of this attempt, from 0.
    pub attempt: usize,
    /// File names and bytes of its papers.
    pub papers: Vec<(String, Vec<u8>)>,
    /// How it goes.
    pub settings: PostSettings,
}

/// Takes the next message for a workstation. The attempt is on record when this answers. `ready` says which messages this
/// workstation can send at all.
///
/// # Errors
/// The store's.
pub fn claim(
    work: &mut Work<'_, '_>,
    station: &str,
    ready: impl Fn(&Letter) -> bool,
) -> Result<Option<Parcel>, OpError> {
    let now = work.now;
    for message in store::post::due(work.tx, now, LOOK)? {
        if !ready(&message.letter) {
            continue;
        }
        let Ok(event) = rules::claim(&message, station, now) else { continue };
        let mut papers = Vec::new();
        for paper in &message.letter.attachments {
            let kept = store::post::paper(work.tx, paper.id)?;
            let (_, name, content) = kept.ok_or_else(|| OpError::NotFound(paper.name.clone()))?;
            papers.push((name, content));
        }
        let parcel = Parcel {
            letter: message.letter.clone(),
            written: message.written.at,
            attempt: message.attempts.len(),
            papers,
            settings: work.company.post.clone(),
        };
        happen(work, message, &event)?;
        return Ok(Some(parcel));
    }
    Ok(None)
}

/// Marks that all but the last word was said to the server. When this refuses, the last word must not be said.
///
/// # Errors
/// [`PostFault::Refused`]; the store's.
pub fn hand_over(work: &mut Work<'_, '_>, id: PostId, attempt: usize, station: &str) -> Result<(), OpError> {
    let message = load(work, id)?;
    let event = rules::hand_over(&message, attempt, station, work.now).map_err(PostFault::from)?;
    happen(work, message, &event)
}

/// Keeps how an attempt ended.
///
/// # Errors
/// [`PostFault::Refused`] when something else was done with the message since; the store's.
pub fn end(
    work: &mut Work<'_, '_>,
    id: PostId,
    attempt: usize,
    station: &str,
    outcome: Outcome,
) -> Result<(), OpError> {
    let message = load(work, id)?;
    let event = rules::end(&message, attempt, station, outcome, work.now).map_err(PostFault::from)?;
    happen(work, message, &event)
}

/// Judges attempts whose workstation is gone. `busy` is the message that this very program is sending. A file has one owner,
/// so any other attempt in it is of a program that ended; on a server, time must run out first. Says how many were judged.
///
/// # Errors
/// The store's.
pub fn judge_the_lost(work: &mut Work<'_, '_>, busy: Option<PostId>) -> Result<usize, OpError> {
    let alone = work.tx.kind() == EngineKind::Sqlite;
    let mut judged = 0;
    for message in store::post::being_sent(work.tx)? {
        if busy == Some(message.letter.id) {
            continue;
        }
        if let Some(event) = rules::lapse(&message, alone, work.now) {
            happen(work, message, &event)?;
            judged += 1;
        }
    }
    Ok(judged)
}

/// When there is something to do next: a message that is due, or an attempt whose time runs out.
///
/// # Errors
/// The store's.
pub fn next(office: &mut Office) -> Result<Option<DateTime<Utc>>, OpError> {
    office.read(|tx| {
        let lost = store::post::being_sent(tx)?;
        let lost = lost.iter().filter_map(|message| message.open_attempt().map(|(_, attempt)| attempt.until)).min();
        Ok(store::post::next_due(tx)?.into_iter().chain(lost).min())
    })
}

/// Keeps a password or token, sealed by this workstation.
///
/// # Errors
/// [`OpError::NotAllowed`]; the store's.
pub fn keep_secret(work: &mut Work<'_, '_>, name: &str, station: &str, sealed: &[u8]) -> Result<(), OpError> {
    work.needs(Right::KeepCompany)?;
    store::post::keep_secret(work.tx, name, station, sealed)?;
    work.touched.post = true;
    Ok(())
}

/// A secret as this workstation sealed it; none where it must be asked for again.
///
/// # Errors
/// The store's.
pub fn secret(office: &mut Office, name: &str, station: &str) -> Result<Option<Vec<u8>>, OpError> {
    office.read(|tx| Ok(store::post::secret(tx, name, station)?))
}
