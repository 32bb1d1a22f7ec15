//! The files that a person names: writes exports, and lists paths to complete one.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use jiff::Timestamp;

use crate::domain::Prose;
use crate::library::{Binding, BookmarkFormat, ExportFormat, Library};
use crate::tui::effect::{Export, ExportContent};
use crate::tui::failure::Failure;
use crate::words::Words;

/// Most paths that are offered.
const MOST: usize = 200;

/// The path in a text that a person typed: `~` is the home folder.
pub fn expanded(path: &str) -> PathBuf {
    let home = || std::env::home_dir().unwrap_or_default();
    match path.strip_prefix('~') {
        Some("") => home(),
        Some(rest) if rest.starts_with(MAIN_SEPARATOR) => {
            home().join(rest.trim_start_matches(MAIN_SEPARATOR))
        }
        _ => PathBuf::from(path),
    }
}

/// Files and folders whose paths begin with a text, folders with a slash at their end.
pub fn beginning_with(typed: &str) -> Vec<(String, String)> {
    let (folder, begun) = typed.rfind(MAIN_SEPARATOR).map_or(("", typed), |at| typed.split_at(at + 1));
    let place = if folder.is_empty() { PathBuf::from(".") } else { expanded(folder) };
    let Ok(entries) = fs::read_dir(place) else { return Vec::new() };
    let mut paths: Vec<(String, String)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok().filter(|name| is_offered(name, begun))?;
            let end = if entry.path().is_dir() { "/" } else { "" };
            Some((format!("{folder}{name}{end}"), String::new()))
        })
        .take(MOST)
        .collect();
    paths.sort_unstable();
    paths
}

/// Whether a name is offered: hidden files only after a typed dot; names with unsafe characters never.
fn is_offered(name: &str, begun: &str) -> bool {
    let hidden = name.starts_with('.') && !begun.starts_with('.');
    name.starts_with(begun) && !hidden && Prose::trimmed(name).as_str() == name
}

/// Exports articles or bookmarks to a new file; returns the report. The extension of the name decides the
/// format.
pub fn export(library: &Library, export: &Export, now: Timestamp, words: Words) -> Result<String, Failure> {
    let path = expanded(&export.path);
    let name = Prose::trimmed(&path.to_string_lossy());
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let mut out = BufWriter::new(create(&path)?);
    let told = match &export.what {
        ExportContent::Articles(selection) => {
            let title = path.file_stem().unwrap_or_default().to_string_lossy();
            let mut bound = |binding| library.export_bound(selection, binding, &title, now, &mut out);
            let count = match ending.as_str() {
                "html" | "htm" => bound(Binding::Page)?,
                "epub" => bound(Binding::Book)?,
                "md" | "markdown" => library.export_selection(selection, ExportFormat::Markdown, &mut out)?,
                _ => library.export_selection(selection, ExportFormat::Json, &mut out)?,
            };
            words.written(count, name)
        }
        ExportContent::Bookmarks => {
            let format = match ending.as_str() {
                "json" | "jsonl" => BookmarkFormat::Json,
                "html" | "htm" => BookmarkFormat::Netscape,
                _ => BookmarkFormat::Markdown,
            };
            library.export_bookmarks(format, &mut out)?;
            words.bookmarks_written(name)
        }
    };
    out.flush()?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(told)
}

/// Creates a file; an existing one is not overwritten.
fn create(path: &Path) -> Result<fs::File, Failure> {
    OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            return Failure::FileExists(Prose::trimmed(&path.to_string_lossy()));
        }
        error.into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_offered_by_their_beginning_and_hidden_ones_on_request() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["news.json", "notes.txt", ".secret"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("nested")).unwrap();
        let here = format!("{}/", folder.path().display());
        let offered = |begun: &str| {
            let paths = beginning_with(&format!("{here}{begun}")).into_iter();
            paths.map(|(path, _)| path.strip_prefix(&here).unwrap().to_owned()).collect::<Vec<_>>()
        };

        assert_eq!(offered("ne"), ["nested/", "news.json"]);
        assert_eq!(offered(""), ["nested/", "news.json", "notes.txt"]);
        assert_eq!(offered("."), [".secret"]);
    }
}
