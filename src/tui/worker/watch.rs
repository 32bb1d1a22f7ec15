//! Watches the file of the collection, so that the imports of another process appear by themselves.
//!
//! The file is checked from time to time, which costs half a millisecond a minute. The system's file
//! notifications would spare that, but on Linux a program that ends with such a watch is held for ten
//! milliseconds and more, and each system has its own interface.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// The time between two checks of the file.
const CHECK_INTERVAL: Duration = Duration::from_secs(5);

/// The size and the time of a file, which every write changes; `None` where there is no file.
type State = Option<(u64, Option<SystemTime>)>;

/// The state of the file at the last check, and of the log of the database (WAL), which writes reach first.
#[derive(Debug)]
pub struct Watch {
    files: [PathBuf; 2],
    states: [State; 2],
    looked: Instant,
}

impl Watch {
    /// A watch on a file, from now on.
    pub fn on(file: &Path) -> Self {
        let mut log = file.as_os_str().to_owned();
        log.push("-wal");
        let files = [file.to_owned(), PathBuf::from(log)];
        Self { states: files.each_ref().map(|file| state_of(file)), files, looked: Instant::now() }
    }

    /// The time until the next check of the file.
    pub fn time_until_check(&self) -> Duration {
        CHECK_INTERVAL.saturating_sub(self.looked.elapsed())
    }

    /// Checks whether another process wrote since the last check. Nothing is opened: on a system that locks
    /// by process, closing the file would release the reader's locks.
    pub fn has_changed(&mut self) -> bool {
        self.looked = Instant::now();
        let now = self.files.each_ref().map(|file| state_of(file));
        std::mem::replace(&mut self.states, now) != self.states
    }
}

fn state_of(file: &Path) -> State {
    fs::metadata(file).ok().map(|found| (found.len(), found.modified().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_is_seen_to_the_file_and_to_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("articles.sqlite");
        let mut watch = Watch::on(&file);
        assert!(!watch.has_changed());

        for (name, text) in
            [("articles.sqlite", "x"), ("articles.sqlite-wal", "x"), ("articles.sqlite", "xx")]
        {
            fs::write(folder.path().join(name), text).unwrap();
            assert!(watch.has_changed(), "{name}");
            assert!(!watch.has_changed(), "{name}");
        }
    }
}
