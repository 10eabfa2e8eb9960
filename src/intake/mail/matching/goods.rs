//! Which goods a line means.

use super::{KnownProduct, LineMatch, Match, Matches, Reason, STRONG, WORTH_SHOWING, squeezed};
use crate::domain::ids::ProductId;
use crate::domain::search_text::plain_char;
use crate::intake::mail::draft::{DraftLine, Found};

/// The list of goods, made comparable once for all lines.
#[derive(Clone, Debug)]
pub struct GoodsIndex<'a> {
    shapes: Vec<Shape<'a>>,
}

/// Goods with their texts in the shape in which they are compared.
#[derive(Clone, Debug)]
struct Shape<'a> {
    product: &'a KnownProduct,
    code: String,
    barcodes: Vec<String>,
    names: Vec<String>,
    specification: String,
}

impl<'a> GoodsIndex<'a> {
    /// Prepares a list of goods.
    pub fn of(products: &'a [KnownProduct]) -> GoodsIndex<'a> {
        let shape = |product: &'a KnownProduct| Shape {
            product,
            code: squeezed(&product.code),
            barcodes: product.barcodes.iter().map(|code| squeezed(code)).filter(|code| !code.is_empty()).collect(),
            names: product.names.iter().map(|name| squeezed(name)).filter(|name| !name.is_empty()).collect(),
            specification: specification(&product.specification),
        };
        GoodsIndex { shapes: products.iter().map(shape).collect() }
    }

    fn get(&self, id: ProductId) -> Option<&'a KnownProduct> {
        self.shapes.iter().map(|shape| shape.product).find(|product| product.id == id)
    }
}

/// The goods of one line. `last` are the lines of the customer's last order.
pub fn line(line: &DraftLine, index: &GoodsIndex<'_>, last: &[(ProductId, i64)]) -> LineMatch {
    let product = product(line, index, last);
    let chosen = product.certain.and_then(|id| index.get(id));
    let said = line.quantity.as_ref();
    let quantity = chosen.zip(said).map(|(product, said)| said.value.base_units(&product.packs));
    // A figure alone counts base units by rule, but whoever wrote it may have meant cartons.
    let unit_said = said.is_some_and(|said| said.certain || said.value.each_holds.is_some());
    let quantity_certain = unit_said && matches!(quantity, Some(Ok(_)));
    let had = |id: ProductId| {
        last.iter().filter(|(product, _)| *product == id).map(|(_, base)| *base).reduce(|a, b| a.saturating_add(b))
    };
    let from_last = line.like_last.as_ref().and(product.certain).and_then(had);
    LineMatch { product, quantity, quantity_certain, from_last }
}

/// The goods by barcode, code, name and specification.
pub fn product(line: &DraftLine, index: &GoodsIndex<'_>, last: &[(ProductId, i64)]) -> Matches<ProductId> {
    let text = |found: &Option<Found<String>>| found.as_ref().map_or(String::new(), |found| squeezed(&found.value));
    let said = Goods {
        name: text(&line.name),
        code: text(&line.code),
        barcode: text(&line.barcode),
        specification: line.specification.as_ref().map_or(String::new(), |found| specification(&found.value)),
    };
    let mut candidates: Vec<Match<ProductId>> = index.shapes.iter().filter_map(|shape| said.compare(shape)).collect();
    for found in &mut candidates {
        if last.iter().any(|(id, _)| *id == found.id) {
            // It makes one the likelier, never the certain one.
            found.score = (found.score + 5).min(if found.score >= STRONG { 100 } else { STRONG - 1 });
            found.reasons.push(Reason::OrderedBefore);
        }
    }
    raise_the_only_one(&mut candidates);
    let numbered =
        |found: &Match<ProductId>| found.reasons.iter().any(|why| matches!(why, Reason::Code | Reason::Barcode));
    let strong = |found: &Match<ProductId>| found.score >= STRONG;
    if candidates.iter().any(numbered) && candidates.iter().any(|found| strong(found) && !numbered(found)) {
        // The number says one thing, name and specification another.
        candidates.iter_mut().for_each(|found| found.score = found.score.min(STRONG - 1));
    }
    Matches::of(candidates)
}

