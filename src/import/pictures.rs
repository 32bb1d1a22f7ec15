//! The pictures of a document: in `data:` addresses within it, or as files in its folder.
//!
//! Only local files are read; nothing is fetched, and no file outside of the folder is opened.

use std::borrow::Cow;
use std::cell::Cell;
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use data_encoding::{BASE64, BASE64_NOPAD};

use crate::domain::Picture;
use crate::picture;

/// Characters of an embedded file from which it is extracted: a page saved into one file consists mostly of
/// these.
const SMALL: usize = 200;

/// The placeholder for an extracted file, before its number.
const PLACEHOLDER: &str = "data:,";

/// A page without the files in its `data:` addresses, and those files.
pub struct Unpacked<'page> {
    /// The page, with placeholders.
    pub html: Cow<'page, str>,
    files: Vec<&'page str>,
    too_large: Cell<usize>,
}

impl<'page> Unpacked<'page> {
    /// Extracts the files of a page.
    pub fn of(html: &'page str) -> Self {
        let (mut kept, mut files, mut rest) = (String::new(), Vec::new(), html);
        while let Some(at) = rest.find("data:") {
            let (before, address) = rest.split_at(at);
            let is_part = |letter: char| letter.is_ascii_alphanumeric() || "+/=:;,.%-_&#".contains(letter);
            let end = address.find(|letter| !is_part(letter)).unwrap_or(address.len());
            let (file, after) = address.split_at(end);
            kept.push_str(before);
            if end > SMALL {
                kept.extend([PLACEHOLDER, &files.len().to_string()]);
                files.push(file);
            } else {
                kept.push_str(file);
            }
            rest = after;
        }
        if files.is_empty() {
            return Self { html: Cow::Borrowed(html), files, too_large: Cell::new(0) };
        }
        kept.push_str(rest);
        Self { html: Cow::Owned(kept), files, too_large: Cell::new(0) }
    }

    /// The picture of a placeholder.
    pub fn picture(&self, address: &str) -> Option<Picture> {
        let number: usize = address.strip_prefix(PLACEHOLDER)?.parse().ok()?;
        let file = self.files.get(number)?;
        if file.starts_with("data:image/") && is_too_long(file) {
            self.too_large.update(|count| count + 1);
        }
        of_address(file)
    }

    /// A sentence about pictures that were left out for their size.
    pub fn note(&self) -> Option<String> {
        note(self.too_large.get())
    }
}

/// The picture in a `data:` address.
pub fn of_address(address: &str) -> Option<Picture> {
    let (kind, data) = address.strip_prefix("data:")?.split_once(',')?;
    let is_picture = kind.starts_with("image/") && kind.ends_with(";base64");
    if !is_picture || is_too_long(data) {
        return None;
    }
    let data: Vec<u8> = unescaped(data).into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
    of_bytes(BASE64.decode(&data).or_else(|_padded| BASE64_NOPAD.decode(&data)).ok()?)
}

/// Whether an address holds more bytes than a picture may have: four base64 letters hold three.
const fn is_too_long(address: &str) -> bool {
    address.len() / 4 > picture::MAX_IMAGE_BYTES / 3 + 16
}

fn note(too_large: usize) -> Option<String> {
    let said = || {
        format!(
            "pictures left out because they are larger than {} MB: {too_large}",
            picture::MAX_IMAGE_BYTES >> 20
        )
    };
    (too_large > 0).then(said)
}

/// The picture in some bytes, if they are one.
pub fn of_bytes(bytes: Vec<u8>) -> Option<Picture> {
    let (width, height) = picture::size(&bytes)?;
    Some(Picture::of(bytes, width, height))
}

/// The folder of a document, whose files may be read.
pub struct DocumentFolder {
    folder: Option<PathBuf>,
    too_large: Cell<usize>,
}

impl DocumentFolder {
    /// The folder of a document; none where the document is no file.
    pub fn of(document: &Path) -> Self {
        let folder = || {
            let parent = document.parent().filter(|_| document.is_file())?;
            fs::canonicalize(if parent.as_os_str().is_empty() { Path::new(".") } else { parent }).ok()
        };
        Self { folder: folder(), too_large: Cell::new(0) }
    }

