//! The pieces that all panels are made of. Each names itself to screen readers, and so to tests.

pub mod banner;
pub mod bar;
pub mod button;
pub mod chip;
pub mod choice;
pub mod date;
pub mod date_field;
pub mod dialog;
pub mod facts;
pub mod field;
pub mod finder;
pub mod grid;
pub mod keys_help;
pub mod lookup;
pub mod menu;
pub mod money;
pub mod number_field;
pub mod page;
pub mod plain;
pub mod rail;
pub mod split;
pub mod status_bar;
pub mod table;
pub mod text;
pub mod timeline;
pub mod toast;
