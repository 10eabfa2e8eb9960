//! A file of goods: chosen, checked, mended in place, brought in whole. And papers: seen, saved.
#![allow(clippy::expect_used, clippy::unwrap_used)] // a failing test may stop anywhere

mod support;

use eframe::egui;
use egui_kittest::kittest::Queryable as _;
use support::Window;
use support::desk::Desk;
use yili_orders::domain::people::{Department, Rank, User};
use yili_orders::i18n::Lang;
use yili_orders::ops;
use yili_orders::ops::papers::PaperKind;
use yili_orders::ui::cx::Wish;
use yili_orders::ui::import::Import;
use yili_orders::ui::preview::Preview;
use yili_orders::ui::theme::{self, Theme};

struct Sheet<T> {
    desk: Desk,
    user: User,
    lang: Lang,
    shown: T,
    stays: bool,
    said: Vec<String>,
}

impl<T> Sheet<T> {
    fn draw(
        &mut self,
        ui: &mut egui::Ui,
        show: impl FnOnce(&mut T, &mut egui::Ui, &mut yili_orders::ui::cx::Cx<'_>) -> bool,
    ) {
        let palette = theme::palette(ui);
        egui::CentralPanel::default().frame(egui::Frame::new().fill(palette.surface)).show(ui, |ui| {
            let mut cx = self.desk.cx(self.lang, &self.user);
            self.stays = show(&mut self.shown, ui, &mut cx);
            for wish in cx.wishes {
                if let Wish::Done(words) = wish {
                    self.said.push(words);
                }
            }
        });
    }
}

fn settle<T>(window: &mut Window<'_, Sheet<T>>) {
    for _ in 0..60 {
        window.harness.step();
        std::thread::sleep(std::time::Duration::from_millis(4));
    }
    window.harness.run_ok();
}

const GOODS: &str = "\
澄原乳业商品目录,,,,,,\n\
编码,名称,规格,基本单位,副单位,比例,零售价\n\
X001,测试纯牛奶,250ml*24,盒,箱,24,2.50\n\
X002,,250ml*12,盒,箱,12,3.00\n\
X003,测试酸奶,200g*12,杯,箱,12,五元\n";

fn import_of(text: &str, theme: Theme, lang: Lang) -> (Window<'static, Sheet<Import>>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("商品.csv");
    std::fs::write(&file, text).unwrap();
    let mut desk = Desk::demo(20);
    desk.files.opens = Some(file);
    let user = desk.person(Department::Administration, Rank::Head);
    let sheet = Sheet { desk, user, lang, shown: Import::default(), stays: true, said: Vec::new() };
    let window =
        Window::open([1280.0, 720.0], theme, sheet, |ui, sheet| sheet.draw(ui, |import, ui, cx| import.show(ui, cx)));
    (window, folder)
}

#[test]
fn wrong_rows_are_mended_here_and_all_rows_come_in() {
    let (mut window, _folder) = import_of(GOODS, Theme::Light, Lang::ZhHans);
    window.picture("import-empty");
    window.harness.get_by_label("选择文件…").click();
    settle(&mut window);
    window.picture("import-findings");
    let rows = window.harness.get_by_label("文件内容").rect();
    let row = |number: f32| egui::pos2(rows.left() + 60.0, rows.top() + theme::ROW * (number - 0.5));
    for (number, field, text) in [(2.0, "名称", "测试低脂奶"), (3.0, "单价", "5.00")] {
        window.harness.hover_at(row(number));
        window.harness.drag_at(row(number));
        window.harness.drop_at(row(number));
        settle(&mut window);
        let before = window.harness.get_by_label(field);
        before.focus();
        window.harness.run_ok();
        window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        window.harness.get_by_label(field).type_text(text);
        settle(&mut window);
    }
    window.picture("import-mended");
    window.harness.get_by_label("全部导入").click();
    settle(&mut window);
    window.picture("import-done");
    assert_eq!(window.harness.state().said, ["新增 3 行，更新 0 行，相同 0 行。"]);
    let goods =
        window.harness.state().desk.worker.ask(|office| ops::search::products(office, "测试低脂奶", 5)).wait().unwrap();
    assert_eq!(goods.len(), 1);
}

/// The same file in the other looks, and files that are no goods.
#[test]
fn other_files_are_refused_with_a_sentence() {
    for (theme, lang, text, told) in [
        (Theme::Dark, Lang::ZhHant, GOODS, ""),
        (Theme::Light, Lang::En, GOODS, ""),
        (Theme::Light, Lang::En, "a,b\n1,2\n", "The file cannot be read"),
        (Theme::Dark, Lang::ZhHans, "", "文件读不进来"),
    ] {
        let (mut window, _folder) = import_of(text, theme, lang);
        let choose =
            ["选择文件…", "選擇檔案…", "Choose a file…"][Lang::ALL.iter().position(|one| *one == lang).unwrap()];
        window.harness.get_by_label(choose).click();
        settle(&mut window);
        window.picture(&format!("import-{lang}-{}", text.len()));
        if !told.is_empty() {
            window.harness.get_by_label(told);
        }
    }
}

#[test]
fn papers_are_seen_and_saved() {
    let desk = Desk::demo(120);
    let shipped = desk
        .worker
        .ask(|office| {
            let stages = vec![yili_orders::domain::orders::Stage::Shipped];
            ops::orders::page(office, &ops::orders::Filter { stages, customer: None }, 0, 3)
        })
        .wait()
        .unwrap();
    let orders: Vec<_> = shipped.iter().map(|row| row.id).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk;
    desk.files.saves = folder.path().to_owned();
    let user = desk.everywhere();
    for (number, (theme, lang, orders)) in
        [(Theme::Light, Lang::ZhHans, orders[..1].to_vec()), (Theme::Dark, Lang::En, orders.clone())]
            .into_iter()
            .enumerate()
    {
        let shown = Preview::open(PaperKind::DeliveryNote, orders);
        let sheet = Sheet { desk, user: user.clone(), lang, shown, stays: true, said: Vec::new() };
        let mut window = Window::open([1280.0, 800.0], theme, sheet, |ui, sheet| {
            sheet.draw(ui, |preview, ui, cx| preview.show(ui, cx))
        });
        settle(&mut window);
        window.picture(&format!("preview-{lang}"));
        let save = if lang == Lang::En { "One file each" } else { "存为 PDF" };
        window.harness.get_by_label(save).click();
        settle(&mut window);
        assert_eq!(window.harness.state().said.len(), 1, "{:?}", window.harness.state().said);
        let files = std::fs::read_dir(folder.path()).unwrap().count();
        assert!(files >= if number == 0 { 1 } else { 3 }, "{files}");
        desk = window.harness.into_state().desk;
    }
}

/// X3: papers for a customer abroad are in English unless somebody chooses otherwise; the archive's stay as the office reads.
#[test]
fn papers_for_customers_abroad_are_in_english() {
    let mut desk = Desk::demo(120);
    let id = desk
        .worker
        .ask(|office| {
            let mut abroad = None;
            for row in ops::orders::page(office, &ops::orders::Filter::default(), 0, 120)? {
                let dossier = ops::orders::open(office, row.id)?;
                let ready = dossier.customer.is_export() && dossier.order.promised().is_some();
                abroad = abroad.or(ready.then_some(row.id));
            }
            Ok(abroad.expect("an order from abroad"))
        })
        .wait()
        .unwrap();
    for (kind, title) in [(PaperKind::Confirmation, "Order Confirmation"), (PaperKind::ReadBack, "复述单")] {
        let shown = Preview::open(kind, vec![id]);
        let user = desk.everywhere();
        let sheet = Sheet { desk, user, lang: Lang::ZhHans, shown, stays: true, said: Vec::new() };
        let mut window = Window::open([1280.0, 800.0], Theme::Light, sheet, |ui, sheet| {
            sheet.draw(ui, |preview, ui, cx| preview.show(ui, cx))
        });
        settle(&mut window);
        window.harness.get_by_label_contains(title);
        desk = window.harness.into_state().desk;
    }
}
