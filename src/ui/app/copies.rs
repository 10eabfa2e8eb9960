//! The day's verified copy of the store: made without being asked, once a day, while everybody works.

use std::sync::mpsc::{Receiver, TryRecvError};

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::company::Company;
use crate::i18n::{Lang, t, tf};
use crate::ops::OpError;
use crate::ops::backup::{self, Keeper};
use crate::ui::ask::Doing;
use crate::worker::{Jobs, Worker};

/// How today's copy stands.
enum Standing {
    /// Nobody looked yet.
    Unknown,
    /// It is there, made at this instant or found from an earlier start.
    Made(Option<DateTime<Utc>>),
    /// It could not be made.
    Failed,
}

/// Sees to it that there is a copy of today.
pub struct DailyCopy {
    day: Option<NaiveDate>,
    opening: Doing<Option<Keeper>>,
    making: Option<Receiver<Result<bool, OpError>>>,
    standing: Standing,
}

impl Default for DailyCopy {
    fn default() -> Self {
        DailyCopy { day: None, opening: Doing::default(), making: None, standing: Standing::Unknown }
    }
}

impl DailyCopy {
    /// Starts the copy when the day has none yet, and takes in how it went. Called every frame; an error comes once.
    pub fn keep(&mut self, worker: &Worker, jobs: &Jobs, company: &Company, now: DateTime<Utc>) -> Option<OpError> {
        let today = company.day(now);
        if self.day != Some(today) {
            self.day = Some(today);
            self.opening.begin(|| worker.ask(backup::keeper));
        }
        match self.opening.outcome() {
            Some(Ok(Some(keeper))) => self.making = Some(start(jobs, keeper, today, now)),
            Some(Ok(None)) | None => {}
            Some(Err(fault)) => return self.failed(fault),
        }
        match self.making.as_ref().map(Receiver::try_recv) {
            Some(Ok(Ok(made))) => self.standing = Standing::Made(made.then_some(now)),
            Some(Ok(Err(fault))) => return self.failed(fault),
            Some(Err(TryRecvError::Disconnected)) => self.standing = Standing::Failed,
            Some(Err(TryRecvError::Empty)) | None => return None,
        }
        self.making = None;
        None
    }

    fn failed(&mut self, fault: OpError) -> Option<OpError> {
        self.making = None;
        self.standing = Standing::Failed;
        Some(fault)
    }

    /// What the status bar says: whether all is well, and the words.
    pub fn words(&self, lang: Lang, company: &Company) -> Option<(bool, String)> {
        match self.standing {
            Standing::Unknown => None,
            Standing::Made(Some(at)) => {
                let time = at.with_timezone(&company.zone()).format("%H:%M").to_string();
                Some((true, tf(lang, "app-copy-made-at", &[("time", time.into())])))
            }
            Standing::Made(None) => Some((true, t(lang, "app-copy-there").to_owned())),
            Standing::Failed => Some((false, t(lang, "app-copy-failed").to_owned())),
        }
    }
}

fn start(jobs: &Jobs, mut keeper: Keeper, today: NaiveDate, now: DateTime<Utc>) -> Receiver<Result<bool, OpError>> {
    jobs.run("app-job-copy", move |job| {
        let made = keeper.daily(today, now, &mut |progress| job.go_on(progress.done, progress.total))?;
        Ok(made.is_some())
    })
}
