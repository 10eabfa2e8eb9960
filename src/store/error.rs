//! What can go wrong with a store. The sentences here are for logs; the words for people are made where they are shown.

/// Every way in which a store refuses or fails.
///
/// `place` is the path of the file, or the address of the database without its password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another running program has this file open.
    #[error("{place} is in use by {by}")]
    InUse {
        /// The file.
        place: String,
        /// Who holds it, as `user@host (process number, since when)`.
        by: String,
    },
    /// The file lies on a network share, where locks cannot be trusted.
    #[error("{place} lies on a network share ({share}); a store file must lie on a disk of this computer")]
    NetworkShare {
        /// The file.
        place: String,
        /// The kind of share, such as `nfs4` or `cifs`.
        share: String,
    },
    /// The file was a store, but cannot be read any more.
    #[error("{place} is damaged: {detail}")]
    Damaged {
        /// The file or address.
        place: String,
        /// What the engine found.
        detail: String,
    },
    /// A file or database of another program.
    #[error("{place} belongs to another program")]
    NotOurs {
        /// The file or address.
        place: String,
    },
    /// Written by a newer version of this program.
    #[error("{place} has schema version {found}; this program knows {known}")]
    Newer {
        /// The file or address.
        place: String,
        /// Schema version of the store.
        found: i64,
        /// The newest schema version that this program knows.
        known: i64,
    },
    /// There is no store yet at this place.
    #[error("there is no store at {place}")]
    Missing {
        /// The file or address.
        place: String,
    },
    /// The folder or file may be read but not written.
    #[error("{place} cannot be written")]
    ReadOnly {
        /// The file, folder or address.
        place: String,
    },
    /// No room on the disk.
    #[error("no room left on the disk of {place}")]
    DiskFull {
        /// The file or address.
        place: String,
    },
    /// The operating system reports a failure with the file.
    #[error("{place}: {detail}")]
    Io {
        /// The file or folder.
        place: String,
        /// The system's words.
        detail: String,
    },
    /// Others are writing, and the wait was too long.
    #[error("{place} is busy")]
    Busy {
        /// The file or address.
        place: String,
    },
    /// Two transactions got into each other's way; this one was undone and may be repeated.
    #[error("{context}: undone because of another transaction")]
    Conflict {
        /// The statement.
        context: String,
    },
    /// The connection to the database server broke.
    #[error("connection to {place} lost: {detail}")]
    Disconnected {
        /// The address.
        place: String,
        /// The driver's words.
        detail: String,
        /// True when it broke during the commit, so that nobody knows whether the work was kept: look before repeating.
        outcome_unknown: bool,
    },
    /// The database server does not answer.
    #[error("{place} cannot be reached: {detail}")]
    Unreachable {
        /// The address.
        place: String,
        /// The driver's words.
        detail: String,
    },
    /// The database server does not accept this user or password.
    #[error("{place} refuses the sign-in: {detail}")]
    LoginRefused {
        /// The address.
        place: String,
        /// The server's words.
        detail: String,
    },
    /// The address of the store cannot be understood, or names a server that cannot serve.
    #[error("{place}: {detail}")]
    BadLocation {
        /// The address, without its password.
        place: String,
        /// What is wrong with it.
        detail: String,
    },
    /// A value that must be unique exists already.
    #[error("{context}: {detail}")]
    Duplicate {
        /// The statement.
        context: String,
        /// The engine's words, naming table and columns.
        detail: String,
    },
    /// A rule of the schema refuses the row.
    #[error("{context}: {detail}")]
    Constraint {
        /// The statement.
        context: String,
        /// The engine's words.
        detail: String,
    },
    /// A column holds another kind of value than the program asked for.
    #[error("column {index}: wanted {wanted}, found {found}")]
    Column {
        /// Position in the row, from 0.
        index: usize,
        /// Kind asked for.
        wanted: &'static str,
        /// Kind found.
        found: &'static str,
    },
    /// An earlier statement of this transaction failed, so nothing of it may be kept.
    #[error("{context}: an earlier statement of this transaction failed")]
    Aborted {
        /// The statement or step that was refused.
        context: String,
    },
    /// The person stopped a long job; nothing was left behind.
    #[error("stopped")]
    Cancelled,
    /// A copy does not agree with what was copied, or with its checksum.
    #[error("{place} is not a good copy: {detail}")]
    BadCopy {
        /// The copy.
        place: String,
        /// What differs.
        detail: String,
    },
    /// A database that should be empty is not.
    #[error("{place} already holds a store with data")]
    NotEmpty {
        /// The address.
        place: String,
    },
    /// Anything else that an engine reports; a defect of this program, or a full memory.
    #[error("{context}: {message}")]
    Sql {
        /// The statement.
        context: String,
        /// The engine's words.
        message: String,
    },
}

impl StoreError {
    /// Turns a failure of the operating system into what it means for a store at `place`.
    pub fn from_io(place: &std::path::Path, error: &std::io::Error) -> StoreError {
        use std::io::ErrorKind;
        let place = place.display().to_string();
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::DiskFull { place },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { place },
            ErrorKind::NotFound => StoreError::Missing { place },
            _ => StoreError::Io { place, detail: error.to_string() },
        }
    }

    pub(crate) fn sql(statement: &str, message: impl Into<String>) -> StoreError {
        StoreError::Sql { context: context(statement), message: message.into() }
    }
}

/// The beginning of a statement, enough to find it in the sources.
pub(crate) fn context(statement: &str) -> String {
    const LONGEST: usize = 100;
    let words = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Error, ErrorKind};
    use std::path::Path;

    #[test]
    fn system_failures_keep_their_meaning() {
        let path = Path::new("/data/orders.sqlite");
        let place = "/data/orders.sqlite".to_owned();
        let seen = |kind| StoreError::from_io(path, &Error::from(kind));
        assert_eq!(seen(ErrorKind::StorageFull), StoreError::DiskFull { place: place.clone() });
        assert_eq!(seen(ErrorKind::ReadOnlyFilesystem), StoreError::ReadOnly { place: place.clone() });
        assert_eq!(seen(ErrorKind::NotFound), StoreError::Missing { place });
    }

    #[test]
    fn long_statements_are_cut_between_characters() {
        assert_eq!(context("SELECT  1\n FROM t"), "SELECT 1 FROM t");
        let long = "单".repeat(300);
        assert_eq!(context(&long).chars().count(), 101);
    }
}
