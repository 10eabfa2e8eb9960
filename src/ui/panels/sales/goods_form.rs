//! A product to fill in. Its packs are given once and never change: quantities of old orders are counted in them.

use eframe::egui::Ui;

use super::file_form::{FileForm, Keeping};
use crate::domain::ids::ProductId;
use crate::domain::money::Price;
use crate::domain::products::{Product, TemperatureRange, barcode_is_valid};
use crate::domain::quantity::Packs;
use crate::i18n::{decimal, money};
use crate::ops::products::{self, Kept};
use crate::ui::cx::Cx;
use crate::ui::theme;
use crate::ui::widgets::choice::{select, tick};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::money::parse_money;

/// The form.
pub struct GoodsForm {
    before: Option<(Product, i64)>,
    product: Product,
    base_unit: String,
    outer: [(String, String); 2],
    price: String,
    /// The lowest price, for the same unit; empty for none.
    lowest: String,
    /// Position of the unit that the price is for: 0 is the base unit, then the packs.
    per: usize,
    tax: String,
    shelf_life: String,
    low: String,
    high: String,
    lead: String,
    keeping: Keeping,
}

impl GoodsForm {
    /// An empty one.
    pub fn new() -> GoodsForm {
        let product = Product {
            id: ProductId(0),
            code: String::new(),
            name: String::new(),
            name_hant: String::new(),
            name_en: String::new(),
            specification: String::new(),
            barcode: String::new(),
            packs: Packs::single("盒"),
            price: Price { minor: 0, per: 1 },
            lowest: None,
            tax_basis_points: 900,
            shelf_life_days: 180,
            storage: TemperatureRange::default(),
            lead_days: 1,
            active: true,
        };
        GoodsForm::from(product, None)
    }

    /// A product as it stands.
    pub fn of(kept: &Kept) -> GoodsForm {
        GoodsForm::from(kept.0.clone(), Some(kept.clone()))
    }

    fn from(product: Product, before: Option<(Product, i64)>) -> GoodsForm {
        let outer = |at: usize| {
            let pack = product.packs.packs.get(at);
            pack.map(|pack| (pack.unit.clone(), pack.base_units.to_string())).unwrap_or_default()
        };
        let units = product.packs.packs.iter().map(|pack| pack.base_units);
        let per = units.into_iter().position(|units| units == product.price.per).map_or(0, |at| at + 1);
        let tenths = |tenths: Option<i64>| tenths.map(|tenths| decimal(tenths, 1)).unwrap_or_default();
        GoodsForm {
            base_unit: product.packs.base_unit.clone(),
            outer: [outer(0), outer(1)],
            price: money(product.price.minor),
            // In the unit of the price, rounded up: a floor is never lowered by its wording.
            lowest: product.lowest.map(|lowest| money(lowest_per(lowest, product.price.per))).unwrap_or_default(),
            per,
            tax: decimal(product.tax_basis_points, 2),
            shelf_life: product.shelf_life_days.to_string(),
            low: tenths(product.storage.low),
            high: tenths(product.storage.high),
            lead: product.lead_days.to_string(),
            keeping: Keeping::default(),
            before,
            product,
        }
    }

    fn units(&mut self, ui: &mut Ui, cx: &Cx<'_>, third: f32) {
        let fixed = self.before.is_some();
        ui.horizontal_top(|ui| {
            Field::new(cx.t("orders-base-unit"), &mut self.base_unit).enabled(!fixed).required().width(third).show(ui);
            for (at, (unit, holds)) in self.outer.iter_mut().enumerate() {
                let half = (third - theme::GAP_WIDE) / 2.0;
                let names =
                    [("orders-outer-unit", "orders-outer-holds"), ("orders-outer-unit-2", "orders-outer-holds-2")];
                Field::new(cx.t(names[at].0), unit).enabled(!fixed).width(half).show(ui);
                Field::new(cx.t(names[at].1), holds).enabled(!fixed).right().width(half).show(ui);
            }
        });
    }

    fn figures(&mut self, ui: &mut Ui, cx: &Cx<'_>, third: f32) {
        ui.horizontal_top(|ui| {
            Field::new(cx.t("orders-price"), &mut self.price).right().note("CNY").required().width(third).show(ui);
            let names =
                std::iter::once(self.base_unit.as_str()).chain(self.outer.iter().map(|(unit, _)| unit.as_str()));
            let units: Vec<&str> = names.filter(|unit| !unit.trim().is_empty()).collect();
            select(ui, cx.t("orders-price-per"), &units, &mut self.per, third);
            let half = (third - theme::GAP_WIDE) / 2.0;
            Field::new(cx.t("prices-lowest"), &mut self.lowest).right().width(half).show(ui);
            Field::new(cx.t("orders-tax"), &mut self.tax).right().note("%").width(half).show(ui);
        });
        ui.horizontal_top(|ui| {
            Field::new(cx.t("orders-shelf-life"), &mut self.shelf_life).right().required().width(third).show(ui);
            let half = (third - theme::GAP_WIDE) / 2.0;
            Field::new(cx.t("orders-coldest"), &mut self.low).right().note("°C").width(half).show(ui);
            Field::new(cx.t("orders-warmest"), &mut self.high).right().note("°C").width(half).show(ui);
            Field::new(cx.t("orders-lead"), &mut self.lead).right().width(third).show(ui);
        });
    }

