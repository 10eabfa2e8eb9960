//! The company's forms and letters, each made from plain data.
//!
//! Texts that change from order to order come in as data; headings come from the language files. Money is in hundredths of
//! the currency, quantities are counts with their unit.

mod archive;
mod confirmation;
mod delivery;
mod goods;
mod picking;
mod readback;
mod review;
mod shipping;
mod statement;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

pub use archive::{ArchiveEvent, ArchiveRecord, ArchiveSheet, ArchiveTable, Completeness, archive_sheet};
pub use confirmation::{OrderConfirmation, order_confirmation};
pub use delivery::{DeliveryNote, delivery_note, test_page};
pub use goods::{GoodsLine, LotPart, Portion};
pub use picking::{PickLine, PickingList, picking_list};
pub use readback::{ReadBack, readback_sheet};
pub use review::{ReviewDateLine, ReviewSheet, ReviewStockLine, ReviewTalk, ReviewWord, review_sheet};
pub use shipping::{ShippingNotice, shipping_notice};
pub use statement::{StatementSheet, kind as statement_kind, statement_sheet};

use super::PrintError;
use super::document::{Document, safe_name};
use super::layout::{self, Align, Block, Cut, Field, Fields, Flow, Grid, Sheet, Style};
use super::page::{Ink, Um, mm, mm10};
use crate::domain::capitals::{self, Script};
use crate::i18n::{self, Lang, t, tf};

/// The paper in the printer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Paper {
    /// 210 x 297 mm, upright.
    #[default]
    #[serde(rename = "a4")]
    A4,
    /// Continuous form 241 mm wide, half a page (139.7 mm) high, with feed strips of 12.7 mm on both sides.
    #[serde(rename = "241x140")]
    Half241,
}

impl Paper {
    /// The name on the command line and in settings.
    pub fn tag(self) -> &'static str {
        match self {
            Paper::A4 => "a4",
            Paper::Half241 => "241x140",
        }
    }

    /// Reads the name, in capitals or not.
    pub fn from_tag(tag: &str) -> Option<Paper> {
        [Paper::A4, Paper::Half241].into_iter().find(|paper| paper.tag().eq_ignore_ascii_case(tag))
    }

    pub(crate) fn sheet(self, offset: Offset) -> Sheet {
        let offset = (mm10(offset.x), mm10(offset.y));
        match self {
            Paper::A4 => Sheet {
                width: mm(210),
                height: mm(297),
                left: mm(14),
                right: mm(14),
                top: mm(13),
                bottom: mm(11),
                offset,
            },
            Paper::Half241 => Sheet {
                width: mm(241),
                height: 139_700,
                left: mm(17),
                right: mm(17),
                top: mm(6),
                bottom: mm(6),
                offset,
            },
        }
    }

    /// Lines that suit the printer this paper runs through.
    pub(crate) fn grid(self) -> Grid {
        match self {
            Paper::A4 => Grid::Tinted,
            Paper::Half241 => Grid::Plain,
        }
    }
}

/// How far everything moves, in tenths of a millimetre, to fit a printer's feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offset {
    /// To the right; negative to the left.
    pub x: i32,
    /// Down; negative up.
    pub y: i32,
}

/// One copy of a form in several parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyName {
    /// Whom it is for, such as 存根.
    pub name: String,
    /// The colour of its paper, such as 白.
    pub colour: String,
}

impl CopyName {
    /// The usual three: file, customer, accounts.
    pub fn usual(lang: Lang) -> Vec<CopyName> {
        [
            (t(lang, "print-copy-file"), t(lang, "print-colour-white")),
            (t(lang, "print-copy-customer"), t(lang, "print-colour-red")),
            (t(lang, "print-copy-accounts"), t(lang, "print-colour-blue")),
        ]
        .into_iter()
        .map(|(name, colour)| CopyName { name: name.to_owned(), colour: colour.to_owned() })
        .collect()
    }
}

/// How a document is to be printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Its language.
    pub lang: Lang,
    /// The paper; letters and archive sheets are always A4.
    pub paper: Paper,
    /// With prices and amounts.
    pub prices: bool,
    /// The copies of a delivery note; none gives one without a copy's name.
    pub copies: Vec<CopyName>,
    /// Moves everything, in tenths of a millimetre.
    pub offset: Offset,
}

impl Options {
    /// A4 with prices, one copy, nothing moved.
    pub fn new(lang: Lang) -> Options {
        Options { lang, paper: Paper::A4, prices: true, copies: Vec::new(), offset: Offset::default() }
    }
}

/// The company at the head of its papers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyHead {
    /// Full name.
    pub name: String,
    /// Address on one line.
    pub address: String,
    /// Telephone, and fax where there is one.
    pub telephone: String,
}

/// Somebody goods or letters go to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Full name.
    pub name: String,
    /// Where the goods go.
    pub address: String,
    /// The person to ask for.
    pub contact: String,
    /// That person's telephone.
    pub telephone: String,
}

pub(crate) const SMALL: Style = Style::text(75).ink(Ink::GREY);

