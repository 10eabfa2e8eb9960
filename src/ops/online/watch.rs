//! A folder whose files come in by themselves, each once by its bytes. Files stay where they are unless the shop says
//! otherwise.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::batch::Batch;
use crate::domain::online::{Mapping, Shop};
use crate::intake::platforms::Part;

/// Endings of files that are looked at.
const ENDINGS: [&str; 5] = ["csv", "tsv", "txt", "xlsx", "xls"];
/// A file that was written to in the last moments may not be whole yet.
const REST: Duration = Duration::from_secs(3);
/// Where files go that were read, when the shop says so.
const READ_FOLDER: &str = "imported";

/// What a window remembers of a folder, so that it does not read the same files again and again.
#[derive(Clone, Debug, Default)]
pub struct Seen(HashMap<PathBuf, (u64, SystemTime)>);

/// Files of a folder to be brought in together, and what is then remembered.
pub struct Found {
    /// The files.
    pub batch: Batch,
    /// Where they are.
    pub paths: Vec<PathBuf>,
    /// What was seen.
    pub seen: Seen,
}

/// Looks into the shop's folder. None where nothing new is whole and readable, or the folder is not there. Half of a pair of
/// files is looked at again together with every new file, because its other half may be that one.
pub fn look(shop: &Shop, mappings: &[Mapping], mut seen: Seen, now: SystemTime) -> Option<Found> {
    let mut paths = Vec::new();
    let mut fresh = Vec::new();
    for path in files_in(Path::new(&shop.folder)) {
        let Ok(about) = path.metadata() else { continue };
        let Ok(changed) = about.modified() else { continue };
        // A time to come is that of another computer's clock: it says nothing, and the file is looked at once it is past.
        if !now.duration_since(changed).is_ok_and(|rest| rest >= REST) {
            continue;
        }
        let state = (about.len(), changed);
        if seen.0.insert(path.clone(), state) != Some(state) {
            fresh.push(path.clone());
        }
        paths.push((changed, path));
    }
    // Of several pairs the newest counts, and that is the last one.
    paths.sort();
    if fresh.is_empty() {
        return None;
    }
    let (mut batch, mut taken) = (Batch::default(), Vec::new());
    for (_, path) in paths {
        // A file that cannot be read, or of a layout that nobody has explained, waits for a person.
        let Ok(mut one) = Batch::open(std::slice::from_ref(&path), mappings) else { continue };
        let Some(file) = one.files.pop().filter(|file| !file.opened.sheets.is_empty()) else { continue };
        let half = file.opened.sheets.iter().any(|sheet| sheet.header.part != Part::Whole);
        let fits = one_platform(&file, shop);
        if fits && (half || fresh.contains(&path)) {
            batch.files.push(file);
            taken.push(path);
        }
    }
    (!taken.is_empty()).then_some(Found { batch, paths: taken, seen })
}

fn one_platform(file: &super::Incoming, shop: &Shop) -> bool {
    use crate::domain::online::Platform;
    let fits = |platform: Platform| platform == shop.platform || platform == Platform::Other;
    file.opened.sheets.iter().all(|sheet| fits(sheet.header.platform))
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_table = |path: &PathBuf| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        path.is_file() && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_table).collect();
    paths.sort();
    paths
}

/// Moves files that came in into the folder's own `imported`, when the shop says so. Never over another file: one of the same
/// name stays where it is. How many were moved.
pub fn move_read(shop: &Shop, paths: &[PathBuf]) -> usize {
    if !shop.move_read_files {
        return 0;
    }
    let folder = Path::new(&shop.folder).join(READ_FOLDER);
    if std::fs::create_dir_all(&folder).is_err() {
        return 0;
    }
    let moved = paths.iter().filter(|path| {
        let Some(name) = path.file_name() else { return false };
        let there = folder.join(name);
        !there.exists() && std::fs::rename(path, there).is_ok()
    });
    moved.count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::online::Platform;

    const JD: &str = "订单号,商品ID,商品名称,订购数量,京东价\n1,1,奶,1,2.00\n";

    fn later() -> SystemTime {
        SystemTime::now() + Duration::from_secs(60)
    }

    #[test]
    fn each_file_is_found_once_and_stays_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        std::fs::write(&file, JD).unwrap();
        std::fs::write(folder.path().join("notes.txt"), "nothing\n").unwrap();
        let shop = Shop { platform: Platform::Jd, folder: folder.path().display().to_string(), ..Shop::default() };
        assert!(look(&shop, &[], Seen::default(), SystemTime::now()).is_none(), "it may not be whole yet");
        let slow_clock = SystemTime::now() - Duration::from_secs(600);
        assert!(look(&shop, &[], Seen::default(), slow_clock).is_none(), "written in a time to come");
        let found = look(&shop, &[], Seen::default(), later()).unwrap();
        assert_eq!((found.paths.as_slice(), found.batch.files.len()), (&[file.clone()][..], 1));
        assert!(look(&shop, &[], found.seen, later()).is_none());
        assert_eq!(move_read(&shop, &found.paths), 0);
        assert!(file.exists());
        let moving = Shop { move_read_files: true, ..shop };
        assert_eq!(move_read(&moving, &found.paths), 1);
        assert!(!file.exists() && folder.path().join("imported/a.csv").exists());
    }

    #[test]
    fn a_file_of_another_platform_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), JD).unwrap();
        let shop = Shop { platform: Platform::Shopify, folder: folder.path().display().to_string(), ..Shop::default() };
        assert!(look(&shop, &[], Seen::default(), later()).is_none());
    }
}
