//! Watches the file of the collection: what another process imports appears by itself. The system tells
//! of writes, so that waiting costs nothing; where it cannot, the next key that asks the cache tells.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::Sender;

use super::message::Message;

/// Tells of writes to a file of the cache from now on.
///
/// # Errors
/// Where the thread cannot be had. A system that cannot watch is no error.
#[cfg(target_os = "linux")]
pub fn watch(file: PathBuf, inbox: Sender<Message>) -> io::Result<()> {
    let listen = move || drop(linux::listen(&file, &inbox));
    std::thread::Builder::new().name("watch".to_owned()).spawn(listen)?;
    Ok(())
}

/// Tells of writes to a file of the cache from now on: not on this system.
///
/// # Errors
/// Never.
#[cfg(not(target_os = "linux"))]
pub fn watch(_file: PathBuf, _inbox: Sender<Message>) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::io;
    use std::mem::MaybeUninit;
    use std::path::Path;
    use std::sync::mpsc::Sender;
    use std::thread;
    use std::time::Duration;

    use rustix::fs::inotify;

    use crate::tui::message::Message;

    /// How long writes are gathered before they are told: an import makes thousands.
    const GATHERING: Duration = Duration::from_millis(500);

    /// Bytes of events read at once.
    const ROOM: usize = 4_096;

    /// Listens for as long as there is anybody to tell. The log beside the file is what is written, and
    /// it comes and goes, so the folder is watched.
    pub fn listen(file: &Path, inbox: &Sender<Message>) -> io::Result<()> {
        let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else { return Ok(()) };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let watching = inotify::init(inotify::CreateFlags::CLOEXEC)?;
        inotify::add_watch(&watching, folder, inotify::WatchFlags::MODIFY)?;
        let mut room = [MaybeUninit::uninit(); ROOM];
        let mut events = inotify::Reader::new(&watching, &mut room);
        loop {
            let event = events.next()?;
            let written = event
                .file_name()
                .is_some_and(|written| written.to_bytes().starts_with(name.as_encoded_bytes()));
            if !written {
                continue;
            }
            thread::sleep(GATHERING);
            while !events.is_buffer_empty() {
                events.next()?;
            }
            if inbox.send(Message::Touched).is_err() {
                return Ok(());
            }
        }
    }
}
