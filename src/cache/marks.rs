//! What a person marks: read state and bookmarks. Every change answers with its inverse.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Cache, CacheError, said, stories};
use crate::domain::{ArticleId, Bookmark, Change, Prose, Verbatim};

impl Cache {
    /// Changes marks in one transaction, and notes when it was said. The answer, applied, brings back what was there; articles that
    /// do not exist are passed over.
    pub fn apply(&mut self, change: &Change, now: Timestamp) -> Result<Change, CacheError> {
        if matches!(change, Change::Belonging(_) | Change::Follow(_)) {
            self.surroundings = None;
        }
        self.write(|connection| match change {
            Change::Read(marks) => {
                let mut before = Vec::with_capacity(marks.len());
                for (id, read) in marks {
                    before.extend(mark_read(connection, *id, *read, now)?.map(|former| (*id, former)));
                }
                before.reverse();
                Ok(Change::Read(before))
            }
            Change::Bookmark(marks) => {
                let mut before = Vec::with_capacity(marks.len());
                for (id, bookmark) in marks {
                    if exists(connection, *id)? {
                        before.push((*id, said::say_bookmark(connection, *id, bookmark.as_ref(), now)?));
                    }
                }
                before.reverse();
                Ok(Change::Bookmark(before))
            }
            Change::Belonging(marks) => {
                let mut before = Vec::with_capacity(marks.len());
                for (id, belonging) in marks {
                    before.extend(stories::put(connection, *id, *belonging)?.map(|former| (*id, former)));
                }
                before.reverse();
                Ok(Change::Belonging(before))
            }
            Change::Follow(marks) => {
                let replace = |(story, new): &(_, Option<_>)| {
                    Ok((*story, stories::follow(connection, *story, new.as_ref(), now)?))
                };
                marks.iter().rev().map(replace).collect::<Result<_, _>>().map(Change::Follow)
            }
        })
    }

    /// The bookmark of an article.
    pub fn bookmark(&self, id: ArticleId) -> Result<Option<Bookmark>, CacheError> {
        bookmark(&self.connection, id)
    }

