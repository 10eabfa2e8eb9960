//! Beside the sheet: who the customer is, what they ordered before, what is missing, and what is read back to them.

use eframe::egui::{self, Id, Ui};

use super::CallSheet;
use crate::domain::credit::limit_on;
use crate::i18n::{date, money, t_dyn};
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::date::{Lean, parse_date};
use crate::ui::widgets::date_field::weekday;
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;

/// The field of whoever said yes, to send the keyboard there.
pub(super) fn caller_id() -> Id {
    Id::unique("call sheet caller")
}

impl CallSheet {
    pub(super) fn show_side(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, problems: &[String]) {
        ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
        self.show_customer_facts(ui, cx);
        self.show_mail_notes(ui, cx);
        if self.form.asking.is_some() {
            self.show_change_side(ui, cx, problems);
            return;
        }
        if self.form.is_empty() {
            text::soft(ui, cx.t("orders-sheet-help"));
            return;
        }
        self.show_standing(ui, cx);
        if !problems.is_empty() {
            let heading = cx.tf("orders-problems", &[("count", problems.len().into())]);
            banner(ui, cx.lang, Tone::Warn, &heading, problems, "", false);
        } else if self.form.order.is_none() {
            self.show_read_back(ui, cx);
        }
        self.show_buttons(ui, cx, problems);
        self.show_newest(ui, cx);
        self.show_mail_text(ui, cx);
    }

    fn show_customer_facts(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(caller) = self.customer() else { return };
        let customer = &caller.customer;
        let limit = limit_on(customer, cx.today);
        let left = limit - caller.exposure.total();
        let used = cx.tf(
            "orders-credit-limit",
            &[("limit", money(limit).into()), ("used", money(caller.exposure.total()).into())],
        );
        text::strong(ui, &customer.name);
        let tone = if left < self.form.total(&self.goods) { Tone::Bad } else { Tone::Good };
        let mut all = vec![
            Fact::new(cx.t("orders-credit"), cx.tf("orders-credit-left", &[("left", money(left).into())])).toned(tone),
            Fact::new("", used),
            Fact::new(cx.t("orders-terms"), t_dyn(cx.lang, &format!("terms-{}", customer.credit.terms.key()))),
        ];
        for level in &caller.levels {
            let left = level.limit - level.exposure.total();
            let name = if level.name.is_empty() { cx.t("credit-level-company") } else { &level.name };
            let values = [("limit", money(level.limit).into()), ("left", money(left).into())];
            let tone = if left < self.form.total(&self.goods) { Tone::Bad } else { Tone::Quiet };
            all.push(Fact::new(name, cx.tf("credit-level-words", &values)).toned(tone));
        }
        if !customer.note.is_empty() {
            all.push(Fact::new(cx.t("orders-note"), customer.note.as_str()).toned(Tone::Warn));
        }
        ui.scope(|ui| facts(ui, &all));
    }

