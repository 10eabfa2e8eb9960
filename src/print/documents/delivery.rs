//! Delivery note (送货单): travels with the goods, is signed, comes back.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::super::PrintError;
use super::super::document::Document;
use super::super::fonts::{Face, Fonts};
use super::super::layout::{self, Align, Block, Code, Field, Flow, Signatures, Style};
use super::super::page::{Ink, Item, Text, mm, mm10, pt10};
use super::goods::{GoodsLine, Shown, goods_table};
use super::{CompanyHead, CopyName, Offset, Options, Paper, Party};
use super::{amount_in_figures, amount_in_words, form_head, grid, page_foot, printed};
use crate::i18n::{self, Lang, t, tf};

/// What a delivery note says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryNote {
    /// Who delivers.
    pub company: CompanyHead,
    /// Number of the note.
    pub number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Number of the order; also in the code to scan.
    pub order_number: String,
    /// The customer's own number for the order.
    pub customer_reference: String,
    /// Who receives.
    pub customer: Party,
    /// Terms of payment in words.
    pub terms: String,
    /// Where the goods leave from.
    pub warehouse: String,
    /// Carrier, driver and vehicle.
    pub carrier: String,
    /// Driver with telephone.
    pub driver: String,
    /// Number plate.
    pub vehicle: String,
    /// Temperature on the way, from and to in tenths of a degree Celsius; none where it does not matter.
    pub temperature: Option<(Option<i64>, Option<i64>)>,
    /// Temperature measured when loading, in tenths of a degree Celsius.
    pub loaded_at_temperature: Option<i64>,
    /// ISO code of the currency.
    pub currency: String,
    /// Incoterm with place, for export.
    pub incoterm: String,
    /// The goods.
    pub lines: Vec<GoodsLine>,
    /// Remark.
    pub remark: String,
    /// The company's own legal sentence; empty for the usual one.
    pub legal_note: String,
    /// Who wrote it out.
    pub prepared_by: String,
    /// Who released the goods.
    pub released_by: String,
    /// When it is printed, in the company's own time.
    pub printed_at: NaiveDateTime,
}

/// The note on paper: all copies one after the other, each with its own page x of y.
///
/// # Errors
/// [`PrintError::MissingGlyph`] names a character that cannot be printed.
pub fn delivery_note(data: &DeliveryNote, options: &Options) -> Result<Document, PrintError> {
    let lang = options.lang;
    let title = t(lang, "print-delivery-title");
    let body = body(data, options);
    let code = Code::of(&data.order_number)?;
    let copies: Vec<String> =
        options.copies.iter().zip(1..).map(|(copy, number)| copy_line(lang, number, copy)).collect();
    let copy_of = |copy: usize| copies.get(copy).map(String::as_str).unwrap_or_default();
    let flow = Flow {
        sheet: options.paper.sheet(options.offset),
        copies: copies.len(),
        head: &|copy, page| head(data, options, copy_of(copy), &code, page),
        foot: &|copy, page, pages| page_foot(lang, &printed(lang, data.printed_at), copy_of(copy), page, pages),
        body: &body,
    };
    super::finish(title.to_owned(), &data.number, lang, data.dated, &flow)
}

fn copy_line(lang: Lang, number: usize, copy: &CopyName) -> String {
    tf(
        lang,
        "print-copy-line",
        &[("number", number.into()), ("name", copy.name.clone().into()), ("colour", copy.colour.clone().into())],
    )
}

fn size(paper: Paper) -> i32 {
    if paper == Paper::A4 { 90 } else { 85 }
}

fn pad(paper: Paper) -> i32 {
    if paper == Paper::A4 { mm10(11) } else { mm10(5) }
}

fn head(data: &DeliveryNote, options: &Options, copy: &str, code: &Code, page: usize) -> Vec<Block> {
    let (lang, paper) = (options.lang, options.paper);
    let side = if paper == Paper::A4 { mm(17) } else { mm(14) };
    let code = Block::Code { code: code.clone(), side, align: Align::Right };
    let number = tf(lang, "print-number-line", &[("number", data.number.clone().into())]);
    let right = vec![Block::Columns(
        vec![
            (
                30,
                vec![
                    Block::Space(mm10(10)),
                    Block::text(number, Style::text(90).bold().align(Align::Right)),
                    Block::text(i18n::date(data.dated), Style::text(90).align(Align::Right)),
                ],
            ),
            (if paper == Paper::A4 { 17 } else { 12 }, vec![code]),
        ],
        mm(2),
    )];
    let mut blocks = vec![form_head(&data.company, t(lang, "print-delivery-title"), copy, right, paper)];
    blocks.push(Block::Space(mm10(15)));
    let fields = if page == 1 { first_fields(data, options) } else { continued_fields(data, lang) };
    blocks.push(grid(vec![20, 13, 13], fields, paper.grid(), size(paper), pad(paper)));
    blocks.push(Block::Space(mm10(if paper == Paper::A4 { 25 } else { 12 })));
    blocks
}

