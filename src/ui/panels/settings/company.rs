//! The company: letterhead, numbers, archive, currencies, printing.

use eframe::egui::{self, Ui};

use super::fields::{FOREIGN, Fields};
use super::kept::Kept;
use crate::domain::company::Company;
use crate::ops::words;
use crate::print::documents::{Offset, Paper, test_page};
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::preview::Saving;
use crate::ui::steps::parts::Typed;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::{select, tick};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::number_field::{Place, money_field};
use crate::ui::widgets::text;

/// The form.
#[derive(Default)]
pub struct CompanyForm {
    kept: Kept<Fields>,
    test_page: TestPage,
}

impl CompanyForm {
    /// Save, and back to how it was.
    pub fn tools(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.kept.tools(ui, cx);
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.test_page.keep(cx);
        let test_page = &mut self.test_page;
        self.kept.show(ui, cx, |ui, kept| {
            letterhead(ui, cx, &mut kept.part);
            numbers(ui, cx, &mut kept.part);
            archive(ui, cx, &mut kept.part);
            rates(ui, cx, &mut kept.part);
            printing(ui, cx, &mut kept.part);
            test_page.button(ui, cx, kept.typed(cx.lang).as_ref());
        });
    }
}

fn letterhead(ui: &mut Ui, cx: &Cx<'_>, fields: &mut Fields) {
    section(ui, cx.t("settings-letterhead"));
    line(ui, cx.t("settings-name"), &mut fields.name, None);
    two(ui, |ui, width| {
        line(ui, cx.t("settings-name-hant"), &mut fields.name_hant, Some(width));
        line(ui, cx.t("settings-name-en"), &mut fields.name_en, Some(width));
    });
    line(ui, cx.t("settings-address"), &mut fields.address, None);
    two(ui, |ui, width| {
        line(ui, cx.t("settings-address-en"), &mut fields.address_en, Some(width));
        line(ui, cx.t("settings-phone"), &mut fields.phone, Some(width));
    });
}

fn numbers(ui: &mut Ui, cx: &Cx<'_>, fields: &mut Fields) {
    section(ui, cx.t("settings-numbers"));
    two(ui, |ui, width| line(ui, cx.t("settings-prefix"), &mut fields.prefix, Some(width)));
    tick(ui, cx.t("settings-first-day"), &mut fields.first_day_counts);
}

fn archive(ui: &mut Ui, cx: &Cx<'_>, fields: &mut Fields) {
    section(ui, cx.t("settings-archive"));
    two(ui, |ui, width| {
        line(ui, cx.t("settings-fonds"), &mut fields.fonds, Some(width));
        line(ui, cx.t("settings-department"), &mut fields.department, Some(width));
    });
    two(ui, |ui, width| {
        line(ui, cx.t("settings-ordinary-years"), &mut fields.ordinary_years, Some(width));
        line(ui, cx.t("settings-long-years"), &mut fields.long_years, Some(width));
    });
    let Typed { text, value } = &mut fields.large;
    let place = Place { width: Some(280.0), ..Place::default() };
    money_field(ui, cx.lang, cx.t("settings-large"), text, value, "CNY", place);
}

fn rates(ui: &mut Ui, cx: &Cx<'_>, fields: &mut Fields) {
    section(ui, cx.t("settings-rates"));
    text::caption(ui, cx.t("settings-rates-hint"));
    let width = ((ui.available_width() - 3.0 * theme::GAP_WIDE) / 4.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
        for (currency, text) in FOREIGN.iter().zip(&mut fields.rates) {
            Field::new(currency.code(), text).right().width(width).show(ui);
        }
    });
}

fn printing(ui: &mut Ui, cx: &Cx<'_>, fields: &mut Fields) {
    section(ui, cx.t("settings-print"));
    select(ui, cx.t("preview-paper"), &[cx.t("preview-paper-a4"), cx.t("preview-paper-241")], &mut fields.paper, 280.0);
    tick(ui, cx.t("preview-prices"), &mut fields.prices);
    two(ui, |ui, width| {
        Field::new(cx.t("settings-offset-x"), &mut fields.offset_x).right().note("mm").width(width).show(ui);
        Field::new(cx.t("settings-offset-y"), &mut fields.offset_y).right().note("mm").width(width).show(ui);
    });
    text::caption(ui, cx.t("settings-offset-hint"));
}

/// A page of rulers with the offset as typed, opened in the system's program for PDF.
#[derive(Default)]
struct TestPage {
    printing: Option<Saving>,
}

impl TestPage {
    fn keep(&mut self, cx: &mut Cx<'_>) {
        let Some(outcome) = self.printing.as_ref().and_then(Saving::outcome) else { return };
        self.printing = None;
        match outcome {
            Ok(Some(written)) if !cx.files.show(&written.place) => {
                let place = written.place.display().to_string();
                cx.wish(Wish::Done(cx.tf("preview-no-viewer", &[("place", place.into())])));
            }
            Ok(_) => {}
            Err(fault) => cx.wish(Wish::Done(words::print_error(cx.lang, &fault).one_line())),
        }
    }

    fn button(&mut self, ui: &mut Ui, cx: &Cx<'_>, company: Option<&Company>) {
        let busy = self.printing.is_some().then(|| cx.t("preview-busy"));
        if Button::new(cx.t("settings-test-page")).icon(Icon::Print).refusal(busy).show(ui).clicked() {
            self.printing = company.and_then(|company| print(cx, company));
        }
    }
}

fn print(cx: &Cx<'_>, company: &Company) -> Option<Saving> {
    let paper = if company.print.half_page { Paper::Half241 } else { Paper::A4 };
    let offset = Offset { x: company.print.offset_x, y: company.print.offset_y };
    let folder = std::env::temp_dir().join("yili-orders");
    let document = test_page(cx.lang, paper, offset, cx.today).ok()?;
    std::fs::create_dir_all(&folder).ok()?;
    let place = folder.join(format!("{}.pdf", document.file_stem()));
    Some(Saving::merged(cx, vec![document], place, true))
}

pub(super) fn section(ui: &mut Ui, words: &str) {
    ui.add_space(theme::GAP);
    text::strong(ui, words);
}

pub(super) fn line(ui: &mut Ui, label: &str, typed: &mut String, width: Option<f32>) {
    let field = Field::new(label, typed);
    match width {
        Some(width) => field.width(width).show(ui),
        None => field.show(ui),
    };
}

pub(super) fn two(ui: &mut Ui, add: impl FnOnce(&mut Ui, f32)) {
    let width = ((ui.available_width() - theme::GAP_WIDE) / 2.0).floor();
    ui.horizontal_top(|ui: &mut egui::Ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
        add(ui, width);
    });
}
