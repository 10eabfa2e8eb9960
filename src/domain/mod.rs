//! The rules of the trade. Pure: no I/O, no clock, no randomness, no SQL, no window.

pub mod archive;
pub mod audit;
pub mod calendar;
pub mod capitals;
pub mod company;
pub mod credit;
pub mod customers;
pub mod duplicates;
pub mod ids;
pub mod money;
pub mod online;
pub mod orders;
pub mod people;
pub mod post;
pub mod prices;
pub mod products;
pub mod quantity;
pub mod search_text;
pub mod statement;
pub mod stock;
