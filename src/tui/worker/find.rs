//! What the worker finds out for a command line: lists by their names, tags, paths; and whether the
//! collection changed.

use jiff::Timestamp;

use super::{Home, Worker, files};
use crate::domain::{Prose, View};
use crate::library::{Library, LibraryError};
use crate::tui::command::Wonder;
use crate::tui::effect::Surely;
use crate::tui::message::Answer;
use crate::tui::model::view_name;

/// The lists that every collection has, by the word typed for each.
const VIEWS: [(&str, View); 6] = [
    ("all", View::All),
    ("front", View::FrontPage),
    ("following", View::Following),
    ("unread", View::Unread),
    ("bookmarks", View::Bookmarks),
    ("continue", View::ContinueReading),
];

impl Worker {
    /// What completes a command: words, and what is told about each.
    pub(super) fn find_out(&self, wonder: &Wonder) -> Result<Answer, LibraryError> {
        Ok(Answer::Known(match wonder {
            Wonder::Views => self.views()?.into_iter().map(|(word, about, _)| (word, about)).collect(),
            Wonder::SavedSearches => {
                let saved = self.library.saved_searches(Timestamp::now())?.into_iter();
                saved
                    .map(|kept| (kept.search.name.to_string(), kept.search.query.as_str().to_owned()))
                    .collect()
            }
            Wonder::Tags => {
                let tags = self.library.tags()?.into_iter();
                tags.map(|(tag, count)| (tag.to_string(), self.words.about_bookmarks(count))).collect()
            }
            Wonder::Paths(begun) => files::beginning_with(begun),
        }))
    }

    /// The list of a name: the whole of it, or a beginning that no other has.
    pub(super) fn find_view(&self, name: &str) -> Result<Answer, LibraryError> {
        let views = self.views()?;
        let wanted = name.to_lowercase();
        let exact = views.iter().find(|(word, ..)| word.to_lowercase() == wanted);
        let mut begun = views.iter().filter(|(word, ..)| word.to_lowercase().starts_with(&wanted));
        let only = (begun.next(), begun.next());
        let found = exact.or(if let (Some(only), None) = only { Some(only) } else { None });
        Ok(Answer::View(found.map(|(.., view)| view.clone())))
    }

    /// Every list: the word for it, what is told about it, and itself.
    fn views(&self) -> Result<Vec<(String, String, View)>, LibraryError> {
        let shelves = self.library.shelves()?;
        let row = |name: &Prose, about: &str, view: fn(Prose) -> View| {
            (name.to_string(), about.to_owned(), view(name.clone()))
        };
        let fixed = VIEWS
            .into_iter()
            .map(|(word, view)| (word.to_owned(), view_name(&view, self.words).to_owned(), view));
        let saved = self.library.saved_searches(Timestamp::now())?.into_iter().map(|kept| {
            (
                kept.search.name.to_string(),
                self.words.about_saved_search().to_owned(),
                View::Matching(kept.search.query),
            )
        });
        let publications = shelves.publications.iter();
        let publications =
            publications.map(|kept| row(&kept.name, self.words.about_publication(), View::Publication));
        let tags = shelves.tags();
        let tags =
            tags.iter().map(|tag| row(&tag.name, self.words.about_feeds(), View::Tagged)).collect::<Vec<_>>();
        let feeds = shelves.feeds.iter();
        let feeds = feeds.map(|feed| {
            (feed.label().to_string(), self.words.about_feed().to_owned(), View::Feed(feed.id, feed.label()))
        });
        let sections =
            shelves.sections.iter().map(|kept| row(&kept.name, self.words.about_section(), View::Section));
        Ok(fixed.chain(saved).chain(tags).chain(feeds).chain(publications).chain(sections).collect())
    }

    /// The counts of a collection that changed; where the cache is no longer empty, it takes the place
    /// of the sample edition.
    pub(super) fn look_around(&mut self, surely: Surely) -> Result<Option<Answer>, LibraryError> {
        if let Home::Awaiting(file) = &self.home {
            let library = Library::open(file)?;
            let counts = library.counts()?;
            if counts.articles == 0 {
                return Ok(None);
            }
            library.close_quickly()?;
            (self.library, self.home) = (library, Home::File(file.clone()));
            return Ok(Some(Answer::MovedIn(counts)));
        }
        let version = Some(self.library.version()?);
        let changed = std::mem::replace(&mut self.version, version) != version;
        if !changed && surely == Surely::Perhaps {
            return Ok(None);
        }
        Ok(Some(Answer::News(self.library.counts()?)))
    }
}
