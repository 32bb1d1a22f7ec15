//! How long it takes to set an article in lines, at several widths; `NEWSPRINT_ARTICLE` names a JSON
//! file of a real one.

use std::{env, fs};

use divan::Bencher;
use newsprint::domain::{Article, Author, Block, Body, Text};
use newsprint::typeset::{Setting, page};

fn main() {
    divan::main();
}

/// An article of nine paragraphs and 900 words, between them a heading, a quotation and a list.
fn article() -> Article {
    if let Some(path) = env::var_os("NEWSPRINT_ARTICLE") {
        let json = fs::read(path).expect("a file");
        return serde_json::from_slice(&json).expect("an article");
    }
    let words =
        ["harbour", "the", "ferry", "of", "bridge", "representatives", "said", "in", "unexpectedly", "a"];
    let word = |place: usize| words[place * 7 % words.len()];
    let text = |from: usize| (from..from + 100).map(word).collect::<Vec<_>>().join(" ") + ".";
    let paragraph = |from: usize| Block::Paragraph { text: Text::plain(&text(from)) };
    let heading = Block::Heading { level: 2, text: Text::plain("On the quay") };
    let quotation =
        Block::Quotation { blocks: vec![paragraph(3)], attribution: Some(Text::plain("A passenger")) };
    let blocks = (0..8).map(paragraph).chain([heading, quotation]);
    Article {
        headline: "The ferries return after eleven days".into(),
        byline: vec![Author::named("Ines Calder")],
        language: newsprint::domain::Language::parse("en"),
        body: Body(blocks.collect()),
        ..Article::default()
    }
}

#[divan::bench(args = [40, 68, 120])]
fn an_article_is_set(bencher: Bencher<'_, '_>, width: usize) {
    let article = article();
    let setting = Setting::new(width, jiff::civil::date(2026, 5, 7));
    bencher.bench_local(|| page(&article, &setting));
}

/// As long as the longest that people read at one sitting.
#[divan::bench(args = [40, 68, 120])]
fn five_thousand_words_are_set(bencher: Bencher<'_, '_>, width: usize) {
    let article = article();
    let blocks = article.body.0.iter().cycle().take(article.body.0.len() * 6).cloned();
    let article = Article { body: Body(blocks.collect()), ..article.clone() };
    let setting = Setting { measure: width, ..Setting::new(width, jiff::civil::date(2026, 5, 7)) };
    bencher.bench_local(|| page(&article, &setting));
}

#[divan::bench]
fn an_article_is_told_in_plain_letters(bencher: Bencher<'_, '_>) {
    let article = article();
    bencher.bench_local(|| page(&article, &Setting::linear(jiff::civil::date(2026, 5, 7))));
}
