//! The labels of a server, which are tags of bookmarks here. Labels of articles that are not bookmarked stay
//! untouched on both sides.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::FlagState;
use crate::cache::statements::{self, Subject};
use crate::cache::{Cache, CacheError};
use crate::domain::{AccountId, ArticleId, Aspect, Prose};

/// A label of an item: both sides but the server's present state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedLabel {
    /// The digits of the item's id.
    pub item: String,
    /// The article of the item.
    pub article: ArticleId,
    /// The label, which is a tag here.
    pub label: Prose,
    /// Whether the article has the label, here and at the server.
    pub state: FlagState,
}

impl Cache {
    /// When the labels of a server were last requested; `None` where never.
    pub fn labels_requested(&self, account: AccountId) -> Result<Option<Timestamp>, CacheError> {
        let mut statement = self.connection.prepare_cached("SELECT labels FROM account WHERE id = ?1")?;
        let second: Option<i64> = statement.query_one([account.0], |row| row.get(0))?;
        Ok(second.and_then(|second| Timestamp::from_second(second).ok()))
    }

    /// Stores when the labels of a server were requested. From the first time on, changes of tags become
    /// pending.
    pub fn set_labels_requested(&mut self, account: AccountId, now: Timestamp) -> Result<(), CacheError> {
        self.write(|connection| {
            connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO account_waiting (account, article, about, topic, holds)
                     SELECT DISTINCT item.account, item.article, 2, topic, 1 FROM account_item AS item
                     JOIN statement ON statement.article = item.article AND name = 0 AND about = 2
                     WHERE item.account = ?1 AND item.article > 0 AND value IS NOT NULL
                        AND (SELECT labels FROM account WHERE id = ?1) IS NULL",
                )?
                .execute([account.0])?;
            connection
                .prepare_cached("UPDATE account SET labels = ?2 WHERE id = ?1")?
                .execute(params![account.0, now.as_second()])?;
            Ok(())
        })
    }

    /// Removes pending tags of articles whose bookmark was removed since.
    pub fn drop_labels_of_unbookmarked(&mut self, account: AccountId) -> Result<(), CacheError> {
        self.write(|connection| {
            connection
                .prepare_cached(
                    "DELETE FROM account_waiting WHERE account = ?1 AND about = 2
                     AND article NOT IN (SELECT number FROM article WHERE bookmarked = 1)",
                )?
                .execute([account.0])?;
            Ok(())
        })
    }

    /// The items of a server whose articles are bookmarked here.
    pub fn bookmarked_items(&self, account: AccountId) -> Result<HashMap<String, ArticleId>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT item, article FROM account_item
             JOIN article ON article.number = account_item.article
             WHERE account = ?1 AND bookmarked = 1",
        )?;
        let rows = statement.query_map([account.0], |row| Ok((row.get(0)?, row.get(1).map(ArticleId)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The labels that items of bookmarked articles have here, had at the server, or are pending for it.
    pub fn linked_labels(&self, account: AccountId) -> Result<Vec<LinkedLabel>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "WITH item AS (
                SELECT account_item.item, account_item.article FROM account_item
                JOIN article ON article.number = account_item.article
                WHERE account_item.account = ?1 AND bookmarked = 1
             ), pair AS (
                SELECT item.item, item.article, label FROM item
                    JOIN account_label ON account_label.account = ?1 AND account_label.item = item.item
                UNION
                SELECT item.item, item.article, topic FROM item
                    JOIN statement ON statement.article = item.article AND name = 0 AND about = 2
                    WHERE value IS NOT NULL
                UNION
                SELECT item.item, item.article, topic FROM item
                    JOIN account_waiting AS waiting ON waiting.account = ?1
                        AND waiting.article = item.article AND about = 2
             )
             SELECT pair.item, pair.article, pair.label,
                EXISTS (SELECT 1 FROM statement WHERE statement.article = pair.article AND name = 0
                    AND about = 2 AND topic = pair.label AND value IS NOT NULL),
                waiting.holds, waiting.tries,
                EXISTS (SELECT 1 FROM account_label WHERE account_label.account = ?1
                    AND account_label.item = pair.item AND account_label.label = pair.label)
             FROM pair LEFT JOIN account_waiting AS waiting ON waiting.account = ?1
                AND waiting.article = pair.article AND about = 2 AND topic = pair.label
             ORDER BY pair.label, pair.item",
        )?;
        let rows = statement.query_map([account.0], |row| {
            let (here, waiting): (bool, Option<bool>) = (row.get(3)?, row.get(4)?);
            Ok(LinkedLabel {
                item: row.get(0)?,
                article: ArticleId(row.get(1)?),
                label: Prose::from_untrusted(row.get_ref(2)?.as_str()?),
                state: FlagState {
                    here: Some(waiting.unwrap_or(here)),
                    times_sent: row.get(5)?,
                    base: Some(row.get(6)?),
                },
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Takes over from a server whether an article has a tag, as a statement made now.
    pub fn adopt_label(
        &mut self,
        account: AccountId,
        linked: &LinkedLabel,
        holds: bool,
        now: Timestamp,
    ) -> Result<(), CacheError> {
        self.write(|connection| {
            let subject = Subject::Article(linked.article);
            let mut marks = statements::marks(connection, subject)?;
            marks.restate(Aspect::Tag(linked.label.clone()), holds.then(String::new), now);
            statements::record(connection, subject, &marks)?;
            delete_pending(connection, account, linked)
        })
    }

    /// Makes a tag pending.
    pub fn make_label_pending(
        &mut self,
        account: AccountId,
        linked: &LinkedLabel,
        holds: bool,
    ) -> Result<(), CacheError> {
        self.write(|connection| {
            connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO account_waiting (account, article, about, topic, holds)
                     VALUES (?1, ?2, 2, ?3, ?4)",
                )?
                .execute(params![account.0, linked.article.0, linked.label.as_str(), holds])?;
            Ok(())
        })
    }

    /// Removes the pending change of a label that the server agrees with.
    pub fn clear_pending_label(
        &mut self,
        account: AccountId,
        linked: &LinkedLabel,
    ) -> Result<(), CacheError> {
        self.write(|connection| delete_pending(connection, account, linked))
    }

    /// Counts that labels were sent so many times, except those the person has reversed meanwhile.
    pub fn count_labels_sent(
        &mut self,
        account: AccountId,
        sent: &[LinkedLabel],
        times: u32,
    ) -> Result<(), CacheError> {
        self.write(|connection| {
            let mut count = connection.prepare_cached(
                "UPDATE account_waiting SET tries = tries + ?5
                 WHERE account = ?1 AND article = ?2 AND about = 2 AND topic = ?3 AND holds = ?4",
            )?;
            for one in sent {
                let row = params![
                    account.0,
                    one.article.0,
                    one.label.as_str(),
                    one.state.here == Some(true),
                    times
                ];
                count.execute(row)?;
            }
            Ok(())
        })
    }

    /// Stores the labels that the items of bookmarked articles have at a server.
    pub fn set_labels(
        &mut self,
        account: AccountId,
        labels: &BTreeSet<(String, String)>,
    ) -> Result<(), CacheError> {
        self.write(|connection| {
            connection
                .prepare_cached("DELETE FROM account_label WHERE account = ?1")?
                .execute([account.0])?;
            let mut insert = connection
                .prepare_cached("INSERT INTO account_label (account, item, label) VALUES (?1, ?2, ?3)")?;
            for (item, label) in labels {
                insert.execute(params![account.0, item, label])?;
            }
            Ok(())
        })
    }
}

fn delete_pending(
    connection: &Connection,
    account: AccountId,
    linked: &LinkedLabel,
) -> Result<(), CacheError> {
    connection
        .prepare_cached(
            "DELETE FROM account_waiting WHERE account = ?1 AND article = ?2 AND about = 2 AND topic = ?3",
        )?
        .execute(params![account.0, linked.article.0, linked.label.as_str()])?;
    Ok(())
}
