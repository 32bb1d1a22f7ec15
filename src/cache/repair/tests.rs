//! Damage of each kind, and what is recovered.

use std::os::unix::fs::FileExt as _;

use super::*;
use crate::cache::samples::{article, now, said, stored};
use crate::domain::{Block, Body, Bookmark, Change, Figure, Following, Picture};

/// A cache of many articles, every tenth bookmarked, closed.
fn filled() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    let mut cache = Cache::open(&path).unwrap();
    for number in 1..=200 {
        stored(&mut cache, &article(&format!("Rain {number}")));
    }
    for number in (10..=200).step_by(10) {
        let bookmark = Bookmark {
            added: now(),
            note: Some(format!("note {number}").as_str().into()),
            tags: ["sky".into()].into(),
        };
        cache.apply(&Change::Bookmark(vec![(ArticleId(number), Some(bookmark))]), now()).unwrap();
    }
    cache.apply(&Change::Read(vec![(ArticleId(7), true)]), now()).unwrap();
    cache.remember("session", "{}").unwrap();
    drop(cache);
    (folder, path)
}

fn damage(path: &Path, at: u64, bytes: &[u8]) {
    fs::File::options().write(true).open(path).unwrap().write_all_at(bytes, at).unwrap();
}

fn pages_of(path: &Path, table: &str) -> u64 {
    let connection = Connection::open(path).unwrap();
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    connection.query_one(root, [table], |row| row.get::<_, i64>(0)).unwrap().cast_unsigned()
}

fn repaired(path: &Path) -> (Cache, RepairSummary) {
    let Repair { cache, saved } = Cache::repair(path, now()).unwrap();
    cache.put_in_place(path).unwrap();
    let cache = Cache::open(path).unwrap();
    assert_eq!(cache.check().unwrap(), [""; 0]);
    (cache, saved)
}

#[test]
fn a_whole_cache_comes_out_as_it_was() {
    let (_folder, path) = filled();
    let before = Cache::open(&path).unwrap();

    let (after, saved) = repaired(&path);

    assert_eq!((saved.articles, saved.lost, saved.is_partial), (200, 0, false));
    assert_eq!(after.counts().unwrap(), before.counts().unwrap());
    assert_eq!(after.bookmarks().unwrap(), before.bookmarks().unwrap());
    assert_eq!(after.article(ArticleId(77)).unwrap(), before.article(ArticleId(77)).unwrap());
    assert_eq!(after.remembered("session").unwrap().as_deref(), Some("{}"));
    assert!(saved.damaged_copy.exists());
}

#[test]
fn pictures_come_out_whole_and_of_a_damaged_one_its_words() {
    let (_folder, path) = filled();
    let picture = |bytes: &[u8]| Picture::of(bytes.to_vec(), 40, 30);
    let (one, two) = (picture(b"one"), picture(b"two"));
    let figure = |picture: &Picture| {
        Block::Figure(Figure {
            picture: Some(picture.clone()),
            alt: Some("a river".into()),
            ..Figure::default()
        })
    };
    let mut cache = Cache::open(&path).unwrap();
    let shown = Article { body: Body(vec![figure(&one), figure(&two)]), ..article("Flood") };
    let id = stored(&mut cache, &shown);
    let spoil = "UPDATE picture SET content = x'00' WHERE name = ?1";
    cache.connection.execute(spoil, [two.name().to_string()]).unwrap();
    drop(cache);

    let (cache, saved) = repaired(&path);

    assert_eq!((saved.articles, saved.lost), (201, 0));
    let article = cache.article(id).unwrap().unwrap();
    assert_eq!(article.pictures(), [&one]);
    assert_eq!(article.body.to_plain(), "a river\na river");
    assert_eq!(cache.picture(one.name()).unwrap().as_deref(), Some(b"one".as_slice()));
}

#[test]
fn statements_are_repaired_with_their_times_even_of_missing_articles() {
    let (_folder, path) = filled();
    let mut before = Cache::open(&path).unwrap();
    before.apply(&Change::Bookmark(vec![(ArticleId(10), None)]), now()).unwrap();
    before.apply(&Change::Read(vec![(ArticleId(7), false), (ArticleId(8), true)]), now()).unwrap();
    before.remove(&[ArticleId(8)]).unwrap();
    let story = before.story_of(ArticleId(20)).unwrap().unwrap();
    let following = Following { name: "Rain".into(), paused: false, since: 200 };
    before.apply(&Change::Follow(vec![(story, Some(following))]), now()).unwrap();
    assert!(said(&before).iter().any(|said| said.id.is_none()), "one waits");

    let (after, _) = repaired(&path);

    assert_eq!(said(&after), said(&before));
    assert_eq!(after.followed().unwrap(), before.followed().unwrap());
}

#[test]
fn a_new_article_gets_a_number_that_was_never_given() {
    let (_folder, path) = filled();

    let (mut after, _) = repaired(&path);

    assert_eq!(stored(&mut after, &article("Snow")), ArticleId(201));
}

#[test]
fn a_damaged_beginning_loses_nothing() {
    let (_folder, path) = filled();
    damage(&path, 0, &[0; 4096]);

    let (after, saved) = repaired(&path);

    assert_eq!((saved.articles, after.bookmarks().unwrap().len()), (200, 20));
}

#[test]
fn a_file_that_is_cut_off_keeps_every_bookmark_with_its_note() {
    let (_folder, path) = filled();
    let before = Cache::open(&path).unwrap().bookmarks().unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_len(31 * 4096).unwrap();

    let (after, saved) = repaired(&path);

    assert!(saved.is_partial);
    assert_eq!(after.bookmarks().unwrap(), before);
}

