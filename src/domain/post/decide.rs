//! What may happen to a message, and what it becomes.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Attempt, End, Letter, Message, Outcome, State, Trouble};
use crate::domain::orders::Mark;

/// How long an attempt keeps others away. Longer than all timeouts of an attempt together, so that nobody takes a message
/// from a workstation that is still at work; and `hand_over` refuses whoever comes later all the same.
pub const LEASE: TimeDelta = TimeDelta::minutes(15);

/// Minutes between attempts; the last counts for all that follow.
const PAUSES: [i64; 9] = [1, 2, 5, 15, 30, 60, 120, 240, 480];

/// After that long without success a person decides.
const PATIENCE: TimeDelta = TimeDelta::days(3);

/// What happened to a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Written and put into the outbox.
    Queued(Box<Letter>),
    /// An attempt begins; the network is touched after this only.
    Begun {
        /// The workstation.
        station: String,
        /// Until when nobody else may touch it.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        until: DateTime<Utc>,
    },
    /// All but the last word is said to the server.
    HandedOver {
        /// The attempt's place, from 0.
        attempt: usize,
    },
    /// An attempt ended, or more became known about one that had ended.
    Ended {
        /// The attempt's place, from 0.
        attempt: usize,
        /// How.
        outcome: Outcome,
        /// When it is tried again by itself.
        #[serde(default, skip_serializing_if = "Option::is_none", with = "chrono::serde::ts_milliseconds_option")]
        again: Option<DateTime<Utc>>,
    },
    /// Taken back.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// A person has it sent again.
    Again,
}

/// Why something does not happen to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostRefusal {
    /// An attempt is under way.
    #[error("being sent")]
    BeingSent,
    /// It has been sent.
    #[error("sent")]
    Sent,
    /// It was taken back.
    #[error("withdrawn")]
    Withdrawn,
    /// It waits already.
    #[error("waiting")]
    Waiting,
    /// It is not its time, or a person must decide first.
    #[error("not due")]
    NotDue,
    /// The attempt is no longer that of whoever asks.
    #[error("another attempt")]
    NotYours,
}

/// The message of its first event; none when that is no first event.
pub fn begin(event: &Event, mark: Mark) -> Option<Message> {
    let Event::Queued(letter) = event else { return None };
    Some(Message {
        letter: (**letter).clone(),
        written: mark,
        since: mark.at,
        state: State::Waiting,
        earlier: 0,
        attempts: Vec::new(),
        withdrawn: None,
        events: 1,
    })
}

/// Lets an event happen.
pub fn apply(message: &mut Message, event: &Event, mark: Mark) {
    message.events += 1;
    match event {
        Event::Queued(_) => {}
        Event::Begun { station, until } => {
            let attempt =
                Attempt { station: station.clone(), begun: mark, until: *until, handed_over: None, end: None };
            message.attempts.push(attempt);
            message.state = State::Sending;
        }
        Event::HandedOver { attempt } => {
            if let Some(attempt) = message.attempts.get_mut(*attempt) {
                attempt.handed_over = Some(mark.at);
            }
        }
        Event::Ended { attempt, outcome, again } => {
            if let Some(attempt) = message.attempts.get_mut(*attempt) {
                attempt.end = Some(End { at: mark.at, outcome: outcome.clone() });
            }
            message.state = match (outcome, again) {
                (Outcome::Taken { .. }, _) => State::Sent,
                (Outcome::Unknown { .. }, _) => State::PerhapsSent,
                (Outcome::Refused { .. }, Some(again)) => State::Failed { again: *again },
                (Outcome::Refused { .. }, None) => State::GivenUp,
            };
        }
        Event::Withdrawn { reason } => {
            message.withdrawn = Some((reason.clone(), mark));
            message.state = State::Withdrawn;
        }
        Event::Again => {
            message.since = mark.at;
            message.earlier = message.attempts.len();
            message.state = State::Waiting;
        }
    }
}

/// The message that a log tells; none when it does not begin with a letter.
pub fn replay<'a>(log: impl IntoIterator<Item = (&'a Event, Mark)>) -> Option<Message> {
    let mut log = log.into_iter();
    let (first, mark) = log.next()?;
    let mut message = begin(first, mark)?;
    for (event, mark) in log {
        apply(&mut message, event, mark);
    }
    Some(message)
}

