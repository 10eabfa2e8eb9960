//! When the office works, and how long each desk has for each step (I.3).

use eframe::egui::Ui;

use super::company::{section, two};
use super::hours_fields::{HoursFields, StepTime, show_minutes, time_unread};
use super::kept::Kept;
use crate::domain::calendar::EXPECTED_YEAR;
use crate::domain::company::Company;
use crate::i18n::t_dyn;
use crate::ui::clock::moment;
use crate::ui::cx::Cx;
use crate::ui::steps::table::{Cell, Col, table};
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::choice::tick;
use crate::ui::widgets::field::{Field, show_error};
use crate::ui::widgets::text;

/// Room for a label of a few words over a percentage, in points.
const SOON_WIDTH: f32 = 220.0;

/// The form.
#[derive(Default)]
pub struct HoursForm {
    kept: Kept<HoursFields>,
}

impl HoursForm {
    /// Save, and back to how it was.
    pub fn tools(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.kept.tools(ui, cx);
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.kept.show(ui, cx, |ui, kept| {
            let typed = kept.typed(cx.lang);
            office(ui, cx, &mut kept.part);
            times(ui, cx, &mut kept.part, typed.as_ref());
        });
    }
}

fn office(ui: &mut Ui, cx: &Cx<'_>, fields: &mut HoursFields) {
    section(ui, cx.t("field-calendar"));
    two(ui, |ui, width| {
        Field::new(cx.t("settings-hours"), &mut fields.hours).width(width).show(ui);
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
    if let Err(sentence) = fields.calendar(&cx.company.calendar, cx.lang) {
        show_error(ui, &sentence, theme::palette(ui));
    }
}

/// The table of times. Beside each stands when work of this moment would turn amber and red, so that a slip shows at once.
fn times(ui: &mut Ui, cx: &Cx<'_>, fields: &mut HoursFields, typed: Option<&Company>) {
    section(ui, cx.t("settings-times"));
    text::caption(ui, cx.t("settings-times-hint"));
    text::caption(ui, cx.t("settings-times-when"));
    let error = fields.soon_percent().is_none().then(|| cx.t("settings-soon-unread"));
    Field::new(cx.t("settings-soon"), &mut fields.soon).right().note("%").error(error).width(SOON_WIDTH).show(ui);
    let cols = [
        Col::words(cx.t("settings-times-desk"), 92.0),
        Col::words(cx.t("orders-step"), 0.0),
        Col::figures(cx.t("settings-times-time"), 96.0),
        Col::figures(cx.t("settings-times-usual"), 76.0),
        Col::words(cx.t("settings-times-amber"), 128.0),
        Col::words(cx.t("settings-times-red"), 128.0),
    ];
    let mut last = None;
    let rows: Vec<Vec<Cell<'_>>> = fields
        .times
        .iter_mut()
        .map(|time| {
            let first = last.replace(time.desk) != Some(time.desk);
            row(cx, time, first, typed)
        })
        .collect();
    table(ui, &cols, rows);
}

fn row<'a>(cx: &'a Cx<'_>, time: &'a mut StepTime, first: bool, typed: Option<&Company>) -> Vec<Cell<'a>> {
    let desk = if first { t_dyn(cx.lang, &format!("department-{}", time.desk.key())) } else { String::new() };
    let step = t_dyn(cx.lang, &format!("step-{}", time.step.key()));
    let usual = show_minutes(time.step.usual_minutes());
    let [amber, red] = match typed {
        Some(company) => [company.soon(time.desk, time.step, cx.now), company.due(time.desk, time.step, cx.now)]
            .map(|at| moment(cx.lang, company, cx.now, at)),
        None => ["—".to_owned(), "—".to_owned()],
    };
    vec![
        Cell::Strong(desk),
        Cell::Text(step),
        Cell::Field(Box::new(move |ui, width| time_field(ui, cx, time, width))),
        Cell::Toned(usual, Tone::Quiet),
        Cell::Toned(amber, Tone::Quiet),
        Cell::Toned(red, Tone::Quiet),
    ]
}

fn time_field(ui: &mut Ui, cx: &Cx<'_>, time: &mut StepTime, width: f32) {
    let name = time.name(cx.lang);
    let error = time.minutes().is_none().then(|| time_unread(cx.lang, time));
    let usual = show_minutes(time.step.usual_minutes());
    let field = Field::new(&name, &mut time.typed).bare().right().select_all().hint(&usual).error(error).width(width);
    let answer = field.show(ui);
    // Shown as it was understood, once the keyboard went elsewhere.
    if (answer.left || answer.entered)
        && !answer.composing
        && let Some(minutes) = time.minutes()
    {
        time.typed = show_minutes(minutes);
    }
}
