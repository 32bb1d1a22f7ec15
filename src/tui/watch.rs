//! Watches the file of the collection: what another process imports appears by itself.
//!
//! The file is looked at from time to time. A system that tells of writes would spare these looks, which cost
//! half a millisecond a minute; but a program that ends with such a watch is held by Linux for ten
//! milliseconds and more, and each system tells in another way.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, SystemTime};

use super::message::Message;

/// How often the file is looked at.
const SPACING: Duration = Duration::from_secs(5);

/// Tells of writes to a file of the cache from now on, for as long as there is anybody to tell.
///
/// # Errors
/// Where the thread cannot be had.
pub fn watch(file: PathBuf, inbox: Sender<Message>) -> io::Result<()> {
    thread::Builder::new().name("watch".to_owned()).spawn(move || look(&file, &inbox, SPACING))?;
    Ok(())
}

/// Nothing is opened: a system that locks by process would give the locks of the reader back with it.
fn look(file: &Path, inbox: &Sender<Message>, spacing: Duration) {
    let log = log_of(file);
    let state = || (state_of(file), state_of(&log));
    let mut before = state();
    loop {
        thread::sleep(spacing);
        let now = state();
        if now != before && inbox.send(Message::Touched).is_err() {
            return;
        }
        before = now;
    }
}

/// The log of a database, in which what is written stands first.
fn log_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// What a write changes; `None` where there is no file.
fn state_of(file: &Path) -> Option<(u64, Option<SystemTime>)> {
    fs::metadata(file).ok().map(|found| (found.len(), found.modified().ok()))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_write_is_told_to_the_file_and_to_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("articles.sqlite");
        let (told, inbox) = channel();

        let looked_at = file.clone();
        thread::spawn(move || look(&looked_at, &told, Duration::from_millis(1)));

        for path in [&file, &log_of(&file), &file] {
            // Until it is heard: the thread may not look yet.
            let heard = (0..200).any(|round: usize| {
                fs::write(path, "x".repeat(round)).unwrap();
                inbox.recv_timeout(Duration::from_millis(50)).is_ok()
            });
            assert!(heard, "{}", path.display());
        }
    }
}
