//! Puts new articles into the stories of their time.
//!
//! The articles published around a moment are loaded into memory, and each new one is compared with them. An
//! import in any order of time stays within a few clusters: articles published at other times wait in
//! `unplaced` until the import is over, and are then placed in the order of publication.

mod copies;
mod serial;
mod uniting;

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use rusqlite::{Connection, Row, params};

use super::{Cache, CacheError, followed, join, new_story};
use crate::cache::document::Unpacker;
use crate::cache::order::{FIRST_DATED, first_key};
use crate::cache::places::version;
use crate::cache::reindexing;
use crate::domain::{ArticleId, Moment, StoryId};
use crate::related::{Clusters, DatedSignature, Form, Signature, TermReader};

use serial::Serial;

/// Articles loaded before and after a moment.
const REACH: usize = 4_096;

/// The most articles loaded: beyond it, those around the next moment are loaded afresh.
const MOST: usize = 8 * REACH;

/// The least articles of a group published within [`NEAR`] that are worth clusters of their own.
const WORTH: usize = 64;

/// Two days, as a difference of keys.
const NEAR: i64 = 2 << 21;

/// Articles placed in one transaction after an import.
const STEP: usize = 2_048;

/// The articles that represent a followed story, whenever they were published.
const FOLLOWED: usize = 64;

/// The latest articles without a date that are loaded with those of their arrival.
const ARRIVED_LAST: usize = 512;

/// The second in which an article without a date came from a feed: in stories it counts as its time. For an
/// imported file it means nothing.
const ARRIVED: &str = "CASE WHEN article.published IS NULL
    AND EXISTS (SELECT 1 FROM entry WHERE entry.key = article.key) THEN article.stored END";

type Waiting = (i64, ArticleId);

/// The articles around a moment, in memory.
pub(in crate::cache) struct Surroundings {
    clusters: Clusters,
    /// The articles, by their positions.
    articles: Vec<ArticleId>,
    /// The stories, by their positions.
    stories: Vec<Gathered>,
    labelled: HashMap<StoryId, usize>,
    serial: Serial,
    /// The keys that have their neighbours on both sides.
    covered: RangeInclusive<i64>,
    term_reader: TermReader,
    unpacker: Unpacker,
    /// The data version, which changes when another connection writes.
    version: i64,
}

/// A story in memory.
struct Gathered {
    /// The article it began with; of a story without a label the only one.
    first: ArticleId,
    label: Option<StoryId>,
}

/// The facts known of an article in the cache.
struct Known {
    key: i64,
    id: ArticleId,
    story: Option<StoryId>,
    moment: Option<Moment>,
    signature: Option<Signature>,
    /// The number of the publication.
    source: Option<u32>,
    /// The forms of the headline, where the article has a publication.
    forms: Vec<Form>,
}

impl std::fmt::Debug for Surroundings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Surroundings of {} articles", self.articles.len())
    }
}

/// Places the articles of a group that was just written. An article that would need clusters of its own
/// waits.
pub(in crate::cache) fn place_group(
    connection: &Connection,
    surroundings: &mut Option<Surroundings>,
    group: &[ArticleId],
) -> Result<(), CacheError> {
    if !reindexing::waiting(connection)?.is_empty() {
        return wait(connection, group.iter().copied());
    }
    let version = version(connection)?;
    surroundings.take_if(|found| found.version != version);
    let mut waiting = with_keys(connection, group)?;
    waiting = place_covered(connection, surroundings, waiting)?;
    if surroundings.is_none() || is_worth_clustering(&waiting) {
        if let Some((key, _)) = waiting.get(waiting.len() / 2) {
            *surroundings = Some(Surroundings::around(connection, *key, &waiting)?);
        }
        waiting = place_covered(connection, surroundings, waiting)?;
    }
    wait(connection, waiting.into_iter().map(|(_, id)| id))
}

/// Notes that articles wait to be placed.
pub(in crate::cache) fn wait(
    connection: &Connection,
    articles: impl Iterator<Item = ArticleId>,
) -> Result<(), CacheError> {
    let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO unplaced (number) VALUES (?1)")?;
    for id in articles {
        insert.execute([id.0])?;
    }
    Ok(())
}

