//! What the pages of the company's settings have in common: what is typed on top of what was seen, save and back, and what
//! went wrong.

use chrono::NaiveDate;
use eframe::egui::{Key, Modifiers, Ui};

use super::page;
use crate::domain::company::Company;
use crate::domain::people::{Right, may};
use crate::i18n::Lang;
use crate::ops::{OpError, company};
use crate::ui::ask::Doing;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::steps::said;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;

/// A part of the settings as it is typed.
pub(super) trait Part: Default {
    /// As the settings stand.
    fn of(company: &Company, today: NaiveDate) -> Self;

    /// The settings as typed, on top of what this part does not show.
    ///
    /// # Errors
    /// A sentence: what cannot be read or cannot be so, and what to write.
    fn company(&self, base: &Company, lang: Lang) -> Result<Company, String>;
}

/// A part of the settings with what was seen before it was changed.
#[derive(Default)]
pub(super) struct Kept<P> {
    base: Option<Company>,
    /// What is typed.
    pub part: P,
    doing: Doing<Company>,
    fault: Option<OpError>,
}

impl<P: Part> Kept<P> {
    /// The settings with what is typed, once they are there and all of it can be read.
    pub fn typed(&self, lang: Lang) -> Option<Company> {
        self.part.company(self.base.as_ref()?, lang).ok()
    }

    /// Takes over the settings unless somebody is in the middle of changing them. Where another part alone was changed
    /// meanwhile, here or elsewhere, what is typed stands on the new settings.
    fn keep(&mut self, cx: &mut Cx<'_>) {
        match self.doing.outcome() {
            Some(Ok(written)) => {
                (self.fault, self.base) = (None, Some(written));
                cx.wish(Wish::Done(cx.t("settings-saved").to_owned()));
            }
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
        if self.base.as_ref() == Some(cx.company) || self.doing.is_busy() {
            return;
        }
        let untouched = self.base.as_ref().is_none_or(|base| self.part.company(base, cx.lang).as_ref() == Ok(base));
        let seen = self.base.as_ref().map(|base| P::of(base, cx.today));
        let elsewhere = seen.is_some_and(|seen| seen.company(cx.company, cx.lang).as_ref() == Ok(cx.company));
        if untouched {
            self.part = P::of(cx.company, cx.today);
        }
        if untouched || elsewhere {
            self.base = Some(cx.company.clone());
        }
    }

    /// Save, and back to how it was.
    pub fn tools(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.keep(cx);
        let Some(base) = &self.base else { return };
        let typed = self.part.company(base, cx.lang);
        let changed = typed.as_ref() != Ok(base);
        let save = save_button(ui, cx, changed, typed.as_ref().err().map(String::as_str));
        let back = changed && Button::new(cx.t("settings-undo")).icon(Icon::Undo).show(ui).clicked();
        if let (Ok(typed), true) = (typed, save) {
            let seen = base.clone();
            let change = move |work: &mut crate::ops::Work<'_, '_>| {
                company::change(work, &seen, &typed)?;
                Ok(typed)
            };
            self.doing.begin(|| cx.worker.write(cx.user.id, change));
        }
        if back {
            self.fault = None;
            self.part = P::of(base, cx.today);
        }
    }

    /// The page: what went wrong, and the fields, which only the office may change.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, add: impl FnOnce(&mut Ui, &mut Kept<P>)) {
        page(ui, |ui| {
            show_fault(ui, cx, self.fault.as_ref());
            ui.add_enabled_ui(may(cx.user, Right::KeepCompany), |ui| {
                ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
                add(ui, self);
                ui.add_space(theme::SECTION);
            });
        });
    }
}

/// The button that saves, or why it does not: whoever may not, nothing to save, or `unread`. True when it or its key was pressed.
pub(super) fn save_button(ui: &mut Ui, cx: &Cx<'_>, changed: bool, unread: Option<&str>) -> bool {
    let refusal = if !may(cx.user, Right::KeepCompany) {
        Some(cx.t("settings-not-you"))
    } else if !changed {
        Some(cx.t("desk-nothing-changed"))
    } else {
        unread
    };
    let by_key = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::S)) && refusal.is_none();
    Button::primary(cx.t("desk-save")).shortcut("Ctrl+S").refusal(refusal).show(ui).clicked() || by_key
}

/// Why the last save was refused.
pub(super) fn show_fault(ui: &mut Ui, cx: &Cx<'_>, fault: Option<&OpError>) {
    if let Some(fault) = fault {
        let (title, sentences) = said::fault(cx.lang, fault);
        banner(ui, cx.lang, Tone::Bad, &title, &sentences, "", false);
    }
}
