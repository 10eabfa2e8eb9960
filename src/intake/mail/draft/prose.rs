//! Lines of an order in sentences and lists: `纯牛奶、酸奶各10箱`, `1. 纯牛奶 250ml*24 20箱`, `200 cartons of milk`.

use std::ops::Range;

use super::goods::{self, Parts};
use super::labels;
use super::quantity::{self, QuantityAt};
use super::text::{Strip, patterns};
use super::{DraftLine, Found, PriceSaid};

patterns! {
    SENTENCE = r"[。;!?\n]|\. |\.$";
    CLAUSE = r"[,。;:!?\n]|\. |\.$";
    ITEM = r"[、,]|(?-u:\b)and(?-u:\b)|&|以及|[和及与跟]";
    FILLER = r"^(?:[\s,。、;:!*·•>.-]+|您好|你好|请|麻烦|帮忙|帮我们?|给我们?|我们|我司|我店|本店|我要|我哋|大家|今天|明天|后天|明早|明日|[下本这]?周[一二三四五六日]?|早上|上午|下午|安排|一下|这次|本次|这回|如果有货|每天|每日|每周|每月|库存|发货|送货|订购|订货|采购|需要|还需要?|还要|还有|另外|以及|再加|再来|再送|再要|再增加|再|增加|追加|要|需|订|送|来|和|及|与|跟|加|发|其中|改|的|we would like to order|we would like|please(?: send| supply| deliver| ship| arrange| amend)?|would like to|we need|we want|(?:us|me|of|and|the|also|plus|add|order|need|we|for|send|supply|to|with|some)(?-u:\b))";
    KEPT = "^(?:发酵|加钙|加浓|再制|订制|送礼)";
    DROPPED = r"([^,。;:!?]{1,40}?)\s*(?:先?不要了|不用了|去掉|删掉|划掉|取消)";
    FILLER_END = r"(?:(?-u:\b)(?:asap|urgently|please|as|at)|尽快|谢谢|(?:per|a|each|every) (?:day|week|month)|大概|大约|差不多|最多|至少|起码|不超过|可能|已收到|减到|减为|增加到|加到|[\s,。、;:*x=(-]|各|要|需要|需|共|约|还是|由|改为|改成|加|再|有|来|是|:)$";
    DOUBT_BEFORE = r"(?:大概|大约|差不多|约|最多|至少|起码|不超过|可能|也许|每天|每日|每周|每月|每次|(?-u:\b)(?:about|approx\.?|approximately|at least|at most|up to|no more than|maybe|daily|weekly|every day|every week|if))[^,。;!?]*$";
    DOUBT_AFTER = r"^\s*(?:左右|上下|以内|以上|以下|或|多|/天|/周|/月|每天|每周|(?-u:\b)(?:or so|per day|per week|a day|a week|daily|weekly|each week)(?-u:\b))";
    PAST = r"采购的|买的|开票|发票|已收到|收到了|收到的|已到货|已经[送到收]|已送|送来的|[上前][次回周批][订送要发]|之前[订送]|昨天[到送收订]|前天[到送收订]|刚[到收]|都?到了|卖完|还剩|库存|(?-u:\b)(?:received|delivered last|last time we|previous order|still have|in stock)(?-u:\b)";
    CONDITION = r"(?:如果|要是|假如|若有|(?-u:\b)(?:if|in case)(?-u:\b))[^。;!?]*$";
    REPEATED = r"(?-u:\b)(?:per|a|each|every) (?:day|week|month)(?-u:\b)";
    CHANGED_TO = r"^\s*(?:改为|改成|变为|变成|调整为|变更为|增加到|减少到|减到|改|to|->|→)\s*$";
    INSTEAD = r"^\s*(?:instead of|rather than|\(?原来?|not)\s*$";
    TOTAL = r"^\W*(?:合计|总计|共计|一共|总共|小计|total|sub ?total|sum)|(?:合计|总计|共计|一共|总共|total)\s*:?\s*$";
}

/// A list's line longer than this is a sentence.
const LONGEST_LIST_LINE: usize = 45;
/// A name of goods is not longer than this.
const LONGEST_NAME: usize = 70;
const MOST_LINES: usize = 2_000;

