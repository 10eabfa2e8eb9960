//! Read-back sheet: the order as it was heard, to be read to the caller line by line before it counts.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::super::PrintError;
use super::super::document::Document;
use super::super::layout::{Align, Block, Column, Field, Flow, Row, Signatures, Style, Table, Wide};
use super::super::page::{Ink, mm, mm10};
use super::goods::{GoodsLine, quantity_text};
use super::{CompanyHead, Options, Paper, Party};
use super::{amount_in_figures, date_or_empty, finish, form_head, grid, page_foot, printed};
use crate::i18n::{self, Lang, t, tf};

/// What a read-back sheet says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadBack {
    /// Whose telephone it was.
    pub company: CompanyHead,
    /// Number of the order or draft.
    pub number: String,
    /// The day of the call.
    pub dated: NaiveDate,
    /// When the call came, in the company's own time.
    pub called_at: NaiveDateTime,
    /// Who called.
    pub caller: String,
    /// From which number.
    pub caller_telephone: String,
    /// Who took it down.
    pub taken_by: String,
    /// The customer as known here.
    pub customer: Party,
    /// The wanted day of delivery.
    pub wanted_on: Option<NaiveDate>,
    /// Terms of payment in words.
    pub terms: String,
    /// ISO code of the currency.
    pub currency: String,
    /// The goods as heard.
    pub lines: Vec<GoodsLine>,
    /// What the caller said besides.
    pub said: String,
    /// What is still missing, a line each.
    pub missing: Vec<String>,
    /// When it is printed, in the company's own time.
    pub printed_at: NaiveDateTime,
}

/// The sheet on A4.
///
/// # Errors
/// [`PrintError::MissingGlyph`] names a character that cannot be printed.
pub fn readback_sheet(data: &ReadBack, options: &Options) -> Result<Document, PrintError> {
    let lang = options.lang;
    let title = t(lang, "print-readback-title");
    let body = body(data, options);
    let flow = Flow {
        sheet: Paper::A4.sheet(options.offset),
        copies: 1,
        head: &|_, page| head(data, lang, page),
        foot: &|_, page, pages| page_foot(lang, &printed(lang, data.printed_at), "", page, pages),
        body: &body,
    };
    finish(title.to_owned(), &data.number, lang, data.dated, &flow)
}

fn head(data: &ReadBack, lang: Lang, page: usize) -> Vec<Block> {
    let number = tf(lang, "print-number-line", &[("number", data.number.clone().into())]);
    let right = vec![
        Block::Space(mm10(10)),
        Block::text(number, Style::text(95).bold().align(Align::Right)),
        Block::text(data.called_at.format("%Y-%m-%d %H:%M").to_string(), Style::text(95).align(Align::Right)),
    ];
    let mut blocks = vec![form_head(&data.company, t(lang, "print-readback-title"), "", right, Paper::A4)];
    blocks.push(Block::Space(mm(2)));
    if page == 1 {
        let customer = &data.customer;
        let fields = vec![
            Field::new(t(lang, "print-caller"), data.caller.clone()).strong(),
            Field::new(t(lang, "print-caller-telephone"), data.caller_telephone.clone()),
            Field::new(t(lang, "print-taken-by"), data.taken_by.clone()),
            Field::new(t(lang, "print-customer"), customer.name.clone()).strong(),
            Field::new(t(lang, "print-contact"), customer.contact.clone()),
            Field::new(t(lang, "print-telephone"), customer.telephone.clone()),
            Field::new(t(lang, "print-address"), customer.address.clone()).span(3),
            Field::new(t(lang, "print-wanted-on"), date_or_empty(data.wanted_on)).strong(),
            Field::new(t(lang, "print-terms"), data.terms.clone()).span(2),
        ];
        blocks.push(grid(vec![20, 13, 13], fields, Paper::A4.grid(), 95, mm10(14)));
        blocks.push(Block::Space(mm(4)));
    }
    blocks
}

