//! Puts new articles into the stories of their time.
//!
//! The articles published around a moment are loaded into memory, and each new one is compared with them. An
//! import in any order of time stays within a few clusters: articles published at other times wait in
//! `unplaced` until the import is over, and are then placed in the order of publication.

mod copies;
mod loaded_series;
mod merging;
mod story_article;

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use rusqlite::{Connection, Row, params};

use super::{Cache, CacheError, followed, new_story, set_story};
use crate::cache::document::Unpacker;
use crate::cache::order::{FIRST_DATED, first_key};
use crate::cache::places::version;
use crate::cache::reindexing;
use crate::domain::{ArticleId, StoryId};
use crate::related::{Clusters, TermReader};

use loaded_series::Serial;
use story_article::{ARRIVED, StoryArticle, arrival};

/// Articles loaded before and after a moment.
const REACH: usize = 4_096;

/// The most articles loaded: beyond it, those around the next moment are loaded afresh.
const MOST: usize = 8 * REACH;

/// The least articles of a group, published within two days, for which clusters of their own are loaded.
const LEAST_OF_OWN_CLUSTERS: usize = 64;

/// Two days, as a difference of keys.
const TWO_DAYS_OF_KEYS: i64 = 2 << 21;

/// Articles placed in one transaction after an import.
const PLACED_PER_TRANSACTION: usize = 2_048;

type WaitingArticle = (i64, ArticleId);

/// The articles around a moment, in memory.
pub(in crate::cache) struct Surroundings {
    clusters: Clusters,
    /// The articles, by their positions.
    articles: Vec<ArticleId>,
    /// The stories, by their positions.
    stories: Vec<LoadedStory>,
    story_by_label: HashMap<StoryId, usize>,
    serial: Serial,
    /// The keys around which all neighbours are loaded.
    covered_keys: RangeInclusive<i64>,
    term_reader: TermReader,
    unpacker: Unpacker,
    /// The data version, which changes when another connection writes.
    version: i64,
}

/// A story in memory.
struct LoadedStory {
    /// The article it began with; of a story without a label the only one.
    first: ArticleId,
    label: Option<StoryId>,
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
    if !reindexing::unindexed(connection)?.is_empty() {
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
fn is_worth_clustering(waiting: &[WaitingArticle]) -> bool {
    let at = |share: usize| waiting.get(waiting.len() * share / 4).map_or(0, |(key, _)| *key);
    waiting.len() >= LEAST_OF_OWN_CLUSTERS && at(3) - at(1) <= TWO_DAYS_OF_KEYS
}

fn with_keys(connection: &Connection, group: &[ArticleId]) -> Result<Vec<WaitingArticle>, CacheError> {
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
    waiting: Vec<WaitingArticle>,
) -> Result<Vec<WaitingArticle>, CacheError> {
    let Some(found) = surroundings else { return Ok(waiting) };
    let (covered, others): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(key, _)| found.covers(*key));
    let mut known = Vec::with_capacity(covered.len());
    for (_, id) in covered {
        known.extend(StoryArticle::read(connection, id)?);
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
        if !reindexing::unindexed(&self.connection)?.is_empty() {
            return Ok(0);
        }
        let waiting = self.unplaced()?;
        for step in waiting.chunks(PLACED_PER_TRANSACTION) {
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

    fn unplaced(&self) -> Result<Vec<WaitingArticle>, CacheError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT article.key, article.number, {ARRIVED} FROM unplaced CROSS JOIN article USING (number)"
        ))?;
        let waiting = |row: &Row<'_>| {
            let key = arrival(row.get(2)?).map_or_else(|| row.get(0), |arrival| Ok(first_key(arrival)))?;
            Ok((key, ArticleId(row.get(1)?)))
        };
        let mut waiting: Vec<WaitingArticle> = statement.query_map([], waiting)?.collect::<Result<_, _>>()?;
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
    if let Some(known) = StoryArticle::read(connection, id)? {
        found.count(&known);
        found.place(connection, &known)?;
    }
    connection.prepare_cached("DELETE FROM unplaced WHERE number = ?1")?.execute([id.0])?;
    *surroundings = Some(found);
    Ok(())
}

