//! The article that the focus is on.

use super::Model;
use crate::domain::{ArticleId, Bookmark, LinkTarget, Pane, Prose, StoryId};
use crate::tui::overlays::Overlay;

/// An article of the cache, with its marks as far as the screen knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The id of the article.
    pub id: ArticleId,
    /// The headline.
    pub headline: Prose,
    /// Whether the article was read.
    pub read: bool,
    /// Whether the article is bookmarked.
    pub bookmarked: bool,
    /// The bookmark, where the article is open.
    pub bookmark: Option<Bookmark>,
}

impl Model {
    /// Whether the person follows a story.
    pub fn follows(&self, story: Option<StoryId>) -> bool {
        story.is_some_and(|story| self.followed.iter().any(|followed| followed.story == story))
    }

    /// Whether the story of the article that the focus is on is followed.
    pub fn follows_subject(&self) -> bool {
        let Some(id) = self.subject().map(|subject| subject.id) else { return false };
        let row = self.headlines.rows().find(|row| row.id == id).and_then(|row| row.story);
        let open = self.reading.as_ref().filter(|reading| reading.id() == id);
        self.follows(row.or_else(|| open.and_then(|reading| reading.opened.story)))
    }

    /// The article that the focus is on: the selected report of a story, the selected row, the open article,
    /// or the selected link.
    pub fn subject(&self) -> Option<Subject> {
        if let Some(Overlay::Story(sheet)) = &self.overlay {
            let row = sheet.subject()?;
            let (headline, read) = (row.headline.clone(), row.read);
            return Some(Subject { id: row.id, headline, read, bookmarked: row.bookmarked, bookmark: None });
        }
        match self.focus {
            Pane::Sources => None,
            Pane::Headlines => {
                let row = self.headlines.selected_row()?;
                let open = self.reading.as_ref().filter(|reading| reading.id() == row.id);
                Some(Subject {
                    id: row.id,
                    headline: row.headline.clone(),
                    read: row.read,
                    bookmarked: row.bookmarked,
                    bookmark: open.and_then(|reading| reading.bookmark().cloned()),
                })
            }
            Pane::Related if !self.related.is_empty() => {
                let link = self.related.selected_link()?;
                let LinkTarget::Cached { id, read, .. } = link.target else { return None };
                let row = self.headlines.rows().find(|row| row.id == id);
                let bookmarked = row.is_some_and(|row| row.bookmarked);
                Some(Subject { id, headline: link.headline.clone(), read, bookmarked, bookmark: None })
            }
            // Beside an article without links, it is the article.
            Pane::Article | Pane::Related => {
                let reading = self.reading.as_ref()?;
                Some(Subject {
                    id: reading.id(),
                    headline: reading.opened.article.headline.clone(),
                    read: reading.opened.read,
                    bookmarked: reading.bookmark().is_some(),
                    bookmark: reading.bookmark().cloned(),
                })
            }
        }
    }
}
