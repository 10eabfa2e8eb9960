//! The company's settings as texts that are typed, and back.

use chrono::NaiveDate;

use super::kept::Part;
use crate::domain::company::Company;
use crate::domain::money::Currency;
use crate::i18n::{Lang, t_dyn, tf};
use crate::ui::steps::parts::Typed;

/// The currencies that have a rate.
pub const FOREIGN: [Currency; 4] = [Currency::Usd, Currency::Eur, Currency::Hkd, Currency::Sgd];

/// What is typed.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pub name: String,
    pub name_hant: String,
    pub name_en: String,
    pub address: String,
    pub address_en: String,
    pub phone: String,
    pub prefix: String,
    pub first_day_counts: bool,
    pub fonds: String,
    pub department: String,
    pub ordinary_years: String,
    pub long_years: String,
    pub large: Typed<i64>,
    pub rates: [String; 4],
    pub paper: usize,
    pub prices: bool,
    pub offset_x: String,
    pub offset_y: String,
}

/// What cannot be read, by the field's text key.
type Unread = &'static str;

impl Part for Fields {
    fn of(company: &Company, _: NaiveDate) -> Fields {
        let (head, archive, print) = (&company.letterhead, &company.archive, &company.print);
        Fields {
            name: head.name.clone(),
            name_hant: head.name_hant.clone(),
            name_en: head.name_en.clone(),
            address: head.address.clone(),
            address_en: head.address_en.clone(),
            phone: head.phone.clone(),
            prefix: company.order_prefix.clone(),
            first_day_counts: company.first_day_counts,
            fonds: archive.fonds.clone(),
            department: archive.department.clone(),
            ordinary_years: archive.ordinary_years.to_string(),
            long_years: archive.long_years.to_string(),
            large: Typed::money(archive.large_amount),
            rates: FOREIGN.map(|currency| company.rate_ppm(currency).map(show_rate).unwrap_or_default()),
            paper: usize::from(print.half_page),
            prices: print.prices,
            offset_x: show_tenths(print.offset_x),
            offset_y: show_tenths(print.offset_y),
        }
    }

    fn company(&self, base: &Company, lang: Lang) -> Result<Company, String> {
        self.read(base).map_err(|field| tf(lang, "settings-unread", &[("field", t_dyn(lang, field).into())]))
    }
}

impl Fields {
    /// The settings as typed, or the first field that cannot be read.
    fn read(&self, base: &Company) -> Result<Company, Unread> {
        let mut company = base.clone();
        let head = &mut company.letterhead;
        for (to, from) in [
            (&mut head.name, &self.name),
            (&mut head.name_hant, &self.name_hant),
            (&mut head.name_en, &self.name_en),
            (&mut head.address, &self.address),
            (&mut head.address_en, &self.address_en),
            (&mut head.phone, &self.phone),
            (&mut company.order_prefix, &self.prefix),
            (&mut company.archive.fonds, &self.fonds),
            (&mut company.archive.department, &self.department),
        ] {
            from.trim().clone_into(to);
        }
        company.first_day_counts = self.first_day_counts;
        company.archive.ordinary_years = self.ordinary_years.trim().parse().map_err(|_| "settings-ordinary-years")?;
        company.archive.long_years = self.long_years.trim().parse().map_err(|_| "settings-long-years")?;
        company.archive.large_amount = self.large.value.ok_or("settings-large")?;
        for (currency, text) in FOREIGN.iter().zip(&self.rates) {
            company.rates_ppm.insert(*currency, read_rate(text).ok_or("settings-rates")?);
        }
        company.print.half_page = self.paper == 1;
        company.print.prices = self.prices;
        company.print.offset_x = read_tenths(&self.offset_x).ok_or("settings-offset-x")?;
        company.print.offset_y = read_tenths(&self.offset_y).ok_or("settings-offset-y")?;
        Ok(company)
    }
}

/// A rate in millionths, without zeros that say nothing: `7.1`.
fn show_rate(ppm: i64) -> String {
    let text = format!("{}.{:06}", ppm / 1_000_000, ppm % 1_000_000);
    let text = text.trim_end_matches('0');
    text.strip_suffix('.').unwrap_or(text).to_owned()
}

fn read_rate(text: &str) -> Option<i64> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 6 || !plain(whole) || !plain(part) {
        return None;
    }
    let part: i64 = format!("{part:0<6}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 1_000_000 + part).filter(|ppm| *ppm > 0)
}

fn show_tenths(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

/// Millimetres with at most one decimal, as tenths.
fn read_tenths(text: &str) -> Option<i32> {
    crate::ui::steps::parts::parse_tenths(text).and_then(|tenths| i32::try_from(tenths).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_written_and_read_again_are_the_same() {
        let company = Company::default();
        assert_eq!(Fields::of(&company, NaiveDate::default()).company(&company, Lang::En), Ok(company));
    }

    #[test]
    fn rates_have_up_to_six_decimals_and_are_never_nothing() {
        assert_eq!(show_rate(7_100_000), "7.1");
        assert_eq!(show_rate(910_000), "0.91");
        assert_eq!(read_rate("7.123456"), Some(7_123_456));
        for wrong in ["", "0", "7.1234567", "-7", "seven"] {
            assert_eq!(read_rate(wrong), None, "{wrong}");
        }
    }
}
