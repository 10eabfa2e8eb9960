//! A whole screen put together from the widgets, to look at: `target/pictures/screen-*.png`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use eframe::egui;
use support::Window;
use yili_orders::domain::quantity::Packs;
use yili_orders::i18n::Lang;
use yili_orders::print::documents::{Offset, Paper, test_page};
use yili_orders::ui::icons::Icon;
use yili_orders::ui::preview;
use yili_orders::ui::theme::{self, Theme, Tone};
use yili_orders::ui::widgets::banner::banner;
use yili_orders::ui::widgets::bar::{bar, heading};
use yili_orders::ui::widgets::button::Button;
use yili_orders::ui::widgets::chip::{self, Step};
use yili_orders::ui::widgets::dialog::Dialog;
use yili_orders::ui::widgets::facts::{Fact, facts};
use yili_orders::ui::widgets::field::search_box;
use yili_orders::ui::widgets::finder::{Finder, Group};
use yili_orders::ui::widgets::grid::{CellKind, GridColumn, grid};
use yili_orders::ui::widgets::keys_help::{KeyGroup, keys_help};
use yili_orders::ui::widgets::lookup::{Candidate, Found, lookup};
use yili_orders::ui::widgets::number_field::{Place, money_field, quantity_field};
use yili_orders::ui::widgets::page::PageView;
use yili_orders::ui::widgets::rail::{Tab, rail, sub_tabs};
use yili_orders::ui::widgets::split::{Split, split};
use yili_orders::ui::widgets::status_bar::{Job, status_bar};
use yili_orders::ui::widgets::table::{Column, Empty, Sort, Table, TableState};
use yili_orders::ui::widgets::text;
use yili_orders::ui::widgets::timeline::{Event, timeline};
use yili_orders::ui::widgets::toast::Toasts;

const CUSTOMERS: [&str; 8] = [
    "呼和浩特市金川超市连锁有限公司",
    "包头市昆都仑区惠民奶站",
    "北京朝阳区永辉便民店",
    "上海徐汇区天钥桥路第二小学",
    "广州市荔湾区西华路批发部",
    "西安市雁塔区曲江冷链配送中心",
    "沈阳市铁西区兴华商贸",
    "Hongkong Lucky Dairy Trading Ltd.",
];

#[derive(Default)]
struct Desk {
    tab: usize,
    sub: usize,
    search: String,
    table: TableState,
    split: Split,
    toasts: Toasts,
    typed: Vec<[String; 3]>,
    values: Vec<[Option<i64>; 2]>,
    finder: Finder,
    reason: String,
    view: PageView,
}

fn frame_panel(ui: &mut egui::Ui, lang: Lang, desk: &mut Desk, inner: impl FnOnce(&mut egui::Ui, &mut Desk)) {
    let palette = theme::palette(ui);
    let ground = egui::Frame::new().fill(palette.ground);
    egui::Panel::bottom("status")
        .exact_size(theme::STATUS_BAR)
        .frame(ground.inner_margin(egui::Margin::symmetric(12, 0)))
        .show_separator_line(true)
        .show(ui, |ui| {
            let jobs = [Job { key: 1, title: "导出 PDF".into(), percent: Some(63) }];
            status_bar(
                ui,
                lang,
                (Tone::Good, "本机数据库 yili.db · 1,284 单"),
                &[(Some(Icon::Check), "备份 09:30".into())],
                &jobs,
            );
        });
    egui::Panel::left("rail")
        .exact_size(theme::RAIL)
        .resizable(false)
        .frame(ground.inner_margin(egui::Margin::same(8)))
        .show(ui, |ui| {
            let tabs = [
                Tab { title: "我的工作", icon: Icon::Inbox, waiting: 12, late: true },
                Tab { title: "销售", icon: Icon::Phone, waiting: 5, late: false },
                Tab { title: "信用", icon: Icon::Card, waiting: 1, late: false },
                Tab { title: "生产", icon: Icon::Factory, waiting: 3, late: false },
                Tab { title: "质检", icon: Icon::Flask, waiting: 0, late: false },
                Tab { title: "物流", icon: Icon::Truck, waiting: 4, late: true },
                Tab { title: "档案", icon: Icon::Archive, waiting: 0, late: false },
                Tab { title: "设置", icon: Icon::Gear, waiting: 0, late: false },
            ];
            rail(ui, lang, &tabs, &mut desk.tab, false);
        });
    egui::CentralPanel::default().frame(egui::Frame::new().fill(palette.surface)).show(ui, |ui| inner(ui, desk));
}