impl Surroundings {
    /// Loads the articles published around a key that do not wait to be placed.
    fn around(connection: &Connection, key: i64, waiting: &[WaitingArticle]) -> Result<Self, CacheError> {
        let below = StoryArticle::nearest(connection, ("<", "DESC"), key)?;
        let above = StoryArticle::nearest(connection, (">=", "ASC"), key)?;
        let edge = |side: &[StoryArticle], end| {
            side.get(REACH - 1).and(side.get(REACH / 2)).map_or(end, |known| known.key)
        };
        let mut found = Self {
            clusters: Clusters::new(are_dated(connection)?),
            articles: Vec::new(),
            stories: Vec::new(),
            story_by_label: HashMap::new(),
            serial: Serial::default(),
            covered_keys: edge(&below, i64::MIN)..=edge(&above, i64::MAX),
            term_reader: TermReader::default(),
            unpacker: Unpacker::default(),
            version: version(connection)?,
        };
        let read = |side: &[StoryArticle]| side.last().map_or(key, |known| known.key);
        let followed = StoryArticle::of_followed(connection, read(&below), read(&above))?;
        let waits = |known: &StoryArticle| waiting.binary_search(&(known.key, known.id)).is_ok();
        let placed = below.into_iter().rev().chain(above).filter(|known| !waits(known));
        let came = if key < FIRST_DATED { Vec::new() } else { StoryArticle::latest_undated(connection)? };
        let mut seen = HashSet::new();
        for known in placed.chain(followed).chain(came).filter(|known| seen.insert(known.id)) {
            found.remember(&known);
        }
        Ok(found)
    }

    fn covers(&self, key: i64) -> bool {
        self.covered_keys.contains(&key) && self.articles.len() < MOST
    }

    /// Counts the form of an article and the terms that its source repeats.
    fn count(&mut self, known: &StoryArticle) {
        self.serial.count(known);
        known.dated_signature().into_iter().for_each(|telling| self.clusters.count(telling));
    }

    /// Loads an article that is placed already.
    fn remember(&mut self, known: &StoryArticle) {
        self.count(known);
        let Some(telling) = known.dated_signature() else { return };
        if known.story.is_some_and(StoryId::is_series) {
            return self.serial.remember_placed(known);
        }
        self.serial.remember(known);
        let story = known.story.and_then(|label| self.story_by_label.get(&label).copied());
        let story = self.clusters.add(telling, story);
        self.note(known.id, story, known.story);
    }

    /// Notes an article that was added to a story of the clusters.
    fn note(&mut self, id: ArticleId, story: usize, label: Option<StoryId>) {
        self.articles.push(id);
        if self.stories.len() <= story {
            self.stories.push(LoadedStory { first: id, label });
            self.story_by_label.extend(label.map(|label| (label, story)));
        }
    }

    /// Puts an article into its story, which is followed where a statement asks for it.
    fn place(&mut self, connection: &Connection, known: &StoryArticle) -> Result<(), CacheError> {
        self.find_place(connection, known)?;
        followed::apply_latest_statement(connection, known.id)
    }

    fn find_place(&mut self, connection: &Connection, known: &StoryArticle) -> Result<(), CacheError> {
        let id = known.id;
        let Some(telling) = known.dated_signature() else { return Ok(()) };
        if self.serial.place(connection, known)? {
            return Ok(());
        }
        let placement = self.clusters.find_placement(telling);
        let label = match placement.story {
            Some(story) => Some(self.label(connection, story)?),
            None if followed::is_wanted(connection, id)? => Some(new_story(connection)?),
            None => None,
        };
        if let Some(label) = label {
            set_story(connection, id, label)?;
        }
        let story = self.clusters.place(telling, &placement);
        self.note(id, story, label);
        for other in &placement.others {
            self.unite(connection, story, *other)?;
        }
        self.mark_copy(connection, id, story, &placement.possible_copies)
    }

    /// The label of a story; a story that had a single article gets its label now.
    fn label(&mut self, connection: &Connection, story: usize) -> Result<StoryId, CacheError> {
        let LoadedStory { first, label } = &mut self.stories[story];
        if let Some(label) = label {
            return Ok(*label);
        }
        let new = new_story(connection)?;
        if !self.serial.holds(*first) {
            set_story(connection, *first, new)?;
        }
        *label = Some(new);
        self.story_by_label.insert(new, story);
        Ok(new)
    }
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
