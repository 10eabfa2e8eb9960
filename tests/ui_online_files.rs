//! Files of web shops in the window: explained column by column, mended in place, dropped, called off; and lists written as files.
#![allow(clippy::expect_used, clippy::unwrap_used)] // a failing test may stop anywhere

mod support;

use std::path::PathBuf;

use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use support::program::Program;
use yili_orders::domain::online::{Assigned, Platform, Shop};
use yili_orders::i18n::{Lang, t, t_dyn};
use yili_orders::ops::online::Tally;
use yili_orders::ops::{customers, online, products};
use yili_orders::ui::theme::{self, Theme};

const LOOKS: [(Lang, Theme, &str); 4] = [
    (Lang::ZhHans, Theme::Light, "zh-Hans"),
    (Lang::ZhHant, Theme::Dark, "zh-Hant-dark"),
    (Lang::En, Theme::Light, "en"),
    (Lang::En, Theme::Dark, "en-dark"),
];

/// Only people look at pictures; without them one look is enough.
fn looks() -> impl Iterator<Item = (Lang, Theme, &'static str)> {
    let count = if std::env::var_os("PICTURES").is_some() { LOOKS.len() } else { 1 };
    LOOKS.into_iter().take(count)
}

/// Somebody of sales at the list of online orders, with a shop on a platform and a file in a folder.
struct Scene {
    program: Program,
    lang: Lang,
    file: PathBuf,
    shop: i64,
    _folder: tempfile::TempDir,
}

impl Scene {
    fn open(lang: Lang, theme: Theme, platform: Platform, name: &str, text: &str) -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        let program = Program::open_looking_with("zhaomin", (lang, theme), file.clone());
        let account =
            program.ask(|office| customers::page(office, 0, 50)).into_iter().find(|kept| !kept.customer.is_export());
        let customer = account.expect("a domestic customer").customer.id;
        let shop = Shop { platform, name: "示例旗舰店".into(), customer, lowest_percent: 0, ..Shop::default() };
        let shop = program.write_as("zhaomin", move |work| online::keep_shop(work, shop));
        let mut scene = Scene { program, lang, file, shop, _folder: folder };
        scene.program.click(Role::Tab, t(lang, "department-sales"));
        scene.program.click(Role::Tab, t(lang, "online-tab"));
        scene
    }

    fn t(&self, key: &'static str) -> &'static str {
        t(self.lang, key)
    }

    fn press(&mut self, key: &'static str) {
        self.program.click(Role::Button, t(self.lang, key));
    }

    fn choose_file(&mut self) {
        self.press("online-import");
        self.press("import-choose");
    }

    /// Says what goods are, past the window.
    fn assign(&mut self, key: &str) {
        let product = self.program.ask(|office| products::page(office, 0, 50)).into_iter().find(|(one, _)| one.active);
        let assigned = Assigned { product: product.expect("goods").0.id, base_units: 1 };
        let (shop, key) = (self.shop, key.to_owned());
        self.program.write_as("zhaomin", move |work| online::assign(work, shop, &key, assigned, &Tally::default()));
    }

    /// Clicks a row of the file's orders, from 0.
    fn choose_row(&mut self, row: f32) {
        let name = self.t("online-rows");
        let list = self.program.harness().get_by_label(name).rect();
        let place = egui::pos2(list.left() + 60.0, list.top() + theme::ROW * (row + 0.5));
        self.program.harness().hover_at(place);
        self.program.harness().drag_at(place);
        self.program.harness().drop_at(place);
        self.program.settle();
    }

    fn shows(&mut self, text: &str) -> bool {
        self.program.harness().query_all_by_label_contains(text).next().is_some()
    }
}

const ODD: &str = "我们的小店;导出于 2026-11-20;;;;;;\n\
    单据;顾客;手机;送到;货;件数;每件(元);进展\n\
    A-1;丁示例;13900000020;内蒙古呼和浩特市回民区一街1号;鲜牛奶;2;142.80;已付款\n";

