//! Why an account could not be asked or told, in words for the person who has it.

use thiserror::Error;

use crate::domain::WebUrl;
use crate::fetch::FetchError;

/// Why an account could not be asked or told.
#[derive(Debug, Error)]
pub enum AccountError {
    /// The server cannot be reached, or does not answer.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// Nobody knows the password.
    #[error("no password is known for {0}")]
    NoPassword(String),
    /// The server does not take the name or the password.
    #[error("the server refuses the name or the password")]
    Refused,
    /// The server takes the password, and does not know who asks in the next call.
    #[error("the server takes the password and does not know afterwards who asks")]
    Unknown,
    /// The server takes the password and refuses what is asked all the same.
    #[error("the server answered {status} when asked for {what}")]
    Status {
        /// What was asked for.
        what: &'static str,
        /// What it answered.
        status: u16,
    },
    /// The server does not know a call that its newer versions know.
    #[error("the server is older than {0}")]
    TooOld(&'static str),
    /// The server says that it lives elsewhere; a secret does not follow.
    #[error("the server has moved to {0}")]
    Moved(String),
    /// The answer is not what the protocol says.
    #[error("the server's {what} makes no sense: {why}")]
    Nonsense {
        /// What was asked for.
        what: &'static str,
        /// Why it makes none.
        why: String,
    },
    /// A list was not told to its end, so nothing follows from what is not in it.
    #[error("the server does not tell its {0} to the end")]
    Unfinished(&'static str),
    /// A list names what it should not.
    #[error("the server's list of {0} articles names others as well; nothing was taken from it")]
    Unfiltered(&'static str),
    /// The server named somebody else than at the time the account was added.
    #[error("the server answers for another account than the one that was added")]
    AnotherPerson,
    /// The server names no subscription any more.
    #[error("the server names no subscriptions any more; nothing was taken from it")]
    NoSubscriptions,
    /// Nothing there speaks a protocol that newsprint knows.
    #[error("nothing at {0} speaks a protocol that newsprint knows")]
    NotThere(WebUrl),
}

impl AccountError {
    /// What to do about it, where there is something.
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoPassword(_) => Some(
                "name a program that prints it with --password-command, or choose [fetch] credentials in the \
                 configuration",
            ),
            Self::Refused => {
                Some("some servers want a password of their own for programs: look in their settings")
            }
            Self::Unknown => Some("its web server has to pass the Authorization header on to it"),
            Self::TooOld(_) => Some(
                "switch on the Google Reader API in its settings, and add the account with --kind miniflux",
            ),
            Self::Moved(_) => Some("add the account under that address"),
            Self::NotThere(_) => {
                Some("the address is that of the server, as in a browser; --kind says what it is")
            }
            Self::Fetch(FetchError::NotPublic(_)) => {
                Some("name the address in [fetch] allow of the configuration, where it is your own")
            }
            _ => None,
        }
    }
}
