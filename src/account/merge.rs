//! The three-way merge of one flag of an article: the value here, the server's value, and the server's last
//! value.
//!
//! The server has no clock: it gives values without times. Its last value, the *base*, shows which side
//! changed. Where both did, a pending change made here counts; it stays pending until the server agrees in a
//! list requested later.

/// A flag of an article on its three sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreeWay {
    /// The value here.
    pub here: LocalState,
    /// The value at the server.
    pub server: bool,
    /// The value at the server the last time; `None` where unknown.
    pub base: Option<bool>,
}

/// The value of a flag here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalState {
    /// A change that the server has not agreed to yet.
    Pending(bool),
    /// No change is pending.
    Synced(bool),
}

/// The action that follows from a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeAction {
    /// Both sides agree; a pending change is done.
    InSync,
    /// The server's value is taken over here.
    Pull(bool),
    /// The value is sent to the server, and is pending until it agrees.
    Push(bool),
}

/// Merges one flag. Where the two sides agree nothing else matters: two values cannot be in conflict when
/// both changed and are the same.
pub const fn merged(sides: ThreeWay) -> MergeAction {
    let ThreeWay { here, server, base } = sides;
    match (here, base) {
        (LocalState::Pending(here) | LocalState::Synced(here), _) if here == server => MergeAction::InSync,
        (LocalState::Pending(here), _) => MergeAction::Push(here),
        // The server is unchanged, so the value changed here without a statement.
        (LocalState::Synced(here), Some(base)) if base == server => MergeAction::Push(here),
        (LocalState::Synced(_), _) => MergeAction::Pull(server),
    }
}

#[cfg(test)]
mod tests;
