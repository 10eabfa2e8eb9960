//! What a person set for this computer: language, theme, zoom, widths, the tab they were at.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::i18n::Lang;
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
    /// The tab that was shown last.
    pub tab: Tab,
    /// Where the dividers stand, by panel.
    pub splits: BTreeMap<String, Split>,
    /// Who signed in last, so that only the password is typed.
    pub login: String,
    /// The file that was open last, where another than the usual one was chosen.
    pub file: Option<String>,
}

impl Default for Prefs {
    fn default() -> Self {
        Prefs {
            lang: Lang::of_system(),
            theme: Theme::System,
            zoom: 100,
            tab: Tab::Work,
            splits: BTreeMap::new(),
            login: String::new(),
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

    /// Where a panel's divider stands.
    pub fn split(&self, panel: &str) -> Split {
        self.splits.get(panel).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_an_older_program_are_still_read() {
        let prefs: Prefs = serde_json::from_str(r#"{"lang":"zh-Hant","zoom":125,"gone":1}"#).unwrap();
        assert_eq!((prefs.lang, prefs.zoom, prefs.tab), (Lang::ZhHant, 125, Tab::Work));
    }
}
