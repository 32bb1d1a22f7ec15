//! The network: a polite HTTP client, the only code that sends requests.
//!
//! Every hop of a request follows the same rules: http and https only, no address that is not public (checked
//! after resolving the name, and connected to as checked), one request at a time to a host, and limits on
//! redirects, headers, size and time. Responses are bytes, which other rooms parse. Reads the monotonic clock
//! for rate limits; no other clock, no environment.

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

pub use addresses::{AllowedAddress, ParseAllowedError};
pub use client::{Call, CallResponse, Network, RequestBody};
pub use cookies::Cookies;
pub use credentials::{Credentials, Secret};
pub use download::{Download, DownloadError, DownloadProgress};
pub use error::FetchError;
pub use host_headers::{HostHeaders, ParseHostHeadersError};
pub use queue::HostQueue;

/// The largest document in bytes, counted after decompression.
pub const LARGEST_DOCUMENT: u64 = 20 << 20;

/// The rules for the use of the network.
#[derive(Clone, Debug)]
pub struct NetworkRules {
    /// The `User-Agent` header.
    pub user_agent: String,
    /// Addresses and hosts that may be reached although they are not public.
    pub allowed: Vec<AllowedAddress>,
    /// The pause between a response of a host and the next request to it.
    pub spacing: Duration,
    /// The longest time for one document, redirects included.
    pub timeout: Duration,
    /// The number of hosts fetched from in parallel.
    pub parallel: usize,
    /// The URL of the proxy; `None` for direct connections.
    pub proxy: Option<String>,
    /// Hosts that are reached without the proxy, separated by commas.
    pub no_proxy: String,
    /// The source of user names and passwords.
    pub credentials: Credentials,
    /// Headers for certain hosts.
    pub host_headers: HostHeaders,
    /// The pages followed (`rel=next`) when a feed is fetched for the first time, itself included.
    pub pages: usize,
    /// Additional root certificates (PEM); may be empty.
    pub root_certificates: Vec<u8>,
}

impl Default for NetworkRules {
    fn default() -> Self {
        Self {
            user_agent: concat!("newsprint/", env!("CARGO_PKG_VERSION"), " (feed reader)").to_owned(),
            allowed: Vec::new(),
            spacing: Duration::from_millis(500),
            timeout: Duration::from_secs(30),
            parallel: 24,
            proxy: None,
            no_proxy: String::new(),
            credentials: Credentials::None,
            host_headers: HostHeaders::default(),
            pages: 10,
            root_certificates: Vec::new(),
        }
    }
}

/// A request for one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The address of the document.
    pub url: WebUrl,
    /// The validators (`ETag`, `Last-Modified`) of the last response.
    pub validators: Validators,
    /// The preferred kind of document.
    pub wants: PreferredKind,
}

/// The preferred kind of document; any other is returned too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreferredKind {
    Feed,
    Page,
    Picture,
}

/// The response to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchResponse {
    /// The address of the document, after all redirects.
    pub url: WebUrl,
    /// The new permanent address of the document, when it moved.
    pub moved: Option<WebUrl>,
    /// The document.
    pub document: Document,
    /// The `Link` headers, each as it was sent.
    pub links: Vec<String>,
    /// The seconds for which the document is fresh (`Cache-Control: max-age`).
    pub max_age: Option<u32>,
}

/// A document as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The body, decompressed.
    pub bytes: Vec<u8>,
    /// The charset that was declared.
    pub charset: Option<String>,
    /// The validators (`ETag`, `Last-Modified`) for the next request.
    pub validators: Validators,
}

/// The response to a request with validators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevalidationResponse {
    Changed(Box<FetchResponse>),
    /// The document has not changed (304); with the validators of this response.
    Unchanged(Validators),
}

/// A signal to stop, shared between threads.
#[derive(Clone, Debug, Default)]
pub struct StopSignal(Arc<AtomicBool>);

impl StopSignal {
    /// Signals all threads to stop.
    pub fn raise(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether to stop.
    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
