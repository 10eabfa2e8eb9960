//! What a mail orders, as a [`Draft`]: every value with where it stands, how it was written and whether it is certain, and a
//! list of what is missing or doubtful.
//!
//! "Certain" needs evidence: a label, a column of a table, or words that can be read in one way only. Everything else is a
//! suggestion that a person looks at.

pub mod dates;
mod fields;
mod firms;
mod gather;
mod goods;
mod labels;
mod open;
mod prose;
pub mod quantity;
mod requested;
mod sheets;
mod table;
mod text;
mod zones;

use chrono::NaiveDate;

use crate::domain::customers::Terms;
use crate::domain::money::Currency;
use crate::domain::orders::Incoterm;
use crate::i18n::Lang;
pub use gather::{draft, own_words};
pub use open::Open;
pub use quantity::Quantity;

/// A value found in a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// True only with evidence; else a person decides.
    pub certain: bool,
    /// Where it stands.
    pub source: Source,
    /// The text as written.
    pub said: String,
}

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In the subject.
    Subject {
        /// First character, from 0.
        from: u32,
        /// The character behind the last.
        to: u32,
    },
    /// In the body as [`crate::intake::mail::message::Message`] has it.
    Body {
        /// Number of the line, from 1.
        line: u32,
        /// First character in the line, from 0.
        from: u32,
        /// The character behind the last.
        to: u32,
    },
    /// In a table file that came with the mail.
    Cell {
        /// Name of the file.
        attachment: String,
        /// Name of the sheet; empty for CSV.
        sheet: String,
        /// Number of the row, from 1.
        row: u32,
        /// Column, from 0.
        column: u32,
    },
    /// In the sender's name or address.
    Sender,
}

impl Source {
    /// The first character, or the column, within the line or row.
    pub fn begins(&self) -> u32 {
        match self {
            Source::Subject { from, .. } | Source::Body { from, .. } => *from,
            Source::Cell { column, .. } => *column,
            Source::Sender => 0,
        }
    }
}

/// A price as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceSaid {
    /// All digits as one whole number.
    pub digits: i64,
    /// How many of them stand behind the decimal point.
    pub places: u32,
    /// The currency beside the figure, where one is.
    pub currency: Option<Currency>,
    /// For one of which unit; empty where that was not said.
    pub per: String,
}

impl PriceSaid {
    /// Minor units of the currency; none where the price has fractions of them, or is beyond what is kept.
    pub fn minor(&self) -> Option<i64> {
        let scale = 10_i64.checked_pow(self.places)?;
        let hundredfold = self.digits.checked_mul(100)?;
        (hundredfold % scale == 0).then_some(hundredfold / scale)
    }
}

impl std::fmt::Display for PriceSaid {
    /// `52.8`, `52.8/箱`, `21 USD/ctn`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&quantity::figure_text(self.digits, self.places))?;
        if let Some(currency) = self.currency {
            write!(f, " {}", currency.code())?;
        }
        if !self.per.is_empty() {
            write!(f, "/{}", self.per)?;
        }
        Ok(())
    }
}

/// Terms of payment as written, and which of ours they are where that is plain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsSaid {
    /// The words.
    pub text: String,
    /// The same among the company's terms.
    pub terms: Option<Terms>,
}

/// Who orders, as far as the mail says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerSaid {
    /// Name of the firm.
    pub name: Option<Found<String>>,
    /// Telephone in the signature.
    pub phone: Option<Found<String>>,
    /// Mail address of the writer, lower case. In a mail that was passed on, of the one who wrote it first.
    pub email: Option<Found<String>>,
}

/// One line of the order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftLine {
    /// The goods as written.
    pub name: Option<Found<String>>,
    /// Our code, or theirs.
    pub code: Option<Found<String>>,
    /// Barcode; certain where its check digit fits.
    pub barcode: Option<Found<String>>,
    /// Specification: `250ml*24`.
    pub specification: Option<Found<String>>,
    /// How much.
    pub quantity: Option<Found<Quantity>>,
    /// Price, where one is written.
    pub price: Option<Found<PriceSaid>>,
    /// A remark on the line.
    pub note: Option<Found<String>>,
    /// `同上次`: as much as in the last order. Without goods, the whole order is as the last one.
    pub like_last: Option<Found<String>>,
}

impl DraftLine {
    /// The goods in few words, for a question about them.
    pub fn goods(&self) -> String {
        let texts = [&self.name, &self.specification, &self.code, &self.barcode];
        let said: Vec<&str> =
            texts.iter().filter_map(|found| found.as_ref().map(|found| found.value.as_str())).collect();
        said.into_iter().take(2).collect::<Vec<_>>().join(" ")
    }
}

/// What a mail orders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The mail's language.
    pub lang: Lang,
    /// Their number of the order.
    pub reference: Option<Found<String>>,
    /// Who orders.
    pub customer: CustomerSaid,
    /// Where the goods go.
    pub ship_to: Option<Found<String>>,
    /// Who takes the goods in, or else who wrote.
    pub contact: Option<Found<String>>,
    /// Their telephone.
    pub phone: Option<Found<String>>,
    /// The day on which they wish to have the goods.
    pub requested: Option<Found<NaiveDate>>,
    /// When they pay.
    pub terms: Option<Found<TermsSaid>>,
    /// Incoterm; its place may be empty.
    pub incoterm: Option<Found<Incoterm>>,
    /// Currency of the prices.
    pub currency: Option<Found<Currency>>,
    /// Remarks.
    pub remarks: Vec<Found<String>>,
    /// The goods.
    pub lines: Vec<DraftLine>,
    /// What is missing or doubtful, in the order in which one asks.
    pub open: Vec<Open>,
    /// True where another mail was passed on and is what was read.
    pub passed_on: bool,
}
