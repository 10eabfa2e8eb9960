//! When something is due, in a word and a colour.

use chrono::{DateTime, TimeDelta, Utc};

use super::widgets::date_field::weekday;
use crate::domain::company::Company;
use crate::domain::orders::Urgency;
use crate::i18n::{self, Lang, t, tf};
use crate::ui::theme::Tone;

/// What stands in the clock's place, and its colour: red when it is late, amber when it soon is (I.3).
pub fn due(lang: Lang, company: &Company, now: DateTime<Utc>, due: DateTime<Utc>, urgency: Urgency) -> (String, Tone) {
    let left = due - now;
    match urgency {
        Urgency::Late => (tf(lang, "app-late", &[("span", span(lang, -left).into())]), Tone::Bad),
        Urgency::Soon => (tf(lang, "app-left", &[("span", span(lang, left).into())]), Tone::Warn),
        Urgency::Calm => (moment(lang, company, now, due), Tone::Quiet),
    }
}

/// Minutes, hours or days, whichever says enough.
pub fn span(lang: Lang, span: TimeDelta) -> String {
    let (key, count) = match span.num_minutes() {
        minutes @ ..60 => ("app-minutes", minutes.max(1)),
        minutes @ 60..1440 => ("app-hours", minutes / 60),
        minutes => ("app-days", minutes / 1440),
    };
    tf(lang, key, &[("count", count.into())])
}

/// An instant as short as it can be told: 今天 15:00, 周三 09:30, 12-03 09:30.
pub fn moment(lang: Lang, company: &Company, now: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let (today, day) = (company.day(now), company.day(at));
    let time = at.with_timezone(&company.zone()).format("%H:%M");
    match (day - today).num_days() {
        0 => format!("{} {time}", t(lang, "widgets-today")),
        1..7 => format!("{} {time}", weekday(lang, day)),
        _ if i18n::date(day)[..4] == i18n::date(today)[..4] => format!("{} {time}", &i18n::date(day)[5..]),
        _ => i18n::date_time(at, company.zone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn late_soon_and_later_are_told_apart_in_words() {
        let company = Company::default();
        let now = at("2026-11-23T01:00:00Z"); // 09:00 in the company's zone
        let told = |text: &str| {
            let end = at(text);
            due(Lang::En, &company, now, end, Urgency::of(end - TimeDelta::minutes(60), end, now))
        };
        assert_eq!(told("2026-11-22T22:00:00Z"), ("3 h late".into(), Tone::Bad));
        assert_eq!(told("2026-11-23T01:40:00Z"), ("40 min left".into(), Tone::Warn));
        assert_eq!(told("2026-11-23T07:00:00Z"), ("Today 15:00".into(), Tone::Quiet));
        assert_eq!(told("2026-11-25T01:30:00Z"), ("Wed 09:30".into(), Tone::Quiet));
        assert_eq!(told("2026-12-03T01:30:00Z"), ("12-03 09:30".into(), Tone::Quiet));
        assert_eq!(told("2027-01-03T01:30:00Z"), ("2027-01-03 09:30".into(), Tone::Quiet));
    }
}
