//! Stories in a cache that grows, and after articles change or are removed.

mod alike;
mod merging;

use super::*;
use crate::cache::samples::{article, now, published, stored, url};
use crate::cache::{EntryToStore, Prepared};
use crate::domain::{
    Article, Block, Body, Change, Following, FullText, ListRange, Order, Subscription, Text, View, WebUrl,
};
use crate::related::TermReader;

const CRACK: &str = "Marram Bridge over the Lowen was shut when engineers found a crack in the girder";
const CABLE: &str = "The undersea cable to the Skerran Islands broke and a repair ship left Aldmouth harbour";

/// A report of an event on a day, by a publication.
fn report(headline: &str, event: &str, day: u32, paper: &str) -> Article {
    let text = format!("{event}, writes {paper}.");
    Article {
        publication: Some(paper.into()),
        body: Body(vec![Block::Paragraph { text: Text::plain(&text) }]),
        ..published(headline, &format!("2024-05-{day:02}T10:00:00Z"))
    }
}

fn crack(number: u32) -> Article {
    report(
        &format!("Crack in girder shuts Marram Bridge {number}"),
        CRACK,
        number,
        &format!("Paper {number}"),
    )
}

fn story_of(cache: &Cache, id: ArticleId) -> Option<StoryId> {
    cache.membership(id).unwrap().unwrap().story
}

fn rows(cache: &Cache, view: &View, order: Order) -> Vec<(u32, u32)> {
    let rows = cache.list_by_story(view, order, ListRange::first(9)).unwrap();
    rows.iter().map(|row| (row.id.0, row.others_in_story)).collect()
}

/// Four reports of a crack and one of a cable, the cable's third.
fn five() -> Cache {
    let mut cache = Cache::in_memory().unwrap();
    let cable = report("Skerran cable broken", CABLE, 3, "Wire");
    cache.store(&[crack(1), crack(2), cable, crack(4), crack(5)], now()).unwrap();
    cache
}

/// A report that is only a headline.
fn headline(words: &str, number: u32) -> Article {
    let url = url(&format!("https://wire.example/{number}"));
    Article { url: Some(url), body: Body::default(), ..published(words, "2024-05-07T10:00:00Z") }
}

/// Two stories of two headlines each.
fn two_stories() -> Cache {
    let mut cache = Cache::in_memory().unwrap();
    let girder = "Marram Lowen girder Skerran Aldmouth rivet pontoon ferryman";
    let tollgate = "Marram Lowen Oxelby tollgate lantern quay regatta detour";
    for (number, words) in [girder, girder, tollgate, tollgate].into_iter().enumerate() {
        stored(&mut cache, &headline(words, u32::try_from(number).unwrap()));
    }
    assert_eq!(stories(&cache), [1, 1, 2, 2].map(|story| Some(StoryId(story))));
    cache
}

/// Stores an article that is near to both.
fn tell_both(cache: &mut Cache) {
    stored(cache, &headline("Marram Lowen girder Skerran Aldmouth Oxelby tollgate", 9));
}

fn follow(cache: &mut Cache, story: u32) {
    let following = Following { name: format!("Story {story}").as_str().into(), paused: false, since: 4 };
    cache.apply(&Change::Follow(vec![(StoryId(story), Some(following))]), now()).unwrap();
}

fn stories(cache: &Cache) -> Vec<Option<StoryId>> {
    (1..).map_while(|number| cache.membership(ArticleId(number)).unwrap()).map(|found| found.story).collect()
}

/// Entries of one feed, each with its headline and its notes.
fn feed(name: &str, entries: &[(String, String)]) -> Vec<Article> {
    let entry = |(number, (headline, notes)): (usize, &(String, String))| Article {
        headline: headline.as_str().into(),
        url: Some(url(&format!("https://{name}.example/{number}"))),
        publication: Some(name.into()),
        published: format!("2024-05-07T{:02}:00:00Z", number + 1).parse().ok(),
        body: Body(vec![Block::Paragraph { text: Text::plain(notes) }]),
        ..Article::default()
    };
    entries.iter().enumerate().map(entry).collect()
}

#[test]
fn reports_of_an_event_are_one_story_and_share_a_row() {
    let cache = five();

    let stories: Vec<_> = (1..=5).map(|number| story_of(&cache, ArticleId(number))).collect();
    let crack = Some(StoryId(1));
    assert_eq!(stories, [crack, crack, None, crack, crack]);
    assert_eq!(rows(&cache, &View::All, Order::NewestFirst), [(5, 3), (3, 0)]);
    assert_eq!(rows(&cache, &View::All, Order::OldestFirst), [(1, 3), (3, 0)]);
    assert_eq!(cache.check().unwrap(), [""; 0]);
}

