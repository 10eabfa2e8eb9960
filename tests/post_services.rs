//! Text messages and chat robots through a web service, and the mailbox on a real server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod support {
    pub mod mail;
    pub mod office;
}

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::NaiveDate;
use support::mail::{ImapServer, SmtpServer, certificate};
use support::office::{Setup, now};
use yili_orders::domain::company::Company;
use yili_orders::domain::ids::{PostId, UserId};
use yili_orders::domain::post::{Inbox, MailAccount, Method, PostSettings, RequestTemplate, Robot, Tls};
use yili_orders::ops::mails::{self, MailState};
use yili_orders::ops::post::{self, About, Draft, Kind, Message, Outcome, State, Trouble, Way, carry};
use yili_orders::ops::{self};
use yili_orders::post::{Key, Patience, Stop, fetch};
use yili_orders::store::Location;
use yili_orders::worker::Worker;
use yili_orders::worker::post::Carrier;

fn patience() -> Patience {
    Patience { connect: Duration::from_secs(5), answer: Duration::from_secs(5) }
}

/// A small web service that answers what it is told to, and keeps what it was asked.
struct Service {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Service {
    /// `answer` is the whole answer; an empty one closes the line after the request was read.
    fn start(answer: &'static str) -> Service {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = asked.clone();
        std::thread::spawn(move || {
            for line in listener.incoming().map_while(Result::ok) {
                if let Some(request) = read_request(&line) {
                    kept.lock().unwrap().push(request);
                    let _ = (&line).write_all(answer.as_bytes());
                }
            }
        });
        Service { port, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// Head and body of a request; none of a line that says nothing.
fn read_request(line: &TcpStream) -> Option<String> {
    let mut reader = BufReader::new(line);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut one = String::new();
        if reader.read_line(&mut one).ok()? == 0 {
            return None;
        }
        if let Some(value) = one.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        head += &one;
        if one.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).unwrap())
}

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 15\r\nConnection: close\r\n\r\n{\"errcode\":0}\r\n";

fn template(port: u16) -> RequestTemplate {
    RequestTemplate {
        url: format!("http://127.0.0.1:{port}/send?token={{secret}}"),
        method: Method::Post,
        headers: "Content-Type: application/json\nX-Order: {order}".into(),
        body: r#"{"to":"{to}","text":{"content":"{text}"},"id":"{id}"}"#.into(),
        success: "\"errcode\":0".into(),
    }
}

struct Desk {
    worker: Arc<Worker>,
    sales: UserId,
    admin: UserId,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new(settings: PostSettings) -> Desk {
        let mut setup = Setup::new(&Location::Memory);
        let (admin, sales) = (setup.person("admin"), setup.person("sales"));
        let mut company = Company { post: settings, ..Company::default() };
        company.letterhead.name = "晨曦乳业".into();
        let change = |work: &mut ops::Work<'_, '_>| {
            let seen = (*work.company).clone();
            ops::company::change(work, &seen, &company)
        };
        setup.office.transact(admin, now(), change).unwrap();
        let worker = Arc::new(Worker::serve(setup.office, Arc::new(now), || {}));
        let folder = tempfile::tempdir().unwrap();
        worker.post().keep_key_at(folder.path().join("post.key"));
        Desk { worker, sales, admin, folder }
    }

    fn with_secret(self, name: &'static str, secret: &str) -> Desk {
        let key = self.worker.post().make_key().unwrap();
        let (station, sealed) = (key.station(), key.seal(name, secret).unwrap());
        let keep = move |work: &mut ops::Work<'_, '_>| carry::keep_secret(work, name, &station, &sealed);
        self.worker.write(self.admin, keep).wait().unwrap();
        self
    }

    fn queue(&self, way: Way, to: &str) -> PostId {
        let draft = Draft {
            way,
            to: to.into(),
            subject: String::new(),
            text: "刘女士，“鲜牛奶” 20 箱\n明天到".into(),
            papers: Vec::new(),
            about: About::nothing(Kind::Other),
            answers: None,
        };
        self.worker.write(self.sales, move |work| post::queue(work, draft)).wait().unwrap()
    }

    fn carrier(&self) -> Carrier {
        Carrier::new(&self.worker, self.sales).with_patience(patience())
    }

    fn sent(&self, way: Way, to: &str) -> Message {
        let id = self.queue(way, to);
        self.carrier().send_all().unwrap();
        self.worker.ask(move |office| post::open(office, id)).wait().unwrap()
    }
}

fn sms(service: &Service) -> Desk {
    Desk::new(PostSettings { sms: template(service.port), ..PostSettings::default() }).with_secret("sms", "t0ken")
}

#[test]
fn a_text_goes_as_the_template_says() {
    let service = Service::start(OK);
    let desk = sms(&service);
    let message = desk.sent(Way::Sms, "+86 139-0000-0007");
    assert_eq!(message.state, State::Sent, "{:?}", message.attempts);
    let asked = service.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].starts_with("POST /send?token=t0ken HTTP/1.1"), "{}", asked[0]);
    let body = asked[0].split("\r\n\r\n").nth(1).unwrap();
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["text"]["content"], "刘女士，“鲜牛奶” 20 箱\n明天到");
    assert_eq!(body["id"], message.letter.message_id.as_str());
    assert!(!format!("{message:?}").contains("t0ken"));
}

