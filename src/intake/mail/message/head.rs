//! The header of a message or of one of its parts: fields, encoded words, names of files.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, FixedOffset, NaiveDate};
use mail_parser::{Addr, MessageParser, MimeHeaders};

use super::{Mailbox, charset, transfer};

/// A longer header is cut: no honest one is.
const LONGEST: usize = 256 * 1024;
const MOST_FIELDS: usize = 1_000;
const MOST_MAILBOXES: usize = 200;

/// The fields of a header, in order.
#[derive(Clone, Debug, Default)]
pub struct Head {
    fields: Vec<(String, String)>,
    text: String,
}

/// What a part says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartKind {
    /// Main type and subtype in lower case: `text/plain`.
    pub media: String,
    /// Charset as labelled.
    pub charset: Option<String>,
    /// The line between the parts of a multipart.
    pub boundary: Option<String>,
    /// Value of `report-type`, lower case.
    pub report: Option<String>,
}

impl Head {
    /// Splits bytes at the first blank line into header and body; a text that begins with no field has no header.
    pub fn split(bytes: &[u8]) -> (Head, &[u8]) {
        let mut at = 0;
        loop {
            let line_end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
            let line = &bytes[at..line_end];
            let blank = line.iter().all(|byte| matches!(byte, b'\r' | b'\n'));
            if blank || at == 0 && line.starts_with(b"--") {
                return (Head::read(&bytes[..at]), &bytes[if blank { line_end } else { at }..]);
            }
            if line_end >= bytes.len() {
                return (Head::read(bytes), &[]);
            }
            at = line_end;
        }
    }

    fn read(bytes: &[u8]) -> Head {
        let text = charset::decode(&bytes[..bytes.len().min(LONGEST)], None);
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':').filter(|_| fields.len() < MOST_FIELDS) {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Head { fields, text }
    }

    /// True where no field was found.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The first field of this lower-case name, unfolded but not decoded; empty where there is none.
    pub fn raw(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// The first field of this name as a person reads it.
    pub fn said(&self, name: &str) -> String {
        decode_words(self.raw(name)).trim().to_owned()
    }

    /// Kind of the part, by the library that knows the oddities of these fields.
    pub fn kind(&self) -> PartKind {
        self.with_library(|message| {
            let kind = message.content_type()?;
            let lower = |text: &str| text.trim().to_ascii_lowercase();
            Some(PartKind {
                media: format!("{}/{}", lower(kind.ctype()), lower(kind.subtype().unwrap_or_default())),
                charset: kind.attribute("charset").map(str::to_owned),
                boundary: kind.attribute("boundary").map(str::to_owned).filter(|line| !line.is_empty()),
                report: kind.attribute("report-type").map(lower),
            })
        })
        .unwrap_or_default()
    }

    /// When it was sent, in the sender's own zone.
    pub fn date(&self) -> Option<DateTime<FixedOffset>> {
        self.with_library(|message| {
            let date = message.date()?;
            let day = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))?;
            let local =
                day.and_hms_opt(u32::from(date.hour), u32::from(date.minute), u32::from(date.second.min(59)))?;
            let east = i32::from(date.tz_hour) * 3600 + i32::from(date.tz_minute) * 60;
            let zone = FixedOffset::east_opt(if date.tz_before_gmt { -east } else { east })?;
            local.and_local_timezone(zone).single().filter(|_| (1990..=2100).contains(&date.year))
        })
    }

    /// The addresses of a field: `from` or `to`.
    pub fn mailboxes(&self, name: &str) -> Vec<Mailbox> {
        let found = self.with_library(|message| {
            let address = if name == "from" { message.from() } else { message.to() };
            Some(address?.iter().take(MOST_MAILBOXES).filter_map(mailbox).collect::<Vec<_>>())
        });
        let mut found = found.unwrap_or_default();
        // The library decodes word by word; a name whose characters are torn over two words is put together here.
        if let [only] = found.as_mut_slice() {
            let raw = self.raw(name);
            let before = raw.rsplit_once('<').map_or("", |(before, _)| before);
            if raw.contains("=?") && !before.is_empty() {
                only.name = decode_words(before).trim_matches([' ', '"', '\'']).to_owned();
            }
        }
        found
    }

    /// The file name that the part bears, or empty. Only the last step of a path is kept.
    pub fn file_name(&self) -> String {
        let names = [("content-disposition", "filename"), ("content-type", "name")];
        let found = names.iter().map(|(field, key)| parameter(self.raw(field), key)).find(|name| !name.is_empty());
        let name: String = found.unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
        name.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned()
    }

    fn with_library<T>(&self, read: impl Fn(&mail_parser::Message<'_>) -> Option<T>) -> Option<T> {
        // A slip in the library must not end the program: then the field counts as not there.
        catch_unwind(AssertUnwindSafe(|| {
            let text = format!("{}\r\n\r\n", self.text.trim_end());
            MessageParser::default().parse_headers(text.as_bytes()).and_then(|message| read(&message))
        }))
        .ok()
        .flatten()
    }
}

fn mailbox(address: &Addr<'_>) -> Option<Mailbox> {
    let text = |part: &Option<std::borrow::Cow<'_, str>>| part.as_deref().unwrap_or_default().trim().to_owned();
    let found = Mailbox { name: text(&address.name), address: text(&address.address).to_lowercase() };
    (!found.address.is_empty() || !found.name.is_empty()).then_some(found)
}

