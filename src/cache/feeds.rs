//! Subscriptions: the addresses of feeds, the person's settings, and the outcome of their last fetch.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Cache, CacheError};
use crate::domain::{
    AccountId, ArticleId, Feed, FeedActivity, FeedId, FeedState, FullText, Moment, PictureFetching, Prose,
    Retention, Subscription, Validators, WebUrl,
};

/// The number of latest articles that a feed's activity is computed from.
const LATEST: u32 = 30;

/// The columns of a feed, for [`feed_of`].
const COLUMNS: &str = "id, url, site, title, name, folder, full_text, keep_days, keep_articles,
    etag, modified, fetched, due, failures, reason, gone, articles, unread, account, every, ttl, watched, pictures";

impl Cache {
    /// The feeds in the order of their folders and names.
    pub fn feeds(&self) -> Result<Vec<Feed>, CacheError> {
        let mut statement = self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM feed"))?;
        let mut rows = statement.query([])?;
        let mut feeds = Vec::new();
        while let Some(row) = rows.next()? {
            let feed = feed_of(row)?;
            feeds.push(Feed { tags: tags(&self.connection, feed.id)?, ..feed });
        }
        feeds.sort_by_key(|feed| (feed.folder.clone(), feed.label().as_str().to_lowercase(), feed.id));
        Ok(feeds)
    }

