//! The post in the window: an account is set up, a confirmation letter goes out, fails, and goes again; a notice goes with its
//! step.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

#[path = "support/mail.rs"]
mod mail;
mod support;

use std::time::{Duration, Instant};

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use mail::{SmtpServer, free_port};
use support::program::Program;
use yili_orders::domain::ids::OrderId;
use yili_orders::domain::orders::{Channel, Step};
use yili_orders::domain::post::{Kind, Message, State};
use yili_orders::i18n::{Lang, t_dyn};
use yili_orders::ops::orders::{self, Filter};
use yili_orders::ops::{customers, post};

fn word(step: Step) -> String {
    t_dyn(Lang::ZhHans, &format!("step-{}", step.key()))
}

/// The first order that waits for a step, with its number.
fn waits_for(program: &Program, step: Step) -> (OrderId, String) {
    program.ask(move |office| {
        let rows = orders::page(office, &Filter::default(), 0, 200)?;
        for row in rows {
            let order = orders::open(office, row.id)?.order;
            if order.tasks.iter().any(|task| task.step == step) {
                return Ok((order.id, order.number));
            }
        }
        panic!("no order waits for {step:?}")
    })
}

fn messages(program: &Program) -> Vec<Message> {
    program.ask(|office| post::page(office, false, 0, 50))
}

/// Frames until a message stands as it should.
fn until(program: &mut Program, what: &str, stands: impl Fn(&[Message]) -> bool) {
    let limit = Instant::now() + Duration::from_secs(10);
    while !stands(&messages(program)) {
        if Instant::now() > limit {
            program.draw();
            panic!("{what}: {:#?}; see target/pictures/line.png", messages(program));
        }
        program.settle();
        std::thread::sleep(Duration::from_millis(20));
    }
    program.settle();
}

fn write_into(program: &mut Program, field: &str, text: &str) {
    program.focus(field);
    program.keys(Modifiers::COMMAND, Key::A);
    program.write(text);
}

#[test]
fn an_administrator_sets_up_the_account_and_tests_it() {
    let folder = tempfile::tempdir().unwrap();
    let Some(server) = SmtpServer::start(folder.path()) else { return };
    let mut program = Program::open("admin");
    program.post().keep_key_at(folder.path().join("post.key"));
    program.click(Role::Tab, "设置");
    program.click(Role::Tab, "收发");
    write_into(&mut program, "发件人名称", "晨曦乳业 销售部");
    write_into(&mut program, "发件邮箱地址", "sales@dairy.example");
    write_into(&mut program, "发件服务器", "127.0.0.1");
    write_into(&mut program, "端口", &server.port.to_string());
    program.click(Role::ComboBox, "发件加密方式");
    program.harness().query_all_by_label("不加密（仅限本机）").last().expect("a choice").click();
    program.settle();
    program.keys(Modifiers::COMMAND, Key::S);
    program.wait_for("设置已保存");
    program.click(Role::Button, "发送测试邮件");
    until(&mut program, "the test", |all| all.iter().any(|message| message.state == State::Sent));
    assert_eq!(messages(&program)[0].letter.about.kind, Kind::Test);
    assert!(server.mails()[0].contains("sales@dairy.example"));
    program.click(Role::Tab, "发件箱");
    program.wait_for("已发出");
    // A password is sealed with this workstation's key, and stands nowhere in the clear.
    program.click(Role::Tab, "收发");
    write_into(&mut program, "发件用户名", "sales");
    write_into(&mut program, "发件密码", "milk-secret-77");
    program.keys(Modifiers::COMMAND, Key::S);
    program.wait_for("设置已保存");
    program.settle();
    let station = program.post().key().expect("a key").station();
    let sealed = program.ask(move |office| post::carry::secret(office, "mail", &station)).expect("a sealed secret");
    assert!(!sealed.windows(6).any(|part| part == b"secret"));
    assert_eq!(program.post().key().unwrap().open("mail", &sealed).as_deref(), Some("milk-secret-77"));
    assert!(program.field("发件密码").value().unwrap_or_default().is_empty());
}

