//! Order confirmation: the letter that binds the company to quantities, prices and dates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::PrintError;
use super::super::document::Document;
use super::super::layout::{Align, Block, Field, Flow, Grid, Sheet, Style};
use super::super::page::{Ink, mm, mm10};
use super::goods::{GoodsLine, Shown, goods_table};
use super::{CompanyHead, Options, Paper, Party, SMALL};
use super::{amount_in_figures, amount_in_words, finish, grid, page_foot};
use crate::i18n::{self, Lang, t, tf};

/// What an order confirmation says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderConfirmation {
    /// Who confirms.
    pub company: CompanyHead,
    /// Number of the order.
    pub order_number: String,
    /// The version that is confirmed; an edit voids it.
    pub version: i64,
    /// Date of the letter.
    pub dated: NaiveDate,
    /// The day the order came in.
    pub ordered_on: NaiveDate,
    /// How it came in, in words.
    pub ordered_by: String,
    /// The customer's own number for the order.
    pub customer_reference: String,
    /// To whom the letter goes and where the goods go.
    pub customer: Party,
    /// The promised day of delivery.
    pub promised_on: NaiveDate,
    /// Terms of payment in words.
    pub terms: String,
    /// ISO code of the currency.
    pub currency: String,
    /// Incoterm with place, for export.
    pub incoterm: String,
    /// The goods.
    pub lines: Vec<GoodsLine>,
    /// What else is agreed, a paragraph each.
    pub conditions: Vec<String>,
    /// Who answers questions, with telephone.
    pub clerk: String,
}

/// The letter on A4.
///
/// # Errors
/// [`PrintError::MissingGlyph`] names a character that cannot be printed.
pub fn order_confirmation(data: &OrderConfirmation, options: &Options) -> Result<Document, PrintError> {
    let lang = options.lang;
    let options = Options { paper: Paper::A4, ..options.clone() };
    let title = t(lang, "print-confirmation-title");
    let body = body(data, &options);
    let flow = Flow {
        sheet: letter_sheet(&options),
        copies: 1,
        head: &|_, page| letter_head(&data.company, title, &data.order_number, page),
        foot: &|_, page, pages| page_foot(lang, &data.order_number, &i18n::date(data.dated), page, pages),
        body: &body,
    };
    finish(title.to_owned(), &data.order_number, lang, data.dated, &flow)
}

/// A4 with the margins of a letter.
fn letter_sheet(options: &Options) -> Sheet {
    Sheet { left: mm(20), right: mm(20), top: mm(15), bottom: mm(13), ..Paper::A4.sheet(options.offset) }
}

fn letter_head(company: &CompanyHead, title: &str, number: &str, page: usize) -> Vec<Block> {
    let name = Style::text(if page == 1 { 145 } else { 105 }).bold().ink(Ink::ACCENT);
    let right = if page == 1 {
        vec![
            Block::Space(mm10(8)),
            Block::text(company.address.clone(), SMALL.align(Align::Right)),
            Block::text(company.telephone.clone(), SMALL.align(Align::Right)),
        ]
    } else {
        vec![Block::text(format!("{title} {number}"), SMALL.align(Align::Right))]
    };
    vec![
        Block::Columns(vec![(5, vec![Block::text(company.name.clone(), name)]), (6, right)], mm(4)),
        Block::Space(mm10(15)),
        Block::Rule { width: 400, ink: Ink::ACCENT },
        Block::Space(mm(if page == 1 { 7 } else { 4 })),
    ]
}