fn orders(ui: &mut egui::Ui, lang: Lang, desk: &mut Desk) {
    ui.spacing_mut().item_spacing.y = 0.0;
    egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 0)).show(ui, |ui| {
        bar(
            ui,
            "sales",
            |ui| {
                sub_tabs(ui, &[("收件箱", 5), ("全部订单", 0), ("变更", 2), ("客户", 0), ("价格", 0)], &mut desk.sub);
            },
            |ui| {
                Button::primary("新订单").icon(Icon::Plus).shortcut("Ctrl+N").show(ui);
                Button::new("打印").icon(Icon::Print).show(ui);
                Button::new("导出").icon(Icon::Export).show(ui);
                search_box(ui, lang, "订单号、客户、电话", &mut desk.search, 220.0);
            },
        );
    });
    let palette = theme::palette(ui);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), theme::hairline(palette));
    let Desk { table, split: place, .. } = desk;
    let columns = [
        Column::new("number", "订单号", 148.0).sorts(),
        Column::new("customer", "客户", 150.0).grows().sorts(),
        Column::new("due", "交期", 92.0).sorts(),
        Column::figures("amount", "金额", 100.0).sorts(),
        Column::new("status", "状态", 92.0).gives_way(1),
        Column::new("way", "进度", 100.0).gives_way(2),
    ];
    split(
        ui,
        lang,
        place,
        |ui| {
            let sort = Some(Sort { column: "due", ascending: true });
            Table::new(egui::Id::unique("orders"), "订单", &columns, 1_000_000).sorted(sort).show(ui, table, |row| {
                let at = row.index;
                if at % 23 == 20 {
                    return row.waiting();
                }
                row.cell("number").strong(&format!("SO20261123-{:04}", at + 1));
                row.cell("customer").text(CUSTOMERS[at % 8]);
                let (day, tone) = if at < 2 { ("今天 12:00", Tone::Bad) } else { ("2026-11-27", Tone::Quiet) };
                row.cell("due").toned(day, tone);
                row.cell("amount").text(&yili_orders::i18n::money(1_234_500 + at as i64 * 333_077));
                let (word, tone) = [
                    ("待审核", Tone::Warn),
                    ("已确认", Tone::Accent),
                    ("已发货", Tone::Good),
                    ("已拒绝", Tone::Bad),
                    ("草稿", Tone::Quiet),
                ][at % 5];
                row.cell("status").chip(word, tone);
                row.cell("way").progress([Step::Done, Step::Done, Step::Part(40), Step::Open, Step::Open], "3/5");
            });
        },
        detail,
    );
}

fn detail(ui: &mut egui::Ui) {
    egui::Frame::new().inner_margin(egui::Margin::same(16)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
        heading(
            ui,
            "SO20261123-0007",
            |ui| {
                chip::chip(ui, "已确认", Tone::Accent);
            },
            |ui| {
                Button::only_icon(Icon::Dots, "其他步骤").show(ui);
                Button::primary("送信用审核").show(ui);
            },
        );
        banner(
            ui,
            Lang::ZhHans,
            Tone::Warn,
            "轮到信用 · 王芳，今天 15:00 前",
            &["信用额度还差 12,300.00，需要主管批准。".into()],
            "",
            false,
        );
        facts(
            ui,
            &[
                Fact::new("客户", "呼和浩特市金川超市连锁有限公司"),
                Fact::new("交期", "2026-11-27 周五"),
                Fact::new("联系人", "李建国 · 0471-3350 018"),
                Fact::new("金额", "¥ 12,345.00").toned(Tone::Accent),
                Fact::new("送货地址", "内蒙古呼和浩特市金川开发区金四路 8 号"),
                Fact::new("备注", ""),
            ],
        );
        ui.add_space(theme::GAP);
        text::section(ui, "记录");
        timeline(
            ui,
            &[
                Event {
                    when: "11-23 10:12".into(),
                    who: "王芳".into(),
                    what: "信用审核通过".into(),
                    note: "额度 200,000.00，占用 86,420.00".into(),
                    tone: Tone::Good,
                },
                Event {
                    when: "11-23 09:41".into(),
                    who: "李娜".into(),
                    what: "复述确认，送信用审核".into(),
                    ..Event::default()
                },
                Event {
                    when: "11-23 09:30".into(), who: "李娜".into(), what: "电话收单".into(), ..Event::default()
                },
            ],
        );
    });
}