#[test]
fn a_folded_list_is_read_up_as_it_is_read_down() {
    let cache = five();
    let read = |range| {
        let rows = cache.list_by_story(&View::All, Order::NewestFirst, range).unwrap();
        rows.into_iter().next()
    };

    let first = read(ListRange::first(1)).unwrap();
    let second = read(ListRange::after(Some(first.cursor), 1)).unwrap();

    assert_eq!(read(ListRange::before(Some(second.cursor), 1)), Some(first));
    assert_eq!(read(ListRange::after(Some(second.cursor), 1)), None);
    assert_eq!(read(ListRange::before(None, 1)), Some(second));
}

#[test]
fn a_view_folds_what_it_holds() {
    let mut cache = five();
    cache.apply(&Change::Read(vec![(ArticleId(5), true), (ArticleId(1), true)]), now()).unwrap();

    assert_eq!(rows(&cache, &View::Unread, Order::NewestFirst), [(4, 1), (3, 0)]);
    assert_eq!(rows(&cache, &View::Publication("Paper 2".into()), Order::NewestFirst), [(2, 0)]);
    assert_eq!(rows(&cache, &View::Bookmarks, Order::NewestFirst), []);
}

#[test]
fn a_folded_article_is_found_in_the_row_it_shares_and_unfolded_from_it() {
    let cache = five();

    let row = cache.listed_by_story(&View::All, Order::NewestFirst, ArticleId(2)).unwrap().unwrap();
    let others = cache.unfolded(&View::All, Order::NewestFirst, &row).unwrap();

    assert_eq!((row.id, row.others_in_story), (ArticleId(5), 3));
    assert_eq!(others.iter().map(|row| row.id.0).collect::<Vec<_>>(), [4, 2, 1]);
}

#[test]
fn a_story_grows_from_import_to_import_and_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    stored(&mut Cache::open(&path).unwrap(), &crack(1));

    let mut cache = Cache::open(&path).unwrap();
    let second = stored(&mut cache, &crack(2));

    assert_eq!(story_of(&cache, second), Some(StoryId(1)));
    assert_eq!(cache.story(StoryId(1)).unwrap().len(), 2);
}

#[test]
fn new_articles_are_compared_with_those_of_another_process() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    let (mut one, mut other) = (Cache::open(&path).unwrap(), Cache::open(&path).unwrap());
    stored(&mut one, &report("Skerran cable broken", CABLE, 1, "Wire"));

    stored(&mut other, &crack(1));
    let second = stored(&mut one, &crack(2));

    assert_eq!(story_of(&one, second), Some(StoryId(1)));
}

#[test]
fn an_article_with_another_text_leaves_its_story_and_one_that_goes_leaves_nothing() {
    let mut cache = five();

    let told = Article { url: crack(4).url, ..report("Skerran cable is broken", CABLE, 4, "Paper 4") };
    let changed = stored(&mut cache, &told);
    cache.connection.execute("DELETE FROM article WHERE number IN (1, 2)", []).unwrap();

    assert_eq!(changed, ArticleId(4));
    assert_eq!(story_of(&cache, changed), story_of(&cache, ArticleId(3)));
    assert_eq!(cache.story(StoryId(1)).unwrap().len(), 1);
    assert_eq!(rows(&cache, &View::All, Order::NewestFirst), [(5, 0), (4, 1)]);
    assert_eq!(cache.stories(9).unwrap(), [StoryId(2)]);
}

#[test]
fn the_stories_with_the_newest_articles_are_the_same_however_they_are_found() {
    let mut cache = five();
    let cable = report("Skerran cable is broken", CABLE, 4, "Paper 6");
    cache.store(&[cable, published("A lone report", "2024-05-08")], now()).unwrap();

    let counted = |limit| cache.all_stories(limit).unwrap();

    assert_eq!(counted(9).len(), 2);
    assert_eq!(cache.stories(9).unwrap(), counted(9));
    assert_eq!(cache.stories_of_the_newest(1).unwrap(), Some(counted(1)));
    assert_eq!(cache.stories_of_the_newest(2).unwrap(), Some(counted(2)));
    assert_eq!(cache.stories_of_the_newest(3).unwrap(), None);
}

#[test]
fn an_article_taken_out_of_a_story_stays_out_until_it_is_undone() {
    let mut cache = five();
    let apart =
        Change::StoryMembership(vec![(ArticleId(5), StoryMembership { story: None, is_taken_out: true })]);

    let undo = cache.apply(&apart, now()).unwrap();
    let edition = Article { section: Some("City".into()), ..crack(5) };
    stored(&mut cache, &edition);

    assert_eq!(story_of(&cache, ArticleId(5)), None);
    assert_eq!(rows(&cache, &View::All, Order::NewestFirst), [(5, 0), (4, 2), (3, 0)]);
    cache.apply(&undo, now()).unwrap();
    assert_eq!(rows(&cache, &View::All, Order::NewestFirst), [(5, 3), (3, 0)]);
}

