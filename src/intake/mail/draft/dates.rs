//! Days in running text: `2026-12-03`, `12月3日前`, `3/12`, `明天`, `下周三`, `by Friday`. Relative ones count from the mail's date.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::text::{patterns, plain};

/// A day named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayAt {
    /// Bytes of the plain text.
    pub range: Range<usize>,
    /// Which day it is; none where it counts from the mail's date and the mail has none.
    pub day: Option<NaiveDate>,
    /// False where it can be read in two ways.
    pub certain: bool,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH: &str = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const DAY_NAME: &str =
    "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?";

patterns! {
    YEAR_FIRST = r"(20[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?";
    COMPACT = r"(?-u:\b)(20[2-4][0-9])(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?-u:\b)";
    MONTH_DAY = r"([0-9]{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?:份\s*)?([0-9]{1,2}|[一二三四五六七八九十廿]{1,3})\s*[日号]?";
    RANGE_AFTER = r"^\s*(?:-|~|至|到|或|或者)\s*(?:[0-9]{1,2}[日号月/]|[周下][一二三四五六日])";
    DAY_ONLY = r"(?:^|[^0-9月/.-])([0-9]{1,2})[号日]\s*(?:之?前|以前|到货|送|上午|下午|早上)";
    NEXT_MONTH = r"(下个?月|本月|这个月)\s*([0-9]{1,2})\s*[日号]";
    DAY_MONTH_EN = &format!(r"(?-u:\b)([0-9]{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?({MONTH})\.?,?(?:[ -](20[0-9]{{2}}))?(?-u:\b)");
    MONTH_DAY_EN = &format!(r"(?-u:\b)({MONTH})\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?(?:,? (20[0-9]{{2}}))?(?-u:\b)");
    YEAR_LAST = r"(?-u:\b)([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](20[0-9]{2})(?-u:\b)";
    SLASH = r"(?-u:\b)([0-9]{1,2})[/.]([0-9]{1,2})(?-u:\b)";
    WEEKDAY = r"(下下|下个?|本|这个?|这)?\s*(?:周|星期|礼拜)([一二三四五六日天])";
    WEEKDAY_EN = &format!(r"(?-u:\b)(next |this |coming )?({DAY_NAME})(?-u:\b)");
    WORD = r"大后天|后天|后日|明天|明日|明早|明晚|今天|今日|今晚|day after tomorrow|tomorrow|today";
    AFTER_DAYS = r"([0-9]{1,2}|[一二两三四五六七八九十])天(?:之?后|以后)|in ([0-9]{1,2}) days";
}

/// Reads a text that should be a day and little else, such as a cell or the value of a label.
pub fn read(text: &str, mail_day: Option<NaiveDate>) -> Option<DayAt> {
    find(&plain(text), mail_day, !text.is_ascii()).into_iter().next()
}

/// All days named in a plain text, in order. `month_first` tells how `3/12` is read: in Chinese it is the twelfth of March.
pub fn find(text: &str, mail_day: Option<NaiveDate>, month_first: bool) -> Vec<DayAt> {
    let mut found = Found { text, mail_day, days: Vec::new() };
    found.absolute(text);
    found.without_year(text, month_first);
    found.relative(text);
    let mut days = found.days;
    days.sort_by_key(|day| day.range.start);
    days
}

struct Found<'a> {
    text: &'a str,
    mail_day: Option<NaiveDate>,
    days: Vec<DayAt>,
}