fn body(data: &OrderConfirmation, options: &Options) -> Vec<Block> {
    let lang = options.lang;
    let text = Style { leading: 155, ..Style::text(95) };
    let mut blocks = vec![
        Block::text(t(lang, "print-confirmation-title"), Style::text(170).bold()),
        Block::Space(mm(4)),
        Block::Columns(vec![(11, addressee(data, lang)), (9, vec![references(data, lang)])], mm(6)),
        Block::Space(mm(6)),
    ];
    let contact = if data.customer.contact.is_empty() { &data.customer.name } else { &data.customer.contact };
    blocks.push(Block::text(tf(lang, "print-confirmation-dear", &[("name", contact.clone().into())]), text));
    blocks.push(Block::Space(mm10(12)));
    let opening = [
        ("day", i18n::date(data.ordered_on).into()),
        ("way", data.ordered_by.clone().into()),
        ("promised", i18n::date(data.promised_on).into()),
    ];
    blocks.push(Block::text(tf(lang, "print-confirmation-opening", &opening), text));
    blocks.push(Block::Space(mm(4)));
    let shown = Shown { prices: options.prices, lots: false };
    let mut table = goods_table(&data.lines, shown, options, Style::text(90), mm10(14));
    table.grid = Grid::Quiet;
    if options.prices {
        table.tail = amounts(data, lang);
    }
    blocks.push(Block::Table(table));
    blocks.push(Block::Space(mm(5)));
    for condition in &data.conditions {
        blocks.push(Block::text(condition.clone(), text));
        blocks.push(Block::Space(mm10(10)));
    }
    let version = [("number", data.order_number.clone().into()), ("version", data.version.into())];
    blocks.push(Block::text(tf(lang, "print-confirmation-version", &version), text));
    blocks.push(Block::Space(mm(5)));
    blocks.push(Block::Keep(closing(data, lang, text)));
    blocks
}

fn addressee(data: &OrderConfirmation, lang: Lang) -> Vec<Block> {
    let style = Style::text(95);
    let customer = &data.customer;
    let mut blocks = vec![
        Block::text(t(lang, "print-to"), SMALL),
        Block::Space(mm10(8)),
        Block::text(customer.name.clone(), style.bold()),
    ];
    for line in [&customer.address, &customer.contact, &customer.telephone] {
        if !line.is_empty() {
            blocks.push(Block::text(line.clone(), style));
        }
    }
    blocks
}

fn references(data: &OrderConfirmation, lang: Lang) -> Block {
    let mut fields = vec![
        Field::new(t(lang, "print-order-number"), data.order_number.clone()).strong(),
        Field::new(t(lang, "print-date"), i18n::date(data.dated)),
        Field::new(t(lang, "print-version"), data.version.to_string()),
        Field::new(t(lang, "print-promised"), i18n::date(data.promised_on)).strong(),
        Field::new(t(lang, "print-terms"), data.terms.clone()),
        Field::new(t(lang, "print-currency"), data.currency.clone()),
    ];
    for (label, value) in
        [(t(lang, "print-customer-reference"), &data.customer_reference), (t(lang, "print-incoterm"), &data.incoterm)]
    {
        if !value.is_empty() {
            fields.push(Field::new(label, value.clone()));
        }
    }
    grid(vec![1], fields, Grid::Quiet, 90, mm10(4))
}

fn amounts(data: &OrderConfirmation, lang: Lang) -> Vec<Block> {
    let amount = data.lines.iter().map(|line| line.amount).sum();
    let fields = vec![
        Field::new(t(lang, "print-amount-figures"), amount_in_figures(lang, &data.currency, amount)).strong(),
        Field::new(t(lang, "print-amount-words"), amount_in_words(lang, &data.currency, amount)).strong(),
    ];
    vec![
        Block::Space(mm10(10)),
        Block::Rule { width: 120, ink: Ink::HAIR },
        Block::Space(mm10(10)),
        grid(vec![1], fields, Grid::Quiet, 95, mm10(5)),
    ]
}

fn closing(data: &OrderConfirmation, lang: Lang, text: Style) -> Vec<Block> {
    let party = |role: &str, name: &str, style: Style| {
        vec![Block::text(role, text), Block::Space(mm10(5)), Block::text(name, style)]
    };
    let place = || {
        vec![
            Block::Rule { width: 120, ink: Ink::BLACK },
            Block::Space(mm10(5)),
            Block::text(t(lang, "print-seal-signature"), SMALL),
        ]
    };
    let seller = party(t(lang, "print-confirmation-regards"), &data.company.name, text.bold());
    let buyer = party(t(lang, "print-confirmation-agreed"), &data.customer.name, text);
    let mut under = place();
    if !data.clerk.is_empty() {
        let clerk = tf(lang, "print-confirmation-clerk", &[("name", data.clerk.clone().into())]);
        under.extend([Block::Space(mm10(5)), Block::text(clerk, SMALL)]);
    }
    vec![
        Block::Columns(vec![(1, seller), (1, buyer)], mm(12)),
        Block::Space(mm(15)),
        Block::Columns(vec![(1, under), (1, place())], mm(12)),
    ]
}
