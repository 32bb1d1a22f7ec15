//! A rolling backup of what the person keeps: bookmarks with notes and tags, as the JSON that merges
//! back in, beside the cache.
//!
//! The backup of a day takes the place of an earlier one of that day; those of the last days on which
//! something changed are kept beside it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{BookmarkFormat, Library, LibraryError};
use crate::cache::{Cache, CacheError, Saved};

/// Days that are kept, today's apart.
const DAYS: u32 = 3;

/// A backup larger than this was not written by newsprint.
const MOST_BYTES: u64 = 256 << 20;

/// What a repair came to.
#[derive(Clone, Debug)]
pub struct Repaired {
    /// What was read out of the damaged file.
    pub saved: Saved,
    /// Bookmarks there are now.
    pub bookmarks: u32,
    /// Those of them that only the backup still had.
    pub from_backup: usize,
}

impl Library {
    /// Writes the backup where a bookmark changed since the last one.
    ///
    /// # Errors
    /// Where the cache cannot be read or the backup not be written; the one before is still there.
    pub fn back_up(&mut self, now: Timestamp) -> Result<(), LibraryError> {
        let Some(backup) = self.backup.clone().filter(|_| self.changed) else { return Ok(()) };
        self.changed = false; // told once where it fails, tried again after the next change
        let mut json = Vec::new();
        self.export_bookmarks(BookmarkFormat::Json, &mut json)?;
        roll(&backup, now)?;
        Ok(write_whole(&backup, &json)?)
    }

    /// Saves what can be read of a damaged cache into a new one, which takes its place; the damaged file
    /// is kept. Bookmarks that could not be read come from the backup.
    ///
    /// # Errors
    /// Where there is no such cache, or no room for another.
    pub fn repair(path: &Path, now: Timestamp) -> Result<Repaired, LibraryError> {
        let repair = Cache::repair(path, now)?;
        let is_partial = repair.saved.is_partial;
        let mut library = Self::of(repair.cache, None);
        let from_backup = if is_partial { library.merge_backup(&backup_path(path), now)? } else { 0 };
        let counts = library.counts()?;
        if counts.articles == 0 {
            library.cache.give_up(path, &repair.saved);
            return Err(CacheError::NothingSaved.into());
        }
        library.cache.put_in_place(path)?;
        Ok(Repaired { saved: repair.saved, bookmarks: counts.bookmarks, from_backup })
    }

    /// Without a backup, or with one that cannot be read, nothing is merged.
    fn merge_backup(&mut self, backup: &Path, now: Timestamp) -> Result<usize, LibraryError> {
        let is_small = fs::metadata(backup).is_ok_and(|file| file.is_file() && file.len() <= MOST_BYTES);
        let json = is_small.then(|| fs::read_to_string(backup).ok()).flatten();
        match json.map(|json| self.import_bookmarks(&json, now)) {
            Some(Ok(merged)) => Ok(merged.added),
            None | Some(Err(LibraryError::Malformed { .. })) => Ok(0),
            Some(Err(error)) => Err(error),
        }
    }
}

/// Where the backup of a cache is written.
pub(super) fn backup_path(cache: &Path) -> PathBuf {
    with_ending(cache, ".backup.json")
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// Moves the backup of an earlier day aside, and those before it one further.
fn roll(backup: &Path, now: Timestamp) -> io::Result<()> {
    let day = |moment: Timestamp| TimeZone::UTC.to_datetime(moment).date();
    let Ok(written) = fs::metadata(backup).and_then(|file| file.modified()) else { return Ok(()) };
    if Timestamp::try_from(written).is_ok_and(|written| day(written) == day(now)) {
        return Ok(());
    }
    let name = |number: u32| with_ending(backup, &format!(".{number}"));
    for number in (1..DAYS).rev().filter(|number| name(*number).exists()) {
        fs::rename(name(number), name(number + 1))?;
    }
    fs::rename(backup, name(1))
}

/// A file is whole under its name or not there.
fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let unfinished = with_ending(path, ".part");
    let mut file = File::create(&unfinished)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)
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
    fn nothing_is_written_while_no_bookmark_changes() {
        let folder = tempfile::tempdir().unwrap();

        library(folder.path()).back_up(Timestamp::now()).unwrap();

        assert_eq!(names(folder.path()), [""; 0]);
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

    #[test]
    fn bookmarks_that_cannot_be_read_come_from_the_backup() {
        let folder = tempfile::tempdir().unwrap();
        let mut library = library(folder.path());
        bookmark(&mut library, "for the talk");
        library.back_up(moment("2026-05-08T08:00:00Z")).unwrap();
        drop(library);
        let path = folder.path().join("cache");
        let length = usize::try_from(fs::metadata(&path).unwrap().len()).unwrap();
        fs::write(&path, vec![0xa5; length]).unwrap();

        let repaired = Library::repair(&path, Timestamp::UNIX_EPOCH).unwrap();

        assert_eq!(repaired.from_backup, 1);
        let bookmarks = Library::open(&path).unwrap().bookmarks().unwrap();
        assert_eq!(bookmarks.len(), 1);
        assert_eq!(bookmarks[0].1.headline, "Rain".into());
        assert_eq!(bookmarks[0].2.note, Some("for the talk".into()));
    }
}
