//! What becomes of one aspect of an article that a person may change here and elsewhere: the merge of three, what is
//! said here, what the server says, and what the server said last.
//!
//! The server has no clock: it tells how things are and not since when. What it said last, the *base*, tells which
//! side changed. Where both did, what a person said here and the server was not told yet counts; it waits until the
//! server agrees in a list that was asked for later.

/// One aspect of an article on its three sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreeWay {
    /// How it is here.
    pub here: LocalState,
    /// How it is at the server.
    pub server: bool,
    /// How it was at the server the last time; none where that is not known.
    pub base: Option<bool>,
}

/// How an aspect is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalState {
    /// A person said so, and the server did not agree yet.
    Pending(bool),
    /// Nothing waits.
    Synced(bool),
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeAction {
    /// Both sides agree; nothing waits any more.
    InSync,
    /// It becomes so here.
    Pull(bool),
    /// The server is told that it is so; that waits until it agrees.
    Push(bool),
}

/// Merges one aspect. Where the two sides agree nothing else matters: two values cannot be in conflict when both
/// changed and are the same.
pub const fn merged(sides: ThreeWay) -> MergeAction {
    let ThreeWay { here, server, base } = sides;
    match (here, base) {
        (LocalState::Pending(here) | LocalState::Synced(here), _) if here == server => MergeAction::InSync,
        (LocalState::Pending(here), _) => MergeAction::Push(here),
        // The server is as it was, so it is here that something changed without a word.
        (LocalState::Synced(here), Some(base)) if base == server => MergeAction::Push(here),
        (LocalState::Synced(_), _) => MergeAction::Pull(server),
    }
}

#[cfg(test)]
mod tests;
