//! The store: everything that is kept, in one embedded file or in one PostgreSQL database.
//!
//! This is the façade under all SQL of the program. One SQL text serves both engines: `$1..$n` placeholders in order of
//! first appearance; integers, texts and blobs only; `ORDER BY` that says `NULLS FIRST` or `NULLS LAST` where nothing
//! may stand; `LIKE` with `ESCAPE '\'`, which minds case on both; `CAST($n AS BIGINT)` where a placeholder is given to
//! a function or first stands alone. Text sorts by code points on both.

pub mod archive;
pub mod audit;
pub mod backup;
pub mod check;
pub mod company;
pub mod credit;
pub mod customers;
mod dialect;
pub mod drafts;
mod engine;
mod error;
mod json;
mod location;
mod lock;
pub mod mails;
mod migrations;
pub mod online;
mod open;
pub mod orders;
pub mod people;
mod platform;
pub mod post;
mod postgres;
mod postgres_types;
pub mod prices;
pub mod products;
pub mod search;
mod sqlite;
pub mod stock;
#[cfg(test)]
mod tests;
mod value;

pub use engine::{EngineKind, Tx};
pub use error::StoreError;
pub use location::Location;
pub use migrations::SCHEMA_VERSION;
#[cfg(test)]
pub(crate) use sqlite::watch;
pub use value::{Row, Value};

use chrono::{DateTime, Utc};
use engine::{Engine, Mode};

/// An open store: one connection, owned by one thread.
pub struct Store {
    engine: Engine,
    location: Location,
}

impl Store {
    /// Opens the store, makes it when there is none yet, and brings an older one up to this program's schema.
    ///
    /// An embedded file is locked for this program alone, and copied into `backups` beside it before its schema
    /// changes. `now` stands in the names of such copies and in the lock.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::NetworkShare`], [`StoreError::Damaged`], [`StoreError::NotOurs`],
    /// [`StoreError::Newer`], [`StoreError::ReadOnly`], [`StoreError::DiskFull`], [`StoreError::Io`]; for a server
    /// [`StoreError::BadLocation`], [`StoreError::Unreachable`], [`StoreError::LoginRefused`], [`StoreError::Missing`].
    pub fn open(location: &Location, now: DateTime<Utc>) -> Result<Store, StoreError> {
        open::open(location, open::Absent::Create, now)
    }

    /// Like [`Store::open`], but refuses with [`StoreError::Missing`] when there is no store yet, and makes nothing.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_existing(location: &Location, now: DateTime<Utc>) -> Result<Store, StoreError> {
        open::open(location, open::Absent::Refuse, now)
    }

    /// Runs `f` in one transaction that may change rows. When it returns `Ok`, everything is durably kept before this
    /// returns; when it returns an error or panics, nothing is.
    ///
    /// Writers follow one another, on the server too: what `f` reads cannot change until it is through.
    ///
    /// # Errors
    /// Those of `f`; [`StoreError::Busy`] when others write for longer than ten seconds; [`StoreError::DiskFull`];
    /// [`StoreError::Disconnected`] with `outcome_unknown` when the connection broke during the commit.
    pub fn write<T, E: From<StoreError>>(&mut self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.engine.transaction(Mode::Write, f)
    }

    /// Runs `f` on one consistent state of the store. It cannot change rows and does not wait for writers.
    ///
    /// # Errors
    /// Those of `f`, and [`StoreError::Disconnected`].
    pub fn read<T, E: From<StoreError>>(&mut self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.engine.transaction(Mode::Read, f)
    }

    /// Reads the whole store and tells what is broken in it, in the engine's words; nothing when all is well. Takes
    /// minutes on a large file.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn integrity(&mut self) -> Result<Vec<String>, StoreError> {
        match &mut self.engine {
            Engine::Sqlite(engine) => engine.integrity(),
            // The server checks pages and keys by itself, and repairs after a crash from its own log.
            Engine::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Which engine carries this store.
    pub fn kind(&self) -> EngineKind {
        self.engine.kind()
    }

    /// Where this store is.
    pub fn location(&self) -> &Location {
        &self.location
    }
}
