//! Archive sheet: the whole dossier of an order, with cover, contents, every record, and the log of events.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::super::PrintError;
use super::super::document::{Document, safe_name};
use super::super::layout::{self, Align, Block, Column, Cut, Field, Flow, Grid, Row, Sheet, Signatures, Style, Table};
use super::super::page::{Ink, mm, mm10};
use super::{CompanyHead, Options, Paper, SMALL};
use super::{grid, page_foot, printed};
use crate::i18n::{self, Lang, t, tf};

/// A table inside a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveTable {
    /// A heading above it; may be empty.
    pub title: String,
    /// (heading, share of the width, whether its cells are figures).
    pub columns: Vec<(String, i32, bool)>,
    /// The rows, one text a column.
    pub rows: Vec<Vec<String>>,
}

/// One record of the dossier: the order, a review, a shipment, a delivery.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveRecord {
    /// Its own number, such as that of a delivery note; may be empty.
    pub number: String,
    /// Who answers for it.
    pub responsible: String,
    /// What it is.
    pub title: String,
    /// Its date.
    pub dated: Option<NaiveDate>,
    /// Labels and values.
    pub fields: Vec<(String, String)>,
    /// Tables.
    pub tables: Vec<ArchiveTable>,
    /// Paragraphs.
    pub notes: Vec<String>,
    /// Remark in the contents.
    pub remark: String,
}

/// One event of the order's log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveEvent {
    /// When, in the company's own time.
    pub at: String,
    /// Who, with department.
    pub who: String,
    /// What was done.
    pub what: String,
    /// Values, reasons, evidence.
    pub detail: String,
    /// The link of the audit chain, shortened; may be empty.
    pub link: String,
}

/// One point of the completeness check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completeness {
    /// What belongs in the dossier.
    pub item: String,
    /// Whether it is there.
    pub present: bool,
    /// Where it is, or why it is missing.
    pub note: String,
}

/// What an archive sheet says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveSheet {
    /// Whose archive.
    pub company: CompanyHead,
    /// Archive number (档号).
    pub archive_number: String,
    /// Title of the dossier.
    pub title: String,
    /// Number of the order.
    pub order_number: String,
    /// Customer.
    pub customer: String,
    /// First day the dossier covers.
    pub opened_on: NaiveDate,
    /// Last day the dossier covers.
    pub closed_on: NaiveDate,
    /// The day it was filed.
    pub filed_on: NaiveDate,
    /// How long it is kept, in words.
    pub retention: String,
    /// The last day it is kept; none for ever.
    pub keep_until: Option<NaiveDate>,
    /// Class in words.
    pub class: String,
    /// Level of secrecy in words.
    pub secrecy: String,
    /// Department that files.
    pub department: String,
    /// Who filed it.
    pub filed_by: String,
    /// Who checked it.
    pub checked_by: String,
    /// The completeness check.
    pub completeness: Vec<Completeness>,
    /// The records, in order.
    pub records: Vec<ArchiveRecord>,
    /// The log.
    pub events: Vec<ArchiveEvent>,
    /// When it is printed, in the company's own time.
    pub printed_at: NaiveDateTime,
}

/// The dossier on A4.
///
/// # Errors
/// [`PrintError::MissingGlyph`] names a character that cannot be printed.
pub fn archive_sheet(data: &ArchiveSheet, options: &Options) -> Result<Document, PrintError> {
    let lang = options.lang;
    let sheet = Sheet { left: mm(22), right: mm(16), top: mm(13), bottom: mm(11), ..Paper::A4.sheet(options.offset) };
    // The first cut finds the pages, the second prints them in the contents; the contents keep their height.
    let drafted = cut(data, lang, sheet, &[])?;
    let pages = cut(data, lang, sheet, &drafted.anchors)?.pages;
    let title = t(lang, "print-archive-title");
    let file_stem = safe_name(&format!("{title}-{}", data.order_number));
    Ok(Document { title: format!("{title} {}", data.archive_number), file_stem, lang, dated: data.filed_on, pages })
}

fn cut(data: &ArchiveSheet, lang: Lang, sheet: Sheet, anchors: &[(usize, usize)]) -> Result<Cut, PrintError> {
    let body = body(data, lang, anchors);
    layout::cut(&Flow {
        sheet,
        copies: 1,
        head: &|_, page| if page == 1 { Vec::new() } else { running_head(data) },
        foot: &|_, page, pages| page_foot(lang, &printed(lang, data.printed_at), &data.archive_number, page, pages),
        body: &body,
    })
}

fn running_head(data: &ArchiveSheet) -> Vec<Block> {
    vec![
        Block::Columns(
            vec![
                (1, vec![Block::text(data.company.name.clone(), SMALL)]),
                (
                    1,
                    vec![Block::text(
                        format!("{}　{}", data.archive_number, data.order_number),
                        SMALL.align(Align::Right),
                    )],
                ),
            ],
            mm(4),
        ),
        Block::Space(mm10(10)),
        Block::Rule { width: 150, ink: Ink::LINE },
        Block::Space(mm(5)),
    ]
}