fn body(data: &ReadBack, options: &Options) -> Vec<Block> {
    let lang = options.lang;
    let spoken = Style { leading: 155, ..Style::text(105) };
    let opening = tf(
        lang,
        "print-readback-opening",
        &[("caller", data.caller.clone().into()), ("lines", data.lines.len().into())],
    );
    let mut blocks = vec![
        Block::text(t(lang, "print-readback-how"), Style::text(85).ink(Ink::GREY)),
        Block::Space(mm(3)),
        Block::text(opening, spoken.bold()),
        Block::Space(mm(3)),
    ];
    let mut table = lines(data, options, lang);
    table.tail.push(Block::Space(mm(4)));
    table.tail.push(Block::text(deliver(data, lang), spoken.bold()));
    blocks.push(Block::Table(table));
    if !data.said.is_empty() {
        blocks.push(Block::Space(mm(3)));
        let said = Field::new(t(lang, "print-readback-said"), data.said.clone());
        blocks.push(grid(vec![1], vec![said], Paper::A4.grid(), 95, mm10(14)));
    }
    if !data.missing.is_empty() {
        let mut missing = vec![
            Block::Space(mm(4)),
            Block::text(t(lang, "print-readback-missing"), Style::text(100).bold()),
            Block::Space(mm(1)),
        ];
        missing.extend(data.missing.iter().map(|line| Block::text(format!("□ {line}"), spoken)));
        blocks.push(Block::Keep(missing));
    }
    blocks.push(Block::Space(mm(5)));
    let place = |label: &str, name: &str| (label.to_owned(), name.to_owned());
    blocks.push(Block::Keep(vec![
        Block::text(t(lang, "print-readback-result"), spoken),
        Block::Signatures(Signatures {
            places: vec![
                place(t(lang, "print-sign-read-by"), &data.taken_by),
                place(t(lang, "print-sign-confirmed-by"), ""),
                place(t(lang, "print-sign-time"), ""),
            ],
            style: Style::text(90),
            height: mm(17),
        }),
    ]));
    blocks
}

fn deliver(data: &ReadBack, lang: Lang) -> String {
    let day = data.wanted_on.map_or_else(|| "—".to_owned(), i18n::date);
    let address = if data.customer.address.is_empty() { "—".to_owned() } else { data.customer.address.clone() };
    tf(lang, "print-readback-deliver", &[("day", day.into()), ("address", address.into())])
}

fn lines(data: &ReadBack, options: &Options, lang: Lang) -> Table {
    let mut columns = vec![
        Column::fixed(t(lang, "print-col-number"), 100, Align::Centre),
        Column::grow(t(lang, "print-col-goods-heard"), 400, 1, Align::Left),
        Column::fixed(t(lang, "print-col-quantity"), 300, Align::Right),
    ];
    if options.prices {
        columns.push(Column::fixed(t(lang, "print-col-price"), 280, Align::Right));
        columns.push(Column::fixed(t(lang, "print-col-amount"), 270, Align::Right));
    }
    columns.push(Column::fixed(t(lang, "print-col-read"), 160, Align::Centre));
    let count = columns.len();
    let mut table = Table::new(columns, Paper::A4.grid(), Style::text(105), mm10(16));
    for (number, line) in data.lines.iter().enumerate() {
        let mut goods = format!("{} {}", line.name, line.specification);
        if !line.remark.is_empty() {
            goods.push('\n');
            goods.push_str(&line.remark);
        }
        let mut cells = vec![(number + 1).to_string(), goods, quantity_text(&line.quantity)];
        if options.prices {
            cells.push(format!("{} / {}", i18n::money(line.price), line.unit));
            cells.push(i18n::money(line.amount));
        }
        cells.push("□".to_owned());
        table.rows.push(Row { cells, sums: Vec::new(), strong: false });
    }
    if options.prices {
        let amount = data.lines.iter().map(|line| line.amount).sum();
        let figures = amount_in_figures(lang, &data.currency, amount);
        table.totals.push(vec![
            Wide { text: t(lang, "print-total").to_owned(), span: count - 3, align: Align::Right },
            Wide { text: figures, span: 2, align: Align::Right },
            Wide { text: String::new(), span: 1, align: Align::Centre },
        ]);
    }
    table
}
