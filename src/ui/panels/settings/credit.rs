//! Credit: where and how hard it is looked at, the limits above a customer's own, and who releases up to how much.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::company::{section, two};
use super::kept::{Kept, Part};
use crate::domain::company::Company;
use crate::domain::credit::{CreditSettings, CustomerGroup, Hardness, Releaser};
use crate::domain::ids::GroupId;
use crate::domain::people::{Right, User, may};
use crate::i18n::{Lang, t, t_dyn};
use crate::ops::people;
use crate::ui::ask::Ask;
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::steps::parts::Typed;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::select;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::number_field::{Place, money_field};
use crate::ui::widgets::text;

/// The form.
#[derive(Default)]
pub struct CreditSettingsForm {
    kept: Kept<Fields>,
    releasers: Ask<Vec<User>>,
}

/// What is typed.
#[derive(Default)]
struct Fields {
    /// Limit at review, limit at the gate, late payment at review, late payment at the gate.
    hardness: [usize; 4],
    grace: String,
    company: Typed<i64>,
    groups: Vec<(GroupId, String, Typed<i64>)>,
    /// People who hold the right, with their ceilings; an empty ceiling names nobody.
    releasers: Vec<(Releaser, Typed<i64>)>,
    period: String,
    percent_a: String,
    percent_b: String,
}

/// An amount, empty for none.
fn optional(amount: Option<i64>) -> Typed<i64> {
    amount.map(Typed::money).unwrap_or_default()
}

/// What is typed where nothing may stand; none while it cannot be read.
fn read(typed: &Typed<i64>) -> Option<Option<i64>> {
    if typed.text.trim().is_empty() { Some(None) } else { typed.value.map(Some) }
}

impl Part for Fields {
    fn of(company: &Company, _: NaiveDate) -> Fields {
        let settings = &company.credit;
        let levels = [
            settings.limit_at_review,
            settings.limit_at_shipping,
            settings.overdue_at_review,
            settings.overdue_at_shipping,
        ];
        let place = |level: Hardness| Hardness::ALL.iter().position(|known| *known == level).unwrap_or_default();
        let groups = settings.groups.iter().map(|group| (group.id, group.name.clone(), optional(group.limit)));
        Fields {
            hardness: levels.map(place),
            grace: settings.grace_days.to_string(),
            company: optional(settings.company_limit),
            groups: groups.collect(),
            releasers: settings.releasers.iter().map(|known| (*known, Typed::money(known.ceiling))).collect(),
            period: settings.period_days.to_string(),
            percent_a: settings.percent_a.to_string(),
            percent_b: settings.percent_b.to_string(),
        }
    }

    fn company(&self, base: &Company, lang: Lang) -> Result<Company, String> {
        let credit = self.settings().ok_or_else(|| t(lang, "credit-settings-unread").to_owned())?;
        Ok(Company { credit, ..base.clone() })
    }
}

impl Fields {
    /// The settings as typed; none while something cannot be read.
    fn settings(&self) -> Option<CreditSettings> {
        let whole = |typed: &String| typed.trim().parse::<i64>().ok();
        let level = |at: usize| Hardness::ALL[self.hardness[at]];
        let groups = self.groups.iter().map(|(id, name, limit)| {
            Some(CustomerGroup { id: *id, name: name.trim().to_owned(), limit: read(limit)? })
        });
        let mut releasers = Vec::new();
        for (releaser, typed) in &self.releasers {
            if let Some(ceiling) = read(typed)? {
                releasers.push(Releaser { ceiling, ..*releaser });
            }
        }
        Some(CreditSettings {
            company_limit: read(&self.company)?,
            groups: groups.collect::<Option<_>>()?,
            releasers,
            limit_at_review: level(0),
            limit_at_shipping: level(1),
            overdue_at_review: level(2),
            overdue_at_shipping: level(3),
            grace_days: whole(&self.grace)?,
            period_days: whole(&self.period)?,
            percent_a: whole(&self.percent_a)?,
            percent_b: whole(&self.percent_b)?,
        })
    }
}

