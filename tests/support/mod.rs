//! A window without a screen: drives the widgets through egui_kittest and draws what they paint into PNG files under
//! `target/pictures`, to look at. No display and no GPU needed.
#![allow(dead_code)] // each test file uses its part

pub mod desk;
pub mod panels;
pub mod program;
mod raster;

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

use eframe::egui;
use egui_kittest::{Harness, TestRenderer};
use yili_orders::i18n::Lang;
use yili_orders::ui::{fonts, theme};

pub use raster::Textures;

/// The looks in which pictures are drawn, with their names: each language in both themes where somebody looks (`PICTURES`), else
/// one, because drawing is slow and only people look.
pub fn looks() -> Vec<(Lang, theme::Theme, String)> {
    let themes = [(theme::Theme::Light, "light"), (theme::Theme::Dark, "dark")];
    let all =
        Lang::ALL.into_iter().flat_map(|lang| themes.map(|(theme, shade)| (lang, theme, format!("{lang}-{shade}"))));
    all.take(if is_looked_at() { usize::MAX } else { 1 }).collect()
}

/// Whether somebody will look at pictures.
pub fn is_looked_at() -> bool {
    std::env::var_os("PICTURES").is_some()
}

/// Takes over the textures of the window, to draw with them later.
struct Keeper(Rc<RefCell<Textures>>);

impl TestRenderer for Keeper {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        self.0.borrow_mut().apply(delta);
    }
}

/// A window of a given size with the fonts and the theme of the product.
pub struct Window<'a, State> {
    /// The kittest harness: find by label, click, type.
    pub harness: Harness<'a, State>,
    textures: Rc<RefCell<Textures>>,
}

impl<'a, State> Window<'a, State> {
    /// Opens a window of `size` points in a theme and draws `show` in it, frame for frame.
    pub fn open(
        size: [f32; 2],
        theme: theme::Theme,
        state: State,
        show: impl FnMut(&mut egui::Ui, &mut State) + 'a,
    ) -> Self {
        Self::open_at(size, 1.0, theme, state, show)
    }

    /// Like [`Window::open`] on a screen with `scale` pixels a point.
    pub fn open_at(
        size: [f32; 2],
        scale: f32,
        theme: theme::Theme,
        state: State,
        mut show: impl FnMut(&mut egui::Ui, &mut State) + 'a,
    ) -> Self {
        let textures = Rc::new(RefCell::new(Textures::default()));
        let side = if theme == theme::Theme::Dark { egui::Theme::Dark } else { egui::Theme::Light };
        let harness = Harness::builder()
            .with_size(size)
            .with_pixels_per_point(scale)
            .with_theme(side)
            .with_max_steps(40)
            .renderer(Keeper(textures.clone()))
            .with_context_setup(move |ctx| {
                fonts::install(ctx);
                theme::apply(ctx, theme);
            })
            .build_ui_state(move |ui, state| show(ui, state), state);
        Window { harness, textures }
    }

    /// Draws the last frame into `target/pictures/NAME.png`, when the variable `PICTURES` is set: drawing without optimisation
    /// is slow, and only people look at pictures.
    pub fn picture(&mut self, name: &str) {
        if is_looked_at() {
            self.draw(name);
        }
    }

    /// Draws the last frame into `target/pictures/NAME.png` and gives back its path.
    pub fn draw(&mut self, name: &str) -> PathBuf {
        let scale = self.harness.ctx.pixels_per_point();
        let shapes = self.harness.output().shapes.clone();
        let screen = self.harness.ctx.content_rect().size();
        let meshes = self.harness.ctx.tessellate(shapes, scale);
        let ground = theme::palette_in(&self.harness.ctx).ground;
        let image = raster::draw(&meshes, &self.textures.borrow(), screen, scale, ground);
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
        std::fs::create_dir_all(&folder).expect("target can be written");
        let path = folder.join(format!("{name}.png"));
        image.save(&path);
        path
    }
}
