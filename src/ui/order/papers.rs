//! Papers in the dossier: added from a file or by dropping one, saved as a copy.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError};

use eframe::egui;
use egui::Ui;

use crate::domain::ids::{OrderId, PaperId};
use crate::domain::orders::Paper;
use crate::i18n::whole;
use crate::ops::orders::{Dossier, LARGEST_PAPER};
use crate::ops::{OpError, Work};
use crate::ops::{archive, orders};
use crate::ui::ask::Doing;
use crate::ui::clock;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::text;

/// A file's bytes on their way.
type Bytes = Receiver<Result<Vec<u8>, OpError>>;

/// Papers on their way in and out.
#[derive(Default)]
pub(super) struct Papers {
    adding: Doing<PaperId>,
    saving: Doing<()>,
    /// Files to be added, one after the other, and the one that is being read.
    files: VecDeque<(OrderId, PathBuf)>,
    reading: Option<(OrderId, PathBuf, Bytes)>,
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
        self.read_next(cx);
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
        let mut chosen = dropped;
        ui.horizontal(|ui| {
            if Button::new(cx.t("orders-add-paper")).icon(Icon::Plus).show(ui).clicked() {
                chosen.extend(cx.files.open());
            }
            text::caption(ui, cx.t("orders-drop-here"));
        });
        self.files.extend(chosen.into_iter().map(|path| (order, path)));
    }

    /// Reads the next file on the thread for slow jobs, however slow its folder is, and writes it once it is there.
    fn read_next(&mut self, cx: &mut Cx<'_>) {
        if let Some((order, path, job)) = self.reading.take() {
            match job.try_recv() {
                Ok(Ok(content)) => {
                    let name = name_of(&path);
                    let add = move |work: &mut Work<'_, '_>| orders::add_paper(work, order, &name, &content);
                    self.adding.begin(|| cx.worker.write(cx.user.id, add));
                }
                Ok(Err(fault)) => cx.wish(Wish::Failed(fault)),
                Err(TryRecvError::Empty) => self.reading = Some((order, path, job)),
                Err(TryRecvError::Disconnected) => {}
            }
        }
        if self.reading.is_none()
            && !self.adding.is_busy()
            && let Some((order, path)) = self.files.pop_front()
        {
            let from = path.clone();
            let job = cx.jobs.run("import-job-read", move |_| read_paper(&from));
            self.reading = Some((order, path, job));
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

/// A file's bytes; one that is too large is not read at all.
fn read_paper(path: &Path) -> Result<Vec<u8>, OpError> {
    let size = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?.len();
    if size > LARGEST_PAPER as u64 {
        return Err(OpError::PaperTooLarge(size));
    }
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn unreadable(path: &Path, error: &std::io::Error) -> OpError {
    OpError::Store(crate::ops::StoreError::from_io(path, error))
}
