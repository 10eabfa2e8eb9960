//! The corpus of order mails: each has beside it what a careful clerk reads in it. Measured: how many of its values are read
//! right, and that nothing wrong is taken as certain (II.2).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::panic)]

use std::path::PathBuf;

use yili_orders::intake::mail::draft::{self, Draft, Found};
use yili_orders::intake::mail::kind;
use yili_orders::intake::mail::message::{self, Limits};

/// Single values in the order in which they stand in a file of expectations.
const SINGLE: [&str; 11] = [
    "reference",
    "customer",
    "customer-phone",
    "ship-to",
    "contact",
    "phone",
    "requested",
    "terms",
    "incoterm",
    "currency",
    "remark",
];
const LINE: [&str; 7] = ["name", "specification", "code", "barcode", "quantity", "price", "note"];

/// A value and whether it is certain. In a file of expectations, `?` before a value says that nobody could be.
type Value = Option<(String, bool)>;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/mail")
}

#[derive(Default)]
struct Expected {
    kind: String,
    kind_certain: bool,
    lang: String,
    single: Vec<Value>,
    lines: Vec<Vec<Value>>,
    open: Vec<String>,
}

fn value(text: &str) -> Value {
    let text = text.trim();
    let bare = text.strip_prefix('?');
    (!text.is_empty()).then(|| (bare.unwrap_or(text).to_owned(), bare.is_none()))
}

fn expected(text: &str) -> Expected {
    let mut expected = Expected { lang: "zh-Hans".to_owned(), single: vec![None; SINGLE.len()], ..Expected::default() };
    for line in text.lines() {
        let (key, rest) = line.split_once(':').unwrap_or_else(|| panic!("{line}"));
        match key {
            "kind" => (expected.kind, expected.kind_certain) = value(rest).unwrap(),
            "lang" => expected.lang = rest.trim().to_owned(),
            "open" => expected.open = rest.split(',').map(|item| item.trim().to_owned()).collect(),
            "line" => {
                let mut cells: Vec<Value> = rest.split('|').map(value).collect();
                cells.resize(LINE.len(), None);
                expected.lines.push(cells);
            }
            key => {
                let at = SINGLE.iter().position(|known| *known == key).unwrap_or_else(|| panic!("{key}"));
                expected.single[at] = value(rest);
            }
        }
    }
    expected.open.sort();
    expected
}

fn shown<T>(found: Option<&Found<T>>, text: impl Fn(&T) -> String) -> Value {
    found.map(|found| (text(&found.value), found.certain))
}

fn single(draft: &Draft) -> Vec<Value> {
    let text = |found: &Option<Found<String>>| shown(found.as_ref(), String::clone);
    vec![
        text(&draft.reference),
        text(&draft.customer.name),
        text(&draft.customer.phone),
        text(&draft.ship_to),
        text(&draft.contact),
        text(&draft.phone),
        shown(draft.requested.as_ref(), ToString::to_string),
        shown(draft.terms.as_ref(), |terms| terms.text.clone()),
        shown(draft.incoterm.as_ref(), ToString::to_string),
        shown(draft.currency.as_ref(), |currency| currency.code().to_owned()),
        shown(draft.remarks.first(), String::clone),
    ]
}

fn lines(draft: &Draft) -> Vec<Vec<Value>> {
    let text = |found: &Option<Found<String>>| shown(found.as_ref(), String::clone);
    let line = |line: &draft::DraftLine| {
        let last = shown(line.like_last.as_ref(), |_| "=last".to_owned());
        vec![
            text(&line.name),
            text(&line.specification),
            text(&line.code),
            text(&line.barcode),
            shown(line.quantity.as_ref(), ToString::to_string).or(last),
            shown(line.price.as_ref(), ToString::to_string),
            text(&line.note),
        ]
    };
    draft.lines.iter().map(line).collect()
}

fn open(draft: &Draft) -> Vec<String> {
    let code = |open: &draft::Open| match open.line().filter(|_| open.key() != "like-last") {
        Some(line) => format!("{} {line}", open.key()),
        None => open.key().to_owned(),
    };
    let mut codes: Vec<String> = draft.open.iter().map(code).collect();
    codes.sort();
    codes
}

/// Counts over the corpus.
#[derive(Default)]
struct Tally {
    fields: usize,
    right: usize,
    unsure: usize,
    wrong_and_certain: Vec<String>,
    misses: Vec<String>,
}

impl Tally {
    fn compare(&mut self, place: &str, wanted: &Value, got: &Value) {
        if wanted.is_none() && got.is_none() {
            return;
        }
        self.fields += 1;
        let same = match (wanted, got) {
            (Some((wanted, sure)), Some((got, certain))) => {
                self.unsure += usize::from(wanted == got && *sure && !certain);
                wanted == got && (*sure || !certain)
            }
            _ => false,
        };
        if same {
            self.right += 1;
            return;
        }
        let miss = format!("{place}: wanted {wanted:?}, got {got:?}");
        if got.as_ref().is_some_and(|(_, certain)| *certain) {
            self.wrong_and_certain.push(miss.clone());
        }
        self.misses.push(miss);
    }

    fn plain(&mut self, place: &str, wanted: &str, got: &str) {
        self.compare(place, &Some((wanted.to_owned(), true)), &Some((got.to_owned(), true)));
    }
}

#[test]
fn the_corpus_is_read_as_a_careful_clerk_reads_it() {
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending == "eml"));
    names.sort();
    assert!(names.len() >= 45, "{}", names.len());
    let mut tally = Tally::default();
    for path in &names {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let wanted = expected(&std::fs::read_to_string(path.with_extension("txt")).unwrap());
        let message = message::read(&std::fs::read(path).unwrap(), &Limits::default()).unwrap();
        let draft = draft::draft(&message);
        let verdict = kind::tell(&message, &draft);
        let kind = Some((verdict.kind.key().to_owned(), verdict.certain));
        tally.compare(&format!("{name} kind"), &Some((wanted.kind.clone(), wanted.kind_certain)), &kind);
        tally.plain(&format!("{name} language"), &wanted.lang, draft.lang.tag());
        if !matches!(wanted.kind.as_str(), "order" | "change" | "cancellation") {
            continue;
        }
        for ((field, wanted), got) in SINGLE.iter().zip(&wanted.single).zip(&single(&draft)) {
            tally.compare(&format!("{name} {field}"), wanted, got);
        }
        let got = lines(&draft);
        for at in 0..wanted.lines.len().max(got.len()) {
            let none = vec![None; LINE.len()];
            let (wanted, got) = (wanted.lines.get(at).unwrap_or(&none), got.get(at).unwrap_or(&none));
            for ((field, wanted), got) in LINE.iter().zip(wanted).zip(got) {
                tally.compare(&format!("{name} line {} {field}", at + 1), wanted, got);
            }
        }
        tally.plain(&format!("{name} open"), &wanted.open.join(", "), &open(&draft).join(", "));
    }
    for miss in &tally.misses {
        println!("{miss}");
    }
    let per_thousand = tally.right * 1000 / tally.fields;
    println!(
        "{} mails, {} of {} values right ({}.{} %), of these {} right but not taken as certain; {} wrong and certain",
        names.len(),
        tally.right,
        tally.fields,
        per_thousand / 10,
        per_thousand % 10,
        tally.unsure,
        tally.wrong_and_certain.len()
    );
    assert!(tally.wrong_and_certain.is_empty(), "wrong and certain: {:#?}", tally.wrong_and_certain);
    assert!(per_thousand >= 950, "{per_thousand} of 1000");
}
