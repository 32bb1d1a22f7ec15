//! The open article: its page set for the pane's width, the place in it, and the matches of a search in it.

mod finding;
mod passages;

use std::borrow::Cow;

use jiff::Timestamp;

use crate::domain::{ArticleId, Block, Bookmark, Calendar, Picture, PictureName, Prose, TextPlace, WebUrl};
use crate::library::OpenedArticle;
use crate::typeset::{self, Annotations, Frame, LetterOrder, Line, Match, Page, Setting, Source};
use crate::words::Words;

pub use finding::Find;

/// The parameters of a page besides the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleLayout {
    /// Columns of the pane.
    pub width: u16,
    /// Lines of the pane.
    pub height: u16,
    /// Most columns of a line of text.
    pub measure: usize,
    /// Whether words are hyphenated.
    pub hyphenate: bool,
    /// The room for an image.
    pub pictures: Option<Frame>,
    /// The order of letters from right to left.
    pub order: LetterOrder,
    /// Today's date, and the way in which days are written.
    pub calendar: Calendar,
    /// The language of the labels around the text.
    pub words: Words,
}

/// The time at which a shown article counts as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadWhen {
    /// Decided: it was read before, or marked by hand.
    Decided,
    /// Once the article is entered or scrolled.
    Entered,
    /// Once the article is entered or scrolled, or was shown for long enough since this time.
    ShownSince(Timestamp),
}

/// The open article.
#[derive(Clone, Debug)]
pub struct ArticlePane {
    /// The article with its bookmark and links.
    pub opened: OpenedArticle,
    /// The time at which it counts as read.
    pub read_when: ReadWhen,
    /// Whether the person steps from article to article, so that the focus alone does not enter one.
    pub is_stepped_through: bool,
    page: Page,
    layout: ArticleLayout,
    top: usize,
    /// Columns by which wide tables and code are scrolled.
    shift: usize,
    /// The place that stays at the top when the width changes.
    anchor: (usize, usize),
    /// Lines of an image before the anchor that are above the top.
    into_picture: Option<usize>,
    find: Find,
    /// The matches of the highlights in the text.
    passages: Vec<Match>,
    /// The passage being chosen.
    chosen: Option<Source>,
    /// Whether the person scrolled the article.
    scrolled: bool,
}

impl ArticlePane {
    /// Sets an article at the place where the person left it.
    pub fn of(opened: OpenedArticle, place: Option<&TextPlace>, layout: ArticleLayout) -> Self {
        let anchor = place.map_or((0, 0), |place| place.locate_in(&opened.article.body));
        let page = set_page(&opened, layout);
        let mut reading = Self {
            // An article muted by a rule stays muted when it is opened, until the person unmutes it.
            read_when: if opened.read || opened.muted_by.is_some() {
                ReadWhen::Decided
            } else {
                ReadWhen::Entered
            },
            is_stepped_through: false,
            opened,
            page,
            layout,
            top: 0,
            shift: 0,
            anchor,
            into_picture: None,
            find: Find::default(),
            passages: Vec::new(),
            chosen: None,
            scrolled: false,
        };
        reading.find_passages();
        reading.return_to_anchor();
        reading
    }

    /// The id of the article.
    pub const fn id(&self) -> ArticleId {
        self.opened.id
    }

    /// The page.
    pub const fn page(&self) -> &Page {
        &self.page
    }

    /// The first line shown.
    pub const fn top(&self) -> usize {
        self.top
    }

    /// Whether the person scrolled the article since it is shown.
    pub const fn is_scrolled(&self) -> bool {
        self.scrolled
    }

    /// The search in the article.
    pub const fn find(&self) -> &Find {
        &self.find
    }

    /// Sets the article again where the parameters changed; the place stays.
    pub fn set(&mut self, layout: ArticleLayout) {
        if layout == self.layout {
            return;
        }
        let same_lines = ArticleLayout { height: layout.height, ..self.layout } == layout;
        self.layout = layout;
        if !same_lines {
            self.set_again();
        }
        self.return_to_anchor();
    }

    /// Removes an image that cannot be rendered from the page; its caption stays.
    pub fn remove_image(&mut self, name: PictureName) {
        self.opened.article.each_figure_mut(&mut |figure| {
            figure.picture.take_if(|picture| picture.name() == name);
        });
        self.set_again();
        self.return_to_anchor();
    }

    /// Says that the recording of the article is downloaded.
    pub fn note_download(&mut self) {
        self.opened.is_downloaded = true;
        self.set_again();
        self.return_to_anchor();
    }

    /// Shows pictures that were fetched since, each at its address.
    pub fn take_in(&mut self, pictures: &[(WebUrl, Picture)]) {
        self.opened.article.each_figure_mut(&mut |figure| {
            let of_url = |url: &WebUrl| pictures.iter().find(|(known, _)| known == url);
            if let Some((_, picture)) = figure.url.as_ref().and_then(of_url) {
                figure.picture = Some(Picture::named(picture.name()));
            }
        });
        self.set_again();
        self.return_to_anchor();
    }

    fn set_again(&mut self) {
        self.page = set_page(&self.opened, self.layout);
        self.find_passages();
        self.shift = self.shift.min(self.page.most_scroll());
        self.search_again();
    }

    /// Scrolls by lines; returns whether anything moved.
    pub fn scroll(&mut self, lines: isize) -> bool {
        self.go_to_line(self.top.saturating_add_signed(lines))
    }

    /// Puts a line at the top, within the bounds of scrolling; returns whether anything moved.
    pub fn go_to_line(&mut self, line: usize) -> bool {
        let top = line.min(self.last_top());
        let moved = top != self.top;
        self.top = top;
        self.scrolled |= moved;
        self.anchor = if top == 0 { (0, 0) } else { self.page.place_of(top) };
        let picture = self.page.pictures.iter().find(|picture| picture.lines.contains(&top));
        self.into_picture = picture.map(|picture| top - picture.lines.start);
        moved
    }

