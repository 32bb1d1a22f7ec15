//! The contents of unknown items: read like those of a feed, stored batch by batch, each with its items, so
//! that an interruption loses none that arrived.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::{ServerLists, Sync, SyncError, calls};
use crate::account::{ItemId, RemoteItem};
use crate::cache::{EntryToStore, Prepared, StoreOutcome, StoreResult};
use crate::domain::{Article, ArticleId, Feed, FeedId, WebUrl};
use crate::import::{self, FetchedDocument};
use crate::library::{FetchEvent, Library};

/// An item as an article.
struct ParsedItem {
    id: ItemId,
    article: Article,
    prepared: Prepared,
    wants_page: bool,
}

impl ParsedItem {
    fn entry(&self) -> EntryToStore<'_> {
        EntryToStore { article: &self.article, prepared: &self.prepared, wants_page: self.wants_page }
    }
}

impl Library {
    /// Fetches the contents of items, and stores them.
    pub(super) fn fetch_contents(
        &mut self,
        sync: &mut Sync<'_, '_>,
        unknown: &[ItemId],
        lists: &mut ServerLists,
    ) -> Result<(), SyncError> {
        let linked = self.cache.linked_feeds(sync.account.id)?;
        let feeds: HashMap<FeedId, Feed> = self.feeds()?.into_iter().map(|feed| (feed.id, feed)).collect();
        let streams: HashMap<String, &Feed> = linked
            .into_iter()
            .filter_map(|linked| Some((linked.stream, feeds.get(&linked.feed?)?)))
            .collect();
        let mut done = 0;
        for ids in calls(unknown) {
            let items = sync.server.items(ids)?;
            lists.requested.extend(items.iter().map(|item| (item.id.clone(), item.flags)));
            lists.gone.extend(ids.iter().filter(|id| items.iter().all(|item| item.id != **id)).cloned());
            self.store_items(sync, items, &streams)?;
            done += ids.len();
            (sync.each)(FetchEvent::Progress { done, all: unknown.len() });
        }
        Ok(())
    }

    /// Stores the items of one request, those of each feed together, and links them to their articles.
    fn store_items(
        &mut self,
        sync: &mut Sync<'_, '_>,
        items: Vec<RemoteItem>,
        streams: &HashMap<String, &Feed>,
    ) -> Result<(), SyncError> {
        let (now, account) = ((sync.clock)(), sync.account.id);
        let mut groups: HashMap<String, Vec<RemoteItem>> = HashMap::new();
        for item in items {
            groups.entry(item.stream.clone()).or_default().push(item);
        }
        let read: Vec<_> = groups
            .into_iter()
            .map(|(stream, items)| {
                let feed = streams.get(&stream).copied();
                let ids: Vec<ItemId> = items.iter().map(|item| item.id.clone()).collect();
                (feed, ids, self.read_items(feed, &items, &sync.account.url))
            })
            .collect();
        let new = self.cache.transaction(|cache| {
            let mut new = 0;
            for (feed, ids, read) in &read {
                // Starred items may come from feeds that the person has unsubscribed from.
                let stored: Vec<Option<StoreResult>> = if let Some(feed) = feed {
                    let entries: Vec<EntryToStore<'_>> = read.iter().map(ParsedItem::entry).collect();
                    cache.store_entries(feed.id, &entries, now)?
                } else {
                    let group = read.iter().map(|one| (&one.article, &one.prepared));
                    cache.store_prepared(group, now)?.into_iter().map(Some).collect()
                };
                new += stored.iter().flatten().filter(|one| one.outcome == StoreOutcome::Stored).count();
                let by_id: HashMap<&ItemId, ArticleId> = read
                    .iter()
                    .zip(&stored)
                    .filter_map(|(one, stored)| Some((&one.id, stored.as_ref()?.id)))
                    .collect();
                let links: Vec<(String, Option<ArticleId>)> =
                    ids.iter().map(|id| (id.digits().to_owned(), by_id.get(id).copied())).collect();
                cache.link_items(account, &links)?;
            }
            Ok::<_, crate::cache::CacheError>(new)
        })?;
        sync.synced.new += new;
        Ok(())
    }

    /// Parses items as the entries of a feed. An item without content is left out.
    fn read_items(&self, feed: Option<&Feed>, items: &[RemoteItem], address: &WebUrl) -> Vec<ParsedItem> {
        let document = document(feed, items).to_string();
        let fetched = FetchedDocument { bytes: document.as_bytes(), charset: Some("utf-8"), address };
        let Ok(document) = import::feed_document(fetched) else { return Vec::new() };
        let summaries: HashSet<&ItemId> =
            items.iter().filter(|item| item.is_summary).map(|item| &item.id).collect();
        let mode = feed.map_or(self.full_text, |feed| feed.full_text);
        let mut term_reader = self.term_reader.borrow_mut();
        let entries = document.entries.into_iter().flatten();
        entries
            .filter_map(|entry| {
                let (mut article, identity_hints) = (entry.imported.article, entry.imported.identity_hints);
                // The id is the server's, and no GUID of the article.
                let id = ItemId::parse(article.guid.take()?.as_str())?;
                let is_part =
                    entry.is_truncated || summaries.contains(&id) && import::is_summary(&article.body);
                let wants_page =
                    article.url.is_some() && !identity_hints.shares_address && mode.wants_page(is_part);
                let prepared = Prepared::of(&article, &mut term_reader).with_identity_hints(identity_hints);
                Some(ParsedItem { id, article, prepared, wants_page })
            })
            .collect()
    }
}

/// Items as a JSON Feed, which the importer reads like any other.
fn document(feed: Option<&Feed>, items: &[RemoteItem]) -> Value {
    let items: Vec<Value> = items
        .iter()
        .map(|item| {
            let mut told = Map::new();
            told.insert("id".to_owned(), json!(item.id.long()));
            told.insert("title".to_owned(), json!(item.headline));
            told.insert("content_html".to_owned(), json!(item.markup));
            told.extend(item.url.iter().map(|url| ("url".to_owned(), json!(url))));
            told.extend(item.author.iter().map(|author| ("authors".to_owned(), json!([{"name": author}]))));
            let published = item.published.map(|moment| moment.to_string());
            told.extend(published.map(|moment| ("date_published".to_owned(), json!(moment))));
            let attachment =
                |(url, kind): &(WebUrl, Option<crate::domain::Prose>)| json!({"url": url, "mime_type": kind});
            let attachments: Vec<Value> = item.enclosures.iter().map(attachment).collect();
            told.insert("attachments".to_owned(), json!(attachments));
            Value::Object(told)
        })
        .collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "feed_url": feed.map(|feed| feed.url.as_str()),
        "home_page_url": feed.and_then(|feed| feed.site.as_ref()).map(WebUrl::as_str),
        "title": feed.map(|feed| feed.title.clone().unwrap_or_else(|| feed.label())),
        "items": items,
    })
}
