use super::*;
use crate::domain::ids::UserId;
use chrono::TimeDelta;
use proptest::prelude::*;

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
}

fn mark(minutes: i64) -> Mark {
    Mark { by: UserId(1), at: at(minutes) }
}

fn letter() -> Letter {
    Letter {
        id: PostId(7),
        message_id: "m7@example.com".into(),
        way: Way::Mail,
        to: "liumin@example.com".into(),
        subject: "订单确认".into(),
        text: "您好".into(),
        attachments: Vec::new(),
        about: About::nothing(Kind::Confirmation),
        answers: None,
    }
}

fn waiting() -> Message {
    begin(&Event::Queued(Box::new(letter())), mark(0)).unwrap()
}

fn happen(message: &mut Message, event: Result<Event, PostRefusal>, minutes: i64) {
    apply(message, &event.unwrap(), mark(minutes));
}

fn refused() -> Outcome {
    Outcome::Refused { trouble: Trouble::Unreachable, answer: "no route".into(), for_good: false }
}

#[test]
fn an_attempt_is_on_record_before_the_last_word() {
    let mut message = waiting();
    let event = claim(&message, "a", at(1));
    happen(&mut message, event, 1);
    assert_eq!(message.state, State::Sending);
    assert_eq!(claim(&message, "b", at(1)), Err(PostRefusal::BeingSent));
    assert_eq!(hand_over(&message, 0, "b", at(1)), Err(PostRefusal::NotYours));
    let event = hand_over(&message, 0, "a", at(2));
    happen(&mut message, event, 2);
    assert_eq!(hand_over(&message, 0, "a", at(2)), Err(PostRefusal::NotYours), "the last word is said once");
    let event = end(&message, 0, "a", Outcome::Taken { answer: "250 OK".into() }, at(3));
    happen(&mut message, event, 3);
    assert_eq!(message.state, State::Sent);
    assert_eq!(message.due(), None);
}

#[test]
fn pauses_grow_and_end() {
    let mut message = waiting();
    let (mut now, mut pauses) = (0, Vec::new());
    while let Some(due) = message.due() {
        let due = (due - at(0)).num_minutes();
        pauses.push(due - now);
        now = due;
        let event = claim(&message, "a", at(now));
        happen(&mut message, event, now);
        let event = end(&message, message.attempts.len() - 1, "a", refused(), at(now));
        happen(&mut message, event, now);
    }
    assert_eq!(pauses[..9], [0, 1, 2, 5, 15, 30, 60, 120, 240]);
    assert!(pauses[9..].iter().all(|pause| *pause == 480), "{pauses:?}");
    assert_eq!(message.state, State::GivenUp);
    assert!(now <= 3 * 24 * 60);
    // A person has it sent again, with all patience anew.
    let event = again(&message);
    happen(&mut message, event, now + 60);
    let event = claim(&message, "a", at(now + 60));
    happen(&mut message, event, now + 60);
    let event = end(&message, message.attempts.len() - 1, "a", refused(), at(now + 60));
    happen(&mut message, event, now + 60);
    assert_eq!(message.state, State::Failed { again: at(now + 61) });
}

#[test]
fn a_no_for_good_is_not_tried_again() {
    let mut message = waiting();
    let event = claim(&message, "a", at(0));
    happen(&mut message, event, 0);
    let no = Outcome::Refused { trouble: Trouble::Recipient, answer: "550".into(), for_good: true };
    let event = end(&message, 0, "a", no, at(0));
    happen(&mut message, event, 0);
    assert_eq!(message.state, State::GivenUp);
}

#[test]
fn who_died_before_the_last_word_is_tried_again_and_who_died_after_it_is_not() {
    for handed_over in [false, true] {
        let mut message = waiting();
        let event = claim(&message, "a", at(0));
        happen(&mut message, event, 0);
        if handed_over {
            let event = hand_over(&message, 0, "a", at(0));
            happen(&mut message, event, 0);
        }
        assert_eq!(lapse(&message, false, at(14)), None, "its time has not run out");
        assert!(lapse(&message, true, at(0)).is_some(), "nobody else can be at it");
        let event = lapse(&message, false, at(15)).unwrap();
        apply(&mut message, &event, mark(15));
        let expected = if handed_over { State::PerhapsSent } else { State::Failed { again: at(16) } };
        assert_eq!(message.state, expected);
        // The one who was taken for dead comes back.
        assert_eq!(hand_over(&message, 0, "a", at(15)), Err(PostRefusal::NotYours));
        let late = end(&message, 0, "a", Outcome::Taken { answer: "250".into() }, at(15));
        assert_eq!(late.is_ok(), handed_over, "what he knows is better than not knowing");
    }
}

#[test]
fn nothing_is_withdrawn_while_it_is_sent_or_after() {
    let mut message = waiting();
    assert!(withdraw(&message, "错").is_ok());
    let event = claim(&message, "a", at(0));
    happen(&mut message, event, 0);
    assert_eq!(withdraw(&message, "错"), Err(PostRefusal::BeingSent));
    assert_eq!(again(&message), Err(PostRefusal::BeingSent));
    let event = end(&message, 0, "a", Outcome::Taken { answer: String::new() }, at(0));
    happen(&mut message, event, 0);
    assert_eq!(withdraw(&message, "错"), Err(PostRefusal::Sent));
}

