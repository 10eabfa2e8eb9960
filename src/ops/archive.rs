//! The archive's register and papers.

use super::{Office, OpError, sight};
use crate::domain::ids::PaperId;
use crate::domain::orders::Stage;
use crate::domain::people::Right;
use crate::store;
pub use crate::store::archive::EntryRow;
use crate::store::orders::Filter;

/// A page of the register, newest order first.
///
/// # Errors
/// [`OpError::NotAllowed`]; the store's.
pub fn page(office: &mut Office, offset: i64, limit: i64) -> Result<Vec<EntryRow>, OpError> {
    office.see(Right::ReadArchive, |tx, sight| Ok(store::archive::page(tx, sight, offset, limit)?))
}

/// How many orders are filed.
///
/// # Errors
/// [`OpError::NotAllowed`]; the store's.
pub fn count(office: &mut Office) -> Result<i64, OpError> {
    let filed = Filter { stages: vec![Stage::Filed], customer: None };
    office.see(Right::ReadArchive, |tx, sight| Ok(store::orders::count(tx, sight, &filed)?))
}

/// A paper's name and bytes.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn paper(office: &mut Office, id: PaperId) -> Result<(String, Vec<u8>), OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        let (order, name, bytes) = store::archive::paper(tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
        sight::order(tx, sight, order)?;
        Ok((name, bytes))
    })
}
