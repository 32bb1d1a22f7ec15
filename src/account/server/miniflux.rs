//! Miniflux's own protocol, from 2.3.2 on: plain resources in JSON. The user authenticates with name and password, or
//! with an API key in place of the password.

mod entries;

use serde_json::{Value, json};

use super::{Protocol, SUBSCRIBE_TIMEOUT, Server, SubscriptionChange, is_json, is_too_large};
use crate::account::answers::{IdPage, text};
use crate::account::stream::Stream;
use crate::account::{AccountError, ITEMS_PER_CALL, ItemId, ItemList, RemoteFeed, RemoteItem};
use crate::domain::{SyncedFlag, WebUrl};
use crate::fetch::{RequestBody, Secret};

/// The default category, which every account has under this name in every language.
const NO_FOLDER: &str = "All";

/// The first version of Miniflux that can list ids.
const OLDEST: &str = "Miniflux 2.3.2";

pub(super) struct Miniflux;

impl Protocol for Miniflux {
    fn detect(&self, server: &mut Server<'_>) -> Result<bool, AccountError> {
        match server.call("/v1/me", &RequestBody::Get, None) {
            Ok(reply) => Ok(matches!(reply.status, 200 | 401) && is_json(&reply)),
            Err(AccountError::Moved(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn log_in(&self, server: &mut Server<'_>) -> Result<(), AccountError> {
        let login = server.login.clone();
        let basic = ("authorization", Secret::basic(&login.user_name, &login.password));
        let known = (!login.user_name.is_empty()).then_some(basic).into_iter();
        for auth in known.chain([("x-auth-token", login.password)]) {
            server.auth = Some(auth);
            let reply = server.call("/v1/me", &RequestBody::Get, None)?;
            match reply.status {
                200 if is_json(&reply) => return Ok(()),
                400 | 401 | 403 => {}
                status => return Err(AccountError::Status { what: "log-in", status }),
            }
        }
        server.auth = None;
        Err(AccountError::Refused)
    }

    fn user_name(&self, server: &mut Server<'_>) -> Result<String, AccountError> {
        const WHAT: &str = "account";
        let answer = get(server, WHAT, "/v1/me")?;
        let person = text(&answer, "id").or_else(|| text(&answer, "username"));
        person.ok_or(AccountError::Nonsense { what: WHAT, why: "it has no name".to_owned() })
    }

    fn feeds(&self, server: &mut Server<'_>) -> Result<Vec<RemoteFeed>, AccountError> {
        const WHAT: &str = "list of subscriptions";
        entries::feeds(&get(server, WHAT, "/v1/feeds")?, WHAT)
    }

    /// Requests entries in ascending order of their ids, from the first wanted id on; continues at the first id that is
    /// still missing.
    fn items(&self, server: &mut Server<'_>, ids: &[ItemId]) -> Result<Vec<RemoteItem>, AccountError> {
        const WHAT: &str = "articles";
        let mut numbers: Vec<u64> = ids.iter().filter_map(ItemId::number).collect();
        numbers.sort_unstable();
        let (mut items, mut open, mut count) = (Vec::new(), numbers.as_slice(), ITEMS_PER_CALL);
        while let (Some(first), Some(last)) = (open.first(), open.last()) {
            let place = format!(
                "/v1/entries?order=id&direction=asc&limit={count}&after_entry_id={}&before_entry_id={}",
                first.saturating_sub(1),
                last.saturating_add(1)
            );
            let answer = match get(server, WHAT, &place) {
                Err(error) if is_too_large(&error) && count > 1 => {
                    count /= 2;
                    continue;
                }
                answer => answer?,
            };
            let page = entries::items(&answer, WHAT)?;
            let end = page.iter().filter_map(|item| item.id.number()).max();
            // Where fewer come than were asked for, there are no more.
            let is_full = answer.pointer("/entries").and_then(Value::as_array).map(Vec::len) >= Some(count);
            let settled = end.filter(|_| is_full).unwrap_or(*last);
            open = open.split_at(open.partition_point(|number| number <= &settled.max(*first))).1;
            items.extend(page);
        }
        Ok(items)
    }

    fn page(
        &self,
        server: &mut Server<'_>,
        stream: &Stream<'_>,
        continuation: Option<&str>,
    ) -> Result<IdPage, AccountError> {
        let filter = match stream {
            Stream::Of(ItemList::Unread) => "&status=unread",
            Stream::Of(ItemList::Starred) => "&starred=true",
            Stream::Of(ItemList::All) | Stream::Labelled(_) => "",
        };
        let offset: usize = continuation.and_then(|place| place.parse().ok()).unwrap_or_default();
        let count = server.dialect.page_size();
        let address = format!("/v1/entries/ids?limit={count}&offset={offset}{filter}");
        match get(server, stream.what(), &address) {
            Err(AccountError::Status { status: 400 | 404 | 405, .. }) => Err(AccountError::TooOld(OLDEST)),
            answer => entries::ids(&answer?, stream.what(), offset),
        }
    }

    fn set(
        &self,
        server: &mut Server<'_>,
        flag: SyncedFlag,
        holds: bool,
        ids: &[ItemId],
    ) -> Result<(), AccountError> {
        let numbers: Vec<u64> = ids.iter().filter_map(ItemId::number).collect();
        let change = match flag {
            SyncedFlag::Read => {
                json!({"entry_ids": numbers, "status": if holds { "read" } else { "unread" }})
            }
            SyncedFlag::Starred => json!({"entry_ids": numbers, "starred": holds}),
        };
        match send(server, "changes", "/v1/entries", &RequestBody::PutJson(secret(&change))) {
            // The server reports an error where no entry exists any more; the next list shows that anyway.
            Err(AccountError::Status { status: 404 | 500, .. }) => Ok(()),
            sent => sent,
        }
    }

    fn subscribe(&self, server: &mut Server<'_>, feed: &WebUrl) -> Result<(), AccountError> {
        let new = RequestBody::PostJson(secret(&json!({"feed_url": feed.as_str()})));
        server.ask("subscription", "/v1/feeds", &new, Some(SUBSCRIBE_TIMEOUT)).map(drop)
    }

    fn unsubscribe(&self, server: &mut Server<'_>, stream: &str) -> Result<(), AccountError> {
        send(server, "subscription", &place_of(stream), &RequestBody::Delete)
    }

    fn change_subscription(
        &self,
        server: &mut Server<'_>,
        revision: &SubscriptionChange<'_>,
    ) -> Result<(), AccountError> {
        let mut change = serde_json::Map::new();
        change.extend(revision.title.map(|title| ("title".to_owned(), json!(title))));
        if let Some(folder) = revision.new_folder.or_else(|| revision.old_folder.map(|_| NO_FOLDER)) {
            change.insert("category_id".to_owned(), category(server, folder)?);
        }
        let change = RequestBody::PutJson(secret(&Value::Object(change)));
        send(server, "subscription", &place_of(revision.stream), &change)
    }
}

/// The id of a category, which is created where it is missing.
fn category(server: &mut Server<'_>, title: &str) -> Result<Value, AccountError> {
    const WHAT: &str = "list of categories";
    let all = get(server, WHAT, "/v1/categories")?;
    let is_it = |known: &&Value| known.get("title").and_then(Value::as_str) == Some(title);
    let known = all.as_array().into_iter().flatten().find(is_it).and_then(|known| known.get("id").cloned());
    if let Some(number) = known {
        return Ok(number);
    }
    let new = RequestBody::PostJson(secret(&json!({"title": title})));
    let made = parsed(&server.ask("category", "/v1/categories", &new, None)?, WHAT)?;
    let nameless = AccountError::Nonsense { what: WHAT, why: "a category has no number".to_owned() };
    made.get("id").cloned().ok_or(nameless)
}

/// The path of a subscription's resource; its stream id ends in its number.
fn place_of(stream: &str) -> String {
    let number: u64 = stream.rsplit('/').next().and_then(|number| number.parse().ok()).unwrap_or_default();
    format!("/v1/feeds/{number}")
}

fn secret(value: &Value) -> Secret {
    Secret::new(value.to_string())
}

fn get(server: &mut Server<'_>, what: &'static str, path: &str) -> Result<Value, AccountError> {
    parsed(&server.ask(what, path, &RequestBody::Get, None)?, what)
}

fn send(
    server: &mut Server<'_>,
    what: &'static str,
    path: &str,
    sent: &RequestBody,
) -> Result<(), AccountError> {
    server.ask(what, path, sent, None).map(drop)
}

fn parsed(bytes: &[u8], what: &'static str) -> Result<Value, AccountError> {
    serde_json::from_slice(bytes).map_err(|error| AccountError::Nonsense { what, why: error.to_string() })
}