impl Found<'_> {
    /// True where `-22日` or the like follows: a stretch of days is no day.
    fn begins_a_stretch(&self, end: usize) -> bool {
        self.text.get(end..).is_some_and(|after| RANGE_AFTER.is_match(after))
    }

    /// Notes a day unless it overlaps one that was found by a stricter pattern.
    fn push(&mut self, range: Range<usize>, day: Option<NaiveDate>, certain: bool) {
        let stretch = self.begins_a_stretch(range.end);
        let certain = certain && !stretch;
        let overlaps = self.days.iter().any(|other| other.range.start < range.end && range.start < other.range.end);
        if !overlaps {
            self.days.push(DayAt { range, day, certain: certain && day.is_some() });
        }
    }

    fn absolute(&mut self, text: &str) {
        for pattern in [&YEAR_FIRST, &COMPACT] {
            for found in pattern.all_captures(text) {
                let (Some(whole), [year, month, day]) = (found.get(0), [1, 2, 3].map(|at| number(&found, at))) else {
                    continue;
                };
                let inside_number = text
                    .get(..whole.start())
                    .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-'));
                if let Some(day) = date(year, month, day).filter(|_| !inside_number) {
                    self.push(whole.range(), Some(day), true);
                }
            }
        }
        for found in YEAR_LAST.all_captures(text) {
            let (Some(whole), [first, second, year]) = (found.get(0), [1, 2, 3].map(|at| number(&found, at))) else {
                continue;
            };
            // Only one above twelve tells which is the month.
            let (day, certain) =
                if first > 12 { (date(year, second, first), true) } else { (date(year, first, second), second > 12) };
            self.push(whole.range(), day, certain);
        }
        for found in DAY_MONTH_EN.all_captures(text) {
            let Some(whole) = found.get(0) else { continue };
            self.named_month(whole.range(), number(&found, 3), month_number(&found, 2), number(&found, 1));
        }
        for found in MONTH_DAY_EN.all_captures(text) {
            let Some(whole) = found.get(0) else { continue };
            self.named_month(whole.range(), number(&found, 3), month_number(&found, 1), number(&found, 2));
        }
    }

    fn named_month(&mut self, range: Range<usize>, year: u32, month: u32, day: u32) {
        if year > 0 {
            self.push(range, date(year, month, day), true);
        } else {
            self.next_such(range, month, day, true);
        }
    }

    /// A month and a day without a year: the next such day. One far ahead is more likely a slip, or one that is over.
    fn next_such(&mut self, range: Range<usize>, month: u32, day: u32, certain: bool) {
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return;
        }
        let Some(today) = self.mail_day else { return self.push(range, None, false) };
        let years = [today.year(), today.year() + 1];
        let next =
            years.into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).find(|day| *day >= today);
        let near = next.is_some_and(|day| (day - today).num_days() <= 183);
        self.push(range, next, certain && near);
    }

    fn without_year(&mut self, text: &str, month_first: bool) {
        for found in MONTH_DAY.all_captures(text) {
            let Some(whole) = found.get(0) else { continue };
            let after = text.get(whole.end()..).unwrap_or_default();
            if !after.starts_with(['个', '箱', '盒', '.']) {
                self.next_such(whole.range(), number(&found, 1), number(&found, 2), true);
            }
        }
        for found in NEXT_MONTH.all_captures(text) {
            let (Some(whole), Some(today)) = (found.get(0), self.mail_day) else { continue };
            let next = found.get(1).is_some_and(|word| word.as_str().starts_with('下'));
            let month = if next { today.month() % 12 + 1 } else { today.month() };
            self.next_such(whole.range(), month, number(&found, 2), true);
        }
        for found in DAY_ONLY.all_captures(text) {
            let (Some(at), Some(today)) = (found.get(1), self.mail_day) else { continue };
            // Of this month or the next.
            let months =
                [(today.year(), today.month()), (today.year() + today.month() as i32 / 12, today.month() % 12 + 1)];
            let days =
                months.into_iter().filter_map(|(year, month)| NaiveDate::from_ymd_opt(year, month, number(&found, 1)));
            if let Some(day) = days.into_iter().find(|day| *day >= today) {
                self.push(at.start()..at.end() + '号'.len_utf8(), Some(day), false);
            }
        }
        for found in SLASH.all_captures(text) {
            let Some(whole) = found.get(0) else { continue };
            let (first, second) = (number(&found, 1), number(&found, 2));
            let dotted = whole.as_str().contains('.');
            let before = text.get(..whole.start()).unwrap_or_default();
            let after = text.get(whole.end()..).unwrap_or_default();
            let in_figure =
                before.ends_with(['/', '.', '-', '$', '¥', '*']) || after.starts_with(['/', '-', '*', '%']) || dotted;
            let alone = before.trim().is_empty() && after.trim().is_empty();
            if in_figure && !(dotted && alone) {
                continue;
            }
            let (month, day) =
                if month_first && first <= 12 || second > 12 { (first, second) } else { (second, first) };
            self.next_such(
                whole.range(),
                month,
                day,
                (month_first || first > 12 || second > 12 || first == second) && !dotted,
            );
        }
    }

    fn relative(&mut self, text: &str) {
        for range in WORD.find_all(text) {
            let days = match text.get(range.clone()).unwrap_or_default() {
                "今天" | "今日" | "今晚" | "today" => 0,
                "后天" | "后日" | "day after tomorrow" => 2,
                "大后天" => 3,
                _ => 1,
            };
            let day = self.mail_day.and_then(|today| today.checked_add_days(Days::new(days)));
            self.push(range, day, true);
        }
        for found in AFTER_DAYS.all_captures(text) {
            let Some(whole) = found.get(0) else { continue };
            let days = number(&found, 1).max(number(&found, 2));
            let day = self.mail_day.and_then(|today| today.checked_add_days(Days::new(u64::from(days))));
            self.push(whole.range(), day, false);
        }
        for found in WEEKDAY.all_captures(text) {
            let (Some(whole), Some(name)) = (found.get(0), found.get(2)) else { continue };
            let Some(at) = "一二三四五六日天".chars().position(|c| name.as_str().starts_with(c)) else {
                continue;
            };
            let weeks = found.get(1).map(|word| match word.as_str() {
                "下下" => 2,
                word if word.starts_with('下') => 1,
                _ => 0,
            });
            let (day, certain) = self.weekday(at.min(6) as u64, weeks);
            self.push(whole.range(), day, certain);
        }
        for found in WEEKDAY_EN.all_captures(text) {
            let (Some(whole), Some(name)) = (found.get(0), found.get(2)) else { continue };
            let Some(weekday) = name.as_str().parse::<Weekday>().ok() else { continue };
            let next = found.get(1).is_some_and(|word| word.as_str().starts_with("next"));
            // A short name is often a word or a part of a date of its own.
            let whole_name = name.as_str().len() > 5;
            let (day, certain) = self.weekday(u64::from(weekday.num_days_from_monday()), None);
            // Some mean the coming one by `next Friday`, some the one after it.
            let coming = self
                .mail_day
                .is_none_or(|today| weekday.num_days_from_monday() > today.weekday().num_days_from_monday());
            self.push(whole.range(), day, (certain || !coming) && !next && whole_name);
        }
    }

    /// A day of the week: of this or a later week where that is said, else the next such day, which is certain only while
    /// it lies in the same week.
    fn weekday(&self, from_monday: u64, weeks: Option<u64>) -> (Option<NaiveDate>, bool) {
        let Some(today) = self.mail_day else { return (None, false) };
        let now = u64::from(today.weekday().num_days_from_monday());
        let monday = today.checked_sub_days(Days::new(now));
        match weeks {
            Some(weeks) => {
                let day = monday.and_then(|monday| monday.checked_add_days(Days::new(weeks * 7 + from_monday)));
                (day, day.is_some_and(|day| day >= today))
            }
            None => {
                let ahead = (from_monday + 7 - now) % 7;
                let ahead = if ahead == 0 { 7 } else { ahead };
                (today.checked_add_days(Days::new(ahead)), from_monday > now)
            }
        }
    }
}

