//! A rolling backup of a person's marks, beside the cache: the state that merges back in (read articles,
//! bookmarks, notes, tags, followed stories), and in its first line the feeds and the saved searches.
//!
//! The cache counts every change a person makes, and the backup records the count it covers, so that it is
//! cheap to see whether the backup is behind. A backup replaces an earlier one of its day; those of the last
//! days with changes are retained.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{Library, LibraryError};
use crate::cache::{Cache, CacheError, RepairSummary};
use crate::domain::{Feed, FullText, PictureFetching, Prose, Query, Retention, SavedSearch, Subscription};
use crate::import;

/// Backups of earlier days that are retained.
const DAYS: u32 = 3;

/// The most bytes of a backup that newsprint reads.
const MOST_BYTES: u64 = 1 << 30;

/// The name under which the count of the person's changes is stored.
const CHANGES: &str = "deeds";

/// The outcome of a repair.
#[derive(Clone, Debug)]
pub struct RepairOutcome {
    /// The contents read out of the damaged file.
    pub saved: RepairSummary,
    /// The bookmarks after the repair.
    pub bookmarks: u32,
    /// The bookmarks that only the backup had.
    pub from_backup: u32,
}

/// The contents of the backup beside the state.
#[derive(Default, Serialize, Deserialize)]
struct BackupHeader {
    /// The count of the person's changes.
    #[serde(rename = "deeds")]
    changes: u64,
    feeds: Vec<FeedRecord>,
    searches: Vec<SearchRecord>,
}

#[derive(Serialize, Deserialize)]
struct FeedRecord {
    #[serde(flatten)]
    subscription: Subscription,
    full_text: FullText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pictures: Option<PictureFetching>,
    #[serde(rename = "keeping")]
    retention: Retention,
}

#[derive(Serialize, Deserialize)]
struct SearchRecord {
    name: Prose,
    query: String,
}

impl Library {
    /// Makes a change for the person, and counts it, in one transaction.
    pub(super) fn counted<T>(
        &mut self,
        work: impl FnOnce(&mut Cache) -> Result<T, CacheError>,
    ) -> Result<T, LibraryError> {
        Ok(self.cache.transaction(|cache| {
            let done = work(cache)?;
            count_change(cache)?;
            Ok::<_, CacheError>(done)
        })?)
    }

    /// Whether the person changed anything since the backup was written.
    pub fn is_backup_behind(&self) -> Result<bool, LibraryError> {
        let Some(backup) = &self.backup else { return Ok(false) };
        let changes = changes(&self.cache)?;
        Ok(changes > 0 && read_header(backup).is_none_or(|beside| beside.changes != changes))
    }

    /// Writes the backup where the person changed anything since the last one. It takes a moment where many
    /// articles were read.
    ///
    /// # Errors
    /// Where the cache cannot be read or the backup not be written; the previous backup stays.
    pub fn back_up(&self, now: Timestamp) -> Result<(), LibraryError> {
        let Some(backup) = self.backup.as_ref().filter(|_| !self.is_read_only()) else { return Ok(()) };
        if !self.is_backup_behind()? {
            return Ok(());
        }
        let unfinished = with_ending(backup, ".part");
        let mut out = BufWriter::new(File::create(&unfinished)?);
        self.cache.read_snapshot(|cache| self.write_state(Some(self.header(changes(cache)?)?), &mut out))?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        roll(backup, changes(&self.cache)?, now)?;
        Ok(fs::rename(&unfinished, backup)?)
    }

    fn header(&self, changes: u64) -> Result<BackupHeader, LibraryError> {
        let feeds = self.feeds()?.into_iter().map(|feed| FeedRecord {
            subscription: feed.subscription(),
            full_text: feed.full_text,
            pictures: feed.pictures,
            retention: feed.retention,
        });
        let searches = self.cache.saved_searches()?.into_iter().map(|SavedSearch { name, query }| {
            let query = query.as_str().to_owned();
            SearchRecord { name, query }
        });
        Ok(BackupHeader { changes, feeds: feeds.collect(), searches: searches.collect() })
    }

    /// Saves what can be read of a damaged cache into a new one, which replaces it; the damaged file is
    /// retained. Marks that cannot be read come from the backup.
    pub fn repair(path: &Path, now: Timestamp) -> Result<RepairOutcome, LibraryError> {
        let repair = Cache::repair(path, now)?;
        let mut library = Self::of(repair.cache, None);
        let read = library.counts()?.bookmarks;
        if repair.saved.is_partial {
            library.merge_backup(&backup_path(path), now)?;
        }
        let counts = library.counts()?;
        if counts.articles == 0 {
            library.cache.discard(path, &repair.saved);
            return Err(CacheError::NothingSaved.into());
        }
        library.cache.put_in_place(path)?;
        let from_backup = counts.bookmarks.saturating_sub(read);
        Ok(RepairOutcome { saved: repair.saved, bookmarks: counts.bookmarks, from_backup })
    }

