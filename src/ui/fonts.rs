//! The faces of the window: Noto Sans SC in two weights, one file for Simplified, Traditional and Latin, and a third
//! face for the rare characters of names.

use std::sync::Arc;

use eframe::egui;
use egui::{Context, FontData, FontDefinitions, FontFamily};

use super::theme;
use crate::print::fonts::Face;

/// Each face with its name, in the order in which a missing character is looked for. The same faces that are printed with.
static FACES: [(&str, Face); 3] = [("regular", Face::Regular), ("semibold", Face::SemiBold), ("rare", Face::Rare)];

/// Installs the faces. Call once, before the first frame.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}

/// The faces and the families made of them: the reading face, and the semibold one for titles and totals.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, face) in FACES {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(face.bytes())));
    }
    let names = |first: &str| {
        let rest = FACES.iter().map(|(name, _)| *name).filter(|name| *name != first);
        std::iter::once(first).chain(rest).map(str::to_owned).collect::<Vec<_>>()
    };
    fonts.families.insert(FontFamily::Proportional, names("regular"));
    fonts.families.insert(FontFamily::Monospace, names("regular"));
    fonts.families.insert(FontFamily::Name(theme::SEMIBOLD.into()), names("semibold"));
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Type;

    fn with_fonts<R>(read: impl Fn(&mut egui::epaint::text::FontsView<'_>) -> R) -> R {
        let ctx = Context::default();
        install(&ctx);
        let mut answer = None;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| answer = Some(ui.ctx().fonts_mut(&read)));
        output.textures_delta.clear();
        answer.expect("the frame ran")
    }

    #[test]
    fn figures_are_tabular_in_both_weights() {
        let widths = with_fonts(|fonts| {
            [Type::Body, Type::BodyStrong, Type::Caption, Type::Title]
                .map(|size| ('0'..='9').map(|digit| fonts.glyph_width(&size.font(), digit)).collect::<Vec<_>>())
        });
        for row in widths {
            assert!(row.iter().all(|width| *width == row[0]), "{row:?}");
        }
    }

    #[test]
    fn the_signs_that_the_window_uses_are_there() {
        let missing = with_fonts(|fonts| {
            "订單客戶質檢箱盒提°C¥￥%‰—–·…×→←↑↓⌘⇧〈〉「」“”、。，：；？！（）"
                .chars()
                .filter(|sign| !fonts.has_glyph(&Type::Body.font(), *sign))
                .collect::<String>()
        });
        assert_eq!(missing, "");
        // A surname and a place name beyond the common sets.
        assert!(with_fonts(|fonts| fonts.has_glyphs(&Type::BodyStrong.font(), "𠮷䶮")));
        // So that this test is known to be able to fail.
        assert!(!with_fonts(|fonts| fonts.has_glyph(&Type::Body.font(), '✗')));
    }
}