#[test]
fn a_desk() {
    for (theme, look) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut desk = Desk { tab: 1, ..Desk::default() };
        desk.table.choose(6);
        let mut window = Window::open([1280.0, 760.0], theme, desk, |ui, desk| {
            frame_panel(ui, Lang::ZhHans, desk, |ui, desk| orders(ui, Lang::ZhHans, desk));
        });
        window.harness.run();
        let ctx = window.harness.ctx.clone();
        window.harness.state_mut().toasts.say(&ctx, Tone::Good, "订单已保存", "SO20261123-0008 已送信用审核。");
        window.picture(&format!("screen-desk-{look}"));
    }
    let mut window = Window::open([700.0, 700.0], Theme::Light, Desk::default(), |ui, desk| {
        egui::CentralPanel::default()
            .frame(egui::Frame::new().fill(theme::palette(ui).surface))
            .show(ui, |ui| orders(ui, Lang::ZhHans, desk));
    });
    window.harness.run();
    window.picture("screen-desk-narrow");
}

fn entry(ui: &mut egui::Ui, lang: Lang, desk: &mut Desk) {
    let found = [
        Candidate {
            key: 1,
            name: "纯牛奶 250ml×24".into(),
            code: "P1001".into(),
            detail: "可用 320箱 · 上次 58.00".into(),
            tone: Tone::Quiet,
        },
        Candidate {
            key: 2,
            name: "纯牛奶 1L×12".into(),
            code: "P1002".into(),
            detail: "可用 0箱".into(),
            tone: Tone::Bad,
        },
        Candidate {
            key: 3,
            name: "高钙低脂纯牛奶 250ml×24 礼盒装（新年版）".into(),
            code: "P1015".into(),
            detail: "可用 12箱 · 上次 66.00".into(),
            tone: Tone::Warn,
        },
    ];
    let columns = [
        GridColumn { title: "商品", width: 220.0, grows: true, figures: false, required: false },
        GridColumn { title: "数量", width: 150.0, grows: false, figures: true, required: false },
        GridColumn { title: "单价", width: 120.0, grows: false, figures: true, required: false },
        GridColumn { title: "金额", width: 110.0, grows: false, figures: true, required: false },
    ];
    let packs = Packs::new("盒", &[("箱", 24)]).expect("packs");
    let Desk { typed, values, .. } = desk;
    grid(ui, lang, egui::Id::unique("lines"), &columns, &vec![false; typed.len()], |ui, slot| {
        let place =
            || Place { flat: true, stays: true, id: Some(slot.id), width: Some(slot.width), ..Place::default() };
        let [product, quantity, price] = &mut typed[slot.line];
        let [base, fen] = &mut values[slot.line];
        let entered = match slot.column {
            0 => {
                lookup(ui, lang, "商品", product, Found::Answer { words: "纯牛奶", candidates: &found }, place())
                    .field
                    .entered
            }
            1 => quantity_field(ui, lang, "数量", quantity, base, &packs, place()).entered,
            2 => money_field(ui, lang, "单价", price, fen, "", place()).entered,
            _ => {
                let rect = ui.max_rect().shrink2(egui::vec2(8.0, 0.0));
                let ink = theme::palette(ui).ink;
                text::paint_line(ui.painter(), rect, "4,176.00", theme::Type::Body, ink, egui::Align::Max);
                return CellKind::Shown;
            }
        };
        CellKind::Field { entered }
    });
}

#[test]
fn order_entry() {
    for (theme, look) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let desk = Desk {
            typed: vec![
                ["纯牛奶 250ml×24".into(), "72箱".into(), "58.00".into()],
                ["纯牛奶".into(), "3箱5盒".into(), "61.50".into()],
                ["安慕希 205g×16".into(), "3桶".into(), "88".into()],
            ],
            values: vec![[None; 2]; 3],
            ..Desk::default()
        };
        let mut window = Window::open([860.0, 420.0], theme, desk, |ui, desk| {
            egui::CentralPanel::default()
                .frame(egui::Frame::new().fill(theme::palette(ui).surface).inner_margin(16))
                .show(ui, |ui| {
                    entry(ui, Lang::ZhHans, desk);
                });
        });
        window.harness.run();
        use egui_kittest::kittest::Queryable as _;
        let second = window.harness.get_all_by_label("商品").nth(1).expect("a second line");
        second.focus();
        second.click();
        window.harness.run();
        window.harness.key_press(egui::Key::End);
        window.harness.event(egui::Event::Text(" ".into()));
        window.harness.run();
        window.picture(&format!("screen-entry-{look}"));
    }
}

