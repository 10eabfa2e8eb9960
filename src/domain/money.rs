//! Money in minor units (fen, cents) and the one way in which a line amount is rounded.

use serde::{Deserialize, Serialize};

/// A currency an order may be written in. All have two decimals, so a minor unit is a hundredth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Renminbi, the company's own currency.
    #[default]
    Cny,
    /// US dollar.
    Usd,
    /// Euro.
    Eur,
    /// Hong Kong dollar.
    Hkd,
    /// Singapore dollar.
    Sgd,
}

impl Currency {
    /// All currencies, the company's own first.
    pub const ALL: [Currency; 5] = [Currency::Cny, Currency::Usd, Currency::Eur, Currency::Hkd, Currency::Sgd];

    /// The ISO 4217 code.
    pub fn code(self) -> &'static str {
        match self {
            Currency::Cny => "CNY",
            Currency::Usd => "USD",
            Currency::Eur => "EUR",
            Currency::Hkd => "HKD",
            Currency::Sgd => "SGD",
        }
    }

    /// Reads an ISO 4217 code; `RMB` counts as `CNY`.
    pub fn from_code(code: &str) -> Option<Currency> {
        let code = code.trim().to_ascii_uppercase();
        let code = if code == "RMB" { "CNY" } else { code.as_str() };
        Currency::ALL.into_iter().find(|currency| currency.code() == code)
    }
}

/// A price: `minor` for every `per` base units, tax included. A carton price is kept as the carton's price, so that
/// nothing is lost by dividing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Minor units of the currency.
    pub minor: i64,
    /// The number of base units that this price buys, at least 1.
    pub per: i64,
}

impl Price {
    /// The amount of `quantity` base units in minor units, rounded half up once for the line.
    pub fn amount(self, quantity: i64) -> i64 {
        let per = i128::from(self.per.max(1));
        let exact = i128::from(self.minor) * i128::from(quantity);
        let doubled = exact * 2 + per;
        i64::try_from(doubled.div_euclid(per * 2)).unwrap_or(i64::MAX)
    }

    /// The least price that is not below this one and is for as much as another price is for.
    #[must_use]
    pub fn for_as_much_as(self, other: Price) -> Price {
        let per = other.per.max(1);
        let exact = i128::from(self.minor) * i128::from(per);
        let minor = exact.div_euclid(i128::from(self.per.max(1)));
        let up = i128::from(exact.rem_euclid(i128::from(self.per.max(1))) > 0);
        Price { minor: i64::try_from(minor + up).unwrap_or(i64::MAX), per }
    }
}

/// Converts minor units to the company's own currency; `rate_ppm` is CNY for one unit, in millionths. Rounded half up.
pub fn to_company_currency(minor: i64, rate_ppm: i64) -> i64 {
    let doubled = i128::from(minor) * i128::from(rate_ppm) * 2 + 1_000_000;
    i64::try_from(doubled.div_euclid(2_000_000)).unwrap_or(i64::MAX)
}

/// The tax inside an amount that includes tax, in minor units, rounded half up; the rate is in basis points (1300 is 13 %).
pub fn tax_within(amount: i64, rate_basis_points: i64) -> i64 {
    let whole = i128::from(10_000 + rate_basis_points);
    let exact = i128::from(amount) * i128::from(rate_basis_points);
    i64::try_from((exact * 2 + whole).div_euclid(whole * 2)).unwrap_or(i64::MAX)
}

/// Reads an amount as typed: `1,234.5`, `￥1234.50`, full-width digits. More than two decimals or other letters are refused.
pub fn parse_minor(text: &str) -> Option<i64> {
    let mut clean = String::with_capacity(text.len());
    for character in text.trim().chars() {
        match character {
            ',' | '，' | ' ' | '¥' | '￥' | '$' => {}
            '．' => clean.push('.'),
            '０'..='９' => clean.push(char::from(b'0' + (character as u32 - '０' as u32) as u8)),
            other => clean.push(other),
        }
    }
    let (sign, digits) = clean.strip_prefix('-').map_or((1, clean.as_str()), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || part.len() > 2 || !plain(whole) || !plain(part) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(part)?.checked_mul(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_amount_is_rounded_half_up_once() {
        let carton = Price { minor: 5_995, per: 24 };
        assert_eq!(carton.amount(24), 5_995);
        assert_eq!(carton.amount(12), 2_998);
        assert_eq!(carton.amount(1), 250);
        assert_eq!(Price { minor: 1, per: 2 }.amount(1), 1);
    }

    #[test]
    fn huge_amounts_do_not_wrap() {
        assert_eq!(Price { minor: i64::MAX, per: 1 }.amount(i64::MAX), i64::MAX);
    }

    #[test]
    fn typed_money() {
        assert_eq!(parse_minor("1,234.5"), Some(123_450));
        assert_eq!(parse_minor("￥１２．０５"), Some(1_205));
        assert_eq!(parse_minor("-3"), Some(-300));
        assert_eq!(parse_minor(".5"), Some(50));
        for wrong in ["", "1.234", "12a", "1..2", "-", "99999999999999999999"] {
            assert_eq!(parse_minor(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn tax_is_inside_the_amount() {
        assert_eq!(tax_within(11_300, 1_300), 1_300);
        assert_eq!(tax_within(10_900, 900), 900);
        assert_eq!(tax_within(0, 900), 0);
    }

    #[test]
    fn foreign_money_becomes_own_money() {
        assert_eq!(to_company_currency(100, 7_123_456), 712);
        assert_eq!(to_company_currency(-100, 7_123_456), -712);
    }
}
