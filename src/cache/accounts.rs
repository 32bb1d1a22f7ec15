//! Accounts on servers, and the feeds they fetch. The items of their servers, and pending marks, have files
//! of their own.

mod items;
mod labels;

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{Cache, CacheError};
use crate::domain::{Account, AccountId, FeedId, Prose, WebUrl};

pub use items::{FlagState, LinkedItem, PendingFlag};
pub use labels::LinkedLabel;

/// A subscription of a server, as the server last listed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedFeed {
    /// The server's id of the subscription.
    pub stream: String,
    /// The feed here; `None` where the person has unsubscribed.
    pub feed: Option<FeedId>,
    /// The server's title of the feed.
    pub title: String,
    /// The folder at the server; empty for none.
    pub folder: String,
}

impl Cache {
    /// The accounts, in the order in which they were added.
    pub fn accounts(&self) -> Result<Vec<Account>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, url, dialect, name, program, person, synced, reason,
                (SELECT count(*) FROM account_waiting WHERE account = account.id AND tries = 0)
                + (SELECT count(*) FROM account_feed AS there LEFT JOIN feed ON feed.id = there.feed
                    WHERE there.account = account.id AND (feed.id IS NULL
                        OR coalesce(feed.name, there.title) <> there.title OR feed.folder <> there.folder))
                + (SELECT count(*) FROM feed WHERE feed.account = account.id
                    AND NOT EXISTS (SELECT 1 FROM account_feed WHERE account_feed.feed = feed.id)),
                (SELECT count(*) FROM account_feed WHERE account = account.id AND feed IS NOT NULL)
             FROM account ORDER BY id",
        )?;
        let rows = statement.query_map([], account_of)?;
        Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// Adds an account, or replaces the settings of the one with this address.
    pub fn add_account(&mut self, account: &Account) -> Result<AccountId, CacheError> {
        let program = serde_json::Value::from(account.password_command.clone()).to_string();
        self.write(|connection| {
            Ok(connection
                .prepare_cached(
                    "INSERT INTO account (url, dialect, name, program, person) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (url) DO UPDATE SET dialect = ?2, name = ?3, program = ?4, person = ?5
                     RETURNING id",
                )?
                .query_one(
                    params![account.url.as_str(), account.kind, account.name, program, account.server_user],
                    |row| row.get(0).map(AccountId),
                )?)
        })
    }

    /// Removes an account. Its feeds and articles stay, and newsprint fetches them from then on. Returns
    /// whether there was one.
    pub fn remove_account(&mut self, id: AccountId) -> Result<bool, CacheError> {
        self.write(|connection| {
            Ok(connection.prepare_cached("DELETE FROM account WHERE id = ?1")?.execute([id.0])? > 0)
        })
    }

    /// Stores the outcome of a sync: its time, or the reason of the failure. The feeds of a synced account
    /// count as fetched.
    pub fn save_sync(&mut self, id: AccountId, end: Result<Timestamp, &Prose>) -> Result<(), CacheError> {
        let (synced, reason) = match end {
            Ok(now) => (Some(now.as_second()), None),
            Err(reason) => (None, Some(reason.as_str())),
        };
        self.write(|connection| {
            connection
                .prepare_cached(
                    "UPDATE account SET synced = coalesce(?2, synced), reason = ?3 WHERE id = ?1",
                )?
                .execute(params![id.0, synced, reason])?;
            connection
                .prepare_cached(
                    "UPDATE feed SET fetched = ?2, due = NULL WHERE account = ?1 AND ?2 IS NOT NULL",
                )?
                .execute(params![id.0, synced])?;
            Ok(())
        })
    }

    /// Sets the account whose server fetches a feed; `None` for newsprint itself. The subscription at the
    /// former server is to end.
    pub fn set_account(&mut self, feed: FeedId, account: Option<AccountId>) -> Result<(), CacheError> {
        self.write(|connection| {
            let row = params![feed.0, account.map(|account| account.0)];
            connection.prepare_cached("UPDATE feed SET account = ?2 WHERE id = ?1")?.execute(row)?;
            connection
                .prepare_cached("UPDATE account_feed SET feed = NULL WHERE feed = ?1 AND account IS NOT ?2")?
                .execute(row)?;
            Ok(())
        })
    }

    /// The subscriptions of a server, as it last listed them.
    pub fn linked_feeds(&self, account: AccountId) -> Result<Vec<LinkedFeed>, CacheError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT stream, feed, title, folder FROM account_feed WHERE account = ?1")?;
        let rows = statement.query_map([account.0], |row| {
            let feed = row.get::<_, Option<u32>>(1)?.map(FeedId);
            Ok(LinkedFeed { stream: row.get(0)?, feed, title: row.get(2)?, folder: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Stores a subscription as the server lists it.
    pub fn link_feed(&mut self, account: AccountId, linked: &LinkedFeed) -> Result<(), CacheError> {
        self.write(|connection| {
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO account_feed (account, stream, feed, title, folder)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![
                    account.0,
                    linked.stream,
                    linked.feed.map(|feed| feed.0),
                    linked.title,
                    linked.folder
                ])?;
            Ok(())
        })
    }

    /// Removes a subscription that the server no longer has.
    pub fn unlink_feed(&mut self, account: AccountId, stream: &str) -> Result<(), CacheError> {
        self.write(|connection| {
            connection
                .prepare_cached("DELETE FROM account_feed WHERE account = ?1 AND stream = ?2")?
                .execute(params![account.0, stream])?;
            Ok(())
        })
    }
}

/// An account; `None` where its address was damaged.
fn account_of(row: &Row<'_>) -> rusqlite::Result<Option<Account>> {
    let Ok(url) = WebUrl::parse(row.get_ref(1)?.as_str()?) else { return Ok(None) };
    let second: Option<i64> = row.get(6)?;
    Ok(Some(Account {
        id: AccountId(row.get(0)?),
        url,
        kind: row.get(2)?,
        name: row.get(3)?,
        password_command: serde_json::from_str(row.get_ref(4)?.as_str()?).unwrap_or_default(),
        server_user: row.get(5)?,
        synced: second.and_then(|second| Timestamp::from_second(second).ok()),
        reason: row.get_ref(7)?.as_str_or_null()?.and_then(Prose::non_empty),
        waiting: row.get(8)?,
        feeds: row.get(9)?,
    }))
}
