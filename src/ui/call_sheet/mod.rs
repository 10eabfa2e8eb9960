//! The call sheet (II.1): an order as it is heard on the telephone. Made for typing while listening; everything typed is kept
//! as a draft after a short rest.

mod changing;
mod customer;
mod form;
mod last_price;
mod lines;
mod of_mail;
mod saving;
mod side;
mod standing;

use std::collections::BTreeMap;

use eframe::egui;
use egui::{Frame, Key, Margin, Modifiers, ScrollArea, Ui, UiBuilder, vec2};

pub use self::form::Form;
use self::form::Goods;
use self::saving::Saving;
use super::app::keys;
use super::ask::Ask;
use super::cx::Cx;
use super::reading::MailReader;
use super::say;
use super::theme::{self, Tone};
use super::widgets::banner::banner;
use super::widgets::bar::bar;
use super::widgets::button::Button;
use super::widgets::choice::segments;
use super::widgets::dialog::{buttons, modal};
use super::widgets::field::select_everything;
use super::widgets::text;
use crate::domain::ids::{CustomerId, MailId, OrderId, ProductId};
use crate::domain::orders::{Channel, Content, Problem, Status, check};
use crate::domain::prices::PriceList;
use crate::domain::products::Product;
use crate::ops::customers::Kept;
use crate::ops::orders::{self, Caller, Dossier};
use crate::ops::stock::Outlook;
use crate::ops::{drafts, prices, products, search};

/// From where the sheet is filled when it opens.
enum Source {
    Nothing,
    Customer(CustomerId),
    Copy(OrderId),
    Edit(OrderId),
    Change(OrderId),
    Draft(i64),
    Mail(MailId),
}

type Outlooks = BTreeMap<ProductId, Outlook>;

/// The sheet.
pub struct CallSheet {
    source: Source,
    filled: bool,
    form: Form,
    /// As it was when it opened, to know whether anything was typed.
    opened: Form,
    goods: Goods,
    goods_asked: Ask<Vec<(Product, i64)>, Vec<ProductId>>,
    caller: Ask<Caller, (CustomerId, u64)>,
    /// Asked once for an edit; for a change as often as orders change, so that a colleague's change shows at once.
    dossier: Ask<Dossier, (OrderId, u64)>,
    drafts: Ask<Vec<(i64, chrono::DateTime<chrono::Utc>, Form)>, u64>,
    /// The price lists of the customer.
    prices: Ask<Vec<PriceList>, (CustomerId, u64, u64)>,
    customers: Ask<Vec<Kept>, String>,
    products: Ask<Vec<(Product, i64)>, String>,
    /// What the goods of the sheet could come from.
    outlook: Ask<Outlooks, (Option<OrderId>, Vec<ProductId>, u64, u64)>,
    /// The line, from 0, that had the keyboard last.
    line_looked_at: usize,
    status: Option<Status>,
    saving: Saving,
    leaving: bool,
    drafts_dismissed: bool,
    /// Somebody looked at the name of whoever said yes, which stands there before anybody writes it.
    caller_looked_at: bool,
    fresh: bool,
    /// The mail of which this is the order.
    mail: MailReader,
}

impl CallSheet {
    fn from(source: Source) -> CallSheet {
        CallSheet {
            filled: matches!(source, Source::Nothing),
            source,
            form: Form::default(),
            opened: Form::default(),
            goods: Goods::new(),
            goods_asked: Ask::default(),
            caller: Ask::default(),
            dossier: Ask::default(),
            drafts: Ask::default(),
            prices: Ask::default(),
            customers: Ask::default(),
            products: Ask::default(),
            outlook: Ask::default(),
            line_looked_at: 0,
            status: None,
            saving: Saving::default(),
            leaving: false,
            drafts_dismissed: false,
            caller_looked_at: false,
            fresh: true,
            mail: MailReader::default(),
        }
    }

    /// An empty sheet, or one for a customer.
    pub fn new(customer: Option<CustomerId>) -> CallSheet {
        CallSheet::from(customer.map_or(Source::Nothing, Source::Customer))
    }

    /// A sheet with the customer and the lines of an order.
    pub fn copy_of(order: OrderId) -> CallSheet {
        CallSheet::from(Source::Copy(order))
    }

    /// An order to be changed.
    pub fn edit(order: OrderId) -> CallSheet {
        CallSheet::from(Source::Edit(order))
    }

    /// A confirmed order of which a change is asked for (III.5).
    pub fn change(order: OrderId) -> CallSheet {
        CallSheet::from(Source::Change(order))
    }

    /// A draft to go on with.
    pub fn draft(id: i64) -> CallSheet {
        CallSheet::from(Source::Draft(id))
    }

