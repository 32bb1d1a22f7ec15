//! What a person said about articles and when: kept beside the marks that follow from it, and merged with
//! what was said elsewhere.
//!
//! An article that is not here, or not any more, has its statements wait under its names ([`waiting`]).

pub(super) mod waiting;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::identity::Identity;
use super::marks::{bookmark, set_read, write_bookmark};
use super::store::number_of;
use super::{Cache, CacheError, stories};
use crate::domain::{ArticleId, Bookmark, Marks, Said};

/// A name by which an article is known in every cache: sixteen hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleName(u64);

/// What was said about the article of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The name.
    pub name: ArticleName,
    /// The number of the article, where it is here.
    pub id: Option<ArticleId>,
    /// What was said.
    pub marks: Marks,
}

impl Cache {
    /// Everything that was said about an article.
    pub fn marks(&self, id: ArticleId) -> Result<Marks, CacheError> {
        marks_of(&self.connection, id)
    }

    /// Takes in what was said about an article elsewhere. Returns whether it says anything new.
    pub fn merge_marks(&mut self, id: ArticleId, marks: Marks) -> Result<bool, CacheError> {
        if marks.follow.is_some() {
            self.surroundings = None;
        }
        self.write(|connection| {
            let before = marks_of(connection, id)?;
            let mut after = before.clone();
            after.merge(marks);
            if after == before {
                return Ok(false);
            }
            put(connection, id, &after)?;
            if after.follow != before.follow {
                stories::settle_placed(connection, id)?;
            }
            Ok(true)
        })
    }

    /// Takes in what was said about the article of a name, which may not be here yet.
    pub fn merge_said(&mut self, name: ArticleName, marks: Marks) -> Result<bool, CacheError> {
        let name = Identity(name.0);
        if let Some(id) = number_of(&self.connection, name)? {
            return self.merge_marks(id, marks);
        }
        self.write(|connection| waiting::add(connection, name, marks))
    }

    /// Everything that was ever said, under each name of each article.
    pub fn said(&self) -> Result<Vec<Statement>, CacheError> {
        let mut all = Vec::new();
        let (mut read, told_of) = (self.said_read()?, self.told_of()?);
        for (id, names) in self.names_of_marked()? {
            let marks = match read.remove(&id) {
                // Most articles were read and no more.
                read @ Some(_) if !told_of.contains(&id) => Marks { read, ..Marks::default() },
                _ => self.marks(id)?,
            };
            all.extend(names.into_iter().map(|name| Statement { name, id: Some(id), marks: marks.clone() }));
        }
        all.extend(waiting::all(&self.connection)?);
        Ok(all)
    }