/// Whether half of so many articles were published within two days.
fn is_worth_clustering(waiting: &[Waiting]) -> bool {
    let at = |share: usize| waiting.get(waiting.len() * share / 4).map_or(0, |(key, _)| *key);
    waiting.len() >= WORTH && at(3) - at(1) <= NEAR
}

fn with_keys(connection: &Connection, group: &[ArticleId]) -> Result<Vec<Waiting>, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT key FROM article WHERE number = ?1
         AND NOT EXISTS (SELECT 1 FROM apart WHERE apart.number = article.number)",
    )?;
    let mut keys = Vec::with_capacity(group.len());
    for id in group {
        let mut rows = statement.query([id.0])?;
        if let Some(row) = rows.next()? {
            keys.push((row.get(0)?, *id));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    Ok(keys)
}

/// Places the articles whose neighbours are loaded; returns the others.
fn place_covered(
    connection: &Connection,
    surroundings: &mut Option<Surroundings>,
    waiting: Vec<Waiting>,
) -> Result<Vec<Waiting>, CacheError> {
    let Some(found) = surroundings else { return Ok(waiting) };
    let (covered, others): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(key, _)| found.covers(*key));
    let mut known = Vec::with_capacity(covered.len());
    for (_, id) in covered {
        known.extend(Known::one(connection, id)?);
    }
    for known in &known {
        found.count(known);
    }
    for known in known {
        found.place(connection, &known)?;
    }
    Ok(others)
}

impl Cache {
    /// Places the articles that wait, in the order of publication. Returns how many were placed: none while signatures
    /// are still made anew, since neighbours would be missing.
    ///
    /// # Errors
    /// Where the cache cannot be written; articles placed so far stay placed.
    pub fn place_waiting(&mut self) -> Result<usize, CacheError> {
        if !reindexing::waiting(&self.connection)?.is_empty() {
            return Ok(0);
        }
        let waiting = self.unplaced()?;
        for step in waiting.chunks(STEP) {
            let mut surroundings = self.surroundings.take();
            self.write(|connection| {
                for (key, id) in step {
                    place_one(connection, &mut surroundings, *key, *id)?;
                }
                Ok(())
            })?;
            self.surroundings = surroundings;
        }
        Ok(waiting.len())
    }

    fn unplaced(&self) -> Result<Vec<Waiting>, CacheError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT article.key, article.number, {ARRIVED} FROM unplaced CROSS JOIN article USING (number)"
        ))?;
        let waiting = |row: &Row<'_>| {
            let key = arrival(row.get(2)?).map_or_else(|| row.get(0), |arrival| Ok(first_key(arrival)))?;
            Ok((key, ArticleId(row.get(1)?)))
        };
        let mut waiting: Vec<Waiting> = statement.query_map([], waiting)?.collect::<Result<_, _>>()?;
        waiting.sort_unstable();
        Ok(waiting)
    }
}

fn place_one(
    connection: &Connection,
    surroundings: &mut Option<Surroundings>,
    key: i64,
    id: ArticleId,
) -> Result<(), CacheError> {
    let fresh = surroundings.take().filter(|found| found.covers(key));
    let mut found = match fresh {
        Some(found) => found,
        None => Surroundings::around(connection, key, &[])?,
    };
    if let Some(known) = Known::one(connection, id)? {
        found.count(&known);
        found.place(connection, &known)?;
    }
    connection.prepare_cached("DELETE FROM unplaced WHERE number = ?1")?.execute([id.0])?;
    *surroundings = Some(found);
    Ok(())
}

