//! The foot of a step's form: what keeps the step from being taken, the buttons, and the question before leaving.

use eframe::egui;
use egui::{Key, Modifiers, Ui};

use super::{StepForm, StepOutcome, parts};
use crate::domain::orders::{Command, Step};
use crate::i18n::{Lang, t, t_dyn};
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::widgets::button::{Button, Kind};
use crate::ui::widgets::dialog;

/// What the foot of a form is drawn from.
pub(super) struct Foot {
    /// What the step would be.
    pub command: Option<Command>,
    /// Why it cannot be taken yet.
    pub refusal: Option<String>,
    /// The last button.
    pub last: Last,
    /// A letter that may go by itself: the word on its button, and what keeps it from going.
    pub alone: Option<(&'static str, Option<String>)>,
}

/// The last button of a form.
pub(super) struct Last {
    pub word: String,
    pub danger: bool,
}

pub(super) fn step_word(lang: Lang, step: Step) -> String {
    t_dyn(lang, &format!("step-{}", step.key()))
}

impl StepForm {
    /// The buttons and the one sentence that says why the step cannot be taken yet.
    pub(super) fn foot(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, foot: Foot) -> StepOutcome {
        let Foot { command, refusal, last, alone } = foot;
        let lang = cx.lang;
        if self.asks_to_leave {
            return self.ask_to_leave(ui, lang);
        }
        if let Some(reason) = &refusal {
            parts::not_yet(ui, reason);
        }
        let busy = self.doing.is_busy() || self.posting.is_busy();
        let word = if busy { t(lang, "steps-busy") } else { last.word.as_str() };
        let by_key = ui.input_mut(|input| {
            input.consume_key(Modifiers::COMMAND, Key::Enter) || input.consume_key(Modifiers::COMMAND, Key::S)
        });
        let mut outcome = StepOutcome::Stay;
        let (mut pressed, mut posts) = (false, false);
        let possible = command.is_some() && !busy;
        dialog::buttons(ui, |ui| {
            let kind = if last.danger { Kind::Danger } else { Kind::Primary };
            let reason = refusal.as_deref().or(busy.then_some(word));
            let button = Button::new(word).kind(kind).shortcut("Ctrl+Enter").refusal(reason).show(ui);
            pressed = button.clicked() || (by_key && possible);
            parts::first_focus(ui, &mut self.frames, possible.then_some(button.id));
            if let Some((word, refusal)) = &alone {
                let reason = refusal.as_deref().or(busy.then_some(word));
                posts = Button::new(word).icon(Icon::Arrow).refusal(reason).show(ui).clicked();
            }
            if Button::new(t(lang, "widgets-cancel")).show(ui).clicked() {
                outcome = StepOutcome::Close;
            }
        });
        if posts {
            self.post(cx, None);
        }
        if let Some(command) = command.filter(|_| pressed && possible) {
            self.begin(cx, command);
        }
        if outcome == StepOutcome::Close { self.leave() } else { outcome }
    }

    pub(super) fn leave(&mut self) -> StepOutcome {
        if self.touched && !self.asks_to_leave {
            self.asks_to_leave = true;
            return StepOutcome::Stay;
        }
        StepOutcome::Close
    }

    fn ask_to_leave(&mut self, ui: &mut Ui, lang: Lang) -> StepOutcome {
        let mut outcome = StepOutcome::Stay;
        parts::not_yet(ui, t(lang, "steps-leave-question"));
        dialog::buttons(ui, |ui| {
            let stay = Button::primary(t(lang, "steps-leave-stay")).show(ui);
            if ui.memory(|memory| memory.focused().is_none()) {
                stay.request_focus();
            }
            if stay.clicked() {
                self.asks_to_leave = false;
            }
            if Button::danger(t(lang, "steps-leave-yes")).show(ui).clicked() {
                outcome = StepOutcome::Close;
            }
        });
        outcome
    }
}
