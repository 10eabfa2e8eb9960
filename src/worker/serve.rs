//! The store's own thread, and what works beside it on a connection of its own.
//!
//! Whatever takes long goes beside: the thread goes on serving everybody who reads. A long write holds the store's only right
//! to write until it ends, so whoever else writes meanwhile is held here, in the order in which they came, rather than standing
//! in the engine's own queue, where they would keep readers waiting and give up after ten seconds.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::{QUEUE, Revisions};
use crate::ops::online::Tally;
use crate::ops::{Office, Touched};
use crate::store::EngineKind;

/// How often another workstation's changes are looked for on a server.
const LOOK: Duration = Duration::from_secs(3);
/// How often the thread looks whether a long write has ended, while there is one.
const ENDED: Duration = Duration::from_millis(10);

/// What is asked of an office; it gives its answer by itself.
pub(super) type Job = Box<dyn FnOnce(&mut Office) + Send>;

/// How a request goes about the store.
#[derive(Clone)]
pub(super) enum Way {
    /// Reads, on the store's own connection.
    Reads,
    /// Writes, on the store's own connection.
    Writes,
    /// Reads for long, beside.
    ReadsBeside,
    /// Writes for long, beside, with its progress.
    WritesBeside(Arc<Tally>),
}

/// A request with how it goes about the store.
pub(super) struct Request {
    pub way: Way,
    pub job: Job,
}

/// What the window sees of the store's thread.
#[derive(Default)]
pub(super) struct Sight {
    /// The long write that is under way.
    pub tally: Mutex<Option<Arc<Tally>>>,
    /// How many writes wait for its end.
    pub held: AtomicUsize,
}

impl Sight {
    fn shows(&self, tally: Option<Arc<Tally>>) {
        *self.tally.lock().unwrap_or_else(PoisonError::into_inner) = tally;
    }
}

/// Marks the end of a long write, however it ends.
struct Ending(Arc<AtomicBool>, Arc<Sight>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.1.shows(None);
        self.0.store(false, Ordering::Release);
    }
}

/// The thread: the store's own connection, what works beside it, and what is held until a long write ends.
pub(super) struct Serving {
    pub office: Office,
    pub revisions: Arc<Revisions>,
    pub wake: Arc<dyn Fn() + Send + Sync>,
    pub sight: Arc<Sight>,
    beside: Vec<JoinHandle<()>>,
    writing: Arc<AtomicBool>,
    held: VecDeque<Request>,
}

impl Serving {
    pub fn new(
        office: Office,
        revisions: Arc<Revisions>,
        wake: Arc<dyn Fn() + Send + Sync>,
        sight: Arc<Sight>,
    ) -> Serving {
        let writing = Arc::default();
        Serving { office, revisions, wake, sight, beside: Vec::new(), writing, held: VecDeque::new() }
    }

    /// Serves until nobody can ask any more, and everything that was asked is done.
    pub fn until_the_end(mut self, queue: &Receiver<Request>) {
        // One workstation alone on its file learns of every change by itself, and sleeps until it is asked.
        let looks = self.office.store().kind() == EngineKind::Postgres;
        let mut seen = if looks { self.office.changes().unwrap_or_default() } else { 0 };
        let mut next_look = Instant::now() + LOOK;
        loop {
            self.let_go();
            // However busy this workstation is, others' work is looked for in time.
            let look = looks.then(|| next_look.saturating_duration_since(Instant::now()));
            let end = self.is_writing().then_some(ENDED);
            let request = match look.into_iter().chain(end).min() {
                Some(rest) => queue.recv_timeout(rest),
                None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match request {
                Ok(request) => self.take(request),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.finish(),
            }
            if looks && Instant::now() >= next_look {
                next_look = Instant::now() + LOOK;
                let changes = self.office.changes().unwrap_or(seen);
                if changes != seen {
                    seen = changes;
                    self.revisions.add(Touched::ALL);
                    (self.wake)();
                }
            }
        }
    }

    fn is_writing(&self) -> bool {
        self.writing.load(Ordering::Acquire)
    }

    fn take(&mut self, request: Request) {
        let writes = matches!(request.way, Way::Writes | Way::WritesBeside(_));
        if writes && (self.is_writing() || !self.held.is_empty()) {
            // So many are no person's work: the one too many is dropped, and its asker told that there is no answer.
            if self.held.len() < QUEUE {
                self.held.push_back(request);
                self.count();
            }
            return;
        }
        self.begin(request);
    }

    /// Takes up what was held, once the long write is over.
    fn let_go(&mut self) {
        while !self.held.is_empty() && !self.is_writing() {
            if let Some(request) = self.held.pop_front() {
                self.begin(request);
                self.count();
            }
        }
    }

    /// Tells the window how many are held.
    fn count(&self) {
        self.sight.held.store(self.held.len(), Ordering::Relaxed);
        (self.wake)();
    }

    fn begin(&mut self, Request { way, job }: Request) {
        let ending = match way {
            Way::Reads | Way::Writes => return job(&mut self.office),
            Way::ReadsBeside => None,
            Way::WritesBeside(tally) => {
                self.sight.shows(Some(tally));
                self.writing.store(true, Ordering::Release);
                Some(Ending(self.writing.clone(), self.sight.clone()))
            }
        };
        self.beside.retain(|thread| !thread.is_finished());
        // In memory there is one connection only; where a further one fails, the own one still serves.
        let Ok(Some(mut office)) = self.office.beside() else { return job(&mut self.office) };
        let body = move || {
            // Dropped last: whoever is held begins when this connection has let go of the store.
            let _ending = ending;
            job(&mut office);
            drop(office);
        };
        self.beside.extend(std::thread::Builder::new().name("beside".into()).spawn(body));
    }

    /// Does what is still held, and waits for what is beside: its connections are closed before the store's own.
    fn finish(mut self) {
        loop {
            self.let_go();
            match self.beside.pop() {
                Some(thread) => drop(thread.join()),
                None => return,
            }
        }
    }
}
