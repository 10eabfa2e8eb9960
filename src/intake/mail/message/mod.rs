//! Bytes of an `.eml` file become a [`Message`].
//!
//! The walk over the parts is our own: it is bounded in depth, count and bytes, and it never calls itself on what it has
//! not bounded. The fields of a header are read by `mail-parser`, which knows their oddities.

mod charset;
mod head;
mod html;
mod tnef;
mod transfer;

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use head::{Head, PartKind};

/// How much of a mail is taken. Mails come from outside: everything has a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Parts, all depths together.
    pub parts: usize,
    /// How deep parts may stand in parts.
    pub depth: usize,
    /// Bytes of text that are read.
    pub text: usize,
    /// Bytes of all attachments together.
    pub attachments: usize,
}

impl Default for Limits {
    /// 50 MB, 300 parts, 12 deep, 1 MB of text, 60 MB of attachments.
    fn default() -> Self {
        Limits { bytes: 50_000_000, parts: 300, depth: 12, text: 1_000_000, attachments: 60_000_000 }
    }
}

/// Why a file cannot be read as a mail at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than is taken.
    #[error("{bytes} bytes, at most {most}")]
    TooLarge {
        /// Size of the file in bytes.
        bytes: usize,
        /// The largest size that is taken, in bytes.
        most: usize,
    },
    /// There is no header with a sender, a date, a subject or a content type.
    #[error("not a mail")]
    NotAMail,
}

/// A name with an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// The name as shown, or empty.
    pub name: String,
    /// The address in lower case, or empty.
    pub address: String,
}

impl Mailbox {
    /// What stands behind the `@`, or empty.
    pub fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// A file that came with the mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Its name as the sender gave it; never a path. May be empty.
    pub name: String,
    /// Media type as labelled, lower case: `text/csv`. Not to be trusted.
    pub media: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What the header says about how the mail came to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signals {
    /// A report of a mail server that something could not be delivered.
    pub bounce: bool,
    /// Written by a program in answer to a mail.
    pub auto_reply: bool,
    /// Sent to many: a list or a newsletter.
    pub bulk: bool,
}

/// A mail, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// `Message-ID` without brackets, or empty.
    pub id: String,
    /// Who sent it.
    pub from: Mailbox,
    /// To whom.
    pub to: Vec<Mailbox>,
    /// When it was sent, in the sender's zone; none where the header has no date that can be read.
    pub date: Option<DateTime<FixedOffset>>,
    /// Subject, decoded, or empty.
    pub subject: String,
    /// The text in lines. Rows of tables have tabs between their cells. A mail that was attached follows below a line
    /// `---------- Forwarded message ----------` and its sender, date and subject.
    pub body: String,
    /// Files, those inside `winmail.dat` and inside attached mails too.
    pub attachments: Vec<Attachment>,
    /// How it came to be.
    pub signals: Signals,
    /// True where a bound of [`Limits`] left something out.
    pub cut: bool,
}

/// A line of a mail's head as a person reads it: `=?utf-8?B?5YiY?=` becomes `刘`.
pub fn decoded_line(line: &str) -> String {
    head::decode_words(line).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sender in a `From` line: the name where there is one, else the address.
pub fn sender(line: &str) -> String {
    let (head, _) = Head::split(format!("From: {line}\r\n\r\n").as_bytes());
    let found = head.mailboxes("from").into_iter().next().unwrap_or_default();
    match (found.name.trim(), found.address.trim()) {
        ("", "") => decoded_line(line),
        ("", address) => address.to_owned(),
        (name, _) => name.to_owned(),
    }
}

/// Reads a mail. Errors: see [`MailError`]. Never panics; takes time and memory in proportion to the file.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Message, MailError> {
    if bytes.is_empty() {
        return Err(MailError::Empty);
    }
    if bytes.len() > limits.bytes {
        return Err(MailError::TooLarge { bytes: bytes.len(), most: limits.bytes });
    }
    // Some programs keep the line of an mbox file, or blank lines, above the header.
    let start = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n' | b' ')).count();
    let (head, body) = Head::split(&bytes[start..]);
    let known = ["from", "date", "subject", "content-type", "message-id", "received"];
    if known.iter().all(|name| head.raw(name).is_empty()) {
        return Err(MailError::NotAMail);
    }
    let mut walk = Walk { limits, parts: 0, attached: 0, message: addressed(&head), html: Vec::new() };
    walk.part(&head, body, 0, false);
    Ok(walk.done())
}

