//! Saves what can be read of a damaged cache into a new one: the person's marks, and every article whose text
//! is whole, under its former number.
//!
//! The tables that [`Cache::store`] writes are rebuilt from the texts; every other table is the person's and
//! is copied row by row. The damaged file is only read.

mod bookmarked;
mod copying;
mod rows;
mod schema_repair;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;

use super::document::{self, Unpacker};
use super::header::{check_version, read_header, with_suffix};
use super::schema::STEPS;
use super::{Cache, CacheError, OpenError, pictures};
use crate::domain::{Article, ArticleId, Prose};

/// Articles stored in one transaction.
const GROUP: usize = 256;

/// The outcome of reading a damaged cache.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepairSummary {
    /// Articles with their whole text.
    pub articles: usize,
    /// Articles whose text could not be read.
    pub lost: usize,
    /// Whether some of the person's marks could not be read.
    pub is_partial: bool,
    /// The path of the copy of the damaged file.
    pub damaged_copy: PathBuf,
}

/// A new cache beside a damaged one, not yet in its place.
#[derive(Debug)]
pub struct Repair {
    /// The new cache.
    pub cache: Cache,
    /// The contents of the new cache.
    pub saved: RepairSummary,
}

impl Cache {
    /// Reads what can be read of a cache into a new one beside it, after the damaged one was copied. No other
    /// process should have it open.
    pub fn repair(path: &Path, now: Timestamp) -> Result<Repair, CacheError> {
        let fault = |source: OpenError| CacheError::Open { path: path.to_owned(), source };
        if let Ok(Some(header)) = read_header(path)
            && let Err(newer @ OpenError::NewerSchema { .. }) = check_version(header, STEPS)
        {
            return Err(fault(newer));
        }
        let kept = copy_aside(path).map_err(|error| fault(error.into()))?;
        let fresh = fresh_path(path);
        remove(&fresh).map_err(|error| fault(error.into()))?;
        let mut cache = Self::open(&fresh)?;
        let mut saved = RepairSummary { damaged_copy: kept, is_partial: true, ..RepairSummary::default() };
        // Where not even the tables are readable, the new cache stays empty, and the copy is left there.
        if let Ok(old) = schema_repair::open(&saved.damaged_copy) {
            copying::copy_pictures(&old, &mut cache)?;
            save_articles(&old, &mut cache, now, &mut saved)?;
            let bookmarked = bookmarked::bookmarked(&old);
            save_headlines(&old, &mut cache, &bookmarked, now)?;
            saved.is_partial = !copying::copy_marks(&old, &mut cache, &bookmarked)?;
        }
        Ok(Repair { cache, saved })
    }

    /// Discards the new cache and the copy; the damaged file is unchanged.
    pub fn discard(self, damaged: &Path, saved: &RepairSummary) {
        drop(self);
        for path in [&fresh_path(damaged), &saved.damaged_copy, &with_suffix(&saved.damaged_copy, "-wal")] {
            drop(remove(path));
        }
    }

    /// Replaces the damaged cache by the new one.
    ///
    /// # Errors
    /// Where the files cannot be renamed; then the damaged cache is still in its place.
    pub fn put_in_place(self, damaged: &Path) -> Result<(), CacheError> {
        let fault = |error: io::Error| CacheError::Open { path: damaged.to_owned(), source: error.into() };
        drop(self);
        // A log of the old cache must not be taken for one of the new.
        for ending in ["-wal", "-shm", "-journal"] {
            remove(&with_suffix(damaged, ending)).map_err(fault)?;
        }
        fs::rename(fresh_path(damaged), damaged).map_err(fault)?;
        let folder = damaged.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::File::open(folder.unwrap_or(Path::new(".")));
        folder.and_then(|folder| folder.sync_all()).map_err(fault)
    }
}

fn fresh_path(damaged: &Path) -> PathBuf {
    with_suffix(damaged, ".repaired")
}

/// Copies the file and its log under an unused name.
fn copy_aside(path: &Path) -> io::Result<PathBuf> {
    let names = (1..).map(|number| with_suffix(path, &format!(".damaged-{number}")));
    let kept = names.into_iter().find(|name| !name.exists()).unwrap_or_default();
    for ending in ["-wal", ""] {
        let (from, to) = (with_suffix(path, ending), with_suffix(&kept, ending));
        if ending.is_empty() || from.exists() {
            fs::copy(&from, &to)?;
            fs::File::open(&to)?.sync_all()?;
        }
    }
    Ok(kept)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Stores every article whose text is whole, under its own number; consecutive numbers are stored together.
fn save_articles(
    old: &Connection,
    cache: &mut Cache,
    now: Timestamp,
    saved: &mut RepairSummary,
) -> Result<(), CacheError> {
    let mut run: Vec<(ArticleId, Article)> = Vec::new();
    let mut unpacker = Unpacker::default();
    for id in numbers(old) {
        let whole = document::json(old, &mut unpacker, id)
            .and_then(|json| json.map(|json| document::parse(id, &json)).transpose());
        let Ok(Some(mut article)) = whole else {
            saved.lost += 1;
            continue;
        };
        pictures::drop_missing(&cache.connection, &mut article)?;
        let goes_on = run.last().is_none_or(|(last, _)| last.0 + 1 == id.0);
        if !goes_on || run.len() >= GROUP {
            saved.articles += store_run(cache, &mut run, now)?;
        }
        run.push((id, article));
    }
    saved.articles += store_run(cache, &mut run, now)?;
    Ok(())
}

/// Stores the bookmarked articles whose text is lost by their headlines.
fn save_headlines(
    old: &Connection,
    cache: &mut Cache,
    bookmarked: &BTreeSet<ArticleId>,
    now: Timestamp,
) -> Result<(), CacheError> {
    let lost = bookmarked.iter().filter(|id| !matches!(cache.key_of(**id), Ok(Some(_))));
    let mut headlines: BTreeMap<ArticleId, String> = lost.map(|id| (*id, String::new())).collect();
    rows::each(old, "article", "number, headline", &mut |row| {
        let headline = headlines.get_mut(&ArticleId(row.get(1)?));
        headline.map_or(Ok(()), |headline| row.get(2).map(|known| *headline = known))
    });
    for (id, headline) in headlines {
        let headline =
            Prose::non_empty(&headline).unwrap_or_else(|| Prose::trimmed(&format!("Article {id}")));
        store_run(cache, &mut vec![(id, Article { headline, ..Article::default() })], now)?;
    }
    Ok(())
}

fn store_run(
    cache: &mut Cache,
    run: &mut Vec<(ArticleId, Article)>,
    now: Timestamp,
) -> Result<usize, CacheError> {
    let Some((first, _)) = run.first() else { return Ok(0) };
    cache.connection.execute("UPDATE tally SET last_number = ?1", [i64::from(first.0) - 1])?;
    let articles: Vec<Article> = run.drain(..).map(|(_, article)| article).collect();
    Ok(cache.store_separately(&articles, now)?.len())
}

/// The numbers of all articles of which a text or a row exists.
fn numbers(old: &Connection) -> BTreeSet<ArticleId> {
    let mut numbers = BTreeSet::new();
    let mut take = |number: i64| {
        numbers.extend(u32::try_from(number).ok().filter(|number| *number > 0).map(ArticleId));
    };
    rows::each(old, "document", "piece", &mut |row| row.get(1).map(|piece: i64| take(piece >> 16)));
    rows::each(old, "article", "number", &mut |row| row.get(1).map(&mut take));
    numbers
}

#[cfg(test)]
mod tests;
