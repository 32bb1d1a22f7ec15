//! The command line within the reader: every action by its name, and commands that take an argument.

use std::fs;
use std::path::Path;

use newsprint::config::Config;
use newsprint::config::colour::ColourDepth;
use newsprint::domain::{Order, View};

use crate::support::articles::{article, three};
use crate::support::reader::Reader;

fn typed(reader: &mut Reader, line: &str) {
    reader.press(":").write(line).press("<enter>");
}

#[test]
fn an_action_is_done_by_its_name() {
    let mut reader = Reader::with(&three());

    typed(&mut reader, "toggle-bookmark");

    assert!(reader.screen().contains('★'));
}

#[test]
fn tab_goes_through_what_a_line_could_become() {
    let mut reader = Reader::with(&three());

    reader.press(":").write("expo");
    assert!(reader.screen().contains("export all bookmarks to .md, .json or .html"));

    reader.press("<tab> <tab>");
    assert!(reader.screen().contains(":export-bookmarks"));
}

#[test]
fn a_mistake_stays_on_the_line_and_names_what_was_meant() {
    let mut reader = Reader::with(&three());

    typed(&mut reader, "veiw unread");

    assert!(reader.screen().contains("did you mean \"view\"?"));
}

#[test]
fn a_list_is_turned_to_by_its_name_or_the_beginning_of_it() {
    let mut reader = Reader::with(&three());

    reader.press(":").write("view ga");
    assert!(reader.screen().contains("publication"));
    reader.press("<enter>");
    assert_eq!(reader.model.headlines.view, View::Publication("Gazette".into()));

    typed(&mut reader, "view bookmarks");
    assert_eq!(reader.model.headlines.view, View::Bookmarks);
    typed(&mut reader, "view nowhere");
    assert_eq!(reader.notice(), "There is no view, publication or section with that name.");
}

#[test]
fn a_list_is_filtered_and_sorted() {
    let mut reader = Reader::with(&three());
    reader.press("A");

    typed(&mut reader, "view gazette");
    typed(&mut reader, "filter is:read bridge");
    assert_eq!(reader.model.headlines.rows().count(), 1);

    typed(&mut reader, "view all");
    typed(&mut reader, "sort-by oldest");
    assert_eq!(reader.model.headlines.order, Order::OldestFirst);
}

#[test]
fn ticked_articles_are_tagged_and_tags_are_completed() {
    let mut reader = Reader::with(&three());

    reader.press("x x e").write("city").press("<enter>");
    reader.press("G :").write("tag c");
    assert!(reader.screen().contains("2 bookmarks"));
    reader.press("<tab> <enter>");

    let (library, _) = reader.leave();
    assert_eq!(library.tags().expect("tags"), [("city".into(), 3)]);
}

#[test]
fn a_note_and_a_tag_are_kept_with_one_line_each() {
    let mut reader = Reader::with(&three());

    typed(&mut reader, "note for the talk");
    typed(&mut reader, "tag bridges");
    typed(&mut reader, "untag bridges");

    let (library, _) = reader.leave();
    let (_, _, bookmark) = library.bookmarks().expect("bookmarks").remove(0);
    assert_eq!(bookmark.note.expect("a note").as_str(), "for the talk");
    assert!(bookmark.tags.is_empty());
}

#[test]
fn stories_and_bookmarks_are_written_to_files_that_are_not_there_yet() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let mut reader = Reader::with(&three());

    typed(&mut reader, &format!("export {}", path("all.jsonl")));
    assert!(reader.notice().starts_with("3 articles written"));
    reader.press("x");
    typed(&mut reader, &format!("export {}", path("one.md")));
    typed(&mut reader, "note why");
    typed(&mut reader, &format!("export-bookmarks {}", path("kept.md")));

    assert_eq!(fs::read_to_string(path("all.jsonl")).expect("written").lines().count(), 3);
    assert!(fs::read_to_string(path("one.md")).expect("written").contains("# Bridge reopens"));
    assert!(fs::read_to_string(path("kept.md")).expect("written").contains("  why"));
    typed(&mut reader, &format!("export {}", path("one.md")));
    assert!(reader.notice().contains("already exists; choose another name"), "{}", reader.notice());
}

#[test]
fn a_file_is_imported_and_appears_without_moving_the_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new.jsonl");
    let news = [r#"{"headline": "Fog lifts", "published": "2026-05-08", "text": "It did."}"#, "no article"];
    fs::write(&path, news.join("\n")).expect("written");
    let mut reader = Reader::with(&three());
    reader.press("j");

    typed(&mut reader, &format!("import {}", path.display()));

    assert_eq!(reader.selected_headline(), "Flood warning");
    assert_eq!(reader.model.counts.articles, 4);
    assert!(reader.press("E").screen().contains("1 new, 0 updated, 0 unchanged, 1 skipped"));
}

#[test]
fn an_article_is_opened_by_its_id() {
    let mut reader = Reader::with(&three());

    typed(&mut reader, "article n2");
    assert_eq!(reader.article_shown(), "Flood warning");

    typed(&mut reader, "article n99");
    assert_eq!(reader.notice(), "There is no article “n99” in the cache.");
}

#[test]
fn a_setting_holds_until_one_leaves() {
    let mut reader = Reader::with(&three());

    typed(&mut reader, "set borders ascii");
    assert!(reader.screen().contains('+'));

    typed(&mut reader, "set measure 5");
    assert_eq!(reader.notice(), "measure is 5; it must be a whole number from 20 to 200");
}

#[test]
fn commands_are_remembered_between_sessions() {
    let mut reader = Reader::with(&three());
    typed(&mut reader, "sort-by oldest");
    let (library, session) = reader.leave();

    let mut reader = Reader::over(library, session, ratatui::layout::Size { width: 100, height: 20 });
    reader.press(": <up>");

    assert!(reader.screen().contains(":sort-by oldest"));
}

