//! Keeping: what has had its time goes without a trace, what the person marked stays.

use jiff::Timestamp;
use newsprint::domain::{ArticleId, Bookmark, Change, ListRange, Order, Query, Retention, View};
use newsprint::library::{Library, RetentionLimits};

use crate::support::articles::{article, body};
use crate::support::program::{Home, stderr, stdout};

fn now() -> Timestamp {
    "2026-05-31T08:00:00Z".parse().expect("a time")
}

/// Thirty stories of thirty days, all read; the first in the list is of the 30th.
fn month() -> Library {
    let mut library = Library::in_memory().expect("memory");
    let stories: Vec<_> = (1..=30)
        .map(|day| {
            let mut story = article(&format!("Story{day}"), &format!("2026-05-{day:02}"));
            story.publication = Some(if day % 2 == 0 { "Gazette" } else { "Courier" }.into());
            story.body = body(&[&format!("Marram girder crack number{day}.")]);
            story
        })
        .collect();
    library.add(&stories, now()).expect("they are stored");
    let read = (1..=30).map(|number| (ArticleId(number), true)).collect();
    library.apply(&Change::Read(read), now()).expect("it is kept");
    library
}

fn limits(days: Option<u32>, articles: Option<u32>) -> RetentionLimits {
    RetentionLimits { all: Retention { days, articles }, ..RetentionLimits::default() }
}

fn headlines(library: &Library) -> Vec<String> {
    let rows = library.list(&View::All, Order::NewestFirst, ListRange::first(99)).expect("a list");
    rows.iter().map(|row| row.headline.to_string()).collect()
}

#[test]
fn articles_go_by_age_and_by_number() {
    let mut library = month();

    library.prune(&limits(Some(10), None), now()).expect("it is done");
    assert_eq!(headlines(&library).len(), 9);
    library.prune(&limits(None, Some(3)), now()).expect("it is done");

    assert_eq!(headlines(&library), ["Story30", "Story29", "Story28"]);
    assert_eq!(library.check().expect("a cache"), [""; 0]);
}

#[test]
fn a_clock_that_is_far_ahead_takes_nothing_along() {
    let mut library = month();
    let ahead = |days: i64| now() + jiff::SignedDuration::from_hours(24 * days);
    let limits = limits(Some(60), None);

    library.prune(&limits, ahead(400)).expect("it is done");
    assert_eq!(headlines(&library).len(), 30);
    library.add(&[article("Of the wrong day", "2026-05-31")], ahead(400)).expect("it is stored");
    library.prune(&limits, ahead(400)).expect("it is done");
    assert_eq!(headlines(&library).len(), 31);

    library.add(&[article("Of the next day", "2027-07-06")], ahead(401)).expect("it is stored");
    library.prune(&limits, ahead(401)).expect("it is done");
    assert_eq!(headlines(&library), ["Of the next day", "Of the wrong day"], "the clock was right");
}

#[test]
fn bookmarks_and_what_is_unread_stay() {
    let mut library = month();
    let bookmark = Bookmark { added: now(), note: None, tags: [].into() };
    library.apply(&Change::Bookmark(vec![(ArticleId(1), Some(bookmark))]), now()).expect("it is kept");
    library.apply(&Change::Read(vec![(ArticleId(2), false)]), now()).expect("it is kept");

    library.prune(&limits(None, Some(1)), now()).expect("it is done");
    assert_eq!(headlines(&library), ["Story30", "Story2", "Story1"]);
    library.prune(&RetentionLimits { unread_too: true, ..limits(None, Some(1)) }, now()).expect("it is done");
    assert_eq!(headlines(&library), ["Story30", "Story1"]);
}

#[test]
fn nothing_of_what_went_is_found_again() {
    let mut library = month();
    assert!(!library.further_links(ArticleId(30)).expect("a cache").is_empty());

    library.prune(&limits(None, Some(1)), now()).expect("it is done");

    assert!(
        library.further_links(ArticleId(30)).expect("a cache").iter().all(|group| group.links.is_empty())
    );
    assert_eq!(library.find("https://gazette.example/story1").expect("a cache"), None);
    let query = Query::parse("number1").expect("a search").at(now());
    let found = library.list(&View::Matching(query), Order::NewestFirst, ListRange::first(9));
    assert!(found.expect("a list").is_empty());
}

#[test]
fn a_dry_run_of_prune_lists_the_articles_and_removes_nothing() {
    let home = Home::new();
    let old =
        home.write("old.json", r#"{"headline":"Old story","published":"2001-01-01","body":"Long ago."}"#);
    let new = home.write("new.json", r#"{"headline":"Undated story","body":"Who knows."}"#);
    let config = home.write("config.toml", "[keep]\ndays = 30\nunread = false\n");
    home.run(&["import", &old, &new]);

    let dry = home.run(&["--config", &config, "prune", "--dry-run"]);
    let wet = home.run(&["--config", &config, "prune"]);

    assert_eq!(stdout(&dry), "n1  Old story\n");
    assert_eq!(stderr(&dry), "1 would be removed; nothing was changed\n");
    assert!(stderr(&wet).starts_with("1 removed"), "{}", stderr(&wet));
    assert_eq!(stdout(&home.run(&["list", "--count"])), "1\n");
    assert_eq!(home.run(&["check"]).status.code(), Some(0));
}
