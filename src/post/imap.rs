//! The mailbox, read by IMAP and never changed: the folder is opened for reading only, and looking leaves no mark.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use imap::{Client, Error, Session};
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, StreamOwned};

use super::{Patience, Stop, brief, secure};
use crate::domain::post::{Inbox, LARGEST_MAIL, Tls, Trouble};

/// Mails taken in one look; the rest comes with the next one.
const HANDFUL: usize = 200;
/// Bytes that a server may say in answer to anything but a mail.
const MOST_WORDS: u64 = 32 << 20;

/// What is asked for where a mail is too large.
const HEAD: &str = "(UID BODY.PEEK[HEADER])";

/// A mail from the mailbox.
#[derive(Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The validity of the folder's numbers, and the mail's number.
    pub place: (u32, u32),
    /// Its bytes as the server has them; only the head of one that is too large, or that the server cannot give out whole.
    pub raw: Vec<u8>,
    /// In bytes, as the server says.
    pub size: u64,
}

/// Why nothing was fetched: the trouble, and the words of the server or the network.
pub type Fault = (Trouble, String);

/// Hands over every mail that came after `mark`, the oldest first, until `keep` answers no. Where the folder was never read,
/// those since a day. True when there is more.
///
/// # Errors
/// What kept the mailbox away. What was handed over before stays handed over.
pub fn fetch(
    inbox: &Inbox,
    password: &str,
    (mark, since): (Option<(u32, u32)>, NaiveDate),
    patience: Patience,
    stop: &Stop,
    keep: &mut dyn FnMut(Fetched) -> bool,
) -> Result<bool, Fault> {
    let (line, words) = connect(inbox, patience)?;
    let mut session = sign_in(line, inbox, password)?;
    let folder = session.examine(inbox.folder.trim()).map_err(|error| fault(&error))?;
    let validity = folder.uid_validity.unwrap_or_default();
    let last = mark.filter(|(kept, _)| *kept == validity).map(|(_, uid)| uid);
    let wanted = match (last, mark) {
        (Some(last), _) => format!("UID {}:*", last.saturating_add(1)),
        // The server numbers anew: what is known is known again by what it says.
        (None, Some(_)) => "ALL".to_owned(),
        (None, None) => format!("SINCE {}", since.format("%d-%b-%Y")),
    };
    let mut uids: Vec<u32> = session.uid_search(wanted).map_err(|error| fault(&error))?.into_iter().collect();
    // A range that ends with a star holds the newest mail even where it was read.
    uids.retain(|uid| last.is_none_or(|last| *uid > last));
    uids.sort_unstable();
    let more = uids.len() > HANDFUL;
    for uid in uids.into_iter().take(HANDFUL) {
        if stop.is_wished() {
            return Ok(true);
        }
        words.store(MOST_WORDS + LARGEST_MAIL as u64, Ordering::Relaxed);
        let Some((raw, size)) = one(&mut session, uid)? else { continue };
        if !keep(Fetched { place: (validity, uid), raw, size }) {
            return Ok(true);
        }
    }
    let _ = session.logout();
    Ok(more)
}

/// One mail; none when somebody deleted it meanwhile.
fn one(session: &mut Session<Stream>, uid: u32) -> Result<Option<(Vec<u8>, u64)>, Fault> {
    let number = uid.to_string();
    let sizes = session.uid_fetch(&number, "(UID RFC822.SIZE)").map_err(|error| fault(&error))?;
    let Some(size) = sizes.iter().find(|found| found.uid == Some(uid)).and_then(|found| found.size) else {
        return Ok(None);
    };
    let whole = size as usize <= LARGEST_MAIL;
    let what = if whole { "(UID BODY.PEEK[])" } else { HEAD };
    let (found, whole) = match session.uid_fetch(&number, what) {
        // A server may be unable to give out one mail; its head says at least who wrote, and the others are not kept waiting.
        Err(Error::No(_)) if whole => (session.uid_fetch(&number, HEAD), false),
        answer => (answer, whole),
    };
    let found = found.map_err(|error| fault(&error))?;
    let found = found.iter().find(|found| found.uid == Some(uid));
    let raw = found.and_then(|found| if whole { found.body() } else { found.header() });
    Ok(raw.map(|raw| (raw.to_vec(), u64::from(size))))
}

