//! Lists as tables for a spreadsheet, without a limit (F113): pages from the store, rows for the file.
//!
//! A page goes along ids, which have no gaps, so the last page of a million orders costs what the first one costs, and nothing
//! is left out or told twice when orders come in meanwhile.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::words::packs_in;
use super::{Office, OpError};
use crate::domain::ids::ProductId;
use crate::domain::people::{Right, Sight, User};
use crate::domain::prices::Audience;
use crate::domain::products::Product;
use crate::i18n::{Lang, decimal, t, t_dyn};
use crate::print::workbook::{Cell, Column};
use crate::store::orders::Filter;
use crate::store::{self, Tx};

/// Ids that one page of orders looks at: a few hundredths of a second.
const WINDOW: i64 = 2_000;
/// Customers, goods and price lists of one page.
const PAGE: i64 = 500;

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The orders of a list, oldest first.
    Orders(Filter),
    /// The lines of the orders that came in on these days.
    Lines {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
    /// All customers.
    Customers,
    /// All goods.
    Goods,
    /// All price lists, line by line.
    Prices,
}

impl What {
    /// A stable name for text keys (`export-orders`) and the command line.
    pub fn key(&self) -> &'static str {
        match self {
            What::Orders(_) => "orders",
            What::Lines { .. } => "lines",
            What::Customers => "customers",
            What::Goods => "goods",
            What::Prices => "prices",
        }
    }

    /// The title, for the sheet and the file's name.
    pub fn title(&self, lang: Lang) -> String {
        t_dyn(lang, &format!("export-{}", self.key()))
    }

    /// The columns.
    pub fn columns(&self, lang: Lang) -> Vec<Column> {
        let keys: &[(&str, u32)] = match self {
            What::Orders(_) => ORDERS,
            What::Lines { .. } => LINES,
            What::Customers => CUSTOMERS,
            What::Goods => GOODS,
            What::Prices => PRICES,
        };
        keys.iter().map(|(key, width)| Column { title: t_dyn(lang, key), width: *width }).collect()
    }
}

const ORDERS: &[(&str, u32)] = &[
    ("orders-number", 18),
    ("export-received", 12),
    ("export-customer-code", 12),
    ("orders-customer", 32),
    ("orders-stage", 14),
    ("orders-requested", 12),
    ("export-promised", 12),
    ("orders-currency", 8),
    ("orders-amount", 14),
];
const LINES: &[(&str, u32)] = &[
    ("orders-number", 18),
    ("export-received", 12),
    ("export-customer-code", 12),
    ("orders-customer", 32),
    ("export-line", 6),
    ("export-goods-code", 14),
    ("orders-goods", 28),
    ("orders-specification", 16),
    ("export-base-quantity", 12),
    ("orders-base-unit", 8),
    ("orders-currency", 8),
    ("orders-amount", 14),
];
const CUSTOMERS: &[(&str, u32)] = &[
    ("orders-code", 12),
    ("orders-customer-name", 32),
    ("orders-name-en", 28),
    ("prices-group", 14),
    ("owner-label", 12),
    ("orders-contact", 12),
    ("orders-phone", 18),
    ("orders-email", 24),
    ("orders-address", 44),
    ("orders-currency", 8),
    ("orders-terms", 14),
    ("orders-grade", 8),
    ("orders-limit", 14),
    ("export-owed", 14),
    ("orders-shelf-rule", 12),
    ("orders-transport-days", 10),
    ("orders-note", 30),
    ("orders-active", 8),
];
const GOODS: &[(&str, u32)] = &[
    ("orders-code", 12),
    ("orders-goods-name", 28),
    ("orders-name-hant", 28),
    ("orders-name-en", 28),
    ("orders-specification", 16),
    ("orders-barcode", 16),
    ("orders-packs", 20),
    ("orders-price", 12),
    ("orders-price-per", 10),
    ("prices-lowest", 12),
    ("orders-tax", 8),
    ("orders-shelf-life", 10),
    ("orders-lead", 8),
    ("orders-active", 8),
];
const PRICES: &[(&str, u32)] = &[
    ("prices-list", 24),
    ("prices-group", 14),
    ("export-customer-code", 12),
    ("orders-currency", 8),
    ("prices-valid-from", 12),
    ("prices-valid-until", 12),
    ("export-goods-code", 14),
    ("orders-goods", 28),
    ("orders-price", 12),
    ("orders-price-per", 10),
    ("orders-active", 8),
];

