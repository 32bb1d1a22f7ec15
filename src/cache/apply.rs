//! Applies a change to articles in one transaction, and returns its inverse.

use jiff::Timestamp;
use rusqlite::Connection;

use super::statements::{self, Subject};
use super::{Cache, CacheError, deleted, stories};
use crate::domain::{ArticleId, Aspect, Bookmark, Change, Highlight, Verbatim};

impl Cache {
    /// Applies `change` and returns its inverse, which restores the former state. Articles that do not exist
    /// are skipped.
    pub fn apply(&mut self, change: &Change, now: Timestamp) -> Result<Change, CacheError> {
        if !matches!(change, Change::Read(_) | Change::Bookmark(_) | Change::Highlight(_)) {
            self.surroundings = None;
        }
        self.transaction(|cache| cache.apply_within_transaction(change, now))
    }

    /// Applies `change` within a transaction.
    pub(super) fn apply_within_transaction(
        &mut self,
        change: &Change,
        now: Timestamp,
    ) -> Result<Change, CacheError> {
        let connection = &self.connection;
        Ok(match change {
            Change::Read(marks) => {
                Change::Read(each(marks, |id, read| set_read(connection, id, *read, now))?)
            }
            Change::Bookmark(marks) => Change::Bookmark(each(marks, |id, bookmark| {
                let set = || set_bookmark(connection, id, bookmark.as_ref(), now);
                exists(connection, id)?.then(set).transpose()
            })?),
            Change::Delete(marks) => {
                let before = each(marks, |id, deleted| set_deleted(connection, id, *deleted, now))?;
                self.apply_deletions(marks)?;
                Change::Delete(before)
            }
            Change::Highlight(marks) => Change::Highlight(each(marks, |id, (words, highlight)| {
                let set = || set_highlight(connection, id, words, highlight.as_ref(), now);
                let before = exists(connection, id)?.then(set).transpose()?;
                Ok(before.map(|before| (words.clone(), before)))
            })?),
            Change::StoryMembership(marks) => Change::StoryMembership(each(marks, |id, membership| {
                stories::set_membership(connection, id, *membership)
            })?),
            Change::Follow(marks) => Change::Follow(
                marks
                    .iter()
                    .rev()
                    .map(|(story, new)| Ok((*story, stories::follow(connection, *story, new.as_ref(), now)?)))
                    .collect::<Result<_, CacheError>>()?,
            ),
            Change::Rule(change) => Change::Rule(Box::new(self.apply_rule_change(change)?)),
            Change::Several(changes) => {
                let inverses: Result<Vec<Change>, CacheError> =
                    changes.iter().map(|change| self.apply_within_transaction(change, now)).collect();
                let mut before = inverses?;
                before.reverse();
                Change::Several(before)
            }
        })
    }
}

/// Sets a mark of each article; returns the former marks, the last first.
fn each<T, Before>(
    marks: &[(ArticleId, T)],
    mut set: impl FnMut(ArticleId, &T) -> Result<Option<Before>, CacheError>,
) -> Result<Vec<(ArticleId, Before)>, CacheError> {
    let mut before = Vec::with_capacity(marks.len());
    for (id, mark) in marks {
        before.extend(set(*id, mark)?.map(|former| (*id, former)));
    }
    before.reverse();
    Ok(before)
}

fn set_read(
    connection: &Connection,
    id: ArticleId,
    read: bool,
    now: Timestamp,
) -> Result<Option<bool>, CacheError> {
    if statements::set_read(connection, id, read)? {
        statements::record_read(connection, id, read, now)?;
        return Ok(Some(!read));
    }
    Ok(exists(connection, id)?.then_some(read))
}

pub(super) fn set_bookmark(
    connection: &Connection,
    id: ArticleId,
    bookmark: Option<&Bookmark>,
    now: Timestamp,
) -> Result<Option<Bookmark>, CacheError> {
    let subject = Subject::Article(id);
    let mut marks = statements::marks(connection, subject)?;
    let before = marks.bookmark();
    marks.set_bookmark(bookmark, now);
    statements::record(connection, subject, &marks)?;
    statements::update_row(connection, id, &marks)?;
    Ok(before)
}

fn set_highlight(
    connection: &Connection,
    id: ArticleId,
    words: &Verbatim,
    highlight: Option<&Highlight>,
    now: Timestamp,
) -> Result<Option<Highlight>, CacheError> {
    let subject = Subject::Article(id);
    let mut marks = statements::marks(connection, subject)?;
    let before = marks.highlights().into_iter().find(|known| known.words == *words);
    if before.as_ref() != highlight {
        match highlight {
            Some(highlight) => marks.set_highlight(highlight, now),
            None => marks.remove_highlight(words, now),
        }
        statements::record(connection, subject, &marks)?;
    }
    Ok(before)
}

/// Deletes or restores articles. A deleted article counts as existing.
fn set_deleted(
    connection: &Connection,
    id: ArticleId,
    deleted: bool,
    now: Timestamp,
) -> Result<Option<bool>, CacheError> {
    if !exists(connection, id)? && !deleted::is_deleted(connection, id)? {
        return Ok(None);
    }
    let subject = Subject::Article(id);
    let mut marks = statements::marks(connection, subject)?;
    let before = marks.is_deleted();
    if before != deleted {
        marks.restate(Aspect::Deletion, deleted.then(String::new), now);
        statements::record(connection, subject, &marks)?;
    }
    Ok(Some(before))
}

fn exists(connection: &Connection, id: ArticleId) -> Result<bool, CacheError> {
    Ok(connection.prepare_cached("SELECT 1 FROM article WHERE number = ?1")?.exists([id.0])?)
}
