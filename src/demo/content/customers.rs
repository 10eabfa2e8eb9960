//! Customers in real places under invented names: sixty that are always the same, and as many more as are asked for.

mod export;

use super::people;
use super::places::{self, CITIES, City};
use super::rng::Rng;
use crate::domain::customers::{Grade, ShelfLifeRule, Terms};
use crate::domain::money::Currency;
use crate::domain::orders::Incoterm;

pub use export::EXPORT;

/// How many customers are the same for every seed.
pub const CORE: u64 = 60;

/// What a customer is; decides terms, limits and how fresh the goods must be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Supermarket with its own central store.
    #[default]
    Supermarket,
    /// Chain of convenience shops.
    Convenience,
    /// Warehouse of an online platform.
    OnlineWarehouse,
    /// Wholesaler.
    Wholesaler,
    /// School.
    School,
    /// Canteen of a firm.
    Canteen,
    /// Customer abroad or in Hong Kong, Macau, Taiwan.
    Export,
}

/// A customer of the demo company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Number: `K00001`.
    pub code: String,
    /// Name of the firm.
    pub name: String,
    /// English name; empty for domestic customers.
    pub name_en: String,
    /// What it is.
    pub kind: Kind,
    /// Person who orders.
    pub contact: String,
    /// That person's mobile.
    pub mobile: String,
    /// Landline of the firm.
    pub landline: String,
    /// E-mail address.
    pub email: String,
    /// Country or region in English; `China` for domestic customers.
    pub country: String,
    /// Province; empty for a city that is its own.
    pub province: String,
    /// City.
    pub city: String,
    /// District.
    pub district: String,
    /// Street, number and place of unloading.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Tax number; bears the letter O, which real ones never do.
    pub tax_number: String,
    /// When it pays.
    pub terms: Terms,
    /// Credit limit in fen.
    pub credit_limit: i64,
    /// Credit grade.
    pub grade: Grade,
    /// Share of the shelf life that must remain on arrival.
    pub shelf_life: ShelfLifeRule,
    /// Days the goods travel.
    pub transport_days: i64,
    /// Its currency.
    pub currency: Currency,
    /// Incoterm with its place; none for domestic customers.
    pub incoterm: Option<Incoterm>,
    /// True for key customers, who have a named person.
    pub is_key: bool,
    /// Usual number of lines in an order, for orders made up for it.
    pub usual_lines: i64,
}

impl Customer {
    /// The whole address in one line, as on a delivery note: Chinese from the province down, others from the street up.
    pub fn full_address(&self) -> String {
        if self.country == "China" {
            return format!("{}{}{}{}", self.province, self.city, self.district, self.street);
        }
        let parts = [&self.street, &self.district, &self.city, &self.postal_code, &self.country];
        let mut parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.dedup();
        parts.join(", ")
    }
}

const BRAND_FIRST: &[&str] = &[
    "禾", "澜", "栖", "屿", "岚", "苇", "桐", "汐", "霖", "槿", "杉", "麓", "泓", "蔚", "煦", "砚", "沐", "棠", "榆",
    "穗",
];
const BRAND_SECOND: &[&str] = &[
    "川", "田", "野", "家", "里", "光", "原", "汀", "堂", "坊", "邻", "舟", "桥", "朵", "语", "井", "园", "仓", "屋",
    "铺",
];
const BRANDS: u64 = 400;

/// Kinds of the domestic customers among the first sixty, in turn: a firm sells most to shops and wholesalers.
const CORE_KINDS: [Kind; 18] = [
    Kind::Supermarket,
    Kind::Wholesaler,
    Kind::School,
    Kind::Convenience,
    Kind::Wholesaler,
    Kind::Canteen,
    Kind::Supermarket,
    Kind::OnlineWarehouse,
    Kind::Wholesaler,
    Kind::School,
    Kind::Supermarket,
    Kind::Convenience,
    Kind::Wholesaler,
    Kind::Canteen,
    Kind::Supermarket,
    Kind::Wholesaler,
    Kind::School,
    Kind::OnlineWarehouse,
];

/// Customer number `n`, from 0. The first [`CORE`] do not depend on the seed; the last six of them are abroad.
pub fn customer(n: u64, seed: u64) -> Customer {
    let abroad = CORE - EXPORT.len() as u64;
    if (abroad..CORE).contains(&n) {
        return export::customer(n, &EXPORT[(n - abroad) as usize]);
    }
    let core = n < CORE;
    let mut rng = Rng::for_item(if core { super::SEED } else { seed }, 1, n);
    let kind = if core { CORE_KINDS[n as usize % CORE_KINDS.len()] } else { kind_by_weight(&mut rng) };
    domestic(n, kind, &mut rng)
}

