//! Quantities in base units and the packs in which people speak of them: `3箱5盒`, `3 cartons 5`, `二十箱`.
//!
//! A product's quantities are held as whole base units (盒, 瓶, 袋 …). Its packs say how many base units an outer unit
//! (提, 箱 …) holds. Unit names are data of the product and may be English for export goods.

mod numerals;
mod read;

use serde::{Deserialize, Serialize};

/// A figure at the front of `text`, as in `1,200箱`, `二十箱`, `2.5箱`: its digits as one whole number, how many of them stand
/// behind the decimal point, and the bytes it took. Chinese figures, plain and as on cheques; saturated at 10^12.
pub fn read_figure(text: &str) -> Option<(i64, u32, usize)> {
    numerals::read(text, |_| false).map(|(figure, taken)| (figure.digits, figure.places, taken))
}

/// No quantity may be larger than this many base units.
pub const LARGEST: i64 = 1_000_000_000;

/// An outer unit and how many base units it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Name of the unit: 箱, 提, carton.
    pub unit: String,
    /// Base units in one of it, at least 2.
    pub base_units: i64,
}

/// The units of one product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packs {
    /// Name of the unit in which the product is counted: 盒, 瓶, box.
    pub base_unit: String,
    /// Outer units, ascending by size.
    pub packs: Vec<Pack>,
}

/// What is wrong with the units of a product.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PacksFault {
    /// A unit has no name.
    #[error("a unit has no name")]
    NoName,
    /// A unit's name holds digits, signs or nothing but numerals, so no quantity could be read with it.
    #[error("the unit name {0:?} cannot be used")]
    BadName(String),
    /// Two units have the same name.
    #[error("the unit {0:?} is there twice")]
    Twice(String),
    /// An outer unit holds fewer than two base units, or more than [`LARGEST`].
    #[error("{unit:?} cannot hold {base_units} base units")]
    BadRatio {
        /// Name of the unit.
        unit: String,
        /// Base units it was said to hold.
        base_units: i64,
    },
}

/// Why a typed quantity is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityRefusal {
    /// Nothing was typed.
    #[error("no quantity")]
    Empty,
    /// The text is no quantity; `at` is the part that could not be read.
    #[error("cannot read {at:?}")]
    NotUnderstood {
        /// The part that could not be read.
        at: String,
    },
    /// The product has no such unit.
    #[error("unknown unit {unit:?}")]
    UnknownUnit {
        /// The unit that was typed.
        unit: String,
        /// The units of the product, largest first.
        known: Vec<String>,
    },
    /// The same unit was given twice.
    #[error("{unit:?} twice")]
    UnitTwice {
        /// The unit's name.
        unit: String,
    },
    /// The quantity comes to nothing.
    #[error("zero")]
    Zero,
    /// The quantity is below zero.
    #[error("below zero")]
    Negative,
    /// More than [`LARGEST`] base units.
    #[error("more than {largest}")]
    TooLarge {
        /// The largest quantity that is taken, in base units.
        largest: i64,
    },
    /// A fraction that does not come out in whole base units.
    #[error("{typed} {unit} is not a whole number of base units")]
    NotWhole {
        /// The figure that was typed.
        typed: String,
        /// The unit it was typed with.
        unit: String,
    },
}

impl Packs {
    /// Units of a product that is sold by the piece only.
    pub fn single(base_unit: &str) -> Packs {
        Packs { base_unit: base_unit.to_owned(), packs: Vec::new() }
    }

    /// The base unit and outer units given as (name, base units) in any order. Errors: see [`PacksFault`].
    pub fn new(base_unit: &str, outer: &[(&str, i64)]) -> Result<Packs, PacksFault> {
        let mut packs: Vec<Pack> =
            outer.iter().map(|(unit, base_units)| Pack { unit: (*unit).to_owned(), base_units: *base_units }).collect();
        packs.sort_by_key(|pack| pack.base_units);
        let packs = Packs { base_unit: base_unit.to_owned(), packs };
        packs.check()?;
        Ok(packs)
    }

