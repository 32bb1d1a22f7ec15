//! Changes made on the command line, kept so that a later command or the reader can undo them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Library, LibraryError};
use crate::domain::{ArticleId, Bookmark, Change};

/// The name under which the changes are stored.
const NAME: &str = "undo";

/// Most changes that can be undone.
const MOST: usize = 20;

/// A change that was made, and what undoes it.
#[derive(Debug, Serialize, Deserialize)]
struct Done {
    description: String,
    inverse: Inverse,
}

/// The inverse of a change of marks.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Inverse {
    Read(Vec<(ArticleId, bool)>),
    Bookmark(Vec<(ArticleId, Option<Bookmark>)>),
    Delete(Vec<(ArticleId, bool)>),
}

impl Inverse {
    fn of(change: Change) -> Option<Self> {
        match change {
            Change::Read(marks) => Some(Self::Read(marks)),
            Change::Bookmark(marks) => Some(Self::Bookmark(marks)),
            Change::Delete(marks) => Some(Self::Delete(marks)),
            Change::Highlight(_)
            | Change::StoryMembership(_)
            | Change::Follow(_)
            | Change::Rule(_)
            | Change::Several(_) => None,
        }
    }

    fn into_change(self) -> Change {
        match self {
            Self::Read(marks) => Change::Read(marks),
            Self::Bookmark(marks) => Change::Bookmark(marks),
            Self::Delete(marks) => Change::Delete(marks),
        }
    }
}

/// A change that was undone.
#[derive(Clone, Debug)]
pub struct Undone {
    /// What the undone change did: "tagged: 3 articles".
    pub description: String,
    /// The change that undid it.
    pub change: Change,
    /// The change that does it again.
    pub inverse: Change,
}

impl Library {
    /// Keeps the inverse of a change of marks for [`Library::undo`]; what changed nothing needs none.
    pub fn keep_for_undo(&mut self, description: &str, inverse: Change) -> Result<(), LibraryError> {
        let Some(inverse) = Some(inverse).filter(|inverse| !inverse.is_empty()).and_then(Inverse::of) else {
            return Ok(());
        };
        let mut all = self.kept_for_undo()?;
        all.push(Done { description: description.to_owned(), inverse });
        all.drain(..all.len().saturating_sub(MOST));
        self.write_for_undo(&all)
    }

    /// Undoes the last change that was kept; `None` where there is none.
    pub fn undo(&mut self, now: Timestamp) -> Result<Option<Undone>, LibraryError> {
        let mut all = self.kept_for_undo()?;
        let Some(Done { description, inverse }) = all.pop() else { return Ok(None) };
        let change = inverse.into_change();
        let inverse = self.apply(&change, now)?;
        self.write_for_undo(&all)?;
        Ok(Some(Undone { description, change, inverse }))
    }

    /// The changes, the last one last; none where another version wrote them otherwise.
    fn kept_for_undo(&self) -> Result<Vec<Done>, LibraryError> {
        let kept = self.cache.remembered(NAME)?;
        Ok(kept.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
    }

    fn write_for_undo(&mut self, all: &[Done]) -> Result<(), LibraryError> {
        let json = serde_json::to_string(all).expect("marks have only string keys");
        Ok(self.cache.remember(NAME, &json)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Article, Mark, Selection};

    #[test]
    fn changes_are_undone_one_after_the_other_the_last_one_first() {
        let mut library = Library::in_memory().unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let ids: Vec<_> = ["Rain", "Snow"]
            .map(|headline| Article { headline: headline.into(), ..Article::default() })
            .map(|article| library.add(&[article], now).unwrap()[0].id)
            .into();
        let mark = |library: &mut Library, mark: Mark, done: &str| {
            let (_, inverse) = library.mark_all(&Selection::These(ids.clone()), &[mark], now).unwrap();
            library.keep_for_undo(done, inverse).unwrap();
        };
        mark(&mut library, Mark::Tag(vec!["wet".into()]), "tagged");
        mark(&mut library, Mark::Read(true), "marked read");
        mark(&mut library, Mark::Read(true), "nothing to do");
        mark(&mut library, Mark::Delete, "deleted");
        assert_eq!(library.counts().unwrap().articles, 0);

        let mut undo = || library.undo(now).unwrap().map(|undone| undone.description);
        assert_eq!(undo().as_deref(), Some("deleted"));
        assert_eq!(undo().as_deref(), Some("marked read"));
        assert_eq!(undo().as_deref(), Some("tagged"));
        assert_eq!(undo(), None);
        let counts = library.counts().unwrap();
        assert_eq!((counts.articles, counts.unread, counts.bookmarks), (2, 2, 0));
    }
}
