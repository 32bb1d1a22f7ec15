//! Reads documents of any format: recognises the format by content, then calls its reader.

use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use super::document::{ImportError, ImportSink, ImportedArticle, deliver, read_document};
use super::kind::DocumentKind;
use super::packing::WarcCompression;
use super::{
    bookmark_file, clippings, csv, feed, feed_list, guard, gzip, html_page, json, json_lines, mail, mailbox,
    markdown_file, newsboat, omnivore, opml, plain_text, tt_rss, warc, web_archive, zip_archive,
};

/// Bytes by which a document is recognised.
const RECOGNITION_BYTES: u64 = 64 << 10;

/// Bytes by which a document in memory is recognised.
const HEAD_LENGTH: usize = 64 << 10;

/// The beginning of a gzip document.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// Reads a document of any supported format, recognised by its content; `name` is a hint in doubt. Stops
/// early when `each` breaks.
pub fn read(input: &mut dyn BufRead, name: &Path, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    read_after(0, input, name, each)
}

/// Reads a document, without the first records of a web archive that were read before.
pub fn read_after(
    records: usize,
    input: &mut dyn BufRead,
    name: &Path,
    each: &mut ImportSink<'_>,
) -> Result<(), ImportError> {
    let mut head = Vec::new();
    input.take(RECOGNITION_BYTES).read_to_end(&mut head)?;
    if let Some(packing) = WarcCompression::of(&head, name) {
        return warc::read(packing, records, &mut BufReader::new(io::Cursor::new(head).chain(input)), each);
    }
    if head.starts_with(GZIP) {
        let mut inner = BufReader::new(gzip::decompressed(head.as_slice().chain(input))?);
        let mut head = Vec::new();
        inner.by_ref().take(RECOGNITION_BYTES).read_to_end(&mut head)?;
        return read_plain(head, &mut inner, name, each);
    }
    read_plain(head, input, name, each)
}

fn read_plain(
    head: Vec<u8>,
    rest: &mut dyn BufRead,
    name: &Path,
    each: &mut ImportSink<'_>,
) -> Result<(), ImportError> {
    let kind = DocumentKind::of(&head, name);
    read_kind(kind, &mut BufReader::new(io::Cursor::new(head).chain(rest)), name, each)
}

/// Reads a document from an archive. Its name is a hint to its kind; it has no files beside it.
pub fn read_named(bytes: Vec<u8>, name: &Path, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    let bytes = if bytes.starts_with(GZIP) && WarcCompression::of(&bytes, name).is_none() {
        read_document(&mut BufReader::new(gzip::decompressed(bytes.as_slice())?))?
    } else {
        bytes
    };
    let head = bytes.get(..HEAD_LENGTH).unwrap_or(&bytes);
    read_kind(DocumentKind::of(head, name), &mut BufReader::new(io::Cursor::new(bytes)), Path::new(""), each)
}

fn read_kind(
    kind: DocumentKind,
    whole: &mut dyn BufRead,
    name: &Path,
    each: &mut ImportSink<'_>,
) -> Result<(), ImportError> {
    match kind {
        DocumentKind::JsonLines => json_lines::read(whole, each),
        DocumentKind::JsonArray if omnivore::is_export(name) => {
            omnivore::read(&read_document(whole)?, name, each)
        }
        DocumentKind::JsonArray => json::array(whole, each),
        DocumentKind::Table => csv::read(&read_document(whole)?, each),
        DocumentKind::SavedLinks => bookmark_file::read(read_document(whole)?, each),
        DocumentKind::Database => newsboat::read(name, each),
        DocumentKind::Json => json::document(&read_document(whole)?, each),
        DocumentKind::JsonFeed => feed::read_json(read_document(whole)?, each),
        DocumentKind::Feed => feed::read(read_document(whole)?, each),
        DocumentKind::Opml => opml::read(read_document(whole)?, each),
        DocumentKind::FeedList => feed_list::read(&read_document(whole)?, each),
        DocumentKind::Mail => read_single_with_pictures(read_document(whole)?, name, mail::read_file, each),
        DocumentKind::Mailbox => mailbox::read(whole, each),
        DocumentKind::WebArchive => read_single(read_document(whole)?, web_archive::read, each),
        DocumentKind::Markdown => {
            read_single_with_pictures(read_document(whole)?, name, markdown_file::read, each)
        }
        DocumentKind::Html => read_single_with_pictures(read_document(whole)?, name, html_page::read, each),
        DocumentKind::Text => read_single(read_document(whole)?, plain_text::read, each),
        DocumentKind::Zip => zip_archive::read(whole, name, read_named, each),
        DocumentKind::Warc(packing) => warc::read(packing, 0, whole, each),
        DocumentKind::TtRss => tt_rss::read(read_document(whole)?, each),
        DocumentKind::Clippings => clippings::read(&read_document(whole)?, each),
        DocumentKind::Unsupported(format) => Err(ImportError::Unsupported(format)),
        DocumentKind::Empty => Err(ImportError::Empty),
        DocumentKind::Binary => Err(ImportError::NotText),
    }
}

