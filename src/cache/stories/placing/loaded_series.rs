//! Articles of a series: they share a label of their own, which groups them in lists, and are compared with
//! no others.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::story_article::StoryArticle;
use crate::cache::CacheError;
use crate::cache::stories::set_story;
use crate::domain::{ArticleId, StoryId};
use crate::related::{HeadlineForm, SeriesCounts};

/// The series of the articles in memory.
#[derive(Default)]
pub(super) struct Serial {
    counts: SeriesCounts,
    /// Articles that would form a series of the form, if it became one.
    candidates: HashMap<HeadlineForm, Vec<ArticleId>>,
    placed: HashSet<ArticleId>,
}

impl Serial {
    /// Counts an article. Articles of a group are counted before any is placed.
    pub(super) fn count(&mut self, known: &StoryArticle) {
        self.counts.count(&known.forms, known.moment);
    }

    /// Puts an article into its series, if it has one, and returns whether it does.
    pub(super) fn place(
        &mut self,
        connection: &Connection,
        known: &StoryArticle,
    ) -> Result<bool, CacheError> {
        let Some(form) = self.counts.series(&known.forms) else {
            self.remember(known);
            return Ok(false);
        };
        let label = StoryId::of_series(form.hash);
        for id in self.candidates.remove(&form).unwrap_or_default().into_iter().chain([known.id]) {
            set_story(connection, id, label)?;
            self.placed.insert(id);
        }
        self.counts.add_known(form);
        self.remember_larger(known, form);
        Ok(true)
    }

    /// Notes an article that is placed already, or is of no series so far.
    pub(super) fn remember(&mut self, known: &StoryArticle) {
        for form in &known.forms {
            self.candidates.entry(*form).or_default().push(known.id);
        }
    }

    /// Notes an article that was put into a series before; a series stays one, however few of its articles
    /// are in memory.
    pub(super) fn remember_placed(&mut self, known: &StoryArticle) {
        let is_own = |form: &&HeadlineForm| known.story == Some(StoryId::of_series(form.hash));
        let Some(form) = known.forms.iter().find(is_own).copied() else { return };
        self.counts.add_known(form);
        self.remember_larger(known, form);
    }

    /// Notes an article of a series as a candidate of a larger series: if that forms, the smaller becomes a
    /// part of it.
    fn remember_larger(&mut self, known: &StoryArticle, own: HeadlineForm) {
        for form in known.forms.iter().take_while(|form| **form != own) {
            self.candidates.entry(*form).or_default().push(known.id);
        }
    }

    /// Whether an article turned out to be of a series after it was loaded.
    pub(super) fn holds(&self, id: ArticleId) -> bool {
        self.placed.contains(&id)
    }
}
