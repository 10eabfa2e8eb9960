//! Steps that need only a yes or a reason: close, cancel, hold, resume, and taking back.

use chrono::NaiveDate;
use eframe::egui;
use egui::Ui;

use super::check::choose_shipment;
use super::{At, Form, data, parts};
use crate::domain::ids::LotId;
use crate::domain::orders::{Command, Order, Production, Step, open_to_pick, shipped};
use crate::domain::people::{Department, Rank, Role};
use crate::i18n::{date, t_dyn};
use crate::ops::orders::Dossier;
use crate::ui::theme::Tone;
use crate::ui::widgets::text;

pub(super) struct Reasons {
    step: Step,
    reason: String,
    desk: Option<Department>,
    shipment: usize,
    plan: usize,
    /// Line and lot that shall go although it is short.
    lot: (usize, LotId),
}

const REVIEWERS: [Department; 3] = [Department::Credit, Department::Logistics, Department::Production];

fn reviewed(order: &Order, desk: Department) -> bool {
    match desk {
        Department::Credit => order.review.credit.is_some(),
        Department::Logistics => order.review.stock.is_some(),
        Department::Production => order.review.date.is_some(),
        _ => false,
    }
}

fn takeable(dossier: &Dossier) -> Vec<usize> {
    data::shipments(&dossier.order, |shipment| shipment.dispatch.is_none())
}

/// Plans of which nothing was made yet.
fn plans(order: &Order) -> impl Iterator<Item = &Production> {
    order.productions.iter().filter(|production| production.is_open() && production.output.is_none())
}

/// Lots that are there and shorter than the customer's rule.
fn short_lots(dossier: &Dossier, today: NaiveDate) -> Vec<data::Choice> {
    data::choices(dossier, today).into_iter().filter(|choice| !choice.fresh).collect()
}

impl Reasons {
    pub fn new(step: Step, dossier: &Dossier, today: NaiveDate) -> Self {
        let shipment = takeable(dossier).first().copied().unwrap_or_default();
        let plan = plans(&dossier.order).next().map_or(0, |production| production.no);
        let lot = short_lots(dossier, today).first().map_or((0, LotId(0)), |choice| (choice.line, choice.lot));
        Reasons { step, reason: String::new(), desk: None, shipment, plan, lot }
    }

    fn show_plans(&mut self, ui: &mut Ui, at: &At<'_>) {
        let name = |production: &Production| {
            let goods = data::line_name(at.dossier, production.line, at.lang.tag());
            format!("{goods} {}", data::show_quantity(at.dossier, production.line, production.quantity))
        };
        let among: Vec<_> = plans(&at.dossier.order).map(|plan| (plan.no, name(plan), None)).collect();
        parts::choice(ui, at.t("steps-reverse-plan-which"), &mut self.plan, &among);
    }

    fn show_short_lots(&mut self, ui: &mut Ui, at: &At<'_>) {
        let lots = short_lots(at.dossier, at.today);
        if lots.is_empty() {
            parts::sentence(ui, Tone::Warn, at.t("steps-approve-no-lot"));
            return;
        }
        let name = |choice: &data::Choice| {
            let code = data::lot(at.dossier, choice.lot).map(|lot| lot.code.clone()).unwrap_or_default();
            let needed = data::freshness(at.dossier, choice.line, at.today).map_or(0, |rule| rule.days_needed());
            let days = at.tf("steps-days-of", &[("days", choice.remaining.into()), ("needed", needed.into())]);
            format!("{} {code} {days}", data::line_name(at.dossier, choice.line, at.lang.tag()))
        };
        let among: Vec<_> = lots.iter().map(|choice| ((choice.line, choice.lot), name(choice), None)).collect();
        parts::choice(ui, at.t("steps-approve-which"), &mut self.lot, &among);
    }

    fn asks_reason(&self) -> bool {
        !matches!(self.step, Step::Close | Step::Resume)
    }

    /// What the step will do, in words.
    fn meaning(&self, at: &At<'_>) -> String {
        let key = match self.step {
            Step::Close => "steps-close-means",
            Step::WithdrawChange => "changes-withdraw-means",
            Step::Cancel => "steps-cancel-means",
            Step::CancelRest => "steps-cancel-rest-means",
            Step::Hold => "steps-hold-means",
            Step::Resume => "steps-resume-means",
            Step::ReverseReview => "steps-reverse-review-means",
            Step::ReverseConfirmation => "steps-reverse-confirmation-means",
            Step::ReversePlan => "steps-reverse-plan-means",
            Step::ApproveShortLife => "steps-approve-means",
            _ => "steps-reverse-pick-means",
        };
        t_dyn(at.lang, key)
    }

