//! Mails that arrived: kept as they came, told apart, and not read here: what a mail asks for is found out elsewhere.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::audit::{digest, hex};
use crate::domain::ids::{MailId, OrderId, PostId};

/// The largest mail that is kept, in bytes. Of a larger one only the head is.
pub const LARGEST_MAIL: usize = 40 << 20;

/// Where a mail came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// From the mailbox.
    Mailbox,
    /// From a file that somebody brought.
    File,
}

impl Source {
    /// A stable name for the store and for text keys (`post-source-mailbox`).
    pub fn key(self) -> &'static str {
        match self {
            Source::Mailbox => "mailbox",
            Source::File => "file",
        }
    }
}

/// What was done with a mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Nothing yet, whether somebody looked at it or not.
    #[default]
    New,
    /// It was answered, or taken up again. It was once the state of a mail that somebody had looked at, and is stored so.
    #[serde(rename = "seen")]
    InHand,
    /// It is done with: it became an order, was added to one, or needs nothing.
    Done,
}

impl MailState {
    /// All states.
    pub const ALL: [MailState; 3] = [MailState::New, MailState::InHand, MailState::Done];

    /// A stable name for the store and for text keys (`post-mail-new`).
    pub fn key(self) -> &'static str {
        match self {
            MailState::New => "new",
            MailState::InHand => "seen",
            MailState::Done => "done",
        }
    }
}

/// What a mail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// An order.
    Order,
    /// A change of an order, more goods for it included.
    Change,
    /// An order is called off.
    Cancellation,
    /// A question: price, stock, anything else.
    Question,
    /// A mail server's report.
    Bounce,
    /// A program's answer.
    AutoReply,
    /// Advertising.
    Advertising,
    /// Anything else.
    Other,
}

impl MailKind {
    /// All kinds.
    pub const ALL: [MailKind; 8] = [
        MailKind::Order,
        MailKind::Change,
        MailKind::Cancellation,
        MailKind::Question,
        MailKind::Bounce,
        MailKind::AutoReply,
        MailKind::Advertising,
        MailKind::Other,
    ];

    /// A stable name for text keys (`mail-kind-order`).
    pub fn key(self) -> &'static str {
        match self {
            MailKind::Order => "order",
            MailKind::Change => "change",
            MailKind::Cancellation => "cancellation",
            MailKind::Question => "question",
            MailKind::Bounce => "bounce",
            MailKind::AutoReply => "auto-reply",
            MailKind::Advertising => "advertising",
            MailKind::Other => "other",
        }
    }

    /// True for mails that touch an order: they are read by a person with a draft beside.
    pub fn concerns_an_order(self) -> bool {
        matches!(self, MailKind::Order | MailKind::Change | MailKind::Cancellation)
    }
}

/// How a mail was done with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailEnd {
    /// It became an order, in whose dossier it lies (II.2).
    Order {
        /// The order.
        order: OrderId,
        /// Its number.
        number: String,
    },
    /// It was put into the dossier of an order that was there.
    Attached {
        /// The order.
        order: OrderId,
        /// Its number.
        number: String,
    },
    /// It needs nothing.
    SetAside {
        /// What it is, by the word of whoever set it aside.
        kind: MailKind,
        /// Why; may be empty where the kind says enough.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
}

impl MailEnd {
    /// The order in whose dossier the mail lies, with its number.
    pub fn order(&self) -> Option<(OrderId, &str)> {
        match self {
            MailEnd::Order { order, number } | MailEnd::Attached { order, number } => Some((*order, number)),
            MailEnd::SetAside { .. } => None,
        }
    }
}

/// Why nothing is done with a mail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailRefusal {
    /// It is an order already: it never becomes a second one.
    #[error("it is order {0}")]
    IsOrder(String),
    /// It lies in the dossier of an order already.
    #[error("it lies with order {0}")]
    IsAttached(String),
    /// It was set aside: whoever wants it takes it up again first.
    #[error("set aside")]
    IsSetAside,
    /// Nobody was done with it.
    #[error("not done with")]
    NotDone,
    /// A bounce, a program's answer or advertising, without a doubt: none of these ever becomes an order.
    #[error("not an order but {0:?}")]
    NoOrder(MailKind),
}

