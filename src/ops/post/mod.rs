//! The outbox: writing messages, taking them back, having them sent again, and what the desks see of it. What the one who
//! carries them asks for stands in [`carry`].

pub mod carry;
pub(super) mod check;
pub mod letters;

use std::fmt;

use super::{Office, OpError, Work, sight};
use crate::domain::audit::{Area, digest, hex};
use crate::domain::ids::{OrderId, PostId};
use crate::domain::people::Right;
use crate::domain::post::{self as rules, PostSettings, is_mail_address, is_phone};
pub use crate::domain::post::{
    About, Attachment, Event, Kind, Letter, Message, Outcome, PostRefusal, State, Trouble, Way,
};
use crate::store;

/// The largest message, all papers together, in bytes: many servers take no more.
pub const LARGEST_MESSAGE: usize = 20 << 20;
/// The longest text, in characters.
pub const LONGEST_TEXT: usize = 20_000;

/// Why a message is not written, or not changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostFault {
    /// This way is not set up.
    #[error("not set up: {0:?}")]
    NotSetUp(Way),
    /// Nobody can be reached under this.
    #[error("bad recipient: {0}")]
    BadRecipient(String),
    /// The papers are too large, all together in bytes.
    #[error("{0} bytes are too large")]
    TooLarge(u64),
    /// The message does not allow it.
    #[error("message: {0}")]
    Refused(#[from] PostRefusal),
}

/// A message to be written.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// The way it goes.
    pub way: Way,
    /// A mail address, a telephone number, or the name of a robot.
    pub to: String,
    /// The subject, for mails.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Papers: file names and bytes. Mails only.
    pub papers: Vec<(String, Vec<u8>)>,
    /// What it is about.
    pub about: About,
    /// The `Message-ID` of the mail that it answers.
    pub answers: Option<String>,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Draft({:?}, {}, {:?}, {} papers)", self.way, self.to, self.about, self.papers.len())
    }
}

/// Looks whether a message may be written as it stands.
///
/// # Errors
/// [`PostFault::NotSetUp`], [`PostFault::BadRecipient`], [`PostFault::TooLarge`], [`OpError::Missing`],
/// [`OpError::OutOfRange`].
pub fn look(settings: &PostSettings, draft: &Draft) -> Result<(), OpError> {
    if !settings.is_set_up(draft.way) {
        return Err(PostFault::NotSetUp(draft.way).into());
    }
    let to = draft.to.trim();
    let is_known = match draft.way {
        Way::Mail => is_mail_address(to),
        Way::Sms => is_phone(to),
        Way::Robot => settings.robot(to).is_some(),
    };
    if !is_known {
        return Err(PostFault::BadRecipient(to.to_owned()).into());
    }
    if draft.text.trim().is_empty() {
        return Err(OpError::Missing("field-post-text"));
    }
    if draft.way == Way::Mail && draft.subject.trim().is_empty() {
        return Err(OpError::Missing("field-post-subject"));
    }
    if draft.text.chars().count() > LONGEST_TEXT || draft.subject.chars().count() > 200 {
        return Err(OpError::OutOfRange("field-post-text"));
    }
    let size: usize = draft.papers.iter().map(|(_, content)| content.len()).sum();
    if size > LARGEST_MESSAGE {
        return Err(PostFault::TooLarge(size as u64).into());
    }
    Ok(())
}

/// Writes a message into the outbox. It is durable with its `Message-ID` and its papers before this answers, and nothing is
/// sent before that.
///
/// # Errors
/// Those of [`look`]; [`OpError::NotAllowed`], [`OpError::NotFound`] for its order; the store's.
pub fn queue(work: &mut Work<'_, '_>, draft: Draft) -> Result<PostId, OpError> {
    let tests_settings = draft.about.kind == Kind::Test && work.needs(Right::KeepCompany).is_ok();
    if !tests_settings {
        work.needs(Right::SendMessage)?;
    }
    look(&work.company.post, &draft)?;
    let mut about = draft.about;
    if let Some(order) = about.order {
        about.number.clone_from(&work.order(order)?.number);
    }
    let id = PostId(work.next("messages")?);
    let mut attachments = Vec::new();
    for (name, content) in &draft.papers {
        let paper = work.next("message_papers")?;
        let (size, sum) = (content.len() as i64, hex(&digest(content)));
        attachments.push(Attachment { id: paper, name: file_name(name), size, sum });
    }
    let one_line = |text: &str| text.split(|c: char| c.is_control()).collect::<Vec<_>>().join(" ").trim().to_owned();
    let letter = Letter {
        id,
        message_id: message_id(&work.company.post, id, work.now.timestamp_millis()),
        way: draft.way,
        to: draft.to.trim().to_owned(),
        subject: one_line(&draft.subject),
        text: draft.text.replace("\r\n", "\n"),
        attachments,
        about,
        answers: draft.answers,
    };
    let papers = letter.attachments.clone();
    let event = Event::Queued(Box::new(letter));
    let begun = rules::begin(&event, work.mark()).ok_or_else(|| OpError::Program("first event".into()))?;
    keep(work, &begun, &event)?;
    for (paper, (_, content)) in papers.iter().zip(&draft.papers) {
        store::post::insert_paper(work.tx, id, paper, content)?;
    }
    Ok(id)
}