/// Company on the left, title in the middle, what is given on the right.
pub(crate) fn form_head(company: &CompanyHead, title: &str, below: &str, right: Vec<Block>, paper: Paper) -> Block {
    let size = if paper == Paper::A4 { 105 } else { 100 };
    let mut left = vec![Block::text(company.name.clone(), Style::text(size).bold())];
    left.push(Block::Space(mm10(8)));
    for line in [&company.address, &company.telephone] {
        if !line.is_empty() {
            left.push(Block::text(line.clone(), SMALL));
        }
    }
    // A long title gets more of the width and a smaller size, so that it stays on one line.
    let long = ems(title) > if paper == Paper::A4 { 6500 } else { 8000 };
    let tenths = match (paper, long) {
        (Paper::A4, false) => 180,
        (Paper::A4, true) => 150,
        (Paper::Half241, _) => 160,
    };
    let title_style = Style { leading: 125, ..Style::text(tenths) };
    let middle = vec![
        Block::text(spaced(title), title_style.bold().align(Align::Centre)),
        Block::text(below, Style::text(80).ink(Ink::GREY).align(Align::Centre)),
    ];
    let shares = if long { (20, 20, 20) } else { (23, 14, 23) };
    Block::Columns(vec![(shares.0, left), (shares.1, middle), (shares.2, right)], mm(2))
}

/// A rough width, in thousandths of an em.
fn ems(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 560 } else { 1000 }).sum()
}

/// Short Chinese titles stand apart: 送 货 单.
fn spaced(title: &str) -> String {
    let short = title.chars().count() <= 4 && !title.is_ascii();
    if !short {
        return title.to_owned();
    }
    let characters: Vec<String> = title.chars().map(String::from).collect();
    characters.join(" ")
}

/// Number, middle and page x of y at the foot.
pub(crate) fn page_foot(lang: Lang, left: &str, middle: &str, page: usize, pages: usize) -> Vec<Block> {
    let page_of = tf(lang, "print-page-of", &[("page", page.into()), ("pages", pages.into())]);
    vec![
        Block::Space(mm10(12)),
        Block::Columns(
            vec![
                (4, vec![Block::text(left, SMALL)]),
                (3, vec![Block::text(middle, SMALL.align(Align::Centre))]),
                (4, vec![Block::text(page_of, SMALL.align(Align::Right))]),
            ],
            mm(2),
        ),
    ]
}

pub(crate) fn printed(lang: Lang, at: NaiveDateTime) -> String {
    let at = at.format("%Y-%m-%d %H:%M").to_string();
    tf(lang, "print-printed-at", &[("at", at.into())])
}

/// An amount in words, as the language and the currency want it.
pub(crate) fn amount_in_words(lang: Lang, currency: &str, minor: i64) -> String {
    let script = match lang {
        Lang::En => return capitals::english(minor, currency),
        Lang::ZhHans => Script::Simplified,
        Lang::ZhHant => Script::Traditional,
    };
    if currency == "CNY" {
        capitals::renminbi(minor, script)
    } else {
        format!("{currency} {}", capitals::capitals(minor, script))
    }
}

/// An amount in figures with its sign or code: `¥1,200.00`, `USD 1,200.00`.
pub(crate) fn amount_in_figures(lang: Lang, currency: &str, minor: i64) -> String {
    match (currency, lang) {
        ("CNY", Lang::ZhHans | Lang::ZhHant) => format!("¥{}", i18n::money(minor)),
        _ => format!("{currency} {}", i18n::money(minor)),
    }
}

/// A temperature range in tenths of a degree: `2–6 °C`, `≤ -18 °C`; empty without one.
pub(crate) fn temperature_range(range: Option<(Option<i64>, Option<i64>)>) -> String {
    match range {
        Some((Some(low), Some(high))) => {
            let low = i18n::temperature(low);
            format!("{}–{}", low.trim_end_matches(" °C"), i18n::temperature(high))
        }
        Some((None, Some(high))) => format!("≤ {}", i18n::temperature(high)),
        Some((Some(low), None)) => format!("≥ {}", i18n::temperature(low)),
        Some((None, None)) | None => String::new(),
    }
}

pub(crate) fn date_or_empty(day: Option<NaiveDate>) -> String {
    day.map(i18n::date).unwrap_or_default()
}

pub(crate) fn grid(columns: Vec<i32>, fields: Vec<Field>, grid: Grid, size: i32, pad: Um) -> Block {
    Block::Fields(Fields { columns, fields, grid, style: Style::text(size), pad })
}

/// Cuts a document into its pages.
pub(crate) fn finish(
    title: String,
    number: &str,
    lang: Lang,
    dated: NaiveDate,
    flow: &Flow<'_>,
) -> Result<Document, PrintError> {
    let Cut { pages, .. } = layout::cut(flow)?;
    let file_stem = safe_name(&format!("{title}-{number}"));
    Ok(Document { title: format!("{title} {number}"), file_stem, lang, dated, pages })
}
