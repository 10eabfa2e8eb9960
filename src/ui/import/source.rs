//! Reading the file, on the job thread.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError};

use crate::i18n::{Lang, t, tf};
use crate::intake::{IntakeError, tables::Limits, words};
use crate::ops::import::{self, Kind, Sheet};
use crate::ui::cx::Cx;

/// Why a file gave no rows.
pub(super) enum ReadFault {
    /// The system did not hand it over; its own words.
    Unreadable(PathBuf, String),
    /// It is no table of this kind.
    Intake(IntakeError),
}

impl ReadFault {
    /// A heading and sentences.
    pub fn words(&self, lang: Lang) -> (String, Vec<String>) {
        match self {
            ReadFault::Unreadable(path, detail) => {
                let values = [("file", path.display().to_string().into()), ("detail", detail.as_str().into())];
                (t(lang, "intake-error-title").to_owned(), vec![tf(lang, "import-unreadable", &values)])
            }
            ReadFault::Intake(error) => {
                let said = words::error(lang, error);
                (said.title, vec![said.detail, said.advice])
            }
        }
    }
}

/// A file that is being read.
pub(super) struct Reading(Receiver<Result<Sheet, ReadFault>>);

impl Reading {
    /// Begins.
    pub fn begin(cx: &Cx<'_>, kind: Kind, path: PathBuf) -> Reading {
        Reading(cx.jobs.run("import-job-read", move |_| read(kind, path)))
    }

    /// The outcome, once.
    pub fn outcome(&self) -> Option<Result<Sheet, ReadFault>> {
        match self.0.try_recv() {
            Ok(outcome) => Some(outcome),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                Some(Err(ReadFault::Intake(IntakeError::Damaged { detail: String::new() })))
            }
        }
    }
}

fn read(kind: Kind, path: PathBuf) -> Result<Sheet, ReadFault> {
    let most = Limits::default().bytes;
    // Asked before reading, so that a film dropped by mistake does not fill the memory.
    let bytes = match std::fs::metadata(&path) {
        Ok(about) if about.len() > most => {
            return Err(ReadFault::Intake(IntakeError::TooLarge { bytes: about.len(), most }));
        }
        Ok(_) => std::fs::read(&path),
        Err(error) => Err(error),
    };
    let bytes = bytes.map_err(|error| ReadFault::Unreadable(path, error.to_string()))?;
    import::read(kind, &bytes).map_err(ReadFault::Intake)
}
