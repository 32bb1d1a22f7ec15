//! Reads a page without a feed as one: every link with a headline to a page of the same site is an entry.
//!
//! There are no selectors: links of navigation, header and footer are left out, and so are links of few
//! words. An entry is only a headline and an address; its page is fetched separately.

use std::collections::HashSet;

use crate::domain::{Article, Prose, WebUrl};

use super::document::{FeedDocument, FeedEntry, ImportError, ImportedArticle};
use super::fetched::{page_document, story_links};
use super::web_document::FetchedDocument;

/// Most entries of a page.
const MOST: usize = 200;

/// The fewest links of a page that is worth watching.
const FEWEST: usize = 3;

/// The fewest characters of a headline.
const SHORTEST: usize = 16;

/// The links of a page as a feed.
pub fn linking_page(document: FetchedDocument<'_>) -> Result<FeedDocument, ImportError> {
    let address = document.address.clone();
    let page = page_document(document)?.article;
    let mut seen: HashSet<String> = [address.comparison_key()].into();
    let mut entries = Vec::new();
    for link in story_links(document) {
        let Some(url) = link.url.filter(|url| is_of_site(url, &address)) else { continue };
        let is_story = link.headline.as_str().chars().count() >= SHORTEST
            && link.headline.as_str().contains(char::is_whitespace);
        if is_story && entries.len() < MOST && seen.insert(url.comparison_key()) {
            entries.push(entry(&link.headline, &url, &page));
        }
    }
    if entries.len() < FEWEST {
        return Err(ImportError::NoArticle("the page has no lists of links to watch".to_owned()));
    }
    let title =
        page.publication.clone().or_else(|| Some(page.headline.clone())).filter(|title| !title.is_empty());
    Ok(FeedDocument {
        title,
        site: Some(address),
        entries: entries.into_iter().map(Ok).collect(),
        next: None,
        moved: None,
        ttl: None,
        cut: None,
    })
}

fn entry(headline: &Prose, url: &WebUrl, page: &Article) -> FeedEntry {
    let article = Article {
        headline: headline.clone(),
        url: Some(url.clone()),
        publication: page.publication.clone(),
        language: page.language.clone(),
        ..Article::default()
    };
    FeedEntry { imported: ImportedArticle { article, ..ImportedArticle::default() }, is_truncated: true }
}

/// Whether an address is of the same site, with or without `www`.
fn is_of_site(url: &WebUrl, site: &WebUrl) -> bool {
    let bare = |url: &WebUrl| url.host().trim_start_matches("www.").to_owned();
    bare(url) == bare(site)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watched(html: &str) -> Result<Vec<String>, String> {
        let address = WebUrl::parse("https://harbour.example/news/").unwrap();
        let document = FetchedDocument { bytes: html.as_bytes(), charset: None, address: &address };
        let page = linking_page(document).map_err(|error| error.to_string())?;
        let url = |entry: FeedEntry| entry.imported.article.url.unwrap().to_string();
        Ok(page.entries.into_iter().map(Result::unwrap).map(url).collect())
    }

    #[test]
    fn the_lists_of_a_page_are_its_entries() {
        let list = |from: u32| {
            (from..from + 5)
                .map(|n| {
                    format!("<li><h3><a href='/news/{n}'>The quay is closed for the day {n}</a></h3></li>")
                })
                .collect::<Vec<_>>()
                .concat()
        };
        let page = |from| {
            format!(
                "<!doctype html><html><head><title>Harbour news</title></head><body><nav><a href='/'>Home</a> <a href='/about'>About</a></nav>\
             <main><h1>Harbour news</h1><ul>{}</ul></main><footer><a href='https://else.example/a'>A page of somebody else entirely</a></footer></body></html>",
                list(from)
            )
        };

        let before = watched(&page(1)).unwrap();
        let after = watched(&page(2)).unwrap();

        assert_eq!(before.len(), 5, "{before:?}");
        assert!(before.contains(&"https://harbour.example/news/1".to_owned()));
        let new: Vec<_> = after.iter().filter(|url| !before.contains(url)).collect();
        assert_eq!(new, ["https://harbour.example/news/6"]);
    }

    #[test]
    fn a_page_without_lists_is_not_watched() {
        let text = "It rained all night, and the harbour stood under water until noon. ".repeat(20);
        let page =
            format!("<!doctype html><html><body><article><h1>Rain</h1><p>{text}</p></article></body></html>");

        assert!(watched(&page).is_err());
    }
}
