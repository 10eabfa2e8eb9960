//! The demo company: an invented dairy firm with goods of the real kinds, customers in real places and invented people.

pub mod build;
pub mod content;

pub use build::build;
