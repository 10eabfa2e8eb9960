//! Mails as files: brought by somebody, or lying in a folder that is looked into. Files stay where they are; each mail counts
//! once by what it says.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{Added, NewMail, add};
use crate::domain::post::LARGEST_MAIL;
use crate::intake::mail::message::MailError;
use crate::ops::{OpError, StoreError, Work};

/// A file that was written to in the last moments may not be whole yet.
const REST: Duration = Duration::from_secs(3);
/// So many files of a folder are taken in one look; the rest in the next one.
const MOST: usize = 40;

/// What a window remembers of a folder, so that it does not read the same files again and again.
#[derive(Clone, Debug, Default)]
pub struct Seen(HashMap<PathBuf, (u64, SystemTime)>);

/// Files that were brought: those that are mails, and the others by name with the reason.
#[derive(Default)]
pub struct Brought {
    /// Mails, read.
    pub mails: Vec<NewMail>,
    /// Names of files that were not taken, and why.
    pub refused: Vec<(String, OpError)>,
}

/// Reads files as mails. Not work for a frame.
pub fn read_files(paths: &[PathBuf]) -> Brought {
    let mut brought = Brought::default();
    for path in paths {
        match read_file(path) {
            Ok(mail) => brought.mails.push(mail),
            Err(fault) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                brought.refused.push((name, fault));
            }
        }
    }
    brought
}

fn read_file(path: &Path) -> Result<NewMail, OpError> {
    let unreadable = |error: std::io::Error| OpError::Store(StoreError::from_io(path, &error));
    // Asked before reading, so that a film dropped by mistake does not fill the memory.
    let bytes = usize::try_from(std::fs::metadata(path).map_err(unreadable)?.len()).unwrap_or(usize::MAX);
    if bytes > LARGEST_MAIL {
        return Err(MailError::TooLarge { bytes, most: LARGEST_MAIL }.into());
    }
    Ok(NewMail::read_file(std::fs::read(path).map_err(unreadable)?)?)
}

/// Takes mails into the store, all in one transaction: how many are new, and how many were known already.
///
/// # Errors
/// Those of [`add`].
pub fn take_in(work: &mut Work<'_, '_>, mails: &[NewMail]) -> Result<(usize, usize), OpError> {
    let (mut new, mut known) = (0, 0);
    for mail in mails {
        match add(work, mail)? {
            Added::New(_) => new += 1,
            Added::Known(_) => known += 1,
        }
    }
    Ok((new, known))
}

/// The `.eml` files of a folder that were not seen before and are whole; what is then remembered. Nothing where the folder is
/// not there.
pub fn unseen(folder: &Path, mut seen: Seen, now: SystemTime) -> (Vec<PathBuf>, Seen) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| is_mail(path)).collect();
    paths.sort();
    let mut fresh = Vec::new();
    for path in paths {
        let Ok(about) = path.metadata() else { continue };
        let Ok(changed) = about.modified() else { continue };
        let rests = now.duration_since(changed).is_ok_and(|rest| rest >= REST);
        let state = (about.len(), changed);
        if rests && about.is_file() && seen.0.get(&path) != Some(&state) && fresh.len() < MOST {
            seen.0.insert(path.clone(), state);
            fresh.push(path);
        }
    }
    (fresh, seen)
}

/// True for a file name that ends as mails do.
pub fn is_mail(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("eml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_each_whole_mail_once_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let mail = folder.path().join("a.EML");
        std::fs::write(&mail, "From: a@b.example\n\nhello\n").unwrap();
        std::fs::write(folder.path().join("notes.txt"), "x").unwrap();
        let (early, seen) = unseen(folder.path(), Seen::default(), SystemTime::now());
        assert!(early.is_empty(), "it may not be whole yet");
        let later = SystemTime::now() + Duration::from_secs(60);
        let (found, seen) = unseen(folder.path(), seen, later);
        assert_eq!(found, std::slice::from_ref(&mail));
        assert!(unseen(folder.path(), seen.clone(), later).0.is_empty());
        std::fs::write(&mail, "From: a@b.example\n\nhello again\n").unwrap();
        assert_eq!(unseen(folder.path(), seen, later).0, std::slice::from_ref(&mail), "another content");
        assert!(mail.exists());
        assert!(unseen(&folder.path().join("none"), Seen::default(), later).0.is_empty());
    }

    #[test]
    fn files_that_are_no_mails_are_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let (good, bad, gone) = (folder.path().join("a.eml"), folder.path().join("b.eml"), folder.path().join("c.eml"));
        std::fs::write(&good, "From: a@b.example\n\nhello\n").unwrap();
        std::fs::write(&bad, "nothing of the kind").unwrap();
        let brought = read_files(&[good, bad, gone]);
        assert_eq!(brought.mails.len(), 1);
        let names: Vec<&str> = brought.refused.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["b.eml", "c.eml"]);
        assert!(matches!(brought.refused[0].1, OpError::NoMail(MailError::NotAMail)));
    }
}
