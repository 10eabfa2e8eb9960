//! What a column of an order file can hold, and finding the columns by their names.

use crate::domain::online::{Mapping, Platform};
use crate::intake::header::plain_name;

use super::layouts::LAYOUTS;

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $key:literal),+ $(,)?) => {
        /// What a column holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Column { $($(#[$doc])* $name),+ }

        /// All columns, in the order in which a person is shown them.
        pub const COLUMNS: &[Column] = &[$(Column::$name),+];

        impl Column {
            /// Key of the text that names it (`intake-field-KEY`), and its name in a kept mapping.
            pub fn key(self) -> &'static str {
                match self { $(Column::$name => $key),+ }
            }
        }
    };
}

columns! {
    /// The platform's order number.
    Number = "sale-number",
    /// How the order stands.
    State = "sale-state",
    /// How its goods stand, where that is a column of its own.
    Fulfilment = "sale-fulfilment",
    /// Whether money went back.
    RefundState = "sale-refund-state",
    /// When it was called off; filled only if it was.
    CancelledAt = "sale-cancelled-at",
    /// Why it was closed.
    CloseReason = "sale-close-reason",
    /// When it was placed.
    OrderedAt = "sale-ordered-at",
    /// When it was paid.
    PaidAt = "sale-paid-at",
    /// The day or hours the buyer chose.
    Wanted = "sale-wanted",
    /// The buyer's name on the platform.
    Buyer = "sale-buyer",
    /// Who receives the goods.
    Recipient = "sale-recipient",
    /// The recipient's telephone; a mobile number before another one.
    Phone = "sale-phone",
    /// Province or state.
    Province = "sale-province",
    /// City.
    City = "sale-city",
    /// District.
    District = "sale-district",
    /// Street, or the whole address.
    Street = "sale-street",
    /// Postal code.
    Zip = "sale-zip",
    /// Country.
    Country = "sale-country",
    /// Goods and freight.
    Total = "sale-total",
    /// What the buyer paid.
    Paid = "sale-paid",
    /// Freight.
    Freight = "sale-freight",
    /// What went back.
    Refunded = "sale-refunded",
    /// The currency.
    Currency = "sale-currency",
    /// The buyer's remark.
    BuyerNote = "sale-buyer-note",
    /// The shop's remark.
    SellerNote = "sale-seller-note",
    /// The seller's code for the goods.
    Code = "sale-code",
    /// The barcode.
    Barcode = "sale-barcode",
    /// The platform's number for the goods.
    GoodsId = "sale-goods-id",
    /// The goods' title.
    Title = "sale-title",
    /// The chosen specification.
    Specification = "sale-specification",
    /// How many.
    Quantity = "sale-quantity",
    /// Price of one.
    Price = "sale-price",
    /// Price of all of the line.
    Amount = "sale-amount",
    /// All goods in one text: `2× A, 1× B`.
    Products = "sale-products",
}

impl Column {
    /// The column of a key.
    pub fn from_key(key: &str) -> Option<Column> {
        COLUMNS.iter().copied().find(|column| column.key() == key)
    }

    /// True for what belongs to a line of goods rather than to the order.
    pub fn is_of_line(self) -> bool {
        use Column::{Amount, Barcode, Code, GoodsId, Price, Products, Quantity, Specification, Title};
        matches!(self, Amount | Barcode | Code | GoodsId | Price | Products | Quantity | Specification | Title)
    }
}

/// What a sheet holds of its orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Orders with their goods, one row a line of goods.
    Whole,
    /// Orders without goods; another sheet or file has those.
    Orders,
    /// Goods of orders in another sheet or file.
    Lines,
}

/// A layout that is known from the sources of a platform.
pub(super) struct Layout {
    pub platform: Platform,
    pub part: Part,
    /// Rows without a number go on with the order above.
    pub goes_on: bool,
    /// Names of which every one must be there; `a|b` where one of two will do. In the shape of [`plain_name`].
    pub signature: &'static [&'static str],
    pub columns: &'static [(Column, &'static [&'static str])],
}

/// Where the columns stand in a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Whose layout it is.
    pub platform: Platform,
    /// What the sheet holds.
    pub part: Part,
    /// The person's mapping by which it was read.
    pub mapping: Option<i64>,
    /// Row number of the header in the file.
    pub row: u32,
    /// Names of columns that are not read.
    pub left_out: Vec<String>,
    pub(super) goes_on: bool,
    places: Vec<Vec<usize>>,
}

impl Header {
    /// Where a kind of column stands, the likeliest first.
    pub(super) fn places(&self, column: Column) -> &[usize] {
        self.places.get(column as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// True when the sheet has such a column.
    pub fn has(&self, column: Column) -> bool {
        !self.places(column).is_empty()
    }

    /// The header that a row is, by the layouts of the platforms and the mappings that people made.
    pub(super) fn of_row(number: u32, cells: &[String], mappings: &[Mapping]) -> Option<Header> {
        let names: Vec<String> = cells.iter().map(|cell| plain_name(cell)).collect();
        let mapped = mappings.iter().find_map(|mapping| by_mapping(number, cells, &names, mapping));
        mapped.or_else(|| {
            let fitting = LAYOUTS.iter().filter(|layout| fits(layout, &names));
            let headers = fitting.map(|layout| by_layout(number, cells, &names, layout));
            headers.max_by_key(|header| header.places.iter().filter(|places| !places.is_empty()).count())
        })
    }
}

fn fits(layout: &Layout, names: &[String]) -> bool {
    let has = |name: &str| names.iter().any(|known| known == name);
    layout.signature.iter().all(|needed| needed.split('|').any(has))
}

fn by_layout(row: u32, cells: &[String], names: &[String], layout: &Layout) -> Header {
    let mut places = vec![Vec::new(); COLUMNS.len()];
    for (column, known) in layout.columns {
        let found = known.iter().flat_map(|name| names.iter().enumerate().filter(move |(_, there)| there == name));
        places[*column as usize] = found.map(|(at, _)| at).collect();
    }
    let left_out = left_out(cells, &places);
    Header {
        platform: layout.platform,
        part: layout.part,
        mapping: None,
        row,
        left_out,
        goes_on: layout.goes_on,
        places,
    }
}

/// A mapping fits where all its columns are there and one of them is the order's number.
fn by_mapping(row: u32, cells: &[String], names: &[String], mapping: &Mapping) -> Option<Header> {
    let mut places = vec![Vec::new(); COLUMNS.len()];
    for (key, name) in &mapping.columns {
        let name = plain_name(name);
        let at = names.iter().position(|known| *known == name)?;
        places[Column::from_key(key)? as usize].push(at);
    }
    if places[Column::Number as usize].is_empty() {
        return None;
    }
    let left_out = left_out(cells, &places);
    let (platform, part) = (Platform::Other, Part::Whole);
    Some(Header { platform, part, mapping: Some(mapping.id), row, left_out, goes_on: true, places })
}

fn left_out(cells: &[String], places: &[Vec<usize>]) -> Vec<String> {
    let is_read = |at: usize| places.iter().any(|places| places.contains(&at));
    cells
        .iter()
        .enumerate()
        .filter(|(at, cell)| !cell.is_empty() && !is_read(*at))
        .map(|(_, cell)| cell.clone())
        .collect()
}
