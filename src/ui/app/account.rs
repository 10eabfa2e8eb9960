//! A person's own account, and the demo company at the first start.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use eframe::egui;
use egui::{Context, Ui, vec2};

use super::Shared;
use crate::demo::build::{DEMO_PASSWORD, build};
use crate::demo::content::SEED;
use crate::i18n::{Lang, t, tf};
use crate::ops::{OpError, people};
use crate::ui::ask::Doing;
use crate::ui::cx::{Cx, Wish};
use crate::ui::say;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::dialog::{buttons, modal};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;
use crate::worker::Worker;

/// Orders of the demo company that the window builds: enough for every list, few enough for a quick start.
const DEMO_ORDERS: u64 = 600;

/// The demo company while it is being built.
#[derive(Default)]
pub struct Demo {
    building: Doing<String>,
    progress: Arc<(AtomicU64, AtomicU64)>,
    cancelled: Arc<AtomicBool>,
    login: String,
}

impl Demo {
    /// Builds it on the store's own thread.
    pub fn begin(&mut self, worker: &Worker, now: DateTime<Utc>) {
        let (progress, cancelled) = (self.progress.clone(), self.cancelled.clone());
        self.building.begin(|| {
            worker.ask(move |office| {
                let mut tell = |done: u64, all: u64| {
                    progress.0.store(done, Ordering::Relaxed);
                    progress.1.store(all, Ordering::Relaxed);
                    !cancelled.load(Ordering::Relaxed)
                };
                build(office, DEMO_ORDERS, SEED, now, &mut tell)?;
                // Whoever keeps the settings may look at everything.
                let people = people::all(office)?;
                let first = people.iter().find(|user| user.belongs_to(crate::domain::people::Department::Sales));
                Ok(first.or(people.first()).map(|user| user.login.clone()).unwrap_or_default())
            })
        });
    }

    /// The end of the building, once.
    pub fn outcome(&mut self) -> Option<Result<(), OpError>> {
        self.building.outcome().map(|outcome| outcome.map(|login| self.login = login))
    }

    /// Whether it is being built.
    pub fn is_busy(&self) -> bool {
        self.building.is_busy()
    }

    /// Somebody of the demo company.
    pub fn login(&self) -> &str {
        &self.login
    }

    /// Whom one may be.
    pub fn hint(&self, lang: Lang) -> String {
        tf(lang, "app-demo-hint", &[("login", self.login.as_str().into()), ("password", DEMO_PASSWORD.into())])
    }

    /// How far it is.
    pub fn show(&self, ui: &mut Ui, lang: Lang) {
        let palette = theme::palette(ui);
        let (done, all) = (self.progress.0.load(Ordering::Relaxed), self.progress.1.load(Ordering::Relaxed).max(1));
        text::title(ui, t(lang, "app-way-demo"));
        text::soft(ui, &tf(lang, "app-demo-progress", &[("done", (done as i64).into()), ("all", (all as i64).into())]));
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::GAP), egui::Sense::hover());
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, t(lang, "app-way-demo")));
        ui.painter().rect_filled(rect, theme::GRID, palette.press);
        let filled = egui::Rect::from_min_size(
            rect.min,
            vec2(rect.width() * (done as f32 / all as f32).min(1.0), rect.height()),
        );
        ui.painter().rect_filled(filled, theme::GRID, palette.accent);
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(120));
    }
}

impl Drop for Demo {
    /// Whoever closes the window does not wait for the end.
    fn drop(&mut self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

/// Changing one's own password.
#[derive(Default)]
pub struct OwnPassword {
    old: String,
    new: String,
    again: String,
    changing: Doing<()>,
    fault: Option<(String, String)>,
}

impl OwnPassword {
    /// Shows the form; false when it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        match self.changing.outcome() {
            Some(Ok(())) => {
                cx.wish(Wish::Done(cx.t("app-password-changed").to_owned()));
                return false;
            }
            Some(Err(fault)) => self.fault = Some(say::fault(cx.lang, &fault)),
            None => {}
        }
        let mut stay = true;
        let (_, closed) = modal(ctx, cx.t("app-change-password"), theme::DIALOG, |ui| {
            if let Some((title, detail)) = &self.fault {
                let detail: Vec<String> = [detail.clone()].into_iter().filter(|words| !words.is_empty()).collect();
                banner(ui, cx.lang, Tone::Bad, title, &detail, "", false);
            }
            Field::new(cx.t("app-password-old"), &mut self.old).secret().show(ui);
            let weak = crate::domain::people::check_password(&cx.user.login, &self.new).is_err();
            let error = (weak && !self.new.is_empty()).then(|| cx.t("app-password-weak"));
            Field::new(cx.t("app-password-new"), &mut self.new).secret().error(error).show(ui);
            let differs = !self.again.is_empty() && self.again != self.new;
            let error = differs.then(|| cx.t("app-password-differs"));
            Field::new(cx.t("app-password-again"), &mut self.again).secret().error(error).show(ui);
            let refusal = (weak || self.again != self.new || self.old.is_empty()).then(|| cx.t("app-password-weak"));
            buttons(ui, |ui| {
                if Button::primary(cx.t("widgets-confirm")).refusal(refusal).show(ui).clicked() {
                    let (old, new) = (self.old.clone(), self.new.clone());
                    self.fault = None;
                    let actor = cx.user.id;
                    self.changing
                        .begin(|| cx.worker.write(actor, move |work| people::change_own_password(work, &old, &new)));
                }
                if Button::new(cx.t("widgets-cancel")).show(ui).clicked() {
                    stay = false;
                }
            });
        });
        stay && !closed
    }
}

/// The words of a person's places, for the menu.
pub fn places(lang: Lang, user: &crate::domain::people::User) -> String {
    let one =
        |role: &crate::domain::people::Role| crate::i18n::t_dyn(lang, &format!("department-{}", role.department.key()));
    crate::i18n::listed(lang, &user.roles.iter().map(one).collect::<Vec<_>>())
}

/// What a person may set for this computer, from the menus of the top bar.
pub fn set_theme(ctx: &Context, shared: &mut Shared, theme: theme::Theme) {
    shared.prefs.theme = theme;
    theme::apply(ctx, theme);
}