/// Reads a document that holds one article.
fn read_single(
    bytes: Vec<u8>,
    read: fn(&[u8]) -> Result<ImportedArticle, ImportError>,
    each: &mut ImportSink<'_>,
) -> Result<(), ImportError> {
    deliver([Ok(guard::run_guarded(move || read(&bytes))?)], each);
    Ok(())
}

/// Reads a document that holds one article, with the pictures beside its file.
fn read_single_with_pictures(
    bytes: Vec<u8>,
    name: &Path,
    read: fn(&[u8], &Path) -> Result<ImportedArticle, ImportError>,
    each: &mut ImportSink<'_>,
) -> Result<(), ImportError> {
    let name = name.to_owned();
    deliver([Ok(guard::run_guarded(move || read(&bytes, &name))?)], each);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::ops::ControlFlow;

    use super::super::document::ImportItem;
    use super::*;

    /// Headlines and reasons, in order.
    fn told(document: &[u8]) -> Vec<String> {
        let mut told = Vec::new();
        let end = read(&mut io::Cursor::new(document), Path::new("x"), &mut |result| {
            told.push(match result {
                Ok(ImportItem::Article(found)) => found.article.headline.to_string(),
                Ok(ImportItem::Subscription(subscription)) => subscription.feed.to_string(),
                Ok(ImportItem::Note(note)) => note,
                Err(skipped) => format!("{}: {}", skipped.line.unwrap_or(0), skipped.reason),
            });
            ControlFlow::Continue(())
        });
        if let Err(reason) = end {
            told.push(reason.to_string());
        }
        told
    }

    #[test]
    fn a_bad_line_is_skipped_by_its_number() {
        let lines = b"{\"headline\":\"A\"}\n\n{oops\n{\"headline\":\"B\"}\n{}";

        assert_eq!(
            told(lines),
            ["A", "3: not JSON: key must be a string", "B", "5: neither headline nor text"]
        );
    }

    #[test]
    fn articles_come_one_by_one_or_in_lists() {
        assert_eq!(told(b"{\n\"title\": \"A\"\n}"), ["A"]);
        assert_eq!(
            told(b"[{\"title\":\"A\"}, {}, {\"title\":\"B\"}]"),
            ["A", "0: element 2: neither headline nor text", "B"]
        );
        assert_eq!(
            told(b"{\n\"title\":\"The Paper\",\n\"items\":[{\"title\":\"A\"},{\"title\":\"B\"}]}"),
            ["A", "B"]
        );
        assert_eq!(told(b"[{\"title\":\"A\"}, {\"title\":"), ["A", "1: not JSON: EOF while parsing a value"]);
    }

    #[test]
    fn a_compressed_document_is_what_it_holds() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"{\"title\":\"A\"}\n{\"title\":\"B\"}\n").unwrap();

        assert_eq!(told(&packed.finish().unwrap()), ["A", "B"]);
    }

    #[test]
    fn reading_stops_when_the_sink_breaks() {
        let lines = "{\"title\":\"A\"}\n".repeat(10_000);
        let mut count = 0;

        let end = read(&mut lines.as_bytes(), Path::new("x"), &mut |_| {
            count += 1;
            if count == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });

        assert!(end.is_ok() && count == 3);
    }

    #[test]
    fn a_page_becomes_an_article() {
        let sentence =
            "Rain fell on the hills around the old town for the third day in a row, said the mayor. ";
        let text = sentence.repeat(4);
        let page = format!(
            "<html lang=en><title>Rain falls again | The Paper</title><body><h1>Rain falls again</h1><p>{text}</p><p>{text}</p>"
        );

        assert_eq!(told(page.as_bytes()), ["Rain falls again"]);
    }

    #[test]
    fn an_unsupported_format_is_refused_by_its_name() {
        assert_eq!(told(b""), ["contains no text"]);
        assert_eq!(told(b"%PDF-1.7 ..."), ["PDF files are not supported"]);
        assert_eq!(told(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00"), ["not a text document"]);
    }

    #[test]
    fn deep_and_endless_pages_are_read_in_time() {
        let started = std::time::Instant::now();
        let deep = format!("<p>text</p>{}x{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let wide = format!("<p {}>text", "a=1 ".repeat(100_000));

        told(deep.as_bytes());
        told(wide.as_bytes());

        assert!(started.elapsed().as_secs() < 10);
    }
}
