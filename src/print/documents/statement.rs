//! Statement of orders: what a customer ordered, got and paid in a period, and what is owed.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::super::PrintError;
use super::super::document::Document;
use super::super::layout::{Align, Block, Column, Field, Figure, Flow, Row, Style, Subtotal, Table, Wide};
use super::super::page::{mm, mm10};
use super::{CompanyHead, Options, Paper, Party, SMALL, finish, form_head, grid, page_foot, printed};
use crate::domain::statement::{Kind, Statement};
use crate::i18n::{self, Lang, t, tf};

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementSheet {
    /// Whose statement it is.
    pub company: CompanyHead,
    /// The customer.
    pub customer: Party,
    /// The customer's code.
    pub code: String,
    /// Terms of payment in words.
    pub terms: String,
    /// The figures, in the company's own currency.
    pub statement: Statement,
    /// Who made it.
    pub prepared_by: String,
    /// When it was made.
    pub printed_at: NaiveDateTime,
}

/// The statement on A4.
///
/// # Errors
/// [`PrintError::MissingGlyph`] names a character that cannot be printed.
pub fn statement_sheet(data: &StatementSheet, options: &Options) -> Result<Document, PrintError> {
    let lang = options.lang;
    let title = t(lang, "statement-title");
    let period = period(lang, data.statement.from, data.statement.to);
    let body = body(data, lang);
    let flow = Flow {
        sheet: Paper::A4.sheet(options.offset),
        copies: 1,
        head: &|_, _| {
            let mut right = vec![
                Block::text(format!("{} {}", t(lang, "statement-customer"), data.code), SMALL.align(Align::Right)),
                Block::text(t(lang, "statement-currency"), SMALL.align(Align::Right)),
            ];
            if !data.prepared_by.is_empty() {
                let by = tf(lang, "statement-prepared-by", &[("name", data.prepared_by.clone().into())]);
                right.push(Block::text(by, SMALL.align(Align::Right)));
            }
            vec![form_head(&data.company, title, &period, right, Paper::A4), Block::Space(mm(3))]
        },
        foot: &|_, page, pages| page_foot(lang, &data.code, &printed(lang, data.printed_at), page, pages),
        body: &body,
    };
    let number = format!("{} {}", data.code, data.statement.to.format("%Y%m%d"));
    finish(title.to_owned(), &number, lang, data.printed_at.date(), &flow)
}

/// 2026-11-01 – 2026-11-30.
fn period(lang: Lang, from: NaiveDate, to: NaiveDate) -> String {
    tf(lang, "statement-period", &[("from", i18n::date(from).into()), ("to", i18n::date(to).into())])
}

fn body(data: &StatementSheet, lang: Lang) -> Vec<Block> {
    let found = &data.statement;
    let customer = &data.customer;
    let fields = vec![
        Field::new(t(lang, "statement-customer"), customer.name.clone()).strong().span(2),
        Field::new(t(lang, "print-terms"), data.terms.clone()),
        Field::new(t(lang, "statement-contact"), format!("{} {}", customer.contact, customer.telephone)),
        Field::new(t(lang, "statement-opening"), i18n::money(found.opening)),
        Field::new(t(lang, "statement-shipped"), i18n::money(found.shipped)),
        Field::new(t(lang, "statement-paid"), i18n::money(found.paid)),
        Field::new(t(lang, "statement-closing"), i18n::money(found.closing)).strong(),
    ];
    let text = Style { leading: 150, ..SMALL };
    // What the figures mean stands before them: behind a full table it would have a page to itself.
    vec![
        grid(vec![1, 1], fields, Paper::A4.grid(), 90, mm10(9)),
        Block::Space(mm(2)),
        Block::text(t(lang, "statement-how"), text),
        Block::Space(mm(2)),
        Block::Table(table(data, lang)),
    ]
}

fn table(data: &StatementSheet, lang: Lang) -> Table {
    let right = Align::Right;
    let columns = vec![
        Column::fixed(t(lang, "statement-day"), 200, Align::Left),
        Column::fixed(t(lang, "statement-kind"), if lang == Lang::En { 240 } else { 170 }, Align::Left),
        Column::grow(t(lang, "statement-number"), 300, 1, Align::Left),
        Column::fixed(t(lang, "statement-ordered"), 260, right),
        Column::fixed(t(lang, "statement-shipped"), 260, right),
        Column::fixed(t(lang, "statement-paid"), 260, right),
        Column::fixed(t(lang, "statement-balance"), 270, right),
    ];
    let found = &data.statement;
    let mut table = Table::new(columns, Paper::A4.grid(), Style::text(85), mm10(9));
    let carried = |label: &str, day: NaiveDate, balance: i64| {
        let mut cells = vec![i18n::date(day), label.to_owned()];
        cells.extend(std::iter::repeat_n(String::new(), 4));
        cells.push(i18n::money(balance));
        Row { cells, sums: vec![0, 0, 0], strong: true }
    };
    table.rows.push(carried(t(lang, "statement-carried"), found.from, found.opening));
    for line in &found.lines {
        let entry = &line.entry;
        let place = match entry.kind {
            Kind::Ordered => 0,
            Kind::Shipped => 1,
            Kind::Paid | Kind::BookedBack => 2,
        };
        let mut sums = vec![0, 0, 0];
        sums[place] = entry.amount;
        let mut figures = vec![String::new(), String::new(), String::new()];
        figures[place] = i18n::money(entry.amount);
        let mut cells = vec![i18n::date(entry.day), kind(lang, entry.kind).to_owned(), entry.number.clone()];
        cells.extend(figures);
        cells.push(i18n::money(line.balance));
        table.rows.push(Row { cells, sums, strong: false });
    }
    let figures = (0..3).map(|place| (3 + place, 1, Figure::Money(place))).collect();
    table.subtotal = Some(Subtotal { label: t(lang, "print-page-subtotal").to_owned(), span: 3, sums: 3, figures });
    let wide = |text: String, span: usize| Wide { text, span, align: Align::Right };
    table.totals.push(vec![
        wide(t(lang, "print-total").to_owned(), 3),
        wide(i18n::money(found.ordered), 1),
        wide(i18n::money(found.shipped), 1),
        wide(i18n::money(found.paid), 1),
        wide(i18n::money(found.closing), 1),
    ]);
    table
}

/// What an entry is, in a word.
pub fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Ordered => t(lang, "statement-kind-ordered"),
        Kind::Shipped => t(lang, "statement-kind-shipped"),
        Kind::Paid => t(lang, "statement-kind-paid"),
        Kind::BookedBack => t(lang, "statement-kind-booked-back"),
    }
}
