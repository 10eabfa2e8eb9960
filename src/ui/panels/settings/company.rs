//! The company: letterhead, numbers, hours, archive, currencies, printing.

use eframe::egui::{self, Key, Modifiers, Ui};

use super::fields::{FOREIGN, Fields};
use super::page;
use crate::domain::calendar::EXPECTED_YEAR;
use crate::domain::company::Company;
use crate::domain::people::{Right, may};
use crate::i18n::t_dyn;
use crate::ops::{OpError, words};
use crate::print::documents::{Offset, Paper, test_page};
use crate::ui::ask::Doing;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::preview::Saving;
use crate::ui::steps::parts::Typed;
use crate::ui::steps::said;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::{select, tick};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::number_field::{Place, money_field};
use crate::ui::widgets::text;

/// The form.
#[derive(Default)]
pub struct CompanyForm {
    base: Option<Company>,
    fields: Fields,
    doing: Doing<()>,
    fault: Option<OpError>,
    printing: Option<Saving>,
}

impl CompanyForm {
    /// Takes over the settings unless somebody is in the middle of changing them.
    fn keep(&mut self, cx: &mut Cx<'_>) {
        let untouched = self.base.as_ref().is_none_or(|base| self.fields.company(base).as_ref() == Ok(base));
        if untouched && self.base.as_ref() != Some(cx.company) {
            self.fields = Fields::of(cx.company, cx.today);
            self.base = Some(cx.company.clone());
        }
        match self.doing.outcome() {
            Some(Ok(())) => {
                self.fault = None;
                self.base = self.base.as_ref().and_then(|base| self.fields.company(base).ok());
                cx.wish(Wish::Done(cx.t("settings-saved").to_owned()));
            }
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
        let printed = self.printing.as_ref().and_then(Saving::outcome);
        if let Some(outcome) = printed {
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
    }

    /// Save, and back to how it was.
    pub fn tools(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.keep(cx);
        let Some(base) = &self.base else { return };
        let read = self.fields.company(base);
        let unread = match &read {
            Err(field) => Some(cx.tf("settings-unread", &[("field", t_dyn(cx.lang, field).into())])),
            Ok(_) => None,
        };
        let refusal = if !may(cx.user, Right::KeepCompany) {
            Some(cx.t("settings-not-you"))
        } else if read.as_ref() == Ok(base) {
            Some(cx.t("desk-nothing-changed"))
        } else {
            unread.as_deref()
        };
        let by_key = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::S)) && refusal.is_none();
        let save = Button::primary(cx.t("desk-save")).shortcut("Ctrl+S").refusal(refusal).show(ui).clicked() || by_key;
        let back = read.as_ref() != Ok(base) && Button::new(cx.t("settings-undo")).icon(Icon::Undo).show(ui).clicked();
        if let (Ok(company), true) = (read, save) {
            let seen = base.clone();
            let change = move |work: &mut crate::ops::Work<'_, '_>| crate::ops::company::change(work, &seen, &company);
            self.doing.begin(|| cx.worker.write(cx.user.id, change));
        }
        if back {
            self.fault = None;
            self.fields = Fields::of(base, cx.today);
        }
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        page(ui, |ui| {
            if let Some(fault) = &self.fault {
                let (title, sentences) = said::fault(cx.lang, fault);
                banner(ui, cx.lang, Tone::Bad, &title, &sentences, "", false);
            }
            ui.add_enabled_ui(may(cx.user, Right::KeepCompany), |ui| {
                ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
                self.letterhead(ui, cx);
                self.numbers(ui, cx);
                self.archive(ui, cx);
                self.rates(ui, cx);
                self.printing(ui, cx);
            });
        });
    }

    fn letterhead(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let fields = &mut self.fields;
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

    fn numbers(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let fields = &mut self.fields;
        section(ui, cx.t("settings-work"));
        two(ui, |ui, width| {
            line(ui, cx.t("settings-hours"), &mut fields.hours, Some(width));
            line(ui, cx.t("settings-prefix"), &mut fields.prefix, Some(width));
        });
        text::caption(ui, cx.t("settings-hours-hint"));
        text::caption(ui, cx.t("settings-weekend"));
        ui.horizontal_wrapped(|ui| {
            for (name, free) in cx.t("widgets-weekdays").split(' ').zip(&mut fields.weekend) {
                tick(ui, name, free);
            }
        });
        Field::new(cx.t("settings-holidays"), &mut fields.holidays).rows(2).show(ui);
        Field::new(cx.t("settings-make-up"), &mut fields.make_up).rows(2).show(ui);
        text::caption(ui, cx.t("settings-days-hint"));
        text::caption(ui, &cx.tf("settings-expected-year", &[("year", EXPECTED_YEAR.to_string().into())]));
        tick(ui, cx.t("settings-first-day"), &mut fields.first_day_counts);
    }

    fn archive(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let fields = &mut self.fields;
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

    fn rates(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        section(ui, cx.t("settings-rates"));
        text::caption(ui, cx.t("settings-rates-hint"));
        let width = ((ui.available_width() - 3.0 * theme::GAP_WIDE) / 4.0).floor();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
            for (currency, text) in FOREIGN.iter().zip(&mut self.fields.rates) {
                Field::new(currency.code(), text).right().width(width).show(ui);
            }
        });
    }

    fn printing(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let fields = &mut self.fields;
        section(ui, cx.t("settings-print"));
        select(
            ui,
            cx.t("preview-paper"),
            &[cx.t("preview-paper-a4"), cx.t("preview-paper-241")],
            &mut fields.paper,
            280.0,
        );
        tick(ui, cx.t("preview-prices"), &mut fields.prices);
        two(ui, |ui, width| {
            Field::new(cx.t("settings-offset-x"), &mut fields.offset_x).right().note("mm").width(width).show(ui);
            Field::new(cx.t("settings-offset-y"), &mut fields.offset_y).right().note("mm").width(width).show(ui);
        });
        text::caption(ui, cx.t("settings-offset-hint"));
        let busy = self.printing.is_some().then(|| cx.t("preview-busy"));
        if Button::new(cx.t("settings-test-page")).icon(Icon::Print).refusal(busy).show(ui).clicked() {
            self.print_test_page(cx);
        }
        ui.add_space(theme::SECTION);
    }

    /// A page of rulers with the offset as typed, opened in the system's program for PDF.
    fn print_test_page(&mut self, cx: &Cx<'_>) {
        let Some(company) = self.base.as_ref().and_then(|base| self.fields.company(base).ok()) else { return };
        let paper = if company.print.half_page { Paper::Half241 } else { Paper::A4 };
        let offset = Offset { x: company.print.offset_x, y: company.print.offset_y };
        let folder = std::env::temp_dir().join("yili-orders");
        let made = test_page(cx.lang, paper, offset, cx.today);
        if let (Ok(document), Ok(())) = (made, std::fs::create_dir_all(&folder)) {
            let place = folder.join(format!("{}.pdf", document.file_stem()));
            self.printing = Some(Saving::merged(cx, vec![document], place, true));
        }
    }
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
