//! The files of one import, looked through once.

use std::io::{self, BufReader, Read};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::domain::online::{Mapping, Platform};
use crate::intake::IntakeError;
use crate::intake::platforms::{Column, Edits, Opened, Place, Source, cells_of_row};
use crate::ops::OpError;

/// A file on disk.
pub struct FileSource(pub PathBuf);

impl Source for FileSource {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(BufReader::new(std::fs::File::open(&self.0)?)))
    }
}

/// A file that comes in.
pub struct Incoming {
    /// Its own name, without folders.
    pub name: String,
    /// Its bytes.
    pub source: Box<dyn Source>,
    /// What it is.
    pub opened: Opened,
}

/// Files that are brought in together: those of a platform that come as a pair belong into one batch.
#[derive(Default)]
pub struct Batch {
    /// The files.
    pub files: Vec<Incoming>,
}

impl Batch {
    /// Looks files through. Slow for large ones: on the job thread.
    ///
    /// # Errors
    /// The first file that cannot be read, by its name, with the reason.
    pub fn open(paths: &[PathBuf], mappings: &[Mapping]) -> Result<Batch, (String, IntakeError)> {
        let mut batch = Batch::default();
        for path in paths {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            batch.add(&name, Box::new(FileSource(path.clone())), mappings).map_err(|error| (name, error))?;
        }
        Ok(batch)
    }

    /// Looks one more file through.
    ///
    /// # Errors
    /// See [`IntakeError`].
    pub fn add(&mut self, name: &str, source: Box<dyn Source>, mappings: &[Mapping]) -> Result<(), IntakeError> {
        let opened = Opened::open(source.as_ref(), mappings)?;
        self.files.push(Incoming { name: name.to_owned(), source, opened });
        Ok(())
    }

    /// Rows below all headers.
    pub fn rows(&self) -> u64 {
        self.files.iter().map(|file| file.opened.rows()).sum()
    }

    /// The first file without a known header.
    pub fn unknown(&self) -> Option<&Incoming> {
        self.files.iter().find(|file| file.opened.sheets.is_empty())
    }

    /// Whose layouts the files have, each platform once.
    pub fn platforms(&self) -> Vec<Platform> {
        let sheets = self.files.iter().flat_map(|file| &file.opened.sheets);
        let mut platforms: Vec<Platform> = sheets.map(|sheet| sheet.header.platform).collect();
        platforms.sort();
        platforms.dedup();
        platforms
    }

    /// The texts of a row, for whoever mends it.
    ///
    /// # Errors
    /// [`OpError::File`].
    pub fn cells(&self, place: Place, edits: &Edits) -> Result<Vec<(Column, String)>, OpError> {
        let Some(file) = self.files.get(place.0) else { return Ok(Vec::new()) };
        Ok(cells_of_row(&file.opened, file.source.as_ref(), place, edits)?)
    }

    pub(super) fn sources(&self) -> Vec<(&Opened, &dyn Source)> {
        self.files.iter().map(|file| (&file.opened, file.source.as_ref())).collect()
    }
}

/// How far an import is, seen by the window while the store's thread works, and whether it was called off.
#[derive(Default)]
pub struct Tally {
    done: AtomicU64,
    all: AtomicU64,
    off: AtomicBool,
}

impl Tally {
    /// Rows done and rows of all.
    pub fn progress(&self) -> (u64, u64) {
        (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed))
    }

    /// Asks the import to stop; nothing of it is then kept.
    pub fn call_off(&self) {
        self.off.store(true, Ordering::Relaxed);
    }

    /// Keeps the progress.
    ///
    /// # Errors
    /// [`OpError::CalledOff`] when it was called off.
    pub(super) fn go_on(&self, done: u64, all: u64) -> Result<(), OpError> {
        self.done.store(done, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
        if self.off.load(Ordering::Relaxed) { Err(OpError::CalledOff) } else { Ok(()) }
    }
}
