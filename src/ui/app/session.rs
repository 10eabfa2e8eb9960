//! A signed-in person at work: the panels, what lies over them, and the wishes that panels have.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use eframe::egui;
use egui::{Context, Frame, Ui};

use super::account::OwnPassword;
use super::copies::DailyCopy;
use super::finder::FindBox;
use super::sign_in::SignIn;
use super::top::TopAnswer;
use super::{Next, Prefs, Shared, Stage, frame, keys};
use crate::domain::company::Company;
use crate::domain::ids::OrderId;
use crate::domain::orders::Step;
use crate::domain::people::{Department, User};
use crate::ops::mails::is_mail;
use crate::ops::orders::{self, Filter};
use crate::ops::post::{self, Counts};
use crate::ops::{OpError, company, search};
use crate::ui::ask::{Ask, Doing};
use crate::ui::cx::{Cx, Tab, Wish};
use crate::ui::panels::Panels;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::text;
use crate::worker::Worker;
use crate::worker::post::Postman;

/// What lies over the panels; one at a time.
#[derive(Default)]
enum Above {
    #[default]
    Nothing,
    Find(Box<FindBox>),
    Password(Box<OwnPassword>),
    Keys,
}

/// A signed-in person.
pub struct Session {
    worker: Arc<Worker>,
    user: User,
    company: Ask<Arc<Company>>,
    counts: Ask<BTreeMap<Department, i64>>,
    orders: Ask<i64>,
    /// Desks with work that is late, asked for again every minute.
    late: Ask<BTreeSet<Department>, (u64, i64)>,
    copy: DailyCopy,
    /// Reading the search index ahead, part by part; none once it is read.
    warming: Option<Doing<bool>>,
    /// Carries the post while this person sits here.
    _postman: Postman,
    /// Messages that are not sent, and the count of changes at which the carrier was told last.
    unsent: Ask<Counts>,
    told: u64,
    /// The person was told that writes wait for a file that is coming in.
    told_held: bool,
    tab: Tab,
    panels: Panels,
    above: Above,
}

impl Session {
    /// Begins where the person was the last time.
    pub fn new(worker: Arc<Worker>, user: User, prefs: &Prefs) -> Session {
        worker.sit(Some(user.id));
        let postman = Postman::start(&worker, user.id);
        let tab = Some(prefs.tab(&user.login)).filter(|tab| frame::tabs(&user).contains(tab)).unwrap_or(Tab::Work);
        Session {
            worker,
            company: Ask::default(),
            counts: Ask::default(),
            orders: Ask::default(),
            late: Ask::default(),
            copy: DailyCopy::default(),
            warming: Some(Doing::default()),
            _postman: postman,
            unsent: Ask::default(),
            told: 0,
            told_held: false,
            tab,
            panels: Panels::new(prefs),
            above: Above::Nothing,
            user,
        }
    }

    /// Keeps where everything stands.
    pub fn remember(&self, prefs: &mut Prefs) {
        prefs.tabs.insert(self.user.login.clone(), self.tab);
        self.panels.remember(prefs);
    }

    /// A toast's step was pressed.
    pub fn toast_pressed(&mut self, name: u64) {
        self.panels.open_order(OrderId(name as i64));
        self.tab = Tab::Desk(Department::Sales);
    }

    pub(super) fn show(&mut self, ui: &mut Ui, shared: &mut Shared) -> Next {
        self.ask((shared.clock)());
        if self.orders.value().is_some() {
            self.warm_up();
        }
        if let Some(gone @ OpError::SignIn(_)) = self.company.fault() {
            shared.failed(ui.ctx(), gone);
            self.remember(&mut shared.prefs);
            return Next::to(Stage::SignIn(SignIn::new(&self.user.login)));
        }
        let Some(company) = self.company.value().cloned() else {
            if let Some(fault) = self.company.fault() {
                shared.failed(ui.ctx(), fault);
            }
            ui.centered_and_justified(|ui| text::soft(ui, crate::i18n::t(shared.lang(), "widgets-loading")));
            return Next::Stay;
        };
        let ctx = ui.ctx().clone();
        let top = frame::top(ui, shared, &self.user);
        let trouble = self.counts.fault().is_some();
        let now = (shared.clock)();
        if let Some(fault) = self.copy.keep(&self.worker, &shared.jobs, &company, now) {
            shared.failed(&ctx, &fault);
        }
        let copy = self.copy.words(shared.lang(), &company);
        let unsent = self.unsent.value().map_or(0, |counts| counts.unsent);
        let orders = self.orders.value().copied();
        let sending = self.worker.post().sending();
        let long_write = self.worker.long_write();
        self.tell_held(&ctx, shared);
        if frame::status(ui, shared, &frame::Facts { orders, copy, unsent, sending, long_write, trouble }) {
            self.worker.post().stop_sending();
        }
        let none = BTreeMap::new();
        let nobody = BTreeSet::new();
        let waiting =
            frame::Waiting { counts: self.counts.value().unwrap_or(&none), late: self.late.value().unwrap_or(&nobody) };
        frame::side(ui, shared.lang(), &self.user, &waiting, &mut self.tab);

        let mut cx = Cx {
            lang: shared.prefs.lang,
            worker: &self.worker,
            jobs: &shared.jobs,
            user: &self.user,
            company: &company,
            now,
            today: company.day(now),
            revision: self.worker.revision(),
            files: &*shared.files,
            wishes: Vec::new(),
        };
        if orders::may_receive(&self.user) {
            let mails = dropped_mails(&ctx);
            if self.panels.bring_mails(mails) {
                self.tab = Tab::Desk(Department::Sales);
            }
        }
        let ground = Frame::new().fill(theme::palette(ui).surface);
        egui::CentralPanel::default().frame(ground).show(ui, |ui| self.panels.show(ui, &mut cx, self.tab));
        show_above(&mut self.above, &ctx, &mut cx);
        let wishes = std::mem::take(&mut cx.wishes);
        for wish in wishes {
            self.grant(&ctx, shared, wish);
        }
        self.answer(&ctx, top, shared)
    }

