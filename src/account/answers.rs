//! Parses responses of servers tolerantly: a missing or invalid field costs only itself, a missing id only
//! its item.

use jiff::Timestamp;
use serde_json::Value;

use super::{AccountError, Dialect, Flags, ItemId, RemoteFeed, RemoteItem, state_of};
use crate::domain::{Prose, SyncedFlag, WebUrl};

/// The longest name of a stream or label, in bytes.
const LONGEST_NAME: usize = 4_096;

/// The most subscriptions of an account.
pub(super) const MOST_FEEDS: usize = 20_000;

/// The most labels of an account, or of an item.
const MOST_LABELS: usize = 1_000;

/// The most enclosures of one item.
pub(super) const MOST_ENCLOSURES: usize = 20;

/// A response in JSON.
pub(super) struct JsonAnswer {
    value: Value,
    dialect: Dialect,
    what: &'static str,
}

/// A page of a list of ids.
pub(super) struct IdPage {
    pub ids: Vec<ItemId>,
    /// The token of the next page.
    pub continuation: Option<String>,
}

impl JsonAnswer {
    pub fn parse(bytes: &[u8], what: &'static str, dialect: Dialect) -> Result<Self, AccountError> {
        let value = serde_json::from_slice(bytes)
            .map_err(|error| AccountError::Nonsense { what, why: error.to_string() })?;
        Ok(Self { value, dialect, what })
    }

    fn list(&self, name: &'static str) -> Result<&Vec<Value>, AccountError> {
        let missing =
            || AccountError::Nonsense { what: self.what, why: format!("it has no list “{name}”") };
        self.value.get(name).and_then(Value::as_array).ok_or_else(missing)
    }

    /// The user of the account.
    pub fn user_name(&self) -> Option<String> {
        text(&self.value, "userId").or_else(|| text(&self.value, "userName"))
    }

    /// The subscriptions.
    pub fn feeds(&self) -> Result<Vec<RemoteFeed>, AccountError> {
        let list = self.list("subscriptions")?;
        Ok(list.iter().take(MOST_FEEDS).filter_map(|feed| self.feed(feed)).collect())
    }

    fn feed(&self, feed: &Value) -> Option<RemoteFeed> {
        let stream = text(feed, "id")?;
        // Some servers give the address of a feed only in its id.
        let address = text(feed, "url").or_else(|| text(feed, "feedUrl"));
        let address = address.or_else(|| stream.strip_prefix("feed/").map(str::to_owned))?;
        let folders = feed.get("categories").and_then(Value::as_array).into_iter().flatten();
        let mut folders = folders.filter_map(label);
        Some(RemoteFeed {
            url: WebUrl::parse_feed(&address).ok()?.to_request(),
            title: self.prose(feed, "title"),
            site: text(feed, "htmlUrl").and_then(|site| WebUrl::parse(&site).ok()),
            folder: folders.next(),
            stream,
        })
    }

    fn prose(&self, value: &Value, name: &str) -> Option<Prose> {
        Prose::non_empty(&self.dialect.title(value.get(name)?.as_str()?))
    }

    /// The labels that articles may have, without those of folders.
    pub fn labels(&self) -> Result<Vec<String>, AccountError> {
        let is_folder = |tag: &Value| tag.get("type").and_then(Value::as_str) == Some("folder");
        let tags = self.list("tags")?.iter().filter(|tag| !is_folder(tag));
        Ok(tags.filter_map(|tag| label_of(tag.get("id")?.as_str()?)).take(MOST_LABELS).collect())
    }

    /// A page of ids.
    pub fn ids(&self) -> Result<IdPage, AccountError> {
        // A server without any item leaves the list out.
        let is_empty = self.value.as_object().is_some_and(|answer| !answer.contains_key("itemRefs"));
        let list: &[Value] = if is_empty && self.is_of_list() { &[] } else { self.list("itemRefs")? };
        let id = |item: &Value| ItemId::parse(&text(item, "id")?);
        let ids: Vec<ItemId> = list.iter().filter_map(id).collect();
        if ids.len() < list.len() {
            let why = "it contains an invalid id".to_owned();
            return Err(AccountError::Nonsense { what: self.what, why });
        }
        let continuation = text(&self.value, "continuation").filter(|place| !place.is_empty());
        Ok(IdPage { ids, continuation })
    }

    /// Whether a response without a list means an empty list.
    fn is_of_list(&self) -> bool {
        self.value.as_object().is_some_and(|answer| {
            answer.keys().all(|key| matches!(key.as_str(), "continuation" | "itemRefs" | "items"))
        })
    }

    /// Items with their contents.
    pub fn items(&self) -> Result<Vec<RemoteItem>, AccountError> {
        Ok(self.list("items")?.iter().filter_map(|item| self.item(item)).collect())
    }

    fn item(&self, item: &Value) -> Option<RemoteItem> {
        let origin = item.get("origin");
        let markup_of = |name: &str| item.get(name)?.get("content")?.as_str().filter(|text| !text.is_empty());
        let content = markup_of("content");
        let markup = content.or_else(|| markup_of("summary")).unwrap_or_default().to_owned();
        Some(RemoteItem {
            id: ItemId::parse(&text(item, "id")?)?,
            stream: origin.and_then(|origin| text(origin, "streamId")).unwrap_or_default(),
            url: ["canonical", "alternate"].iter().find_map(|name| address(item.get(*name)?.get(0)?)),
            headline: self.prose(item, "title").unwrap_or_default(),
            author: self.prose(item, "author"),
            is_summary: content.is_none(),
            markup,
            published: item.get("published").and_then(moment),
            enclosures: enclosures(item),
            flags: flags(item),
            labels: labels(item),
        })
    }
}

