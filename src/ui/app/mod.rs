//! The program's window: from the first frame to a signed-in person at a desk.

mod account;
mod copies;
mod finder;
mod frame;
pub mod keys;
mod opening;
mod prefs;
mod session;
mod sign_in;
mod top;

use std::sync::Arc;

use eframe::egui;
use egui::{Context, Frame, Ui};

use super::files::Files;
use super::widgets::toast::Toasts;
use super::{fonts, say, theme};
use crate::i18n::{Lang, t};
use crate::ops::Location;
use crate::ops::OpError;
use crate::worker::{Clock, Jobs, Worker};

use opening::{FirstStart, Opening};
pub use prefs::Prefs;
use session::Session;
use sign_in::SignIn;

/// Where the program stands.
enum Stage {
    /// The store is being opened on a thread of its own; the first frame does not wait for it.
    Opening(Opening),
    /// The store would not open.
    Refused(OpError),
    /// Nobody has been set up yet.
    FirstStart(Box<FirstStart>),
    /// Somebody must say who they are.
    SignIn(SignIn),
    /// Somebody works.
    Desk(Box<Session>),
}

/// What lasts as long as the window.
pub struct Shared {
    /// What a person set for this computer.
    pub prefs: Prefs,
    /// The clock.
    pub clock: Clock,
    /// How to ask for files.
    pub files: Box<dyn Files>,
    /// The thread for slow jobs.
    pub jobs: Arc<Jobs>,
    /// What was said.
    pub toasts: Toasts,
    /// Where the store is.
    pub location: Location,
}

impl Shared {
    /// The language of the window.
    pub fn lang(&self) -> Lang {
        self.prefs.lang
    }

    /// Says what went wrong and what to do.
    pub fn failed(&mut self, ctx: &Context, fault: &OpError) {
        let (title, detail) = say::fault(self.prefs.lang, fault);
        self.toasts.say(ctx, theme::Tone::Bad, title, detail);
    }
}

/// The program.
pub struct App {
    shared: Shared,
    worker: Option<Arc<Worker>>,
    stage: Stage,
    dressed: bool,
    /// The language that the window's title is in.
    titled: Option<Lang>,
}

impl App {
    /// Starts with the store at a place; it is opened in the background.
    pub fn new(ctx: &Context, location: Location, clock: Clock, prefs: Prefs, files: Box<dyn Files>) -> App {
        let wake = ctx.clone();
        let jobs = Arc::new(Jobs::start(move || wake.request_repaint()));
        let opening = Opening::begin(location.clone(), clock.clone(), ctx);
        let shared = Shared { prefs, clock, files, jobs, toasts: Toasts::default(), location };
        App { shared, worker: None, stage: Stage::Opening(opening), dressed: false, titled: None }
    }

    /// Starts with a store that is open already, for tests.
    pub fn for_test(worker: Arc<Worker>, clock: Clock, prefs: Prefs, files: Box<dyn Files>) -> App {
        let jobs = Arc::new(Jobs::start(|| {}));
        let shared = Shared { prefs, clock, files, jobs, toasts: Toasts::default(), location: Location::Memory };
        let opening = Opening::of(worker.clone());
        App { shared, worker: Some(worker), stage: Stage::Opening(opening), dressed: true, titled: None }
    }

    /// What the person set, to be kept for the next start.
    pub fn prefs(&self) -> &Prefs {
        &self.shared.prefs
    }

    /// Fonts and colours, once and again when a setting changed; the window's title in its language.
    fn dress(&mut self, ctx: &Context) {
        if !self.dressed {
            fonts::install(ctx);
            ctx.options_mut(|options| options.zoom_with_keyboard = false);
            theme::apply(ctx, self.shared.prefs.theme);
            theme::zoom(ctx, self.shared.prefs.zoom);
            self.dressed = true;
        }
        let lang = self.shared.prefs.lang;
        if self.titled != Some(lang) {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(t(lang, "app-name").to_owned()));
            self.titled = Some(lang);
        }
    }

    /// Draws one frame.
    pub fn show(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.dress(&ctx);
        keys::zoom(&ctx, &mut self.shared.prefs);
        let ground = Frame::new().fill(theme::palette(ui).ground);
        egui::CentralPanel::default().frame(ground).show(ui, |ui| self.show_stage(ui));
        if let Stage::Desk(session) = &mut self.stage
            && let Some(name) = self.shared.toasts.show(&ctx, self.shared.prefs.lang)
        {
            session.toast_pressed(name);
        } else if !matches!(self.stage, Stage::Desk(_)) {
            self.shared.toasts.show(&ctx, self.shared.prefs.lang);
        }
    }

    fn show_stage(&mut self, ui: &mut Ui) {
        let shared = &mut self.shared;
        let next = match &mut self.stage {
            Stage::Opening(opening) => opening.show(ui, shared, &mut self.worker),
            Stage::Refused(fault) => opening::refused(ui, shared, fault),
            Stage::FirstStart(first) => first.show(ui, shared, self.worker.as_ref()),
            Stage::SignIn(form) => form.show(ui, shared, self.worker.as_ref()),
            Stage::Desk(session) => session.show(ui, shared),
        };
        match next {
            Next::Stay => {}
            Next::To(stage) => self.stage = *stage,
            Next::Elsewhere(location) => {
                // The old store is closed before another one is opened.
                self.stage = Stage::Opening(Opening::of_nothing());
                self.worker = None;
                shared.location = location.clone();
                self.stage = Stage::Opening(Opening::begin(location, shared.clock.clone(), ui.ctx()));
            }
        }
        ui.ctx().request_repaint_after(std::time::Duration::from_secs(30));
    }
}

/// What follows a frame.
enum Next {
    /// Nothing else.
    Stay,
    /// Another stage.
    To(Box<Stage>),
    /// Another store.
    Elsewhere(Location),
}

impl Next {
    fn to(stage: Stage) -> Next {
        Next::To(Box::new(stage))
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        if let Stage::Desk(session) = &self.stage {
            session.remember(&mut self.shared.prefs);
        }
        self.shared.prefs.write(storage);
    }
}
