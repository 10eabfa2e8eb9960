//! Papers in the dossier: added from a file or by dropping one, saved as a copy.

use std::path::{Path, PathBuf};

use eframe::egui;
use egui::Ui;

use crate::domain::ids::{OrderId, PaperId};
use crate::domain::orders::Paper;
use crate::i18n::whole;
use crate::ops::OpError;
use crate::ops::orders::Dossier;
use crate::ops::{archive, orders};
use crate::ui::ask::Doing;
use crate::ui::clock;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::text;

/// Papers on their way in and out.
#[derive(Default)]
pub(super) struct Papers {
    adding: Doing<PaperId>,
    saving: Doing<()>,
}

impl Papers {
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier) {
        self.take_in(cx);
        let order = &dossier.order;
        let may_add = order.filed.is_none();
        if order.papers.is_empty() && !may_add {
            return;
        }
        ui.add_space(theme::GAP);
        text::section(ui, cx.t("orders-papers"));
        if !order.papers.is_empty() {
            self.list(ui, cx, dossier);
        }
        if may_add {
            self.add(ui, cx, order.id);
        }
    }

    fn take_in(&mut self, cx: &mut Cx<'_>) {
        for fault in [self.adding.outcome().and_then(Result::err), self.saving.outcome().and_then(Result::err)]
            .into_iter()
            .flatten()
        {
            cx.wish(Wish::Failed(fault));
        }
    }

    fn list(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier) {
        for paper in &dossier.order.papers {
            ui.horizontal(|ui| {
                let name = format!("{}: {}", cx.t("orders-save-copy"), paper.name);
                if Button::only_icon(Icon::Export, &name).show(ui).clicked()
                    && let Some(place) = cx.files.save(&paper.name)
                {
                    self.save(cx, paper, place);
                }
                text::body(ui, &paper.name);
                let when = clock::moment(cx.lang, cx.company, cx.now, paper.mark.at);
                let by = cx.tf("orders-at", &[("who", dossier.name(paper.mark.by).into()), ("when", when.into())]);
                text::caption(ui, &format!("{} KB   {by}", whole((paper.size + 1023) / 1024)));
            });
        }
    }

    fn add(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, order: OrderId) {
        let dropped: Vec<PathBuf> =
            ui.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        let mut chosen = dropped.into_iter().next();
        ui.horizontal(|ui| {
            let busy = self.adding.is_busy();
            if Button::new(cx.t("orders-add-paper"))
                .icon(Icon::Plus)
                .refusal(busy.then(|| cx.t("widgets-loading")))
                .show(ui)
                .clicked()
            {
                chosen = chosen.take().or_else(|| cx.files.open());
            }
            text::caption(ui, cx.t("orders-drop-here"));
        });
        if let Some(path) = chosen {
            let actor = cx.user.id;
            self.adding.begin(|| {
                cx.worker.write(actor, move |work| {
                    let content = std::fs::read(&path).map_err(|error| unreadable(&path, &error))?;
                    orders::add_paper(work, order, &name_of(&path), &content)
                })
            });
        }
    }

    fn save(&mut self, cx: &Cx<'_>, paper: &Paper, place: PathBuf) {
        let id = paper.id;
        self.saving.begin(|| {
            cx.worker.ask(move |office| {
                let (_, content) = archive::paper(office, id)?;
                std::fs::write(&place, content).map_err(|error| unreadable(&place, &error))
            })
        });
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn unreadable(path: &Path, error: &std::io::Error) -> OpError {
    OpError::Store(crate::ops::StoreError::from_io(path, error))
}