impl CreditSettingsForm {
    /// Save, and back to how it was.
    pub fn tools(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.kept.tools(ui, cx);
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.releasers.keep(cx.revision.company, || cx.worker.ask(people::all));
        let holders = self.releasers.value().map_or(&[][..], Vec::as_slice);
        self.kept.show(ui, cx, |ui, kept| {
            weights(ui, cx, &mut kept.part);
            limits(ui, cx, &mut kept.part);
            releasers(ui, cx, &mut kept.part, holders);
            proposal(ui, cx, &mut kept.part);
        });
    }
}

fn weights(ui: &mut Ui, cx: &Cx<'_>, fields: &mut Fields) {
    section(ui, cx.t("credit-settings-weights"));
    text::caption(ui, cx.t("credit-settings-weights-hint"));
    let levels = Hardness::ALL.map(|level| t_dyn(cx.lang, &format!("hardness-{}", level.key())));
    let levels = levels.each_ref().map(String::as_str);
    let [limit_review, limit_gate, late_review, late_gate] = &mut fields.hardness;
    two(ui, |ui, width| {
        select(ui, cx.t("credit-settings-limit-review"), &levels, limit_review, width);
        select(ui, cx.t("credit-settings-limit-gate"), &levels, limit_gate, width);
    });
    two(ui, |ui, width| {
        select(ui, cx.t("credit-settings-late-review"), &levels, late_review, width);
        select(ui, cx.t("credit-settings-late-gate"), &levels, late_gate, width);
    });
    two(ui, |ui, width| {
        Field::new(cx.t("credit-settings-grace"), &mut fields.grace).right().width(width).show(ui);
    });
}

fn limits(ui: &mut Ui, cx: &Cx<'_>, fields: &mut Fields) {
    section(ui, cx.t("credit-settings-limits"));
    text::caption(ui, cx.t("credit-settings-limits-hint"));
    let Typed { text: typed, value } = &mut fields.company;
    two(ui, |ui, width| {
        let place = Place { width: Some(width), ..Place::default() };
        money_field(ui, cx.lang, cx.t("credit-settings-company"), typed, value, "CNY", place);
    });
    for (id, name, limit) in &mut fields.groups {
        ui.push_id(id.0, |ui| {
            two(ui, |ui, width| {
                Field::new(cx.t("credit-settings-group-name"), name).required().width(width).show(ui);
                let Typed { text: typed, value } = limit;
                let place = Place { width: Some(width), ..Place::default() };
                money_field(ui, cx.lang, cx.t("credit-settings-group-limit"), typed, value, "CNY", place);
            });
        });
    }
    if Button::new(cx.t("credit-settings-group-add")).icon(Icon::Plus).show(ui).clicked() {
        let last = fields.groups.iter().map(|(id, ..)| id.0).max().unwrap_or_default();
        fields.groups.push((GroupId(last + 1), String::new(), Typed::default()));
    }
}

fn releasers(ui: &mut Ui, cx: &Cx<'_>, fields: &mut Fields, holders: &[User]) {
    section(ui, cx.t("credit-settings-releasers"));
    text::caption(ui, cx.t("credit-settings-releasers-hint"));
    for user in holders.iter().filter(|user| may(user, Right::ReleaseCredit)) {
        if !fields.releasers.iter().any(|(known, _)| known.person == user.id) {
            let releaser = Releaser { person: user.id, ceiling: 0 };
            fields.releasers.push((releaser, Typed::default()));
        }
    }
    for (releaser, ceiling) in &mut fields.releasers {
        let name = holders.iter().find(|user| user.id == releaser.person).map_or("", |user| user.name.as_str());
        let Typed { text: typed, value } = ceiling;
        ui.push_id(releaser.person.0, |ui| {
            two(ui, |ui, width| {
                let place = Place { width: Some(width), ..Place::default() };
                money_field(ui, cx.lang, name, typed, value, "CNY", place);
            });
        });
    }
}

fn proposal(ui: &mut Ui, cx: &Cx<'_>, fields: &mut Fields) {
    section(ui, cx.t("credit-settings-proposal"));
    text::caption(ui, cx.t("credit-settings-proposal-hint"));
    two(ui, |ui, width| {
        Field::new(cx.t("credit-settings-period"), &mut fields.period).right().width(width).show(ui);
        Field::new(cx.t("credit-settings-percent-a"), &mut fields.percent_a).right().note("%").width(width).show(ui);
    });
    two(ui, |ui, width| {
        Field::new(cx.t("credit-settings-percent-b"), &mut fields.percent_b).right().note("%").width(width).show(ui);
    });
}
