//! Files of a platform: chosen or dropped, checked, mended, goods assigned, brought in with progress.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use eframe::egui;
use egui::{Frame, Margin, Ui};

use super::goods::GoodsForm;
use super::mapping::MappingForm;
use super::planned::{report_words, rows};
use super::row::RowForm;
use super::shop_form::ShopForm;
use crate::domain::online::{Mapping, Shop};
use crate::domain::people::Right;
use crate::i18n::{t_dyn, whole};
use crate::intake::{IntakeError, words as intake_words};
use crate::ops::online::{self, Batch, Check, Edits, Report, Tally};
use crate::ops::{OpError, Work};
use crate::ui::ask::{Ask, Doing};
use crate::ui::cx::{Cx, Wish};
use crate::ui::desk::part_of;
use crate::ui::icons::Icon;
use crate::ui::steps::said;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::bar::bar;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::select;
use crate::ui::widgets::split::{Split, split};
use crate::ui::widgets::status_bar::progress;
use crate::ui::widgets::table::TableState;
use crate::ui::widgets::text;

type Opening = Receiver<Result<Batch, (String, IntakeError)>>;

/// Files that are coming in.
pub(super) struct Incoming {
    shops: Ask<Vec<Shop>, u64>,
    mappings: Ask<Vec<Mapping>, u64>,
    shop: usize,
    shop_form: Option<ShopForm>,
    paths: Vec<PathBuf>,
    opening: Option<Opening>,
    batch: Option<Arc<Batch>>,
    unread: Option<(String, IntakeError)>,
    edits: Edits,
    /// Rows were mended here and not brought in yet.
    mended: bool,
    /// The person was asked whether to leave them.
    asked_to_leave: bool,
    /// Files were dropped while others came in.
    turned_away: bool,
    /// Counts what was mended, so that it is checked again.
    edition: u64,
    /// Counts kept mappings, so that they are asked for again.
    mapped: u64,
    checks: Ask<Check, (u64, i64, u64)>,
    /// The check that is under way, to call it off when another one begins.
    looking: Arc<Tally>,
    tally: Arc<Tally>,
    doing: Doing<Report>,
    fault: Option<OpError>,
    report: Option<Report>,
    only_marked: bool,
    table: TableState,
    row: RowForm,
    goods: GoodsForm,
    mapping: MappingForm,
    split: Split,
}

impl Default for Incoming {
    fn default() -> Self {
        Incoming {
            shops: Ask::default(),
            mappings: Ask::default(),
            shop: 0,
            shop_form: None,
            paths: Vec::new(),
            opening: None,
            batch: None,
            unread: None,
            edits: Edits::default(),
            mended: false,
            asked_to_leave: false,
            turned_away: false,
            edition: 0,
            mapped: 0,
            checks: Ask::default(),
            looking: Arc::default(),
            tally: Arc::default(),
            doing: Doing::default(),
            fault: None,
            report: None,
            only_marked: true,
            table: TableState::default(),
            row: RowForm::default(),
            goods: GoodsForm::default(),
            mapping: MappingForm::default(),
            split: Split { beside: 0.62, above: 0.5 },
        }
    }
}

impl Drop for Incoming {
    /// Nobody waits for the check any more. What is coming in comes in.
    fn drop(&mut self) {
        self.looking.call_off();
    }
}

