//! The one token file: colours, spacing, radii, type and row heights, light and dark. No other file names a colour or a size
//! of its own.
//!
//! Colour has meaning only: the accent marks the one next step and what is chosen, green is done, amber soon due, red late or
//! refused, grey not now. Whatever is said by colour is said by a word or an icon as well.

#![allow(clippy::disallowed_methods)] // the one place that may make colours

use eframe::egui;
use egui::epaint::Shadow;
use egui::{Color32, Context, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Ui, Vec2, Visuals};
use serde::{Deserialize, Serialize};

/// Multiples of this make every distance, in points.
pub const GRID: f32 = 4.0;
/// Between an icon and its word, in points.
pub const GAP_TIGHT: f32 = 4.0;
/// Between neighbours in a row, in points.
pub const GAP: f32 = 8.0;
/// Between the parts of a form, in points.
pub const GAP_WIDE: f32 = 12.0;
/// Between sections and around a page, in points.
pub const PAGE: f32 = 16.0;
/// Between groups that have nothing to do with each other, in points.
pub const SECTION: f32 = 24.0;

/// Height of a row in a list, in points.
pub const ROW: f32 = 28.0;
/// Height of a list's heading row, in points.
pub const HEADING_ROW: f32 = 32.0;
/// Height of buttons and fields, in points.
pub const CONTROL: f32 = 30.0;
/// Height of chips, in points.
pub const CHIP: f32 = 20.0;
/// Height of the bar on top of the window, in points.
pub const TOP_BAR: f32 = 48.0;
/// Height of a panel's own bar with its title and actions, in points.
pub const PANEL_BAR: f32 = 44.0;
/// Height of the status bar, in points.
pub const STATUS_BAR: f32 = 28.0;
/// Width of the rail with the departments, in points.
pub const RAIL: f32 = 168.0;
/// Width of a dialog, in points.
pub const DIALOG: f32 = 440.0;
/// Below this width a list and its detail are stacked, in points.
pub const STACK_BELOW: f32 = 760.0;

/// Edge of an icon beside body text, in points.
pub const ICON: f32 = 16.0;
/// Edge of an icon beside captions, in points.
pub const ICON_SMALL: f32 = 12.0;
/// Edge of an icon in an empty list, in points.
pub const ICON_LARGE: f32 = 40.0;

/// Corner radius of chips and cells, in points.
pub const RADIUS_SMALL: u8 = 4;
/// Corner radius of buttons and fields, in points.
pub const RADIUS: u8 = 6;
/// Corner radius of cards, dialogs and pop-ups, in points.
pub const RADIUS_LARGE: u8 = 10;

/// Width of quiet lines, in points.
pub const HAIRLINE: f32 = 1.0;
/// Width of the line around what has the keyboard, in points.
pub const FOCUS: f32 = 2.0;

/// Smallest and largest zoom of the window, in percent.
pub const ZOOM: std::ops::RangeInclusive<u16> = 80..=200;

/// The family of titles, totals and next steps.
pub const SEMIBOLD: &str = "semibold";

/// Light or dark, as a person chose it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Theme {
    /// As the computer is set.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The type scale: 12, 14, 16, 20 points, each in one or two weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// 12: labels above fields, secondary facts.
    Caption,
    /// 12 semibold: column headings, section headings.
    CaptionStrong,
    /// 14: everything that is read.
    Body,
    /// 14 semibold: the name of a thing, a total in a row.
    BodyStrong,
    /// 16 semibold: heading of a card or dialog.
    Strong,
    /// 20 semibold: the one title of a page.
    Title,
}

impl Type {
    /// The font of this step of the scale.
    pub fn font(self) -> FontId {
        let semibold = FontFamily::Name(SEMIBOLD.into());
        match self {
            Type::Caption => FontId::new(12.0, FontFamily::Proportional),
            Type::CaptionStrong => FontId::new(12.0, semibold),
            Type::Body => FontId::new(14.0, FontFamily::Proportional),
            Type::BodyStrong => FontId::new(14.0, semibold),
            Type::Strong => FontId::new(16.0, semibold),
            Type::Title => FontId::new(20.0, semibold),
        }
    }
}

