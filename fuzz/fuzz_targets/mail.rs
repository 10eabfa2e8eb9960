//! Any bytes as a mail: message, draft, kind, reply.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yili_orders::intake::mail::{draft, kind, matching, message, reply, words};

fuzz_target!(|bytes: &[u8]| {
    let Ok(message) = message::read(bytes, &message::Limits::default()) else { return };
    let draft = draft::draft(&message);
    let verdict = kind::tell(&message, &draft);
    let matched = matching::matched(&draft, &matching::Known::default());
    for open in &matched.open {
        words::open(draft.lang, open);
    }
    words::reasons(draft.lang, &verdict);
    reply::ask(&message, &draft, &matched.open, "C");
});
