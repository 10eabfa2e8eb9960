//! Filing (VII.1, VII.2): what the dossier has and lacks, under which number, how long.

use eframe::egui;
use egui::Ui;

use super::{At, Form, data, parts};
use crate::domain::archive::{keep_until, missing_records, series};
use crate::domain::orders::decide::class_for;
use crate::domain::orders::{Command, MissingRecord};
use crate::i18n::{date, t_dyn};
use crate::ui::theme::Tone;
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::text;

pub(super) struct File;

/// The records that a dossier of this order has, and whether each is there.
fn records(at: &At<'_>) -> Vec<(MissingRecord, bool)> {
    let order = &at.dossier.order;
    let missing = missing_records(order);
    let mut wanted = vec![MissingRecord::ReadBack, MissingRecord::Review, MissingRecord::Confirmation];
    if order.cancelled.is_some() {
        wanted.clear();
    }
    wanted.extend(
        order.productions.iter().filter(|part| part.output.is_some()).map(|part| MissingRecord::Inspection(part.no)),
    );
    for shipment in order.shipments.iter().filter(|shipment| shipment.reversed.is_none()) {
        let no = shipment.no;
        wanted.extend([MissingRecord::Notice(no), MissingRecord::Transport(no), MissingRecord::Delivery(no)]);
    }
    wanted.into_iter().map(|record| (record, !missing.contains(&record))).collect()
}

/// A record in words; with its number where there are several.
fn record_words(at: &At<'_>, record: MissingRecord) -> String {
    let (key, no) = record.key();
    let word = t_dyn(at.lang, &format!("record-{key}"));
    no.map_or(word.clone(), |no| format!("{word} {no}"))
}

impl Form for File {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let order = &at.dossier.order;
        let company = &at.dossier.company;
        let class = class_for(order, &data::ctx(at.dossier, at.user, at.now));
        let ended = order.closed.or(order.cancelled.as_ref().map(|(_, mark)| *mark)).map_or(at.now, |mark| mark.at);
        let ended = company.day(ended);
        let settings = &company.archive;
        let number = format!("{}-XS·{}-{}-…", settings.fonds, series(ended, class, settings), settings.department);
        let keep = keep_until(class, ended, settings).map_or_else(|| at.t("steps-file-for-ever").to_owned(), date);
        let found = [
            Fact::new(at.t("steps-file-number"), number),
            Fact::new(at.t("steps-file-class"), t_dyn(at.lang, &format!("class-{}", class.key()))),
            Fact::new(at.t("steps-file-ended"), date(ended)),
            Fact::new(at.t("steps-file-keep"), keep),
        ];
        ui.scope(|ui| facts(ui, &found));
        text::section(ui, at.t("steps-file-records"));
        let records = records(at);
        parts::boxed(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (record, there) in &records {
                let (tone, key) =
                    if *there { (Tone::Good, "steps-file-there") } else { (Tone::Bad, "steps-file-lacks") };
                parts::sentence(ui, tone, &at.tf(key, &[("record", record_words(at, *record).into())]));
            }
            let papers = at.tf("steps-file-papers", &[("count", order.papers.len().into())]);
            parts::sentence(ui, Tone::Quiet, &papers);
        });
    }

    fn command(&self, _at: &At<'_>) -> Result<Command, String> {
        Ok(Command::File { serial: 0, sum: String::new() }) // both given by the store
    }

    /// Narrow enough that facts stand one under the other: the file number is long.
    fn width(&self) -> f32 {
        540.0
    }
}