#[test]
fn answers_are_judged_by_status_and_text() {
    type Case = (&'static str, fn(&State) -> bool);
    let cases: [Case; 6] = [
        ("HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"errcode\":310000", |state| *state == State::GivenUp),
        ("HTTP/1.1 429 Busy\r\nContent-Length: 0\r\n\r\n", |state| matches!(state, State::Failed { .. })),
        ("HTTP/1.1 403 No t0ken\r\nContent-Length: 5\r\n\r\nt0ken", |state| *state == State::GivenUp),
        ("HTTP/1.1 302 Found\r\nLocation: http://evil.example/\r\nContent-Length: 0\r\n\r\n", |state| {
            *state == State::GivenUp
        }),
        ("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", |state| *state == State::PerhapsSent),
        ("", |state| *state == State::PerhapsSent),
    ];
    for (answer, fits) in cases {
        let service = Service::start(answer);
        let message = sms(&service).sent(Way::Sms, "13900000007");
        assert!(fits(&message.state), "{answer:?}: {:?}", message.attempts);
        assert_eq!(service.asked().len(), 1, "{answer:?}");
        assert!(!format!("{message:?}").contains("t0ken"), "no secret is kept with an answer");
    }
}

#[test]
fn without_a_service_nothing_is_marked_as_handed_over() {
    let port = support::mail::free_port();
    let desk = Desk::new(PostSettings { sms: template(port), ..PostSettings::default() }).with_secret("sms", "t0ken");
    let message = desk.sent(Way::Sms, "13900000007");
    assert!(matches!(message.last_outcome(), Some(Outcome::Refused { trouble: Trouble::Unreachable, .. })));
    assert_eq!(message.attempts[0].handed_over, None);
}

#[test]
fn a_workstation_without_the_secret_waits_and_says_so() {
    let service = Service::start(OK);
    let desk = sms(&service);
    // The same store, and a workstation that has another key.
    let other = desk.folder.path().join("other.key");
    Key::load_or_make(&other).unwrap();
    std::fs::copy(&other, desk.folder.path().join("post.key")).unwrap();
    let message = desk.sent(Way::Sms, "13900000007");
    assert_eq!((message.state, message.attempts.len()), (State::Waiting, 0));
    assert_eq!(desk.worker.post().told().missing, ["sms"]);
    assert!(service.asked().is_empty());
}

#[test]
fn a_robot_is_chosen_by_its_name() {
    let (one, two) = (Service::start(OK), Service::start(OK));
    let robot = |name: &str, service: &Service| {
        let request = RequestTemplate { url: format!("http://127.0.0.1:{}/", service.port), ..template(service.port) };
        Robot { name: name.into(), request }
    };
    let robots = vec![robot("销售群", &one), robot("物流群", &two)];
    let desk = Desk::new(PostSettings { robots, ..PostSettings::default() });
    assert_eq!(desk.sent(Way::Robot, "物流群").state, State::Sent);
    assert_eq!((one.asked().len(), two.asked().len()), (0, 1));
}

// ---- the mailbox -----------------------------------------------------------------------------------------------------

fn mail(number: usize) -> Vec<u8> {
    let head = format!("Message-ID: <{number}@shop.example>\r\nFrom: liu@shop.example\r\nSubject: PO {number}\r\n");
    [head.as_bytes(), b"Content-Type: text/plain; charset=gb18030\r\n\r\n\xc4\xcc 20*24\r\n.\r\n\x01\xff\r\n"].concat()
}

fn inbox(server: &ImapServer) -> Inbox {
    Inbox { server: "127.0.0.1".into(), port: server.port, tls: Tls::None, user: "office".into(), ..Inbox::default() }
}

fn mailbox_desk(server: &ImapServer) -> Desk {
    let settings = PostSettings { inbox: inbox(server), ..PostSettings::default() };
    Desk::new(settings).with_secret("inbox", "milk-in-the-morning")
}

fn raw_of(desk: &Desk) -> Vec<Vec<u8>> {
    let all = |office: &mut ops::Office| {
        let page = mails::page(office, MailState::New, 0, 100)?;
        page.iter().rev().map(|mail| mails::open(office, mail.id).map(|(_, raw)| raw)).collect()
    };
    desk.worker.ask(all).wait().unwrap()
}

#[test]
fn each_mail_of_the_mailbox_comes_once_and_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let Some(server) = ImapServer::start(folder.path(), None) else { return };
    for number in 1..=3 {
        server.deliver(&mail(number));
    }
    let desk = mailbox_desk(&server);
    assert_eq!(desk.carrier().fetch_mails().unwrap().0.fetched, 3, "{:?}", desk.worker.post().told());
    assert_eq!(raw_of(&desk), [mail(1), mail(2), mail(3)]);
    assert_eq!(server.unseen(), 3, "looking leaves no mark on the server");
    assert_eq!(desk.carrier().fetch_mails().unwrap().0.fetched, 0);
    server.deliver(&mail(4));
    // The same mail delivered again has a number of its own, and is known all the same.
    server.deliver(&mail(2));
    assert_eq!(desk.carrier().fetch_mails().unwrap().0.fetched, 1);
    assert_eq!(raw_of(&desk).len(), 4);
    // The server numbers anew: everything is looked at again, and nothing comes twice.
    server.number_anew();
    assert_eq!(desk.carrier().fetch_mails().unwrap().0.fetched, 0, "{:?}", desk.worker.post().told());
    server.deliver(&mail(5));
    assert_eq!(desk.carrier().fetch_mails().unwrap().0.fetched, 1);
    let report = desk.worker.ask(|office| ops::check::run(office, &mut |_, _| true)).wait().unwrap();
    assert_eq!(report.faults, []);
}

