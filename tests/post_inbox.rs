//! The mailbox: from the server to an order's dossier (II.2), and what odd mails and troubles do to those behind them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support {
    pub mod mail;
    pub mod office;
}

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use support::mail::ImapServer;
use support::office::{Setup, now};
use yili_orders::domain::company::Company;
use yili_orders::domain::ids::UserId;
use yili_orders::domain::money::Currency;
use yili_orders::domain::orders::{Channel, Content, Line};
use yili_orders::domain::post::{Inbox, PostSettings, Tls};
use yili_orders::intake::mail::message::MailError;
use yili_orders::ops::mails::{self, IncomingMail, MailKind, MailState};
use yili_orders::ops::post::carry;
use yili_orders::ops::{self, OpError};
use yili_orders::post::Patience;
use yili_orders::store::Location;
use yili_orders::worker::Worker;
use yili_orders::worker::post::Carrier;

const PASSWORD: &str = "milk-in-the-morning";

struct Desk {
    worker: Arc<Worker>,
    sales: UserId,
    _folder: tempfile::TempDir,
}

impl Desk {
    /// An office whose mailbox is at this port.
    fn new(port: u16) -> Desk {
        let mut setup = Setup::new(&Location::Memory);
        let (admin, sales) = (setup.person("admin"), setup.person("sales"));
        let inbox =
            Inbox { server: "127.0.0.1".into(), port, tls: Tls::None, user: "office".into(), ..Inbox::default() };
        let mut company = Company { post: PostSettings { inbox, ..PostSettings::default() }, ..Company::default() };
        company.letterhead.name = "晨曦乳业".into();
        let change = |work: &mut ops::Work<'_, '_>| {
            let seen = (*work.company).clone();
            ops::company::change(work, &seen, &company)
        };
        setup.office.transact(admin, now(), change).unwrap();
        let worker = Arc::new(Worker::serve(setup.office, Arc::new(now), || {}));
        let folder = tempfile::tempdir().unwrap();
        worker.post().keep_key_at(folder.path().join("post.key"));
        let key = worker.post().make_key().unwrap();
        let (station, sealed) = (key.station(), key.seal("inbox", PASSWORD).unwrap());
        let keep = move |work: &mut ops::Work<'_, '_>| carry::keep_secret(work, "inbox", &station, &sealed);
        worker.write(admin, keep).wait().unwrap();
        Desk { worker, sales, _folder: folder }
    }

    /// A look into the mailbox: how many mails came.
    fn look(&self) -> usize {
        let patience = Patience { connect: Duration::from_secs(5), answer: Duration::from_secs(5) };
        let carrier = Carrier::new(&self.worker, self.sales).with_patience(patience);
        carrier.fetch_mails().unwrap().0.fetched
    }

    /// All mails, the oldest first.
    fn mails(&self) -> Vec<IncomingMail> {
        let mut all = self.worker.ask(|office| mails::page(office, MailState::New, 0, 100)).wait().unwrap();
        all.reverse();
        all
    }

    fn read(&self, at: usize) -> mails::Reading {
        let id = self.mails()[at].id;
        let read = move |office: &mut ops::Office| {
            let material = mails::material(office, id)?;
            mails::finish(office, mails::parse(material))
        };
        self.worker.ask(read).wait().unwrap()
    }

    fn is_sound(&self) {
        let report = self.worker.ask(|office| ops::check::run(office, &mut |_, _| true)).wait().unwrap();
        assert_eq!(report.faults, []);
    }
}

fn order_mail() -> Vec<u8> {
    let text = "客户：呼和浩特鲜客来超市\r\n联系人：刘敏\r\n电话：0471-555 0101\r\n\
                收货地址：内蒙古呼和浩特市赛罕区大学东街 18 号\r\n到货日期：2026-11-26\r\n\r\n\
                商品\t规格\t数量\r\n鲜牛奶\t950ml*12\t20箱\r\n";
    let head = "Message-ID: <9@shop.example>\r\nFrom: liu@shop.example\r\nDate: Mon, 23 Nov 2026 09:00:00 +0800\r\n\
                Subject: 订单\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
    format!("{head}{text}").into_bytes()
}

/// The order's paper is what the mailbox gave out, byte for byte.
#[test]
fn a_mail_of_the_mailbox_becomes_an_order() {
    let folder = tempfile::tempdir().unwrap();
    let Some(server) = ImapServer::start(folder.path(), None) else { return };
    let raw = order_mail();
    server.deliver(&raw);
    let desk = Desk::new(server.port);
    assert_eq!(desk.look(), 1, "{:?}", desk.worker.post().told());
    let reading = desk.read(0);
    assert!(reading.is_complete(), "{:?}", reading.matched.open);
    let customer = reading.customer().unwrap().id;
    let product = reading.product(0).unwrap().clone();
    let Some(Ok(quantity)) = reading.matched.lines[0].quantity else { panic!("a quantity") };
    let (draft, id) = (reading.draft, reading.mail.id);
    let content = Content {
        customer,
        contact: draft.contact.unwrap().value,
        phone: draft.phone.unwrap().value,
        address: draft.ship_to.unwrap().value,
        requested: draft.requested.unwrap().value,
        currency: Currency::Cny,
        incoterm: None,
        reference: String::new(),
        note: String::new(),
        price_reason: String::new(),
        lines: vec![Line {
            product: product.id,
            name: product.name,
            specification: product.specification,
            quantity,
            price: product.price,
            requested: None,
        }],
    };
    let make = move |work: &mut ops::Work<'_, '_>| {
        let order = ops::orders::receive(work, Channel::Mail, content)?;
        mails::became_order(work, id, order)?;
        Ok(order)
    };
    let order = desk.worker.write(desk.sales, make).wait().unwrap();
    let papers = desk.worker.ask(move |office| Ok(ops::orders::open(office, order)?.order.papers)).wait().unwrap();
    let paper = papers[0].id;
    let (_, bytes) = desk.worker.ask(move |office| ops::archive::paper(office, paper)).wait().unwrap();
    assert_eq!(bytes, raw);
    desk.is_sound();
}