fn number(found: &regex::Captures<'_>, at: usize) -> u32 {
    let text = found.get(at).map_or("", |part| part.as_str());
    match text.parse() {
        Ok(value) => value,
        Err(_) => {
            crate::domain::quantity::read_figure(text).map_or(0, |(value, _, _)| u32::try_from(value).unwrap_or(0))
        }
    }
}

fn month_number(found: &regex::Captures<'_>, at: usize) -> u32 {
    let name = found.get(at).map_or("", |part| part.as_str());
    MONTHS.iter().position(|month| name.starts_with(month)).map_or(0, |at| at as u32 + 1)
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        // A Tuesday.
        let today = NaiveDate::from_ymd_opt(2026, 12, 1);
        let day = find(&plain(text), today, !text.is_ascii()).into_iter().next();
        day.map_or("-".to_owned(), |at| {
            let day = at.day.map_or("none".to_owned(), |day| day.to_string());
            format!("{day}{}", if at.certain { "" } else { "?" })
        })
    }

    #[test]
    fn days_in_running_text() {
        for (text, wanted) in [
            ("2026-12-03", "2026-12-03"),
            ("2026年12月3日前", "2026-12-03"),
            ("2026/1/5", "2026-01-05"),
            ("20261219到货", "2026-12-19"),
            ("12月3日前送到", "2026-12-03"),
            ("十二月八号", "2026-12-08"),
            ("１月５日", "2027-01-05"),
            ("11月3日", "2027-11-03?"),
            ("12/8送到", "2026-12-08"),
            ("明天要", "2026-12-02"),
            ("大后天", "2026-12-04"),
            ("下周三送", "2026-12-09"),
            ("下星期一", "2026-12-07"),
            ("本周五", "2026-12-04"),
            ("周五前", "2026-12-04"),
            ("周一送", "2026-12-07?"),
            ("下个月5号", "2027-01-05"),
            ("三天后", "2026-12-04?"),
            ("12月20日-22日", "2026-12-20?"),
            ("12月8日到", "2026-12-08"),
            ("9号之前", "2026-12-09?"),
            ("西湖路9号库", "-"),
            ("by Friday", "2026-12-04"),
            ("next Friday", "2026-12-04?"),
            ("December 10, 2026", "2026-12-10"),
            ("22 Dec 2026", "2026-12-22"),
            ("15 January", "2027-01-15"),
            ("deliver 3/12", "2026-12-03?"),
            ("deliver 18/12", "2026-12-18"),
            ("03/12/2026", "2026-03-12?"),
            ("31/12/2026", "2026-12-31"),
            ("PO20261123-03", "-"),
            ("250ml*24 20箱", "-"),
            ("2月30日", "none?"),
            ("52.8元/箱", "-"),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }

    #[test]
    fn without_the_mails_date_nothing_relative_is_known() {
        let days = find("明天", None, true);
        assert_eq!((days[0].day, days[0].certain), (None, false));
    }
}