/// A page of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Where the next page begins; none after the last.
    pub next: Option<i64>,
    /// So much is done, of `all`, in ids or rows.
    pub done: u64,
    /// See `done`.
    pub all: u64,
}

/// The page that begins behind `after`; 0 for the first.
///
/// # Errors
/// [`OpError::NotAllowed`]; the store's.
pub fn page(office: &mut Office, what: &What, lang: Lang, after: i64) -> Result<Page, OpError> {
    office.see(Right::ReadOrders, |tx, sight| match what {
        What::Orders(filter) => orders(tx, sight, filter, lang, after),
        What::Lines { from, to } => lines(tx, sight, (*from, *to), lang, after),
        What::Customers => {
            let all = store::customers::count(tx, sight)?;
            let kept = store::customers::page(tx, sight, after, PAGE)?;
            let people = store::people::all(tx)?;
            let rows = kept.iter().map(|kept| customer(kept, &people, lang)).collect();
            Ok(of_list(rows, after, kept.len(), all))
        }
        What::Goods => {
            let all = store::products::count(tx)?;
            let kept = store::products::page(tx, after, PAGE)?;
            Ok(of_list(kept.iter().map(|(product, _)| goods(product, lang)).collect(), after, kept.len(), all))
        }
        What::Prices => prices(tx, sight, lang, after),
    })
}

fn of_list(rows: Vec<Vec<Cell>>, after: i64, read: usize, all: i64) -> Page {
    let done = after + read as i64;
    let next = (read as i64 == PAGE).then_some(done);
    Page { rows, next, done: done.unsigned_abs(), all: all.unsigned_abs() }
}

fn of_window(rows: Vec<Vec<Cell>>, after: i64, newest: i64) -> Page {
    let done = (after + WINDOW).min(newest);
    let next = (after + WINDOW < newest).then_some(after + WINDOW);
    Page { rows, next, done: done.unsigned_abs(), all: newest.unsigned_abs() }
}

fn orders(tx: &mut Tx<'_>, sight: Sight, filter: &Filter, lang: Lang, after: i64) -> Result<Page, OpError> {
    super::orders::of_seen(tx, sight, filter)?;
    let newest = store::company::last_number(tx, "orders")?;
    let found = store::orders::window(tx, sight, filter, after, after + WINDOW)?;
    let rows = found.into_iter().map(|found| {
        let row = found.row;
        vec![
            Cell::Text(row.number),
            Cell::from(found.day),
            Cell::Text(found.customer_code),
            Cell::Text(row.customer),
            Cell::Text(t_dyn(lang, &format!("stage-{}", row.stage.key()))),
            Cell::Day(row.requested),
            Cell::from(row.promised),
            Cell::from(row.currency.code()),
            Cell::Money(row.amount),
        ]
    });
    Ok(of_window(rows.collect(), after, newest))
}

fn lines(tx: &mut Tx<'_>, sight: Sight, days: (NaiveDate, NaiveDate), lang: Lang, after: i64) -> Result<Page, OpError> {
    let newest = store::company::last_number(tx, "orders")?;
    let found = store::orders::line_window(tx, sight, days, after, after + WINDOW)?;
    let mut products: BTreeMap<ProductId, Option<Product>> = BTreeMap::new();
    let mut rows = Vec::with_capacity(found.len());
    for line in found {
        if let std::collections::btree_map::Entry::Vacant(vacant) = products.entry(line.product) {
            vacant.insert(store::products::load(tx, line.product)?.map(|(product, _)| product));
        }
        let product = products.get(&line.product).and_then(Option::as_ref);
        let text = |get: fn(&Product) -> &str| Cell::from(product.map(get).unwrap_or_default());
        rows.push(vec![
            Cell::Text(line.number),
            Cell::from(line.day),
            Cell::Text(line.customer_code),
            Cell::Text(line.customer),
            Cell::Whole(line.line),
            text(|product| &product.code),
            Cell::from(product.map(|product| product.name_in(lang.tag())).unwrap_or_default()),
            text(|product| &product.specification),
            Cell::Whole(line.quantity),
            Cell::from(product.map(|product| packs_in(lang, &product.packs).base_unit).unwrap_or_default().as_str()),
            Cell::from(line.currency.code()),
            Cell::Money(line.amount),
        ]);
    }
    Ok(of_window(rows, after, newest))
}

