//! The window. Knows egui and the worker's requests; never the store.
//!
//! `theme` holds every colour, size and font; `widgets` are the pieces that all panels are made of.

pub mod ask;
pub mod clock;
pub mod cx;
pub mod fonts;
pub mod icons;
pub mod preview;
pub mod rows;
pub mod theme;
pub mod widgets;

/// local
pub fn run(_: Option<crate::store::Location>, _: Option<crate::i18n::Lang>) -> anyhow::Result<()> {
    anyhow::bail!("no display")
}