#[test]
fn a_look_that_is_cut_off_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let Some(server) = ImapServer::start(folder.path(), None) else { return };
    for number in 1..=5 {
        server.deliver(&mail(number));
    }
    let (password, first) = ("milk-in-the-morning", NaiveDate::from_ymd_opt(2020, 1, 1).unwrap());
    let mut kept = Vec::new();
    let mut mark = None;
    for _ in 0..5 {
        let from = (mark, first);
        let mut left = 2;
        let mut keep = |mail: yili_orders::post::Fetched| {
            left -= 1;
            if left == 0 {
                return false; // the power fails before this one is kept
            }
            mark = Some(mail.place);
            kept.push(mail.raw);
            true
        };
        fetch(&inbox(&server), password, from, patience(), &Stop::default(), &mut keep).unwrap();
    }
    assert_eq!(kept, (1..=5).map(mail).collect::<Vec<_>>());
}

#[test]
fn a_wrong_password_is_told_to_the_desk() {
    let folder = tempfile::tempdir().unwrap();
    let Some(server) = ImapServer::start(folder.path(), None) else { return };
    let settings = PostSettings { inbox: inbox(&server), ..PostSettings::default() };
    let desk = Desk::new(settings).with_secret("inbox", "wrong");
    desk.carrier().fetch_mails().unwrap();
    let told = desk.worker.post().told().mailbox.expect("a trouble");
    assert_eq!(told.0, Trouble::SignIn, "{told:?}");
}

// ---- secure lines, and a door ----------------------------------------------------------------------------------------

/// Set in the process that knows the authority of the test: the folder with its certificates.
const KNOWS: &str = "YILI_POST_KNOWS";

fn account(server: &SmtpServer, tls: Tls, user: &str) -> PostSettings {
    let mail = MailAccount {
        name: "销售部".into(),
        address: "sales@dairy.example".into(),
        server: "127.0.0.1".into(),
        port: server.port,
        tls,
        user: user.into(),
    };
    PostSettings { mail, ..PostSettings::default() }
}

