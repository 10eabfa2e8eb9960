//! Order management for the office of a dairy company. See ARCHITECTURE.md for the map.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout))]

pub mod cli;
pub mod demo;
pub mod domain;
pub mod i18n;
pub mod intake;
pub mod ops;
pub mod post;
pub mod print;
pub mod store;
pub mod ui;
pub mod worker;
