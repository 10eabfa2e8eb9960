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
    line(ui, subject, marks, pointed, Type::Strong, &span);
    ui.add_space(theme::GAP);
}

/// The text, line by line; a value that is pointed at is brought into sight when `bring` says so.
pub(super) fn body(ui: &mut Ui, message: &Message, marks: &[Mark], pointed: Option<&Source>, bring: bool) -> bool {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    for (at, words) in message.body.lines().take(MOST_LINES).enumerate() {
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
        let response = line(ui, words, marks, pointed, Type::Body, &span);
        if bring && pointed.and_then(&span).is_some() {
            response.scroll_to_me(Some(egui::Align::Center));
        }
    }
    message.body.lines().nth(MOST_LINES).is_some()
}

fn line(
    ui: &mut Ui,
    words: &str,
    marks: &[Mark],
    pointed: Option<&Source>,
    size: Type,
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
    let mut at = 0;
    while at < signs.len() {
        let ground = grounds[at];
        let end = grounds[at..].iter().position(|other| *other != ground).map_or(signs.len(), |length| at + length);
        let part: String = signs[at..end].iter().collect();
        let ink = if ground == Ground::Pointed { palette.on_accent } else { palette.ink };
        // What is doubtful is told by more than a colour.
        let width = if ground == Ground::Doubtful { theme::HAIRLINE } else { 0.0 };
        let underline = Stroke::new(width, palette.word(Tone::Warn));
        let plain = TextFormat::simple(size.font(), ink);
        let format = TextFormat { background: ground.colour(palette), underline, ..plain };
        job.append(&part, 0.0, format);
        at = end;
    }
    if signs.is_empty() {
        job.append(" ", 0.0, TextFormat::simple(size.font(), palette.ink));
    }
    ui.add(Label::new(job).wrap())
}
