//! A finished page as pure data: placed text, lines, filled boxes and code modules.
//!
//! The same page becomes a PDF page and is painted in the preview window, so what is seen is what is printed. Lengths are
//! whole micrometres from the upper left corner of the paper, x to the right, y downwards; text stands on its baseline.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::fonts::Face;

/// A length in micrometres (thousandths of a millimetre).
pub type Um = i32;

/// Whole millimetres as micrometres.
pub const fn mm(millimetres: i32) -> Um {
    millimetres * 1000
}

/// Tenths of a millimetre as micrometres.
pub const fn mm10(tenths: i32) -> Um {
    tenths * 100
}

/// Tenths of a typographic point (1/72 inch) as micrometres: `pt10(95)` is 9.5 pt.
pub const fn pt10(tenths: i32) -> Um {
    (tenths * 25_400 + 360) / 720
}

/// A colour of ink in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    /// Text.
    pub const BLACK: Ink = Ink(0x14, 0x18, 0x1c);
    /// Labels and small print.
    pub const GREY: Ink = Ink(0x4d, 0x57, 0x61);
    /// Lines of a grid.
    pub const LINE: Ink = Ink(0x6b, 0x74, 0x7d);
    /// Quiet lines between rows.
    pub const HAIR: Ink = Ink(0xb9, 0xc0, 0xc7);
    /// The ground of label cells and table heads.
    pub const TINT: Ink = Ink(0xf1, 0xf3, 0xf5);
    /// The one colour of letters: rules and the company's name.
    pub const ACCENT: Ink = Ink(0x1f, 0x4e, 0x79);
}

/// One run of text in one face.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Left edge.
    pub x: Um,
    /// Baseline.
    pub y: Um,
    /// Advance width of the whole run.
    pub width: Um,
    /// Size of the face (height of its em square).
    pub size: Um,
    /// The face that has all of these characters.
    pub face: Face,
    /// Colour.
    pub ink: Ink,
    /// The characters.
    pub text: String,
}

/// A thing on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Item {
    /// A run of text.
    Text(Text),
    /// A straight stroke.
    Line {
        /// Start.
        from: (Um, Um),
        /// End.
        to: (Um, Um),
        /// Width of the stroke.
        width: Um,
        /// Colour.
        ink: Ink,
    },
    /// A filled box.
    Fill {
        /// Left edge.
        x: Um,
        /// Upper edge.
        y: Um,
        /// Width.
        width: Um,
        /// Height.
        height: Um,
        /// Colour.
        ink: Ink,
    },
    /// A square two-dimensional code.
    Code {
        /// Left edge.
        x: Um,
        /// Upper edge.
        y: Um,
        /// Length of one side of the whole code.
        side: Um,
        /// Modules on one side.
        modules: u16,
        /// Row by row, true where dark; `modules` squared of them.
        dark: Vec<bool>,
    },
}

impl Item {
    /// Moves the thing by a distance.
    pub fn shift(&mut self, dx: Um, dy: Um) {
        match self {
            Item::Text(text) => {
                text.x += dx;
                text.y += dy;
            }
            Item::Line { from, to, .. } => {
                *from = (from.0 + dx, from.1 + dy);
                *to = (to.0 + dx, to.1 + dy);
            }
            Item::Fill { x, y, .. } | Item::Code { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
        }
    }

    /// The right-most and lowest points the thing reaches, for checks that nothing leaves the paper.
    pub fn reach(&self) -> (Um, Um) {
        match self {
            Item::Text(text) => (text.x + text.width, text.y),
            Item::Line { from, to, .. } => (from.0.max(to.0), from.1.max(to.1)),
            Item::Fill { x, y, width, height, .. } => (x + width, y + height),
            Item::Code { x, y, side, .. } => (x + side, y + side),
        }
    }
}

/// One side of paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Width of the paper.
    pub width: Um,
    /// Height of the paper.
    pub height: Um,
    /// What it has in common with the same page of the other copies, painted first; written into a file only once.
    pub shared: Option<Arc<Vec<Item>>>,
    /// What is its own, in the order of painting.
    pub items: Vec<Item>,
}

impl Page {
    /// All that stands on it, in the order of painting.
    pub fn all(&self) -> impl Iterator<Item = &Item> {
        self.shared.iter().flat_map(|shared| shared.iter()).chain(&self.items)
    }

    /// The page as text, a line for each thing, in millimetres: what tests compare.
    pub fn describe(&self) -> String {
        let mut text = format!("page {} x {}\n", Tenth(self.width), Tenth(self.height));
        for item in self.all() {
            // Writing to a String cannot fail.
            let _ = match item {
                Item::Text(run) => writeln!(
                    text,
                    "{:>6} {:>6}  {} {}  {}",
                    Tenth(run.x),
                    Tenth(run.y),
                    run.face.letter(),
                    Tenth(run.size),
                    run.text
                ),
                Item::Line { from, to, .. } => {
                    writeln!(text, "{:>6} {:>6}  line to {} {}", Tenth(from.0), Tenth(from.1), Tenth(to.0), Tenth(to.1))
                }
                Item::Fill { x, y, width, height, .. } => {
                    writeln!(text, "{:>6} {:>6}  fill {} x {}", Tenth(*x), Tenth(*y), Tenth(*width), Tenth(*height))
                }
                Item::Code { x, y, side, modules, .. } => {
                    writeln!(text, "{:>6} {:>6}  code {modules} modules, side {}", Tenth(*x), Tenth(*y), Tenth(*side))
                }
            };
        }
        text
    }

    /// The words on the page in reading order: by line from above, then from the left.
    pub fn words(&self) -> String {
        let mut runs: Vec<&Text> =
            self.all().filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None }).collect();
        runs.sort_by_key(|run| (run.y, run.x));
        let mut text = String::new();
        let mut last: Option<&Text> = None;
        for run in runs {
            match last {
                Some(before) if before.y == run.y && run.x - (before.x + before.width) > run.size / 4 => {
                    text.push_str("  ");
                }
                Some(before) if before.y != run.y => text.push('\n'),
                _ => {}
            }
            text.push_str(&run.text);
            last = Some(run);
        }
        text.push('\n');
        text
    }
}

/// Micrometres shown as millimetres with one decimal.
struct Tenth(Um);

impl std::fmt::Display for Tenth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0.unsigned_abs() + 50) / 100;
        let sign = if self.0 < 0 && tenths > 0 { "-" } else { "" };
        f.pad(&format!("{sign}{}.{}", tenths / 10, tenths % 10))
    }
}
