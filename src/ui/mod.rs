//! The window. Knows egui and the worker's requests; never the store.
//!
//! `theme` holds every colour, size and font; `widgets` are the pieces that all panels are made of.

pub mod app;
pub mod ask;
pub mod call_sheet;
pub mod changes;
pub mod chosen;
pub mod clock;
pub mod cx;
pub mod desk;
pub mod export;
pub mod files;
pub mod fonts;
pub mod icons;
pub mod import;
pub mod order;
pub mod panels;
pub mod preview;
pub mod reading;
pub mod rows;
pub mod run;
pub mod say;
pub mod steps;
pub mod theme;
pub mod widgets;

pub use run::run;
