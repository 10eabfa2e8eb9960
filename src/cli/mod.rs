//! The command line: the window by default, and what scripts and servers without a display need.
//!
//! The only floor that talks to the terminal. Every answer and every error is a sentence in the reader's language.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod args;
mod commands;
mod session;
mod tour;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

use crate::i18n::Lang;
use crate::ops::OpError;
use crate::ops::words::{self, Words};
use crate::print::PrintError;
use crate::store::Location;

/// Why a command ends without having done its work.
pub(crate) enum Failure {
    /// An operation was refused or failed.
    Op(OpError),
    /// A paper could not be printed.
    Print(PrintError),
    /// A sentence that is ready to be read.
    Said(String),
    /// Everything was said already; only the exit code is left.
    Silent,
}

impl From<OpError> for Failure {
    fn from(error: OpError) -> Self {
        Failure::Op(error)
    }
}
impl From<crate::store::StoreError> for Failure {
    fn from(error: crate::store::StoreError) -> Self {
        Failure::Op(OpError::Store(error))
    }
}
impl From<PrintError> for Failure {
    fn from(error: PrintError) -> Self {
        Failure::Print(error)
    }
}

/// Runs the program and returns its exit code: 0 done, 1 not done or something is wrong, 2 misunderstood.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let lang = args.lang.unwrap_or_else(Lang::of_system);
    let location = args.store.as_deref().map(Location::parse);
    let outcome = match args.command {
        None => commands::window(location, args.lang, args.user, lang),
        Some(Command::Demo { orders, seed }) => commands::demo(lang, location, orders, seed),
        Some(Command::Tour { out }) => tour::run(lang, &out),
        Some(Command::Print(what)) => commands::print(lang, location, args.user.as_deref(), &what),
        Some(Command::Find { text }) => commands::find(lang, location, args.user.as_deref(), &text),
        Some(Command::Export(what)) => commands::export(lang, location, args.user.as_deref(), &what),
        Some(Command::Check) => commands::check(lang, location, args.user.as_deref()),
        Some(Command::Backup { out }) => commands::backup(lang, location, args.user.as_deref(), &out),
        Some(Command::Restore { file }) => commands::restore(lang, location, &file),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            match failure {
                Failure::Op(error) => say(&words::op_error(lang, &error)),
                Failure::Print(error) => say(&words::print_error(lang, &error)),
                Failure::Said(text) => eprintln!("{text}"),
                Failure::Silent => {}
            }
            ExitCode::from(1)
        }
    }
}

fn say(words: &Words) {
    eprintln!("{}", words.title);
    for line in [&words.detail, &words.todo].into_iter().filter(|line| !line.is_empty()) {
        eprintln!("{line}");
    }
}
