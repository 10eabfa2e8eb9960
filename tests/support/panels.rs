//! A panel of the demo company in a window of its own, before somebody of a desk.
#![allow(dead_code)] // each test file uses its part

use std::time::Duration;

use eframe::egui;
use egui_kittest::Node;
use egui_kittest::kittest::Queryable as _;
use yili_orders::domain::people::User;
use yili_orders::i18n::Lang;
use yili_orders::ui::app::Prefs;
use yili_orders::ui::cx::{Tab, Wish};
use yili_orders::ui::panels::Panels;
use yili_orders::ui::theme::{self, Theme};

use super::Window;
use super::desk::Desk;

/// Panels with all that they are given, and what they wished for.
pub struct Office {
    pub desk: Desk,
    pub user: User,
    pub lang: Lang,
    pub panels: Panels,
    pub tab: Tab,
    pub wishes: Vec<Wish>,
}

impl Office {
    pub fn new(desk: Desk, user: User, tab: Tab) -> Office {
        Office { user, desk, lang: Lang::ZhHans, panels: Panels::new(&Prefs::default()), tab, wishes: Vec::new() }
    }

    /// Fresh panels in another language.
    pub fn begin_anew(&mut self, lang: Lang, tab: Tab) {
        (self.lang, self.tab, self.panels) = (lang, tab, Panels::new(&Prefs::default()));
    }

    /// What was said to be done.
    pub fn said(&self) -> Vec<String> {
        let told = self.wishes.iter().filter_map(|wish| match wish {
            Wish::Done(words) => Some(words.clone()),
            _ => None,
        });
        told.collect()
    }

    fn show(ui: &mut egui::Ui, office: &mut Office) {
        let palette = theme::palette(ui);
        egui::CentralPanel::default().frame(egui::Frame::new().fill(palette.surface)).show(ui, |ui| {
            let mut cx = office.desk.cx(office.lang, &office.user);
            office.panels.show(ui, &mut cx, office.tab);
            office.wishes.append(&mut cx.wishes);
        });
    }
}

/// A window on an office, with its first answers.
pub fn office_window(size: [f32; 2], theme: Theme, office: Office) -> Window<'static, Office> {
    let mut window = Window::open(size, theme, office, Office::show);
    settle(&mut window);
    window
}

/// Frames until what was asked of the store is answered and drawn.
pub fn settle(window: &mut Window<'_, Office>) {
    for _ in 0..30 {
        window.harness.step();
        std::thread::sleep(Duration::from_millis(4));
    }
    window.harness.run_ok();
}

/// Presses the last thing of this name: the one that lies on top.
pub fn click(window: &mut Window<'_, Office>, label: &str) {
    last(window, label).click();
    settle(window);
}

/// The last thing of this name.
pub fn last<'a>(window: &'a Window<'_, Office>, label: &'a str) -> Node<'a> {
    window.harness.get_all_by_label(label).last().expect("it can be pressed")
}

/// Puts a text in place of what stands in a field.
pub fn write_over(window: &mut Window<'_, Office>, label: &str, text: &str) {
    window.harness.get_by_label(label).focus();
    window.harness.run_ok();
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.harness.get_by_label(label).type_text(text);
    settle(window);
}
