//! The power fails: a second process runs orders and says each step that was answered; it is killed at a random moment.
//! When the store is opened again, everything that was answered is there, and the check finds nothing wrong.
//!
//! A few rounds in the suite; `YILI_KILL_ROUNDS=500 cargo test --test kill` for an evening.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use yili_orders::demo::build;
use yili_orders::domain::ids::{OrderId, UserId};
use yili_orders::domain::orders::decide::PickLine;
use yili_orders::domain::orders::{Channel, Command, Content, CreditDecision};
use yili_orders::ops::{self, Office, OpError, Work};
use yili_orders::store::orders::Filter;
use yili_orders::store::{self, Location};

/// Set in the process that works until it is killed: the store's path.
const VICTIM: &str = "YILI_KILL_VICTIM";
const ROUNDS: &str = "YILI_KILL_ROUNDS";
const ROUNDS_A_STORE: usize = 20;

fn now() -> DateTime<Utc> {
    "2026-11-23T06:30:00Z".parse().unwrap()
}

fn person(office: &mut Office, login: &str) -> UserId {
    office.read(|tx| Ok(store::people::by_login(tx, login)?)).unwrap().unwrap().user.id
}

// ---- the process that is killed ------------------------------------------------------------------------------------

/// Works through orders, one durable step after another, and says what was answered: the order's id and how many events it has.
struct Victim {
    office: Office,
    at: DateTime<Utc>,
}

impl Victim {
    fn step(&mut self, login: &str, id: OrderId, command: Command) -> Result<(), OpError> {
        self.run(login, id, |work| ops::orders::step(work, id, None, command))
    }

    fn run(
        &mut self,
        login: &str,
        id: OrderId,
        f: impl FnOnce(&mut Work<'_, '_>) -> Result<(), OpError>,
    ) -> Result<(), OpError> {
        let actor = person(&mut self.office, login);
        self.at += TimeDelta::seconds(1);
        let (events, _) = self.office.transact(actor, self.at, |work| {
            f(work)?;
            Ok(work.order(id)?.events)
        })?;
        answered(id, events);
        Ok(())
    }

    fn order(&mut self, content: Content) -> Result<(), OpError> {
        let sales = person(&mut self.office, "liwen");
        let at = self.at;
        let (id, _) =
            self.office.transact(sales, at, |work| ops::orders::receive(work, Channel::Telephone, content))?;
        answered(id, 1);
        self.step("liwen", id, Command::ReadBack { caller: "张三".into() })?;
        self.run("liwen", id, |work| ops::orders::add_paper(work, id, "来电记录.txt", &vec![b'x'; 20_000]).map(drop))?;
        let review = Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
        if self.step("sunhao", id, review).is_err() {
            let dossier = ops::orders::open(&mut self.office, id)?;
            let seen = dossier.credit(dossier.company.day(self.at)).concerns();
            let decision = CreditDecision::Release { reason: "老客户".into(), seen };
            self.step("qianying", id, Command::ReviewCredit { decision, note: String::new() })?;
        }
        self.step("weijun", id, Command::ReviewStock)?;
        let promised = ops::orders::open(&mut self.office, id)?.order.content.requested;
        self.step("wuting", id, Command::ReviewDate { promised, agreed: None, lines: Vec::new() })?;
        self.step("liwen", id, Command::Confirm { channel: Channel::Telephone, who: "张三".into() })?;
        let held = ops::orders::open(&mut self.office, id)?.order.lines;
        let part = |(line, state): (usize, &yili_orders::domain::orders::LineState)| {
            let parts =
                state.reserved.iter().map(|part| PickLine { line: line + 1, lot: part.lot, quantity: part.quantity });
            parts.collect::<Vec<_>>()
        };
        let lines: Vec<PickLine> = held.iter().enumerate().flat_map(part).collect();
        if lines.is_empty() {
            return self.step("liwen", id, Command::Cancel { reason: "缺货".into() });
        }
        self.step("weijun", id, Command::Pick { lines, lot_reason: None })?;
        self.step("jiangyun", id, Command::CheckGoods { shipment: 1 })
    }
}

fn answered(id: OrderId, events: i64) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nanswered {id} {events}").unwrap();
    out.flush().unwrap();
}

