//! The program's words in three languages. A leaf: it knows nothing of the other floors.
//!
//! Texts are Fluent files under `assets/i18n/<language>/<area>.ftl`; a test holds the three languages to the same keys.
//! Texts without a variable are formatted once and handed out as `&'static str`, so a frame costs a map look-up a label.

mod format;
mod units;

use std::collections::HashMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

pub use format::{date, date_time, decimal, money, month, percent_of, quantity, temperature, whole};
pub use units::unit_name;

/// A language of the window, of the documents and of the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-Hans")]
    ZhHans,
    /// Traditional Chinese.
    #[serde(rename = "zh-Hant")]
    ZhHant,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// All languages, in the order in which menus show them.
    pub const ALL: [Lang; 3] = [Lang::ZhHans, Lang::ZhHant, Lang::En];

    /// The BCP 47 tag, as on the command line and in settings.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::ZhHans => "zh-Hans",
            Lang::ZhHant => "zh-Hant",
            Lang::En => "en",
        }
    }

    /// The language's own name, for the language menu.
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::ZhHans => "简体中文",
            Lang::ZhHant => "繁體中文",
            Lang::En => "English",
        }
    }

    /// Reads a tag, generously: region forms such as `zh_CN`, `zh-TW` or `en-GB.UTF-8` count too.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let traditional = ["zh-hant", "zh-tw", "zh-hk", "zh-mo"];
        if traditional.iter().any(|prefix| tag.starts_with(prefix)) {
            Some(Lang::ZhHant)
        } else if tag.starts_with("zh") {
            Some(Lang::ZhHans)
        } else if tag.starts_with("en") {
            Some(Lang::En)
        } else {
            None
        }
    }

    /// The language of this computer, or English where it is none of ours.
    pub fn of_system() -> Lang {
        sys_locale::get_locale().and_then(|tag| Lang::from_tag(&tag)).unwrap_or(Lang::En)
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.tag())
    }
}

impl std::str::FromStr for Lang {
    type Err = String;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Lang::from_tag(tag).ok_or_else(|| format!("{tag}: zh-Hans, zh-Hant, en"))
    }
}

/// A value put into a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Words or an already formatted figure.
    Text(String),
    /// A count, for plural forms.
    Count(i64),
}

impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Arg::Text(value.to_owned())
    }
}
impl From<String> for Arg {
    fn from(value: String) -> Self {
        Arg::Text(value)
    }
}
impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Arg::Count(value)
    }
}
impl From<usize> for Arg {
    fn from(value: usize) -> Self {
        Arg::Count(value as i64)
    }
}

/// The areas that have a text file in each language.
macro_rules! texts {
    ($lang:literal) => {
        [
            include_str!(concat!("../../assets/i18n/", $lang, "/app.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/archive.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/changes.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/cli.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/company.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/credit.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/duplicates.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/dates.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/errors.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/export.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/intake.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/mail.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/mails.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/online.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/orders.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/owners.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/papers.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/people.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/post.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/prices.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/print.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/production.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/quality.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/shipping.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/statement.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/stock.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/units.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/widgets.ftl")),
        ]
    };
}

struct Words {
    bundle: FluentBundle<FluentResource>,
    plain: HashMap<String, &'static str>,
}

impl Words {
    fn load(lang: Lang) -> Words {
        let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks would be drawn as boxes by fonts that lack them.
        bundle.set_use_isolating(false);
        let files = match lang {
            Lang::ZhHans => texts!("zh-Hans"),
            Lang::ZhHant => texts!("zh-Hant"),
            Lang::En => texts!("en"),
        };
        let mut ids = Vec::new();
        for file in files {
            // A text with a slip in it is left out here and named by the tests.
            let resource = match FluentResource::try_new(file.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            ids.extend(keys_of(file).map(str::to_owned));
            bundle.add_resource_overriding(resource);
        }
        let mut plain = HashMap::new();
        for id in ids {
            let Some(pattern) = bundle.get_message(&id).and_then(|message| message.value()) else { continue };
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
            if errors.is_empty() {
                plain.insert(id, &*text.leak());
            }
        }
        Words { bundle, plain }
    }

    fn of(lang: Lang) -> &'static Words {
        static WORDS: [OnceLock<Words>; 3] = [const { OnceLock::new() }; 3];
        WORDS[lang as usize].get_or_init(|| Words::load(lang))
    }
}

/// The message ids defined in a Fluent file.
pub fn keys_of(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter_map(|line| {
        let (id, _) = line.split_once('=')?;
        let id = id.trim_end();
        let starts_well = line.starts_with(|c: char| c.is_ascii_alphabetic());
        (starts_well && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')).then_some(id)
    })
}

/// The text of a key without variables. An unknown key comes back as itself, so a slip is seen and never crashes.
pub fn t(lang: Lang, key: &'static str) -> &'static str {
    Words::of(lang).plain.get(key).copied().unwrap_or(key)
}

/// Like [`t`] for a key put together at run time, such as `status-` and a status' name.
pub fn t_dyn(lang: Lang, key: &str) -> String {
    Words::of(lang).plain.get(key).map_or_else(|| key.to_owned(), |text| (*text).to_owned())
}

/// The text of a key put together at run time, for places that keep it; none where the key is not known.
pub fn t_known(lang: Lang, key: &str) -> Option<&'static str> {
    Words::of(lang).plain.get(key).copied()
}

/// Things named one after another, as the language joins them: `鲜牛奶、酸奶`, `milk, yoghurt`.
pub fn listed<S: AsRef<str>>(lang: Lang, things: &[S]) -> String {
    let comma = t(lang, "list-separator");
    things.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(comma)
}

/// True when the language has this text.
pub fn has(lang: Lang, key: &str) -> bool {
    Words::of(lang).bundle.has_message(key)
}

/// The text of a key with its variables filled in.
pub fn tf(lang: Lang, key: &str, values: &[(&str, Arg)]) -> String {
    let words = Words::of(lang);
    let Some(pattern) = words.bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let mut args = FluentArgs::new();
    for (name, value) in values {
        let value = match value {
            Arg::Text(text) => FluentValue::from(text.as_str()),
            Arg::Count(count) => FluentValue::from(*count),
        };
        args.set((*name).to_owned(), value);
    }
    words.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_tags_of_all_systems() {
        assert_eq!(Lang::from_tag("zh_CN.UTF-8"), Some(Lang::ZhHans));
        assert_eq!(Lang::from_tag("zh-TW"), Some(Lang::ZhHant));
        assert_eq!(Lang::from_tag("zh-Hant-HK"), Some(Lang::ZhHant));
        assert_eq!(Lang::from_tag("en-GB"), Some(Lang::En));
        assert_eq!(Lang::from_tag("de"), None);
    }

    #[test]
    fn unknown_key_is_shown_as_itself() {
        assert_eq!(t(Lang::En, "no-such-key"), "no-such-key");
        assert_eq!(tf(Lang::En, "no-such-key", &[]), "no-such-key");
    }
}