fn addressed(head: &Head) -> Message {
    let id = head.raw("message-id").trim_matches(['<', '>', ' ']).chars().take(300).collect();
    Message {
        id,
        from: head.mailboxes("from").into_iter().next().unwrap_or_default(),
        to: head.mailboxes("to"),
        date: head.date(),
        subject: head.said("subject").split_whitespace().collect::<Vec<_>>().join(" "),
        signals: signals(head),
        ..Message::default()
    }
}

fn signals(head: &Head) -> Signals {
    let field = |name: &str| head.raw(name).to_ascii_lowercase();
    let kind = head.kind();
    let sender = field("from");
    let auto = field("auto-submitted");
    let precedence = field("precedence");
    Signals {
        bounce: kind.report.as_deref() == Some("delivery-status")
            || ["mailer-daemon", "postmaster@", "mail delivery"].iter().any(|word| sender.contains(word))
            || !head.raw("x-failed-recipients").is_empty(),
        auto_reply: auto.starts_with("auto-replied")
            || precedence == "auto_reply"
            || !field("x-autoreply").is_empty()
            || !field("x-autorespond").is_empty(),
        bulk: !field("list-unsubscribe").is_empty()
            || !field("list-id").is_empty()
            || matches!(precedence.as_str(), "bulk" | "list" | "junk"),
    }
}

/// A walk over the parts of one mail.
struct Walk<'a> {
    limits: &'a Limits,
    parts: usize,
    attached: usize,
    message: Message,
    /// Texts of pages that wait for whether a plain text says the same.
    html: Vec<String>,
}

impl Walk<'_> {
    fn part(&mut self, head: &Head, body: &[u8], depth: usize, in_digest: bool) {
        self.parts += 1;
        if self.parts > self.limits.parts || depth > self.limits.depth {
            self.message.cut = true;
            return;
        }
        let mut kind = head.kind();
        if kind.media.is_empty() {
            kind.media = if in_digest { "message/rfc822".to_owned() } else { "text/plain".to_owned() };
        }
        match (&kind.boundary, kind.media.as_str()) {
            (Some(boundary), media) if media.starts_with("multipart/") => self.multipart(&kind, boundary, body, depth),
            (_, "message/rfc822" | "message/global") => self.enclosed(head, body, depth),
            _ => self.leaf(head, &kind, body),
        }
    }

    fn multipart(&mut self, kind: &PartKind, boundary: &str, body: &[u8], depth: usize) {
        let parts = split_parts(body, boundary.as_bytes(), self.limits.parts);
        if parts.is_empty() {
            let plain = PartKind { media: "text/plain".to_owned(), ..PartKind::default() };
            return self.leaf(&Head::default(), &plain, body);
        }
        let digest = kind.media == "multipart/digest";
        if kind.media == "multipart/alternative" {
            return self.alternative(&parts, depth);
        }
        for part in parts {
            let (head, body) = Head::split(part);
            self.part(&head, body, depth + 1, digest);
        }
    }

    /// Of the plain text and the page that say the same, the plain one is read; but where only the page has a table, its
    /// rows and cells are worth more.
    fn alternative(&mut self, parts: &[&[u8]], depth: usize) {
        // Pages of parts before this one are no other form of it.
        let waiting = std::mem::take(&mut self.html);
        let before = self.message.body.len();
        for part in parts {
            let (head, body) = Head::split(part);
            self.part(&head, body, depth + 1, false);
        }
        let pages = std::mem::replace(&mut self.html, waiting);
        let plain = &self.message.body[before.min(self.message.body.len())..];
        let page_has_table = pages.iter().any(|page| html::to_text(page, self.limits.text).has_table);
        if plain.trim().is_empty() || page_has_table && !plain.contains(['\t', '|']) {
            self.message.body.truncate(before);
            self.html.extend(pages);
            self.take_pages();
        }
    }

    /// A mail inside: its text goes below this one's, its files to this one's files.
    fn enclosed(&mut self, head: &Head, body: &[u8], depth: usize) {
        let bytes = decoded(head, body);
        let (inner, text) = Head::split(&bytes);
        if inner.is_empty() {
            return;
        }
        self.take_pages();
        let mail = addressed(&inner);
        let from = format!("{} <{}>", mail.from.name, mail.from.address);
        let date = mail.date.map(|date| date.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
        let lines = format!(
            "\n---------- Forwarded message ----------\nFrom: {}\nDate: {date}\nSubject: {}\n\n",
            from.trim(),
            mail.subject
        );
        self.add_text(&lines);
        // The own copy of a bounced mail is no order: its text must not be read as one, which `kind` sees to.
        self.part(&inner, text, depth + 1, false);
        self.take_pages();
    }

    fn leaf(&mut self, head: &Head, kind: &PartKind, body: &[u8]) {
        let name = head.file_name();
        let attached = head.raw("content-disposition").trim_start().to_ascii_lowercase().starts_with("attachment");
        let text = matches!(kind.media.as_str(), "text/plain" | "text/html") && !attached && name.is_empty();
        let bytes = decoded(head, body);
        if text || kind.media == "text/plain" && !attached && name.ends_with(".txt") {
            let text = charset::decode(&bytes[..bytes.len().min(self.limits.text * 2)], kind.charset.as_deref());
            if kind.media == "text/html" || kind.charset.is_none() && looks_like_a_page(&text) {
                self.html.push(text);
            } else {
                self.add_text(&text);
            }
        } else if tnef::is_tnef(&bytes) {
            for file in tnef::files(&bytes) {
                self.attach(Attachment { name: file.name, media: String::new(), bytes: file.bytes });
            }
        } else if !bytes.is_empty() {
            self.attach(Attachment { name, media: kind.media.clone(), bytes: bytes.into_owned() });
        }
    }

    fn attach(&mut self, file: Attachment) {
        self.attached += file.bytes.len();
        if self.attached > self.limits.attachments || self.message.attachments.len() >= self.limits.parts {
            self.message.cut = true;
        } else {
            self.message.attachments.push(file);
        }
    }

    fn take_pages(&mut self) {
        for page in std::mem::take(&mut self.html) {
            let text = html::to_text(&page, self.limits.text).text;
            self.add_text(&text);
        }
    }

    fn add_text(&mut self, text: &str) {
        if self.message.body.len() + text.len() > self.limits.text {
            self.message.cut = true;
            return;
        }
        let body = &mut self.message.body;
        if !body.is_empty() && !body.ends_with('\n') {
            body.push('\n');
        }
        body.extend(text.chars().filter(|c| !matches!(c, '\r' | '\0' | '\u{200b}' | '\u{feff}')));
    }

    fn done(mut self) -> Message {
        self.take_pages();
        let trimmed = self.message.body.trim_end().len();
        self.message.body.truncate(trimmed);
        self.message
    }
}

