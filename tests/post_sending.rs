//! Messages on their way to real servers: none is lost, and none goes twice without a mark, whoever dies in between.
//!
//! A few rounds in the suite; `YILI_KILL_ROUNDS=200 cargo test --test post_sending` for an evening.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod support {
    pub mod mail;
    pub mod office;
    pub mod pg;
}

use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use support::mail::{SmtpServer, free_port};
use support::office::{Setup, now};
use yili_orders::domain::company::Company;
use yili_orders::domain::ids::{PostId, UserId};
use yili_orders::domain::post::{MailAccount, PostSettings, Tls};
use yili_orders::ops::post::{self, About, Draft, Kind, Message, Outcome, State, Trouble, Way};
use yili_orders::ops::{self, Office};
use yili_orders::post::Patience;
use yili_orders::store::Location;
use yili_orders::worker::Worker;
use yili_orders::worker::post::{Carrier, Round};

/// Set in the process that sends until it is killed: the store's place.
const VICTIM: &str = "YILI_POST_VICTIM";

fn patience() -> Patience {
    Patience { connect: Duration::from_secs(5), answer: Duration::from_secs(10) }
}

fn account(port: u16) -> PostSettings {
    let mail = MailAccount {
        name: "晨曦乳业 销售部".into(),
        address: "sales@dairy.example".into(),
        server: "127.0.0.1".into(),
        port,
        tls: Tls::None,
        user: String::new(),
    };
    PostSettings { mail, ..PostSettings::default() }
}

/// An office with a way to send, served by a worker, at a clock that a test moves.
struct Desk {
    worker: Arc<Worker>,
    sales: UserId,
    time: Arc<Mutex<DateTime<Utc>>>,
}

impl Desk {
    fn new(location: &Location, settings: PostSettings) -> Desk {
        let mut setup = Setup::new(location);
        let (admin, sales) = (setup.person("admin"), setup.person("sales"));
        let mut company = Company { post: settings, ..Company::default() };
        company.letterhead.name = "晨曦乳业".into();
        let change = |work: &mut ops::Work<'_, '_>| {
            let seen = (*work.company).clone();
            ops::company::change(work, &seen, &company)
        };
        setup.office.transact(admin, now(), change).unwrap();
        Desk::serve(setup.office, sales, now())
    }

    fn serve(office: Office, sales: UserId, at: DateTime<Utc>) -> Desk {
        let time = Arc::new(Mutex::new(at));
        let told = time.clone();
        let worker = Arc::new(Worker::serve(office, Arc::new(move || *told.lock().unwrap()), || {}));
        Desk { worker, sales, time }
    }

    fn queue(&self, papers: Vec<(String, Vec<u8>)>) -> PostId {
        let draft = Draft {
            way: Way::Mail,
            to: "liumin@shop.example".into(),
            subject: "订单确认书 SO20261123-0001".into(),
            text: "刘女士，您好！\n\n.请核对附件。".into(),
            papers,
            about: About::nothing(Kind::Other),
            answers: Some("po7@shop.example".into()),
        };
        self.worker.write(self.sales, move |work| post::queue(work, draft)).wait().unwrap()
    }

    fn send(&self) -> Round {
        Carrier::new(&self.worker, self.sales).with_patience(patience()).send_all().unwrap()
    }

    fn message(&self, id: PostId) -> Message {
        self.worker.ask(move |office| post::open(office, id)).wait().unwrap()
    }

    fn all(&self) -> Vec<Message> {
        self.worker.ask(|office| post::page(office, false, 0, 1_000)).wait().unwrap()
    }

    fn later(&self, minutes: i64) {
        *self.time.lock().unwrap() += TimeDelta::minutes(minutes);
    }

    fn check(&self) {
        let report = self.worker.ask(|office| ops::check::run(office, &mut |_, _| true)).wait().unwrap();
        assert_eq!(report.faults, []);
    }
}

#[test]
fn a_mail_arrives_whole() {
    let folder = tempfile::tempdir().unwrap();
    let Some(server) = SmtpServer::start(folder.path()) else { return };
    let desk = Desk::new(&Location::Memory, account(server.port));
    let id = desk.queue(vec![("确认书 SO1.pdf".into(), b"%PDF-1.7\npaper".to_vec())]);
    assert_eq!(desk.send().sent, 1);
    let message = desk.message(id);
    assert_eq!(message.state, State::Sent, "{:?}", message.attempts);
    assert!(message.attempts[0].handed_over.is_some());
    let mails = server.mails();
    assert_eq!((mails.len(), server.count(&message.letter.message_id)), (1, 1));
    for part in ["In-Reply-To: <po7@shop.example>", "sales@dairy.example", "application/pdf", "JVBERi0xLjcKcGFwZXI="] {
        assert!(mails[0].contains(part), "{part}:\n{}", mails[0]);
    }
    assert_eq!(desk.send(), Round::default(), "nothing is left to do");
    desk.check();
}

