//! Own data in: checked rows of a table file become customers, goods and opening stock, all of them or none.
//!
//! The way of a file: [`read`] makes a [`Sheet`] of it; [`check`] says for every row what would become of it, against what
//! the store holds already; a person edits rows ([`Sheet::edit`]) or leaves them out and checks again; [`import()`] does it
//! in the transaction it is given. Both ask the same plan, so what was shown is what is done.

mod customers;
mod goods;
mod lots;
mod prices;

use super::{Office, OpError, Work};
use crate::domain::people::{Right, Sight, User, may};
use crate::domain::prices::PriceList;
use crate::domain::products::Product;
use crate::intake::customers::CustomerRow;
use crate::intake::goods::GoodsRow;
use crate::intake::header::Field;
use crate::intake::import::{Draft, Finding, FindingKind, Import, Record};
use crate::intake::opening_stock::StockRow;
use crate::intake::prices::PriceRow;
use crate::intake::tables::{Limits, Workbook, read as read_tables};
use crate::intake::{IntakeError, import};
use crate::store;

/// What a file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Customers.
    #[default]
    Customers,
    /// Goods.
    Goods,
    /// Lots in stock on the first day.
    OpeningStock,
    /// Price lists, a row a price.
    Prices,
}

impl Kind {
    /// All kinds, in the order in which a firm brings them in.
    pub const ALL: [Kind; 4] = [Kind::Goods, Kind::Customers, Kind::OpeningStock, Kind::Prices];

    /// The right that bringing them in needs.
    pub fn right(self) -> Right {
        match self {
            Kind::Customers => Right::KeepCustomers,
            Kind::Goods => Right::KeepProducts,
            Kind::OpeningStock => Right::KeepStock,
            Kind::Prices => Right::KeepPrices,
        }
    }

    /// The columns it may have.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Kind::Customers => CustomerRow::FIELDS,
            Kind::Goods => GoodsRow::FIELDS,
            Kind::OpeningStock => StockRow::FIELDS,
            Kind::Prices => PriceRow::FIELDS,
        }
    }
}

/// The rows of a file, by what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Customers.
    Customers(Import<CustomerRow>),
    /// Goods.
    Goods(Import<GoodsRow>),
    /// Lots.
    OpeningStock(Import<StockRow>),
    /// Prices.
    Prices(Import<PriceRow>),
}

/// Does the same with the import of any kind.
macro_rules! each {
    ($sheet:expr, $import:ident => $do:expr) => {
        match $sheet {
            Sheet::Customers($import) => $do,
            Sheet::Goods($import) => $do,
            Sheet::OpeningStock($import) => $do,
            Sheet::Prices($import) => $do,
        }
    };
}

impl Sheet {
    /// The sheet of a workbook that has rows of this kind. Errors: [`IntakeError::NoHeader`], [`IntakeError::Empty`].
    pub fn of(kind: Kind, book: &Workbook) -> Result<Sheet, IntakeError> {
        Ok(match kind {
            Kind::Customers => Sheet::Customers(Import::read(book)?),
            Kind::Goods => Sheet::Goods(Import::read(book)?),
            Kind::OpeningStock => Sheet::OpeningStock(Import::read(book)?),
            Kind::Prices => Sheet::Prices(Import::read(book)?),
        })
    }

    /// What it holds.
    pub fn kind(&self) -> Kind {
        match self {
            Sheet::Customers(_) => Kind::Customers,
            Sheet::Goods(_) => Kind::Goods,
            Sheet::OpeningStock(_) => Kind::OpeningStock,
            Sheet::Prices(_) => Kind::Prices,
        }
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        each!(self, import => import.entries.len())
    }

    /// True when it has none, because all were left out.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A row's texts, in the order of [`Kind::fields`].
    pub fn draft(&self, index: usize) -> Option<&Draft> {
        each!(self, import => import.entries.get(index).map(|entry| &entry.draft))
    }

    /// For each field of the kind, whether the file has it.
    pub fn has(&self) -> &[bool] {
        each!(self, import => &import.has)
    }

