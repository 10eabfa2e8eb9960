//! The engine for an office with several workstations: one connection to one PostgreSQL database (its first schema).
//!
//! Writers take one advisory lock for the length of their transaction and then work at READ COMMITTED. So they follow
//! one another as on the embedded engine: counters have no gaps, a row's version cannot change between the look and
//! the write, and no transaction has to be repeated because of another. Readers take a snapshot and wait for nobody.

use super::engine::Mode;
use super::error::{StoreError, context};
use super::postgres_types::{fill, suits, type_of};
use super::value::{Row, Value};
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::Type;
use postgres::{Client, Config, NoTls, Statement};
use std::collections::HashMap;
use std::time::Duration;

/// Statements kept ready on the server; more than the program has.
const STATEMENTS: usize = 1024;

/// For every connection. A server set to lose its last commits in a crash is told not to.
const SETTINGS: &str = "SET lock_timeout = '10s'; SET client_min_messages = warning; \
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// One connection with its prepared statements.
pub(crate) struct Postgres {
    client: Client,
    config: Config,
    place: String,
    begin_write: String,
    statements: HashMap<Box<str>, Statement>,
}

impl Postgres {
    /// Connects to the database of `url`; `place` is that address without its password. When the URL names no
    /// password, the variable `PGPASSWORD` is asked, as other PostgreSQL programs do.
    pub(crate) fn connect(url: &str, place: &str) -> Result<Postgres, StoreError> {
        let bad = |detail: String| StoreError::BadLocation { place: place.to_owned(), detail };
        let mut config: Config = url.parse().map_err(|error: postgres::Error| bad(detail(&error)))?;
        config.application_name("yili-orders");
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(10));
        }
        if config.get_password().is_none()
            && let Ok(password) = std::env::var("PGPASSWORD")
        {
            config.password(password);
        }
        let mut client = open_client(&config, place)?;
        let ask = "SELECT current_setting('server_encoding'), current_schema()::text, \
                   hashtextextended(coalesce(current_schema()::text, ''), 21094)";
        let row = client.query_one(ask, &[]).map_err(|error| fault(place, ask, &error))?;
        let failed = |error: postgres::Error| fault(place, ask, &error);
        let encoding: String = row.try_get(0).map_err(failed)?;
        let schema: Option<String> = row.try_get(1).map_err(failed)?;
        let lock: i64 = row.try_get(2).map_err(failed)?;
        if encoding != "UTF8" {
            return Err(bad(format!("the database keeps its text as {encoding}; it must be UTF8")));
        }
        if schema.is_none() {
            return Err(bad("the schema named in search_path does not exist".to_owned()));
        }
        // One lock to a schema: two stores in two schemas of a database do not wait for each other.
        let begin_write =
            format!("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT pg_advisory_xact_lock({lock})");
        Ok(Postgres { client, config, place: place.to_owned(), begin_write, statements: HashMap::new() })
    }

    /// Begins, on a new connection if the old one was lost meanwhile.
    pub(crate) fn begin(&mut self, mode: Mode) -> Result<(), StoreError> {
        let begun = if self.client.is_closed() { None } else { Some(self.try_begin(mode)) };
        match begun {
            None | Some(Err(StoreError::Disconnected { .. })) => {
                self.statements.clear();
                self.client = open_client(&self.config, &self.place)?;
                self.try_begin(mode)
            }
            Some(result) => result,
        }
    }

    fn try_begin(&mut self, mode: Mode) -> Result<(), StoreError> {
        let sql = match mode {
            Mode::Read => BEGIN_READ,
            Mode::Write => &self.begin_write,
        };
        let result = self.client.batch_execute(sql).map_err(|error| fault(&self.place, "BEGIN", &error));
        if result.is_err() {
            self.rollback();
        }
        result
    }

    pub(crate) fn commit(&mut self) -> Result<(), StoreError> {
        self.client.batch_execute("COMMIT").map_err(|error| match fault(&self.place, "COMMIT", &error) {
            StoreError::Disconnected { place, detail, .. } => {
                StoreError::Disconnected { place, detail, outcome_unknown: true }
            }
            other => other,
        })
    }

    pub(crate) fn rollback(&mut self) {
        // On a lost connection the server rolls back by itself.
        let _ = self.client.batch_execute("ROLLBACK");
    }

    pub(crate) fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.statements.clear(); // what they answer may have other columns afterwards
        self.client.batch_execute(sql).map_err(|error| fault(&self.place, sql, &error))
    }

    pub(crate) fn query(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        let mut out = Vec::new();
        self.rows(sql, values, &mut |from| {
            let mut row = Row::with_columns(from.len());
            fill(&mut row, from).map_err(|error| StoreError::sql(sql, detail(&error)))?;
            out.push(row);
            Ok(())
        })?;
        Ok(out)
    }

    /// Hands over the rows one by one as the server sends them; returns how many were changed or read.
    pub(crate) fn run(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        f: &mut dyn FnMut(&Row) -> Result<(), StoreError>,
    ) -> Result<u64, StoreError> {
        let mut row = Row::default();
        self.rows(sql, values, &mut |from| {
            row.clear();
            fill(&mut row, from).map_err(|error| StoreError::sql(sql, detail(&error)))?;
            f(&row)
        })
    }

    fn rows(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        f: &mut dyn FnMut(&postgres::Row) -> Result<(), StoreError>,
    ) -> Result<u64, StoreError> {
        let statement = self.prepared(sql, values)?;
        let failed = |error: postgres::Error| fault(&self.place, sql, &error);
        let mut rows = self.client.query_raw(&statement, values.iter()).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            f(&row)?;
        }
        Ok(rows.rows_affected().unwrap_or(0))
    }

    /// The statement, prepared with the kinds of these values. Nothing has no kind: the server infers one from the
    /// place it stands in, and if a later value is of another kind, the statement is prepared anew.
    fn prepared(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Statement, StoreError> {
        if let Some(statement) = self.statements.get(sql) {
            let kinds = statement.params();
            if kinds.len() == values.len() && values.iter().zip(kinds).all(|(value, kind)| suits(value, kind)) {
                return Ok(statement.clone());
            }
        }
        let kinds: Vec<Type> = values.iter().map(type_of).collect();
        let statement = self.client.prepare_typed(sql, &kinds).map_err(|error| fault(&self.place, sql, &error))?;
        if statement.params().len() != values.len() {
            let message = format!("{} values for {} placeholders", values.len(), statement.params().len());
            return Err(StoreError::sql(sql, message));
        }
        if self.statements.len() >= STATEMENTS {
            self.statements.clear();
        }
        self.statements.insert(sql.into(), statement.clone());
        Ok(statement)
    }
}