#[test]
fn without_a_server_it_waits_and_then_goes_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let desk = Desk::new(&Location::Memory, account(port));
    let id = desk.queue(Vec::new());
    assert_eq!(desk.send().sent, 1);
    let message = desk.message(id);
    let Some(Outcome::Refused { trouble: Trouble::Unreachable, for_good: false, .. }) = message.last_outcome() else {
        panic!("{:?}", message.attempts)
    };
    assert!(message.attempts[0].handed_over.is_none());
    assert_eq!(message.state, State::Failed { again: now() + TimeDelta::minutes(1) });
    let Some(server) = SmtpServer::start_on(folder.path(), port, None) else { return };
    assert_eq!(desk.send().sent, 0, "not before its time");
    desk.later(1);
    assert_eq!(desk.send().sent, 1);
    let message = desk.message(id);
    assert_eq!((message.state, message.attempts.len()), (State::Sent, 2));
    assert_eq!(server.count(&message.letter.message_id), 1);
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let desk = Desk::new(&Location::Memory, account(silent.local_addr().unwrap().port()));
    let id = desk.queue(Vec::new());
    let short = Patience { connect: Duration::from_millis(300), answer: Duration::from_millis(300) };
    Carrier::new(&desk.worker, desk.sales).with_patience(short).send_all().unwrap();
    let Some(Outcome::Refused { trouble: Trouble::Slow, .. }) = desk.message(id).last_outcome().cloned() else {
        panic!("{:?}", desk.message(id).attempts)
    };
}

/// Whoever stops a message that is being sent finds it waiting, and the server has nothing.
#[test]
fn a_message_is_stopped_before_it_is_handed_over() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let desk = Desk::new(&Location::Memory, account(silent.local_addr().unwrap().port()));
    let id = desk.queue(Vec::new());
    let carrier = Carrier::new(&desk.worker, desk.sales).with_patience(patience());
    let sending = std::thread::spawn(move || carrier.send_all().unwrap());
    let (mut line, _) = silent.accept().unwrap();
    assert_eq!(desk.worker.post().sending().as_deref(), Some("liumin@shop.example"));
    desk.worker.post().stop_sending();
    let mut answers = BufReader::new(line.try_clone().unwrap()).lines();
    line.write_all(b"220 slow\r\n").unwrap();
    assert!(answers.next().unwrap().unwrap().starts_with("EHLO"));
    line.write_all(b"250 slow\r\n").unwrap();
    assert_eq!(answers.next().unwrap().unwrap(), "QUIT", "no word of the message was said");
    drop((line, answers));
    sending.join().unwrap();
    let message = desk.message(id);
    assert!(matches!(message.last_outcome(), Some(Outcome::Refused { trouble: Trouble::Stopped, .. })));
    assert_eq!(message.state, State::Failed { again: now() + TimeDelta::minutes(1) });
    assert_eq!(desk.worker.post().sending(), None);
}

/// What the store says and what the server has must fit, message by message.
fn nothing_lost_nothing_twice(desk: &Desk, server: &SmtpServer, said: &str) {
    let taken = server.message_ids();
    for message in desk.all() {
        let copies = taken.iter().filter(|id| **id == message.letter.message_id).count();
        let by_hand = usize::from(message.earlier > 0);
        let fits = match message.state {
            State::Sent => (1..=1 + by_hand).contains(&copies),
            State::Waiting | State::Failed { .. } => copies <= by_hand,
            State::PerhapsSent => copies <= 1 + by_hand,
            State::Withdrawn => copies <= 1,
            other => panic!("{said}: {other:?}"),
        };
        assert!(fits, "{said}: {copies} copies of {message:#?}");
    }
}

