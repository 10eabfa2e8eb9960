//! The mail desk as rules and store keep it, on both engines (II.2, F4, F5): a mail becomes an order once, with all its bytes;
//! it is put beside an order, answered, set aside, and taken up again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support {
    pub mod office;
    pub mod pg;
}

use std::path::PathBuf;

use support::office::Setup;
use yili_orders::domain::company::Company;
use yili_orders::domain::ids::{MailId, OrderId};
use yili_orders::domain::orders::{Channel, Command, Event, Status};
use yili_orders::domain::post::{MailAccount, PostSettings, Tls};
use yili_orders::intake::mail::draft::Open;
use yili_orders::intake::mail::reply;
use yili_orders::ops::mails::{self, Added, MailEnd, MailKind, MailRefusal, MailState, NewMail, Reading};
use yili_orders::ops::post::{self, About, Draft, Kind, Way};
use yili_orders::ops::{self, OpError, Work, archive, orders};
use yili_orders::store::Location;

/// A run of the test on each engine that is here.
fn on_both(test: impl Fn(Setup)) {
    test(Setup::new(&Location::Memory));
    if let Some(url) = support::pg::fresh_url() {
        test(Setup::new(&Location::Postgres(url)));
    }
}

fn act<T>(
    setup: &mut Setup,
    login: &str,
    f: impl FnOnce(&mut Work<'_, '_>) -> Result<T, OpError>,
) -> Result<T, OpError> {
    let person = setup.person(login);
    setup.office.transact(person, setup.now, f).map(|(answer, _)| answer)
}

fn order_mail(number: u32) -> Vec<u8> {
    let text = "客户：呼和浩特鲜客来超市\r\n联系人：刘敏\r\n电话：0471-555 0101\r\n\
                收货地址：内蒙古呼和浩特市赛罕区大学东街 18 号\r\n到货日期：2026-11-26\r\n\r\n\
                商品\t规格\t数量\r\n鲜牛奶\t950ml*12\t20箱\r\n";
    format!(
        "Message-ID: <{number}@shop.example>\r\nFrom: liumin <liumin@shop.example>\r\nTo: sales@dairy.example\r\n\
         Date: Mon, 23 Nov 2026 09:00:00 +0800\r\nSubject: =?utf-8?B?6YeH6LSt6K6i5Y2V?= PO-{number}\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}"
    )
    .into_bytes()
}

fn bring(setup: &mut Setup, raw: &[u8]) -> MailId {
    let mail = NewMail::read_file(raw.to_vec()).unwrap();
    let added = act(setup, "sales", |work| mails::add(work, &mail)).unwrap();
    assert!(matches!(added, Added::New(_)));
    added.id()
}

fn read(setup: &mut Setup, id: MailId) -> Reading {
    let material = mails::material(&mut setup.office, id).unwrap();
    mails::finish(&mut setup.office, mails::parse(material)).unwrap()
}

/// What the call sheet does when it is saved.
fn make_order(setup: &mut Setup, login: &str, mail: MailId) -> Result<OrderId, OpError> {
    let content = setup.content(240);
    act(setup, login, |work| {
        let id = orders::receive(work, Channel::Mail, content)?;
        mails::became_order(work, mail, id)?;
        Ok(id)
    })
}

fn corpus(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/mail");
    std::fs::read(folder.join(name)).unwrap()
}

#[test]
fn a_complete_mail_is_read_without_a_doubt() {
    on_both(|mut setup| {
        let id = bring(&mut setup, &order_mail(7));
        let reading = read(&mut setup, id);
        assert_eq!(reading.matched.open, [], "{:?}", reading.draft);
        assert!(reading.is_complete());
        assert_eq!(reading.customer().unwrap().id, setup.customer);
        assert_eq!(reading.product(0).unwrap().id, setup.product);
        assert_eq!(reading.mail.kind, Some(MailKind::Order));
        // A number that may be theirs and that nobody knows is no complete order: it is asked for.
        let raw = String::from_utf8(order_mail(9)).unwrap().replace("0471-555 0101", "12900000000");
        let doubtful = bring(&mut setup, raw.as_bytes());
        let reading = read(&mut setup, doubtful);
        assert_eq!(reading.matched.open, [Open::DoubtfulPhone("12900000000".into())]);
        assert!(!reading.is_complete());
        let mut kept = ops::customers::open(&mut setup.office, setup.customer).unwrap();
        kept.customer.contacts[0].phone = "129-0000-0000".into();
        act(&mut setup, "sales-head", |work| ops::customers::change(work, kept.customer, kept.changes)).unwrap();
        assert!(read(&mut setup, doubtful).is_complete(), "the file has the same number");
        // What is known is read once; a change of a customer or of goods is heeded all the same.
        let mut kept = ops::customers::open(&mut setup.office, setup.customer).unwrap();
        kept.customer.active = false;
        act(&mut setup, "sales-head", |work| ops::customers::change(work, kept.customer, kept.changes)).unwrap();
        let reading = read(&mut setup, id);
        assert!(reading.customer().is_none() && reading.matched.open.contains(&Open::NoCustomer));
    });
}

