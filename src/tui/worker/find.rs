//! The words that complete a command, and whether the collection changed.

use super::fetching::opened;
use super::{CacheLocation, Worker, files};
use crate::domain::View;
use crate::library::LibraryError;
use crate::tui::ask::CompletionSource;
use crate::tui::effect::Trigger;
use crate::tui::message::{Answer, Message};
use crate::tui::model::view_name;
use crate::words::Words;

impl Worker {
    /// The words that complete a command, each with a description.
    pub(super) fn completions(&self, source: &CompletionSource) -> Result<Answer, LibraryError> {
        Ok(Answer::Completions(match source {
            CompletionSource::Views => self.view_completions(|_| true)?,
            CompletionSource::Publications => {
                self.view_completions(|view| matches!(view, View::Publication(_)))?
            }
            CompletionSource::Sections => self.view_completions(|view| matches!(view, View::Section(_)))?,
            CompletionSource::Feeds => self.view_completions(|view| matches!(view, View::Feed(..)))?,
            CompletionSource::Folders => self.view_completions(|view| matches!(view, View::Tagged(_)))?,
            CompletionSource::SavedSearches => {
                let saved = self.library.saved_searches(self.now())?.into_iter();
                saved
                    .map(|kept| (kept.search.name.to_string(), kept.search.query.as_str().to_owned()))
                    .collect()
            }
            CompletionSource::Tags => {
                let tags = self.library.tags()?.into_iter();
                tags.map(|(tag, count)| (tag.to_string(), self.words.about_bookmarks(count))).collect()
            }
            CompletionSource::Languages => {
                // A tag with a region is indexed as one word, and its language beside it.
                let languages =
                    self.library.languages()?.into_iter().filter(|(code, _)| code.as_str().len() < 4);
                let name = |code: &str| self.words.name_of_language(code).unwrap_or_default();
                let about = |code: &str, count| format!("{} {}", name(code), self.about_articles(count));
                languages.map(|(code, count)| (code.to_string(), about(code.as_str(), count))).collect()
            }
            CompletionSource::Names(field) => {
                let names = self.library.words_of_field(*field)?.into_iter();
                names.map(|(word, count)| (word.to_string(), self.about_articles(count))).collect()
            }
            CompletionSource::Paths(begun) => files::beginning_with(begun),
        }))
    }

    fn about_articles(&self, count: u32) -> String {
        self.words.edition_alone(count).trim().to_owned()
    }

    /// The names of the wanted lists, with their kinds.
    fn view_completions(
        &self,
        is_wanted: impl Fn(&View) -> bool,
    ) -> Result<Vec<(String, String)>, LibraryError> {
        let views = self.library.views(self.now())?.into_iter().filter(|entry| is_wanted(&entry.view));
        Ok(views.map(|entry| (entry.name, view_kind(&entry.view, self.words).to_owned())).collect())
    }

    /// The counts of a collection that changed. A cache that is no longer empty replaces the sample edition.
    pub(super) fn check_for_changes(&mut self, trigger: Trigger) -> Result<Option<Message>, LibraryError> {
        if let CacheLocation::Awaiting(file) = &self.location {
            let library = opened(file, &self.rules)?;
            let counts = library.counts()?;
            if counts.articles == 0 {
                return Ok(None);
            }
            library.skip_checkpoint_on_close()?;
            (self.library, self.location) = (library, CacheLocation::File(file.clone()));
            return Ok(Some(Message::CacheReplacedSample(counts)));
        }
        let version = Some(self.library.version()?);
        let changed = std::mem::replace(&mut self.version, version) != version;
        if !changed && trigger == Trigger::FileTouched {
            return Ok(None);
        }
        Ok(Some(Message::CollectionChanged(self.library.counts()?)))
    }
}

/// The kind of a list; for a list that every collection has, its name.
fn view_kind(view: &View, words: Words) -> &str {
    match view {
        view if view.is_muted() => view_name(view, words),
        view if view.as_tag().is_some() => words.tags(),
        View::Matching(_) => words.about_saved_search(),
        View::Publication(_) => words.about_publication(),
        View::Section(_) => words.about_section(),
        View::Feed(..) => words.about_feed(),
        View::Tagged(_) => words.about_feeds(),
        View::All
        | View::Unread
        | View::Bookmarks
        | View::ContinueReading
        | View::ReadingLog
        | View::FrontPage
        | View::Following => view_name(view, words),
    }
}
