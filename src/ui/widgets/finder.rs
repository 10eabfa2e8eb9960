//! Find or do, by Ctrl+K: orders, customers, products and commands in one box.

use eframe::egui;
use egui::{Align, Align2, Area, Context, Id, Key, Modifiers, Order, Sense, Ui, UiKind, vec2};

use super::field::Field;
use super::lookup::{Candidate, show_candidate};
use super::text;
use crate::i18n::{Lang, t, tf, whole};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Palette, Type};

/// A group of things found: orders, customers, commands.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// Its heading.
    pub title: &'a str,
    /// What was found, best first.
    pub found: &'a [Candidate],
    /// How many more there are than are shown.
    pub more: usize,
}

/// What a person did in the finder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FinderAnswer {
    /// Nothing yet.
    Nothing,
    /// Look for this.
    Search(String),
    /// Go to this: the group's and the candidate's position.
    Picked(usize, usize),
    /// Closed without a choice.
    Closed,
}

/// The open finder.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    /// What is typed.
    pub words: String,
    marked: usize,
    asked: String,
    fresh: bool,
}

impl Finder {
    /// An empty finder that takes the keyboard.
    pub fn open() -> Finder {
        Finder { fresh: true, ..Finder::default() }
    }

    /// Draws the finder over the window. `waiting` says that an answer is on its way.
    pub fn show(&mut self, ctx: &Context, lang: Lang, groups: &[Group<'_>], waiting: bool) -> FinderAnswer {
        let palette = theme::palette_in(ctx);
        let screen = ctx.content_rect();
        let width = 560.0_f32.min(screen.width() - 2.0 * theme::SECTION);
        let area = Area::new(Id::unique("finder"))
            .kind(UiKind::Modal)
            .order(Order::Foreground)
            .anchor(Align2::CENTER_TOP, vec2(0.0, screen.height() * 0.12));
        ctx.memory_mut(|memory| memory.set_modal_layer(area.layer()));
        let count: usize = groups.iter().map(|group| group.found.len()).sum();
        let mut answer = self.keys(ctx, groups, count);
        let shown = area.show(ctx, |ui| {
            let veil = ui.painter().with_clip_rect(screen);
            veil.rect_filled(screen, 0.0, palette.veil);
            theme::raised_frame(palette).inner_margin(theme::GAP).show(ui, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = theme::GRID;
                let searched = self.search(ui, lang, width);
                let clicked = self.show_groups(ui, lang, groups, width, count, waiting, palette);
                searched.or(clicked)
            })
        });
        if let Some(from_ui) = shown.inner.inner.filter(|_| answer == FinderAnswer::Nothing) {
            answer = from_ui;
        }
        let beside = ctx.input(|input| input.pointer.any_pressed())
            && ctx.pointer_interact_pos().is_some_and(|pointer| !shown.response.rect.contains(pointer));
        if beside && answer == FinderAnswer::Nothing { FinderAnswer::Closed } else { answer }
    }

    fn keys(&mut self, ctx: &Context, groups: &[Group<'_>], count: usize) -> FinderAnswer {
        self.marked = self.marked.min(count.saturating_sub(1));
        let composing = ctx.data(|data| data.get_temp::<bool>(field_id().with("composing"))).unwrap_or(false);
        if composing {
            return FinderAnswer::Nothing;
        }
        ctx.input_mut(|input| {
            if input.consume_key(Modifiers::NONE, Key::Escape) {
                return FinderAnswer::Closed;
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) && self.marked + 1 < count {
                self.marked += 1;
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                self.marked = self.marked.saturating_sub(1);
            }
            if count > 0 && self.asked == self.words.trim() && input.consume_key(Modifiers::NONE, Key::Enter) {
                return position(groups, self.marked);
            }
            FinderAnswer::Nothing
        })
    }

    fn search(&mut self, ui: &mut Ui, lang: Lang, width: f32) -> Option<FinderAnswer> {
        let hint = t(lang, "widgets-finder-hint");
        let field = Field::new(t(lang, "widgets-finder-title"), &mut self.words).hint(hint).icon(Icon::Search);
        let answer = field.bare().stays().id(field_id()).width(width).show(ui);
        if std::mem::take(&mut self.fresh) {
            answer.response.request_focus();
        }
        if answer.changed {
            self.marked = 0;
        }
        let words = self.words.trim();
        if answer.settled() && words != self.asked {
            self.asked = words.to_owned();
            return Some(FinderAnswer::Search(self.asked.clone()));
        }
        None
    }

    #[allow(clippy::too_many_arguments)] // the pieces of one picture
    fn show_groups(
        &self,
        ui: &mut Ui,
        lang: Lang,
        groups: &[Group<'_>],
        width: f32,
        count: usize,
        waiting: bool,
        palette: &Palette,
    ) -> Option<FinderAnswer> {
        let mut clicked = None;
        let most = (ui.ctx().content_rect().height() * 0.6).max(120.0);
        // As high as its rows from the first frame on; the area itself only knows the height of the frame before.
        let headings = groups.iter().filter(|group| !group.found.is_empty()).count() as f32;
        let wanted = headings * theme::ROW + count as f32 * (theme::ROW + theme::GRID);
        let area = egui::ScrollArea::vertical().max_height(most).min_scrolled_height(wanted.min(most));
        area.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut at = 0;
            for (group_at, group) in groups.iter().enumerate().filter(|(_, group)| !group.found.is_empty()) {
                let (rect, _) = ui.allocate_exact_size(vec2(width, theme::ROW), Sense::hover());
                let room = rect.shrink2(vec2(theme::GAP, 0.0));
                text::paint_line(ui.painter(), room, group.title, Type::CaptionStrong, palette.ink_faint, Align::Min);
                if group.more > 0 {
                    let more = tf(lang, "widgets-finder-more", &[("count", whole(group.more as i64).into())]);
                    text::paint_line(ui.painter(), room, &more, Type::Caption, palette.ink_faint, Align::Max);
                }
                for (found_at, candidate) in group.found.iter().enumerate() {
                    let row = show_candidate(ui, width, candidate, at == self.marked, palette);
                    if row.clicked() {
                        clicked = Some(FinderAnswer::Picked(group_at, found_at));
                    }
                    at += 1;
                }
            }
        });
        if count == 0 && !self.words.trim().is_empty() {
            let words = if waiting { t(lang, "widgets-searching") } else { t(lang, "widgets-finder-empty") };
            text::soft(ui, words);
        }
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(theme::PAGE, theme::CHIP), Sense::hover());
            icons::paint(ui.painter(), Icon::Keyboard, rect.center(), theme::ICON_SMALL + 2.0, palette.ink_faint);
            text::caption(ui, t(lang, "widgets-finder-keys"));
        });
        clicked
    }
}

fn field_id() -> Id {
    Id::unique("finder-words")
}

fn position(groups: &[Group<'_>], marked: usize) -> FinderAnswer {
    let mut left = marked;
    for (at, group) in groups.iter().enumerate() {
        if left < group.found.len() {
            return FinderAnswer::Picked(at, left);
        }
        left -= group.found.len();
    }
    FinderAnswer::Nothing
}
