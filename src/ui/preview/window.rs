//! The preview: the pages that will be printed, and what can be chosen about them; then saved, opened, printed.

use eframe::egui;
use egui::{Key, Modifiers, Ui};

use super::build::{BuildFault, Building, Stack};
use super::save::Saving;
use crate::domain::ids::OrderId;
use crate::i18n::{Lang, t_dyn};
use crate::ops::OpError;
use crate::ops::papers::{PaperKind, PaperOptions};
use crate::ops::words::{self, Words};
use crate::print::documents::Paper;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::bar::bar;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::{select, tick};
use crate::ui::widgets::page::{PageView, tools};
use crate::ui::widgets::text;

/// Room that zoom, page and the buttons take in the bar, in points.
const TOOLS_AND_STEPS: f32 = 720.0;

/// A preview that is open.
pub struct Preview {
    kind: PaperKind,
    orders: Vec<OrderId>,
    options: Option<PaperOptions>,
    /// What the stack on screen was made with.
    made_with: Option<(PaperOptions, u64)>,
    building: Option<Building>,
    stack: Option<Stack>,
    fault: Option<Words>,
    saving: Option<Saving>,
    view: PageView,
    /// The person chose a language; else customers abroad get English.
    chose_language: bool,
}

impl Preview {
    /// Papers of a kind for one order or many.
    pub fn open(kind: PaperKind, orders: Vec<OrderId>) -> Preview {
        Preview {
            kind,
            orders,
            options: None,
            made_with: None,
            building: None,
            stack: None,
            fault: None,
            saving: None,
            view: PageView::percent(100),
            chose_language: false,
        }
    }

