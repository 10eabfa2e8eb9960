//! The mail desk in the window (II.2, F4, F5): a mail is dropped, read, and becomes an order with the mail in its dossier; what is
//! open is asked for by a reply; what is no order is set aside.
#![allow(clippy::expect_used, clippy::unwrap_used)] // a failing test may stop anywhere

mod support;

use std::path::PathBuf;
use std::time::Duration;

use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use support::Window;
use support::desk::Desk;
use support::program::Program;
use yili_orders::domain::customers::Customer;
use yili_orders::domain::orders::Channel;
use yili_orders::domain::people::{Department, Rank};
use yili_orders::domain::products::Product;
use yili_orders::i18n::{Lang, t};
use yili_orders::ops::mails::{self, IncomingMail, MailEnd, MailKind, MailState, NewMail, Source};
use yili_orders::ops::{Office, OpError, archive, company, customers, post, products};
use yili_orders::ui::app::Prefs;
use yili_orders::ui::panels::sales::SalesPanel;
use yili_orders::ui::theme::Theme;

/// A domestic customer and goods that come in cartons.
fn known(office: &mut Office) -> Result<(Customer, Product), OpError> {
    let mut all = customers::page(office, 0, 50)?.into_iter().map(|kept| kept.customer);
    let customer = all.find(|one| !one.is_export() && one.active && !one.addresses.is_empty());
    let mut goods = products::page(office, 0, 50)?.into_iter().map(|(product, _)| product);
    let product = goods.find(|one| one.active && one.packs.packs.iter().any(|pack| pack.unit == "箱"));
    Ok((customer.expect("a customer"), product.expect("goods in cartons")))
}

/// An order of that customer for twenty cartons.
fn order(customer: &Customer, product: &Product) -> String {
    let contact = &customer.contacts[0];
    format!(
        "Message-ID: <77@customers.example>\r\nFrom: {} <{}>\r\nTo: sales@dairy.example\r\n\
         Date: Mon, 23 Nov 2026 09:00:00 +0800\r\nSubject: 采购订单 PO-77\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
         您好，请安排以下订单：\r\n订单号：PO-77\r\n客户：{}\r\n联系人：{}\r\n电话：{}\r\n收货地址：{}\r\n到货日期：2026-12-03\r\n\r\n\
         商品编码\t商品\t规格\t数量\r\n{}\t{}\t{}\t20箱\r\n\r\n谢谢！\r\n",
        contact.name,
        contact.email,
        customer.name,
        contact.name,
        contact.phone,
        customer.addresses[0],
        product.code,
        product.name,
        product.specification,
    )
}

fn corpus(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/mail").join(name)
}

/// Clicks a row of the list, from 0.
fn choose(program: &mut Program, row: f32) {
    let list = program.harness().query_all_by_label("收到的邮件").last().expect("the list").rect();
    let place = egui::pos2(list.left() + 60.0, list.top() + yili_orders::ui::theme::ROW * (row + 0.5));
    program.harness().hover_at(place);
    program.harness().drag_at(place);
    program.harness().drop_at(place);
    program.settle();
}

fn kept(program: &Program, state: MailState) -> Vec<IncomingMail> {
    program.ask(move |office| mails::page(office, state, 0, 50))
}