    /// The feed of a number.
    pub fn feed(&self, id: FeedId) -> Result<Option<Feed>, CacheError> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM feed WHERE id = ?1"))?;
        let mut rows = statement.query([id.0])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Some(Feed { tags: tags(&self.connection, id)?, ..feed_of(row)? }))
    }

    /// Subscribes to a feed. A known feed keeps the person's settings, and takes over tags and missing
    /// settings; returns whether it is new.
    pub fn subscribe(
        &mut self,
        wanted: &Subscription,
        full_text: FullText,
    ) -> Result<(FeedId, bool), CacheError> {
        let url = wanted.feed.to_request();
        self.write(|connection| {
            let known = find(connection, &url)?;
            let id = match known {
                Some(id) => id,
                None => connection
                    .prepare_cached(
                        "INSERT INTO feed (url, full_text, watched) VALUES (?1, ?2, ?3) RETURNING id",
                    )?
                    .query_one(params![url.as_str(), full_text.name(), wanted.is_page], |row| {
                        row.get(0).map(FeedId)
                    })?,
            };
            let folder = wanted.folder_path();
            connection
                .prepare_cached(
                    "UPDATE feed SET name = coalesce(name, ?2), site = coalesce(site, ?3),
                     folder = CASE folder WHEN '' THEN ?4 ELSE folder END WHERE id = ?1",
                )?
                .execute(params![
                    id.0,
                    wanted.title.as_ref().map(Prose::as_str),
                    wanted.site.as_ref().map(WebUrl::as_str),
                    folder.as_ref().map_or("", Prose::as_str),
                ])?;
            add_tags(connection, id, &wanted.tags)?;
            Ok((id, known.is_none()))
        })
    }

    /// How often a feed publishes, by its latest articles.
    pub fn feed_activity(&self, id: FeedId) -> Result<FeedActivity, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT published FROM entry CROSS JOIN article ON article.key = entry.key
             WHERE entry.feed = ?1 AND published IS NOT NULL ORDER BY entry.key DESC LIMIT ?2",
        )?;
        let rows = statement
            .query_map([id.0, LATEST], |row| Ok(row.get_ref(0)?.as_str()?.parse::<Moment>().ok()))?;
        let latest: Vec<_> =
            rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().map(Moment::instant).collect();
        Ok(FeedActivity::of(&latest))
    }

    /// What the feeds of an article say of its pictures.
    pub fn picture_fetching_of(&self, id: ArticleId) -> Result<Vec<Option<PictureFetching>>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT pictures FROM feed WHERE id IN
             (SELECT feed FROM entry WHERE key = (SELECT key FROM article WHERE number = ?1))",
        )?;
        let rows = statement.query_map([id.0], |row| {
            Ok(row.get_ref(0)?.as_str_or_null()?.and_then(PictureFetching::named))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Ends a subscription; its articles stay. Returns whether there was one.
    pub fn unsubscribe(&mut self, id: FeedId) -> Result<bool, CacheError> {
        self.write(|connection| {
            Ok(connection.prepare_cached("DELETE FROM feed WHERE id = ?1")?.execute([id.0])? > 0)
        })
    }

    /// Stores the person's settings of a feed: address, name, folder, tags, full text, interval, retention. A
    /// feed unsubscribed from meanwhile is skipped.
    pub fn change_feed(&mut self, feed: &Feed) -> Result<(), CacheError> {
        let folder = Subscription::join_folders(&feed.folder);
        self.write(|connection| {
            let changed = connection
                .prepare_cached(
                    "UPDATE feed SET name = ?2, folder = ?3, full_text = ?4, keep_days = ?5, keep_articles = ?6,
                     every = ?7, url = CASE WHEN EXISTS (SELECT 1 FROM feed WHERE url = ?8 AND id <> ?1)
                     THEN url ELSE ?8 END, pictures = ?9 WHERE id = ?1",
                )?
                .execute(params![
                    feed.id.0,
                    feed.name.as_ref().map(Prose::as_str),
                    folder.as_ref().map_or("", Prose::as_str),
                    feed.full_text.name(),
                    feed.retention.days,
                    feed.retention.articles,
                    feed.every,
                    feed.url.to_request().as_str(),
                    feed.pictures.map(PictureFetching::name),
                ])?;
            connection.prepare_cached("DELETE FROM feed_tag WHERE feed = ?1")?.execute([feed.id.0])?;
            if changed > 0 { add_tags(connection, feed.id, &feed.tags) } else { Ok(()) }
        })
    }

    /// Stores a feed's own properties and the outcome of its fetch: title, site, validators, state, and its
    /// new address unless another subscription has that.
    pub fn save_fetch(&mut self, feed: &Feed) -> Result<(), CacheError> {
        let second = |time: Option<Timestamp>| time.map(Timestamp::as_second);
        self.write(|connection| {
            connection
                .prepare_cached(
                    "UPDATE feed SET url = CASE WHEN EXISTS (SELECT 1 FROM feed WHERE url = ?2 AND id <> ?1)
                     THEN url ELSE ?2 END, site = ?3, title = ?4, etag = ?5, modified = ?6, fetched = ?7,
                     due = ?8, failures = ?9, reason = ?10, gone = ?11, ttl = ?12 WHERE id = ?1",
                )?
                .execute(params![
                    feed.id.0,
                    feed.url.as_str(),
                    feed.site.as_ref().map(WebUrl::as_str),
                    feed.title.as_ref().map(Prose::as_str),
                    feed.validators.etag,
                    feed.validators.modified,
                    second(feed.state.fetched),
                    second(feed.state.due),
                    feed.state.failures,
                    feed.state.reason.as_ref().map(Prose::as_str),
                    feed.state.gone,
                    feed.ttl,
                ])?;
            Ok(())
        })
    }
}

fn find(connection: &Connection, url: &WebUrl) -> Result<Option<FeedId>, CacheError> {
    let mut statement = connection.prepare_cached("SELECT id FROM feed WHERE url = ?1")?;
    Ok(statement.query_row([url.as_str()], |row| row.get(0).map(FeedId)).optional()?)
}

fn add_tags(connection: &Connection, id: FeedId, tags: &BTreeSet<Prose>) -> Result<(), CacheError> {
    let mut add = connection.prepare_cached("INSERT OR IGNORE INTO feed_tag (feed, tag) VALUES (?1, ?2)")?;
    for tag in tags {
        add.execute(params![id.0, tag.as_str()])?;
    }
    Ok(())
}

fn tags(connection: &Connection, id: FeedId) -> Result<BTreeSet<Prose>, CacheError> {
    let mut statement = connection.prepare_cached("SELECT tag FROM feed_tag WHERE feed = ?1")?;
    let rows = statement.query_map([id.0], |row| Ok(Prose::from_untrusted(row.get_ref(0)?.as_str()?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Reads a row of [`COLUMNS`]; its tags are in another table.
fn feed_of(row: &Row<'_>) -> Result<Feed, CacheError> {
    let prose =
        |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str_or_null()?.and_then(Prose::non_empty));
    let time = |column| {
        let second: Option<i64> = row.get(column)?;
        Ok::<_, rusqlite::Error>(second.and_then(|second| Timestamp::from_second(second).ok()))
    };
    let id = FeedId(row.get(0)?);
    let site: Option<String> = row.get(2)?;
    Ok(Feed {
        id,
        url: WebUrl::parse(row.get_ref(1)?.as_str().unwrap_or_default())
            .map_err(|_reason| CacheError::DamagedFeed { id })?,
        site: site.and_then(|site| WebUrl::parse(&site).ok()),
        title: prose(3)?,
        name: prose(4)?,
        folder: Subscription::split_folders(row.get_ref(5)?.as_str().unwrap_or_default()),
        tags: BTreeSet::new(),
        full_text: row.get_ref(6)?.as_str().unwrap_or_default().parse().unwrap_or_default(),
        retention: Retention { days: row.get(7)?, articles: row.get(8)? },
        validators: Validators { etag: row.get(9)?, modified: row.get(10)? },
        state: FeedState {
            fetched: time(11)?,
            due: time(12)?,
            failures: row.get(13)?,
            reason: prose(14)?,
            gone: row.get(15)?,
        },
        articles: row.get(16)?,
        unread: row.get(17)?,
        account: row.get::<_, Option<u32>>(18)?.map(AccountId),
        every: row.get(19)?,
        ttl: row.get(20)?,
        is_page: row.get(21)?,
        pictures: prose(22)?.and_then(|name| PictureFetching::named(name.as_str())),
    })
}