/// A workstation takes a message to send it.
///
/// # Errors
/// [`PostRefusal::NotDue`], and what else keeps it.
pub fn claim(message: &Message, station: &str, now: DateTime<Utc>) -> Result<Event, PostRefusal> {
    match message.state {
        State::Waiting => {}
        State::Failed { again } if again <= now => {}
        State::Sending => return Err(PostRefusal::BeingSent),
        _ => return Err(PostRefusal::NotDue),
    }
    Ok(Event::Begun { station: station.to_owned(), until: now + LEASE })
}

/// The last word is about to be said to the server. Refused when somebody else has the message meanwhile: then the line is
/// cut instead, and the server forgets what it heard.
///
/// # Errors
/// [`PostRefusal::NotYours`].
pub fn hand_over(message: &Message, attempt: usize, station: &str, now: DateTime<Utc>) -> Result<Event, PostRefusal> {
    match message.open_attempt() {
        Some((place, open))
            if place == attempt && open.station == station && open.until > now && open.handed_over.is_none() =>
        {
            Ok(Event::HandedOver { attempt })
        }
        _ => Err(PostRefusal::NotYours),
    }
}

/// An attempt ended. One that was taken for lost may still say how it really ended, unless something was done since.
///
/// # Errors
/// [`PostRefusal::NotYours`].
pub fn end(
    message: &Message,
    attempt: usize,
    station: &str,
    outcome: Outcome,
    now: DateTime<Utc>,
) -> Result<Event, PostRefusal> {
    let is_last = attempt + 1 == message.attempts.len();
    let own = message.attempts.get(attempt).filter(|open| is_last && open.station == station);
    let Some(own) = own else { return Err(PostRefusal::NotYours) };
    let late_word = match (&own.end, message.state) {
        (None, _) => false,
        (Some(End { outcome: Outcome::Unknown { .. }, .. }), State::PerhapsSent) => true,
        _ => return Err(PostRefusal::NotYours),
    };
    if late_word && matches!(outcome, Outcome::Unknown { .. }) {
        return Err(PostRefusal::NotYours);
    }
    let again = next_attempt(message, &outcome, now);
    Ok(Event::Ended { attempt, outcome, again })
}

/// Judges an attempt whose workstation is gone: its time has run out, or `alone` says that nobody else can be at it.
/// What was not handed over was surely not taken; of the rest nobody knows. None where nothing is to be judged.
pub fn lapse(message: &Message, alone: bool, now: DateTime<Utc>) -> Option<Event> {
    let (attempt, open) = message.open_attempt()?;
    if !alone && open.until > now {
        return None;
    }
    let outcome = if open.handed_over.is_some() {
        Outcome::Unknown { answer: String::new() }
    } else {
        Outcome::Refused { trouble: Trouble::Interrupted, answer: String::new(), for_good: false }
    };
    let again = next_attempt(message, &outcome, now);
    Some(Event::Ended { attempt, outcome, again })
}

/// When it is tried again by itself: after a growing pause, for three days, and only what was surely not taken.
fn next_attempt(message: &Message, outcome: &Outcome, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let Outcome::Refused { for_good: false, .. } = outcome else { return None };
    let tried = message.attempts.len().saturating_sub(message.earlier).max(1);
    let pause = PAUSES.get(tried - 1).or(PAUSES.last()).copied().unwrap_or_default();
    let again = now + TimeDelta::minutes(pause);
    (again - message.since <= PATIENCE).then_some(again)
}

/// A person takes a message back.
///
/// # Errors
/// [`PostRefusal::BeingSent`], [`PostRefusal::Sent`], [`PostRefusal::Withdrawn`].
pub fn withdraw(message: &Message, reason: &str) -> Result<Event, PostRefusal> {
    match message.state {
        State::Sending => Err(PostRefusal::BeingSent),
        State::Sent => Err(PostRefusal::Sent),
        State::Withdrawn => Err(PostRefusal::Withdrawn),
        _ => Ok(Event::Withdrawn { reason: reason.trim().to_owned() }),
    }
}

/// A person has a message sent again: at once, with the same `Message-ID`.
///
/// # Errors
/// [`PostRefusal::BeingSent`], [`PostRefusal::Waiting`], [`PostRefusal::Withdrawn`].
pub fn again(message: &Message) -> Result<Event, PostRefusal> {
    match message.state {
        State::Sending => Err(PostRefusal::BeingSent),
        State::Waiting => Err(PostRefusal::Waiting),
        State::Withdrawn => Err(PostRefusal::Withdrawn),
        _ => Ok(Event::Again),
    }
}
