//! Fields for quantities and money: typed freely, checked while typing, written back tidily when left.

use eframe::egui;
use egui::{Id, Ui};

use super::field::{Field, FieldAnswer};
use super::money::{MoneyProblem, parse_money};
use super::quantity::{Pack, QuantityProblem, parse_quantity, write_quantity};
use crate::i18n::{Lang, money, t, tf, whole};

/// The sentence for a quantity that cannot be read.
pub fn quantity_words(lang: Lang, problem: &QuantityProblem) -> String {
    match problem {
        QuantityProblem::NotUnderstood => t(lang, "widgets-quantity-not-understood").to_owned(),
        QuantityProblem::UnknownUnit(unit) => {
            tf(lang, "widgets-quantity-unknown-unit", &[("unit", unit.as_str().into())])
        }
        QuantityProblem::NotWhole => t(lang, "widgets-quantity-not-whole").to_owned(),
        QuantityProblem::TooLarge => t(lang, "widgets-quantity-too-large").to_owned(),
    }
}

/// The sentence for an amount that cannot be read.
pub fn money_words(lang: Lang, problem: MoneyProblem) -> &'static str {
    match problem {
        MoneyProblem::NotUnderstood => t(lang, "widgets-money-not-understood"),
        MoneyProblem::TooFine => t(lang, "widgets-money-too-fine"),
        MoneyProblem::TooLarge => t(lang, "widgets-money-too-large"),
    }
}

/// What all figure fields share: where they stand and what is wrong from the caller's side.
#[derive(Default)]
pub struct Place<'a> {
    /// Only the field, without label and error line: table cells.
    pub bare: bool,
    /// A bare field without an outline until it has the keyboard: cells of a grid.
    pub flat: bool,
    /// Width in points; without it the room that there is.
    pub width: Option<f32>,
    /// A fixed id, to send the keyboard there.
    pub id: Option<Id>,
    /// What the caller finds wrong with a figure that can be read.
    pub error: Option<&'a str>,
    /// Marks the field as one that must be filled.
    pub required: bool,
    /// Enter stays: the caller moves the keyboard.
    pub stays: bool,
}

impl Place<'_> {
    pub(super) fn apply<'a>(&self, mut field: Field<'a>, problem: Option<String>) -> Field<'a> {
        if self.bare {
            field = field.bare();
        }
        if self.flat {
            field = field.flat();
        }
        if self.required {
            field = field.required();
        }
        if self.stays {
            field = field.stays();
        }
        if let Some(width) = self.width {
            field = field.width(width);
        }
        if let Some(id) = self.id {
            field = field.id(id);
        }
        field.error(problem.or_else(|| self.error.map(str::to_owned))).select_all()
    }
}

/// A quantity field. `typed` is what stands in it, `value` the base units that it means (`None` while it cannot be read).
/// A plain number counts in `packs[plain]`.
#[allow(clippy::too_many_arguments)] // a field's words, its value, its place: all needed at each use
pub fn quantity_field(
    ui: &mut Ui,
    lang: Lang,
    label: &str,
    typed: &mut String,
    value: &mut Option<i64>,
    packs: &[Pack],
    plain: usize,
    place: Place<'_>,
) -> FieldAnswer {
    let read = parse_quantity(typed, packs, plain);
    let problem = match &read {
        Err(problem) if !typed.trim().is_empty() => Some(quantity_words(lang, problem)),
        _ => None,
    };
    let smallest = packs.iter().find(|pack| pack.holds == 1).map_or("", |pack| pack.unit.as_str());
    let tidy = read.as_ref().ok().map(|base| write_quantity(*base, packs));
    // Say what a short form means; stay silent where it says so itself.
    let note = match (&read, &tidy) {
        (Ok(base), Some(tidy)) if tidy != typed.trim() => tidy_note(*base, tidy, smallest),
        (Ok(base), Some(_)) if packs.len() > 1 && !place.bare && !place.flat => {
            format!("= {} {smallest}", whole(*base))
        }
        _ => String::new(),
    };
    let field = place.apply(Field::new(label, typed).right().note(note), problem);
    let answer = field.show(ui);
    let read = parse_quantity(typed, packs, plain);
    *value = read.ok();
    if let (Some(base), true) = (*value, (answer.left || answer.entered) && !answer.composing) {
        *typed = write_quantity(base, packs);
    }
    answer
}

fn tidy_note(base: i64, tidy: &str, smallest: &str) -> String {
    if tidy == format!("{}{smallest}", whole(base)) { smallest.to_owned() } else { tidy.to_owned() }
}

/// A money field. `typed` is what stands in it, `value` the hundredths that it means (`None` while it cannot be read).
pub fn money_field(
    ui: &mut Ui,
    lang: Lang,
    label: &str,
    typed: &mut String,
    value: &mut Option<i64>,
    currency: &str,
    place: Place<'_>,
) -> FieldAnswer {
    let problem = match parse_money(typed) {
        Err(problem) if !typed.trim().is_empty() => Some(money_words(lang, problem).to_owned()),
        _ => None,
    };
    let answer = place.apply(Field::new(label, typed).right().note(currency), problem).show(ui);
    *value = parse_money(typed).ok();
    if let (Some(minor), true) = (*value, (answer.left || answer.entered) && !answer.composing) {
        *typed = money(minor);
    }
    answer
}
