//! The rules of the trade. No I/O, no clock, no randomness, no SQL, no window.

pub mod calendar;
pub mod quantity;
pub mod search_text;
