//! Watches the file of the collection: what another process imports appears by itself. The system tells
//! of writes, so that waiting costs nothing; where it cannot, the file is looked at from time to time.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
#[cfg(target_os = "linux")]
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, SystemTime};

use super::message::Message;

/// How often a file is looked at that nobody tells of.
const SPACING: Duration = Duration::from_secs(2);

/// What watches a file, until it is dropped.
#[derive(Debug)]
pub struct Watch {
    #[cfg(target_os = "linux")]
    watching: Arc<linux::Watching>,
}

#[cfg(target_os = "linux")]
impl Drop for Watch {
    fn drop(&mut self) {
        self.watching.end();
    }
}

/// Tells of writes to a file of the cache from now on.
///
/// # Errors
/// Where the thread cannot be had.
pub fn watch(file: PathBuf, inbox: Sender<Message>) -> io::Result<Watch> {
    #[cfg(target_os = "linux")]
    let watch = Watch { watching: Arc::default() };
    #[cfg(not(target_os = "linux"))]
    let watch = Watch {};
    #[cfg(target_os = "linux")]
    let watching = Arc::clone(&watch.watching);
    let listen = move || {
        #[cfg(target_os = "linux")]
        if watching.listen(&file, &inbox).is_ok() {
            return;
        }
        look(&file, &inbox, SPACING);
    };
    thread::Builder::new().name("watch".to_owned()).spawn(listen)?;
    Ok(watch)
}

/// The log of a database, in which what is written stands first.
fn log_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// Looks from time to time whether the file was written to, for as long as there is anybody to tell. Nothing
/// is opened: a system that locks by process would give the locks of the reader back with it.
fn look(file: &Path, inbox: &Sender<Message>, spacing: Duration) {
    let state = |path: &Path| -> Option<(u64, Option<SystemTime>)> {
        fs::metadata(path).ok().map(|found| (found.len(), found.modified().ok()))
    };
    let log = log_of(file);
    let mut before = (state(file), state(&log));
    loop {
        thread::sleep(spacing);
        let now = (state(file), state(&log));
        if now != before && inbox.send(Message::Touched).is_err() {
            return;
        }
        before = now;
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeSet;
    use std::io;
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::path::Path;
    use std::sync::mpsc::Sender;
    use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
    use std::thread;
    use std::time::Duration;

    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
    use rustix::io::Errno;

    use super::log_of;
    use crate::tui::message::Message;

    /// How long writes are gathered before they are told: an import makes thousands.
    const GATHERING: Duration = Duration::from_millis(500);

    /// Bytes of events read at once.
    const ROOM: usize = 4_096;

    /// What the system watches for us.
    #[derive(Debug, Default)]
    pub struct Watching(Mutex<Watched>);

    /// The same, and which of it is to be taken away.
    #[derive(Debug, Default)]
    struct Watched {
        inotify: Option<Arc<OwnedFd>>,
        marks: BTreeSet<i32>,
        is_over: bool,
    }

    impl Watching {
        /// Takes away what is watched. Where a program ends with a watch, the system keeps whoever waits for
        /// its end for ten milliseconds and more.
        pub fn end(&self) {
            let mut watched = self.lock();
            watched.is_over = true;
            if let Some(inotify) = watched.inotify.take() {
                for mark in &watched.marks {
                    inotify::remove_watch(&inotify, *mark).unwrap_or_default(); // it may be gone with its file
                }
            }
        }

        /// Listens for as long as there is anybody to tell.
        pub fn listen(&self, file: &Path, inbox: &Sender<Message>) -> io::Result<()> {
            let watching = Arc::new(inotify::init(CreateFlags::CLOEXEC)?);
            self.lock().inotify = Some(Arc::clone(&watching));
            let mut room = [MaybeUninit::uninit(); ROOM];
            let mut events = inotify::Reader::new(&*watching, &mut room);
            while self.watches_what_is_there(&watching, file)? {
                match events.next().map(|event| event.events()) {
                    Ok(happened) if happened == ReadFlags::IGNORED => {}
                    Ok(_) => {
                        thread::sleep(GATHERING);
                        while !events.is_buffer_empty() {
                            events.next()?;
                        }
                        if inbox.send(Message::Touched).is_err() {
                            return Ok(());
                        }
                    }
                    // A process that is stopped and goes on hears of it here.
                    Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Ok(())
        }

        /// Watches the file and its log, unless the watch is over; says whether it does.
        fn watches_what_is_there(&self, watching: &OwnedFd, file: &Path) -> io::Result<bool> {
            let mut watched = self.lock();
            if !watched.is_over {
                watch_what_is_there(watching, file, &mut watched.marks)?;
            }
            Ok(!watched.is_over)
        }

        fn lock(&self) -> MutexGuard<'_, Watched> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }

    /// Watches the file and its log, as far as they are there, and nothing else: what other programs do in
    /// the folder is not heard. The log comes with the first who opens the file and goes with the last, so it
    /// is asked for again after everything that happened. Until there is a file, the folder tells of it.
    fn watch_what_is_there(watching: &OwnedFd, file: &Path, marks: &mut BTreeSet<i32>) -> io::Result<()> {
        let written = WatchFlags::MODIFY;
        let mark = mark_of(inotify::add_watch(watching, file, written))?;
        marks.extend(mark);
        marks.extend(mark_of(inotify::add_watch(watching, log_of(file), written))?);
        if mark.is_none()
            && let Some(folder) = file.parent()
        {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let comes = WatchFlags::CREATE | WatchFlags::MOVED_TO | WatchFlags::ONESHOT;
            marks.extend(mark_of(inotify::add_watch(watching, folder, comes))?);
        }
        Ok(())
    }

    /// What is not there yet is not watched; everything else that goes wrong is told.
    fn mark_of(added: Result<i32, Errno>) -> io::Result<Option<i32>> {
        match added {
            Ok(mark) => Ok(Some(mark)),
            Err(Errno::NOENT | Errno::NOTDIR) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
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

        let watch = watch(file.clone(), told).unwrap();

        for path in [&file, &log_of(&file), &file] {
            // Until it is heard: the thread may not listen yet.
            let heard = (0..200).any(|round| {
                fs::write(path, format!("{round}")).unwrap();
                inbox.recv_timeout(Duration::from_millis(50)).is_ok()
            });
            assert!(heard, "{}", path.display());
        }
        drop(watch);
    }

    #[test]
    fn a_watch_that_ends_lets_its_thread_end() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("articles.sqlite");
        fs::write(&file, "").unwrap();
        let (told, inbox) = channel();

        drop(watch(file, told).unwrap());

        assert!(inbox.recv().is_err());
    }

    #[test]
    fn where_nobody_tells_the_file_is_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("articles.sqlite");
        let (told, inbox) = channel();

        let looked_at = file.clone();
        thread::spawn(move || look(&looked_at, &told, Duration::from_millis(1)));

        let heard = (0..200).any(|round: usize| {
            fs::write(&file, "x".repeat(round)).unwrap();
            inbox.recv_timeout(Duration::from_millis(50)).is_ok()
        });
        assert!(heard);
    }
}
