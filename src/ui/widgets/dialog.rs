//! Dialogs: a question with its consequence, a reason where the record needs one, Esc back.

use eframe::egui;
use egui::{Align, Context, Id, Key, Layout, Modal, Modifiers, Ui};

use super::button::{Button, Kind};
use super::field::Field;
use super::text;
use crate::i18n::{Lang, t};
use crate::ui::theme;

/// How a dialog was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogAnswer {
    /// Not yet.
    Open,
    /// Yes.
    Confirmed,
    /// No: the button, Esc, or a click beside it.
    Cancelled,
}

/// A question.
#[must_use = "call show"]
pub struct Dialog<'a> {
    heading: &'a str,
    sentence: &'a str,
    confirm: &'a str,
    danger: bool,
    refusal: Option<&'a str>,
    reason: Option<&'a mut String>,
}

impl<'a> Dialog<'a> {
    /// A question with a heading and the sentence that says what will happen.
    pub fn new(heading: &'a str, sentence: &'a str, confirm: &'a str) -> Self {
        Dialog { heading, sentence, confirm, danger: false, refusal: None, reason: None }
    }

    /// The answer takes something away.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Why it cannot be confirmed now.
    pub fn refusal(mut self, reason: Option<&'a str>) -> Self {
        self.refusal = reason;
        self
    }

    /// Asks for a reason that goes into the record; it must be given.
    pub fn reason(mut self, reason: &'a mut String) -> Self {
        self.reason = Some(reason);
        self
    }

    /// Draws the dialog over the window.
    pub fn show(self, ctx: &Context, lang: Lang) -> DialogAnswer {
        let Dialog { heading, sentence, confirm, danger, refusal, reason } = self;
        let mut answer = DialogAnswer::Open;
        let opened = modal(ctx, heading, theme::DIALOG, |ui| {
            if !sentence.is_empty() {
                text::soft(ui, sentence);
            }
            let mut missing = false;
            if let Some(reason) = reason {
                let field = Field::new(t(lang, "widgets-reason"), reason).required().rows(3);
                let id = field.id_in(ui);
                field.show(ui);
                if ui.memory(|memory| memory.focused().is_none()) {
                    ui.memory_mut(|memory| memory.request_focus(id));
                    ui.ctx().request_repaint();
                }
                missing = reason.trim().is_empty();
            }
            let refusal = refusal.or(missing.then(|| t(lang, "widgets-reason-required")));
            let by_key = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
            buttons(ui, |ui| {
                let kind = if danger { Kind::Danger } else { Kind::Primary };
                let button = Button::new(confirm).kind(kind).shortcut("Ctrl+Enter").refusal(refusal);
                if button.show(ui).clicked() || (by_key && refusal.is_none()) {
                    answer = DialogAnswer::Confirmed;
                }
                if Button::new(t(lang, "widgets-cancel")).show(ui).clicked() {
                    answer = DialogAnswer::Cancelled;
                }
            });
        });
        if opened.1 && answer == DialogAnswer::Open { DialogAnswer::Cancelled } else { answer }
    }
}

/// A row of buttons at the right of a dialog, the first one outermost.
pub fn buttons(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.add_space(theme::GAP);
    ui.allocate_ui_with_layout(
        egui::vec2(ui.available_width(), theme::CONTROL),
        Layout::right_to_left(Align::Center),
        add,
    );
}

/// An empty dialog of a width in points with a heading; gives what `add` gave, and whether it was closed by Esc or beside it.
pub fn modal<R>(ctx: &Context, heading: &str, width: f32, add: impl FnOnce(&mut Ui) -> R) -> (R, bool) {
    let palette = theme::palette_in(ctx);
    let frame = theme::raised_frame(palette).inner_margin(theme::SECTION);
    let shown = Modal::new(Id::unique(("dialog", heading))).backdrop_color(palette.veil).frame(frame).show(ctx, |ui| {
        ui.set_width(width.min(ctx.content_rect().width() - 4.0 * theme::SECTION));
        ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
        if !heading.is_empty() {
            text::strong(ui, heading);
        }
        add(ui)
    });
    let closed = shown.should_close();
    (shown.inner, closed)
}
