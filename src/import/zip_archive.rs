//! Zip archives of reading lists and notes: Pocket, Omnivore, wallabag, Google Takeout, a vault of notes.
//! Every document in one is read as if it lay in a folder; a book is read as a book.
//!
//! The names in an archive are hints to the kinds of its documents, never paths: nothing is unpacked to a
//! disk. Limits hold for its entries, their sizes, their compression ratio, and their nesting.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

use zip::ZipArchive;

use crate::decompression::{LARGEST_RATIO, most_bytes};

use super::document::{
    ImportError, ImportItem, ImportSink, ImportedArticle, LARGEST_DOCUMENT, Skipped, read_document,
};
use super::kind::DocumentKind;
use super::packing::WarcCompression;
use super::{epub, omnivore, warc};

/// Most entries of an archive; more are left out.
const MOST_ENTRIES: usize = 100_000;

/// Most bytes of all entries together.
const MOST_BYTES: u64 = 4 << 30;

/// Bytes by which an archive within the archive is recognised.
const LOOKED_AT: usize = 64 << 10;

/// The deepest nesting of archives, the outermost included.
const DEEPEST: usize = 2;

/// Extensions of files beside the documents: pictures, scripts, fonts.
const NON_DOCUMENT_EXTENSIONS: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "avif", "css", "js", "mjs", "map", "woff",
    "woff2", "ttf", "otf", "mp3", "mp4", "webm", "m4a", "ogg",
];

