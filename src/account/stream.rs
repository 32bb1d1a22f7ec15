//! What lists of ids are asked of, and what the protocol of Google Reader calls it.

use std::borrow::Cow;

use super::{List, label_stream};

/// What a list of ids is asked of.
pub(super) enum Stream<'name> {
    /// One of the lists of every account.
    Of(List),
    /// What has a label.
    Labelled(&'name str),
}

impl Stream<'_> {
    /// Its name in the protocol of Google Reader, and what is left out of it. Only these are asked for: of a stream that
    /// it does not know, a server tells everything.
    pub fn name(&self) -> (Cow<'static, str>, Option<&'static str>) {
        let read = "user/-/state/com.google/read";
        match self {
            Self::Of(List::Unread) => ("user/-/state/com.google/reading-list".into(), Some(read)),
            Self::Of(List::Starred) => ("user/-/state/com.google/starred".into(), None),
            Self::Of(List::Whole) => ("user/-/state/com.google/reading-list".into(), None),
            Self::Labelled(label) => (label_stream(label).into(), None),
        }
    }

    /// What it is called where it makes no sense.
    pub const fn what(&self) -> &'static str {
        match self {
            Self::Of(List::Unread) => "list of unread articles",
            Self::Of(List::Starred) => "list of starred articles",
            Self::Of(List::Whole) => "list of articles",
            Self::Labelled(_) => "list of labelled articles",
        }
    }
}
