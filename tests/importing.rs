//! Chapter: import. Any page, feed or file becomes an article, whole, and a damaged one costs itself alone.
//!
//! The documents stand in `tests/fixtures/import`, written for these tests.

use std::fs;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use newsprint::domain::Article;
use newsprint::import::{self, ImportItem};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::program::{Home, stdout};

const KINDS: [&str; 6] = ["page.html", "feed.xml", "feed.json", "text.txt", "letter.eml", "note.md"];

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import")).join(name))
        .expect("the fixture is there")
}

/// The articles in a document that nobody told the name of, with the notes and reasons beside them.
fn imported(document: &[u8]) -> (Vec<Article>, Vec<String>) {
    let (mut articles, mut told) = (Vec::new(), Vec::new());
    let read = import::read(&mut &*document, &PathBuf::from("document"), &mut |piece| {
        match piece {
            Ok(ImportItem::Article(found)) => {
                told.extend(found.notes);
                articles.push(found.article);
            }
            Ok(ImportItem::Subscription(_)) => {}
            Ok(ImportItem::Note(note)) => told.push(note),
            Err(skipped) => told.push(skipped.reason),
        }
        ControlFlow::Continue(())
    });
    told.extend(read.err().map(|reason| reason.to_string()));
    (articles, told)
}

fn only(name: &str) -> Value {
    let (articles, told) = imported(&fixture(name));
    let [article] = articles.as_slice() else { panic!("{name}: {told:?}") };
    serde_json::to_value(article).expect("an article is JSON")
}

fn headlines(name: &str) -> Vec<String> {
    imported(&fixture(name)).0.iter().map(|article| article.headline.to_string()).collect()
}

fn kinds(article: &Value) -> Vec<&str> {
    article["body"]
        .as_array()
        .expect("it has a body")
        .iter()
        .filter_map(|block| block["type"].as_str())
        .collect()
}

#[test]
fn a_saved_page_is_imported_with_its_visible_text_and_metadata() {
    let page = only("page.html");

    assert_eq!(page["headline"], "Marram Bridge closed after crack is found");
    assert_eq!(
        page["byline"],
        json!([{"name": "Ines Calder", "bio": "Ines Calder has written about the harbour for ten years."}])
    );
    assert_eq!((&page["publication"], &page["section"]), (&json!("Harbour Gazette"), &json!("City")));
    assert_eq!(page["published"], "2026-10-13T07:30:00+01:00");
    assert_eq!((&page["language"], &page["topics"]), (&json!("en-GB"), &json!(["bridges", "harbour"])));
    assert_eq!(page["url"], "https://gazette.example/city/marram");
}

#[test]
fn the_body_of_a_page_keeps_its_blocks() {
    let page = only("page.html");

    let kinds = kinds(&page);

    for kind in ["figure", "paragraph", "quotation", "heading", "code", "table"] {
        assert!(kinds.contains(&kind), "{kind} of {kinds:?}");
    }
    let figure = page["body"].as_array().unwrap().iter().find(|block| block["type"] == "figure").unwrap();
    assert_eq!((&figure["caption"], &figure["credit"]), (&json!("The bridge at dawn."), &json!("T. Lens")));
}

#[test]
fn the_lists_of_a_page_are_kept_with_itself_marked_and_what_is_paid_for_flagged() {
    let page = only("page.html");

    let groups = page["related"].as_array().expect("it has groups");

    let [more, promoted] = groups.as_slice() else { panic!("{groups:?}") };
    assert_eq!(more["heading"], "More on this story");
    assert_eq!(
        more["links"],
        json!([
            {"headline": "Ferries return to the Lowen after eleven years", "url": "https://gazette.example/city/ferries", "caption": "A ferry"},
            {"headline": "Marram Bridge closed after crack is found", "url": "https://gazette.example/city/marram", "self": true},
        ])
    );
    assert_eq!((&promoted["heading"], &promoted["sponsored"]), (&json!("Promoted stories"), &json!(true)));
}

#[test]
fn every_entry_of_a_feed_is_an_article_and_a_summary_is_called_one() {
    let (articles, told) = imported(&fixture("feed.xml"));

    let first = serde_json::to_value(&articles[0]).unwrap();
    assert_eq!(first["headline"], "Ferries return & find their passengers");
    assert_eq!(first["url"], "https://gazette.example/city/ferries");
    assert_eq!((&first["guid"], &first["published"]), (&json!("g-12"), &json!("2026-10-16T07:30:00+01:00")));
    assert_eq!((&first["lead_image"]["credit"], kinds(&first).len()), (&json!("T. Lens"), 2));
    assert_eq!(told, ["the feed has only a summary of this entry"]);
    assert_eq!(headlines("feed.json"), ["Low water", "High water came at noon."]);
}

