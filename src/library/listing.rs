//! Pages of a list, from any position in it, and the nearest unread article.

use jiff::Timestamp;

use super::{Library, LibraryError};
use crate::domain::{ArticleId, Cursor, Direction, Hit, ListRange, ListRow, Order, Query, Ranked, View};

/// Rows read at a time while looking for an unread one.
const PAGE: usize = 512;

/// The most matches listed of a search ordered by rank; readers do not go further.
const BEST: usize = 100;

/// A request for a page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRequest {
    /// The list.
    pub view: View,
    /// The order of the list.
    pub order: Order,
    /// Whether every article has a row of its own.
    pub flat: bool,
    /// The position of the page.
    pub anchor: Anchor,
    /// The most rows on each side of the anchor.
    pub limit: usize,
}

/// The position of a page in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At the beginning of the list.
    Start,
    /// At the end of the list.
    End,
    /// After the row with this cursor.
    After(Cursor),
    /// Before the row with this cursor.
    Before(Cursor),
    /// On both sides of an article, or at the beginning where the list does not hold it.
    Around(ArticleId),
}

/// The rows of a page.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// The rows in list order.
    pub rows: Vec<ListRow>,
    /// Whether the first row of the page is the first of the list.
    pub at_start: bool,
    /// Whether the last row of the page is the last of the list.
    pub at_end: bool,
    /// The number of matches of the search, where the rows are the best of them.
    pub found: Option<SearchTotal>,
}

/// The number of articles that a search finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTotal {
    /// The articles counted; where the best matches are listed, the articles they were chosen from.
    pub total: usize,
    /// Whether the count is exact; otherwise there are more.
    pub exact: bool,
    /// A search that was probably meant, where this one finds nothing.
    pub suggestion: Option<Query>,
}

/// A request for the nearest unread article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadRequest {
    /// The list.
    pub view: View,
    /// The order of the list.
    pub order: Order,
    /// The row from which to look.
    pub from: Cursor,
    /// The direction in which to look.
    pub direction: Direction,
}

impl ListPage {
    /// A page on one side of its anchor: fewer rows than asked for mean that the list ends there.
    fn one_sided(rows: Vec<ListRow>, limit: usize, direction: Direction) -> Self {
        let short = rows.len() < limit;
        let (at_start, at_end) = match direction {
            Direction::Down => (true, short),
            Direction::Up => (short, true),
        };
        Self { rows, at_start, at_end, found: None }
    }
}

impl Library {
    /// The first rows of a list, newest first, read page by page.
    pub fn rows(&self, view: &View, limit: usize) -> impl Iterator<Item = Result<ListRow, LibraryError>> {
        self.cache.rows(view, limit).map(|row| Ok(row?))
    }

    /// A page of a list.
    pub fn page(&self, request: &ListRequest, now: Timestamp) -> Result<ListPage, LibraryError> {
        if let Some(page) = self.unpaged(&request.view, request.order, now)? {
            return Ok(page);
        }
        let limit = request.limit;
        let after = |from| self.rows_in(request, ListRange::after(from, limit));
        let before = |from| self.rows_in(request, ListRange::before(from, limit));
        Ok(match request.anchor {
            Anchor::Start => ListPage::one_sided(after(None)?, limit, Direction::Down),
            Anchor::End => ListPage::one_sided(before(None)?, limit, Direction::Up),
            Anchor::After(cursor) => ListPage::one_sided(after(Some(cursor))?, limit, Direction::Down),
            Anchor::Before(cursor) => ListPage::one_sided(before(Some(cursor))?, limit, Direction::Up),
            Anchor::Around(id) => match self.row_of(request, id)? {
                None => ListPage::one_sided(after(None)?, limit, Direction::Down),
                Some(row) => {
                    let (above, below) = (before(Some(row.cursor))?, after(Some(row.cursor))?);
                    let (at_start, at_end) = (above.len() < limit, below.len() < limit);
                    let rows = above.into_iter().chain([row]).chain(below).collect();
                    ListPage { rows, at_start, at_end, found: None }
                }
            },
        })
    }

