//! Books (EPUB 2 and 3): every chapter with a text is an article of the book, in reading order, with its
//! pictures.
//!
//! The names in a book are looked up among the entries of its archive and never used as paths.

use std::collections::HashMap;
use std::ops::ControlFlow;

use crate::domain::{Article, Author, Block, Body, Language, Moment, Picture, Prose};
use crate::extract::{self, dates, words};

use super::document::{ImportError, ImportSink, ImportedArticle, Skipped};
use super::feed::{self, Element};
use super::{charset, guard, pictures};

/// The entry that names the package document of a book.
pub const CONTAINER: &str = "META-INF/container.xml";

/// Most chapters of a book; more are left out.
const MOST_CHAPTERS: usize = 5_000;

/// Most pictures of one chapter.
const MOST_PICTURES: usize = 200;

/// Words below which a chapter is a cover, a title or a blank page.
const FEWEST_WORDS: usize = 25;

/// Blocks at the beginning of a chapter among which its heading stands.
const HEADING_WITHIN: usize = 4;

/// A function that gives the bytes of an entry of the archive.
pub type Entry<'archive> = dyn FnMut(&str) -> Option<Vec<u8>> + 'archive;

/// The metadata of the book.
#[derive(Clone, Default)]
struct Book {
    title: Option<Prose>,
    authors: Vec<Author>,
    publisher: Option<Prose>,
    identifier: Option<String>,
    published: Option<Moment>,
    language: Option<Language>,
}

