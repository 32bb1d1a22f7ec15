//! The items of a server: their articles here, the server's last flags, and the changes not yet sent to it.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::cache::statements::{self, Subject};
use crate::cache::{Cache, CacheError};
use crate::domain::{AccountId, ArticleId, Aspect, SyncedFlag};

/// An item of a server with its article: both sides but the server's present state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedItem {
    /// The digits of the item's id.
    pub item: String,
    /// The article of the item.
    pub article: ArticleId,
    /// The read state.
    pub read: FlagState,
    /// The bookmark state.
    pub starred: FlagState,
}

/// A flag of an article, here and as the server last gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlagState {
    /// The value here; `None` where the article is gone and no change is pending.
    pub here: Option<bool>,
    /// How many times a pending change was sent to the server; `None` where none is pending.
    pub times_sent: Option<u32>,
    /// The value that the server last gave.
    pub base: Option<bool>,
}

impl LinkedItem {
    /// The state of a flag of the item.
    pub const fn flag_state(&self, flag: SyncedFlag) -> FlagState {
        match flag {
            SyncedFlag::Read => self.read,
            SyncedFlag::Starred => self.starred,
        }
    }
}

/// A change of an item that is pending for a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingFlag {
    /// The digits of the item's id.
    pub item: String,
    /// The article of the item.
    pub article: ArticleId,
    /// The flag.
    pub flag: SyncedFlag,
    /// The value of the flag.
    pub holds: bool,
    /// How many times the change was sent.
    pub tries: u32,
}