fn address(link: &Value) -> Option<WebUrl> {
    WebUrl::parse(link.get("href")?.as_str()?).ok()
}

fn enclosures(item: &Value) -> Vec<(WebUrl, Option<Prose>)> {
    let all = item.get("enclosure").and_then(Value::as_array).into_iter().flatten();
    let kind = |link: &Value| link.get("type").and_then(Value::as_str).and_then(Prose::non_empty);
    all.take(MOST_ENCLOSURES).filter_map(|link| Some((address(link)?, kind(link)))).collect()
}

/// A time in Unix seconds, as a number or a string.
fn moment(value: &Value) -> Option<Timestamp> {
    let seconds = value.as_i64().or_else(|| value.as_str()?.parse().ok())?;
    Timestamp::from_second(seconds).ok().filter(|_| seconds > 0)
}

fn flags(item: &Value) -> Flags {
    let all = item.get("categories").and_then(Value::as_array).into_iter().flatten();
    let states: Vec<&str> = all.filter_map(|name| state(name.as_str()?)).collect();
    let has = |flag: SyncedFlag| states.contains(&state_of(flag));
    Flags { read: has(SyncedFlag::Read), starred: has(SyncedFlag::Starred) }
}

/// The state that a category names, whatever stands there for the user: `-`, a number or a name.
fn state(category: &str) -> Option<&str> {
    let (_, rest) = category.strip_prefix("user/")?.split_once('/')?;
    rest.strip_prefix("state/com.google/")
}

/// The labels of an item.
fn labels(item: &Value) -> Vec<String> {
    let all = item.get("categories").and_then(Value::as_array).into_iter().flatten();
    all.filter_map(|name| label_of(name.as_str()?)).take(MOST_LABELS).collect()
}

/// The label that a category names.
fn label_of(category: &str) -> Option<String> {
    let (_, rest) = category.strip_prefix("user/")?.split_once('/')?;
    let name = rest.strip_prefix("label/")?;
    (!name.is_empty() && name.len() <= LONGEST_NAME).then(|| name.to_owned())
}

/// The label of a category.
fn label(category: &Value) -> Option<Prose> {
    let named = category.get("label").and_then(Value::as_str);
    let within = |id: &Value| Some(id.as_str()?.split_once("/label/")?.1.to_owned());
    let name = named.map(str::to_owned).or_else(|| category.get("id").and_then(within))?;
    Prose::non_empty(&name)
}

/// A short text, or a number as one.
pub(super) fn text(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::String(text) if text.len() <= LONGEST_NAME => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(json: &str) -> JsonAnswer {
        JsonAnswer::parse(json.as_bytes(), "answer", Dialect::FreshRss).unwrap()
    }

    #[test]
    fn states_are_the_same_whatever_a_server_calls_its_person() {
        for person in ["-", "1", "ana"] {
            let json = format!(
                r#"{{"items":[{{"id":"tag:google.com,2005:reader/item/1f","categories":
                ["user/{person}/state/com.google/reading-list","user/{person}/state/com.google/read"]}}]}}"#
            );

            assert_eq!(answer(&json).items().unwrap()[0].flags, Flags { read: true, starred: false });
        }
    }

    #[test]
    fn an_item_is_read_with_what_it_has() {
        let json = r#"{"items":[{"id":"tag:google.com,2005:reader/item/000000000000001f","title":"R＆D\u001b[2J",
            "published":1778140800,"canonical":[{"href":"https://a.example/1"}],"origin":{"streamId":"feed/3"},
            "summary":{"content":"<p>Rain.</p>"}},{"title":"without an id"},{"id":"31","published":"1778140800"}]}"#;

        let items = answer(json).items().unwrap();

        assert_eq!(items.len(), 2);
        assert_eq!((items[0].headline.as_str(), items[0].stream.as_str()), ("R&D[2J", "feed/3"));
        assert!(items[0].is_summary && items[0].url.is_some());
        assert_eq!((&items[0].id, items[0].published), (&items[1].id, items[1].published));
    }

    #[test]
    fn an_id_that_is_none_spoils_its_list() {
        assert!(answer(r#"{"itemRefs":[{"id":"1"},{"id":"?"}]}"#).ids().is_err());
        assert!(answer(r#"{"error":"no"}"#).ids().is_err());
        assert!(answer("{}").ids().unwrap().ids.is_empty());
    }

    #[test]
    fn a_feed_is_known_by_its_address_wherever_it_stands() {
        let json = r#"{"subscriptions":[{"id":"feed/https://a.example/f"},{"id":"feed/2","url":"https://b.example/f",
            "title":"B, said","categories":[{"id":"user/-/label/News","label":"News"}]},{"id":"feed/3"}]}"#;

        let feeds = answer(json).feeds().unwrap();

        let told: Vec<_> = feeds.iter().map(|feed| (feed.url.as_str(), feed.folder.as_ref())).collect();
        let news = "News".into();
        assert_eq!(told, [("https://a.example/f", None), ("https://b.example/f", Some(&news))]);
    }
}
