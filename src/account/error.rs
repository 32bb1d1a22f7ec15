//! Errors of an account, in words for its person.

use thiserror::Error;

use crate::domain::WebUrl;
use crate::fetch::FetchError;

/// Why a request to an account failed.
#[derive(Debug, Error)]
pub enum AccountError {
    /// The server cannot be reached, or does not respond.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The password is not known.
    #[error("no password is known for {0}")]
    NoPassword(String),
    /// The server refuses the user name or the password.
    #[error("the server refuses the name or the password")]
    Refused,
    /// The server accepts the password, and does not recognise the user in the next call.
    #[error("the server takes the password and does not know afterwards who asks")]
    Unknown,
    /// The server accepts the password and refuses the request all the same.
    #[error("the server answered {status} when asked for {what}")]
    Status {
        /// The subject of the request.
        what: &'static str,
        /// The status of the response.
        status: u16,
    },
    /// The server does not know a call that its newer versions know.
    #[error("the server is older than {0}")]
    TooOld(&'static str),
    /// The server says that it lives elsewhere; a secret does not follow.
    #[error("the server has moved to {0}")]
    Moved(String),
    /// The response does not follow the protocol.
    #[error("the server's {what} makes no sense: {why}")]
    Nonsense {
        /// The subject of the request.
        what: &'static str,
        /// The description of the fault.
        why: String,
    },
    /// A list is incomplete, so nothing follows from items missing from it.
    #[error("the server does not tell its {0} to the end")]
    Unfinished(&'static str),
    /// A list contains items that it should not.
    #[error("the server's list of {0} articles names others as well; nothing was taken from it")]
    Unfiltered(&'static str),
    /// The server names another user than when the account was added.
    #[error("the server answers for another account than the one that was added")]
    AnotherPerson,
    /// The server lists no subscription any more.
    #[error("the server names no subscriptions any more; nothing was taken from it")]
    NoSubscriptions,
    /// No server there speaks the protocol.
    #[error("nothing at {0} speaks a protocol that newsprint knows")]
    NotThere(WebUrl),
}

impl AccountError {
    /// The next step for the person, where there is one.
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