#[test]
fn messages_can_be_read_again() {
    let mut reader = Reader::with(&three());
    reader.press("r j k");

    assert!(reader.press("E").screen().contains("marked read · U undoes it"));
}

#[test]
fn keys_typed_without_an_article_to_annotate_do_nothing() {
    let mut reader = Reader::with(&three());
    reader.press("<enter> <tab> j");

    reader.press("e").write("Rqs/J").press("<space>");
    assert!(reader.screen().contains("This article is not in the cache"), "{}", reader.screen());
    reader.press("<enter>");

    assert!(!reader.model.leaving);
    assert_eq!(reader.article_shown(), "Bridge reopens");
    assert_eq!(reader.model.counts.bookmarks, 0);
    assert!(reader.model.overlay.is_none());
}

#[test]
fn keys_typed_before_a_picker_has_loaded_narrow_it() {
    let mut reader = Reader::with(&three());
    reader.hold_answers();

    reader.press("v").write("bookm");
    reader.answer(0);

    assert!(reader.screen().contains("› bookm"), "{}", reader.screen());
    assert_eq!(reader.model.counts.bookmarks, 0);
}

#[test]
fn esc_no_longer_waits_for_what_is_on_its_way() {
    let mut reader = Reader::with(&three());
    reader.hold_answers();

    reader.press("v u <esc> j");
    reader.answer(0);

    assert_eq!(reader.selected_headline(), "Flood warning");
    assert!(reader.model.overlay.is_none());
}

#[test]
fn a_list_is_sorted_by_what_one_picks_and_the_place_stays() {
    let mut reader = Reader::with(&three());
    assert_eq!(reader.selected_headline(), "Bridge reopens");

    reader.press("S").write("longest").press("<enter>");
    assert_eq!(reader.selected_headline(), "Bridge reopens");
    assert_eq!(reader.press("g").selected_headline(), "Flood warning");

    typed(&mut reader, "sort-by unread");
    assert_eq!(reader.model.headlines.order, Order::UnreadFirst);
    reader.press("g r");
    typed(&mut reader, "sort-by unread");
    assert_eq!(reader.press("G").selected_headline(), "Bridge reopens");

    typed(&mut reader, "view front");
    assert_eq!(reader.model.headlines.order, Order::NewestFirst);
}

#[test]
fn a_key_does_a_command_with_its_argument_or_several_things() {
    let mut reader = Reader::with(&three());
    let keys = "[keys.shared]\n\"g u\" = \"view bookmarks\"\nx = [\"toggle-bookmark\", \"tag later\", \"next-article\"]\ns = \"export\"\n";
    let (config, mistakes) = Config::read(Some(keys), Path::new("config.toml"), ColourDepth::True, |_| None);
    assert_eq!(mistakes, []);
    reader.model.config = config;
    let first = reader.selected_headline();

    reader.press("x");
    assert_ne!(reader.selected_headline(), first);
    reader.press("g u");
    assert_eq!((reader.model.headlines.view.clone(), reader.selected_headline()), (View::Bookmarks, first));
    assert!(reader.screen().contains("#later"), "{}", reader.screen());

    reader.press("s");
    assert!(reader.screen().contains(":export"), "{}", reader.screen());
    reader.press("<esc> ?");
    reader.write("later");
    assert!(reader.screen().contains("toggle-bookmark, :tag later, next-article"), "{}", reader.screen());
}

#[test]
fn ticked_articles_and_search_results_are_opened_and_copied_together() {
    let articles: Vec<_> =
        (0..7).map(|number| article(&format!("Report {number} of the day"), "2026-05-06")).collect();
    let mut reader = Reader::with(&articles);

    reader.press("* y");
    assert_eq!(reader.notice(), "Copied 7 addresses.");
    reader.press("o");
    assert!(reader.screen().contains("Open these pages?"), "{}", reader.screen());
    assert!(reader.screen().contains("7 pages"), "{}", reader.screen());
    reader.outside.clear();
    reader.press("y <esc>");
    assert_eq!(reader.outside.len(), 7, "{:?}", reader.outside);

    reader.outside.clear();
    typed(&mut reader, "open-found title:/report [2-4]/");
    assert_eq!(reader.outside.len(), 3, "{:?}", reader.outside);
    typed(&mut reader, "read-found title:/report [2-4]/");
    assert_eq!(reader.model.counts.unread, 4);
}

#[test]
fn a_program_may_show_what_it_prints_as_a_page_beside_the_article() {
    let mut reader = Reader::sized(&three(), 160, 40);
    reader.press("<enter> |");
    assert!(reader.screen().contains("summary"), "{}", reader.screen());
    let headline = reader.article_shown();

    reader.press("<enter>");

    assert!(reader.screen().contains(&format!("summary of {headline}")), "{}", reader.screen());
    assert_eq!(reader.article_shown(), headline);
    reader.press("y <esc>");
    assert!(reader.outside.iter().any(|said| said.starts_with("copied summary of")), "{:?}", reader.outside);
    assert!(reader.model.overlay.is_none());
}

#[test]
fn steps_after_a_list_wait_until_it_is_loaded() {
    let mut reader = Reader::with(&three());
    let keys = "[keys.shared]\nx = [\"view bookmarks\", \"mark-all-read\"]\n";
    reader.model.config = Config::read(Some(keys), Path::new("config.toml"), ColourDepth::True, |_| None).0;
    reader.hold_answers();

    reader.press("x");

    assert_eq!(reader.held(), 1, "the list was asked for, and nothing else");
}
