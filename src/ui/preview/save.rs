//! Writing papers as PDF files: one, or one for each paper, on the job thread; a file is complete or not there.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError};

use crate::print::{Document, Go, PrintError, Printer};
use crate::ui::cx::Cx;

/// What was written.
pub(in crate::ui) struct Written {
    /// The file, or the folder of many.
    pub place: PathBuf,
    /// How many files.
    pub files: usize,
}

/// Files that are being written.
pub(in crate::ui) struct Saving {
    result: Receiver<Result<Option<Written>, PrintError>>,
    /// Show the file with the system's own program when it is there.
    pub show: bool,
}

impl Saving {
    /// All papers into one file.
    pub fn merged(cx: &Cx<'_>, documents: Vec<Document>, place: PathBuf, show: bool) -> Saving {
        let result = cx.jobs.run("preview-job-save", move |job| {
            let all = documents.len() as u64;
            let mut progress = |done: usize| if job.go_on(done as u64, all) { Go::On } else { Go::Stop };
            let Some(bytes) = Printer::new()?.merged(&documents, &mut progress)? else { return Ok(None) };
            write(&place, &bytes)?;
            Ok(Some(Written { place, files: 1 }))
        });
        Saving { result, show }
    }

    /// A file for each paper.
    pub fn separate(cx: &Cx<'_>, documents: Vec<Document>, folder: PathBuf) -> Saving {
        let result = cx.jobs.run("preview-job-save", move |job| {
            let all = documents.len() as u64;
            let names = names(&documents);
            let deliver = |number: usize, _: &Document, bytes: Vec<u8>| {
                let name = names.get(number).map_or("paper.pdf", String::as_str);
                write(&folder.join(name), &bytes)?;
                Ok(if job.go_on(number as u64 + 1, all) { Go::On } else { Go::Stop })
            };
            let files = Printer::new()?.separate(documents.iter().cloned().map(Ok), deliver)?;
            Ok(Some(Written { place: folder, files }))
        });
        Saving { result, show: false }
    }

    /// The outcome once; none inside when the job was stopped.
    pub fn outcome(&self) -> Option<Result<Option<Written>, PrintError>> {
        match self.result.try_recv() {
            Ok(outcome) => Some(outcome),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Ok(None)),
        }
    }
}

/// File names, a number behind those that would be the same.
fn names(documents: &[Document]) -> Vec<String> {
    let mut used = std::collections::BTreeMap::<&str, usize>::new();
    let name = |document| {
        let stem = Document::file_stem(document);
        let count = used.entry(stem).or_default();
        *count += 1;
        if *count == 1 { format!("{stem}.pdf") } else { format!("{stem}-{count}.pdf") }
    };
    documents.iter().map(name).collect()
}

/// Writes beside the place and renames, so that a full disk leaves no half file.
fn write(place: &Path, bytes: &[u8]) -> Result<(), PrintError> {
    let fault = |error: std::io::Error| PrintError::Delivery(format!("{}: {error}", place.display()));
    let beside = place.with_extension("pdf.part");
    let written = std::fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    if let Err(error) = written.and_then(|()| std::fs::rename(&beside, place)) {
        let _ = std::fs::remove_file(&beside);
        return Err(fault(error));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_written_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("missing").join("a.pdf");
        assert!(matches!(write(&place, b"x"), Err(PrintError::Delivery(text)) if text.contains("a.pdf")));
        let there = folder.path().join("b.pdf");
        write(&there, b"one").unwrap();
        write(&there, b"two").unwrap();
        assert_eq!(std::fs::read(&there).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
