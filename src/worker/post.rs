//! Carrying the post: a thread of its own, so that no preview waits for a slow server. It takes the next message from the
//! store, says it to a server, and keeps how that ended; now and then it looks into the mailbox. With nothing to do it
//! sleeps. It holds the store only while it asks it something, so a store can be closed while a server is slow.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

use super::Worker;
use crate::domain::ids::UserId;
use crate::domain::post::{Letter, Outcome, PostSettings, Source, Trouble, Way};
use crate::ops::mails::{self, NewMail};
use crate::ops::post::carry::{self, Parcel};
use crate::ops::{Office, OpError, Work, company};
use crate::post::{Fetched, Key, Outgoing, Patience, Stop, fetch, line_for};

/// The longest sleep while something is due that this workstation cannot send.
const NOT_READY: Duration = Duration::from_secs(60);
/// Of a mailbox that was never read, mails of so many days are taken.
const FIRST_LOOK: TimeDelta = TimeDelta::days(14);
/// How long a closing window waits for an answer that may tell whether a message was taken.
const LAST_WAIT: Duration = Duration::from_secs(3);

/// What the carrier says about itself.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Names of secrets that this workstation does not have: somebody must tell them here.
    pub missing: Vec<String>,
    /// Why the mailbox could not be read the last time.
    pub mailbox: Option<(Trouble, String)>,
    /// Why a mail that came could not be kept the last time, in the store's words.
    pub unkept: Option<Arc<OpError>>,
    /// When the mailbox was read the last time.
    pub looked_at: Option<DateTime<Utc>>,
}

/// What the window and the carrier share.
#[derive(Default)]
pub struct PostDesk {
    key_place: OnceLock<PathBuf>,
    told: Mutex<Told>,
    nudges: Mutex<Option<SyncSender<Nudge>>>,
    /// The message that is being sent, by its recipient, and the wish to stop that.
    sending: Mutex<Option<(String, Stop)>>,
}

/// Why the carrier is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nudge {
    Send,
    Fetch,
    End,
}

impl PostDesk {
    /// Keeps the key elsewhere than in the user's own folder. Counts before its first use only.
    pub fn keep_key_at(&self, place: PathBuf) {
        let _ = self.key_place.set(place);
    }

    fn key_place(&self) -> Option<PathBuf> {
        self.key_place.get().cloned().or_else(Key::place_of_user)
    }

    /// The key of this workstation; none where it never sealed anything.
    pub fn key(&self) -> Option<Key> {
        self.key_place().and_then(|place| Key::load(&place).ok().flatten())
    }

    /// The key of this workstation, made where there is none.
    ///
    /// # Errors
    /// That of the file.
    pub fn make_key(&self) -> Result<Key, OpError> {
        let place = self.key_place().ok_or_else(|| OpError::Program("no folder for the key".into()))?;
        let failed = |error| OpError::Store(crate::store::StoreError::from_io(&place, &error));
        Key::load_or_make(&place).map_err(failed)
    }

