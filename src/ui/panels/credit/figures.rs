//! The figures of a credit file: how full each limit is, and what it is made of.

use eframe::egui::{self, Align, CornerRadius, Layout, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use crate::domain::credit::limit_parts;
use crate::i18n::{money, t_dyn};
use crate::ops::credit::CreditFile;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::text;

/// From this share of a limit on, per cent, the bar warns.
const NEARLY_FULL: i64 = 85;

/// Height of a bar, in points.
const BAR: f32 = 6.0;

pub(super) fn show_figures(ui: &mut Ui, cx: &Cx<'_>, file: &CreditFile) {
    let (customer, ledger) = (&file.kept.customer, &file.ledger);
    let (credit, exposure, settings) = (&customer.credit, file.kept.exposure, &cx.company.credit);
    let parts = limit_parts(customer, cx.today);
    show_bar(ui, cx, cx.t("credit-level-customer"), parts.total(), exposure.total());
    for figures in ledger.levels(customer, settings) {
        let name = if figures.name.is_empty() { cx.t("credit-level-company") } else { &figures.name };
        show_bar(ui, cx, name, figures.limit, figures.exposure.total());
    }
    let mut found = vec![
        Fact::new(cx.t("desk-grade"), t_dyn(cx.lang, &format!("grade-{}", credit.grade.key()))),
        Fact::new(cx.t("desk-terms"), t_dyn(cx.lang, &format!("terms-{}", credit.terms.key()))),
        Fact::new(cx.t("desk-limit-lasting"), money(parts.lasting)),
        Fact::new(cx.t("steps-credit-opening"), money(exposure.opening)),
        Fact::new(cx.t("credit-part-temporary"), money(parts.temporary)),
        Fact::new(cx.t("credit-shipped-all"), money(exposure.shipped)),
        Fact::new(cx.t("credit-part-safeguards"), money(parts.safeguards)),
        Fact::new(cx.t("steps-credit-committed"), money(exposure.committed)),
        Fact::new(cx.t("desk-limit"), money(parts.total())),
        Fact::new(cx.t("steps-credit-paid"), money(exposure.paid)),
    ];
    if let Some(overdue) = ledger.overdue(customer, settings, cx.today) {
        let values = [("amount", money(overdue.amount).into()), ("days", overdue.days.into())];
        let words = cx.tf("credit-overdue-words", &values);
        found.push(Fact::new(cx.t("credit-overdue"), words).toned(Tone::Bad).wide());
    }
    let (proposed, sold) = file.proposed;
    if sold > 0 {
        let values = [("limit", money(proposed).into()), ("sold", money(sold).into())];
        found.push(Fact::new(cx.t("credit-proposed"), cx.tf("credit-proposed-words", &values)).wide());
    }
    ui.scope(|ui| facts(ui, &found));
}

/// A limit by name, how much of it is used, and a bar that says the same at a glance.
fn show_bar(ui: &mut Ui, cx: &Cx<'_>, name: &str, limit: i64, used: i64) {
    let palette = theme::palette(ui);
    let percent = share(limit, used);
    let (tone, word) = match percent {
        101.. => (Tone::Bad, Tone::Bad),
        NEARLY_FULL..=100 => (Tone::Warn, Tone::Warn),
        // Nothing to use is nothing good.
        _ if limit == 0 => (Tone::Accent, Tone::Quiet),
        _ => (Tone::Accent, Tone::Good),
    };
    let values = [("used", money(used).into()), ("limit", money(limit).into())];
    let (of, left) = (cx.tf("credit-used-of", &values), money(limit.saturating_sub(used).saturating_abs()));
    let left = cx.tf(if used > limit { "credit-level-over" } else { "credit-level-left" }, &[("left", left.into())]);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP_TIGHT;
        let line = vec2(ui.available_width(), theme::CHIP);
        ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
            ui.label(text::rich(left, Type::BodyStrong, palette.word(word)));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(text::rich(name, Type::BodyStrong, palette.ink));
                ui.add(egui::Label::new(text::rich(&of, Type::Caption, palette.ink_soft)).truncate());
            });
        });
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
        let meaning = format!("{name} {of}");
        response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &meaning));
        let radius = CornerRadius::same(3);
        ui.painter().rect_filled(rect, radius, palette.press);
        let width = rect.width() * percent.clamp(0, 100) as f32 / 100.0;
        if width >= 1.0 {
            let filled = Rect::from_min_size(rect.min, vec2(width, BAR));
            ui.painter().rect_filled(filled, radius, palette.solid(tone));
        }
    });
}

/// What is used of a limit, per cent, rounded up where it is over; a limit of nothing is full as soon as anything is owed.
fn share(limit: i64, used: i64) -> i64 {
    if used <= 0 {
        0
    } else if used > limit {
        101
    } else {
        i64::try_from(i128::from(used) * 100 / i128::from(limit.max(1))).unwrap_or(100)
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_bar_is_full_at_its_limit_and_over_one_fen_later() {
        assert_eq!([share(0, 0), share(1_000, -5), share(1_000, 849), share(1_000, 850)], [0, 0, 84, 85]);
        assert_eq!([share(1_000, 1_000), share(1_000, 1_001), share(0, 1)], [100, 101, 101]);
        assert_eq!(share(i64::MAX, i64::MAX), 100);
    }
}
