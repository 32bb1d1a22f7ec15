//! Searches on small caches, as sentences.

use super::*;
use crate::cache::samples::{article, now, published, stored};
use crate::domain::{Article, Author, Block, Body, Bookmark, Change, ListRange, Snippet, Text};

/// An article of a day with a text, in a publication.
fn told(headline: &str, day: &str, text: &str) -> Article {
    Article { body: body(text), ..published(headline, day) }
}

fn body(text: &str) -> Body {
    Body(vec![Block::Paragraph { text: Text::plain(text) }])
}

fn cache(articles: &[Article]) -> Cache {
    let mut cache = Cache::in_memory().unwrap();
    for article in articles {
        stored(&mut cache, article);
    }
    cache
}

fn query(text: &str) -> Query {
    Query::parse(text).unwrap().at(now())
}

/// The numbers of the matches, newest first; counted, listed one by one and ranked as well.
fn found(cache: &Cache, text: &str) -> Vec<u32> {
    let query = query(text);
    let view = View::Matching(query.clone());
    let rows = cache.search_newest(&query, now(), ListRange::first(99)).unwrap();
    let numbers: Vec<u32> = rows.iter().map(|row| row.id.0).collect();
    let mut sorted = numbers.clone();
    sorted.sort_unstable();
    let one_by_one = (1..=cache.counts().unwrap().articles)
        .filter(|number| cache.listed(&view, ArticleId(*number)).unwrap().is_some());
    assert_eq!(one_by_one.collect::<Vec<_>>(), sorted, "{text}, one by one");
    assert_eq!(cache.count(&view).unwrap(), numbers.len(), "{text}, counted");
    assert_eq!(ranked(cache, text).len(), numbers.len(), "{text}, ranked");
    numbers
}

fn ranked(cache: &Cache, text: &str) -> Vec<u32> {
    let ranked = cache.search_ranked(&query(text), 99).unwrap();
    assert!(ranked.is_complete);
    ranked.hits.iter().map(|hit| hit.row.id.0).collect()
}

fn weather() -> Cache {
    cache(&[
        told("Flood warning", "2020-09-01", "The river rose in the night. Rain is to come."),
        told("Rain stops play", "2020-09-02", "It was to be a match of champions."),
        told("River of gold", "2020-09-03", "Prices rose. The night of the long queue."),
        Article {
            byline: vec![Author::named("Ana Rain")],
            ..told("Market", "2020-09-04", "Nothing happened.")
        },
    ])
}

#[test]
fn words_side_by_side_alternatives_and_exclusions_compose() {
    let cache = weather();

    assert_eq!(found(&cache, "river"), [3, 1]);
    assert_eq!(found(&cache, "river rain"), [1]);
    assert_eq!(found(&cache, "rain"), [4, 2, 1]);
    assert_eq!(found(&cache, "gold or match"), [3, 2]);
    assert_eq!(found(&cache, "river -rain"), [3]);
    assert_eq!(found(&cache, "rain -river -match"), [4]);
    assert_eq!(found(&cache, "-river"), [4, 2]);
    assert_eq!(found(&cache, "-river or rose"), [4, 3, 2, 1]);
    assert_eq!(found(&cache, "-(river or rain)"), [0; 0]);
    assert_eq!(found(&cache, "rain (warning or play) -match"), [1]);
    assert_eq!(found(&cache, "riv*"), [3, 1]);
    assert_eq!(found(&cache, ""), [4, 3, 2, 1]);
}

#[test]
fn words_of_a_field_are_found_there_alone() {
    let cache = weather();

    assert_eq!(found(&cache, "in:headline rain"), [2]);
    assert_eq!(found(&cache, "author:rain"), [4]);
    assert_eq!(found(&cache, "author:\"rain ana\""), [4]);
    assert_eq!(found(&cache, "-author:rain rain"), [2, 1]);
    assert_eq!(found(&cache, "site:gaz* river"), [3, 1]);
    assert_eq!(found(&cache, "site:gazette.example river"), [3, 1]);
    assert_eq!(found(&cache, "(in:headline river) rose"), [3]);
    assert_eq!(found(&cache, "in:headline \"of gold\""), [3]);
    assert_eq!(found(&cache, "in:headline \"the night\""), [0; 0]);
}

#[test]
fn phrases_are_found_in_their_order() {
    let cache = weather();

    assert_eq!(found(&cache, "\"the night\""), [3, 1]);
    assert_eq!(found(&cache, "\"night the\""), [0; 0]);
    assert_eq!(found(&cache, "\"rose in the\" rain"), [1]);
    assert_eq!(found(&cache, "-\"in the night\""), [4, 3, 2]);
    assert_eq!(found(&cache, "river -\"in the night\""), [3]);
    assert_eq!(found(&cache, "\"in the night\" or market"), [4, 1]);
    assert_eq!(found(&cache, "\"in the night\" or is:bookmarked"), [1]);
    assert_eq!(found(&cache, "in-the-night"), [1]);
    assert_eq!(found(&cache, "the-ni*"), [3, 1]);
}