/// Columns of a file that nobody knows are explained once; the next file with the same names comes in by itself.
#[test]
fn columns_are_explained_once_and_known_ever_after() {
    for (lang, theme, look) in looks() {
        let mut scene = Scene::open(lang, theme, Platform::Other, "小店.csv", ODD);
        scene.choose_file();
        let sentence = scene.t("online-mapping-sentence");
        scene.program.wait_for(sentence);
        scene.program.picture(&format!("online-mapping-empty-{look}"));
        for (key, column) in [
            ("sale-number", "单据"),
            ("sale-recipient", "顾客"),
            ("sale-phone", "手机"),
            ("sale-street", "送到"),
            ("sale-title", "货"),
            ("sale-quantity", "件数"),
            ("sale-price", "每件(元)"),
            ("sale-state", "进展"),
        ] {
            let field = t_dyn(lang, &format!("intake-field-{key}"));
            let name = scene.program.harness().get_by_role_and_label(Role::ComboBox, &field);
            name.scroll_to_me();
            scene.program.settle();
            scene.program.click(Role::ComboBox, &field);
            scene.program.click(Role::MenuItem, column);
        }
        scene.program.picture(&format!("online-mapping-{look}"));
        scene.program.harness().get_by_role_and_label(Role::Button, t(lang, "online-mapping-save")).scroll_to_me();
        scene.program.settle();
        scene.press("online-mapping-save");
        let assign = scene.t("online-assign-title");
        scene.program.wait_for(assign);
        let kept = scene.program.ask(online::mappings);
        assert_eq!((kept.len(), kept[0].name.as_str(), kept[0].columns.len()), (1, "小店", 8));
        scene.assign("title:鲜牛奶:");
        // Another file with the same names is read at once.
        std::fs::write(&scene.file, ODD.replace("A-1", "A-2")).unwrap();
        scene.press("widgets-close");
        scene.choose_file();
        let assigned = scene.t("online-all-assigned");
        scene.program.wait_for(assigned);
        assert!(!scene.shows(sentence));
        scene.press("online-import-all");
        let done = scene.t("import-done");
        scene.program.wait_for(done);
        let order = scene.program.newest();
        assert_eq!((order.content.reference.as_str(), order.content.contact.as_str()), ("A-2", "丁示例"));
    }
}

const JD: &str = "订单号,商品ID,商品名称,订购数量,京东价,下单时间,订单状态,客户姓名,客户地址,联系电话,货号\n";

fn row(number: &str) -> String {
    format!(
        "{number},2,新品酸奶,3,60.00,2026-11-23 09:05:00,等待出库,冯示例,江苏省南京市玄武区二街2号,13911113333,ZZ-9\n"
    )
}

