//! The pane of the front page: its scroll position, and the moves from story to story.

use crate::domain::{ArticleId, ListRow};
use crate::typeset::{self, FrontCell, FrontSetting, front_page};

/// Columns before a story: the bar of the selection, the mark, a blank.
pub const INDENT: u16 = 3;

/// A direction on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontDirection {
    /// To the story above.
    Up,
    /// To the story below.
    Down,
    /// To the column at the left.
    Left,
    /// To the column at the right.
    Right,
}

/// The set front page, and its first visible line.
#[derive(Clone, Debug, Default)]
pub struct FrontPane {
    page: typeset::FrontPage,
    rows: Vec<ListRow>,
    setting: Option<FrontSetting>,
    top: usize,
}

impl FrontPane {
    /// The page.
    pub const fn page(&self) -> &typeset::FrontPage {
        &self.page
    }

    /// The first visible line.
    pub const fn top(&self) -> usize {
        self.top
    }

    /// The row of a cell.
    pub fn row_of(&self, cell: &FrontCell) -> Option<&ListRow> {
        self.rows.get(cell.row)
    }

    /// Sets the page again where its stories or the parameters changed.
    pub fn set<'row>(&mut self, rows: impl Iterator<Item = &'row ListRow> + Clone, setting: FrontSetting) {
        if self.setting == Some(setting) && rows.clone().eq(&self.rows) {
            return;
        }
        self.rows = rows.cloned().collect();
        self.page = front_page(self.rows.iter(), setting);
        self.setting = Some(setting);
    }

    /// The place of an article on the page.
    pub fn cell_of(&self, id: ArticleId) -> Option<&FrontCell> {
        self.page.cells.iter().find(|cell| self.row_of(cell).is_some_and(|row| row.id == id))
    }

    /// Scrolls a story into view, as far as there is room for it; with the first stories, to the top.
    pub fn show(&mut self, id: Option<ArticleId>, height: usize) {
        if let Some(lines) = id.and_then(|id| self.cell_of(id)).map(|cell| cell.lines.clone()) {
            if lines.end > self.top + height {
                self.top = lines.end - height;
            }
            if lines.start < self.top {
                self.top = lines.start;
            }
            // The name of a section stands two lines above its first stories.
            if self.top > 0 && lines.start.saturating_sub(2) < self.top && lines.end <= self.top + height - 2
            {
                self.top = lines.start.saturating_sub(2);
            }
        }
        self.top = self.top.min(self.page.lines.len().saturating_sub(height));
    }

    /// Scrolls by lines; returns the story to select: the selected one, while it is visible.
    pub fn scroll(&mut self, lines: isize, height: usize, id: Option<ArticleId>) -> Option<ArticleId> {
        let last = self.page.lines.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(lines).min(last);
        let in_sight =
            |cell: &&FrontCell| cell.lines.start >= self.top && cell.lines.end <= self.top + height;
        let here = id.and_then(|id| self.cell_of(id)).filter(in_sight);
        let near = here.map_or(0, |cell| cell.columns.start);
        let cell = here.or_else(|| {
            let cells = self.page.cells.iter().filter(in_sight);
            if lines > 0 {
                cells.min_by_key(|cell| (cell.lines.start, cell.columns.start.abs_diff(near)))
            } else {
                cells.max_by_key(|cell| (cell.lines.end, usize::MAX - cell.columns.start.abs_diff(near)))
            }
        });
        cell.and_then(|cell| self.row_of(cell)).map(|row| row.id)
    }

    /// The nearest story to `id` in a direction.
    pub fn nearest_in(&self, id: ArticleId, way: FrontDirection) -> Option<ArticleId> {
        let from = self.cell_of(id)?;
        let cells = self.page.cells.iter();
        let beside =
            |cell: &FrontCell| from.columns.start < cell.columns.end && cell.columns.start < from.columns.end;
        let apart = |cell: &FrontCell| {
            // Lines between the two; zero where they stand side by side.
            let above = cell.lines.start.saturating_sub(from.lines.end.saturating_sub(1));
            above.max(from.lines.start.saturating_sub(cell.lines.end.saturating_sub(1)))
        };
        let next = match way {
            FrontDirection::Down => cells
                .filter(|cell| cell.lines.start >= from.lines.end)
                .min_by_key(|cell| (!beside(cell), cell.lines.start, cell.columns.start)),
            FrontDirection::Up => cells
                .filter(|cell| cell.lines.end <= from.lines.start)
                .min_by_key(|cell| (!beside(cell), usize::MAX - cell.lines.end, cell.columns.start)),
            FrontDirection::Right => cells
                .filter(|cell| cell.columns.start >= from.columns.end)
                .min_by_key(|cell| (apart(cell), cell.columns.start, cell.lines.start)),
            FrontDirection::Left => cells
                .filter(|cell| cell.columns.end <= from.columns.start)
                .min_by_key(|cell| (apart(cell), usize::MAX - cell.columns.end, cell.lines.start)),
        };
        next.and_then(|cell| self.row_of(cell)).map(|row| row.id)
    }

    /// The story under a cell of the pane.
    pub fn story_at(&self, column: usize, line: usize) -> Option<ArticleId> {
        let line = line + self.top;
        let here = |cell: &&FrontCell| cell.lines.contains(&line) && cell.columns.contains(&column);
        self.page.cells.iter().find(here).and_then(|cell| self.row_of(cell)).map(|row| row.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with a lead story over two columns, two stories beside it and three below.
    fn page() -> FrontPane {
        let cell = |row, lines, columns| FrontCell { row, lines, columns };
        let cells = vec![
            cell(0, 0..8, 0..62),
            cell(1, 0..4, 64..94),
            cell(2, 5..9, 64..94),
            cell(3, 10..14, 0..30),
            cell(4, 10..14, 32..62),
            cell(5, 10..14, 64..94),
        ];
        let lines = vec![typeset::Line::default(); 14];
        let rows = (1..=6).map(ListRow::sample).collect();
        FrontPane { page: typeset::FrontPage { lines, cells }, rows, setting: None, top: 0 }
    }

    #[test]
    fn keys_lead_to_the_story_next_to_one() {
        let page = page();
        let toward = |from, way| page.nearest_in(ArticleId(from), way).map(|id| id.0);

        assert_eq!(
            [FrontDirection::Down, FrontDirection::Right, FrontDirection::Up, FrontDirection::Left]
                .map(|way| toward(1, way)),
            [Some(4), Some(2), None, None]
        );
        assert_eq!(toward(2, FrontDirection::Down), Some(3));
        assert_eq!(toward(3, FrontDirection::Left), Some(1));
        assert_eq!(toward(5, FrontDirection::Up), Some(1));
        assert_eq!(
            [FrontDirection::Left, FrontDirection::Right].map(|way| toward(5, way)),
            [Some(4), Some(6)]
        );
        assert_eq!(toward(6, FrontDirection::Down), None);
    }

    #[test]
    fn the_selected_story_is_in_sight_and_scrolling_selects_one_that_is() {
        let mut page = page();

        page.show(Some(ArticleId(6)), 8);
        assert_eq!(page.top(), 6);
        page.show(Some(ArticleId(1)), 8);
        assert_eq!(page.top(), 0);
        assert_eq!(page.scroll(6, 8, Some(ArticleId(1))), Some(ArticleId(4)));
        assert_eq!(page.story_at(40, 5), Some(ArticleId(5)));
    }
}
