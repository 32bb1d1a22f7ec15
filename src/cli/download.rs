//! `newsprint download`: downloads the recordings of articles, or lists the downloaded files.

use std::io::Write as _;
use std::path::Path;

use serde::Serialize;

use super::failure::{CommandOutcome, Failure, print_message};
use super::output::{json_line, output, shown};
use super::progress::{BYTES, progress_bar};
use super::setup::Setup;
use super::show::find;
use crate::domain::Chain;
use crate::library::{DownloadProgress, RecordingError, StopSignal};

#[derive(Serialize)]
struct FileLine {
    path: String,
    bytes: u64,
    whole: bool,
}

/// Downloads the recordings of articles; those that fail are named.
pub fn download(setup: &Setup, articles: &[String], json: bool) -> Result<CommandOutcome, Failure> {
    if articles.is_empty() {
        return list(setup, json);
    }
    let (library, network, downloads) = (setup.library()?, setup.network()?, setup.downloads());
    let (mut out, mut skipped) = (output(), 0);
    for reference in articles {
        let id = find(&library, reference)?;
        let bar = progress_bar(BYTES, 0);
        let mut progress = |so_far: DownloadProgress| {
            bar.set_length(so_far.all.unwrap_or(so_far.done));
            bar.set_position(so_far.done);
        };
        let downloaded = library.download(&downloads, id, &network, &StopSignal::default(), &mut progress);
        bar.finish_and_clear();
        match downloaded {
            Ok(Some(path)) => writeln!(out, "{}", shown(&path))?,
            Ok(None) => {
                skipped += 1;
                print_message(format_args!("skipped {reference}: it has no audio or video"));
            }
            Err(RecordingError::Library(error)) => return Err(error.into()),
            Err(RecordingError::Download(error)) => {
                skipped += 1;
                print_message(format_args!("skipped {reference}: {}", Chain(&error)));
            }
        }
        out.flush()?;
    }
    Ok(CommandOutcome::skipping(skipped))
}

fn list(setup: &Setup, json: bool) -> Result<CommandOutcome, Failure> {
    let downloads = setup.downloads();
    let files = downloads.files().map_err(|error| {
        Failure::failed(format!("cannot read {}", shown(&downloads.folder))).caused_by(&error)
    })?;
    let mut out = output();
    for file in &files {
        if json {
            let path = file.path.to_string_lossy().into_owned();
            json_line(&mut out, &FileLine { path, bytes: file.bytes, whole: file.is_complete })?;
            continue;
        }
        let part = if file.is_complete { "" } else { "  (incomplete)" };
        writeln!(out, "{:>7.1} MB  {}{part}", megabytes(file.bytes), shown(Path::new(&file.path)))?;
    }
    out.flush()?;
    Ok(CommandOutcome::found(!files.is_empty()))
}

/// Bytes in megabytes, rounded to a tenth.
fn megabytes(bytes: u64) -> f64 {
    let tenths = u32::try_from(bytes / 100_000).unwrap_or(u32::MAX);
    f64::from(tenths) / 10.0
}
