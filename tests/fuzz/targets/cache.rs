//! A cache with bytes overwritten: opened, read, checked and repaired, or refused.
//!
//! The input is a list of changes: four bytes for where, one for what.
#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use newsprint::domain::{Article, ArticleId, Bookmark, Change, Order, ListRange, View};
use newsprint::library::Library;

static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let path = folder().join("whole.sqlite");
    let mut library = Library::open(&path).expect("a cache");
    let articles: Vec<Article> = (0..20)
        .map(|number| Article { headline: format!("Rain {number}").as_str().into(), ..Article::default() })
        .collect();
    library.add(&articles, jiff::Timestamp::UNIX_EPOCH).expect("stored");
    let bookmark = Bookmark { added: jiff::Timestamp::UNIX_EPOCH, note: None, tags: ["sky".into()].into() };
    library.apply(&Change::Bookmark(vec![(ArticleId(3), Some(bookmark))]), jiff::Timestamp::UNIX_EPOCH).expect("bookmarked");
    drop(library);
    fs::read(path).expect("the cache")
});

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("newsprint-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fuzz_target!(|changes: &[u8]| {
    let mut bytes = WHOLE.clone();
    for change in changes.chunks_exact(5).take(64) {
        let [a, b, c, d, byte] = change else { continue };
        let at = usize::try_from(u32::from_be_bytes([*a, *b, *c, *d])).unwrap_or_default() % bytes.len();
        bytes[at] = *byte;
    }
    let path = folder().join("damaged.sqlite");
    for ending in ["-wal", "-shm", "-journal"] {
        drop(fs::remove_file(folder().join(format!("damaged.sqlite{ending}"))));
    }
    fs::write(&path, &bytes).expect("written");
    let Ok(mut library) = Library::open(&path) else { return };
    drop(library.check());
    drop(library.list(&View::All, Order::NewestFirst, ListRange::first(50)));
    for number in 1..5 {
        drop(library.open_article(ArticleId(number)));
        drop(library.further_links(ArticleId(number)));
    }
    drop(library.bookmarks());
    drop(library.apply(&Change::Bookmark(vec![(ArticleId(2), None)]), jiff::Timestamp::UNIX_EPOCH));
});
