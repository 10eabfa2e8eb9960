//! Mails, handed to the office's own server by SMTP.

use std::error::Error as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::SystemTime;

use lettre::address::{Address, Envelope};
use lettre::message::header::{ContentDisposition, ContentTransferEncoding, ContentType};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};

use super::{Line, Outgoing, Patience, Stop, brief, not_yet};
use crate::domain::post::{MailAccount, Outcome, Tls, Trouble};

/// Bytes said between two looks at the wish to stop.
const PIECE: usize = 32 << 10;
/// Times the usual patience that a server may take to answer to a whole mail.
const LONGER_FOR_MAILS: u32 = 5;

/// The way through a mail server.
#[derive(Clone, Debug)]
pub struct Smtp {
    /// The account.
    pub account: MailAccount,
    /// Its password, where it has a user.
    pub password: Option<String>,
    /// How long to wait.
    pub patience: Patience,
}

impl Line for Smtp {
    fn send(&self, message: &Outgoing<'_>, stop: &Stop, last_word: &mut dyn FnMut() -> bool) -> Outcome {
        self.try_send(message, stop, last_word).unwrap_or_else(|outcome| outcome)
    }
}

/// The line was cut on purpose, from inside the library's own loop.
struct Cut;

impl Smtp {
    fn try_send(
        &self,
        message: &Outgoing<'_>,
        stop: &Stop,
        last_word: &mut dyn FnMut() -> bool,
    ) -> Result<Outcome, Outcome> {
        let (from, to) = (address(&self.account.address)?, address(&message.letter.to)?);
        let raw = compose(&self.account, message)?;
        let mut talk = self.sign_in()?;
        if stop.is_wished() {
            talk.abort();
            return Err(not_yet(Trouble::Stopped, ""));
        }
        let mut options = Vec::new();
        if !raw.is_ascii() && talk.server_info().supports_feature(Extension::EightBitMime) {
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let envelope = Envelope::new(Some(from), vec![to.clone()])
            .map_err(|error| for_good(Trouble::Recipient, error.to_string()))?;
        talk.command(Mail::new(envelope.from().cloned(), options)).map_err(|error| no(&error, Trouble::Answer))?;
        talk.command(Rcpt::new(to, Vec::new())).map_err(|error| no(&error, Trouble::Recipient))?;
        talk.command(Data).map_err(|error| no(&error, Trouble::Answer))?;
        let _ = talk.set_timeout(Some(self.patience.answer * LONGER_FOR_MAILS));
        let outcome = say_content(&mut talk, &raw, stop, last_word)?;
        // What the server has taken stays taken, however it says goodbye.
        let _ = talk.set_timeout(Some(self.patience.connect));
        let _ = talk.quit();
        Ok(outcome)
    }

    fn sign_in(&self) -> Result<SmtpConnection, Outcome> {
        let account = &self.account;
        let server = account.server.trim();
        if !account.tls.may_reach(server) {
            return Err(not_yet(Trouble::Insecure, ""));
        }
        let tls = match account.tls {
            Tls::None => None,
            Tls::Implicit | Tls::StartTls => {
                Some(TlsParameters::new(server.to_owned()).map_err(|error| no(&error, Trouble::Insecure))?)
            }
        };
        let me = ClientId::default();
        let from_the_start = tls.as_ref().filter(|_| account.tls == Tls::Implicit);
        let place = (server, account.port);
        let mut talk = SmtpConnection::connect(place, Some(self.patience.connect), &me, from_the_start, None)
            .map_err(|error| no(&error, Trouble::Answer))?;
        let _ = talk.set_timeout(Some(self.patience.answer));
        if let (Tls::StartTls, Some(tls)) = (account.tls, &tls) {
            talk.starttls(tls, &me).map_err(|error| no(&error, Trouble::Insecure))?;
        }
        let user = account.user.trim();
        if !user.is_empty() {
            let Some(password) = &self.password else { return Err(not_yet(Trouble::NotSetUp, "")) };
            let credentials = Credentials::new(user.to_owned(), password.clone());
            talk.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).map_err(|error| sign_in_failed(&error))?;
        }
        Ok(talk)
    }
}

