//! The whole program in a window without a screen, on the demo company, driven as a person drives it.
#![allow(dead_code)] // each test file uses its part

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use eframe::egui;
use egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use yili_orders::demo::build::{DEMO_PASSWORD, build};
use yili_orders::demo::content::SEED;
use yili_orders::domain::ids::{OrderId, UserId};
use yili_orders::domain::orders::{Content, Line, Order, Step, Task};
use yili_orders::domain::people::Department;
use yili_orders::domain::post::{MailAccount, Tls};
use yili_orders::i18n::{Lang, t, t_dyn};
use yili_orders::ops::{Location, Office, OpError, Work, company, orders, people, products, search};
use yili_orders::ui::app::{App, Prefs};
use yili_orders::ui::files::GivenFiles;
use yili_orders::ui::theme::Theme;
use yili_orders::worker::post::PostDesk;
use yili_orders::worker::{Clock, Worker};

use super::Window;

const LANG: Lang = Lang::ZhHans;
const LOOK: (Lang, Theme) = (LANG, Theme::Light);

/// The instant at which the demo company stands.
pub fn now() -> DateTime<Utc> {
    "2026-11-23T02:30:00Z".parse().expect("an instant")
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// The program with somebody signed in.
pub struct Program {
    window: Window<'static, App>,
    worker: Arc<Worker>,
    clock: Clock,
    time: Arc<Mutex<DateTime<Utc>>>,
    login: String,
    lang: Lang,
}

impl Program {
    /// Opens the program on a fresh demo company and signs in.
    pub fn open(login: &str) -> Program {
        Program::start(login, 30, None, LOOK)
    }

    /// Like [`Program::open`] in another language and theme.
    pub fn open_looking(login: &str, lang: Lang, theme: Theme) -> Program {
        Program::start(login, 30, None, (lang, theme))
    }

    /// Like [`Program::open_looking`]; a dialog that asks for a file gives this one.
    pub fn open_looking_with(login: &str, look: (Lang, Theme), opens: PathBuf) -> Program {
        Program::start(login, 30, Some(opens), look)
    }

    /// Like [`Program::open`]; a dialog that asks for a file gives this one.
    pub fn open_with(login: &str, opens: Option<PathBuf>) -> Program {
        Program::start(login, 30, opens, LOOK)
    }

    /// Like [`Program::open`] with so many orders.
    pub fn open_sized(login: &str, orders: u64) -> Program {
        Program::start(login, orders, None, LOOK)
    }

    fn start(login: &str, orders: u64, opens: Option<PathBuf>, look: (Lang, Theme)) -> Program {
        let mut office = Office::open(&Location::Memory, now()).expect("a store in memory");
        build(&mut office, orders, SEED, now(), &mut |_, _| true).expect("the demo company");
        let time = Arc::new(Mutex::new(now()));
        let told = time.clone();
        let clock: Clock = Arc::new(move || *told.lock().expect("the clock"));
        let worker = Arc::new(Worker::serve(office, clock.clone(), || {}));
        Program::on(worker, clock, time, (login, opens), look)
    }

    fn on(
        worker: Arc<Worker>,
        clock: Clock,
        time: Arc<Mutex<DateTime<Utc>>>,
        (login, opens): (&str, Option<PathBuf>),
        (lang, theme): (Lang, Theme),
    ) -> Program {
        let prefs = Prefs { lang, theme, ..Prefs::default() };
        let files = GivenFiles { opens, saves: std::env::temp_dir() };
        let app = App::for_test(worker.clone(), clock.clone(), prefs, Box::new(files));
        let window = Window::open([1280.0, 800.0], theme, app, |ui, app| app.show(ui));
        let mut program = Program { window, worker, clock, time, login: String::new(), lang };
        program.sign_in(login);
        program
    }

    /// The window is dropped without a word, and opened again on the same store.
    pub fn killed_and_opened_again(self, login: &str) -> Program {
        self.killed_and_opened_again_looking(login, LOOK.0, LOOK.1)
    }

    /// The same in another language and theme.
    pub fn killed_and_opened_again_looking(self, login: &str, lang: Lang, theme: Theme) -> Program {
        let Program { window, worker, clock, time, .. } = self;
        drop(window);
        Program::on(worker, clock, time, (login, None), (lang, theme))
    }

    pub fn harness(&mut self) -> &mut Harness<'static, App> {
        &mut self.window.harness
    }

    /// The language of the window.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Asks the store directly, past the window.
    pub fn ask<T: Send + 'static>(&self, f: impl FnOnce(&mut Office) -> Result<T, OpError> + Send + 'static) -> T {
        self.worker.ask(f).wait().expect("an answer")
    }

    /// What the window shares with the carrier of the post.
    pub fn post(&self) -> &PostDesk {
        self.worker.post()
    }

    /// A mail account without a password on this computer, set up by an administrator.
    pub fn has_mail_account(&self, port: u16) {
        let mail = MailAccount {
            name: "销售部".into(),
            address: "sales@dairy.example".into(),
            server: "127.0.0.1".into(),
            port,
            tls: Tls::None,
            user: String::new(),
        };
        self.write_as("admin", move |work| {
            let seen = (*work.company).clone();
            let mut changed = seen.clone();
            changed.post.mail = mail;
            company::change(work, &seen, &changed)
        });
    }

    /// Another person's work on another workstation.
    pub fn write_as<T: Send + 'static>(
        &self,
        login: &str,
        f: impl FnOnce(&mut Work<'_, '_>) -> Result<T, OpError> + Send + 'static,
    ) -> T {
        let id = self.ask(people::all).into_iter().find(|user| user.login == login).expect("somebody").id;
        self.worker.write(id, f).wait().expect("the colleague's work")
    }

    /// What a customer might order: ten of the largest packs of the first goods.
    pub fn content(&self, code: &'static str) -> Content {
        let customer = self.ask(move |office| Ok(search::customers(office, code, 1)?.remove(0))).customer;
        let product = self.ask(|office| Ok(products::page(office, 0, 1)?.remove(0).0));
        Content {
            customer: customer.id,
            contact: customer.contacts[0].name.clone(),
            phone: customer.contacts[0].phone.clone(),
            address: customer.addresses[0].clone(),
            requested: "2026-11-30".parse().expect("a day"),
            currency: customer.currency,
            incoterm: customer.incoterm.clone(),
            reference: String::new(),
            note: String::new(),
            price_reason: String::new(),
            lines: vec![Line {
                product: product.id,
                name: product.name.clone(),
                specification: product.specification.clone(),
                quantity: 10 * product.packs.largest().1,
                price: product.price,
                requested: None,
            }],
        }
    }

    /// The store is busy for so long; nobody waits here.
    pub fn hold(&self, time: Duration) {
        drop(self.worker.ask(move |_| {
            std::thread::sleep(time);
            Ok(())
        }));
    }

    /// Files are dropped on the window.
    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        let files = paths.iter().map(|path| Arc::new(Dropped(path.clone())) as egui::DroppedFileHandle);
        self.window.harness.input_mut().dropped_files.extend(files);
        self.settle();
    }

    /// Time passes, in seconds.
    pub fn later(&mut self, seconds: i64) {
        *self.time.lock().expect("the clock") += chrono::TimeDelta::seconds(seconds);
        self.settle();
    }

    pub fn user(&self) -> UserId {
        let login = self.login.clone();
        self.ask(people::all).into_iter().find(|user| user.login == login).expect("somebody").id
    }

    pub fn order(&self, id: OrderId) -> Order {
        self.ask(move |office| orders::open(office, id)).order
    }

    /// The order that was written last.
    pub fn newest(&self) -> Order {
        let row = self.ask(|office| orders::page(office, &orders::Filter::default(), 0, 1)).remove(0);
        self.order(row.id)
    }

    /// A text field by its name.
    pub fn field<'a>(&'a self, name: &'a str) -> Node<'a> {
        let is_field = |role: Role| matches!(role, Role::TextInput | Role::MultilineTextInput | Role::PasswordInput);
        let found = self.window.harness.query_all_by_label(name).find(|node| is_field(node.accesskit_node().role()));
        found.unwrap_or_else(|| panic!("no field {name}"))
    }

    pub fn focus(&mut self, name: &str) {
        self.field(name).focus();
        self.window.harness.run_steps(3);
    }

    /// Puts a text in place of what stands in a field.
    pub fn write_over(&mut self, name: &str, text: &str) {
        self.focus(name);
        self.keys(Modifiers::COMMAND, Key::A);
        self.write(text);
    }

    pub fn write(&mut self, text: &str) {
        self.window.harness.event(Event::Text(text.to_owned()));
        self.settle();
    }

    pub fn enter(&mut self) {
        self.window.harness.key_press(Key::Enter);
        self.settle();
    }

    pub fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.window.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Presses the last button of this name: the one that lies on top.
    pub fn click(&mut self, role: Role, name: &str) {
        let of_role = |node: &Node<'_>| node.accesskit_node().role() == role;
        let found = self.window.harness.query_all_by_label(name).rev().find(of_role);
        found.unwrap_or_else(|| panic!("no {role:?} {name}")).click();
        self.settle();
    }

    /// Frames until nothing is on its way any more: what was asked of the store is answered, and its answer drawn.
    pub fn settle(&mut self) {
        for _ in 0..3 {
            self.window.harness.step();
            self.ask(|_| Ok(()));
        }
        self.window.harness.run_steps(2);
    }

    /// The window as it stands, into `target/pictures/line.png`, for whoever asks why a test failed.
    pub fn draw(&mut self) {
        self.window.draw("line");
    }

    /// The window as it stands, for people to look at.
    pub fn picture(&mut self, name: &str) {
        self.window.picture(name);
    }

    /// Whether something long that is being written has come so far.
    pub fn long_write_is_at(&self, done: u64) -> bool {
        self.worker.long_write().is_some_and(|tally| tally.progress().0 >= done)
    }

    pub fn wait_for(&mut self, label: &str) {
        self.wait_frames(label, 300);
    }

    /// Waits for what takes its time without optimisation.
    pub fn wait_long_for(&mut self, label: &str) {
        self.wait_frames(label, 20_000);
    }

    fn wait_frames(&mut self, label: &str, frames: usize) {
        for _ in 0..frames {
            self.window.harness.step();
            if self.window.harness.query_all_by_label_contains(label).next().is_some() {
                return;
            }
            std::thread::sleep(Duration::from_millis(4));
        }
        self.window.draw("line");
        panic!("{label:?} did not appear; see target/pictures/line.png");
    }

    fn sign_in(&mut self, login: &str) {
        let lang = self.lang;
        self.wait_for(t(lang, "app-login"));
        self.settle();
        self.focus(t(lang, "app-login"));
        self.keys(Modifiers::COMMAND, Key::A);
        self.write(login);
        self.focus(t(lang, "app-password"));
        self.write(DEMO_PASSWORD);
        self.enter();
        self.wait_for(t(lang, "app-tab-work"));
        self.settle();
        login.clone_into(&mut self.login);
    }

    /// Signs out by the menu and in as somebody else.
    pub fn sign_in_as(&mut self, login: &str) {
        if self.login == login {
            return;
        }
        let mine = self.login.clone();
        let name = self.ask(people::all).into_iter().find(|user| user.login == mine).expect("somebody").name;
        self.click(Role::Button, &name);
        self.click(Role::MenuItem, "退出登录");
        self.sign_in(login);
    }

    /// Who takes the steps of a desk; two people of logistics, because the second look is another person's.
    pub fn head_of(desk: Department, round: usize) -> &'static str {
        match desk {
            Department::Sales => "zhaomin",
            Department::Credit => "qianying",
            Department::Production => "zhouqiang",
            Department::Quality => "zhengke",
            Department::Logistics if round.is_multiple_of(2) => "chenbo",
            Department::Logistics => "weijun",
            Department::Archive | Department::Administration => "hanmei",
        }
    }

    /// Ctrl+K, the number, Enter.
    pub fn find_and_open(&mut self, number: &str) {
        self.keys(Modifiers::COMMAND, Key::K);
        self.write(number);
        self.wait_for(number);
        self.settle();
        self.enter();
        self.settle();
    }

    /// Presses the next step, fills in what its form asks for, and confirms.
    pub fn take_the_step(&mut self, task: Task) {
        let word = t_dyn(LANG, &format!("step-{}", task.step.key()));
        self.click(Role::Button, &word);
        self.settle();
        self.fill_in(task.step);
        self.keys(Modifiers::COMMAND, Key::Enter);
        self.settle();
        // Nobody does everything in one minute.
        *self.time.lock().expect("the clock") += chrono::TimeDelta::minutes(20);
    }

    fn fill_in(&mut self, step: Step) {
        let answers: &[(&str, &str)] = match step {
            Step::Confirm => &[("steps-confirm-who", "徐静平")],
            Step::Notify => {
                &[("steps-notify-carrier", "蒙运冷链"), ("steps-notify-waybill", "WB-1"), ("steps-notify-to", "徐静平")]
            }
            Step::Dispatch => &[("transport-road-vehicle", "蒙A12345"), ("transport-road-person", "巴特尔")],
            Step::Deliver => &[("steps-deliver-signed", "徐静平")],
            _ => &[],
        };
        for (key, answer) in answers {
            let name = t_dyn(LANG, key);
            if self.field(&name).value().unwrap_or_default().is_empty() {
                self.focus(&name);
                self.write(answer);
            }
        }
    }
}