#[test]
fn a_mail_becomes_one_order_with_all_its_bytes() {
    on_both(|mut setup| {
        let raw = order_mail(7);
        let mail = bring(&mut setup, &raw);
        let order = make_order(&mut setup, "sales", mail).unwrap();
        let dossier = orders::open(&mut setup.office, order).unwrap();
        assert_eq!((dossier.order.channel, dossier.order.status), (Channel::Mail, Status::Receipt));
        let [paper] = dossier.order.papers.as_slice() else { panic!("one paper") };
        assert_eq!((paper.mail, paper.name.as_str()), (Some(mail), "采购订单 PO-7.eml"));
        assert_eq!(archive::paper(&mut setup.office, paper.id).unwrap().1, raw);
        let names_it =
            |entry: &orders::LogEntry| matches!(entry.event, Event::PaperAdded { mail: Some(it), .. } if it == mail);
        assert!(dossier.log.iter().any(names_it));
        let (kept, bytes) = mails::open(&mut setup.office, mail).unwrap();
        assert_eq!(bytes, raw);
        let number = dossier.order.number.clone();
        assert_eq!((kept.state, kept.end), (MailState::Done, Some(MailEnd::Order { order, number: number.clone() })));
        // A colleague had the same mail on screen: one order, and the second of the two is told.
        let second = make_order(&mut setup, "sales-head", mail);
        assert!(matches!(second, Err(OpError::Mail(MailRefusal::IsOrder(it))) if it == number));
        assert_eq!(orders::count(&mut setup.office, &orders::Filter::default()).unwrap(), 1);
        // The same mail dropped again changes nothing, and it is never taken up as another order.
        let again = NewMail::read_file(raw).unwrap();
        assert_eq!(act(&mut setup, "sales", |work| mails::add(work, &again)).unwrap(), Added::Known(mail));
        assert!(matches!(act(&mut setup, "sales", |work| mails::take_up(work, mail)), Err(OpError::Mail(_))));
        assert_eq!(setup.check().faults, []);
    });
}

/// A written order needs no telephone call, but it does not leave receipt by itself either.
#[test]
fn an_order_by_mail_leaves_receipt_when_somebody_held_it_against_the_mail() {
    let mut setup = Setup::new(&Location::Memory);
    let mail = bring(&mut setup, &order_mail(7));
    let order = make_order(&mut setup, "sales", mail).unwrap();
    assert!(setup.step(order, "logistics", Command::ReviewStock).is_err());
    setup.step(order, "sales", Command::ReadBack { caller: "liumin".into() }).unwrap();
    setup.step(order, "logistics", Command::ReviewStock).unwrap();
}

#[test]
fn nothing_is_kept_of_an_order_that_the_rules_refuse() {
    on_both(|mut setup| {
        let mail = bring(&mut setup, &order_mail(7));
        let mut content = setup.content(240);
        content.address.clear();
        let refused = act(&mut setup, "sales", |work| {
            let id = orders::receive(work, Channel::Mail, content)?;
            mails::became_order(work, mail, id)
        });
        assert!(matches!(refused, Err(OpError::Refused(_))));
        assert_eq!(mails::open(&mut setup.office, mail).unwrap().0.state, MailState::New);
        assert!(matches!(make_order(&mut setup, "credit", mail), Err(OpError::Refused(_) | OpError::NotAllowed(_))));
        assert_eq!(setup.check().faults, []);
    });
}

#[test]
fn a_mail_is_put_beside_an_order_whose_content_stays() {
    on_both(|mut setup| {
        let order = setup.receive(24).unwrap();
        let before = orders::open(&mut setup.office, order).unwrap().order;
        let mail = bring(&mut setup, &corpus("20-change.eml"));
        act(&mut setup, "sales", |work| mails::attach(work, mail, order)).unwrap();
        let after = orders::open(&mut setup.office, order).unwrap().order;
        assert_eq!((&after.content, after.version, after.revision), (&before.content, before.version, before.revision));
        assert_eq!(after.papers[0].mail, Some(mail));
        let twice = act(&mut setup, "sales-head", |work| mails::attach(work, mail, order));
        assert!(matches!(twice, Err(OpError::Mail(MailRefusal::IsAttached(_)))));
        // It was the wrong order: the paper stays there, and the mail can be put beside another one.
        act(&mut setup, "sales", |work| mails::take_up(work, mail)).unwrap();
        let other = setup.receive(12).unwrap();
        act(&mut setup, "sales", |work| mails::attach(work, mail, other)).unwrap();
        assert_eq!(orders::open(&mut setup.office, order).unwrap().order.papers.len(), 1);
        assert_eq!(setup.check().faults, []);
    });
}

