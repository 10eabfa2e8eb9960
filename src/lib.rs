//! Order management for the office of a dairy company. See ARCHITECTURE.md for the map.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout))]

pub mod domain;
pub mod i18n;
pub mod print;
