//! The office: its store, and reading from it in somebody's name.

use chrono::{DateTime, Utc};

use super::{OpError, SignInFault};
use crate::domain::ids::UserId;
use crate::domain::people::{Right, Sight, may};
use crate::store::search::SearchIndex;
use crate::store::{self, Location, Store, Tx};

/// The office's store with what is kept in memory beside it. One thread owns it.
pub struct Office {
    pub(super) store: Store,
    pub(super) index: SearchIndex,
    /// The settings as they were last read; a step reads them again only when they were changed.
    pub(super) settings: store::company::Cached,
    /// Who reads; none while nobody has signed in, and for the program itself.
    pub(super) reader: Option<UserId>,
    /// What mails are matched against, kept until customers or goods change.
    pub(super) known: super::mails::KnownThings,
}

/// Refuses a read: a person who is gone may not look any more, nor one without the right. Says how far the person sees; the
/// program itself sees all.
///
/// # Errors
/// [`SignInFault::Gone`], [`OpError::NotAllowed`]; the store's.
pub(super) fn admit(tx: &mut Tx<'_>, reader: Option<UserId>, right: Option<Right>) -> Result<Sight, OpError> {
    let Some(id) = reader else { return Ok(Sight::All) };
    let reader = store::people::load(tx, id)?.map(|account| account.user).filter(|user| user.active);
    let reader = reader.ok_or(SignInFault::Gone)?;
    match right {
        Some(right) if !may(&reader, right) => Err(OpError::NotAllowed(right)),
        _ => Ok(Sight::of(&reader)),
    }
}

impl Office {
    /// Opens the store at a place, making it where there is none.
    ///
    /// # Errors
    /// Those of the store.
    pub fn open(location: &Location, now: DateTime<Utc>) -> Result<Office, OpError> {
        Ok(Office::of(Store::open(location, now)?))
    }

    /// Opens a store that must be there.
    ///
    /// # Errors
    /// Those of the store.
    pub fn open_existing(location: &Location, now: DateTime<Utc>) -> Result<Office, OpError> {
        Ok(Office::of(Store::open_existing(location, now)?))
    }

    /// A second office on the same store, for slow work on another thread; none in memory, where there is one connection only.
    ///
    /// # Errors
    /// Those of the store.
    pub fn beside(&self) -> Result<Option<Office>, OpError> {
        Ok(self.store.beside()?.map(|store| Office { reader: self.reader, ..Office::of(store) }))
    }

    fn of(store: Store) -> Office {
        Office {
            store,
            index: SearchIndex::default(),
            settings: Default::default(),
            reader: None,
            known: Default::default(),
        }
    }

    /// Says who reads from now on. Every read then asks anew whether the person may; none for the program itself.
    pub fn serve(&mut self, reader: Option<UserId>) {
        self.reader = reader;
    }

    /// The store, for backup and for what stands in the status bar.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Counts the steps kept in a shared store, so that a workstation sees that another one worked.
    ///
    /// # Errors
    /// The store's.
    pub fn changes(&mut self) -> Result<i64, OpError> {
        self.store.read(|tx| Ok(store::company::steps(tx)?))
    }

    /// Reads on one consistent state what everybody who works here may know.
    ///
    /// # Errors
    /// Those of `f`; [`SignInFault::Gone`] when the reader works here no more.
    pub fn read<T>(&mut self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, OpError>) -> Result<T, OpError> {
        let reader = self.reader;
        self.store.read(|tx| {
            admit(tx, reader, None)?;
            f(tx)
        })
    }

    /// Reads on one consistent state what needs a right and is the same for whoever has it: goods, stock, settings.
    ///
    /// # Errors
    /// Those of `f`; [`SignInFault::Gone`] and [`OpError::NotAllowed`] for the reader.
    pub(super) fn read_by<T>(
        &mut self,
        right: Right,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T, OpError>,
    ) -> Result<T, OpError> {
        let reader = self.reader;
        self.store.read(|tx| {
            admit(tx, reader, Some(right))?;
            f(tx)
        })
    }
    /// Reads on one consistent state what needs a right and is about customers: `f` is told how far the reader sees.
    ///
    /// # Errors
    /// Those of `f`; [`SignInFault::Gone`] and [`OpError::NotAllowed`] for the reader.
    pub(super) fn see<T>(
        &mut self,
        right: Right,
        f: impl FnOnce(&mut Tx<'_>, Sight) -> Result<T, OpError>,
    ) -> Result<T, OpError> {
        let reader = self.reader;
        self.store.read(|tx| {
            let sight = admit(tx, reader, Some(right))?;
            f(tx, sight)
        })
    }
}