    /// What is read to the caller, and the field for whoever said yes.
    fn show_read_back(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let palette = theme::palette(ui);
        let words = self.read_back_words(cx);
        let by_mail = self.is_by_mail();
        text::section(ui, cx.t(if by_mail { "mails-sheet-compare" } else { "orders-read-back" }));
        let frame = egui::Frame::new().fill(palette.ground).corner_radius(theme::RADIUS).inner_margin(theme::GAP_WIDE);
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = theme::GRID;
            for line in &words {
                text::body(ui, line);
            }
        });
        let label = cx.t(if by_mail { "mails-sheet-writer" } else { "orders-caller" });
        let field = Field::new(label, &mut self.form.caller).required().select_all().stays();
        self.caller_looked_at |= field.id(caller_id()).show(ui).response.has_focus();
        if self.form.caller.trim().is_empty() {
            text::caption(ui, cx.t(if by_mail { "mails-sheet-writer-missing" } else { "orders-caller-missing" }));
        }
    }

    fn read_back_words(&self, cx: &Cx<'_>) -> Vec<String> {
        let form = &self.form;
        let mut words = vec![form.customer_typed.clone()];
        for (at, line) in form.lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
            let name = line
                .product
                .and_then(|id| self.goods.get(&id))
                .map_or("", |(product, _)| product.specification.as_str());
            let amount = form.amount(at, &self.goods).map(money).unwrap_or_default();
            words.push(format!("{}. {} {name}   {}   {amount}", at + 1, line.typed, line.quantity));
        }
        let total = format!("{} {}", form.currency.code(), money(form.total(&self.goods)));
        words.push(cx.tf("orders-read-total", &[("total", total.into())]));
        if let Some(day) = form.requested_day(cx.today) {
            words.push(cx.tf("orders-read-day", &[("day", format!("{} {}", date(day), weekday(cx.lang, day)).into())]));
        }
        for line in form.lines.iter().filter(|line| !line.is_empty() && !line.day.trim().is_empty()) {
            if let Ok(day) = parse_date(&line.day, cx.today, Lean::Ahead) {
                let day = format!("{} {}", date(day), weekday(cx.lang, day));
                let values = [("goods", line.typed.as_str().into()), ("day", day.into())];
                words.push(cx.tf("dates-read-line", &values));
            }
        }
        words.push(cx.tf(
            "orders-read-address",
            &[("address", form.address.as_str().into()), ("contact", form.contact.as_str().into())],
        ));
        words
    }

    fn show_buttons(&mut self, ui: &mut Ui, cx: &Cx<'_>, problems: &[String]) {
        let first = problems.first().map(String::as_str);
        let busy = self.saving.is_busy().then(|| cx.t("widgets-loading"));
        let refusal = busy.or(first);
        let width = ui.available_width();
        if self.form.order.is_some() {
            if Button::primary(cx.t("orders-save-edit"))
                .shortcut("Ctrl+S")
                .refusal(refusal)
                .width(width)
                .show(ui)
                .clicked()
            {
                self.save(cx, false);
            }
            return;
        }
        let [agreed, later, missing] = if self.is_by_mail() {
            ["mails-sheet-agrees", "mails-sheet-later", "mails-sheet-writer-missing"]
        } else {
            ["orders-save-read-back", "orders-save-later", "orders-caller-missing"]
        };
        let nobody = self.form.caller.trim().is_empty().then(|| cx.t(missing));
        let agreed = Button::primary(cx.t(agreed))
            .icon(Icon::Check)
            .shortcut("Ctrl+Enter")
            .refusal(refusal.or(nobody))
            .width(width);
        if agreed.show(ui).clicked() {
            self.save(cx, true);
        }
        let later = Button::new(cx.t(later)).shortcut("Ctrl+S").refusal(refusal).width(width);
        if later.show(ui).clicked() {
            self.save(cx, false);
        }
    }

    /// The newest orders of the customer; one click takes over their lines.
    fn show_newest(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(caller) = self.customer().filter(|_| self.form.order.is_none()) else { return };
        if caller.newest.is_empty() {
            return;
        }
        let palette = theme::palette(ui);
        text::section(ui, cx.t("orders-newest"));
        let mut copied = None;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = theme::GRID;
            for order in caller.newest.iter().take(5) {
                let day = date(cx.company.day(order.received.at));
                let amount = money(order.content.amount());
                let row = egui::vec2(ui.available_width(), theme::CONTROL);
                ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let name = cx.tf("orders-copy-lines-of", &[("number", order.number.as_str().into())]);
                    if Button::new(cx.t("orders-copy-lines")).called(&name).show(ui).clicked() {
                        copied = Some(order.content.clone());
                    }
                    ui.label(text::rich(amount, Type::Body, palette.ink));
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        ui.label(text::rich(order.number.as_str(), Type::Caption, palette.ink));
                        ui.add(egui::Label::new(text::rich(day, Type::Caption, palette.ink_soft)).truncate());
                    });
                });
            }
        });
        if let Some(content) = copied {
            self.form.take_lines(&content, &self.goods, cx.lang);
        }
    }
}
