//! Any bytes as a file of orders from a platform.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yili_orders::intake::platforms;

fuzz_target!(|bytes: &[u8]| platforms::read_anything(bytes));