fn body(data: &ArchiveSheet, lang: Lang, anchors: &[(usize, usize)]) -> Vec<Block> {
    let mut blocks = cover(data, lang);
    blocks.push(Block::NewPage);
    blocks.extend(contents(data, lang, anchors));
    blocks.push(Block::NewPage);
    for (number, record) in data.records.iter().enumerate() {
        blocks.extend(record_blocks(number, record, lang));
    }
    blocks.extend(log(data, lang));
    blocks
}

fn cover(data: &ArchiveSheet, lang: Lang) -> Vec<Block> {
    let centre = |size: i32| Style::text(size).align(Align::Centre);
    let value = |text: &str| text.to_owned();
    let keep_until = data.keep_until.map_or_else(|| t(lang, "print-archive-forever").to_owned(), i18n::date);
    let span = format!("{} — {}", i18n::date(data.opened_on), i18n::date(data.closed_on));
    let fields = vec![
        Field::new(t(lang, "print-archive-number"), value(&data.archive_number)).strong(),
        Field::new(t(lang, "print-order-number"), value(&data.order_number)).strong(),
        Field::new(t(lang, "print-archive-name"), value(&data.title)).span(2),
        Field::new(t(lang, "print-customer"), value(&data.customer)).span(2),
        Field::new(t(lang, "print-archive-span"), span),
        Field::new(t(lang, "print-archive-records"), data.records.len().to_string()),
        Field::new(t(lang, "print-archive-class"), value(&data.class)),
        Field::new(t(lang, "print-archive-secrecy"), value(&data.secrecy)),
        Field::new(t(lang, "print-archive-retention"), value(&data.retention)),
        Field::new(t(lang, "print-archive-keep-until"), keep_until).strong(),
        Field::new(t(lang, "print-archive-department"), value(&data.department)),
        Field::new(t(lang, "print-archive-filed-on"), i18n::date(data.filed_on)),
    ];
    let place = |label: &str, name: &str| (label.to_owned(), name.to_owned());
    let mut blocks = vec![
        Block::Drawing { height: mm(24), items: Vec::new() },
        Block::text(data.company.name.clone(), centre(140)),
        Block::Space(mm(5)),
        Block::text(t(lang, "print-archive-title"), centre(260).bold()),
        Block::Space(mm(16)),
        grid(vec![1, 1], fields, Grid::Tinted, 100, mm10(24)),
    ];
    if !data.completeness.is_empty() {
        blocks.push(Block::Space(mm(9)));
        blocks.push(Block::text(t(lang, "print-archive-completeness"), Style::text(110).bold()));
        blocks.push(Block::Space(mm(2)));
        blocks.push(Block::Table(completeness(data, lang)));
    }
    blocks.push(Block::Signatures(Signatures {
        places: vec![
            place(t(lang, "print-sign-filed"), &data.filed_by),
            place(t(lang, "print-sign-inspected"), &data.checked_by),
            place(t(lang, "print-sign-date"), &i18n::date(data.filed_on)),
        ],
        style: Style::text(95),
        height: mm(20),
    }));
    blocks
}

fn completeness(data: &ArchiveSheet, lang: Lang) -> Table {
    let columns = vec![
        Column::fixed(t(lang, "print-col-number"), 110, Align::Centre),
        Column::grow(t(lang, "print-col-item"), 400, 2, Align::Left),
        Column::fixed(t(lang, "print-col-present"), 210, Align::Centre),
        Column::grow(t(lang, "print-col-remark"), 300, 2, Align::Left),
    ];
    let mut table = Table::new(columns, Grid::Tinted, Style::text(95), mm10(11));
    for (number, point) in data.completeness.iter().enumerate() {
        let present = if point.present { t(lang, "print-present") } else { t(lang, "print-absent") };
        let cells = vec![(number + 1).to_string(), point.item.clone(), present.to_owned(), point.note.clone()];
        table.rows.push(Row { cells, sums: Vec::new(), strong: !point.present });
    }
    table
}

