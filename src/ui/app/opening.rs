//! Before anybody works: opening the store, what to do when it will not open, and the first start.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use eframe::egui;
use egui::{Align2, Area, Context, Id, Order, Ui, vec2};

use super::sign_in::SignIn;
use super::{Next, Shared, Stage, top};
use crate::domain::people::User;
use crate::i18n::t;
use crate::ops::Location;
use crate::ops::people;
use crate::ops::{OpError, company};
use crate::ui::ask::{Ask, Doing};
use crate::ui::icons::Icon;
use crate::ui::say;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::dialog::buttons;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;
use crate::worker::{Clock, Worker};

/// A store that is being opened.
pub struct Opening {
    receiver: Option<Receiver<Result<Worker, OpError>>>,
    is_new: Ask<bool>,
}

impl Opening {
    /// Opens on a thread of its own.
    pub fn begin(location: Location, clock: Clock, ctx: &Context) -> Opening {
        let (send, receiver) = sync_channel(1);
        let ctx = ctx.clone();
        let body = move || {
            let wake = ctx.clone();
            let _ = send.send(Worker::start(&location, clock, move || wake.request_repaint()));
            ctx.request_repaint();
        };
        // Without a thread nothing can be opened; the closed channel says so.
        let _ = std::thread::Builder::new().name("opening".into()).spawn(body);
        Opening { receiver: Some(receiver), is_new: Ask::default() }
    }

    /// A store that is open already.
    pub fn of(_worker: Arc<Worker>) -> Opening {
        Opening { receiver: None, is_new: Ask::default() }
    }

    /// Between two stores.
    pub fn of_nothing() -> Opening {
        Opening { receiver: None, is_new: Ask::default() }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, shared: &mut Shared, worker: &mut Option<Arc<Worker>>) -> Next {
        let lang = shared.lang();
        match self.receiver.as_ref().map(Receiver::try_recv) {
            Some(Ok(Ok(opened))) => {
                *worker = Some(Arc::new(opened));
                self.receiver = None;
            }
            Some(Ok(Err(fault))) => return Next::to(Stage::Refused(fault)),
            Some(Err(TryRecvError::Disconnected)) => {
                return Next::to(Stage::Refused(OpError::Program("no thread".into())));
            }
            Some(Err(TryRecvError::Empty)) | None => {}
        }
        if let Some(worker) = worker {
            self.is_new.keep(0, || worker.ask(people::is_new));
            match (self.is_new.value(), self.is_new.fault()) {
                (Some(true), _) => return Next::to(Stage::FirstStart(Box::default())),
                (Some(false), _) => return Next::to(Stage::SignIn(SignIn::new(shared.prefs.login(&shared.location)))),
                (None, Some(fault)) => {
                    return Next::to(Stage::Refused(OpError::Program(fault.to_string())));
                }
                (None, None) => {}
            }
        }
        card(ui, 360.0, |ui| {
            text::strong(ui, t(lang, "app-opening"));
            text::caption(ui, &shared.location.to_string());
        });
        Next::Stay
    }
}

/// A white card in the middle of the window.
pub fn card<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = theme::palette(ui);
    let offset = vec2(0.0, -theme::SECTION);
    let area = Area::new(Id::unique("start")).order(Order::Middle).anchor(Align2::CENTER_CENTER, offset);
    area.show(ui.ctx(), |ui| {
        let frame = theme::card_frame(palette).inner_margin(theme::SECTION + theme::GAP);
        frame.show(ui, |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
            add(ui)
        })
    })
    .inner
    .inner
}

/// The store would not open: what it is, what to do.
pub(super) fn refused(ui: &mut Ui, shared: &mut Shared, fault: &OpError) -> Next {
    let lang = shared.lang();
    let (title, detail) = say::fault(lang, fault);
    let mut next = Next::Stay;
    card(ui, 520.0, |ui| {
        text::title(ui, t(lang, "app-refused"));
        text::caption(ui, &shared.location.to_string());
        let sentences: Vec<String> = [detail].into_iter().filter(|words| !words.is_empty()).collect();
        banner(ui, lang, Tone::Bad, &title, &sentences, "", false);
        buttons(ui, |ui| {
            if Button::primary(t(lang, "app-try-again")).show(ui).clicked() {
                next = Next::Elsewhere(shared.location.clone());
            }
            if Button::new(t(lang, "app-other-file")).show(ui).clicked()
                && let Some(path) = shared.files.open()
            {
                shared.prefs.file = Some(path.display().to_string());
                next = Next::Elsewhere(Location::File(path));
            }
            if Button::quiet(t(lang, "app-quit")).show(ui).clicked() {
                ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
            }
        });
    });
    // After the card: the keyboard comes to its buttons first.
    top::corner(ui, shared);
    next
}

