//! The chain of hashes over everything that happened (F95): one chain for each order, customer, product, lot, person and
//! for the company.
//!
//! Every row's hash covers the row before it and all of its own words, so a changed byte, a row left out or put in, and
//! rows in another order show at the first place where the chain does not fit.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::ids::UserId;

/// A SHA-256 sum.
pub type Hash = [u8; 32];

/// The hash before the first row of a chain.
pub const START: Hash = [0; 32];

/// What a chain is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// An order.
    Order,
    /// A customer.
    Customer,
    /// A product.
    Product,
    /// A stock lot.
    Lot,
    /// A person.
    User,
    /// The company's settings; there is one chain, number 0.
    Company,
    /// A message that leaves the office.
    Message,
    /// A mail that arrived.
    Mail,
    /// A price list.
    PriceList,
}

impl Area {
    /// All areas.
    pub const ALL: [Area; 9] = [
        Area::Order,
        Area::Customer,
        Area::Product,
        Area::Lot,
        Area::User,
        Area::Company,
        Area::Message,
        Area::Mail,
        Area::PriceList,
    ];

    /// The number kept in the store. Never changes.
    pub fn number(self) -> i64 {
        match self {
            Area::Order => 1,
            Area::Customer => 2,
            Area::Product => 3,
            Area::Lot => 4,
            Area::User => 5,
            Area::Company => 6,
            Area::Message => 8,
            Area::Mail => 9,
            Area::PriceList => 13,
        }
    }

    /// The area of a number.
    pub fn from_number(number: i64) -> Option<Area> {
        Area::ALL.into_iter().find(|area| area.number() == number)
    }
}

/// One row of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What the chain is about.
    pub area: Area,
    /// Which one: the id inside its area.
    pub subject: i64,
    /// Place in the chain, from 1.
    pub sequence: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: UserId,
    /// The event as JSON, as it is kept.
    pub data: &'a str,
}

/// The hash of a row that follows `before`.
pub fn link(before: &Hash, entry: &Entry<'_>) -> Hash {
    let mut sum = Sha256::new();
    sum.update(before);
    for number in [entry.area.number(), entry.subject, entry.sequence, entry.at.timestamp_millis(), entry.actor.0] {
        sum.update(number.to_be_bytes());
    }
    sum.update(entry.data.as_bytes());
    sum.finalize().into()
}

/// The SHA-256 sum of some bytes, as papers and filed records keep it.
pub fn digest(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// A hash in hexadecimal.
pub fn hex(hash: &[u8]) -> String {
    use std::fmt::Write;
    hash.iter().fold(String::with_capacity(hash.len() * 2), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(sequence: i64, data: &str) -> Entry<'_> {
        Entry { area: Area::Order, subject: 7, sequence, at: DateTime::UNIX_EPOCH, actor: UserId(3), data }
    }

    #[test]
    fn any_change_changes_the_chain() {
        let first = link(&START, &entry(1, "{}"));
        assert_ne!(first, link(&START, &entry(2, "{}")));
        assert_ne!(first, link(&START, &entry(1, "{ }")));
        assert_ne!(first, link(&first, &entry(1, "{}")));
        assert_ne!(first, link(&START, &Entry { actor: UserId(4), ..entry(1, "{}") }));
        assert_eq!(hex(&first).len(), 64);
    }
}