fn yes(lang: Lang, yes: bool) -> Cell {
    Cell::from(t(lang, if yes { "export-yes" } else { "export-no" }))
}

fn customer(kept: &store::customers::Kept, people: &[User], lang: Lang) -> Vec<Cell> {
    let (customer, file) = (&kept.customer, &kept.customer.credit);
    let contact = customer.contacts.first();
    let rule = customer.shelf_life;
    let owner = people.iter().find(|user| Some(user.id) == customer.owner);
    vec![
        Cell::from(customer.code.as_str()),
        Cell::from(customer.name.as_str()),
        Cell::from(customer.name_en.as_str()),
        Cell::from(customer.price_group.as_str()),
        Cell::from(owner.map_or("", |user| user.name.as_str())),
        Cell::from(contact.map_or("", |contact| contact.name.as_str())),
        Cell::from(contact.map_or("", |contact| contact.phone.as_str())),
        Cell::from(contact.map_or("", |contact| contact.email.as_str())),
        Cell::from(customer.addresses.first().map_or("", String::as_str)),
        Cell::from(customer.currency.code()),
        Cell::Text(t_dyn(lang, &format!("terms-{}", file.terms.key()))),
        Cell::Text(t_dyn(lang, &format!("grade-{}", file.grade.key()))),
        Cell::Money(file.limit),
        Cell::Money(kept.exposure.total()),
        Cell::Text(format!("{}/{}", rule.numerator, rule.denominator)),
        Cell::Whole(customer.transport_days),
        Cell::from(customer.note.as_str()),
        yes(lang, customer.active),
    ]
}

fn goods(product: &Product, lang: Lang) -> Vec<Cell> {
    let packs = packs_in(lang, &product.packs);
    let outer: Vec<String> =
        packs.packs.iter().map(|pack| format!("{} = {} {}", pack.unit, pack.base_units, packs.base_unit)).collect();
    vec![
        Cell::from(product.code.as_str()),
        Cell::from(product.name.as_str()),
        Cell::from(product.name_hant.as_str()),
        Cell::from(product.name_en.as_str()),
        Cell::from(product.specification.as_str()),
        Cell::from(product.barcode.as_str()),
        Cell::from(outer.join("; ").as_str()),
        Cell::Money(product.price.minor),
        Cell::from(packs.show_per(product.price.per).as_str()),
        product.lowest.map_or(Cell::Empty, |lowest| Cell::Money(lowest.amount(product.price.per))),
        Cell::Text(format!("{} %", decimal(product.tax_basis_points, 2))),
        Cell::Whole(product.shelf_life_days),
        Cell::Whole(product.lead_days),
        yes(lang, product.active),
    ]
}

fn prices(tx: &mut Tx<'_>, sight: Sight, lang: Lang, after: i64) -> Result<Page, OpError> {
    let all = store::prices::count(tx, sight)?;
    let kept = store::prices::page(tx, sight, after, PAGE)?;
    let mut rows = Vec::new();
    for (list, _) in &kept {
        let (group, code) = match &list.audience {
            Audience::Group(name) => (name.clone(), String::new()),
            Audience::Customer(id) => {
                let code = store::customers::load(tx, *id)?.map(|kept| kept.customer.code);
                (String::new(), code.unwrap_or_default())
            }
        };
        for line in &list.lines {
            let Some((product, _)) = store::products::load(tx, line.product)? else { continue };
            rows.push(vec![
                Cell::from(list.name.as_str()),
                Cell::from(group.as_str()),
                Cell::from(code.as_str()),
                Cell::from(list.currency.code()),
                Cell::Day(list.from),
                Cell::from(list.until),
                Cell::from(product.code.as_str()),
                Cell::Text(format!("{} {}", product.name_in(lang.tag()), product.specification)),
                Cell::Money(line.price.minor),
                Cell::from(packs_in(lang, &product.packs).show_per(line.price.per).as_str()),
                yes(lang, list.active),
            ]);
        }
    }
    Ok(of_list(rows, after, kept.len(), all))
}