    /// What the carrier said last.
    pub fn told(&self) -> Told {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn tell(&self, tell: impl FnOnce(&mut Told)) {
        tell(&mut self.told.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn nudge(&self, nudge: Nudge) {
        if let Some(nudges) = &*self.nudges.lock().unwrap_or_else(PoisonError::into_inner) {
            // A carrier that has so many nudges waiting needs no further one.
            let _ = nudges.try_send(nudge);
        }
    }

    /// To whom a message is being sent right now.
    pub fn sending(&self) -> Option<String> {
        self.sending.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|(to, _)| to.clone())
    }

    /// Stops what is being sent, where it is not handed over yet; it is tried again later unless somebody withdraws it.
    pub fn stop_sending(&self) {
        if let Some((_, stop)) = &*self.sending.lock().unwrap_or_else(PoisonError::into_inner) {
            stop.stop();
        }
    }

    fn set_sending(&self, now: Option<(String, Stop)>) {
        *self.sending.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Says that there may be something to send.
    pub fn look(&self) {
        self.nudge(Nudge::Send);
    }

    /// Asks for a look into the mailbox at once.
    pub fn fetch_now(&self) {
        self.nudge(Nudge::Fetch);
    }
}

/// The carrier's thread; ends when this is dropped.
pub struct Postman {
    desk: Weak<Worker>,
    nudges: SyncSender<Nudge>,
    stop: Stop,
    /// The last word was said, and the answer is on its way.
    awaits: Arc<AtomicBool>,
    ended: Receiver<()>,
}

impl Postman {
    /// Starts carrying in the name of a person.
    pub fn start(worker: &Arc<Worker>, user: UserId) -> Postman {
        let (nudges, woken) = sync_channel(4);
        let (ending, ended) = sync_channel(1);
        *worker.post.nudges.lock().unwrap_or_else(PoisonError::into_inner) = Some(nudges.clone());
        let carrier = Carrier::new(worker, user);
        let (stop, awaits) = (carrier.stop.clone(), carrier.awaits.clone());
        let body = move || {
            carrier.serve(&woken);
            let _ = ending.send(());
        };
        // Without a thread nothing is sent by itself; the outbox shows it.
        let _ = std::thread::Builder::new().name("post".into()).spawn(body);
        Postman { desk: Arc::downgrade(worker), nudges, stop, awaits, ended }
    }
}

impl Drop for Postman {
    fn drop(&mut self) {
        self.stop.stop();
        let _ = self.nudges.try_send(Nudge::End);
        if let Some(worker) = self.desk.upgrade() {
            *worker.post.nudges.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        // Only where leaving now would leave a message that was perhaps sent.
        if self.awaits.load(Ordering::Relaxed) {
            let _ = self.ended.recv_timeout(LAST_WAIT);
        }
    }
}

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Attempts of a dead program that were judged.
    pub judged: usize,
    /// Attempts made.
    pub sent: usize,
    /// Mails fetched.
    pub fetched: usize,
}

/// Carries messages of one store in the name of one person.
pub struct Carrier {
    worker: Weak<Worker>,
    user: UserId,
    stop: Stop,
    awaits: Arc<AtomicBool>,
    patience: Patience,
}

/// What this workstation can do now.
struct Ready {
    station: String,
    settings: PostSettings,
    secrets: BTreeMap<String, String>,
}

impl Ready {
    fn can_send(&self, letter: &Letter) -> bool {
        let secret = self.settings.secret_of(letter.way, &letter.to);
        self.settings.is_set_up(letter.way) && secret.is_none_or(|name| self.secrets.contains_key(&name))
    }
}

impl Carrier {
    /// A carrier with the usual patience.
    pub fn new(worker: &Arc<Worker>, user: UserId) -> Carrier {
        let awaits = Arc::new(AtomicBool::new(false));
        Carrier { worker: Arc::downgrade(worker), user, stop: Stop::default(), awaits, patience: Patience::default() }
    }

    /// Waits so long and no longer.
    pub fn with_patience(self, patience: Patience) -> Carrier {
        Carrier { patience, ..self }
    }

    fn worker(&self) -> Result<Arc<Worker>, OpError> {
        self.worker.upgrade().ok_or_else(|| OpError::Program("the store is closed".into()))
    }

    fn ask<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Office) -> Result<T, OpError> + Send + 'static,
    ) -> Result<T, OpError> {
        let answer = self.worker()?.ask(f);
        answer.wait()
    }

    fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Work<'_, '_>) -> Result<T, OpError> + Send + 'static,
    ) -> Result<T, OpError> {
        let answer = self.worker()?.write(self.user, f);
        answer.wait()
    }

    fn serve(&self, woken: &Receiver<Nudge>) {
        let mut next_look = Instant::now();
        let mut fetch = true;
        loop {
            // A slip in one round is not the end of all post.
            let rest = catch_unwind(AssertUnwindSafe(|| self.once(fetch, &mut next_look))).unwrap_or(Some(NOT_READY));
            let nudge = match rest {
                Some(rest) => woken.recv_timeout(rest),
                None => woken.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match nudge {
                _ if self.stop.is_wished() => return,
                Ok(Nudge::End) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Nudge::Fetch) => fetch = true,
                Ok(Nudge::Send) | Err(RecvTimeoutError::Timeout) => fetch = Instant::now() >= next_look,
            }
        }
    }

    /// One round, and how long to sleep after it; none until somebody wakes.
    fn once(&self, fetch: bool, next_look: &mut Instant) -> Option<Duration> {
        // What could not be written or read is tried again in the next round; the outbox shows what waits.
        let _ = self.send_all();
        let mut mailbox = None;
        if let Ok(ready) = self.ready()
            && ready.settings.fetches()
        {
            if fetch {
                let more = self.fetch_all(&ready);
                let pause = Duration::from_secs(u64::from(ready.settings.inbox.minutes.max(1)) * 60);
                *next_look = Instant::now() + if more { Duration::ZERO } else { pause };
            }
            mailbox = Some(next_look.saturating_duration_since(Instant::now()));
        }
        let now = self.worker().ok()?.now();
        let due = self.ask(carry::next).ok().flatten();
        let due = due.map(|due| (due - now).to_std().ok().filter(|rest| !rest.is_zero()).unwrap_or(NOT_READY));
        due.into_iter().chain(mailbox).min()
    }

    /// Settings, and the secrets that this workstation has for them.
    fn ready(&self) -> Result<Ready, OpError> {
        let settings = self.ask(company::load)?.post;
        let worker = self.worker()?;
        let key = worker.post.key();
        let station = key.as_ref().map_or_else(|| format!("pid{}", std::process::id()), Key::station);
        let mut names: Vec<String> = Vec::new();
        if settings.is_set_up(Way::Mail) {
            names.extend(settings.secret_of(Way::Mail, ""));
        }
        names.extend(settings.secret_of(Way::Sms, ""));
        let robots = settings.robots.iter();
        names.extend(robots.filter_map(|robot| settings.secret_of(Way::Robot, &robot.name)));
        names.extend(settings.fetches().then(|| PostSettings::INBOX_SECRET.to_owned()));
        let mut secrets = BTreeMap::new();
        let mut missing = Vec::new();
        for name in names {
            let (asked, at) = (name.clone(), station.clone());
            let sealed = self.ask(move |office| carry::secret(office, &asked, &at))?;
            match sealed.and_then(|sealed| key.as_ref()?.open(&name, &sealed)) {
                Some(secret) => {
                    secrets.insert(name, secret);
                }
                None => missing.push(name),
            }
        }
        worker.post.tell(|told| told.missing = missing);
        Ok(Ready { station, settings, secrets })
    }

    /// Judges what a dead program left, then sends everything that is due and that this workstation can send.
    ///
    /// # Errors
    /// The store's.
    pub fn send_all(&self) -> Result<Round, OpError> {
        let mut round = Round { judged: self.write(|work| carry::judge_the_lost(work, None))?, ..Round::default() };
        while !self.stop.is_wished() {
            let ready = self.ready()?;
            if !self.send_next(ready)? {
                break;
            }
            round.sent += 1;
        }
        Ok(round)
    }

    fn send_next(&self, ready: Ready) -> Result<bool, OpError> {
        let ready = Arc::new(ready);
        let of_claim = ready.clone();
        let claim =
            move |work: &mut Work<'_, '_>| carry::claim(work, &of_claim.station, |letter| of_claim.can_send(letter));
        let Some(parcel) = self.write(claim)? else { return Ok(false) };
        let stop = self.stop.of_part();
        self.worker()?.post.set_sending(Some((parcel.letter.to.clone(), stop.clone())));
        let outcome = self.carry(&parcel, &ready, &stop);
        if let Some(worker) = self.worker.upgrade() {
            worker.post.set_sending(None);
        }
        self.awaits.store(false, Ordering::Relaxed);
        self.keep(&parcel, &ready.station, outcome)?;
        Ok(true)
    }

    fn carry(&self, parcel: &Parcel, ready: &Ready, stop: &Stop) -> Outcome {
        let letter = &parcel.letter;
        let secret =
            ready.settings.secret_of(letter.way, &letter.to).and_then(|name| ready.secrets.get(&name).cloned());
        let Some(line) = line_for(&ready.settings, letter, secret, self.patience) else {
            return Outcome::Refused { trouble: Trouble::NotSetUp, answer: String::new(), for_good: false };
        };
        let message = Outgoing { letter, written: parcel.written, papers: &parcel.papers };
        let (id, attempt) = (letter.id, parcel.attempt);
        let mut last_word = || {
            let station = ready.station.clone();
            let marked = self.write(move |work| carry::hand_over(work, id, attempt, &station)).is_ok();
            self.awaits.store(marked, Ordering::Relaxed);
            marked
        };
        line.send(&message, stop, &mut last_word)
    }

    /// Keeps how an attempt ended: what a server said must not be lost because the store was busy for a moment.
    fn keep(&self, parcel: &Parcel, station: &str, outcome: Outcome) -> Result<(), OpError> {
        let (id, attempt) = (parcel.letter.id, parcel.attempt);
        let mut tries = 0;
        loop {
            let (station, outcome) = (station.to_owned(), outcome.clone());
            match self.write(move |work| carry::end(work, id, attempt, &station, outcome)) {
                Err(OpError::Store(_)) if tries < 5 => {
                    tries += 1;
                    std::thread::sleep(Duration::from_millis(500 * tries));
                }
                answer => return answer,
            }
        }
    }

    /// Looks into the mailbox and keeps what is new. True when there is more.
    ///
    /// # Errors
    /// The store's, before and after the look; what went wrong in it is told to the desk.
    pub fn fetch_mails(&self) -> Result<(Round, bool), OpError> {
        let ready = self.ready()?;
        let before = self.ask(mails::all)?;
        let more = self.fetch_all(&ready);
        let fetched = (self.ask(mails::all)? - before).max(0) as usize;
        Ok((Round { fetched, ..Round::default() }, more))
    }

    /// True when there is more. What went wrong is told to the desk, for nobody waits for this.
    fn fetch_all(&self, ready: &Ready) -> bool {
        let answer = self.look_into(ready);
        let more = answer.as_ref().is_ok_and(|more| *more);
        if let Some(worker) = self.worker.upgrade() {
            worker.post.tell(|told| told.unkept = answer.err().map(Arc::new));
            (worker.wake)();
        }
        more
    }

    fn look_into(&self, ready: &Ready) -> Result<bool, OpError> {
        let inbox = &ready.settings.inbox;
        let Some(password) = ready.secrets.get(PostSettings::INBOX_SECRET).filter(|_| ready.settings.fetches()) else {
            return Ok(false);
        };
        let folder = format!("{}@{}/{}", inbox.user.trim(), inbox.server.trim(), inbox.folder.trim());
        let of_mark = folder.clone();
        let mark = self.ask(move |office| mails::mark(office, &of_mark))?;
        let since = (self.worker()?.now() - FIRST_LOOK).date_naive();
        let mut fault = None;
        let mut keep = |mail: Fetched| {
            let folder = folder.clone();
            // Read before the transaction, for that takes time.
            let new = NewMail::new(Source::Mailbox, mail.raw, mail.size);
            let kept = self.write(move |work| mails::fetched(work, &folder, mail.place, &new));
            fault = kept.err();
            fault.is_none()
        };
        let answer = fetch(inbox, password, (mark, since), self.patience, &self.stop, &mut keep);
        let worker = self.worker()?;
        let now = worker.now();
        worker.post.tell(|told| {
            told.mailbox = answer.as_ref().err().cloned();
            told.looked_at = Some(now);
        });
        match fault {
            Some(fault) => Err(fault),
            None => Ok(answer.unwrap_or(false)),
        }
    }
}
