//! Building the pages of a preview: dossiers come from the store's thread in handfuls, the job thread makes pages of them,
//! the window only looks on.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};

use crate::domain::ids::OrderId;
use crate::ops::OpError;
use crate::ops::orders::{self, Dossier};
use crate::ops::papers::{self, PaperKind, PaperOptions};
use crate::print::page::Page;
use crate::print::{Document, PrintError};
use crate::ui::cx::Cx;
use crate::worker::Answer;

/// Dossiers fetched with one question: few enough that the store's thread soon serves others.
const HANDFUL: usize = 16;

/// Finished papers.
pub(super) struct Stack {
    /// Ready for the printer.
    pub documents: Vec<Document>,
    /// All pages one after the other, for the screen.
    pub pages: Vec<Page>,
    /// Orders that do not have this paper yet.
    pub without: usize,
}

/// Why there is no stack.
pub(super) enum BuildFault {
    /// The store's.
    Op(OpError),
    /// A paper could not be made.
    Print(PrintError),
    /// The job was stopped.
    Stopped,
}

/// Papers that are being made.
pub(super) struct Building {
    left: Vec<OrderId>,
    all: usize,
    done: Arc<AtomicUsize>,
    asked: Option<Answer<Vec<Dossier>>>,
    waiting: Option<Vec<Dossier>>,
    feed: Option<SyncSender<Vec<Dossier>>>,
    result: Receiver<Result<Stack, PrintError>>,
    fault: Option<OpError>,
    /// Whether all customers seen so far are abroad; none before the first is seen.
    abroad: Option<bool>,
}

impl Building {
    /// Begins.
    pub fn begin(cx: &Cx<'_>, kind: PaperKind, orders: &[OrderId], options: PaperOptions) -> Building {
        let (feed, dossiers) = sync_channel::<Vec<Dossier>>(2);
        let done = Arc::new(AtomicUsize::new(0));
        let (count, all) = (done.clone(), orders.len());
        let result = cx.jobs.run("preview-job-build", move |job| {
            let mut stack = Stack { documents: Vec::new(), pages: Vec::new(), without: 0 };
            for dossier in dossiers.into_iter().flatten() {
                let made = papers::documents(kind, &dossier, &options)?;
                if made.is_empty() {
                    stack.without += 1;
                }
                stack.pages.extend(made.iter().flat_map(|document| document.pages().iter().cloned()));
                stack.documents.extend(made);
                let so_far = count.fetch_add(1, Ordering::Relaxed) + 1;
                if !job.go_on(so_far as u64, all as u64) {
                    break;
                }
            }
            Ok(stack)
        });
        let mut left = orders.to_vec();
        left.reverse();
        Building { left, all, done, asked: None, waiting: None, feed: Some(feed), result, fault: None, abroad: None }
    }

    /// How many orders are done, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.all)
    }

    /// True when all customers seen so far are abroad.
    pub fn is_abroad(&self) -> bool {
        self.abroad == Some(true)
    }

    /// Hands on what has come; the outcome once. Call it once a frame.
    pub fn step(&mut self, cx: &Cx<'_>) -> Option<Result<Stack, BuildFault>> {
        self.fetch(cx);
        if let Some(fault) = self.fault.take() {
            return Some(Err(BuildFault::Op(fault)));
        }
        match self.result.try_recv() {
            Ok(Ok(stack)) => Some(Ok(stack)),
            Ok(Err(fault)) => Some(Err(BuildFault::Print(fault))),
            Err(TryRecvError::Disconnected) => Some(Err(BuildFault::Stopped)),
            Err(TryRecvError::Empty) => None,
        }
    }

    fn fetch(&mut self, cx: &Cx<'_>) {
        if let Some(answer) = self.asked.as_ref().and_then(Answer::take) {
            self.asked = None;
            match answer {
                Ok(dossiers) => {
                    let abroad = dossiers.iter().all(|dossier| dossier.customer.is_export());
                    self.abroad = Some(abroad && self.abroad.unwrap_or(true));
                    self.waiting = Some(dossiers);
                }
                Err(fault) => (self.fault, self.feed) = (Some(fault), None),
            }
        }
        if let (Some(dossiers), Some(feed)) = (self.waiting.take(), &self.feed) {
            match feed.try_send(dossiers) {
                Ok(()) => {}
                Err(std::sync::mpsc::TrySendError::Full(dossiers)) => self.waiting = Some(dossiers),
                Err(std::sync::mpsc::TrySendError::Disconnected(_)) => self.feed = None,
            }
        }
        if self.asked.is_some() || self.waiting.is_some() || self.feed.is_none() {
            return;
        }
        let next: Vec<OrderId> = (0..HANDFUL).filter_map(|_| self.left.pop()).collect();
        if next.is_empty() {
            self.feed = None; // the job ends when it has used up what it got
            return;
        }
        let open = move |office: &mut crate::ops::Office| next.iter().map(|id| orders::open(office, *id)).collect();
        self.asked = Some(cx.worker.ask(open));
    }
}
