//! Fetches one document: its requests, hop by hop, each by the rules.

mod call;

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::http::{HeaderMap, HeaderValue, Response, header};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Proxy};

use super::addresses::is_public;
use super::cookies::Cookies;
use super::rate_limit::RateLimit;
use super::resolver::{CheckedResolver, known_addresses};
use super::{
    Document, FetchError, FetchResponse, LARGEST_DOCUMENT, NetworkRules, PreferredKind, Request,
    RevalidationResponse, StopSignal, decoding, retry,
};
use crate::domain::{Validators, WebUrl};

pub use call::{Call, CallResponse, RequestBody};

/// The most redirects on the way to a document.
pub(super) const MOST_REDIRECTS: usize = 5;

/// The largest headers of a response, in bytes.
const LARGEST_HEADERS: usize = 64 << 10;

/// The longest time for connecting to a host.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The longest validator that is sent back, in bytes.
const LONGEST_VALIDATOR: usize = 1_024;

/// The status of a host that limits requests.
const TOO_MANY_REQUESTS: u16 = 429;

/// The time for which such a host is not requested where it gives none.
const DEFAULT_BLOCK: Duration = Duration::from_mins(5);

/// The most `Link` headers of a response that are read.
const MOST_LINKS: usize = 20;

/// The HTTP client.
#[derive(Debug)]
pub struct Network {
    agent: Agent,
    /// Trusts the person's own certificates, where there are any.
    agent_with_own_roots: Option<Agent>,
    rate_limit: RateLimit,
    rules: NetworkRules,
    /// A response fetched during discovery, before its feed was subscribed to.
    prefetched: Mutex<Option<(WebUrl, FetchResponse)>>,
}

/// The outcome of a hop.
enum Hop {
    /// The document, the `Link` headers, and its `max-age` in seconds.
    Document(Document, Vec<String>, Option<u32>),
    Unchanged(Validators),
    /// A redirect, permanent or temporary.
    Elsewhere {
        url: WebUrl,
        for_good: bool,
    },
}

impl Network {
    /// A client with these rules.
    pub fn new(rules: NetworkRules) -> Result<Self, FetchError> {
        let agent = agent(&rules, RootCerts::WebPki)?;
        let own =
            (!rules.root_certificates.is_empty()).then(|| roots_of(&rules.root_certificates)).transpose()?;
        let trusting = own.map(|own| self::agent(&rules, own)).transpose()?;
        Ok(Self {
            agent,
            agent_with_own_roots: trusting,
            rate_limit: RateLimit::new(rules.spacing),
            rules,
            prefetched: Mutex::default(),
        })
    }

    /// The rules of the client.
    pub const fn rules(&self) -> &NetworkRules {
        &self.rules
    }

    /// Stores a response for the next request for an address, so that a document that was just fetched is not
    /// fetched again.
    pub fn reuse_for_next_request(&self, url: WebUrl, answer: FetchResponse) {
        *self.prefetched.lock().unwrap_or_else(PoisonError::into_inner) = Some((url, answer));
    }

    fn take_prefetched(&self, request: &Request) -> Option<FetchResponse> {
        let mut prefetched = self.prefetched.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |(url, _): &mut (WebUrl, FetchResponse)| {
            *url == request.url && request.validators == Validators::default()
        };
        prefetched.take_if(is_it).map(|(_, answer)| answer)
    }

    /// Fetches a document.
    pub fn get(
        &self,
        url: &WebUrl,
        wants: PreferredKind,
        stop: &StopSignal,
    ) -> Result<FetchResponse, FetchError> {
        let request = Request { url: url.clone(), validators: Validators::default(), wants };
        match self.revalidate(&request, stop)? {
            RevalidationResponse::Changed(answer) => Ok(*answer),
            RevalidationResponse::Unchanged(_) => {
                Err(FetchError::InvalidHttp("unchanged, which nobody asked".to_owned()))
            }
        }
    }