    /// The unread article of a list that is nearest to a row, on one side of it, with its place.
    pub fn nearest_unread(
        &self,
        request: &UnreadRequest,
        now: Timestamp,
    ) -> Result<Option<(ArticleId, Cursor)>, LibraryError> {
        let UnreadRequest { view, order, direction, .. } = request;
        if let Some(ListPage { rows, .. }) = self.unpaged(view, *order, now)? {
            let mut unread = rows.iter().filter(|row| !row.read);
            let nearest = match direction {
                Direction::Down => unread.find(|row| row.cursor > request.from),
                Direction::Up => unread.rfind(|row| row.cursor < request.from),
            };
            return Ok(nearest.map(|row| (row.id, row.cursor)));
        }
        let mut from = request.from;
        loop {
            let stretch = ListRange { from: Some(from), direction: *direction, limit: PAGE };
            let rows = self.list(view, *order, stretch)?;
            let (nearest, farthest) = match direction {
                Direction::Down => (rows.iter().find(|row| !row.read), rows.last()),
                Direction::Up => (rows.iter().rfind(|row| !row.read), rows.first()),
            };
            match (nearest, farthest) {
                (Some(row), _) => return Ok(Some((row.id, row.cursor))),
                (None, None) => return Ok(None),
                (None, Some(row)) => from = row.cursor,
            }
        }
    }

    /// An unread article of a list, chosen by a number that was drawn at random.
    pub fn unread_at_random(
        &self,
        view: &View,
        now: Timestamp,
        drawn: u64,
    ) -> Result<Option<ArticleId>, LibraryError> {
        let order = Order::NewestFirst;
        if let Some(ListPage { rows, .. }) = self.unpaged(view, order, now)? {
            let unread: Vec<ArticleId> = rows.iter().filter(|row| !row.read).map(|row| row.id).collect();
            let place = usize::try_from(drawn).unwrap_or(usize::MAX).checked_rem(unread.len());
            return Ok(place.and_then(|place| unread.get(place).copied()));
        }
        let Some(Cursor(key)) = self.cache.cursor_at(drawn)? else { return Ok(None) };
        // The article at that place is the first that is looked at.
        for (direction, from) in [(Direction::Down, key.saturating_add(1)), (Direction::Up, key)] {
            let from = Cursor(from);
            let request = UnreadRequest { view: view.clone(), order, from, direction };
            if let Some((id, _)) = self.nearest_unread(&request, now)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// All rows of a list that is short and has an order of its own: the front page, the followed stories, and
    /// the best matches of a search; `None` for other lists.
    fn unpaged(&self, view: &View, order: Order, now: Timestamp) -> Result<Option<ListPage>, LibraryError> {
        let (rows, found) = match (order, view) {
            (_, View::FrontPage) => (self.front_page(now, None)?, None),
            (order, View::Following) => (self.followed_rows(order)?, None),
            (Order::BestFirst, View::Matching(query)) => {
                let (rows, found) = self.best_rows(query)?;
                (rows, Some(found))
            }
            _ => return Ok(None),
        };
        Ok(Some(ListPage { rows, at_start: true, at_end: true, found }))
    }

    /// The best matches of a search, each with its position as its cursor.
    fn best_rows(&self, query: &Query) -> Result<(Vec<ListRow>, SearchTotal), LibraryError> {
        let Ranked { hits, total, is_complete: exact } = self.search_ranked(query, BEST)?;
        let row = |(cursor, hit): (i64, Hit)| ListRow {
            cursor: Cursor(cursor),
            snippet: Some(hit.snippet),
            ..hit.row
        };
        let found = SearchTotal { total, exact, suggestion: self.suggestion(query, total)? };
        Ok(((0..).zip(hits).map(row).collect(), found))
    }

    /// The number of articles a search finds, or the search that was probably meant.
    pub fn count_found(&self, query: &Query) -> Result<SearchTotal, LibraryError> {
        let (total, exact) = self.cache.count_found(query)?;
        Ok(SearchTotal { total, exact, suggestion: self.suggestion(query, total)? })
    }

    /// The search that was probably meant, given the number of articles this one finds.
    fn suggestion(&self, query: &Query, total: usize) -> Result<Option<Query>, LibraryError> {
        Ok(if total == 0 { self.cache.suggestion(query)? } else { None })
    }

    fn rows_in(&self, request: &ListRequest, range: ListRange) -> Result<Vec<ListRow>, LibraryError> {
        let ListRequest { view, order, flat, .. } = request;
        if *flat { self.list(view, *order, range) } else { self.list_by_story(view, *order, range) }
    }

    /// The row that holds an article in a list.
    fn row_of(&self, request: &ListRequest, id: ArticleId) -> Result<Option<ListRow>, LibraryError> {
        let ListRequest { view, order, flat, .. } = request;
        if *flat && !order.needs_full_sort() {
            self.listed(view, id)
        } else {
            self.listed_by_story(view, *order, id)
        }
    }
}
