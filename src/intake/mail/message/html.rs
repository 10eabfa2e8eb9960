//! HTML of a mail as plain lines: a row of a table is a line with tabs between its cells.

/// Tables in tables beyond this depth are read as if they were text.
const DEEPEST: usize = 24;
/// Quotations in quotations beyond this depth get no further marks.
const DEEPEST_QUOTE: usize = 5;

/// The text of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageText {
    /// Lines with `\n` between them; quotations begin with `> `.
    pub text: String,
    /// True where a table has rows of several cells.
    pub has_table: bool,
}

/// Reads a page to at most `most` bytes of text; markup is passed over, never followed.
pub fn to_text(page: &str, most: usize) -> PageText {
    let mut reader = Reader { most, ..Reader::default() };
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        reader.text(&rest[..at]);
        rest = reader.tag(&rest[at..]);
        if reader.written > most {
            break;
        }
    }
    if reader.written <= most {
        reader.text(rest);
    }
    reader.done()
}

#[derive(Default)]
struct Reader {
    most: usize,
    written: usize,
    lines: String,
    rows: Vec<OpenRow>,
    quote: usize,
    has_table: bool,
    preformatted: bool,
}

/// A row whose cells are being read.
#[derive(Default)]
struct OpenRow {
    cells: Vec<String>,
    in_cell: bool,
    span: usize,
}

impl Reader {
    fn target(&mut self) -> &mut String {
        match self.rows.last_mut() {
            Some(row) if row.in_cell => match row.cells.last_mut() {
                Some(cell) => cell,
                None => &mut self.lines,
            },
            _ => &mut self.lines,
        }
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let decoded = decode_entities(text);
        self.written += decoded.len();
        let quote = "> ".repeat(self.quote.min(DEEPEST_QUOTE));
        let preformatted = self.preformatted;
        let target = self.target();
        for c in decoded.chars() {
            let blank = c.is_whitespace();
            let at_start = target.is_empty() || target.ends_with('\n');
            match c {
                '\n' if preformatted => target.push('\n'),
                _ if blank && (at_start || target.ends_with(' ')) && c != '\u{a0}' && c != '\u{3000}' => {}
                '\u{a0}' | '\u{3000}' if !at_start => target.push(' '),
                _ if blank && at_start => {}
                _ if blank => target.push(' '),
                c => {
                    if at_start {
                        target.push_str(&quote);
                    }
                    target.push(c);
                }
            }
        }
    }

    fn line_break(&mut self, only_after_text: bool) {
        let target = self.target();
        while target.ends_with(' ') {
            target.pop();
        }
        if !only_after_text || !(target.is_empty() || target.ends_with('\n')) {
            target.push('\n');
        }
    }

