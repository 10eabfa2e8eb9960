//! Post: what leaves the office as a message, and what arrives as a mail (II.2, II.5, IV.2).
//!
//! A message is one document, as an order is: a function for each wish ([`claim`], [`hand_over`], [`end`] …) gives an
//! [`Event`] or a [`PostRefusal`], [`apply`] lets the event change the message and cannot fail, and the log replayed gives the
//! stored message. Each try to send it is an [`Attempt`]: it is on record before the network is touched, once more before the
//! server may take the message, and with its result. So a computer that dies in between leaves behind how far it came.

mod decide;
mod incoming;
mod settings;
mod template;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use decide::{Event, LEASE, PostRefusal, again, apply, begin, claim, end, hand_over, lapse, replay, withdraw};
pub use incoming::{
    IncomingMail, LARGEST_MAIL, MailEnd, MailKind, MailRefusal, MailState, Source, content_sum, header,
    may_become_order, may_end, may_take_up,
};
pub use settings::{Inbox, MailAccount, PostSettings, Robot, Tls, is_mail_address, is_phone};
pub use template::{Method, Request, RequestTemplate, Values, written_forms};

use super::ids::{OrderId, PostId};
use super::orders::Mark;

/// The way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A mail.
    Mail,
    /// A text message to a telephone.
    Sms,
    /// A message by a robot into a chat group.
    Robot,
}

impl Way {
    /// All ways.
    pub const ALL: [Way; 3] = [Way::Mail, Way::Sms, Way::Robot];

    /// A stable name for the store and for text keys (`post-way-mail`).
    pub fn key(self) -> &'static str {
        match self {
            Way::Mail => "mail",
            Way::Sms => "sms",
            Way::Robot => "robot",
        }
    }
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The letter that asks for the customer's yes (II.5).
    Confirmation,
    /// The notice before goods leave (IV.2).
    ShippingNotice,
    /// What was changed in an order (III.5).
    ChangeNotice,
    /// An answer to a mail of the customer (II.2).
    Reply,
    /// A test of the settings.
    Test,
    /// Anything else.
    Other,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 6] =
        [Kind::Confirmation, Kind::ShippingNotice, Kind::ChangeNotice, Kind::Reply, Kind::Test, Kind::Other];

    /// A stable name for text keys (`post-kind-confirmation`).
    pub fn key(self) -> &'static str {
        match self {
            Kind::Confirmation => "confirmation",
            Kind::ShippingNotice => "shipping-notice",
            Kind::ChangeNotice => "change-notice",
            Kind::Reply => "reply",
            Kind::Test => "test",
            Kind::Other => "other",
        }
    }
}

/// What a message is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The kind of message.
    pub kind: Kind,
    /// The order, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// The order's number; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The version of the order that the message speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

impl About {
    /// About no order.
    pub fn nothing(kind: Kind) -> About {
        About { kind, order: None, number: String::new(), version: None }
    }
}

/// A paper that goes with a message; its bytes are kept beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its number in the store.
    pub id: i64,
    /// The file's name.
    pub name: String,
    /// In bytes.
    pub size: i64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sum: String,
}

/// What is sent, and to whom. Never changes once it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The number in the store.
    pub id: PostId,
    /// The `Message-ID` without its angle brackets: the same in every attempt.
    pub message_id: String,
    /// The way it goes.
    pub way: Way,
    /// A mail address, a telephone number, or the name of a robot.
    pub to: String,
    /// The subject; empty for texts and robots.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Papers that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// What it is about.
    pub about: About,
    /// The `Message-ID` of the mail that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
}

/// Why a message was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// No way to the server: no network, wrong name or port.
    Unreachable,
    /// The server did not answer in time.
    Slow,
    /// The line could not be made secure.
    Insecure,
    /// The server does not accept user or password.
    SignIn,
    /// The server does not accept the recipient.
    Recipient,
    /// The server answered with a no.
    Answer,
    /// The program ended before the message was handed over.
    Interrupted,
    /// Somebody stopped it.
    Stopped,
    /// The way is not set up, or not on this workstation.
    NotSetUp,
}

impl Trouble {
    /// All troubles.
    pub const ALL: [Trouble; 9] = [
        Trouble::Unreachable,
        Trouble::Slow,
        Trouble::Insecure,
        Trouble::SignIn,
        Trouble::Recipient,
        Trouble::Answer,
        Trouble::Interrupted,
        Trouble::Stopped,
        Trouble::NotSetUp,
    ];

