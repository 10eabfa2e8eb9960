//! Any text as a quantity, in the program's own reader and in the reader of mails.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yili_orders::domain::quantity::{LARGEST, Packs};
use yili_orders::intake::mail::draft::quantity;

fuzz_target!(|text: &str| {
    let Ok(packs) = Packs::new("盒", &[("箱", 24), ("提", 12)]) else { return };
    if let Ok(base) = packs.parse(text) {
        assert!((1..=LARGEST).contains(&base));
        assert_eq!(packs.parse(&packs.show(base)), Ok(base));
    }
    if let Some((quantity, _)) = quantity::read(text) {
        if let Ok(base) = quantity.base_units(&packs) {
            assert!((1..=LARGEST).contains(&base));
        }
    }
    for found in quantity::find(text) {
        assert!(text.get(found.range).is_some());
    }
});
