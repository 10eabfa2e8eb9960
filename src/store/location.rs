//! Where a store is: a file, this process's memory, or a database server.

use std::fmt;
use std::path::PathBuf;

/// Where a store is. Neither `Display` nor `Debug` shows a password.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// An embedded file on a disk of this computer.
    File(PathBuf),
    /// In memory, gone when closed: for tests and trials.
    Memory,
    /// A PostgreSQL database by its URL, `postgresql://user:password@host:port/database`.
    Postgres(String),
}

impl Location {
    /// Where this user's own store lives when none is named; none where the system knows no such folder.
    pub fn of_user() -> Option<Location> {
        let folders = directories::ProjectDirs::from("", "", "yili-orders")?;
        Some(Location::File(folders.data_dir().join("yili.db")))
    }

    /// Reads what a person writes after `--store`: a PostgreSQL URL, `:memory:`, or else the path of a file.
    pub fn parse(text: &str) -> Location {
        if is_postgres(text) {
            Location::Postgres(text.to_owned())
        } else if text == ":memory:" {
            Location::Memory
        } else {
            Location::File(PathBuf::from(text))
        }
    }
}

fn is_postgres(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("postgres" | "postgresql"))
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::File(path) => write!(f, "{}", path.display()),
            Location::Memory => f.write_str(":memory:"),
            Location::Postgres(url) => f.write_str(&without_password(url)),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::File(path) => f.debug_tuple("File").field(path).finish(),
            Location::Memory => f.write_str("Memory"),
            Location::Postgres(url) => f.debug_tuple("Postgres").field(&without_password(url)).finish(),
        }
    }
}

/// User, host, port and database of a URL. Parameters are dropped whole, as one of them may be a password.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "postgresql://…".to_owned();
    };
    let (address, parameters) = rest.split_once('?').unwrap_or((rest, ""));
    // A password may itself hold `@`, `/` or `?` when the person forgot to escape it: everything up to the last `@` of
    // the address is hidden, and all of it when the address cannot be told from the password.
    let Some((login, host)) = address.rsplit_once('@') else {
        let plain = !parameters.contains('@');
        return if plain { format!("{scheme}://{address}") } else { format!("{scheme}://…") };
    };
    let user = login.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_place_is_read_from_the_text() {
        assert_eq!(Location::parse("D:\\订单\\a.sqlite"), Location::File(PathBuf::from("D:\\订单\\a.sqlite")));
        assert_eq!(Location::parse(":memory:"), Location::Memory);
        assert!(matches!(Location::parse("postgres://h/db"), Location::Postgres(_)));
        assert!(matches!(Location::parse("PostgreSQL://h/db"), Location::Postgres(_)));
        assert!(matches!(Location::parse("postgresql.sqlite"), Location::File(_)));
    }

    #[test]
    fn no_password_is_ever_shown() {
        for url in [
            "postgresql://lin:s3cret@10.0.0.5:5432/orders",
            "postgresql://lin:s3cr@s3cret@10.0.0.5:5432/orders",
            "postgresql://lin:a/s3cret@10.0.0.5:5432/orders",
            "postgresql://lin@10.0.0.5:5432/orders?password=s3cret&connect_timeout=3",
        ] {
            let location = Location::parse(url);
            for shown in [location.to_string(), format!("{location:?}")] {
                assert!(!shown.contains("s3c"), "{shown}");
                assert!(shown.contains("lin@10.0.0.5:5432/orders"), "{shown}");
            }
        }
        assert_eq!(Location::parse("postgresql://lin:s3c?ret@10.0.0.5/orders").to_string(), "postgresql://…");
        assert_eq!(Location::parse("postgresql://10.0.0.5/orders").to_string(), "postgresql://10.0.0.5/orders");
    }
}
