//! Who looks after customers: the choice in a customer's file, and the dialog that hands customers over (F103).

use std::collections::BTreeMap;

use eframe::egui::{self, Ui};

use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, UserId};
use crate::domain::orders::Refusal;
use crate::domain::people::{Right, Sight, User, can_own, may};
use crate::i18n::{Lang, t, tf};
use crate::ops::customers::{self, HandOver};
use crate::ui::ask::{Ask, Doing};
use crate::ui::cx::{Cx, Wish};
use crate::ui::say;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::select;
use crate::ui::widgets::dialog::{buttons, modal};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;

/// The name of who looks after a customer; whoever left is said to have left.
pub fn owner_name(lang: Lang, people: &[User], owner: Option<UserId>) -> String {
    match people.iter().find(|user| Some(user.id) == owner) {
        Some(user) if user.active => user.name.clone(),
        Some(user) => tf(lang, "owner-left", &[("name", user.name.as_str().into())]),
        None => t(lang, "owner-nobody").to_owned(),
    }
}

/// Says to whoever sees only her own customers that a list shows these alone.
pub fn scope_line(ui: &mut Ui, cx: &Cx<'_>) {
    if Sight::of(cx.user) != Sight::All {
        let margin = egui::Margin::symmetric(theme::PAGE as i8, theme::GAP_TIGHT as i8);
        egui::Frame::new().inner_margin(margin).show(ui, |ui| text::caption(ui, cx.t("owner-scope")));
    }
}

/// Why the person may not hand customers over.
pub fn refusal(cx: &Cx<'_>) -> Option<String> {
    (!may(cx.user, Right::HandOver)).then(|| say::refusal(cx.lang, &Refusal::NotAllowed(Right::HandOver)))
}

/// To whom a person may give a customer in its file.
pub struct OwnerChoice {
    options: Vec<(Option<UserId>, String)>,
}

impl OwnerChoice {
    /// For a file as it stands, or a new one.
    pub fn of(cx: &Cx<'_>, people: &[User], before: Option<&Customer>) -> OwnerChoice {
        let known = before.map(|customer| customer.owner);
        let mut wanted: Vec<Option<UserId>> = match known {
            _ if may(cx.user, Right::HandOver) => sellers(people),
            // Whoever sees only her own takes every new customer herself.
            None if Sight::of(cx.user) != Sight::All => vec![Some(cx.user.id)],
            None if can_own(cx.user) => vec![None, Some(cx.user.id)],
            None => vec![None],
            Some(_) => Vec::new(),
        };
        wanted.extend(known.filter(|known| !wanted.contains(known)));
        let name = |owner| (owner, owner_name(cx.lang, people, owner));
        OwnerChoice { options: wanted.into_iter().map(name).collect() }
    }

    /// Who is proposed for a new customer: whoever writes it down, where she may look after customers.
    pub fn proposed(&self, user: &User) -> Option<UserId> {
        let own = Some(user.id);
        let alone = self.options.len() <= 2 && self.options.iter().any(|(owner, _)| *owner == own);
        own.filter(|_| alone)
    }

    /// Draws the choice.
    pub fn show(&self, ui: &mut Ui, cx: &Cx<'_>, owner: &mut Option<UserId>, width: f32) {
        let names: Vec<&str> = self.options.iter().map(|(_, name)| name.as_str()).collect();
        let mut at = self.options.iter().position(|(one, _)| one == owner).unwrap_or(0);
        if select(ui, cx.t("owner-label"), &names, &mut at, width) {
            *owner = self.options.get(at).and_then(|(one, _)| *one);
        }
    }
}

/// Nobody, and everybody to whom customers can be given.
fn sellers(people: &[User]) -> Vec<Option<UserId>> {
    std::iter::once(None).chain(people.iter().filter(|user| can_own(user)).map(|user| Some(user.id))).collect()
}

/// The dialog.
pub struct HandOverDialog {
    /// The customer beside the list, which can go alone.
    customer: Option<(CustomerId, String, Option<UserId>)>,
    counts: Ask<BTreeMap<Option<UserId>, i64>, u64>,
    from: Option<UserId>,
    /// True for all that `from` looks after.
    all: bool,
    /// The place among those to whom customers can be given; none chosen yet.
    to: usize,
    why: String,
    doing: Doing<usize>,
    fault: Option<(String, String)>,
}

impl HandOverDialog {
    /// For the customer that is shown, where there is one; a duplicate goes with the one that was kept.
    pub fn new(shown: Option<&Customer>) -> HandOverDialog {
        HandOverDialog {
            customer: shown.map(|customer| (customer.id, customer.name.clone(), customer.owner)),
            counts: Ask::default(),
            from: shown.and_then(|customer| customer.owner),
            all: shown.is_none(),
            to: 0,
            why: String::new(),
            doing: Doing::default(),
            fault: None,
        }
    }

