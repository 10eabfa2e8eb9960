//! Mails that arrived: kept as they came, told apart, and not read here: what a mail asks for is found out elsewhere.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::audit::{digest, hex};
use crate::domain::ids::MailId;

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
    /// Nobody has looked yet.
    #[default]
    New,
    /// Somebody has looked.
    Seen,
    /// It is done with: it became an order, was added to one, or needs nothing.
    Done,
}

impl MailState {
    /// All states.
    pub const ALL: [MailState; 3] = [MailState::New, MailState::Seen, MailState::Done];

    /// A stable name for the store and for text keys (`post-mail-new`).
    pub fn key(self) -> &'static str {
        match self {
            MailState::New => "new",
            MailState::Seen => "seen",
            MailState::Done => "done",
        }
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
    /// In bytes, as the server or the file had it.
    pub size: i64,
    /// False when it was too large and only its head was kept.
    pub whole: bool,
    /// SHA-256 of the bytes kept, in hexadecimal.
    pub sum: String,
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