    /// Columns of the file that are not read.
    pub fn left_out(&self) -> &[String] {
        each!(self, import => &import.left_out)
    }

    /// Name of the sheet in the file, and the row of its header.
    pub fn place(&self) -> (&str, u32) {
        each!(self, import => (import.sheet.as_str(), import.header_row))
    }

    /// Writes a text into a cell, by the row's index and the field's.
    pub fn edit(&mut self, row: usize, field: usize, text: &str) {
        each!(self, import => import.edit(row, field, text));
    }

    /// Leaves a row out.
    pub fn leave_out(&mut self, row: usize) {
        each!(self, import => import.leave_out(row));
    }
}

/// Reads a file as rows of this kind. Errors: see [`IntakeError`].
pub fn read(kind: Kind, bytes: &[u8]) -> Result<Sheet, IntakeError> {
    Sheet::of(kind, &read_tables(bytes, &Limits::default())?)
}

/// What stands in for columns that a file has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defaults {
    /// Days of shelf life of goods without.
    pub shelf_life_days: i64,
    /// Tax of goods without, in basis points.
    pub tax: i64,
    /// Base unit of goods without.
    pub base_unit: String,
    /// Days the plant needs for the goods.
    pub lead_days: i64,
    /// Days that goods travel to new customers.
    pub transport_days: i64,
}

impl Default for Defaults {
    fn default() -> Self {
        Defaults { shelf_life_days: 180, tax: 1300, base_unit: "件".to_owned(), lead_days: 3, transport_days: 2 }
    }
}

/// What would become of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outlook {
    /// It is new.
    New,
    /// It is known and would be changed.
    Changed,
    /// It is known and the same already.
    Same,
    /// It cannot be taken as it is; its findings say why.
    Blocked,
}

/// A row, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowCheck {
    /// Number of the row in the file.
    pub row: u32,
    /// What would become of it.
    pub outlook: Outlook,
    /// What is wrong or remarkable in it, by itself, against other rows and against the store.
    pub findings: Vec<Finding>,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows that were brought in as new.
    pub created: usize,
    /// Rows that changed what was known.
    pub changed: usize,
    /// Rows that were the same already.
    pub same: usize,
    /// Rows that cannot be taken as they are. Where there is one, nothing was done.
    pub blocked: usize,
}

/// Says for every row what would become of it.
///
/// # Errors
/// The store's.
pub fn check(
    office: &mut Office,
    actor: &User,
    sheet: &Sheet,
    defaults: &Defaults,
    today: chrono::NaiveDate,
) -> Result<Vec<RowCheck>, OpError> {
    office.read(|tx| {
        let first_day_counts = store::company::load(tx)?.first_day_counts;
        let people = store::people::all(tx)?;
        let rules = Rules { defaults, today, first_day_counts, actor, people };
        Ok(plan(tx, sheet, &rules)?.into_iter().map(|(check, _)| check).collect())
    })
}

/// Brings in all rows, or none where one is blocked.
///
/// # Errors
/// [`OpError::NotAllowed`]; those of the single operations, and then nothing is kept; the store's.
pub fn import(work: &mut Work<'_, '_>, sheet: &Sheet, defaults: &Defaults) -> Result<Report, OpError> {
    work.needs(sheet.kind().right())?;
    let today = work.today();
    let first_day_counts = work.company.first_day_counts;
    let people = store::people::all(work.tx)?;
    let rules = Rules { defaults, today, first_day_counts, actor: &work.actor.clone(), people };
    let planned = plan(work.tx, sheet, &rules)?;
    let count = |outlook| planned.iter().filter(|(check, _)| check.outlook == outlook).count();
    let report = Report {
        created: count(Outlook::New),
        changed: count(Outlook::Changed),
        same: count(Outlook::Same),
        blocked: count(Outlook::Blocked),
    };
    if report.blocked == 0 {
        for (_, action) in planned {
            act(work, action)?;
        }
    }
    Ok(report)
}

