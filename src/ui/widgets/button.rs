//! Buttons: the one next step, ordinary steps, quiet ones, dangerous ones. A button that is not possible says why.

use eframe::egui;
use egui::{
    Align, Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::text;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Palette, Tone, Type};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one next step of a page: at most one in sight.
    Primary,
    /// An ordinary step.
    #[default]
    Plain,
    /// A step in a bar or beside a field, without an outline.
    Quiet,
    /// A step that takes something away, asked for once more.
    Danger,
}

/// A button with a word, an icon or both.
#[must_use = "call show"]
pub struct Button<'a> {
    text: &'a str,
    kind: Kind,
    icon: Option<Icon>,
    trailing: Option<Icon>,
    shortcut: &'a str,
    refusal: Option<&'a str>,
    hint: &'a str,
    called: Option<&'a str>,
    only_icon: bool,
    chosen: bool,
    width: Option<f32>,
    edge: f32,
}

impl<'a> Button<'a> {
    /// An ordinary button.
    pub fn new(text: &'a str) -> Self {
        Button {
            text,
            kind: Kind::Plain,
            icon: None,
            trailing: None,
            shortcut: "",
            refusal: None,
            hint: "",
            called: None,
            only_icon: false,
            chosen: false,
            width: None,
            edge: theme::CONTROL,
        }
    }

    /// The next step.
    pub fn primary(text: &'a str) -> Self {
        Self::new(text).kind(Kind::Primary)
    }

    /// A quiet step.
    pub fn quiet(text: &'a str) -> Self {
        Self::new(text).kind(Kind::Quiet)
    }

    /// A dangerous step.
    pub fn danger(text: &'a str) -> Self {
        Self::new(text).kind(Kind::Danger)
    }

    /// Only an icon; the text is its name for tooltips and screen readers.
    pub fn only_icon(icon: Icon, text: &'a str) -> Self {
        Button { only_icon: true, hint: text, ..Self::quiet(text).icon(icon) }
    }

    /// Sets how much the button asks to be pressed.
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// An icon before the word.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// An icon after the word: [`Icon::Down`] for menus.
    pub fn trailing(mut self, icon: Icon) -> Self {
        self.trailing = Some(icon);
        self
    }

    /// The keys that do the same, shown in the tooltip.
    pub fn shortcut(mut self, keys: &'a str) -> Self {
        self.shortcut = keys;
        self
    }

    /// Why the step is not possible now; `None` when it is.
    pub fn refusal(mut self, reason: Option<&'a str>) -> Self {
        self.refusal = reason;
        self
    }

    /// What the step does, in the tooltip.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Its name for screen readers, where the word alone does not say which thing it is about; the tooltip says it too.
    pub fn called(mut self, name: &'a str) -> Self {
        self.called = Some(name);
        self.hint = name;
        self
    }

    /// Shown as switched on.
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// A fixed width, in points.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// The edge of a button that is only an icon, in points.
    pub fn square(mut self, edge: f32) -> Self {
        self.edge = edge;
        self
    }

    /// Places the button. The response is clicked only when the step is possible.
    pub fn show(self, ui: &mut Ui) -> Response {
        let palette = theme::palette(ui);
        let possible = self.refusal.is_none() && ui.is_enabled();
        let size = self.size(ui);
        let sense = if possible { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(size, sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, possible, self.called.unwrap_or(self.text)));
        if ui.is_rect_visible(rect) {
            self.paint(ui, rect, &response, possible, palette);
        }
        self.with_tooltip(response)
    }

    fn size(&self, ui: &Ui) -> Vec2 {
        if self.only_icon {
            return Vec2::splat(self.edge);
        }
        let mut width = text::width(ui.painter(), self.text, self.font()) + 2.0 * self.padding();
        for _ in self.icon.iter().chain(&self.trailing) {
            width += theme::ICON + theme::GAP_TIGHT;
        }
        vec2(self.width.unwrap_or(width.ceil()), theme::CONTROL)
    }

    fn padding(&self) -> f32 {
        if self.kind == Kind::Quiet { theme::GAP } else { theme::GAP_WIDE }
    }

