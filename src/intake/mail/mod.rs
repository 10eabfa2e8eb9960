//! Orders by e-mail (II.2): a mail becomes a draft with everything that is missing or doubtful, and a reply that asks for
//! exactly that. Pure: bytes in, values out; no store, no clock, no network.
//!
//! [`message::read`] reads the file, [`draft::draft`] what it orders, [`kind::tell`] what it is, [`matching::matched`] which
//! customer and goods are meant, [`reply::ask`] writes the reply. A draft may become an order only when the kind is an
//! order and nothing is open; a person decides in every other case.

pub mod draft;
pub mod kind;
pub mod matching;
pub mod message;
pub mod reply;
pub mod words;

/// Whether a draft may become an order as it stands, with nothing left for a person to decide (II.2): the mail is an order
/// without a doubt, and nothing is missing or doubtful. In every other case a person fills in and decides.
pub fn is_complete(verdict: &kind::Verdict, matched: &matching::Matched) -> bool {
    verdict.kind == kind::Kind::Order && verdict.certain && matched.open.is_empty()
}
