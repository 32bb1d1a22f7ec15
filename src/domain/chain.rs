//! An error with its causes.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// An error and its causes on one line, the deepest last: "cannot fetch it: no answer".
#[derive(Clone, Copy, Debug)]
pub struct Chain<'error>(pub &'error dyn Error);

impl<'error> Chain<'error> {
    /// The error, then its causes.
    pub fn errors(self) -> impl Iterator<Item = &'error dyn Error> {
        std::iter::successors(Some(self.0), |&error| error.source())
    }
}

impl Display for Chain<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)?;
        self.errors().skip(1).try_for_each(|cause| write!(out, ": {cause}"))
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn an_error_is_printed_with_all_its_causes() {
        #[derive(Debug, thiserror::Error)]
        #[error("cannot open the cache")]
        struct Outer(#[source] io::Error);

        let error = Outer(io::Error::other("no space"));

        assert_eq!(Chain(&error).to_string(), "cannot open the cache: no space");
    }
}
