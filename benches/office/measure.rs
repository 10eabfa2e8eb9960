//! Clocks, figures and the table.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// Something that was measured.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Figure {
    /// Orders in the store.
    pub orders: u64,
    /// What.
    pub name: String,
    /// How much.
    pub value: f64,
    /// Of what.
    pub unit: String,
}

/// What a figure must not be above (or below), by the store's size where it matters.
const TARGETS: &[(&str, Bound)] = &[
    ("build: CPU in all", Bound::AtMost(15.0)),
    ("build: memory, most", Bound::AtMost(1024.0)),
    ("first page and count", Bound::AtMost(5.0)),
    ("find by number", Bound::AtMost(30.0)),
    ("find by two characters", Bound::AtMost(30.0)),
    ("find by pinyin initials", Bound::AtMost(30.0)),
    ("find by phone", Bound::AtMost(30.0)),
    ("open an order", Bound::AtMost(5.0)),
    ("whole line, orders per CPU-second", Bound::AtLeast(100.0)),
    ("notes, a file each", Bound::AtLeast(200.0)),
    ("notes, one file", Bound::AtLeast(800.0)),
    ("notes, size each", Bound::AtMost(60.0)),
    ("online: all of it, CPU", Bound::AtMost(30.0)),
    ("online: memory, most", Bound::AtMost(300.0)),
    ("online: memory with the window, most", Bound::AtMost(300.0)),
    ("online: worst frame while a file is read and checked", Bound::AtMost(16.0)),
    ("online: worst frame while a file is brought in", Bound::AtMost(16.0)),
];

#[derive(Clone, Copy)]
enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

/// Says figures of one store.
pub struct Meter {
    orders: u64,
}

/// Time that passed, and time this thread worked.
pub struct Spent {
    pub wall: Duration,
    pub cpu: Duration,
}

pub struct Clock {
    wall: Instant,
    cpu: Duration,
}

impl Clock {
    pub fn stop(&self) -> Spent {
        Spent { wall: self.wall.elapsed(), cpu: worked().saturating_sub(self.cpu) }
    }
}

impl Meter {
    pub fn of(orders: u64) -> Meter {
        Meter { orders }
    }

    pub fn start(&self) -> Clock {
        Clock { wall: Instant::now(), cpu: worked() }
    }

    /// One line of JSON for the process that asked.
    pub fn say(&self, name: &str, value: f64, unit: &str) {
        let figure = Figure { orders: self.orders, name: name.to_owned(), value, unit: unit.to_owned() };
        println!("{}", serde_json::to_string(&figure).unwrap());
    }

    /// Does something many times and says the median and the worst, in milliseconds.
    pub fn repeat(&self, name: &str, times: usize, mut f: impl FnMut(usize)) {
        let mut spent: Vec<f64> = (0..times)
            .map(|index| {
                let start = Instant::now();
                f(index);
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        spent.sort_by(f64::total_cmp);
        self.say(name, spent[times / 2], "ms");
        self.say(&format!("{name}, worst of {times}"), spent[times - 1], "ms");
    }
}

/// Processor time of this thread (Linux); elsewhere the time that passed stands in for it.
fn worked() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match text.split(' ').next().and_then(|nanos| nanos.parse().ok()) {
        Some(nanos) => Duration::from_nanos(nanos),
        None => std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default(),
    }
}

/// The most memory this process held, in MiB (Linux); 0 elsewhere.
pub fn most_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}

/// Prints the table and writes it as JSON.
pub fn report(figures: &[Figure], path: &Path) {
    let mut sizes: Vec<u64> = figures.iter().map(|figure| figure.orders).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let mut names: Vec<(&str, &str)> = Vec::new();
    let mut values: BTreeMap<(&str, u64), f64> = BTreeMap::new();
    for figure in figures {
        if !names.iter().any(|(name, _)| *name == figure.name) {
            names.push((&figure.name, &figure.unit));
        }
        values.insert((&figure.name, figure.orders), figure.value);
    }
    print!("{:<44}", "orders in the store");
    sizes.iter().for_each(|size| print!("{size:>14}"));
    println!("{:>18}", "target");
    for (name, unit) in names {
        print!("{:<44}", format!("{name} ({unit})"));
        for size in &sizes {
            match values.get(&(name, *size)) {
                Some(value) => print!("{:>14}", shown(*value)),
                None => print!("{:>14}", "·"),
            }
        }
        let bound = TARGETS.iter().find(|(known, _)| *known == name).map(|(_, bound)| *bound);
        let met = |bound: Bound| {
            sizes.iter().filter_map(|size| values.get(&(name, *size))).all(|value| match bound {
                Bound::AtMost(most) => *value <= most,
                Bound::AtLeast(least) => *value >= least,
            })
        };
        match bound {
            Some(bound) => {
                let (sign, value) = match bound {
                    Bound::AtMost(most) => ("≤", most),
                    Bound::AtLeast(least) => ("≥", least),
                };
                println!("{:>14}  {}", format!("{sign} {value}"), if met(bound) { "✓" } else { "✗" });
            }
            None => println!(),
        }
    }
    std::fs::write(path, serde_json::to_string_pretty(figures).unwrap()).unwrap();
    println!("written to {}", path.display());
}

fn shown(value: f64) -> String {
    match value.abs() {
        big if big >= 100.0 => format!("{value:.0}"),
        middle if middle >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}