/// Whether a mail may become an order (II.2).
///
/// # Errors
/// [`MailRefusal::NoOrder`], and those of [`may_end`].
pub fn may_become_order(mail: &IncomingMail) -> Result<(), MailRefusal> {
    may_end(mail)?;
    let by_machine = |kind: &MailKind| matches!(kind, MailKind::Bounce | MailKind::AutoReply | MailKind::Advertising);
    match mail.kind.filter(|kind| mail.certain && by_machine(kind)) {
        Some(kind) => Err(MailRefusal::NoOrder(kind)),
        None => Ok(()),
    }
}

/// Whether a mail may be done with: only once, so that two people never make two orders of one mail.
///
/// # Errors
/// How it was done with before.
pub fn may_end(mail: &IncomingMail) -> Result<(), MailRefusal> {
    match (&mail.end, mail.state) {
        (Some(MailEnd::Order { number, .. }), _) => Err(MailRefusal::IsOrder(number.clone())),
        (Some(MailEnd::Attached { number, .. }), _) => Err(MailRefusal::IsAttached(number.clone())),
        (Some(MailEnd::SetAside { .. }), _) | (None, MailState::Done) => Err(MailRefusal::IsSetAside),
        (None, MailState::New | MailState::InHand) => Ok(()),
    }
}

/// Whether a mail that was done with may be taken up again. One that became an order stays with it.
///
/// # Errors
/// [`MailRefusal::IsOrder`], [`MailRefusal::NotDone`].
pub fn may_take_up(mail: &IncomingMail) -> Result<(), MailRefusal> {
    match may_end(mail) {
        Ok(()) => Err(MailRefusal::NotDone),
        Err(is_order @ MailRefusal::IsOrder(_)) => Err(is_order),
        Err(_) => Ok(()),
    }
}

/// A mail that arrived. Names and subject stand as in its head, encoded words and all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingMail {
    /// The number in the store.
    pub id: MailId,
    /// Where it came from.
    pub source: Source,
    /// The `Message-ID` without its angle brackets; empty where it has none.
    pub message_id: String,
    /// The `From` line.
    pub from: String,
    /// The `Subject` line.
    pub subject: String,
    /// The `Date` line.
    pub date: String,
    /// When it came here.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub received_at: DateTime<Utc>,
    /// What was done with it.
    pub state: MailState,
    /// True once somebody who takes orders has looked at it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub looked: bool,
    /// In bytes, as the server or the file had it.
    pub size: i64,
    /// False when it was too large and only its head was kept.
    pub whole: bool,
    /// SHA-256 of the bytes kept, in hexadecimal.
    pub sum: String,
    /// What it is, as it was read when it arrived; none where it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MailKind>,
    /// True where there was no doubt about the kind.
    #[serde(default, skip_serializing_if = "is_false")]
    pub certain: bool,
    /// How it was done with; none while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<MailEnd>,
    /// The replies that were written to it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<PostId>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// A line of a mail's head as it stands, unfolded; bytes that are no UTF-8 are replaced. None where it is missing.
pub fn header(raw: &[u8], name: &str) -> Option<String> {
    let mut found: Option<String> = None;
    for line in raw.split(|byte| *byte == b'\n').take(2_000) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        match &mut found {
            Some(value) if folded => {
                value.push(' ');
                value.push_str(String::from_utf8_lossy(line).trim());
            }
            Some(_) => break,
            // The rest of a field before it, whatever it looks like.
            None if folded => {}
            None => {
                let text = String::from_utf8_lossy(line);
                if let Some((_, value)) = text.split_once(':').filter(|(key, _)| key.trim().eq_ignore_ascii_case(name))
                {
                    found = Some(value.trim().to_owned());
                }
            }
        }
    }
    found.map(|value| value.chars().filter(|c| !c.is_control()).take(2_000).collect())
}

/// The sum by which a mail is known again: ends of lines do not count, for a file saved by a mail program has others than the
/// mailbox.
pub fn content_sum(raw: &[u8]) -> String {
    let plain: Vec<u8> = raw.iter().copied().filter(|byte| *byte != b'\r').collect();
    hex(&digest(plain.trim_ascii_end()))
}