impl Surroundings {
    /// Loads the articles published around a key that do not wait to be placed.
    fn around(connection: &Connection, key: i64, waiting: &[Waiting]) -> Result<Self, CacheError> {
        let below = Known::all(connection, ("<", "DESC"), key)?;
        let above = Known::all(connection, (">=", "ASC"), key)?;
        let edge =
            |side: &[Known], end| side.get(REACH - 1).and(side.get(REACH / 2)).map_or(end, |known| known.key);
        let mut found = Self {
            clusters: Clusters::new(are_dated(connection)?),
            articles: Vec::new(),
            stories: Vec::new(),
            labelled: HashMap::new(),
            serial: Serial::default(),
            covered: edge(&below, i64::MIN)..=edge(&above, i64::MAX),
            term_reader: TermReader::default(),
            unpacker: Unpacker::default(),
            version: version(connection)?,
        };
        let read = |side: &[Known]| side.last().map_or(key, |known| known.key);
        let followed = Known::of_followed(connection, read(&below), read(&above))?;
        let waits = |known: &Known| waiting.binary_search(&(known.key, known.id)).is_ok();
        let placed = below.into_iter().rev().chain(above).filter(|known| !waits(known));
        let came = if key < FIRST_DATED { Vec::new() } else { Known::came_last(connection)? };
        let mut seen = HashSet::new();
        for known in placed.chain(followed).chain(came).filter(|known| seen.insert(known.id)) {
            found.remember(&known);
        }
        Ok(found)
    }

    fn covers(&self, key: i64) -> bool {
        self.covered.contains(&key) && self.articles.len() < MOST
    }

    /// Counts the form of an article and the terms that its source repeats.
    fn count(&mut self, known: &Known) {
        self.serial.count(known);
        known.telling().into_iter().for_each(|telling| self.clusters.count(telling));
    }

    /// Loads an article that is placed already.
    fn remember(&mut self, known: &Known) {
        self.count(known);
        let Some(telling) = known.telling() else { return };
        if known.story.is_some_and(StoryId::is_series) {
            return self.serial.remember_placed(known);
        }
        self.serial.remember(known);
        let story = known.story.and_then(|label| self.labelled.get(&label).copied());
        let story = self.clusters.add(telling, story);
        self.note(known.id, story, known.story);
    }

    /// Notes an article that was added to a story of the clusters.
    fn note(&mut self, id: ArticleId, story: usize, label: Option<StoryId>) {
        self.articles.push(id);
        if self.stories.len() <= story {
            self.stories.push(Gathered { first: id, label });
            self.labelled.extend(label.map(|label| (label, story)));
        }
    }

    /// Puts an article into its story, which is followed where a statement asks for it.
    fn place(&mut self, connection: &Connection, known: &Known) -> Result<(), CacheError> {
        self.find_place(connection, known)?;
        followed::settle(connection, known.id)
    }

    fn find_place(&mut self, connection: &Connection, known: &Known) -> Result<(), CacheError> {
        let id = known.id;
        let Some(telling) = known.telling() else { return Ok(()) };
        if self.serial.place(connection, known)? {
            return Ok(());
        }
        let placement = self.clusters.find(telling);
        let label = match placement.story {
            Some(story) => Some(self.label(connection, story)?),
            None if followed::is_wanted(connection, id)? => Some(new_story(connection)?),
            None => None,
        };
        if let Some(label) = label {
            join(connection, id, label)?;
        }
        let story = self.clusters.place(telling, &placement);
        self.note(id, story, label);
        for other in &placement.others {
            self.unite(connection, story, *other)?;
        }
        self.mark_copy(connection, id, story, &placement.like)
    }

    /// The label of a story; a story that had a single article gets its label now.
    fn label(&mut self, connection: &Connection, story: usize) -> Result<StoryId, CacheError> {
        let Gathered { first, label } = &mut self.stories[story];
        if let Some(label) = label {
            return Ok(*label);
        }
        let new = new_story(connection)?;
        if !self.serial.holds(*first) {
            join(connection, *first, new)?;
        }
        *label = Some(new);
        self.labelled.insert(new, story);
        Ok(new)
    }
}

/// The moment of a second in which an article came.
fn arrival(second: Option<i64>) -> Option<Moment> {
    let arrived = jiff::Timestamp::from_second(second?).ok()?;
    Some(Moment::Instant(arrived, jiff::tz::Offset::UTC))
}

/// Whether most of the articles have a date, by a sample of them.
fn are_dated(connection: &Connection) -> Result<bool, CacheError> {
    let mut statement = connection.prepare_cached(
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM article NOT INDEXED WHERE key >= ?1 LIMIT ?2))
              > (SELECT count(*) FROM (SELECT 1 FROM article NOT INDEXED WHERE key < ?1 LIMIT ?2))",
    )?;
    let limit = i64::try_from(REACH).unwrap_or(i64::MAX);
    Ok(statement.query_one(params![FIRST_DATED, limit], |row| row.get(0))?)
}

