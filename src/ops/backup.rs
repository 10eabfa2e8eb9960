//! Verified copies: one a day without being asked, and one whenever somebody wants it.
//!
//! A [`Keeper`] has a connection of its own and may work on another thread, so nobody waits for it.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};

use super::{Office, OpError};
use crate::domain::people::Right;
use crate::store::Location;
use crate::store::backup::{self, Copier};
pub use crate::store::backup::{Progress, Report};

/// Makes copies of one store.
pub struct Keeper {
    copier: Copier,
    folder: PathBuf,
}

/// The keeper of an office's store; none for a store in memory, which has nothing to keep.
///
/// # Errors
/// [`SignInFault::Gone`](super::SignInFault::Gone); the store's.
pub fn keeper(office: &mut Office) -> Result<Option<Keeper>, OpError> {
    office.read(|_| Ok(()))?;
    let location = office.store().location().clone();
    let Some(folder) = folder_of(&location) else { return Ok(None) };
    Ok(Some(Keeper { copier: Copier::of(&location)?, folder }))
}

/// Where the daily copies go: beside the file; for a server, into the user's own data folder.
pub fn folder_of(location: &Location) -> Option<PathBuf> {
    let beside = |path: &Path| path.parent().map(|folder| folder.join("backups"));
    match location {
        Location::File(path) => beside(path),
        Location::Postgres(_) => match Location::of_user()? {
            Location::File(path) => beside(&path),
            _ => None,
        },
        Location::Memory => None,
    }
}

/// The keeper for a copy that a person wants now.
///
/// # Errors
/// [`OpError::NotAllowed`] by the person's rights of this moment; those of [`keeper`].
pub fn keeper_for(office: &mut Office) -> Result<Option<Keeper>, OpError> {
    office.read_by(Right::KeepBackups, |_| Ok(()))?;
    keeper(office)
}

impl Keeper {
    /// Where the daily copies go.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes today's copy unless it is there, and lets go of those that need not stay. `today` is the company's day.
    ///
    /// # Errors
    /// The store's; then the copies that were there are still there.
    pub fn daily(
        &mut self,
        today: NaiveDate,
        now: DateTime<Utc>,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Option<Report>, OpError> {
        Ok(backup::daily(&mut self.copier, &self.folder, today, now, progress)?)
    }

    /// Makes a copy where a person wants it, who was asked for the right by [`keeper_for`].
    ///
    /// # Errors
    /// The store's.
    pub fn copy_to(
        &mut self,
        file: &Path,
        now: DateTime<Utc>,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Report, OpError> {
        Ok(self.copier.backup(file, now, progress)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_made_once_a_day_beside_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::File(folder.path().join("yili.db"));
        let now = DateTime::UNIX_EPOCH;
        let mut office = Office::open(&location, now).unwrap();
        let mut keeper = keeper(&mut office).unwrap().unwrap();
        assert!(keeper.daily(now.date_naive(), now, &mut |_| true).unwrap().is_some());
        assert!(keeper.daily(now.date_naive(), now, &mut |_| true).unwrap().is_none());
        let copies = std::fs::read_dir(keeper.folder())
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|ending| ending == "sqlite"));
        assert_eq!(copies.count(), 1);
    }
}
