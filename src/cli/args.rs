//! What may stand on the command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args as Fields, Parser, Subcommand, ValueEnum};

use crate::i18n::Lang;
use crate::ops::export::What;
use crate::ops::orders::Filter;
use crate::ops::papers::PaperKind;
use crate::print::documents::Paper;

/// Order management for the office of a dairy company. Without a command the window opens.
#[derive(Parser)]
#[command(name = "yili-orders", version)]
pub(super) struct Args {
    /// The store: a file, or postgresql://user@host/database. Without it, the user's data folder.
    #[arg(long, global = true, value_name = "FILE|URL")]
    pub store: Option<String>,
    /// The language: zh-Hans, zh-Hant or en. Without it, that of this computer.
    #[arg(long, global = true, value_parser = |tag: &str| tag.parse::<Lang>())]
    pub lang: Option<Lang>,
    /// Who signs in; the password is asked for, or taken from the variable YILI_PASSWORD.
    #[arg(long, global = true, value_name = "NAME")]
    pub user: Option<String>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Build the demo company on an empty store.
    Demo {
        /// How many orders.
        #[arg(long, default_value_t = 400)]
        orders: u64,
        /// The same seed on the same day builds the same company.
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Walk one order from the call to the archive on a fresh store, and leave its papers.
    Tour {
        /// The folder for the store and the papers.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Print papers of orders as PDF.
    Print(Print),
    /// Find orders, customers and goods by any part of a number, name, telephone, pinyin or initials.
    Find {
        /// What to look for.
        text: String,
    },
    /// Write a list as a workbook, or as CSV where the file's name ends in .csv.
    Export(Export),
    /// Check the file, all logs, orders, sums and papers; exit code 1 when something is wrong.
    Check,
    /// Make a verified copy of the store.
    Backup {
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Bring a copy back; the present store is kept beside it.
    Restore {
        /// The copy.
        file: PathBuf,
    },
}

#[derive(Fields)]
pub(super) struct Print {
    /// Which paper.
    #[arg(value_enum)]
    pub kind: Kind,
    /// Order numbers.
    #[arg(required = true, value_name = "ORDER")]
    pub orders: Vec<String>,
    /// The folder for the PDF files.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The paper for delivery notes: a4 or 241x140. Without it, as the company has set.
    #[arg(long, value_parser = |tag: &str| Paper::from_tag(tag).ok_or("one of a4, 241x140"))]
    pub paper: Option<Paper>,
    /// Delivery notes without prices.
    #[arg(long)]
    pub no_prices: bool,
    /// All papers in one file.
    #[arg(long)]
    pub merged: bool,
}

#[derive(Fields)]
pub(super) struct Export {
    /// Which list.
    #[arg(value_enum)]
    pub what: List,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// For order lines: the first day.
    #[arg(long, value_name = "DAY")]
    pub from: Option<NaiveDate>,
    /// For order lines: the last day.
    #[arg(long, value_name = "DAY")]
    pub to: Option<NaiveDate>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum List {
    Orders,
    Lines,
    Customers,
    Goods,
    Prices,
}

impl Export {
    pub(super) fn what(&self) -> What {
        match self.what {
            List::Orders => What::Orders(Filter::default()),
            List::Lines => What::Lines {
                from: self.from.unwrap_or_default(),
                to: self.to.unwrap_or_else(|| NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX)),
            },
            List::Customers => What::Customers,
            List::Goods => What::Goods,
            List::Prices => What::Prices,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Kind {
    ReadBack,
    ReviewSheet,
    Confirmation,
    PickingList,
    ShippingNotice,
    DeliveryNote,
    ArchiveSheet,
}

impl Kind {
    pub(super) fn paper(self) -> PaperKind {
        match self {
            Kind::ReadBack => PaperKind::ReadBack,
            Kind::ReviewSheet => PaperKind::ReviewSheet,
            Kind::Confirmation => PaperKind::Confirmation,
            Kind::PickingList => PaperKind::Picking,
            Kind::ShippingNotice => PaperKind::ShippingNotice,
            Kind::DeliveryNote => PaperKind::DeliveryNote,
            Kind::ArchiveSheet => PaperKind::ArchiveSheet,
        }
    }
}
