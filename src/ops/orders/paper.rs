//! Papers of an order: files that are added to the dossier, and mails that lie in it.

use super::step;
use crate::domain::audit::{digest, hex};
use crate::domain::ids::{MailId, OrderId, PaperId};
use crate::domain::orders::Command;
use crate::ops::{OpError, Work};
use crate::store;

/// The largest paper, in bytes: a scan of forty pages, or a long mail.
pub const LARGEST_PAPER: usize = 40 << 20;

/// Adds a paper to the dossier, byte for byte as it came.
///
/// # Errors
/// [`OpError::PaperTooLarge`], [`OpError::Refused`], [`OpError::NotFound`]; the store's.
pub fn add_paper(work: &mut Work<'_, '_>, id: OrderId, name: &str, content: &[u8]) -> Result<PaperId, OpError> {
    add_paper_of(work, id, name, content, None)
}

/// The same for a paper that is the very bytes of a mail.
pub(in crate::ops) fn add_paper_of(
    work: &mut Work<'_, '_>,
    id: OrderId,
    name: &str,
    content: &[u8],
    mail: Option<MailId>,
) -> Result<PaperId, OpError> {
    if content.len() > LARGEST_PAPER {
        return Err(OpError::PaperTooLarge(content.len() as u64));
    }
    let name = plain_name(name)?;
    let paper = PaperId(work.next("papers")?);
    let sum = hex(&digest(content));
    let command = Command::AddPaper { paper, name: name.clone(), size: content.len() as i64, sum: sum.clone(), mail };
    step(work, id, None, command)?;
    store::archive::insert_paper(work.tx, paper, id, &name, &sum, content)?;
    Ok(paper)
}

/// A file's own name without folders, so that saving a copy never leads out of the chosen folder.
fn plain_name(name: &str) -> Result<String, OpError> {
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default().trim().trim_matches('.');
    let own: String = own.chars().filter(|letter| !letter.is_control()).take(200).collect();
    if own.is_empty() { Err(OpError::Missing("field-name")) } else { Ok(own) }
}
