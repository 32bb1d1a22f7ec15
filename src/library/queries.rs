//! The operations that the library passes on to the cache: a table of queries, and a table of changes. An
//! operation that combines several has a file of its own.

use jiff::Timestamp;

use super::{Counts, Library, LibraryError, RetentionLimits};
use crate::domain::{
    ArrivalRule, Article, ArticleId, Bookmark, Change, Feed, FeedActivity, FeedId, FollowedStory, Following,
    FullText, ListRange, ListRow, Mark, NameField, Order, PictureName, Prose, Query, Ranked, SavedSearch,
    Selection, StoryId, Subscription, View,
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
    /// The article without its marks.
    article(id: ArticleId) -> Option<Article>;
    /// The bookmark of an article.
    bookmark(id: ArticleId) -> Option<Bookmark>;
    /// The bytes of a picture; `None` where no article shows it.
    picture(name: PictureName) -> Option<Vec<u8>>;

    /// Articles, unread ones and bookmarks, counted.
    counts() -> Counts;
    /// The number of articles in a list.
    count(view: &View) -> usize;
    /// Rows of a list, from a cursor on.
    list(view: &View, order: Order, range: ListRange) -> Vec<ListRow>;
    /// The row of an article in a list, where the list holds it.
    listed(view: &View, id: ArticleId) -> Option<ListRow>;
    /// Rows of a list in which the articles of one story share a row, from a cursor on.
    list_by_story(view: &View, order: Order, range: ListRange) -> Vec<ListRow>;
    /// The row in which an article stands in such a list.
    listed_by_story(view: &View, order: Order, id: ArticleId) -> Option<ListRow>;
    /// The other articles that share a row of such a list, in its order.
    unfolded(view: &View, order: Order, row: &ListRow) -> Vec<ListRow>;
    /// The articles past their retention, the newest first.
    expired(limits: &RetentionLimits, now: Timestamp) -> Vec<(ArticleId, Prose)>;

    /// Articles that match a search, the best first. The search holds the moment it is asked at.
    search_ranked(query: &Query, limit: usize) -> Ranked;
    /// Articles that match a search, the newest first, from a cursor on.
    search_newest(query: &Query, now: Timestamp, range: ListRange) -> Vec<ListRow>;

    /// The stories of several articles, those with the newest article first, up to a limit.
    stories(limit: usize) -> Vec<StoryId>;
    /// The stories a person follows, those with new articles first.
    followed() -> Vec<FollowedStory>;
    /// How the person follows a story.
    following(story: StoryId) -> Option<Following>;
    /// The feeds, in the order of their folders and names.
    feeds() -> Vec<Feed>;
    /// How often a feed publishes, by its latest articles.
    feed_activity(id: FeedId) -> FeedActivity;
    /// The number of articles that a rule found.
    found_by(rule: &ArrivalRule) -> u32;
    /// The search of the rule that mutes an article.
    muted_by(id: ArticleId) -> Option<String>;
    /// The words of a field, those of most articles first, each with the number of its articles.
    words_of_field(field: NameField) -> Vec<(Prose, u32)>;
    /// The languages of the articles, the commonest first, each with the number of its articles.
    languages() -> Vec<(Prose, u32)>;
    /// All tags of bookmarks, each with the number of its bookmarks.
    tags() -> Vec<(Prose, u32)>;

    /// A number that changes when another process, or another thread, changes the collection.
    version() -> i64;
    /// The problems of the cache, a sentence each; empty where there are none.
    check() -> Vec<String>;
    /// Checkpoints the write-ahead log while there is time, so that the next start is quick.
    checkpoint_log() -> ();
    /// Skips the checkpoint on close, so that closing takes no time.
    skip_checkpoint_on_close() -> ();
}

changes! {
    /// Marks many articles by the first mark that changes any, in one transaction; returns the change and its
    /// inverse.
    mark_all(selection: &Selection, marks: &[Mark], now: Timestamp) -> (Change, Change);

    /// Applies a rule to the stored articles, or adds the rule as well; returns the change and its inverse.
    apply_rule(rule: &ArrivalRule, is_own: bool, now: Timestamp) -> (Change, Change);
    /// Subscribes to a feed; returns whether it is new. A user name or password in its address is left out.
    subscribe(wanted: &Subscription, full_text: FullText) -> (FeedId, bool);
    /// Ends a subscription; its articles stay. Returns whether there was one.
    unsubscribe(id: FeedId) -> bool;
    /// Stores a person's settings of a feed: name, folder, tags, full text, retention.
    change_feed(feed: &Feed) -> ();

    /// Saves a search under its name, replacing one of that name.
    save_search(search: &SavedSearch) -> ();
    /// Renames a saved search. Returns whether there was one.
    rename_search(from: &str, to: &Prose) -> bool;
    /// Deletes a saved search. Returns whether there was one.
    forget_search(name: &str) -> bool;
}
