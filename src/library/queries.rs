//! What the library passes on to the cache as it is: a table of the questions, and one of the changes a
//! person makes. A verb that puts several of them together stands in a file of its own.

use jiff::Timestamp;

use super::{Counts, Library, LibraryError, Limits};
use crate::domain::{
    ArrivalRule, Article, ArticleId, Bookmark, Change, Feed, FeedActivity, FeedId, Followed, Following,
    FullText, ListRange, Listed, Mark, Order, PictureName, Prose, Query, Ranked, SavedSearch, Selection,
    StoryId, Subscription, View,
};

macro_rules! queries {
    ($($(#[$doc:meta])* $query:ident($($name:ident: $of:ty),*) -> $answer:ty;)+) => {
        impl Library {
            $($(#[$doc])*
            pub fn $query(&self, $($name: $of),*) -> Result<$answer, LibraryError> {
                Ok(self.cache.$query($($name),*)?)
            })+
        }
    };
}

macro_rules! changes {
    ($($(#[$doc:meta])* $change:ident($($name:ident: $of:ty),*) -> $answer:ty;)+) => {
        impl Library {
            $($(#[$doc])*
            pub fn $change(&mut self, $($name: $of),*) -> Result<$answer, LibraryError> {
                self.counted(|cache| cache.$change($($name),*))
            })+
        }
    };
}

queries! {
    /// The article that an id, a URL or a GUID names.
    find(reference: &str) -> Option<ArticleId>;
    /// The article alone.
    article(id: ArticleId) -> Option<Article>;
    /// The bookmark of an article.
    bookmark(id: ArticleId) -> Option<Bookmark>;
    /// The bytes of a picture; `None` where no article shows it.
    picture(name: PictureName) -> Option<Vec<u8>>;

    /// Articles, unread ones and bookmarks, counted.
    counts() -> Counts;
    /// How many articles a list holds.
    count(view: &View) -> usize;
    /// Rows of a list, from a cursor on.
    list(view: &View, order: Order, stretch: ListRange) -> Vec<Listed>;
    /// The row of an article in a list, where the list holds it.
    listed(view: &View, id: ArticleId) -> Option<Listed>;
    /// Rows of a list in which the articles of one story share a row, from a cursor on.
    list_by_story(view: &View, order: Order, stretch: ListRange) -> Vec<Listed>;
    /// The row in which an article stands in such a list.
    listed_by_story(view: &View, order: Order, id: ArticleId) -> Option<Listed>;
    /// The other articles that share a row of such a list, in its order.
    unfolded(view: &View, order: Order, row: &Listed) -> Vec<Listed>;
    /// The articles that have had their time, the newest first.
    expired(limits: &Limits, now: Timestamp) -> Vec<(ArticleId, Prose)>;

    /// Articles that answer to a search, the best first. The search bears the moment it is asked at.
    search_ranked(query: &Query, limit: usize) -> Ranked;
    /// Articles that answer to a search, the newest first, from a cursor on.
    search_newest(query: &Query, now: Timestamp, stretch: ListRange) -> Vec<Listed>;

    /// The stories that several articles tell, those with the newest article first, at most so many.
    stories(limit: usize) -> Vec<StoryId>;
    /// The stories a person follows, those with news first.
    followed() -> Vec<Followed>;
    /// How a story is followed.
    following(story: StoryId) -> Option<Following>;
    /// The feeds, in the order of their folders and names.
    feeds() -> Vec<Feed>;
    /// How lively a feed is, by its latest articles.
    feed_activity(id: FeedId) -> FeedActivity;
    /// How many articles a rule found.
    found_by(rule: &ArrivalRule) -> u32;
    /// The search of the rule that mutes an article.
    muted_by(id: ArticleId) -> Option<String>;
    /// All tags of bookmarks, each with the number of its bookmarks.
    tags() -> Vec<(Prose, u32)>;

    /// A number that changes when another process, or another thread, changes the collection.
    version() -> i64;
    /// What is wrong with the cache, a sentence each; nothing when all is well.
    check() -> Vec<String>;
    /// Moves the log of writes into the file while nobody waits, so that the next start is quick.
    checkpoint_log() -> ();
    /// Makes closing take no time, for a screen that a person leaves.
    skip_checkpoint_on_close() -> ();
}

changes! {
    /// Marks many articles by the first mark that changes any, in one transaction; returns the change and its
    /// inverse.
    mark_all(selection: &Selection, marks: &[Mark], now: Timestamp) -> (Change, Change);

    /// Applies a rule to the articles that are here, or makes it with that; returns the change and its inverse.
    apply_rule(rule: &ArrivalRule, is_own: bool, now: Timestamp) -> (Change, Change);
    /// Subscribes to a feed; tells whether it is new. A name or a password in its address is left out.
    subscribe(wanted: &Subscription, full_text: FullText) -> (FeedId, bool);
    /// Ends a subscription; its articles stay. Says whether there was one.
    unsubscribe(id: FeedId) -> bool;
    /// Stores what the person says of a feed: name, folder, tags, full text, how much is retained.
    change_feed(feed: &Feed) -> ();

    /// Saves a search under its name, in the place of one that was called so.
    save_search(search: &SavedSearch) -> ();
    /// Gives a saved search another name. Says whether there was one.
    rename_search(from: &str, to: &Prose) -> bool;
    /// Forgets a saved search. Says whether there was one.
    forget_search(name: &str) -> bool;
}
