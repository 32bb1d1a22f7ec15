//! Recognises the kind of a document by its first bytes. The name decides only in doubt.

mod programs;

use std::path::Path;

use super::front_matter::FrontMatter;
use super::packing::WarcCompression;
use super::{bookmark_file, charset, clippings, csv, feed, feed_list, json, mail, mailbox};

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// A JSON object, perhaps over several lines.
    Json,
    /// A JSON array.
    JsonArray,
    /// JSON objects, one a line.
    JsonLines,
    /// A feed in JSON.
    JsonFeed,
    /// A feed in XML.
    Feed,
    /// A list of subscriptions in OPML.
    Opml,
    /// A list of feeds, one a line.
    FeedList,
    /// A list of saved links in HTML, as browsers and reading lists export it.
    SavedLinks,
    /// A table of saved links or highlights.
    Table,
    /// A database file.
    Database,
    /// An e-mail message, or a page saved as one.
    Mail,
    /// E-mail messages, one after another.
    Mailbox,
    /// A page in a binary property list (Safari).
    WebArchive,
    /// Markdown, perhaps with front matter.
    Markdown,
    /// An HTML page.
    Html,
    /// Any other text.
    Text,
    /// A zip archive.
    Zip,
    /// A web archive, with its compression.
    Warc(WarcCompression),
    /// The articles of an export of Tiny Tiny RSS.
    TtRss,
    /// The clippings of a Kindle.
    Clippings,
    /// A format that is recognised but not supported, by its name in the plural.
    Unsupported(&'static str),
    /// Nothing but white space.
    Empty,
    /// Bytes that are no text.
    Binary,
}

/// Characters among which the outermost element of a document begins.
const ROOT_WITHIN: usize = 4_000;

/// Endings of Markdown files.
const MARKDOWN: &[&str] = &["md", "markdown", "mdown"];

/// Lines below which a text is too short to count those with tags.
const FEW_LINES: usize = 10;

