//! The house stays tidy: arrows between floors point down, files stay small, time and the terminal are used where they may be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a failing test may stop anywhere

use std::fs;
use std::path::{Path, PathBuf};

/// A floor and the floors it may know. `i18n` is a leaf; tests inside a file are held to the same.
const FLOORS: [(&str, &[&str]); 11] = [
    ("cli", &["demo", "domain", "i18n", "intake", "ops", "print", "store", "ui", "worker"]),
    ("ui", &["demo", "domain", "i18n", "intake", "ops", "print", "worker"]),
    ("worker", &["domain", "ops", "store"]),
    ("demo", &["domain", "intake", "ops", "store"]),
    ("ops", &["domain", "i18n", "intake", "print", "store"]),
    ("intake", &["domain", "i18n"]),
    ("print", &["domain", "i18n"]),
    ("store", &["domain"]),
    ("domain", &[]),
    ("i18n", &[]),
    ("main", &["cli"]),
];

/// Places where a rule of the floors is knowingly bent, each with its reason.
const BENT: [(&str, &str, &str); 1] = [
    // The window is told where its store is, in the store's own words; it never opens it.
    ("ui", "store", "Location"),
];

const MOST_LINES: usize = 500;

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches"] {
        collect(&root.join(folder), &mut files);
    }
    files
        .into_iter()
        .map(|path| (path.strip_prefix(root).unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn floor_of(path: &Path) -> Option<String> {
    let mut parts = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    if parts.next()? != "src" {
        return None;
    }
    let name = parts.next()?;
    Some(name.strip_suffix(".rs").map(str::to_owned).unwrap_or(name))
}

#[test]
fn arrows_point_down() {
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        let Some(floor) = floor_of(&path).filter(|floor| floor != "lib") else { continue };
        let known = FLOORS.iter().find(|(name, _)| *name == floor);
        let Some((_, below)) = known else {
            wrong.push(format!("{}: no floor of that name", path.display()));
            continue;
        };
        for (number, line) in code.lines().enumerate() {
            let line = line.trim_start();
            if line.starts_with("//") {
                continue;
            }
            for rest in line.split("crate::").skip(1).chain(line.split("yili_orders::").skip(1)) {
                let target: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                let is_floor = FLOORS.iter().any(|(name, _)| *name == target);
                let bent = BENT.iter().any(|(from, to, what)| *from == floor && *to == target && rest.contains(what));
                if is_floor && target != floor && !below.contains(&target.as_str()) && !bent {
                    wrong.push(format!("{}:{}: {floor} may not know {target}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_are_small() {
    let long: Vec<String> = sources()
        .into_iter()
        .map(|(path, code)| (path, code.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(path, lines)| format!("{} has {lines} lines; is it two rooms?", path.display()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

/// Rules do not read the clock, roll dice, touch files or know SQL.
#[test]
fn the_rules_are_pure() {
    let mut wrong = Vec::new();
    for (path, code) in sources().into_iter().filter(|(path, _)| floor_of(path).as_deref() == Some("domain")) {
        for word in
            ["Utc::now", "Local::now", "SystemTime", "std::fs", "std::net", "std::env", "rand::", "rusqlite", "egui"]
        {
            let code = code.split("#[cfg(test)]").next().unwrap();
            let in_tests = path.to_string_lossy().contains("tests.rs") || path.to_string_lossy().contains("samples.rs");
            if !in_tests && code.contains(word) {
                wrong.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// SQL stands in the store alone.
#[test]
fn sql_is_in_the_store() {
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        let Some(floor) = floor_of(&path).filter(|floor| floor != "store") else { continue };
        for word in ["\"SELECT ", "\"INSERT INTO", "\"UPDATE ", "\"DELETE FROM"] {
            if code.contains(word) {
                wrong.push(format!("{} ({floor}): {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// No paper of the project names a machine's own folders or a registry.
#[test]
fn texts_speak_of_the_product_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"] {
        let text = fs::read_to_string(root.join(name)).unwrap();
        for word in ["/root/", "/work/", "/home/", "crates.io/", "localhost:"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}
