//! The rules of the business: pure, without input or output, clock or chance.

pub mod capitals;
