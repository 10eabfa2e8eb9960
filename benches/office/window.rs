//! The window on a store of any size: start to first frame, and what a frame of the long list costs. Drawn without a screen:
//! layout, text and tessellation are the program's own; putting triangles on a screen is the graphics card's.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use eframe::egui;
use egui::vec2;
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, HarnessBuilder};
use yili_orders::demo::build::DEMO_PASSWORD;
use yili_orders::i18n::Lang;
use yili_orders::ops::Location;
use yili_orders::ui::app::{App, Prefs};
use yili_orders::ui::files::GivenFiles;
use yili_orders::worker::Clock;

/// What was measured.
pub struct Figures {
    /// From nothing to the first whole frame with the store open behind it.
    pub first_frame: Duration,
    /// From the right password to the filled first page of all orders.
    pub list_filled: Duration,
    /// A frame of the long list while nothing moves; the median.
    pub frame_still: Duration,
    /// A frame while the list is scrolled by pages; the median.
    pub frame_scrolling: Duration,
    /// The slowest frame while scrolling.
    pub frame_worst: Duration,
}

/// Opens the window on a store that the demo built, signs in and scrolls.
pub fn measure(store: &Path, now: DateTime<Utc>) -> Figures {
    let start = Instant::now();
    let clock: Clock = Arc::new(move || now);
    let ctx = egui::Context::default();
    let files = GivenFiles { opens: None, saves: std::env::temp_dir() };
    let app = App::new(&ctx, Location::File(store.to_owned()), clock, prefs(), Box::new(files));
    let mut harness = open(Harness::builder(), app);
    let first_frame = start.elapsed();
    sign_in(&mut harness);
    let start = Instant::now();
    harness.get_by_label("全部订单").click();
    wait(&mut harness, "SO20");
    let list_filled = start.elapsed();

    let frame_still = median(&mut (0..60).map(|_| frame(&mut harness)).collect::<Vec<_>>());
    let mut moving = Vec::new();
    for _ in 0..120 {
        harness.key_press(egui::Key::PageDown);
        moving.push(frame(&mut harness));
        // A person sees rows arrive; so does the measured list.
        std::thread::sleep(Duration::from_millis(2));
    }
    let frame_worst = moving.iter().copied().max().unwrap_or_default();
    Figures { first_frame, list_filled, frame_still, frame_scrolling: median(&mut moving), frame_worst }
}

/// How the window stands at first.
pub fn prefs() -> Prefs {
    Prefs { lang: Lang::ZhHans, ..Prefs::default() }
}

/// A window that asks for name and password.
pub fn open(builder: HarnessBuilder<App>, app: App) -> Harness<'static, App> {
    let builder = builder.with_size(vec2(1_440.0, 900.0));
    let mut harness = builder.build_ui_state(|ui, app: &mut App| app.show(ui), app);
    wait(&mut harness, "用户名");
    harness
}

/// Signs in, and goes to the desk of sales.
pub fn sign_in(harness: &mut Harness<'_, App>) {
    harness.get_by_label("用户名").type_text("zhaomin");
    harness.run_steps(2);
    harness.get_by_label("密码").focus();
    harness.run_steps(2);
    harness.get_by_label("密码").type_text(DEMO_PASSWORD);
    harness.run_steps(2);
    harness.get_by_role_and_label(egui::Role::Button, "登录").click();
    wait(harness, "我的工作");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num2);
    harness.run_steps(3);
    wait(harness, "全部订单");
}

/// One frame: layout and painting, and its shapes as triangles.
pub fn frame(harness: &mut Harness<'_, App>) -> Duration {
    let start = Instant::now();
    harness.step();
    let output = harness.output();
    let shapes = output.shapes.clone();
    let triangles = harness.ctx.tessellate(shapes, output.pixels_per_point);
    std::hint::black_box(triangles.len());
    start.elapsed()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Frames until a text stands there.
pub fn wait(harness: &mut Harness<'_, App>, label: &str) {
    let start = Instant::now();
    while harness.query_all_by_label_contains(label).next().is_none() {
        assert!(start.elapsed() < Duration::from_secs(60), "{label} did not appear");
        harness.step();
        std::thread::sleep(Duration::from_millis(1));
    }
}