/// Reads the lines of an order from the strips that are no table. `masked` are the bytes of each strip that name
/// days or the order's number.
pub(super) fn read(strips: &[&Strip], masked: &[Vec<Range<usize>>]) -> Vec<DraftLine> {
    let mut read: Vec<(bool, Vec<DraftLine>)> = Vec::new();
    for (at, strip) in strips.iter().enumerate() {
        if strip.plain.trim().is_empty() {
            continue;
        }
        let none = Vec::new();
        let lines = of_strip(strip, masked.get(at).unwrap_or(&none));
        let bare = lines.is_empty().then(|| bare_name(strip)).flatten();
        if let Some(each) = each_of_above(strip).filter(|_| lines.is_empty()) {
            give_to_bare(&mut read, &each);
            continue;
        }
        read.push(match bare {
            Some(line) => (true, vec![line]),
            None => (false, lines),
        });
    }
    let mut lines = Vec::new();
    for (at, (bare, found)) in read.iter().enumerate() {
        // A name without a quantity counts where its neighbours are lines of an order.
        let beside =
            |other: Option<&(bool, Vec<DraftLine>)>| other.is_some_and(|(bare, lines)| !bare && !lines.is_empty());
        let near = beside(at.checked_sub(1).and_then(|before| read.get(before))) || beside(read.get(at + 1));
        if (!bare || near) && lines.len() < MOST_LINES {
            lines.extend(found.iter().cloned());
        }
    }
    lines
}

/// `以上各5箱` below a list of names.
fn each_of_above(strip: &Strip) -> Option<Found<quantity::Quantity>> {
    let found = quantity::find(&strip.plain).into_iter().next().filter(|found| found.each)?;
    let before = strip.plain.get(..found.range.start)?.trim();
    matches!(before, "" | "以上" | "以上产品" | "以上商品" | "均" | "都").then(|| {
        let said = strip.said(found.range.clone());
        Found { value: found.quantity, certain: found.certain, source: strip.source(found.range), said }
    })
}

fn give_to_bare(read: &mut [(bool, Vec<DraftLine>)], each: &Found<quantity::Quantity>) {
    for (bare, lines) in read.iter_mut().rev().take_while(|(bare, _)| *bare) {
        *bare = false;
        lines.iter_mut().for_each(|line| line.quantity = Some(each.clone()));
    }
}

/// `奶粉` alone on a line.
fn bare_name(strip: &Strip) -> Option<DraftLine> {
    let line = strip.plain.trim();
    let short = line.chars().count() <= 24 && goods::names_goods(line) && !labels::has_label(line);
    let sentence = line.contains([',', '。', '?', '!', ':']) || super::firms::firm_in(&strip.raw).is_some();
    if !short || sentence {
        return None;
    }
    let start = goods::bullet(&strip.plain);
    let name = clean(strip, &strip.plain, start..strip.plain.len())?;
    let whole = strip.trimmed(start..strip.plain.len());
    (name == whole).then(|| line_of(goods::take_apart(strip, name), None, None))
}

/// The part of a strip that may speak of goods: up to the first label of something else.
fn goods_range(strip: &Strip) -> Range<usize> {
    let other = labels::labelled(strip)
        .into_iter()
        .find(|found| !matches!(found.key, labels::Key::GoodsName | labels::Key::GoodsPrice));
    goods::bullet(&strip.plain)..other.map_or(strip.plain.len(), |label| label.label).max(goods::bullet(&strip.plain))
}

fn of_strip(strip: &Strip, masked: &[Range<usize>]) -> Vec<DraftLine> {
    let range = goods_range(strip);
    let whole = strip.plain.get(range.clone()).unwrap_or_default();
    if whole.trim().is_empty() || TOTAL.is_match(whole) {
        return Vec::new();
    }
    // What is not looked at keeps its room, so that places stay right.
    let mut text = mask(&strip.plain, &[0..range.start, range.end..strip.plain.len()]);
    text = mask(&text, masked);
    let dropped = dropped(strip, &text);
    text = mask(&text, &dropped.iter().map(|(at, _)| at.clone()).collect::<Vec<_>>());
    let specifications: Vec<_> = goods::specifications(&text);
    text = mask(&text, &specifications);
    let mut prices: Vec<(PriceSaid, Range<usize>)> = Vec::new();
    while let Some((price, at)) = goods::price_in(&text).filter(|(_, at)| !at.is_empty() && prices.len() < 100) {
        text = mask(&text, std::slice::from_ref(&at));
        prices.push((price, at));
    }
    let mut reader = Reader { strip, text, from: range.start, waiting: None, lines: Vec::new() };
    let quantities = settled(&reader.text);
    if quantities.is_empty() {
        reader.without_quantity(range);
    } else {
        for (at, quantity) in quantities.iter().enumerate() {
            let end = quantities.get(at + 1).map_or(range.end, |next| next.range.start);
            reader.quantity(quantity, end);
        }
        reader.like_last(range.end);
    }
    for (price, at) in prices {
        reader.price(price, at);
    }
    reader.lines.extend(dropped.into_iter().map(|(_, line)| line));
    reader.lines.sort_by_key(begins);
    reader.lines
}

