//! Mails that arrived: added once each, from the mailbox or from a file, kept byte for byte; who has looked, and what is done
//! with them.

mod desk;
mod known;
mod reading;
mod watch;

use serde::{Deserialize, Serialize};

use super::{Office, OpError, Work, sight};
use crate::domain::audit::{Area, digest, hex};
use crate::domain::ids::{MailId, PostId};
use crate::domain::people::{Right, Sight};
pub use crate::domain::post::{
    IncomingMail, LARGEST_MAIL, MailEnd, MailKind, MailRefusal, MailState, Source, may_become_order, may_end,
    may_take_up,
};
use crate::domain::post::{content_sum, header};
use crate::intake::mail::message::{self, Limits, MailError};
use crate::intake::mail::{draft, kind};
pub use crate::store::mails::Kept;
use crate::store::{self, Tx};
pub use desk::{Entry, answer, attach, became_order, history, paper_name, set_aside, take_up};
pub(super) use known::KnownThings;
pub use reading::{Material, Parsed, Reading, finish, material, parse};
pub use watch::{Brought, Seen, is_mail, read_files, take_in, unseen};

/// Bytes of a head that are kept of a mail that is too large.
const LARGEST_HEAD: usize = 1 << 20;

/// What happened to a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailEvent {
    /// It arrived.
    Received(IncomingMail),
    /// Somebody looked at it for the first time.
    Looked,
    /// It was taken in hand by an answer, taken up again, or done with.
    Became(MailState),
    /// It was done with: it became an order, lies with one, or needs nothing.
    Ended(MailEnd),
    /// A reply was written; it stands in the outbox.
    Answered(PostId),
}

/// Lets an event change a mail.
fn apply(mail: &mut IncomingMail, event: &MailEvent) {
    match event {
        MailEvent::Received(_) => {}
        MailEvent::Looked => mail.looked = true,
        MailEvent::Became(state) => {
            mail.state = *state;
            mail.end = None;
        }
        MailEvent::Ended(end) => {
            mail.state = MailState::Done;
            mail.end = Some(end.clone());
        }
        MailEvent::Answered(message) => mail.replies.push(*message),
    }
}

/// What a log makes of a mail.
pub(super) fn as_logged(events: Vec<MailEvent>) -> Option<IncomingMail> {
    let mut events = events.into_iter();
    let Some(MailEvent::Received(mut mail)) = events.next() else { return None };
    for event in events {
        apply(&mut mail, &event);
    }
    Some(mail)
}

/// A mail to be added.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMail {
    /// Where it came from.
    pub source: Source,
    /// Its bytes as they came; only the head of one that is too large.
    pub raw: Vec<u8>,
    /// In bytes, as the server or the file has it: more than `raw` where only the head is there.
    pub size: u64,
    /// What it is, and whether that is certain; none where it cannot be read.
    pub kind: Option<(MailKind, bool)>,
}

impl NewMail {
    /// A mail as it came, with what it is. Reading it takes time in proportion to it, so this is no work for a transaction.
    pub fn new(source: Source, raw: Vec<u8>, size: u64) -> NewMail {
        let kind = message::read(&raw, &Limits::default()).ok().map(|message| {
            let verdict = kind::tell(&message, &draft::draft(&message));
            (verdict.kind, verdict.certain)
        });
        NewMail { source, raw, size, kind }
    }

    /// A mail from a file that somebody brought.
    pub fn from_file(raw: Vec<u8>) -> NewMail {
        let size = raw.len() as u64;
        NewMail::new(Source::File, raw, size)
    }

    /// The same, refused where the file is no mail or too large.
    ///
    /// # Errors
    /// [`MailError`].
    pub fn read_file(raw: Vec<u8>) -> Result<NewMail, MailError> {
        if raw.len() > LARGEST_MAIL {
            return Err(MailError::TooLarge { bytes: raw.len(), most: LARGEST_MAIL });
        }
        message::read(&raw, &Limits::default())?;
        Ok(NewMail::from_file(raw))
    }
}

/// What became of a mail that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New(MailId),
    /// It was there already, from the mailbox or from a file.
    Known(MailId),
}

impl Added {
    /// The mail, new or known.
    pub fn id(self) -> MailId {
        match self {
            Added::New(id) | Added::Known(id) => id,
        }
    }
}

/// Adds a mail; one with the same `Message-ID` and the same content is there already. From a file by whoever takes orders;
/// from the mailbox by the program.
///
/// # Errors
/// [`OpError::PaperTooLarge`], [`OpError::Missing`] for an empty file, [`OpError::NotAllowed`]; the store's.
pub fn add(work: &mut Work<'_, '_>, new: &NewMail) -> Result<Added, OpError> {
    if new.source == Source::File {
        work.needs(Right::ReceiveOrder)?;
    }
    if new.raw.len() > LARGEST_MAIL {
        return Err(OpError::PaperTooLarge(new.raw.len() as u64));
    }
    if new.raw.trim_ascii().is_empty() {
        return Err(OpError::Missing("field-mail"));
    }
    keep(work, new)
}

/// Keeps a mail that is within bounds, whatever it says.
fn keep(work: &mut Work<'_, '_>, new: &NewMail) -> Result<Added, OpError> {
    let head = |name: &str| header(&new.raw, name).unwrap_or_default();
    let message_id = head("Message-ID").trim_matches(['<', '>', ' ']).to_owned();
    let known = content_sum(&new.raw);
    if let Some(there) = store::mails::known(work.tx, &known, &message_id)? {
        return Ok(Added::Known(there));
    }
    let mail = IncomingMail {
        id: MailId(work.next("mails")?),
        source: new.source,
        message_id,
        from: head("From"),
        subject: head("Subject"),
        date: head("Date"),
        received_at: work.now,
        state: MailState::New,
        looked: false,
        size: i64::try_from(new.size).unwrap_or(i64::MAX),
        whole: new.raw.len() as u64 >= new.size && !new.raw.trim_ascii().is_empty(),
        sum: hex(&digest(&new.raw)),
        kind: new.kind.map(|(kind, _)| kind),
        certain: new.kind.is_some_and(|(_, certain)| certain),
        end: None,
        replies: Vec::new(),
    };
    store::mails::insert(work.tx, &mail, &known, &new.raw)?;
    let id = mail.id;
    work.log(Area::Mail, id.0, &MailEvent::Received(mail))?;
    work.touched.post = true;
    Ok(Added::New(id))
}