#[test]
fn a_mail_is_dropped_read_and_becomes_an_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::open("zhaomin");
    let (customer, product) = program.ask(known);
    let raw = order(&customer, &product);
    let (path, junk) = (folder.path().join("订单.eml"), folder.path().join("junk.eml"));
    std::fs::write(&path, &raw).unwrap();
    std::fs::write(&junk, "nothing of the kind").unwrap();
    // Dropped while another tab is open: mails go to the mail desk wherever they fall.
    program.drop_files(&[path.clone(), junk]);
    program.wait_for("收到新邮件 1 封");
    program.wait_for("junk.eml");
    choose(&mut program, 0.0);
    program.wait_for("内容齐全，没有疑问");
    let looked = |program: &Program| kept(program, MailState::New)[0].looked;
    for _ in 0..20 {
        program.settle();
        if looked(&program) {
            break;
        }
    }
    assert!(looked(&program), "opening it is the look, and the mail stays where it waits");
    // Each value says where it stands; a click shows its words in the mail.
    program.wait_for("正文第 7 行");
    let day = program.harness().query_all_by_label_contains("到货日期 2026-12-03").next().expect("the day");
    day.click();
    program.settle();
    // The list of new ones is empty now; the mail stays beside it.
    program.click(Role::Button, "做成订单");
    program.wait_for("新订单（来自邮件）");
    program.settle();
    program.wait_for("与邮件相符，保存");
    assert_eq!(program.field("客户").value().as_deref(), Some(customer.name.as_str()));
    assert_eq!(program.field("客户单号").value().as_deref(), Some("PO-77"));
    // What is typed survives: a remark, and the sheet is left and opened again.
    program.focus("备注");
    program.write("邮件订单，早上送");
    program.later(2);
    program.settle();
    std::thread::sleep(Duration::from_millis(700));
    program.settle();
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.wait_for("已保存");
    program.settle();
    let order = program.newest();
    assert_eq!((order.channel, order.content.customer), (Channel::Mail, customer.id));
    assert_eq!(order.content.note, "邮件订单，早上送");
    let carton = product.packs.packs.iter().find(|pack| pack.unit == "箱").unwrap().base_units;
    assert_eq!((order.content.lines[0].product, order.content.lines[0].quantity), (product.id, 20 * carton));
    assert!(order.read_back.is_some(), "held against the mail by whoever saved it");
    let paper = order.papers[0].clone();
    assert_eq!(paper.name, "采购订单 PO-77.eml");
    assert_eq!(program.ask(move |office| archive::paper(office, paper.id)).1, raw.as_bytes());
    let done = kept(&program, MailState::Done).remove(0);
    assert_eq!(done.end, Some(MailEnd::Order { order: order.id, number: order.number.clone() }));
    // The same file again is known.
    program.drop_files(&[path]);
    program.wait_for("另有 1 封以前收过");
    program.click(Role::RadioButton, "办完");
    program.settle();
    choose(&mut program, 0.0);
    program.wait_for(&format!("已做成订单 {}", order.number));
}

#[test]
fn an_incomplete_mail_is_answered_with_exactly_what_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::open("zhaomin");
    let (customer, product) = program.ask(known);
    let raw = order(&customer, &product)
        .replace("到货日期：2026-12-03\r\n", "")
        .replace("\t20箱", "\t20箱\r\n\t火星砖\t\t3箱");
    let path = folder.path().join("a.eml");
    std::fs::write(&path, raw).unwrap();
    program.drop_files(&[path]);
    program.wait_for("收到新邮件 1 封");
    choose(&mut program, 0.0);
    program.wait_for("没有到货日期");
    program.wait_for("没有商品“火星砖”");
    // Without an account the reply can be copied only.
    program.wait_for("还没有设置发邮件");
    program.has_mail_account(9);
    program.settle();
    program.settle();
    program.harness().get_by_label("发送回复").scroll_to_me();
    program.settle();
    program.settle();
    program.click(Role::Button, "发送回复");
    program.wait_for("回复已放入发件箱");
    let message = program.ask(|office| post::page(office, false, 0, 10)).remove(0);
    let questions: Vec<&str> =
        message.letter.text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).collect();
    assert_eq!(questions, ["1. 希望哪一天到货？", "2. “火星砖”是哪个商品？请写明商品编码或条码。"]);
    assert_eq!(message.letter.answers.as_deref(), Some("77@customers.example"));
    assert_eq!(message.letter.to, customer.contacts[0].email);
    program.wait_for("已回复 1 次");
    // What is in doubt is left to the person: the day is empty, the goods are not chosen.
    program.click(Role::Button, "做成订单");
    program.wait_for("新订单（来自邮件）");
    program.settle();
    program.settle();
    assert_eq!(program.field("要求交期").value().unwrap_or_default(), "");
    program.keys(Modifiers::COMMAND, Key::Enter);
    assert!(kept(&program, MailState::Done).is_empty());
}

