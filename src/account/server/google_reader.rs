//! The protocol of Google Reader: an authentication token for every request, and a write token for every change.

use std::time::Duration;

use super::{Protocol, SUBSCRIBE_TIMEOUT, Server, SubscriptionChange, body, is_json, is_too_large};
use crate::account::answers::{IdPage, JsonAnswer};
use crate::account::form::EncodedForm;
use crate::account::stream::Stream;
use crate::account::{AccountError, Dialect, ItemId, RemoteFeed, RemoteItem, label_stream, state_of};
use crate::domain::{SyncedFlag, WebUrl};
use crate::fetch::{RequestBody, Secret};

/// The longest token, in bytes.
const LONGEST_TOKEN: usize = 4_096;

const EDIT: &str = "/reader/api/0/subscription/edit";

pub(super) struct GoogleReader;

impl Protocol for GoogleReader {
    fn detect(&self, server: &mut Server<'_>) -> Result<bool, AccountError> {
        match server.call("/reader/api/0/user-info?output=json", &RequestBody::Get, None) {
            Ok(reply) => Ok(matches!(reply.status, 401 | 403) || reply.status == 200 && is_json(&reply)),
            Err(AccountError::Moved(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn log_in(&self, server: &mut Server<'_>) -> Result<(), AccountError> {
        const WHAT: &str = "log-in";
        let form = EncodedForm::new()
            .with("Email", &server.login.user_name)
            .with("Passwd", server.login.password.expose())
            .with("accountType", "GOOGLE")
            .with("service", "reader")
            .with("client", "newsprint");
        let reply = server.call("/accounts/ClientLogin", &form.into_body(), None)?;
        match reply.status {
            200 => {}
            400 | 401 | 403 => return Err(AccountError::Refused),
            status => return Err(AccountError::Status { what: WHAT, status }),
        }
        let text = String::from_utf8_lossy(&reply.bytes);
        let found = text.lines().find_map(|line| line.strip_prefix("Auth="));
        let auth = found.map(str::trim).filter(|auth| is_token(auth));
        let auth =
            auth.ok_or(AccountError::Nonsense { what: WHAT, why: "it has no Auth line".to_owned() })?;
        server.auth = Some(("authorization", Secret::new(format!("GoogleLogin auth={auth}"))));
        server.token = None;
        Ok(())
    }

    fn user_name(&self, server: &mut Server<'_>) -> Result<String, AccountError> {
        const WHAT: &str = "account";
        let answer = get_json(server, WHAT, "/reader/api/0/user-info?output=json")?;
        answer.user_name().ok_or(AccountError::Nonsense { what: WHAT, why: "it has no name".to_owned() })
    }

    fn feeds(&self, server: &mut Server<'_>) -> Result<Vec<RemoteFeed>, AccountError> {
        get_json(server, "list of subscriptions", "/reader/api/0/subscription/list?output=json")?.feeds()
    }

    /// Splits the request in two halves where the response is too large.
    fn items(&self, server: &mut Server<'_>, ids: &[ItemId]) -> Result<Vec<RemoteItem>, AccountError> {
        const WHAT: &str = "articles";
        let form = ids.iter().fold(EncodedForm::new(), |form, id| form.with("i", &id.long()));
        let place = "/reader/api/0/stream/items/contents?output=json";
        // Most servers need the write token only for changes.
        let asked = match server.dialect {
            Dialect::Miniflux | Dialect::Other => post(server, WHAT, place, &form, None),
            _ => server.ask(WHAT, place, &form.into_body(), None),
        };
        match asked {
            Ok(bytes) => JsonAnswer::parse(&bytes, WHAT, server.dialect)?.items(),
            Err(error) if is_too_large(&error) && ids.len() > 1 => {
                let (one, other) = ids.split_at(ids.len() / 2);
                let mut items = self.items(server, one)?;
                items.extend(self.items(server, other)?);
                Ok(items)
            }
            Err(error) => Err(error),
        }
    }

    fn page(
        &self,
        server: &mut Server<'_>,
        stream: &Stream<'_>,
        continuation: Option<&str>,
    ) -> Result<IdPage, AccountError> {
        let (name, without) = stream.name();
        let query = EncodedForm::new()
            .with("output", "json")
            .with("s", &name)
            .with_some("xt", without)
            .with("n", &server.dialect.page_size().to_string())
            .with_some("c", continuation);
        let address = format!("/reader/api/0/stream/items/ids?{}", query.into_text());
        get_json(server, stream.what(), &address)?.ids()
    }

    fn set(
        &self,
        server: &mut Server<'_>,
        flag: SyncedFlag,
        holds: bool,
        ids: &[ItemId],
    ) -> Result<(), AccountError> {
        set_state(server, &format!("user/-/state/com.google/{}", state_of(flag)), holds, ids)
    }

    fn subscribe(&self, server: &mut Server<'_>, feed: &WebUrl) -> Result<(), AccountError> {
        let form = EncodedForm::new().with("quickadd", feed.as_str());
        let place = "/reader/api/0/subscription/quickadd?output=json";
        post(server, "subscription", place, &form, Some(SUBSCRIBE_TIMEOUT)).map(drop)
    }

    fn unsubscribe(&self, server: &mut Server<'_>, stream: &str) -> Result<(), AccountError> {
        let form = EncodedForm::new().with("ac", "unsubscribe").with("s", stream);
        post(server, "subscription", EDIT, &form, None).map(drop)
    }

    fn change_subscription(
        &self,
        server: &mut Server<'_>,
        revision: &SubscriptionChange<'_>,
    ) -> Result<(), AccountError> {
        let form = EncodedForm::new()
            .with("ac", "edit")
            .with("s", revision.stream)
            .with_some("t", revision.title)
            .with_some("r", revision.old_folder.map(label_stream).as_deref())
            .with_some("a", revision.new_folder.map(label_stream).as_deref());
        post(server, "subscription", EDIT, &form, None).map(drop)
    }
}

/// The labels that articles may have.
pub(super) fn labels(server: &mut Server<'_>) -> Result<Vec<String>, AccountError> {
    get_json(server, "list of labels", "/reader/api/0/tag/list?output=json")?.labels()
}

/// Adds a state to items, or removes it.
pub(super) fn set_state(
    server: &mut Server<'_>,
    state: &str,
    holds: bool,
    ids: &[ItemId],
) -> Result<(), AccountError> {
    let form = EncodedForm::new().with(if holds { "a" } else { "r" }, state);
    let form = ids.iter().fold(form, |form, id| form.with("i", &id.long()));
    post(server, "changes", "/reader/api/0/edit-tag", &form, None).map(drop)
}

fn get_json(server: &mut Server<'_>, what: &'static str, path: &str) -> Result<JsonAnswer, AccountError> {
    let bytes = server.ask(what, path, &RequestBody::Get, None)?;
    JsonAnswer::parse(&bytes, what, server.dialect)
}

/// Sends a form with the write token. Where the token has expired, requests a new one, and where that fails, logs in
/// again; each once.
fn post(
    server: &mut Server<'_>,
    what: &'static str,
    path: &str,
    form: &EncodedForm,
    time: Option<Duration>,
) -> Result<Vec<u8>, AccountError> {
    for attempt in 0..3 {
        match attempt {
            0 => {}
            1 => server.token = None,
            _ => server.log_in()?,
        }
        let token = token(server)?;
        let reply = server.call(path, &form.clone().with("T", token.expose()).into_body(), time)?;
        let is_stale = reply.status == 401 || reply.header("x-reader-google-bad-token").is_some();
        if !is_stale {
            return body(what, reply);
        }
    }
    Err(AccountError::Refused)
}

fn token(server: &mut Server<'_>) -> Result<Secret, AccountError> {
    const WHAT: &str = "write token";
    if let Some(token) = &server.token {
        return Ok(token.clone());
    }
    let bytes = server.ask(WHAT, "/reader/api/0/token", &RequestBody::Get, None)?;
    let text = String::from_utf8_lossy(&bytes);
    let token = Some(text.trim()).filter(|token| is_token(token));
    let token = token.ok_or(AccountError::Nonsense { what: WHAT, why: "it is none".to_owned() })?;
    Ok(server.token.insert(Secret::new(token.to_owned())).clone())
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST_TOKEN && text.bytes().all(|byte| byte.is_ascii_graphic())
}
