//! Orders by e-mail (II.2): a mail becomes a draft with everything that is missing or doubtful, and a reply that asks for
//! exactly that. Pure: bytes in, values out.

pub mod draft;
pub mod kind;
pub mod message;
