//! The tasks about stories: their timelines, following them, the articles that share a row.

use super::Worker;
use crate::domain::{ArticleId, Change, Following, ListRow, Order, View};
use crate::library::LibraryError;
use crate::tui::effect::{Intent, StoryChange};
use crate::tui::failure::Failure;
use crate::tui::message::{Answer, Message};

impl Worker {
    /// The other articles that share a row. The rows of the front page are taken from all articles.
    pub(super) fn unfold(&self, view: &View, order: Order, row: &ListRow) -> Result<Answer, LibraryError> {
        let view = if *view == View::FrontPage { &View::All } else { view };
        Ok(Answer::Unfolded(row.id, self.library.unfolded(view, order, row)?))
    }

    pub(super) fn timeline(&self, id: ArticleId) -> Result<Answer, Failure> {
        let story = self.library.timeline(id)?.ok_or(Failure::ArticleGone)?;
        Ok(Answer::Story(id, Box::new(story)))
    }

    /// Changes the story of an article; the error has the reason why it cannot.
    pub(super) fn change_story(&mut self, id: ArticleId, change: &StoryChange) -> Result<Message, Failure> {
        let (change, otherwise) = match change {
            StoryChange::Follow => (self.library.follow_change(id, None)?, self.words.article_gone()),
            StoryChange::FollowAs(name) => {
                (self.library.follow_change(id, Some(name.clone()))?, self.words.article_gone())
            }
            StoryChange::Pause => (self.pause(id)?, self.words.not_followed()),
            StoryChange::Separate => (self.library.separate_change(id)?, self.words.never_merged()),
            StoryChange::TakeOut => (self.library.take_out_change(id)?, self.words.no_other_tells_it()),
        };
        match change {
            Some(change) => self.apply(Intent::Do, &change, None),
            None => Ok(Message::Reported(otherwise.to_owned())),
        }
    }

    fn pause(&self, id: ArticleId) -> Result<Option<Change>, LibraryError> {
        let story = self.library.listed(&View::All, id)?.and_then(|row| row.story);
        let Some(story) = story else { return Ok(None) };
        let known = self.library.following(story)?;
        Ok(known.map(|known| {
            let paused = !known.paused;
            Change::Follow(vec![(story, Some(Following { paused, ..known }))])
        }))
    }
}
