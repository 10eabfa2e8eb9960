//! A shortage asks production whether and when it can be made (II.4): the question, and the answer by day.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::change::Possible;
use super::{Mark, Order, Status, to_plan};
use crate::domain::ids::UserId;

/// So much of a line by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// The line, from 1.
    pub line: usize,
    /// Base units.
    pub quantity: i64,
    /// Ready to leave on.
    pub day: NaiveDate,
}

/// What production said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlantAnswer {
    /// Whether it can be made.
    pub possible: Possible,
    /// How much by when; nothing after a no.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub batches: Vec<Batch>,
    /// The condition, the reason of a no, or a remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who answered.
    pub mark: Mark,
}

/// A question to production.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// 1, 2, … inside the order.
    pub no: usize,
    /// Who asked.
    pub asked: Mark,
    /// Base units that are short, by line from 1.
    pub lines: Vec<(usize, i64)>,
    /// What production should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What it said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<PlantAnswer>,
    /// True once the stock it was about was looked at anew, or the order was changed: it is answered no more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overtaken: bool,
}

/// What production would be asked about: what is short and not being made, by line.
pub fn shortages(order: &Order) -> Vec<(usize, i64)> {
    (1..=order.lines.len()).map(|line| (line, to_plan(order, line))).filter(|(_, short)| *short > 0).collect()
}

/// The question that waits for production's answer. Its answer is needed for the date, and for nothing else.
pub fn open_question(order: &Order) -> Option<&Question> {
    let waits = |question: &&Question| question.answer.is_none() && !question.overtaken;
    order.questions.last().filter(|_| order.status == Status::Review && order.review.date.is_none()).filter(waits)
}

/// What production said about a line, as quantities by day, and who said it; none where it was not asked.
pub(super) fn answer_for(order: &Order, line: usize) -> Option<(Vec<(i64, NaiveDate)>, UserId)> {
    let question = order.questions.last().filter(|question| !question.overtaken)?;
    let asked = question.lines.iter().any(|(of, _)| *of == line);
    let answer = question.answer.as_ref().filter(|_| asked)?;
    let of_line = answer.batches.iter().filter(|batch| batch.line == line);
    Some((of_line.map(|batch| (batch.quantity, batch.day)).collect(), answer.mark.by))
}

/// The stock or the order is another one now.
pub(super) fn overtake(order: &mut Order) {
    for question in &mut order.questions {
        question.overtaken = true;
    }
}

/// The asked lines that the batches do not cover, with what was asked and what was said.
pub(super) fn uncovered(question: &Question, batches: &[Batch]) -> Option<(usize, i64, i64)> {
    question.lines.iter().find_map(|(line, asked)| {
        let said: i64 = batches.iter().filter(|batch| batch.line == *line).map(|batch| batch.quantity).sum();
        (said < *asked).then_some((*line, *asked, said))
    })
}

/// The lines of a question.
pub(super) fn lines_of(question: &Question) -> BTreeSet<usize> {
    question.lines.iter().map(|(line, _)| *line).collect()
}
