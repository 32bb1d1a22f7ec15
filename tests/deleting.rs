//! Deletion: an article goes from every list and does not come back, until that is undone.

use crate::support::articles::{article, three};
use crate::support::reader::{Reader, clock};

#[test]
fn a_deleted_article_leaves_the_list_and_undo_brings_it_back() {
    let mut reader = Reader::with(&three());
    let first = reader.selected_headline();

    assert_eq!(reader.press("#").notice(), "deleted · U undoes it");
    assert_ne!(reader.selected_headline(), first);
    assert_eq!(reader.article_shown(), reader.selected_headline(), "the preview goes on");
    assert!(!reader.screen().contains(&first));

    assert_eq!(reader.press("U").notice(), "undone: deleted");
    assert!(reader.screen().contains(&first));
}

#[test]
fn the_reading_goes_on_with_the_article_after_the_deleted_one() {
    let mut reader = Reader::sized(&three(), 160, 45);
    reader.press("<enter> #");

    assert_eq!(reader.article_shown(), reader.selected_headline());
    assert_eq!(reader.press("# #").article_shown(), "", "the last one is gone");
    assert!(reader.screen().contains("There are no articles here."));

    reader.press("U U U");
    assert_eq!(reader.leave().0.counts().expect("counts").articles, 3);
}

#[test]
fn ticked_articles_are_deleted_as_one_change_and_an_import_does_not_restore_them() {
    let mut reader = Reader::with(&three());
    reader.press("x x #");
    assert_eq!(reader.notice(), "2 articles deleted · U undoes it");

    let (mut library, _) = reader.leave();
    library.add(&three(), clock().now).expect("stored");

    assert_eq!(library.counts().expect("counts").articles, 1);
}

#[test]
fn a_command_deletes_what_a_search_finds() {
    let mut all = three();
    all.push(article("Sponsored: a watch", "2026-05-06"));
    all.push(article("Sponsored: a car", "2026-05-06"));
    let mut reader = Reader::with(&all);

    reader.press(":").write("delete-found sponsored").press("<enter>");

    assert_eq!(reader.notice(), "2 articles deleted · U undoes it");
    assert!(!reader.screen().contains("Sponsored"));
    reader.press("U");
    assert_eq!(reader.leave().0.counts().expect("counts").articles, 5);
}