    /// The names of each article about which anything was said.
    pub(super) fn names_of_marked(&self) -> Result<HashMap<ArticleId, Vec<ArticleName>>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, hash FROM identity WHERE number IN (SELECT number FROM read_said
             UNION SELECT number FROM bookmark_said UNION SELECT number FROM bookmark
             UNION SELECT number FROM follow_said)",
        )?;
        let mut names: HashMap<ArticleId, Vec<ArticleName>> = HashMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name = ArticleName(row.get::<_, i64>(1)?.cast_unsigned());
            names.entry(ArticleId(row.get(0)?)).or_default().push(name);
        }
        Ok(names)
    }

    /// The read state of every article of which it was said.
    fn said_read(&self) -> Result<HashMap<ArticleId, Said<bool>>, CacheError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT number, read, at FROM read_said JOIN article USING (number)")?;
        let rows = statement
            .query_map([], |row| Ok((ArticleId(row.get(0)?), said_read(row.get(1)?, row.get(2)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The articles of which more was said than that they are read.
    fn told_of(&self) -> Result<HashSet<ArticleId>, CacheError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number FROM bookmark_said UNION SELECT number FROM bookmark
             UNION SELECT number FROM follow_said",
        )?;
        let rows = statement.query_map([], |row| row.get(0).map(ArticleId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Notes when a read state was said.
pub(super) fn say_read(connection: &Connection, id: ArticleId, now: Timestamp) -> Result<(), CacheError> {
    connection
        .prepare_cached(
            "INSERT INTO read_said (number, at) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET at = max(excluded.at, at + 1)",
        )?
        .execute(params![id.0, now.as_microsecond()])?;
    Ok(())
}

/// Says how the bookmark of an article is from now on; gives the former one.
pub(super) fn say_bookmark(
    connection: &Connection,
    id: ArticleId,
    new: Option<&Bookmark>,
    now: Timestamp,
) -> Result<Option<Bookmark>, CacheError> {
    let mut marks = about_bookmark(connection, id)?;
    let before = marks.kept();
    marks.say_bookmark(new, now);
    if !marks.is_empty() {
        write_bookmark(connection, id, marks.kept().as_ref())?;
        keep_about_bookmark(connection, id, &marks)?;
    }
    Ok(before)
}

/// Brings back the bookmarks that were said and are not there, as after a repair: merging what was said
/// elsewhere would find nothing new in them.
pub(super) fn bring_back_bookmarks(connection: &Connection) -> Result<(), CacheError> {
    let mut statement = connection
        .prepare("SELECT number FROM bookmark_said WHERE number NOT IN (SELECT number FROM bookmark)")?;
    let lost = statement.query_map([], |row| row.get(0).map(ArticleId))?.collect::<Result<Vec<_>, _>>()?;
    for id in lost {
        // What is illegible here the backup may still have.
        let Ok(marks) = about_bookmark(connection, id) else { continue };
        if let Some(kept) = marks.kept() {
            write_bookmark(connection, id, Some(&kept))?;
        }
    }
    Ok(())
}

/// Writes what was said about an article, and the marks that follow from it.
fn put(connection: &Connection, id: ArticleId, marks: &Marks) -> Result<(), CacheError> {
    if let Some(read) = &marks.read {
        set_read(connection, id, read.value)?;
        connection
            .prepare_cached("INSERT OR REPLACE INTO read_said (number, at) VALUES (?1, ?2)")?
            .execute(params![id.0, read.at.as_microsecond()])?;
    }
    if let Some(follow) = &marks.follow {
        stories::keep_said_follow(connection, id, follow)?;
    }
    let about = Marks { read: None, follow: None, ..marks.clone() };
    if !about.is_empty() {
        write_bookmark(connection, id, about.kept().as_ref())?;
        keep_about_bookmark(connection, id, &about)?;
    }
    Ok(())
}

fn marks_of(connection: &Connection, id: ArticleId) -> Result<Marks, CacheError> {
    let read = connection
        .prepare_cached("SELECT read, at FROM article JOIN read_said USING (number) WHERE number = ?1")?
        .query_row([id.0], |row| Ok(said_read(row.get(0)?, row.get(1)?)))
        .optional()?;
    let follow = stories::said_follow(connection, id)?;
    Ok(Marks { read, follow, ..about_bookmark(connection, id)? })
}

fn about_bookmark(connection: &Connection, id: ArticleId) -> Result<Marks, CacheError> {
    let kept: Option<String> = connection
        .prepare_cached("SELECT marks FROM bookmark_said WHERE number = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    match kept {
        Some(json) => serde_json::from_str(&json)
            .map_err(|_odd| CacheError::DamagedArticle { id, what: "what was said about it is no JSON" }),
        None => Ok(bookmark(connection, id)?.as_ref().map(Marks::of_bookmark).unwrap_or_default()),
    }
}

fn keep_about_bookmark(connection: &Connection, id: ArticleId, marks: &Marks) -> Result<(), CacheError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO bookmark_said (number, marks) VALUES (?1, ?2)")?
        .execute(params![id.0, json(marks)])?;
    Ok(())
}

fn said_read(read: bool, at: i64) -> Said<bool> {
    Said::at(Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH), read)
}

fn json(marks: &Marks) -> String {
    serde_json::to_string(marks).expect("marks have only string keys")
}

impl fmt::Display for ArticleName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl FromStr for ArticleName {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, stored};
    use crate::domain::Change;

    fn kept(note: &str, tags: &[&str]) -> Bookmark {
        let tags = tags.iter().map(|tag| (*tag).into()).collect();
        Bookmark { added: now(), note: Some(note.into()), tags }
    }

    fn after(seconds: i64) -> Timestamp {
        Timestamp::from_second(now().as_second() + seconds).unwrap()
    }

    /// Everything said in a cache, by name.
    fn said(cache: &Cache) -> Vec<(ArticleName, Marks)> {
        let mut all: Vec<_> = cache.said().unwrap().into_iter().map(|said| (said.name, said.marks)).collect();
        all.sort_by_key(|(name, _)| *name);
        all
    }

    fn merge(into: &mut Cache, from: &Cache) {
        for (name, marks) in said(from) {
            into.merge_said(name, marks).unwrap();
        }
    }

    #[test]
    fn two_caches_that_merge_each_other_say_the_same() {
        let (mut here, mut there) = (Cache::in_memory().unwrap(), Cache::in_memory().unwrap());
        let id = stored(&mut here, &article("Rain"));
        let other = stored(&mut there, &article("Snow"));
        let same = stored(&mut there, &article("Rain"));
        here.apply(&Change::Bookmark(vec![(id, Some(kept("why", &["sky"])))]), now()).unwrap();
        here.apply(&Change::Read(vec![(id, true)]), now()).unwrap();
        there.apply(&Change::Read(vec![(other, true), (same, true)]), now()).unwrap();
        there.apply(&Change::Read(vec![(same, false)]), after(5)).unwrap();

        merge(&mut here, &there);
        merge(&mut there, &here);

        assert_eq!(said(&here), said(&there));
        assert_eq!(there.bookmark(same).unwrap(), Some(kept("why", &["sky"])));
        assert_eq!(here.counts().unwrap().unread, 1);
        assert_eq!(there.check().unwrap(), [""; 0]);
    }

    #[test]
    fn what_was_said_elsewhere_waits_for_its_article() {
        let (mut here, mut there) = (Cache::in_memory().unwrap(), Cache::in_memory().unwrap());
        let id = stored(&mut here, &article("Rain"));
        here.apply(&Change::Read(vec![(id, true)]), now()).unwrap();

        merge(&mut there, &here);
        assert_eq!(said(&there), said(&here));
        let snow = stored(&mut there, &article("Snow"));
        let rain = stored(&mut there, &article("Rain"));

        assert!(there.marks(rain).unwrap().read.unwrap().value);
        assert!(there.marks(snow).unwrap().is_empty());
        assert_eq!(said(&there), said(&here));
    }

    #[test]
    fn a_bookmark_let_go_stays_so_when_an_older_one_comes_in() {
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &article("Rain"));
        let told = Marks::told(Some(true), Some(&kept("why", &["sky"])));

        assert!(cache.merge_marks(id, told.clone()).unwrap());
        cache.apply(&Change::Bookmark(vec![(id, None)]), now()).unwrap();
        assert!(!cache.merge_marks(id, told).unwrap());

        assert_eq!(cache.bookmark(id).unwrap(), None);
        assert_eq!(cache.counts().unwrap().unread, 0);
    }

    #[test]
    fn marks_of_an_older_cache_count_as_said_when_they_were_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.db");
        let id = {
            let old = Cache::open_with(&path, &crate::cache::schema::STEPS[..1]).unwrap();
            let id = ArticleId(1);
            old.connection
                .execute_batch(
                    "INSERT INTO article (key, number, headline, words, stored, read, bookmarked) VALUES (1, 1, 'Rain', 5, 0, 1, 1);
                     INSERT INTO bookmark VALUES (1, '2020-05-07T10:00:00Z', 'why')",
                )
                .unwrap();
            id
        };

        let marks = Cache::open(&path).unwrap().marks(id).unwrap();

        assert!(marks.read.unwrap().value);
        assert_eq!(marks.kept().unwrap().note, Some("why".into()));
        assert_eq!(marks.bookmark.unwrap().at, "2020-05-07T10:00:00Z".parse().unwrap());
    }
}