#[test]
fn works_until_it_is_killed() {
    // In an ordinary run of the tests there is nothing to do here.
    let Some(path) = std::env::var_os(VICTIM) else { return };
    let mut victim = Victim { office: Office::open(&Location::File(path.into()), now()).unwrap(), at: now() };
    let usual: Vec<Content> = {
        let rows = ops::orders::page(&mut victim.office, &Filter::default(), 0, 40).unwrap();
        rows.iter().map(|row| ops::orders::open(&mut victim.office, row.id).unwrap().order.content).collect()
    };
    let until = Instant::now() + Duration::from_secs(60);
    for content in usual.iter().cycle() {
        if Instant::now() > until {
            break;
        }
        let content = Content { requested: "2026-12-01".parse().unwrap(), ..content.clone() };
        // A refusal (no stock that is fresh enough, say) is an answer as well; the next order follows.
        let _ = victim.order(content);
    }
}

// ---- the process that kills ----------------------------------------------------------------------------------------

/// What was answered before the end: for each order the most events that were said.
fn kill_after(path: &Path, moment: Duration) -> BTreeMap<OrderId, i64> {
    let mut victim = Process::new(std::env::current_exe().unwrap())
        .args(["--exact", "works_until_it_is_killed", "--nocapture", "--test-threads=1"])
        .env(VICTIM, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(victim.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        let mut said = BTreeMap::new();
        for line in lines.lines().map_while(Result::ok) {
            // The line that the kill cut off is no answer.
            let mut words = line.split(' ');
            let (Some("answered"), Some(Ok(id)), Some(Ok(events))) =
                (words.next(), words.next().map(str::parse), words.next().map(str::parse))
            else {
                continue;
            };
            let (id, events): (i64, i64) = (id, events);
            let most: &mut i64 = said.entry(OrderId(id)).or_default();
            *most = events.max(*most);
        }
        said
    });
    std::thread::sleep(moment);
    victim.kill().unwrap();
    victim.wait().unwrap();
    reader.join().unwrap()
}

fn rounds() -> u64 {
    std::env::var(ROUNDS).ok().and_then(|text| text.parse().ok()).unwrap_or(4)
}

#[test]
fn what_was_answered_is_there_after_a_kill() {
    if std::env::var_os(VICTIM).is_some() {
        return;
    }
    let (mut answers, mut longest) = (0, 0);
    for first in (0..rounds()).step_by(ROUNDS_A_STORE) {
        // A store that is killed again and again, and a new one before checking it takes longer than working in it.
        let folder = tempfile::tempdir().unwrap();
        let path: PathBuf = folder.path().join("office.db");
        let mut office = Office::open(&Location::File(path.clone()), now()).unwrap();
        build::build(&mut office, 40, 1, now(), &mut |_, _| true).unwrap();
        drop(office);
        for round in first..rounds().min(first + ROUNDS_A_STORE as u64) {
            let said = kill_and_look(&path, round);
            answers += said.len();
            longest = longest.max(said.values().copied().max().unwrap_or(0));
        }
    }
    println!("{} rounds, {answers} orders answered", rounds());
    assert!(answers > 0 && longest > 5, "the victim did work: {answers} orders, up to {longest} steps");
}

/// One round: what was answered before the kill is there after it, and nothing is wrong.
fn kill_and_look(path: &Path, round: u64) -> BTreeMap<OrderId, i64> {
    // Early moments catch the opening, later ones the work.
    let moment = Duration::from_millis(40 + RandomState::new().hash_one(round) % 900);
    let said = kill_after(path, moment);
    let mut office = Office::open(&Location::File(path.to_owned()), now()).unwrap();
    for (id, events) in &said {
        let order = ops::orders::open(&mut office, *id);
        let order = order.unwrap_or_else(|error| panic!("round {round}: #{id} is lost: {error}")).order;
        assert!(order.events >= *events, "round {round}, killed after {moment:?}: #{id} has lost a step");
        assert!(order.events <= events + 1, "round {round}: #{id} has a step that nobody took");
    }
    let report = ops::check::run(&mut office, &mut |_, _| true).unwrap();
    assert_eq!(report.faults, [], "round {round}, killed after {moment:?}");
    said
}
