//! A question to the worker as a panel holds it: asked once, asked again when something changed, never waited for.

use crate::ops::OpError;
use crate::worker::Answer;

/// A question with its newest answer. While a new answer is on its way the old one stays on screen.
pub struct Ask<T, K = u64> {
    key: Option<K>,
    waiting: Option<Answer<T>>,
    value: Option<T>,
    fault: Option<OpError>,
}

impl<T, K: PartialEq> Default for Ask<T, K> {
    fn default() -> Self {
        Ask { key: None, waiting: None, value: None, fault: None }
    }
}

impl<T, K: PartialEq> Ask<T, K> {
    /// Asks when `key` differs from the last one asked for, and takes in an answer that has come. Call it once a frame.
    /// The key holds all that the answer depends on: the filter, the page, the revision of the area.
    /// True in the frame in which an answer came.
    pub fn keep(&mut self, key: K, ask: impl FnOnce() -> Answer<T>) -> bool {
        if self.key.as_ref() != Some(&key) {
            self.key = Some(key);
            self.waiting = Some(ask());
        }
        self.take_in()
    }

    /// Takes in an answer that has come; true in the frame in which it did.
    pub fn take_in(&mut self) -> bool {
        let Some(answer) = self.waiting.as_ref().and_then(Answer::take) else { return false };
        self.waiting = None;
        match answer {
            Ok(value) => (self.value, self.fault) = (Some(value), None),
            Err(fault) => self.fault = Some(fault),
        }
        true
    }

    /// The newest answer.
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// What was asked for last.
    pub fn key(&self) -> Option<&K> {
        self.key.as_ref()
    }

    /// Why the newest question got none.
    pub fn fault(&self) -> Option<&OpError> {
        self.fault.as_ref()
    }

    /// True while an answer is on its way.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Forgets everything, so that the next [`Ask::keep`] asks.
    pub fn forget(&mut self) {
        *self = Ask { key: None, waiting: None, value: None, fault: None };
    }
}

/// A write on its way: a form holds it, waits without blocking, and closes or says what was wrong.
pub struct Doing<T> {
    waiting: Option<Answer<T>>,
}

impl<T> Default for Doing<T> {
    fn default() -> Self {
        Doing { waiting: None }
    }
}

impl<T> Doing<T> {
    /// Begins. A second click while the first is on its way does nothing, and gives false: whoever then forgets what was typed
    /// asks for this.
    pub fn begin(&mut self, ask: impl FnOnce() -> Answer<T>) -> bool {
        let free = self.waiting.is_none();
        if free {
            self.waiting = Some(ask());
        }
        free
    }

    /// True while it is on its way: the button is disabled meanwhile.
    pub fn is_busy(&self) -> bool {
        self.waiting.is_some()
    }

    /// The outcome, once.
    pub fn outcome(&mut self) -> Option<Result<T, OpError>> {
        let outcome = self.waiting.as_ref().and_then(Answer::take)?;
        self.waiting = None;
        Some(outcome)
    }
}