/// What a colour says. Chips, banners, toasts and the clock share it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Not now, or nothing to say.
    #[default]
    Quiet,
    /// The next step, or what is chosen.
    Accent,
    /// Done.
    Good,
    /// Soon due.
    Warn,
    /// Late or refused.
    Bad,
}

/// The colours of one theme. Names say what they are for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// Behind everything: rail, bars.
    pub ground: Color32,
    /// Lists, details, forms.
    pub surface: Color32,
    /// Menus, dialogs, toasts.
    pub raised: Color32,
    /// Inside a field.
    pub field: Color32,
    /// Under the pointer.
    pub hover: Color32,
    /// Pressed, and the track of a progress bar.
    pub press: Color32,
    /// The chosen row.
    pub selected: Color32,
    /// Reading text.
    pub ink: Color32,
    /// Labels and secondary facts.
    pub ink_soft: Color32,
    /// Hints, empty values, disabled words.
    pub ink_faint: Color32,
    /// Between rows and regions.
    pub line: Color32,
    /// Around fields and buttons.
    pub line_strong: Color32,
    /// Fill of the next step.
    pub accent: Color32,
    /// Fill of the next step under the pointer.
    pub accent_hover: Color32,
    /// Words on the accent.
    pub on_accent: Color32,
    /// Fill of the dangerous step.
    pub danger: Color32,
    /// Behind a dialog.
    pub veil: Color32,
    /// Under raised things.
    pub shadow: Color32,
    /// A sheet of paper in the preview.
    pub paper: Color32,
    /// Words and background by tone, in the order of [`Tone`].
    tones: [(Color32, Color32, Color32); 5],
}

impl Palette {
    /// Colour of words and icons in a tone; readable on surfaces and on [`Palette::soft`].
    pub fn word(&self, tone: Tone) -> Color32 {
        self.tones[tone as usize].0
    }

    /// Background of chips and banners in a tone.
    pub fn soft(&self, tone: Tone) -> Color32 {
        self.tones[tone as usize].1
    }

    /// Full colour of a tone for bars and dots.
    pub fn solid(&self, tone: Tone) -> Color32 {
        self.tones[tone as usize].2
    }
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The light theme: white lists on a cool, milky ground.
pub static LIGHT: Palette = Palette {
    ground: rgb(0xF4F5F7),
    surface: rgb(0xFFFFFF),
    raised: rgb(0xFFFFFF),
    field: rgb(0xFFFFFF),
    hover: rgb(0xEEF0F3),
    press: rgb(0xE4E7EB),
    selected: rgb(0xEDF3FE),
    ink: rgb(0x1A1E26),
    ink_soft: rgb(0x4C5462),
    ink_faint: rgb(0x636B79),
    line: rgb(0xE7E9ED),
    line_strong: rgb(0xCDD2DA),
    accent: rgb(0x2459C8),
    accent_hover: rgb(0x1C4AAC),
    on_accent: rgb(0xFFFFFF),
    danger: rgb(0xBD2C2C),
    veil: Color32::from_rgba_premultiplied(9, 11, 15, 92),
    shadow: Color32::from_rgba_premultiplied(3, 4, 6, 34),
    paper: rgb(0xFFFFFF),
    tones: [
        (rgb(0x4C5462), rgb(0xECEEF2), rgb(0x9AA2AF)),
        (rgb(0x1D4BAE), rgb(0xDBE7FC), rgb(0x2459C8)),
        (rgb(0x13693C), rgb(0xE2F3E9), rgb(0x2A9A5F)),
        (rgb(0x7F5200), rgb(0xFCF0D4), rgb(0xD9920A)),
        (rgb(0xA82525), rgb(0xFCE8E7), rgb(0xD24545)),
    ],
};

/// The dark theme: graphite, never black, with the same meanings.
pub static DARK: Palette = Palette {
    ground: rgb(0x15171B),
    surface: rgb(0x1C1F24),
    raised: rgb(0x262A31),
    field: rgb(0x16181C),
    hover: rgb(0x282C33),
    press: rgb(0x343942),
    selected: rgb(0x23314B),
    ink: rgb(0xE9EBEF),
    ink_soft: rgb(0xB4BAC5),
    ink_faint: rgb(0x98A0AD),
    line: rgb(0x2B2F37),
    line_strong: rgb(0x434953),
    accent: rgb(0x3B6DDC),
    accent_hover: rgb(0x3362CC),
    on_accent: rgb(0xFFFFFF),
    danger: rgb(0xC93B3B),
    veil: Color32::from_rgba_premultiplied(0, 0, 0, 150),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 110),
    paper: rgb(0xF3F3F1),
    tones: [
        (rgb(0xB4BAC5), rgb(0x2E333B), rgb(0x707885)),
        (rgb(0x9CBDFF), rgb(0x2A406B), rgb(0x5B8DF5)),
        (rgb(0x7FD6A4), rgb(0x1B3527), rgb(0x3DAE73)),
        (rgb(0xF0C264), rgb(0x3B2F16), rgb(0xD99A22)),
        (rgb(0xFF9F98), rgb(0x452323), rgb(0xDB5A55)),
    ],
};