    /// A stable name for text keys (`post-trouble-slow`).
    pub fn key(self) -> &'static str {
        match self {
            Trouble::Unreachable => "unreachable",
            Trouble::Slow => "slow",
            Trouble::Insecure => "insecure",
            Trouble::SignIn => "sign-in",
            Trouble::Recipient => "recipient",
            Trouble::Answer => "answer",
            Trouble::Interrupted => "interrupted",
            Trouble::Stopped => "stopped",
            Trouble::NotSetUp => "not-set-up",
        }
    }
}

/// How an attempt ended. The words of a server are kept as it said them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The server has taken the message.
    Taken {
        /// The server's words.
        answer: String,
    },
    /// The server surely has not taken it.
    Refused {
        /// Why.
        trouble: Trouble,
        /// The server's words, or those of the network.
        answer: String,
        /// True when another attempt would get the same answer.
        for_good: bool,
    },
    /// The message was handed over whole, and no answer came: perhaps the server has taken it.
    Unknown {
        /// The words of the network.
        answer: String,
    },
}

/// The end of an attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// How.
    pub outcome: Outcome,
}

/// One try to send a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The workstation that tries.
    pub station: String,
    /// In whose name and when.
    pub begun: Mark,
    /// Until then nobody else touches the message.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub until: DateTime<Utc>,
    /// When everything but the last word was said to the server: from here on it may have taken the message.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "chrono::serde::ts_milliseconds_option")]
    pub handed_over: Option<DateTime<Utc>>,
    /// How it ended; none while it is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
}

/// How a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waits to be sent.
    Waiting,
    /// An attempt is under way.
    Sending,
    /// The server has taken it.
    Sent,
    /// Not taken; tried again by itself at this instant.
    Failed {
        /// When.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        again: DateTime<Utc>,
    },
    /// Perhaps taken: a person decides.
    PerhapsSent,
    /// Not taken, and no longer tried: a person decides.
    GivenUp,
    /// Taken back before it was sent.
    Withdrawn,
}

impl State {
    /// A stable name for the store and for text keys (`post-state-perhaps-sent`).
    pub fn key(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Sending => "sending",
            State::Sent => "sent",
            State::Failed { .. } => "failed",
            State::PerhapsSent => "perhaps-sent",
            State::GivenUp => "given-up",
            State::Withdrawn => "withdrawn",
        }
    }

    /// True when nothing is left to do.
    pub fn is_settled(self) -> bool {
        matches!(self, State::Sent | State::Withdrawn)
    }

    /// True when only a person can go on.
    pub fn needs_a_person(self) -> bool {
        matches!(self, State::PerhapsSent | State::GivenUp)
    }
}

/// A message with all that became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What is sent.
    pub letter: Letter,
    /// Who wrote it and when.
    pub written: Mark,
    /// Since when it is to be sent: since it was written, or since somebody had it sent again.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub since: DateTime<Utc>,
    /// How it stands.
    pub state: State,
    /// Attempts before the present run of them.
    #[serde(default)]
    pub earlier: usize,
    /// Every attempt, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    /// Who took it back, when and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<(String, Mark)>,
    /// How many events it has.
    pub events: i64,
}

impl Message {
    /// The attempt that is under way, with its place from 0.
    pub fn open_attempt(&self) -> Option<(usize, &Attempt)> {
        let last = self.attempts.len().checked_sub(1)?;
        self.attempts.last().filter(|attempt| attempt.end.is_none()).map(|attempt| (last, attempt))
    }

    /// When it is to be sent next by itself; none where it is not.
    pub fn due(&self) -> Option<DateTime<Utc>> {
        match self.state {
            State::Waiting => Some(self.since),
            State::Failed { again } => Some(again),
            _ => None,
        }
    }

    /// How the newest attempt ended.
    pub fn last_outcome(&self) -> Option<&Outcome> {
        self.attempts.iter().rev().find_map(|attempt| attempt.end.as_ref()).map(|end| &end.outcome)
    }

    /// True when it was sent although an attempt before it was perhaps taken: the customer may have it twice.
    pub fn may_be_double(&self) -> bool {
        let perhaps = |attempt: &Attempt| {
            matches!(&attempt.end, Some(End { outcome: Outcome::Unknown { .. } | Outcome::Taken { .. }, .. }))
        };
        self.attempts.iter().filter(|attempt| perhaps(attempt)).count() > 1
    }

    /// True when it speaks of an older version of its order.
    pub fn is_of_older(&self, version: i64) -> bool {
        self.letter.about.version.is_some_and(|about| about < version)
    }
}
