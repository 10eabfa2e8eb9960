//! One running program to a store file: an advisory lock beside it, with the name of who holds it.

use super::error::StoreError;
use chrono::{DateTime, Utc};
use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// A held lock. Dropped, or the process gone, another program may open the file.
///
/// The lock is on `FILE.lock`, which stays; who holds it stands in `FILE.user`. These are two files because Windows
/// lets nobody read a locked one.
#[derive(Debug)]
pub(crate) struct FileLock {
    _file: File,
    user: PathBuf,
}

impl FileLock {
    /// Takes the lock of the store file `path`, or says who has it.
    pub(crate) fn take(path: &Path, now: DateTime<Utc>) -> Result<FileLock, StoreError> {
        let (lock, user) = (beside(path, "lock"), beside(path, "user"));
        let mut options = OpenOptions::new();
        let file = options.create(true).truncate(false).write(true).open(&lock);
        let file = file.map_err(|error| StoreError::from_io(path, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(in_use(path, &user)),
            Err(TryLockError::Error(error)) => return Err(StoreError::from_io(path, &error)),
        }
        // Only for the sentence that another program shows: a failure here must not keep anybody from working.
        let _ = std::fs::write(&user, holder(now));
        Ok(FileLock { _file: file, user })
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.user);
    }
}

/// `path` with another ending after its own: `orders.sqlite` and `lock` give `orders.sqlite.lock`.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn in_use(path: &Path, user: &Path) -> StoreError {
    let by = std::fs::read_to_string(user).unwrap_or_else(|_| "?".to_owned());
    StoreError::InUse { place: path.display().to_string(), by }
}

/// Names and numbers only, as this stands inside a sentence of any language.
fn holder(now: DateTime<Utc>) -> String {
    let (user, host) = (super::platform::user_name(), super::platform::host_name());
    format!("{user}@{host} ({}, {})", std::process::id(), now.format("%Y-%m-%d %H:%M UTC"))
}
