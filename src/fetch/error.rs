//! Errors of a fetch, in words for the person who subscribed.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use thiserror::Error;

use super::LARGEST_DOCUMENT;
use super::resolver::NotPublic;

/// Why a document could not be fetched.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The address is not public, and no setting allows it.
    #[error("{0} is not a public address; add it to [fetch] allow if you trust it")]
    NotPublic(IpAddr),
    /// A secret would be sent without encryption.
    #[error("passwords are sent only over https, or to addresses in [fetch] allow")]
    NotSecure,
    /// The address is no http or https address that can be requested.
    #[error("it is not an http or https address")]
    NoWebAddress,
    /// The host does not exist.
    #[error("there is no host {0}")]
    UnknownHost(String),
    /// The connection failed.
    #[error("cannot connect")]
    Connect(#[source] io::Error),
    /// The host has no trusted certificate, or does not speak TLS.
    #[error("cannot trust the host: {0}")]
    Untrusted(String),
    /// The request timed out.
    #[error("timed out")]
    TooSlow,
    /// The chain of redirects is longer than allowed.
    #[error("redirected more than {0} times")]
    TooManyRedirects(usize),
    /// A redirect leads back to an earlier address.
    #[error("redirected in a loop")]
    RedirectLoop,
    /// A redirect has no valid address.
    #[error("redirected to an invalid address")]
    RedirectWithoutAddress,
    /// The response is larger than any document.
    #[error("larger than {} MB", LARGEST_DOCUMENT >> 20)]
    TooLarge,
    /// The response decompresses to more than any document.
    #[error("compressed by more than {0} to 1")]
    DecompressionBomb(u64),
    /// The headers of the response are too large.
    #[error("the response headers are too large")]
    LargeHeaders,
    /// The response is incomplete or invalid.
    #[error("the connection was lost before the end of the response")]
    Incomplete,
    /// The response is not HTTP.
    #[error("the response is invalid: {0}")]
    InvalidHttp(String),
    /// The document is gone for good.
    #[error("gone for good (410)")]
    Gone,
    /// The host limits requests for a while.
    #[error("{}", busy(*.status))]
    Busy {
        /// The status of the response.
        status: u16,
        /// The wait, where the host gives one.
        wait: Option<Duration>,
    },
    /// The host limits requests, and the wait is not over.
    #[error("its host asked newsprint to wait {}", minutes(*.wait))]
    Resting {
        /// The remaining wait.
        wait: Duration,
    },
    /// Any other unsuccessful status.
    #[error("the host answered {0}{name}", name = status_name(*.0))]
    Status(u16),
    /// The program that prints the password failed.
    #[error("cannot get the password: {0}")]
    NoPassword(String),
    /// The proxy cannot be used.
    #[error("cannot use the proxy: {0}")]
    Proxy(String),
    /// The additional root certificates cannot be parsed.
    #[error("the tls-roots file has no PEM certificate")]
    InvalidRootCertificates,
    /// A stop was signalled.
    #[error("stopped")]
    Stopped,
}

impl FetchError {
    /// The error for a failed request of the client.
    pub(super) fn of_request(error: ureq::Error, host: &str) -> Self {
        use ureq::Error as Failed;
        match error {
            Failed::Io(error) => Self::of_connection(error),
            Failed::Timeout(_) => Self::TooSlow,
            Failed::HostNotFound => Self::UnknownHost(host.to_owned()),
            Failed::BadUri(_) | Failed::Http(_) => Self::NoWebAddress,
            Failed::LargeResponseHeader(..) => Self::LargeHeaders,
            Failed::Tls(_) | Failed::Rustls(_) | Failed::TlsRequired => Self::Untrusted(error.to_string()),
            Failed::InvalidProxyUrl | Failed::ConnectProxyFailed(_) => Self::Proxy(error.to_string()),
            Failed::Other(inner) => match inner.downcast::<NotPublic>() {
                Ok(refused) => Self::NotPublic(refused.0),
                Err(other) => Self::InvalidHttp(other.to_string()),
            },
            Failed::Protocol(_) => Self::InvalidHttp(error.to_string()),
            _ => Self::Connect(io::Error::other(error)),
        }
    }

    /// The error for a connection that failed to begin, to be trusted, or to continue.
    fn of_connection(error: io::Error) -> Self {
        match error.kind() {
            // The client reports errors of its TLS as this kind.
            io::ErrorKind::InvalidData => Self::Untrusted(error.to_string()),
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted => Self::Incomplete,
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Self::TooSlow,
            _ => Self::Connect(error),
        }
    }

    /// The error for a body that could not be read to its end.
    pub(super) fn of_body(error: &io::Error) -> Self {
        let of_client = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
        let late = matches!(of_client, Some(ureq::Error::Timeout(_)));
        if late || matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) {
            return Self::TooSlow;
        }
        Self::Incomplete
    }

    /// The wait that the host asks for, where it does.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Busy { wait, .. } => *wait,
            Self::Resting { wait, .. } => Some(*wait),
            _ => None,
        }
    }

    /// Whether the document is gone and will be: another request is useless.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Gone | Self::Status(404))
    }
}

const fn busy(status: u16) -> &'static str {
    if status == 429 { "too many requests (429)" } else { "the host answered 503 (unavailable)" }
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
        401 => " (login required)",
        403 => " (forbidden)",
        404 => " (not found)",
        407 => " (proxy login required)",
        500 => " (internal server error)",
        502 | 504 => " (its server did not answer)",
        _ => "",
    }
}