/// Adds a mail from the mailbox and keeps in the same transaction how far the folder was read, so each comes once, wherever
/// the program ends. Nothing that a server hands out stops those behind it: a blank mail is kept as one, and of a mail that is
/// larger than its server said, and than is kept, the head is.
///
/// # Errors
/// The store's.
pub fn fetched(
    work: &mut Work<'_, '_>,
    folder: &str,
    (validity, uid): (u32, u32),
    new: &NewMail,
) -> Result<Option<Added>, OpError> {
    // Another workstation may have been here.
    if store::mails::mark(work.tx, folder)?.is_some_and(|(kept, last)| kept == validity && last >= uid) {
        return Ok(None);
    }
    let added = if new.raw.len() > LARGEST_MAIL { keep(work, &head_of(new))? } else { keep(work, new)? };
    store::mails::set_mark(work.tx, folder, validity, uid)?;
    Ok(Some(added))
}

/// The head alone of a mail that is too large.
fn head_of(new: &NewMail) -> NewMail {
    let most = &new.raw[..new.raw.len().min(LARGEST_HEAD)];
    let end = |sign: &[u8]| most.windows(sign.len()).position(|part| part == sign).map(|at| at + sign.len());
    let end = end(b"\r\n\r\n").into_iter().chain(end(b"\n\n")).min().unwrap_or(most.len());
    NewMail::new(new.source, most[..end].to_vec(), new.size.max(new.raw.len() as u64))
}

/// How far a folder was read: the validity of its numbers, and the last number.
///
/// # Errors
/// The store's.
pub fn mark(office: &mut Office, folder: &str) -> Result<Option<(u32, u32)>, OpError> {
    office.read(|tx| Ok(store::mails::mark(tx, folder)?))
}

/// Says that somebody looked at a mail; nothing where somebody had.
///
/// # Errors
/// [`OpError::NotFound`], [`OpError::NotAllowed`]; the store's.
pub fn mark_seen(work: &mut Work<'_, '_>, id: MailId) -> Result<(), OpError> {
    let before = kept(work, id)?;
    if before.mail.looked { Ok(()) } else { happen(work, before, &MailEvent::Looked) }
}

/// Says what was done with a mail.
///
/// # Errors
/// [`OpError::NotFound`], [`OpError::NotAllowed`], [`OpError::Conflict`]; the store's.
pub fn become_state(work: &mut Work<'_, '_>, id: MailId, state: MailState) -> Result<(), OpError> {
    let before = kept(work, id)?;
    if before.mail.state == state { Ok(()) } else { happen(work, before, &MailEvent::Became(state)) }
}

/// Lets an event happen to a mail that was just loaded: document and log.
fn happen(work: &mut Work<'_, '_>, before: Kept, event: &MailEvent) -> Result<(), OpError> {
    work.needs(Right::ReceiveOrder)?;
    let Kept { mut mail, events } = before;
    apply(&mut mail, event);
    let id = mail.id.0;
    if !store::mails::update(work.tx, &mail, events)? {
        return super::customers::conflict(work, Area::Mail, id);
    }
    work.touched.post = true;
    work.log(Area::Mail, id, event)
}

fn kept(work: &mut Work<'_, '_>, id: MailId) -> Result<Kept, OpError> {
    let kept = store::mails::load(work.tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
    of_seen(work.tx, work.sight(), &kept.mail)?;
    Ok(kept)
}

/// Refuses a mail that lies in the dossier of a customer who is not seen.
fn of_seen(tx: &mut Tx<'_>, sight: Sight, mail: &IncomingMail) -> Result<(), OpError> {
    match mail.end.as_ref().and_then(MailEnd::order) {
        Some((order, _)) => sight::order(tx, sight, order),
        None => Ok(()),
    }
}

/// A page of the mails in a state, newest first.
///
/// # Errors
/// The store's.
pub fn page(office: &mut Office, state: MailState, offset: i64, limit: i64) -> Result<Vec<IncomingMail>, OpError> {
    office.read_by(Right::ReadOrders, |tx| Ok(store::mails::page(tx, state, offset, limit)?))
}

/// How many mails are in a state.
///
/// # Errors
/// The store's.
pub fn count(office: &mut Office, state: MailState) -> Result<i64, OpError> {
    office.read_by(Right::ReadOrders, |tx| Ok(store::mails::count(tx, state)?))
}

/// How many mails ever arrived.
///
/// # Errors
/// The store's.
pub fn all(office: &mut Office) -> Result<i64, OpError> {
    // Numbers have no gaps, so the last one is how many there are.
    office.read(|tx| Ok(store::company::last_number(tx, "mails")?))
}

/// A mail with its bytes as they came.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn open(office: &mut Office, id: MailId) -> Result<(IncomingMail, Vec<u8>), OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        let not_found = || OpError::NotFound(format!("#{id}"));
        let kept = store::mails::load(tx, id)?.ok_or_else(not_found)?;
        of_seen(tx, sight, &kept.mail)?;
        let content = store::mails::content(tx, id)?.ok_or_else(not_found)?;
        Ok((kept.mail, content))
    })
}
