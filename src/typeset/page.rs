//! The page: lines of spans, each with its role and the characters of the source it shows.

use std::fmt;
use std::ops::Range;

use super::width;
use crate::domain::{PictureName, WebUrl};

/// An article set for a width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The lines, from the headline to the last biography.
    pub lines: Vec<Line>,
    /// The links, in reading order.
    pub links: Vec<PageLink>,
    /// The pictures, in reading order.
    pub pictures: Vec<PagePicture>,
    /// The width that the page was set in; only lines of `wide` are wider.
    pub measure: usize,
    /// The width of the window on lines wider than the page.
    pub window_width: usize,
    /// Tables and code wider than the page, to be scrolled sideways.
    pub wide: Vec<WideBlock>,
}

/// A block of lines wider than the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WideBlock {
    /// The lines.
    pub lines: Range<usize>,
    /// The width of the widest line.
    pub columns: usize,
}

/// A line, without trailing blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The spans from left to right.
    pub spans: Vec<Span>,
}

/// A run of characters with one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The characters shown.
    pub text: String,
    /// The role of the characters.
    pub role: Role,
    /// The source of the characters; `None` for ornaments (bars, bullets, indents, hyphens added at a line's
    /// end). It has as many characters as `text`, except where a character wider than the whole page is shown
    /// as `…`.
    pub source: Option<Source>,
    /// The link of the span, as a position in [`Page::links`].
    pub link: Option<usize>,
}

/// A range of characters in the plain text of a part, from `start` up to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// The part.
    pub part: Part,
    /// The first character, counted in characters, not bytes.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

/// The parts of an article that have a text of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The headline.
    Headline,
    /// The names of the authors, as [`Article::names`](crate::domain::Article::names) joins them.
    Byline,
    /// The standfirst.
    Standfirst,
    /// The lead image, with the characters of a figure of the body.
    LeadImage,
    /// A block of the body, with the characters of [`Block::to_plain`](crate::domain::Block::to_plain).
    Block(usize),
    /// An author by position in the byline: the name, a line break, the biography.
    Biography(usize),
}

/// The kind of a run of text; a theme decides its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The headline.
    Headline,
    /// The names of the authors.
    Byline,
    /// The rest of the byline: date, minutes, publication.
    Meta,
    /// A tag of the person's bookmark.
    Tag,
    /// The person's note.
    Remark,
    /// The standfirst.
    Standfirst,
    /// Running text.
    Body,
    /// Strong importance.
    Strong,
    /// Stress.
    Emphasis,
    /// Strong importance and stress.
    StrongEmphasis,
    /// Deleted words.
    Deleted,
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// The rule under the headline, and under a heading of the first level.
    HeadingRule,
    /// Running text of a quotation.
    Quotation,
    /// The bar beside a quotation.
    QuotationBar,
    /// A sentence pulled out of the text.
    PullQuote,
    /// The source of a quotation.
    Attribution,
    /// A line of code.
    Code,
    /// A comment within code.
    CodeComment,
    /// A string within code.
    CodeString,
    /// A number within code.
    CodeNumber,
    /// A keyword within code.
    CodeKeyword,
    /// Code within a line.
    CodeInline,
    /// The words under a picture or a table.
    Caption,
    /// A footnote, repeated below its reference.
    Note,
    /// The credit of a picture.
    Credit,
    /// The words of a link.
    Link,
    /// A bullet or a number.
    ListMarker,
    /// A cell that names a column.
    TableHeader,
    /// A line drawn in a table.
    TableRule,
    /// A thematic break.
    Rule,
    /// Unimportant marks: of pictures and continuation, and alternative text.
    Faint,
}

/// The place of a picture on the page, on lines that show nothing else there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePicture {
    /// The name of the picture.
    pub name: PictureName,
    /// The lines of the picture.
    pub lines: Range<usize>,
    /// Columns left of the picture.
    pub left: usize,
    /// Columns of the picture.
    pub columns: usize,
}

/// A link of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// The text of the link.
    pub words: String,
    /// The address of the link.
    pub url: WebUrl,
    /// The first line of the link.
    pub line: usize,
}

impl Page {
    /// The block wider than the page that a line belongs to.
    pub fn wide_at(&self, line: usize) -> Option<&WideBlock> {
        let after = self.wide.partition_point(|block| block.lines.end <= line);
        self.wide.get(after).filter(|block| block.lines.contains(&line))
    }

    /// Columns of the widest block that do not fit into the window.
    pub fn most_scroll(&self) -> usize {
        self.wide.iter().map(|block| block.columns).max().unwrap_or(0).saturating_sub(self.window_width)
    }
}

impl Line {
    /// The width of the line.
    pub fn width(&self) -> usize {
        self.spans.iter().map(|span| width(&span.text)).sum()
    }
}

impl Span {
    /// Characters without a source.
    pub(super) fn ornament(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role, source: None, link: None }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spans.iter().try_for_each(|span| out.write_str(&span.text))
    }
}

impl fmt::Display for Page {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}
