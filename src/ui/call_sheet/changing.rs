//! The sheet as a request for a change of a confirmed order (III.5): who asks and why, what differs, which desks will be
//! asked, and what is refused, all while it is typed.

use std::borrow::Cow;

use eframe::egui::Ui;

use super::CallSheet;
use super::saving::command;
use crate::domain::orders::change::{concerned, outcome, proposal};
use crate::domain::orders::{Content, Problem, Refusal, decide};
use crate::domain::people::Department;
use crate::ops::orders::{self, Dossier};
use crate::ops::tell::compare;
use crate::ui::changes;
use crate::ui::cx::Cx;
use crate::ui::say;
use crate::ui::steps::data;
use crate::ui::theme;
use crate::ui::theme::Tone;
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::select;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;

/// Desks of ours that may want a change.
const DESKS: [Department; 5] =
    [Department::Sales, Department::Production, Department::Logistics, Department::Quality, Department::Credit];

impl CallSheet {
    /// What keeps the change from being asked for, in words: the rules themselves are asked.
    pub(super) fn problems_of_change(&self, cx: &Cx<'_>) -> Vec<String> {
        let Some(dossier) = self.dossier.value() else { return vec![cx.t("widgets-loading").to_owned()] };
        if self.form.order.is_some_and(|(_, version, _)| version != dossier.order.version) {
            return vec![cx.t("changes-sheet-overtaken").to_owned()];
        }
        let dossier = self.with_goods(dossier);
        let wanted = command(&self.form, self.content(cx));
        let refused = decide(&dossier.order, wanted, &data::ctx(&dossier, cx.user, cx.now)).err();
        let mut words = match refused {
            None => Vec::new(),
            Some(Refusal::NothingChanged) => vec![cx.t("changes-sheet-nothing").to_owned()],
            Some(Refusal::Content(problems)) => problems.iter().map(|problem| self.problem(cx, problem)).collect(),
            Some(refusal) => vec![crate::ui::steps::said::refusal(cx.lang, &refusal)],
        };
        words.extend(self.unprintable(cx));
        words
    }

    /// Keeps the order that is to be changed as new as it is: a colleague may ask for a change of it meanwhile, or withdraw one.
    pub(super) fn follow_order(&mut self, cx: &Cx<'_>) {
        let (Some((id, version, _)), Some(asking)) = (self.form.order, &mut self.form.asking) else { return };
        self.dossier.keep((id, cx.revision.orders), || cx.worker.ask(move |office| orders::open(office, id)));
        let known = self.dossier.value().map(|dossier| &dossier.order);
        let Some(order) = known.filter(|order| order.id == id && order.version == version) else { return };
        asking.no = order.changes.len() + 1;
        if let Some(opened) = &mut self.opened.asking {
            opened.no = asking.no;
        }
    }

    fn problem(&self, cx: &Cx<'_>, problem: &Problem) -> String {
        if matches!(problem, Problem::NoLines) {
            return cx.t("changes-sheet-all-dropped").to_owned();
        }
        // A day that cannot be read is told as such, not as a day long past.
        if matches!(problem, Problem::DateInPast(_)) && self.form.requested_day(cx.today).is_none() {
            return cx.t("orders-date-missing").to_owned();
        }
        self.line_day_problem(cx, problem).unwrap_or_else(|| say::problem(cx.lang, problem))
    }

    /// The dossier with the goods that were added on the sheet.
    fn with_goods<'a>(&self, dossier: &'a Dossier) -> Cow<'a, Dossier> {
        let mut whole = Cow::Borrowed(dossier);
        for (id, (product, _)) in self.goods.iter().filter(|(id, _)| !dossier.products.contains_key(id)) {
            whole.to_mut().products.insert(*id, product.clone());
        }
        whole
    }

    /// Who asks, and why.
    pub(super) fn show_asking(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(asking) = &mut self.form.asking else { return };
        let names: Vec<String> = std::iter::once(cx.t("changes-customer").to_owned())
            .chain(DESKS.map(|desk| cx.tf("changes-own-desk", &[("desk", changes::desk_name(cx.lang, desk).into())])))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut at = DESKS.iter().position(|desk| Some(*desk) == asking.desk).map_or(0, |at| at + 1);
        let half = (ui.available_width() - theme::GAP_WIDE) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
            if select(ui, cx.t("changes-sheet-asker"), &names, &mut at, half) {
                asking.desk = at.checked_sub(1).map(|at| DESKS[at]);
            }
            if asking.desk.is_none() {
                Field::new(cx.t("changes-sheet-who"), &mut asking.who).required().width(half).show(ui);
            }
        });
        Field::new(cx.t("changes-sheet-reason"), &mut self.form.reason).required().show(ui);
    }

    /// What differs, whom it concerns, and what is refused, before anything is sent.
    pub(super) fn show_change_side(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, problems: &[String]) {
        let content = self.content(cx);
        if let (Some(dossier), Some(asking)) = (self.dossier.value(), &self.form.asking) {
            self.show_effect(ui, cx, dossier, &content, &asking.dropped);
        }
        if !problems.is_empty() {
            let heading = cx.tf("orders-problems", &[("count", problems.len().into())]);
            banner(ui, cx.lang, Tone::Warn, &heading, problems, "", false);
        }
        let busy = self.saving.is_busy().then(|| cx.t("widgets-loading"));
        let refusal = busy.or(problems.first().map(String::as_str));
        let width = ui.available_width();
        let send = Button::primary(cx.t("changes-sheet-send")).shortcut("Ctrl+S").refusal(refusal).width(width);
        if send.show(ui).clicked() {
            self.save(cx, false);
        }
    }

    fn show_effect(&self, ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier, content: &Content, dropped: &[usize]) {
        let order = &dossier.order;
        let content = proposal(order, content.clone(), dropped);
        if content.lines.len() < order.content.lines.len() {
            return;
        }
        let mut rows = compare(cx.lang, &self.with_goods(dossier), &order.content, &outcome(order, &content, dropped));
        rows.retain(|row| row.differs);
        if rows.is_empty() {
            return;
        }
        changes::differences(ui, cx.lang, &rows);
        let asked = concerned(order, &content, dropped);
        text::strong(ui, cx.t("changes-sheet-concerned"));
        let words =
            if asked.is_empty() { cx.t("changes-sheet-nobody").to_owned() } else { changes::desks(cx.lang, &asked) };
        text::body(ui, &words);
    }
}