impl Cache {
    /// The known items of a server, by the digits of their ids.
    pub fn known_items(&self, account: AccountId) -> Result<HashSet<String>, CacheError> {
        let mut statement =
            self.connection.prepare_cached("SELECT item FROM account_item WHERE account = ?1")?;
        let rows = statement.query_map([account.0], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The items of a server, with their flags here and the server's last flags.
    pub fn linked_items(&self, account: AccountId) -> Result<Vec<LinkedItem>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT item.item, item.article,
                CASE article.read WHEN 2 THEN EXISTS (
                    SELECT 1 FROM statement WHERE statement.article = article.number AND name = 0 AND about = 0
                        AND topic = '' AND value IS NOT NULL
                ) ELSE article.read END,
                article.bookmarked, item.read, item.starred, read.holds, read.tries, star.holds, star.tries
             FROM account_item AS item
             LEFT JOIN article ON article.number = item.article
             LEFT JOIN account_waiting AS read
                ON read.account = item.account AND read.article = item.article AND read.about = 0
             LEFT JOIN account_waiting AS star
                ON star.account = item.account AND star.article = item.article AND star.about = 1
             WHERE item.account = ?1 AND item.article > 0",
        )?;
        let rows = statement.query_map([account.0], |row| {
            let said = |here: usize, base: usize, waits: usize| {
                let waiting: Option<bool> = row.get(waits)?;
                let here: Option<bool> = row.get(here)?;
                let waits = waiting.map(|_| row.get(waits + 1)).transpose()?;
                Ok::<_, rusqlite::Error>(FlagState {
                    here: waiting.or(here),
                    times_sent: waits,
                    base: row.get(base)?,
                })
            };
            Ok(LinkedItem {
                item: row.get(0)?,
                article: ArticleId(row.get(1)?),
                read: said(2, 4, 6)?,
                starred: said(3, 5, 8)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Links items to their articles, `None` for items that became no article. Earlier marks of an article
    /// become pending.
    pub fn link_items(
        &mut self,
        account: AccountId,
        items: &[(String, Option<ArticleId>)],
    ) -> Result<(), CacheError> {
        self.write(|connection| {
            let mut link = connection.prepare_cached(
                "INSERT INTO account_item (account, item, article) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET article = excluded.article",
            )?;
            let mut wait = connection.prepare_cached(
                "INSERT OR IGNORE INTO account_waiting (account, article, about, holds)
                 SELECT ?1, article, about, value IS NOT NULL FROM statement
                 WHERE article = ?2 AND name = 0 AND about < 2 AND topic = ''",
            )?;
            for (item, article) in items {
                link.execute(params![account.0, item, article.map_or(0, |article| article.0)])?;
                if let Some(article) = article {
                    wait.execute(params![account.0, article.0])?;
                }
            }
            Ok(())
        })
    }

    /// Removes an item that the server no longer has. Its article stays unchanged.
    pub fn unlink_item(&mut self, account: AccountId, item: &str) -> Result<(), CacheError> {
        self.write(|connection| {
            connection
                .prepare_cached("DELETE FROM account_item WHERE account = ?1 AND item = ?2")?
                .execute(params![account.0, item])?;
            connection
                .prepare_cached(
                    "DELETE FROM account_waiting WHERE account = ?1 AND article NOT IN
                     (SELECT article FROM account_item WHERE account = ?1)",
                )?
                .execute([account.0])?;
            Ok(())
        })
    }

    /// Stores the server's value of a flag.
    pub fn set_base(
        &mut self,
        account: AccountId,
        item: &str,
        flag: SyncedFlag,
        holds: bool,
    ) -> Result<(), CacheError> {
        let column = match flag {
            SyncedFlag::Read => "read",
            SyncedFlag::Starred => "starred",
        };
        self.write(|connection| {
            connection
                .prepare_cached(&format!(
                    "UPDATE account_item SET {column} = ?3 WHERE account = ?1 AND item = ?2"
                ))?
                .execute(params![account.0, item, holds])?;
            Ok(())
        })
    }

    /// The changes that are pending for a server, in the order of its items.
    pub fn pending_flags(&self, account: AccountId) -> Result<Vec<PendingFlag>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT item.item, item.article, waiting.about, waiting.holds, waiting.tries
             FROM account_waiting AS waiting
             JOIN account_item AS item
                ON item.account = waiting.account AND item.article = waiting.article
             WHERE waiting.account = ?1 AND waiting.about < 2
             ORDER BY waiting.about, waiting.holds, item.item",
        )?;
        let rows = statement.query_map([account.0], |row| {
            Ok(PendingFlag {
                item: row.get(0)?,
                article: ArticleId(row.get(1)?),
                flag: flag_of(row.get(2)?),
                holds: row.get(3)?,
                tries: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Makes a flag pending that differs at the server without a statement here.
    pub fn make_pending(
        &mut self,
        account: AccountId,
        article: ArticleId,
        flag: SyncedFlag,
        holds: bool,
    ) -> Result<(), CacheError> {
        self.write(|connection| {
            connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO account_waiting (account, article, about, holds)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![account.0, article.0, about(flag), holds])?;
            Ok(())
        })
    }

    /// Counts that changes were sent, except those the person has reversed meanwhile.
    pub fn count_sent(&mut self, account: AccountId, told: &[PendingFlag]) -> Result<(), CacheError> {
        self.write(|connection| {
            let mut count = connection.prepare_cached(
                "UPDATE account_waiting SET tries = tries + 1
                 WHERE account = ?1 AND article = ?2 AND about = ?3 AND holds = ?4",
            )?;
            for one in told {
                count.execute(params![account.0, one.article.0, about(one.flag), one.holds])?;
            }
            Ok(())
        })
    }

    /// Removes the pending change of a flag that the server agrees with.
    pub fn clear_pending(
        &mut self,
        account: AccountId,
        article: ArticleId,
        flag: SyncedFlag,
    ) -> Result<(), CacheError> {
        self.write(|connection| delete_pending(connection, account, article, flag))
    }

    /// Takes over a server's flag of an article as a statement made now. The change is not pending for that
    /// server, but for other accounts. A bookmark that is removed keeps its tags and notes, in case it comes
    /// back.
    pub fn adopt_flag(
        &mut self,
        account: AccountId,
        article: ArticleId,
        flag: SyncedFlag,
        holds: bool,
        now: Timestamp,
    ) -> Result<(), CacheError> {
        self.write(|connection| {
            let subject = Subject::Article(article);
            let mut marks = statements::marks(connection, subject)?;
            match flag {
                SyncedFlag::Read => marks.restate(Aspect::Read, holds.then(String::new), now),
                SyncedFlag::Starred => marks.restate(Aspect::Bookmark, holds.then(|| now.to_string()), now),
            }
            statements::record(connection, subject, &marks)?;
            statements::update_row(connection, article, &marks)?;
            delete_pending(connection, account, article, flag)
        })
    }
}

fn delete_pending(
    connection: &Connection,
    account: AccountId,
    article: ArticleId,
    flag: SyncedFlag,
) -> Result<(), CacheError> {
    connection
        .prepare_cached("DELETE FROM account_waiting WHERE account = ?1 AND article = ?2 AND about = ?3")?
        .execute(params![account.0, article.0, about(flag)])?;
    Ok(())
}

/// The number of a flag in the column `about`, which is that of its statement.
const fn about(flag: SyncedFlag) -> u8 {
    match flag {
        SyncedFlag::Read => 0,
        SyncedFlag::Starred => 1,
    }
}

const fn flag_of(about: u8) -> SyncedFlag {
    if about == 0 { SyncedFlag::Read } else { SyncedFlag::Starred }
}

#[cfg(test)]
mod tests;
