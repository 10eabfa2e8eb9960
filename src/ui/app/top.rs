//! The bar on top: the name, find or do, a new order, language, theme, the person.

use eframe::egui;
use egui::{
    Align, CornerRadius, Key, Layout, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::{Shared, account, keys};
use crate::domain::people::User;
use crate::i18n::{Lang, t};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Theme, Type};
use crate::ui::widgets::button::{Button, focus_ring};
use crate::ui::widgets::menu::{Item, menu};
use crate::ui::widgets::text;

/// What was pressed in the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopAnswer {
    /// Nothing.
    Nothing,
    /// Find or do.
    Find,
    /// A new order.
    NewOrder,
    /// One's own password.
    Password,
    /// The list of keys.
    Keys,
    /// Sign out.
    SignOut,
}

/// Draws the bar for a signed-in person.
pub fn bar(ui: &mut Ui, shared: &mut Shared, user: &User, may_receive: bool) -> TopAnswer {
    let lang = shared.lang();
    let mut answer = TopAnswer::Nothing;
    let area = ui.max_rect();
    mark(ui, lang, area);
    let find = Rect::from_min_size(
        pos2(area.left() + theme::RAIL, area.top()),
        vec2(360.0_f32.min(area.width() * 0.34), area.height()),
    );
    if find_box(ui, lang, find).clicked() {
        answer = TopAnswer::Find;
    }
    let mut right =
        ui.new_child(UiBuilder::new().max_rect(area).layout(Layout::right_to_left(Align::Center)).id_salt("top right"));
    right.spacing_mut().item_spacing.x = theme::GRID;
    if let Some(from_menu) = person(&mut right, lang, user) {
        answer = from_menu;
    }
    settings(&mut right, shared);
    right.add_space(theme::GAP);
    let refusal = (!may_receive).then(|| t(lang, "app-may-not-receive"));
    let button = Button::new(t(lang, "app-new-order")).icon(Icon::Plus).shortcut("Ctrl+N").refusal(refusal);
    if button.show(&mut right).clicked() {
        answer = TopAnswer::NewOrder;
    }
    by_key(ui).unwrap_or(answer)
}

fn by_key(ui: &Ui) -> Option<TopAnswer> {
    if keys::command(ui.ctx(), Key::K) {
        return Some(TopAnswer::Find);
    }
    if keys::command(ui.ctx(), Key::N) {
        return Some(TopAnswer::NewOrder);
    }
    let help = keys::are_free(ui.ctx()) && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::F1));
    help.then_some(TopAnswer::Keys)
}

/// Language and theme in the upper right corner, before anybody has signed in.
pub fn corner(ui: &mut Ui, shared: &mut Shared) {
    let area = ui.max_rect().shrink(theme::PAGE);
    let row = Rect::from_min_size(area.min, vec2(area.width(), theme::CONTROL));
    let mut right =
        ui.new_child(UiBuilder::new().max_rect(row).layout(Layout::right_to_left(Align::Center)).id_salt("corner"));
    settings(&mut right, shared);
    let lang = shared.lang();
    mark(ui, lang, row);
}

/// The program's sign and name.
fn mark(ui: &Ui, lang: Lang, area: Rect) {
    let palette = theme::palette(ui);
    let side = Rect::from_center_size(pos2(area.left() + theme::PAGE + 6.0, area.center().y), vec2(22.0, 22.0));
    ui.painter().rect_filled(side, CornerRadius::same(theme::RADIUS), palette.accent);
    icons::paint(ui.painter(), Icon::Carton, side.center(), 14.0, palette.on_accent);
    let name =
        Rect::from_min_max(pos2(side.right() + theme::GAP, area.top()), pos2(area.left() + theme::RAIL, area.bottom()));
    text::paint_line(ui.painter(), name, t(lang, "app-name"), Type::BodyStrong, palette.ink, Align::Min);
}

fn find_box(ui: &mut Ui, lang: Lang, room: Rect) -> egui::Response {
    let palette = theme::palette(ui);
    let rect = Rect::from_center_size(room.center(), vec2(room.width(), theme::CONTROL));
    let response = ui.interact(rect, ui.scope_id().with("find"), Sense::click());
    let word = t(lang, "widgets-finder-title");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, word));
    let fill = if response.hovered() { palette.hover } else { palette.surface };
    let edge = Stroke::new(theme::HAIRLINE, palette.line_strong);
    ui.painter().rect(rect, CornerRadius::same(theme::RADIUS), fill, edge, StrokeKind::Inside);
    focus_ring(ui, rect, &response);
    let mut inside = rect.shrink2(vec2(theme::GAP, 0.0));
    icons::paint(
        ui.painter(),
        Icon::Search,
        pos2(inside.left() + 8.0, inside.center().y),
        theme::ICON,
        palette.ink_faint,
    );
    inside.min.x += theme::SECTION;
    let (taken, _) = text::paint_line(ui.painter(), inside, "Ctrl+K", Type::Caption, palette.ink_faint, Align::Max);
    inside.max.x = taken.left() - theme::GAP;
    text::paint_line(ui.painter(), inside, t(lang, "widgets-finder-hint"), Type::Body, palette.ink_faint, Align::Min);
    response
}

fn settings(ui: &mut Ui, shared: &mut Shared) {
    let lang = shared.lang();
    let now = shared.prefs.theme;
    let dark = ui.visuals().dark_mode;
    let button = Button::only_icon(if dark { Icon::Moon } else { Icon::Sun }, t(lang, "app-theme")).show(ui);
    let themes = [Theme::System, Theme::Light, Theme::Dark];
    let names = [t(lang, "app-theme-system"), t(lang, "app-theme-light"), t(lang, "app-theme-dark")];
    let items: Vec<Item<'_>> = names
        .iter()
        .zip(themes)
        .map(|(name, theme)| Item { text: name, on: theme == now, ..Item::default() })
        .collect();
    if let Some(at) = menu(&button, &items) {
        account::set_theme(ui.ctx(), shared, themes[at]);
    }
    let button = Button::only_icon(Icon::Globe, t(lang, "app-language")).show(ui);
    let items = Lang::ALL.map(|one| Item { text: one.own_name(), on: one == lang, ..Item::default() });
    if let Some(at) = menu(&button, &items) {
        shared.prefs.lang = Lang::ALL[at];
    }
}

fn person(ui: &mut Ui, lang: Lang, user: &User) -> Option<TopAnswer> {
    let button =
        Button::quiet(&user.name).icon(Icon::Person).trailing(Icon::Down).hint(t(lang, "app-account")).show(ui);
    let places = account::places(lang, user);
    let items = [
        Item { text: &places, refusal: Some(t(lang, "app-your-places")), ..Item::default() },
        Item { text: t(lang, "app-change-password"), icon: Some(Icon::Lock), apart: true, ..Item::default() },
        Item { text: t(lang, "widgets-keys-title"), icon: Some(Icon::Keyboard), shortcut: "F1", ..Item::default() },
        Item { text: t(lang, "app-sign-out"), icon: Some(Icon::Arrow), apart: true, ..Item::default() },
    ];
    match menu(&button, &items)? {
        1 => Some(TopAnswer::Password),
        2 => Some(TopAnswer::Keys),
        3 => Some(TopAnswer::SignOut),
        _ => None,
    }
}
