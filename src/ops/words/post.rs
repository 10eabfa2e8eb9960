//! Messages in words: why one is not written, how one stands, how an attempt ended, and what to do now.

use chrono::FixedOffset;

use super::{Words, megabytes_up, say};
use crate::domain::post::{MailRefusal, Message, Outcome, PostRefusal, State, Trouble, Way};
use crate::i18n::{self, Lang, t_dyn, tf};
use crate::intake::mail::message::MailError;
use crate::ops::post::{LARGEST_MESSAGE, PostFault};

/// A message that was not written, or not changed.
pub(super) fn fault(lang: Lang, fault: &PostFault) -> Words {
    match fault {
        PostFault::NotSetUp(way) => not_set_up(lang, *way),
        PostFault::BadRecipient(to) => say(lang, "post-recipient", &[("to", to.as_str().into())]),
        PostFault::TooLarge(bytes) => {
            let most = i18n::whole((LARGEST_MESSAGE >> 20) as i64);
            say(lang, "post-too-large", &[("size", megabytes_up(*bytes).into()), ("most", most.into())])
        }
        PostFault::Refused(PostRefusal::BeingSent) => say(lang, "post-being-sent", &[]),
        PostFault::Refused(PostRefusal::Sent) => say(lang, "post-sent", &[]),
        PostFault::Refused(PostRefusal::Withdrawn) => say(lang, "post-withdrawn", &[]),
        PostFault::Refused(PostRefusal::Waiting) => say(lang, "post-waiting", &[]),
        PostFault::Refused(PostRefusal::NotDue | PostRefusal::NotYours) => say(lang, "post-not-yours", &[]),
    }
}

/// Why nothing more is done with a mail.
pub fn mail(lang: Lang, why: &MailRefusal) -> Words {
    match why {
        MailRefusal::IsOrder(number) => say(lang, "mail-is-order", &[("number", number.as_str().into())]),
        MailRefusal::IsAttached(number) => say(lang, "mail-is-attached", &[("number", number.as_str().into())]),
        MailRefusal::IsSetAside => say(lang, "mail-is-set-aside", &[]),
        MailRefusal::NoOrder(kind) => {
            say(lang, "mail-no-order", &[("kind", crate::intake::mail::words::kind(lang, *kind).into())])
        }
        MailRefusal::NotDone => say(lang, "mail-not-done", &[]),
    }
}

/// Why a file is not taken as a mail.
pub(super) fn no_mail(lang: Lang, why: &MailError) -> Words {
    Words { detail: crate::intake::mail::words::error(lang, why), ..say(lang, "mail-no-mail", &[]) }
}

fn not_set_up(lang: Lang, way: Way) -> Words {
    let name = t_dyn(lang, &format!("post-way-{}", way.key()));
    say(lang, "post-not-set-up", &[("way", name.into())])
}

/// How a message stands, in a few words; instants in this zone.
pub fn state(lang: Lang, zone: FixedOffset, state: State) -> String {
    let key = format!("post-state-{}", state.key());
    match state {
        State::Failed { again } => tf(lang, &key, &[("again", i18n::date_time(again, zone).into())]),
        _ => t_dyn(lang, &key),
    }
}

/// What to do now about a message.
pub fn what_now(lang: Lang, message: &Message) -> String {
    let doubt = if message.may_be_double() && message.state.is_settled() { "double" } else { message.state.key() };
    let for_good = matches!(message.last_outcome(), Some(Outcome::Refused { for_good: true, .. }));
    let key = if message.state == State::GivenUp && for_good { "refused" } else { doubt };
    t_dyn(lang, &format!("post-now-{key}"))
}

/// Why a message was not taken.
pub fn trouble(lang: Lang, trouble: Trouble) -> String {
    t_dyn(lang, &format!("post-trouble-{}", trouble.key()))
}

/// How an attempt ended, with the server's own words behind it.
pub fn outcome(lang: Lang, outcome: &Outcome) -> String {
    let (said, answer) = match outcome {
        Outcome::Taken { answer } => (t_dyn(lang, "post-outcome-taken"), answer),
        Outcome::Refused { trouble: why, answer, .. } => (trouble(lang, *why), answer),
        Outcome::Unknown { answer } => (t_dyn(lang, "post-outcome-unknown"), answer),
    };
    if answer.is_empty() {
        return said;
    }
    tf(lang, "post-outcome-with-answer", &[("said", said.into()), ("answer", answer.as_str().into())])
}
