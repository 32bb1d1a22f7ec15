//! What a person may say of an article here and on the server of an account.

/// One aspect of an article that a person may change here and on a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flag {
    /// The article was read.
    Read,
    /// The article is bookmarked; servers call that starred.
    Starred,
}

impl Flag {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Read, Self::Starred];
}