fn kind_by_weight(rng: &mut Rng) -> Kind {
    const KINDS: [Kind; 6] =
        [Kind::Supermarket, Kind::Convenience, Kind::OnlineWarehouse, Kind::Wholesaler, Kind::School, Kind::Canteen];
    KINDS[rng.weighted(&[24, 14, 6, 30, 14, 12])]
}

fn domestic(n: u64, kind: Kind, rng: &mut Rng) -> Customer {
    let (place, brand, branch) = place_and_brand(n);
    let city = &CITIES[place];
    let district = rng.pick(city.districts);
    let is_key = matches!(kind, Kind::OnlineWarehouse) || matches!(kind, Kind::Supermarket) && n.is_multiple_of(3);
    let (terms, credit_limit, grade) = credit(kind, is_key, rng);
    let code = format!("K{:05}", n + 1);
    Customer {
        name: name(kind, city, district, &brand, branch),
        name_en: String::new(),
        kind,
        contact: people::name(rng),
        mobile: people::mobile(n),
        landline: people::landline(city.dialling_code, n),
        email: format!("{}@customers.example", code.to_lowercase()),
        country: "China".to_owned(),
        // Beijing, Tianjin, Shanghai and Chongqing are province and city in one.
        province: if city.province == city.name { String::new() } else { city.province.to_owned() },
        city: city.name.to_owned(),
        district: district.to_owned(),
        street: format!("{}{}", places::street(rng), unloading(kind, rng)),
        postal_code: format!("{}{:03}", city.postal_area, rng.below(100) * 10),
        tax_number: format!("91{}000O{:09}", city.postal_area, n + 1),
        terms,
        credit_limit,
        grade,
        shelf_life: shelf_life(kind),
        // The list of cities begins near the plant.
        transport_days: 1 + place as i64 / 13,
        currency: Currency::Cny,
        incoterm: None,
        is_key,
        usual_lines: usual_lines(kind, rng),
        code,
    }
}

/// City by its index, and brand, so that no two customers share both; a branch number once all pairs are used up.
fn place_and_brand(n: u64) -> (usize, String, u64) {
    let cities = CITIES.len() as u64;
    let pairs = cities * BRANDS;
    // Steps through all pairs in an order that looks like none.
    let pair = n.wrapping_mul(7_919).wrapping_add(13) % pairs;
    let brand = pair / cities;
    let first = BRAND_FIRST[(brand % 20) as usize];
    let second = BRAND_SECOND[(brand / 20) as usize];
    ((pair % cities) as usize, format!("{first}{second}"), n / pairs)
}

fn name(kind: Kind, city: &City, district: &str, brand: &str, branch: u64) -> String {
    let place = city.short_name();
    let name = match kind {
        Kind::Supermarket => format!("{place}{brand}超市有限公司"),
        Kind::Convenience => format!("{place}{brand}便利店连锁有限公司"),
        Kind::OnlineWarehouse => format!("{brand}电商{place}仓"),
        Kind::Wholesaler => format!("{place}{brand}商贸有限公司"),
        Kind::School => format!("{place}{district}{brand}学校"),
        Kind::Canteen => format!("{place}{brand}实业有限公司职工食堂"),
        Kind::Export => format!("{brand}贸易有限公司"),
    };
    if branch == 0 { name } else { format!("{name}第{}分部", branch + 1) }
}

fn unloading(kind: Kind, rng: &mut Rng) -> String {
    match kind {
        Kind::Supermarket | Kind::Convenience => format!("配送中心{}号门", rng.between(1, 9)),
        Kind::OnlineWarehouse => format!("物流园{}库", rng.between(1, 12)),
        Kind::Wholesaler => format!("批发市场{}排{}号", rng.between(1, 20), rng.between(1, 60)),
        Kind::School => "学校食堂后门".to_owned(),
        Kind::Canteen => "职工食堂收货处".to_owned(),
        Kind::Export => String::new(),
    }
}