impl Incoming {
    /// Fills the room that there is; false when the person is done with it.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        self.take_in(ui, cx);
        let mut stay = true;
        Frame::new().inner_margin(Margin::symmetric(theme::PAGE as i8, theme::GAP as i8)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP;
            stay = self.heading(ui, cx);
            self.told(ui, cx);
        });
        let unknown = self.batch.as_ref().is_some_and(|batch| batch.unknown().is_some());
        if self.shop_form.is_some() {
            self.edit_shop(ui, cx);
        } else if unknown {
            self.map(ui, cx);
        } else if self.batch.is_some() {
            self.checked(ui, cx);
        } else {
            self.invitation(ui, cx);
        }
        stay
    }

    /// Why the person may not go now; none where they may.
    pub fn stays(&self, cx: &Cx<'_>) -> Option<&'static str> {
        self.doing.is_busy().then(|| cx.t("online-importing"))
    }

    /// Whether the person may go: what was mended here is asked about once.
    pub fn may_leave(&mut self) -> bool {
        let leaves = self.asked_to_leave || !self.mended || self.report.is_some();
        self.asked_to_leave = true;
        leaves && !self.doing.is_busy()
    }

    fn shop(&self) -> Option<&Shop> {
        self.shops.value()?.get(self.shop)
    }

    fn heading(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let (refusal, stays) = (self.refusal(cx), self.stays(cx));
        let (mut send, mut choose, mut leave, mut form) = (false, false, false, None);
        let shops = self.shops.value().cloned().unwrap_or_default();
        let platform = |shop: &Shop| t_dyn(cx.lang, &format!("platform-{}", shop.platform.key()));
        let names: Vec<String> = shops.iter().map(|shop| format!("{} · {}", platform(shop), shop.name)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (loaded, busy, at) = (self.batch.is_some(), self.doing.is_busy(), &mut self.shop);
        bar(
            ui,
            "online import",
            |ui| {
                text::title(ui, cx.t("online-import-title"));
                ui.add_space(theme::GAP);
                if busy {
                    // The files come into the shop that was chosen for them.
                    text::soft(ui, names.get(*at).copied().unwrap_or_default());
                    return;
                }
                if !names.is_empty() {
                    select(ui, "", &names, at, 220.0);
                    if Button::quiet(cx.t("online-edit-shop")).show(ui).clicked() {
                        form = shops.get(*at).map(ShopForm::of);
                    }
                }
                if Button::quiet(cx.t("online-new-shop")).icon(Icon::Plus).show(ui).clicked() {
                    form = Some(ShopForm::default());
                }
            },
            |ui| {
                let close = Button::only_icon(Icon::Cross, cx.t("widgets-close")).refusal(stays);
                leave = close.show(ui).clicked();
                if loaded && !busy {
                    let import = Button::primary(cx.t("online-import-all")).icon(Icon::Import);
                    send = import.refusal(refusal.as_deref()).show(ui).clicked();
                    choose = Button::new(cx.t("import-other-file")).show(ui).clicked();
                }
            },
        );
        self.shop_form = form.or(self.shop_form.take());
        if choose {
            self.choose(cx);
        }
        if send {
            self.send(cx);
        }
        !(leave && self.may_leave())
    }

    /// Why the files cannot be brought in yet.
    fn refusal(&self, cx: &Cx<'_>) -> Option<String> {
        if !crate::ops::orders::may_receive(cx.user) {
            return Some(said::fault(cx.lang, &OpError::NotAllowed(Right::ReceiveOrder)).1.join(" "));
        }
        if self.shop().is_none() {
            return Some(cx.t("online-no-shop").to_owned());
        }
        if self.report.is_some() {
            return Some(cx.t("import-done-already").to_owned());
        }
        let Some(check) = self.checks.value().filter(|_| !self.checks.is_waiting()) else {
            return Some(cx.t("import-checking").to_owned());
        };
        let something = check.report.created + check.report.changed + check.report.waiting > 0;
        (!something).then(|| cx.t("import-nothing-new").to_owned())
    }

    fn told(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if self.asked_to_leave && self.mended && self.report.is_none() {
            banner(ui, cx.lang, Tone::Warn, cx.t("import-leave"), &[], "", false);
        }
        if self.turned_away {
            banner(ui, cx.lang, Tone::Warn, cx.t("online-turned-away"), &[], "", false);
        }
        if let Some((name, error)) = &self.unread {
            let said = intake_words::error(cx.lang, error);
            let sentences = [name.clone(), said.detail, said.advice];
            banner(ui, cx.lang, Tone::Bad, &said.title, &sentences, "", false);
        }
        if let Some(fault) = self.fault.as_ref().or(self.checks.fault()) {
            let (title, sentences) = said::fault(cx.lang, fault);
            // What a person called off went as it was wished.
            let tone = if matches!(fault, OpError::CalledOff) { Tone::Accent } else { Tone::Bad };
            banner(ui, cx.lang, tone, &title, &sentences, "", false);
        }
        if let Some(report) = &self.report {
            banner(ui, cx.lang, Tone::Good, cx.t("import-done"), &[report_words(cx, report)], "", false);
        }
        if self.doing.is_busy() {
            self.progress(ui, cx);
        }
    }

    fn progress(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let (done, all) = self.tally.progress();
        let rows = |count: u64| whole(i64::try_from(count).unwrap_or(i64::MAX));
        ui.horizontal(|ui| {
            let percent = (all > 0).then(|| (done * 100 / all).min(100) as u8);
            progress(ui, cx.t("online-job-import"), percent, 240.0);
            text::soft(ui, &cx.tf("online-progress", &[("done", rows(done).into()), ("all", rows(all).into())]));
            if Button::new(cx.t("online-call-off")).icon(Icon::Cross).show(ui).clicked() {
                self.tally.call_off();
            }
        });
        // The store's thread moves on without a word to the window.
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
    }

    fn invitation(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.add_space(theme::SECTION * 3.0);
        let mut choose = false;
        ui.vertical_centered(|ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
            ui.set_max_width(520.0);
            if self.opening.is_some() {
                text::soft(ui, cx.t("widgets-loading"));
                return;
            }
            text::soft(ui, cx.t("online-invitation"));
            choose = Button::primary(cx.t("import-choose")).icon(Icon::Paper).show(ui).clicked();
        });
        if choose {
            self.choose(cx);
        }
    }

    fn edit_shop(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let done = self.shop_form.as_mut().is_some_and(|form| form.show(ui, cx));
        if done {
            self.shop_form = None;
            self.shops.forget();
        }
    }

    fn map(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(batch) = self.batch.clone() else { return };
        let Some(file) = batch.unknown() else { return };
        if self.mapping.show(ui, cx, file) {
            self.mapped += 1;
            (self.batch, self.opening) = (None, None);
        }
    }

    fn checked(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(check) = self.checks.value() else {
            text::soft(ui, cx.t("import-checking"));
            return;
        };
        let Some(batch) = self.batch.clone() else { return };
        let shop = self.shops.value().and_then(|shops| shops.get(self.shop)).map_or(0, |shop| shop.id);
        let (table, only, row, goods) = (&mut self.table, &mut self.only_marked, &mut self.row, &mut self.goods);
        let edits = &self.edits;
        let locked = self.doing.is_busy() || self.report.is_some();
        let (chosen, (change, wishes)) = split(
            ui,
            cx.lang,
            &mut self.split,
            |ui| rows(ui, cx, check, table, only),
            |ui| {
                let mut cx = part_of(cx);
                let written = row.show(ui, &cx, check, locked);
                if !row.is_open() {
                    goods.show(ui, &mut cx, shop, &check.unknown);
                }
                (written, cx.wishes)
            },
        );
        cx.wishes.extend(wishes);
        if let Some(chosen) = chosen {
            self.row.open(cx, &batch, edits, chosen);
            ui.ctx().request_repaint();
        }
        if let Some((place, column, text)) = change.filter(|_| !locked) {
            self.edits.write(place, column, &text);
            self.edition += 1;
            (self.mended, self.asked_to_leave) = (true, false);
        }
    }

    fn choose(&mut self, cx: &Cx<'_>) {
        if let Some(path) = cx.files.open() {
            self.add(vec![path], cx);
        }
    }

    /// Files of a pair may come one after the other: what was chosen before stays, unless it came in already.
    fn add(&mut self, paths: Vec<PathBuf>, cx: &Cx<'_>) {
        if self.report.is_some() {
            self.paths.clear();
            self.edits = Edits::default();
            (self.mended, self.asked_to_leave) = (false, false);
        }
        self.paths.extend(paths);
        self.paths.dedup();
        (self.report, self.unread, self.fault, self.batch) = (None, None, None, None);
        // What was mended stays with its file, whose place in the list does not change.
        self.row = RowForm::default();
        self.begin(cx);
    }

    fn begin(&mut self, cx: &Cx<'_>) {
        let (paths, mappings) = (self.paths.clone(), self.mappings.value().cloned().unwrap_or_default());
        self.opening = Some(cx.jobs.run("import-job-read", move |_| Batch::open(&paths, &mappings)));
    }

    fn send(&mut self, cx: &Cx<'_>) {
        let (Some(batch), Some(shop)) = (self.batch.clone(), self.shop().map(|shop| shop.id)) else { return };
        (self.fault, self.tally) = (None, Arc::default());
        let edits = self.edits.clone();
        let import = move |work: &mut Work<'_, '_>, tally: &Tally| online::import(work, shop, &batch, &edits, tally);
        self.doing.begin(|| cx.worker.write_beside(cx.user.id, &self.tally, import));
    }

    fn take_in(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        self.shops.keep(cx.revision.customers, || cx.worker.ask(online::shops));
        let mapped = self.mappings.keep(self.mapped, || cx.worker.ask(online::mappings));
        if mapped && self.batch.is_none() && self.opening.is_none() && !self.paths.is_empty() {
            self.begin(cx);
        }
        let dropped: Vec<PathBuf> =
            ui.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        if self.doing.is_busy() {
            self.turned_away |= !dropped.is_empty();
        } else if !dropped.is_empty() {
            self.turned_away = false;
            self.add(dropped, cx);
        }
        match self.opening.as_ref().map(Receiver::try_recv) {
            Some(Ok(Ok(batch))) => {
                (self.batch, self.opening) = (Some(Arc::new(batch)), None);
                self.edition += 1;
                self.guess_shop();
            }
            Some(Ok(Err(unread))) => (self.unread, self.opening, self.paths) = (Some(unread), None, Vec::new()),
            Some(Err(TryRecvError::Disconnected)) => self.opening = None,
            Some(Err(TryRecvError::Empty)) | None => {}
        }
        if let (Some(batch), Some(shop)) = (&self.batch, self.shops.value().and_then(|shops| shops.get(self.shop))) {
            // A large file is not judged anew because somebody took a step elsewhere: the import judges for itself.
            let key = (self.edition, shop.id, cx.revision.products);
            let (batch, shop, edits, today) = (batch.clone(), shop.id, self.edits.clone(), cx.today);
            let looking = &mut self.looking;
            let ask = || {
                looking.call_off();
                *looking = Arc::default();
                let tally = looking.clone();
                cx.worker.ask_beside(move |office| online::check(office, shop, &batch, &edits, today, &tally))
            };
            if self.report.is_none() && !self.doing.is_busy() {
                self.checks.keep(key, ask);
            }
        }
        match self.doing.outcome() {
            Some(Ok(report)) => {
                cx.wish(Wish::Done(report_words(cx, &report)));
                self.report = Some(report);
            }
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
    }

    /// The first shop of the files' platform, where the chosen one is another's.
    fn guess_shop(&mut self) {
        let Some(batch) = &self.batch else { return };
        let platforms = batch.platforms();
        let fits = |shop: &Shop| platforms.contains(&shop.platform);
        let shops = self.shops.value().map(Vec::as_slice).unwrap_or_default();
        if !shops.get(self.shop).is_some_and(fits)
            && let Some(at) = shops.iter().position(fits)
        {
            self.shop = at;
        }
    }
}
