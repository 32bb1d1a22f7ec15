//! What becomes of one aspect of an article that a person may change here and elsewhere: the merge of three, what is
//! said here, what the server says, and what the server said last.
//!
//! The server has no clock: it tells how things are and not since when. What it said last, the *base*, tells which
//! side changed. Where both did, what a person said here and the server was not told yet counts; it waits until the
//! server agrees in a list that was asked for later.

/// One aspect of an article on its three sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides {
    /// How it is here.
    pub here: Here,
    /// How it is at the server.
    pub server: bool,
    /// How it was at the server the last time; none where that is not known.
    pub base: Option<bool>,
}

/// How an aspect is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// A person said so, and the server did not agree yet.
    Waits(bool),
    /// Nothing waits.
    Settled(bool),
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Both sides agree; nothing waits any more.
    Agreed,
    /// It becomes so here.
    Take(bool),
    /// The server is told that it is so; that waits until it agrees.
    Tell(bool),
}

/// Merges one aspect. Where the two sides agree nothing else matters: two values cannot be in conflict when both
/// changed and are the same.
pub const fn merged(sides: Sides) -> Verdict {
    let Sides { here, server, base } = sides;
    match (here, base) {
        (Here::Waits(here) | Here::Settled(here), _) if here == server => Verdict::Agreed,
        (Here::Waits(here), _) => Verdict::Tell(here),
        // The server is as it was, so it is here that something changed without a word.
        (Here::Settled(here), Some(base)) if base == server => Verdict::Tell(here),
        (Here::Settled(_), _) => Verdict::Take(server),
    }
}

#[cfg(test)]
mod tests;