/// Terms, limit in fen and grade, as the trade gives them to a kind of customer.
fn credit(kind: Kind, is_key: bool, rng: &mut Rng) -> (Terms, i64, Grade) {
    let weights: &[u64] = if is_key { &[100, 0, 0] } else { &[62, 26, 12] };
    let grade = [Grade::A, Grade::B, Grade::C][rng.weighted(weights)];
    if grade == Grade::C {
        return (Terms::Prepaid, 0, grade);
    }
    let (terms, thousands) = match kind {
        Kind::Supermarket => (if is_key { Terms::Monthly60 } else { Terms::Monthly30 }, rng.between(30, 200)),
        Kind::Convenience => (Terms::Monthly30, rng.between(20, 120)),
        Kind::OnlineWarehouse => (Terms::Monthly30, rng.between(200, 600)),
        Kind::Wholesaler if rng.chance(60) => (Terms::Monthly30, rng.between(10, 80)),
        Kind::Wholesaler => (Terms::OnDelivery, rng.between(5, 30)),
        Kind::School => (Terms::Monthly30, rng.between(5, 25)),
        Kind::Canteen => (Terms::Monthly30, rng.between(3, 20)),
        Kind::Export => (Terms::Prepaid, 0),
    };
    (terms, thousands * 1_000_000, grade)
}

fn shelf_life(kind: Kind) -> ShelfLifeRule {
    let (numerator, denominator) = match kind {
        Kind::Supermarket | Kind::OnlineWarehouse => (2, 3),
        Kind::Convenience | Kind::Wholesaler | Kind::School | Kind::Export => (1, 2),
        Kind::Canteen => (1, 3),
    };
    ShelfLifeRule { numerator, denominator }
}

fn usual_lines(kind: Kind, rng: &mut Rng) -> i64 {
    match kind {
        Kind::Supermarket | Kind::OnlineWarehouse => rng.between(5, 9),
        Kind::Convenience | Kind::Wholesaler => rng.between(3, 7),
        Kind::School | Kind::Canteen | Kind::Export => rng.between(1, 4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{HashMap, HashSet};

    #[test]
    fn the_first_sixty_are_the_same_for_every_seed() {
        for n in 0..CORE {
            assert_eq!(customer(n, 1), customer(n, 2));
        }
        assert_ne!(customer(CORE, 1), customer(CORE, 2));
        assert_eq!(customer(500, 7), customer(500, 7));
    }

    #[test]
    fn sixty_customers_of_every_kind_with_six_abroad() {
        let mut kinds: HashMap<Kind, usize> = HashMap::new();
        for n in 0..CORE {
            *kinds.entry(customer(n, 0).kind).or_default() += 1;
        }
        assert_eq!(kinds.len(), 7, "{kinds:?}");
        assert_eq!(kinds[&Kind::Export], 6);
        assert!((0..CORE).any(|n| customer(n, 0).grade == Grade::C), "someone must pay in advance");
        let cities: HashSet<String> = (0..CORE).map(|n| customer(n, 0).city).collect();
        assert!(cities.len() > 25, "{}", cities.len());
    }

    #[test]
    fn no_two_customers_share_a_number_a_name_or_a_phone() {
        let customers: Vec<Customer> = (0..30_000).map(|n| customer(n, 3)).collect();
        for key in [
            |customer: &Customer| customer.code.clone(),
            |customer: &Customer| customer.name.clone(),
            |customer: &Customer| customer.mobile.clone(),
        ] {
            assert_eq!(customers.iter().map(key).collect::<HashSet<String>>().len(), customers.len());
        }
    }

    #[test]
    fn addresses_are_written_as_their_country_does() {
        assert!(customer(0, 0).full_address().starts_with("黑龙江省大庆市"));
        assert!(customer(34, 0).full_address().starts_with("北京市东城区"));
        assert_eq!(
            customer(57, 0).full_address(),
            "21 Fishery Port Road, #03-05, Jurong, Singapore, 619740, Singapore"
        );
    }

    #[test]
    fn credit_fits_the_grade_and_freshness_the_kind() {
        for customer in (0..2000).map(|n| customer(n, 3)) {
            let rule = customer.shelf_life;
            assert!(0 < rule.numerator && rule.numerator < rule.denominator, "{}", customer.name);
            assert_eq!(customer.grade == Grade::C, customer.credit_limit == 0, "{}", customer.name);
            assert!(customer.grade != Grade::C || customer.terms == Terms::Prepaid, "{}", customer.name);
            assert!(customer.kind == Kind::Export || customer.tax_number.contains('O'));
            assert_eq!(customer.incoterm.is_none(), customer.kind != Kind::Export);
            assert!((1..=7).contains(&customer.transport_days), "{} {}", customer.city, customer.transport_days);
        }
    }
}