    /// Holds the units to what reading and showing rely on: usable names, each once, ratios of two or more.
    pub fn check(&self) -> Result<(), PacksFault> {
        let mut names: Vec<String> = Vec::new();
        for name in self.names() {
            if name.trim().is_empty() {
                return Err(PacksFault::NoName);
            }
            if !is_usable_name(name) {
                return Err(PacksFault::BadName(name.to_owned()));
            }
            let folded = read::singular(&read::fold(name));
            if names.contains(&folded) {
                return Err(PacksFault::Twice(name.to_owned()));
            }
            names.push(folded);
        }
        let bad = self.packs.iter().find(|pack| !(2..=LARGEST).contains(&pack.base_units));
        match bad {
            Some(pack) => Err(PacksFault::BadRatio { unit: pack.unit.clone(), base_units: pack.base_units }),
            None => Ok(()),
        }
    }

    /// Base units in one `unit` (any spelling that [`Packs::parse`] takes), or `None` for a unit the product has not.
    pub fn base_units_of(&self, unit: &str) -> Option<i64> {
        read::unit_named(self, &read::fold(unit)).map(|(_, base_units)| base_units)
    }

    /// The largest unit: its name and how many base units it holds. The base unit itself where there is no outer one.
    pub fn largest(&self) -> (&str, i64) {
        self.packs
            .iter()
            .max_by_key(|pack| pack.base_units)
            .map_or((&self.base_unit, 1), |pack| (&pack.unit, pack.base_units))
    }

    /// Reads a quantity as people write it and gives base units, 1 to [`LARGEST`].
    ///
    /// A figure without a unit counts base units, alone or at the end. Full-width and Chinese figures, `半`, thousands
    /// commas and decimals that come out whole are taken; so are `c`, `ctn`, pinyin (`x`, `xiang`) and English plurals.
    pub fn parse(&self, text: &str) -> Result<i64, QuantityRefusal> {
        read::parse(self, text)
    }

    /// As [`Packs::parse`], but a figure alone counts the largest unit: who says "thirty" at the telephone means cartons.
    pub fn parse_spoken(&self, text: &str) -> Result<i64, QuantityRefusal> {
        read::parse_spoken(self, text)
    }

    /// Base units in the largest packs that fit: `3箱5盒`, `3 cartons 5 boxes`.
    pub fn show(&self, base: i64) -> String {
        let mut text = String::new();
        if base < 0 {
            text.push('-');
        }
        let mut rest = base.unsigned_abs();
        for pack in self.packs.iter().rev().filter(|pack| pack.base_units > 1) {
            let size = pack.base_units.unsigned_abs();
            if rest >= size {
                push_count(&mut text, rest / size, &pack.unit);
                rest %= size;
            }
        }
        if rest > 0 || base == 0 {
            push_count(&mut text, rest, &self.base_unit);
        }
        text
    }

    /// The unit that a price is for: `箱`; a count where no unit holds exactly that many, `12盒`.
    pub fn show_per(&self, base: i64) -> String {
        let outer = self.packs.iter().find(|pack| pack.base_units == base).map(|pack| pack.unit.clone());
        outer.or((base == 1).then(|| self.base_unit.clone())).unwrap_or_else(|| self.show(base))
    }

    /// The same packs with their units said in other words, as a reader of another language says them.
    pub fn renamed(&self, name: impl Fn(&str) -> String) -> Packs {
        let packs = self.packs.iter().map(|pack| Pack { unit: name(&pack.unit), base_units: pack.base_units });
        Packs { base_unit: name(&self.base_unit), packs: packs.collect() }
    }

    /// All unit names, the base unit first.
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.base_unit.as_str()).chain(self.packs.iter().map(|pack| pack.unit.as_str()))
    }
}

