//! Copies of the store: where the daily ones are, one more whenever somebody wants it, and how a copy is brought back.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError};

use eframe::egui::Ui;

use crate::domain::people::{Right, may};
use crate::i18n::whole;
use crate::ops::OpError;
use crate::ops::backup::{self, Keeper, Report};
use crate::ui::ask::{Ask, Doing};
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::steps::said;
use crate::ui::theme::Tone;
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::text;

/// The page.
#[derive(Default)]
pub struct Copies {
    place: Ask<(String, Option<PathBuf>), ()>,
    target: Option<PathBuf>,
    opening: Doing<Option<Keeper>>,
    making: Option<Receiver<Result<Report, OpError>>>,
    made: Option<Report>,
    fault: Option<OpError>,
}

impl Copies {
    /// Draws the page.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.place.keep((), || {
            cx.worker.ask(|office| {
                let location = office.store().location().clone();
                Ok((location.to_string(), backup::folder_of(&location)))
            })
        });
        self.take_in(cx);
        text::strong(ui, cx.t("settings-copies"));
        text::soft(ui, cx.t("settings-copies-daily"));
        let (store, folder) = self.place.value().cloned().unwrap_or_default();
        let shown = folder.as_ref().map(|folder| folder.display().to_string()).unwrap_or_default();
        ui.scope(|ui| {
            facts(ui, &[Fact::new(cx.t("settings-store"), store.as_str())]);
            facts(ui, &[Fact::new(cx.t("settings-copies-folder"), shown)]);
        });
        self.buttons(ui, cx, folder);
        if let Some(fault) = &self.fault {
            let (title, sentences) = said::fault(cx.lang, fault);
            banner(ui, cx.lang, Tone::Bad, &title, &sentences, "", false);
        }
        if let Some(report) = &self.made {
            let rows: u64 = report.rows.iter().map(|(_, count)| count).sum();
            let values = [
                ("file", report.path.display().to_string().into()),
                ("rows", whole(i64::try_from(rows).unwrap_or(i64::MAX)).into()),
            ];
            let sentence = cx.tf("settings-copy-verified", &values);
            banner(ui, cx.lang, Tone::Good, cx.t("settings-copy-made"), &[sentence], "", false);
        }
        text::section(ui, cx.t("settings-restore"));
        text::soft(ui, cx.t("settings-restore-how"));
        text::body(ui, &format!("yili-orders restore FILE --store \"{store}\""));
    }

    fn buttons(&mut self, ui: &mut Ui, cx: &Cx<'_>, folder: Option<PathBuf>) {
        let busy = self.making.is_some() || self.opening.is_busy();
        let refusal = if !may(cx.user, Right::KeepBackups) {
            Some(cx.t("settings-not-you"))
        } else if folder.is_none() {
            Some(cx.t("settings-copies-none"))
        } else {
            busy.then(|| cx.t("settings-copy-busy"))
        };
        ui.horizontal(|ui| {
            if Button::new(cx.t("settings-copy-now")).icon(Icon::Database).refusal(refusal).show(ui).clicked()
                && let Some(target) = cx.files.save(&format!("yili-{}.sqlite", cx.today.format("%Y%m%d")))
            {
                (self.target, self.made, self.fault) = (Some(target), None, None);
                self.opening.begin(|| cx.worker.ask(backup::keeper_for));
            }
            if let Some(folder) = folder.filter(|folder| folder.is_dir())
                && Button::new(cx.t("settings-copies-open")).show(ui).clicked()
            {
                cx.files.show(&folder);
            }
        });
    }

    fn take_in(&mut self, cx: &mut Cx<'_>) {
        match self.opening.outcome() {
            Some(Ok(Some(mut keeper))) => {
                let Some(target) = self.target.take() else { return };
                let now = cx.now;
                self.making = Some(cx.jobs.run("app-job-copy", move |job| {
                    keeper.copy_to(&target, now, &mut |progress| job.go_on(progress.done, progress.total))
                }));
            }
            Some(Err(fault)) => self.fault = Some(fault),
            Some(Ok(None)) | None => {}
        }
        match self.making.as_ref().map(Receiver::try_recv) {
            Some(Ok(Ok(report))) => {
                cx.wish(Wish::Done(cx.t("settings-copy-made").to_owned()));
                self.made = Some(report);
            }
            Some(Ok(Err(fault))) => self.fault = Some(fault),
            Some(Err(TryRecvError::Disconnected)) => {}
            Some(Err(TryRecvError::Empty)) | None => return,
        }
        self.making = None;
    }
}
