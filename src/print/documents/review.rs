//! Review sheet (审核单, II.4): credit, stock and date of one version, with the evidence, who decided what and when, and what
//! was agreed with the customer.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::super::PrintError;
use super::super::document::Document;
use super::super::layout::{Align, Block, Column, Field, Flow, Grid, Row, Signatures, Style, Table};
use super::super::page::{Ink, mm, mm10};
use super::{CompanyHead, Options, Paper, SMALL};
use super::{finish, form_head, grid, page_foot, printed};
use crate::i18n::{self, Lang, t, tf};

/// The word of one desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewWord {
    /// What was decided, in words.
    pub result: String,
    /// Who decided.
    pub by: String,
    /// When, in the company's own time.
    pub at: String,
    /// The figures and remarks it rests on: label and value.
    pub facts: Vec<(String, String)>,
}

/// A line of the stock review; quantities in packs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewStockLine {
    /// The line's number.
    pub line: usize,
    /// The goods.
    pub goods: String,
    /// What is wanted.
    pub wanted: String,
    /// In released lots.
    pub on_hand: String,
    /// Of that, held for orders.
    pub reserved: String,
    /// Planned or being made and needed by no order.
    pub expected: String,
    /// What is left for others.
    pub projected: String,
    /// What this order holds.
    pub held: String,
    /// What is short.
    pub short: String,
}

/// A line of the date review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDateLine {
    /// The line's number.
    pub line: usize,
    /// The goods.
    pub goods: String,
    /// The day wished.
    pub wished: NaiveDate,
    /// The earliest day that was worked out, in words.
    pub earliest: String,
    /// The day promised.
    pub promised: NaiveDate,
    /// What it was worked out from.
    pub why: String,
}

/// A question to production or its answer, as the log tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewTalk {
    /// Who and when.
    pub who: String,
    /// What was said.
    pub said: String,
}

/// What a review sheet says. A desk that has not decided has no word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewSheet {
    /// Whose form.
    pub company: CompanyHead,
    /// Number of the order.
    pub order_number: String,
    /// The version that was reviewed.
    pub version: i64,
    /// The day of the last review.
    pub dated: NaiveDate,
    /// For whom.
    pub customer: String,
    /// What it is worth, with its currency.
    pub amount: String,
    /// The day wished for the order.
    pub requested: NaiveDate,
    /// Who took the order.
    pub clerk: String,
    /// Credit.
    pub credit: Option<ReviewWord>,
    /// Stock.
    pub stock: Option<ReviewWord>,
    /// By line.
    pub stock_lines: Vec<ReviewStockLine>,
    /// Questions to production, and answers.
    pub talks: Vec<ReviewTalk>,
    /// Date.
    pub date: Option<ReviewWord>,
    /// By line.
    pub date_lines: Vec<ReviewDateLine>,
    /// When it is printed, in the company's own time.
    pub printed_at: NaiveDateTime,
}

/// The sheet on A4.
///
/// # Errors
/// [`PrintError::MissingGlyph`] names a character that cannot be printed.
pub fn review_sheet(data: &ReviewSheet, options: &Options) -> Result<Document, PrintError> {
    let lang = options.lang;
    let title = t(lang, "print-review-title");
    let body = body(data, lang);
    let flow = Flow {
        sheet: Paper::A4.sheet(options.offset),
        copies: 1,
        head: &|_, _| head(data, lang),
        foot: &|_, page, pages| page_foot(lang, &printed(lang, data.printed_at), "", page, pages),
        body: &body,
    };
    finish(title.to_owned(), &data.order_number, lang, data.dated, &flow)
}

fn head(data: &ReviewSheet, lang: Lang) -> Vec<Block> {
    let right = Style::text(90).align(Align::Right);
    let number = tf(lang, "print-number-line", &[("number", data.order_number.clone().into())]);
    let beside =
        vec![Block::Space(mm10(10)), Block::text(number, right.bold()), Block::text(i18n::date(data.dated), right)];
    let fields = vec![
        Field::new(t(lang, "print-customer"), data.customer.clone()).strong().span(2),
        Field::new(t(lang, "print-version"), data.version.to_string()),
        Field::new(t(lang, "dates-wished"), i18n::date(data.requested)),
        Field::new(t(lang, "print-review-amount"), data.amount.clone()),
        Field::new(t(lang, "print-review-clerk"), data.clerk.clone()),
    ];
    vec![
        form_head(&data.company, t(lang, "print-review-title"), "", beside, Paper::A4),
        Block::Space(mm10(15)),
        grid(vec![20, 20, 14], fields, Grid::Tinted, 90, mm10(12)),
        Block::Space(mm10(20)),
    ]
}

