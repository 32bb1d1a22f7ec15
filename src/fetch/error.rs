//! Why a document could not be fetched, in words for the person who subscribed to it.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use thiserror::Error;

use super::LARGEST_ANSWER;
use super::resolver::NotPublic;

/// Why a document could not be fetched.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The address is not public, and no setting allows it.
    #[error("{0} is not a public address, and [fetch] allow does not name it")]
    NotPublic(IpAddr),
    /// A secret would travel in the open.
    #[error("a password is sent over https alone, or to an address that [fetch] allow names")]
    NotSecure,
    /// The address is no http or https address that can be asked for.
    #[error("it leads to what is no http or https address")]
    NoWebAddress,
    /// There is no such host.
    #[error("there is no host called {0}")]
    NoHost(String),
    /// Nobody answers there.
    #[error("cannot connect")]
    Connect(#[source] io::Error),
    /// The other side cannot prove who it is, or does not speak TLS.
    #[error("cannot trust the host: {0}")]
    Untrusted(String),
    /// It took too long.
    #[error("no whole answer in time")]
    TooSlow,
    /// More redirects than anybody needs.
    #[error("redirected more than {0} times")]
    TooManyRedirects(usize),
    /// A redirect that leads back.
    #[error("redirected in a circle")]
    Circle,
    /// A redirect that does not say where to.
    #[error("redirected to nowhere")]
    Nowhere,
    /// The answer is larger than any document.
    #[error("larger than {} MB", LARGEST_ANSWER >> 20)]
    TooLarge,
    /// The answer grows more in decompressing than any document.
    #[error("compressed more than {0} to 1")]
    Bomb(u64),
    /// The headers of the answer are larger than any.
    #[error("the headers of the answer are too large")]
    LargeHeaders,
    /// The answer ended before it was whole, or makes no sense.
    #[error("the answer broke off")]
    BrokeOff,
    /// What came is no HTTP.
    #[error("the answer makes no sense: {0}")]
    Nonsense(String),
    /// It is gone for good.
    #[error("gone for good (410)")]
    Gone,
    /// The host asks to be left alone for a while.
    #[error("{}", busy(*.status))]
    Busy {
        /// The status it says so with.
        status: u16,
        /// For how long, where it says.
        wait: Option<Duration>,
    },
    /// The host asked to be left alone, and the time is not over.
    #[error("its host asked to be left alone for {}", minutes(*.wait))]
    Resting {
        /// For how long from now.
        wait: Duration,
    },
    /// Any other status that is no success.
    #[error("the host answered {0}{name}", name = status_name(*.0))]
    Status(u16),
    /// The program that knows the password failed.
    #[error("cannot get the password: {0}")]
    NoPassword(String),
    /// The proxy cannot be used.
    #[error("cannot go through the proxy: {0}")]
    Proxy(String),
    /// The certificates by which more hosts should be trusted are none.
    #[error("no certificate (PEM) is among the roots given")]
    NoRoots,
    /// Somebody asked to stop.
    #[error("stopped")]
    Stopped,
}

impl FetchError {
    /// What the client says of a request that came to nothing.
    pub(super) fn of_asking(error: ureq::Error, host: &str) -> Self {
        use ureq::Error as Failed;
        match error {
            Failed::Io(error) => Self::of_connection(error),
            Failed::Timeout(_) => Self::TooSlow,
            Failed::HostNotFound => Self::NoHost(host.to_owned()),
            Failed::BadUri(_) | Failed::Http(_) => Self::NoWebAddress,
            Failed::LargeResponseHeader(..) => Self::LargeHeaders,
            Failed::Tls(_) | Failed::Rustls(_) | Failed::TlsRequired => Self::Untrusted(error.to_string()),
            Failed::InvalidProxyUrl | Failed::ConnectProxyFailed(_) => Self::Proxy(error.to_string()),
            Failed::Other(inner) => match inner.downcast::<NotPublic>() {
                Ok(refused) => Self::NotPublic(refused.0),
                Err(other) => Self::Nonsense(other.to_string()),
            },
            Failed::Protocol(_) => Self::Nonsense(error.to_string()),
            _ => Self::Connect(io::Error::other(error)),
        }
    }

    /// What it means that a connection failed: to begin, to be trusted, or to go on.
    fn of_connection(error: io::Error) -> Self {
        match error.kind() {
            // The client wraps what its TLS says so.
            io::ErrorKind::InvalidData => Self::Untrusted(error.to_string()),
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted => Self::BrokeOff,
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Self::TooSlow,
            _ => Self::Connect(error),
        }
    }

    /// What it means that a body could not be read to its end.
    pub(super) fn of_reading(error: &io::Error) -> Self {
        let of_client = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
        let late = matches!(of_client, Some(ureq::Error::Timeout(_)));
        if late || matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) {
            return Self::TooSlow;
        }
        Self::BrokeOff
    }

    /// How long the host wants to be left alone, where it says.
    pub fn wait(&self) -> Option<Duration> {
        match self {
            Self::Busy { wait, .. } => *wait,
            Self::Resting { wait, .. } => Some(*wait),
            _ => None,
        }
    }

    /// Whether the document is not there and will not be: to ask again is of no use.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Gone | Self::Status(404))
    }
}

const fn busy(status: u16) -> &'static str {
    if status == 429 { "asked too often (429)" } else { "the host answered 503 (not now)" }
}

fn minutes(wait: Duration) -> String {
    match wait.as_secs().div_ceil(60) {
        0 | 1 => "a minute".to_owned(),
        minutes if minutes < 120 => format!("{minutes} minutes"),
        minutes => format!("{} hours", minutes.div_ceil(60)),
    }
}

const fn status_name(status: u16) -> &'static str {
    match status {
        401 => " (a password is wanted)",
        403 => " (forbidden)",
        404 => " (not found)",
        407 => " (the proxy wants a password)",
        500 => " (its own error)",
        502 | 504 => " (no answer from behind it)",
        _ => "",
    }
}
