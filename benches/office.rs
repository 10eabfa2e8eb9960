//! How fast the office is, on stores that the demo company fills.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::time::Instant;

use yili_orders::demo::build;
use yili_orders::ops::Office;
use yili_orders::store::Location;

fn main() {
    let orders: u64 = std::env::var("ORDERS").ok().and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let now = "2026-11-23T06:30:00Z".parse().unwrap();
    let path = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("target/bench/{orders}.db"));
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let _ = std::fs::remove_file(&path);
    let mut office = Office::open(&Location::File(path.clone()), now).unwrap();
    let start = Instant::now();
    build::build(&mut office, orders, 1, now, &mut |done, _| { if done % 50 < 3 { eprint!("\r{done} {:?}", start.elapsed()); } true }).unwrap();
    println!("\n{orders} {:?} {} bytes/order", start.elapsed(), std::fs::metadata(&path).unwrap().len() / orders);
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    println!("{}", status.lines().find(|l| l.starts_with("VmHWM")).unwrap());
    println!("{}", std::fs::read_to_string("/proc/self/stat").unwrap().split(' ').skip(13).take(2).collect::<Vec<_>>().join(" "));
}