    fn show_desks(&mut self, ui: &mut Ui, at: &At<'_>) {
        let order = &at.dossier.order;
        let heads = |desk: Department| at.user.holds(Role::new(desk, Rank::Head));
        let fits = |desk: &Department| reviewed(order, *desk) && heads(*desk);
        let desk = *self.desk.get_or_insert_with(|| REVIEWERS.into_iter().find(fits).unwrap_or(Department::Credit));
        let among = REVIEWERS.map(|desk| {
            let refusal = if !reviewed(order, desk) {
                Some(at.t("steps-reverse-nothing").to_owned())
            } else if !heads(desk) {
                Some(at.t("steps-reverse-head-only").to_owned())
            } else {
                None
            };
            (desk, t_dyn(at.lang, &format!("department-{}", desk.key())), refusal)
        });
        let mut chosen = desk;
        parts::choice(ui, at.t("steps-reverse-which"), &mut chosen, &among);
        self.desk = Some(chosen);
    }
}

/// What was ordered, shipped and is still open, by line.
fn show_lines(ui: &mut Ui, at: &At<'_>) {
    let order = &at.dossier.order;
    parts::boxed(ui, |ui| {
        for line in 1..=order.content.lines.len() {
            let show = |base: i64| if base == 0 { "0".to_owned() } else { data::show_quantity(at.dossier, line, base) };
            let values = [
                ("goods", data::line_name(at.dossier, line, at.lang.tag()).into()),
                ("ordered", show(order.content.lines[line - 1].quantity).into()),
                ("shipped", show(shipped(order, line)).into()),
                ("open", show(open_to_pick(order, line)).into()),
            ];
            text::body(ui, &at.tf("steps-lines-how-far", &values));
        }
    });
}

impl Form for Reasons {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        text::body(ui, &self.meaning(at));
        match self.step {
            Step::ReverseReview => self.show_desks(ui, at),
            Step::ReversePick => {
                choose_shipment(ui, at, &mut self.shipment, &takeable(at.dossier));
            }
            Step::ReversePlan => self.show_plans(ui, at),
            Step::ApproveShortLife => self.show_short_lots(ui, at),
            Step::Close | Step::CancelRest => show_lines(ui, at),
            Step::Resume => {
                if let Some((reason, mark)) = &at.dossier.order.hold {
                    let values = [
                        ("who", at.dossier.name(mark.by).into()),
                        ("day", date(at.dossier.company.day(mark.at)).into()),
                        ("reason", reason.as_str().into()),
                    ];
                    parts::sentence(ui, Tone::Warn, &at.tf("steps-resume-held", &values));
                }
            }
            _ => {}
        }
        if self.asks_reason() {
            parts::lines(ui, at.t("widgets-reason"), &mut self.reason, true, 3);
        }
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        let reason = self.reason.trim().to_owned();
        Ok(match self.step {
            Step::Close => Command::Close,
            Step::WithdrawChange => {
                let no = at.dossier.order.open_change().map_or(0, |change| change.no);
                Command::WithdrawChange { no, reason }
            }
            Step::Cancel => Command::Cancel { reason },
            Step::CancelRest => Command::CancelRest { reason },
            Step::Hold => Command::Hold { reason },
            Step::Resume => Command::Resume,
            Step::ReverseReview => Command::ReverseReview { desk: self.desk.unwrap_or(Department::Credit), reason },
            Step::ReverseConfirmation => Command::ReverseConfirmation { reason },
            Step::ReversePlan => Command::ReversePlan { production: self.plan, reason },
            Step::ApproveShortLife => Command::ApproveShortLife { line: self.lot.0, lot: self.lot.1, reason },
            _ => Command::ReversePick { shipment: self.shipment, reason },
        })
    }

    fn takes_away(&self) -> bool {
        !matches!(self.step, Step::Close | Step::Resume | Step::Hold | Step::ApproveShortLife)
    }

    fn width(&self) -> f32 {
        520.0
    }
}
