//! What the forms of a customer and of goods share: the dialog, what speaks against keeping it, what the store answered, and
//! the list that waits for it.

use eframe::egui;
use egui::{Context, Key, Modifiers, ScrollArea, Ui, vec2};

use crate::ops::OpError;
use crate::ui::ask::Doing;
use crate::ui::cx::{Cx, Wish};
use crate::ui::say;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::dialog::{buttons, modal};
use crate::worker::Answer;

/// What became of a form in this frame.
#[derive(Clone, Debug, PartialEq, Eq)]
enum FormOutcome {
    Stay,
    Close,
    Done(String),
}

/// What is on its way to the store, and what it answered.
#[derive(Default)]
pub struct Keeping {
    doing: Doing<()>,
    fault: Option<(String, String)>,
}

impl Keeping {
    /// Begins to keep the file.
    pub fn begin(&mut self, ask: impl FnOnce() -> Answer<()>) {
        self.fault = None;
        self.doing.begin(ask);
    }

    fn outcome(&mut self) -> Option<Result<(), OpError>> {
        self.doing.outcome()
    }
}

/// A file to fill in: a customer, goods.
pub trait FileForm {
    /// The key of the heading.
    fn title(&self) -> &'static str;

    /// Draws the fields.
    fn fields(&mut self, ui: &mut Ui, cx: &Cx<'_>);

    /// Code and name, which every file must have.
    fn names(&self) -> (&str, &str);

    /// True when all figures can be read.
    fn is_readable(&self) -> bool;

    /// True when something differs from what is kept.
    fn is_changed(&self) -> bool;

    /// Sends the file to the store.
    fn save(&mut self, cx: &Cx<'_>);

    /// What is on its way.
    fn keeping(&mut self) -> &mut Keeping;

    /// The sentence that says it is kept.
    fn kept_words(&self, cx: &Cx<'_>) -> String;
}

/// Shows the form that is open over the window; true in the frame in which its file is kept, so that the list forgets it.
pub fn show<F: FileForm>(open: &mut Option<F>, ctx: &Context, cx: &mut Cx<'_>) -> bool {
    let Some(form) = open else { return false };
    match show_open(form, ctx, cx) {
        FormOutcome::Stay => false,
        FormOutcome::Close => {
            *open = None;
            false
        }
        FormOutcome::Done(words) => {
            *open = None;
            cx.wish(Wish::Done(words));
            true
        }
    }
}

fn show_open(form: &mut impl FileForm, ctx: &Context, cx: &Cx<'_>) -> FormOutcome {
    match form.keeping().outcome() {
        Some(Ok(())) => return FormOutcome::Done(form.kept_words(cx)),
        Some(Err(fault)) => form.keeping().fault = Some(say::fault(cx.lang, &fault)),
        None => {}
    }
    let mut outcome = FormOutcome::Stay;
    let title = cx.t(form.title());
    let (_, closed) = modal(ctx, title, 640.0, |ui| {
        if let Some((title, detail)) = &form.keeping().fault {
            banner(ui, cx.lang, Tone::Bad, title, std::slice::from_ref(detail), "", false);
        }
        let most = (ctx.content_rect().height() - 220.0).max(200.0);
        ScrollArea::vertical().max_height(most).min_scrolled_height(most).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(theme::GAP_WIDE, theme::GAP_WIDE);
            form.fields(ui, cx);
        });
        let refusal = refusal(form, cx);
        let by_key = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::S));
        buttons(ui, |ui| {
            let keep = Button::primary(cx.t("orders-keep")).shortcut("Ctrl+S").refusal(refusal).show(ui);
            if keep.clicked() || (by_key && refusal.is_none()) {
                form.save(cx);
            }
            if Button::new(cx.t("widgets-cancel")).show(ui).clicked() {
                outcome = FormOutcome::Close;
            }
        });
    });
    // A click beside a form that was typed in must not lose it.
    if closed && !form.is_changed() { FormOutcome::Close } else { outcome }
}

fn refusal(form: &mut impl FileForm, cx: &Cx<'_>) -> Option<&'static str> {
    if form.keeping().doing.is_busy() {
        return Some(cx.t("widgets-loading"));
    }
    let (code, name) = form.names();
    if code.trim().is_empty() || name.trim().is_empty() {
        return Some(cx.t("app-fill-all"));
    }
    if !form.is_readable() {
        return Some(cx.t("orders-figures"));
    }
    (!form.is_changed()).then(|| cx.t("orders-nothing-changed"))
}
