//! Goods of a shop that nobody has assigned yet: said once, known ever after.

use std::sync::Arc;

use eframe::egui;
use egui::{Frame, Ui};

use super::look_up::{LookUp, Looked};
use crate::domain::online::Assigned;
use crate::domain::products::Product;
use crate::i18n::whole;
use crate::ops::online::{self, Tally, UnknownGoods};
use crate::ops::{OpError, Work, search};
use crate::ui::ask::{Ask, Doing};
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::lookup::Candidate;
use crate::ui::widgets::text;

/// The form for the first goods that are unknown.
#[derive(Default)]
pub(super) struct GoodsForm {
    /// The goods that the form is about, by their key.
    about: String,
    field: LookUp<(Product, i64)>,
    product: Option<Product>,
    base_units: String,
    suggested: Ask<Option<Product>, String>,
    doing: Doing<u64>,
}

impl GoodsForm {
    /// Draws the form, or says that nothing is to be assigned.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, shop: i64, unknown: &[UnknownGoods]) {
        match self.doing.outcome() {
            Some(Ok(_)) => {
                cx.wish(Wish::Done(cx.t("online-assigned").to_owned()));
                cx.worker.touch_all();
            }
            Some(Err(fault)) => cx.wish(Wish::Failed(fault)),
            None => {}
        }
        Frame::new().inner_margin(theme::PAGE).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
            let Some(first) = unknown.first() else {
                text::soft(ui, cx.t("online-all-assigned"));
                return;
            };
            self.begin(cx, first);
            text::strong(ui, cx.t("online-assign-title"));
            text::soft(ui, &cx.tf("online-assign-count", &[("count", whole(unknown.len() as i64).into())]));
            text::body(ui, &first.goods.name());
            if !first.goods.code.is_empty() {
                text::caption(ui, &cx.tf("online-seller-code", &[("code", first.goods.code.as_str().into())]));
            }
            self.look_up(ui, cx);
            let note = self.product.as_ref().map(|product| {
                let (unit, many) = product.packs.largest();
                let base = product.packs.base_unit.as_str();
                cx.tf("online-pack", &[("unit", unit.into()), ("count", whole(many).into()), ("base", base.into())])
            });
            let mut field = Field::new(cx.t("field-base-units"), &mut self.base_units).required().width(160.0);
            if let Some(note) = note {
                field = field.note(note);
            }
            field.show(ui);
            let refusal = if self.doing.is_busy() {
                Some(cx.t("online-assigning"))
            } else {
                self.assigned().is_none().then(|| cx.t("online-assign-first"))
            };
            if Button::primary(cx.t("online-assign")).icon(Icon::Check).refusal(refusal).show(ui).clicked()
                && let Some(assigned) = self.assigned()
            {
                let key = self.about.clone();
                let assign =
                    move |work: &mut Work<'_, '_>, tally: &Tally| online::assign(work, shop, &key, assigned, tally);
                self.doing.begin(|| cx.worker.write_beside(cx.user.id, &Arc::default(), assign));
            }
        });
    }

    /// Turns to other goods, with what is suggested for them.
    fn begin(&mut self, cx: &Cx<'_>, goods: &UnknownGoods) {
        let key = goods.goods.key();
        if self.about != key {
            *self = GoodsForm { about: key.clone(), ..GoodsForm::default() };
        }
        let Some(id) = goods.suggested else { return };
        let load = move |office: &mut crate::ops::Office| -> Result<Option<Product>, OpError> {
            let found = crate::ops::products::open(office, id)?;
            Ok(Some(found.0))
        };
        if self.suggested.keep(key, || cx.worker.ask(load))
            && let Some(Some(product)) = self.suggested.value().cloned()
        {
            self.take(cx, product);
        }
    }

    fn take(&mut self, cx: &Cx<'_>, product: Product) {
        self.field.typed = format!("{} {}", product.name_in(cx.lang.tag()), product.specification);
        self.base_units = product.packs.largest().1.to_string();
        self.product = Some(product);
    }

    fn assigned(&self) -> Option<Assigned> {
        let base_units = self.base_units.trim().parse().ok().filter(|many| *many > 0)?;
        Some(Assigned { product: self.product.as_ref()?.id, base_units })
    }

    fn look_up(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let candidate = |(product, _): &(Product, i64)| Candidate {
            key: product.id.0,
            name: format!("{} {}", product.name_in(cx.lang.tag()), product.specification),
            code: product.code.clone(),
            detail: String::new(),
            tone: Tone::Quiet,
        };
        let field = (cx.t("online-our-product"), ui.available_width());
        match self.field.show(ui, cx, field, candidate, |office, text| search::products(office, text, 8)) {
            Looked::Nothing => {}
            Looked::Typed => self.product = None,
            Looked::Picked((product, _)) => self.take(cx, product),
        }
    }
}
