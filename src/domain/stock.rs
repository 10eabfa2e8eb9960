//! Stock lots: what may be shipped, how fresh it is, and which lot goes first.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::customers::ShelfLifeRule;
use super::ids::{LotId, ProductId, UserId};
use super::orders::{Field, Refusal};

/// Whether quality control lets a lot go (III.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LotState {
    /// Waits for inspection (待检).
    Quarantined,
    /// May be shipped (合格).
    Released,
    /// May never be shipped (不合格).
    Rejected,
}

impl LotState {
    /// A stable name for the store and text keys (`lot-released`).
    pub fn key(self) -> &'static str {
        match self {
            LotState::Quarantined => "quarantined",
            LotState::Released => "released",
            LotState::Rejected => "rejected",
        }
    }

    /// The state of a stable name.
    pub fn from_key(key: &str) -> Option<LotState> {
        [LotState::Quarantined, LotState::Released, LotState::Rejected].into_iter().find(|state| state.key() == key)
    }
}

/// One product of one production date in one place. Quantities in base units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The id.
    pub id: LotId,
    /// What it is.
    pub product: ProductId,
    /// The lot number on the carton.
    pub code: String,
    /// Production date.
    pub produced: NaiveDate,
    /// The last day on which it may be used.
    pub expiry: NaiveDate,
    /// In the store now.
    pub on_hand: i64,
    /// Of that, promised to orders.
    pub reserved: i64,
    /// Quality control's word.
    pub state: LotState,
    /// Warehouse and shelf.
    pub place: String,
}

impl Lot {
    /// What a further order may have.
    pub fn available(&self) -> i64 {
        if self.state == LotState::Released { (self.on_hand - self.reserved).max(0) } else { 0 }
    }

    /// True when nobody will ever take it: rejected, or past its expiry on that day.
    pub fn is_waste(&self, on: NaiveDate) -> bool {
        self.state == LotState::Rejected || is_expired(self.expiry, on)
    }
}

/// Refuses a write-off that the lot does not bear (III.4: what failed or is too old is scrapped, with its cause). Only a
/// rejected or an expired lot is written off, never more than no order holds, and never by the person who rejected it.
///
/// # Errors
/// [`Refusal::LotStillGood`], [`Refusal::Quantity`], [`Refusal::Missing`] reason, [`Refusal::SamePerson`].
pub fn may_write_off(
    lot: &Lot,
    quantity: i64,
    reason: &str,
    today: NaiveDate,
    by: UserId,
    rejected_by: Option<UserId>,
) -> Result<(), Refusal> {
    if !lot.is_waste(today) {
        return Err(Refusal::LotStillGood(lot.code.clone()));
    }
    let most = lot.on_hand - lot.reserved;
    if !(1..=most).contains(&quantity) {
        return Err(Refusal::Quantity { quantity, most });
    }
    if reason.trim().is_empty() {
        return Err(Refusal::Missing(Field::Reason));
    }
    if lot.state == LotState::Rejected && rejected_by == Some(by) { Err(Refusal::SamePerson) } else { Ok(()) }
}

/// Expiry of goods made on a day: production date + shelf life. A firm that counts the production day as day 1 sets
/// `first_day_counts`.
pub fn expiry(produced: NaiveDate, shelf_life_days: i64, first_day_counts: bool) -> NaiveDate {
    let days = (shelf_life_days - i64::from(first_day_counts)).max(0);
    produced.checked_add_days(Days::new(days.unsigned_abs())).unwrap_or(NaiveDate::MAX)
}

/// The day on which goods of this expiry were made: [`expiry`] the other way round.
pub fn made(expiry: NaiveDate, shelf_life_days: i64, first_day_counts: bool) -> Option<NaiveDate> {
    let days = (shelf_life_days - i64::from(first_day_counts)).max(0);
    expiry.checked_sub_days(Days::new(days.unsigned_abs()))
}

/// Days that remain on a day; the expiry day itself is the last usable one, so 0 is still usable and −1 is expired.
pub fn remaining_days(expiry: NaiveDate, on: NaiveDate) -> i64 {
    (expiry - on).num_days()
}

/// True once the expiry day is over. The one definition of "expired".
pub fn is_expired(expiry: NaiveDate, on: NaiveDate) -> bool {
    remaining_days(expiry, on) < 0
}

/// A quantity of a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotQuantity {
    /// Which lot.
    pub lot: LotId,
    /// Base units.
    pub quantity: i64,
}

/// What a customer's goods must satisfy on arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// The day of receipt.
    pub arrival: NaiveDate,
    /// The customer's rule.
    pub rule: ShelfLifeRule,
    /// The product's shelf life in days.
    pub shelf_life_days: i64,
}