/// One that no other message has: the number of this store, the instant, and the sender's own domain.
fn message_id(settings: &PostSettings, id: PostId, millis: i64) -> String {
    let domain = settings.mail.address.rsplit_once('@').map_or("post.invalid", |(_, domain)| domain.trim());
    let domain = if domain.is_empty() { "post.invalid" } else { domain };
    format!("{id}.{millis:x}@{domain}")
}

/// A file's own name without folders and signs that a mail's head does not carry.
fn file_name(name: &str) -> String {
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let own: String = own.chars().filter(|c| !c.is_control() && *c != '"').take(200).collect();
    if own.is_empty() { "paper".into() } else { own }
}

/// Takes a message back that was not sent.
///
/// # Errors
/// [`PostFault::Refused`], [`OpError::Missing`] without a reason, [`OpError::NotAllowed`]; the store's.
pub fn withdraw(work: &mut Work<'_, '_>, id: PostId, reason: &str) -> Result<(), OpError> {
    work.needs(Right::SendMessage)?;
    if reason.trim().is_empty() {
        return Err(OpError::Missing("field-reason"));
    }
    sight::message(work.tx, work.sight(), id)?;
    let message = load(work, id)?;
    let event = rules::withdraw(&message, reason).map_err(PostFault::from)?;
    happen(work, message, &event)
}

/// Has a message sent again: the same message, with the same `Message-ID`; that a person had it sent again is on record.
///
/// # Errors
/// [`PostFault::Refused`], [`PostFault::NotSetUp`], [`OpError::NotAllowed`]; the store's.
pub fn again(work: &mut Work<'_, '_>, id: PostId) -> Result<(), OpError> {
    work.needs(Right::SendMessage)?;
    sight::message(work.tx, work.sight(), id)?;
    let message = load(work, id)?;
    if !work.company.post.is_set_up(message.letter.way) {
        return Err(PostFault::NotSetUp(message.letter.way).into());
    }
    let event = rules::again(&message).map_err(PostFault::from)?;
    happen(work, message, &event)
}

fn load(work: &mut Work<'_, '_>, id: PostId) -> Result<Message, OpError> {
    store::post::load(work.tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))
}

/// Lets an event happen to a message that was just loaded: log and document.
fn happen(work: &mut Work<'_, '_>, mut message: Message, event: &Event) -> Result<(), OpError> {
    rules::apply(&mut message, event, work.mark());
    keep(work, &message, event)
}

fn keep(work: &mut Work<'_, '_>, message: &Message, event: &Event) -> Result<(), OpError> {
    if !store::post::save(work.tx, message)? {
        return Err(OpError::Conflict { by: String::new(), at: work.now });
    }
    work.touched.post = true;
    work.log(Area::Message, message.letter.id.0, event)
}

// ---- what the desks see ---------------------------------------------------------------------------------------------

/// How many messages there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not sent yet, and not taken back.
    pub unsent: i64,
    /// All that were ever written.
    pub all: i64,
}

/// How many messages there are.
///
/// # Errors
/// The store's.
pub fn counts(office: &mut Office) -> Result<Counts, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        Ok(Counts { unsent: store::post::unsent(tx, sight)?, all: store::post::count(tx, sight)? })
    })
}

/// A page of the outbox: what is not settled first, newest first. With `unsent` nothing else.
///
/// # Errors
/// The store's.
pub fn page(office: &mut Office, unsent: bool, offset: i64, limit: i64) -> Result<Vec<Message>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| Ok(store::post::page(tx, sight, unsent, offset, limit)?))
}

/// The messages about an order, oldest first.
///
/// # Errors
/// The store's.
pub fn of_order(office: &mut Office, order: OrderId) -> Result<Vec<Message>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        sight::order(tx, sight, order)?;
        Ok(store::post::of_order(tx, order)?)
    })
}

/// A message with everything.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn open(office: &mut Office, id: PostId) -> Result<Message, OpError> {
    let message = office.see(Right::ReadOrders, |tx, sight| {
        sight::message(tx, sight, id)?;
        Ok(store::post::load(tx, id)?)
    })?;
    message.ok_or_else(|| OpError::NotFound(format!("#{id}")))
}

/// A paper that went with a message: its name and its bytes.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn paper(office: &mut Office, id: i64) -> Result<(String, Vec<u8>), OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        let paper = store::post::paper(tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
        sight::message(tx, sight, paper.0)?;
        Ok((paper.1, paper.2))
    })
}
