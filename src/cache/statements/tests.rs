//! Statements, how they merge, wait, and take effect.

use super::*;
use crate::cache::samples::{article, now, said, stored};
use crate::domain::{Bookmark, Change, Highlight};

fn bookmark(note: &str, tags: &[&str]) -> Bookmark {
    let tags = tags.iter().map(|tag| (*tag).into()).collect();
    Bookmark { added: now(), note: Some(note.into()), tags }
}

fn after(seconds: i64) -> Timestamp {
    Timestamp::from_second(now().as_second() + seconds).unwrap()
}

/// All statements of a cache, by name.
fn names(cache: &Cache) -> Vec<(Identity, Marks)> {
    said(cache).into_iter().map(|named| (named.name, named.marks)).collect()
}

fn merge(into: &mut Cache, from: &Cache) {
    for named in said(from) {
        into.merge(Subject::Name(named.name), &named.marks).unwrap();
    }
}

#[test]
fn two_caches_that_merge_each_other_say_the_same() {
    let (mut here, mut there) = (Cache::in_memory().unwrap(), Cache::in_memory().unwrap());
    let id = stored(&mut here, &article("Rain"));
    let other = stored(&mut there, &article("Snow"));
    let same = stored(&mut there, &article("Rain"));
    here.apply(&Change::Bookmark(vec![(id, Some(bookmark("why", &["sky"])))]), now()).unwrap();
    here.apply(&Change::Read(vec![(id, true)]), now()).unwrap();
    there.apply(&Change::Read(vec![(other, true), (same, true)]), now()).unwrap();
    there.apply(&Change::Read(vec![(same, false)]), after(5)).unwrap();

    merge(&mut here, &there);
    merge(&mut there, &here);

    assert_eq!(names(&here), names(&there));
    assert_eq!(there.bookmark(same).unwrap(), Some(bookmark("why", &["sky"])));
    assert_eq!(here.counts().unwrap().unread, 1);
    assert_eq!(there.check().unwrap(), [""; 0]);
}

#[test]
fn statements_from_elsewhere_wait_for_their_article() {
    let (mut here, mut there) = (Cache::in_memory().unwrap(), Cache::in_memory().unwrap());
    let id = stored(&mut here, &article("Rain"));
    here.apply(&Change::Read(vec![(id, true)]), now()).unwrap();

    merge(&mut there, &here);
    assert_eq!(names(&there), names(&here));
    let snow = stored(&mut there, &article("Snow"));
    let rain = stored(&mut there, &article("Rain"));

    assert!(there.marks(rain).unwrap().read().unwrap());
    assert!(there.marks(snow).unwrap().is_empty());
    assert_eq!(names(&there), names(&here));
}

#[test]
fn a_bookmark_that_was_removed_stays_so_when_an_older_one_comes_in() {
    let mut cache = Cache::in_memory().unwrap();
    let id = stored(&mut cache, &article("Rain"));
    let told = Marks::without_times(Some(true), Some(&bookmark("why", &["sky"])));

    assert!(cache.merge(Subject::Article(id), &told).unwrap());
    cache.apply(&Change::Bookmark(vec![(id, None)]), now()).unwrap();
    assert!(!cache.merge(Subject::Article(id), &told).unwrap());

    assert_eq!(cache.bookmark(id).unwrap(), None);
    assert_eq!(cache.counts().unwrap().unread, 0);
}

#[test]
fn marks_of_an_older_cache_keep_their_times() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    let id = {
        let old = Cache::open_with(&path, &crate::cache::schema::STEPS[..1]).unwrap();
        let id = ArticleId(1);
        old.connection
            .execute_batch(
                "INSERT INTO article (key, number, headline, words, stored, read, bookmarked) VALUES (1, 1, 'Rain', 5, 0, 1, 1);
                 INSERT INTO bookmark VALUES (1, '2020-05-07T10:00:00Z', 'why')",
            )
            .unwrap();
        id
    };

    let marks = Cache::open(&path).unwrap().marks(id).unwrap();

    assert!(marks.read().unwrap());
    assert_eq!(marks.bookmark().unwrap().note, Some("why".into()));
    assert_eq!(marks.statement_about(&Aspect::Bookmark).unwrap().at, "2020-05-07T10:00:00Z".parse().unwrap());
}