/// The reader of a document in an archive: its bytes, and its name as a hint.
pub type ReadNamed = fn(Vec<u8>, &Path, &mut ImportSink<'_>) -> Result<(), ImportError>;

/// Reads an archive, each of its documents by `read_named`: from its file, or from memory.
pub fn read(
    input: &mut dyn BufRead,
    path: &Path,
    read_named: ReadNamed,
    each: &mut ImportSink<'_>,
) -> Result<(), ImportError> {
    let reading = ArchiveReader { read_named, depth: 1 };
    match File::open(path).ok().filter(|file| file.metadata().is_ok_and(|kind| kind.is_file())) {
        Some(file) => reading.read(io::BufReader::new(file), each),
        None => reading.read(Cursor::new(read_document(input)?), each),
    }
}

/// The reader of documents, and the nesting of the archive.
#[derive(Clone, Copy)]
struct ArchiveReader {
    read_named: ReadNamed,
    depth: usize,
}

impl ArchiveReader {
    fn read(self, input: impl Read + Seek, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
        let archive = ZipArchive::new(input)
            .map_err(|reason| ImportError::NoArticle(format!("a damaged zip archive: {reason}")))?;
        let names: Vec<String> =
            archive.file_names().map(|name| name.map_or_else(|_| String::new(), Into::into)).collect();
        let mut entries = Entries::of(archive, names);
        if entries.names.iter().any(|name| name == epub::CONTAINER) {
            let (ControlFlow::Continue(()) | ControlFlow::Break(())) =
                epub::read(&mut |name| entries.bytes_of(name), each)?;
            return Ok(());
        }
        if let Some(format) = entries.other_format() {
            return Err(ImportError::Unsupported(format));
        }
        let most = entries.names.len().min(MOST_ENTRIES);
        let mut is_any = false;
        for at in 0..most {
            if !entries.is_document(at) {
                continue;
            }
            is_any = true;
            let name = entries.names.get(at).cloned().unwrap_or_default();
            let flow = match self.read_entry(&mut entries, at, each) {
                Ok(flow) => flow,
                Err(reason) => each(Err(Skipped { line: None, reason: format!("{name}: {reason}") })),
            };
            if flow.is_break() {
                return Ok(());
            }
        }
        if entries.names.len() > most {
            let reason = format!("more than {MOST_ENTRIES} entries in an archive");
            let _rest_is_left_out = each(Err(Skipped { line: None, reason }));
            return Ok(());
        }
        if is_any {
            Ok(())
        } else {
            Err(ImportError::NoArticle("a zip archive without a document".to_owned()))
        }
    }

    fn read_entry<Input: Read + Seek>(
        self,
        entries: &mut Entries<Input>,
        at: usize,
        each: &mut ImportSink<'_>,
    ) -> Result<ControlFlow<()>, ImportError> {
        let name = entries.names.get(at).cloned().unwrap_or_default();
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", &name));
        let mut flow = ControlFlow::Continue(());
        let mut pass_on = |piece: Result<_, Skipped>| {
            flow = each(
                piece.map_err(|skipped| Skipped { reason: format!("{name}: {}", skipped.reason), ..skipped }),
            );
            flow
        };
        if is_web_archive(file) && entries.web_archive(at, &mut pass_on)? {
            return Ok(flow);
        }
        let bytes = entries.bytes(at)?;
        if DocumentKind::of(bytes.get(..LOOKED_AT).unwrap_or(&bytes), Path::new("")) == DocumentKind::Zip {
            if self.depth == DEEPEST {
                return Err(ImportError::Unsupported("archives nested more than two deep"));
            }
            Self { depth: self.depth + 1, ..self }.read(Cursor::new(bytes), &mut pass_on)?;
        } else if omnivore::is_list(file) && entries.lists_of_omnivore.contains(folder) {
            let held = |inner: &str, slug: &str| entries.text(&below(folder, &format!("{inner}/{slug}")));
            omnivore::read_held(&bytes, held, &mut pass_on)?;
        } else {
            (self.read_named)(bytes, Path::new(file), &mut pass_on)?;
        }
        Ok(flow)
    }
}

fn damaged_archive(reason: &dyn std::fmt::Display) -> ImportError {
    ImportError::NoArticle(format!("it cannot be unpacked: {reason}"))
}

fn is_web_archive(name: &str) -> bool {
    [".warc", ".warc.gz", ".warc.zst"].iter().any(|ending| name.ends_with(ending))
}

fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The entries of an archive while it is read.
struct Entries<Input> {
    archive: ZipArchive<Input>,
    names: Vec<String>,
    /// The folders with Omnivore's lists of entries.
    lists_of_omnivore: HashSet<String>,
    /// Whether the archive is a zipped web archive (WACZ), of which nothing else is a document.
    is_wacz: bool,
    /// Bytes that may still be decompressed.
    bytes_left: u64,
}

impl<Input: Read + Seek> Entries<Input> {
    fn of(archive: ZipArchive<Input>, names: Vec<String>) -> Self {
        let lists = names.iter().map(|name| name.rsplit_once('/').unwrap_or(("", name)));
        let lists = lists.filter(|(_, file)| omnivore::is_list(file));
        let lists_of_omnivore = lists.map(|(folder, _)| folder.to_owned()).collect();
        let is_package = names.iter().any(|name| name == "datapackage.json");
        let is_wacz = is_package && names.iter().any(|name| is_web_archive(name));
        Self { archive, names, lists_of_omnivore, is_wacz, bytes_left: MOST_BYTES }
    }

    /// The name of the archive's format, where it is one that is not supported.
    fn other_format(&self) -> Option<&'static str> {
        let has = |wanted: &str| self.names.iter().any(|name| name == wanted);
        let ends = |ending: &str| self.names.iter().any(|name| name.ends_with(ending));
        match () {
            () if has("[Content_Types].xml") => Some("Office files"),
            () if has("META-INF/manifest.xml") => Some("OpenDocument files"),
            () if ends("/index.rdf") && ends("/index.html") => Some("MAFF archives"),
            () => None,
        }
    }

    /// Reads an entry that is a web archive, however large; returns whether it is one.
    fn web_archive(&mut self, at: usize, each: &mut ImportSink<'_>) -> Result<bool, ImportError> {
        let entry = self.archive.by_index(at).map_err(|reason| damaged_archive(&reason))?;
        let mut entry = io::BufReader::with_capacity(LOOKED_AT, entry);
        let name = self.names.get(at).cloned().unwrap_or_default();
        match WarcCompression::of(
            entry.fill_buf().map_err(|reason| damaged_archive(&reason))?,
            Path::new(&name),
        ) {
            Some(packing) => warc::read(packing, 0, &mut entry, &mut |piece| {
                // The number of a record counts within its own archive.
                each(piece.map(|piece| match piece {
                    ImportItem::Article(found) => ImportItem::Article(ImportedArticle { record: 0, ..found }),
                    other => other,
                }))
            })
            .map(|()| true),
            None => Ok(false),
        }
    }

    /// Whether an entry is read as a document.
    fn is_document(&self, at: usize) -> bool {
        let Some(name) = self.names.get(at) else { return false };
        if self.is_wacz {
            return is_web_archive(name);
        }
        let is_hidden = |part: &str| {
            part.starts_with('.') && part != ".." || part == "__MACOSX" || part.ends_with("_files")
        };
        let parts: Vec<&str> = name.split('/').collect();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (around, inner) = folder.rsplit_once('/').unwrap_or(("", folder));
        let is_omnivores = omnivore::FOLDERS.contains(&inner) && self.lists_of_omnivore.contains(around);
        !name.is_empty()
            && !name.ends_with('/')
            && !parts.iter().any(|part| is_hidden(part))
            && !NON_DOCUMENT_EXTENSIONS.contains(&ending.as_str())
            && !is_omnivores
    }

    fn bytes_of(&mut self, name: &str) -> Option<Vec<u8>> {
        let at = self.archive.index_for_name(name)?;
        self.bytes(at).ok()
    }

    fn text(&mut self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(&self.bytes_of(name)?).into_owned();
        Some(text).filter(|text| !text.trim().is_empty())
    }

    /// The bytes of an entry, within the limits.
    fn bytes(&mut self, at: usize) -> Result<Vec<u8>, ImportError> {
        let entry = self.archive.by_index(at).map_err(|reason| damaged_archive(&reason))?;
        let came = entry.compressed_size();
        let most = LARGEST_DOCUMENT.min(self.bytes_left).min(most_bytes(came));
        let mut bytes = Vec::new();
        entry.take(most + 1).read_to_end(&mut bytes).map_err(|reason| damaged_archive(&reason))?;
        let became = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.bytes_left = self.bytes_left.saturating_sub(became);
        match became {
            0..=LARGEST_DOCUMENT if became <= most => Ok(bytes),
            0..=LARGEST_DOCUMENT => {
                Err(damaged_archive(&format!("it grows more than {LARGEST_RATIO} times")))
            }
            _ => Err(ImportError::TooLarge),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// Headlines and reasons, in order.
    fn told(archive: &[u8]) -> Vec<String> {
        let mut told = Vec::new();
        let end = super::super::read(&mut Cursor::new(archive), Path::new("x.zip"), &mut |piece| {
            told.push(match piece {
                Ok(ImportItem::Article(found)) => {
                    let note = found.marks.highlights().first().map(|kept| format!("> {}", kept.words));
                    let words = found.article.body.to_plain();
                    [found.article.headline.to_string(), words, note.unwrap_or_default()].join("|")
                }
                Ok(ImportItem::Subscription(feed)) => feed.feed.to_string(),
                Ok(ImportItem::Note(note)) => note,
                Err(skipped) => skipped.reason,
            });
            ControlFlow::Continue(())
        });
        told.extend(end.err().map(|reason| reason.to_string()));
        told
    }

    #[test]
    fn every_document_of_an_archive_is_read_whatever_its_name_says() {
        let archive = zipped(&[
            ("export/list.json", br#"[{"title":"A"},{}]"#),
            ("../../etc/rain.md", b"# Rain\n\nIt fell."),
            (
                "/abs/feeds.opml",
                br#"<opml><body><outline type="rss" xmlUrl="https://a.example/f"/></body></opml>"#,
            ),
            ("export/picture.png", b"\x89PNG"),
            ("__MACOSX/list.json", b"junk"),
            ("export/odd.bin", b"\x7fELF\x00\x00\x00"),
        ]);

        assert_eq!(
            told(&archive),
            [
                "A||",
                "export/list.json: element 2: neither headline nor text",
                "Rain|It fell.|",
                "https://a.example/f",
                "export/odd.bin: not a text document"
            ]
        );
    }

    #[test]
    fn an_export_of_omnivore_is_whole_in_its_archive() {
        let list = br#"[{"id":"1","slug":"rain","title":"Rain","url":"https://a.example/rain","state":"Archived","savedAt":"2020-05-08T10:00:00.000Z"}]"#;
        let archive = zipped(&[
            ("content/rain.html", b"<p>It rained on the town.</p>"),
            ("highlights/rain.md", b"> on the town"),
            ("metadata_0_to_20.json", list),
        ]);

        assert_eq!(told(&archive), ["Rain|It rained on the town.|> on the town"]);
    }

    #[test]
    fn web_archives_in_an_archive_are_read_and_nothing_else_of_a_package_of_them() {
        let page = "<title>Rain</title><h1>Rain</h1><p>The river rose above its banks in the early hours of the morning, said the mayor of the town, and all stood under water.</p>";
        let record = format!(
            "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://a.example/rain\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
            page.len()
        );
        let wacz = [
            ("datapackage.json", b"{\"title\":\"x\"}".as_slice()),
            ("archive/../../data.warc", record.as_bytes()),
            ("archive/odd.warc.gz", b"what is this"),
            ("pages/pages.jsonl", b"{\"title\":\"Rain\"}"),
        ];

        let told = told(&zipped(&wacz));

        assert!(told[0].starts_with("Rain|The river rose"), "{told:?}");
        assert_eq!(told.len(), 2, "{told:?}");
    }

    #[test]
    fn archives_that_are_another_format_are_refused_by_its_name() {
        assert_eq!(
            told(&zipped(&[("a", b"x"), ("[Content_Types].xml", b"<x/>")])),
            ["Office files are not supported"]
        );
        assert_eq!(
            told(&zipped(&[("a", b"x"), ("META-INF/container.xml", b"<x/>")])),
            ["a book without its description"]
        );
        assert_eq!(told(&zipped(&[("a.png", b"x")])), ["a zip archive without a document"]);
        assert!(told(b"PK\x03\x04 and no more")[0].starts_with("a damaged zip archive"));
    }

    #[test]
    fn bombs_and_deeply_nested_archives_are_left_out() {
        let bomb = zipped(&[("bomb.txt", &vec![b' '; 12 << 20]), ("rain.json", br#"{"title":"Rain"}"#)]);
        assert_eq!(told(&bomb), ["bomb.txt: it cannot be unpacked: it grows more than 100 times", "Rain||"]);

        let one = zipped(&[("rain.json", br#"{"title":"Rain"}"#)]);
        let two = zipped(&[("one.zip", &one)]);
        let three = zipped(&[("two.zip", &two)]);
        assert_eq!(told(&two), ["Rain||"]);
        assert_eq!(told(&three), ["two.zip: one.zip: archives nested more than two deep are not supported"]);
    }
}