#[test]
fn a_confirmation_letter_fails_and_goes_again_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let mut program = Program::open_sized("zhaomin", 100);
    program.has_mail_account(port);
    let (id, number) = waits_for(&program, Step::Confirm);
    program.find_and_open(&number);
    program.click(Role::Button, &word(Step::Confirm));
    program.settle();
    program.click(Role::Button, "邮件");
    let to = program.field("收件邮箱").value().unwrap_or_default();
    if to.is_empty() {
        write_into(&mut program, "收件邮箱", "buyer@shop.example");
    }
    assert!(program.field("主题").value().unwrap_or_default().contains(&number));
    program.click(Role::Button, "发送确认书");
    // Nobody listens yet.
    until(&mut program, "the first try", |all| all.iter().any(|message| matches!(message.state, State::Failed { .. })));
    let message = messages(&program).remove(0);
    assert_eq!((message.letter.about.order, message.letter.about.kind), (Some(id), Kind::Confirmation));
    assert_eq!(message.letter.attachments.len(), 1);
    assert!(message.letter.attachments[0].name.ends_with(".pdf") && message.letter.attachments[0].size > 10_000);
    program.wait_for("自动再试");
    // The order is not confirmed by a letter; the step still waits for the customer's yes.
    assert!(program.order(id).confirmation.is_none());
    program.keys(Modifiers::NONE, Key::Escape);
    program.settle();
    program.wait_for("1 条消息未发出");
    let Some(server) = SmtpServer::start_on(folder.path(), port, None) else { return };
    program.click(Role::Tab, "发件箱");
    program.settle();
    choose_first(&mut program);
    program.wait_for("连不上服务器");
    program.click(Role::Button, "再发一次");
    until(&mut program, "by hand", |all| all[0].state == State::Sent);
    program.wait_for("已发出");
    assert_eq!(server.count(&message.letter.message_id), 1);
    assert_eq!(messages(&program)[0].attempts.len(), 2);
    // An edit makes the letter one of an older version.
    let older = messages(&program).remove(0);
    assert!(older.is_of_older(program.order(id).version + 1) && !older.is_of_older(program.order(id).version));
    program.find_and_open(&number);
    program.wait_for("订单确认书  ");
}

fn choose_first(program: &mut Program) {
    let list = program.harness().query_all_by_label("发件箱").last().expect("the list").rect();
    let row = eframe::egui::pos2(list.left() + 60.0, list.top() + 14.0);
    program.harness().hover_at(row);
    program.harness().drag_at(row);
    program.harness().drop_at(row);
    program.settle();
}

#[test]
fn a_shipping_notice_goes_with_its_step() {
    let folder = tempfile::tempdir().unwrap();
    let Some(server) = SmtpServer::start(folder.path()) else { return };
    let mut program = Program::open("chenbo");
    program.has_mail_account(server.port);
    let (id, number) = waits_for(&program, Step::Notify);
    let customer = program.order(id).content.customer;
    let mut kept = program.ask(move |office| customers::open(office, customer));
    program.write_as("zhaomin", move |work| {
        for contact in &mut kept.customer.contacts {
            contact.email = "buyer@shop.example".into();
        }
        customers::change(work, kept.customer, kept.changes)
    });
    program.find_and_open(&number);
    program.click(Role::Button, &word(Step::Notify));
    program.settle();
    assert_eq!(program.field("收件邮箱").value().as_deref(), Some("buyer@shop.example"));
    write_into(&mut program, "承运商", "蒙运冷链");
    write_into(&mut program, "运单号", "WB-7788");
    assert!(program.field("正文").value().unwrap_or_default().contains("WB-7788"), "the text follows the fields");
    program.keys(Modifiers::COMMAND, Key::Enter);
    until(&mut program, "the notice", |all| all.iter().any(|message| message.state == State::Sent));
    let message = messages(&program).remove(0);
    assert_eq!((message.letter.about.kind, message.letter.about.order), (Kind::ShippingNotice, Some(id)));
    let order = program.order(id);
    let notice = order.shipments.iter().find_map(|shipment| shipment.notice.clone()).expect("told");
    assert_eq!((notice.channel, notice.waybill.as_str()), (Channel::Mail, "WB-7788"));
    assert_eq!(server.count(&message.letter.message_id), 1);
    assert!(server.mails()[0].contains("application/pdf"));
}
