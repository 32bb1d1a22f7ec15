//! The nouns of news as plain data: articles and their text, links, a person's marks on articles.
//!
//! Knows no file format but the article's own JSON, no database, no screen. Text from outside
//! enters as [`Prose`] or [`Verbatim`], addresses as [`WebUrl`]: a value of these types is safe
//! to show and to open.

mod account;
mod article;
mod body;
mod caution;
mod chain;
mod change;
mod correction;
mod enclosure;
mod feed;
mod front_page;
mod id;
mod identity_hints;
mod inline;
mod language;
mod link;
mod listing;
mod locale;
mod marks;
mod mistake;
mod moment;
mod named;
mod pane;
mod picture;
mod place;
mod prose;
mod query;
mod rule;
mod saved;
mod search_results;
mod selection;
mod session;
mod snippet;
mod statement;
mod story;
mod subscription;
mod tags;
mod trail;
mod web_url;
mod why;

pub use account::{Account, SyncedFlag};
pub use article::{Article, Author, LeadImage, StoredArticle};
pub use body::{Block, Body, Embed, EmbedKind, FACT_SEPARATOR, Figure, Item, Table, is_line_of_facts};
pub use caution::Caution;
pub use chain::Chain;
pub use change::{Bookmark, Change, RuleChange};
pub use correction::{Correction, PassageChange};
pub use enclosure::{Comments, Enclosure, EnclosureKind};
pub use feed::{
    Feed, FeedActivity, FeedOrder, FeedState, FullText, HIDDEN_TAG, PictureFetching, Retention, Validators,
};
pub use front_page::{FrontPagePart, FrontPageStory};
pub use id::{AccountId, ArticleId, FeedId, ParseIdError, StoryId};
pub use identity_hints::IdentityHints;
pub use inline::{Inline, Text};
pub use language::Language;
pub use link::{
    GroupScope, LinkGroup, LinkTarget, RelatedGroup, RelatedLink, Relation, ResolvedLink, normalised_headline,
};
pub use listing::{Cursor, Density, Direction, ListRange, ListRow, Order, Recording, View};
pub use locale::{Calendar, Locale};
pub use marks::Marks;
pub use mistake::{did_you_mean, edit_distance, nearest, safe_excerpt};
pub use moment::{Moment, ParseMomentError};
pub(crate) use named::named;
pub use pane::Pane;
pub use picture::{ParsePictureNameError, Picture, PictureName};
pub use place::TextPlace;
pub use prose::{Prose, Verbatim};
pub use query::{
    Clause, Day, Days, NameField, Pattern, PatternSet, Query, QueryMistake, RecordingWanted, State, TimeSpan,
    WordMatch, field_names, field_values,
};
pub use rule::{ArrivalRule, RuleAction};
pub use saved::SavedSearch;
pub use search_results::{Hit, Ranked};
pub use selection::{Mark, Selection};
pub use session::{PaneArrangement, PaneArrangements, Session};
pub use snippet::Snippet;
pub use statement::{Aspect, Highlight, Statement, digest};
pub use story::{ExportedFollow, FollowedStory, Following, Series, StoryMembership};
pub use subscription::Subscription;
pub use tags::{parse_tag_words, parse_tags};
pub use trail::{Arrival, Trail, TrailPosition, TrailStep};
pub use web_url::{ParseUrlError, WebUrl};
pub use why::{Age, Closeness, GroupHeading, ListedTarget, ReportTime, TimeGap, TimeUnit, Why};