/// What a server has of a mail.
#[derive(Clone)]
enum Odd {
    Whole(Vec<u8>),
    /// It says another size than it gives out.
    Lies(u64, Vec<u8>),
    /// It cannot give the mail out, only its head.
    HeadOnly(Vec<u8>),
}

/// A server whose mails are numbered from 1.
fn odd_server(mails: Vec<Odd>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for line in listener.incoming().map_while(Result::ok) {
            let _ = serve(&line, &mails);
        }
    });
    port
}

fn serve(mut line: &TcpStream, mails: &[Odd]) -> std::io::Result<()> {
    line.write_all(b"* OK ready\r\n")?;
    for said in BufReader::new(line).lines() {
        let said = said?;
        let (tag, words) = said.split_once(' ').unwrap_or((&said, ""));
        let answer = if words.starts_with("UID SEARCH") {
            let numbers: Vec<String> = (1..=mails.len()).map(|number| number.to_string()).collect();
            format!("* SEARCH {}\r\n{tag} OK\r\n", numbers.join(" ")).into_bytes()
        } else if let Some(rest) = words.strip_prefix("UID FETCH ") {
            given(tag, rest, mails)
        } else if words.starts_with("EXAMINE") {
            format!("* 9 EXISTS\r\n* OK [UIDVALIDITY 5] x\r\n{tag} OK [READ-ONLY] x\r\n").into_bytes()
        } else {
            format!("{tag} OK x\r\n").into_bytes()
        };
        line.write_all(&answer)?;
    }
    Ok(())
}

fn given(tag: &str, rest: &str, mails: &[Odd]) -> Vec<u8> {
    let number: usize = rest.split(' ').next().unwrap().parse().unwrap();
    let (size, raw, whole) = match &mails[number - 1] {
        Odd::Whole(raw) => (raw.len() as u64, raw, true),
        Odd::Lies(size, raw) => (*size, raw, true),
        Odd::HeadOnly(raw) => (raw.len() as u64 + 4_000, raw, false),
    };
    let literal = |what: &str| {
        let head = format!("* {number} FETCH (UID {number} {what} {{{}}}\r\n", raw.len());
        [head.as_bytes(), raw, format!(")\r\n{tag} OK x\r\n").as_bytes()].concat()
    };
    if rest.contains("RFC822.SIZE") {
        format!("* {number} FETCH (UID {number} RFC822.SIZE {size})\r\n{tag} OK x\r\n").into_bytes()
    } else if rest.contains("HEADER") {
        literal("BODY[HEADER]")
    } else if whole {
        literal("BODY[]")
    } else {
        format!("{tag} NO the mail is damaged\r\n").into_bytes()
    }
}

const HEAD: &[u8] = b"Message-ID: <8@shop.example>\r\nFrom: liu@shop.example\r\nSubject: scans\r\n\r\n";

#[test]
fn no_odd_mail_keeps_those_behind_it_waiting() {
    let mut large = HEAD.to_vec();
    large.resize(mails::LARGEST_MAIL + 100, b'x');
    let damaged = [b"X-Damaged: yes\r\n", HEAD].concat();
    let desk = Desk::new(odd_server(vec![
        Odd::Whole(Vec::new()),
        Odd::Lies(2_000, large),
        Odd::Whole(b"no mail at all".to_vec()),
        Odd::HeadOnly(damaged),
        Odd::Whole(order_mail()),
    ]));
    assert_eq!(desk.look(), 5, "{:?}", desk.worker.post().told());
    let told = desk.worker.post().told();
    assert!(told.mailbox.is_none() && told.unkept.is_none(), "{told:?}");
    let kept = desk.mails();
    assert_eq!(kept.iter().map(|mail| mail.whole).collect::<Vec<_>>(), [false, false, true, false, true]);
    assert_eq!((kept[1].subject.as_str(), kept[1].size), ("scans", mails::LARGEST_MAIL as i64 + 100));
    assert_eq!((kept[0].kind, kept[2].kind, kept[4].kind), (None, None, Some(MailKind::Order)));
    assert!(desk.read(4).is_complete());
    // What cannot be read is looked at and set aside like any other mail; none of it becomes an order by itself.
    assert_eq!(desk.read(0).unreadable, Some(MailError::Empty));
    assert_eq!(desk.read(2).unreadable, Some(MailError::NotAMail));
    assert!((0..4).all(|at| !desk.read(at).is_complete()));
    let blank = kept[0].id;
    desk.worker.write(desk.sales, move |work| mails::set_aside(work, blank, MailKind::Other, "")).wait().unwrap();
    assert_eq!(desk.look(), 0, "nothing comes twice");
    desk.is_sound();
}

/// Nobody waits for the carrier, so what the store refuses is told to the desk, until a look goes well.
#[test]
fn a_mail_that_could_not_be_kept_is_told_to_the_desk() {
    let desk = Desk::new(odd_server(vec![Odd::Whole(order_mail())]));
    // In the name of somebody who is not there nothing is written.
    let nobody = Carrier::new(&desk.worker, UserId(0));
    assert_eq!(nobody.fetch_mails().unwrap().0.fetched, 0);
    let told = desk.worker.post().told().unkept.expect("a fault");
    assert!(matches!(*told, OpError::NotFound(_)), "{told:?}");
    assert_eq!(desk.look(), 1, "the next look takes it");
    assert!(desk.worker.post().told().unkept.is_none());
}
