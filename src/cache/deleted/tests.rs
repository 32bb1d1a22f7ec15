//! Deleted articles are gone, stay away, and are restored unchanged.

use super::*;
use crate::cache::samples::{article, now, published, stored};
use crate::cache::{EntryToStore, Prepared, StoreOutcome};
use crate::domain::{
    Bookmark, Change, Feed, FeedId, FullText, ListRange, Order, Picture, Subscription, TextPlace, View,
    WebUrl,
};
use crate::related::TermReader;

fn delete(cache: &mut Cache, id: ArticleId) -> Change {
    cache.apply(&Change::Delete(vec![(id, true)]), now()).unwrap()
}

fn listed(cache: &Cache, view: &View) -> Vec<u32> {
    let rows = cache.list(view, Order::NewestFirst, ListRange::first(9)).unwrap();
    rows.iter().map(|row| row.id.0).collect()
}

fn search(words: &str) -> View {
    View::Matching(crate::domain::Query::parse(words).unwrap())
}

#[test]
fn a_deleted_article_is_in_no_list_and_no_search() {
    let mut cache = Cache::in_memory().unwrap();
    let rain = stored(&mut cache, &article("Rain"));
    stored(&mut cache, &article("Snow"));

    delete(&mut cache, rain);

    assert_eq!((listed(&cache, &View::All), listed(&cache, &search("river"))), (vec![2], vec![2]));
    assert_eq!(cache.article(rain).unwrap(), None);
    assert_eq!(cache.find("https://gazette.example/rain").unwrap(), None);
    assert_eq!((cache.counts().unwrap().articles, cache.counts().unwrap().unread), (1, 1));
    assert_eq!(cache.check().unwrap(), [""; 0]);
}

#[test]
fn deleting_is_undone_to_what_was_there() {
    let mut cache = Cache::in_memory().unwrap();
    let shown = crate::domain::Figure {
        picture: Some(Picture::of(b"one".to_vec(), 40, 30)),
        ..crate::domain::Figure::default()
    };
    let whole = Article { lead_image: Some(shown), ..published("Rain", "2024-05-07") };
    let id = stored(&mut cache, &whole);
    stored(&mut cache, &published("Snow", "2024-05-08"));
    let bookmark = Bookmark { added: now(), note: Some("why".into()), tags: ["sky".into()].into() };
    let place = TextPlace { block: 0, offset: 4, words: "river".to_owned() };
    cache.apply(&Change::Bookmark(vec![(id, Some(bookmark.clone()))]), now()).unwrap();
    cache.apply(&Change::Read(vec![(id, true)]), now()).unwrap();
    cache.save_place(id, &place, 40, now()).unwrap();
    let before = cache.listed(&View::All, id).unwrap();
    let text = cache.article(id).unwrap();

    let undo = delete(&mut cache, id);
    assert_eq!((cache.bookmark(id).unwrap(), cache.counts().unwrap().bookmarks), (None, 0));
    let redo = cache.apply(&undo, now()).unwrap();

    assert_eq!(cache.listed(&View::All, id).unwrap(), before);
    assert_eq!((cache.article(id).unwrap(), cache.bookmark(id).unwrap()), (text, Some(bookmark)));
    assert_eq!(cache.place(id).unwrap(), Some(place));
    assert_eq!(cache.picture(Picture::of(b"one".to_vec(), 40, 30).name()).unwrap(), Some(b"one".to_vec()));
    assert_eq!(stored(&mut cache, &article("Hail")), ArticleId(3), "no number is given twice");
    assert_eq!(cache.check().unwrap(), [""; 0]);
    cache.apply(&redo, now()).unwrap();
    assert_eq!(cache.article(id).unwrap(), None);
    assert_eq!(cache.check().unwrap(), [""; 0]);
}

#[test]
fn a_deleted_article_does_not_come_back_with_an_import() {
    let mut cache = Cache::in_memory().unwrap();
    let id = stored(&mut cache, &article("Rain"));
    delete(&mut cache, id);

    let again = Article { standfirst: Some("Another edition.".into()), ..article("Rain") };
    let outcome = cache.store(&[again], now()).unwrap()[0].outcome;

    assert_eq!((outcome, cache.counts().unwrap().articles), (StoreOutcome::Unchanged, 0));
}

