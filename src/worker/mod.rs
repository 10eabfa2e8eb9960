//! The threads behind the window: one owns the store, one does slow jobs. The window asks and goes on drawing. What takes long
//! in the store itself works beside the store's thread, on a connection of its own.
//!
//! A request is a closure over [`Office`]; its answer comes back through a channel that a panel looks at each frame. The
//! queues are bounded: a full one is an answer too, never a wait. A panic in a request becomes an error on screen; its
//! transaction is rolled back and the next request is served.

mod jobs;
pub mod post;
mod serve;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, PoisonError};
use std::thread::JoinHandle;

use chrono::{DateTime, Utc};

pub use jobs::{Job, JobState, Jobs};
use serve::{Request, Serving, Sight, Way};

use crate::domain::ids::UserId;
use crate::ops::online::Tally;
use crate::ops::{Office, OpError, Touched, Work};
use crate::store::{EngineKind, Location};

/// Requests that may wait. A person cannot ask faster than this; a loop that does is a fault and is told so.
const QUEUE: usize = 256;

/// The clock of a window: the computer's, or a fixed one in tests.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Counts changes by area; a panel that remembers the count it has drawn knows when to ask again.
#[derive(Default)]
pub struct Revisions {
    orders: AtomicU64,
    customers: AtomicU64,
    products: AtomicU64,
    stock: AtomicU64,
    company: AtomicU64,
    post: AtomicU64,
}

/// The counts at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// Orders and desks.
    pub orders: u64,
    /// Customers and credit.
    pub customers: u64,
    /// Goods.
    pub products: u64,
    /// Stock.
    pub stock: u64,
    /// People and settings.
    pub company: u64,
    /// Messages and mails.
    pub post: u64,
}

impl Revisions {
    fn add(&self, touched: Touched) {
        let areas = [
            (touched.orders, &self.orders),
            (touched.customers, &self.customers),
            (touched.products, &self.products),
            (touched.stock, &self.stock),
            (touched.company, &self.company),
            (touched.post, &self.post),
        ];
        for (_, count) in areas.iter().filter(|(touched, _)| *touched) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn now(&self) -> Revision {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Revision {
            orders: read(&self.orders),
            customers: read(&self.customers),
            products: read(&self.products),
            stock: read(&self.stock),
            company: read(&self.company),
            post: read(&self.post),
        }
    }
}

/// An answer on its way.
pub struct Answer<T>(Receiver<Result<T, OpError>>);

impl<T> Answer<T> {
    /// The answer once it is there; none while it is on its way. To be taken once.
    pub fn take(&self) -> Option<Result<T, OpError>> {
        match self.0.try_recv() {
            Ok(answer) => Some(answer),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(OpError::Program("no answer".into()))),
        }
    }

    /// Waits for the answer: for the command line and tests, never in a frame.
    ///
    /// # Errors
    /// Those of the request.
    pub fn wait(self) -> Result<T, OpError> {
        self.0.recv().unwrap_or_else(|_| Err(OpError::Program("no answer".into())))
    }
}

/// The thread that owns the store.
pub struct Worker {
    requests: Option<SyncSender<Request>>,
    revisions: Arc<Revisions>,
    sight: Arc<Sight>,
    clock: Clock,
    wake: Arc<dyn Fn() + Send + Sync>,
    kind: EngineKind,
    /// The person who sits here, by id; 0 while nobody has signed in.
    sits: AtomicI64,
    /// What the window and the carrier of the post share.
    post: post::PostDesk,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Opens the store on a thread of its own and waits until it is open. `wake` is called after each answer, so that a
    /// sleeping window draws it.
    ///
    /// # Errors
    /// Those of the store.
    pub fn start(
        location: &Location,
        clock: Clock,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Result<Worker, OpError> {
        let office = Office::open(location, clock())?;
        Ok(Worker::serve(office, clock, wake))
    }

    /// Serves an office that is open already.
    pub fn serve(mut office: Office, clock: Clock, wake: impl Fn() + Send + Sync + 'static) -> Worker {
        let (requests, queue) = sync_channel::<Request>(QUEUE);
        let revisions = Arc::new(Revisions::default());
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(wake);
        let kind = office.store().kind();
        let sight = Arc::new(Sight::default());
        let serving = Serving::new(office, revisions.clone(), wake.clone(), sight.clone());
        let body = move || serving.until_the_end(&queue);
        let thread = std::thread::Builder::new().name("store".into()).spawn(body).ok();
        Worker {
            requests: Some(requests),
            revisions,
            sight,
            clock,
            wake,
            kind,
            sits: AtomicI64::new(0),
            post: post::PostDesk::default(),
            thread,
        }
    }

    /// The clock.
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Which engine the store runs on.
    pub fn kind(&self) -> EngineKind {
        self.kind
    }

    /// Says who sits here from now on. Whatever is asked while somebody sits here is asked in their name, and refused once
    /// they work here no more.
    pub fn sit(&self, person: Option<UserId>) {
        self.sits.store(person.map_or(0, |id| id.0), Ordering::Relaxed);
    }

    /// What the window and the carrier of the post share.
    pub fn post(&self) -> &post::PostDesk {
        &self.post
    }

    /// Change counts by area.
    pub fn revision(&self) -> Revision {
        self.revisions.now()
    }

    /// The long write that is under way, for its progress and to call it off; none at other times.
    pub fn long_write(&self) -> Option<Arc<Tally>> {
        self.sight.tally.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many writes wait until it ends.
    pub fn held(&self) -> usize {
        self.sight.held.load(Ordering::Relaxed)
    }

    /// Asks for anything that does not write.
    pub fn ask<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Office) -> Result<T, OpError> + Send + 'static,
    ) -> Answer<T> {
        self.request(Way::Reads, f)
    }

