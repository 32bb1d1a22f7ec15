//! Limits on a page, applied before it is parsed.
//!
//! Every known extractor is quadratic on deeply nested or endless pages; a scan of the bytes is cheap.

mod element;
mod tag;

use std::borrow::Cow;

use element::{MARKS, RAW, SHALLOW, is_foreign, is_one_of, is_script_or_style, is_shadow_root, levels};
use tag::{Tag, tag};

/// The deepest nesting of elements; deeper ones are dropped, their text kept. A news page has about thirty
/// levels.
const DEEPEST: usize = 250;

/// Most open formatting elements such as bold: the parser reopens each in every paragraph.
const OPEN_MARKS: usize = 40;

/// Most tags of a page; the text after them is cut. Long live blogs have about ten thousand.
const MAX_TAGS: usize = 60_000;

/// The largest sum of the depths of all tags, which is the cost of most passes over a page. Long live blogs
/// have about three hundred thousand.
const MAX_DEPTH_SUM: usize = 2_000_000;

/// Most bytes of markup and text, without scripts; a novel has one million.
const LONGEST: usize = 5 << 20;

/// The largest sum of escaped characters times bytes of their run of text: at each of them the serialiser
/// searches the rest of the run for the next markup. Long books without a tag have a hundredth of it.
const MAX_ESCAPING_COST: usize = 20_000_000_000;

/// Bytes that are kept of a run beyond that limit.
const ALWAYS_ESCAPED: usize = 64 << 10;

/// Most attributes of one tag; a tag with more loses them all.
const ATTRIBUTES: usize = 500;

/// Most bytes of one tag, pictures in its attributes included; a longer one loses its attributes.
const LONGEST_TAG: usize = 4 << 20;

/// Most bytes of a comment; a longer one is left out. A comment with the address of a saved page has three
/// hundred.
const LONGEST_COMMENT: usize = 16 << 10;

/// Open elements among which an end tag is looked for.
const END_TAG_SEARCH_DEPTH: usize = 400;

/// The page within the limits, and sentences about what was cut. Most pages are returned unchanged.
pub fn cut_to_limits(html: &str) -> (Cow<'_, str>, Vec<String>) {
    let mut scan = Scan::new(html);
    scan.run();
    scan.result()
}

struct Scan<'html> {
    html: &'html str,
    rest: &'html str,
    /// The page so far, once something was cut; before that it is the first `done` bytes.
    kept: Option<String>,
    done: usize,
    /// The open elements, each with whether it was kept.
    open: Vec<(&'html str, bool)>,
    /// The depth of the kept open elements, where a table counts for its rows and cells too.
    depth: usize,
    tags: usize,
    work: usize,
    bytes: usize,
    escaped: usize,
    flattened: usize,
    stripped: usize,
    cut: bool,
}

impl<'html> Scan<'html> {
    const fn new(html: &'html str) -> Self {
        Self {
            html,
            rest: html,
            kept: None,
            done: 0,
            open: Vec::new(),
            depth: 0,
            tags: 0,
            work: 0,
            bytes: 0,
            escaped: 0,
            flattened: 0,
            stripped: 0,
            cut: false,
        }
    }

    fn run(&mut self) {
        while let Some(at) = self.rest.find('<') {
            let (text, markup) = self.rest.split_at(at);
            if !self.keep_text(text) {
                return;
            }
            self.rest = markup;
            self.markup();
        }
        self.keep_text(self.rest);
    }

    /// Keeps a run of text as far as the limits allow; returns whether there is room for more.
    fn keep_text(&mut self, text: &str) -> bool {
        let most = LONGEST.saturating_sub(self.bytes).min(self.escapable(text));
        self.bytes += text.len();
        let fits = text.len() <= most && self.tags < MAX_TAGS && self.work < MAX_DEPTH_SUM;
        if !fits {
            self.cut_here();
        }
        self.keep(text.get(..text.floor_char_boundary(most)).unwrap_or_default());
        fits
    }

    /// The bytes of a run that can be escaped within the limit.
    fn escapable(&mut self, text: &str) -> usize {
        let marks = text.bytes().filter(|byte| matches!(byte, b'&' | 0xC2)).count();
        let escaped = self.escaped.saturating_add(marks.saturating_mul(text.len()));
        if escaped > MAX_ESCAPING_COST {
            return ALWAYS_ESCAPED;
        }
        self.escaped = escaped;
        text.len()
    }