    /// Merges the newest backup that can be read; an older version wrote the bookmarks alone.
    fn merge_backup(&mut self, backup: &Path, now: Timestamp) -> Result<(), LibraryError> {
        let older = (1..=DAYS).map(|number| with_ending(backup, &format!(".{number}")));
        for backup in std::iter::once(backup.to_owned()).chain(older) {
            let Some(text) = text_of(&backup) else { continue };
            let merged = match self.merge_state(&mut text.as_bytes(), now, &mut |_, _| {}) {
                Err(LibraryError::Malformed { .. }) => self.import_bookmarks(&text, now).map(drop),
                merged => merged.map(drop),
            };
            match merged {
                Err(LibraryError::Malformed { .. }) => {}
                Ok(()) => return self.restore_extra(read_header(&backup).unwrap_or_default()),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Adds the feeds and searches of a backup; those already there stay unchanged.
    fn restore_extra(&mut self, beside: BackupHeader) -> Result<(), LibraryError> {
        for FeedRecord { subscription, full_text, pictures, retention } in beside.feeds {
            let (id, is_new) = self.subscribe(&subscription, full_text)?;
            let feed = self.feeds()?.into_iter().find(|feed| feed.id == id && is_new);
            feed.map_or(Ok(()), |feed| self.change_feed(&Feed { pictures, retention, ..feed }))?;
        }
        let known = self.cache.saved_searches()?;
        for SearchRecord { name, query } in beside.searches {
            let query = Query::parse(&query).ok().filter(|_| known.iter().all(|known| known.name != name));
            query.map_or(Ok(()), |query| self.save_search(&SavedSearch { name, query }))?;
        }
        Ok(())
    }
}

/// Counts one more change that the person made.
pub(super) fn count_change(cache: &mut Cache) -> Result<(), CacheError> {
    let changes = changes(cache)?;
    cache.remember(CHANGES, &(changes + 1).to_string())
}

fn changes(cache: &Cache) -> Result<u64, CacheError> {
    Ok(cache.remembered(CHANGES)?.and_then(|count| count.parse().ok()).unwrap_or(0))
}

/// The first line of a backup.
fn read_header(backup: &Path) -> Option<BackupHeader> {
    let mut line = Vec::new();
    let file = import::open(backup).ok()?;
    BufReader::new(file).take(MOST_BYTES).read_until(b'\n', &mut line).ok()?;
    serde_json::from_slice(&line).ok()
}

fn text_of(backup: &Path) -> Option<String> {
    let mut text = String::new();
    import::open(backup).ok()?.take(MOST_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The path of the backup of a cache.
pub(super) fn backup_path(cache: &Path) -> PathBuf {
    with_ending(cache, ".backup.json")
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// Renames the backup of an earlier day, and the older ones with it; also a backup that covers more changes
/// than the cache, since it belongs to another cache of that name.
fn roll(backup: &Path, changes: u64, now: Timestamp) -> io::Result<()> {
    let day = |moment: Timestamp| TimeZone::UTC.to_datetime(moment).date();
    let Ok(written) = fs::metadata(backup).and_then(|file| file.modified()) else { return Ok(()) };
    let is_of_today = Timestamp::try_from(written).is_ok_and(|written| day(written) == day(now));
    if is_of_today && read_header(backup).is_some_and(|beside| beside.changes <= changes) {
        return Ok(());
    }
    let name = |number: u32| with_ending(backup, &format!(".{number}"));
    for number in (1..DAYS).rev().filter(|number| name(*number).exists()) {
        fs::rename(name(number), name(number + 1))?;
    }
    fs::rename(backup, name(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Article, ArticleId, Bookmark, Change};

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// A collection in a folder, of one article.
    fn library(folder: &Path) -> Library {
        let mut library = Library::open(&folder.join("cache")).unwrap();
        let article = Article { headline: "Rain".into(), ..Article::default() };
        library.add(&[article], Timestamp::UNIX_EPOCH).unwrap();
        library
    }

    fn bookmark(library: &mut Library, note: &str) {
        let bookmark = Bookmark {
            added: Timestamp::UNIX_EPOCH,
            note: Some(note.into()),
            tags: std::collections::BTreeSet::new(),
        };
        library
            .apply(&Change::Bookmark(vec![(ArticleId(1), Some(bookmark))]), Timestamp::UNIX_EPOCH)
            .unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains("backup"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_is_written_while_the_person_does_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut library = library(folder.path());
        library.back_up(Timestamp::now()).unwrap();
        assert_eq!(names(folder.path()), [""; 0]);

        bookmark(&mut library, "one");
        library.back_up(Timestamp::now()).unwrap();
        let written = fs::metadata(folder.path().join("cache.backup.json")).unwrap().modified().unwrap();
        assert!(!library.is_backup_behind().unwrap());
        library.back_up(Timestamp::now()).unwrap();

        let after = fs::metadata(folder.path().join("cache.backup.json")).unwrap().modified().unwrap();
        assert_eq!(after, written);
    }

    #[test]
    fn the_backup_of_another_cache_that_stood_there_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = library(folder.path());
        bookmark(&mut first, "one");
        bookmark(&mut first, "two");
        first.back_up(Timestamp::now()).unwrap();
        drop(first);
        fs::remove_file(folder.path().join("cache")).unwrap();

        let mut second = library(folder.path());
        bookmark(&mut second, "three");
        second.back_up(Timestamp::now()).unwrap();

        let kept = fs::read_to_string(folder.path().join("cache.backup.json.1")).unwrap();
        assert!(kept.contains("two") && !kept.contains("three"), "{kept}");
    }

    #[test]
    fn the_backup_of_a_day_is_written_over_and_earlier_days_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut library = library(folder.path());
        let now = Timestamp::now();
        for (note, hours) in
            [("one", 0), ("two", 0), ("three", 48), ("four", 96), ("five", 144), ("six", 192)]
        {
            bookmark(&mut library, note);
            library.back_up(now + jiff::SignedDuration::from_hours(hours)).unwrap();
        }

        let expected =
            ["cache.backup.json", "cache.backup.json.1", "cache.backup.json.2", "cache.backup.json.3"];
        assert_eq!(names(folder.path()), expected);
        assert!(fs::read_to_string(folder.path().join("cache.backup.json")).unwrap().contains("six"));
    }

    /// Makes a cache unreadable and repairs it.
    fn repaired(folder: &Path) -> RepairOutcome {
        let path = folder.join("cache");
        let length = usize::try_from(fs::metadata(&path).unwrap().len()).unwrap();
        fs::write(&path, vec![0xa5; length]).unwrap();
        Library::repair(&path, Timestamp::UNIX_EPOCH).unwrap()
    }

    #[test]
    fn everything_that_cannot_be_read_comes_from_the_backup() {
        let folder = tempfile::tempdir().unwrap();
        let mut before = library(folder.path());
        let snow = Article { headline: "Snow".into(), ..Article::default() };
        let snow = before.add(&[snow], Timestamp::UNIX_EPOCH).unwrap()[0].id;
        bookmark(&mut before, "for the talk");
        before.apply(&Change::Read(vec![(snow, true)]), moment("2026-05-08T07:00:00Z")).unwrap();
        let follow = before.follow_change(ArticleId(1), None).unwrap().unwrap();
        before.apply(&follow, moment("2026-05-08T07:00:00Z")).unwrap();
        let feed = Subscription::of_url(crate::domain::WebUrl::parse("https://a.example/feed").unwrap());
        before.subscribe(&feed, FullText::Always).unwrap();
        let search = SavedSearch { name: "Wet".into(), query: Query::parse("rain or snow").unwrap() };
        before.save_search(&search).unwrap();
        before.back_up(moment("2026-05-08T08:00:00Z")).unwrap();
        drop(before);

        let repaired = repaired(folder.path());

        assert_eq!(repaired.from_backup, 1);
        let mut after = Library::open(&folder.path().join("cache")).unwrap();
        let bookmarks = after.bookmarks().unwrap();
        assert_eq!(bookmarks.len(), 1);
        assert_eq!(bookmarks[0].1.headline, "Rain".into());
        assert_eq!(bookmarks[0].2.note, Some("for the talk".into()));
        assert_eq!(after.followed().unwrap().len(), 1);
        assert_eq!(after.feeds().unwrap()[0].full_text, FullText::Always);
        assert_eq!(after.cache.saved_searches().unwrap(), [search]);
        let snow = Article { headline: "Snow".into(), ..Article::default() };
        let snow = after.add(&[snow], Timestamp::UNIX_EPOCH).unwrap()[0].id;
        assert!(after.open_article(snow).unwrap().unwrap().read, "read before, as soon as it is here again");
    }

    #[test]
    fn a_backup_that_cannot_be_read_leaves_it_to_the_one_before_and_an_older_form_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let mut before = library(folder.path());
        bookmark(&mut before, "for the talk");
        let mut older = Vec::new();
        before.export_bookmarks(crate::library::BookmarkFormat::Json, &mut older).unwrap();
        drop(before);
        fs::write(folder.path().join("cache.backup.json"), "{ half of").unwrap();
        fs::write(folder.path().join("cache.backup.json.1"), older).unwrap();

        assert_eq!(repaired(folder.path()).from_backup, 1);
    }
}
