//! The house stays tidy: arrows between floors point down, files stay small, time and the terminal are used where they may be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a failing test may stop anywhere

use std::fs;
use std::path::{Path, PathBuf};

/// A floor and the floors it may know. `i18n` is a leaf; tests inside a file are held to the same.
const FLOORS: [(&str, &[&str]); 12] = [
    ("cli", &["demo", "domain", "i18n", "intake", "ops", "print", "store", "ui", "worker"]),
    ("ui", &["demo", "domain", "i18n", "intake", "ops", "print", "worker"]),
    ("worker", &["domain", "ops", "post", "store"]),
    ("demo", &["domain", "intake", "ops", "store"]),
    ("ops", &["domain", "i18n", "intake", "print", "store"]),
    ("intake", &["domain", "i18n"]),
    ("post", &["domain"]),
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

/// The modules above a file and itself: `src/ui/order/mod.rs` is `ui`, `order`.
fn modules_of(path: &Path) -> Vec<String> {
    let parts = path.components().skip(1).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let mut modules: Vec<String> = parts.map(|part| part.trim_end_matches(".rs").to_owned()).collect();
    if modules.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) && modules.len() > 1 {
        modules.pop();
    }
    modules
}

/// What a file names directly below the root of the crate, with the line and the rest of the path: by `crate::`, by the
/// crate's own name, or by as many `super::` as lead there; one by one or in a group.
fn named_from_root(path: &Path, code: &str) -> Vec<(usize, String, String)> {
    let depth = modules_of(path).len();
    // Comments may speak of anything; their lines stay, empty.
    let bare = |line: &str| if line.trim_start().starts_with("//") { "\n".to_owned() } else { format!("{line}\n") };
    let code: String = code.lines().map(bare).collect();
    let tests = code.find("#[cfg(test)]\nmod tests {").unwrap_or(code.len());
    let mut found = Vec::new();
    let mut note = |at: usize| {
        let line = code[..at].matches('\n').count() + 1;
        found.extend(heads(&code[at..]).into_iter().map(|(head, rest)| (line, head, rest)));
    };
    for root in ["crate::", "yili_orders::"] {
        code.match_indices(root).for_each(|(at, _)| note(at + root.len()));
    }
    let mut from = 0;
    while let Some(at) = code[from..].find("super::").map(|at| at + from) {
        let mut end = at;
        let mut steps = 0;
        while code[end..].starts_with("super::") {
            end += "super::".len();
            steps += 1;
        }
        // Tests at the end of a file are a module of their own.
        if steps >= depth + usize::from(at > tests) {
            note(end);
        }
        from = end;
    }
    found
}

/// The first names of what stands behind a path: one, or all of a group.
fn heads(rest: &str) -> Vec<(String, String)> {
    let Some(group) = rest.strip_prefix('{') else {
        let head: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        return vec![(head, rest.chars().take_while(|c| !",;\n".contains(*c)).collect())];
    };
    let mut parts = vec![String::new()];
    let mut open = 1;
    for c in group.chars() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        match (open, c) {
            (0, _) => break,
            (1, ',') => parts.push(String::new()),
            _ => parts.last_mut().unwrap().push(c),
        }
    }
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts.flat_map(heads).collect()
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
        for (line, target, rest) in named_from_root(&path, &code) {
            let is_floor = FLOORS.iter().any(|(name, _)| *name == target);
            let bent = BENT.iter().any(|(from, to, what)| *from == floor && *to == target && rest.contains(what));
            if is_floor && target != floor && !below.contains(&target.as_str()) && !bent {
                wrong.push(format!("{}:{line}: {floor} may not know {target}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// No way of naming a floor passes by the test above.
#[test]
fn every_way_of_naming_a_floor_is_seen() {
    let named = |path: &str, code: &str| {
        let found = named_from_root(Path::new(path), code).into_iter();
        found.map(|(line, target, _)| format!("{line} {target}")).collect::<Vec<_>>()
    };
    assert_eq!(named("src/ui/a.rs", "// crate::no\nuse crate::store::Tx;\n"), ["2 store"]);
    assert_eq!(named("src/ui/a.rs", "use crate::{\n    ops::{a, b},\n    store,\n};"), ["1 ops", "1 store"]);
    assert_eq!(named("src/ui/a.rs", "use crate::{domain::{self, x::{y, z}}, store::Tx};"), ["1 domain", "1 store"]);
    assert_eq!(named("src/ui/a.rs", "use super::super::store::Tx;"), ["1 store"]);
    assert_eq!(named("src/ui/order/mod.rs", "use super::super::{ops, store};"), ["1 ops", "1 store"]);
    assert_eq!(named("src/ui/order/turn.rs", "use super::super::clock;"), [""; 0]);
    assert_eq!(named("src/ui/order/turn.rs", "fn a() {\n    super::super::super::store::open()\n}"), ["2 store"]);
    let tests = "fn a() {}\n#[cfg(test)]\nmod tests {\n    use super::store;\n    use super::super::ops;\n}";
    assert_eq!(named("src/worker/mod.rs", tests), ["5 ops"]);
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
