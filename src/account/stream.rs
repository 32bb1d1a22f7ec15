//! The streams of which ids are listed, and their names in the protocol of Google Reader.

use std::borrow::Cow;

use super::{ItemList, label_stream};

/// A stream: a list of items at a server.
pub(super) enum Stream<'name> {
    /// One of the lists of every account.
    Of(ItemList),
    /// The items with a label.
    Labelled(&'name str),
}

impl Stream<'_> {
    /// The id of the stream in the protocol of Google Reader, and the id of the state that is excluded. No other streams
    /// are requested, since servers return all items for an unknown one.
    pub fn name(&self) -> (Cow<'static, str>, Option<&'static str>) {
        let read = "user/-/state/com.google/read";
        match self {
            Self::Of(ItemList::Unread) => ("user/-/state/com.google/reading-list".into(), Some(read)),
            Self::Of(ItemList::Starred) => ("user/-/state/com.google/starred".into(), None),
            Self::Of(ItemList::All) => ("user/-/state/com.google/reading-list".into(), None),
            Self::Labelled(label) => (label_stream(label).into(), None),
        }
    }

    /// The name of the stream in error messages.
    pub const fn what(&self) -> &'static str {
        match self {
            Self::Of(ItemList::Unread) => "list of unread articles",
            Self::Of(ItemList::Starred) => "list of starred articles",
            Self::Of(ItemList::All) => "list of articles",
            Self::Labelled(_) => "list of labelled articles",
        }
    }
}
