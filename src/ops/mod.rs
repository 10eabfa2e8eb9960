//! What a person can do, one module an area. Every write goes through [`Office::transact`]: load, ask the rules, write
//! rows and log, commit. Rights are asked here and in the rules, never in the window alone.

pub mod archive;
pub mod backup;
pub mod check;
pub mod company;
pub mod credit;
pub mod customers;
mod desks;
pub mod drafts;
pub mod duplicates;
mod error;
pub mod export;
pub mod import;
pub mod mails;
mod office;
pub mod online;
pub mod orders;
pub mod papers;
mod past;
pub mod people;
pub mod post;
pub mod prices;
pub mod products;
pub mod search;
mod sight;
pub mod statement;
pub mod stock;
pub mod tell;
pub mod then;
mod transact;
pub mod underway;
pub mod words;

pub use crate::store::{Location, StoreError};
pub use error::{OpError, SignInFault};
pub use office::Office;
pub use transact::{Touched, Work};
