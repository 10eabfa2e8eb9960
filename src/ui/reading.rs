//! A mail being read: asked for once, parsed on the thread for slow jobs, finished by the store; never in a frame.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use crate::domain::ids::MailId;
use crate::ops::OpError;
use crate::ops::mails::{self, Material, Parsed, Reading};
use crate::worker::Answer;

use super::cx::Cx;

/// What the reading depends on: the mail, and change counts of mails, customers and goods.
type Key = (MailId, u64, u64, u64);

/// Where a mail stands on its way to the screen.
#[derive(Default)]
enum Stage {
    #[default]
    Rest,
    Asked(Answer<Material>),
    Parsing(Receiver<Parsed>),
    Finishing(Answer<Reading>),
}

/// The mail that is shown. While it is read anew the old reading of the same mail stays on screen.
#[derive(Default)]
pub struct MailReader {
    key: Option<Key>,
    stage: Stage,
    reading: Option<Arc<Reading>>,
    fault: Option<OpError>,
}

impl MailReader {
    /// Reads a mail, and reads it anew when it, customers or goods changed; once a frame. True in the frame in which it came.
    pub fn keep(&mut self, cx: &Cx<'_>, id: MailId) -> bool {
        let key = (id, cx.revision.post, cx.revision.customers, cx.revision.products);
        if self.key != Some(key) {
            if self.reading.as_ref().is_some_and(|reading| reading.mail.id != id) {
                self.reading = None;
            }
            self.key = Some(key);
            self.fault = None;
            self.stage = Stage::Asked(cx.worker.ask(move |office| mails::material(office, id)));
        }
        self.go_on(cx)
    }

    fn go_on(&mut self, cx: &Cx<'_>) -> bool {
        let failed = |fault| (Stage::Rest, Some(Err(fault)));
        let (stage, outcome) = match std::mem::take(&mut self.stage) {
            Stage::Rest => return false,
            Stage::Asked(answer) => match answer.take() {
                None => (Stage::Asked(answer), None),
                Some(Ok(material)) => {
                    (Stage::Parsing(cx.jobs.run("mails-job-read", move |_| mails::parse(material))), None)
                }
                Some(Err(fault)) => failed(fault),
            },
            Stage::Parsing(job) => match job.try_recv() {
                Err(TryRecvError::Empty) => (Stage::Parsing(job), None),
                Err(TryRecvError::Disconnected) => failed(OpError::Program("the mail was not read".into())),
                Ok(parsed) => (Stage::Finishing(cx.worker.ask(move |office| mails::finish(office, parsed))), None),
            },
            Stage::Finishing(answer) => match answer.take() {
                None => (Stage::Finishing(answer), None),
                Some(outcome) => (Stage::Rest, Some(outcome)),
            },
        };
        self.stage = stage;
        match outcome {
            None => return false,
            Some(Ok(reading)) => self.reading = Some(Arc::new(reading)),
            Some(Err(fault)) => self.fault = Some(fault),
        }
        true
    }

    /// The mail as it was read; none while it is on its way.
    pub fn reading(&self) -> Option<Arc<Reading>> {
        self.reading.clone()
    }

    /// Why it could not be read.
    pub fn fault(&self) -> Option<&OpError> {
        self.fault.as_ref()
    }
}
