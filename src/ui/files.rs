//! Asking for files. The window asks with the system's own dialogs; tests answer without any.

use std::path::PathBuf;

/// How the window asks for files. Every answer may be none: the person changed their mind.
pub trait Files {
    /// A file to read.
    fn open(&self) -> Option<PathBuf>;
    /// Several files to read.
    fn open_many(&self) -> Vec<PathBuf>;
    /// Where to write a file; `name` is offered.
    fn save(&self, name: &str) -> Option<PathBuf>;
    /// A folder to write many files into.
    fn folder(&self) -> Option<PathBuf>;
    /// Opens a file with the program that the system has for it; false when there is none.
    fn show(&self, path: &std::path::Path) -> bool;
}

/// The system's own dialogs.
pub struct SystemFiles;

impl Files for SystemFiles {
    fn open(&self) -> Option<PathBuf> {
        rfd::FileDialog::new().pick_file()
    }

    fn open_many(&self) -> Vec<PathBuf> {
        rfd::FileDialog::new().pick_files().unwrap_or_default()
    }

    fn save(&self, name: &str) -> Option<PathBuf> {
        rfd::FileDialog::new().set_file_name(name).save_file()
    }

    fn folder(&self) -> Option<PathBuf> {
        rfd::FileDialog::new().pick_folder()
    }

    fn show(&self, path: &std::path::Path) -> bool {
        opener::open(path).is_ok()
    }
}

/// Answers that were given beforehand, for tests: `open` and `save` in one folder.
pub struct GivenFiles {
    /// The file that is opened.
    pub opens: Option<PathBuf>,
    /// The folder that files are saved in.
    pub saves: PathBuf,
}

impl Files for GivenFiles {
    fn open(&self) -> Option<PathBuf> {
        self.opens.clone()
    }

    fn open_many(&self) -> Vec<PathBuf> {
        self.opens.iter().cloned().collect()
    }

    fn save(&self, name: &str) -> Option<PathBuf> {
        Some(self.saves.join(name))
    }

    fn folder(&self) -> Option<PathBuf> {
        Some(self.saves.clone())
    }

    fn show(&self, _path: &std::path::Path) -> bool {
        true
    }
}