#[test]
fn copies_of_a_text_are_distinguished_from_reports() {
    let mut cache = Cache::in_memory().unwrap();
    let copied = |paper: &str, day| {
        let text =
            format!("{CABLE}. {CRACK}. Nobody was hurt, and the ferries will sail from Oxelby at dawn.");
        Article {
            publication: Some(paper.into()),
            body: Body(vec![Block::Paragraph { text: Text::plain(&text) }]),
            ..published(&format!("Cable and bridge, by {paper}"), &format!("2024-05-0{day}"))
        }
    };
    cache.store(&[copied("Wire", 1), copied("Herald", 2), copied("Gazette", 3)], now()).unwrap();

    let members = cache.story(StoryId(1)).unwrap();

    let texts: Vec<_> = members.iter().map(|member| member.text).collect();
    assert_eq!(texts, [Some(1), Some(1), Some(1)]);
}

#[test]
fn articles_added_to_a_followed_story_are_new_until_they_are_read() {
    let mut cache = five();
    let following =
        Following { name: "The crack".into(), paused: false, since: cache.last_number().unwrap() };
    let undo = cache.apply(&Change::Follow(vec![(StoryId(1), Some(following))]), now()).unwrap();

    let sixth = stored(&mut cache, &crack(6));

    let followed = cache.followed().unwrap();
    assert_eq!((followed[0].new, followed[0].articles, followed[0].name.as_str()), (1, 5, "The crack"));
    let view = cache.list(&View::Following, Order::NewestFirst, ListRange::first(9)).unwrap();
    assert_eq!(view.len(), 5);
    cache.apply(&Change::Read(vec![(sixth, true)]), now()).unwrap();
    assert_eq!(cache.followed().unwrap()[0].new, 0);
    cache.apply(&undo, now()).unwrap();
    assert_eq!(cache.followed().unwrap(), []);
}

#[test]
fn following_an_article_without_a_story_founds_one() {
    let mut cache = Cache::in_memory().unwrap();
    let first = stored(&mut cache, &crack(1));

    let story = cache.story_of(first).unwrap().unwrap();
    let second = stored(&mut cache, &crack(2));

    assert_eq!(story_of(&cache, second), Some(story));
    assert_eq!(cache.story_of(ArticleId(9)).unwrap(), None);
    assert_eq!(rows(&cache, &View::All, Order::NewestFirst), [(2, 1)]);
}

#[test]
fn an_archive_in_any_order_is_placed_in_the_end() {
    let mut cache = Cache::in_memory().unwrap();
    let first = stored(&mut cache, &article("Undated"));
    cache.connection.execute("INSERT INTO unplaced VALUES (?1)", [first.0]).unwrap();

    assert_eq!(cache.place_waiting().unwrap(), 1);

    assert_eq!(cache.place_waiting().unwrap(), 0);
}

#[test]
fn the_latest_articles_before_a_moment_are_read_newest_first() {
    let cache = five();

    let latest = cache.latest("2024-05-05".parse().unwrap(), 3).unwrap();

    assert_eq!(latest.iter().map(|article| article.id.0).collect::<Vec<_>>(), [4, 3, 2]);
    assert_eq!(cache.latest_of(&[ArticleId(3)]).unwrap(), latest[1..2]);
}

#[test]
fn an_entry_without_a_date_is_of_the_time_of_its_arrival() {
    let tell = |day: &str| {
        let mut cache = Cache::in_memory().unwrap();
        let words = "Marram Lowen girder Skerran Aldmouth rivet pontoon ferryman";
        stored(&mut cache, &Article { published: day.parse().ok(), ..headline(words, 1) });
        let feed = WebUrl::parse("https://gazette.example/feed").unwrap();
        let (feed, _) = cache.subscribe(&Subscription::of_url(feed), FullText::Never).unwrap();
        let words = "Marram Lowen girder tollgate lantern quay regatta heron";
        let article = Article { published: None, ..headline(words, 2) };
        let prepared = Prepared::of(&article, &mut TermReader::default());
        let entry = EntryToStore { article: &article, prepared: &prepared, wants_page: false };
        cache.store_entries(feed, &[entry], now()).unwrap();
        cache.place_waiting().unwrap();
        stories(&cache)
    };

    assert_eq!(tell("2020-09-12"), [Some(StoryId(1)); 2], "it came on the next day");
    assert_eq!(tell("2012-05-07"), [None; 2], "it came eight years later");
}

#[test]
fn two_reports_of_one_paper_on_an_event_share_a_row() {
    let notes = format!("{CRACK}. {CABLE}. {CRACK}.");
    let told = |headline: &str| (headline.to_owned(), notes.clone());
    let mut cache = Cache::in_memory().unwrap();

    cache
        .store(
            &feed("gazette", &[told("Crack shuts Marram Bridge"), told("Marram Bridge stays shut")]),
            now(),
        )
        .unwrap();

    assert_eq!(cache.stories(9).unwrap().len(), 1);
}
