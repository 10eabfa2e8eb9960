//! The forms of an order's steps, driven by hand and drawn to look at: `target/pictures/step-*.png`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use support::desk::{Desk, Filling, form_window};
use yili_orders::domain::orders::Step;
use yili_orders::i18n::Lang;
use yili_orders::ui::theme::Theme;

#[test]
fn pictures_of_every_form() {
    // Enough orders for one of every kind; more of them only make nicer pictures.
    let desk = Desk::demo(if std::env::var_os("PICTURES").is_some() { 300 } else { 100 });
    let mut filling =
        Filling { user: desk.everywhere(), desk, lang: Lang::ZhHans, form: None, done: None, wishes: Vec::new() };
    let looks = [(Theme::Light, Lang::ZhHans), (Theme::Dark, Lang::ZhHant), (Theme::Light, Lang::En)];
    let only = std::env::var("STEP").ok();
    for step in Step::ALL {
        if only.as_deref().is_some_and(|only| only != step.key()) {
            continue;
        }
        let Some(order) = filling.desk.waits_for(step) else { continue };
        for (theme, lang) in looks {
            filling.lang = lang;
            filling.take(order, step);
            let mut window = form_window([1100.0, 760.0], theme, filling);
            window.harness.run();
            window.picture(&format!("step-{}-{lang}", step.key()));
            filling = window.harness.into_state();
        }
    }
}
