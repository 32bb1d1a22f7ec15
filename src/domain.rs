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
mod found;
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

pub use account::{Account, Flag};
pub use article::{Article, Author, LeadImage, StoredArticle};
pub use body::{Block, Body, Embed, EmbedKind, FACT_SEPARATOR, Figure, Item, Table, is_line_of_facts};
pub use caution::Caution;
pub use chain::Chain;
pub use change::{Bookmark, Change, RuleChange};
pub use correction::{Correction, PassageChange};
pub use enclosure::{Comments, Enclosure, EnclosureKind};
pub use feed::{
    Feed, FeedActivity, FeedOrder, FeedState, FullText, HIDDEN, PictureFetching, Retention, Validators,
};
pub use found::{Hit, Ranked};
pub use front_page::{FrontPlace, FrontStory};
pub use id::{AccountId, ArticleId, FeedId, ParseIdError, StoryId};
pub use identity_hints::IdentityHints;
pub use inline::{Inline, Text};
pub use language::Language;
pub use link::{
    GroupScope, LinkGroup, LinkTarget, Related, RelatedGroup, RelatedLink, Relation, normalised_headline,
};
pub use listing::{Cursor, Density, Direction, ListRange, Listed, Order, Recording, View};
pub use locale::{Calendar, Locale};
pub use marks::Marks;
pub use mistake::{did_you_mean, nearest, shown, slips};
pub use moment::{Moment, ParseMomentError};
pub(crate) use named::named;
pub use pane::Pane;
pub use picture::{ParseNameError, Picture, PictureName};
pub use place::Place;
pub use prose::{Prose, Verbatim};
pub use query::{
    Clause, Day, Days, NameField, Pattern, PatternSet, Query, QueryMistake, RecordingWanted, Span, State,
    WordMatch, field_names, field_values,
};
pub use rule::{ArrivalRule, RuleAction};
pub use saved::SavedSearch;
pub use selection::{Mark, Selection};
pub use session::{PaneArrangement, PaneArrangements, Session};
pub use snippet::Snippet;
pub use statement::{Aspect, Highlight, Statement, digest};
pub use story::{Follow, Followed, Following, Series, StoryMembership};
pub use subscription::Subscription;
pub use tags::{parse_tag_words, parse_tags};
pub use trail::{Arrival, Step, Trail, TrailPosition};
pub use web_url::{ParseUrlError, WebUrl};
pub use why::{Age, Alike, Heading, LinkEnd, TimeGap, TimeUnit, When, Why};