fn looks_like_a_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(20).collect::<String>().to_ascii_lowercase();
    start.starts_with("<html") || start.starts_with("<!doctype html")
}

/// The body without its transfer encoding. What has none is not copied: mails in mails would take memory for every depth.
fn decoded<'a>(head: &Head, body: &'a [u8]) -> Cow<'a, [u8]> {
    match head.raw("content-transfer-encoding").trim().to_ascii_lowercase().as_str() {
        "base64" => Cow::Owned(transfer::base64(body)),
        "quoted-printable" => Cow::Owned(transfer::quoted_printable(body, false)),
        _ => Cow::Borrowed(body),
    }
}

/// The parts between lines `--boundary`; a missing last line is forgiven.
fn split_parts<'a>(body: &'a [u8], boundary: &[u8], most: usize) -> Vec<&'a [u8]> {
    let line = [b"--", boundary].concat();
    let mut parts = Vec::new();
    let mut begin: Option<usize> = None;
    for at in memchr::memmem::find_iter(body, &line) {
        let at_line_start = at == 0 || body[at - 1] == b'\n';
        let after = &body[at + line.len()..];
        let closes = after.starts_with(b"--");
        let ends_well = closes || after.first().is_none_or(|byte| matches!(byte, b'\r' | b'\n' | b' ' | b'\t'));
        if !at_line_start || !ends_well {
            continue;
        }
        if let Some(begin) = begin.take() {
            parts.push(without_last_break(&body[begin..at.max(begin)]));
        }
        if closes || parts.len() >= most {
            return parts;
        }
        begin = Some(memchr::memchr(b'\n', after).map_or(body.len(), |end| at + line.len() + end + 1));
    }
    parts.extend(begin.map(|begin| &body[begin..]));
    parts
}

/// The line break before a boundary belongs to the boundary.
fn without_last_break(part: &[u8]) -> &[u8] {
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    part.strip_suffix(b"\r").unwrap_or(part)
}
