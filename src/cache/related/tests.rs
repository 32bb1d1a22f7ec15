//! Candidates in a cache that grows, and after an article changed.

use super::*;
use crate::cache::Cache;
use crate::cache::samples::{article, now, stored};
use crate::domain::{Article, Block, Body, Text};

fn told(headline: &str, text: &str) -> Article {
    Article { body: Body(vec![Block::Paragraph { text: Text::plain(text) }]), ..article(headline) }
}

/// Articles that have nothing in common with each other.
fn filling(count: usize) -> Vec<Article> {
    (0..count).map(|number| told(&format!("x{number}y"), &format!("z{number}w v{number}u"))).collect()
}

fn candidates(cache: &Cache, id: ArticleId) -> Vec<ArticleId> {
    cache.candidates(id, 10).unwrap().into_iter().map(|candidate| candidate.id).collect()
}

#[test]
fn articles_find_each_other_in_segments_and_among_the_latest() {
    let mut cache = Cache::in_memory().unwrap();
    let early = stored(&mut cache, &told("Bridge cracked", "The girder of the bridge is cracked."));
    cache.store(&filling(9_000), now()).unwrap();
    let middle = stored(&mut cache, &told("Girder of bridge", "Cracked, say engineers."));
    cache.store(&filling(10_500)[9_000..], now()).unwrap();
    let late = stored(&mut cache, &told("Cracked girder", "The bridge stays shut."));

    let spans: Vec<u32> =
        segments::all(&cache.connection).unwrap().iter().map(|segment| segment.span).collect();

    assert_eq!(spans, [8_192, 1_024, 1_024]);
    for (id, mut others) in [(early, [middle, late]), (middle, [early, late]), (late, [early, middle])] {
        let mut found = candidates(&cache, id);
        found.sort();
        others.sort();
        assert_eq!(found, others);
    }
}

#[test]
fn a_replaced_text_leaves_no_trace() {
    let mut cache = Cache::in_memory().unwrap();
    let edited = stored(&mut cache, &told("Marram", "Crack seen in girder."));
    cache.store(&filling(2_000), now()).unwrap();
    let girder = stored(&mut cache, &told("Girder", "Crack seen."));
    let tortoise = stored(&mut cache, &told("Tortoise", "Found reading, library says."));
    assert_eq!(candidates(&cache, girder)[0], edited);

    stored(&mut cache, &told("Marram", "Tortoise found, library says."));

    assert!(!candidates(&cache, girder).contains(&edited));
    assert_eq!(candidates(&cache, tortoise)[0], edited);
}

#[test]
fn an_article_without_words_has_no_candidates() {
    let mut cache = Cache::in_memory().unwrap();
    let silent = stored(&mut cache, &told("…", "—"));
    stored(&mut cache, &article("Rain"));

    assert_eq!(candidates(&cache, silent), []);
    assert_eq!(candidates(&cache, ArticleId(99)), []);
}