    fn packs(&self) -> Option<Packs> {
        if let Some((before, _)) = &self.before {
            return Some(before.packs.clone());
        }
        let mut outer = Vec::new();
        for (unit, holds) in self.outer.iter().filter(|(unit, _)| !unit.trim().is_empty()) {
            outer.push((unit.trim(), holds.trim().parse().ok()?));
        }
        Packs::new(self.base_unit.trim(), &outer).ok()
    }

    /// The product as it would be kept; none while a figure cannot be read.
    fn file(&self) -> Option<Product> {
        let packs = self.packs()?;
        let per = match self.per {
            0 => 1,
            at => self.outer.get(at - 1).and_then(|(unit, _)| packs.base_units_of(unit.trim()))?,
        };
        let tenths = |text: &str| match text.trim() {
            "" => Some(None),
            text => parse_money(text).ok().filter(|value| value % 10 == 0).map(|value| Some(value / 10)),
        };
        let lowest = match self.lowest.trim() {
            "" => None,
            text => Some(Price { minor: parse_money(text).ok()?, per }),
        };
        Some(Product {
            packs,
            price: Price { minor: parse_money(&self.price).ok()?, per },
            lowest,
            tax_basis_points: parse_money(&self.tax).ok()?,
            shelf_life_days: self.shelf_life.trim().parse().ok()?,
            storage: TemperatureRange { low: tenths(&self.low)?, high: tenths(&self.high)? },
            lead_days: self.lead.trim().parse().ok()?,
            ..self.product.clone()
        })
    }
}

/// A lowest price for so many base units, in minor units, rounded up.
fn lowest_per(lowest: Price, per: i64) -> i64 {
    let whole = i128::from(lowest.minor) * i128::from(per) + i128::from(lowest.per.max(1)) - 1;
    i64::try_from(whole / i128::from(lowest.per.max(1))).unwrap_or(i64::MAX)
}

impl FileForm for GoodsForm {
    fn title(&self) -> &'static str {
        if self.before.is_some() { "orders-goods-change" } else { "orders-goods-new" }
    }

    fn fields(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let third = (ui.available_width() - 2.0 * theme::GAP_WIDE) / 3.0;
        let two = 2.0 * third + theme::GAP_WIDE;
        let product = &mut self.product;
        ui.horizontal_top(|ui| {
            Field::new(cx.t("orders-code"), &mut product.code).required().width(third).show(ui);
            Field::new(cx.t("orders-goods-name"), &mut product.name).required().width(two).show(ui);
        });
        ui.horizontal_top(|ui| {
            let half = (third * 3.0 + theme::GAP_WIDE) / 2.0;
            Field::new(cx.t("orders-name-hant"), &mut product.name_hant).width(half).show(ui);
            Field::new(cx.t("orders-name-en"), &mut product.name_en).width(half).show(ui);
        });
        ui.horizontal_top(|ui| {
            Field::new(cx.t("orders-specification"), &mut product.specification).width(third).show(ui);
            let wrong = !product.barcode.is_empty() && !barcode_is_valid(&product.barcode);
            let error = wrong.then(|| cx.t("orders-barcode-wrong"));
            Field::new(cx.t("orders-barcode"), &mut product.barcode).error(error).width(two).show(ui);
        });
        self.units(ui, cx, third);
        self.figures(ui, cx, third);
        tick(ui, cx.t("orders-active"), &mut self.product.active);
    }

    fn names(&self) -> (&str, &str) {
        (&self.product.code, &self.product.name)
    }

    fn is_readable(&self) -> bool {
        self.file().is_some()
    }

    fn is_changed(&self) -> bool {
        match (&self.before, self.file()) {
            (Some((before, _)), Some(file)) => *before != file,
            (None, _) => !self.product.name.is_empty() || !self.product.code.is_empty(),
            (Some(_), None) => true,
        }
    }

    fn save(&mut self, cx: &Cx<'_>) {
        let Some(file) = self.file() else { return };
        let (actor, changes) = (cx.user.id, self.before.as_ref().map(|(_, changes)| *changes));
        self.keeping.begin(|| {
            cx.worker.write(actor, move |work| match changes {
                Some(changes) => products::change(work, file, changes),
                None => products::create(work, file).map(|_| ()),
            })
        });
    }

    fn keeping(&mut self) -> &mut Keeping {
        &mut self.keeping
    }

    fn kept_words(&self, cx: &Cx<'_>) -> String {
        cx.tf("orders-goods-kept", &[("name", self.product.name.as_str().into())])
    }
}

impl Default for GoodsForm {
    fn default() -> Self {
        GoodsForm::new()
    }
}
