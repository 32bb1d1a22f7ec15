//! Extracts the body, the metadata and the link groups of an article from its HTML page.
//!
//! Knows the HTML parser; does not know files, formats or the cache. Everything is read from the page as it
//! was saved: scripts do not run, nothing is fetched.

pub mod album;
pub mod byline;
pub mod dates;
pub mod language;
pub mod lexicon;
pub mod references;
pub mod words;

mod biography;
mod blocks;
mod cleaning;
mod collapsed;
mod dom;
mod embeds;
mod feeds;
mod figures;
mod footnotes;
mod inline_image;
mod limits;
mod line;
mod link_groups;
mod main_content;
mod math;
mod metadata;
mod page_signs;
mod preparation;
mod prose;
mod story_links;

use std::borrow::Cow;

use crate::domain::{Article, Body, RelatedLink, WebUrl};

pub use feeds::OfferedFeed;
pub use page_signs::{PageSigns, page_signs};

use album::{Album, Pictures};
use dom_query::{Document, NodeId};
use embeds::MarkupSource;
use footnotes::Footnotes;

/// An article extracted from its page.
#[derive(Debug)]
pub struct Page {
    /// The article; headline and body may be missing.
    pub article: Article,
    /// Sentences about what was cut.
    pub notes: Vec<String>,
}

/// Extracts the article of a page. `address` is where the page was saved from, where that is known from
/// elsewhere; `album` finds the saved pictures.
pub fn extract_page(html: &str, address: Option<&WebUrl>, album: &Album<'_>) -> Page {
    let (html, mut notes) = within_limits(html);
    let (document, references) = prepared(html.as_ref());
    let pictures = Pictures::of(&document, album);
    let lines = prose::Lines::of(&document);
    let mut article = metadata::of(&document, &lines, address);
    let base = metadata::base(&document, article.url.as_ref());
    article.related = link_groups::of(&document, &article, base.as_ref());
    biography::from_page(&document, &mut article.byline);
    let footnotes = Footnotes::of(&document, &references, base.as_ref());
    let again = || {
        let (document, _) = prepared(html.as_ref());
        let _known = Pictures::of(&document, album);
        document
    };
    article.body = main_content::of(document, &lines, &again, &article, base.as_ref());
    footnotes.complete(&mut article.body);
    if article.body.blocks().is_empty() {
        article.body = metadata::json_ld_text(&again()).unwrap_or_default();
    }
    link_groups::separate_from_subheads(&mut article);
    biography::from_text(&mut article);
    metadata::complete_from_body(&mut article);
    notes.extend(pictures.attach_to(&mut article, album));
    Page { article, notes }
}

/// A prepared page, with the elements that may refer to footnotes.
fn prepared(html: &str) -> (Document, Vec<NodeId>) {
    let document = Document::from(html);
    let references = preparation::of(&document, MarkupSource::Page);
    (document, references)
}

/// The links of a page that lists stories, without those of its navigation, header and footer.
pub fn story_links(html: &str, address: &WebUrl) -> Vec<RelatedLink> {
    let (html, _) = within_limits(html);
    let document = Document::from(html.as_ref());
    let base = metadata::base(&document, Some(address));
    story_links::of(&document, base.as_ref().unwrap_or(address))
}

/// The feeds that a page offers, in its `Link` headers and its markup, the certain ones first.
pub fn offered_feeds(html: &str, headers: &[String], address: &WebUrl) -> Vec<OfferedFeed> {
    let (html, _) = within_limits(html);
    let document = Document::from(html.as_ref());
    let base = metadata::base(&document, Some(address));
    let mut all = feeds::of_headers(headers, address);
    for offered in feeds::of(&document, base.as_ref().unwrap_or(address), address) {
        if all.iter().all(|known| known.feed.feed != offered.feed.feed) {
            all.push(offered);
        }
    }
    all.sort_by_key(|offered| !offered.is_certain);
    all
}

/// The blocks of a piece of markup, all of which is text.
pub fn extract_fragment(html: &str, base: Option<&WebUrl>) -> (Body, Vec<String>) {
    let (html, notes) = within_limits(html);
    let document = prepared_fragment(html.as_ref());
    let declared = if html.contains("<base ") { declared_base(&document, base) } else { None };
    (Body(blocks::of(&document.root(), declared.as_ref().or(base))), notes)
}

/// The base of relative addresses that a piece of markup declares.
fn declared_base(document: &Document, base: Option<&WebUrl>) -> Option<WebUrl> {
    let root = document.root();
    let address =
        root.descendants_it().filter(|node| node.has_name("base")).find_map(|node| node.attr("href"))?;
    dom::resolve(&address, base)
}

/// The blocks of a piece of markup with its pictures; [`album::attach_pictures`] gives the article their bytes.
pub fn extract_fragment_with_pictures(
    html: &str,
    base: Option<&WebUrl>,
    album: &Album<'_>,
) -> (Body, album::PicturesByName) {
    let (html, _) = within_limits(html);
    let document = prepared_fragment(html.as_ref());
    let pictures = Pictures::of(&document, album);
    (Body(blocks::of(&document.root(), base)), pictures.into_found())
}

fn prepared_fragment(html: &str) -> Document {
    let document = Document::fragment(html);
    preparation::of(&document, MarkupSource::Text);
    document
}

/// Markup cut to the limits of the parser, its character references repaired.
fn within_limits(html: &str) -> (Cow<'_, str>, Vec<String>) {
    match references::mended(html) {
        Cow::Borrowed(html) => limits::cut_to_limits(html),
        Cow::Owned(html) => {
            let (html, notes) = limits::cut_to_limits(&html);
            (Cow::Owned(html.into_owned()), notes)
        }
    }
}

/// The words of a piece of markup.
pub fn plain_words(html: &str) -> String {
    extract_fragment(html, None).0.to_plain()
}
