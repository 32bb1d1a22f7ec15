//! The progress of an interrupted import within web archives, so that the next import resumes there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::cache::Cache;
use crate::library::LibraryError;

/// The name under which the progress is stored.
const REMEMBERED: &str = "interrupted-archives";

/// The most archives whose progress is stored.
const MOST: usize = 100;

/// The records stored, by the path and the size of their archive.
#[derive(Clone, Default)]
pub struct InterruptedImports {
    records: BTreeMap<String, usize>,
    is_changed: bool,
}

impl InterruptedImports {
    /// The progress that an earlier import stored.
    pub fn of(cache: &Cache) -> Result<Self, LibraryError> {
        let told = cache.remembered(REMEMBERED)?;
        let records = told.and_then(|told| serde_json::from_str(&told).ok()).unwrap_or_default();
        Ok(Self { records, is_changed: false })
    }

    /// The number of records of an archive that are stored already.
    pub fn records(&self, path: &Path) -> usize {
        if self.records.is_empty() {
            return 0;
        }
        key(path).and_then(|key| self.records.get(&key)).copied().unwrap_or_default()
    }

    /// Notes that a record is about to be stored.
    pub fn note(&mut self, path: &Path, record: usize) {
        if record == 0 {
            return;
        }
        if let Some(key) = key(path).filter(|key| self.records.len() < MOST || self.records.contains_key(key))
        {
            let known = self.records.entry(key).or_default();
            *known = record.max(*known);
            self.is_changed = true;
        }
    }

    /// Stores the progress, after the commit that holds the articles.
    pub fn save(&mut self, cache: &mut Cache) -> Result<(), LibraryError> {
        if std::mem::take(&mut self.is_changed) {
            cache.remember(REMEMBERED, &serde_json::to_string(&self.records).unwrap_or_default())?;
        }
        Ok(())
    }

    /// Clears the progress at the end of an import: the next one reads everything again.
    pub fn end(mut self, cache: &mut Cache) -> Result<(), LibraryError> {
        self.is_changed = !self.records.is_empty();
        self.records.clear();
        self.save(cache)
    }
}

/// The key of an archive: its path and its size.
fn key(path: &Path) -> Option<String> {
    let path = fs::canonicalize(path).ok()?;
    Some(format!("{} {}", fs::metadata(&path).ok()?.len(), path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_last_until_an_import_comes_to_its_end() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut cache = Cache::in_memory().unwrap();
        let mut interrupted = InterruptedImports::of(&cache).unwrap();
        interrupted.note(file.path(), 7);
        interrupted.note(file.path(), 0);
        interrupted.save(&mut cache).unwrap();

        let again = InterruptedImports::of(&cache).unwrap();
        assert_eq!((again.records(file.path()), again.records(Path::new("/nowhere"))), (7, 0));

        again.end(&mut cache).unwrap();
        assert_eq!(InterruptedImports::of(&cache).unwrap().records(file.path()), 0);
    }
}
