//! Slow jobs, one after the other on one thread: printing many papers, reading files, backups. Each has progress and can be
//! cancelled.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// Jobs that may wait.
const QUEUE: usize = 64;

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// Waits for its turn.
    Waiting,
    /// Runs; done of all, in the job's own units.
    Running {
        /// Done.
        done: u64,
        /// Of.
        all: u64,
    },
    /// Ended, in whatever way; its own answer says how.
    Ended,
}

struct Shared {
    /// What it is called in the status bar, a text key.
    name: &'static str,
    phase: AtomicU32,
    done: AtomicU64,
    all: AtomicU64,
    cancelled: AtomicBool,
}

/// A job as its runner and the window hold it.
#[derive(Clone)]
pub struct Job {
    shared: Arc<Shared>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Job {
    /// The text key of its name.
    pub fn name(&self) -> &'static str {
        self.shared.name
    }

    /// How it stands.
    pub fn state(&self) -> JobState {
        match self.shared.phase.load(Ordering::Acquire) {
            0 => JobState::Waiting,
            1 => {
                let (done, all) = (self.shared.done.load(Ordering::Relaxed), self.shared.all.load(Ordering::Relaxed));
                JobState::Running { done, all }
            }
            _ => JobState::Ended,
        }
    }

    /// Asks it to stop at the next good place.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// Called by the runner: keeps the progress and says whether to go on.
    pub fn go_on(&self, done: u64, all: u64) -> bool {
        let before = self.shared.done.swap(done, Ordering::Relaxed);
        self.shared.all.store(all, Ordering::Relaxed);
        // The bar moves by whole percents; drawing more often would only cost.
        let percent = |done: u64| done * 100 / all.max(1);
        if percent(before) != percent(done) {
            (self.wake)();
        }
        !self.shared.cancelled.load(Ordering::Relaxed)
    }
}

type Task = Box<dyn FnOnce() + Send>;

/// The thread for slow jobs.
pub struct Jobs {
    tasks: Option<SyncSender<Task>>,
    list: Mutex<Vec<Job>>,
    wake: Arc<dyn Fn() + Send + Sync>,
    thread: Option<JoinHandle<()>>,
}

impl Jobs {
    /// Starts the thread. `wake` is called when a job moves or ends.
    pub fn start(wake: impl Fn() + Send + Sync + 'static) -> Jobs {
        let (tasks, queue): (_, Receiver<Task>) = sync_channel(QUEUE);
        let body = move || queue.into_iter().for_each(|task| task());
        let thread = std::thread::Builder::new().name("jobs".into()).spawn(body).ok();
        Jobs { tasks: Some(tasks), list: Mutex::default(), wake: Arc::new(wake), thread }
    }

    /// Runs a job when its turn comes. The receiver gets its answer; nothing comes where the job panicked or the queue
    /// is full, and the receiver is then closed.
    pub fn run<T: Send + 'static>(
        &self,
        name: &'static str,
        f: impl FnOnce(&Job) -> T + Send + 'static,
    ) -> Receiver<T> {
        let (send, receive) = sync_channel(1);
        let shared = Shared {
            name,
            phase: AtomicU32::new(0),
            done: AtomicU64::new(0),
            all: AtomicU64::new(0),
            cancelled: AtomicBool::new(false),
        };
        let job = Job { shared: Arc::new(shared), wake: self.wake.clone() };
        let mine = job.clone();
        let task = Box::new(move || {
            mine.shared.phase.store(1, Ordering::Release);
            if let Ok(answer) = catch_unwind(AssertUnwindSafe(|| f(&mine))) {
                let _ = send.send(answer);
            }
            mine.shared.phase.store(2, Ordering::Release);
            (mine.wake)();
        });
        if let Some(tasks) = &self.tasks
            && tasks.try_send(task).is_ok()
        {
            self.list.lock().unwrap_or_else(PoisonError::into_inner).push(job);
        }
        receive
    }

    /// The jobs that wait or run, oldest first.
    pub fn list(&self) -> Vec<Job> {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        list.retain(|job| job.state() != JobState::Ended);
        list.clone()
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        for job in self.list() {
            job.cancel();
        }
        drop(self.tasks.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_job_stops_at_the_next_good_place() {
        let jobs = Jobs::start(|| {});
        let answer = jobs.run("job", |job| {
            job.cancel();
            (0..100).take_while(|done| job.go_on(*done, 100)).count()
        });
        assert_eq!(answer.recv().unwrap(), 0);
    }

    #[test]
    fn a_panic_closes_the_answer_and_the_next_job_runs() {
        let jobs = Jobs::start(|| {});
        assert!(jobs.run::<()>("job", |_| panic!("slip")).recv().is_err());
        assert_eq!(jobs.run("job", |_| 7).recv().unwrap(), 7);
    }
}
