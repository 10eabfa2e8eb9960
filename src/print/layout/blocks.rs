//! What a document is made of, before it is cut into pages.

use super::super::PrintError;
use super::super::fonts::Weight;
use super::super::page::{Ink, Item, Um, mm10, pt10};

/// Where text stands between its edges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right edge.
    Right,
}

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Size of the face.
    pub size: Um,
    /// How heavy.
    pub weight: Weight,
    /// Colour.
    pub ink: Ink,
    /// Where it stands.
    pub align: Align,
    /// Distance of lines in hundredths of the size.
    pub leading: i32,
}

impl Style {
    /// Black text of a size in tenths of a point.
    pub const fn text(tenths_of_points: i32) -> Style {
        Style {
            size: pt10(tenths_of_points),
            weight: Weight::Regular,
            ink: Ink::BLACK,
            align: Align::Left,
            leading: 140,
        }
    }

    /// The same, heavier.
    pub const fn bold(self) -> Style {
        Style { weight: Weight::SemiBold, ..self }
    }

    /// The same in another colour.
    pub const fn ink(self, ink: Ink) -> Style {
        Style { ink, ..self }
    }

    /// The same, standing elsewhere.
    pub const fn align(self, align: Align) -> Style {
        Style { align, ..self }
    }

    /// Height of one line.
    pub const fn line(self) -> Um {
        self.size * self.leading / 100
    }
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph.
    Text {
        /// The words.
        text: String,
        /// How they look.
        style: Style,
    },
    /// Empty height.
    Space(Um),
    /// A line across.
    Rule {
        /// Width of the stroke.
        width: Um,
        /// Colour.
        ink: Ink,
    },
    /// Parts side by side: (share of the width, its blocks), and the gap between.
    Columns(Vec<(i32, Vec<Block>)>, Um),
    /// A grid of labels and values.
    Fields(Fields),
    /// A table that may run over several pages.
    Table(Table),
    /// Blocks that stay on one page.
    Keep(Vec<Block>),
    /// Places to sign.
    Signatures(Signatures),
    /// A two-dimensional code of a text.
    Code {
        /// What a scanner reads.
        code: Code,
        /// Length of its side.
        side: Um,
        /// Where it stands.
        align: Align,
    },
    /// A place that a table of contents can point at.
    Anchor(usize),
    /// What follows begins on a new page.
    NewPage,
    /// What follows begins on a new page unless this height is left.
    Need(Um),
    /// Things placed by hand inside a height.
    Drawing {
        /// The height it takes.
        height: Um,
        /// Relative to its upper left corner.
        items: Vec<Item>,
    },
}

impl Block {
    /// A paragraph.
    pub fn text(text: impl Into<String>, style: Style) -> Block {
        Block::Text { text: text.into(), style }
    }
}

/// A text as a two-dimensional code. Made once a document: finding the best pattern takes longer than setting a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Modules on one side.
    pub modules: u16,
    /// Row by row, true where dark.
    pub dark: Vec<bool>,
}

impl Code {
    /// The code of a text, readable with a seventh of it soiled.
    ///
    /// # Errors
    /// [`PrintError::CodeTooLong`] for a text that no code holds.
    pub fn of(text: &str) -> Result<Code, PrintError> {
        let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M)
            .map_err(|_| PrintError::CodeTooLong { text: text.to_owned() })?;
        let modules = code.width() as u16;
        let dark = code.into_colors().into_iter().map(|color| color == qrcode::Color::Dark).collect();
        Ok(Code { modules, dark })
    }
}

/// One label with its value.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// What it is.
    pub label: String,
    /// What it says; may be empty on a form.
    pub value: String,
    /// How many grid columns it takes.
    pub span: usize,
    /// Whether the value is heavier.
    pub strong: bool,
}

impl Field {
    /// A field one column wide.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Field {
        Field { label: label.into(), value: value.into(), span: 1, strong: false }
    }

    /// The same over several columns.
    pub fn span(self, span: usize) -> Field {
        Field { span, ..self }
    }

    /// The same with a heavier value.
    pub fn strong(self) -> Field {
        Field { strong: true, ..self }
    }
}

/// Lines around cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grid {
    /// A full grid with tinted labels, for office printers.
    Tinted,
    /// A full grid without ground, for dot-matrix printers and carbon copies.
    Plain,
    /// Only quiet lines between rows, for letters.
    Quiet,
}

