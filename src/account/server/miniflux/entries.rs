//! Parses responses of Miniflux's own protocol tolerantly: a missing or invalid field costs only itself, a missing id
//! only its entry.

use serde_json::Value;

use super::NO_FOLDER;
use crate::account::answers::{IdPage, MOST_ENCLOSURES, MOST_FEEDS, text};
use crate::account::{AccountError, Flags, ItemId, RemoteFeed, RemoteItem};
use crate::domain::{Prose, WebUrl};

/// The subscriptions.
pub(super) fn feeds(answer: &Value, what: &'static str) -> Result<Vec<RemoteFeed>, AccountError> {
    Ok(list(answer, what)?.iter().take(MOST_FEEDS).filter_map(feed).collect())
}

fn feed(feed: &Value) -> Option<RemoteFeed> {
    let folder = feed.get("category").and_then(|category| prose(category, "title"));
    Some(RemoteFeed {
        stream: stream(feed, "id")?,
        url: WebUrl::parse_feed(&text(feed, "feed_url")?).ok()?.to_request(),
        title: prose(feed, "title"),
        site: address(feed, "site_url"),
        folder: folder.filter(|folder| folder.as_str() != NO_FOLDER),
    })
}

/// Entries with their contents.
pub(super) fn items(answer: &Value, what: &'static str) -> Result<Vec<RemoteItem>, AccountError> {
    let entries = answer.get("entries").unwrap_or(&Value::Null);
    Ok(list(entries, what)?.iter().filter_map(item).collect())
}

fn item(entry: &Value) -> Option<RemoteItem> {
    let enclosures = entry.get("enclosures").and_then(Value::as_array).into_iter().flatten();
    let enclosure = |one: &Value| Some((address(one, "url")?, prose(one, "mime_type")));
    Some(RemoteItem {
        id: id(entry.get("id")?)?,
        stream: stream(entry, "feed_id")?,
        url: address(entry, "url"),
        headline: prose(entry, "title").unwrap_or_default(),
        author: prose(entry, "author"),
        markup: entry.get("content").and_then(Value::as_str).unwrap_or_default().to_owned(),
        is_summary: false,
        published: text(entry, "published_at").and_then(|moment| moment.parse().ok()),
        enclosures: enclosures.take(MOST_ENCLOSURES).filter_map(enclosure).collect(),
        flags: Flags {
            read: text(entry, "status").as_deref() == Some("read"),
            starred: entry.get("starred").and_then(Value::as_bool) == Some(true),
        },
        labels: Vec::new(),
    })
}

/// One page of ids, and where the next one begins.
pub(super) fn ids(answer: &Value, what: &'static str, offset: usize) -> Result<IdPage, AccountError> {
    let told = list(answer.get("entry_ids").unwrap_or(&Value::Null), what)?;
    let ids: Vec<ItemId> = told.iter().filter_map(id).collect();
    if ids.len() < told.len() {
        return Err(nonsense(what, "it contains an invalid id"));
    }
    let total = answer.get("total").and_then(Value::as_u64).and_then(|total| usize::try_from(total).ok());
    let total = total.ok_or_else(|| nonsense(what, "it has no total"))?;
    let end = offset.saturating_add(ids.len());
    Ok(IdPage { continuation: (end < total).then(|| end.to_string()), ids })
}

fn id(value: &Value) -> Option<ItemId> {
    ItemId::parse(&value.as_u64()?.to_string())
}

fn stream(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_u64().map(|number| format!("feed/{number}"))
}

fn prose(value: &Value, name: &str) -> Option<Prose> {
    Prose::non_empty(value.get(name)?.as_str()?)
}

fn address(value: &Value, name: &str) -> Option<WebUrl> {
    WebUrl::parse(value.get(name)?.as_str()?).ok()
}

fn list<'answer>(answer: &'answer Value, what: &'static str) -> Result<&'answer [Value], AccountError> {
    answer.as_array().map(Vec::as_slice).ok_or_else(|| nonsense(what, "it is not a list"))
}

fn nonsense(what: &'static str, why: &str) -> AccountError {
    AccountError::Nonsense { what, why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_entry_is_read_with_what_it_has() {
        let answer = json!({"total": 2, "entries": [
            {"id": 31, "feed_id": 3, "title": "R\u{1b}[2J", "url": "https://a.example/1", "content": "<p>Rain.</p>",
                "published_at": "2026-05-07T08:00:00Z", "status": "read", "starred": true,
                "enclosures": [{"url": "https://a.example/1.mp3", "mime_type": "audio/mpeg"}, {"url": 1}]},
            {"feed_id": 3, "title": "without a number"}]});

        let items = items(&answer, "articles").unwrap();

        assert_eq!(items.len(), 1);
        assert_eq!((items[0].headline.as_str(), items[0].stream.as_str()), ("R[2J", "feed/3"));
        assert_eq!(items[0].flags, Flags { read: true, starred: true });
        assert!(items[0].published.is_some() && items[0].enclosures.len() == 1);
    }

    #[test]
    fn feeds_stand_in_the_folders_of_their_categories() {
        let answer = json!([
            {"id": 1, "feed_url": "https://a.example/f", "site_url": "", "category": {"title": "All"}},
            {"id": 2, "feed_url": "https://b.example/f", "category": {"title": "News"}},
            {"id": 3}]);

        let feeds = feeds(&answer, "feeds").unwrap();

        let told: Vec<_> = feeds.iter().map(|feed| (feed.stream.as_str(), feed.folder.as_ref())).collect();
        assert_eq!(told, [("feed/1", None), ("feed/2", Some(&"News".into()))]);
    }

    #[test]
    fn a_page_of_ids_has_its_continuation_and_needs_a_total() {
        let page = |total| ids(&json!({"total": total, "entry_ids": [3, 2]}), "list", 4).unwrap();

        assert_eq!((page(9).continuation, page(6).continuation), (Some("6".to_owned()), None));
        for answer in [json!({"entry_ids": [1]}), json!({"total": -1, "entry_ids": []}), json!({"total": 1})]
        {
            assert!(ids(&answer, "list", 0).is_err(), "{answer}");
        }
    }
}