    fn font(&self) -> Type {
        if matches!(self.kind, Kind::Primary | Kind::Danger) { Type::BodyStrong } else { Type::Body }
    }

    fn paint(&self, ui: &Ui, rect: Rect, response: &Response, possible: bool, palette: &Palette) {
        let pressed = response.is_pointer_button_down_on();
        let hovered = response.hovered();
        let (fill, edge, ink) = self.colors(palette, possible, hovered, pressed);
        let painter = ui.painter();
        painter.rect(
            rect,
            CornerRadius::same(theme::RADIUS),
            fill,
            Stroke::new(theme::HAIRLINE, edge),
            StrokeKind::Inside,
        );
        focus_ring(ui, rect, response);
        if self.only_icon {
            if let Some(icon) = self.icon {
                icons::paint(painter, icon, rect.center(), theme::ICON, ink);
            }
            return;
        }
        let words = text::width(painter, self.text, self.font());
        let icons_width = self.icon.iter().chain(&self.trailing).count() as f32 * (theme::ICON + theme::GAP_TIGHT);
        let mut left = rect.center().x - (words + icons_width).min(rect.width() - theme::GAP) / 2.0;
        if let Some(icon) = self.icon {
            icons::paint(painter, icon, pos2(left + theme::ICON / 2.0, rect.center().y), theme::ICON, ink);
            left += theme::ICON + theme::GAP_TIGHT;
        }
        let room =
            Rect::from_min_max(pos2(left, rect.top()), pos2((left + words + 1.0).min(rect.right()), rect.bottom()));
        text::paint_line(painter, room, self.text, self.font(), ink, Align::Min);
        if let Some(icon) = self.trailing {
            let x = left + words + theme::GAP_TIGHT + theme::ICON / 2.0;
            icons::paint(painter, icon, pos2(x, rect.center().y), theme::ICON_SMALL, ink);
        }
    }

    fn colors(&self, palette: &Palette, possible: bool, hovered: bool, pressed: bool) -> (Color32, Color32, Color32) {
        let none = Color32::TRANSPARENT;
        if !possible {
            let fill = if self.kind == Kind::Quiet { none } else { palette.hover };
            return (fill, if self.kind == Kind::Quiet { none } else { palette.line_strong }, palette.ink_faint);
        }
        let under = if pressed { palette.press } else { palette.hover };
        match self.kind {
            Kind::Primary => {
                let fill = if hovered || pressed { palette.accent_hover } else { palette.accent };
                (fill, fill, palette.on_accent)
            }
            Kind::Danger if hovered || pressed => (palette.danger, palette.danger, palette.on_accent),
            Kind::Danger => (palette.surface, palette.line_strong, palette.word(Tone::Bad)),
            Kind::Plain if self.chosen => (palette.selected, palette.solid(Tone::Accent), palette.word(Tone::Accent)),
            Kind::Plain => (if hovered { under } else { palette.surface }, palette.line_strong, palette.ink),
            Kind::Quiet if self.chosen => (palette.selected, none, palette.word(Tone::Accent)),
            Kind::Quiet => (if hovered { under } else { none }, none, palette.ink_soft),
        }
    }

    fn with_tooltip(&self, response: Response) -> Response {
        if let Some(reason) = self.refusal {
            return response.on_hover_text(reason).on_hover_cursor(egui::CursorIcon::NotAllowed);
        }
        let keys = if self.shortcut.is_empty() { String::new() } else { format!("{}  ", self.shortcut) };
        let tip = format!("{keys}{}", self.hint);
        if tip.is_empty() { response } else { response.on_hover_text(tip.trim_end().to_owned()) }
    }
}

/// The line around whatever has the keyboard.
pub fn focus_ring(ui: &Ui, rect: Rect, response: &Response) {
    if response.has_focus() {
        let radius = CornerRadius::same(theme::RADIUS + 2);
        ui.painter().rect_stroke(rect.expand(2.0), radius, theme::focus_stroke(theme::palette(ui)), StrokeKind::Inside);
    }
}