/// What a plan goes by.
struct Rules<'a> {
    defaults: &'a Defaults,
    today: chrono::NaiveDate,
    /// True when the production day counts as the first day of the shelf life.
    first_day_counts: bool,
    /// Who imports.
    actor: &'a User,
    /// Everybody, to whom customers may be given.
    people: Vec<User>,
}

impl Rules<'_> {
    /// True when the credit part of a file is taken.
    fn keeps_credit(&self) -> bool {
        may(self.actor, Right::KeepCredit)
    }
}

/// What is to be done for a row.
enum Action {
    Nothing,
    Customer { customer: Box<crate::domain::customers::Customer>, known: Option<i64> },
    Product { product: Box<Product>, known: Option<i64> },
    Lot(super::stock::NewLot),
    Prices { list: Box<PriceList>, known: Option<i64> },
}

fn act(work: &mut Work<'_, '_>, action: Action) -> Result<(), OpError> {
    match action {
        Action::Nothing => Ok(()),
        Action::Customer { customer, known: None } => super::customers::create(work, *customer).map(drop),
        Action::Customer { customer, known: Some(changes) } => super::customers::change(work, *customer, changes),
        Action::Product { product, known: None } => super::products::create(work, *product).map(drop),
        Action::Product { product, known: Some(changes) } => super::products::change(work, *product, changes),
        Action::Prices { list, known: None } => super::prices::create(work, *list).map(drop),
        Action::Prices { list, known: Some(changes) } => super::prices::change(work, *list, changes),
        Action::Lot(lot) => super::stock::open_lot(work, &lot).map(drop),
    }
}

type Planned = Vec<(RowCheck, Action)>;

fn plan(tx: &mut store::Tx<'_>, sheet: &Sheet, rules: &Rules<'_>) -> Result<Planned, OpError> {
    Ok(match sheet {
        Sheet::Customers(rows) => customers::plan(rows, store::customers::page(tx, Sight::All, 0, i64::MAX)?, rules),
        Sheet::Goods(rows) => goods::plan(rows, store::products::page(tx, 0, i64::MAX)?, rules),
        Sheet::OpeningStock(rows) => {
            let products = store::products::page(tx, 0, i64::MAX)?;
            lots::plan(tx, rows, &products, rules)?
        }
        Sheet::Prices(rows) => {
            let products = store::products::page(tx, 0, i64::MAX)?;
            let customers = store::customers::page(tx, Sight::All, 0, i64::MAX)?;
            let lists = store::prices::page(tx, Sight::All, 0, i64::MAX)?;
            prices::plan(rows, &prices::Known { products: &products, customers: &customers, lists })
        }
    })
}

/// Judges a row: what was found in it already, and what the closure finds and plans for its record.
fn judge<R: Record + Clone>(
    entry: &import::Entry<R>,
    judge: impl FnOnce(&R, &mut import::Findings<'_>) -> Option<(Outlook, Action)>,
) -> (RowCheck, Action) {
    let mut findings = entry.findings.clone();
    let mut planned = None;
    if let Some(record) = &entry.record {
        let mut found = import::Findings::of(&entry.draft, R::FIELDS);
        planned = judge(record, &mut found);
        findings.extend(found.done());
    }
    let blocked = findings.iter().any(|finding| finding.kind.blocks());
    let (outlook, action) = planned.filter(|_| !blocked).unwrap_or((Outlook::Blocked, Action::Nothing));
    (RowCheck { row: entry.draft.row, outlook, findings }, action)
}

/// Takes a text where the file has one, else leaves what is known.
fn take(known: &mut String, text: &str) {
    if !text.is_empty() {
        text.clone_into(known);
    }
}

/// Notes a word that is not known, and keeps what was there.
fn word<T>(known: &mut T, read: Option<T>, field: usize, text: &str, found: &mut import::Findings<'_>) {
    match read {
        Some(value) => *known = value,
        None if !text.is_empty() => found.add(field, FindingKind::UnknownWord),
        None => {}
    }
}