fn sign_in(line: Stream, inbox: &Inbox, password: &str) -> Result<Session<Stream>, Fault> {
    let mut client = Client::new(line);
    let greeted = inbox.tls == Tls::StartTls;
    if !greeted {
        client.read_greeting().map_err(|error| fault(&error))?;
    }
    let mut session = client.login(inbox.user.trim(), password).map_err(|(error, _)| match error {
        Error::No(_) | Error::Bad(_) | Error::Bye(_) => (Trouble::SignIn, words_of(&error)),
        other => fault(&other),
    })?;
    // Some providers let nobody read who has not said which program it is; those that do not know the word say no, or
    // nothing that matters.
    if session.capabilities().is_ok_and(|known| known.has_str("ID")) {
        let me = concat!("ID (\"name\" \"yili-orders\" \"version\" \"", env!("CARGO_PKG_VERSION"), "\")");
        let _ = session.run_command_and_read_response(me);
    }
    Ok(session)
}

fn connect(inbox: &Inbox, patience: Patience) -> Result<(Stream, Arc<AtomicU64>), Fault> {
    let server = inbox.server.trim();
    if !inbox.tls.may_reach(server) {
        return Err((Trouble::Insecure, String::new()));
    }
    let mut plain = reach(server, inbox.port, patience).map_err(|error| io_fault(&error))?;
    let left = Arc::new(AtomicU64::new(MOST_WORDS));
    if inbox.tls == Tls::None {
        return Ok((Stream { line: Wire::Plain(plain), left: left.clone() }, left));
    }
    if inbox.tls == Tls::StartTls {
        start_tls(&mut plain).map_err(|error| (Trouble::Insecure, brief(&error.to_string())))?;
    }
    let insecure = |words: String| (Trouble::Insecure, brief(&words));
    let name = ServerName::try_from(server.to_owned()).map_err(|error| insecure(error.to_string()))?;
    let config = secure::client().map_err(|error| insecure(error.to_string()))?;
    let talk = ClientConnection::new(config, name).map_err(|error| insecure(error.to_string()))?;
    let mut line = StreamOwned::new(talk, plain);
    line.conn.complete_io(&mut line.sock).map_err(|error| insecure(error.to_string()))?;
    Ok((Stream { line: Wire::Secure(Box::new(line)), left: left.clone() }, left))
}

fn reach(server: &str, port: u16, patience: Patience) -> io::Result<TcpStream> {
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for place in (server, port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&place, patience.connect) {
            Ok(line) => {
                line.set_read_timeout(Some(patience.answer))?;
                line.set_write_timeout(Some(patience.answer))?;
                return Ok(line);
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Asks for a secure line. Read byte by byte, so that nothing said in the clear is taken for something said securely.
fn start_tls(line: &mut TcpStream) -> io::Result<()> {
    let greeting = read_line(line)?;
    if !greeting.starts_with("* OK") {
        return Err(io::Error::other(greeting));
    }
    line.write_all(b"s1 STARTTLS\r\n")?;
    loop {
        let answer = read_line(line)?;
        if let Some(result) = answer.strip_prefix("s1 ") {
            let is_yes = result.to_ascii_uppercase().starts_with("OK");
            return if is_yes { Ok(()) } else { Err(io::Error::other(answer)) };
        }
    }
}

fn read_line(line: &mut TcpStream) -> io::Result<String> {
    let mut text = Vec::new();
    let mut byte = [0];
    while text.last() != Some(&b'\n') {
        if text.len() > 8 << 10 || line.read(&mut byte)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        text.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&text).trim().to_owned())
}

enum Wire {
    Plain(TcpStream),
    Secure(Box<StreamOwned<ClientConnection, TcpStream>>),
}

/// A line that reads no more than it may: a server cannot fill the memory.
struct Stream {
    line: Wire,
    left: Arc<AtomicU64>,
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.line {
            Wire::Plain(line) => line.read(buffer),
            Wire::Secure(line) => line.read(buffer),
        }?;
        let left = self.left.load(Ordering::Relaxed);
        if read as u64 > left {
            return Err(io::Error::other("the server says too much"));
        }
        self.left.store(left - read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Write for Stream {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match &mut self.line {
            Wire::Plain(line) => line.write(buffer),
            Wire::Secure(line) => line.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.line {
            Wire::Plain(line) => line.flush(),
            Wire::Secure(line) => line.flush(),
        }
    }
}

fn fault(error: &Error) -> Fault {
    match error {
        Error::Io(error) => io_fault(error),
        Error::ConnectionLost => (Trouble::Unreachable, words_of(error)),
        _ => (Trouble::Answer, words_of(error)),
    }
}

fn io_fault(error: &io::Error) -> Fault {
    let trouble = match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Trouble::Slow,
        _ => Trouble::Unreachable,
    };
    (trouble, brief(&error.to_string()))
}

fn words_of(error: &Error) -> String {
    brief(&error.to_string())
}
