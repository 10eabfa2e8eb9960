//! Names of units. A product keeps its units in the words of its label; papers and screens in another language say them in
//! that language where they are the usual ones.

use super::{Lang, t};

/// Keys of the usual units.
const UNITS: [&str; 18] = [
    "unit-bag",
    "unit-barrel",
    "unit-bar",
    "unit-block",
    "unit-bottle",
    "unit-box",
    "unit-can",
    "unit-carton",
    "unit-case",
    "unit-cup",
    "unit-pack",
    "unit-pallet",
    "unit-piece",
    "unit-pouch",
    "unit-slice",
    "unit-strip",
    "unit-tray",
    "unit-tub",
];

/// The unit's name in a language; a name that is not one of the usual ones stays as it is.
pub fn unit_name(lang: Lang, name: &str) -> &str {
    let known = UNITS.into_iter().find(|key| Lang::ALL.into_iter().any(|other| t(other, key) == name));
    known.map_or(name, |key| t(lang, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_units_are_said_in_the_readers_language() {
        assert_eq!(unit_name(Lang::En, "箱"), "ctn");
        assert_eq!(unit_name(Lang::ZhHant, "罐"), "罐");
        assert_eq!(unit_name(Lang::ZhHans, "box"), "盒");
        assert_eq!(unit_name(Lang::En, "礼篮"), "礼篮");
    }
}
