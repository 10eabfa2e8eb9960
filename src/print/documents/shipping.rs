//! Shipping notice (发货通知单): tells warehouse, sales and customer what leaves when and how.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::super::PrintError;
use super::super::document::Document;
use super::super::layout::{Align, Block, Code, Field, Flow, Signatures, Style};
use super::super::page::{Ink, mm, mm10};
use super::goods::{GoodsLine, Shown, goods_table};
use super::{CompanyHead, Options, Paper, Party};
use super::{amount_in_figures, date_or_empty, finish, form_head, grid, page_foot, printed};
use crate::i18n::{self, Lang, t, tf};

/// What a shipping notice says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShippingNotice {
    /// Who ships.
    pub company: CompanyHead,
    /// Number of the notice.
    pub number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Number of the order; also in the code to scan.
    pub order_number: String,
    /// The customer's own number for the order.
    pub customer_reference: String,
    /// Who receives.
    pub customer: Party,
    /// The day the goods leave.
    pub ships_on: NaiveDate,
    /// The day they should arrive.
    pub arrives_on: Option<NaiveDate>,
    /// Means of transport in words.
    pub transport: String,
    /// Carrier.
    pub carrier: String,
    /// Waybill number.
    pub waybill: String,
    /// Number plate.
    pub vehicle: String,
    /// Driver with telephone.
    pub driver: String,
    /// Where the goods leave from.
    pub warehouse: String,
    /// Temperature on the way, from and to in tenths of a degree Celsius; none where it does not matter.
    pub temperature: Option<(Option<i64>, Option<i64>)>,
    /// Least part of shelf life the customer wants left, in words.
    pub shelf_life_rule: String,
    /// ISO code of the currency.
    pub currency: String,
    /// Incoterm with place, for export.
    pub incoterm: String,
    /// The goods.
    pub lines: Vec<GoodsLine>,
    /// What the warehouse must mind.
    pub instructions: String,
    /// How the customer was told, such as e-mail; empty when not yet.
    pub notified_by: String,
    /// Who gets a copy.
    pub copied_to: String,
    /// Who wrote it out.
    pub prepared_by: String,
    /// Who checked it.
    pub checked_by: String,
    /// When it is printed, in the company's own time.
    pub printed_at: NaiveDateTime,
}

/// The notice on paper. Prices appear only when the options ask for them.
///
/// # Errors
/// [`PrintError::MissingGlyph`] names a character that cannot be printed.
pub fn shipping_notice(data: &ShippingNotice, options: &Options) -> Result<Document, PrintError> {
    let lang = options.lang;
    let title = t(lang, "print-shipping-title");
    let body = body(data, options);
    let code = Code::of(&data.order_number)?;
    let flow = Flow {
        sheet: options.paper.sheet(options.offset),
        copies: 1,
        head: &|_, page| head(data, options, &code, page),
        foot: &|_, page, pages| page_foot(lang, &printed(lang, data.printed_at), "", page, pages),
        body: &body,
    };
    finish(title.to_owned(), &data.number, lang, data.dated, &flow)
}

fn sizes(paper: Paper) -> (i32, i32) {
    match paper {
        Paper::A4 => (90, mm10(12)),
        Paper::Half241 => (85, mm10(5)),
    }
}

fn head(data: &ShippingNotice, options: &Options, code: &Code, page: usize) -> Vec<Block> {
    let (lang, paper) = (options.lang, options.paper);
    let (size, pad) = sizes(paper);
    let side = if paper == Paper::A4 { mm(17) } else { mm(14) };
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
            (
                if paper == Paper::A4 { 17 } else { 12 },
                vec![Block::Code { code: code.clone(), side, align: Align::Right }],
            ),
        ],
        mm(2),
    )];
    let title = t(lang, "print-shipping-title");
    let fields = if page == 1 { first_fields(data, paper, lang) } else { continued_fields(data, lang) };
    vec![
        form_head(&data.company, title, "", right, paper),
        Block::Space(mm10(15)),
        grid(vec![20, 13, 13], fields, paper.grid(), size, pad),
        Block::Space(mm10(if paper == Paper::A4 { 25 } else { 12 })),
    ]
}