/// A name may hold letters, inner blanks, brackets and full stops; a figure in it could not be told from the quantity.
fn is_usable_name(name: &str) -> bool {
    let trimmed = name.trim() == name;
    let letters = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '(' | ')' | '（' | '）'));
    let begins_well = name.chars().next().is_some_and(char::is_alphabetic);
    let folded = read::fold(name);
    trimmed && letters && begins_well && !folded.chars().all(numerals::is_numeral) && !folded.starts_with('半')
}

fn push_count(text: &mut String, count: u64, unit: &str) {
    let latin = unit.is_ascii();
    if latin && !text.is_empty() && !text.ends_with('-') {
        text.push(' ');
    }
    push_grouped(text, count);
    if latin {
        text.push(' ');
        text.push_str(&if count == 1 { unit.to_owned() } else { read::plural(unit) });
    } else {
        text.push_str(unit);
    }
}

/// A count with a comma before each three digits, as amounts of money have it; what is shown can be typed again.
fn push_grouped(text: &mut String, count: u64) {
    let digits = count.to_string();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_counts_are_grouped_and_read_back() {
        let packs = Packs::new("盒", &[("箱", 12)]).unwrap();
        assert_eq!(packs.show(14_808 + 5), "1,234箱5盒");
        assert_eq!(Packs::single("boxes").show(1_234_567), "1,234,567 boxes");
        assert_eq!(packs.parse(&packs.show(14_813)), Ok(14_813));
        assert_eq!([1, 12, 24].map(|per| packs.show_per(per)), ["盒", "箱", "2箱"]);
    }
    use proptest::prelude::*;

    fn milk() -> Packs {
        Packs::new("盒", &[("箱", 24), ("提", 12)]).unwrap()
    }

    fn export() -> Packs {
        Packs::new("box", &[("carton", 24), ("pallet", 2400)]).unwrap()
    }

    #[test]
    fn reads_what_people_write() {
        for (text, base) in [
            ("3箱5盒", 77),
            ("3c5", 77),
            ("3x5", 77),
            ("3 cartons 5", 77),
            ("３箱５盒", 77),
            ("3 箱 + 5 盒", 77),
            ("三箱零五盒", 77),
            ("20", 20),
            ("二十箱", 480),
            ("两箱", 48),
            ("十二提", 144),
            ("一百零五箱", 2520),
            ("半箱", 12),
            ("3箱半", 84),
            ("2.5箱", 60),
            ("1,200箱", 28_800),
            ("1万盒", 10_000),
            ("1箱1提1盒", 37),
            ("5盒3箱", 77),
            ("20件", 480),
            ("2xiang", 48),
        ] {
            assert_eq!(milk().parse(text), Ok(base), "{text}");
        }
        for (text, base) in
            [("3 Cartons 5 boxes", 77), ("3c5", 77), ("1 pallet", 2400), ("2 CTNS", 48), ("1 PAL. 1 c", 2424)]
        {
            assert_eq!(export().parse(text), Ok(base), "{text}");
        }
    }

    #[test]
    fn refuses_with_the_reason() {
        use QuantityRefusal as R;
        type Fits = fn(&R) -> bool;
        let cases: [(&str, Fits); 16] = [
            ("", |r| *r == R::Empty),
            ("  ", |r| *r == R::Empty),
            ("0", |r| *r == R::Zero),
            ("0箱0盒", |r| *r == R::Zero),
            ("-5", |r| *r == R::Negative),
            ("－5箱", |r| *r == R::Negative),
            ("3桶", |r| matches!(r, R::UnknownUnit { unit, known } if unit == "桶" && known == &["箱", "提", "盒"])),
            ("3 barrels", |r| matches!(r, R::UnknownUnit { unit, .. } if unit == "barrels")),
            ("1000000001", |r| *r == R::TooLarge { largest: LARGEST }),
            ("99999999999999999999999箱", |r| *r == R::TooLarge { largest: LARGEST }),
            ("2.3箱", |r| matches!(r, R::NotWhole { typed, unit } if typed == "2.3" && unit == "箱")),
            ("0.5", |r| matches!(r, R::NotWhole { .. })),
            ("3箱2箱", |r| matches!(r, R::UnitTwice { unit } if unit == "箱")),
            ("箱", |r| matches!(r, R::NotUnderstood { .. })),
            ("20*24", |r| matches!(r, R::NotUnderstood { at } if at == "*24")),
            ("5 3箱", |r| matches!(r, R::NotUnderstood { .. })),
        ];
        for (text, fits) in cases {
            let refusal = milk().parse(text).unwrap_err();
            assert!(fits(&refusal), "{text}: {refusal:?}");
        }
    }

    #[test]
    fn a_unit_that_begins_with_a_numeral_is_still_a_unit() {
        let powder = Packs::new("克", &[("千克", 1000)]).unwrap();
        assert_eq!(powder.parse("3千克"), Ok(3000));
        assert_eq!(powder.parse("三千克"), Ok(3000));
        assert_eq!(powder.parse("二十千克五百克"), Ok(20_500));
    }

    #[test]
    fn shows_the_largest_packs_first() {
        assert_eq!(milk().show(77), "3箱5盒");
        assert_eq!(milk().show(37), "1箱1提1盒");
        assert_eq!(milk().show(48), "2箱");
        assert_eq!(milk().show(0), "0盒");
        assert_eq!(milk().show(-77), "-3箱5盒");
        assert_eq!(export().show(77), "3 cartons 5 boxes");
        assert_eq!(export().show(25), "1 carton 1 box");
        assert_eq!(Packs::single("瓶").show(7), "7瓶");
        assert_eq!(milk().largest(), ("箱", 24));
        assert_eq!(milk().base_units_of("ctn"), Some(24));
        assert_eq!(milk().base_units_of("桶"), None);
    }

    #[test]
    fn units_that_cannot_work_are_named() {
        assert_eq!(Packs::new("", &[]), Err(PacksFault::NoName));
        assert_eq!(Packs::new("盒", &[("箱24", 24)]), Err(PacksFault::BadName("箱24".to_owned())));
        assert_eq!(Packs::new("盒", &[("十", 24)]), Err(PacksFault::BadName("十".to_owned())));
        assert_eq!(Packs::new("box", &[("Boxes", 24)]), Err(PacksFault::Twice("Boxes".to_owned())));
        assert_eq!(Packs::new("盒", &[("箱", 1)]), Err(PacksFault::BadRatio { unit: "箱".to_owned(), base_units: 1 }));
    }

    fn units() -> impl Strategy<Value = Packs> {
        let chinese = prop::sample::subsequence(vec!["提", "箱", "件", "托", "大箱", "千克"], 0..=4)
            .prop_map(|outer| ("盒", outer));
        let english = prop::sample::subsequence(vec!["pack", "carton", "inner box", "pallet", "tray", "dozen"], 0..=4)
            .prop_map(|outer| ("bottle", outer));
        prop_oneof![chinese, english].prop_flat_map(|(base, outer)| {
            prop::collection::vec(2_i64..5000, outer.len()).prop_map(move |sizes| {
                let outer: Vec<_> = outer.iter().copied().zip(sizes).collect();
                Packs::new(base, &outer).unwrap()
            })
        })
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(packs in units(), base in prop_oneof![1_i64..=20_000, 1_i64..=LARGEST]) {
            let shown = packs.show(base);
            prop_assert_eq!(packs.parse(&shown), Ok(base), "{}", shown);
        }

        #[test]
        fn no_text_breaks_it(text in "[0-9零一二十百千万亿半箱盒提x.,+ -]{0,16}|\\PC{0,20}") {
            if let Ok(base) = milk().parse(&text) {
                prop_assert!((1..=LARGEST).contains(&base));
            }
        }
    }
}