/// A grid of labels and values.
#[derive(Clone, Debug)]
pub struct Fields {
    /// Share of the width of each grid column.
    pub columns: Vec<i32>,
    /// The fields, row by row.
    pub fields: Vec<Field>,
    /// Lines.
    pub grid: Grid,
    /// How values look; labels are the same in grey.
    pub style: Style,
    /// Air above and below the text of a cell.
    pub pad: Um,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// The heading.
    pub title: String,
    /// Least width.
    pub width: Um,
    /// Share of what width is left over.
    pub grow: i32,
    /// Where its cells stand.
    pub align: Align,
}

impl Column {
    /// A column of fixed width in tenths of a millimetre.
    pub fn fixed(title: impl Into<String>, tenths: i32, align: Align) -> Column {
        Column { title: title.into(), width: mm10(tenths), grow: 0, align }
    }

    /// A column that takes a share of the width left over.
    pub fn grow(title: impl Into<String>, tenths: i32, grow: i32, align: Align) -> Column {
        Column { title: title.into(), width: mm10(tenths), grow, align }
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// One text a column.
    pub cells: Vec<String>,
    /// What the row adds to the page's sums.
    pub sums: Vec<i64>,
    /// Whether its cells are heavier.
    pub strong: bool,
}

/// How sums are written; numbers are places in [`Row::sums`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Hundredths, two decimals.
    Money(usize),
    /// Counts by unit, those that are nought left out: `35箱 5盒`.
    Units(Vec<(usize, String)>),
}

impl Figure {
    /// The sums as text.
    pub fn write(&self, sums: &[i64]) -> String {
        let sum = |place: &usize| sums.get(*place).copied().unwrap_or(0);
        match self {
            Figure::Money(place) => crate::i18n::money(sum(place)),
            Figure::Units(units) => {
                let parts: Vec<String> = units
                    .iter()
                    .filter(|(place, _)| sum(place) != 0)
                    .map(|(place, unit)| counted(sum(place), unit))
                    .collect();
                if parts.is_empty() { "0".to_owned() } else { parts.join(" ") }
            }
        }
    }
}

/// A count with its unit: `3箱`, `3 ctn`.
pub fn counted(count: i64, unit: &str) -> String {
    let space = if unit.starts_with(|first: char| first.is_ascii_alphabetic()) { " " } else { "" };
    format!("{}{space}{unit}", crate::i18n::whole(count))
}

/// The row at the foot of each page when a table runs over several.
#[derive(Clone, Debug)]
pub struct Subtotal {
    /// What it says in front.
    pub label: String,
    /// How many columns the label takes.
    pub span: usize,
    /// How many sums the rows keep.
    pub sums: usize,
    /// (first column, how many columns, what is written there), ascending, all after the label.
    pub figures: Vec<(usize, usize, Figure)>,
}

/// A cell over several columns.
#[derive(Clone, Debug)]
pub struct Wide {
    /// The text.
    pub text: String,
    /// How many columns it takes.
    pub span: usize,
    /// Where it stands.
    pub align: Align,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Lines.
    pub grid: Grid,
    /// How cells look; headings and totals are heavier.
    pub style: Style,
    /// Air above and below the text of a cell.
    pub pad: Um,
    /// A page's table has at least this many rows, the rest empty, as far as they fit.
    pub filler: usize,
    /// Sums at the foot of each page when there are several.
    pub subtotal: Option<Subtotal>,
    /// Rows after the last.
    pub totals: Vec<Vec<Wide>>,
    /// What must stand on the same page as the last row.
    pub tail: Vec<Block>,
}

impl Table {
    /// A table without rows yet.
    pub fn new(columns: Vec<Column>, grid: Grid, style: Style, pad: Um) -> Table {
        Table {
            columns,
            rows: Vec::new(),
            grid,
            style,
            pad,
            filler: 0,
            subtotal: None,
            totals: Vec::new(),
            tail: Vec::new(),
        }
    }
}

/// Places to sign, side by side.
#[derive(Clone, Debug)]
pub struct Signatures {
    /// (who signs, a name already known or empty).
    pub places: Vec<(String, String)>,
    /// How labels look.
    pub style: Style,
    /// Height for pen or stamp.
    pub height: Um,
}
