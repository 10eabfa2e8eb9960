//! The three languages say the same things: same keys, same variables, no slip in a file, and every key in the code exists.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a failing test may stop anywhere

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use yili_orders::i18n::Lang;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Key -> variables used, over all files of a language.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(root().join("assets/i18n").join(lang.tag())).expect("the texts are there") {
        let path = entry.expect("readable").path();
        let text = fs::read_to_string(&path).expect("UTF-8");
        if let Err((_, errors)) = fluent_bundle::FluentResource::try_new(text.clone()) {
            panic!("{}: {errors:?}", path.display());
        }
        let mut key = String::new();
        for line in text.lines() {
            if let Some((id, _)) = line.split_once('=').filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic()))
            {
                key = id.trim_end().to_owned();
                let fresh = found.insert(key.clone(), BTreeSet::new()).is_none();
                assert!(fresh, "{}: {key} is defined twice", path.display());
            }
            for part in line.split('$').skip(1) {
                let variable: String =
                    part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect();
                if let Some(variables) = found.get_mut(&key) {
                    variables.insert(variable);
                }
            }
        }
    }
    found
}

#[test]
fn the_three_languages_have_the_same_keys_and_variables() {
    let simplified = messages(Lang::ZhHans);
    for lang in [Lang::ZhHant, Lang::En] {
        let other = messages(lang);
        let missing: Vec<_> = simplified.keys().filter(|key| !other.contains_key(*key)).collect();
        let extra: Vec<_> = other.keys().filter(|key| !simplified.contains_key(*key)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{lang}: missing {missing:?}, extra {extra:?}");
        for (key, variables) in &simplified {
            assert_eq!(variables, &other[key], "{lang}: variables of {key}");
        }
    }
}

#[test]
fn every_key_named_in_the_code_exists() {
    let known = messages(Lang::ZhHans);
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    let mut unknown = Vec::new();
    for file in files {
        let code = fs::read_to_string(&file).expect("UTF-8");
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        for call in [
            "t(lang, \"",
            "tf(lang, \"",
            "t(self.lang, \"",
            "tf(self.lang, \"",
            "t(ui.lang, \"",
            "t(cx.lang, \"",
            "tf(cx.lang, \"",
            ".t(\"",
            ".tf(\"",
        ] {
            for rest in code.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                if !known.contains_key(key) {
                    unknown.push(format!("{}: {key}", file.display()));
                }
            }
        }
    }
    assert!(unknown.is_empty(), "not in the texts: {unknown:#?}");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
