//! The files below the paths a person named, in a stable order, one at a time.
//!
//! Anything but a regular file is refused by its type, before it is opened, so that no pipe can block; a file
//! that changed its type meanwhile is refused too.

use std::collections::HashSet;
use std::fs::{self, File, FileType, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::omnivore;

/// The files that newsboat keeps beside its list of feeds and its cache, without articles.
const BESIDE_FEEDS: &[&str] = &["config", "history.cmdline", "history.search", "queue", "cache.db.lock"];

/// A file, or a path that is none with the reason.
pub type FileFound = Result<PathBuf, (PathBuf, String)>;

/// The regular files at and below the paths. Folders are walked in the order of names. Hidden entries,
/// symbolic loops, the resource folders of saved pages (`…_files`), and files that belong to another
/// program's list are left out.
pub fn files(paths: &[PathBuf]) -> impl Iterator<Item = FileFound> {
    let pending = paths.iter().rev().map(|path| PendingPath { path: path.clone(), named: true }).collect();
    Walk { pending, folders: HashSet::new() }
}

/// Opens a regular file for reading, without blocking: a pipe, a device or a socket is refused, even if it
/// replaced a file a moment ago.
pub fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    let found = file.metadata()?.file_type();
    if found.is_file() {
        return Ok(file);
    }
    let what = if found.is_dir() { "a folder" } else { kind(found) };
    Err(io::Error::new(io::ErrorKind::InvalidInput, format!("it is {what}, not a file")))
}

struct Walk {
    /// The paths still to be visited, the next one last.
    pending: Vec<PendingPath>,
    /// The visited folders, by their real path.
    folders: HashSet<PathBuf>,
}

struct PendingPath {
    path: PathBuf,
    /// Whether the person named the path, or it was found in a folder.
    named: bool,
}

impl Iterator for Walk {
    type Item = FileFound;

    fn next(&mut self) -> Option<FileFound> {
        while let Some(PendingPath { path, named }) = self.pending.pop() {
            match fs::metadata(&path) {
                Ok(entry) if entry.is_file() => return Some(Ok(path)),
                Ok(entry) if entry.is_dir() => {
                    if let Err(reason) = self.enter(&path) {
                        return Some(Err((path, format!("cannot list the folder: {reason}"))));
                    }
                }
                Ok(entry) => return Some(Err((path, format!("is {}, not a file", kind(entry.file_type()))))),
                // A dangling link in a folder is not reported.
                Err(reason) if !named && reason.kind() == io::ErrorKind::NotFound => {}
                Err(reason) if reason.kind() == io::ErrorKind::NotFound => {
                    return Some(Err((path, "there is no such file or folder".to_owned())));
                }
                Err(reason) => return Some(Err((path, format!("cannot open: {reason}")))),
            }
        }
        None
    }
}

impl Walk {
    fn enter(&mut self, folder: &Path) -> io::Result<()> {
        if !self.folders.insert(fs::canonicalize(folder)?) {
            return Ok(());
        }
        let mut entries =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        let is_maildir = is_maildir(folder);
        let is_newsboats = entries.iter().any(|path| path.ends_with("urls"));
        let is_omnivores = entries.iter().any(|path| omnivore::is_export(path));
        entries.retain(|path| {
            if is_maildir {
                return path.ends_with("cur") || path.ends_with("new") || is_hidden_maildir(path);
            }
            let belongs_to_another = is_newsboats && is_named(path, BESIDE_FEEDS)
                || is_omnivores && is_named(path, omnivore::FOLDERS);
            !belongs_to_another && !is_passed_over(path)
        });
        entries.sort_unstable_by(|one, other| other.cmp(one));
        self.pending.extend(entries.into_iter().map(|path| PendingPath { path, named: false }));
        Ok(())
    }
}

fn is_maildir(folder: &Path) -> bool {
    ["cur", "new", "tmp"].iter().all(|name| folder.join(name).is_dir())
}

fn is_hidden_maildir(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) && is_maildir(path)
}

fn is_named(path: &Path, names: &[&str]) -> bool {
    path.file_name().is_some_and(|name| names.iter().any(|known| name == *known))
}

fn is_passed_over(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || (name.ends_with("_files") && path.is_dir())
}

#[cfg(unix)]
fn kind(entry: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if entry.is_fifo() {
        "a pipe"
    } else if entry.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn kind(_entry: FileType) -> &'static str {
    "something else"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path) -> Vec<String> {
        files(&[root.to_owned()])
            .map(|found| found.unwrap().strip_prefix(root).unwrap().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn folders_are_walked_in_the_order_of_names() {
        let root = tempfile::tempdir().unwrap();
        for folder in ["b", "a/deep", "page_files", ".hidden"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        for file in ["c.html", "a/deep/x.json", "b/y.txt", "page_files/s.js", ".hidden/z", ".dot"] {
            fs::write(root.path().join(file), "x").unwrap();
        }

        assert_eq!(names(root.path()), ["a/deep/x.json", "b/y.txt", "c.html"]);
    }

    #[test]
    fn a_maildir_is_walked_with_its_folders_and_without_what_is_being_delivered() {
        let root = tempfile::tempdir().unwrap();
        for folder in ["cur", "new", "tmp", ".Lists/cur", ".Lists/new", ".Lists/tmp", ".hidden"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        for file in ["cur/1.x:2,S", "new/2.x", "tmp/3.x", ".Lists/cur/4.x:2,", ".hidden/5", "dovecot.index"] {
            fs::write(root.path().join(file), "x").unwrap();
        }

        assert_eq!(names(root.path()), [".Lists/cur/4.x:2,", "cur/1.x:2,S", "new/2.x"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_ends() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.txt"), "x").unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("again")).unwrap();

        assert_eq!(names(root.path()), ["a.txt"]);
    }

    #[test]
    fn a_missing_path_is_reported_by_name() {
        let found: Vec<_> = files(&[PathBuf::from("/nowhere/at/all")]).collect();

        assert!(matches!(found.as_slice(), [Err((path, _))] if path.ends_with("all")));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_refused_at_once_also_where_a_file_was_expected() {
        let root = tempfile::tempdir().unwrap();
        let pipe = root.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());

        assert_eq!(open(&pipe).unwrap_err().to_string(), "it is a pipe, not a file");
        assert_eq!(open(Path::new("/dev/zero")).unwrap_err().to_string(), "it is a device, not a file");
        assert_eq!(open(root.path()).unwrap_err().to_string(), "it is a folder, not a file");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_refused_unopened() {
        let found: Vec<_> = files(&[PathBuf::from("/dev/null")]).collect();

        assert_eq!(found, [Err((PathBuf::from("/dev/null"), "is a device, not a file".to_owned()))]);
    }
}