/// Formats that are recognised but not supported: the offset of their signature, the signature, and the name.
/// A format within another stands before that.
const UNSUPPORTED_FORMATS: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF", "PDF files"),
    (0, b"%!PS", "PostScript files"),
    (0, b"{\\rtf", "RTF files"),
    (30, b"mimetypeapplication/vnd.oasis", "OpenDocument files"),
    (30, b"[Content_Types].xml", "Office files"),
    (60, b"BOOKMOBI", "Kindle books"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z archives"),
    (0, b"Rar!\x1a\x07", "RAR archives"),
    (257, b"ustar", "tar archives"),
    (0, b"\xfd7zXZ\0", "xz files"),
    (0, b"BZh", "bzip2 files"),
    (0, b"\x28\xb5\x2f\xfd", "zstd files"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office files"),
    (0, b"ITSF", "CHM books"),
    (0, b"AT&TFORM", "DjVu files"),
];

impl DocumentKind {
    /// Recognises the kind by the first bytes of a document.
    pub fn of(head: &[u8], name: &Path) -> Self {
        if let Some(packing) = WarcCompression::of(head, name) {
            return Self::Warc(packing);
        }
        let is_marked = |(at, mark, _): &&(usize, &[u8], &str)| {
            head.get(*at..).is_some_and(|rest| rest.starts_with(mark))
        };
        if let Some((_, _, format)) = UNSUPPORTED_FORMATS.iter().find(is_marked) {
            return Self::Unsupported(format);
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Self::Zip;
        }
        if head.starts_with(b"SQLite format 3\0") {
            return Self::Database;
        }
        if head.starts_with(b"bplist0") {
            return Self::WebArchive;
        }
        if charset::is_binary(head) {
            return Self::Binary;
        }
        let text = charset::decode(head);
        let text = text.trim_start();
        match text.chars().next() {
            None => Self::Empty,
            Some('{') if feed::is_json_feed(text) => Self::JsonFeed,
            Some('{') if has_ending(name, MARKDOWN) => Self::Markdown,
            Some('{') => Self::of_object(text, name),
            Some('[') if is_json_array(text) => Self::JsonArray,
            Some('<') => Self::of_markup(text),
            Some(_) if has_ending(name, &["jsonl", "ndjson"]) => Self::JsonLines,
            Some(_) if csv::is_table(text) => Self::Table,
            Some(_) if feed_list::is_feed_list(text, name) => Self::FeedList,
            Some('F') if mailbox::is_mailbox(text) => Self::Mailbox,
            Some(_) if mail::is_mail(text) => Self::Mail,
            Some(_) if programs::is_configuration(text) => {
                Self::Unsupported("newsboat configuration files without their folder")
            }
            Some(_) if clippings::is_clippings(text) => Self::Clippings,
            Some('-' | '+') if FrontMatter::of(text).is_some() => Self::Markdown,
            Some(_) if has_ending(name, MARKDOWN) => Self::Markdown,
            Some(_) if is_feed_after_junk(text) => Self::Feed,
            Some(_) if has_many_tags(text) => Self::Html,
            Some(_) => Self::Text,
        }
    }

    /// The kind of a text that begins with an object: JSON Lines where the first line is a complete object,
    /// else one object.
    fn of_object(text: &str, name: &Path) -> Self {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next().unwrap_or_default();
        let second = lines.next().unwrap_or_default();
        let is_lines = has_ending(name, &["jsonl", "ndjson"])
            || (first.len() > 1 && (second.starts_with('{') || second.is_empty() && !first.ends_with(',')));
        // An export without a line break is a list or several objects, and no article.
        let is_export = second.is_empty()
            && (json::holds_list(first)
                || json::are_bookmarks(first)
                || json::are_named(first)
                || first.contains("}{"));
        if is_lines && first != "{" && !is_export { Self::JsonLines } else { Self::Json }
    }

    fn of_markup(text: &str) -> Self {
        let start: String = text.chars().take(ROOT_WITHIN).collect::<String>().to_ascii_lowercase();
        match root(&start) {
            "rss" | "feed" | "rdf" | "channel" | "entry" => Self::Feed,
            "opml" => Self::Opml,
            "articles" if start.contains("schema-version") => Self::TtRss,
            _ if bookmark_file::is_list(&start) => Self::SavedLinks,
            _ if feed::begins_in_page(&start) => Self::Feed,
            "html" | "head" | "body" | "title" | "meta" => Self::Html,
            // A short text may begin with a piece of markup that its page showed.
            _ if text.lines().count() < FEW_LINES || is_tagged(text) => Self::Html,
            _ => Self::Text,
        }
    }
}

/// The name of the outermost element, without its prefix, after comments and declarations.
fn root(start: &str) -> &str {
    let mut rest = start;
    while let Some((_, markup)) = rest.split_once('<') {
        rest = match markup.strip_prefix("!--") {
            Some(comment) => comment.split_once("-->").map_or("", |(_, after)| after),
            None if markup.starts_with(|letter: char| letter.is_ascii_alphabetic()) => {
                let name = markup.split(|letter: char| !letter.is_alphanumeric() && !"-_.:".contains(letter));
                let name = name.into_iter().next().unwrap_or_default();
                return name.rsplit(':').next().unwrap_or_default();
            }
            None => markup,
        };
    }
    ""
}

/// Whether a feed begins after text of a server, or without the first characters of its tag.
fn is_feed_after_junk(text: &str) -> bool {
    let start: String = text.chars().take(ROOT_WITHIN).collect::<String>().to_ascii_lowercase();
    let has = |word: &str| start.contains(word);
    has("<rss") && has("<channel") || has("<?xml") && has("<feed") || has("<rdf:rdf")
}

/// Whether a text is a JSON array; a line such as "[Photo]" begins with a bracket too.
fn is_json_array(text: &str) -> bool {
    let after = text.chars().skip(1).find(|character| !character.is_whitespace());
    matches!(after, Some('{' | ']' | '['))
}

fn has_many_tags(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let known = ["</p>", "</div>", "</a>", "<body", "<html", "<!doctype html"];
    known.iter().filter(|tag| lower.contains(**tag)).count() >= 2 && is_tagged(text)
}

/// Whether a text is a page: it has tags on many of its lines, or on few long ones. Text may quote a piece of
/// markup.
fn is_tagged(text: &str) -> bool {
    let opens = |rest: &&str| {
        rest.starts_with(['/', '!']) || rest.starts_with(|letter: char| letter.is_ascii_alphabetic())
    };
    let tags = text.split('<').skip(1).filter(opens).count();
    tags * 4 >= text.lines().filter(|line| !line.trim().is_empty()).count()
}

fn has_ending(name: &Path, endings: &[&str]) -> bool {
    name.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> DocumentKind {
        DocumentKind::of(text.as_bytes(), Path::new("x"))
    }

    #[test]
    fn a_document_is_known_by_its_content() {
        assert_eq!(kind("{\"headline\":\"A\"}\n{\"headline\":\"B\"}\n"), DocumentKind::JsonLines);
        assert_eq!(kind("{\n  \"headline\": \"A\"\n}\n"), DocumentKind::Json);
        assert_eq!(kind("{\"headline\": \"A\",\n \"body\": \"B\"}"), DocumentKind::Json);
        assert_eq!(kind(" [ {\"headline\":\"A\"} ]"), DocumentKind::JsonArray);
        assert_eq!(kind("<!doctype html><html>"), DocumentKind::Html);
        assert_eq!(kind("<?xml version=\"1.0\"?><!-- x --><rss version=\"2.0\">"), DocumentKind::Feed);
        assert_eq!(kind("<?xml version='1.0'?><opml version='2.0'>"), DocumentKind::Opml);
        assert_eq!(kind("From: a\nSubject: b\nMIME-Version: 1.0\n\n<p>x</p>"), DocumentKind::Mail);
        assert_eq!(
            kind("From a@x Thu May  7 10:30:00 2020\nFrom: a\nSubject: b\nMessage-ID: <1@x>\n\nx"),
            DocumentKind::Mailbox
        );
        assert_eq!(kind("---\ntitle: Rain\n---\nIt fell."), DocumentKind::Markdown);
        assert_eq!(kind("[Photo] <rss> is old\n\nfeed"), DocumentKind::Text);
        assert_eq!(kind("<!-- <html> --><a:feed xmlns:a='x'>"), DocumentKind::Feed);
        assert_eq!(
            kind("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[]}"),
            DocumentKind::JsonFeed
        );
        assert_eq!(kind("[Photo] A headline"), DocumentKind::Text);
        assert_eq!(kind("  \n"), DocumentKind::Empty);
        assert_eq!(
            kind("# mine\nauto-reload yes\nbind-key j down\ncolor info white blue bold\n"),
            DocumentKind::Unsupported("newsboat configuration files without their folder")
        );
        assert_eq!(kind("Browser wars\n\nauto-reload yes\n"), DocumentKind::Text);
        assert_eq!(
            kind("The Sea (A. Calder)\n- Your Highlight on page 5\n\nRain.\n==========\n"),
            DocumentKind::Clippings
        );
        assert_eq!(kind("<articles schema-version=\"140\"><article>"), DocumentKind::TtRss);
        assert_eq!(kind("PK\u{3}\u{4}x"), DocumentKind::Zip);
        assert_eq!(
            kind("{\"id\":\"user/-/state/com.google/starred\",\"items\":[{\"title\":\"A\"}]}"),
            DocumentKind::Json
        );
        assert_eq!(
            kind("{\"headline\":\"A\",\"related\":{\"items\":[{\"url\":\"x\"}]}}"),
            DocumentKind::JsonLines
        );
        assert_eq!(
            DocumentKind::of(b"%PDF-1.7", Path::new("a.html")),
            DocumentKind::Unsupported("PDF files")
        );
        assert_eq!(
            DocumentKind::of(b"\x7fELF\x02\x01\x00\x00\x00", Path::new("a.txt")),
            DocumentKind::Binary
        );
    }

    #[test]
    fn containers_are_refused_by_their_name_also_where_they_begin_with_text() {
        let zip = |entry: &str| format!("PK\u{3}\u{4}{}{entry}", "\0".repeat(26));
        let tar = format!("rain.html{}ustar", "\0".repeat(248));
        for (document, name) in [
            ("{\\rtf1\\ansi Rain}".to_owned(), "RTF files"),
            (zip("mimetypeapplication/vnd.oasis"), "OpenDocument files"),
            (tar, "tar archives"),
        ] {
            assert_eq!(kind(&document), DocumentKind::Unsupported(name), "{document}");
        }
    }

    #[test]
    fn a_broken_first_line_does_not_hide_the_lines_after_it() {
        assert_eq!(kind("{\"headline\": \"A\n{\"headline\":\"B\"}\n"), DocumentKind::JsonLines);
        assert_eq!(
            DocumentKind::of(b"oops\n{\"headline\":\"B\"}", Path::new("a.jsonl")),
            DocumentKind::JsonLines
        );
    }
}