    /// The picture at a relative address, if it is a file below the document's folder.
    pub fn picture(&self, address: &str) -> Option<Picture> {
        let folder = self.folder.as_ref()?;
        let path = address.split(['?', '#']).next()?;
        if path.is_empty() || path.contains([':', '\\', '\0']) {
            return None;
        }
        let path = String::from_utf8(unescaped(path)).ok()?;
        let is_below = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
        if !Path::new(&path).components().all(is_below) {
            return None;
        }
        // A symbolic link may lead out of the folder: the real path counts.
        let file = fs::canonicalize(folder.join(&path)).ok().filter(|file| file.starts_with(folder))?;
        let most = u64::try_from(picture::MAX_IMAGE_BYTES).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        super::open(&file).ok()?.take(most + 1).read_to_end(&mut bytes).ok()?;
        if bytes.len() > picture::MAX_IMAGE_BYTES {
            self.too_large.update(|count| count + 1);
        }
        of_bytes(bytes)
    }

    /// A sentence about pictures that were left out for their size.
    pub fn note(&self) -> Option<String> {
        note(self.too_large.get())
    }
}

/// The bytes of an address with its percent-encoding decoded.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let pair = || u8::from_str_radix(std::str::from_utf8(after.get(..2)?).ok()?, 16).ok();
        let escaped = pair().filter(|_| first == b'%');
        bytes.push(escaped.unwrap_or(first));
        rest = if escaped.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A small picture of one shade of grey.
    pub fn png(grey: u8) -> Vec<u8> {
        picture::encode_png(&picture::Pixels { width: 40, points: vec![[grey; 3]; 40 * 30] }).unwrap()
    }

    /// A small picture as a `data:` address.
    pub fn address(grey: u8) -> String {
        format!("data:image/png;base64,{}", BASE64.encode(&png(grey)))
    }

    #[test]
    fn files_within_the_page_are_taken_out_and_found_again() {
        let long = "A".repeat(1_000);
        let page =
            format!("<img src=\"{}\">{}<i a='data:font/x;base64,{long}'>Rain, data: none", address(7), "");

        let unpacked = Unpacked::of(&page);
        assert_eq!(unpacked.html.matches("data:,").count(), 2 - usize::from(address(7).len() <= SMALL));

        assert!(matches!(Unpacked::of("<p>data: none").html, Cow::Borrowed(_)));
    }

    #[test]
    fn a_picture_is_read_from_its_address_however_that_is_written() {
        let plain = address(7);
        let name = of_address(&plain).unwrap().name();
        assert_eq!((name.width, name.height), (40, 30));

        for written in [plain.replace('+', "%2B").replace('=', "%3D"), plain.trim_end_matches('=').to_owned()]
        {
            assert_eq!(of_address(&written).unwrap().name(), name);
        }
        for wrong in
            ["data:image/png;base64,AAAA", "data:text/html;base64,AAAA", "data:image/svg+xml,<svg/>", "x"]
        {
            assert_eq!(of_address(wrong), None, "{wrong}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_regular_files_below_the_folder_of_the_page_are_opened() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("pages");
        fs::create_dir_all(folder.join("a_files/deep")).unwrap();
        for (path, bytes) in [
            ("pages/a.html", b"<p>".to_vec()),
            ("pages/a_files/one two.png", png(1)),
            ("pages/a_files/deep/x.png", png(2)),
            ("secret.png", png(3)),
        ] {
            fs::write(root.path().join(path), bytes).unwrap();
        }
        symlink(root.path().join("secret.png"), folder.join("out.png")).unwrap();
        symlink(root.path(), folder.join("up")).unwrap();
        symlink(folder.join("a_files/deep/x.png"), folder.join("in.png")).unwrap();
        assert!(
            std::process::Command::new("mkfifo").arg(folder.join("pipe.png")).status().unwrap().success()
        );

        let beside = DocumentFolder::of(&folder.join("a.html"));
        let found = |address: &str| beside.picture(address).is_some();

        for address in ["a_files/one%20two.png", "./a_files/one two.png?x#y", "a_files/deep/x.png", "in.png"]
        {
            assert!(found(address), "{address}");
        }
        let absolute = root.path().join("secret.png");
        for address in [
            "",
            "../secret.png",
            "a_files/../../secret.png",
            "%2e%2e/secret.png",
            "out.png",
            "up/secret.png",
            absolute.to_str().unwrap(),
            "file:///etc/passwd",
            "a_files",
            "a.html",
            "pipe.png",
            "/dev/zero",
        ] {
            assert!(!found(address), "{address}");
        }
        assert!(DocumentFolder::of(Path::new("-")).picture("a_files/deep/x.png").is_none());
    }
}