    /// The first search shall not wait: its index is read while the person looks at the first screen.
    fn warm_up(&mut self) {
        let Some(warming) = &mut self.warming else { return };
        match warming.outcome() {
            // A fault shows at the first search, where somebody waits for it.
            Some(Ok(true) | Err(_)) => self.warming = None,
            Some(Ok(false)) | None => {
                warming.begin(|| self.worker.ask(search::warm_up));
            }
        }
    }

    /// Whoever writes while a file comes in is told once why that takes its time.
    fn tell_held(&mut self, ctx: &Context, shared: &mut Shared) {
        let held = self.worker.held() > 0;
        if held && !self.told_held {
            shared.toasts.say(ctx, Tone::Accent, crate::i18n::t(shared.prefs.lang, "online-held"), "");
        }
        self.told_held = held;
    }

    fn ask(&mut self, now: DateTime<Utc>) {
        let revision = self.worker.revision();
        self.company.keep(revision.company, || self.worker.ask(|office| company::load(office).map(Arc::new)));
        self.unsent.keep(revision.post, || self.worker.ask(post::counts));
        if self.told != revision.post {
            self.told = revision.post;
            self.worker.post().look();
        }
        self.counts.keep(revision.orders, || self.worker.ask(orders::inbox_counts));
        self.late.keep((revision.orders, now.timestamp() / 60), || {
            self.worker.ask(move |office| {
                let mut late = BTreeSet::new();
                for desk in Department::ALL {
                    // The most urgent comes first.
                    let first = orders::inbox(office, desk, now, 0, 1)?;
                    late.extend(first.iter().filter(|row| row.due < now).map(|row| row.desk));
                }
                Ok(late)
            })
        });
        self.orders.keep(revision.orders, || self.worker.ask(|office| orders::count(office, &Filter::default())));
    }

    fn answer(&mut self, ctx: &Context, top: TopAnswer, shared: &mut Shared) -> Next {
        match top {
            TopAnswer::Nothing => {}
            TopAnswer::Find => self.above = Above::Find(Box::default()),
            TopAnswer::NewOrder => self.write(ctx, shared, |panels| panels.new_order(None)),
            TopAnswer::Password => self.above = Above::Password(Box::default()),
            TopAnswer::Keys => self.above = Above::Keys,
            TopAnswer::SignOut => {
                self.remember(&mut shared.prefs);
                return Next::to(Stage::SignIn(SignIn::new(&self.user.login)));
            }
        }
        Next::Stay
    }

    /// Begins a new order where the person may write one; else says why not.
    fn write(&mut self, ctx: &Context, shared: &mut Shared, begin: impl FnOnce(&mut Panels)) {
        if orders::may_receive(&self.user) {
            begin(&mut self.panels);
        } else {
            let why = crate::i18n::t(shared.lang(), "app-may-not-receive");
            shared.toasts.say(ctx, Tone::Warn, why, "");
        }
    }

    /// Carries out what a panel wished.
    fn grant(&mut self, ctx: &Context, shared: &mut Shared, wish: Wish) {
        match wish {
            Wish::Go(tab) => self.tab = tab,
            Wish::OpenOrder(id) => {
                self.panels.open_order(id);
                self.tab = Tab::Desk(Department::Sales);
            }
            Wish::OrdersOf(customer) => {
                self.panels.orders_of(customer);
                self.tab = Tab::Desk(Department::Sales);
            }
            Wish::OpenGoods(product) => {
                self.panels.open_goods(product);
                self.tab = Tab::Desk(Department::Sales);
            }
            Wish::NewOrder(customer) => self.write(ctx, shared, |panels| panels.new_order(customer)),
            Wish::CopyOrder(id) => self.write(ctx, shared, |panels| panels.copy_order(id)),
            Wish::OrderOfMail(id) => self.write(ctx, shared, |panels| panels.order_of_mail(id)),
            Wish::Take(id, Step::Edit) => self.panels.edit_order(id),
            Wish::Take(id, Step::AskChange) => self.panels.change_order(id),
            Wish::Take(id, step) => self.panels.take(id, step),
            Wish::Preview(kind, orders) => self.panels.preview(kind, orders),
            Wish::Import => self.panels.import(),
            Wish::Done(words) => shared.toasts.say(ctx, Tone::Good, words, ""),
            Wish::Failed(fault) => shared.failed(ctx, &fault),
        }
        ctx.request_repaint();
    }
}

/// Mails that were dropped on the window, wherever: they go to the mail desk, and no other panel sees them.
fn dropped_mails(ctx: &Context) -> Vec<PathBuf> {
    ctx.input_mut(|input| {
        let dropped = &mut input.raw.dropped_files;
        let mails = dropped.iter().map(|file| file.path().to_path_buf()).filter(|path| is_mail(path)).collect();
        dropped.retain(|file| !is_mail(file.path()));
        mails
    })
}

impl Drop for Session {
    /// Whoever comes next is asked for name and password first.
    fn drop(&mut self) {
        self.worker.sit(None);
    }
}

fn show_above(above: &mut Above, ctx: &Context, cx: &mut Cx<'_>) {
    let stays = match above {
        Above::Nothing => return,
        Above::Find(finder) => finder.show(ctx, cx),
        Above::Password(form) => form.show(ctx, cx),
        Above::Keys => {
            let mut open = true;
            keys::help(ctx, cx.lang, &mut open);
            open
        }
    };
    if !stays {
        *above = Above::Nothing;
    }
}
