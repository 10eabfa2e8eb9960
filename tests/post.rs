//! The outbox and the mails that arrive, as rules and store keep them, on both engines (II.2, II.5, IV.2).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod support {
    pub mod office;
    pub mod pg;
}

use chrono::TimeDelta;
use support::office::Setup;
use yili_orders::domain::company::Company;
use yili_orders::domain::ids::{OrderId, PostId};
use yili_orders::domain::post::{MailAccount, PostSettings, Tls};
use yili_orders::ops::mails::{self, Added, MailState, NewMail, Source};
use yili_orders::ops::post::carry::{self, Parcel};
use yili_orders::ops::post::{self, About, Draft, Kind, Outcome, PostFault, PostRefusal, State, Trouble, Way};
use yili_orders::ops::{self, OpError, Work};
use yili_orders::store::Location;

/// A run of the test on each engine that is here.
fn on_both(test: impl Fn(Setup)) {
    test(Setup::new(&Location::Memory));
    if let Some(url) = support::pg::fresh_url() {
        test(Setup::new(&Location::Postgres(url)));
    }
}

fn settings() -> PostSettings {
    PostSettings {
        mail: MailAccount {
            name: "晨曦乳业 销售部".into(),
            address: "sales@dairy.example".into(),
            server: "127.0.0.1".into(),
            port: 2525,
            tls: Tls::None,
            user: "sales".into(),
        },
        ..PostSettings::default()
    }
}

fn set_up(setup: &mut Setup) {
    let admin = setup.person("admin");
    let mut company = Company { post: settings(), ..Company::default() };
    company.letterhead.name = "晨曦乳业".into();
    setup
        .office
        .transact(admin, setup.now, |work| {
            let seen = (*work.company).clone();
            ops::company::change(work, &seen, &company)
        })
        .unwrap();
}