    /// Fetches a document, unless it is still the one of the validators.
    pub fn revalidate(
        &self,
        request: &Request,
        stop: &StopSignal,
    ) -> Result<RevalidationResponse, FetchError> {
        if let Some(answer) = self.take_prefetched(request) {
            return Ok(RevalidationResponse::Changed(Box::new(answer)));
        }
        let (mut url, mut moved, mut cookies) = (request.url.to_request(), None, Cookies::default());
        let (mut seen, mut for_good_so_far, mut left) = (Vec::new(), true, self.rules.timeout);
        loop {
            seen.push((url.clone(), cookies.clone()));
            match self.hop(&url, request, &mut cookies, &mut left, stop)? {
                Hop::Document(document, links, max_age) => {
                    let answer = FetchResponse { url, moved, document, links, max_age };
                    return Ok(RevalidationResponse::Changed(Box::new(answer)));
                }
                Hop::Unchanged(newer) => return Ok(RevalidationResponse::Unchanged(newer)),
                Hop::Elsewhere { url: next, for_good } => {
                    // The same address is a different request once it has a cookie that it asked for.
                    if seen.iter().any(|(url, sent)| *url == next && *sent == cookies) {
                        return Err(FetchError::RedirectLoop);
                    }
                    if seen.len() > MOST_REDIRECTS {
                        return Err(FetchError::TooManyRedirects(MOST_REDIRECTS));
                    }
                    for_good_so_far &= for_good;
                    moved = if for_good_so_far { Some(next.clone()) } else { moved };
                    url = next;
                }
            }
        }
    }

    /// Sends one request to one host. Waiting for a permit does not count against the time left.
    fn hop(
        &self,
        url: &WebUrl,
        request: &Request,
        cookies: &mut Cookies,
        left: &mut Duration,
        stop: &StopSignal,
    ) -> Result<Hop, FetchError> {
        self.check(url)?;
        let headers = self.headers(url, request, cookies)?;
        let permit = self.rate_limit.wait_for(url.host(), stop)?;
        let begun = Instant::now();
        let asked = send(&self.agent, url, headers.clone(), *left);
        let response = match (asked, &self.agent_with_own_roots) {
            // The connection was refused before any request was sent, so the client with the person's own
            // certificates may try.
            (Err(FetchError::Untrusted(_)), Some(trusting)) => send(trusting, url, headers, *left)?,
            (asked, _) => asked?,
        };
        let set = response.headers().get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        set.for_each(|line| cookies.set(line, url));
        let hop = read_response(response, url, stop);
        if let Err(FetchError::Busy { status, wait }) = &hop
            && (*status == TOO_MANY_REQUESTS || wait.is_some())
        {
            permit.block_for(wait.unwrap_or(DEFAULT_BLOCK));
        }
        *left =
            left.checked_sub(begun.elapsed()).filter(|left| !left.is_zero()).ok_or(FetchError::TooSlow)?;
        hop
    }