fn first_fields(data: &DeliveryNote, options: &Options) -> Vec<Field> {
    let lang = options.lang;
    let customer = &data.customer;
    let export = !data.customer_reference.is_empty() || !data.incoterm.is_empty();
    // A half page has no room for a row of their own.
    let tight = options.paper == Paper::Half241;
    let (mut order_number, mut terms) = (data.order_number.clone(), data.terms.clone());
    if tight && export {
        order_number = join(&[&order_number, &data.customer_reference]);
        terms = join(&[&terms, &data.incoterm, &data.currency]);
    }
    let mut fields = vec![
        Field::new(t(lang, "print-customer"), customer.name.clone()).strong(),
        Field::new(t(lang, "print-contact"), customer.contact.clone()),
        Field::new(t(lang, "print-telephone"), customer.telephone.clone()),
        Field::new(t(lang, "print-address"), customer.address.clone()),
        Field::new(t(lang, "print-order-number"), order_number),
        Field::new(t(lang, "print-terms"), terms),
        Field::new(t(lang, "print-carrier"), join(&[&data.carrier, &data.driver])),
        Field::new(t(lang, "print-vehicle"), data.vehicle.clone()),
        Field::new(t(lang, "print-warehouse"), data.warehouse.clone()),
    ];
    if data.temperature.is_some() || data.loaded_at_temperature.is_some() {
        let measured = data.loaded_at_temperature.map(i18n::temperature).unwrap_or_default();
        fields.push(Field::new(t(lang, "print-temperature"), super::temperature_range(data.temperature)));
        fields.push(Field::new(t(lang, "print-loaded-temperature"), measured));
        fields.push(Field::new(t(lang, "print-arrival-temperature"), ""));
    }
    if export && !tight {
        fields.push(Field::new(t(lang, "print-customer-reference"), data.customer_reference.clone()));
        fields.push(Field::new(t(lang, "print-currency"), data.currency.clone()));
        fields.push(Field::new(t(lang, "print-incoterm"), data.incoterm.clone()));
    }
    fields
}

fn continued_fields(data: &DeliveryNote, lang: Lang) -> Vec<Field> {
    vec![
        Field::new(t(lang, "print-customer"), data.customer.name.clone()).strong(),
        Field::new(t(lang, "print-order-number"), data.order_number.clone()),
        Field::new(t(lang, "print-vehicle"), data.vehicle.clone()),
    ]
}

fn join(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("  ")
}

fn body(data: &DeliveryNote, options: &Options) -> Vec<Block> {
    let (lang, paper) = (options.lang, options.paper);
    let style = Style::text(size(paper) - 5);
    let shown = Shown { prices: options.prices, lots: true };
    let mut table = goods_table(&data.lines, shown, options, style, pad(paper));
    table.filler = if paper == Paper::A4 { 8 } else { 5 };
    if options.prices {
        let amount = data.lines.iter().map(|line| line.amount).sum();
        let words = Field::new(t(lang, "print-amount-words"), amount_in_words(lang, &data.currency, amount)).strong();
        let figures = Field::new(t(lang, "print-amount-figures"), amount_in_figures(lang, &data.currency, amount));
        table.tail.push(grid(vec![3, 1], vec![words, figures.strong()], paper.grid(), size(paper), pad(paper)));
    }
    let remark = Field::new(t(lang, "print-remark"), data.remark.clone());
    table.tail.push(grid(vec![1], vec![remark], paper.grid(), size(paper), pad(paper)));
    table.tail.push(Block::Space(mm10(8)));
    let legal = if data.legal_note.is_empty() { t(lang, "print-delivery-legal") } else { &data.legal_note };
    table.tail.push(Block::text(legal, Style::text(75).ink(Ink::GREY)));
    table.tail.push(signatures(data, lang, paper));
    vec![Block::Table(table)]
}

