//! A shop of the company's on a platform: its name, and under whose account its orders are written.

use eframe::egui;
use egui::{Frame, Ui};

use super::look_up::{LookUp, Looked};
use crate::domain::ids::CustomerId;
use crate::domain::online::{Platform, Shop};
use crate::i18n::t_dyn;
use crate::ops::{OpError, customers, online, search};
use crate::ui::ask::{Ask, Doing};
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::steps::said;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::{select, tick};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::lookup::Candidate;
use crate::ui::widgets::text;

/// Width of the fields, in points.
const WIDTH: f32 = 360.0;

/// The form.
pub(super) struct ShopForm {
    shop: Shop,
    platform: usize,
    account: LookUp<customers::Kept>,
    lowest: String,
    named: Ask<customers::Kept, CustomerId>,
    doing: Doing<i64>,
    fault: Option<OpError>,
}

impl Default for ShopForm {
    fn default() -> Self {
        ShopForm::of(&Shop { platform: Platform::Taobao, lowest_percent: 80, ..Shop::default() })
    }
}

impl ShopForm {
    /// The form of a shop.
    pub fn of(shop: &Shop) -> ShopForm {
        ShopForm {
            platform: Platform::ALL.iter().position(|platform| *platform == shop.platform).unwrap_or(0),
            lowest: shop.lowest_percent.to_string(),
            shop: shop.clone(),
            account: LookUp::default(),
            named: Ask::default(),
            doing: Doing::default(),
            fault: None,
        }
    }

    /// Draws the form; true when it is done with.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let mut done = false;
        match self.doing.outcome() {
            Some(Ok(_)) => done = true,
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
        Frame::new().inner_margin(theme::PAGE).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
            text::strong(ui, cx.t(if self.shop.id == 0 { "online-new-shop" } else { "online-edit-shop" }));
            if let Some(fault) = &self.fault {
                let (title, sentences) = said::fault(cx.lang, fault);
                banner(ui, cx.lang, Tone::Bad, &title, &sentences, "", false);
            }
            let names = Platform::ALL.map(|platform| t_dyn(cx.lang, &format!("platform-{}", platform.key())));
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            select(ui, cx.t("online-platform"), &names, &mut self.platform, WIDTH);
            Field::new(cx.t("field-shop"), &mut self.shop.name).required().width(WIDTH).show(ui);
            self.look_up(ui, cx);
            let percent = self.lowest.trim().parse::<i64>().ok().filter(|percent| (0..=100).contains(percent));
            let error = percent.is_none().then(|| cx.t("online-percent-wrong"));
            let lowest = Field::new(cx.t("field-lowest-percent"), &mut self.lowest).width(WIDTH);
            lowest.note(cx.t("online-percent-note")).error(error).show(ui);
            Field::new(cx.t("online-folder"), &mut self.shop.folder)
                .note(cx.t("online-folder-note"))
                .width(WIDTH)
                .show(ui);
            if Button::new(cx.t("online-folder-choose")).show(ui).clicked()
                && let Some(folder) = cx.files.folder()
            {
                self.shop.folder = folder.display().to_string();
            }
            tick(ui, cx.t("online-folder-move"), &mut self.shop.move_read_files);
            ui.horizontal(|ui| {
                let refusal = percent.is_none().then(|| cx.t("online-percent-wrong"));
                let save = Button::primary(cx.t("online-save-shop")).icon(Icon::Check).refusal(refusal);
                if save.show(ui).clicked() {
                    self.save(cx, percent.unwrap_or_default());
                }
                done |= Button::new(cx.t("widgets-cancel")).show(ui).clicked();
            });
        });
        done
    }

    fn save(&mut self, cx: &Cx<'_>, lowest_percent: i64) {
        let platform = Platform::ALL[self.platform.min(Platform::ALL.len() - 1)];
        let shop = Shop { platform, lowest_percent, ..self.shop.clone() };
        self.fault = None;
        self.doing.begin(|| cx.worker.write(cx.user.id, move |work| online::keep_shop(work, shop)));
    }

    fn look_up(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let known = self.shop.customer;
        if known != CustomerId::default()
            && self.named.keep(known, || cx.worker.ask(move |office| customers::open(office, known)))
            && let Some(kept) = self.named.value()
        {
            self.account.typed.clone_from(&kept.customer.name);
        }
        let candidate = |kept: &customers::Kept| Candidate {
            key: kept.customer.id.0,
            name: kept.customer.name.clone(),
            code: kept.customer.code.clone(),
            detail: String::new(),
            tone: Tone::Quiet,
        };
        let field = (cx.t("field-shop-account"), WIDTH);
        match self.account.show(ui, cx, field, candidate, |office, text| search::customers(office, text, 8)) {
            Looked::Nothing => {}
            Looked::Typed => self.shop.customer = CustomerId::default(),
            Looked::Picked(kept) => {
                self.shop.customer = kept.customer.id;
                self.account.typed.clone_from(&kept.customer.name);
            }
        }
    }
}