fn contents(data: &ArchiveSheet, lang: Lang, anchors: &[(usize, usize)]) -> Vec<Block> {
    let page_of = |anchor: usize| {
        anchors.iter().find(|(place, _)| *place == anchor).map_or_else(String::new, |(_, page)| page.to_string())
    };
    let columns = vec![
        Column::fixed(t(lang, "print-col-order"), 130, Align::Centre),
        Column::fixed(t(lang, "print-col-document-number"), 390, Align::Left),
        Column::fixed(t(lang, "print-col-responsible"), 250, Align::Left),
        Column::grow(t(lang, "print-col-title"), 400, 1, Align::Left),
        Column::fixed(t(lang, "print-col-date"), 220, Align::Centre),
        Column::fixed(t(lang, "print-col-page"), 140, Align::Right),
        Column::fixed(t(lang, "print-col-remark"), 200, Align::Left),
    ];
    let mut table = Table::new(columns, Grid::Tinted, Style::text(90), mm10(13));
    for (number, record) in data.records.iter().enumerate() {
        let cells = vec![
            (number + 1).to_string(),
            record.number.clone(),
            record.responsible.clone(),
            record.title.clone(),
            super::date_or_empty(record.dated),
            page_of(number),
            record.remark.clone(),
        ];
        table.rows.push(Row { cells, sums: Vec::new(), strong: false });
    }
    let count = data.records.len();
    let mut cells = vec![(count + 1).to_string(), String::new(), String::new()];
    cells.push(t(lang, "print-archive-log").to_owned());
    cells.extend([String::new(), page_of(count), String::new()]);
    table.rows.push(Row { cells, sums: Vec::new(), strong: false });
    vec![heading(t(lang, "print-archive-contents")), Block::Space(mm(3)), Block::Table(table)]
}

fn heading(text: impl Into<String>) -> Block {
    Block::text(text, Style::text(130).bold())
}

fn record_blocks(number: usize, record: &ArchiveRecord, lang: Lang) -> Vec<Block> {
    let mut blocks =
        vec![Block::Need(mm(38)), Block::Anchor(number), heading(format!("{}　{}", number + 1, record.title))];
    let by = [
        ("number", record.number.clone().into()),
        ("who", record.responsible.clone().into()),
        ("day", super::date_or_empty(record.dated).into()),
    ];
    blocks.push(Block::text(tf(lang, "print-archive-by", &by), SMALL));
    blocks.push(Block::Space(mm(2)));
    if !record.fields.is_empty() {
        let fields = record.fields.iter().map(|(label, value)| field(label, value)).collect();
        blocks.push(grid(vec![1, 1], fields, Grid::Tinted, 90, mm10(11)));
    }
    for table in &record.tables {
        blocks.push(Block::Space(mm(3)));
        if !table.title.is_empty() {
            blocks.push(Block::Need(mm(22)));
            blocks.push(Block::text(table.title.clone(), Style::text(95).bold()));
            blocks.push(Block::Space(mm(1)));
        }
        blocks.push(Block::Table(plain_table(table)));
    }
    for note in &record.notes {
        blocks.push(Block::Space(mm(2)));
        blocks.push(Block::text(note.clone(), Style { leading: 150, ..Style::text(90) }));
    }
    blocks.push(Block::Space(mm(8)));
    blocks
}

/// Long values take the whole width.
fn field(label: &str, value: &str) -> Field {
    let long = value.chars().count() > 24 || value.contains('\n');
    Field::new(label, value).span(if long { 2 } else { 1 })
}

fn plain_table(table: &ArchiveTable) -> Table {
    let columns = table
        .columns
        .iter()
        .map(|(title, share, figures)| {
            Column::grow(title.clone(), 0, (*share).max(1), if *figures { Align::Right } else { Align::Left })
        })
        .collect();
    let mut set = Table::new(columns, Grid::Tinted, Style::text(85), mm10(10));
    set.rows = table.rows.iter().map(|cells| Row { cells: cells.clone(), sums: Vec::new(), strong: false }).collect();
    set
}

fn log(data: &ArchiveSheet, lang: Lang) -> Vec<Block> {
    let linked = data.events.iter().any(|event| !event.link.is_empty());
    let mut columns = vec![
        Column::fixed(t(lang, "print-col-number"), 110, Align::Centre),
        Column::fixed(t(lang, "print-col-time"), 270, Align::Left),
        Column::fixed(t(lang, "print-col-who"), 240, Align::Left),
        Column::grow(t(lang, "print-col-what"), 230, 1, Align::Left),
        Column::grow(t(lang, "print-col-detail"), 320, 5, Align::Left),
    ];
    if linked {
        columns.push(Column::fixed(t(lang, "print-col-link"), 190, Align::Left));
    }
    let mut table = Table::new(columns, Grid::Tinted, Style::text(80), mm10(9));
    for (number, event) in data.events.iter().enumerate() {
        let mut cells = vec![(number + 1).to_string(), event.at.clone(), event.who.clone()];
        cells.extend([event.what.clone(), event.detail.clone()]);
        if linked {
            cells.push(event.link.clone());
        }
        table.rows.push(Row { cells, sums: Vec::new(), strong: false });
    }
    vec![
        Block::Need(mm(38)),
        Block::Anchor(data.records.len()),
        heading(format!("{}　{}", data.records.len() + 1, t(lang, "print-archive-log"))),
        Block::Space(mm(3)),
        Block::Table(table),
        Block::Space(mm(3)),
        Block::text(t(lang, "print-archive-end"), SMALL.align(Align::Centre)),
    ]
}
