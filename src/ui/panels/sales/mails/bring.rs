//! Mails as files on their way in: dropped, chosen, or lying in the folder that is looked into every half minute while somebody
//! who takes orders sits here.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::SystemTime;

use eframe::egui::{self, Ui};

use crate::ops::OpError;
use crate::ops::mails::{self, Brought, Seen};
use crate::ops::orders::may_receive;
use crate::ops::words;
use crate::ui::ask::Doing;
use crate::ui::cx::{Cx, Wish};
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;

/// How often the folder is looked into, in seconds.
const EVERY: i64 = 30;

/// What comes back from the thread for slow jobs.
struct Read {
    brought: Brought,
    /// What is remembered of the folder; none for files that somebody brought.
    seen: Option<Seen>,
}

/// Files on their way.
#[derive(Default)]
pub(super) struct Bringing {
    waiting: Vec<PathBuf>,
    reading: Option<Receiver<Read>>,
    taking: Doing<(usize, usize)>,
    /// True where somebody brought the files and wants to know what became of them.
    by_hand: bool,
    refused: Vec<(String, OpError)>,
    seen: Seen,
    looked: i64,
}

impl Bringing {
    /// Brings files; they are read when those before them are in.
    pub fn bring(&mut self, paths: Vec<PathBuf>) {
        self.waiting.extend(paths);
    }

    /// True while files are on their way.
    pub fn is_busy(&self) -> bool {
        self.reading.is_some() || self.taking.is_busy() || !self.waiting.is_empty()
    }

    /// Goes on; once a frame. True where there is a folder to look into.
    pub fn go_on(&mut self, cx: &mut Cx<'_>) -> bool {
        if !may_receive(cx.user) {
            return false;
        }
        self.take_in(cx);
        let folder = cx.company.post.mail_folder.trim();
        if self.reading.is_none() && !self.taking.is_busy() {
            if !self.waiting.is_empty() {
                let paths = std::mem::take(&mut self.waiting);
                self.read(cx, paths);
            } else if !folder.is_empty() && self.looked != cx.now.timestamp() / EVERY {
                self.looked = cx.now.timestamp() / EVERY;
                self.look_into(cx, folder.to_owned());
            }
        }
        !folder.is_empty()
    }

    fn read(&mut self, cx: &Cx<'_>, paths: Vec<PathBuf>) {
        self.refused.clear();
        self.reading =
            Some(cx.jobs.run("mails-job-read", move |_| Read { brought: mails::read_files(&paths), seen: None }));
    }

    fn look_into(&mut self, cx: &Cx<'_>, folder: String) {
        let seen = self.seen.clone();
        self.reading = Some(cx.jobs.run("mails-job-look", move |_| {
            let (paths, seen) = mails::unseen(Path::new(&folder), seen, SystemTime::now());
            Read { brought: mails::read_files(&paths), seen: Some(seen) }
        }));
    }

    fn take_in(&mut self, cx: &mut Cx<'_>) {
        match self.reading.as_ref().map(Receiver::try_recv) {
            Some(Ok(read)) => {
                self.reading = None;
                self.write(cx, read);
            }
            Some(Err(TryRecvError::Disconnected)) => self.reading = None,
            Some(Err(TryRecvError::Empty)) | None => {}
        }
        match self.taking.outcome() {
            Some(Ok((new, known))) if self.by_hand || new > 0 => {
                let values = [("new", new.into()), ("known", known.into())];
                let key = if known == 0 || !self.by_hand { "mails-brought" } else { "mails-brought-known" };
                cx.wish(Wish::Done(cx.tf(key, &values)));
            }
            Some(Err(fault)) => cx.wish(Wish::Failed(fault)),
            Some(Ok(_)) | None => {}
        }
    }

    fn write(&mut self, cx: &Cx<'_>, read: Read) {
        let Read { brought, seen } = read;
        self.by_hand = seen.is_none();
        match seen {
            // Files in the folder that are no mails are nobody's doing: they are left alone.
            Some(seen) => self.seen = seen,
            None => self.refused = brought.refused,
        }
        if !brought.mails.is_empty() {
            let mails = brought.mails;
            self.taking.begin(|| cx.worker.write(cx.user.id, move |work| mails::take_in(work, &mails)));
        }
    }

    /// Files that were not taken, each with the reason.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if self.refused.is_empty() {
            return;
        }
        let sentence = |(name, fault): &(String, OpError)| {
            let why = words::op_error(cx.lang, fault).one_line();
            cx.tf("mails-refused", &[("name", name.as_str().into()), ("why", why.into())])
        };
        let sentences: Vec<String> = self.refused.iter().map(sentence).collect();
        let heading = cx.tf("mails-refused-title", &[("count", sentences.len().into())]);
        egui::Frame::new().inner_margin(theme::GAP).show(ui, |ui| {
            if banner(ui, cx.lang, Tone::Warn, &heading, &sentences, "", true).dismissed {
                self.refused.clear();
            }
        });
    }
}