    /// Asks for what writes in a transaction that it begins by itself.
    pub fn ask_to_write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Office) -> Result<T, OpError> + Send + 'static,
    ) -> Answer<T> {
        self.request(Way::Writes, f)
    }

    /// Asks for what reads for long: it works beside the store's thread, which goes on serving others.
    pub fn ask_beside<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Office) -> Result<T, OpError> + Send + 'static,
    ) -> Answer<T> {
        self.request(Way::ReadsBeside, f)
    }

    /// Does a person's work in one transaction, and tells the panels what it touched.
    pub fn write<T: Send + 'static>(
        &self,
        actor: UserId,
        f: impl FnOnce(&mut Work<'_, '_>) -> Result<T, OpError> + Send + 'static,
    ) -> Answer<T> {
        self.request(Way::Writes, self.work(actor, f))
    }

    /// Does a person's long work in one transaction beside the store's thread. Others read meanwhile; what they write is kept
    /// when this has ended.
    pub fn write_beside<T: Send + 'static>(
        &self,
        actor: UserId,
        tally: &Arc<Tally>,
        f: impl FnOnce(&mut Work<'_, '_>, &Tally) -> Result<T, OpError> + Send + 'static,
    ) -> Answer<T> {
        let own = tally.clone();
        self.request(Way::WritesBeside(tally.clone()), self.work(actor, move |work| f(work, &own)))
    }

    fn work<T: Send + 'static>(
        &self,
        actor: UserId,
        f: impl FnOnce(&mut Work<'_, '_>) -> Result<T, OpError> + Send + 'static,
    ) -> impl FnOnce(&mut Office) -> Result<T, OpError> + Send + 'static {
        let (clock, revisions) = (self.clock.clone(), self.revisions.clone());
        move |office| {
            let (answer, touched) = office.transact(actor, clock(), f)?;
            revisions.add(touched);
            Ok(answer)
        }
    }

    fn request<T: Send + 'static>(
        &self,
        way: Way,
        f: impl FnOnce(&mut Office) -> Result<T, OpError> + Send + 'static,
    ) -> Answer<T> {
        let (send, receive) = sync_channel(1);
        let wake = self.wake.clone();
        let reader = Some(UserId(self.sits.load(Ordering::Relaxed))).filter(|id| id.0 != 0);
        let job = Box::new(move |office: &mut Office| {
            office.serve(reader);
            let answer = catch_unwind(AssertUnwindSafe(|| f(office)));
            // Nobody waits any more where a panel was closed.
            let _ = send.send(answer.unwrap_or_else(|panic| Err(OpError::Program(words_of(panic.as_ref())))));
            wake();
        });
        if let Some(requests) = &self.requests
            && requests.try_send(Request { way, job }).is_err()
        {
            let (send, full) = sync_channel(1);
            let _ = send.send(Err(OpError::Program("queue".into())));
            return Answer(full);
        }
        Answer(receive)
    }

    /// Tells all panels to ask again, after something that touched everything.
    pub fn touch_all(&self) {
        self.revisions.add(Touched::ALL);
    }
}

