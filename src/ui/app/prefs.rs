//! What a person set for this computer: language, theme, zoom, widths, the tab they were at.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::i18n::Lang;
use crate::ops::Location;
use crate::ui::cx::Tab;
use crate::ui::theme::Theme;
use crate::ui::widgets::split::Split;

/// The name under which the settings are kept.
const KEY: &str = "prefs";

/// The settings of this computer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    /// Language of the window.
    pub lang: Lang,
    /// Light or dark.
    pub theme: Theme,
    /// Zoom in percent.
    pub zoom: u16,
    /// The tab that each person was at last, by user name.
    pub tabs: BTreeMap<String, Tab>,
    /// Where the dividers stand, by panel.
    pub splits: BTreeMap<String, Split>,
    /// Who signed in last at each store, so that only the password is typed.
    pub logins: BTreeMap<String, String>,
    /// The file that was open last, where another than the usual one was chosen.
    pub file: Option<String>,
}

impl Default for Prefs {
    fn default() -> Self {
        Prefs {
            lang: Lang::of_system(),
            theme: Theme::System,
            zoom: 100,
            tabs: BTreeMap::new(),
            splits: BTreeMap::new(),
            logins: BTreeMap::new(),
            file: None,
        }
    }
}

impl Prefs {
    /// The settings kept from the last time; what cannot be read is as at the first time.
    pub fn read(storage: Option<&dyn eframe::Storage>) -> Prefs {
        let text = storage.and_then(|storage| storage.get_string(KEY));
        text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// Keeps the settings.
    pub fn write(&self, storage: &mut dyn eframe::Storage) {
        if let Ok(text) = serde_json::to_string(self) {
            storage.set_string(KEY, text);
        }
    }

    /// The tab that a person was at last.
    pub fn tab(&self, login: &str) -> Tab {
        self.tabs.get(login).copied().unwrap_or(Tab::Work)
    }

    /// Who signed in last at a store; empty for nobody.
    pub fn login(&self, store: &Location) -> &str {
        self.logins.get(&store.to_string()).map_or("", String::as_str)
    }

    /// Keeps who signed in at a store.
    pub fn signed_in(&mut self, store: &Location, login: &str) {
        self.logins.insert(store.to_string(), login.to_owned());
    }

    /// Where a panel's divider stands.
    pub fn split(&self, panel: &str) -> Split {
        self.splits.get(panel).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_store_has_its_own_last_person() {
        let (one, other) = (Location::File("one.db".into()), Location::File("other.db".into()));
        let mut prefs = Prefs::default();
        prefs.signed_in(&one, "wangfang");
        assert_eq!((prefs.login(&one), prefs.login(&other)), ("wangfang", ""));
    }

    #[test]
    fn settings_of_an_older_program_are_still_read() {
        let prefs: Prefs = serde_json::from_str(r#"{"lang":"zh-Hant","zoom":125,"gone":1}"#).unwrap();
        assert_eq!((prefs.lang, prefs.zoom, prefs.tab("w")), (Lang::ZhHant, 125, Tab::Work));
    }
}
