//! The day on which the goods are wished: labelled, or named beside a word of delivery.

use std::ops::Range;

use chrono::NaiveDate;

use super::dates::{self, DayAt};
use super::labels::{Key, Labelled};
use super::open::Open;
use super::text::{Strip, patterns};
use super::{Found, Source};

patterns! {
    STRONG_AFTER = r"^\s*(?:(?:之?前|以前|上午|下午|早上|中午|晚上|早|晨|[0-9一二三四五六七八九十]{1,2}[点:时][0-9]{0,2}(?:之?前|钟)?|左右|一定|务必|必须|能|请|麻烦|帮忙|就|再|可以|给我们?|帮我们?|我们|都|全部|一起|直接|,)\s*)*(?:送|到|交|发货|收货|要|用|需|配送|之?前|以前)";
    STRONG_BEFORE = r"(?:(?-u:\b)(?:by|before|on|deliver(?:y|ed)?|arrive|arrival|needed|required|latest)|请于|请在|务必|最迟|最晚|送货日期改[为成到]|日期改[为成到]|改[为到成]|[送到交]货?[于在])\s*$";
    ASKED_BEFORE = r"(?-u:\b)(?:send|deliver|ship|need|supply)(?-u:\b)[^.;!?]*$";
    WEAK_AFTER = r"^\s*(?:安排|处理|订|加急)";
    NOT_A_WISH = r"^\s*(?:起|开始|的|收到|说|订的|下的|发的|来电|报价|第|中旬|上旬|下旬|缺货|回来|之后)";
}

/// Candidates and what is wrong with them.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    labelled: Vec<Found<Option<NaiveDate>>>,
    strong: Vec<Found<Option<NaiveDate>>>,
    weak: Vec<Found<Option<NaiveDate>>>,
}

impl Wishes {
    /// Notes the day of a label. A label whose value is no day is passed over here.
    pub fn label(&mut self, strip: &Strip, label: &Labelled, mail_day: Option<NaiveDate>, month_first: bool) {
        if label.key != Key::Requested {
            return;
        }
        let value = strip.plain.get(label.value.clone()).unwrap_or_default();
        for day in dates::find(value, mail_day, month_first) {
            let range = label.value.start + day.range.start..label.value.start + day.range.end;
            self.labelled.push(found(strip, range, &day, true));
        }
    }

    /// Notes the days of a line that stand beside a word of delivery. `taken` are values of labels.
    pub fn line(&mut self, strip: &Strip, days: &[DayAt], taken: &[Range<usize>]) {
        for day in days
            .iter()
            .filter(|day| !taken.iter().any(|range| range.start <= day.range.start && day.range.end <= range.end))
        {
            let before = strip.plain.get(..day.range.start).unwrap_or_default();
            let after = strip.plain.get(day.range.end..).unwrap_or_default();
            if NOT_A_WISH.is_match(after) {
                continue;
            }
            if STRONG_AFTER.is_match(after) || STRONG_BEFORE.is_match(before) || ASKED_BEFORE.is_match(before) {
                self.strong.push(found(strip, day.range.clone(), day, true));
            } else if WEAK_AFTER.is_match(after) {
                self.weak.push(found(strip, day.range.clone(), day, false));
            }
        }
    }

    /// Notes a day from a column of a table.
    pub fn cell(&mut self, cell: &Found<String>, mail_day: Option<NaiveDate>) {
        if let Some(day) = dates::read(&cell.value, mail_day) {
            let value =
                Found { value: day.day, certain: day.certain, source: cell.source.clone(), said: cell.said.clone() };
            self.labelled.push(value);
        }
    }

    /// The day, and what to ask about it.
    pub fn settle(self, mail_day: Option<NaiveDate>) -> (Option<Found<NaiveDate>>, Vec<Open>) {
        let all: Vec<Found<Option<NaiveDate>>> = self.labelled.into_iter().chain(self.strong).collect();
        let candidates = if all.is_empty() { self.weak } else { all };
        let days: Vec<Found<NaiveDate>> = candidates
            .into_iter()
            .filter_map(|found| {
                Some(Found { value: found.value?, certain: found.certain, source: found.source, said: found.said })
            })
            .collect();
        let Some(first) = days.first().cloned() else { return (None, Vec::new()) };
        let other = days.iter().find(|day| day.value != first.value).map(|day| day.value);
        let mut open = Vec::new();
        let mut chosen = first;
        if let Some(other) = other {
            open.push(Open::TwoDates(chosen.value, other));
            chosen.certain = false;
        } else if mail_day.is_some_and(|today| chosen.value < today) {
            open.push(Open::DateInPast(chosen.value));
            chosen.certain = false;
        } else if !chosen.certain {
            open.push(Open::DoubtfulDate { said: chosen.said.clone(), read: chosen.value });
        }
        (Some(chosen), open)
    }
}

fn found(strip: &Strip, range: Range<usize>, day: &DayAt, may_be_certain: bool) -> Found<Option<NaiveDate>> {
    let source: Source = strip.source(range.clone());
    Found { value: day.day, certain: day.certain && may_be_certain, source, said: strip.said(range) }
}