/// What a person chose at the first start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Way {
    #[default]
    Choose,
    Empty,
    Server,
}

/// The first start: the demo company, an empty company, or the office server.
#[derive(Default)]
pub struct FirstStart {
    way: Way,
    company: String,
    name: String,
    login: String,
    password: String,
    again: String,
    server: String,
    /// The form was just opened: its first field takes the keyboard.
    fresh: bool,
    /// Enter was pressed on an address that is none.
    tried: bool,
    setting_up: Doing<User>,
    fault: Option<(String, String)>,
    demo: super::account::Demo,
}

impl FirstStart {
    pub(super) fn show(&mut self, ui: &mut Ui, shared: &mut Shared, worker: Option<&Arc<Worker>>) -> Next {
        let Some(worker) = worker else { return Next::Stay };
        let lang = shared.lang();
        match self.setting_up.outcome() {
            Some(Ok(user)) => {
                shared.prefs.signed_in(&shared.location, &user.login);
                return Next::to(Stage::Desk(Box::new(super::Session::new(worker.clone(), user, &shared.prefs))));
            }
            Some(Err(fault)) => self.fault = Some(say::fault(lang, &fault)),
            None => {}
        }
        match self.demo.outcome() {
            Some(Ok(())) => {
                let hint = self.demo.hint(lang);
                return Next::to(Stage::SignIn(SignIn::new(self.demo.login()).with_hint(hint)));
            }
            Some(Err(fault)) => self.fault = Some(say::fault(lang, &fault)),
            None => {}
        }
        let mut next = Next::Stay;
        card(ui, 520.0, |ui| {
            if let Some((title, detail)) = &self.fault {
                let detail: Vec<String> = [detail.clone()].into_iter().filter(|words| !words.is_empty()).collect();
                banner(ui, lang, Tone::Bad, title, &detail, "", false);
            }
            match self.way {
                _ if self.demo.is_busy() => self.demo.show(ui, lang),
                Way::Choose => self.choose(ui, shared, worker),
                Way::Empty => self.set_up(ui, shared, worker),
                Way::Server => next = self.connect(ui, shared),
            }
        });
        // After the card: the keyboard comes to its fields first.
        top::corner(ui, shared);
        next
    }

    fn go(&mut self, way: Way) {
        (self.way, self.fresh, self.tried) = (way, true, false);
    }

    fn choose(&mut self, ui: &mut Ui, shared: &Shared, worker: &Worker) {
        let lang = shared.lang();
        text::title(ui, t(lang, "app-welcome"));
        text::soft(ui, t(lang, "app-welcome-words"));
        let ways = [
            (Icon::Carton, "app-way-demo", "app-way-demo-words"),
            (Icon::Paper, "app-way-empty", "app-way-empty-words"),
            (Icon::Database, "app-way-server", "app-way-server-words"),
        ];
        for (at, (icon, title, words)) in ways.into_iter().enumerate() {
            if way(ui, icon, t(lang, title), t(lang, words)) {
                match at {
                    0 => self.demo.begin(worker, (shared.clock)()),
                    1 => self.go(Way::Empty),
                    _ => self.go(Way::Server),
                }
            }
        }
        text::caption(ui, &shared.location.to_string());
    }