#[test]
fn accents_case_and_missing_spaces_do_not_matter() {
    let cache = cache(&[article("Café in Łódź"), article("東京で地震"), article("地と震")]);

    assert_eq!(found(&cache, "cafe LODZ"), [1]);
    assert_eq!(found(&cache, "café Łódź"), [1]);
    assert_eq!(found(&cache, "地震"), [2]);
    assert_eq!(found(&cache, "-地震 地"), [3]);
}

#[test]
fn marks_of_the_person_can_be_searched_for() {
    let mut cache = weather();
    let kept = |note: Option<&str>, tag: &str| {
        Some(Bookmark { added: now(), note: note.map(Into::into), tags: [tag.into()].into() })
    };
    cache.apply(&Change::Read(vec![(ArticleId(1), true), (ArticleId(3), true)]), now()).unwrap();
    let marks = vec![(ArticleId(1), kept(Some("why"), "Sky")), (ArticleId(2), kept(None, "for the talk"))];
    cache.apply(&Change::Bookmark(marks), now()).unwrap();

    assert_eq!(found(&cache, "is:unread"), [4, 2]);
    assert_eq!(found(&cache, "is:read river -gold"), [1]);
    assert_eq!(found(&cache, "is:bookmarked"), [2, 1]);
    assert_eq!(found(&cache, "is:bookmarked river"), [1]);
    assert_eq!(found(&cache, "has:note"), [1]);
    assert_eq!(found(&cache, "tag:sky"), [1]);
    assert_eq!(found(&cache, "tag:\"for the talk\" or market"), [4, 2]);
    assert_eq!(found(&cache, "-is:bookmarked"), [4, 3]);
    assert_eq!(found(&cache, "rain -is:bookmarked"), [4]);
    assert_eq!(found(&cache, "(is:read gold) or (is:unread market)"), [4, 3]);
}

#[test]
fn dates_are_exact_and_leave_out_what_has_none() {
    let cache = cache(&[
        published("Eve", "2020-09-10T23:59:59Z"),
        published("Midnight", "2020-09-11T00:00:00Z"),
        published("That day", "2020-09-11"),
        published("Second", "2020-09-11T00:00:01Z"),
        article("Undated"),
    ]);

    assert_eq!(found(&cache, "before:2020-09-11"), [1]);
    assert_eq!(found(&cache, "after:2020-09-11").len(), 3);
    assert_eq!(found(&cache, "after:2020-09-10 before:2020-09-11"), [1]);
    assert_eq!(found(&cache, "-after:2020 river"), [5]);
    assert_eq!(found(&cache, "before:2020-10 night").len(), 4);
    // The clock stands at the 13th of September 2020, 12:26:40.
    assert_eq!(found(&cache, "last:2d").len(), 3);
    assert_eq!((found(&cache, "last:61h").len(), found(&cache, "last:60h").len()), (4, 0));
}

#[test]
fn without_a_moment_dates_count_from_the_newest_article() {
    let cache = cache(&[published("Old", "2019-01-01"), published("New", "2020-01-01")]);
    let view = View::Matching(Query::parse("last:7d").unwrap());

    assert_eq!(cache.count(&view).unwrap(), 1);
}

#[test]
fn languages_and_their_kinds_are_found() {
    let of = |headline: &str, tag: &str| Article {
        language: crate::domain::Language::parse(tag),
        ..article(headline)
    };
    let cache = cache(&[of("Chuva", "pt-BR"), of("Lluvia", "es")]);

    assert_eq!(found(&cache, "lang:pt"), [1]);
    assert_eq!(found(&cache, "lang:pt-br"), [1]);
    assert_eq!(found(&cache, "lang:pt-PT"), [0; 0]);
}

#[test]
fn matches_are_read_piece_by_piece_in_either_direction() {
    let cache = weather();
    let query = query("the or of or nothing");
    let read = |range| -> Vec<ListRow> { cache.search_newest(&query, now(), range).unwrap() };
    let numbers = |rows: &[ListRow]| rows.iter().map(|row| row.id.0).collect::<Vec<_>>();

    let first = read(ListRange::first(2));
    let second = read(ListRange::after(Some(first[1].cursor), 2));

    assert_eq!((numbers(&first), numbers(&second)), (vec![4, 3], vec![2, 1]));
    assert_eq!(numbers(&read(ListRange::before(Some(second[1].cursor), 2))), [3, 2]);
}

#[test]
fn exclusions_from_many_matches_are_skipped_piece_by_piece() {
    let rains = |number: &u32| number.is_multiple_of(3);
    let told = |number: u32| {
        let headline = format!("{} {number}", if rains(&number) { "Rain" } else { "Sun" });
        published(&headline, &format!("2020-01-01T{:02}:{:02}:00Z", number / 60, number % 60))
    };
    let mut cache = Cache::in_memory().unwrap();
    cache.store(&(1..=1_300).map(told).collect::<Vec<_>>(), now()).unwrap();
    let read = |range| -> Vec<u32> {
        let rows = cache.search_newest(&query("-rain"), now(), range).unwrap();
        rows.iter().map(|row| row.id.0).collect()
    };

    let newest: Vec<u32> = (1..=1_300).rev().filter(|number| !rains(number)).collect();
    assert_eq!(read(ListRange::first(2_000)), newest);
    assert_eq!(read(ListRange::before(None, 700)), newest[newest.len() - 700..]);
    assert_eq!(cache.count(&View::Matching(query("-rain"))).unwrap(), newest.len());
    assert_eq!(cache.count(&View::Matching(query("-rain -sun"))).unwrap(), 0);
}

