//! Credit: where and how hard it is looked at, the limits above a customer's own, and who releases up to how much.

use eframe::egui::Ui;

use super::company::{section, two};
use super::page;
use crate::domain::company::Company;
use crate::domain::credit::{CreditSettings, CustomerGroup, Hardness, Releaser};
use crate::domain::ids::GroupId;
use crate::domain::people::{Right, User, may};
use crate::i18n::t_dyn;
use crate::ops::{OpError, people};
use crate::ui::ask::{Ask, Doing};
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::steps::parts::Typed;
use crate::ui::steps::said;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::select;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::number_field::{Place, money_field};
use crate::ui::widgets::text;

/// The form.
#[derive(Default)]
pub struct CreditSettingsForm {
    base: Option<Company>,
    fields: Fields,
    releasers: Ask<Vec<User>>,
    /// Gives back what was kept.
    doing: Doing<CreditSettings>,
    fault: Option<OpError>,
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

impl Fields {
    fn of(settings: &CreditSettings) -> Fields {
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
    /// Takes over the settings unless somebody is in the middle of changing them.
    fn keep(&mut self, cx: &mut Cx<'_>) {
        let untouched = self.base.as_ref().is_none_or(|base| self.fields.settings().as_ref() == Some(&base.credit));
        if untouched && self.base.as_ref() != Some(cx.company) {
            self.fields = Fields::of(&cx.company.credit);
            self.base = Some(cx.company.clone());
        }
        self.releasers.keep(cx.revision.company, || cx.worker.ask(people::all));
        match self.doing.outcome() {
            Some(Ok(settings)) => {
                self.fault = None;
                if let Some(base) = &mut self.base {
                    base.credit = settings;
                }
                cx.wish(Wish::Done(cx.t("settings-saved").to_owned()));
            }
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
    }

    /// Save, and back to how it was.
    pub fn tools(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.keep(cx);
        let Some(base) = &self.base else { return };
        let settings = self.fields.settings();
        let changed = settings.as_ref() != Some(&base.credit);
        let refusal = if !may(cx.user, Right::KeepCompany) {
            Some(cx.t("settings-not-you"))
        } else if self.doing.is_busy() {
            Some(cx.t("widgets-loading"))
        } else if settings.is_none() {
            Some(cx.t("credit-settings-unread"))
        } else if !changed {
            Some(cx.t("desk-nothing-changed"))
        } else {
            None
        };
        let save = Button::primary(cx.t("desk-save")).refusal(refusal).show(ui).clicked();
        let back = changed && Button::new(cx.t("settings-undo")).icon(Icon::Undo).show(ui).clicked();
        if let Some(credit) = settings.filter(|_| save) {
            let seen = base.clone();
            let company = Company { credit, ..seen.clone() };
            let change = move |work: &mut crate::ops::Work<'_, '_>| {
                crate::ops::company::change(work, &seen, &company)?;
                Ok(company.credit)
            };
            self.doing.begin(|| cx.worker.write(cx.user.id, change));
        }
        if back {
            self.fault = None;
            self.fields = Fields::of(&base.credit);
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
                self.weights(ui, cx);
                self.limits(ui, cx);
                self.people(ui, cx);
                self.proposal(ui, cx);
            });
        });
    }

    fn weights(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        section(ui, cx.t("credit-settings-weights"));
        text::caption(ui, cx.t("credit-settings-weights-hint"));
        let levels = Hardness::ALL.map(|level| t_dyn(cx.lang, &format!("hardness-{}", level.key())));
        let levels = levels.each_ref().map(String::as_str);
        let [limit_review, limit_gate, late_review, late_gate] = &mut self.fields.hardness;
        two(ui, |ui, width| {
            select(ui, cx.t("credit-settings-limit-review"), &levels, limit_review, width);
            select(ui, cx.t("credit-settings-limit-gate"), &levels, limit_gate, width);
        });
        two(ui, |ui, width| {
            select(ui, cx.t("credit-settings-late-review"), &levels, late_review, width);
            select(ui, cx.t("credit-settings-late-gate"), &levels, late_gate, width);
        });
        two(ui, |ui, width| {
            Field::new(cx.t("credit-settings-grace"), &mut self.fields.grace).right().width(width).show(ui);
        });
    }

    fn limits(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        section(ui, cx.t("credit-settings-limits"));
        text::caption(ui, cx.t("credit-settings-limits-hint"));
        let Typed { text: typed, value } = &mut self.fields.company;
        two(ui, |ui, width| {
            let place = Place { width: Some(width), ..Place::default() };
            money_field(ui, cx.lang, cx.t("credit-settings-company"), typed, value, "CNY", place);
        });
        for (id, name, limit) in &mut self.fields.groups {
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
            let last = self.fields.groups.iter().map(|(id, ..)| id.0).max().unwrap_or_default();
            self.fields.groups.push((GroupId(last + 1), String::new(), Typed::default()));
        }
    }

    fn people(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        section(ui, cx.t("credit-settings-releasers"));
        text::caption(ui, cx.t("credit-settings-releasers-hint"));
        let holders = self.releasers.value().map_or(&[][..], Vec::as_slice);
        for user in holders.iter().filter(|user| may(user, Right::ReleaseCredit)) {
            if !self.fields.releasers.iter().any(|(known, _)| known.person == user.id) {
                let releaser = Releaser { person: user.id, ceiling: 0 };
                self.fields.releasers.push((releaser, Typed::default()));
            }
        }
        for (releaser, ceiling) in &mut self.fields.releasers {
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

    fn proposal(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        section(ui, cx.t("credit-settings-proposal"));
        text::caption(ui, cx.t("credit-settings-proposal-hint"));
        let fields = &mut self.fields;
        two(ui, |ui, width| {
            Field::new(cx.t("credit-settings-period"), &mut fields.period).right().width(width).show(ui);
            Field::new(cx.t("credit-settings-percent-a"), &mut fields.percent_a)
                .right()
                .note("%")
                .width(width)
                .show(ui);
        });
        two(ui, |ui, width| {
            Field::new(cx.t("credit-settings-percent-b"), &mut fields.percent_b)
                .right()
                .note("%")
                .width(width)
                .show(ui);
        });
        ui.add_space(theme::SECTION);
    }
}
