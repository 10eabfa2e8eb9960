//! The panels of the departments on the demo company, drawn to look at: `target/pictures/panel-*.png`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use eframe::egui;
use egui_kittest::kittest::Queryable as _;
use support::Window;
use support::desk::{Desk, wait_for};
use yili_orders::domain::people::{Department, User};
use yili_orders::i18n::{Lang, t_dyn};
use yili_orders::ui::app::Prefs;
use yili_orders::ui::cx::{Tab, Wish};
use yili_orders::ui::panels::Panels;
use yili_orders::ui::theme::{self, Theme};

struct Office {
    desk: Desk,
    user: User,
    lang: Lang,
    panels: Panels,
    tab: Tab,
    wishes: Vec<Wish>,
}

fn show(ui: &mut egui::Ui, office: &mut Office) {
    let palette = theme::palette(ui);
    egui::CentralPanel::default().frame(egui::Frame::new().fill(palette.surface)).show(ui, |ui| {
        let mut cx = office.desk.cx(office.lang, &office.user);
        office.panels.show(ui, &mut cx, office.tab);
        office.wishes.append(&mut cx.wishes);
    });
}

fn settle(window: &mut Window<'_, Office>) {
    for _ in 0..30 {
        window.harness.step();
        std::thread::sleep(std::time::Duration::from_millis(4));
    }
    window.harness.run_ok();
}

#[test]
fn pictures_of_every_panel() {
    let desk = Desk::demo(300);
    let user = desk.everywhere();
    let tab = Tab::Desk(Department::Credit);
    let mut office = Office { user, desk, lang: Lang::ZhHans, panels: Panels::new(&Prefs::default()), tab, wishes: Vec::new() };
    let looks = [(Theme::Light, Lang::ZhHans), (Theme::Dark, Lang::ZhHant), (Theme::Light, Lang::En)];
    let only = std::env::var("PANEL").ok();
    let panels = [
        (Department::Credit, "desk-credit-customers"),
        (Department::Production, "desk-productions"),
        (Department::Quality, "desk-lots-waiting"),
        (Department::Logistics, "desk-stock"),
        (Department::Logistics, "desk-on-the-way"),
        (Department::Archive, "desk-register"),
        (Department::Administration, "settings-company"),
        (Department::Administration, "settings-people"),
        (Department::Administration, "settings-copies"),
        (Department::Administration, "settings-about"),
    ];
    for (department, sub) in panels {
        if only.as_deref().is_some_and(|only| only != department.key()) {
            continue;
        }
        for (theme, lang) in looks {
            office.lang = lang;
            office.tab = Tab::Desk(department);
            office.panels = Panels::new(&Prefs::default());
            let mut window = Window::open([1280.0, 720.0], theme, office, show);
            settle(&mut window);
            window.harness.get_by_label(&t_dyn(lang, sub)).click();
            settle(&mut window);
            let list = window.harness.get_all_by_label(&t_dyn(lang, sub)).last().expect("the tab at least").rect();
            if list.height() > 200.0 {
                let row = egui::pos2(list.left() + 60.0, list.top() + theme::HEADING_ROW + theme::ROW * 2.5);
                window.harness.hover_at(row);
                window.harness.drag_at(row);
                window.harness.drop_at(row);
                settle(&mut window);
            }
            window.picture(&format!("panel-{sub}-{lang}"));
            office = window.harness.into_state();
        }
    }
    assert!(wait_for(&mut Window::open([300.0, 200.0], Theme::Light, office, show), |_| true));
}
