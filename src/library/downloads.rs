//! Downloaded recordings: in one folder, each under a name made of its headline and its address, so that it
//! is found by its address and never leaves the folder.

use std::cmp::Reverse;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::{Library, LibraryError};
use crate::domain::{Article, ArticleId, WebUrl, digest};
use crate::fetch::{Download, DownloadError, DownloadProgress, Network, StopSignal};

/// Letters of a headline in a file name.
const LETTERS: usize = 60;

/// File extensions that are taken from an address.
const ENDINGS: &[&str] = &[
    "mp3", "m4a", "m4b", "aac", "ogg", "oga", "opus", "flac", "wav", "mp4", "m4v", "webm", "mkv", "mov",
    "ogv", "pdf", "epub",
];

/// File extensions by media type.
const KINDS: &[(&str, &str)] = &[
    ("audio/mpeg", "mp3"),
    ("audio/mp4", "m4a"),
    ("audio/x-m4a", "m4a"),
    ("audio/ogg", "ogg"),
    ("audio/opus", "opus"),
    ("audio/flac", "flac"),
    ("video/mp4", "mp4"),
    ("video/webm", "webm"),
    ("application/pdf", "pdf"),
];

/// The folder of downloads and its limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downloads {
    /// The folder.
    pub folder: PathBuf,
    /// The most bytes of one file.
    pub most_bytes: u64,
    /// Days after which a file is removed; `None` where it stays.
    pub days: Option<u32>,
}

/// A file in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DownloadedFile {
    /// The path of the file.
    pub path: PathBuf,
    /// The bytes downloaded so far.
    pub bytes: u64,
    /// Whether the download is complete.
    pub is_complete: bool,
}

impl Downloads {
    /// The file of a recording, where its download is complete.
    pub fn file_of(&self, url: &WebUrl) -> Option<PathBuf> {
        let mark = address_digest(url);
        let files = self.files().ok()?;
        files
            .into_iter()
            .find(|file| file.is_complete && file.path.to_string_lossy().contains(&mark))
            .map(|file| file.path)
    }

    /// The files, the last one first, incomplete ones included.
    pub fn files(&self) -> io::Result<Vec<DownloadedFile>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut files = Vec::new();
        for entry in entries {
            let entry = entry?;
            let (path, known) = (entry.path(), entry.metadata()?);
            let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default().to_owned();
            if known.is_file() && end != "part-of" {
                let modified = known.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                files.push((
                    modified,
                    DownloadedFile { path, bytes: known.len(), is_complete: end != "part" },
                ));
            }
        }
        files.sort_by_key(|(modified, _)| Reverse(*modified));
        Ok(files.into_iter().map(|(_, file)| file).collect())
    }

    /// Removes the expired files; returns how many.
    pub fn remove_expired(&self, now: SystemTime) -> io::Result<usize> {
        let Some(days) = self.days else { return Ok(0) };
        let age = Duration::from_hours(24 * u64::from(days));
        let mut removed = 0;
        for file in self.files()? {
            let modified = fs::metadata(&file.path)?.modified()?;
            if now.duration_since(modified).is_ok_and(|old| old > age) {
                fs::remove_file(&file.path)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// The path for the recording of an article.
    fn path_for(&self, article: &Article, url: &WebUrl) -> PathBuf {
        let kind =
            article.media.iter().find(|medium| medium.url == *url).and_then(|medium| medium.kind.as_ref());
        let told = KINDS.iter().find(|(known, _)| kind.is_some_and(|kind| kind.as_str().starts_with(known)));
        let written = url.path().rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
        let written = ENDINGS.iter().find(|end| written.as_deref() == Some(**end));
        let end = written.copied().or(told.map(|(_, end)| *end)).unwrap_or("bin");
        self.folder.join(format!("{}{}.{end}", plain(article.headline.as_str()), address_digest(url)))
    }
}

/// The part of a file name that identifies the address.
fn address_digest(url: &WebUrl) -> String {
    format!("-{}", digest(url.as_str()))
}

/// Letters, digits and hyphens of a headline: no folder name, no hidden file, no option of a command.
fn plain(headline: &str) -> String {
    let mut name = String::new();
    for letter in headline.chars() {
        if letter.is_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
        if name.chars().count() >= LETTERS || name.len() > 3 * LETTERS {
            break;
        }
    }
    let name = name.trim_matches('-');
    if name.is_empty() { "recording".to_owned() } else { name.to_owned() }
}

impl Library {
    /// Downloads the recording of an article; returns its file, or `None` where the article has none.
    pub fn download(
        &self,
        downloads: &Downloads,
        id: ArticleId,
        network: &Network,
        stop: &StopSignal,
        tell: &mut dyn FnMut(DownloadProgress),
    ) -> Result<Option<PathBuf>, RecordingError> {
        let article = self.cache.article(id).map_err(LibraryError::from)?;
        let Some(article) = article else { return Ok(None) };
        let Some(url) = article.recording().cloned() else { return Ok(None) };
        if let Some(file) = downloads.file_of(&url) {
            return Ok(Some(file));
        }
        fs::create_dir_all(&downloads.folder).map_err(DownloadError::from)?;
        let path = downloads.path_for(&article, &url);
        network.download(
            &Download { url: &url, path: &path, most_bytes: downloads.most_bytes },
            stop,
            tell,
        )?;
        Ok(Some(path))
    }
}

/// Why a recording was not downloaded.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// The cache refused.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// The download failed.
    #[error(transparent)]
    Download(#[from] DownloadError),
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_name_never_leaves_its_folder() {
        let downloads = Downloads { folder: "/pods".into(), most_bytes: 1, days: None };
        for headline in [
            "../../etc/passwd",
            "/etc/passwd",
            "..",
            "-rf",
            ".hidden",
            "a\\b\0c",
            "Ünïcode / 你好",
            "",
            &"x".repeat(500),
        ] {
            let article = Article { headline: headline.into(), ..Article::default() };
            let url = WebUrl::parse("https://a.example/e1.MP3?x=../y.sh").unwrap();

            let place = downloads.path_for(&article, &url);

            assert_eq!(place.parent(), Some(Path::new("/pods")), "{place:?}");
            let name = place.file_name().unwrap().to_str().unwrap();
            assert!(place.extension().is_some_and(|end| end == "mp3") && name.len() < 240, "{name}");
            assert!(name.starts_with(char::is_alphanumeric), "{name}");
        }
    }
}