/// The exact name is enough where no other goods come near it: the others are called otherwise, or hold something else.
fn raise_the_only_one(candidates: &mut [Match<ProductId>]) {
    let specified = candidates.iter().any(|found| found.reasons.contains(&Reason::Specification));
    let near = |found: &&mut Match<ProductId>| found.score >= if specified { 70 } else { WORTH_SHOWING };
    let mut near = candidates.iter_mut().filter(near);
    if let (Some(only), None) = (near.next(), near.next())
        && only.score >= 75
        && only.reasons.contains(&Reason::Name)
    {
        only.score = only.score.max(STRONG);
    }
}

struct Goods {
    name: String,
    code: String,
    barcode: String,
    specification: String,
}

impl Goods {
    fn compare(&self, shape: &Shape<'_>) -> Option<Match<ProductId>> {
        let mut reasons = Vec::new();
        let mut score: u32 = 0;
        if !self.barcode.is_empty() && shape.barcodes.contains(&self.barcode) {
            score = 95;
            reasons.push(Reason::Barcode);
        }
        // A code may stand in the column of names, and a barcode in that of codes.
        let coded = |said: &String| !said.is_empty() && (*said == shape.code || shape.barcodes.contains(said));
        if coded(&self.code) || coded(&self.name) {
            score = score.max(95);
            reasons.push(Reason::Code);
        }
        let theirs = &shape.specification;
        let same_specification = !self.specification.is_empty() && self.specification == *theirs;
        // `250ml` says less than `250ml*24` but nothing else; `250ml*12` is another pack.
        let specified =
            same_specification || !self.specification.contains('*') && content(&self.specification) == content(theirs);
        let specified = specified && !self.specification.is_empty();
        let contradicts = !self.specification.is_empty() && !theirs.is_empty() && !specified;
        match goods_name_fits(&self.name, &shape.names) {
            Some(true) if same_specification => (score, reasons) = (score.max(92), with(reasons, Reason::Name)),
            Some(true) => (score, reasons) = (score.max(75), with(reasons, Reason::Name)),
            Some(false) => (score, reasons) = (score.max(40), with(reasons, Reason::PartOfName)),
            None => {}
        }
        if specified && score > 0 {
            score = (score + 8).min(if score >= STRONG { 100 } else { STRONG - 1 });
            reasons.push(Reason::Specification);
        }
        // Another specification, or another name, beside the right code: one of them is a slip.
        let other_name = score >= STRONG
            && !self.name.is_empty()
            && !reasons.contains(&Reason::Name)
            && !reasons.contains(&Reason::PartOfName);
        if contradicts || other_name && !coded(&self.name) {
            score = score.min(STRONG - 1).saturating_sub(if contradicts { 20 } else { 0 });
        }
        (score > 0).then_some(Match { id: shape.product.id, score, reasons })
    }
}

fn with(mut reasons: Vec<Reason>, reason: Reason) -> Vec<Reason> {
    reasons.push(reason);
    reasons
}

/// True for a whole name, false where one holds the other or all its characters in order.
fn goods_name_fits(said: &str, names: &[String]) -> Option<bool> {
    if said.chars().count() < 2 {
        return None;
    }
    if names.iter().any(|name| name == said) {
        return Some(true);
    }
    let fits = |name: &String| {
        name.contains(said) || name.chars().count() >= 3 && said.contains(name.as_str()) || in_order(said, name)
    };
    names.iter().any(fits).then_some(false)
}

/// All characters of a Chinese name in their order: `希腊酸奶` in `低温希腊风味酸奶`.
fn in_order(said: &str, name: &str) -> bool {
    if said.is_ascii() || said.chars().count() < 3 {
        return false;
    }
    let mut rest = name.chars();
    said.chars().all(|c| rest.any(|other| other == c))
}

/// A specification in one shape: `250ml×24盒/箱` is `250ml*24`.
fn specification(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if matches!(c, '×' | '✕' | 'X' | 'x') { '*' } else { plain_char(c) })
        .filter(|c| !c.is_whitespace())
        .collect();
    let plain = plain
        .replace("毫升", "ml")
        .replace("千克", "kg")
        .replace("公斤", "kg")
        .replace("公克", "g")
        .replace('克', "g")
        .replace("公升", "l")
        .replace('升', "l");
    let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
    match plain.split_once('*') {
        // `24*250ml`
        Some((count, content)) if count.bytes().all(|byte| byte.is_ascii_digit()) => format!("{content}*{count}"),
        Some((content, count)) => format!("{content}*{}", digits(count)),
        None => plain,
    }
}

/// The net content of a specification: `250ml`.
fn content(specification: &str) -> Option<&str> {
    specification.split('*').next().filter(|content| !content.is_empty())
}
