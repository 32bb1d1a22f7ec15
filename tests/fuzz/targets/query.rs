//! The language of searches: what is printed is read as the same, and a cache answers to it.
#![no_main]

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use newsprint::domain::{Article, Order, Query, ListRange, View};
use newsprint::library::Library;

thread_local! {
    static LIBRARY: RefCell<Library> = RefCell::new(library());
}

fn library() -> Library {
    let mut library = Library::in_memory().expect("memory");
    let articles = ["Rain falls again", "Snow on the hills", "東京で雨"].map(|headline| Article {
        headline: headline.into(),
        publication: Some("Gazette".into()),
        ..Article::default()
    });
    library.add(&articles, jiff::Timestamp::UNIX_EPOCH).expect("stored");
    library
}

fuzz_target!(|text: &str| {
    drop(Query::parse_while_typing(text));
    let Ok(query) = Query::parse(text) else { return };
    let printed = query.as_str().to_owned();
    let again = Query::parse(&printed).unwrap_or_else(|mistake| panic!("{printed:?}: {mistake:?}"));
    assert_eq!(again.clause(), query.clause(), "{printed:?}");
    LIBRARY.with_borrow(|library| {
        let view = View::Matching(query.at(jiff::Timestamp::UNIX_EPOCH));
        library.list(&view, Order::NewestFirst, ListRange::first(10)).expect("an answer");
    });
});
