//! The statement of a customer's orders, as figures, on paper and as a table.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Office, OpError, sight};
use crate::domain::company::Company;
use crate::domain::customers::Customer;
use crate::domain::ids::CustomerId;
use crate::domain::people::Right;
use crate::domain::statement::{self as rules, Entry, Kind, Statement};
use crate::i18n::{Lang, t, t_dyn};
use crate::print::documents::{CompanyHead, Offset, Options, Party, StatementSheet, statement_kind, statement_sheet};
use crate::print::workbook::{Cell, Column};
use crate::print::{Document, PrintError};
use crate::store;

/// Orders that are read at once.
const PAGE: i64 = 200;

/// A customer's statement with everything that its paper names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The customer.
    pub customer: Customer,
    /// The company.
    pub company: Company,
    /// The figures.
    pub statement: Statement,
}

/// The statement of a customer for a period.
///
/// # Errors
/// [`OpError::NotFound`], [`OpError::NotAllowed`]; the store's.
pub fn of_customer(office: &mut Office, id: CustomerId, from: NaiveDate, to: NaiveDate) -> Result<Account, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        sight::customer(tx, sight, id)?;
        let kept = store::customers::load(tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
        let company = store::company::load(tx)?;
        let mut entries: Vec<Entry> = Vec::new();
        for one in store::customers::group(tx, id)? {
            let mut after = 0;
            loop {
                let orders = store::orders::of_customer(tx, one, after, PAGE)?;
                let Some(last) = orders.last() else { break };
                after = last.id.0;
                entries.extend(orders.iter().flat_map(|order| rules::of_order(order, &company)));
            }
            let paid = store::customers::payments(tx, one, i64::MAX)?.into_iter();
            entries.extend(paid.map(|payment| Entry {
                day: payment.day,
                kind: Kind::of_payment(payment.amount),
                number: payment.note,
                amount: payment.amount,
            }));
        }
        let statement = rules::statement(kept.exposure.opening, entries, from, to);
        Ok(Account { customer: kept.customer, company, statement })
    })
}

impl Account {
    /// The statement on paper.
    ///
    /// # Errors
    /// [`PrintError::MissingGlyph`] names a character that cannot be printed.
    pub fn document(&self, lang: Lang, by: &str, now: DateTime<Utc>) -> Result<Document, PrintError> {
        let (customer, head) = (&self.customer, &self.company.letterhead);
        let contact = customer.contacts.first();
        let english = lang == Lang::En && !customer.name_en.is_empty();
        let sheet = StatementSheet {
            company: CompanyHead {
                name: head.name_in(lang.tag()).to_owned(),
                address: head.address_in(lang.tag()).to_owned(),
                telephone: head.phone.clone(),
            },
            customer: Party {
                name: if english { customer.name_en.clone() } else { customer.name.clone() },
                address: customer.addresses.first().cloned().unwrap_or_default(),
                contact: contact.map(|contact| contact.name.clone()).unwrap_or_default(),
                telephone: contact.map(|contact| contact.phone.clone()).unwrap_or_default(),
            },
            code: customer.code.clone(),
            terms: t_dyn(lang, &format!("terms-{}", customer.credit.terms.key())),
            statement: self.statement.clone(),
            prepared_by: by.to_owned(),
            printed_at: now.with_timezone(&self.company.zone()).naive_local(),
        };
        let print = &self.company.print;
        let offset = Offset { x: print.offset_x, y: print.offset_y };
        statement_sheet(&sheet, &Options { offset, ..Options::new(lang) })
    }

    /// The columns of the statement as a table.
    pub fn columns(lang: Lang) -> Vec<Column> {
        let keys = [
            ("statement-day", 12),
            ("statement-kind", 12),
            ("statement-number", 28),
            ("statement-ordered", 14),
            ("statement-shipped", 14),
            ("statement-paid", 14),
            ("statement-balance", 14),
        ];
        keys.map(|(key, width)| Column { title: t_dyn(lang, key), width }).to_vec()
    }

    /// The rows of the table, the balance carried forward first.
    pub fn rows(&self, lang: Lang) -> Vec<Vec<Cell>> {
        let found = &self.statement;
        let carried = vec![
            Cell::Day(found.from),
            Cell::from(t(lang, "statement-carried")),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Money(found.opening),
        ];
        let lines = found.lines.iter().map(|line| {
            let entry = &line.entry;
            let figure =
                |kinds: &[Kind]| if kinds.contains(&entry.kind) { Cell::Money(entry.amount) } else { Cell::Empty };
            vec![
                Cell::Day(entry.day),
                Cell::from(statement_kind(lang, entry.kind)),
                Cell::from(entry.number.as_str()),
                figure(&[Kind::Ordered]),
                figure(&[Kind::Shipped]),
                figure(&[Kind::Paid, Kind::BookedBack]),
                Cell::Money(line.balance),
            ]
        });
        std::iter::once(carried).chain(lines).collect()
    }
}