/// `黄油不要了`: a line without a quantity, so that whoever looks sees it.
fn dropped(strip: &Strip, text: &str) -> Vec<(Range<usize>, DraftLine)> {
    let found = DROPPED.all_captures(text).into_iter().filter_map(|found| {
        let mut name = clean(strip, text, found.get(1)?.range())?;
        let quantity = quantity::find(text.get(name.clone())?).first().map(|quantity| quantity.range.start);
        name.end = quantity.map_or(name.end, |at| name.start + at);
        Some((found.get(0)?.range(), line_of(goods::take_apart(strip, name), None, None)))
    });
    found.collect()
}

/// Quantities of a text where `由20箱改为30箱` has become the one that is to be.
fn settled(text: &str) -> Vec<QuantityAt> {
    let mut settled: Vec<QuantityAt> = Vec::new();
    for mut next in quantity::find(text) {
        next.certain &= !is_doubtful(text, &next.range);
        if let Some(last) = settled.last_mut() {
            let between = text.get(last.range.end..next.range.start).unwrap_or_default();
            if CHANGED_TO.is_match(between) {
                *last = QuantityAt { range: last.range.start..next.range.end, ..next };
                continue;
            }
            if INSTEAD.is_match(between) {
                last.range.end = next.range.end;
                continue;
            }
        }
        settled.push(next);
    }
    settled
}

/// A quantity that somebody is not sure of, wants again and again, or has had already: a person looks at it.
fn is_doubtful(text: &str, at: &Range<usize>) -> bool {
    let (before, after) = (text.get(..at.start).unwrap_or_default(), text.get(at.end..).unwrap_or_default());
    let from = SENTENCE.find_all(before).last().map_or(0, |stop| stop.end);
    let begin = CLAUSE.find_all(before).last().map_or(0, |stop| stop.end);
    let end = CLAUSE.find(after).map_or(text.len(), |stop| at.end + stop.start);
    let clause = text.get(begin..end).unwrap_or_default();
    DOUBT_BEFORE.is_match(before.get(from..).unwrap_or_default())
        || DOUBT_AFTER.is_match(after)
        || PAST.is_match(clause)
        || CONDITION.is_match(before.get(from..).unwrap_or_default())
        || REPEATED.is_match(clause)
}

fn mask(text: &str, ranges: &[Range<usize>]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for range in ranges {
        if let Some(part) = bytes.get_mut(range.clone()) {
            part.fill(b' ');
        }
    }
    // Ranges begin and end between characters, so this is text again.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

struct Reader<'a> {
    strip: &'a Strip,
    /// The plain text without what is no goods.
    text: String,
    /// Where the part begins that no line has taken yet.
    from: usize,
    /// A name that waits for its quantity.
    waiting: Option<Range<usize>>,
    lines: Vec<DraftLine>,
}

