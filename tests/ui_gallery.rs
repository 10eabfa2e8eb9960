//! Every widget in both themes and three languages, drawn to look at: `target/pictures/gallery-*.png`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use chrono::NaiveDate;
use eframe::egui;
use support::Window;
use yili_orders::domain::quantity::Packs;
use yili_orders::i18n::Lang;
use yili_orders::ui::icons::{self, Icon};
use yili_orders::ui::theme::{self, Theme, Tone};
use yili_orders::ui::widgets::button::Button;
use yili_orders::ui::widgets::chip::{self, Step};
use yili_orders::ui::widgets::choice::{segments, select, tick};
use yili_orders::ui::widgets::date::Lean;
use yili_orders::ui::widgets::date_field::{calendar, date_field};
use yili_orders::ui::widgets::field::{Field, search_box};
use yili_orders::ui::widgets::menu::{Item, menu};
use yili_orders::ui::widgets::number_field::{Place, money_field, quantity_field};
use yili_orders::ui::widgets::text;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn each_look(mut draw: impl FnMut(Theme, Lang, &str)) {
    for (theme, word) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        for lang in Lang::ALL {
            draw(theme, lang, &format!("{word}-{lang}"));
        }
    }
}

/// A white page with the margins of the product.
fn page(ui: &mut egui::Ui, add: impl FnOnce(&mut egui::Ui)) {
    let palette = theme::palette(ui);
    let frame = egui::Frame::new().fill(palette.surface).inner_margin(theme::PAGE);
    egui::CentralPanel::default().frame(frame).show(ui, add);
}

#[derive(Default)]
struct Form {
    name: String,
    name_wrong: String,
    search: String,
    date: String,
    day: Option<NaiveDate>,
    quantity: String,
    base: Option<i64>,
    money: String,
    fen: Option<i64>,
    note: String,
}

#[test]
fn controls() {
    each_look(|theme, lang, look| {
        let words: [&str; 6] = match lang {
            Lang::ZhHans => ["送信用审核", "保存", "更多", "取消订单", "客户还没有联系人电话，请先补上。", "已确认"],
            Lang::ZhHant => ["送信用審核", "儲存", "更多", "取消訂單", "客戶尚無聯絡人電話，請先補上。", "已確認"],
            Lang::En => [
                "Send to credit",
                "Save",
                "More",
                "Cancel order",
                "The customer has no telephone number yet.",
                "Confirmed",
            ],
        };
        let form = Form {
            name: "呼和浩特市 昭君路 18 号".into(),
            date: "11-27".into(),
            quantity: "3c5".into(),
            money: "1234.5".into(),
            ..Form::default()
        };
        let mut window = Window::open([900.0, 600.0], theme, form, move |ui, form| {
            page(ui, |ui| {
                text::title(ui, words[0]);
                ui.horizontal(|ui| {
                    Button::primary(words[0]).icon(Icon::Arrow).show(ui);
                    Button::new(words[1]).show(ui);
                    let more = Button::new(words[2]).trailing(Icon::Down).show(ui);
                    let items = [
                        Item { text: words[1], icon: Some(Icon::Print), shortcut: "Ctrl+P", ..Item::default() },
                        Item { text: words[0], on: true, ..Item::default() },
                        Item { text: words[2], refusal: Some(words[4]), ..Item::default() },
                        Item { text: words[3], danger: true, apart: true, icon: Some(Icon::Cross), ..Item::default() },
                    ];
                    menu(&more, &items);
                    Button::quiet(words[1]).icon(Icon::Print).show(ui);
                    Button::danger(words[3]).show(ui);
                    Button::primary(words[1]).refusal(Some(words[4])).show(ui);
                    Button::only_icon(Icon::Dots, words[2]).show(ui);
                    Button::new(words[2]).chosen(true).show(ui);
                });
                ui.horizontal(|ui| {
                    for tone in [Tone::Quiet, Tone::Accent, Tone::Good, Tone::Warn, Tone::Bad] {
                        chip::chip(ui, words[5], tone);
                    }
                    chip::progress(ui, [Step::Done, Step::Done, Step::Part(60), Step::Open, Step::Open], "3/5");
                    chip::progress(ui, [Step::Done, Step::Stuck, Step::Open, Step::Open, Step::Open], "1/5");
                    chip::progress(ui, [Step::Done; 5], "5/5");
                });
                ui.add_space(theme::GAP);
                let today = day(2026, 11, 23);
                let packs = Packs::new("盒", &[("箱", 24)]).expect("packs");
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(420.0);
                        Field::new(words[1], &mut form.name).required().show(ui);
                        Field::new(words[2], &mut form.name_wrong).hint("138 0471 0000").error(Some(words[4])).show(ui);
                        ui.horizontal_top(|ui| {
                            let half = || Place { width: Some(206.0), ..Place::default() };
                            date_field(ui, lang, words[0], &mut form.date, &mut form.day, today, Lean::Ahead, half());
                            quantity_field(ui, lang, words[5], &mut form.quantity, &mut form.base, &packs, half());
                        });
                        ui.horizontal_top(|ui| {
                            let half = || Place { width: Some(206.0), ..Place::default() };
                            money_field(ui, lang, words[3], &mut form.money, &mut form.fen, "CNY", half());
                            ui.vertical(|ui| {
                                text::caption(ui, words[4]);
                                search_box(ui, lang, words[2], &mut form.search, 206.0);
                            });
                        });
                        Field::new(words[3], &mut form.note).rows(3).hint(words[4]).show(ui);
                    });
                    ui.add_space(theme::SECTION);
                    ui.vertical(|ui| {
                        let mut first = day(2026, 11, 1);
                        calendar(ui, lang, &mut first, day(2026, 11, 27), today);
                        segments(ui, &[words[0], words[1], words[2]], &mut 1);
                        select(ui, words[3], &[words[1], words[2]], &mut 0, 220.0);
                        tick(ui, words[4], &mut true);
                        tick(ui, words[1], &mut false);
                    });
                });
                ui.add_space(theme::GAP);
                ui.horizontal_wrapped(|ui| {
                    ui.set_max_width(860.0);
                    for icon in Icon::ALL {
                        icons::show(ui, *icon, theme::palette(ui).ink);
                    }
                });
            });
        });
        window.harness.run();
        window.picture(&format!("gallery-controls-{look}"));
        use egui_kittest::kittest::Queryable as _;
        window.harness.get_all_by_label(words[2]).next().expect("the menu's button").click();
        window.harness.run();
        window.picture(&format!("gallery-menu-{look}"));
    });
}

#[test]
fn a_picture_shows_what_was_painted() {
    let mut window = Window::open([60.0, 40.0], Theme::Light, (), |ui, ()| {
        ui.painter().rect_filled(egui::Rect::EVERYTHING, 0.0, theme::LIGHT.accent);
    });
    window.harness.run();
    let file = std::fs::File::open(window.draw("accent")).expect("a picture");
    let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("pixels");
    assert_eq!((info.width, info.height), (60, 40));
    let middle = (20 * 60 + 30) * 4;
    assert_eq!(pixels[middle..middle + 4], theme::LIGHT.accent.to_array());
}
