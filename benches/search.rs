//! How long searches take, in a made-up collection of four thousand articles; `NEWSPRINT_CACHE` names a
//! real one instead, and `NEWSPRINT_QUERY` a search.

use std::env;
use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use jiff::{SignedDuration, Timestamp};
use newsprint::domain::{Article, Block, Body, ListRange, Query, Text};
use newsprint::library::Library;

fn main() {
    divan::main();
}

thread_local! {
    static LIBRARY: LazyLock<Library> = LazyLock::new(library);
}

/// From the commonest word to the rarest, and what is more than a word.
fn queries() -> Vec<String> {
    let made_up = ["w0", "w40", "w900", "w0 w40", "\"w1 w2\"", "-w1", "in:headline w3 last:30d"];
    env::var("NEWSPRINT_QUERY").map_or_else(|_| made_up.map(str::to_owned).to_vec(), |query| vec![query])
}

/// The moment in which the searches are asked.
fn now() -> Timestamp {
    "2026-05-07T12:00:00Z".parse().expect("a moment")
}

fn library() -> Library {
    if let Some(path) = env::var_os("NEWSPRINT_CACHE") {
        return Library::open(Path::new(&path)).expect("a cache");
    }
    let mut library = Library::in_memory().expect("memory");
    let articles: Vec<Article> = (0..4_000).map(article).collect();
    library.add(&articles, now()).expect("stored");
    library
}

/// An article of four hundred words, some of them common and most of them rare.
fn article(number: u32) -> Article {
    let words = |places: std::ops::Range<u32>| -> String {
        let words: Vec<String> = places.map(|place| word(number, place)).collect();
        words.join(" ")
    };
    let published = now().checked_sub(SignedDuration::from_hours(number.into())).expect("a moment");
    Article {
        headline: words(0..8).as_str().into(),
        published: published.to_string().parse().ok(),
        body: Body(vec![Block::Paragraph { text: Text::plain(&words(8..400)) }]),
        ..Article::default()
    }
}

/// Half of all words are below w7, a quarter below w14, and so on. Source of the mixing: `SplitMix64`
/// (Steele, Lea, Flood 2014).
fn word(article: u32, place: u32) -> String {
    let seed = (u64::from(article) << 32) + u64::from(place) + 1;
    let mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32;
    format!("w{}", (mixed % 7) << mixed.trailing_zeros().min(10))
}

#[divan::bench(args = queries())]
fn newest_first(bencher: Bencher<'_, '_>, text: &str) {
    let query = Query::parse(text).expect("a search");
    LIBRARY.with(|library| {
        bencher
            .bench_local(|| library.search_newest(&query, now(), ListRange::first(50)).expect("an answer"));
    });
}

#[divan::bench(args = queries())]
fn the_best_first(bencher: Bencher<'_, '_>, text: &str) {
    let query = Query::parse(text).expect("a search").at(now());
    LIBRARY.with(|library| {
        bencher.bench_local(|| library.search_ranked(&query, 20).expect("an answer"));
    });
}

#[divan::bench(args = ["w", "w1", "w12", "w128", "w0 w1"])]
fn while_typing(bencher: Bencher<'_, '_>, text: &str) {
    let query = Query::parse_while_typing(text).expect("a search");
    LIBRARY.with(|library| {
        bencher
            .bench_local(|| library.search_newest(&query, now(), ListRange::first(50)).expect("an answer"));
    });
}