/// Says the mail itself. `last_word` is asked when all of it was said but the dot that ends it. The library says that dot as
/// soon as the pieces end and has no way to be told otherwise; so whoever may not go on leaves its loop by unwinding, which
/// closes the line, and a server forgets a mail without its dot.
fn say_content(
    talk: &mut SmtpConnection,
    raw: &[u8],
    stop: &Stop,
    last_word: &mut dyn FnMut() -> bool,
) -> Result<Outcome, Outcome> {
    let mut said_all = false;
    let mut pieces = raw.chunks(PIECE);
    let answer = {
        let next = || match pieces.next() {
            _ if stop.is_wished() => resume_unwind(Box::new(Cut)),
            Some(piece) => Some(piece),
            None if last_word() => {
                said_all = true;
                None
            }
            None => resume_unwind(Box::new(Cut)),
        };
        catch_unwind(AssertUnwindSafe(|| talk.message_iter(std::iter::from_fn(next))))
    };
    match answer {
        Ok(Ok(response)) => {
            let words: Vec<&str> = response.message().collect();
            Ok(Outcome::Taken { answer: brief(&format!("{} {}", response.code(), words.join(" "))) })
        }
        Ok(Err(error)) if said_all && !is_an_answer(&error) => Ok(Outcome::Unknown { answer: words_of(&error) }),
        Ok(Err(error)) => Err(no(&error, Trouble::Answer)),
        Err(panic) if panic.is::<Cut>() => Err(not_yet(Trouble::Stopped, "")),
        Err(panic) => resume_unwind(panic),
    }
}

fn address(text: &str) -> Result<Address, Outcome> {
    text.trim().parse().map_err(|_| for_good(Trouble::Recipient, text))
}

/// The mail as bytes. Only its inner borders differ from attempt to attempt.
fn compose(account: &MailAccount, message: &Outgoing<'_>) -> Result<Vec<u8>, Outcome> {
    let letter = message.letter;
    let name = Some(account.name.trim().to_owned()).filter(|name| !name.is_empty());
    let mut mail = lettre::Message::builder()
        .from(Mailbox::new(name, address(&account.address)?))
        .to(Mailbox::new(None, address(&letter.to)?))
        .subject(letter.subject.clone())
        .date(SystemTime::from(message.written))
        .message_id(Some(format!("<{}>", letter.message_id)));
    if let Some(answers) = &letter.answers {
        mail = mail.in_reply_to(format!("<{answers}>")).references(format!("<{answers}>"));
    }
    let text = SinglePart::plain(letter.text.clone());
    let composed = if message.papers.is_empty() {
        mail.singlepart(text)
    } else {
        let papers = message.papers.iter().map(|(name, content)| paper(name, content));
        mail.multipart(papers.fold(MultiPart::mixed().singlepart(text), MultiPart::singlepart))
    };
    composed.map(|mail| mail.formatted()).map_err(|error| for_good(Trouble::Answer, error.to_string()))
}

fn paper(name: &str, content: &[u8]) -> SinglePart {
    let kind = if name.to_ascii_lowercase().ends_with(".pdf") { "application/pdf" } else { "application/octet-stream" };
    let kind = ContentType::parse(kind).unwrap_or(ContentType::TEXT_PLAIN);
    // Never as text: a server may put other ends of lines into what it takes for text.
    SinglePart::builder()
        .header(ContentDisposition::attachment(name))
        .header(kind)
        .header(ContentTransferEncoding::Base64)
        .body(content.to_vec())
}

fn for_good(trouble: Trouble, answer: impl Into<String>) -> Outcome {
    Outcome::Refused { trouble, answer: brief(&answer.into()), for_good: true }
}

fn is_an_answer(error: &Error) -> bool {
    error.is_permanent() || error.is_transient()
}

/// An error before the last word: the server surely has not taken the mail.
fn no(error: &Error, step: Trouble) -> Outcome {
    let words = words_of(error);
    if is_an_answer(error) {
        return Outcome::Refused { trouble: step, answer: words, for_good: error.is_permanent() };
    }
    let trouble = if error.is_tls() || is_insecure(error) {
        Trouble::Insecure
    } else if is_slow(error) {
        Trouble::Slow
    } else if step == Trouble::Insecure {
        step
    } else {
        Trouble::Unreachable
    };
    not_yet(trouble, words)
}

/// A wrong password is put right by somebody here, and the message then goes by itself.
fn sign_in_failed(error: &Error) -> Outcome {
    if is_an_answer(error) || error.is_client() {
        return not_yet(Trouble::SignIn, words_of(error));
    }
    no(error, Trouble::SignIn)
}

fn io_of(error: &Error) -> Option<&std::io::Error> {
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(io) = inner.downcast_ref() {
            return Some(io);
        }
        source = inner.source();
    }
    None
}

fn is_slow(error: &Error) -> bool {
    use std::io::ErrorKind::{TimedOut, WouldBlock};
    io_of(error).is_some_and(|io| matches!(io.kind(), TimedOut | WouldBlock))
}

/// The first words on a secure line fail with what is wrong about the line.
fn is_insecure(error: &Error) -> bool {
    io_of(error).and_then(std::io::Error::get_ref).is_some_and(|inner| inner.is::<rustls::Error>())
}

fn words_of(error: &Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let more = inner.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        source = inner.source();
    }
    brief(&words)
}
