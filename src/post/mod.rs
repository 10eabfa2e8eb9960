//! The lines to the outside: servers for mails, services for text messages and chat robots, the mailbox; and the key with
//! which this workstation seals its passwords. Knows nothing of the store: what goes out is handed in, and how it ended is
//! handed back. Every wait has an end.

mod http;
mod imap;
mod key;
mod secure;
mod smtp;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::domain::post::{Letter, Outcome, PostSettings, Trouble, Way};

pub use http::Web;
pub use imap::{Fetched, fetch};
pub use key::Key;
pub use smtp::Smtp;

/// How long a line may take to come up, and how long a server may take for an answer. The answer to a whole mail may take
/// longer: many servers look into it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// To connect.
    pub connect: Duration,
    /// For an answer.
    pub answer: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience { connect: Duration::from_secs(20), answer: Duration::from_secs(60) }
    }
}

/// Somebody's wish to stop, looked at between the words of a talk with a server.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    own: Arc<AtomicBool>,
    /// That of everything this is a part of.
    whole: Option<Arc<AtomicBool>>,
}

impl Stop {
    /// Stops at the next good place.
    pub fn stop(&self) {
        self.own.store(true, Ordering::Relaxed);
    }

    /// A wish of its own for one part: stopping it stops nothing else, and stopping the whole stops it too.
    pub fn of_part(&self) -> Stop {
        Stop { own: Arc::default(), whole: Some(self.own.clone()) }
    }

    /// True when somebody wants to stop.
    pub fn is_wished(&self) -> bool {
        let is_set = |flag: &Arc<AtomicBool>| flag.load(Ordering::Relaxed);
        is_set(&self.own) || self.whole.as_ref().is_some_and(is_set)
    }
}

/// A message as a line needs it.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// What is sent.
    pub letter: &'a Letter,
    /// When it was written: the mail's own date.
    pub written: DateTime<Utc>,
    /// File names and bytes of its papers.
    pub papers: &'a [(String, Vec<u8>)],
}

/// A line on which messages go.
pub trait Line {
    /// Sends a message. `last_word` is asked when everything but the last word was said, after which the server may take the
    /// message; when it answers no, the line is cut and the server takes nothing.
    fn send(&self, message: &Outgoing<'_>, stop: &Stop, last_word: &mut dyn FnMut() -> bool) -> Outcome;
}

/// The line for a message; none where its way is not set up.
pub fn line_for(
    settings: &PostSettings,
    letter: &Letter,
    secret: Option<String>,
    patience: Patience,
) -> Option<Box<dyn Line>> {
    if !settings.is_set_up(letter.way) {
        return None;
    }
    Some(match letter.way {
        Way::Mail => Box::new(Smtp { account: settings.mail.clone(), password: secret, patience }),
        Way::Sms => Box::new(Web { template: settings.sms.clone(), secret, patience }),
        Way::Robot => {
            let template = settings.robot(&letter.to)?.request.clone();
            Box::new(Web { template, secret, patience })
        }
    })
}

/// Surely not taken, and worth another try.
fn not_yet(trouble: Trouble, answer: impl Into<String>) -> Outcome {
    Outcome::Refused { trouble, answer: brief(&answer.into()), for_good: false }
}

/// Words of servers and networks, short enough to be kept and read.
fn brief(words: &str) -> String {
    let line: Vec<&str> =
        words.split(|c: char| c.is_control() || c.is_whitespace()).filter(|w| !w.is_empty()).collect();
    line.join(" ").chars().take(300).collect()
}