/// The palette in use where `ui` draws.
pub fn palette(ui: &Ui) -> &'static Palette {
    palette_of(ui.visuals())
}

/// The palette in use in the whole window.
pub fn palette_in(ctx: &Context) -> &'static Palette {
    if ctx.theme() == egui::Theme::Dark { &DARK } else { &LIGHT }
}

fn palette_of(visuals: &Visuals) -> &'static Palette {
    if visuals.dark_mode { &DARK } else { &LIGHT }
}

/// The quiet line between rows and regions.
pub fn hairline(palette: &Palette) -> Stroke {
    Stroke::new(HAIRLINE, palette.line)
}

/// The line around whatever has the keyboard.
pub fn focus_stroke(palette: &Palette) -> Stroke {
    Stroke::new(FOCUS, palette.solid(Tone::Accent))
}

/// Shadow of menus, dialogs and toasts.
pub fn shadow(palette: &Palette) -> Shadow {
    Shadow { offset: [0, 6], blur: 20, spread: 0, color: palette.shadow }
}

/// The frame of menus, pop-ups and toasts.
pub fn raised_frame(palette: &Palette) -> egui::Frame {
    egui::Frame::new()
        .fill(palette.raised)
        .stroke(Stroke::new(HAIRLINE, palette.line_strong))
        .corner_radius(CornerRadius::same(RADIUS_LARGE))
        .shadow(shadow(palette))
        .inner_margin(Margin::same(GRID as i8))
}

/// A white card on the ground.
pub fn card_frame(palette: &Palette) -> egui::Frame {
    egui::Frame::new()
        .fill(palette.surface)
        .stroke(hairline(palette))
        .corner_radius(CornerRadius::same(RADIUS_LARGE))
        .inner_margin(Margin::same(PAGE as i8))
}

/// Gives the whole window these tokens. Call once at the start and again when the person changes the theme.
pub fn apply(ctx: &Context, theme: Theme) {
    ctx.set_theme(match theme {
        Theme::System => egui::ThemePreference::System,
        Theme::Light => egui::ThemePreference::Light,
        Theme::Dark => egui::ThemePreference::Dark,
    });
    for (theme, palette) in [(egui::Theme::Light, &LIGHT), (egui::Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| fill_style(style, palette));
    }
}

/// Sets the zoom of the window, in percent, held within [`ZOOM`].
pub fn zoom(ctx: &Context, percent: u16) {
    ctx.set_zoom_factor(f32::from(percent.clamp(*ZOOM.start(), *ZOOM.end())) / 100.0);
}

fn fill_style(style: &mut egui::Style, palette: &Palette) {
    style.text_styles = [
        (TextStyle::Small, Type::Caption.font()),
        (TextStyle::Body, Type::Body.font()),
        (TextStyle::Button, Type::Body.font()),
        (TextStyle::Monospace, Type::Body.font()),
        (TextStyle::Heading, Type::Title.font()),
    ]
    .into();
    style.animation_time = 0.12;
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(GAP, GAP);
    spacing.button_padding = Vec2::new(GAP_WIDE, GRID);
    spacing.interact_size = Vec2::new(CONTROL, CONTROL);
    spacing.menu_margin = Margin::same(GRID as i8);
    spacing.window_margin = Margin::same(PAGE as i8);
    let mut scroll = egui::style::ScrollStyle::floating();
    scroll.bar_width = 8.0;
    scroll.floating_allocated_width = 0.0;
    scroll.fade.strength = 0.0;
    scroll.kinetic.rubber_band = false;
    spacing.scroll = scroll;
    spacing.tooltip_width = 360.0;
    fill_visuals(&mut style.visuals, palette);
}