#[test]
fn every_change_can_be_undone_and_done_again() {
    let mut cache = Cache::in_memory().unwrap();
    let id = stored(&mut cache, &article("Rain"));
    let first = bookmark("first\nlines", &["sky", "water"]);
    let change = |bookmark: &Bookmark| Change::Bookmark(vec![(id, Some(bookmark.clone()))]);
    cache.apply(&change(&first), now()).unwrap();

    let undo = cache.apply(&change(&bookmark("second", &["sky"])), now()).unwrap();
    let redo = cache.apply(&undo, now()).unwrap();

    assert_eq!(cache.bookmark(id).unwrap(), Some(first));
    cache.apply(&redo, now()).unwrap();
    assert_eq!(cache.bookmark(id).unwrap(), Some(bookmark("second", &["sky"])));
    assert_eq!(cache.counts().unwrap().bookmarks, 1);
}

#[test]
fn an_article_named_twice_is_undone_to_what_it_was() {
    let mut cache = Cache::in_memory().unwrap();
    let id = stored(&mut cache, &article("Rain"));

    let undo = cache.apply(&Change::Read(vec![(id, true), (id, false), (id, true)]), now()).unwrap();
    cache.apply(&undo, now()).unwrap();

    assert_eq!(cache.counts().unwrap().unread, 1);
}

#[test]
fn articles_that_do_not_exist_are_passed_over() {
    let mut cache = Cache::in_memory().unwrap();
    let nobody = ArticleId(9);

    let undo = cache.apply(&Change::Bookmark(vec![(nobody, Some(bookmark("", &[])))]), now()).unwrap();

    assert_eq!(undo, Change::Bookmark(vec![]));
    assert_eq!(cache.apply(&Change::Read(vec![(nobody, true)]), now()).unwrap(), Change::Read(vec![]));
}

#[test]
fn bookmarks_are_listed_last_added_first() {
    let mut cache = Cache::in_memory().unwrap();
    let ids = ["Rain", "Snow", "Hail"].map(|headline| stored(&mut cache, &article(headline)));
    let nanoseconds = [500_000_000, 0, 500_000_001];
    for (id, nanosecond) in ids.into_iter().zip(nanoseconds) {
        let added = jiff::Timestamp::new(1_600_000_000, nanosecond).unwrap();
        let bookmark = Bookmark { added, ..bookmark("", &[]) };
        cache.apply(&Change::Bookmark(vec![(id, Some(bookmark))]), now()).unwrap();
    }

    let order: Vec<u32> = cache.bookmarks().unwrap().iter().map(|(id, _)| id.0).collect();
    assert_eq!(order, [3, 1, 2]);
}

#[test]
fn the_row_of_a_bookmarked_article_cannot_be_removed() {
    let mut cache = Cache::in_memory().unwrap();
    let id = stored(&mut cache, &article("Rain"));
    cache.apply(&Change::Bookmark(vec![(id, Some(bookmark("", &[])))]), now()).unwrap();

    assert!(cache.connection.execute("DELETE FROM article", []).is_err());
}

#[test]
fn highlights_are_exported_merged_and_wait_like_other_statements() {
    let (mut here, mut there) = (Cache::in_memory().unwrap(), Cache::in_memory().unwrap());
    let id = stored(&mut here, &article("Rain"));
    let highlight = |words: &str| Highlight {
        words: words.into(),
        before: Some("The".into()),
        after: Some("in the night.".into()),
        note: Some("how far?".into()),
    };
    let mut marks = Marks::default();
    marks.set_highlight(&highlight("river rose"), now());
    marks.set_highlight(&highlight("the night"), after(1));

    assert!(here.merge(Subject::Article(id), &marks).unwrap());
    assert!(!here.merge(Subject::Article(id), &marks).unwrap());
    merge(&mut there, &here);
    let elsewhere = stored(&mut there, &article("Rain"));

    let found = there.marks(elsewhere).unwrap();
    assert_eq!(found.highlights(), [highlight("river rose"), highlight("the night")]);
    assert_eq!(there.check().unwrap(), [""; 0]);
}

