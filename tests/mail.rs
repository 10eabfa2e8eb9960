//! Mails of others: every one is read, none that orders nothing becomes an order, and hostile bytes end in a value, soon.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::panic)]

#[path = "support/seeded.rs"]
mod seeded;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use seeded::Seeded;
use yili_orders::intake::mail::draft::{self, dates, quantity};
use yili_orders::intake::mail::kind::{self, Verdict};
use yili_orders::intake::mail::message::{self, Limits, MailError, Message};
use yili_orders::intake::mail::{matching, reply};

/// All files of a folder of the shared test data; says so and gives nothing where it is absent.
fn shared(folder: &str) -> Vec<(String, Vec<u8>)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(folder);
    let found = files(&path);
    if found.is_empty() {
        println!("skipped: {} is not here", path.display());
    }
    found
}

fn corpus() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/mail");
    let mut found = files(&folder);
    found.retain(|(name, _)| name.ends_with(".eml"));
    assert!(!found.is_empty());
    found
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    paths.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), std::fs::read(path).unwrap())).collect()
}

fn read(bytes: &[u8]) -> Result<Message, MailError> {
    message::read(bytes, &Limits::default())
}

/// The whole way of a mail, as the office goes it.
fn handle(bytes: &[u8]) -> Option<(Message, Verdict)> {
    let message = read(bytes).ok()?;
    let draft = draft::draft(&message);
    let verdict = kind::tell(&message, &draft);
    let matched = matching::matched(&draft, &matching::Known::default());
    reply::ask(&message, &draft, &matched.open, "C");
    for line in &draft.lines {
        assert!(line.quantity.as_ref().is_none_or(|found| found.value.to_string().len() < 200));
    }
    Some((message, verdict))
}

#[test]
fn mails_of_the_world_are_read_and_none_becomes_an_order() {
    for folder in ["mail", "mail/mail-parser-malformed"] {
        for (name, bytes) in shared(folder) {
            let Some((message, verdict)) = handle(&bytes) else {
                println!("{name}: not a mail");
                continue;
            };
            println!("{name}: {:?} {:?} {:?}", message.subject, verdict.kind, verdict.certain);
            assert!(!verdict.kind.concerns_an_order(), "{name}: {verdict:?}");
            assert!(!message.subject.contains('\u{fffd}') || name.contains("encoding"), "{name}: {}", message.subject);
        }
    }
}

#[test]
fn the_charsets_of_the_world_are_read() {
    let found = shared("mail");
    let mail = |name: &str| found.iter().find(|(known, _)| known == name).map(|(_, bytes)| read(bytes).unwrap());
    if let Some(mail) = mail("rubymail_ks_c_5601-1987.eml") {
        assert!(mail.body.chars().any(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c)), "{}", mail.body);
    }
    if let Some(mail) = mail("rubymail_japanese_iso_2022.eml") {
        assert_eq!(mail.body, "すみません。");
    }
    if let Some(mail) = mail("rubymail_attachment_nonascii_filename.eml") {
        assert_eq!(mail.attachments[0].name, "ciële.txt");
    }
}

#[test]
fn files_inside_winmail_dat_come_out() {
    for (name, bytes) in shared("tnef") {
        let mut mail = b"From: a@example.com\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\n".to_vec();
        mail.extend(&bytes);
        let read = read(&mail).unwrap();
        let found: Vec<_> = read.attachments.iter().map(|file| file.name.as_str()).collect();
        match name.as_str() {
            "one-file.tnef" => assert_eq!(found, ["AUTHORS"]),
            "two-files.tnef" => assert_eq!(found, ["AUTHORS", "README"]),
            "unicode-mapi-attr-name.tnef" => assert_eq!(found.first(), Some(&"spaconsole2.cfg")),
            _ => println!("{name}: {found:?}"),
        }
        let torn = mail.len() / 2;
        handle(&mail[..torn]);
    }
}