fn fill_visuals(visuals: &mut Visuals, palette: &Palette) {
    visuals.panel_fill = palette.ground;
    visuals.window_fill = palette.raised;
    visuals.window_stroke = Stroke::new(HAIRLINE, palette.line_strong);
    visuals.window_corner_radius = CornerRadius::same(RADIUS_LARGE);
    visuals.menu_corner_radius = CornerRadius::same(RADIUS);
    visuals.window_shadow = shadow(palette);
    visuals.popup_shadow = shadow(palette);
    visuals.extreme_bg_color = palette.field;
    visuals.faint_bg_color = palette.hover;
    visuals.code_bg_color = palette.hover;
    visuals.hyperlink_color = palette.word(Tone::Accent);
    visuals.warn_fg_color = palette.word(Tone::Warn);
    visuals.error_fg_color = palette.word(Tone::Bad);
    visuals.weak_text_color = Some(palette.ink_faint);
    visuals.selection.bg_fill = palette.solid(Tone::Accent).gamma_multiply(0.30);
    visuals.selection.stroke = Stroke::new(FOCUS, palette.solid(Tone::Accent));
    visuals.text_cursor.stroke = Stroke::new(1.5, palette.ink);
    // A blinking cursor would wake the program twice a second for as long as a field has the keyboard.
    visuals.text_cursor.blink = false;
    visuals.disabled_alpha = 0.7;
    let widgets = &mut visuals.widgets;
    for (widget, fill, edge) in [
        (&mut widgets.noninteractive, palette.surface, palette.line),
        (&mut widgets.inactive, palette.surface, palette.line_strong),
        (&mut widgets.hovered, palette.hover, palette.line_strong),
        (&mut widgets.active, palette.press, palette.line_strong),
        (&mut widgets.open, palette.hover, palette.line_strong),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(HAIRLINE, edge);
        widget.fg_stroke = Stroke::new(HAIRLINE, palette.ink);
        widget.corner_radius = CornerRadius::same(RADIUS);
        widget.expansion = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance after WCAG 2.
    fn luminance(color: Color32) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(color.r()) + 0.7152 * part(color.g()) + 0.0722 * part(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn black_on_white_measures_twenty_one() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
    }

    #[test]
    fn every_word_is_readable_in_both_themes() {
        let tones = [Tone::Quiet, Tone::Accent, Tone::Good, Tone::Warn, Tone::Bad];
        for (theme, palette) in [("light", &LIGHT), ("dark", &DARK)] {
            let grounds =
                [palette.ground, palette.surface, palette.raised, palette.field, palette.hover, palette.selected];
            let mut pairs: Vec<(String, Color32, Color32)> = vec![
                ("on accent".into(), palette.on_accent, palette.accent),
                ("on accent, hovered".into(), palette.on_accent, palette.accent_hover),
                ("on danger".into(), palette.on_accent, palette.danger),
                ("pressed".into(), palette.ink, palette.press),
            ];
            for (at, ground) in grounds.into_iter().enumerate() {
                for (name, ink) in [("ink", palette.ink), ("soft", palette.ink_soft), ("faint", palette.ink_faint)] {
                    pairs.push((format!("{name} on ground {at}"), ink, ground));
                }
                for tone in tones {
                    pairs.push((format!("{tone:?} on ground {at}"), palette.word(tone), ground));
                }
            }
            for tone in tones {
                pairs.push((format!("{tone:?} chip"), palette.word(tone), palette.soft(tone)));
            }
            for (what, ink, ground) in pairs {
                let ratio = contrast(ink, ground);
                assert!(ratio >= 4.5, "{theme}: {what} has contrast {ratio:.2}");
            }
        }
    }

    #[test]
    fn distances_lie_on_the_grid() {
        for distance in
            [GAP_TIGHT, GAP, GAP_WIDE, PAGE, SECTION, ROW, HEADING_ROW, CHIP, TOP_BAR, PANEL_BAR, STATUS_BAR, RAIL]
        {
            assert_eq!(distance % GRID, 0.0, "{distance}");
        }
    }
}