#[test]
fn a_word_being_typed_matches_as_a_prefix() {
    let cache = weather();
    let typed = |text: &str| {
        let query = Query::parse_while_typing(text).unwrap();
        cache.search_newest(&query, now(), ListRange::first(99)).unwrap().len()
    };

    assert_eq!(typed("r"), 4);
    assert_eq!(typed("riv"), 2);
    assert_eq!(typed("riv "), 0);
    assert_eq!(typed("gold ri"), 1);
    assert_eq!(typed("in:headline ra"), 1);
}

#[test]
fn a_beginning_of_many_words_stands_for_the_commonest() {
    let mut cache = weather();
    let common = "DELETE FROM common_word; INSERT INTO common_word VALUES ('rain', 200), ('river', 100)";
    cache.connection.execute_batch(common).unwrap();
    stored(&mut cache, &article("Rodeo"));

    let query = Query::parse_while_typing("r").unwrap();
    let rows = cache.search_newest(&query, now(), ListRange::first(99)).unwrap();

    assert_eq!(rows.iter().map(|row| row.id.0).collect::<Vec<_>>(), [4, 2, 1]);
}

#[test]
fn headlines_and_frequent_words_come_first() {
    let once = "A river among much else that was told on this day.";
    let often = "River and river again: the river rose, the river fell.";
    let cache = cache(&[
        told("Often", "2020-09-01", often),
        told("A river", "2020-09-02", once),
        told("Once", "2020-09-04", once),
        told("Once, earlier", "2020-09-03", once),
    ]);

    assert_eq!(ranked(&cache, "river"), [2, 1, 3, 4]);
}

#[test]
fn a_search_without_words_is_newest_first() {
    let cache = weather();

    assert_eq!(ranked(&cache, "site:gazette"), [4, 3, 2, 1]);
    assert_eq!(cache.search_ranked(&query("site:gazette"), 1).unwrap().hits[0].score, None);
}

#[test]
fn a_hit_shows_where_its_words_stand() {
    let cache = weather();

    let Snippet { text, marks } =
        cache.search_ranked(&query("rain \"the night\""), 9).unwrap().hits[0].snippet.clone();

    assert_eq!(text.as_str(), "The river rose in the night. Rain is to come.");
    assert_eq!(marks, [18..27, 29..33]);
}

#[test]
fn no_search_that_can_be_written_upsets_the_index() {
    let cache = weather();
    for text in [
        "हिन्दी",
        "ไทย",
        "a\u{345}b",
        "ⓐⓑ",
        "²³",
        "x:y".trim_start_matches("x:"),
        "NEAR",
        "AND",
        "NOT",
        "-*",
        "\"*\"",
        "o'clock*",
    ] {
        found(&cache, text);
    }
}

#[test]
fn a_regular_expression_is_looked_for_in_what_the_rest_of_the_search_leaves() {
    let cache = weather();

    assert_eq!(found(&cache, r"/\br(iver|ain) /"), [3, 2, 1]);
    assert_eq!(found(&cache, "title:/^r(iver|ain) /"), [3, 2]);
    assert_eq!(found(&cache, "river /ro.e in/"), [1]);
    assert_eq!(found(&cache, "-/rose/"), [4, 2]);
    assert_eq!(found(&cache, "(market or /champ.ons/)"), [4, 2]);
    assert_eq!(found(&cache, "before:2020-09-03 /rose/"), [1]);
}

#[test]
fn articles_are_found_by_what_came_with_them_and_when_they_were_read() {
    let mut cache = weather();
    let mark = |cache: &mut Cache, id, at: &str| {
        cache.apply(&Change::Read(vec![(ArticleId(id), true)]), at.parse().unwrap()).unwrap();
    };
    let (today, yesterday) = (now(), now() - jiff::SignedDuration::from_hours(24));
    mark(&mut cache, 1, &today.to_string());
    mark(&mut cache, 2, &yesterday.to_string());

    assert_eq!(found(&cache, "read:today"), [1]);
    assert_eq!(found(&cache, "read:yesterday"), [2]);
    assert_eq!(found(&cache, "read:1d -(read:today \"no phrase\")"), [2, 1]);
    assert_eq!(found(&cache, "read:today river"), [1]);
    assert!(found(&cache, "read:2019").is_empty());
    assert!(found(&cache, "has:recording").is_empty());
    assert!(found(&cache, "is:new").is_empty());
    cache.remember_fetch(2).unwrap();
    assert_eq!(found(&cache, "is:new"), [4, 3]);
    assert_eq!(found(&cache, "is:new river"), [3]);
    assert!(found(&cache, "feed:wire").is_empty());
}
