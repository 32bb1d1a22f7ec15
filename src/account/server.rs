//! The connection to a server: its discovery, the log-in, and the requests, independent of the protocol. Each protocol
//! is implemented in its own file.

mod google_reader;
mod miniflux;

use std::time::Duration;

use super::answers::IdPage;
use super::stream::Stream;
use super::{AccountError, Dialect, ItemId, RemoteFeed, RemoteItem};
use crate::domain::{Prose, SyncedFlag, WebUrl};
use crate::fetch::{Call, CallResponse, FetchError, Network, RequestBody, Secret, StopSignal};

/// The longest time a server may take to subscribe to a feed that is new to it.
const SUBSCRIBE_TIMEOUT: Duration = Duration::from_mins(5);

/// The credentials for a server.
#[derive(Clone, Debug)]
pub struct Login {
    /// The user name.
    pub user_name: String,
    /// The password.
    pub password: Secret,
}

/// The operations that each protocol implements.
trait Protocol {
    /// Whether the address belongs to a server of this protocol; sends no credentials.
    fn detect(&self, server: &mut Server<'_>) -> Result<bool, AccountError>;

    /// Logs in, and stores the token of all later requests in the server.
    fn log_in(&self, server: &mut Server<'_>) -> Result<(), AccountError>;

    fn user_name(&self, server: &mut Server<'_>) -> Result<String, AccountError>;

    fn feeds(&self, server: &mut Server<'_>) -> Result<Vec<RemoteFeed>, AccountError>;

    fn items(&self, server: &mut Server<'_>, ids: &[ItemId]) -> Result<Vec<RemoteItem>, AccountError>;

    /// One page of the ids of a stream.
    fn page(
        &self,
        server: &mut Server<'_>,
        stream: &Stream<'_>,
        place: Option<&str>,
    ) -> Result<IdPage, AccountError>;

    fn set(
        &self,
        server: &mut Server<'_>,
        flag: SyncedFlag,
        holds: bool,
        ids: &[ItemId],
    ) -> Result<(), AccountError>;

    fn subscribe(&self, server: &mut Server<'_>, feed: &WebUrl) -> Result<(), AccountError>;

    fn unsubscribe(&self, server: &mut Server<'_>, stream: &str) -> Result<(), AccountError>;

    fn change_subscription(
        &self,
        server: &mut Server<'_>,
        revision: &SubscriptionChange<'_>,
    ) -> Result<(), AccountError>;
}

/// A change of a subscription.
#[derive(Clone, Copy, Debug)]
pub struct SubscriptionChange<'said> {
    /// The server's id of the subscription.
    pub stream: &'said str,
    /// The new title.
    pub title: Option<&'said str>,
    /// The old folder.
    pub old_folder: Option<&'said str>,
    /// The new folder.
    pub new_folder: Option<&'said str>,
}

/// A server, with a user logged in.
#[derive(Debug)]
pub struct Server<'net> {
    network: &'net Network,
    stop: &'net StopSignal,
    /// The base URL of the protocol.
    base: WebUrl,
    pub(super) dialect: Dialect,
    login: Login,
    /// The authentication header of every request: name and value.
    auth: Option<(&'static str, Secret)>,
    /// The write token, which every change needs.
    token: Option<Secret>,
    calls: usize,
}

impl<'net> Server<'net> {
    /// A server whose address and kind are known.
    pub const fn new(
        base: WebUrl,
        dialect: Dialect,
        login: Login,
        network: &'net Network,
        stop: &'net StopSignal,
    ) -> Self {
        Self { network, stop, base, dialect, login, auth: None, token: None, calls: 0 }
    }

    /// Detects the protocol and its base URL below an address, and logs in. A server may accept the credentials in only
    /// one of its protocols.
    ///
    /// # Errors
    /// Where no known protocol is found, and where the server rejects the credentials.
    pub fn discover(
        url: &WebUrl,
        dialect: Option<Dialect>,
        login: &Login,
        network: &'net Network,
        stop: &'net StopSignal,
    ) -> Result<Self, AccountError> {
        let mut refused = AccountError::NoServer(url.to_request());
        for (base, dialect) in candidates(url, dialect) {
            let Ok(base) = WebUrl::parse(&base) else { continue };
            let mut server = Self::new(base, dialect, login.clone(), network, stop);
            if !server.protocol().detect(&mut server)? {
                continue;
            }
            match server.log_in() {
                Ok(()) => return Ok(server),
                Err(AccountError::Refused) => refused = AccountError::Refused,
                Err(error) => return Err(error),
            }
        }
        Err(refused)
    }

    fn protocol(&self) -> &'static dyn Protocol {
        match self.dialect {
            Dialect::MinifluxApi => &miniflux::Miniflux,
            _ => &google_reader::GoogleReader,
        }
    }

    /// The URL below which the protocol is spoken.
    pub const fn base(&self) -> &WebUrl {
        &self.base
    }

    /// The kind of server.
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The number of calls made.
    pub const fn calls(&self) -> usize {
        self.calls
    }

    fn log_in(&mut self) -> Result<(), AccountError> {
        self.protocol().log_in(self)
    }

    /// Makes a single call.
    fn call(
        &mut self,
        place: &str,
        sent: &RequestBody,
        time: Option<Duration>,
    ) -> Result<CallResponse, AccountError> {
        let address = format!("{}{place}", self.base.as_str().trim_end_matches('/'));
        let url = WebUrl::parse(&address).map_err(|_reason| FetchError::NoWebAddress)?;
        let authorization = self.auth.as_ref().map(|(name, secret)| (*name, secret));
        let call = Call { url: &url, body: sent, authorization, timeout: time };
        self.calls += 1;
        let reply = self.network.call(&call, self.stop)?;
        if matches!(reply.status, 301 | 302 | 303 | 307 | 308) {
            let place = Prose::trimmed(reply.header("location").unwrap_or_default());
            return Err(AccountError::Moved(place.to_string()));
        }
        Ok(reply)
    }

    /// Sends an authenticated request. Where the session has expired, logs in again and repeats the request once.
    fn ask(
        &mut self,
        what: &'static str,
        place: &str,
        sent: &RequestBody,
        time: Option<Duration>,
    ) -> Result<Vec<u8>, AccountError> {
        if self.auth.is_none() {
            self.log_in()?;
        }
        let mut reply = self.call(place, sent, time)?;
        if reply.status == 401 {
            self.log_in()?;
            reply = self.call(place, sent, time)?;
            if reply.status == 401 {
                return Err(AccountError::Unknown);
            }
        }
        body(what, reply)
    }

    /// The name of the user who is logged in.
    pub fn user_name(&mut self) -> Result<String, AccountError> {
        self.protocol().user_name(self)
    }

    /// The subscriptions.
    pub fn feeds(&mut self) -> Result<Vec<RemoteFeed>, AccountError> {
        self.protocol().feeds(self)
    }

    /// The labels that articles may have.
    pub fn labels(&mut self) -> Result<Vec<String>, AccountError> {
        google_reader::labels(self)
    }

    /// Items with their contents; those that the server does not have any more are missing.
    pub fn items(&mut self, ids: &[ItemId]) -> Result<Vec<RemoteItem>, AccountError> {
        let mut items = self.protocol().items(self, ids)?;
        items.retain(|item| ids.contains(&item.id));
        Ok(items)
    }

    pub(super) fn page(&mut self, stream: &Stream<'_>, place: Option<&str>) -> Result<IdPage, AccountError> {
        self.protocol().page(self, stream, place)
    }

    /// Sets whether items are read, or starred: one change a call, of at most [`CHANGES_A_CALL`] items.
    ///
    /// [`CHANGES_A_CALL`]: super::CHANGES_A_CALL
    pub fn set(&mut self, flag: SyncedFlag, holds: bool, ids: &[ItemId]) -> Result<(), AccountError> {
        ids.chunks(super::CHANGES_A_CALL).try_for_each(|ids| self.protocol().set(self, flag, holds, ids))
    }

    /// Sets whether items have a label, in one call as [`set`](Self::set) does.
    pub fn set_label(&mut self, label: &str, holds: bool, ids: &[ItemId]) -> Result<(), AccountError> {
        let state = super::label_stream(label);
        ids.chunks(super::CHANGES_A_CALL)
            .try_for_each(|ids| google_reader::set_state(self, &state, holds, ids))
    }

    /// Subscribes to a feed. Some servers fetch the whole feed before they respond; the list of subscriptions
    /// shows whether it succeeded.
    pub fn subscribe(&mut self, feed: &WebUrl) -> Result<(), AccountError> {
        self.protocol().subscribe(self, feed)
    }

    /// Ends a subscription.
    pub fn unsubscribe(&mut self, stream: &str) -> Result<(), AccountError> {
        self.protocol().unsubscribe(self, stream)
    }

    /// Names a subscription, and moves it out of one folder and into another.
    pub fn change_subscription(&mut self, revision: &SubscriptionChange<'_>) -> Result<(), AccountError> {
        self.protocol().change_subscription(self, revision)
    }
}

/// The candidate base URLs of a protocol, each with the kind of server that has it.
fn candidates(url: &WebUrl, dialect: Option<Dialect>) -> Vec<(String, Dialect)> {
    let base = url.to_request().as_str().trim_end_matches('/').to_owned();
    if let Some(dialect) = dialect.or_else(|| Dialect::of_service(url)) {
        let whole = base.ends_with(dialect.path());
        return vec![(if whole { base } else { format!("{base}{}", dialect.path()) }, dialect)];
    }
    let installed = [Dialect::FreshRss, Dialect::CommaFeed];
    if let Some(dialect) = installed.into_iter().find(|dialect| base.ends_with(dialect.path())) {
        return vec![(base, dialect)];
    }
    let below = installed.map(|dialect| (format!("{base}{}", dialect.path()), dialect));
    let at = [Dialect::Miniflux, Dialect::MinifluxApi].map(|dialect| (base.clone(), dialect));
    below.into_iter().chain(at).collect()
}

fn is_json(reply: &CallResponse) -> bool {
    serde_json::from_slice::<serde_json::Value>(&reply.bytes).is_ok_and(|answer| answer.is_object())
}

fn body(what: &'static str, reply: CallResponse) -> Result<Vec<u8>, AccountError> {
    match reply.status {
        200..=299 => Ok(reply.bytes),
        401 => Err(AccountError::Refused),
        status => Err(AccountError::Status { what, status }),
    }
}

/// Whether a request failed because its response is too large.
const fn is_too_large(error: &AccountError) -> bool {
    matches!(error, AccountError::Fetch(FetchError::TooLarge | FetchError::DecompressionBomb(_)))
}