fn first_fields(data: &ShippingNotice, paper: Paper, lang: Lang) -> Vec<Field> {
    let customer = &data.customer;
    let mut fields = vec![
        Field::new(t(lang, "print-customer"), customer.name.clone()).strong(),
        Field::new(t(lang, "print-contact"), customer.contact.clone()),
        Field::new(t(lang, "print-telephone"), customer.telephone.clone()),
        Field::new(t(lang, "print-address"), customer.address.clone()),
        Field::new(t(lang, "print-order-number"), data.order_number.clone()),
        Field::new(t(lang, "print-ships-on"), i18n::date(data.ships_on)).strong(),
        Field::new(t(lang, "print-carrier-name"), data.carrier.clone()),
        Field::new(t(lang, "print-waybill"), data.waybill.clone()),
        Field::new(t(lang, "print-arrives-on"), date_or_empty(data.arrives_on)),
        Field::new(t(lang, "print-driver"), data.driver.clone()),
        Field::new(t(lang, "print-vehicle"), data.vehicle.clone()),
        Field::new(t(lang, "print-warehouse"), data.warehouse.clone()),
    ];
    let rest = [
        (t(lang, "print-transport"), data.transport.clone()),
        (t(lang, "print-temperature"), super::temperature_range(data.temperature)),
        (t(lang, "print-shelf-life-rule"), data.shelf_life_rule.clone()),
        (t(lang, "print-notified-by"), data.notified_by.clone()),
        (t(lang, "print-copied-to"), data.copied_to.clone()),
        (t(lang, "print-customer-reference"), data.customer_reference.clone()),
        (t(lang, "print-incoterm"), data.incoterm.clone()),
    ];
    // On the form every box is there; a half page shows only what is filled in.
    let always = if paper == Paper::A4 { 5 } else { 0 };
    for (number, (label, value)) in rest.into_iter().enumerate() {
        if number < always || !value.is_empty() {
            fields.push(Field::new(label, value));
        }
    }
    fields
}

fn continued_fields(data: &ShippingNotice, lang: Lang) -> Vec<Field> {
    vec![
        Field::new(t(lang, "print-customer"), data.customer.name.clone()).strong(),
        Field::new(t(lang, "print-order-number"), data.order_number.clone()),
        Field::new(t(lang, "print-ships-on"), i18n::date(data.ships_on)),
    ]
}

fn body(data: &ShippingNotice, options: &Options) -> Vec<Block> {
    let (lang, paper) = (options.lang, options.paper);
    let (size, pad) = sizes(paper);
    let shown = Shown { prices: options.prices, lots: true };
    let mut table = goods_table(&data.lines, shown, options, Style::text(size - 5), pad);
    table.filler = if paper == Paper::A4 { 8 } else { 3 };
    let mut foot = Vec::new();
    if options.prices {
        let amount = data.lines.iter().map(|line| line.amount).sum();
        let figures = amount_in_figures(lang, &data.currency, amount);
        foot.push(Field::new(t(lang, "print-amount-figures"), figures).strong());
    }
    foot.push(Field::new(t(lang, "print-instructions"), data.instructions.clone()));
    table.tail.push(grid(vec![1], foot, paper.grid(), size, pad));
    table.tail.push(Block::Space(mm10(8)));
    table.tail.push(Block::text(t(lang, "print-shipping-note"), Style::text(75).ink(Ink::GREY)));
    let place = |label: &str, name: &str| (label.to_owned(), name.to_owned());
    table.tail.push(Block::Signatures(Signatures {
        places: vec![
            place(t(lang, "print-sign-prepared"), &data.prepared_by),
            place(t(lang, "print-sign-checked"), &data.checked_by),
            place(t(lang, "print-sign-storekeeper"), ""),
            place(t(lang, "print-sign-driver"), ""),
        ],
        style: Style::text(size - 5),
        height: if paper == Paper::A4 { mm(17) } else { mm(10) },
    }));
    vec![Block::Table(table)]
}
