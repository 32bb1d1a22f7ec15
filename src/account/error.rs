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
    #[error("there is no password for {0}")]
    NoPassword(String),
    /// The server refuses the user name or the password.
    #[error("the server rejected the user name or password")]
    Refused,
    /// The server accepts the password, and does not recognise the user in the next call.
    #[error("the server accepted the password, but does not recognise the login in later requests")]
    Unknown,
    /// The server accepts the password and refuses the request all the same.
    #[error("the server answered {status} (request: {what})")]
    Status {
        /// The subject of the request.
        what: &'static str,
        /// The status of the response.
        status: u16,
    },
    /// The server does not know a call that its newer versions know.
    #[error("the server is older than {0}")]
    TooOld(&'static str),
    /// The server redirects to another address; no secret is sent there.
    #[error("the server has moved to {0}")]
    Moved(String),
    /// The response does not follow the protocol.
    #[error("the answer of the server ({what}) is invalid: {why}")]
    Nonsense {
        /// The subject of the request.
        what: &'static str,
        /// The description of the fault.
        why: String,
    },
    /// A list is incomplete, so nothing follows from items missing from it.
    #[error("the server did not send its whole {0}")]
    Unfinished(&'static str),
    /// A list contains items that it should not.
    #[error("the server's list of {0} articles also contains others; it was ignored")]
    Unfiltered(&'static str),
    /// The server names another user than when the account was added.
    #[error("the server reports a different user than when the account was added")]
    WrongUser,
    /// The server lists no subscription any more.
    #[error("the server lists no subscriptions any more; nothing was changed")]
    NoSubscriptions,
    /// No server there speaks the protocol.
    #[error("no server that newsprint supports was found at {0}")]
    NoServer(WebUrl),
    /// The account is of a kind of server that this version does not know.
    #[error("this version of newsprint does not know the kind of server \"{0}\"")]
    UnknownKind(String),
}

impl AccountError {
    /// The next step for the person, where there is one.
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoPassword(_) => Some(
                "give a program that prints it with --password-command, or set [fetch] credentials in the \
                 configuration",
            ),
            Self::Refused => Some("some servers need a separate API password: see your settings there"),
            Self::Unknown => Some("its web server must pass on the Authorization header"),
            Self::TooOld(_) => {
                Some("enable the Google Reader API in its settings, and add the account with --kind miniflux")
            }
            Self::Moved(_) => Some("add the account with that address"),
            Self::NoServer(_) => {
                Some("give the address of the server, as in a browser; --kind sets the kind of server")
            }
            Self::Fetch(FetchError::NotPublic(_)) => {
                Some("if the server is yours, add its address to [fetch] allow in the configuration")
            }
            _ => None,
        }
    }
}