const WORDS: [&[u8]; 12] = [
    b"\r\n\r\n",
    b"--mix-1\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"=?gb2312?B?",
    b"?=",
    b"<table><tr><td>",
    b"\xff\xff\xff\xff",
    "各半箱".as_bytes(),
    b"99999999999999999999",
    "万亿亿亿".as_bytes(),
    b"&#x110000;",
    b"20*24 ",
];

/// What the fuzz targets look for over hours, for some seconds: no bytes break it.
#[test]
fn bent_mails_break_nothing() {
    let corpus = corpus();
    let mut seeded = Seeded(20_261_123);
    let begin = Instant::now();
    let mut rounds = 0;
    while begin.elapsed() < Duration::from_secs(6) {
        let mut bytes = corpus[rounds % corpus.len()].1.clone();
        seeded.bend(&mut bytes, &WORDS);
        handle(&bytes);
        let text = String::from_utf8_lossy(&bytes);
        let at = seeded.next(text.chars().count());
        let piece: String = text.chars().skip(at).take(60).collect();
        quantity::read(&piece);
        quantity::find(&piece);
        dates::read(&piece, NaiveDate::from_ymd_opt(2026, 12, 1));
        rounds += 1;
    }
    println!("{rounds} bent mails");
}

#[test]
fn hostile_mails_end_soon() {
    let repeated =
        |head: &str, piece: &str, times: usize| format!("From: a@b.example\r\n{head}\r\n\r\n{}", piece.repeat(times));
    let mails = [
        repeated("Content-Type: message/rfc822", "Content-Type: message/rfc822\r\n\r\n", 50_000),
        repeated(
            "Content-Type: multipart/digest; boundary=a",
            "--a\r\n\r\nContent-Type: multipart/digest; boundary=a\r\n\r\n",
            20_000,
        ),
        repeated("Content-Type: multipart/mixed; boundary=a", "--a\r\n", 300_000),
        repeated("Content-Type: text/html", "<table><tr><td>", 60_000),
        repeated("Content-Type: text/html", "<td>1<td>", 100_000),
        repeated("", "纯牛奶各10箱、", 40_000),
        repeated("", "1、纯牛奶 20箱\r\n", 60_000),
        repeated("", "地址:", 100_000),
        repeated("", "明天", 100_000),
        repeated("", "9", 900_000),
        repeated("", "> ", 400_000),
        repeated("", "品名\t数量\r\n", 60_000),
        format!("From: a@b.example\r\nSubject: {}\r\n\r\nx", "=?gb2312?B?".repeat(60_000)),
        format!("From: {}\r\n\r\nx", "a@b.example, ".repeat(60_000)),
        format!("From: a@b.example\r\nContent-Type: text/plain{}\r\n\r\nx", "; a=\"b\"".repeat(60_000)),
        format!("From: a@b.example\r\nContent-Type: {}\r\n\r\nx", "(".repeat(200_000)),
    ];
    for (at, mail) in mails.iter().enumerate() {
        // One that takes the square of its length would not end in an afternoon.
        println!("{at}: {} bytes", mail.len());
        handle(mail.as_bytes());
    }
    let small = Limits { bytes: 100, ..Limits::default() };
    assert_eq!(message::read(&[b'a'; 101], &small), Err(MailError::TooLarge { bytes: 101, most: 100 }));
    assert_eq!(message::read(b"", &small), Err(MailError::Empty));
    assert_eq!(message::read(b"hello\n\nworld", &small), Err(MailError::NotAMail));
}

/// A footer in two forms does not swallow the order that stands before it as a page.
#[test]
fn a_page_before_an_alternative_stays() {
    let raw = "From: a@b.example\r\nSubject: order\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n\
        --m\r\nContent-Type: text/html\r\n\r\n<table><tr><td>Milk</td><td>20</td></tr></table>\r\n\
        --m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
        --a\r\nContent-Type: text/plain\r\n\r\nKind regards\r\n\
        --a\r\nContent-Type: text/html\r\n\r\n<p>Kind regards</p>\r\n--a--\r\n--m--\r\n";
    let body = read(raw.as_bytes()).unwrap().body;
    assert!(body.contains("Milk") && body.matches("Kind regards").count() == 1, "{body}");
}
