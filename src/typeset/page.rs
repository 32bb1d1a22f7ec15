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
    /// Columns it was set in; no line is wider but those of `wide`.
    pub measure: usize,
    /// Columns through which what is wider than that is seen.
    pub across: usize,
    /// Tables and code wider than the page, to be scrolled sideways.
    pub wide: Vec<WideBlock>,
}

/// Lines wider than the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WideBlock {
    /// The lines.
    pub lines: Range<usize>,
    /// Columns of the widest.
    pub columns: usize,
}

/// One line, without blanks at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its spans from left to right.
    pub spans: Vec<Span>,
}

/// A run of characters with one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What is shown.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// Where it comes from; ornaments (bars, bullets, indents, hyphens put in at a line's end)
    /// come from nowhere. As many characters as `text` has, but where a character too wide for
    /// the whole page is shown as `…`.
    pub source: Option<Source>,
    /// The link it belongs to, as a position in [`Page::links`].
    pub link: Option<usize>,
}

/// Characters of a part's plain text, from `start` up to `end`.
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
    /// [`Article::names`](crate::domain::Article::names).
    Byline,
    /// The standfirst.
    Standfirst,
    /// The lead image, counted as a figure of the body is.
    LeadImage,
    /// A block of the body, counted as [`Block::to_plain`](crate::domain::Block::to_plain) does.
    Block(usize),
    /// An author by position in the byline: the name, a line break, the biography.
    Biography(usize),
}

/// The kind of a run of text; a theme decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The headline.
    Headline,
    /// The names of those who wrote it.
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
    /// Both.
    StrongEmphasis,
    /// Words taken back.
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
    /// Who is quoted.
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
    /// A footnote, told where it is referred to.
    Note,
    /// Who made the picture.
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
    /// Marks that may be overlooked: of pictures and continuation, and alternative text.
    Faint,
}

/// Where a picture of the page is drawn: on lines that show nothing else there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePicture {
    /// Which.
    pub name: PictureName,
    /// The lines it takes.
    pub lines: Range<usize>,
    /// Columns left of it.
    pub left: usize,
    /// Columns it takes.
    pub columns: usize,
}

/// A link of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// What it says.
    pub words: String,
    /// Where it leads.
    pub url: WebUrl,
    /// The first line it stands on.
    pub line: usize,
}

impl Page {
    /// What a line belongs to that is wider than the page.
    pub fn wide_at(&self, line: usize) -> Option<&WideBlock> {
        let after = self.wide.partition_point(|block| block.lines.end <= line);
        self.wide.get(after).filter(|block| block.lines.contains(&line))
    }

    /// Columns of the widest table or code that do not fit into the window.
    pub fn beyond(&self) -> usize {
        self.wide.iter().map(|block| block.columns).max().unwrap_or(0).saturating_sub(self.across)
    }
}

impl Line {
    /// Columns the line takes.
    pub fn width(&self) -> usize {
        self.spans.iter().map(|span| width(&span.text)).sum()
    }
}

impl Span {
    /// Characters that come from nowhere.
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