fn open_client(config: &Config, place: &str) -> Result<Client, StoreError> {
    let mut client = config.connect(NoTls).map_err(|error| unreachable(place, &error))?;
    client.batch_execute(SETTINGS).map_err(|error| fault(place, "settings", &error))?;
    Ok(client)
}

/// Why no connection came about.
fn unreachable(place: &str, error: &postgres::Error) -> StoreError {
    let (place, detail) = (place.to_owned(), detail(error));
    match error.code() {
        Some(code) if code.code().starts_with("28") => StoreError::LoginRefused { place, detail },
        Some(code) if *code == SqlState::INVALID_CATALOG_NAME => StoreError::Missing { place },
        Some(code) if *code == SqlState::TOO_MANY_CONNECTIONS => StoreError::Busy { place },
        None if detail.contains("password missing") => StoreError::LoginRefused { place, detail },
        _ => StoreError::Unreachable { place, detail },
    }
}

/// Turns what the server or the driver reports into what it means.
fn fault(place: &str, sql: &str, error: &postgres::Error) -> StoreError {
    let (place, detail) = (place.to_owned(), detail(error));
    let lost = |detail| StoreError::Disconnected { place: place.clone(), detail, outcome_unknown: false };
    let Some(code) = error.code() else {
        let broken = std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>());
        return if error.is_closed() || broken { lost(detail) } else { StoreError::sql(sql, detail) };
    };
    match code.code() {
        "23505" => StoreError::Duplicate { context: context(sql), detail },
        "40001" | "40P01" => StoreError::Conflict { context: context(sql) },
        "53100" => StoreError::DiskFull { place },
        "55P03" | "53300" => StoreError::Busy { place },
        "25006" | "42501" => StoreError::ReadOnly { place },
        "57P01" | "57P02" | "57P03" => lost(detail),
        "XX001" | "XX002" => StoreError::Damaged { place, detail },
        code if code.starts_with("23") => StoreError::Constraint { context: context(sql), detail },
        code if code.starts_with("08") => lost(detail),
        _ => StoreError::sql(sql, detail),
    }
}

/// The whole sentence: the driver's own words stop at "db error".
fn detail(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(db) => match db.detail() {
            Some(more) => format!("{} ({more})", db.message()),
            None => db.message().to_owned(),
        },
        None => match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    }
}