fn mail_sent(desk: &Desk, to: &str) -> Message {
    let draft = Draft {
        way: Way::Mail,
        to: to.into(),
        subject: "订单确认".into(),
        text: "您好".into(),
        papers: Vec::new(),
        about: About::nothing(Kind::Other),
        answers: None,
    };
    let id = desk.worker.write(desk.sales, move |work| post::queue(work, draft)).wait().unwrap();
    desk.carrier().send_all().unwrap();
    desk.worker.ask(move |office| post::open(office, id)).wait().unwrap()
}

/// What is found on a computer that knows the authority or does not.
fn secure_lines(folder: &Path, is_known: bool) {
    let pair = (folder.join("cert.pem"), folder.join("key.pem"));
    for tls in [Tls::Implicit, Tls::StartTls] {
        let own = tempfile::tempdir().unwrap();
        let secure = Some((pair.0.clone(), pair.1.clone(), tls == Tls::Implicit));
        let server = SmtpServer::start_on(own.path(), support::mail::free_port(), secure).unwrap();
        let message = mail_sent(&Desk::new(account(&server, tls, "")), "buyer@shop.example");
        let insecure = matches!(message.last_outcome(), Some(Outcome::Refused { trouble: Trouble::Insecure, .. }));
        assert_eq!((message.state == State::Sent, insecure), (is_known, !is_known), "{tls:?} {:?}", message.attempts);
        assert_eq!(server.mails().len(), usize::from(is_known));
    }
    // A copy of the certificates: the server's account may read it.
    let own = tempfile::tempdir().unwrap();
    for name in ["cert.pem", "key.pem"] {
        std::fs::copy(folder.join(name), own.path().join(name)).unwrap();
    }
    let pair = (own.path().join("cert.pem"), own.path().join("key.pem"));
    let server = ImapServer::start(own.path(), Some(pair)).unwrap();
    server.deliver(&mail(1));
    for (tls, port) in [(Tls::Implicit, server.secure_port), (Tls::StartTls, server.port)] {
        let inbox = Inbox { tls, port, ..inbox(&server) };
        let from = (None, NaiveDate::from_ymd_opt(2020, 1, 1).unwrap());
        let mut found = 0;
        let mut keep = |_| {
            found += 1;
            true
        };
        let answer = fetch(&inbox, "milk-in-the-morning", from, patience(), &Stop::default(), &mut keep);
        assert_eq!(found, usize::from(is_known), "{tls:?} {answer:?}");
        if let Err(fault) = answer {
            assert_eq!(fault.0, Trouble::Insecure, "{tls:?} {fault:?}");
        }
    }
}

#[test]
fn a_computer_that_knows_the_authority_talks_securely() {
    // In an ordinary run of the tests there is nothing to do here.
    let Some(folder) = std::env::var_os(KNOWS) else { return };
    secure_lines(Path::new(&folder), true);
}

/// A server whose authority this computer does not know is not talked to; one that it knows is.
#[test]
fn a_line_that_is_not_secure_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    if certificate(folder.path()).is_none() || SmtpServer::start(folder.path()).is_none() {
        return;
    }
    secure_lines(folder.path(), false);
    let knowing = Process::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_computer_that_knows_the_authority_talks_securely", "--nocapture"])
        .env(KNOWS, folder.path())
        .env("SSL_CERT_FILE", folder.path().join("ca.pem"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(knowing.status.success(), "{}", String::from_utf8_lossy(&knowing.stderr));
}

#[test]
fn the_right_password_opens_the_door_and_a_wrong_one_is_tried_again_later() {
    let folder = tempfile::tempdir().unwrap();
    let Some(server) = SmtpServer::start_with_door(folder.path()) else { return };
    let settings = account(&server, Tls::None, "sales");
    let wrong = mail_sent(&Desk::new(settings.clone()).with_secret("mail", "wrong"), "buyer@shop.example");
    assert!(
        matches!(wrong.last_outcome(), Some(Outcome::Refused { trouble: Trouble::SignIn, for_good: false, .. })),
        "{:?}",
        wrong.attempts
    );
    let desk = Desk::new(settings).with_secret("mail", "milk-in-the-morning");
    assert_eq!(mail_sent(&desk, "buyer@shop.example").state, State::Sent);
    let nobody = mail_sent(&desk, "nobody@shop.example");
    assert_eq!(nobody.state, State::GivenUp);
    assert!(
        matches!(nobody.last_outcome(), Some(Outcome::Refused { trouble: Trouble::Recipient, for_good: true, .. })),
        "{:?}",
        nobody.attempts
    );
    assert_eq!(server.mails().len(), 1);
}
