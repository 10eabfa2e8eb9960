//! local
use super::orders::{Dossier, LogEntry};
use crate::i18n::{Lang, t_dyn};
/// told
pub struct Told {
    /// title
    pub title: String,
    /// facts
    pub facts: Vec<(String, String)>,
}
/// tell
pub fn tell(lang: Lang, _: &Dossier, entry: &LogEntry) -> Told {
    Told { title: t_dyn(lang, &format!("event-{}", entry.event.key())), facts: Vec::new() }
}
