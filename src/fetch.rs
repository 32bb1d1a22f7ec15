//! The network: a polite HTTP client. Nothing else in the house knows that it exists.
//!
//! Every hop of a request keeps the same rules: http and https only, no address that is not public
//! (checked after the name was resolved, and connected to as it was checked), one request at a time to a
//! host, and limits on redirects, headers, size and time. What came is bytes; what they mean is told
//! elsewhere. Reads the monotonic clock, because a rate limit is made of time; no other clock, no environment.

mod addresses;
mod client;
mod cookies;
mod credentials;
mod decoding;
mod download;
mod error;
mod host_headers;
mod queue;
mod rate_limit;
mod resolver;
mod retry;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::domain::{Validators, WebUrl};

pub use addresses::{Allowed, ParseAllowedError};
pub use client::{Call, CallResponse, Network, Sent};
pub use cookies::Cookies;
pub use credentials::{Credentials, Secret};
pub use download::{Download, DownloadError, Downloading};
pub use error::FetchError;
pub use host_headers::{HostHeaders, ParseHostHeadersError};
pub use queue::HostQueue;

/// Larger answers are refused, counted after they are decompressed.
pub const LARGEST_ANSWER: u64 = 20 << 20;

/// How the network may be used.
#[derive(Clone, Debug)]
pub struct NetworkRules {
    /// The `User-Agent` header.
    pub user_agent: String,
    /// Addresses and hosts that may be reached although they are not public.
    pub allowed: Vec<Allowed>,
    /// The pause between an answer of a host and the next request to it.
    pub spacing: Duration,
    /// How long one document may take, redirects included.
    pub time: Duration,
    /// Hosts that are asked at the same time.
    pub parallel: usize,
    /// The proxy, as an address; none where requests go straight.
    pub proxy: Option<String>,
    /// Hosts that are reached without the proxy, parted by commas.
    pub no_proxy: String,
    /// Where names and passwords come from.
    pub credentials: Credentials,
    /// Headers that certain hosts are given.
    pub host_headers: HostHeaders,
    /// Pages that are followed (`rel=next`) when a feed is fetched for the first time, itself included.
    pub pages: usize,
    /// Certificates (PEM) by which a host is trusted that the usual ones do not vouch for; may be empty.
    pub roots: Vec<u8>,
}

impl Default for NetworkRules {
    fn default() -> Self {
        Self {
            user_agent: concat!("newsprint/", env!("CARGO_PKG_VERSION"), " (feed reader)").to_owned(),
            allowed: Vec::new(),
            spacing: Duration::from_millis(500),
            time: Duration::from_secs(30),
            parallel: 24,
            proxy: None,
            no_proxy: String::new(),
            credentials: Credentials::None,
            host_headers: HostHeaders::default(),
            pages: 10,
            roots: Vec::new(),
        }
    }
}

/// A request for one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The address of the document.
    pub url: WebUrl,
    /// The validators (`ETag`, `Last-Modified`) of the last answer.
    pub validators: Validators,
    /// The kind of document that is preferred.
    pub wants: PreferredKind,
}

/// The kind of document that is preferred; any other is delivered too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreferredKind {
    Feed,
    Page,
}

/// The response to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchResponse {
    /// Where the document was found, after all redirects.
    pub url: WebUrl,
    /// Where it lives for good now, when it moved.
    pub moved: Option<WebUrl>,
    /// The document, or that it has not changed.
    pub content: Content,
    /// What its `Link` headers say, each a line as it came.
    pub links: Vec<String>,
    /// For how many seconds it may be taken as it is (`Cache-Control: max-age`).
    pub max_age: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The document has not changed (304). Its validators are those that are new.
    Unchanged(Validators),
    Document {
        /// Its bytes, decompressed.
        bytes: Vec<u8>,
        /// The charset that was declared.
        charset: Option<String>,
        /// Its validators (`ETag`, `Last-Modified`), for the next request.
        validators: Validators,
    },
}

/// A signal to stop, shared between threads.
#[derive(Clone, Debug, Default)]
pub struct StopSignal(Arc<AtomicBool>);

impl StopSignal {
    /// Tells all threads to stop.
    pub fn raise(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether to stop.
    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