impl Reader<'_> {
    /// Reads the name for a quantity: before it, behind it, or from the clause before.
    fn quantity(&mut self, quantity: &QuantityAt, end: usize) {
        let before = self.from..quantity.range.start;
        self.from = quantity.range.end;
        if TOTAL.is_match(self.part(&before).trim()) {
            return;
        }
        if quantity.each {
            return self.each(quantity, before);
        }
        let mut names = self.names(before.clone());
        if names.is_empty() {
            let after = self.first_clause(quantity.range.end..end);
            if let Some(name) = clean(self.strip, &self.text, after.clone()) {
                self.from = after.end;
                names.push(name);
            }
        }
        names.extend(self.waiting.take().filter(|_| names.is_empty()));
        if let Some((last, others)) = names.split_last() {
            for other in others {
                self.push(other.clone(), None);
            }
            self.push(last.clone(), Some(quantity));
        } else if let Some(name) = self.list_name(before) {
            self.push(name, Some(quantity));
        }
    }

    /// `纯牛奶、高钙奶和早餐奶各10箱`: all names of the sentence.
    fn each(&mut self, quantity: &QuantityAt, before: Range<usize>) {
        let sentence =
            SENTENCE.find_all(self.part(&before)).last().map_or(before.start, |stop| before.start + stop.end);
        let mut names = self.split_names(sentence..before.end);
        if names.is_empty() {
            names.extend(self.waiting.take());
        }
        for name in names {
            self.push(name, Some(quantity));
        }
    }

    /// Names in the last clause of a range, or else in the clause before it.
    fn names(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let stops = CLAUSE.find_all(self.part(&range));
        let mut ends: Vec<usize> = stops.iter().map(|stop| range.start + stop.start).collect();
        let mut starts: Vec<usize> = stops.iter().map(|stop| range.start + stop.end).collect();
        starts.insert(0, range.start);
        ends.push(range.end);
        let clauses: Vec<Range<usize>> =
            starts.into_iter().zip(ends).map(|(start, end)| start..end.max(start)).collect();
        let last = clauses.last().cloned().unwrap_or(range);
        let names = self.split_names(last.clone());
        if !names.is_empty() || !self.part(&last).trim().is_empty() {
            return names;
        }
        let before = clauses.len().checked_sub(2).and_then(|at| clauses.get(at)).cloned();
        before.map(|clause| self.split_names(clause)).unwrap_or_default()
    }

    /// Cuts at 、 and 和 where goods stand on both sides.
    fn split_names(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut names = Vec::new();
        let mut from = range.start;
        for cut in ITEM.find_all(self.part(&range)) {
            let (at, behind) = (range.start + cut.start, range.start + cut.end);
            let both =
                goods::names_goods(self.part(&(from..at))) && goods::names_goods(self.part(&(behind..range.end)));
            if both && at >= from {
                names.extend(clean(self.strip, &self.text, from..at));
                from = behind;
            }
        }
        names.extend(clean(self.strip, &self.text, from..range.end));
        names
    }

    /// Up to the next sign that ends a clause or an item.
    fn first_clause(&self, range: Range<usize>) -> Range<usize> {
        let text = self.part(&range);
        let clause = CLAUSE.find(text).map_or(text.len(), |stop| stop.start);
        let item =
            ITEM.find_all(text).into_iter().find(|cut| goods::names_goods(text.get(..cut.start).unwrap_or_default()));
        range.start..range.start + clause.min(item.map_or(text.len(), |cut| cut.start))
    }

    /// A list's line may name goods by words that are not known here; a person looks at it.
    fn list_name(&self, before: Range<usize>) -> Option<Range<usize>> {
        let short =
            self.strip.plain.trim().chars().count() <= LONGEST_LIST_LINE && goods::bullet(&self.strip.plain) > 0;
        let range = self.strip.trimmed(before);
        let text = self.part(&range);
        (short && text.chars().filter(|c| c.is_alphabetic()).count() >= 2).then_some(range)
    }

    fn push(&mut self, name: Range<usize>, quantity: Option<&QuantityAt>) {
        // The specification stands beside the name, or right behind the quantity.
        let with_specification = self.widened(name);
        let mut parts = goods::take_apart(self.strip, with_specification);
        if let (None, Some(quantity)) = (&parts.specification, quantity) {
            parts.specification = self.specification_behind(quantity);
        }
        self.lines.push(line_of(parts, quantity.map(|at| self.found(at)), None));
    }

    /// The range with the specification that stands at its end, which the text without specifications does not show.
    fn widened(&self, name: Range<usize>) -> Range<usize> {
        let rest = self.strip.plain.get(name.end..).unwrap_or_default();
        let next = goods::specifications(rest).into_iter().next();
        let joined = next.filter(|at| {
            rest.get(..at.start).is_some_and(|between| between.trim_matches([' ', '(', '-', ',']).is_empty())
        });
        let end = joined.map_or(name.end, |at| name.end + at.end);
        let before = self.strip.plain.get(..name.start).unwrap_or_default();
        let last = goods::specifications(before).into_iter().last();
        let touching =
            last.filter(|at| end == name.end && before.get(at.end..).is_some_and(|between| between.trim().is_empty()));
        touching.map_or(name.start, |at| at.start)..end
    }

    fn specification_behind(&self, quantity: &QuantityAt) -> Option<Found<String>> {
        let rest = self.strip.plain.get(quantity.range.end..)?;
        let at = goods::specifications(rest).into_iter().next()?;
        rest.get(..at.start)?.trim_matches([' ', '(']).is_empty().then(|| {
            let range = quantity.range.end + at.start..quantity.range.end + at.end;
            let said = self.strip.said(range.clone());
            Found { value: said.clone(), certain: true, source: self.strip.source(range), said }
        })
    }

    fn found(&self, at: &QuantityAt) -> Found<quantity::Quantity> {
        let said = self.strip.said(at.range.clone());
        Found { value: at.quantity.clone(), certain: at.certain, source: self.strip.source(at.range.clone()), said }
    }

    /// No quantity with a unit: a figure at the end, or `同上次`.
    fn without_quantity(&mut self, range: Range<usize>) {
        self.like_last(range.end);
        let short = self.strip.plain.trim().chars().count() <= LONGEST_LIST_LINE;
        if !self.lines.is_empty() || !short {
            return;
        }
        let text = self.text.get(..range.end).unwrap_or_default();
        let Some(figure) = quantity::last_figure(text).filter(|at| at.range.start >= range.start) else { return };
        if let Some(name) = clean(self.strip, &self.text, range.start..figure.range.start) {
            self.push(name, Some(&figure));
        }
    }

    /// `纯牛奶和上次一样`, or `同上次` alone.
    fn like_last(&mut self, end: usize) {
        for at in goods::like_last_at(self.text.get(..end).unwrap_or_default()) {
            self.like_last_at(at);
        }
    }

    fn like_last_at(&mut self, at: Range<usize>) {
        // `纯牛奶和上次一样，酸奶5箱`: the name stands before it, in the same sentence.
        let text = self.text.get(..at.start).unwrap_or_default();
        let sentence = SENTENCE.find_all(text).last().map_or(0, |stop| stop.end);
        let taken: usize = quantity::find(text).last().map_or(0, |quantity| quantity.range.end);
        let name = self.names(sentence.max(taken).max(goods::bullet(&self.strip.plain)).min(at.start)..at.start).pop();
        let parts = name.map(|name| goods::take_apart(self.strip, self.widened(name))).unwrap_or_default();
        let said = self.strip.said(at.clone());
        let mut line = line_of(parts, None, None);
        line.like_last =
            Some(Found { value: said.clone(), certain: true, source: self.strip.source(at.clone()), said });
        // A name that a quantity has taken is not asked for twice.
        if line.name.is_none() || !self.lines.iter().any(|other| other.name == line.name) {
            self.lines.push(line);
        }
    }

    /// A price belongs to the line that begins last before it, or the only one.
    fn price(&mut self, price: PriceSaid, at: Range<usize>) {
        let said = self.strip.said(at.clone());
        let found = Found { value: price, certain: true, source: self.strip.source(at.clone()), said };
        let here = found.source.begins();
        let owner = self.lines.iter_mut().rev().find(|line| begins(line) <= here);
        if let Some(line) = owner.filter(|line| line.price.is_none()) {
            line.price = Some(found);
        }
    }

    fn part(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

/// Where a line begins among those of its strip.
fn begins(line: &DraftLine) -> u32 {
    let words = line.name.as_ref().or(line.code.as_ref()).or(line.like_last.as_ref());
    words.map_or(u32::MAX, |found| found.source.begins())
}

fn line_of(parts: Parts, quantity: Option<Found<quantity::Quantity>>, price: Option<Found<PriceSaid>>) -> DraftLine {
    DraftLine {
        name: parts.name,
        code: parts.code,
        specification: parts.specification,
        quantity,
        price,
        ..DraftLine::default()
    }
}

/// The name of goods in a range: without greetings, verbs and signs round it. None where no goods are named.
fn clean(strip: &Strip, text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut range = range;
    // What somebody says about goods stands before the last 的: `昨天说的纯牛奶`.
    if let Some(at) = text.get(range.clone())?.rfind('的') {
        let behind = range.start + at + '的'.len_utf8();
        if goods::names_goods(text.get(behind..range.end)?) {
            range.start = behind;
        }
    }
    for _ in 0..40 {
        let part = text.get(range.clone())?;
        if KEPT.is_match(part) {
            break;
        }
        let mark = goods::bullet(part).max(FILLER.find(part).map_or(0, |found| found.end));
        let without = part.get(mark..)?;
        if mark == 0 || !goods::names_goods(without) {
            break;
        }
        range.start += mark;
    }
    while let Some(tail) = text.get(range.clone()).and_then(|part| FILLER_END.find(part)) {
        range.end = range.start + tail.start;
    }
    let range = strip.trimmed(range);
    let part = text.get(range.clone())?;
    let fits = goods::names_goods(part) && part.chars().count() <= LONGEST_NAME;
    // A specification inside splits the name; what stands before it is the name.
    let gap = part.find("   ").filter(|gap| goods::names_goods(part.get(..*gap).unwrap_or_default()));
    fits.then(|| range.start..gap.map_or(range.end, |gap| range.start + gap))
}
