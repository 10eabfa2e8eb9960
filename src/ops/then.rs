//! Names as they stood: the versions of customers, goods and letterhead that were replaced since an order came, read from
//! their own chains. So a paper of a step that was taken says what it said on that day, without a second copy of anything.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;

use super::OpError;
use crate::domain::audit::Area;
use crate::domain::company::Company;
use crate::store::{self, Tx};

/// The versions of one record with the instant from which each stood, oldest first. Empty where nothing was changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions<T>(Vec<(DateTime<Utc>, T)>);

impl<T> Default for Versions<T> {
    fn default() -> Self {
        Versions(Vec::new())
    }
}

impl<T> Versions<T> {
    /// The version that stood at an instant; `today` where there is no instant, or nothing was changed.
    pub fn at<'a>(&'a self, at: Option<DateTime<Utc>>, today: &'a T) -> &'a T {
        let Some(at) = at else { return today };
        let then = self.0.iter().rev().find(|(from, _)| *from <= at).or(self.0.first());
        then.map_or(today, |(_, version)| version)
    }
}

/// The versions of a customer, a product or the settings since an instant, with the one that stood then.
pub(super) fn versions<T: Version>(
    tx: &mut Tx<'_>,
    subject: i64,
    since: DateTime<Utc>,
) -> Result<Versions<T>, OpError> {
    let mut rows = store::audit::after(tx, T::AREA, subject, since)?;
    rows.retain(|(_, data)| T::read(data).is_some());
    if rows.is_empty() {
        return Ok(Versions::default());
    }
    let before = store::audit::until(tx, T::AREA, subject, since)?;
    let read = |(at, data): (DateTime<Utc>, String)| Some((at, T::read(&data)?));
    let first = before.into_iter().find_map(read).or_else(|| Some((since, T::usual()?)));
    Ok(Versions(first.into_iter().chain(rows.into_iter().filter_map(read)).collect()))
}

/// A record whose chain holds its versions whole.
pub(super) trait Version: Sized {
    /// Where its chain is.
    const AREA: Area;

    /// The version that an entry holds; none where the entry is about something else.
    fn read(data: &str) -> Option<Self>;

    /// What stands before the first version was kept.
    fn usual() -> Option<Self> {
        None
    }
}

/// The version in `{"created": …}` or `{"changed": …}`.
fn whole<T: DeserializeOwned>(data: &str) -> Option<T> {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Whole<T> {
        Created(T),
        Changed(T),
    }
    match serde_json::from_str(data).ok()? {
        Whole::Created(version) | Whole::Changed(version) => Some(version),
    }
}

impl Version for crate::domain::customers::Customer {
    const AREA: Area = Area::Customer;

    fn read(data: &str) -> Option<Self> {
        whole(data)
    }
}

impl Version for crate::domain::products::Product {
    const AREA: Area = Area::Product;

    fn read(data: &str) -> Option<Self> {
        whole(data)
    }
}

impl Version for Company {
    const AREA: Area = Area::Company;

    fn read(data: &str) -> Option<Self> {
        serde_json::from_str(data).ok()
    }

    fn usual() -> Option<Self> {
        Some(Company::default())
    }
}