/// Reads a book out of its archive.
pub fn read(entry: &mut Entry<'_>, each: &mut ImportSink<'_>) -> Result<ControlFlow<()>, ImportError> {
    let odd = |what: &str| ImportError::NoArticle(format!("a book without {what}"));
    let container = entry(CONTAINER).ok_or_else(|| odd("its description"))?;
    let package = package_of(&container).ok_or_else(|| odd("its description"))?;
    let description = entry(&package).ok_or_else(|| odd("its description"))?;
    let tree = feed::elements(&charset::decode(&description));
    let book = Book::of(&tree.root);
    let chapters = chapters(&tree.root, folder(&package));
    let mut is_any = false;
    for name in chapters.iter().take(MOST_CHAPTERS) {
        let found = match entry(name) {
            Some(bytes) => chapter(&bytes, name, &book, entry),
            None => Err(odd(&format!("“{name}”, which it names"))),
        };
        let piece = match found {
            Ok(None) => continue,
            Ok(Some(found)) => Ok(found.into()),
            Err(reason) => Err(Skipped { line: None, reason: format!("{name}: {reason}") }),
        };
        is_any |= piece.is_ok();
        if each(piece).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    if is_any { Ok(ControlFlow::Continue(())) } else { Err(odd("text")) }
}

/// The name of the package document.
fn package_of(container: &[u8]) -> Option<String> {
    let tree = feed::elements(&charset::decode(container));
    let mut files = Vec::new();
    all(&tree.root, "rootfile", &mut files);
    files.into_iter().find_map(|file| file.attribute("full-path")).map(str::to_owned)
}

/// The entries of the chapters, in reading order.
fn chapters(root: &Element, folder: &str) -> Vec<String> {
    let (mut items, mut order) = (Vec::new(), Vec::new());
    all(root, "item", &mut items);
    all(root, "itemref", &mut order);
    let is_page = |item: &&&Element| item.attribute("media-type").is_some_and(|kind| kind.contains("html"));
    let is_contents = |item: &Element| {
        item.attribute("properties").is_some_and(|all| all.split_whitespace().any(|one| one == "nav"))
    };
    let named: HashMap<&str, &Element> =
        items.iter().filter(is_page).filter_map(|item| Some((item.attribute("id")?, *item))).collect();
    let read = order.iter().filter_map(|item| named.get(item.attribute("idref")?));
    let read = read.filter(|item| !is_contents(item)).filter_map(|item| item.attribute("href"));
    read.map(|address| place(folder, address)).collect()
}

impl Book {
    fn of(root: &Element) -> Self {
        let told = |name: &str| {
            let mut found = Vec::new();
            all(root, name, &mut found);
            found.into_iter().map(Element::text).filter(|text| !text.trim().is_empty()).collect::<Vec<_>>()
        };
        let first = |name: &str| told(name).into_iter().next();
        Self {
            title: first("title").and_then(|title| Prose::non_empty(&title)),
            authors: told("creator").iter().map(|name| Author::named(name)).collect(),
            publisher: first("publisher").and_then(|name| Prose::non_empty(&name)),
            identifier: first("identifier").map(|id| id.trim().to_owned()),
            published: first("date").and_then(|date| dates::field(&date, None)),
            language: first("language").and_then(|tag| Language::parse(&tag)),
        }
    }
}

/// Reads a chapter; `None` where it has no text.
fn chapter(
    bytes: &[u8],
    name: &str,
    book: &Book,
    entry: &mut Entry<'_>,
) -> Result<Option<ImportedArticle>, ImportError> {
    let html = charset::decode(bytes).into_owned();
    let folder = folder(name).to_owned();
    let mut album: HashMap<String, Picture> = HashMap::new();
    for written in shown(&html).take(MOST_PICTURES) {
        let picture = entry(&place(&folder, written)).and_then(pictures::of_bytes);
        album.extend(picture.map(|picture| (written.to_owned(), picture)));
    }
    let (book, name) = (book.clone(), name.to_owned());
    guard::run_guarded(move || {
        let found = |written: &str| album.get(written).cloned();
        let (body, kept) = extract::extract_fragment_with_pictures(without_head(&html), None, &found);
        if body.word_count() < FEWEST_WORDS && kept.is_empty() {
            return Ok(None);
        }
        let mut article = article(body, &name, book);
        let notes = extract::album::attach_pictures(&mut article, &kept);
        Ok(Some(ImportedArticle { article, notes, ..ImportedArticle::default() }))
    })
}

fn article(mut body: Body, name: &str, book: Book) -> Article {
    let is_heading = |block: &Block| matches!(block, Block::Heading { .. });
    let heading =
        body.0.iter().take(HEADING_WITHIN).position(is_heading).map(|at| body.0.remove(at).to_plain());
    let headline = heading.and_then(|heading| Prose::non_empty(&heading));
    let identifier = book.identifier.or_else(|| book.title.as_ref().map(ToString::to_string));
    Article {
        guid: identifier.and_then(|book| Prose::non_empty(&format!("{book}/{name}"))),
        headline: headline
            .or_else(|| words::first_words(&body))
            .or_else(|| book.title.clone())
            .unwrap_or_default(),
        byline: book.authors,
        publication: book.title.or(book.publisher),
        published: book.published,
        language: book.language,
        body,
        ..Article::default()
    }
}

/// The addresses of the pictures that a chapter shows, as it writes them.
fn shown(html: &str) -> impl Iterator<Item = &str> {
    let after = ["src=", "href="].iter().flat_map(move |name| html.split(name).skip(1));
    let written = after.filter_map(|after| {
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        after.get(1..)?.split(quote).next()
    });
    written.filter(|address| {
        let ending = address.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        ["png", "jpg", "jpeg", "gif", "webp", "avif"].contains(&ending.as_str())
    })
}

/// The page without its head, whose title is no text.
fn without_head(html: &str) -> &str {
    html.find("<body").and_then(|at| html.get(at..)).unwrap_or(html)
}

/// Collects all elements of a name, with any prefix.
fn all<'tree>(element: &'tree Element, name: &str, found: &mut Vec<&'tree Element>) {
    for child in element.elements() {
        if child.name.rsplit(':').next() == Some(name) {
            found.push(child);
        }
        all(child, name, found);
    }
}

fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name of the entry at an address relative to a folder of the archive.
fn place(folder: &str, address: &str) -> String {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let address = percent_decoded(address);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn percent_decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(b'%'));
        rest = if code.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::ImportItem;
    use crate::import::pictures::tests::png;

    const TEXT: &str = "The river rose above its banks in the early hours of the morning, said the mayor of the town, and all who lived beside it left their houses.";

    fn read_book(entries: &[(&str, &[u8])]) -> Vec<Result<Article, String>> {
        let held: HashMap<&str, &[u8]> = entries.iter().copied().collect();
        let mut told = Vec::new();
        let end = read(&mut |name| held.get(name).map(|bytes| bytes.to_vec()), &mut |piece| {
            told.push(match piece {
                Ok(ImportItem::Article(found)) => Ok(found.article),
                Ok(ImportItem::Subscription(_) | ImportItem::Note(_)) => Err("a surprise".to_owned()),
                Err(skipped) => Err(skipped.reason),
            });
            ControlFlow::Continue(())
        });
        told.extend(end.err().map(|reason| Err(reason.to_string())));
        told
    }

    const DESCRIBED: &[u8] =
        br#"<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>"#;

    #[test]
    fn the_chapters_of_a_book_are_articles_in_the_order_of_reading() {
        let package = br#"<opf:package xmlns:opf="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <opf:metadata><dc:title>The River</dc:title><dc:creator>Ana Ruiz</dc:creator><dc:language>en</dc:language>
            <dc:identifier>urn:isbn:1</dc:identifier><dc:date>2020-05-07</dc:date></opf:metadata><opf:manifest>
            <opf:item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
            <opf:item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>
            <opf:item id="one" href="text/one%20.xhtml" media-type="application/xhtml+xml"/>
            <opf:item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/></opf:manifest>
            <opf:spine><opf:itemref idref="cover"/><opf:itemref idref="n"/><opf:itemref idref="one"/><opf:itemref idref="two"/>
            <opf:itemref idref="lost"/></opf:spine></opf:package>"#;
        let one = format!(
            "<html><head><title>x</title></head><body><h1>Rain</h1><p>{TEXT}</p><img src='../p/r.png' alt='a river'/></body></html>"
        );
        let two = format!("<html><body><p>{TEXT}</p></body></html>");
        let told = read_book(&[
            ("META-INF/container.xml", DESCRIBED),
            ("OPS/book.opf", package),
            ("OPS/cover.xhtml", b"<html><body><p>The River</p></body></html>"),
            ("OPS/nav.xhtml", b"<html><body><p>Contents</p></body></html>"),
            ("OPS/text/one .xhtml", one.as_bytes()),
            ("OPS/text/two.xhtml", two.as_bytes()),
            ("OPS/p/r.png", &png(7)),
        ]);

        let articles: Vec<&Article> = told.iter().flatten().collect();
        assert_eq!(articles.len(), 2, "{told:?}");
        let first = articles[0];
        assert_eq!(
            (first.headline.as_str(), first.publication.as_ref().map(Prose::as_str)),
            ("Rain", Some("The River"))
        );
        assert_eq!(first.guid.as_ref().map(Prose::as_str), Some("urn:isbn:1/OPS/text/one .xhtml"));
        assert_eq!((first.byline[0].name.as_str(), first.pictures().len()), ("Ana Ruiz", 1));
        assert_eq!(first.published.as_ref().map(ToString::to_string).as_deref(), Some("2020-05-07"));
        assert!(articles[1].headline.as_str().starts_with("The river rose"));
    }

    #[test]
    fn a_damaged_book_is_refused_with_the_missing_part() {
        let package = br#"<package><manifest><item id="a" href="/../../etc/passwd" media-type="text/html"/></manifest><spine><itemref idref="a"/></spine></package>"#;

        let told = read_book(&[("META-INF/container.xml", DESCRIBED), ("OPS/book.opf", package)]);
        assert_eq!(
            told,
            [
                Err("etc/passwd: a book without “etc/passwd”, which it names".to_owned()),
                Err("a book without text".to_owned())
            ]
        );
        assert_eq!(read_book(&[]), [Err("a book without its description".to_owned())]);
    }
}
