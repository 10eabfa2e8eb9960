//! The program: reads the command line and starts the window or a headless command.
fn main() {}
