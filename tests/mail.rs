//! Mails of others: every one is read, hostile ones end in a sentence or in nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::panic)]

use std::path::{Path, PathBuf};

use yili_orders::intake::mail::message::{self, Limits, MailError, Message};

/// All files of a folder of the shared test data; says so and gives nothing where it is absent.
fn shared(folder: &str) -> Vec<(String, Vec<u8>)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(folder);
    let found = files(&path);
    if found.is_empty() {
        println!("skipped: {} is not here", path.display());
    }
    found
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect()
}

fn read(bytes: &[u8]) -> Result<Message, MailError> {
    message::read(bytes, &Limits::default())
}

#[test]
fn mails_of_the_world_are_read() {
    for folder in ["mail", "mail/mail-parser-malformed"] {
        for (name, bytes) in shared(folder) {
            match read(&bytes) {
                Ok(mail) => println!(
                    "{name}: {:?} {} {:?} {:?}",
                    mail.from,
                    mail.subject,
                    mail.body.chars().take(40).collect::<String>(),
                    mail.attachments.iter().map(|file| (&file.name, file.bytes.len())).collect::<Vec<_>>()
                ),
                Err(error) => println!("{name}: {error}"),
            }
        }
    }
}

#[test]
fn files_inside_winmail_dat_come_out() {
    for (name, bytes) in shared("tnef") {
        let mut mail = b"From: a@example.com\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\n".to_vec();
        mail.extend(&bytes);
        let read = read(&mail).unwrap();
        let found: Vec<_> = read.attachments.iter().map(|file| (file.name.clone(), file.bytes.len())).collect();
        println!("{name}: {found:?}");
    }
}