    /// Fills the room that there is; false when the person is done with it.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        self.keep(cx);
        self.take_saved(cx);
        ui.spacing_mut().item_spacing.y = 0.0;
        // An open list closes first.
        let escaped = !egui::Popup::is_any_open(ui.ctx())
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let mut stay = !escaped;
        let palette = theme::palette(ui);
        let margin = egui::Margin::symmetric(theme::PAGE as i8, 0);
        egui::Frame::new().fill(palette.surface).inner_margin(margin).show(ui, |ui| {
            stay &= self.heading(ui, cx);
            self.choices(ui, cx);
        });
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), theme::hairline(palette));
        self.body(ui, cx);
        stay
    }

    fn heading(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        let mut stay = true;
        let ready = self.stack.as_ref().is_some_and(|stack| !stack.documents.is_empty());
        let busy = self.building.is_some() || self.saving.is_some();
        let refusal = if busy {
            Some(cx.t("preview-busy"))
        } else if ready {
            None
        } else {
            Some(cx.t("preview-nothing"))
        };
        let many = self.stack.as_ref().is_some_and(|stack| stack.documents.len() > 1);
        let title = self.title(cx);
        let pages = self.stack.as_ref().map_or(0, |stack| stack.pages.len());
        let view = &mut self.view;
        let (mut save, mut each, mut show) = (false, false, false);
        bar(
            ui,
            "preview",
            |ui| {
                // The tools keep their place: a long title gives way.
                let wide = text::width(ui.painter(), &title, Type::Strong) + theme::GAP;
                ui.scope(|ui| {
                    ui.set_max_width(wide.min((ui.available_width() - TOOLS_AND_STEPS).max(120.0)));
                    ui.add(egui::Label::new(text::rich(&title, Type::Strong, theme::palette(ui).ink)).truncate());
                });
                ui.add_space(theme::GAP);
                if pages > 0 {
                    tools(ui, cx.lang, view, pages);
                }
            },
            |ui| {
                if Button::only_icon(Icon::Cross, cx.t("widgets-close")).shortcut("Esc").show(ui).clicked() {
                    stay = false;
                }
                let button = Button::primary(cx.t("preview-open")).icon(Icon::Print);
                show = button.hint(cx.t("preview-open-hint")).shortcut("Ctrl+P").refusal(refusal).show(ui).clicked();
                save = Button::new(cx.t("preview-save"))
                    .icon(Icon::Export)
                    .shortcut("Ctrl+S")
                    .refusal(refusal)
                    .show(ui)
                    .clicked();
                if many {
                    each = Button::new(cx.t("preview-save-each")).refusal(refusal).show(ui).clicked();
                }
            },
        );
        let key = |ui: &mut Ui, key: Key| ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, key));
        save |= key(ui, Key::S);
        show |= key(ui, Key::P);
        if refusal.is_none() {
            self.send(cx, save, each, show);
        }
        stay
    }

    fn title(&self, cx: &Cx<'_>) -> String {
        let kind = t_dyn(cx.lang, &format!("preview-kind-{}", self.kind.key()));
        match &self.stack {
            Some(stack) if stack.documents.len() == 1 => format!("{kind} · {}", stack.documents[0].title()),
            Some(stack) => {
                cx.tf("preview-title-many", &[("kind", kind.into()), ("count", stack.documents.len().into())])
            }
            None => kind,
        }
    }

    /// Language, paper, prices, copies.
    fn choices(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let note = self.kind == PaperKind::DeliveryNote;
        let options = self.options.get_or_insert_with(|| usual(cx));
        let row = egui::vec2(ui.available_width(), theme::CONTROL);
        ui.allocate_ui_with_layout(row, egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing = egui::vec2(theme::GAP, theme::GAP_TIGHT);
            text::caption(ui, cx.t("preview-language"));
            let names: Vec<&str> = Lang::ALL.iter().map(|lang| lang.own_name()).collect();
            let mut at = Lang::ALL.iter().position(|lang| *lang == options.lang).unwrap_or_default();
            if select(ui, "", &names, &mut at, 132.0) {
                options.lang = Lang::ALL[at];
                self.chose_language = true;
            }
            if note {
                let papers = [Paper::A4, Paper::Half241];
                let mut at = usize::from(options.paper == Paper::Half241);
                let words = [cx.t("preview-paper-a4"), cx.t("preview-paper-241")];
                ui.add_space(theme::GAP);
                text::caption(ui, cx.t("preview-paper"));
                if select(ui, "", &words, &mut at, 192.0) {
                    options.paper = papers[at];
                }
                ui.add_space(theme::GAP);
                tick(ui, cx.t("preview-prices"), &mut options.prices);
                tick(ui, cx.t("preview-copies"), &mut options.copies);
            }
        });
        ui.add_space(theme::GAP);
    }

    fn body(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if let Some(building) = &self.building {
            let (done, all) = building.progress();
            if all > 1 {
                wait(ui, &cx.tf("preview-building", &[("done", done.into()), ("all", all.into())]));
            } else if self.stack.is_none() {
                wait(ui, cx.t("widgets-loading"));
            }
        }
        if let Some(fault) = &self.fault {
            let sentences: Vec<String> = fault.detail.lines().chain(fault.todo.lines()).map(str::to_owned).collect();
            framed(ui, |ui| banner(ui, cx.lang, Tone::Bad, &fault.title, &sentences, "", false));
        }
        let Some(stack) = &self.stack else { return };
        if stack.documents.is_empty() {
            return wait(ui, cx.t("preview-none"));
        }
        if stack.without > 0 {
            let words = cx.tf("preview-without", &[("count", stack.without.into())]);
            framed(ui, |ui| banner(ui, cx.lang, Tone::Warn, &words, &[], "", false));
        }
        let palette = theme::palette(ui);
        ui.painter().rect_filled(ui.available_rect_before_wrap(), 0.0, palette.ground);
        super::show(ui, cx.lang, &mut self.view, &stack.pages);
    }

    /// Makes the pages again when something was chosen, or when the one order on screen changed.
    fn keep(&mut self, cx: &Cx<'_>) {
        let options = self.options.get_or_insert_with(|| usual(cx)).clone();
        let revision = if self.orders.len() == 1 { cx.revision.orders } else { 0 };
        let wanted = (options.clone(), revision);
        if self.made_with.as_ref() != Some(&wanted) {
            self.made_with = Some(wanted);
            self.building = Some(Building::begin(cx, self.kind, &self.orders, options));
        }
        let Some(building) = self.building.as_mut() else { return };
        let outcome = building.step(cx);
        if building.is_abroad()
            && goes_to_the_customer(self.kind)
            && !self.chose_language
            && let Some(options) = self.options.as_mut().filter(|options| options.lang != Lang::En)
        {
            options.lang = Lang::En;
            return;
        }
        let Some(outcome) = outcome else { return };
        self.building = None;
        self.fault = None;
        match outcome {
            Ok(stack) => self.stack = Some(stack),
            Err(BuildFault::Op(fault)) => self.fail(words::op_error(cx.lang, &fault)),
            Err(BuildFault::Print(fault)) => self.fail(words::print_error(cx.lang, &fault)),
            Err(BuildFault::Stopped) => self.fail(words::op_error(cx.lang, &OpError::Program("papers".into()))),
        }
    }

    fn fail(&mut self, words: Words) {
        self.stack = None;
        self.fault = Some(words);
    }

    fn send(&mut self, cx: &mut Cx<'_>, save: bool, each: bool, show: bool) {
        let Some(stack) = &self.stack else { return };
        let kind = t_dyn(cx.lang, &format!("preview-kind-{}", self.kind.key()));
        let stem = match stack.documents.as_slice() {
            [one] => one.file_stem().to_owned(),
            _ => format!("{kind}-{}", cx.today),
        };
        let documents = || stack.documents.clone();
        if save && let Some(place) = cx.files.save(&format!("{stem}.pdf")) {
            self.saving = Some(Saving::merged(cx, documents(), place, false));
        } else if each && let Some(folder) = cx.files.folder() {
            self.saving = Some(Saving::separate(cx, documents(), folder));
        } else if show {
            let folder = std::env::temp_dir().join("yili-orders");
            if std::fs::create_dir_all(&folder).is_ok() {
                self.saving = Some(Saving::merged(cx, documents(), folder.join(format!("{stem}.pdf")), true));
            }
        }
    }

    fn take_saved(&mut self, cx: &mut Cx<'_>) {
        let Some(saving) = &self.saving else { return };
        let show = saving.show;
        let Some(outcome) = saving.outcome() else { return };
        self.saving = None;
        match outcome {
            Ok(Some(written)) if show => {
                if !cx.files.show(&written.place) {
                    let place = written.place.display().to_string();
                    cx.wish(Wish::Done(cx.tf("preview-no-viewer", &[("place", place.into())])));
                }
            }
            Ok(Some(written)) => {
                let values = [("place", written.place.display().to_string().into()), ("count", written.files.into())];
                let key = if written.files == 1 { "preview-saved" } else { "preview-saved-many" };
                cx.wish(Wish::Done(cx.tf(key, &values)));
            }
            Ok(None) => cx.wish(Wish::Done(cx.t("preview-stopped").to_owned())),
            Err(fault) => self.fault = Some(words::print_error(cx.lang, &fault)),
        }
    }
}

/// Papers that leave the house; the others stay in the language of the office.
fn goes_to_the_customer(kind: PaperKind) -> bool {
    matches!(kind, PaperKind::Confirmation | PaperKind::ShippingNotice | PaperKind::DeliveryNote)
}

/// As the company has set it, in the window's language.
fn usual(cx: &Cx<'_>) -> PaperOptions {
    let print = &cx.company.print;
    let paper = if print.half_page { Paper::Half241 } else { Paper::A4 };
    PaperOptions { lang: cx.lang, paper, prices: print.prices, copies: true }
}

fn framed<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    egui::Frame::new().inner_margin(theme::PAGE).show(ui, add).inner
}

fn wait(ui: &mut Ui, words: &str) {
    ui.add_space(theme::SECTION);
    ui.vertical_centered(|ui| text::soft(ui, words));
}
