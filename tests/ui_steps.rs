//! The forms of an order's steps, driven by hand and drawn to look at: `target/pictures/step-*.png`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use egui_kittest::kittest::Queryable as _;
use support::desk::{Desk, Filling, form_window};
use support::looks;
use yili_orders::domain::orders::Step;
use yili_orders::i18n::Lang;
use yili_orders::ui::theme::Theme;

#[test]
fn pictures_of_every_form() {
    // Enough orders for one of every kind; more of them only make nicer pictures.
    let desk = Desk::demo(if std::env::var_os("PICTURES").is_some() { 300 } else { 100 });
    let mut filling =
        Filling { user: desk.everywhere(), desk, lang: Lang::ZhHans, form: None, done: None, wishes: Vec::new() };
    let only = std::env::var("STEP").ok();
    for step in Step::ALL {
        if only.as_deref().is_some_and(|only| only != step.key()) {
            continue;
        }
        let Some(order) = filling.desk.waits_for(step) else { continue };
        for (lang, theme, look) in looks() {
            filling.lang = lang;
            filling.take(order, step);
            let mut window = form_window([1100.0, 760.0], theme, filling);
            window.harness.run();
            window.picture(&format!("step-{}-{look}", step.key()));
            filling = window.harness.into_state();
        }
    }
}

/// The rarer turns of the forms: over the limit, later than wished, not all taken, goods that are too old.
#[test]
fn pictures_of_the_rarer_turns() {
    let desk = Desk::demo(if std::env::var_os("PICTURES").is_some() { 300 } else { 100 });
    let everywhere = desk.everywhere();
    let mut filling =
        Filling { user: everywhere, desk, lang: Lang::ZhHans, form: None, done: None, wishes: Vec::new() };
    let looks = [(Theme::Light, Lang::ZhHans), (Theme::Dark, Lang::En)];
    for (step, name, acts) in TURNS {
        let Some(order) = filling.desk.waits_for(*step) else { continue };
        for (theme, lang) in looks {
            filling.lang = lang;
            filling.take(order, *step);
            let mut window = form_window([1100.0, 800.0], theme, filling);
            window.harness.run_ok();
            for (hans, en, text) in *acts {
                let label = if lang == Lang::En { en } else { hans };
                let Some(node) = window.harness.query_all_by_label(label).next() else { continue };
                if text.is_empty() {
                    node.click();
                } else {
                    node.focus();
                    window.harness.run_ok();
                    window.harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::A);
                    if let Some(node) = window.harness.query_all_by_label(label).next() {
                        node.type_text(text);
                    }
                }
                window.harness.run_ok();
            }
            window.picture(&format!("turn-{name}-{lang}"));
            filling = window.harness.into_state();
        }
    }
}

type Act = (&'static str, &'static str, &'static str);

const TURNS: &[(Step, &str, &[Act])] = &[
    (Step::ReviewCredit, "refuse", &[("不通过", "Refuse", "")]),
    (Step::ReviewDate, "later", &[("承诺送达日期", "Promised delivery date", "+12")]),
    (Step::Inspect, "failed", &[("不合格", "Failed", "")]),
    (Step::RecordOutput, "less", &[("产出数量", "Quantity made", "1箱"), ("生产日期", "Production date", "-1")]),
    (Step::CheckGoods, "all", &[("全部核对无误", "All checked", "")]),
    (
        Step::Dispatch,
        "warm",
        &[
            ("公路承运", "Road carrier", ""),
            ("车牌号", "Number plate", "蒙A·D1234"),
            ("司机", "Driver", "赵刚"),
            ("装车温度", "Temperature on loading", "31"),
        ],
    ),
];

/// A window of 1280 × 720 at 150 %: everything is still within reach.
#[test]
fn forms_fit_a_small_window() {
    let desk = Desk::demo(100);
    let mut filling =
        Filling { user: desk.everywhere(), desk, lang: Lang::En, form: None, done: None, wishes: Vec::new() };
    for (step, button) in [(Step::Pick, "Pick"), (Step::Deliver, "Record delivery"), (Step::Notify, "Notify customer")]
    {
        let Some(order) = filling.desk.waits_for(step) else { continue };
        filling.take(order, step);
        let mut window = form_window([853.0, 480.0], Theme::Light, filling);
        window.harness.run_ok();
        window.picture(&format!("small-{}", step.key()));
        let word = yili_orders::i18n::t_dyn(Lang::En, &format!("step-{}", step.key()));
        let rect = window.harness.query_all_by_label(&word).last().expect(button).rect();
        assert!(rect.bottom() <= 480.0 && rect.right() <= 853.0, "{button}: {rect:?}");
        filling = window.harness.into_state();
    }
}