proptest! {
    /// Whatever order workstations, deaths and people come in: a message is never tried by itself after an attempt that may
    /// have been taken, and two attempts are never under way together.
    #[test]
    fn nothing_goes_twice_by_itself(acts in prop::collection::vec((0..6_u8, 0..2_u8, 0..40_i64), 1..60)) {
        let mut message = waiting();
        let mut log = vec![(Event::Queued(Box::new(letter())), mark(0))];
        let mut now = 0;
        let mut by_hand = 0;
        for (act, who, minutes) in acts {
            now += minutes;
            let station = if who == 0 { "a" } else { "b" };
            let last = message.attempts.len().saturating_sub(1);
            let event = match act {
                0 => claim(&message, station, at(now)).ok(),
                1 => hand_over(&message, last, station, at(now)).ok(),
                2 => end(&message, last, station, Outcome::Taken { answer: String::new() }, at(now)).ok(),
                3 => end(&message, last, station, refused(), at(now)).ok(),
                4 => lapse(&message, false, at(now)),
                _ => again(&message).ok(),
            };
            let Some(event) = event else { continue };
            by_hand += usize::from(event == Event::Again);
            apply(&mut message, &event, mark(now));
            log.push((event, mark(now)));
            prop_assert!(message.attempts.iter().filter(|attempt| attempt.end.is_none()).count() <= 1);
        }
        let may_be_there = message.attempts.iter().filter(|attempt| {
            attempt.end.as_ref().is_some_and(|end| !matches!(end.outcome, Outcome::Refused { .. }))
        });
        prop_assert!(may_be_there.count() <= 1 + by_hand);
        prop_assert_eq!(replay(log.iter().map(|(event, mark)| (event, *mark))), Some(message));
    }
}

#[test]
fn what_is_put_into_json_stays_one_text() {
    let template = RequestTemplate {
        url: "https://sms.example.com/send?to={to}".into(),
        headers: "Content-Type: application/json\nAuthorization: Bearer {secret}".into(),
        body: r#"{"to":"{to}","text":"{text}","order":"{order}","kind":{"a":1}}"#.into(),
        ..RequestTemplate::default()
    };
    let values =
        Values {
            to: "+86 139", text: "他说\"好\"\n{secret}", order: "SO1", secret: "s3\r\nX: y", ..Values::default()
        };
    let request = template.fill(&values);
    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(body["text"], "他说\"好\"\n{secret}");
    assert_eq!(body["kind"]["a"], 1);
    assert_eq!(request.url, "https://sms.example.com/send?to=%2B86%20139");
    assert_eq!(request.headers[1].1, "Bearer s3  X: y", "no value begins a header");
    let form = RequestTemplate {
        headers: "Content-Type: application/x-www-form-urlencoded".into(),
        body: "t={text}".into(),
        ..template
    };
    assert_eq!(form.fill(&Values { text: "a&b", ..values }).body, "t=a%26b");
}

#[test]
fn only_safe_addresses_are_asked() {
    let safe = |url: &str| RequestTemplate { url: url.into(), ..RequestTemplate::default() }.address_is_safe();
    for good in ["https://sms.example.com/x", "https://sms.example.com:8443", "http://127.0.0.1:8080/send?x={to}"] {
        assert!(safe(good), "{good}");
    }
    for bad in [
        "http://sms.example.com/",
        "http://127.0.0.1@evil.example/",
        "http://127.0.0.1.evil.example/",
        "ftp://127.0.0.1/",
        "https://{to}/x",
        "https:///x",
        "",
        "http://127.0.0.1:x/",
    ] {
        assert!(!safe(bad), "{bad}");
    }
}

#[test]
fn addresses_and_numbers_as_people_type_them() {
    for good in ["liu.min@example.com", "a+b@sub.example.cn"] {
        assert!(is_mail_address(good), "{good}");
    }
    for bad in ["", "a", "a@b", "a@b@c.d", "a b@c.d", "a@c.d,b@c.d", "<a@c.d>", "a@c.d\r\nX: y", "@c.d", "a@.d"] {
        assert!(!is_mail_address(bad), "{bad}");
    }
    assert!(is_phone("+86 139-0000-0007") && !is_phone("刘敏 139") && !is_phone("12"));
}

#[test]
fn heads_are_read_as_they_stand() {
    let raw = b"Received: x\r\n\tby y\r\nSubject: =?gb2312?B?\r\n b7y?=\r\nFROM:  a@b.c \r\n\r\nSubject: no\r\n";
    assert_eq!(header(raw, "subject").as_deref(), Some("=?gb2312?B? b7y?="));
    assert_eq!(header(raw, "From").as_deref(), Some("a@b.c"));
    assert_eq!(header(raw, "Date"), None);
    assert_eq!(content_sum(b"a\r\nb\r\n"), content_sum(b"a\nb"));
}

/// A folded line of another field may look like a field.
#[test]
fn the_rest_of_a_field_is_no_field() {
    let raw = b"DKIM-Signature: v=1; h=To:Date:\r\n\t From:Subject:Message-ID; b=x\r\nFrom: a@example.com\r\n\r\nhi";
    assert_eq!(header(raw, "From").as_deref(), Some("a@example.com"));
    assert_eq!(header(raw, "Subject"), None);
}
