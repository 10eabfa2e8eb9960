//! The embedded engine: one connection to one file, or to memory.

use super::engine::Mode;
use super::error::{StoreError, context};
use super::lock::FileLock;
use super::value::{Row, Value};
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ErrorCode, OpenFlags, ffi};
use std::path::Path;
use std::time::Duration;

/// Statements kept ready; more than the program has, so that none is ever prepared twice.
const STATEMENTS: usize = 1024;

/// How long to wait for a reader of the same file (the backup) before giving up.
const BUSY: Duration = Duration::from_secs(10);

/// For every connection. The page cache and the mapped part of the file are limits, not allocations. `fullfsync` counts
/// on a Mac only, where the usual way to make a file durable is none.
const SETTINGS: &str = "PRAGMA foreign_keys = ON;
PRAGMA synchronous = FULL;
PRAGMA fullfsync = ON;
PRAGMA checkpoint_fullfsync = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -65536;
PRAGMA mmap_size = 268435456;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA case_sensitive_like = ON;
PRAGMA wal_autocheckpoint = 4000;
PRAGMA journal_size_limit = 67108864;";

/// One connection with its cache of prepared statements.
pub(crate) struct Sqlite {
    pub(crate) conn: Connection,
    place: String,
    reading: bool,
    // Held until the connection is closed: fields are dropped in the order they are written.
    _lock: Option<FileLock>,
}

impl Sqlite {
    /// A new, empty database in memory.
    pub(crate) fn in_memory() -> Result<Sqlite, StoreError> {
        let place = ":memory:".to_owned();
        let conn = Connection::open_in_memory().map_err(|error| fault(&place, "open", error))?;
        Sqlite::prepare(conn, place, None)
    }

