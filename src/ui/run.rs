//! Starting the window.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::anyhow;
use chrono::Utc;
use eframe::egui;

use super::app::{App, Prefs};
use super::files::SystemFiles;
use crate::i18n::Lang;
use crate::ops::Location;

/// Opens the window and works until it is closed. Without a location it is the file of this computer's user; without a
/// language the one that was chosen last; without a user the one who signed in last at that store.
///
/// # Errors
/// When there is no display, or the window cannot be made; the error says so.
pub fn run(location: Option<Location>, lang: Option<Lang>, user: Option<String>) -> anyhow::Result<()> {
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")).unwrap_or_default();
    let viewport = egui::ViewportBuilder::default()
        .with_title("伊利订单")
        .with_app_id("yili-orders")
        .with_icon(icon)
        .with_inner_size([1_280.0, 800.0])
        .with_min_inner_size([720.0, 480.0]);
    let options = eframe::NativeOptions { viewport, persist_window: true, ..Default::default() };
    let start = move |cc: &eframe::CreationContext<'_>| {
        let mut prefs = Prefs::read(cc.storage);
        if let Some(lang) = lang {
            prefs.lang = lang;
        }
        let place = location.or_else(|| prefs.file.as_ref().map(|file| Location::File(PathBuf::from(file))));
        let place = place.or_else(Location::of_user).unwrap_or_else(|| Location::File(PathBuf::from("yili.db")));
        if let Some(user) = &user {
            prefs.signed_in(&place, user);
        }
        let app = App::new(&cc.egui_ctx, place, Arc::new(Utc::now), prefs, Box::new(SystemFiles));
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    eframe::run_native("yili-orders", options, Box::new(start)).map_err(|error| anyhow!("{error}"))
}
