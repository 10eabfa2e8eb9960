//! Settings: the company and its papers, office hours and due times, people, the post, copies of the store, and what this program is.

mod about;
mod company;
mod copies;
mod credit;
mod fields;
mod hours;
mod hours_fields;
mod kept;
mod people;
mod person;
mod post;
mod post_fields;

use eframe::egui::{self, Ui};

use crate::ui::cx::Cx;
use crate::ui::panels::outbox::Outbox;
use crate::ui::panels::tabs::tabs;
use crate::ui::theme;
use company::CompanyForm;
use copies::Copies;
use credit::CreditSettingsForm;
use hours::HoursForm;
use people::PeopleList;
use post::PostForm;

/// The panel.
#[derive(Default)]
pub struct SettingsPanel {
    sub: usize,
    company: CompanyForm,
    hours: HoursForm,
    credit: CreditSettingsForm,
    people: PeopleList,
    copies: Copies,
    post: PostForm,
    outbox: Outbox,
}

impl SettingsPanel {
    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.outbox.keep(cx);
        let titles = [
            (cx.t("settings-company"), 0),
            (cx.t("settings-times-tab"), 0),
            (cx.t("settings-people"), 0),
            (cx.t("credit-settings"), 0),
            (cx.t("post-settings"), 0),
            (cx.t("post-outbox"), self.outbox.unsent()),
            (cx.t("settings-copies"), 0),
            (cx.t("settings-about"), 0),
        ];
        let (company, hours) = (&mut self.company, &mut self.hours);
        let (people, credit, post) = (&mut self.people, &mut self.credit, &mut self.post);
        tabs(ui, "settings", &titles, &mut self.sub, |ui, sub| match sub {
            0 => company.tools(ui, cx),
            1 => hours.tools(ui, cx),
            2 => people.tools(ui, cx),
            3 => credit.tools(ui, cx),
            4 => post.tools(ui, cx),
            _ => {}
        });
        match self.sub {
            0 => self.company.show(ui, cx),
            1 => self.hours.show(ui, cx),
            2 => self.people.show(ui, cx),
            3 => self.credit.show(ui, cx),
            4 => self.post.show(ui, cx),
            5 => self.outbox.show(ui, cx),
            6 => page(ui, |ui| self.copies.show(ui, cx)),
            _ => page(ui, |ui| about::show(ui, cx)),
        }
    }
}

/// A page that scrolls, no wider than a form is read.
fn page(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(theme::PAGE).show(ui, |ui| {
            ui.set_max_width(760.0);
            ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
            add(ui);
        });
    });
}
