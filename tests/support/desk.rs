//! A person before a panel or a form: an office on a thread of its own, the demo company or the small one, and a window.
#![allow(dead_code)] // each test file uses its part

use std::time::Duration;

use chrono::{DateTime, Utc};
use eframe::egui;
use yili_orders::domain::company::Company;
use yili_orders::domain::ids::OrderId;
use yili_orders::domain::orders::Step;
use yili_orders::domain::people::{Department, Rank, Role, User};
use yili_orders::i18n::Lang;
use yili_orders::ops::{self, Office};
use yili_orders::store::Location;
use yili_orders::ui::cx::{Cx, Wish};
use yili_orders::ui::files::GivenFiles;
use yili_orders::ui::steps::{StepForm, StepOutcome};
use yili_orders::ui::theme::Theme;
use yili_orders::worker::{Jobs, Worker};

use super::Window;

/// The instant of the demo company.
pub fn now() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().expect("an instant")
}

/// A worker with people and settings as the app holds them.
pub struct Desk {
    pub worker: Worker,
    pub jobs: Jobs,
    pub people: Vec<User>,
    pub company: Company,
    pub now: DateTime<Utc>,
    pub files: GivenFiles,
}

impl Desk {
    /// Serves an office that was made ready.
    pub fn serve(mut office: Office, now: DateTime<Utc>) -> Desk {
        let people = ops::people::all(&mut office).expect("people");
        let company = ops::company::load(&mut office).expect("settings");
        let worker = Worker::serve(office, std::sync::Arc::new(move || now), || {});
        let files = GivenFiles { opens: None, saves: std::env::temp_dir() };
        Desk { worker, jobs: Jobs::start(|| {}), people, company, now, files }
    }

    /// The demo company with `orders` orders.
    pub fn demo(orders: u64) -> Desk {
        let mut office = Office::open(&Location::Memory, now()).expect("a fresh store");
        yili_orders::demo::build(&mut office, orders, 7, now(), &mut |_, _| true).expect("the demo company");
        Desk::serve(office, now())
    }

    /// Somebody who may do everything: heads every desk. Not the one who received or picked.
    pub fn everywhere(&self) -> User {
        let head = |department: &Department| Role { department: *department, rank: Rank::Head };
        let roles = Department::ALL.iter().map(head).collect();
        let head = self
            .people
            .iter()
            .rev()
            .find(|user| user.active && user.belongs_to(Department::Logistics))
            .expect("somebody");
        User { roles, ..head.clone() }
    }

    /// A person of a desk at a rank.
    pub fn person(&self, department: Department, rank: Rank) -> User {
        let holds = |user: &&User| user.active && user.roles.contains(&Role { department, rank });
        self.people.iter().find(holds).expect("a person of the desk").clone()
    }

    /// An order whose desk waits for a step.
    pub fn waits_for(&self, step: Step) -> Option<OrderId> {
        let inbox = self.worker.ask(move |office| {
            let mut found = None;
            for desk in Department::ALL {
                for row in ops::orders::inbox(office, desk, now(), 0, 500)? {
                    if row.step == step {
                        found = found.or(Some(row.order.id));
                    }
                }
            }
            Ok(found)
        });
        inbox.wait().expect("the inbox")
    }

    /// What a panel is given.
    pub fn cx<'a>(&'a self, lang: Lang, user: &'a User) -> Cx<'a> {
        Cx {
            lang,
            worker: &self.worker,
            jobs: &self.jobs,
            user,
            company: &self.company,
            now: self.now,
            today: self.company.day(self.now),
            revision: self.worker.revision(),
            files: &self.files,
            wishes: Vec::new(),
        }
    }
}

/// A form on screen.
pub struct Filling {
    pub desk: Desk,
    pub user: User,
    pub lang: Lang,
    pub form: Option<StepForm>,
    pub done: Option<StepOutcome>,
    pub wishes: Vec<Wish>,
}

impl Filling {
    /// Opens the form of a step of an order.
    pub fn open(desk: Desk, user: User, lang: Lang, order: OrderId, step: Step) -> Filling {
        let mut filling = Filling { desk, user, lang, form: None, done: None, wishes: Vec::new() };
        filling.take(order, step);
        filling
    }

    /// Opens another form.
    pub fn take(&mut self, order: OrderId, step: Step) {
        let dossier = self.desk.worker.ask(move |office| ops::orders::open(office, order)).wait().expect("the order");
        self.form = Some(StepForm::open(step, &dossier, self.desk.company.day(self.desk.now), self.lang));
        self.done = None;
    }

    /// Draws the form as the app does.
    pub fn show(ui: &mut egui::Ui, filling: &mut Filling) {
        egui::CentralPanel::default().show(ui, |_| {});
        let Some(form) = &mut filling.form else { return };
        let mut cx = filling.desk.cx(filling.lang, &filling.user);
        let outcome = form.show_dialog(ui.ctx(), &mut cx);
        filling.wishes.append(&mut cx.wishes);
        if outcome != StepOutcome::Stay {
            filling.form = None;
            filling.done = Some(outcome);
        }
    }
}

/// A window with a form in it.
pub fn form_window(size: [f32; 2], theme: Theme, filling: Filling) -> Window<'static, Filling> {
    Window::open(size, theme, filling, Filling::show)
}

/// Draws frames until the state is as wished or a second is over.
pub fn wait_for<State>(window: &mut Window<'_, State>, until: impl Fn(&State) -> bool) -> bool {
    for _ in 0..200 {
        window.harness.step();
        if until(window.harness.state()) {
            window.harness.run_ok();
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}