fn rounds() -> u64 {
    std::env::var("YILI_KILL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(4)
}

/// A moment that nobody chose.
fn moment(round: u64, most: u64) -> Duration {
    Duration::from_millis(20 + RandomState::new().hash_one(round) % most)
}

#[test]
fn the_server_dies_while_it_listens() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut server) = SmtpServer::start(folder.path()) else { return };
    let desk = Desk::new(&Location::Memory, account(server.port));
    let mut unsure = 0;
    for round in 0..rounds() {
        for _ in 0..12 {
            desk.queue(vec![("a.pdf".into(), vec![b'x'; 400_000])]);
        }
        let carrier = Carrier::new(&desk.worker, desk.sales).with_patience(patience());
        let sending = std::thread::spawn(move || carrier.send_all().unwrap());
        std::thread::sleep(moment(round, 900));
        server.kill();
        sending.join().unwrap();
        nothing_lost_nothing_twice(&desk, &server, &format!("round {round}"));
        server.begin();
        desk.later(1);
        desk.send();
        nothing_lost_nothing_twice(&desk, &server, &format!("round {round}, again"));
        let left: Vec<Message> = desk.all().into_iter().filter(|message| !message.state.is_settled()).collect();
        for message in left {
            assert_eq!(message.state, State::PerhapsSent, "only a person is waited for");
            unsure += 1;
            let id = message.letter.id;
            desk.worker.write(desk.sales, move |work| post::again(work, id)).wait().unwrap();
        }
        desk.send();
        nothing_lost_nothing_twice(&desk, &server, &format!("round {round}, by hand"));
        assert!(desk.all().iter().all(|message| message.state == State::Sent));
    }
    desk.check();
    println!("{} rounds, {unsure} messages for a person", rounds());
}

// ---- the process that is killed --------------------------------------------------------------------------------------

#[test]
fn sends_until_it_is_killed() {
    let Some(place) = std::env::var_os(VICTIM) else { return };
    let location = Location::parse(place.to_str().unwrap());
    let mut office = Office::open(&location, now()).unwrap();
    let people = ops::people::all(&mut office).unwrap();
    let sales = people.iter().find(|user| user.login == "sales").unwrap().id;
    let desk = Desk::serve(office, sales, now() + TimeDelta::minutes(1));
    loop {
        desk.send();
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn kill_after(place: &str, moment: Duration) {
    let mut victim = Process::new(std::env::current_exe().unwrap())
        .args(["--exact", "sends_until_it_is_killed", "--nocapture", "--test-threads=1"])
        .env(VICTIM, place)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(moment);
    victim.kill().unwrap();
    victim.wait().unwrap();
}

/// On each engine: what the killed program left is judged by the next one, and sent where it surely was not.
fn the_program_dies(location: &Location, place: &str, folder: &Path) {
    let Some(server) = SmtpServer::start(folder) else { return };
    let mut at = now();
    drop(Desk::new(location, account(server.port)));
    let mut unsure = 0;
    for round in 0..rounds() {
        let mut office = Office::open(location, at).unwrap();
        let people = ops::people::all(&mut office).unwrap();
        let sales = people.iter().find(|user| user.login == "sales").unwrap().id;
        let desk = Desk::serve(office, sales, at);
        for _ in 0..10 {
            desk.queue(vec![("a.pdf".into(), vec![b'x'; 400_000])]);
        }
        drop(desk);
        kill_after(place, Duration::from_millis(60) + moment(round, 900));
        // Whatever the server was told, it has done by then.
        std::thread::sleep(Duration::from_millis(300));
        // On a server the dead program's time must run out first.
        at += TimeDelta::minutes(20);
        let office = Office::open(location, at).unwrap();
        let desk = Desk::serve(office, sales, at);
        desk.send();
        desk.later(2);
        desk.send();
        nothing_lost_nothing_twice(&desk, &server, &format!("round {round}"));
        let left: Vec<Message> = desk.all().into_iter().filter(|message| !message.state.is_settled()).collect();
        assert!(left.iter().all(|message| message.state == State::PerhapsSent), "{left:#?}");
        unsure += left.len();
        for message in left {
            let id = message.letter.id;
            let reason = "客户已收到";
            desk.worker.write(desk.sales, move |work| post::withdraw(work, id, reason)).wait().unwrap();
        }
        let all = desk.all();
        assert!(all.iter().all(|message| message.state.is_settled()), "{all:#?}");
        desk.check();
        at += TimeDelta::minutes(5);
        if round + 1 == rounds() {
            println!("{} rounds, {} messages, {unsure} for a person", rounds(), all.len());
        } else {
            // Withdrawn ones are not compared again.
            drop(desk);
        }
    }
}

#[test]
fn the_program_dies_while_it_sends() {
    if std::env::var_os(VICTIM).is_some() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.db");
    the_program_dies(&Location::File(path.clone()), path.to_str().unwrap(), folder.path());
    if let Some(url) = support::pg::fresh_url() {
        let folder = tempfile::tempdir().unwrap();
        the_program_dies(&Location::Postgres(url.clone()), &url, folder.path());
    }
}