#[test]
fn what_is_set_aside_waits_for_nobody_and_can_be_taken_up() {
    on_both(|mut setup| {
        let mail = bring(&mut setup, &order_mail(7));
        let without = act(&mut setup, "sales", |work| mails::set_aside(work, mail, MailKind::Order, " "));
        assert!(matches!(without, Err(OpError::Missing("field-reason"))));
        act(&mut setup, "sales", |work| mails::set_aside(work, mail, MailKind::Order, "客户说发重了")).unwrap();
        assert!(matches!(make_order(&mut setup, "sales", mail), Err(OpError::Mail(MailRefusal::IsSetAside))));
        act(&mut setup, "sales", |work| mails::take_up(work, mail)).unwrap();
        assert!(matches!(
            act(&mut setup, "sales", |work| mails::take_up(work, mail)),
            Err(OpError::Mail(MailRefusal::NotDone))
        ));
        make_order(&mut setup, "sales", mail).unwrap();
        assert_eq!(mails::history(&mut setup.office, mail).unwrap().len(), 4);
        assert_eq!(setup.check().faults, []);
    });
}

#[test]
fn advertising_bounces_and_machines_never_become_orders() {
    let mut setup = Setup::new(&Location::Memory);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/mail");
    let mut refused = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "eml") {
            continue;
        }
        let mail = bring(&mut setup, &std::fs::read(&path).unwrap());
        let reading = read(&mut setup, mail);
        if matches!(reading.verdict.kind, MailKind::Bounce | MailKind::AutoReply | MailKind::Advertising) {
            assert!(!reading.is_complete());
            if reading.verdict.certain {
                let made = make_order(&mut setup, "sales", mail);
                assert!(matches!(made, Err(OpError::Mail(MailRefusal::NoOrder(_)))), "{}", path.display());
                refused += 1;
            }
        }
    }
    assert!(refused >= 3, "{refused}");
    assert_eq!(orders::count(&mut setup.office, &orders::Filter::default()).unwrap(), 0);
    assert_eq!(setup.check().faults, []);
}

#[test]
fn the_reply_asks_for_what_is_open_and_names_the_mail() {
    on_both(|mut setup| {
        let admin = setup.person("admin");
        let account = MailAccount {
            name: "晨曦乳业".into(),
            address: "sales@dairy.example".into(),
            server: "127.0.0.1".into(),
            port: 2525,
            tls: Tls::None,
            user: String::new(),
        };
        let post = PostSettings { mail: account, ..PostSettings::default() };
        let mut company = Company { post, ..Company::default() };
        company.letterhead.name = "晨曦乳业".into();
        let change = |work: &mut Work<'_, '_>| {
            let seen = (*work.company).clone();
            ops::company::change(work, &seen, &company)
        };
        setup.office.transact(admin, setup.now, change).unwrap();
        let raw = String::from_utf8(order_mail(8)).unwrap().replace("到货日期：2026-11-26\r\n", "");
        let mail = bring(&mut setup, raw.as_bytes());
        let reading = read(&mut setup, mail);
        assert_eq!(reading.matched.open, [Open::NoDate]);
        assert!(!reading.is_complete());
        let asked = reply::ask(&reading.message, &reading.draft, &reading.matched.open, "晨曦乳业");
        let draft = Draft {
            way: Way::Mail,
            to: asked.to,
            subject: asked.subject,
            text: asked.body,
            papers: Vec::new(),
            about: About::nothing(Kind::Reply),
            answers: None,
        };
        let message = act(&mut setup, "sales", |work| mails::answer(work, mail, draft)).unwrap();
        let letter = post::open(&mut setup.office, message).unwrap().letter;
        assert_eq!((letter.answers.as_deref(), letter.to.as_str()), (Some("8@shop.example"), "liumin@shop.example"));
        assert!(letter.text.contains("1. 希望哪一天到货？") && !letter.text.contains("2. "), "{}", letter.text);
        let kept = mails::open(&mut setup.office, mail).unwrap().0;
        assert_eq!((kept.replies.as_slice(), &kept.end), (&[message][..], &None));
        assert_eq!(kept.state, mails::MailState::InHand, "answered, it waits for the customer");
        assert_eq!(setup.check().faults, []);
    });
}

/// A mail that was kept by a program that knew less about mails is read as it is.
#[test]
fn a_mail_of_an_older_program_is_still_read() {
    let old = r#"{"id":1,"source":"file","message_id":"1@a","from":"a@b","subject":"x","date":"","received_at":0,
        "state":"seen","size":3,"whole":true,"sum":"00"}"#;
    let mail: mails::IncomingMail = serde_json::from_str(old).unwrap();
    assert_eq!(mail.state, mails::MailState::InHand);
    assert_eq!((mail.kind, mail.end.is_none(), mail.replies.len()), (None, true, 0));
    assert_eq!(mails::paper_name(&mail), "x.eml");
    assert_eq!(serde_json::to_value(&mail).unwrap().as_object().unwrap().len(), 11);
}