    /// Goes to the heading after (or before) the top.
    pub fn go_to_section(&mut self, forward: bool) -> bool {
        let headings = self.page.headings();
        let target = if forward {
            headings.into_iter().find(|line| *line > self.top)
        } else {
            headings.into_iter().rev().find(|line| *line < self.top).or(Some(0))
        };
        target.is_some_and(|line| self.go_to_line(line))
    }

    /// The headings of the text: the block, the level and the text of each.
    pub fn sections(&self) -> Vec<(usize, u8, String)> {
        let numbered = self.opened.article.body.blocks().iter().enumerate();
        let section = |(number, block): (usize, &Block)| match block {
            Block::Heading { level, text } => Some((number, *level, text.to_plain())),
            _ => None,
        };
        numbered.filter_map(section).collect()
    }

    /// Puts a block of the text at the top; with the first block, the headline.
    pub fn go_to_block(&mut self, block: usize) -> bool {
        let line = if block == 0 { 0 } else { self.page.line_of(block, 0) };
        self.go_to_line(line)
    }

    /// Columns by which wide tables and code are scrolled.
    pub const fn shift(&self) -> usize {
        self.shift
    }

    /// Scrolls wide tables and code sideways; returns whether anything moved.
    pub fn scroll_sideways(&mut self, columns: isize) -> bool {
        let shift = self.shift.saturating_add_signed(columns).min(self.page.most_scroll());
        std::mem::replace(&mut self.shift, shift) != shift
    }

    /// A line as shown: of a wide table or code, the columns scrolled into view.
    pub fn shown_line(&self, number: usize) -> Option<Cow<'_, Line>> {
        let line = self.page.lines.get(number)?;
        let across = self.page.window_width;
        Some(match self.page.wide_at(number).map(|block| block.columns).filter(|columns| *columns > across) {
            None => Cow::Borrowed(line),
            Some(columns) => Cow::Owned(line.window(self.shift.min(columns - across), across)),
        })
    }

    /// Whether a visible table or code continues beside the pane.
    pub fn shows_wide_block(&self) -> bool {
        let shown = self.top..self.top + usize::from(self.layout.height);
        let wide = self.page.wide.iter().filter(|block| block.columns > self.page.window_width);
        wide.map(|block| &block.lines).any(|lines| lines.start < shown.end && shown.start < lines.end)
    }

    /// The place at the top of the pane.
    pub fn place(&self) -> TextPlace {
        TextPlace::of(&self.opened.article.body, self.anchor.0, self.anchor.1)
    }

    /// The part of the text down to the foot of the pane, in percent.
    pub fn progress(&self) -> u8 {
        let seen = self.top + usize::from(self.layout.height);
        let lines = self.page.lines.len().max(1);
        u8::try_from(seen.min(lines) * 100 / lines).unwrap_or(100)
    }

    /// Whether the end of the article is in sight.
    pub fn is_at_end(&self) -> bool {
        self.top + usize::from(self.layout.height) >= self.page.lines.len()
    }

    fn bring_into_sight(&mut self, line: usize) {
        let bottom = self.top + usize::from(self.layout.height);
        if line < self.top || line >= bottom {
            self.go_to_line(line.saturating_sub(usize::from(self.layout.height) / 3));
        }
    }

    /// Sets the stored bookmark; its note and tags stand above the text, whose place stays.
    pub fn set_bookmark(&mut self, bookmark: Option<Bookmark>) {
        self.opened.bookmark = bookmark;
        self.set_again();
        self.return_to_anchor();
    }

    /// Sets the search of the rule that mutes the article; `None` where none does.
    pub fn set_muted_by(&mut self, search: Option<Prose>) {
        if search.is_some() {
            self.read_when = ReadWhen::Decided;
        }
        self.opened.muted_by = search;
        self.set_again();
        self.return_to_anchor();
    }

    /// The bookmark, as last stored.
    pub const fn bookmark(&self) -> Option<&Bookmark> {
        self.opened.bookmark.as_ref()
    }

    fn return_to_anchor(&mut self) {
        let line = if self.anchor == (0, 0) { 0 } else { self.page.line_of(self.anchor.0, self.anchor.1) };
        // An image has no place of its own: its lines belong to the place after it.
        let before = self.page.pictures.iter().rev().find(|picture| picture.lines.end <= line);
        let in_picture = before
            .zip(self.into_picture)
            .map(|(picture, lines)| picture.lines.start + lines.min(picture.lines.len().saturating_sub(1)));
        self.top = in_picture.filter(|_| line > 0).unwrap_or(line).min(self.last_top());
    }

    fn last_top(&self) -> usize {
        self.page.lines.len().saturating_sub(usize::from(self.layout.height))
    }
}

fn set_page(opened: &OpenedArticle, layout: ArticleLayout) -> Page {
    let annotations = Annotations {
        bookmark: opened.bookmark.as_ref(),
        highlights: &opened.highlights,
        muted_by: opened.muted_by.as_ref(),
        is_downloaded: opened.is_downloaded,
        correction: opened.correction.as_ref(),
    };
    typeset::annotated_page(&opened.article, annotations, &setting(layout))
}

fn setting(layout: ArticleLayout) -> Setting {
    let air = if layout.width > 20 { 4 } else { 0 };
    Setting {
        width: usize::from(layout.width.saturating_sub(air)),
        measure: layout.measure,
        hyphenate: layout.hyphenate,
        window_width: Some(usize::from(layout.width)),
        linear: false,
        words: layout.words,
        pictures: layout.pictures,
        order: layout.order,
        calendar: layout.calendar,
    }
}
