//! The store refuses or fails, in words. The engine's own text follows only where somebody has to mend something.

use super::{Words, say};
use crate::i18n::{Lang, t, tf};
use crate::store::StoreError;

/// A failure of the store.
pub fn store_error(lang: Lang, error: &StoreError) -> Words {
    let at = |place: &String| ("place", place.as_str().into());
    match error {
        StoreError::InUse { place, by } => say(lang, "store-in-use", &[at(place), ("by", by.as_str().into())]),
        StoreError::NetworkShare { place, share } => {
            say(lang, "store-network-share", &[at(place), ("share", share.as_str().into())])
        }
        StoreError::Damaged { place, detail } => say(lang, "store-damaged", &[at(place)]).with_technical(lang, detail),
        StoreError::NotOurs { place } => say(lang, "store-not-ours", &[at(place)]),
        StoreError::Newer { place, found, known } => {
            say(lang, "store-newer", &[at(place), ("found", (*found).into()), ("known", (*known).into())])
        }
        StoreError::Missing { place } => say(lang, "store-missing", &[at(place)]),
        StoreError::ReadOnly { place } => say(lang, "store-read-only", &[at(place)]),
        StoreError::DiskFull { place } => say(lang, "store-disk-full", &[at(place)]),
        StoreError::Io { place, detail } => say(lang, "store-io", &[at(place)]).with_technical(lang, detail),
        StoreError::Busy { place } => say(lang, "store-busy", &[at(place)]),
        StoreError::Conflict { .. } => say(lang, "store-conflict", &[]),
        StoreError::Disconnected { place, outcome_unknown: false, .. } => say(lang, "store-disconnected", &[at(place)]),
        StoreError::Disconnected { place, outcome_unknown: true, .. } => unknown_outcome(lang, place),
        StoreError::Unreachable { place, .. } => say(lang, "store-unreachable", &[at(place)]),
        StoreError::LoginRefused { place, .. } => say(lang, "store-login-refused", &[at(place)]),
        StoreError::BadLocation { place, .. } => say(lang, "store-bad-location", &[at(place)]),
        StoreError::Duplicate { context, detail } => {
            fault(lang, t(lang, "errors-store-duplicate-detail"), &format!("{context}: {detail}"))
        }
        StoreError::Constraint { context, detail } => {
            fault(lang, t(lang, "errors-store-constraint-detail"), &format!("{context}: {detail}"))
        }
        StoreError::Column { .. } => fault(lang, t(lang, "errors-store-column-detail"), &error.to_string()),
        StoreError::Aborted { context } => fault(lang, t(lang, "errors-store-aborted-detail"), context),
        StoreError::Cancelled => say(lang, "store-cancelled", &[]),
        StoreError::BadCopy { place, detail } => say(lang, "store-bad-copy", &[at(place)]).with_technical(lang, detail),
        StoreError::NotEmpty { place } => say(lang, "store-not-empty", &[at(place)]),
        StoreError::Sql { context, message } => {
            fault(lang, t(lang, "errors-store-sql-detail"), &format!("{context}: {message}"))
        }
    }
}

/// The connection broke during the commit: repeating blindly might do the step twice.
fn unknown_outcome(lang: Lang, place: &str) -> Words {
    let text = |key| tf(lang, key, &[("place", place.into())]);
    Words {
        title: t(lang, "errors-store-disconnected-title").to_owned(),
        detail: text("errors-store-disconnected-unknown-detail"),
        todo: text("errors-store-disconnected-unknown-todo"),
    }
}

/// A fault of the program or the data that people cannot put right by themselves.
fn fault(lang: Lang, detail: &str, technical: &str) -> Words {
    let title = t(lang, "errors-store-rule-title").to_owned();
    let todo = t(lang, "errors-store-rule-todo").to_owned();
    Words { title, detail: detail.to_owned(), todo }.with_technical(lang, technical)
}
