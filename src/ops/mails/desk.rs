//! What a clerk does with a mail (II.2): an order is made of it, it is put into the dossier of an order that is there, it is
//! answered, or set aside; and taken up again.

use super::{
    IncomingMail, MailEnd, MailEvent, MailKind, MailState, happen, kept, may_become_order, may_end, may_take_up,
    of_seen,
};
use crate::domain::audit::Area;
use crate::domain::ids::{MailId, OrderId, PostId};
use crate::domain::orders::Mark;
use crate::domain::people::Right;
use crate::intake::mail::message::decoded_line;
use crate::ops::post::{self, Draft};
use crate::ops::{Office, OpError, Work, orders};
use crate::store;

/// Puts a mail into the dossier of the order that was just received of it, in the order's own transaction: the mail is done
/// with and the order has its paper, or there is no order. The second of two people who make an order of the same mail is
/// told, and nothing of the second order is kept.
///
/// # Errors
/// [`OpError::Mail`] when something was done with it before, [`OpError::NotAllowed`], [`OpError::NotFound`]; the store's.
pub fn became_order(work: &mut Work<'_, '_>, id: MailId, order: OrderId) -> Result<(), OpError> {
    may_become_order(&kept(work, id)?.mail)?;
    let number = number_of(work, order)?;
    // The paper's row names the order's, which must be there first.
    work.settle()?;
    lay_beside(work, id, order, MailEnd::Order { order, number })
}

/// Puts a mail into the dossier of an order that is there: a wish for a change, a cancellation, an answer. What is ordered does
/// not change by that.
///
/// # Errors
/// Those of [`became_order`].
pub fn attach(work: &mut Work<'_, '_>, id: MailId, order: OrderId) -> Result<(), OpError> {
    let number = number_of(work, order)?;
    lay_beside(work, id, order, MailEnd::Attached { order, number })
}

fn number_of(work: &mut Work<'_, '_>, order: OrderId) -> Result<String, OpError> {
    Ok(work.order(order)?.number.clone())
}

fn lay_beside(work: &mut Work<'_, '_>, id: MailId, order: OrderId, end: MailEnd) -> Result<(), OpError> {
    work.needs(Right::ReceiveOrder)?;
    let before = kept(work, id)?;
    may_end(&before.mail)?;
    let content = store::mails::content(work.tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
    orders::add_paper_of(work, order, &paper_name(&before.mail), &content, Some(id))?;
    happen(work, before, &MailEvent::Ended(end))
}

/// The file name under which a mail lies in a dossier: its subject.
pub fn paper_name(mail: &IncomingMail) -> String {
    let subject = decoded_line(&mail.subject);
    let sign = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c };
    let plain: String = subject.chars().map(sign).take(80).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = plain.trim_matches(['.', ' ']);
    if name.is_empty() { format!("mail-{}.eml", mail.id) } else { format!("{name}.eml") }
}

/// Sets a mail aside: it needs nothing. What it is says the person; a mail that looks like an order needs a reason.
///
/// # Errors
/// [`OpError::Missing`] without a reason, [`OpError::Mail`], [`OpError::NotAllowed`], [`OpError::NotFound`]; the store's.
pub fn set_aside(work: &mut Work<'_, '_>, id: MailId, kind: MailKind, note: &str) -> Result<(), OpError> {
    let before = kept(work, id)?;
    may_end(&before.mail)?;
    let note = note.trim().to_owned();
    if note.is_empty() && kind.concerns_an_order() {
        return Err(OpError::Missing("field-reason"));
    }
    happen(work, before, &MailEvent::Ended(MailEnd::SetAside { kind, note }))
}

/// Takes a mail up again that was set aside, or put into a wrong dossier: the paper stays there, for nothing is taken out of
/// a dossier.
///
/// # Errors
/// [`OpError::Mail`], [`OpError::NotAllowed`], [`OpError::NotFound`]; the store's.
pub fn take_up(work: &mut Work<'_, '_>, id: MailId) -> Result<(), OpError> {
    let before = kept(work, id)?;
    may_take_up(&before.mail)?;
    happen(work, before, &MailEvent::Became(MailState::Seen))
}

/// Writes a reply into the outbox, and keeps with the mail that it was answered.
///
/// # Errors
/// Those of [`post::queue`]; [`OpError::NotFound`]; the store's.
pub fn answer(work: &mut Work<'_, '_>, id: MailId, draft: Draft) -> Result<PostId, OpError> {
    let before = kept(work, id)?;
    let answers = Some(before.mail.message_id.clone()).filter(|number| !number.is_empty());
    let message = post::queue(work, Draft { answers, ..draft })?;
    happen(work, before, &MailEvent::Answered(message))?;
    Ok(message)
}

/// One entry of a mail's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What.
    pub event: MailEvent,
    /// Who and when.
    pub mark: Mark,
    /// The person's name.
    pub who: String,
}

/// What happened to a mail, oldest first.
///
/// # Errors
/// [`OpError::NotAllowed`]; the store's.
pub fn history(office: &mut Office, id: MailId) -> Result<Vec<Entry>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        if let Some(kept) = store::mails::load(tx, id)? {
            of_seen(tx, sight, &kept.mail)?;
        }
        let mut entries = Vec::new();
        for row in store::audit::chain(tx, Area::Mail, id.0)? {
            let event = serde_json::from_str(&row.data).map_err(|error| OpError::Program(error.to_string()))?;
            let who = store::people::load(tx, row.actor)?.map(|account| account.user.name).unwrap_or_default();
            entries.push(Entry { event, mark: Mark { by: row.actor, at: row.at }, who });
        }
        Ok(entries)
    })
}