    /// The headers of a request. A person's headers for a host replace the client's.
    fn headers(&self, url: &WebUrl, request: &Request, cookies: &Cookies) -> Result<HeaderMap, FetchError> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(accepted(request.wants)));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(decoding::ACCEPTED));
        let authorization = self.authorization(url)?;
        let validators = &request.validators;
        for (name, value) in [
            (header::IF_NONE_MATCH, validators.etag.as_deref()),
            (header::IF_MODIFIED_SINCE, validators.modified.as_deref()),
            (header::AUTHORIZATION, authorization.as_deref()),
        ] {
            if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
                headers.insert(name, value);
            }
        }
        headers.extend(self.own_headers(url));
        if let Some(line) = cookies.header(url) {
            let own = text(&headers, header::COOKIE).map(|own| format!("{own}; ")).unwrap_or_default();
            let value = HeaderValue::from_str(&format!("{own}{line}"));
            if let Ok(value) = value {
                headers.insert(header::COOKIE, value);
            }
        }
        Ok(headers)
    }

    /// The person's headers for a host.
    pub(super) fn own_headers(&self, url: &WebUrl) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if may_send_secrets(url) {
            let own = self.rules.host_headers.for_host(url.host());
            own.for_each(|(name, value)| drop(headers.insert(name, value.clone())));
        }
        headers
    }

    /// The agent with the usual root certificates.
    pub(super) const fn agent(&self) -> &Agent {
        &self.agent
    }

    /// The agent with the person's own certificates.
    pub(super) const fn agent_with_own_roots(&self) -> Option<&Agent> {
        self.agent_with_own_roots.as_ref()
    }

    /// The rate limit of hosts.
    pub(super) const fn rate_limit(&self) -> &RateLimit {
        &self.rate_limit
    }

    /// Refuses addresses that are not public before a proxy is used, since no name is resolved here then.
    pub(super) fn check(&self, url: &WebUrl) -> Result<(), FetchError> {
        let host = url.host();
        let known = known_addresses(host);
        let allowed = |address| self.rules.allowed.iter().any(|allowed| allowed.permits(host, address));
        match known.first() {
            Some(first) if !known.iter().any(|address| is_public(*address) || allowed(*address)) => {
                Err(FetchError::NotPublic(*first))
            }
            _ => Ok(()),
        }
    }

    fn authorization(&self, url: &WebUrl) -> Result<Option<String>, FetchError> {
        if may_send_secrets(url) { self.rules.credentials.header(url.host()) } else { Ok(None) }
    }
}

/// Whether secrets may be sent to an address: over TLS, or to a host in the private network.
fn may_send_secrets(url: &WebUrl) -> bool {
    url.is_secure() || known_addresses(url.host()).iter().any(|address| !is_public(*address))
}

fn agent(rules: &NetworkRules, roots: RootCerts) -> Result<Agent, FetchError> {
    let proxy = rules.proxy.as_deref().map(|proxy| proxy_of(proxy, &rules.no_proxy)).transpose()?;
    let config = Agent::config_builder()
        .proxy(proxy)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_response_header_size(LARGEST_HEADERS)
        .max_idle_connections_per_host(1)
        .timeout_connect(Some(CONNECT_TIMEOUT.min(rules.timeout)))
        .user_agent(rules.user_agent.as_str())
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .build();
    Ok(Agent::with_parts(config, DefaultConnector::default(), CheckedResolver::new(rules.allowed.clone())))
}

/// The certificates in a PEM text; other contents are ignored.
fn roots_of(pem: &[u8]) -> Result<RootCerts, FetchError> {
    let certificate = |item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    };
    let own: Vec<_> = parse_pem(pem).filter_map(certificate).collect();
    if own.is_empty() { Err(FetchError::InvalidRootCertificates) } else { Ok(own.into()) }
}

fn proxy_of(proxy: &str, no_proxy: &str) -> Result<Proxy, FetchError> {
    let wrong = |error: ureq::Error| FetchError::Proxy(error.to_string());
    let given = Proxy::new(proxy).map_err(wrong)?;
    let mut builder = Proxy::builder(given.protocol()).host(given.host()).port(given.port());
    if let Some(name) = given.username() {
        builder = builder.username(name);
    }
    if let Some(password) = given.password() {
        builder = builder.password(password);
    }
    for host in no_proxy.split(',').map(str::trim).filter(|host| !host.is_empty()) {
        builder = builder.no_proxy(host);
    }
    builder.build().map_err(wrong)
}

/// Sends a request, and waits for the headers of the response.
fn send(
    agent: &Agent,
    url: &WebUrl,
    headers: HeaderMap,
    left: Duration,
) -> Result<Response<Body>, FetchError> {
    let mut asking = agent.get(url.as_str());
    if let Some(own) = asking.headers_mut() {
        *own = headers;
    }
    let asked = asking.config().timeout_global(Some(left)).build().call();
    asked.map_err(|error| FetchError::of_request(error, url.host()))
}