    /// The order of a mail, filled with what is certain in it (II.2).
    pub fn of_mail(mail: MailId) -> CallSheet {
        CallSheet::from(Source::Mail(mail))
    }

    /// Fills the room that there is; false when the sheet is done with.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        self.fill(cx);
        self.ask(cx);
        if self.saving.take_in(cx) == Some(true) {
            return false;
        }
        let problems = self.problems(cx);
        let mut stay = true;
        // Asked before anything is drawn: a menu that Esc closes must not close the sheet as well.
        let free = keys::are_free(ui.ctx());
        Frame::new().inner_margin(Margin::symmetric(theme::PAGE as i8, 0)).show(ui, |ui| {
            self.head(ui, cx);
            self.body(ui, cx, &problems);
        });
        if free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.leave();
        }
        if keys::command(ui.ctx(), Key::S) && problems.is_empty() {
            self.save(cx, false);
        }
        if keys::command(ui.ctx(), Key::Enter) && problems.is_empty() {
            self.agree(ui, cx);
        }
        if self.leaving {
            stay = self.ask_before_leaving(ui, cx);
        }
        self.saving.keep_draft(ui.ctx(), cx, &self.form, &self.opened);
        self.fresh = false;
        stay
    }

    /// Fills the form once from where it was opened.
    fn fill(&mut self, cx: &Cx<'_>) {
        if self.filled {
            return;
        }
        match self.source {
            Source::Nothing => self.filled = true,
            Source::Customer(id) => {
                self.caller
                    .keep((id, cx.revision.customers), || cx.worker.ask(move |office| orders::caller(office, id)));
                if let Some(caller) = self.caller.value() {
                    self.form.take_customer(&caller.customer);
                    self.filled = true;
                }
            }
            Source::Copy(id) | Source::Edit(id) | Source::Change(id) => self.fill_from_order(cx, id),
            Source::Mail(id) => self.fill_from_mail(cx, id),
            Source::Draft(wanted) => {
                let user = cx.user.id;
                self.drafts.keep(0, || cx.worker.ask(move |office| drafts::open(office, user)));
                if let Some(found) = self.drafts.value() {
                    if let Some((id, _, form)) = found.iter().find(|(id, _, _)| *id == wanted) {
                        self.form = form.clone();
                        self.saving.goes_on(*id);
                    }
                    self.filled = true;
                }
            }
        }
        if self.filled && !matches!(self.source, Source::Draft(_)) {
            self.opened = self.form.clone();
        }
    }

    fn fill_from_order(&mut self, cx: &Cx<'_>, id: OrderId) {
        let revision = if matches!(self.source, Source::Change(_)) { cx.revision.orders } else { 0 };
        self.dossier.keep((id, revision), || cx.worker.ask(move |office| orders::open(office, id)));
        let Some(dossier) = self.dossier.value() else { return };
        for (id, product) in &dossier.products {
            let free = dossier.lots.get(id).into_iter().flatten().map(crate::domain::stock::Lot::available).sum();
            self.goods.insert(*id, (product.clone(), free));
        }
        let whole = Form::of_order(&dossier.order, &dossier.customer, &self.goods, cx.lang);
        self.form = if matches!(self.source, Source::Change(_)) {
            Form::of_change(&dossier.order, &dossier.customer, &self.goods, cx.lang)
        } else if matches!(self.source, Source::Edit(_)) {
            self.status = Some(dossier.order.status);
            whole
        } else {
            // The goods again, for another day and under another number.
            let caller = whole.contact.clone();
            Form { order: None, requested: String::new(), reference: String::new(), caller, ..whole }
        };
        self.filled = true;
    }

    /// Asks for what the form names: the customer with the newest orders, and goods of drafts.
    fn ask(&mut self, cx: &Cx<'_>) {
        self.follow_order(cx);
        if let Some(id) = self.form.mail {
            self.mail.keep(cx, id);
        }
        if let Some(id) = self.form.customer {
            self.caller.keep((id, cx.revision.customers), || cx.worker.ask(move |office| orders::caller(office, id)));
            let key = (id, cx.revision.products, cx.revision.customers);
            self.prices.keep(key, || cx.worker.ask(move |office| prices::of_customer(office, id)));
        }
        let unknown: Vec<ProductId> =
            self.form.lines.iter().filter_map(|line| line.product).filter(|id| !self.goods.contains_key(id)).collect();
        if !unknown.is_empty() {
            self.goods_asked
                .keep(unknown.clone(), || cx.worker.ask(move |office| products::with_stock(office, &unknown)));
            for (product, free) in self.goods_asked.value().into_iter().flatten() {
                self.goods.insert(product.id, (product.clone(), *free));
                self.form.goods_known(product, cx.lang);
            }
        }
        self.ask_outlook(cx);
        if matches!(self.source, Source::Nothing) && !self.drafts_dismissed {
            let user = cx.user.id;
            self.drafts.keep(0, || cx.worker.ask(move |office| drafts::open(office, user)));
        }
    }

    /// The customer's file, once it is here.
    fn customer(&self) -> Option<&Caller> {
        self.caller.value().filter(|caller| Some(caller.customer.id) == self.form.customer)
    }

    fn content(&self, cx: &Cx<'_>) -> Content {
        let export = self.customer().is_some_and(|caller| caller.customer.is_export());
        self.form.content(self.form.customer.unwrap_or(CustomerId(0)), cx.today, &self.goods, export)
    }

    /// What keeps the order from being taken, in words.
    fn problems(&self, cx: &Cx<'_>) -> Vec<String> {
        if self.form.asking.is_some() {
            return self.problems_of_change(cx);
        }
        let known: BTreeMap<ProductId, Product> =
            self.goods.iter().map(|(id, (product, _))| (*id, product.clone())).collect();
        let content = self.content(cx);
        let customer = self.customer().map(|caller| &caller.customer);
        let mut words = Vec::new();
        let unchosen = |no: usize| content.lines.get(no - 1).is_some_and(|line| !known.contains_key(&line.product));
        for problem in check(&content, cx.today, customer, &known) {
            // Quantity and price come after the goods.
            if matches!(problem, Problem::Quantity(no, _) | Problem::Price(no) if unchosen(no)) {
                continue;
            }
            // A day that cannot be read is told as such, not as a day long past.
            if matches!(problem, Problem::DateInPast(_)) && self.form.requested_day(cx.today).is_none() {
                words.push(cx.t("orders-date-missing").to_owned());
            } else {
                words.push(self.line_day_problem(cx, &problem).unwrap_or_else(|| say::problem(cx.lang, &problem)));
            }
        }
        words.extend(self.price_problem(cx, &content, &known));
        words.extend(self.unprintable(cx));
        words
    }

    /// A line's day that cannot be read, told as such.
    fn line_day_problem(&self, cx: &Cx<'_>, problem: &Problem) -> Option<String> {
        let Problem::LineDateInPast(no, _) = problem else { return None };
        // Empty lines of the sheet are no lines of the order.
        let filled = (0..self.form.lines.len()).filter(|at| !self.form.lines[*at].is_empty());
        let at = filled.into_iter().nth(no - 1)?;
        self.form.line_day_unread(at, cx.today).then(|| cx.tf("orders-line-date-unread", &[("line", (at + 1).into())]))
    }

    fn unprintable(&self, cx: &Cx<'_>) -> Option<String> {
        let signs = self.form.unprintable();
        (!signs.is_empty()).then(|| cx.tf("orders-no-glyph", &[("signs", signs.into())]))
    }

    fn head(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let edited = self.dossier.value().filter(|_| self.form.order.is_some());
        let title = match edited {
            None if self.form.mail.is_some() => cx.t("mails-sheet-title").to_owned(),
            Some(dossier) if self.form.asking.is_some() => {
                cx.tf("changes-sheet-title", &[("number", dossier.order.number.as_str().into())])
            }
            Some(dossier) => cx.tf("orders-sheet-edit", &[("number", dossier.order.number.as_str().into())]),
            None => cx.t("orders-sheet-new").to_owned(),
        };
        let mut back = false;
        let kept = self.saving.kept_words(cx);
        let mut channel = Channel::ALL.iter().position(|channel| *channel == self.form.channel).unwrap_or(0);
        let names = Channel::ALL.map(|channel| crate::i18n::t_dyn(cx.lang, &format!("channel-{}", channel.key())));
        bar(
            ui,
            "call sheet",
            |ui| {
                text::title(ui, &title);
                text::caption(ui, &kept);
            },
            |ui| {
                back = Button::quiet(cx.t("widgets-back")).shortcut("Esc").show(ui).clicked();
                if edited.is_none() && self.form.mail.is_none()
                    || self.form.asking.as_ref().is_some_and(|asking| asking.desk.is_none())
                {
                    segments(ui, &names.each_ref().map(String::as_str), &mut channel);
                }
            },
        );
        self.form.channel = Channel::ALL[channel];
        if back {
            self.leave();
        }
        let palette = theme::palette(ui);
        ui.painter().hline(ui.max_rect().x_range().expand(theme::PAGE), ui.cursor().top(), theme::hairline(palette));
    }

    fn body(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, problems: &[String]) {
        let area = ui.available_rect_before_wrap();
        let beside = area.width() >= 960.0;
        let side_width = if beside { (area.width() * 0.32).clamp(300.0, 420.0) } else { area.width() };
        let left = if beside { area.with_max_x(area.right() - side_width - theme::SECTION) } else { area };
        let mut child = ui.new_child(UiBuilder::new().max_rect(left).id_salt("sheet"));
        ScrollArea::vertical().id_salt("sheet scroll").auto_shrink(false).show(&mut child, |ui| {
            ui.add_space(theme::GAP_WIDE);
            ui.spacing_mut().item_spacing = vec2(theme::GAP_WIDE, theme::GAP_WIDE);
            // Room for the focus ring at the edges.
            Frame::new().inner_margin(Margin::symmetric(3, 0)).show(ui, |ui| {
                self.offer_drafts(ui, cx);
                self.show_customer(ui, cx);
                self.show_lines(ui, cx);
                self.show_rest(ui, cx);
                if !beside {
                    self.show_side(ui, cx, problems);
                }
                ui.add_space(theme::SECTION);
            });
        });
        if beside {
            let right = area.with_min_x(area.right() - side_width);
            let palette = theme::palette(ui);
            ui.painter().vline(right.left() - theme::GAP_WIDE, area.y_range(), theme::hairline(palette));
            let mut child = ui.new_child(UiBuilder::new().max_rect(right).id_salt("side"));
            ScrollArea::vertical().id_salt("side scroll").auto_shrink(false).show(&mut child, |ui| {
                ui.add_space(theme::GAP_WIDE);
                // The bar that scrolls lies over the edge.
                ui.set_max_width(ui.available_width() - theme::GAP_WIDE);
                self.show_side(ui, cx, problems);
                ui.add_space(theme::SECTION);
            });
        }
    }

    /// A draft from before a crash is offered once, in an empty sheet.
    fn offer_drafts(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if self.drafts_dismissed || self.saving.draft().is_some() || !self.form.is_empty() {
            return;
        }
        let Some((id, at, form)) = self.drafts.value().and_then(|found| found.first()).cloned() else { return };
        let when = super::clock::moment(cx.lang, cx.company, cx.now, at);
        let who = if form.customer_typed.is_empty() { "—".to_owned() } else { form.customer_typed.clone() };
        let heading = cx.tf("orders-draft-found", &[("customer", who.into()), ("when", when.into())]);
        let answer = banner(ui, cx.lang, Tone::Accent, &heading, &[], cx.t("orders-draft-go-on"), true);
        if answer.step {
            self.form = form;
            self.saving.goes_on(id);
        }
        self.drafts_dismissed = answer.dismissed || answer.step;
    }

    fn is_changed(&self) -> bool {
        self.form != self.opened && !self.form.is_empty()
    }

    fn leave(&mut self) {
        self.leaving = true;
    }

    /// Leaving a changed sheet asks once; true while the sheet stays.
    fn ask_before_leaving(&mut self, ui: &Ui, cx: &mut Cx<'_>) -> bool {
        if !self.is_changed() && self.saving.draft().is_none() {
            return false;
        }
        let mut stay = true;
        let (_, closed) = modal(ui.ctx(), cx.t("orders-leave"), theme::DIALOG, |ui| {
            text::soft(ui, cx.t("orders-leave-words"));
            buttons(ui, |ui| {
                if Button::primary(cx.t("orders-leave-keep")).show(ui).clicked() {
                    stay = !self.saving.keep_now(cx, &self.form);
                }
                if Button::danger(cx.t("orders-leave-discard")).show(ui).clicked() {
                    self.saving.discard(cx);
                    stay = false;
                }
                if Button::quiet(cx.t("orders-leave-stay")).show(ui).clicked() {
                    self.leaving = false;
                }
            });
        });
        if closed {
            self.leaving = false;
        }
        stay
    }

    /// Finds customers or goods for a look-up.
    fn find_customers(&mut self, cx: &Cx<'_>, words: String) {
        self.customers.keep(words.clone(), || cx.worker.ask(move |office| search::customers(office, &words, 12)));
    }

    fn find_products(&mut self, cx: &Cx<'_>, words: String) {
        self.products.keep(words.clone(), || cx.worker.ask(move |office| search::products(office, &words, 12)));
    }

    /// Ctrl+Enter: saves what the caller agreed to; first it shows who that was, to be written over.
    fn agree(&mut self, ui: &Ui, cx: &Cx<'_>) {
        if self.form.order.is_some() {
            self.save(cx, false);
        } else if self.form.caller.trim().is_empty() || !self.caller_looked_at {
            ui.memory_mut(|memory| memory.request_focus(side::caller_id()));
            select_everything(ui.ctx(), side::caller_id(), &self.form.caller);
            ui.ctx().request_repaint();
        } else {
            self.save(cx, true);
        }
    }

    fn save(&mut self, cx: &Cx<'_>, read_back: bool) {
        let content = self.content(cx);
        self.saving.begin(cx, &self.form, content, read_back);
    }
}
