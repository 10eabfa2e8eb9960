//! The mail's own text, plain, with the words marked from which values were read. What a page in the mail would load or run is
//! never touched: there is only text here.

use eframe::egui;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Label, Stroke, Ui};

use crate::intake::mail::draft::Source;
use crate::intake::mail::message::Message;
use crate::ui::theme::{self, Palette, Tone, Type};
use crate::ui::widgets::text;

/// Lines of a mail that are shown: more than anybody reads on a screen; the whole mail can be saved.
pub(super) const MOST_LINES: usize = 600;
/// Between cells.
const TAB: char = '\t';
/// Characters of a line that are shown.
const MOST_CHARS: usize = 2_000;

/// Words in the mail from which a value was read.
pub(super) struct Mark {
    /// Where.
    pub source: Source,
    /// Whether the value is certain.
    pub certain: bool,
}

/// How a character is drawn, the later over the earlier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    Plain,
    Certain,
    Doubtful,
    Pointed,
}

impl Ground {
    fn colour(self, palette: &Palette) -> Color32 {
        match self {
            Ground::Plain => Color32::TRANSPARENT,
            Ground::Certain => palette.soft(Tone::Good),
            Ground::Doubtful => palette.soft(Tone::Warn),
            Ground::Pointed => palette.accent,
        }
    }
}

/// The subject with its marks; nothing where none lies in it, for it stands above already.
pub(super) fn subject(ui: &mut Ui, subject: &str, marks: &[Mark], pointed: Option<&Source>) {
    if !marks.iter().any(|mark| matches!(mark.source, Source::Subject { .. })) {
        return;
    }
    let span = |source: &Source| match source {
        Source::Subject { from, to } => Some((*from, *to)),
        _ => None,
    };
    line(ui, subject, marks, pointed, (Type::Strong, &[]), &span);
    ui.add_space(theme::GAP);
}

/// The text, line by line; a value that is pointed at is brought into sight when `bring` says so.
pub(super) fn body(ui: &mut Ui, message: &Message, marks: &[Mark], pointed: Option<&Source>, bring: bool) -> bool {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    let lines: Vec<&str> = message.body.lines().take(MOST_LINES).collect();
    let mut table = Table::default();
    for (at, &words) in lines.iter().enumerate() {
        table = table.or_next(ui, &lines, at);
        let number = at as u32 + 1;
        let span = |source: &Source| match source {
            Source::Body { line, from, to } if *line == number => Some((*from, *to)),
            _ => None,
        };
        let older = words.trim_start().starts_with('>');
        if older && !marks.iter().any(|mark| span(&mark.source).is_some()) {
            let cut: String = words.chars().take(MOST_CHARS).collect();
            ui.add(Label::new(text::rich(cut, Type::Body, palette.ink_soft)).wrap());
            continue;
        }
        let response = line(ui, words, marks, pointed, (Type::Body, &table.stops), &span);
        if bring && pointed.and_then(&span).is_some() {
            response.scroll_to_me(Some(egui::Align::Center));
        }
    }
    message.body.lines().nth(MOST_LINES).is_some()
}

/// Lines of cells that follow one another, and where their cells begin from the second on; none where they have no room.
#[derive(Default)]
struct Table {
    end: usize,
    stops: Vec<f32>,
}

impl Table {
    /// The table that a line stands in: this one, or the one that begins there.
    fn or_next(self, ui: &Ui, lines: &[&str], at: usize) -> Table {
        if at < self.end {
            return self;
        }
        let end = lines[at..].iter().position(|line| !line.contains(TAB)).map_or(lines.len(), |length| at + length);
        let mut widths: Vec<f32> = Vec::new();
        for line in &lines[at..end] {
            let cells: Vec<&str> = line.split(TAB).collect();
            widths.resize(widths.len().max(cells.len()), 0.0);
            for (width, cell) in widths.iter_mut().zip(cells) {
                let words: String = cell.chars().take(MOST_CHARS).collect();
                *width = width.max(text::width(ui.painter(), &words, Type::Body));
            }
        }
        let mut stops = Vec::new();
        let mut x = 0.0;
        for width in &widths {
            x += width + theme::GAP_WIDE;
            stops.push(x);
        }
        if x - theme::GAP_WIDE > ui.available_width() {
            stops.clear();
        }
        Table { end: end.max(at + 1), stops }
    }
}

fn line(
    ui: &mut Ui,
    words: &str,
    marks: &[Mark],
    pointed: Option<&Source>,
    (size, stops): (Type, &[f32]),
    span: &dyn Fn(&Source) -> Option<(u32, u32)>,
) -> egui::Response {
    let palette = theme::palette(ui);
    let signs: Vec<char> = words.chars().take(MOST_CHARS).collect();
    let mut grounds = vec![Ground::Plain; signs.len()];
    let mut paint = |(from, to): (u32, u32), ground: Ground| {
        let to = (to as usize).min(grounds.len());
        if let Some(part) = grounds.get_mut(from as usize..to) {
            part.iter_mut().for_each(|one| *one = ground.max(*one));
        }
    };
    for mark in marks {
        let ground = if mark.certain { Ground::Certain } else { Ground::Doubtful };
        span(&mark.source).into_iter().for_each(|place| paint(place, ground));
    }
    pointed.and_then(span).into_iter().for_each(|place| paint(place, Ground::Pointed));
    let mut job = LayoutJob::default();
    let (mut at, mut x, mut column, mut before) = (0, 0.0, 0, 0.0);
    while at < signs.len() {
        let ground = grounds[at];
        // Where cells have places, each begins a part of its own.
        let ends = |next: usize| grounds[next] != ground || !stops.is_empty() && signs[next - 1] == TAB;
        let end = (at + 1..signs.len()).find(|next| ends(*next)).unwrap_or(signs.len());
        let mut part: String = signs[at..end].iter().collect();
        let over = !stops.is_empty() && part.ends_with(TAB);
        if over {
            part.pop();
            part.push(' ');
        }
        let ink = if ground == Ground::Pointed { palette.on_accent } else { palette.ink };
        // What is doubtful is told by more than a colour.
        let width = if ground == Ground::Doubtful { theme::HAIRLINE } else { 0.0 };
        let underline = Stroke::new(width, palette.word(Tone::Warn));
        let plain = TextFormat::simple(size.font(), ink);
        let format = TextFormat { background: ground.colour(palette), underline, ..plain };
        job.append(&part, before, format);
        x += before;
        before = 0.0;
        if !stops.is_empty() {
            x += text::width(ui.painter(), &part, size);
        }
        if over {
            before = stops.get(column).map_or(0.0, |stop| (stop - x).max(0.0));
            column += 1;
        }
        at = end;
    }
    if signs.is_empty() {
        job.append(" ", 0.0, TextFormat::simple(size.font(), palette.ink));
    }
    ui.add(Label::new(job).wrap())
}