    fn set_up(&mut self, ui: &mut Ui, shared: &Shared, worker: &Worker) {
        let lang = shared.lang();
        text::title(ui, t(lang, "app-way-empty"));
        text::soft(ui, t(lang, "app-set-up-words"));
        let ids = [0, 1, 2, 3, 4].map(|at| Id::unique(("set up", at)));
        let mut entered = false;
        let plain = [
            ("app-company-name", &mut self.company),
            ("app-your-name", &mut self.name),
            ("app-login", &mut self.login),
        ];
        for ((label, words), id) in plain.into_iter().zip(ids) {
            entered |= Field::new(t(lang, label), words).required().stays().id(id).show(ui).entered;
        }
        let weak = crate::domain::people::check_password(&self.login, &self.password).is_err();
        let rule = t(lang, "app-password-weak");
        let error = (weak && !self.password.is_empty()).then_some(rule);
        let field = Field::new(t(lang, "app-password"), &mut self.password).secret().required().hint(rule).error(error);
        entered |= field.stays().id(ids[3]).show(ui).entered;
        let differs = self.again != self.password;
        let error = (differs && !self.again.is_empty()).then(|| t(lang, "app-password-differs"));
        let field = Field::new(t(lang, "app-password-again"), &mut self.again).secret().required().error(error);
        entered |= field.stays().id(ids[4]).show(ui).entered;
        let missing = [&self.company, &self.name, &self.login].iter().position(|text| text.trim().is_empty());
        let (wrong, refusal) = match missing {
            Some(at) => (Some(at), Some(t(lang, "app-fill-all"))),
            None if weak => (Some(3), Some(rule)),
            None if differs => (Some(4), Some(t(lang, "app-password-differs"))),
            None => (None, self.setting_up.is_busy().then(|| t(lang, "widgets-loading"))),
        };
        let first = std::mem::take(&mut self.fresh).then_some(0);
        if let Some(at) = first.or(wrong.filter(|_| entered)) {
            ui.memory_mut(|memory| memory.request_focus(ids[at]));
            ui.ctx().request_repaint();
        }
        if entered && refusal.is_none() {
            self.begin(shared, worker);
        }
        buttons(ui, |ui| {
            if Button::primary(t(lang, "app-begin")).refusal(refusal).show(ui).clicked() {
                self.begin(shared, worker);
            }
            if Button::quiet(t(lang, "widgets-back")).show(ui).clicked() {
                self.go(Way::Choose);
            }
        });
    }

    fn begin(&mut self, shared: &Shared, worker: &Worker) {
        let now = (shared.clock)();
        let (company_name, name, login) = (self.company.trim().to_owned(), self.name.clone(), self.login.clone());
        let password = self.password.clone();
        self.fault = None;
        self.setting_up.begin(|| {
            worker.ask_to_write(move |office| {
                let user = people::set_up(office, &login, &name, &password, now)?;
                let seen = company::load(office)?;
                let mut settings = seen.clone();
                settings.letterhead.name = company_name;
                office.transact(user.id, now, |work| company::change(work, &seen, &settings))?;
                Ok(user)
            })
        });
    }

    fn connect(&mut self, ui: &mut Ui, shared: &mut Shared) -> Next {
        let lang = shared.lang();
        text::title(ui, t(lang, "app-way-server"));
        let example = "postgresql://yili@server/orders";
        let error = self.tried.then(|| t(lang, "app-server-form"));
        let field = Field::new(t(lang, "app-server-address"), &mut self.server).hint(example).required().error(error);
        let answer = field.stays().show(ui);
        if std::mem::take(&mut self.fresh) {
            answer.response.request_focus();
            ui.ctx().request_repaint();
        }
        let location = Location::parse(self.server.trim());
        let refusal = (!matches!(location, Location::Postgres(_))).then(|| t(lang, "app-server-form"));
        self.tried = refusal.is_some() && (self.tried || answer.entered);
        let mut next = Next::Stay;
        if answer.entered && refusal.is_none() {
            next = Next::Elsewhere(location.clone());
        }
        buttons(ui, |ui| {
            if Button::primary(t(lang, "app-connect")).refusal(refusal).show(ui).clicked() {
                next = Next::Elsewhere(location.clone());
            }
            if Button::quiet(t(lang, "widgets-back")).show(ui).clicked() {
                self.go(Way::Choose);
            }
        });
        next
    }
}

/// One of the ways to begin: a picture, a title, a sentence.
fn way(ui: &mut Ui, icon: Icon, title: &str, words: &str) -> bool {
    let palette = theme::palette(ui);
    let height = 2.0 * theme::PAGE + theme::SECTION;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, title));
    let fill = if response.hovered() { palette.hover } else { palette.surface };
    let edge = egui::Stroke::new(theme::HAIRLINE, palette.line_strong);
    ui.painter().rect(rect, egui::CornerRadius::same(theme::RADIUS), fill, edge, egui::StrokeKind::Inside);
    crate::ui::widgets::button::focus_ring(ui, rect, &response);
    let sign = egui::pos2(rect.left() + theme::PAGE + theme::GAP, rect.center().y);
    crate::ui::icons::paint(ui.painter(), icon, sign, 22.0, palette.word(Tone::Accent));
    let mut room = rect.shrink2(vec2(theme::PAGE, theme::GAP));
    room.min.x += theme::SECTION + theme::GAP;
    let (upper, lower) = room.split_top_bottom_at_fraction(0.5);
    text::paint_line(ui.painter(), upper, title, theme::Type::BodyStrong, palette.ink, egui::Align::Min);
    text::paint_line(ui.painter(), lower, words, theme::Type::Caption, palette.ink_soft, egui::Align::Min);
    response.clicked()
}
