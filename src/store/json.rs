//! Documents are kept as JSON: an older program's document is read with what is usual for new fields, and anybody can
//! read the file without us.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::StoreError;

/// Reads a kept document.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::sql("JSON", error.to_string()))
}

/// Writes a document.
pub(super) fn write<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::sql("JSON", error.to_string()))
}