/// A number that a spreadsheet damaged is written anew in its row; what was mended is not left without a word.
#[test]
fn a_refused_row_is_mended_in_its_place() {
    for (lang, theme, look) in looks() {
        let text = format!("{JD}{}{}", row("9001"), row("9.01E+15"));
        let mut scene = Scene::open(lang, theme, Platform::Jd, "jd.csv", &text);
        scene.assign("code:ZZ-9");
        scene.choose_file();
        scene.program.wait_for("9.01E+15");
        scene.choose_row(0.0);
        let number = t_dyn(lang, "intake-field-sale-number");
        for _ in 0..20 {
            scene.program.settle();
            if scene.program.harness().query_all_by_role(Role::TextInput).count() > 4 {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        scene.program.picture(&format!("online-refused-row-{look}"));
        scene.program.focus(&number);
        scene.program.keys(Modifiers::COMMAND, Key::A);
        scene.program.write("9010000000000001");
        scene.program.enter();
        scene.program.settle();
        let refused = format!("{} 0", scene.t("online-refused"));
        scene.program.wait_for(&refused);
        // The button that opened the import, and its cross, ask once.
        scene.press("online-import");
        let leave = scene.t("import-leave");
        scene.program.wait_for(leave);
        scene.program.picture(&format!("online-leave-{look}"));
        scene.press("online-import-all");
        let done = scene.t("import-done");
        scene.program.wait_for(done);
        scene.program.picture(&format!("online-done-{look}"));
        let numbers: Vec<String> =
            scene.program.ask(|office| online::inbox(office, 0, 10)).into_iter().map(|row| row.number).collect();
        assert!(numbers.contains(&"9010000000000001".to_owned()) && numbers.len() == 2, "{numbers:?}");
        // Everything is in: there is nothing to ask about.
        scene.press("online-import");
        assert!(!scene.shows(scene.t("import-done")));
    }
}

/// A file that is dropped on the list opens the import; what was mended stays behind only after a second word.
#[test]
fn a_file_is_dropped_on_the_list() {
    for (lang, theme, look) in looks() {
        let text = format!("{JD}{}", row("9001"));
        let mut scene = Scene::open(lang, theme, Platform::Jd, "jd.csv", &text);
        scene.assign("code:ZZ-9");
        let file = scene.file.clone();
        scene.program.drop_files(&[file]);
        let assigned = scene.t("online-all-assigned");
        scene.program.wait_for(assigned);
        scene.program.picture(&format!("online-dropped-{look}"));
        scene.press("online-import-all");
        let done = scene.t("import-done");
        scene.program.wait_for(done);
        assert_eq!(scene.program.ask(online::inbox_count), 1);
    }
}

/// An import is called off in its middle: nothing of it is kept, and it can be begun again.
#[test]
fn an_import_is_called_off_in_its_middle() {
    for (lang, theme, look) in looks() {
        let rows: String = (0..3_000).map(|number| row(&format!("7{number:06}"))).collect();
        let mut scene = Scene::open(lang, theme, Platform::Jd, "jd.csv", &format!("{JD}{rows}"));
        scene.assign("code:ZZ-9");
        scene.choose_file();
        let assigned = scene.t("online-all-assigned");
        scene.program.wait_for(assigned);
        let orders = scene
            .program
            .ask(|office| yili_orders::ops::orders::count(office, &yili_orders::ops::orders::Filter::default()));
        let button = scene.program.harness().get_by_role_and_label(Role::Button, t(lang, "online-import-all"));
        button.click();
        let call_off = t(lang, "online-call-off");
        for _ in 0..200 {
            scene.program.harness().step();
            if scene.shows(call_off) && scene.program.long_write_is_at(100) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        scene.program.picture(&format!("online-importing-{look}"));
        // It is not left while it runs: neither by its cross nor by the button that opened it.
        for key in ["widgets-close", "online-import"] {
            scene.program.harness().get_by_role_and_label(Role::Button, t(lang, key)).click();
            scene.program.harness().step();
        }
        scene.program.harness().get_by_role_and_label(Role::Button, call_off).click();
        let title = scene.t("errors-op-called-off-title");
        scene.program.wait_for(title);
        scene.program.settle();
        scene.program.picture(&format!("online-called-off-{look}"));
        let after = scene
            .program
            .ask(|office| yili_orders::ops::orders::count(office, &yili_orders::ops::orders::Filter::default()));
        assert_eq!((after, scene.program.ask(online::inbox_count)), (orders, 0));
        if look == "zh-Hans" {
            scene.press("online-import-all");
            let done = scene.t("import-done");
            scene.program.wait_long_for(done);
            assert_eq!(scene.program.ask(online::inbox_count), 3_000);
        }
    }
}

/// The lines of some days are written as a file; days that cannot be are refused with the reason.
#[test]
fn lines_of_some_days_are_written_as_a_file() {
    for (lang, theme, look) in looks() {
        let mut program = Program::open_looking("zhaomin", lang, theme);
        let place = std::env::temp_dir().join(format!("{}-20261123.xlsx", t(lang, "export-lines")));
        let _ = std::fs::remove_file(&place);
        program.click(Role::Tab, t(lang, "department-sales"));
        program.click(Role::Tab, t(lang, "orders-all"));
        program.click(Role::Button, t(lang, "export-button"));
        program.picture(&format!("export-menu-{look}"));
        program.click(Role::MenuItem, t(lang, "export-lines-of"));
        program.wait_for(t(lang, "export-days-words"));
        program.focus(t(lang, "export-from"));
        program.keys(Modifiers::COMMAND, Key::A);
        program.write("2026-12-24");
        program.picture(&format!("export-days-wrong-{look}"));
        program.click(Role::Button, t(lang, "export-write"));
        assert!(!place.exists(), "the first day lies behind the last");
        program.focus(t(lang, "export-from"));
        program.keys(Modifiers::COMMAND, Key::A);
        program.write("2026-10-01");
        program.picture(&format!("export-days-{look}"));
        program.click(Role::Button, t(lang, "export-write"));
        program.wait_for(&place.display().to_string());
        program.picture(&format!("export-done-{look}"));
        assert!(std::fs::metadata(&place).is_ok_and(|about| about.len() > 4_000), "{}", place.display());
        std::fs::remove_file(&place).unwrap();
    }
}
