//! Copies of a store that are proven to be good before they count, and the way back from them.

use super::error::StoreError;
use super::open::folder_of;
use super::{lock::beside, platform};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Pages copied between two looks at the person's wish to stop.
const PAGES_A_STEP: i32 = 2000;

/// Copies what `from` holds into a new file, durable and complete when it appears under its name.
pub(crate) fn copy_raw(
    from: &Connection,
    target: &Path,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<(), StoreError> {
    let part = beside(target, "part");
    let result = copy_pages(from, &part, progress).and_then(|()| put_in_place(&part, target));
    if result.is_err() {
        let _ = fs::remove_file(&part);
    }
    result
}

/// How far a copy has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Parts done so far: pages of a file, or rows of a database.
    pub done: u64,
    /// All parts, as far as is known.
    pub total: u64,
}

fn copy_pages(from: &Connection, to: &Path, progress: &mut dyn FnMut(Progress) -> bool) -> Result<(), StoreError> {
    let failed = |error| super::sqlite::fault(&to.display().to_string(), "backup", error);
    remove_if_there(to)?;
    let mut copy = Connection::open(to).map_err(failed)?;
    {
        let backup = Backup::new(from, &mut copy).map_err(failed)?;
        loop {
            let step = backup.step(PAGES_A_STEP).map_err(failed)?;
            let seen = backup.progress();
            let (total, left) = (seen.pagecount.max(0) as u64, seen.remaining.max(0) as u64);
            if !progress(Progress { done: total - left, total }) {
                return Err(StoreError::Cancelled);
            }
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(20)), // the file is busy for a moment
            }
        }
    }
    // One file without a log beside it, whole wherever it is carried.
    copy.execute_batch("PRAGMA journal_mode = DELETE").map_err(failed)?;
    copy.close().map_err(|(_, error)| failed(error))
}

fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::from_io(path, &error)),
        _ => Ok(()),
    }
}

/// Makes `part` durable and gives it its name in one step.
fn put_in_place(part: &Path, target: &Path) -> Result<(), StoreError> {
    let place = || -> std::io::Result<()> {
        fs::OpenOptions::new().read(true).write(true).open(part)?.sync_all()?;
        fs::rename(part, target)?;
        platform::sync_folder(folder_of(target))
    };
    place().map_err(|error| StoreError::from_io(target, &error))
}
