//! How fast the office is, on stores of 10,000 and 1,000,000 orders that the demo company fills.
//!
//! `cargo bench` prints one table and writes it as JSON to `target/bench/office.json`. The large store (about 11 GB, some
//! six minutes of one core to build) is measured when it is there already, or with `YILI_BENCH_MILLION=1`; it is kept for the
//! next run. Each store is measured in a process of its own, so that memory is that of one store.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

mod bare;
mod line;
mod measure;
mod notes;
mod online;
mod online_window;
mod reads;
mod window;

use std::path::PathBuf;
use std::process::{Command, Stdio};

use chrono::{DateTime, Utc};
use yili_orders::demo::build;
use yili_orders::ops::Office;
use yili_orders::store::Location;

use measure::{Figure, Meter, report};

const SMALL: u64 = 10_000;
const LARGE: u64 = 1_000_000;
/// Empty but for people, goods and customers, and the few orders that show every state.
const FRESH: u64 = 50;

/// The instant of the demo company.
pub fn now() -> DateTime<Utc> {
    "2026-11-23T06:30:00Z".parse().unwrap()
}

fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
    target.join("bench")
}

fn path(orders: u64) -> PathBuf {
    folder().join(format!("orders-{orders}.db"))
}

fn main() {
    let mut args = std::env::args().skip(1);
    match (args.next().as_deref(), args.next().and_then(|text| text.parse().ok())) {
        (Some("build"), Some(orders)) => build_store(orders),
        (Some("measure"), Some(orders)) => measure_store(orders),
        (Some("line"), Some(orders)) => measure_line(orders),
        (Some("online-prepare"), Some(orders)) => online::prepare(orders),
        (Some("online"), Some(orders)) => online::measure(&Meter::of(orders)),
        (Some("online-window"), Some(orders)) => online_window::measure(&Meter::of(orders)),
        _ => all(),
    }
}

/// Builds what is missing, measures every store, prints the table.
fn all() {
    std::fs::create_dir_all(folder()).unwrap();
    let mut sizes = vec![FRESH, SMALL];
    if path(LARGE).exists() || std::env::var_os("YILI_BENCH_MILLION").is_some() {
        sizes.push(LARGE);
    }
    let mut figures = Vec::new();
    for orders in sizes {
        // Small stores are built anew each time: they show how fast the present program builds.
        if orders < LARGE || !path(orders).exists() {
            figures.extend(child("build", orders));
        }
        figures.extend(child("measure", orders));
    }
    for orders in online::ORDERS {
        child("online-prepare", orders);
        figures.extend(child("online", orders));
    }
    child("online-prepare", online::ORDERS[0]);
    figures.extend(child("online-window", online::ORDERS[0]));
    report(&figures, &folder().join("office.json"));
}

/// Runs a part in a process of its own and reads its figures.
fn child(part: &str, orders: u64) -> Vec<Figure> {
    eprintln!("{part} {orders} …");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([part, &orders.to_string()]).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let output = command.spawn().unwrap().wait_with_output().unwrap();
    assert!(output.status.success(), "{part} {orders} failed");
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn build_store(orders: u64) {
    let place = path(orders);
    let part = place.with_extension("part");
    for old in [&place, &part] {
        let _ = std::fs::remove_file(old);
    }
    let meter = Meter::of(orders);
    let mut office = Office::open(&Location::File(part.clone()), now()).unwrap();
    let clock = meter.start();
    build::build(&mut office, orders, 1, now(), &mut |_, _| true).unwrap();
    drop(office);
    let spent = clock.stop();
    std::fs::rename(&part, &place).unwrap();
    meter.say("build: CPU per order", spent.cpu.as_secs_f64() * 1e3 / orders as f64, "ms");
    meter.say("build: CPU in all", spent.cpu.as_secs_f64() / 60.0, "min");
    meter.say("build: memory, most", measure::most_memory(), "MiB");
    meter.say("file: bytes an order", std::fs::metadata(&place).unwrap().len() as f64 / orders as f64, "B");
}

/// The line alone, for pairs of stores side by side.
fn measure_line(orders: u64) {
    let mut office = Office::open_existing(&Location::File(path(orders)), now()).unwrap();
    line::measure(&mut office, &Meter::of(orders));
}

fn measure_store(orders: u64) {
    let meter = Meter::of(orders);
    let clock = meter.start();
    let mut office = Office::open_existing(&Location::File(path(orders)), now()).unwrap();
    meter.say("open the store", clock.stop().wall.as_secs_f64() * 1e3, "ms");
    reads::measure(&mut office, &meter);
    let walked = line::measure(&mut office, &meter);
    if orders == FRESH {
        bare::measure(&mut office, &walked, &meter);
    }
    if orders == SMALL {
        notes::measure(&mut office, &meter);
    }
    meter.say("memory, most", measure::most_memory(), "MiB");
    drop(office);
    if orders > FRESH {
        let figures = window::measure(&path(orders), now());
        for (name, time) in [
            ("window: start to first frame", figures.first_frame),
            ("window: all orders, first page on screen", figures.list_filled),
            ("window: a frame of the long list", figures.frame_still),
            ("window: a frame while it scrolls", figures.frame_scrolling),
            ("window: the slowest frame of 120", figures.frame_worst),
        ] {
            meter.say(name, time.as_secs_f64() * 1e3, "ms");
        }
    }
}
