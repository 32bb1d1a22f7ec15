//! What related stories cost: reading an article on import, and finding what is near one.

use divan::Bencher;
use newsprint::domain::{Article, Block, Body, Text};
use newsprint::library::{Library, Reach};
use newsprint::related::{DocumentFrequencies, Signature, TermReader};

fn main() {
    divan::main();
}

/// An article of 450 words; a topic and a common stock of words, as in any paper.
fn article(number: u32) -> Article {
    let topic = number % 97;
    let word = |position: u32| match position % 3 {
        0 => format!("topic{topic}word{}", position * 7 % 40),
        1 => format!("word{}", (number * 31 + position * position) % 3_000),
        _ => ["the", "of", "and", "to", "said"][usize::try_from(position % 5).unwrap_or_default()].to_owned(),
    };
    let paragraph = |start: u32| (start..start + 50).map(word).collect::<Vec<_>>().join(" ");
    Article {
        headline: format!("topic{topic}word1 topic{topic}word2 on day {number}").as_str().into(),
        guid: Some(number.to_string().as_str().into()),
        body: Body(
            (0..9).map(|block| Block::Paragraph { text: Text::plain(&paragraph(block * 50)) }).collect(),
        ),
        ..Article::default()
    }
}

fn library(articles: u32) -> Library {
    let mut library = Library::in_memory().expect("memory");
    let articles: Vec<Article> = (0..articles).map(article).collect();
    library.add(&articles, jiff::Timestamp::UNIX_EPOCH).expect("they are stored");
    library
}

#[divan::bench]
fn signature(bencher: Bencher<'_, '_>) {
    let (article, census) = (article(1), DocumentFrequencies::default());
    let mut term_reader = TermReader::default();
    bencher.bench_local(|| Signature::of(&term_reader.count_terms(&article), &census));
}

#[divan::bench(args = [1_000, 10_000])]
fn related_query(bencher: Bencher<'_, '_>, articles: u32) {
    let library = library(articles);
    let id = library.find("17").expect("a cache").expect("it is there");
    let article = library.article(id).expect("a cache").expect("it is there");
    bencher.bench_local(|| library.related(Reach::Near, id, &article));
}
