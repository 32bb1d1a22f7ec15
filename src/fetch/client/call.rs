//! Authenticated requests to a server's API. A response is returned whatever its status. Redirects are returned and not
//! followed, so that no secret reaches another host.

use std::fmt;
use std::time::{Duration, Instant};

use ureq::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, header};
use ureq::{Agent, Body};

use super::{DEFAULT_BLOCK, Network, TOO_MANY_REQUESTS, decoding, may_send_secrets, text};
use crate::domain::WebUrl;
use crate::fetch::{FetchError, LARGEST_DOCUMENT, Secret, StopSignal, retry};

/// The method and body of a request.
#[derive(Clone, Debug)]
pub enum RequestBody {
    /// GET.
    Get,
    /// POST of an encoded form.
    PostForm(Secret),
    /// POST of JSON.
    PostJson(Secret),
    /// PUT of JSON.
    PutJson(Secret),
    /// DELETE.
    Delete,
}

impl RequestBody {
    const fn method(&self) -> Method {
        match self {
            Self::Get => Method::GET,
            Self::PostForm(_) | Self::PostJson(_) => Method::POST,
            Self::PutJson(_) => Method::PUT,
            Self::Delete => Method::DELETE,
        }
    }

    /// The body and its kind.
    fn body(&self) -> Option<(&'static str, &Secret)> {
        match self {
            Self::Get | Self::Delete => None,
            Self::PostForm(form) => Some(("application/x-www-form-urlencoded", form)),
            Self::PostJson(json) | Self::PutJson(json) => Some(("application/json", json)),
        }
    }
}

/// A call.
#[derive(Clone, Debug)]
pub struct Call<'call> {
    /// The resource.
    pub url: &'call WebUrl,
    /// The method and body.
    pub body: &'call RequestBody,
    /// The authentication header: name and value.
    pub authorization: Option<(&'static str, &'call Secret)>,
    /// The timeout, where it is longer than that of a document.
    pub timeout: Option<Duration>,
}

/// The response to a call.
#[derive(Clone)]
pub struct CallResponse {
    /// The status.
    pub status: u16,
    /// The body, decompressed.
    pub bytes: Vec<u8>,
    headers: HeaderMap,
}

impl fmt::Debug for CallResponse {
    /// Formats the response without its body, which may be a token.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, bytes, .. } = self;
        write!(out, "Reply({status}, {} bytes)", bytes.len())
    }
}

impl CallResponse {
    /// A header of the response, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl Network {
    /// Sends a call to a server. One call at a time to a host, without a pause between two: the server is the
    /// person's own, or one they have an account on.
    ///
    /// # Errors
    /// Where the rules forbid the call, where the response is incomplete, and where the host limits requests;
    /// any other status is a response.
    pub fn call(&self, call: &Call<'_>, stop: &StopSignal) -> Result<CallResponse, FetchError> {
        self.check(call.url)?;
        if !may_send_secrets(call.url) {
            return Err(FetchError::NotSecure);
        }
        let headers = self.headers_of_call(call);
        let time = call.timeout.unwrap_or_default().max(self.rules.timeout);
        let permit = self.rate_limit.wait_for(call.url.host(), stop)?;
        let begun = Instant::now();
        let response = match (send(&self.agent, call, &headers, time), &self.agent_with_own_roots) {
            // The connection was refused before any request was sent, so the client with the person's own
            // certificates may try.
            (Err(FetchError::Untrusted(_)), Some(trusting)) => send(trusting, call, &headers, time)?,
            (asked, _) => asked?,
        };
        let reply = reply(response, stop);
        if begun.elapsed() > time {
            return Err(FetchError::TooSlow);
        }
        let rest = match &reply {
            Err(FetchError::Busy { wait, .. }) => Some(wait.unwrap_or(DEFAULT_BLOCK)),
            Ok(reply) => quota_wait(&reply.headers),
            Err(_) => None,
        };
        match rest {
            Some(rest) => permit.block_for(rest),
            None => permit.release_now(),
        }
        reply
    }

    fn headers_of_call(&self, call: &Call<'_>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json, */*;q=0.1"));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(decoding::ACCEPTED));
        if let Some((kind, _)) = call.body.body() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        let own = self.rules.host_headers.for_host(call.url.host());
        own.for_each(|(name, value)| drop(headers.insert(name, value.clone())));
        let header = call.authorization.and_then(|(name, secret)| {
            Some((HeaderName::try_from(name).ok()?, HeaderValue::from_str(secret.expose()).ok()?))
        });
        if let Some((name, mut secret)) = header {
            secret.set_sensitive(true);
            headers.insert(name, secret);
        }
        headers
    }
}

fn send(
    agent: &Agent,
    call: &Call<'_>,
    headers: &HeaderMap,
    time: Duration,
) -> Result<Response<Body>, FetchError> {
    let failed = |error| FetchError::of_request(error, call.url.host());
    let mut asking = Request::builder().method(call.body.method()).uri(call.url.as_str());
    asking.headers_mut().into_iter().for_each(|own| own.clone_from(headers));
    let answered = if let Some((_, body)) = call.body.body() {
        let asking = asking.body(body.expose().as_bytes()).map_err(|error| failed(error.into()))?;
        agent.run(agent.configure_request(asking).timeout_global(Some(time)).build())
    } else {
        let asking = asking.body(()).map_err(|error| failed(error.into()))?;
        agent.run(agent.configure_request(asking).timeout_global(Some(time)).build())
    };
    answered.map_err(failed)
}

fn reply(response: Response<Body>, stop: &StopSignal) -> Result<CallResponse, FetchError> {
    let (parts, body) = response.into_parts();
    let (status, headers) = (parts.status.as_u16(), parts.headers);
    if matches!(status, TOO_MANY_REQUESTS | 503) {
        let date = text(&headers, header::DATE);
        let wait = text(&headers, header::RETRY_AFTER).and_then(|told| retry::parse_retry_after(told, date));
        return Err(FetchError::Busy { status, wait });
    }
    let length = text(&headers, header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    if length.is_some_and(|length| length > LARGEST_DOCUMENT) {
        return Err(FetchError::TooLarge);
    }
    let encoding = text(&headers, header::CONTENT_ENCODING).unwrap_or_default().to_owned();
    let body = body.into_with_config().limit(u64::MAX).reader();
    Ok(CallResponse { status, bytes: decoding::read(body, &encoding, stop)?, headers })
}

/// The wait where a server's limit is used up, by Inoreader's headers: the daily calls that read, and those
/// that change.
fn quota_wait(headers: &HeaderMap) -> Option<Duration> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok();
    let is_used_up = ["zone1", "zone2"].iter().any(|zone| {
        let limit = number(&format!("x-reader-{zone}-limit"));
        limit.zip(number(&format!("x-reader-{zone}-usage"))).is_some_and(|(limit, usage)| usage >= limit)
    });
    let wait =
        number("x-reader-limits-reset-after").and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    is_used_up.then(|| wait.unwrap_or(DEFAULT_BLOCK))
}