    /// Takes one tag off the front of `rest`, which begins with `<`.
    fn tag<'a>(&mut self, rest: &'a str) -> &'a str {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return comment.find("-->").map_or("", |end| &comment[end + 3..]);
        }
        let begins = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if !begins {
            self.text("<");
            return &rest[1..];
        }
        let Some(end) = rest.find('>') else { return "" };
        let inside = &rest[1..end];
        let closing = inside.starts_with('/');
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .take(12)
            .collect::<String>()
            .to_ascii_lowercase();
        let after = &rest[end + 1..];
        if !closing && matches!(name.as_str(), "script" | "style" | "head" | "title") {
            return skip_to_end(after, &name);
        }
        self.element(&name, closing, inside);
        after
    }

    fn element(&mut self, name: &str, closing: bool, inside: &str) {
        match name {
            "br" => self.line_break(false),
            "p" | "div" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "section"
            | "center" => {
                self.line_break(true);
            }
            "table" => self.line_break(true),
            "pre" => self.preformatted = !closing,
            "blockquote" => {
                self.line_break(true);
                self.quote = if closing { self.quote.saturating_sub(1) } else { self.quote + 1 };
            }
            "tr" if closing => self.end_row(),
            "tr" => self.begin_row(),
            "td" | "th" => self.cell(closing, inside),
            _ => {}
        }
    }

    fn begin_row(&mut self) {
        // A row that was never closed ends where the next begins, unless this is a table inside a cell.
        if self.rows.last().is_some_and(|row| !row.in_cell) {
            self.end_row();
        }
        if self.rows.len() < DEEPEST {
            self.line_break(true);
            self.rows.push(OpenRow::default());
        }
    }

    fn cell(&mut self, closing: bool, inside: &str) {
        let Some(row) = self.rows.last_mut() else { return };
        if closing {
            row.in_cell = false;
        } else {
            row.in_cell = true;
            row.cells.push(String::new());
            row.span = 0;
            // A cell over several columns keeps the ones behind it in their places.
            let lower = inside.to_ascii_lowercase();
            let span = lower.split("colspan=").nth(1).map(|text| text.trim_start_matches(['"', '\'']));
            let digits = span.map(|text| text.chars().take_while(char::is_ascii_digit).collect::<String>());
            let columns: usize = digits.and_then(|digits| digits.parse().ok()).unwrap_or(1);
            row.span = columns.clamp(1, 20) - 1;
        }
    }

    fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        let layout = row.cells.iter().any(|cell| cell.contains('\t')) || row.cells.len() == 1;
        let last = row.cells.iter().rposition(|cell| !cell.trim().is_empty());
        let cells = row.cells.into_iter().take(last.map_or(0, |last| last + 1));
        let cells: Vec<String> = if layout {
            cells.map(|cell| cell.trim_matches([' ', '\n']).to_owned()).filter(|cell| !cell.is_empty()).collect()
        } else {
            self.has_table = true;
            cells.map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
        };
        let line = cells.join(if layout { "\n" } else { "\t" });
        let target = self.target();
        if !(target.is_empty() || target.ends_with('\n')) {
            target.push('\n');
        }
        target.push_str(&line);
        target.push('\n');
    }

    fn done(mut self) -> PageText {
        while !self.rows.is_empty() {
            self.end_row();
        }
        let mut text = String::with_capacity(self.lines.len());
        let mut blank = 0;
        for line in self.lines.lines().map(|line| line.trim_matches(' ')) {
            blank = if line.is_empty() { blank + 1 } else { 0 };
            if blank < 2 {
                text.push_str(line);
                text.push('\n');
            }
        }
        let cut = (0..=text.len().min(self.most)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(cut);
        PageText { text, has_table: self.has_table }
    }
}

fn skip_to_end<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let begin = from + at + 2;
        let found = rest.as_bytes().get(begin..begin + name.len());
        if found.is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes())) {
            return rest[begin..].find('>').map_or("", |end| &rest[begin + end + 1..]);
        }
        from = begin;
    }
    ""
}

/// `&amp;`, `&nbsp;`, `&#20013;`, `&#x4e2d;`; an entity that is not known stays as it is.
fn decode_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let from = &rest[at + 1..];
        let end = from.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| entity(&from[..end]).map(|c| (c, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &from[end + 1..];
            }
            None => {
                out.push('&');
                rest = from;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    let known = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" => '\u{a0}',
        "times" => '×',
        "yen" => '¥',
        "euro" => '€',
        "pound" => '£',
        "middot" => '·',
        "bull" => '•',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "copy" => '©',
        "deg" => '°',
        _ => return None,
    };
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_keep_rows_and_cells() {
        let page = "<style>p{}</style><p>您好&nbsp;&#24352;</p><table><tr><th>品名<th>数量</tr><tr><td><p>纯牛奶<br>250ml</p></td><td>20&#31665;</td></tr>\
                    <tr><td></td><td>x</td></tr></table><div>谢谢</div>";
        let read = to_text(page, 10_000);
        assert_eq!(read.text, "您好 张\n品名\t数量\n纯牛奶 250ml\t20箱\n\tx\n谢谢\n");
        assert!(read.has_table);
    }

    #[test]
    fn a_table_for_layout_is_no_table() {
        let page = "<table><tr><td><p>一</p><p>二</p><table><tr><td>a</td><td>b</td></tr></table></td></tr></table><blockquote>old<br>er</blockquote>";
        let read = to_text(page, 10_000);
        assert_eq!(read.text, "一\n二\na\tb\n> old\n> er\n");
    }

    #[test]
    fn hostile_pages_end() {
        for page in [
            "<table><tr><td>".repeat(20_000),
            "<".repeat(50_000),
            "&".repeat(50_000),
            "<blockquote>x".repeat(20_000),
            "<style>".repeat(9_000),
        ] {
            assert!(to_text(&page, 100_000).text.len() <= 100_000);
        }
    }
}