fn body(data: &ReviewSheet, lang: Lang) -> Vec<Block> {
    let mut blocks = section(lang, "print-review-credit", data.credit.as_ref());
    blocks.extend(section(lang, "print-review-stock", data.stock.as_ref()));
    if !data.stock_lines.is_empty() {
        blocks.push(Block::Table(stock_table(&data.stock_lines, lang)));
    }
    if !data.talks.is_empty() {
        blocks.push(Block::Space(mm(4)));
        blocks.push(Block::Need(mm(20)));
        blocks.push(Block::text(t(lang, "print-review-questions"), Style::text(95).bold()));
        for talk in &data.talks {
            blocks.push(Block::Space(mm10(10)));
            blocks.push(Block::text(talk.who.clone(), SMALL));
            blocks.push(Block::text(talk.said.clone(), Style::text(90)));
        }
    }
    blocks.extend(section(lang, "print-review-date", data.date.as_ref()));
    if !data.date_lines.is_empty() {
        blocks.push(Block::Table(date_table(&data.date_lines, lang)));
    }
    blocks.push(Block::Space(mm(6)));
    blocks.push(Block::Signatures(signatures(data, lang)));
    blocks
}

/// The heading of a desk, its word with name and time, and what it rests on.
fn section(lang: Lang, title: &str, word: Option<&ReviewWord>) -> Vec<Block> {
    let mut blocks =
        vec![Block::Space(mm(5)), Block::Need(mm(28)), Block::text(t_of(lang, title), Style::text(105).bold())];
    blocks.push(Block::Space(mm10(12)));
    let Some(word) = word else {
        blocks.push(Block::text(t(lang, "print-review-open"), Style::text(90).ink(Ink::GREY)));
        return blocks;
    };
    let mut fields = vec![
        Field::new(t(lang, "print-review-result"), word.result.clone()).strong().span(2),
        Field::new(t(lang, "print-review-who"), word.by.clone()),
        Field::new(t(lang, "print-review-when"), word.at.clone()),
    ];
    // Short facts stand two in a row; one that needs a sentence has the row to itself.
    fields.extend(word.facts.iter().map(|(label, value)| {
        let field = Field::new(label.clone(), value.clone());
        if value.chars().count() > LONG { field.span(2) } else { field }
    }));
    blocks.push(grid(vec![1, 1], fields, Grid::Quiet, 90, mm10(8)));
    blocks.push(Block::Space(mm10(15)));
    blocks
}

/// Characters after which a value has the row to itself.
const LONG: usize = 22;

fn t_of(lang: Lang, key: &str) -> String {
    i18n::t_dyn(lang, key)
}

fn stock_table(lines: &[ReviewStockLine], lang: Lang) -> Table {
    let figure = |key: &str| Column::fixed(t_of(lang, key), 200, Align::Right);
    let columns = vec![
        Column::fixed(t(lang, "print-col-number"), 80, Align::Centre),
        Column::grow(t(lang, "print-col-goods"), 300, 1, Align::Left),
        figure("steps-wanted"),
        figure("dates-on-hand"),
        figure("dates-reserved"),
        figure("dates-expected"),
        figure("dates-projected"),
        figure("print-review-held"),
        figure("print-review-short"),
    ];
    let mut table = Table::new(columns, Grid::Tinted, Style::text(80), mm10(10));
    for line in lines {
        let cells = [
            line.line.to_string(),
            line.goods.clone(),
            line.wanted.clone(),
            line.on_hand.clone(),
            line.reserved.clone(),
            line.expected.clone(),
            line.projected.clone(),
            line.held.clone(),
            line.short.clone(),
        ];
        table.rows.push(Row { cells: cells.to_vec(), sums: Vec::new(), strong: false });
    }
    table
}

fn date_table(lines: &[ReviewDateLine], lang: Lang) -> Table {
    let day = |key: &str| Column::fixed(t_of(lang, key), 215, Align::Centre);
    let columns = vec![
        Column::fixed(t(lang, "print-col-number"), 80, Align::Centre),
        Column::grow(t(lang, "print-col-goods"), 300, 2, Align::Left),
        day("dates-wished"),
        day("dates-earliest"),
        day("dates-promised"),
        Column::grow(t(lang, "print-review-reasons"), 400, 3, Align::Left),
    ];
    let mut table = Table::new(columns, Grid::Tinted, Style::text(80), mm10(10));
    for line in lines {
        let cells = [
            line.line.to_string(),
            line.goods.clone(),
            i18n::date(line.wished),
            line.earliest.clone(),
            i18n::date(line.promised),
            line.why.clone(),
        ];
        table.rows.push(Row { cells: cells.to_vec(), sums: Vec::new(), strong: false });
    }
    table
}

fn signatures(data: &ReviewSheet, lang: Lang) -> Signatures {
    let name = |word: &Option<ReviewWord>| word.as_ref().map(|word| word.by.clone()).unwrap_or_default();
    let places = vec![
        (t_of(lang, "print-review-credit"), name(&data.credit)),
        (t_of(lang, "print-review-stock"), name(&data.stock)),
        (t_of(lang, "print-review-date"), name(&data.date)),
        (t_of(lang, "print-review-sign"), String::new()),
    ];
    Signatures { places, style: Style::text(90), height: mm(16) }
}