    /// Opens or creates `path` for writing, without looking at what it holds.
    pub(crate) fn open_file(path: &Path, lock: Option<FileLock>) -> Result<Sqlite, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Sqlite::open_with(path, flags, lock)
    }

    /// Opens an existing `path` for reading only.
    pub(crate) fn open_readonly(path: &Path) -> Result<Sqlite, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Sqlite::open_with(path, flags, None)
    }

    fn open_with(path: &Path, flags: OpenFlags, lock: Option<FileLock>) -> Result<Sqlite, StoreError> {
        let place = path.display().to_string();
        let conn = Connection::open_with_flags(path, flags).map_err(|error| fault(&place, "open", error))?;
        Sqlite::prepare(conn, place, lock)
    }

    fn prepare(conn: Connection, place: String, lock: Option<FileLock>) -> Result<Sqlite, StoreError> {
        let configure = || {
            conn.busy_timeout(BUSY)?;
            // Text in double quotes is a name, as on the other engine; and nobody writes to the schema by hand.
            conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
            conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
            conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
            conn.set_prepared_statement_cache_capacity(STATEMENTS);
            conn.execute_batch(SETTINGS)
        };
        configure().map_err(|error| fault(&place, "settings", error))?;
        Ok(Sqlite { conn, place, reading: false, _lock: lock })
    }

    pub(crate) fn fault(&self, sql: &str, error: rusqlite::Error) -> StoreError {
        fault(&self.place, sql, error)
    }

    pub(crate) fn begin(&mut self, mode: Mode) -> Result<(), StoreError> {
        self.reading = mode == Mode::Read;
        self.simple(match mode {
            Mode::Read => "BEGIN DEFERRED",
            Mode::Write => "BEGIN IMMEDIATE",
        })
    }

    pub(crate) fn commit(&mut self) -> Result<(), StoreError> {
        self.simple("COMMIT")
    }

    pub(crate) fn rollback(&mut self) {
        // A full disk makes SQLite roll back by itself; then there is nothing left to do. If the rollback itself
        // fails, the file is unreadable, and the next statement says so.
        if !self.conn.is_autocommit() {
            let _ = self.simple("ROLLBACK");
        }
    }

    pub(crate) fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.conn.execute_batch(sql).map_err(|error| self.fault(sql, error))
    }

    /// Lets readers and the writer of a file work beside each other. The file remembers it.
    pub(crate) fn use_write_ahead_log(&self) -> Result<(), StoreError> {
        const SQL: &str = "PRAGMA journal_mode = WAL";
        match self.words(SQL)?.first().map(String::as_str) {
            Some("wal") => Ok(()),
            other => Err(StoreError::sql(SQL, format!("answers {other:?}"))),
        }
    }

    pub(crate) fn exec(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        let mut statement = self.bound(sql, values)?;
        let changed = statement.raw_execute().map_err(|error| self.fault(sql, error))?;
        Ok(changed as u64)
    }

    pub(crate) fn query(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.bound(sql, values)?;
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        let mut out = Vec::new();
        while let Some(from) = rows.next().map_err(|error| self.fault(sql, error))? {
            let mut row = Row::with_columns(columns);
            self.fill(&mut row, from, columns, sql)?;
            out.push(row);
        }
        drop(rows);
        #[cfg(test)]
        watch::note(sql, &statement);
        Ok(out)
    }

    pub(crate) fn first(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Option<Row>, StoreError> {
        let mut statement = self.bound(sql, values)?;
        let (columns, readonly) = (statement.column_count(), statement.readonly());
        let mut rows = statement.raw_query();
        let Some(from) = rows.next().map_err(|error| self.fault(sql, error))? else { return Ok(None) };
        let mut row = Row::with_columns(columns);
        self.fill(&mut row, from, columns, sql)?;
        // A changing statement with RETURNING must run to its end.
        while !readonly && rows.next().map_err(|error| self.fault(sql, error))?.is_some() {}
        drop(rows);
        #[cfg(test)]
        watch::note(sql, &statement);
        Ok(Some(row))
    }

    pub(crate) fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        f: &mut dyn FnMut(&Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.bound(sql, values)?;
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        let mut row = Row::with_columns(columns);
        while let Some(from) = rows.next().map_err(|error| self.fault(sql, error))? {
            row.clear();
            self.fill(&mut row, from, columns, sql)?;
            f(&row)?;
        }
        Ok(())
    }

    /// Reads the whole file: pages, indexes and references between tables.
    pub(crate) fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let mut found =
            self.words("SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'")?;
        found.extend(self.words("SELECT DISTINCT \"table\" || ' -> ' || parent FROM pragma_foreign_key_check")?);
        Ok(found)
    }

    /// The first column of an answer.
    pub(crate) fn words(&self, sql: &str) -> Result<Vec<String>, StoreError> {
        let read =
            || -> rusqlite::Result<Vec<String>> { self.conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect() };
        read().map_err(|error| self.fault(sql, error))
    }

    fn simple(&self, sql: &'static str) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached(sql).map_err(|error| self.fault(sql, error))?;
        statement.raw_execute().map_err(|error| self.fault(sql, error))?;
        Ok(())
    }

    fn bound(&self, sql: &str, values: &[Value<'_>]) -> Result<CachedStatement<'_>, StoreError> {
        let mut statement = self.conn.prepare_cached(sql).map_err(|error| self.fault(sql, error))?;
        if statement.parameter_count() != values.len() {
            let message = format!("{} values for {} placeholders", values.len(), statement.parameter_count());
            return Err(StoreError::sql(sql, message));
        }
        if self.reading && !statement.readonly() {
            return Err(StoreError::sql(sql, "a reading transaction cannot change rows"));
        }
        for (i, value) in values.iter().enumerate() {
            statement.raw_bind_parameter(i + 1, value).map_err(|error| self.fault(sql, error))?;
        }
        Ok(statement)
    }

    fn fill(&self, row: &mut Row, from: &rusqlite::Row<'_>, columns: usize, sql: &str) -> Result<(), StoreError> {
        for i in 0..columns {
            match from.get_ref(i).map_err(|error| self.fault(sql, error))? {
                ValueRef::Null => row.push_null(),
                ValueRef::Integer(value) => row.push_int(value),
                ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                    Ok(text) => row.push_text(text),
                    Err(_) => return Err(self.damaged("text that is not UTF-8")),
                },
                ValueRef::Blob(bytes) => row.push_blob(bytes),
                ValueRef::Real(_) => return Err(StoreError::sql(sql, "a number that is not a 64-bit integer")),
            }
        }
        Ok(())
    }

    pub(crate) fn damaged(&self, detail: impl Into<String>) -> StoreError {
        StoreError::Damaged { place: self.place.clone(), detail: detail.into() }
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(value) => ValueRef::Integer(*value),
            // The other engine cannot keep a NUL character, and no office form needs one.
            Value::Text(text) if memchr::memchr(0, text.as_bytes()).is_some() => {
                return Err(rusqlite::Error::ToSqlConversionFailure("text with a NUL character".into()));
            }
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Turns what SQLite reports into what it means.
pub(crate) fn fault(place: &str, sql: &str, error: rusqlite::Error) -> StoreError {
    let place = place.to_owned();
    let rusqlite::Error::SqliteFailure(code, message) = &error else {
        return StoreError::sql(sql, error.to_string());
    };
    let detail = message.clone().unwrap_or_else(|| code.to_string());
    match code.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy { place },
        ErrorCode::DiskFull => StoreError::DiskFull { place },
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Damaged { place, detail },
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => StoreError::ReadOnly { place },
        ErrorCode::CannotOpen | ErrorCode::SystemIoFailure => StoreError::Io { place, detail },
        ErrorCode::ConstraintViolation => match code.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
                StoreError::Duplicate { context: context(sql), detail }
            }
            _ => StoreError::Constraint { context: context(sql), detail },
        },
        _ => StoreError::sql(sql, detail),
    }
}

/// What the engine did, for tests: which questions it was asked, and how many steps of its machine each took.
#[cfg(test)]
pub(crate) mod watch {
    use rusqlite::{Statement, StatementStatus};
    use std::cell::RefCell;

    thread_local! {
        static SEEN: RefCell<Vec<(String, i32)>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn note(sql: &str, statement: &Statement<'_>) {
        let steps = statement.reset_status(StatementStatus::VmStep);
        SEEN.with_borrow_mut(|seen| seen.push((sql.to_owned(), steps)));
    }

    /// The questions of this thread since the last call, each with its steps.
    pub(crate) fn take() -> Vec<(String, i32)> {
        SEEN.take()
    }
}
