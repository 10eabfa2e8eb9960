//! Picking list (拣货单): where to take which lot, ticked by the picker and by a second person.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::super::PrintError;
use super::super::document::Document;
use super::super::layout::{Align, Block, Code, Column, Field, Flow, Row, Signatures, Style, Table};
use super::super::page::{mm, mm10};
use super::goods::quantity_text;
use super::{CompanyHead, Options, Paper, Portion};
use super::{date_or_empty, finish, form_head, grid, page_foot, printed};
use crate::i18n::{self, Lang, t, tf};

/// One lot to take from one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickLine {
    /// Place in the store.
    pub place: String,
    /// Product code or barcode.
    pub code: String,
    /// Product name.
    pub name: String,
    /// Specification.
    pub specification: String,
    /// Lot number.
    pub lot: String,
    /// Last day of shelf life.
    pub expires: Option<NaiveDate>,
    /// How much to take, largest unit first.
    pub quantity: Vec<Portion>,
}

/// What a picking list says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickingList {
    /// Whose store.
    pub company: CompanyHead,
    /// Number of the list.
    pub number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Number of the order; also in the code to scan.
    pub order_number: String,
    /// For whom.
    pub customer: String,
    /// The day the goods leave.
    pub ships_on: Option<NaiveDate>,
    /// Which store.
    pub warehouse: String,
    /// Least part of shelf life the customer wants left, in words.
    pub shelf_life_rule: String,
    /// Lots in the order of walking.
    pub lines: Vec<PickLine>,
    /// What to mind.
    pub remark: String,
    /// Who picks.
    pub picker: String,
    /// When it is printed, in the company's own time.
    pub printed_at: NaiveDateTime,
}

/// The list on paper.
///
/// # Errors
/// [`PrintError::MissingGlyph`] names a character that cannot be printed.
pub fn picking_list(data: &PickingList, options: &Options) -> Result<Document, PrintError> {
    let lang = options.lang;
    let title = t(lang, "print-picking-title");
    let body = body(data, options);
    let code = Code::of(&data.order_number)?;
    let flow = Flow {
        sheet: options.paper.sheet(options.offset),
        copies: 1,
        head: &|_, _| head(data, options, &code),
        foot: &|_, page, pages| page_foot(lang, &printed(lang, data.printed_at), "", page, pages),
        body: &body,
    };
    finish(title.to_owned(), &data.number, lang, data.dated, &flow)
}

fn head(data: &PickingList, options: &Options, code: &Code) -> Vec<Block> {
    let (lang, paper) = (options.lang, options.paper);
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
    let fields = vec![
        Field::new(t(lang, "print-customer"), data.customer.clone()).strong(),
        Field::new(t(lang, "print-order-number"), data.order_number.clone()),
        Field::new(t(lang, "print-ships-on"), date_or_empty(data.ships_on)),
        Field::new(t(lang, "print-warehouse"), data.warehouse.clone()),
        Field::new(t(lang, "print-shelf-life-rule"), data.shelf_life_rule.clone()).span(2),
    ];
    let pad = if paper == Paper::A4 { mm10(12) } else { mm10(6) };
    vec![
        form_head(&data.company, t(lang, "print-picking-title"), "", right, paper),
        Block::Space(mm10(15)),
        grid(vec![20, 13, 13], fields, paper.grid(), 90, pad),
        Block::Space(mm10(20)),
    ]
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::fixed(t(lang, "print-col-number"), 90, Align::Centre),
        Column::fixed(t(lang, "print-col-place"), 170, Align::Left),
        Column::grow(t(lang, "print-col-goods"), 360, 1, Align::Left),
        Column::fixed(t(lang, "print-col-lot"), 240, Align::Left),
        Column::fixed(t(lang, "print-col-expiry"), 200, Align::Centre),
        Column::fixed(t(lang, "print-col-to-pick"), 230, Align::Right),
        Column::fixed(t(lang, "print-col-picked"), 180, Align::Right),
        Column::fixed(t(lang, "print-col-tick-picked"), 110, Align::Centre),
        Column::fixed(t(lang, "print-col-tick-checked"), 150, Align::Centre),
    ]
}

fn body(data: &PickingList, options: &Options) -> Vec<Block> {
    let (lang, paper) = (options.lang, options.paper);
    let pad = if paper == Paper::A4 { mm10(14) } else { mm10(7) };
    let mut table = Table::new(columns(lang), paper.grid(), Style::text(90), pad);
    for (number, line) in data.lines.iter().enumerate() {
        let goods = [&line.name, &line.specification, &line.code].map(String::as_str);
        let goods = if paper == Paper::A4 {
            format!("{}\n{}  {}", goods[0], goods[1], goods[2])
        } else {
            format!("{} {}", goods[0], goods[1])
        };
        let cells = vec![
            (number + 1).to_string(),
            line.place.clone(),
            goods,
            line.lot.clone(),
            date_or_empty(line.expires),
            quantity_text(&line.quantity),
            String::new(),
            "□".to_owned(),
            "□".to_owned(),
        ];
        table.rows.push(Row { cells, sums: Vec::new(), strong: false });
    }
    table.filler = if paper == Paper::A4 { 6 } else { 3 };
    let remark = Field::new(t(lang, "print-remark"), data.remark.clone());
    table.tail.push(grid(vec![1], vec![remark], paper.grid(), 90, mm10(10)));
    let place = |label: &str, name: &str| (label.to_owned(), name.to_owned());
    table.tail.push(Block::Signatures(Signatures {
        places: vec![
            place(t(lang, "print-sign-picker"), &data.picker),
            place(t(lang, "print-sign-second"), ""),
            place(t(lang, "print-sign-time"), ""),
        ],
        style: Style::text(90),
        height: if paper == Paper::A4 { mm(16) } else { mm(11) },
    }));
    vec![Block::Table(table)]
}
