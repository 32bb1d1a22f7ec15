//! Articles for the tests of this room.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tempfile::TempDir;

use super::{Cache, CacheError, NamedMarks};
use crate::domain::{Article, ArticleId, Block, Body, LinkGroup, RelatedLink, Text, WebUrl};

/// An article of the Gazette with an address made from its headline.
pub(super) fn article(headline: &str) -> Article {
    let address = headline.to_lowercase().replace(' ', "-");
    Article {
        headline: headline.into(),
        url: Some(url(&format!("https://gazette.example/{address}"))),
        publication: Some("The Gazette".into()),
        body: Body(vec![Block::Paragraph { text: Text::plain("The river rose in the night.") }]),
        ..Article::default()
    }
}

/// An article published at a time or on a day.
pub(super) fn published(headline: &str, moment: &str) -> Article {
    Article { published: Some(moment.parse().unwrap()), ..article(headline) }
}

/// An article with a list of links.
pub(super) fn linking(headline: &str, links: Vec<RelatedLink>) -> Article {
    let group = LinkGroup {
        heading: "Latest".into(),
        sponsored: false,
        scope: crate::domain::GroupScope::Story,
        links,
    };
    Article { related: vec![group], ..article(headline) }
}

pub(super) fn link(headline: &str, address: Option<&str>) -> RelatedLink {
    RelatedLink { headline: headline.into(), url: address.map(url), caption: None, is_self: false }
}

pub(super) fn url(address: &str) -> WebUrl {
    WebUrl::parse(address).unwrap()
}

/// The moment in which the tests take place.
pub(super) fn now() -> Timestamp {
    Timestamp::from_second(1_600_000_000).unwrap()
}

/// All statements, name by name.
pub(super) fn said(cache: &Cache) -> Vec<NamedMarks> {
    let mut all = Vec::new();
    cache
        .each_named(&mut |named| {
            all.push(named);
            Ok::<_, CacheError>(())
        })
        .unwrap();
    all
}

pub(super) fn stored(cache: &mut Cache, article: &Article) -> ArticleId {
    cache.store(std::slice::from_ref(article), now()).unwrap()[0].id
}

/// A cache of one article in a folder of its own, closed.
pub(super) fn closed_cache() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    stored(&mut Cache::open(&path).unwrap(), &article("Rain"));
    (folder, path)
}

/// Every file of a folder with its content.
pub(super) fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut contents: Vec<_> = files.map(|file| (file.clone(), fs::read(file).unwrap())).collect();
    contents.sort();
    contents
}