#[test]
fn bookmarks_are_recovered_from_indexes_where_rows_and_statements_are_lost() {
    let (_folder, path) = filled();
    for table in ["article", "statement"] {
        damage(&path, (pages_of(&path, table) - 1) * 4096, &[0xa5; 4096]);
    }

    let (after, _) = repaired(&path);

    let numbers = after.bookmarks().unwrap().into_iter().map(|(id, _)| id.0);
    assert_eq!(numbers.collect::<BTreeSet<_>>(), (10..=200).step_by(10).collect());
}

#[test]
fn a_bookmark_outlives_the_text_of_its_article() {
    let (_folder, path) = filled();
    let whole = Cache::open(&path).unwrap();
    whole.connection.execute("DELETE FROM document WHERE piece >> 16 = 10", []).unwrap();
    drop(whole);

    let (after, saved) = repaired(&path);

    assert_eq!((saved.articles, saved.lost), (199, 1));
    assert_eq!(after.bookmark(ArticleId(10)).unwrap().unwrap().note, Some("note 10".into()));
    assert_eq!(after.article(ArticleId(10)).unwrap().unwrap().headline, "Rain 10".into());
}

#[test]
fn a_damaged_index_costs_no_article() {
    let (_folder, path) = filled();
    for index in ["identity", "posting", "article_publication", "full_text_data"] {
        damage(&path, (pages_of(&path, index) - 1) * 4096, &[0xa5; 4096]);
    }

    let (after, saved) = repaired(&path);

    assert_eq!((saved.articles, after.bookmarks().unwrap().len()), (200, 20));
}

#[test]
fn a_lost_dictionary_costs_no_text() {
    let (_folder, path) = filled();
    let mut cache = Cache::open(&path).unwrap();
    let more: Vec<_> = (201..=600).map(|number| article(&format!("Rain {number}"))).collect();
    cache.store(&more, now()).unwrap();
    let last: Vec<_> = (601..=620).map(|number| article(&format!("Rain {number}"))).collect();
    cache.store(&last, now()).unwrap();
    let learnt: i64 =
        cache.connection.query_one("SELECT count(*) FROM dictionary", [], |row| row.get(0)).unwrap();
    assert_eq!(learnt, 2, "one and its copy");
    cache.connection.execute("DELETE FROM dictionary WHERE number = 1", []).unwrap();
    drop(cache);

    let (after, saved) = repaired(&path);

    assert_eq!((saved.articles, saved.lost), (620, 0));
    assert_eq!(after.article(ArticleId(620)).unwrap(), Some(article("Rain 620")));
}

#[test]
fn an_unreadable_row_is_skipped() {
    let (_folder, path) = filled();
    let before = Cache::open(&path).unwrap();
    let kept = before.bookmarks().unwrap().len();
    let spoil = "UPDATE statement SET value = x'00ff'
                 WHERE about = 1 AND article = (SELECT min(article) FROM statement WHERE about = 1)";
    assert_eq!(before.connection.execute(spoil, []).unwrap(), 1);
    drop(before);

    let (after, _) = repaired(&path);

    assert!(after.bookmarks().unwrap().len() + 1 >= kept);
    assert_eq!(after.check().unwrap(), [""; 0]);
}

#[test]
fn marks_of_an_older_schema_are_repaired() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    let old = Cache::open_with(&path, &STEPS[..9]).unwrap();
    let insert = "INSERT INTO article (key, number, headline, words, stored, read, bookmarked)
            VALUES (1, 1, 'Rain', 5, 0, 1, 1), (2, 2, 'Snow', 5, 0, 0, 1);
        INSERT INTO read_said VALUES (1, 7);
        INSERT INTO bookmark VALUES (1, '2020-05-07T10:00:00Z', 'why'), (2, '2020-05-08T10:00:00Z', NULL);
        INSERT INTO bookmark_tag VALUES (2, 'sky');
        INSERT INTO said_elsewhere VALUES (5, '{\"read\":[true,\"2020-05-07T10:00:00Z\"]}');";
    old.connection.execute_batch(insert).unwrap();
    drop(old);

    let (after, saved) = repaired(&path);

    assert_eq!((saved.lost, after.counts().unwrap().bookmarks), (2, 2));
    assert_eq!(after.bookmark(ArticleId(1)).unwrap().unwrap().note, Some("why".into()));
    assert_eq!(after.bookmark(ArticleId(2)).unwrap().unwrap().tags, ["sky".into()].into());
    assert_eq!(after.marks(ArticleId(1)).unwrap().read(), Some(true));
    assert!(said(&after).iter().any(|said| said.id.is_none()));
}

#[test]
fn deleted_articles_stay_deleted_and_can_be_brought_back() {
    let (_folder, path) = filled();
    let mut before = Cache::open(&path).unwrap();
    let undo = before.apply(&Change::Delete(vec![(ArticleId(10), true)]), now()).unwrap();
    drop(before);

    let (mut after, saved) = repaired(&path);

    assert_eq!((saved.articles, saved.lost), (199, 0));
    assert_eq!(after.store(&[article("Rain 10")], now()).unwrap()[0].id, ArticleId(10));
    assert_eq!(after.counts().unwrap().articles, 199);
    after.apply(&undo, now()).unwrap();
    assert_eq!(after.bookmark(ArticleId(10)).unwrap().unwrap().note, Some("note 10".into()));
}
