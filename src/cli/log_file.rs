//! The log file: messages, one a line with its time. A failure to write is ignored.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::clock::clock;
use super::setup::Setup;
use crate::domain::Prose;

/// The size from which a log is rotated, in bytes.
const LARGE: u64 = 1 << 20;

/// The function that appends a line to the log of the settings; does nothing where there is none.
pub fn appender(setup: &Setup) -> Box<dyn Fn(&Prose)> {
    let path = &setup.config.settings.log;
    if path.is_empty() {
        return Box::new(|_| {});
    }
    let path = setup.paths.config_file.parent().unwrap_or(Path::new("")).join(path);
    Box::new(move |words| drop(append(&path, words)))
}

fn append(path: &PathBuf, words: &Prose) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|known| known.len() > LARGE) {
        let mut aside = path.clone().into_os_string();
        aside.push(".1");
        fs::rename(path, aside)?;
    }
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    writeln!(file, "{} {words}", clock().now)
}