fn signatures(data: &DeliveryNote, lang: Lang, paper: Paper) -> Block {
    let place = |label: &str, name: &str| (label.to_owned(), name.to_owned());
    Block::Signatures(Signatures {
        places: vec![
            place(t(lang, "print-sign-prepared"), &data.prepared_by),
            place(t(lang, "print-sign-storekeeper"), &data.released_by),
            place(t(lang, "print-sign-driver"), ""),
            place(t(lang, "print-sign-receiver"), ""),
            place(t(lang, "print-sign-date"), ""),
        ],
        style: Style::text(size(paper) - 5),
        height: if paper == Paper::A4 { mm(17) } else { mm(10) },
    })
}

/// A page of rulers from the paper's edges: what is read on them against a real ruler is the offset to set.
///
/// # Errors
/// [`PrintError::Font`] when the faces cannot be read.
pub fn test_page(lang: Lang, paper: Paper, offset: Offset, dated: NaiveDate) -> Result<Document, PrintError> {
    let sheet = layout::Sheet { left: 0, right: 0, top: 0, bottom: 0, ..paper.sheet(offset) };
    let (width, height) = (sheet.width / 1000, sheet.height / 1000);
    let mut items = Vec::new();
    let mut stroke = |from: (i32, i32), to: (i32, i32), width: i32| {
        items.push(Item::Line { from, to, width, ink: Ink::BLACK });
    };
    for at in 0..=width {
        let length = if at % 10 == 0 {
            6
        } else if at % 5 == 0 {
            4
        } else {
            2
        };
        stroke((mm(at), mm(20)), (mm(at), mm(20 + length)), 100);
    }
    for at in 0..=height {
        let length = if at % 10 == 0 {
            6
        } else if at % 5 == 0 {
            4
        } else {
            2
        };
        stroke((mm(20), mm(at)), (mm(20 + length), mm(at)), 100);
    }
    stroke((0, mm(20)), (sheet.width, mm(20)), 150);
    stroke((mm(20), 0), (mm(20), sheet.height), 150);
    for at in (10..=width.max(height)).step_by(10) {
        for (x, y, fits) in [(mm(at) + 400, mm(28), at <= width), (mm(27), mm(at) - 400, at <= height)] {
            if fits {
                items.push(ruler_number(at, x, y)?);
            }
        }
    }
    let mut stroke = |from: (i32, i32), to: (i32, i32), width: i32| {
        items.push(Item::Line { from, to, width, ink: Ink::BLACK });
    };
    let frame = paper.sheet(offset);
    let (left, right) = (frame.left, frame.width - frame.right);
    let (top, bottom) = (frame.top, frame.height - frame.bottom);
    for (from, to) in [
        ((left, top), (right, top)),
        ((right, top), (right, bottom)),
        ((right, bottom), (left, bottom)),
        ((left, bottom), (left, top)),
    ] {
        stroke(from, to, 200);
    }
    let mut body = vec![Block::Drawing { height: 0, items }];
    body.push(Block::Drawing { height: mm(32), items: Vec::new() });
    let inset = |text: String, style: Style| {
        Block::Columns(vec![(35, Vec::new()), (140, vec![Block::text(text, style)]), (20, Vec::new())], 0)
    };
    body.push(inset(t(lang, "print-test-title").to_owned(), Style::text(140).bold()));
    body.push(Block::Drawing { height: mm(3), items: Vec::new() });
    let moved = |tenths: i32| i18n::decimal(i64::from(tenths), 1);
    let now = tf(lang, "print-test-offset", &[("x", moved(offset.x).into()), ("y", moved(offset.y).into())]);
    body.push(inset(now, Style::text(100).bold()));
    body.push(Block::Drawing { height: mm(2), items: Vec::new() });
    body.push(inset(t(lang, "print-test-how").to_owned(), Style::text(95)));
    let title = t(lang, "print-test-title").to_owned();
    let flow = Flow { sheet, copies: 1, head: &|_, _| Vec::new(), foot: &|_, _, _| Vec::new(), body: &body };
    super::finish(title, paper.tag(), lang, dated, &flow)
}

fn ruler_number(millimetres: i32, x: i32, y: i32) -> Result<Item, PrintError> {
    let text = millimetres.to_string();
    let size = pt10(70);
    let width = Fonts::shared()?.width(&text, Face::Regular, size);
    Ok(Item::Text(Text { x, y, width, size, face: Face::Regular, ink: Ink::BLACK, text }))
}