/// Encoded words of RFC 2047 become text. The bytes of words that stand behind each other are joined before they are
/// decoded: many programs cut them in the middle of a character.
pub fn decode_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut held: Option<(String, Vec<u8>)> = None;
    let mut rest = text;
    while let Some(start) = rest.find("=?") {
        let (before, from) = rest.split_at(start);
        let Some((label, bytes, taken)) = encoded_word(from) else {
            flush(&mut held, &mut out);
            out.push_str(before);
            out.push_str("=?");
            rest = &from[2..];
            continue;
        };
        if held.is_none() || !before.trim().is_empty() {
            flush(&mut held, &mut out);
            out.push_str(before);
        }
        match &mut held {
            Some((known, joined)) if *known == label => joined.extend(bytes),
            _ => {
                flush(&mut held, &mut out);
                held = Some((label, bytes));
            }
        }
        rest = &from[taken..];
    }
    flush(&mut held, &mut out);
    out.push_str(rest);
    out
}

fn flush(held: &mut Option<(String, Vec<u8>)>, out: &mut String) {
    if let Some((label, bytes)) = held.take() {
        out.push_str(&charset::decode(&bytes, Some(&label)));
    }
}

/// `=?charset?B?data?=` at the front of `text`: charset in lower case, bytes, length.
fn encoded_word(text: &str) -> Option<(String, Vec<u8>, usize)> {
    let mut parts = text.get(2..)?.splitn(3, '?');
    let (label, code, data) = (parts.next()?, parts.next()?, parts.next()?);
    let end = data.find("?=")?;
    let data = &data[..end];
    if label.len() > 40 || data.contains(char::is_whitespace) && code.eq_ignore_ascii_case("b") {
        return None;
    }
    let bytes = match code {
        "b" | "B" => transfer::base64(data.as_bytes()),
        "q" | "Q" => transfer::quoted_printable(data.as_bytes(), true),
        _ => return None,
    };
    // A language may follow the charset behind a star.
    let charset = label.split('*').next().unwrap_or_default().to_ascii_lowercase();
    Some((charset, bytes, 2 + label.len() + 1 + code.len() + 1 + end + 2))
}

/// A parameter of a field: plain, quoted, cut into numbered pieces, percent-coded (RFC 2231), or with encoded words in it.
fn parameter(value: &str, key: &str) -> String {
    let mut plain = String::new();
    let mut pieces: Vec<(u32, bool, String)> = Vec::new();
    for part in split_parameters(value).into_iter().skip(1) {
        let Some((name, text)) = part.split_once('=') else { continue };
        let name = name.trim().to_ascii_lowercase();
        let text = text.trim().trim_matches('"').replace("\\\"", "\"");
        if name == key {
            plain = text;
        } else if let Some(tail) = name.strip_prefix(key).and_then(|tail| tail.strip_prefix('*')) {
            let coded = tail.ends_with('*') || tail.is_empty();
            pieces.push((tail.trim_end_matches('*').parse().unwrap_or(0), coded, text));
        }
    }
    if pieces.is_empty() { decode_words(&plain) } else { join_pieces(pieces) }
}

fn join_pieces(mut pieces: Vec<(u32, bool, String)>) -> String {
    pieces.sort_by_key(|(number, _, _)| *number);
    let mut label = None;
    let mut bytes = Vec::new();
    for (at, (_, coded, text)) in pieces.iter().enumerate() {
        let mut text = text.as_str();
        if at == 0 && *coded {
            let mut parts = text.splitn(3, '\'');
            if let (Some(charset), Some(_), Some(rest)) = (parts.next(), parts.next(), parts.next()) {
                label = Some(charset.to_owned());
                text = rest;
            }
        }
        if *coded { bytes.extend(percent_decoded(text)) } else { bytes.extend(text.as_bytes()) }
    }
    charset::decode(&bytes, label.as_deref())
}

fn percent_decoded(text: &str) -> Vec<u8> {
    transfer::quoted_printable(text.replace('=', "=3D").replace('%', "=").as_bytes(), false)
}

/// Cuts at semicolons that are not inside quotation marks.
fn split_parameters(value: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut quoted) = (0, false);
    for (at, c) in value.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.push(&value[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&value[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_torn_in_a_character_are_joined() {
        let bytes = encoding_rs::GB18030.encode("采购订单").0.into_owned();
        let coded = |bytes: &[u8]| bytes.iter().map(|b| format!("={b:02X}")).collect::<String>();
        let torn = format!("=?gb2312?Q?{}?=\t =?GB2312?Q?{}?= PO-1", coded(&bytes[..3]), coded(&bytes[3..]));
        assert_eq!(decode_words(&torn), "采购订单 PO-1");
        assert_eq!(decode_words("a =?x?Z?b?= =? c"), "a =?x?Z?b?= =? c");
        assert_eq!(decode_words("=?utf-8?B?6K6i5Y2V?="), "订单");
    }

    #[test]
    fn names_of_files_in_every_style() {
        for (value, name) in [
            ("attachment; filename=\"a;b.xlsx\"", "a;b.xlsx"),
            ("attachment; filename*=UTF-8''%E8%AE%A2%E5%8D%95.xlsx", "订单.xlsx"),
            ("attachment; filename*0*=gb2312''%B6%A9; filename*1*=%B5%A5; filename*2=.csv", "订单.csv"),
            ("attachment; filename=\"=?utf-8?B?6K6i5Y2V?=.xls\"", "订单.xls"),
            ("attachment", ""),
        ] {
            assert_eq!(parameter(value, "filename"), name, "{value}");
        }
    }
}
