//! The two engines behind one transaction: whoever writes SQL sees `Tx` and nothing of what carries it.

use super::error::{StoreError, context};
use super::postgres::Postgres;
use super::sqlite::Sqlite;
use super::value::{Row, Value};

/// Which engine carries a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineKind {
    /// The embedded engine: a file or memory.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// An open connection of either kind.
pub(crate) enum Engine {
    Sqlite(Box<Sqlite>),
    Postgres(Box<Postgres>),
}

/// What a transaction may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Read,
    Write,
}

impl Engine {
    pub(crate) fn kind(&self) -> EngineKind {
        match self {
            Engine::Sqlite(_) => EngineKind::Sqlite,
            Engine::Postgres(_) => EngineKind::Postgres,
        }
    }

    /// Watches references between tables or not, outside of a transaction. Only the embedded engine must be told so
    /// when tables are rebuilt.
    pub(crate) fn set_foreign_keys(&mut self, on: bool) -> Result<(), StoreError> {
        match self {
            Engine::Sqlite(engine) => {
                engine.script(&format!("PRAGMA foreign_keys = {}", if on { "ON" } else { "OFF" }))
            }
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Lets readers and the writer of a file work beside each other. The file remembers it.
    pub(crate) fn use_write_ahead_log(&mut self) -> Result<(), StoreError> {
        match self {
            Engine::Sqlite(engine) => engine.use_write_ahead_log(),
            Engine::Postgres(_) => Ok(()),
        }
    }

    fn begin(&mut self, mode: Mode) -> Result<(), StoreError> {
        match self {
            Engine::Sqlite(engine) => engine.begin(mode),
            Engine::Postgres(engine) => engine.begin(mode),
        }
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        match self {
            Engine::Sqlite(engine) => engine.commit(),
            Engine::Postgres(engine) => engine.commit(),
        }
    }

    fn rollback(&mut self) {
        match self {
            Engine::Sqlite(engine) => engine.rollback(),
            Engine::Postgres(engine) => engine.rollback(),
        }
    }

    /// Runs `work` in one transaction: kept when it returns `Ok`, undone when it fails or panics.
    pub(crate) fn transaction<T, E: From<StoreError>>(
        &mut self,
        mode: Mode,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.begin(mode)?;
        let mut tx = Tx { engine: self, mode, failed: false, open: true };
        let result = work(&mut tx)?; // dropped on failure and on panic, which rolls back
        tx.finish()?;
        Ok(result)
    }
}

/// An open transaction. Statements are prepared once and kept; values stand for `$1..$n`, which must first appear in
/// ascending order.
///
/// When a statement fails, the transaction takes no further one and is not kept, on either engine.
pub struct Tx<'a> {
    engine: &'a mut Engine,
    mode: Mode,
    failed: bool,
    open: bool,
}

impl Tx<'_> {
    /// Which engine carries this transaction, for the rare statement that differs.
    pub fn kind(&self) -> EngineKind {
        self.engine.kind()
    }

    /// Runs a statement that changes rows; returns how many. Refused inside [`super::Store::read`].
    pub fn exec(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        if self.mode == Mode::Read {
            return Err(StoreError::sql(sql, "a reading transaction cannot change rows"));
        }
        self.guard(sql)?;
        let result = match &mut *self.engine {
            Engine::Sqlite(engine) => engine.exec(sql, values),
            Engine::Postgres(engine) => engine.run(sql, values, &mut |_| Ok(())),
        };
        self.note(result)
    }

    /// All rows of an answer, including those of `RETURNING`.
    pub fn query(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        self.guard(sql)?;
        let result = match &mut *self.engine {
            Engine::Sqlite(engine) => engine.query(sql, values),
            Engine::Postgres(engine) => engine.query(sql, values),
        };
        self.note(result)
    }

    /// The first row of an answer, if there is one. Ask for what is unique, or add `LIMIT 1`.
    pub fn one(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Option<Row>, StoreError> {
        self.guard(sql)?;
        let result = match &mut *self.engine {
            Engine::Sqlite(engine) => engine.first(sql, values),
            Engine::Postgres(engine) => engine.query(sql, values).map(|rows| rows.into_iter().next()),
        };
        self.note(result)
    }

    /// Hands over the rows one by one, for answers that are too long to hold. The row is used again for the next one.
    pub fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        f: &mut dyn FnMut(&Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.guard(sql)?;
        let result = match &mut *self.engine {
            Engine::Sqlite(engine) => engine.each(sql, values, f),
            Engine::Postgres(engine) => engine.run(sql, values, f).map(|_| ()),
        };
        self.note(result)
    }

    /// Runs several statements of the schema, written in SQLite's words. For migrations only.
    pub fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.guard(sql)?;
        let result = match &mut *self.engine {
            Engine::Sqlite(engine) => engine.script(sql),
            Engine::Postgres(engine) => engine.script(&super::dialect::to_postgres(sql)),
        };
        self.note(result)
    }

    /// Runs statements in the engine's own words.
    pub(crate) fn script_as_is(&mut self, sql: &str) -> Result<(), StoreError> {
        self.guard(sql)?;
        let result = match &mut *self.engine {
            Engine::Sqlite(engine) => engine.script(sql),
            Engine::Postgres(engine) => engine.script(sql),
        };
        self.note(result)
    }

    /// Hands the connection itself to `f`, on the embedded engine; elsewhere nothing is done.
    pub(crate) fn with_sqlite(
        &mut self,
        f: impl FnOnce(&rusqlite::Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match &*self.engine {
            Engine::Sqlite(engine) => f(&engine.conn),
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// How the engine would find the rows, in its own words. For tests of indexes.
    pub fn plan(&mut self, sql: &str, values: &[Value<'_>]) -> Result<String, StoreError> {
        let (explain, column) = match self.kind() {
            EngineKind::Sqlite => (format!("EXPLAIN QUERY PLAN {sql}"), 3),
            EngineKind::Postgres => (format!("EXPLAIN {sql}"), 0),
        };
        let rows = self.query(&explain, values)?;
        let lines = rows.iter().map(|row| row.text(column)).collect::<Result<Vec<_>, _>>()?;
        Ok(lines.join("\n"))
    }

    fn guard(&self, sql: &str) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::Aborted { context: context(sql) });
        }
        // The statements are written in the sources, so every one passes here in the tests.
        if cfg!(debug_assertions) && !super::dialect::placeholders_ascend(sql) {
            return Err(StoreError::sql(sql, "placeholders do not first appear in ascending order"));
        }
        Ok(())
    }

    fn note<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        self.failed |= result.is_err();
        result
    }

    fn finish(mut self) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::Aborted { context: "COMMIT".to_owned() });
        }
        let result = self.engine.commit();
        self.open = result.is_err();
        result
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if self.open {
            self.engine.rollback();
        }
    }
}