#[test]
fn advertising_is_set_aside_and_taken_up_again() {
    let mut program = Program::open("zhaomin");
    program.drop_files(&[corpus("63-advertising.eml")]);
    program.wait_for("收到新邮件 1 封");
    program.settle();
    choose(&mut program, 0.0);
    program.wait_for("发送回复");
    assert_eq!(kept(&program, MailState::New)[0].kind, Some(MailKind::Advertising));
    program.settle();
    program.click(Role::Button, "做成订单");
    assert!(program.harness().query_all_by_label("新订单（来自邮件）").next().is_none(), "it is never an order");
    program.click(Role::Button, "搁置");
    program.wait_for("这封邮件是");
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.wait_for("已搁置：广告");
    assert_eq!(kept(&program, MailState::Done).len(), 1);
    program.click(Role::Button, "重新处理");
    program.settle();
    program.settle();
    assert_eq!(kept(&program, MailState::InHand).len(), 1);
    // A cancellation is put beside its order, which stays as it is.
    let order = program.newest();
    program.drop_files(&[corpus("22-cancel.eml")]);
    program.wait_for("收到新邮件 1 封");
    program.settle();
    program.settle();
    choose(&mut program, 0.0);
    program.wait_for("取消订单");
    program.settle();
    program.click(Role::Button, "并入订单");
    program.wait_for("存入档案");
    program.focus("订单");
    program.keys(Modifiers::COMMAND, Key::A);
    program.write(&order.number);
    program.settle();
    std::thread::sleep(Duration::from_millis(500));
    program.settle();
    program.enter();
    program.settle();
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.settle();
    program.settle();
    let after = program.order(order.id);
    assert_eq!((after.content, after.papers.len()), (order.content, order.papers.len() + 1));
}

/// What the mailbox gave out and nobody can read says so, and is done with like any other mail.
#[test]
fn an_unreadable_mail_is_set_aside() {
    let mut program = Program::open("zhaomin");
    program.drop_files(&[corpus("63-advertising.eml")]);
    program.wait_for("收到新邮件 1 封");
    program.write_as("zhaomin", |work| {
        let blank = NewMail::new(Source::Mailbox, Vec::new(), 9);
        mails::fetched(work, "office@mail.example/INBOX", (1, 1), &blank)
    });
    program.settle();
    program.settle();
    choose(&mut program, 0.0);
    program.wait_for("这封邮件读不出来");
    program.wait_for("这封邮件是空的");
    program.settle();
    assert!(program.harness().query_by_label("发送回复").is_none(), "nothing is asked of nobody");
    program.picture("mails-unreadable");
    program.click(Role::Button, "搁置");
    program.wait_for("这封邮件是");
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.wait_for("已搁置");
    let done = kept(&program, MailState::Done);
    assert_eq!((done.len(), done[0].whole), (1, false));
}

/// A file in the watched folder comes in by itself, once, and stays where it is.
#[test]
fn a_watched_folder_brings_its_mails_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.eml");
    std::fs::copy(corpus("02-prose-utf8-qp.eml"), &path).unwrap();
    let long_ago = std::time::SystemTime::now() - Duration::from_secs(600);
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    let mut program = Program::open("zhaomin");
    let watched = folder.path().display().to_string();
    program.write_as("admin", move |work| {
        let seen = (*work.company).clone();
        let mut changed = seen.clone();
        changed.post.mail_folder = watched;
        company::change(work, &seen, &changed)
    });
    program.settle();
    program.later(60);
    program.wait_for("收到新邮件 1 封");
    program.later(60);
    program.settle();
    assert_eq!(kept(&program, MailState::New).len(), 1);
    assert!(path.exists());
}

/// The panel alone, for languages and pictures.
struct Look {
    desk: Desk,
    panel: SalesPanel,
    lang: Lang,
    user: yili_orders::domain::people::User,
}

impl Look {
    fn show(ui: &mut egui::Ui, look: &mut Look) {
        let mut cx = look.desk.cx(look.lang, &look.user);
        look.panel.behind(ui, &mut cx);
        look.panel.show(ui, &mut cx);
    }
}