impl Freshness {
    /// Days that must remain on arrival; never less than 0, so an expired lot never passes.
    pub fn days_needed(&self) -> i64 {
        self.rule.days_needed(self.shelf_life_days).max(0)
    }

    /// True when a lot of this expiry may go to the customer.
    pub fn accepts(&self, expiry: NaiveDate) -> bool {
        remaining_days(expiry, self.arrival) >= self.days_needed()
    }
}

/// Takes up to `wanted` base units, earliest expiry first (FEFO), from released lots that are fresh enough. Ties go to the
/// older lot id, so that the same stock always gives the same answer. Returns what was taken and what is short.
pub fn allocate(lots: &[Lot], wanted: i64, freshness: &Freshness) -> (Vec<LotQuantity>, i64) {
    let mut fit: Vec<&Lot> = lots.iter().filter(|lot| lot.available() > 0 && freshness.accepts(lot.expiry)).collect();
    fit.sort_by_key(|lot| (lot.expiry, lot.id));
    let mut open = wanted.max(0);
    let mut taken = Vec::new();
    for lot in fit {
        if open == 0 {
            break;
        }
        let quantity = lot.available().min(open);
        taken.push(LotQuantity { lot: lot.id, quantity });
        open -= quantity;
    }
    (taken, open)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn lot(id: i64, expiry: &str, on_hand: i64) -> Lot {
        Lot {
            id: LotId(id),
            product: ProductId(1),
            code: format!("L{id}"),
            produced: day("2026-11-01"),
            expiry: day(expiry),
            on_hand,
            reserved: 0,
            state: LotState::Released,
            place: String::new(),
        }
    }

    const HALF_OF_20: Freshness = Freshness {
        arrival: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
        rule: ShelfLifeRule { numerator: 1, denominator: 2 },
        shelf_life_days: 20,
    };

    #[test]
    fn expiry_is_production_date_plus_shelf_life() {
        assert_eq!(expiry(day("2026-01-05"), 180, false), day("2026-07-04"));
        assert_eq!(expiry(day("2026-01-05"), 180, true), day("2026-07-03"));
        assert_eq!(made(day("2026-07-04"), 180, false), Some(day("2026-01-05")));
        assert_eq!(made(day("2026-07-03"), 180, true), Some(day("2026-01-05")));
    }

    #[test]
    fn the_expiry_day_itself_is_still_usable() {
        assert!(!is_expired(day("2026-11-25"), day("2026-11-25")));
        assert!(is_expired(day("2026-11-25"), day("2026-11-26")));
    }

    #[test]
    fn earliest_expiry_that_is_fresh_enough_goes_first() {
        let lots = [lot(1, "2026-12-20", 10), lot(2, "2026-12-05", 6), lot(3, "2026-12-04", 100)];
        let (taken, short) = allocate(&lots, 12, &HALF_OF_20);
        assert_eq!(taken, [LotQuantity { lot: LotId(2), quantity: 6 }, LotQuantity { lot: LotId(1), quantity: 6 }]);
        assert_eq!(short, 0);
    }

    #[test]
    fn quarantined_rejected_and_reserved_goods_are_not_touched() {
        let mut lots = [lot(1, "2026-12-20", 10), lot(2, "2026-12-20", 10), lot(3, "2026-12-20", 10)];
        lots[0].state = LotState::Quarantined;
        lots[1].state = LotState::Rejected;
        lots[2].reserved = 7;
        let (taken, short) = allocate(&lots, 5, &HALF_OF_20);
        assert_eq!(taken, [LotQuantity { lot: LotId(3), quantity: 3 }]);
        assert_eq!(short, 2);
    }

    proptest! {
        #[test]
        fn never_more_than_there_is_never_stale_and_nothing_lost(
            stock in prop::collection::vec((0i64..60, 0i64..50, 0i64..60), 0..8), wanted in 0i64..200
        ) {
            let lots: Vec<Lot> = stock.iter().enumerate().map(|(index, (days, on_hand, reserved))| {
                let expiry = HALF_OF_20.arrival + Days::new(days.unsigned_abs());
                Lot { expiry, reserved: *reserved, ..lot(index as i64, "2026-12-20", *on_hand) }
            }).collect();
            let (taken, short) = allocate(&lots, wanted, &HALF_OF_20);
            prop_assert_eq!(taken.iter().map(|part| part.quantity).sum::<i64>() + short, wanted);
            for part in &taken {
                let from = lots.iter().find(|lot| lot.id == part.lot).unwrap();
                prop_assert!(part.quantity > 0 && part.quantity <= from.available());
                prop_assert!(remaining_days(from.expiry, HALF_OF_20.arrival) >= 10);
            }
            if short > 0 {
                let all: i64 = lots.iter().filter(|lot| HALF_OF_20.accepts(lot.expiry)).map(Lot::available).sum();
                prop_assert_eq!(all, wanted - short);
            }
        }
    }
}
