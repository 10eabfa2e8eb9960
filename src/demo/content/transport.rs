//! Warehouses, carriers, vehicles and drivers of the demo company.

use super::people;
use super::rng::Rng;
use crate::domain::orders::Transport;

/// A store of finished goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warehouse {
    /// Short code.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Coldest and warmest temperature it keeps, in tenths of °C; none at ambient temperature.
    pub keeps: Option<(i64, i64)>,
}

/// The stores, for ambient, chilled and frozen goods.
pub const WAREHOUSES: [Warehouse; 3] = [
    Warehouse { code: "A", name: "常温成品库", keeps: None },
    Warehouse { code: "C", name: "冷藏成品库", keeps: Some((20, 60)) },
    Warehouse { code: "F", name: "冷冻成品库", keeps: Some((-250, -180)) },
];

/// The store for goods with this storage range in tenths of °C.
pub fn warehouse_for(storage: Option<(i64, i64)>) -> &'static Warehouse {
    match storage {
        None => &WAREHOUSES[0],
        Some((low, _)) if low >= 0 => &WAREHOUSES[1],
        Some(_) => &WAREHOUSES[2],
    }
}

/// A carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// Name.
    pub name: &'static str,
    /// How it moves goods.
    pub way: Transport,
    /// True where it keeps the cold chain.
    pub is_cold: bool,
    /// First letters of its waybill numbers.
    pub waybill: &'static str,
    /// Telephone of its dispatch desk, in a range that is never given out.
    pub phone: &'static str,
}

/// The carriers; all invented.
pub const CARRIERS: [Carrier; 6] = [
    Carrier {
        name: "澄原乳业自有车队",
        way: Transport::OwnVehicle,
        is_cold: true,
        waybill: "ZY",
        phone: "0471-0880 0101",
    },
    Carrier {
        name: "岚桥冷链物流有限公司",
        way: Transport::Road,
        is_cold: true,
        waybill: "LQ",
        phone: "0471-0880 0202",
    },
    Carrier {
        name: "穗舟货运有限公司", way: Transport::Road, is_cold: false, waybill: "SZ", phone: "0471-0880 0303"
    },
    Carrier {
        name: "草原铁路冷藏集装箱班列",
        way: Transport::Rail,
        is_cold: true,
        waybill: "TL",
        phone: "0471-0880 0404",
    },
    Carrier {
        name: "霖汀国际货运代理有限公司",
        way: Transport::Sea,
        is_cold: true,
        waybill: "LT",
        phone: "022-0880 0505",
    },
    Carrier {
        name: "云汀航空货运代理有限公司",
        way: Transport::Air,
        is_cold: true,
        waybill: "YT",
        phone: "0471-0880 0606",
    },
];

/// A vehicle with its driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trip {
    /// Number plate; with the letter O, which real ones never bear.
    pub plate: String,
    /// Driver's name.
    pub driver: String,
    /// Driver's mobile.
    pub phone: String,
}

/// How many different vehicles there are.
pub const VEHICLES: u64 = 40;

/// Vehicle number `n`; beyond [`VEHICLES`] they come round again, always with the same driver.
pub fn trip(n: u64) -> Trip {
    let n = n % VEHICLES;
    let mut rng = Rng::for_item(super::SEED, 2, n);
    let place = ["蒙A", "蒙B", "冀A", "京A"][(n % 4) as usize];
    Trip {
        plate: format!("{place}O{:04}", 1001 + n * 37),
        driver: people::name(&mut rng),
        phone: people::mobile(90_000_000 + n),
    }
}

/// Waybill number `n` of a carrier.
pub fn waybill(carrier: &Carrier, n: u64) -> String {
    format!("{}{:010}", carrier.waybill, n)
}

#[cfg(test)]
mod tests {
    use super::super::goods::GOODS;
    use super::*;

    #[test]
    fn every_product_has_a_store_that_keeps_it() {
        for goods in GOODS {
            assert_eq!(warehouse_for(goods.storage).keeps, goods.storage, "{}", goods.code);
        }
    }

    #[test]
    fn vehicles_keep_their_drivers() {
        assert_eq!(trip(3), trip(3 + VEHICLES));
        assert_ne!(trip(3), trip(4));
        assert!(trip(0).plate.contains('O'));
        assert_eq!(waybill(&CARRIERS[1], 42), "LQ0000000042");
    }
}