impl Known {
    fn telling(&self) -> Option<DatedSignature<'_>> {
        let signature = self.signature.as_ref()?;
        Some(DatedSignature { signature, moment: self.moment, source: self.source })
    }

    /// The columns read of an article. An article that waits, or was taken out of its story, has no signature
    /// here.
    fn columns() -> String {
        format!(
            "article.key, number, story, published, (SELECT terms FROM signature
             WHERE signature.number = article.number
             AND NOT EXISTS (SELECT 1 FROM unplaced WHERE unplaced.number = article.number)
             AND NOT EXISTS (SELECT 1 FROM apart WHERE apart.number = article.number)), publication, headline,
             {ARRIVED}"
        )
    }

    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let published = row.get_ref(3)?.as_str_or_null()?;
        let source: Option<u32> = row.get(5)?;
        let headline = row.get_ref(6)?.as_str_or_null()?.unwrap_or_default();
        let arrived = arrival(row.get(7)?);
        let signature = row.get_ref(4)?.as_blob_or_null()?.map(Signature::from_bytes);
        Ok(Self {
            key: row.get(0)?,
            id: ArticleId(row.get(1)?),
            story: row.get::<_, Option<u32>>(2)?.map(StoryId),
            moment: published.and_then(|text| text.parse().ok()).or(arrived),
            signature: signature.filter(Signature::is_telling),
            source,
            forms: source.map(|source| Form::all(source, headline)).unwrap_or_default(),
        })
    }

    /// The nearest articles on one side of a key, the nearest first.
    fn all(connection: &Connection, side: (&str, &str), key: i64) -> Result<Vec<Self>, CacheError> {
        let (beyond, way) = side;
        let columns = Self::columns();
        let mut statement = connection.prepare_cached(&format!(
            "SELECT {columns} FROM article NOT INDEXED
             WHERE article.key {beyond} ?1 ORDER BY article.key {way} LIMIT ?2"
        ))?;
        let limit = i64::try_from(REACH).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![key, limit], Self::of)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The latest articles without a date that came from feeds.
    fn came_last(connection: &Connection) -> Result<Vec<Self>, CacheError> {
        let columns = Self::columns();
        let mut statement = connection.prepare_cached(&format!(
            "SELECT {columns} FROM article NOT INDEXED WHERE article.key < ?1 ORDER BY article.key DESC LIMIT ?2"
        ))?;
        let limit = i64::try_from(ARRIVED_LAST).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![FIRST_DATED, limit], Self::of)?;
        let mut known: Vec<Self> = rows.collect::<Result<_, _>>()?;
        known.retain(|known| known.moment.is_some());
        Ok(known)
    }

    /// The latest articles of each followed story, from outside a range of keys.
    fn of_followed(connection: &Connection, from: i64, to: i64) -> Result<Vec<Self>, CacheError> {
        let mut stories = connection.prepare_cached("SELECT story FROM followed WHERE paused = 0")?;
        let stories: Vec<u32> = stories.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let columns = Self::columns();
        let mut statement = connection.prepare_cached(&format!(
            "SELECT {columns} FROM article INDEXED BY article_story
             WHERE story = ?1 AND article.key NOT BETWEEN ?2 AND ?3 ORDER BY article.key DESC LIMIT ?4"
        ))?;
        let limit = i64::try_from(FOLLOWED).unwrap_or(i64::MAX);
        let mut all = Vec::new();
        for story in stories {
            for known in statement.query_map(params![story, from, to, limit], Self::of)? {
                all.push(known?);
            }
        }
        Ok(all)
    }

    fn one(connection: &Connection, id: ArticleId) -> Result<Option<Self>, CacheError> {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT article.key, article.number, article.story, article.published, signature.terms,
             article.publication, article.headline, {ARRIVED}
             FROM article JOIN signature USING (number) WHERE number = ?1"
        ))?;
        let mut rows = statement.query([id.0])?;
        Ok(rows.next()?.map(Self::of).transpose()?)
    }
}