    /// All tags, each with the number of its bookmarks, in the order of the alphabet.
    pub fn tags(&self) -> Result<Vec<(Prose, u32)>, CacheError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT tag, count(*) FROM bookmark_tag GROUP BY tag ORDER BY tag")?;
        let rows = statement
            .query_map([], |row| Ok((Prose::from_untrusted(row.get_ref(0)?.as_str()?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All bookmarks, the last added first.
    pub fn bookmarks(&self) -> Result<Vec<(ArticleId, Bookmark)>, CacheError> {
        let mut statement = self.connection.prepare_cached("SELECT number FROM bookmark")?;
        let rows = statement.query_map([], |row| row.get(0).map(ArticleId))?;
        let ids: Vec<ArticleId> = rows.collect::<Result<_, _>>()?;
        let mut all = Vec::with_capacity(ids.len());
        for id in ids {
            all.extend(self.bookmark(id)?.map(|bookmark| (id, bookmark)));
        }
        all.sort_by(|(id, one), (other_id, other)| (other.added, other_id).cmp(&(one.added, id)));
        Ok(all)
    }
}

/// Says whether an article is read and gives the former state; none where there is no such article.
fn mark_read(
    connection: &Connection,
    id: ArticleId,
    read: bool,
    now: Timestamp,
) -> Result<Option<bool>, CacheError> {
    if set_read(connection, id, read)? {
        said::say_read(connection, id, now)?;
        return Ok(Some(!read));
    }
    Ok(exists(connection, id)?.then_some(read))
}

/// Sets the read state; returns whether it was another. One statement where the state changes: of a
/// million articles most do.
pub(super) fn set_read(connection: &Connection, id: ArticleId, read: bool) -> Result<bool, CacheError> {
    let changed = connection
        .prepare_cached("UPDATE article SET read = ?2 WHERE number = ?1 AND read <> ?2")?
        .execute(params![id.0, read])?;
    Ok(changed > 0)
}

fn exists(connection: &Connection, id: ArticleId) -> Result<bool, CacheError> {
    Ok(connection.prepare_cached("SELECT 1 FROM article WHERE number = ?1")?.exists([id.0])?)
}

/// Writes the bookmark of an article in the place of what was there.
pub(super) fn write_bookmark(
    connection: &Connection,
    id: ArticleId,
    bookmark: Option<&Bookmark>,
) -> Result<(), CacheError> {
    connection
        .prepare_cached("UPDATE article SET bookmarked = ?2 WHERE number = ?1")?
        .execute(params![id.0, bookmark.is_some()])?;
    connection.prepare_cached("DELETE FROM bookmark WHERE number = ?1")?.execute([id.0])?;
    let Some(bookmark) = bookmark else { return Ok(()) };
    let note = bookmark.note.as_ref().map(Verbatim::as_str);
    connection
        .prepare_cached("INSERT INTO bookmark (number, added, note) VALUES (?1, ?2, ?3)")?
        .execute(params![id.0, bookmark.added.to_string(), note])?;
    let mut tag = connection.prepare_cached("INSERT INTO bookmark_tag (number, tag) VALUES (?1, ?2)")?;
    for name in &bookmark.tags {
        tag.execute(params![id.0, name.as_str()])?;
    }
    Ok(())
}

/// The bookmark of an article, where it has one.
pub(super) fn bookmark(connection: &Connection, id: ArticleId) -> Result<Option<Bookmark>, CacheError> {
    let row: Option<(String, Option<String>)> = connection
        .prepare_cached("SELECT added, note FROM bookmark WHERE number = ?1")?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((added, note)) = row else {
        return Ok(None);
    };
    let added = added
        .parse()
        .map_err(|_reason| CacheError::DamagedArticle { id, what: "its bookmark has no date" })?;
    let note = note.as_deref().map(Verbatim::from_untrusted);
    Ok(Some(Bookmark { added, note, tags: tags(connection, id)? }))
}

fn tags(connection: &Connection, id: ArticleId) -> Result<BTreeSet<Prose>, CacheError> {
    let mut statement = connection.prepare_cached("SELECT tag FROM bookmark_tag WHERE number = ?1")?;
    let rows = statement.query_map([id.0], |row| Ok(Prose::from_untrusted(row.get_ref(0)?.as_str()?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, stored};

    fn kept(note: &str, tags: &[&str]) -> Bookmark {
        let tags = tags.iter().map(|tag| Prose::from(*tag)).collect();
        Bookmark { added: now(), note: Some(note.into()), tags }
    }

    #[test]
    fn every_change_can_be_undone_and_done_again() {
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &article("Rain"));
        let first = kept("first\nlines", &["sky", "water"]);
        let change = |bookmark: &Bookmark| Change::Bookmark(vec![(id, Some(bookmark.clone()))]);
        cache.apply(&change(&first), now()).unwrap();

        let undo = cache.apply(&change(&kept("second", &["sky"])), now()).unwrap();
        let redo = cache.apply(&undo, now()).unwrap();

        assert_eq!(cache.bookmark(id).unwrap(), Some(first));
        cache.apply(&redo, now()).unwrap();
        assert_eq!(cache.bookmark(id).unwrap(), Some(kept("second", &["sky"])));
        assert_eq!(cache.counts().unwrap().bookmarks, 1);
    }

    #[test]
    fn an_article_named_twice_is_undone_to_what_it_was() {
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &article("Rain"));

        let undo = cache.apply(&Change::Read(vec![(id, true), (id, false), (id, true)]), now()).unwrap();
        cache.apply(&undo, now()).unwrap();

        assert_eq!(cache.counts().unwrap().unread, 1);
    }

    #[test]
    fn articles_that_do_not_exist_are_passed_over() {
        let mut cache = Cache::in_memory().unwrap();
        let nobody = ArticleId(9);

        let undo = cache.apply(&Change::Bookmark(vec![(nobody, Some(kept("", &[])))]), now()).unwrap();

        assert_eq!(undo, Change::Bookmark(vec![]));
        assert_eq!(cache.apply(&Change::Read(vec![(nobody, true)]), now()).unwrap(), Change::Read(vec![]));
    }

    #[test]
    fn bookmarks_are_listed_last_added_first() {
        let mut cache = Cache::in_memory().unwrap();
        let ids = ["Rain", "Snow", "Hail"].map(|headline| stored(&mut cache, &article(headline)));
        let nanoseconds = [500_000_000, 0, 500_000_001];
        for (id, nanosecond) in ids.into_iter().zip(nanoseconds) {
            let added = jiff::Timestamp::new(1_600_000_000, nanosecond).unwrap();
            cache
                .apply(&Change::Bookmark(vec![(id, Some(Bookmark { added, ..kept("", &[]) }))]), now())
                .unwrap();
        }

        let order: Vec<u32> = cache.bookmarks().unwrap().iter().map(|(id, _)| id.0).collect();
        assert_eq!(order, [3, 1, 2]);
    }

    #[test]
    fn a_bookmarked_article_cannot_be_deleted() {
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &article("Rain"));
        cache.apply(&Change::Bookmark(vec![(id, Some(kept("", &[])))]), now()).unwrap();

        assert!(cache.connection.execute("DELETE FROM article", []).is_err());
    }
}
