//! Everything that can go wrong in an operation. Turned into words in one place.

use chrono::{DateTime, Utc};

use super::post::PostFault;
use crate::domain::online::Platform;
use crate::domain::orders::Refusal;
use crate::domain::people::{Right, WeakPassword};
use crate::domain::post::MailRefusal;
use crate::domain::quantity::PacksFault;
use crate::intake::mail::message::MailError;
use crate::store::StoreError;

/// Why somebody is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInFault {
    /// No such name, or another password; which of them is not told.
    #[error("wrong name or password")]
    Wrong,
    /// Too many wrong passwords; closed until then.
    #[error("locked until {0}")]
    Locked(DateTime<Utc>),
    /// The person has left.
    #[error("no longer active")]
    Gone,
}

/// Why an operation was not done. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum OpError {
    /// The business says no.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The person may not.
    #[error("not allowed: {0:?}")]
    NotAllowed(Right),
    /// A customer that somebody else looks after, for a person who sees only her own (F103).
    #[error("looked after by {by}")]
    LookedAfter {
        /// Who looks after the customer.
        by: String,
        /// True when that person works here no more.
        left: bool,
        /// The heads of sales, who may hand the customer over.
        heads: Vec<String>,
    },
    /// Somebody to whom no customer can be given: gone, or not of sales.
    #[error("cannot look after customers: {0}")]
    CannotOwn(String),
    /// Somebody changed it since it was looked at.
    #[error("changed by {by} at {at}")]
    Conflict {
        /// Who.
        by: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// There is no such thing.
    #[error("not found: {0}")]
    NotFound(String),
    /// A code, name or number that must be one's own is used already.
    #[error("taken: {0}")]
    Taken(String),
    /// A field that must be filled in, by its text key (`field-name`).
    #[error("missing: {0}")]
    Missing(&'static str),
    /// A figure outside of what is possible, by the field's text key.
    #[error("out of range: {0}")]
    OutOfRange(&'static str),
    /// Everything that is wrong with a price list.
    #[error("price list: {0:?}")]
    PriceList(Vec<crate::domain::prices::ListFault>),
    /// The packs of goods that were ordered never change: another pack is another product.
    #[error("packs of goods do not change")]
    PacksFixed,
    /// The packs do not fit each other.
    #[error("packs: {0}")]
    Packs(#[from] PacksFault),
    /// Sign-in.
    #[error("sign-in: {0}")]
    SignIn(#[from] SignInFault),
    /// A new password that would be guessed.
    #[error("weak password: {0:?}")]
    WeakPassword(WeakPassword),
    /// The last administrator cannot be taken away.
    #[error("last administrator")]
    LastAdministrator,
    /// The store has people already; it cannot be set up again.
    #[error("set up already")]
    SetUpAlready,
    /// A paper larger than the store takes.
    #[error("paper of {0} bytes is too large")]
    PaperTooLarge(u64),
    /// A file that came in cannot be read to its end.
    #[error("file: {0}")]
    File(#[from] crate::intake::IntakeError),
    /// A file of another platform than the shop's.
    #[error("a file of {file:?} for a shop on {shop:?}")]
    OtherPlatform {
        /// Whose layout the file has.
        file: Platform,
        /// Where the shop stands.
        shop: Platform,
    },
    /// Two customers that are not made one, or not taken apart.
    #[error("merge: {0:?}")]
    Merge(super::duplicates::MergeFault),
    /// A file could not be written.
    #[error("{place} not written: {why}")]
    NotWritten {
        /// Where.
        place: String,
        /// The system's own words.
        why: String,
    },
    /// The person called it off; nothing of it was kept.
    #[error("called off")]
    CalledOff,
    /// A message that was not written, or not changed.
    #[error("post: {0}")]
    Post(#[from] PostFault),
    /// A mail with which nothing more is done.
    #[error("mail: {0}")]
    Mail(#[from] MailRefusal),
    /// A file that is no mail.
    #[error("no mail: {0}")]
    NoMail(#[from] MailError),
    /// The store.
    #[error("store: {0}")]
    Store(#[from] StoreError),
    /// A fault of the program itself; the text is for whoever mends it.
    #[error("program: {0}")]
    Program(String),
}