#[test]
fn every_table_of_schema_nine_becomes_statements() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    let old = Cache::open_with(&path, &crate::cache::schema::STEPS[..9]).unwrap();
    let name = Identity::all_of(&article("Snow"))[0];
    old.connection
        .execute_batch(&format!(
            r#"INSERT INTO article (key, number, headline, words, stored, read, bookmarked)
                 VALUES (1, 1, 'Rain', 5, 0, 0, 1), (2, 2, 'Hail', 5, 0, 1, 0), (3, 3, 'Fog', 5, 0, 0, 1);
               INSERT INTO read_said VALUES (1, 7), (2, 1600000000000001);
               INSERT INTO bookmark VALUES (1, '2020-05-07T10:00:00Z', 'why'), (3, '2020-05-08T10:00:00Z', 'fog');
               INSERT INTO bookmark_tag VALUES (1, 'sky'), (3, 'sea');
               INSERT INTO bookmark_said VALUES (1, '{{"bookmark":["2020-05-07T10:00:00Z","2020-05-07T10:00:00.9999999Z"],
                 "tags":{{"sky":[true,"2020-05-07T10:00:00Z"],"old":[false,"1969-12-31T23:59:59.5Z"]}},
                 "notes":{{"{digest}":["why","2020-05-07T10:00:00.000007Z"],"00ff":[null,"2020-05-07T10:00:00Z"]}}}}'),
                 (2, '{{half of');
               INSERT INTO follow_said VALUES (1, 'Rain', 1, 9), (2, NULL, 0, 9);
               INSERT INTO said_elsewhere VALUES ({name}, '{{"read":[true,"2020-05-07T10:00:00Z"],
                 "follow":[{{"name":"Snow","paused":false}},"2020-05-07T10:00:00Z"]}}');"#,
            digest = digest("why"),
            name = name.row(),
        ))
        .unwrap();
    drop(old);

    let mut cache = Cache::open(&path).unwrap();

    let marks =
        |cache: &Cache, number| serde_json::to_value(cache.marks(ArticleId(number)).unwrap()).unwrap();
    let first = serde_json::json!({
        "read": [false, "1970-01-01T00:00:00.000007Z"],
        "bookmark": ["2020-05-07T10:00:00Z", "2020-05-07T10:00:00.999999Z"],
        "tags": {"old": [false, "1969-12-31T23:59:59.5Z"], "sky": [true, "2020-05-07T10:00:00Z"]},
        "notes": {digest("why"): ["why", "2020-05-07T10:00:00.000007Z"], "00ff": [null, "2020-05-07T10:00:00Z"]},
        "follow": [{"name": "Rain", "paused": true}, "1970-01-01T00:00:00.000009Z"],
    });
    assert_eq!(marks(&cache, 1), first);
    let second = serde_json::json!({
        "read": [true, "2020-09-13T12:26:40.000001Z"],
        "follow": [null, "1970-01-01T00:00:00.000009Z"],
    });
    assert_eq!(marks(&cache, 2), second);
    let at = "2020-05-08T10:00:00Z";
    let third = serde_json::json!({
        "bookmark": [at, at], "tags": {"sea": [true, at]}, "notes": {digest("fog"): ["fog", at]},
    });
    assert_eq!(marks(&cache, 3), third);
    let snow = stored(&mut cache, &article("Snow"));
    assert_eq!(cache.marks(snow).unwrap().read(), Some(true));
    assert_eq!(cache.followed().unwrap()[0].name, "Snow".into());
}