    fn markup(&mut self) {
        if let Some(comment) = self.rest.strip_prefix("<!--") {
            let end = comment.find("-->").map_or(self.rest.len(), |end| end + 7);
            self.comment(end);
            return;
        }
        let named = self.rest.strip_prefix("</").or_else(|| self.rest.strip_prefix('<')).unwrap_or_default();
        if !named.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            // The parser makes a comment of what is almost a tag.
            self.tags += usize::from(named.starts_with(['!', '?', '/']));
            self.keep_next(1);
            return;
        }
        let Some(tag) = tag(self.rest) else {
            // The page ends within this tag. The parser would drop it, but search for its end again at every
            // tag within it.
            self.start_cutting();
            self.rest = "";
            return;
        };
        let length = tag.text.len();
        self.place(&tag);
        self.rest = self.rest.get(length..).unwrap_or_default();
        if !tag.is_end && is_one_of(tag.name, RAW) {
            self.raw(&tag);
        }
    }

    /// Keeps a comment of a length, or skips a long one. A comment is a node of the tree and counts as a tag.
    fn comment(&mut self, length: usize) {
        self.tags += 1;
        if length > LONGEST_COMMENT {
            self.start_cutting();
            self.rest = self.rest.get(length..).unwrap_or_default();
        } else {
            self.keep_next(length);
        }
    }

    fn place(&mut self, tag: &Tag<'html>) {
        if is_one_of(tag.name, SHALLOW) || tag.text.ends_with("/>") && !tag.is_end && is_foreign(tag.name) {
            self.keep_tag(tag);
        } else if tag.is_end {
            self.end(tag);
        } else if is_shadow_root(tag) {
            self.open.push((tag.name, false));
            self.drop_tag();
        } else if self.depth + levels(tag.name) > DEEPEST || self.has_too_many_marks(tag.name) {
            self.flattened += 1;
            self.open.push((tag.name, false));
            self.drop_tag();
        } else {
            self.open.push((tag.name, true));
            self.depth += levels(tag.name);
            self.keep_tag(tag);
        }
    }

    /// Closes the open elements up to the one of this name, if it is near, so that a page of stray end tags
    /// costs no more than another.
    fn end(&mut self, tag: &Tag<'html>) {
        let near = self.open.len().saturating_sub(END_TAG_SEARCH_DEPTH);
        let found = self.open.iter().skip(near).rposition(|(name, _)| name.eq_ignore_ascii_case(tag.name));
        let Some(at) = found.map(|at| near + at) else { return self.keep_tag(tag) };
        let was_kept = self.open.get(at).is_some_and(|(_, kept)| *kept);
        let closed = self.open.drain(at..).filter(|(_, kept)| *kept);
        self.depth -= closed.map(|(name, _)| levels(name)).sum::<usize>();
        if was_kept { self.keep_tag(tag) } else { self.drop_tag() }
    }

    fn has_too_many_marks(&self, name: &str) -> bool {
        is_one_of(name, MARKS)
            && self
                .open
                .iter()
                .rev()
                .take(END_TAG_SEARCH_DEPTH)
                .filter(|(open, kept)| *kept && is_one_of(open, MARKS))
                .count()
                >= OPEN_MARKS
    }

    /// Keeps or skips the content of an element such as a script, up to its end tag. Code and styles are
    /// skipped: nothing reads them, and on most pages they are the larger part.
    fn raw(&mut self, tag: &Tag<'html>) {
        let length = self.raw_length(tag.name);
        if is_script_or_style(tag) && length > 0 {
            self.start_cutting();
            self.rest = self.rest.get(length..).unwrap_or_default();
        } else {
            self.keep_next(length);
        }
    }

    fn raw_length(&self, name: &str) -> usize {
        let mut from = 0;
        while let Some(at) = self.rest.get(from..).and_then(|rest| rest.find("</")) {
            let end = from + at + 2;
            let found = self.rest.as_bytes().get(end..end + name.len());
            if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
                return from + at;
            }
            from = end;
        }
        self.rest.len()
    }

    fn keep_tag(&mut self, tag: &Tag<'html>) {
        self.tags += 1;
        self.work += self.depth;
        self.bytes += tag.text.len();
        if tag.text.len() > LONGEST_TAG || tag.attributes > ATTRIBUTES {
            self.stripped += 1;
            let kept = self.start_cutting();
            kept.push_str(if tag.is_end { "</" } else { "<" });
            kept.push_str(tag.name);
            kept.push('>');
            self.done += tag.text.len();
        } else {
            self.keep(tag.text);
        }
    }

    fn drop_tag(&mut self) {
        self.start_cutting();
    }

    fn keep_next(&mut self, length: usize) {
        let length = if self.rest.is_char_boundary(length) { length } else { self.rest.len() };
        let (text, rest) = self.rest.split_at(length);
        self.keep(text);
        self.rest = rest;
    }

    fn keep(&mut self, text: &str) {
        match &mut self.kept {
            Some(kept) => kept.push_str(text),
            None => self.done += text.len(),
        }
    }

    fn start_cutting(&mut self) -> &mut String {
        let html = self.html;
        let done = self.done;
        self.kept.get_or_insert_with(|| html.get(..done).unwrap_or_default().to_owned())
    }

    fn cut_here(&mut self) {
        self.cut = true;
        self.start_cutting();
    }

    fn result(self) -> (Cow<'html, str>, Vec<String>) {
        let mut notes = Vec::new();
        if self.cut {
            let most = format!(
                "{MAX_TAGS} tags, {MAX_DEPTH_SUM} nesting levels in total, {} MB, or unfinished markup",
                LONGEST >> 20
            );
            notes.push(format!("the page was cut at the limit of {most}"));
        }
        if self.flattened > 0 {
            notes.push(format!(
                "{} elements nested more than {DEEPEST} levels deep were flattened",
                self.flattened
            ));
        }
        if self.stripped > 0 {
            notes.push(format!(
                "{} tags had too many or too long attributes, which were dropped",
                self.stripped
            ));
        }
        (self.kept.map_or(Cow::Borrowed(self.html), Cow::Owned), notes)
    }
}

#[cfg(test)]
mod tests;