const fn accepted(wants: PreferredKind) -> &'static str {
    match wants {
        PreferredKind::Feed => {
            "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, \
             text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
        }
        PreferredKind::Page => "text/html, application/xhtml+xml, */*;q=0.1",
        PreferredKind::Picture => "image/webp, image/png, image/jpeg, image/gif, image/*;q=0.2",
    }
}

fn read_response(response: Response<Body>, url: &WebUrl, stop: &StopSignal) -> Result<Hop, FetchError> {
    let headers = response.headers();
    match response.status().as_u16() {
        304 => Ok(Hop::Unchanged(validators(headers))),
        status @ (301 | 302 | 303 | 307 | 308) => {
            let place = headers.get(header::LOCATION).map(ascii).ok_or(FetchError::RedirectWithoutAddress)?;
            let url = url.join(&place).map_err(|_reason| FetchError::NoWebAddress)?.to_request();
            Ok(Hop::Elsewhere { url, for_good: matches!(status, 301 | 308) })
        }
        410 => Err(FetchError::Gone),
        status @ (TOO_MANY_REQUESTS | 503) => {
            let date = text(headers, header::DATE);
            let wait =
                text(headers, header::RETRY_AFTER).and_then(|told| retry::parse_retry_after(told, date));
            Err(FetchError::Busy { status, wait })
        }
        200..=299 => {
            let links = headers.get_all(header::LINK).iter().filter_map(|line| line.to_str().ok());
            let links = links.take(MOST_LINKS).map(str::to_owned).collect();
            let max_age = max_age(headers);
            document(response, stop).map(|document| Hop::Document(document, links, max_age))
        }
        status => Err(FetchError::Status(status)),
    }
}

fn document(response: Response<Body>, stop: &StopSignal) -> Result<Document, FetchError> {
    let headers = response.headers();
    let length = text(headers, header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    if length.is_some_and(|length| length > LARGEST_DOCUMENT) {
        return Err(FetchError::TooLarge);
    }
    let validators = validators(headers);
    let encoding = text(headers, header::CONTENT_ENCODING).unwrap_or_default().to_owned();
    let charset = text(headers, header::CONTENT_TYPE).and_then(charset);
    let body = response.into_body().into_with_config().limit(u64::MAX).reader();
    Ok(Document { bytes: decoding::read(body, &encoding, stop)?, charset, validators })
}

fn validators(headers: &HeaderMap) -> Validators {
    let kept = |name| text(headers, name).filter(|value| value.len() <= LONGEST_VALIDATOR).map(str::to_owned);
    Validators { etag: kept(header::ETAG), modified: kept(header::LAST_MODIFIED) }
}

/// The seconds for which a response is fresh, where it may be stored at all.
fn max_age(headers: &HeaderMap) -> Option<u32> {
    let told = text(headers, header::CACHE_CONTROL)?.to_ascii_lowercase();
    let parts = || told.split(',').map(str::trim);
    if parts().any(|part| matches!(part, "no-cache" | "no-store")) {
        return None;
    }
    parts().find_map(|part| part.strip_prefix("max-age=")?.trim_matches('"').parse().ok())
}

/// The value of a header with non-ASCII bytes percent-encoded: some hosts send addresses unencoded.
fn ascii(value: &HeaderValue) -> String {
    let encoded =
        |byte: &u8| if byte.is_ascii() { char::from(*byte).to_string() } else { format!("%{byte:02X}") };
    value.as_bytes().iter().map(encoded).collect()
}

/// The charset of a content type such as `text/html; charset="utf-8"`.
fn charset(kind: &str) -> Option<String> {
    let parameter = |part: &str| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
    };
    kind.split(';').skip(1).find_map(parameter)
}

pub(super) fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
