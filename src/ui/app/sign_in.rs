//! Signing in.

use std::sync::Arc;

use eframe::egui;
use egui::Ui;

use super::opening::card;
use super::session::Session;
use super::{Next, Shared, Stage, top};
use crate::domain::people::User;
use crate::i18n::t;
use crate::ops::people;
use crate::ui::ask::Doing;
use crate::ui::say;
use crate::ui::theme::Tone;
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;
use crate::worker::Worker;

/// The form.
#[derive(Default)]
pub struct SignIn {
    login: String,
    password: String,
    trying: Doing<User>,
    fault: Option<(String, String)>,
    fresh: bool,
    hint: Option<String>,
}

impl SignIn {
    /// The form with the name of whoever was here last.
    pub fn new(login: &str) -> SignIn {
        SignIn { login: login.to_owned(), fresh: true, ..SignIn::default() }
    }

    /// The same with a word about whom one may be.
    pub fn with_hint(self, hint: String) -> SignIn {
        SignIn { hint: Some(hint), ..self }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, shared: &mut Shared, worker: Option<&Arc<Worker>>) -> Next {
        let Some(worker) = worker else { return Next::Stay };
        let lang = shared.lang();
        match self.trying.outcome() {
            Some(Ok(user)) => {
                shared.prefs.signed_in(&shared.location, &user.login);
                return Next::to(Stage::Desk(Box::new(Session::new(worker.clone(), user, &shared.prefs))));
            }
            Some(Err(fault)) => {
                self.fault = Some(say::fault(lang, &fault));
                self.password.clear();
                self.fresh = true;
            }
            None => {}
        }
        card(ui, 360.0, |ui| {
            text::title(ui, t(lang, "app-sign-in"));
            text::caption(ui, &shared.location.to_string());
            if let Some(hint) = &self.hint {
                banner(ui, lang, Tone::Accent, hint, &[], "", false);
            }
            if let Some((title, detail)) = &self.fault {
                let detail: Vec<String> = [detail.clone()].into_iter().filter(|detail| !detail.is_empty()).collect();
                banner(ui, lang, Tone::Bad, title, &detail, "", false);
            }
            let name = Field::new(t(lang, "app-login"), &mut self.login).show(ui);
            let secret = Field::new(t(lang, "app-password"), &mut self.password).secret().stays().show(ui);
            if std::mem::take(&mut self.fresh) {
                let first = if self.login.is_empty() { &name.response } else { &secret.response };
                first.request_focus();
                ui.ctx().request_repaint();
            }
            ui.add_space(crate::ui::theme::GRID);
            let missing = self.login.trim().is_empty() || self.password.is_empty();
            let refusal = if self.trying.is_busy() {
                Some(t(lang, "widgets-loading"))
            } else {
                missing.then(|| t(lang, "app-sign-in-missing"))
            };
            let width = ui.available_width();
            let pressed = Button::primary(t(lang, "app-sign-in")).refusal(refusal).width(width).show(ui).clicked();
            if refusal.is_none() && (pressed || (secret.entered && !secret.composing)) {
                self.try_it(shared, worker);
            } else if secret.entered && self.login.trim().is_empty() {
                name.response.request_focus();
            }
        });
        // After the card: the keyboard comes to its fields first.
        top::corner(ui, shared);
        Next::Stay
    }

    fn try_it(&mut self, shared: &Shared, worker: &Worker) {
        let (login, password, now) = (self.login.clone(), self.password.clone(), (shared.clock)());
        self.fault = None;
        self.trying.begin(|| worker.ask_to_write(move |office| people::sign_in(office, &login, &password, now)));
    }
}
