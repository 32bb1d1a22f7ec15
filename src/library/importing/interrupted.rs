//! How far the web archives were read of an import that did not come to its end, so that the next one goes on there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::cache::Cache;
use crate::library::LibraryError;

/// The name under which the places are remembered.
const REMEMBERED: &str = "interrupted-archives";

/// Archives that are remembered.
const MOST: usize = 100;

/// The records that were stored, by the path and the size of their archive.
#[derive(Clone, Default)]
pub struct Interrupted {
    records: BTreeMap<String, usize>,
    is_changed: bool,
}

impl Interrupted {
    /// What an earlier import left.
    pub fn of(cache: &Cache) -> Result<Self, LibraryError> {
        let told = cache.remembered(REMEMBERED)?;
        let records = told.and_then(|told| serde_json::from_str(&told).ok()).unwrap_or_default();
        Ok(Self { records, is_changed: false })
    }

    /// The records of an archive that were stored before.
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

    /// Remembers the places after the commit that holds their articles.
    pub fn save(&mut self, cache: &mut Cache) -> Result<(), LibraryError> {
        if std::mem::take(&mut self.is_changed) {
            cache.remember(REMEMBERED, &serde_json::to_string(&self.records).unwrap_or_default())?;
        }
        Ok(())
    }

    /// Forgets the places at the end of an import: the next one reads everything again.
    pub fn end(mut self, cache: &mut Cache) -> Result<(), LibraryError> {
        self.is_changed = !self.records.is_empty();
        self.records.clear();
        self.save(cache)
    }
}

/// An archive is another one where its size is another.
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
        let mut interrupted = Interrupted::of(&cache).unwrap();
        interrupted.note(file.path(), 7);
        interrupted.note(file.path(), 0);
        interrupted.save(&mut cache).unwrap();

        let again = Interrupted::of(&cache).unwrap();
        assert_eq!((again.records(file.path()), again.records(Path::new("/nowhere"))), (7, 0));

        again.end(&mut cache).unwrap();
        assert_eq!(Interrupted::of(&cache).unwrap().records(file.path()), 0);
    }
}
