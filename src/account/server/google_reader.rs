//! The protocol of Google Reader: an authentication token for every request, and a write token for every change.

use std::time::Duration;

use super::{Protocol, SUBSCRIBE_TIMEOUT, Server, SubscriptionChange, body, is_json, is_too_large};
use crate::account::answers::{Answer, IdPage};
use crate::account::form::Form;
use crate::account::stream::Stream;
use crate::account::{AccountError, Dialect, ItemId, RemoteFeed, RemoteItem, label_stream, state_of};
use crate::domain::{Flag, WebUrl};
use crate::fetch::{Secret, Sent};

/// The longest token, in bytes.
const LONGEST_TOKEN: usize = 4_096;

const EDIT: &str = "/reader/api/0/subscription/edit";

pub(super) struct GoogleReader;

impl Protocol for GoogleReader {
    fn is_there(&self, server: &mut Server<'_>) -> Result<bool, AccountError> {
        match server.call("/reader/api/0/user-info?output=json", &Sent::Nothing, None) {
            Ok(reply) => Ok(matches!(reply.status, 401 | 403) || reply.status == 200 && is_json(&reply)),
            Err(AccountError::Moved(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn log_in(&self, server: &mut Server<'_>) -> Result<(), AccountError> {
        const WHAT: &str = "log-in";
        let form = Form::new()
            .with("Email", &server.login.name)
            .with("Passwd", server.login.password.expose())
            .with("accountType", "GOOGLE")
            .with("service", "reader")
            .with("client", "newsprint");
        let reply = server.call("/accounts/ClientLogin", &form.sent(), None)?;
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

    fn person(&self, server: &mut Server<'_>) -> Result<String, AccountError> {
        const WHAT: &str = "account";
        let answer = get_json(server, WHAT, "/reader/api/0/user-info?output=json")?;
        answer.person().ok_or(AccountError::Nonsense { what: WHAT, why: "it has no name".to_owned() })
    }

    fn feeds(&self, server: &mut Server<'_>) -> Result<Vec<RemoteFeed>, AccountError> {
        get_json(server, "list of subscriptions", "/reader/api/0/subscription/list?output=json")?.feeds()
    }

    /// Splits the request in two halves where the response is too large.
    fn items(&self, server: &mut Server<'_>, ids: &[ItemId]) -> Result<Vec<RemoteItem>, AccountError> {
        const WHAT: &str = "articles";
        let form = ids.iter().fold(Form::new(), |form, id| form.with("i", &id.long()));
        let place = "/reader/api/0/stream/items/contents?output=json";
        // Most servers need the write token only for changes.
        let asked = match server.dialect {
            Dialect::Miniflux | Dialect::Other => post(server, WHAT, place, &form, None),
            _ => server.ask(WHAT, place, &form.sent(), None),
        };
        match asked {
            Ok(bytes) => Answer::parse(&bytes, WHAT, server.dialect)?.items(),
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
        place: Option<&str>,
    ) -> Result<IdPage, AccountError> {
        let (name, without) = stream.name();
        let query = Form::new()
            .with("output", "json")
            .with("s", &name)
            .with_some("xt", without)
            .with("n", &server.dialect.page().to_string())
            .with_some("c", place);
        let address = format!("/reader/api/0/stream/items/ids?{}", query.into_text());
        get_json(server, stream.what(), &address)?.ids()
    }

    fn set(
        &self,
        server: &mut Server<'_>,
        flag: Flag,
        holds: bool,
        ids: &[ItemId],
    ) -> Result<(), AccountError> {
        set_state(server, &format!("user/-/state/com.google/{}", state_of(flag)), holds, ids)
    }

    fn subscribe(&self, server: &mut Server<'_>, feed: &WebUrl) -> Result<(), AccountError> {
        let form = Form::new().with("quickadd", feed.as_str());
        let place = "/reader/api/0/subscription/quickadd?output=json";
        post(server, "subscription", place, &form, Some(SUBSCRIBE_TIMEOUT)).map(drop)
    }

    fn unsubscribe(&self, server: &mut Server<'_>, stream: &str) -> Result<(), AccountError> {
        let form = Form::new().with("ac", "unsubscribe").with("s", stream);
        post(server, "subscription", EDIT, &form, None).map(drop)
    }

    fn revise(&self, server: &mut Server<'_>, revision: &SubscriptionChange<'_>) -> Result<(), AccountError> {
        let form = Form::new()
            .with("ac", "edit")
            .with("s", revision.stream)
            .with_some("t", revision.title)
            .with_some("r", revision.out_of.map(label_stream).as_deref())
            .with_some("a", revision.into.map(label_stream).as_deref());
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
    let form = Form::new().with(if holds { "a" } else { "r" }, state);
    let form = ids.iter().fold(form, |form, id| form.with("i", &id.long()));
    post(server, "changes", "/reader/api/0/edit-tag", &form, None).map(drop)
}

fn get_json(server: &mut Server<'_>, what: &'static str, place: &str) -> Result<Answer, AccountError> {
    let bytes = server.ask(what, place, &Sent::Nothing, None)?;
    Answer::parse(&bytes, what, server.dialect)
}

/// Sends a form with the write token. Where the token has expired, requests a new one, and where that fails, logs in
/// again; each once.
fn post(
    server: &mut Server<'_>,
    what: &'static str,
    place: &str,
    form: &Form,
    time: Option<Duration>,
) -> Result<Vec<u8>, AccountError> {
    for attempt in 0..3 {
        match attempt {
            0 => {}
            1 => server.token = None,
            _ => server.log_in()?,
        }
        let token = token(server)?;
        let reply = server.call(place, &form.clone().with("T", token.expose()).sent(), time)?;
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
    let bytes = server.ask(WHAT, "/reader/api/0/token", &Sent::Nothing, None)?;
    let text = String::from_utf8_lossy(&bytes);
    let token = Some(text.trim()).filter(|token| is_token(token));
    let token = token.ok_or(AccountError::Nonsense { what: WHAT, why: "it is none".to_owned() })?;
    Ok(server.token.insert(Secret::new(token.to_owned())).clone())
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST_TOKEN && text.bytes().all(|byte| byte.is_ascii_graphic())
}
