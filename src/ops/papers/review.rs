//! The review sheet of an order (II.4, F28): the words of the three desks as the log tells them, and the evidence by line.

use super::Filler;
use crate::domain::orders::{Event, LineStock, Mark, StockStanding};
use crate::i18n::{self, t, tf, whole};
use crate::ops::orders::LogEntry;
use crate::ops::tell::{Told, tell, why_words};
use crate::ops::words::{money, packs_in};
use crate::print::documents::{ReviewDateLine, ReviewSheet, ReviewStockLine, ReviewTalk, ReviewWord};

impl Filler<'_> {
    pub(super) fn review(&self) -> ReviewSheet {
        let order = &self.dossier.order;
        let review = &order.review;
        let credit = review.credit.as_ref().and_then(|word| self.entry(word.mark, is_credit));
        let last = [
            review.credit.as_ref().map(|word| word.mark),
            review.stock.as_ref().map(|word| word.mark),
            review.date.as_ref().map(|word| word.mark),
        ];
        let last = last.into_iter().flatten().max_by_key(|mark| mark.at).unwrap_or(order.received);
        ReviewSheet {
            company: self.company(),
            order_number: order.number.clone(),
            version: order.version,
            dated: self.day(last),
            customer: self.customer_name(),
            amount: money(self.lang, self.content.amount(), self.content.currency),
            requested: self.content.requested,
            clerk: self.name(order.received.by),
            credit: credit.map(|entry| self.word(entry)),
            stock: review.stock.as_ref().map(|word| {
                let short = word.lines.iter().any(|line| line.short > 0);
                let key = if short { "print-review-stock-short" } else { "print-review-stock-all" };
                ReviewWord { result: t(self.lang, key).to_owned(), ..self.signed(word.mark) }
            }),
            stock_lines: self.stock_lines(),
            talks: self.talks(),
            date: self.date_word(),
            date_lines: self.date_lines(),
            printed_at: self.as_of(),
        }
    }

    /// The log's own entry of a step.
    fn entry(&self, mark: Mark, of_kind: fn(&Event) -> bool) -> Option<&LogEntry> {
        self.dossier.log.iter().rev().find(|entry| entry.mark == mark && of_kind(&entry.event))
    }

    fn signed(&self, mark: Mark) -> ReviewWord {
        ReviewWord { by: self.name(mark.by), at: self.date_time(mark.at), ..ReviewWord::default() }
    }

    /// A desk's word with every figure it was decided on.
    fn word(&self, entry: &LogEntry) -> ReviewWord {
        let Told { title, facts } = tell(self.lang, self.dossier, entry);
        ReviewWord { result: title, facts, ..self.signed(entry.mark) }
    }

    fn goods_name(&self, line: usize) -> String {
        let written = self.content.lines.get(line.wrapping_sub(1));
        let name = self.product_of(line).map(|product| product.name_in(self.lang.tag()).to_owned());
        let name = name.or_else(|| written.map(|line| line.name.clone())).unwrap_or_default();
        let specification = written.map(|line| line.specification.as_str()).unwrap_or_default();
        format!("{name} {specification}").trim_end().to_owned()
    }

    fn packed(&self, line: usize, base: i64) -> String {
        match self.product_of(line) {
            _ if base == 0 => "0".to_owned(),
            _ if base < 0 => format!("−{}", self.packed(line, -base)),
            Some(product) => packs_in(self.lang, &product.packs).show(base),
            None => whole(base),
        }
    }

    fn stock_lines(&self) -> Vec<ReviewStockLine> {
        let review = self.dossier.order.review.stock.as_ref();
        let row = |stock: &LineStock| {
            let shown = |base: i64| self.packed(stock.line, base);
            // What a program that kept less did not write down stays empty.
            let known =
                |of: fn(&StockStanding) -> i64| stock.standing.as_ref().map(|it| shown(of(it))).unwrap_or_default();
            let wanted = self.content.lines.get(stock.line.wrapping_sub(1)).map_or(0, |line| line.quantity);
            ReviewStockLine {
                line: stock.line,
                goods: self.goods_name(stock.line),
                wanted: shown(wanted),
                on_hand: known(|it| it.on_hand),
                reserved: known(|it| it.reserved),
                expected: known(|it| it.expected),
                projected: known(|it| it.projected),
                held: shown(stock.reserved.iter().map(|part| part.quantity).sum()),
                short: shown(stock.short),
            }
        };
        review.map(|review| review.lines.iter().map(row).collect()).unwrap_or_default()
    }

    /// Questions to production and answers of the version that is reviewed.
    fn talks(&self) -> Vec<ReviewTalk> {
        let mut talks = Vec::new();
        for question in self.dossier.order.questions.iter().filter(|question| !question.overtaken) {
            let short = question.lines.iter().map(|(line, short)| {
                let values =
                    [("goods", self.goods_name(*line).into()), ("quantity", self.packed(*line, *short).into())];
                tf(self.lang, "dates-short-line", &values)
            });
            talks.push(self.talk("print-review-asked", question.asked, short, &question.note));
            let Some(answer) = &question.answer else { continue };
            let word = i18n::t_dyn(self.lang, &format!("possible-{}", answer.possible.key()));
            let batches = answer.batches.iter().map(|batch| {
                let values = [
                    ("goods", self.goods_name(batch.line).into()),
                    ("quantity", self.packed(batch.line, batch.quantity).into()),
                    ("day", i18n::date(batch.day).into()),
                ];
                tf(self.lang, "dates-batch", &values)
            });
            let said = std::iter::once(word).chain(batches);
            talks.push(self.talk("print-review-answer", answer.mark, said, &answer.note));
        }
        talks
    }

    fn talk(&self, key: &'static str, mark: Mark, said: impl Iterator<Item = String>, note: &str) -> ReviewTalk {
        let who = format!("{} · {} · {}", t(self.lang, key), self.name(mark.by), self.date_time(mark.at));
        let said: Vec<String> = said.chain(Some(note.to_owned()).filter(|note| !note.is_empty())).collect();
        ReviewTalk { who, said: said.join(t(self.lang, "dates-why-join")) }
    }

    fn date_word(&self) -> Option<ReviewWord> {
        let review = self.dossier.order.review.date.as_ref()?;
        let key = if review.agreed.is_some() { "print-review-day-later" } else { "print-review-day-kept" };
        let mut facts = Vec::new();
        if let Some(agreed) = &review.agreed {
            let talk = format!("{}{}{}", agreed.who, t(self.lang, "dates-talk-colon"), agreed.note);
            facts.push((t(self.lang, "print-review-talk").to_owned(), talk));
        }
        Some(ReviewWord { result: t(self.lang, key).to_owned(), facts, ..self.signed(review.mark) })
    }

    fn date_lines(&self) -> Vec<ReviewDateLine> {
        let Some(review) = &self.dossier.order.review.date else { return Vec::new() };
        let wanted = self.content.lines.iter().enumerate().filter(|(_, line)| line.quantity > 0);
        let row = |(index, _)| {
            let line: usize = index + 1;
            let found = review.found.iter().find(|promise| promise.line == line);
            let never = || t(self.lang, "dates-never").to_owned();
            let why = found.map(|promise| {
                let name = |id| self.name(id);
                why_words(self.lang, promise, |base| self.packed(line, base), name).join(t(self.lang, "dates-why-join"))
            });
            ReviewDateLine {
                line,
                goods: self.goods_name(line),
                wished: self.content.wished(line),
                earliest: found.map(|promise| promise.day.map_or_else(never, i18n::date)).unwrap_or_default(),
                promised: review.day_of(line),
                why: why.unwrap_or_default(),
            }
        };
        wanted.map(row).collect()
    }
}

fn is_credit(event: &Event) -> bool {
    matches!(event, Event::CreditReviewed { .. })
}