fn letter(order: OrderId) -> Draft {
    Draft {
        way: Way::Mail,
        to: "liumin@shop.example".into(),
        subject: "订单确认".into(),
        text: "刘女士，您好".into(),
        papers: vec![("确认书.pdf".into(), b"%PDF-1.7 paper".to_vec())],
        about: About { kind: Kind::Confirmation, order: Some(order), number: String::new(), version: Some(1) },
        answers: None,
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

fn claim(setup: &mut Setup, station: &str) -> Option<Parcel> {
    act(setup, "sales", |work| carry::claim(work, station, |_| true)).unwrap()
}

fn state(setup: &mut Setup, id: PostId) -> State {
    post::open(&mut setup.office, id).unwrap().state
}

#[test]
fn a_message_is_kept_whole_before_anything_is_sent() {
    on_both(|mut setup| {
        set_up(&mut setup);
        let order = setup.receive(24).unwrap();
        let id = act(&mut setup, "sales", |work| post::queue(work, letter(order))).unwrap();
        let message = post::open(&mut setup.office, id).unwrap();
        assert_eq!((message.state, message.attempts.len()), (State::Waiting, 0));
        assert!(message.letter.message_id.ends_with("@dairy.example"));
        let paper = post::paper(&mut setup.office, message.letter.attachments[0].id).unwrap();
        assert_eq!(paper, ("确认书.pdf".into(), b"%PDF-1.7 paper".to_vec()));
        assert_eq!(post::of_order(&mut setup.office, order).unwrap(), std::slice::from_ref(&message));
        assert!(message.letter.about.number.starts_with("SO"));
        assert_eq!(post::counts(&mut setup.office).unwrap(), post::Counts { unsent: 1, all: 1 });
        assert_eq!(setup.check().faults, []);
    });
}

#[test]
fn two_workstations_never_send_the_same_message() {
    on_both(|mut setup| {
        set_up(&mut setup);
        let order = setup.receive(24).unwrap();
        let id = act(&mut setup, "sales", |work| post::queue(work, letter(order))).unwrap();
        let parcel = claim(&mut setup, "a").unwrap();
        assert_eq!((parcel.letter.id, parcel.attempt, parcel.papers.len()), (id, 0, 1));
        assert_eq!(claim(&mut setup, "b"), None);
        let stolen = act(&mut setup, "sales", |work| carry::hand_over(work, id, 0, "b"));
        assert!(matches!(stolen, Err(OpError::Post(PostFault::Refused(PostRefusal::NotYours)))));
        act(&mut setup, "sales", |work| carry::hand_over(work, id, 0, "a")).unwrap();
        let taken = Outcome::Taken { answer: "250 OK".into() };
        act(&mut setup, "sales", |work| carry::end(work, id, 0, "a", taken)).unwrap();
        assert_eq!(state(&mut setup, id), State::Sent);
        assert_eq!(setup.check().faults, []);
    });
}

#[test]
fn what_a_dead_workstation_left_is_judged_by_how_far_it_came() {
    on_both(|mut setup| {
        set_up(&mut setup);
        let order = setup.receive(24).unwrap();
        let first = act(&mut setup, "sales", |work| post::queue(work, letter(order))).unwrap();
        let second = act(&mut setup, "sales", |work| post::queue(work, letter(order))).unwrap();
        claim(&mut setup, "a").unwrap();
        claim(&mut setup, "a").unwrap();
        act(&mut setup, "sales", |work| carry::hand_over(work, second, 0, "a")).unwrap();
        // The owner of a file knows at once; on a server time must run out.
        setup.now += TimeDelta::minutes(15);
        let next = carry::next(&mut setup.office).unwrap();
        assert!(next.is_some_and(|next| next <= setup.now));
        let judged = act(&mut setup, "sales", |work| carry::judge_the_lost(work, None)).unwrap();
        assert_eq!(judged, 2);
        assert_eq!(state(&mut setup, first), State::Failed { again: setup.now + TimeDelta::minutes(1) });
        assert_eq!(state(&mut setup, second), State::PerhapsSent);
        setup.now += TimeDelta::minutes(1);
        assert_eq!(claim(&mut setup, "b").unwrap().letter.id, first, "only what was surely not taken");
        assert_eq!(claim(&mut setup, "b"), None);
        // A person asks the customer, and has it sent again: the same message, and a mark that it was tried before.
        act(&mut setup, "sales", |work| post::again(work, second)).unwrap();
        let parcel = claim(&mut setup, "b").unwrap();
        let message = post::open(&mut setup.office, second).unwrap();
        assert_eq!((parcel.attempt, &parcel.letter), (1, &message.letter));
        assert!(matches!(message.attempts[0].end.as_ref().unwrap().outcome, Outcome::Unknown { .. }));
        assert_eq!(setup.check().faults, []);
    });
}

#[test]
fn a_message_that_failed_waits_and_can_be_taken_back() {
    on_both(|mut setup| {
        set_up(&mut setup);
        let order = setup.receive(24).unwrap();
        let id = act(&mut setup, "sales", |work| post::queue(work, letter(order))).unwrap();
        claim(&mut setup, "a").unwrap();
        let early = act(&mut setup, "sales", |work| post::withdraw(work, id, "写错了"));
        assert!(matches!(early, Err(OpError::Post(PostFault::Refused(PostRefusal::BeingSent)))));
        let no = Outcome::Refused { trouble: Trouble::Unreachable, answer: "no route".into(), for_good: false };
        act(&mut setup, "sales", |work| carry::end(work, id, 0, "a", no)).unwrap();
        assert_eq!(claim(&mut setup, "a"), None, "not before its time");
        let without = act(&mut setup, "sales", |work| post::withdraw(work, id, " "));
        assert!(matches!(without, Err(OpError::Missing("field-reason"))));
        act(&mut setup, "sales", |work| post::withdraw(work, id, "写错了")).unwrap();
        assert_eq!(post::counts(&mut setup.office).unwrap(), post::Counts { unsent: 0, all: 1 });
        setup.now += TimeDelta::days(1);
        assert_eq!(claim(&mut setup, "a"), None);
        assert_eq!(setup.check().faults, []);
    });
}

#[test]
fn who_may_not_writes_nothing_and_what_is_not_set_up_says_so() {
    let mut setup = Setup::new(&Location::Memory);
    let order = setup.receive(24).unwrap();
    let off = act(&mut setup, "sales", |work| post::queue(work, letter(order)));
    assert!(matches!(off, Err(OpError::Post(PostFault::NotSetUp(Way::Mail)))));
    set_up(&mut setup);
    assert!(matches!(act(&mut setup, "credit", |work| post::queue(work, letter(order))), Err(OpError::NotAllowed(_))));
    for to in ["刘敏", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"] {
        let wrong = act(&mut setup, "sales", |work| post::queue(work, Draft { to: to.into(), ..letter(order) }));
        assert!(matches!(wrong, Err(OpError::Post(PostFault::BadRecipient(_)))), "{to}");
    }
    let large = Draft { papers: vec![("x".into(), vec![0; post::LARGEST_MESSAGE + 1])], ..letter(order) };
    assert!(matches!(
        act(&mut setup, "sales", |work| post::queue(work, large)),
        Err(OpError::Post(PostFault::TooLarge(_)))
    ));
    let folded = Draft { subject: "一\r\nBcc: x@y.example".into(), ..letter(order) };
    let id = act(&mut setup, "sales", |work| post::queue(work, folded)).unwrap();
    let subject = post::open(&mut setup.office, id).unwrap().letter.subject;
    assert!(!subject.contains(['\r', '\n']), "{subject}");
    let robot = Draft { way: Way::Robot, to: "没有".into(), ..letter(order) };
    assert!(matches!(
        act(&mut setup, "sales", |work| post::queue(work, robot)),
        Err(OpError::Post(PostFault::NotSetUp(Way::Robot)))
    ));
}

#[test]
fn a_secret_belongs_to_one_workstation_and_a_new_one_is_asked_for_elsewhere() {
    on_both(|mut setup| {
        let keep = |setup: &mut Setup, station: &str, sealed: &[u8]| {
            act(setup, "admin", |work| carry::keep_secret(work, "mail", station, sealed)).unwrap();
        };
        keep(&mut setup, "a", b"one");
        assert_eq!(carry::secret(&mut setup.office, "mail", "b").unwrap(), None);
        keep(&mut setup, "b", b"one, sealed by b");
        assert_eq!(carry::secret(&mut setup.office, "mail", "a").unwrap().unwrap(), b"one");
        // Another password, told to b: a must ask for it.
        keep(&mut setup, "b", b"two");
        assert_eq!(carry::secret(&mut setup.office, "mail", "a").unwrap(), None);
        assert_eq!(carry::secret(&mut setup.office, "mail", "b").unwrap().unwrap(), b"two");
        let sales = act(&mut setup, "sales", |work| carry::keep_secret(work, "mail", "a", b"x"));
        assert!(matches!(sales, Err(OpError::NotAllowed(_))));
    });
}

const MAIL: &[u8] = b"Message-ID: <1@shop.example>\r\nFrom: =?utf-8?b?5YiY?= <liu@shop.example>\r\nSubject: PO 7\r\n\r\n20\xe7\xae\xb1\r\n";

#[test]
fn each_mail_comes_once_whichever_way() {
    on_both(|mut setup| {
        let new = |source, raw: &[u8]| NewMail::new(source, raw.to_vec(), raw.len() as u64);
        let folder = "liu@mail.example/INBOX";
        let fetch = |setup: &mut Setup, at: (u32, u32), raw: &[u8]| {
            let mail = new(Source::Mailbox, raw);
            act(setup, "credit", |work| mails::fetched(work, folder, at, &mail)).unwrap()
        };
        let first = fetch(&mut setup, (7, 1), MAIL).unwrap();
        assert!(matches!(first, Added::New(_)));
        assert_eq!(fetch(&mut setup, (7, 1), MAIL), None, "another workstation was here");
        // The server numbers anew: the same mail is known by what it says.
        assert_eq!(fetch(&mut setup, (8, 1), MAIL), Some(Added::Known(first.id())));
        assert_eq!(mails::mark(&mut setup.office, folder).unwrap(), Some((8, 1)));
        // The same mail saved to a file, with other ends of lines.
        let file: Vec<u8> = MAIL.iter().copied().filter(|byte| *byte != b'\r').collect();
        let brought = act(&mut setup, "sales", |work| mails::add(work, &NewMail::from_file(file))).unwrap();
        assert_eq!(brought, Added::Known(first.id()));
        let other = [MAIL, b"and two more"].concat();
        let brought = act(&mut setup, "sales", |work| mails::add(work, &NewMail::from_file(other))).unwrap();
        assert!(matches!(brought, Added::New(_)), "the same number, another content");
        let (mail, raw) = mails::open(&mut setup.office, first.id()).unwrap();
        assert_eq!((raw.as_slice(), mail.message_id.as_str()), (MAIL, "1@shop.example"));
        assert_eq!((mail.subject.as_str(), mail.whole), ("PO 7", true));
        assert_eq!(mails::count(&mut setup.office, MailState::New).unwrap(), 2);
        act(&mut setup, "sales", |work| mails::mark_seen(work, first.id())).unwrap();
        act(&mut setup, "sales", |work| mails::mark_seen(work, first.id())).unwrap();
        // A look is kept, and the mail still waits for somebody to do something.
        let waiting = mails::page(&mut setup.office, MailState::New, 0, 10).unwrap();
        assert_eq!(waiting.iter().map(|mail| mail.looked).collect::<Vec<_>>(), [false, true]);
        act(&mut setup, "sales", |work| mails::become_state(work, first.id(), MailState::Done)).unwrap();
        assert_eq!(setup.check().faults, []);
    });
}

/// What a server hands out is kept whatever it is, so that those behind it come too.
#[test]
fn an_odd_mail_of_the_mailbox_is_kept_and_the_mark_goes_on() {
    on_both(|mut setup| {
        let folder = "liu@mail.example/INBOX";
        let mut large = MAIL.to_vec();
        large.resize(mails::LARGEST_MAIL + 1, b'x');
        let all: [(&[u8], u64); 3] = [(b" \r\n", 3), (&large, 900), (MAIL, MAIL.len() as u64)];
        for (number, (raw, size)) in (1..).zip(all) {
            let mail = NewMail::new(Source::Mailbox, raw.to_vec(), size);
            act(&mut setup, "credit", |work| mails::fetched(work, folder, (7, number), &mail)).unwrap();
            assert_eq!(mails::mark(&mut setup.office, folder).unwrap(), Some((7, number)));
        }
        let kept = mails::page(&mut setup.office, MailState::New, 0, 10).unwrap();
        assert_eq!(kept.iter().map(|mail| mail.whole).collect::<Vec<_>>(), [true, false, false]);
        let head = mails::open(&mut setup.office, kept[1].id).unwrap().1;
        assert_eq!((head.as_slice(), kept[1].size), (&MAIL[..MAIL.len() - 7], mails::LARGEST_MAIL as i64 + 1));
        // By hand such a file is still refused.
        let blank = NewMail::from_file(b" \r\n".to_vec());
        assert!(matches!(act(&mut setup, "sales", |work| mails::add(work, &blank)), Err(OpError::Missing(_))));
        assert_eq!(setup.check().faults, []);
    });
}