#[test]
fn text_saved_from_a_page_loses_its_menu_and_its_comments() {
    let text = only("text.txt");

    assert_eq!(text["headline"], "Tide tables are wrong by an hour, harbour office admits");
    assert_eq!((&text["byline"][0]["name"], &text["published"]), (&json!("Bo Lind"), &json!("2026-10-13")));
    assert_eq!((&text["lead_image"]["credit"], kinds(&text).len()), (&json!("T. Lens"), 3));
    assert_eq!(text["related"][0]["heading"], "Latest in Harbour");
    assert_eq!(text["related"][0]["links"][0]["caption"], "A ferry.");
}

#[test]
fn a_newsletter_and_a_note_are_articles_too() {
    let (letter, note) = (only("letter.eml"), only("note.md"));

    assert_eq!(letter["headline"], "What the tide left – October");
    assert_eq!(
        (&letter["byline"][0]["name"], &letter["publication"]),
        (&json!("Ines Calder"), &json!("The Harbour Letter"))
    );
    assert_eq!((&note["published"], &note["topics"]), (&json!("2026-10-12"), &json!(["bridges", "metal"])));
    assert_eq!(kinds(&note), ["paragraph", "list"]);
}

#[test]
fn a_compressed_document_is_imported_like_its_content() {
    for name in KINDS {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&fixture(name)).unwrap();

        assert_eq!(imported(&packed.finish().unwrap()), imported(&fixture(name)), "{name}");
    }
}

/// One way to damage a document.
#[derive(Clone, Debug)]
enum Damage {
    CutOff(prop::sample::Index),
    CutOut(prop::sample::Index, usize),
    Overwrite(prop::sample::Index, Vec<u8>),
    Repeat(prop::sample::Index, usize, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = any::<prop::sample::Index>;
    prop_oneof![
        place().prop_map(Damage::CutOff),
        (place(), 1..200_usize).prop_map(|(at, length)| Damage::CutOut(at, length)),
        (place(), prop::collection::vec(any::<u8>(), 1..12))
            .prop_map(|(at, bytes)| Damage::Overwrite(at, bytes)),
        (place(), 1..60_usize, 2..300_usize)
            .prop_map(|(at, length, times)| Damage::Repeat(at, length, times)),
    ]
}

impl Damage {
    fn done_to(&self, document: &mut Vec<u8>) {
        let length = document.len();
        let end = |at: usize, wanted: usize| (at + wanted).min(length);
        match self {
            _ if length == 0 => {}
            Self::CutOff(at) => document.truncate(at.index(length)),
            Self::CutOut(at, wanted) => {
                let at = at.index(length);
                document.drain(at..end(at, *wanted));
            }
            Self::Overwrite(at, bytes) => {
                let at = at.index(length);
                document.splice(at..end(at, bytes.len()), bytes.iter().copied());
            }
            Self::Repeat(at, wanted, times) => {
                let at = at.index(length);
                let piece = document[at..end(at, *wanted)].repeat(*times);
                document.splice(at..at, piece);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_document_does_not_affect_the_others(
        name in prop::sample::select(KINDS.as_slice()),
        damages in prop::collection::vec(damage(), 1..4),
    ) {
        let mut document = fixture(name);
        for damage in &damages {
            damage.done_to(&mut document);
        }

        let (_, told) = imported(&document);

        prop_assert!(!told.iter().any(|reason| reason.contains("bug in newsprint")), "{told:?}");
    }
}

#[test]
fn an_interrupted_import_of_a_web_archive_resumes_where_it_stopped() {
    let home = Home::new();
    let record = |number: usize| {
        let words =
            format!("The river number {number} rose above its banks in the early hours, said the mayor. ")
                .repeat(3);
        let page = format!("<title>Rain {number}</title><h1>Rain {number}</h1><p>{words}</p><p>{words}</p>");
        format!(
            "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://a.example/2020/05/rain-{number}\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
            page.len()
        )
    };
    let archive = home.write("crawl.warc", &(0..1_600).map(record).collect::<String>());

    let first = home.kill_after_a_line(&["import", &archive]).lines().count();
    let second = stdout(&home.run(&["import", &archive]));
    let again = stdout(&home.run(&["import", &archive]));

    let count = |output: &str, outcome: &str| output.lines().filter(|line| line.starts_with(outcome)).count();
    assert!(first > 0 && count(&second, "unchanged") == 0, "{first} {}", count(&second, "unchanged"));
    assert_eq!(stdout(&home.run(&["list"])).lines().count(), 1_600);
    assert_eq!(count(&again, "unchanged"), 1_600);
}
