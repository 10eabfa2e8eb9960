//! The program: reads the command line and starts the window or a headless command.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    yili_orders::cli::main()
}
