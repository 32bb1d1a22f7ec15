//! Bookmarks: with a note and tags, undone and done again, out and in without loss.

use crate::support::articles::{article, three};
use crate::support::reader::Reader;
use newsprint::library::{BookmarkFormat, Library, MergeSummary};
use newsprint::tui::message::Message;

#[test]
fn s_keeps_a_story_and_s_again_lets_it_go() {
    let mut reader = Reader::with(&three());

    reader.press("s");
    assert!(reader.screen().contains('★'));

    reader.press("s");
    assert!(!reader.screen().contains('★'));
}

#[test]
fn a_bookmark_has_a_note_and_tags() {
    let mut reader = Reader::with(&three());

    reader.press("<enter> e").write("for the talk").press("<tab>").write("bridges, city").press("<enter>");

    let (library, _) = reader.leave();
    let (_, _, bookmark) = library.bookmarks().expect("bookmarks").remove(0);
    assert_eq!(bookmark.note.expect("a note").as_str(), "for the talk");
    assert_eq!(bookmark.tags.len(), 2);
}

#[test]
fn every_change_can_be_undone_and_done_again() {
    let mut reader = Reader::with(&three());
    reader.press("s j r");

    assert_eq!(reader.press("U").notice(), "undone: marked read · Flood warning");
    assert_eq!(reader.press("U").notice(), "undone: bookmarked · Bridge reopens");
    assert_eq!(reader.press("U").notice(), "There is nothing to undo.");
    assert_eq!(reader.press("ctrl-r").notice(), "redone: bookmarked · Bridge reopens");
}

#[test]
fn bookmarks_merge_back_into_another_cache_without_loss() {
    let mut reader = Reader::with(&three());
    reader.press("<enter> e").write("for the talk").press("<tab>").write("bridges").press("<enter>");
    let (library, _) = reader.leave();
    let exported = export(&library);
    let now = "2026-06-01T00:00:00Z".parse().expect("a time");

    let mut other = Library::in_memory().expect("memory");
    other.add(&[article("Market opens", "2026-05-06")], now).expect("stored");
    let merged = other.import_bookmarks(&exported, now).expect("merged");
    assert_eq!(merged, MergeSummary { added: 1, changed: 0, unchanged: 0 });
    assert_eq!(export(&other), exported);

    let merged = other.import_bookmarks(&exported, now).expect("merged again");
    assert_eq!(merged, MergeSummary { added: 0, changed: 0, unchanged: 1 });
}

fn export(library: &Library) -> String {
    let mut out = Vec::new();
    library.export_bookmarks(BookmarkFormat::Json, &mut out).expect("exported");
    String::from_utf8(out).expect("text")
}

#[test]
fn ticked_articles_are_bookmarked_and_restored_as_one_change() {
    let mut reader = Reader::with(&three());

    reader.press("x x s");

    assert_eq!(reader.notice(), "2 articles bookmarked · U undoes it");
    assert_eq!(reader.screen().matches('★').count(), 2);
    reader.press("U");
    assert_eq!(reader.screen().matches('★').count(), 0);
}

#[test]
fn ticks_reach_from_one_row_to_another_and_are_turned_round() {
    let mut reader = Reader::with(&three());

    reader.press("x j X");
    assert!(reader.screen().contains("3 selected"));

    reader.press("<esc> * g x");
    assert!(reader.screen().contains("all but 1 selected"));
    reader.press("! r");
    assert_eq!(reader.model.counts.unread, 2);
}

#[test]
fn a_whole_list_is_read_in_one_change_and_unread_in_one() {
    let mut reader = Reader::with(&three());

    reader.press("A");
    assert_eq!(reader.model.counts.unread, 0);

    reader.press("U");
    assert_eq!(reader.model.counts.unread, 3);
    assert_eq!(reader.press("A A").notice(), "That is already the case.");
}

#[test]
fn a_note_of_many_lines_is_written_in_the_editor_and_kept_whole() {
    let mut reader = Reader::with(&three());
    reader.press("<enter> e").tell(Message::Edited("for the talk\nask Ana".to_owned()));
    assert!(reader.screen().contains("for the talk ask Ana"));
    reader.press("<enter> e <tab>").write("bridges").press("<enter>");

    let (library, _) = reader.leave();

    let (_, _, bookmark) = library.bookmarks().expect("bookmarks").remove(0);
    assert_eq!(bookmark.note.expect("a note").as_str(), "for the talk\nask Ana");
}

#[test]
fn a_list_of_what_was_changed_leads_back_to_any_state_and_forward_again() {
    let mut reader = Reader::with(&three());
    reader.press("s j r");

    reader.press("u");
    let screen = reader.screen();
    assert!(screen.contains("marked read · Flood warning"), "{screen}");
    assert!(screen.contains("bookmarked · Bridge reopens"), "{screen}");
    reader.press("<down> <down> <enter>");
    assert_eq!((reader.model.counts.bookmarks, reader.model.counts.unread), (0, 3));

    reader.press("u");
    let screen = reader.screen();
    assert!(screen.contains("before any changes"), "{screen}");
    let mut rows = screen.lines().filter(|row| !row.contains("undone:"));
    assert!(
        rows.any(|row| row.contains("marked read · Flood warning") && row.contains("undone")),
        "{screen}"
    );
    reader.press("<up> <enter>");
    assert_eq!((reader.model.counts.bookmarks, reader.model.counts.unread), (1, 3));
}

#[test]
fn the_note_stands_under_the_headline_and_the_tags_in_the_head_of_the_article() {
    let mut reader = Reader::sized(&three(), 160, 45);
    reader
        .press("<enter> e")
        .write("ask Ana about it")
        .press("<tab>")
        .write("bridges, city")
        .press("<enter>");

    let screen = reader.screen();

    let line = |words: &str| screen.lines().position(|line| line.contains(words)).expect(words);
    assert!(line("#bridges #city") < line("» ask Ana about it"), "{screen}");
    reader.press("U");
    assert!(!reader.screen().contains("» ask Ana"));
}
