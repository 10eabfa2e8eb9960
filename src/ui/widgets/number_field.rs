//! Fields for quantities and money: typed freely, checked while typing, written back tidily when left.

use eframe::egui;
use egui::{Id, Ui};

use super::field::{Field, FieldAnswer};
use super::money::{MoneyProblem, parse_money};
use crate::domain::quantity::{Packs, QuantityRefusal};
use crate::i18n::{Lang, money, t, whole};
use crate::intake::words::quantity_refusal;
use crate::ops::words::read_quantity;

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
    /// What stands faintly in the field while it is empty.
    pub hint: Option<&'a str>,
}

impl<'p> Place<'p> {
    pub(super) fn apply<'a>(&self, mut field: Field<'a>, problem: Option<String>) -> Field<'a>
    where
        'p: 'a,
    {
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
        if let Some(hint) = self.hint {
            field = field.hint(hint);
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
#[allow(clippy::too_many_arguments)] // a field's words, its value, its place: all needed at each use
pub fn quantity_field(
    ui: &mut Ui,
    lang: Lang,
    label: &str,
    typed: &mut String,
    value: &mut Option<i64>,
    packs: &Packs,
    place: Place<'_>,
) -> FieldAnswer {
    let read = read_quantity(packs, typed);
    let problem = match &read {
        Err(QuantityRefusal::Empty) | Ok(_) => None,
        Err(problem) => Some(quantity_refusal(lang, problem)),
    };
    // Say what a short form means; where it says so itself, how many base units it is.
    let note = match &read {
        Ok(base) if packs.show(*base) != typed.trim() => packs.show(*base),
        Ok(base) if !packs.packs.is_empty() && !place.bare && !place.flat => {
            format!("= {} {}", whole(*base), packs.base_unit)
        }
        _ => String::new(),
    };
    let answer = place.apply(Field::new(label, typed).right().hint(packs.largest().0).note(note), problem).show(ui);
    *value = read_quantity(packs, typed).ok();
    if let (Some(base), true) = (*value, (answer.left || answer.entered) && !answer.composing) {
        *typed = packs.show(base);
    }
    answer
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
