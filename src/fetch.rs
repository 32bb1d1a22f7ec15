//! The network: a polite HTTP client. Nothing else in the house knows that it exists.
//!
//! Every hop of a request keeps the same rules: http and https only, no address that is not public
//! (checked after the name was resolved, and connected to as it was checked), one request at a time to a
//! host, and limits on redirects, headers, size and time. What came is bytes; what they mean is told
//! elsewhere. Reads the monotonic clock, because manners are made of time; no other clock, no environment.

mod addresses;
mod client;
mod credentials;
mod decoding;
mod error;
mod manners;
mod queue;
mod resolver;
mod retry;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::domain::{Validators, WebUrl};

pub use addresses::{Allowed, ParseAllowedError};
pub use client::Network;
pub use credentials::{Credentials, Secret};
pub use error::FetchError;
pub use queue::Queue;

/// Larger answers are refused, counted after they are decompressed.
pub const LARGEST_ANSWER: u64 = 20 << 20;

/// How the network may be used.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Who we say we are.
    pub user_agent: String,
    /// Addresses and hosts that may be reached although they are not public.
    pub allowed: Vec<Allowed>,
    /// How long a host is left alone after an answer.
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
    /// Certificates (PEM) by which a host is trusted that the usual ones do not vouch for; may be empty.
    pub roots: Vec<u8>,
}

impl Default for Rules {
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
            roots: Vec::new(),
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where it is.
    pub url: WebUrl,
    /// What was told of it the last time.
    pub validators: Validators,
    /// What is preferred.
    pub wants: Wants,
}

/// What kind of document is preferred; anything that comes is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// A feed.
    Feed,
    /// A page.
    Page,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Where the document was found, after all redirects.
    pub url: WebUrl,
    /// Where it lives for good now, when it moved.
    pub moved: Option<WebUrl>,
    /// What came.
    pub content: Content,
}

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// It is as it was.
    Unchanged,
    /// The document.
    Document {
        /// Its bytes, decompressed.
        bytes: Vec<u8>,
        /// The charset that was declared.
        charset: Option<String>,
        /// By what it is asked for the next time.
        validators: Validators,
    },
}

/// A wish to stop, shared by everybody who has to hear of it.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks everybody to stop.
    pub fn ask(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether somebody asked to stop.
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