#[test]
fn above_the_window() {
    for (theme, look) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut window = Window::open([1000.0, 640.0], theme, (Desk::default(), 0), |ui, (desk, what)| {
            let ctx = ui.ctx().clone();
            frame_panel(ui, Lang::ZhHans, desk, |ui, desk| {
                if *what < 4 {
                    orders(ui, Lang::ZhHans, desk);
                } else if *what == 4 {
                    let dated = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
                    let sheet = test_page(Lang::ZhHans, Paper::Half241, Offset::default(), dated).expect("a test page");
                    preview::show(ui, Lang::ZhHans, &mut desk.view, sheet.pages());
                } else {
                    let columns =
                        [Column::new("number", "订单号", 148.0), Column::new("customer", "客户", 150.0).grows()];
                    let empty =
                        Empty {
                            icon: Icon::Inbox, sentence: "收件箱是空的。新电话订单会出现在这里。", step: "新订单"
                        };
                    Table::new(egui::Id::unique("none"), "订单", &columns, 0).empty(empty).show(
                        ui,
                        &mut desk.table,
                        |_| {},
                    );
                }
            });
            match what {
                0 => {
                    let dialog = Dialog::new(
                        "取消订单 SO20261123-0007",
                        "订单号会保留，状态改为已取消。已排的生产单不会自动撤回。",
                        "取消订单",
                    )
                    .danger();
                    dialog.reason(&mut desk.reason).show(&ctx, Lang::ZhHans);
                }
                1 => {
                    let orders = [Candidate {
                        key: 1,
                        name: "呼和浩特市金川超市连锁有限公司".into(),
                        code: "SO1123-07".into(),
                        detail: "已确认 · 12,345.00".into(),
                        tone: Tone::Quiet,
                    }];
                    let commands = [
                        Candidate { key: 2, name: "新订单".into(), detail: "Ctrl+N".into(), ..Candidate::default() },
                        Candidate {
                            key: 3,
                            name: "打印送货单".into(),
                            detail: "Ctrl+P".into(),
                            ..Candidate::default()
                        },
                    ];
                    desk.finder.words = "金川".into();
                    desk.finder.show(
                        &ctx,
                        Lang::ZhHans,
                        &[
                            Group { title: "订单", found: &orders, more: 0 },
                            Group { title: "命令", found: &commands, more: 0 },
                        ],
                        false,
                    );
                }
                2 => {
                    let everywhere: &[(&str, &str)] =
                        &[("Ctrl+K", "查找或执行"), ("Ctrl+N", "新订单"), ("Ctrl+1…9", "切换部门"), ("Esc", "返回")];
                    let lists: &[(&str, &str)] =
                        &[("↑", "上一行"), ("Shift+↓", "选到下一行"), ("Enter", "打开"), ("Ctrl+A", "全选")];
                    keys_help(
                        &ctx,
                        Lang::ZhHans,
                        &mut true,
                        &[KeyGroup { title: "任何地方", keys: everywhere }, KeyGroup { title: "列表里", keys: lists }],
                    );
                }
                3 => {
                    if desk.toasts.is_empty() {
                        desk.toasts.say(&ctx, Tone::Bad, "没有保存", "王芳在 10:12 改过这张订单。请重新读取后再改。");
                        desk.toasts.offer(&ctx, Tone::Good, "送货单已导出 32 张", "打开", 1);
                    }
                    desk.toasts.show(&ctx, Lang::ZhHans);
                }
                _ => {}
            }
        });
        for (what, name) in ["dialog", "finder", "keys", "toasts", "pages", "empty"].into_iter().enumerate() {
            window.harness.state_mut().1 = what;
            window.harness.run_steps(6);
            window.picture(&format!("screen-{name}-{look}"));
        }
    }
}