    /// Draws the dialog; false when it is done with.
    pub fn show(&mut self, ui: &Ui, cx: &mut Cx<'_>, people: &[User]) -> bool {
        self.counts.keep(cx.revision.customers, || cx.worker.ask(customers::owned));
        let to = self.receivers(people);
        match self.doing.outcome() {
            Some(Ok(count)) => {
                let name = owner_name(cx.lang, people, to.get(self.to).copied().flatten());
                cx.wish(Wish::Done(cx.tf("owner-handed", &[("count", count.into()), ("to", name.into())])));
                return false;
            }
            Some(Err(fault)) => self.fault = Some(say::fault(cx.lang, &fault)),
            None => {}
        }
        let mut stay = true;
        let (_, closed) = modal(ui.ctx(), cx.t("owner-hand-over-title"), theme::DIALOG, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
            if let Some((title, detail)) = &self.fault {
                banner(ui, cx.lang, Tone::Bad, title, std::slice::from_ref(detail), "", false);
            }
            self.fields(ui, cx, people, &to);
            let refusal = self.refusal(cx);
            buttons(ui, |ui| {
                if Button::primary(cx.t("owner-do")).refusal(refusal.as_deref()).show(ui).clicked() {
                    self.hand_over(cx, &to);
                }
                stay = !Button::new(cx.t("widgets-cancel")).show(ui).clicked();
            });
        });
        // A click beside a reason that was typed must not lose it.
        stay && !(closed && self.why.trim().is_empty())
    }

    /// To whom customers can go from here: everybody of sales and nobody, without whoever has them.
    fn receivers(&self, people: &[User]) -> Vec<Option<UserId>> {
        let mut to: Vec<Option<UserId>> = sellers(people).into_iter().filter(|to| *to != self.from).collect();
        // Nobody comes last: it is the rare case.
        to.sort_by_key(Option::is_none);
        to
    }

    fn count(&self) -> i64 {
        self.counts.value().and_then(|counts| counts.get(&self.from)).copied().unwrap_or_default()
    }

    fn fields(&mut self, ui: &mut Ui, cx: &Cx<'_>, people: &[User], to: &[Option<UserId>]) {
        let half = (ui.available_width() - theme::GAP_WIDE) / 2.0;
        let named = |owner: &Option<UserId>| owner_name(cx.lang, people, *owner);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
            let mut from: Vec<Option<UserId>> =
                self.counts.value().map(|counts| counts.keys().copied().collect()).unwrap_or_default();
            if !from.contains(&self.from) {
                from.insert(0, self.from);
            }
            let count = |owner| self.counts.value().and_then(|counts| counts.get(owner)).copied().unwrap_or_default();
            let told =
                |owner| cx.tf("owner-person-count", &[("name", named(owner).into()), ("count", count(owner).into())]);
            let words: Vec<String> = from.iter().map(told).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut at = from.iter().position(|owner| *owner == self.from).unwrap_or(0);
            if select(ui, cx.t("owner-from"), &words, &mut at, half) {
                // Who was to get them stays chosen, where that is still possible.
                let chosen = to.get(self.to).copied();
                self.from = from[at];
                self.to = self.receivers(people).iter().position(|one| Some(*one) == chosen).unwrap_or(0);
            }
            let to = self.receivers(people);
            let names: Vec<String> = to.iter().map(named).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            select(ui, cx.t("owner-to"), &names, &mut self.to, half);
        });
        self.which(ui, cx);
        Field::new(cx.t("owner-why"), &mut self.why).rows(2).hint(cx.t("owner-why-hint")).show(ui);
    }

    fn which(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let all = cx.tf("owner-which-all", &[("count", self.count().into())]);
        let alone = self.customer.as_ref().filter(|(_, _, owner)| *owner == self.from);
        let one = alone.map(|(_, name, _)| cx.tf("owner-which-one", &[("customer", name.as_str().into())]));
        let mut options: Vec<&str> = one.iter().map(String::as_str).collect();
        options.push(&all);
        let mut at = if self.all { options.len() - 1 } else { 0 };
        if select(ui, cx.t("owner-which"), &options, &mut at, ui.available_width()) {
            self.all = at == options.len() - 1;
        }
    }

    /// The customers that go alone; nothing for all of them.
    fn only(&self) -> Vec<CustomerId> {
        let alone = self.customer.as_ref().filter(|(_, _, owner)| *owner == self.from && !self.all);
        alone.map(|(id, ..)| *id).into_iter().collect()
    }

    fn refusal(&self, cx: &Cx<'_>) -> Option<String> {
        if let Some(refusal) = refusal(cx) {
            return Some(refusal);
        }
        if self.doing.is_busy() || self.counts.value().is_none() {
            return Some(cx.t("widgets-loading").to_owned());
        }
        (self.only().is_empty() && self.count() == 0).then(|| cx.t("owner-none").to_owned())
    }

    fn hand_over(&mut self, cx: &Cx<'_>, to: &[Option<UserId>]) {
        let Some(to) = to.get(self.to).copied() else { return };
        let hand = HandOver { from: self.from, to, only: self.only(), note: self.why.trim().to_owned() };
        self.fault = None;
        self.doing.begin(|| cx.worker.write(cx.user.id, move |work| customers::hand_over(work, &hand)));
    }
}

/// Opens the dialog from the bar.
pub fn hand_over_button(ui: &mut Ui, cx: &Cx<'_>) -> egui::Response {
    let refusal = refusal(cx);
    Button::new(cx.t("owner-hand-over")).refusal(refusal.as_deref()).show(ui)
}
