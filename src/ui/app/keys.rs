//! The keys that work everywhere, and their list.

use eframe::egui;
use egui::{Context, Key, Modifiers};

use super::Prefs;
use crate::i18n::{Lang, t};
use crate::ui::theme;
use crate::ui::widgets::keys_help::{KeyGroup, keys_help};

/// Ctrl with plus, minus and nought zoom between 80 and 200 %.
pub fn zoom(ctx: &Context, prefs: &mut Prefs) {
    let steps: [u16; 9] = [80, 90, 100, 110, 125, 150, 175, 200, 200];
    let now = steps.iter().position(|step| *step >= prefs.zoom).unwrap_or(2);
    let zoom = ctx.input_mut(|input| {
        let larger =
            input.consume_key(Modifiers::COMMAND, Key::Plus) || input.consume_key(Modifiers::COMMAND, Key::Equals);
        if larger {
            Some(steps[(now + 1).min(7)])
        } else if input.consume_key(Modifiers::COMMAND, Key::Minus) {
            Some(steps[now.saturating_sub(1)])
        } else {
            input.consume_key(Modifiers::COMMAND, Key::Num0).then_some(100)
        }
    });
    if let Some(zoom) = zoom {
        prefs.zoom = zoom;
        theme::zoom(ctx, zoom);
    }
}

/// True when keys belong to the panels: nothing lies over them that takes the keyboard for itself.
pub fn are_free(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.top_modal_layer().is_none()) && !egui::Popup::is_any_open(ctx)
}

/// True when the key was pressed with Ctrl (Cmd on a Mac), and nobody else shall see it.
pub fn command(ctx: &Context, key: Key) -> bool {
    are_free(ctx) && ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, key))
}

/// The list of keys.
pub fn help(ctx: &Context, lang: Lang, open: &mut bool) {
    let everywhere = [
        ("Ctrl+K", t(lang, "app-key-find")),
        ("Ctrl+N", t(lang, "app-key-new")),
        ("Ctrl+1…9", t(lang, "app-key-tabs")),
        ("Ctrl+F", t(lang, "app-key-filter")),
        ("Ctrl+P", t(lang, "app-key-print")),
        ("Ctrl+S", t(lang, "app-key-save")),
        ("Esc", t(lang, "app-key-back")),
        ("F1", t(lang, "app-key-help")),
    ];
    let lists = [
        ("↑ / ↓", t(lang, "app-key-up-down")),
        ("Shift+↓", t(lang, "app-key-extend")),
        ("Ctrl+A", t(lang, "app-key-all")),
        ("Home / End", t(lang, "app-key-first-last")),
        ("Enter / Ctrl+Enter", t(lang, "app-key-next-step")),
    ];
    let forms = [
        ("Enter", t(lang, "app-key-next-field")),
        ("Tab", t(lang, "app-key-tab")),
        ("↓", t(lang, "app-key-candidates")),
        ("Ctrl+Enter", t(lang, "app-key-confirm")),
    ];
    let window = [
        ("Ctrl++", t(lang, "app-key-larger")),
        ("Ctrl+-", t(lang, "app-key-smaller")),
        ("Ctrl+0", t(lang, "app-key-usual")),
    ];
    let groups = [
        KeyGroup { title: t(lang, "app-keys-everywhere"), keys: &everywhere },
        KeyGroup { title: t(lang, "app-keys-window"), keys: &window },
        KeyGroup { title: t(lang, "app-keys-lists"), keys: &lists },
        KeyGroup { title: t(lang, "app-keys-forms"), keys: &forms },
    ];
    keys_help(ctx, lang, open, &groups);
}