impl Drop for Worker {
    /// Lets the thread finish what was asked, so that nothing answered is lost, and closes the store.
    fn drop(&mut self) {
        drop(self.requests.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::company::Company;

    fn worker() -> Worker {
        let clock: Clock = Arc::new(|| DateTime::UNIX_EPOCH);
        Worker::start(&Location::Memory, clock, || {}).unwrap()
    }

    #[test]
    fn a_panic_is_an_error_and_work_goes_on() {
        let worker = worker();
        let broken = worker.ask::<()>(|_| panic!("slip")).wait();
        assert!(matches!(broken, Err(OpError::Program(text)) if text == "slip"));
        assert!(worker.ask(crate::ops::people::is_new).wait().unwrap());
    }

    fn company_named(name: &str) -> Company {
        let letterhead = crate::domain::company::Letterhead { name: name.into(), ..Default::default() };
        Company { letterhead, ..Company::default() }
    }

    /// Names the company in a transaction that goes on until it is told to end.
    fn long_write(
        worker: &Worker,
        actor: UserId,
        tally: &Arc<Tally>,
    ) -> (Answer<()>, SyncSender<Result<(), OpError>>, Receiver<()>) {
        let (end, ends) = sync_channel(1);
        let (begun, begins) = sync_channel(1);
        let answer = worker.write_beside(actor, tally, move |work, _| {
            crate::ops::company::change(work, &Company::default(), &company_named("long"))?;
            begun.send(()).unwrap();
            ends.recv().unwrap()
        });
        (answer, end, begins)
    }

    fn name(worker: &Worker) -> String {
        worker.ask(crate::ops::company::load).wait().unwrap().letterhead.name
    }

    #[test]
    fn others_read_beside_a_long_write_and_what_they_write_waits_for_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let clock: Clock = Arc::new(|| DateTime::UNIX_EPOCH);
        let worker = Worker::start(&Location::File(folder.path().join("yili.db")), clock, || {}).unwrap();
        let id = set_up(&worker);
        let tally = Arc::new(Tally::default());
        let (long, end, begun) = long_write(&worker, id, &tally);
        begun.recv().unwrap();
        assert!(worker.long_write().is_some_and(|shown| Arc::ptr_eq(&shown, &tally)));
        assert_eq!(name(&worker), "", "nothing of it is seen before it is whole");
        let change = |from: &str, to: &str| {
            let (from, to) = (company_named(from), company_named(to));
            worker.write(id, move |work| crate::ops::company::change(work, &from, &to))
        };
        let (first, second) = (change("long", "first"), change("first", "second"));
        assert_eq!(name(&worker), "", "whoever reads does not wait behind them");
        assert_eq!(worker.held(), 2);
        assert!(first.take().is_none() && long.take().is_none());
        end.send(Ok(())).unwrap();
        long.wait().unwrap();
        first.wait().unwrap();
        second.wait().unwrap();
        assert_eq!((name(&worker).as_str(), worker.held()), ("second", 0));
        assert!(worker.long_write().is_none());
    }

    #[test]
    fn a_long_write_that_fails_leaves_nothing_and_a_closing_window_waits_for_one() {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::File(folder.path().join("yili.db"));
        let clock: Clock = Arc::new(|| DateTime::UNIX_EPOCH);
        let worker = Worker::start(&location, clock.clone(), || {}).unwrap();
        let id = set_up(&worker);
        let (long, end, begun) = long_write(&worker, id, &Arc::default());
        begun.recv().unwrap();
        end.send(Err(OpError::CalledOff)).unwrap();
        assert!(matches!(long.wait(), Err(OpError::CalledOff)));
        assert_eq!(name(&worker), "");
        let (long, end, begun) = long_write(&worker, id, &Arc::default());
        begun.recv().unwrap();
        let change =
            |work: &mut Work<'_, '_>| crate::ops::company::change(work, &company_named("long"), &company_named("held"));
        let held = worker.write(id, change);
        let closing = std::thread::spawn(move || drop(worker));
        end.send(Ok(())).unwrap();
        closing.join().unwrap();
        long.wait().unwrap();
        held.wait().unwrap();
        assert_eq!(name(&Worker::start(&location, clock, || {}).unwrap()), "held");
    }

    fn set_up(worker: &Worker) -> UserId {
        let administrator = worker.ask_to_write(|office| {
            crate::ops::people::set_up(office, "admin", "管理员", "milk-in-the-morning", DateTime::UNIX_EPOCH)
        });
        administrator.wait().unwrap().id
    }

    #[test]
    fn a_write_is_told_to_panels_that_show_its_area_only() {
        let worker = worker();
        let before = worker.revision();
        let id = set_up(&worker);
        let company = company_named("晨曦乳业");
        worker.write(id, move |work| crate::ops::company::change(work, &Company::default(), &company)).wait().unwrap();
        let after = worker.revision();
        assert_eq!((after.company, after.orders), (before.company + 1, before.orders));
    }
}
