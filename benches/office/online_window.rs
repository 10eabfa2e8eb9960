//! The window while a large file comes in: its frames, and how long others wait for an answer of the store.

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use yili_orders::ops::online::{self, Batch, Edits, Tally};
use yili_orders::ops::orders::{self, Filter};
use yili_orders::ops::{Location, Office};
use yili_orders::store::orders::OrderRow;
use yili_orders::ui::app::App;
use yili_orders::ui::files::GivenFiles;
use yili_orders::ui::{fonts, theme};
use yili_orders::worker::{Answer, Clock, Worker};

use crate::measure::{Meter, most_memory};
use crate::online::{assign, file, store};
use crate::window;

/// Between two frames of a screen.
const REFRESH: Duration = Duration::from_millis(16);

/// Chooses the file in the window, brings it in, and draws frames until it is in.
pub fn measure(meter: &Meter) {
    let mut office = Office::open_existing(&Location::File(store()), crate::now()).unwrap();
    assign_goods(&mut office);
    let clock: Clock = Arc::new(crate::now);
    let worker = Arc::new(Worker::serve(office, clock.clone(), || {}));
    let files = GivenFiles { opens: Some(file()), saves: std::env::temp_dir() };
    let app = App::for_test(worker.clone(), clock, window::prefs(), Box::new(files));
    let dressed = Harness::builder().with_context_setup(|ctx| {
        fonts::install(ctx);
        theme::apply(ctx, theme::Theme::Light);
    });
    let mut harness = window::open(dressed, app);
    window::sign_in(&mut harness);
    press(&mut harness, "网店", egui::Role::Tab);
    window::wait(&mut harness, "导入平台文件");
    press(&mut harness, "导入平台文件", egui::Role::Button);
    window::wait(&mut harness, "选择文件…");
    harness.get_by_label("选择文件…").click();
    let looking = watch(&mut harness, &worker, |harness| shown(harness, "商品都已对应"));
    looking.say(meter, "read and checked");
    press(&mut harness, "导入正确的订单", egui::Role::Button);
    harness.run_steps(2);
    let start = Instant::now();
    let importing = watch(&mut harness, &worker, |harness| shown(harness, "导入完成"));
    meter.say("online: from the click to the end", start.elapsed().as_secs_f64(), "s");
    importing.say(meter, "brought in");
    meter.say("online: memory with the window, most", most_memory(), "MiB");
}

fn assign_goods(office: &mut Office) {
    let shop = online::shops(office).unwrap().remove(0).id;
    let batch = Batch::open(&[file()], &[]).unwrap_or_else(|(name, error)| panic!("{name}: {error}"));
    let (edits, today) = (Edits::default(), crate::now().date_naive());
    let check = online::check(office, shop, &batch, &edits, today, &Tally::default()).unwrap();
    assign(office, shop, &check);
}

/// Frames, and answers of the store, while something takes its time.
#[derive(Default)]
struct Watched {
    frames: Vec<Duration>,
    answers: Vec<Duration>,
}

/// Draws and asks until the end.
fn watch(
    harness: &mut Harness<'_, App>,
    worker: &Worker,
    mut ended: impl FnMut(&mut Harness<'_, App>) -> bool,
) -> Watched {
    let mut watched = Watched::default();
    let mut asked: Option<(Instant, Answer<Vec<OrderRow>>)> = None;
    let start = Instant::now();
    while !ended(harness) {
        assert!(start.elapsed() < Duration::from_secs(300), "it does not end");
        let spent = window::frame(harness);
        watched.frames.push(spent);
        asked = match asked.take() {
            None => {
                let page = |office: &mut Office| orders::page(office, &Filter::default(), 0, 50);
                Some((Instant::now(), worker.ask(page)))
            }
            Some((since, answer)) => match answer.take() {
                None => Some((since, answer)),
                Some(page) => {
                    page.unwrap();
                    watched.answers.push(since.elapsed());
                    None
                }
            },
        };
        std::thread::sleep(REFRESH.saturating_sub(spent));
    }
    watched.answers.extend(asked.map(|(since, _)| since.elapsed()));
    watched
}

impl Watched {
    fn say(mut self, meter: &Meter, what: &str) {
        self.frames.sort_unstable();
        self.answers.sort_unstable();
        let last = |times: &[Duration]| times.last().copied().unwrap_or_default().as_secs_f64() * 1e3;
        let most = self.frames.get(self.frames.len() * 99 / 100).copied().unwrap_or_default();
        meter.say(&format!("online: worst frame while a file is {what}"), last(&self.frames), "ms");
        meter.say(&format!("online: 99 of 100 frames while a file is {what}"), most.as_secs_f64() * 1e3, "ms");
        // Answers are taken in a frame, so one of them may lie on the way for the time between two.
        meter.say(&format!("online: slowest page while a file is {what}"), last(&self.answers), "ms");
        meter.say(&format!("online: frames drawn while a file is {what}"), self.frames.len() as f64, "");
    }
}

fn press(harness: &mut Harness<'_, App>, label: &str, role: egui::Role) {
    // An empty list has a button of the same name; either will do.
    let found = harness.query_all_by_label(label).find(|node| node.accesskit_node().role() == role);
    found.unwrap_or_else(|| panic!("no {label}")).click();
    harness.run_steps(3);
}

fn shown(harness: &mut Harness<'_, App>, label: &str) -> bool {
    harness.query_all_by_label_contains(label).next().is_some()
}