#[test]
fn a_deleted_article_does_not_come_back_with_its_feed() {
    let mut cache = Cache::in_memory().unwrap();
    let url = WebUrl::parse("https://gazette.example/feed").unwrap();
    let (feed, _): (FeedId, bool) = cache.subscribe(&Subscription::of_url(url), FullText::Never).unwrap();
    let rain = article("Rain");
    let fetch = |cache: &mut Cache, article: &Article| {
        let prepared = Prepared::of(article, &mut TermReader::default());
        let entry = EntryToStore { article, prepared: &prepared, wants_page: false };
        cache.store_entries(feed, &[entry], now()).unwrap()[0]
    };
    let id = fetch(&mut cache, &rain).unwrap().id;
    let of_feed =
        |cache: &Cache| cache.feeds().unwrap().into_iter().map(|feed: Feed| feed.articles).sum::<u32>();

    let undo = delete(&mut cache, id);
    assert_eq!(fetch(&mut cache, &Article { standfirst: Some("More.".into()), ..rain.clone() }), None);
    assert_eq!(of_feed(&cache), 0);

    cache.apply(&undo, now()).unwrap();
    assert_eq!((of_feed(&cache), fetch(&mut cache, &rain).unwrap().outcome), (1, StoreOutcome::Unchanged));
}

#[test]
fn articles_deleted_elsewhere_are_deleted_here_even_before_they_arrive() {
    let [mut one, mut two, mut three] = [(); 3].map(|()| Cache::in_memory().unwrap());
    let id = stored(&mut one, &article("Rain"));
    let here = stored(&mut two, &article("Rain"));
    let undo = delete(&mut one, id);
    let tell = |from: &Cache, to: &mut Cache| {
        for named in crate::cache::samples::said(from) {
            to.merge(Subject::Name(named.name), &named.marks).unwrap();
        }
    };

    tell(&one, &mut two);
    tell(&one, &mut three);
    let arrived = three.store(&[article("Rain"), article("Snow")], now()).unwrap();

    assert_eq!((two.article(here).unwrap(), three.article(arrived[0].id).unwrap()), (None, None));
    assert_eq!([arrived[0].outcome, arrived[1].outcome], [StoreOutcome::Unchanged, StoreOutcome::Stored]);
    one.apply(&undo, now()).unwrap();
    tell(&one, &mut two);
    tell(&one, &mut three);
    assert_eq!((listed(&two, &View::All), listed(&three, &View::All)), (vec![1], vec![2, 1]));
    for cache in [one, two, three] {
        assert_eq!(cache.check().unwrap(), [""; 0]);
    }
}

#[test]
fn an_article_deleted_long_ago_can_only_be_stored_again_as_a_new_one() {
    let mut cache = Cache::in_memory().unwrap();
    let id = stored(&mut cache, &article("Rain"));
    let undo = delete(&mut cache, id);

    cache.drop_snapshots(Timestamp::MAX).unwrap();
    cache.store(&[article("Rain")], now()).unwrap();
    assert_eq!(cache.counts().unwrap().articles, 0);

    cache.apply(&undo, now()).unwrap();
    assert_eq!(cache.counts().unwrap().articles, 0);
    assert_eq!(stored(&mut cache, &article("Rain")), ArticleId(2));
    assert_eq!(cache.check().unwrap(), [""; 0]);
}

#[test]
fn an_article_comes_back_beside_another_that_its_names_lead_to_by_now() {
    let mut cache = Cache::in_memory().unwrap();
    let at = |address: &str| Article { url: WebUrl::parse(address).ok(), ..article("Log") };
    let (part, page) = (at("https://gazette.example/log#v1"), at("https://gazette.example/log"));
    let id = stored(&mut cache, &part);
    let undo = delete(&mut cache, id);
    let other = stored(&mut cache, &page);
    cache.connection.execute("UPDATE identity SET number = ?2 WHERE number = ?1", [id.0, other.0]).unwrap();

    cache.apply(&undo, now()).unwrap();

    assert_eq!((cache.article(id).unwrap(), cache.article(other).unwrap()), (Some(part), Some(page)));
    assert_eq!(cache.find("https://gazette.example/log#v1").unwrap(), Some(other));
    assert_eq!(cache.check().unwrap(), [""; 0]);
}

#[test]
fn a_page_that_is_asked_for_is_deleted_no_longer() {
    let mut cache = Cache::in_memory().unwrap();
    let id = stored(&mut cache, &article("Rain"));
    delete(&mut cache, id);

    let stored = cache.store_page(&article("Rain"), &[], now()).unwrap();

    assert_eq!((stored.id, cache.article(id).unwrap()), (id, Some(article("Rain"))));
    assert!(!cache.marks(id).unwrap().is_deleted());
}