fn wait(window: &mut Window<'_, Look>, label: &str) {
    for _ in 0..400 {
        window.harness.step();
        if window.harness.query_all_by_label_contains(label).next().is_some() {
            window.harness.run_steps(3);
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    window.draw("mails");
    panic!("{label:?} did not appear; see target/pictures/mails.png");
}

/// The desk with six mails that wait so many minutes, the newest lacking something and the one before it complete; or none.
fn look(lang: Lang, theme: Theme, (size, scale): ([f32; 2], f32), waiting: Option<i64>) -> Window<'static, Look> {
    let mut desk = Desk::demo(30);
    let (customer, product) = desk.worker.ask(known).wait().unwrap();
    let user = desk.person(Department::Sales, Rank::Head);
    if let Some(minutes) = waiting {
        let folder = tempfile::tempdir().unwrap();
        let (open, whole) = (folder.path().join("open.eml"), folder.path().join("whole.eml"));
        let raw = order(&customer, &product);
        std::fs::write(&whole, raw.replace("77", "76")).unwrap();
        std::fs::write(&open, raw.replace("\t20箱", "\t20箱\r\n\t纯牛奶\t\t30")).unwrap();
        let files = ["05-xlsx-attachment.eml", "63-advertising.eml", "40-en-po-table.eml", "35-hant-incomplete.eml"];
        let mut paths: Vec<PathBuf> = files.iter().map(|name| corpus(name)).collect();
        paths.extend([whole, open]);
        let brought = mails::read_files(&paths).mails;
        desk.worker.write(user.id, move |work| mails::take_in(work, &brought)).wait().unwrap();
        desk.now += chrono::TimeDelta::minutes(minutes);
    }
    let mut panel = SalesPanel::new(&Prefs::default());
    panel.bring_mails(Vec::new());
    let mut window = Window::open_at(size, scale, theme, Look { desk, panel, lang, user }, Look::show);
    wait(&mut window, t(lang, "mails-title"));
    window.harness.run_steps(6);
    window
}

fn choose_in(window: &mut Window<'_, Look>, lang: Lang, row: f32) {
    let list = window.harness.query_all_by_label(t(lang, "mails-title")).last().expect("the list").rect();
    let place = egui::pos2(list.left() + 60.0, list.top() + yili_orders::ui::theme::ROW * (row + 0.5));
    window.harness.hover_at(place);
    window.harness.drag_at(place);
    window.harness.drop_at(place);
    wait(window, t(lang, "mails-reply-send"));
}

const SCREEN: ([f32; 2], f32) = ([1280.0, 720.0], 1.0);

#[test]
fn the_desk_speaks_three_languages_in_both_themes() {
    for (lang, name) in [(Lang::ZhHans, "hans"), (Lang::ZhHant, "hant"), (Lang::En, "en")] {
        for (theme, shade, waiting) in [(Theme::Light, "light", 50), (Theme::Dark, "dark", 290)] {
            let mut window = look(lang, theme, SCREEN, Some(waiting));
            window.picture(&format!("mails-{name}-{shade}-list"));
            choose_in(&mut window, lang, 0.0);
            for key in ["mails-make-order", "mails-attach", "mails-aside", "mails-history", "mails-doubtful"] {
                wait(&mut window, t(lang, key));
            }
            assert!(window.harness.query_all_by_label_contains("20箱").next().is_some(), "{name}");
            window.picture(&format!("mails-{name}-{shade}-open"));
            window.harness.query_all_by_label(t(lang, "mails-reply-send")).next().unwrap().scroll_to_me();
            window.harness.run_steps(12);
            window.picture(&format!("mails-{name}-{shade}-reply"));
            // The one that was looked at stays where it waits.
            choose_in(&mut window, lang, 1.0);
            wait(&mut window, t(lang, "mails-complete"));
            window.picture(&format!("mails-{name}-{shade}-whole"));
            let mut empty = look(lang, theme, SCREEN, None);
            wait(&mut empty, t(lang, "mails-none-new"));
            empty.picture(&format!("mails-{name}-{shade}-empty"));
        }
    }
}

/// At 150 % the same screen has two thirds of the room.
#[test]
fn the_desk_is_worked_at_150_per_cent() {
    let mut window = look(Lang::ZhHans, Theme::Light, ([853.0, 480.0], 1.5), Some(110));
    choose_in(&mut window, Lang::ZhHans, 0.0);
    for key in ["mails-make-order", "mails-attach", "mails-aside"] {
        let screen = window.harness.ctx.content_rect();
        let button = window.harness.query_all_by_label(t(Lang::ZhHans, key)).next().expect("a button").rect();
        assert!(screen.contains_rect(button), "{key} {button:?}");
    }
    window.picture("mails-hans-150");
}
