//! The panes as a person arranges them, by keys and by the mouse; and a collection that others fill.

use newsprint::domain::{Pane, View};
use newsprint::library::ImportSummary;
use newsprint::tui::message::Message;
use ratatui::crossterm::event::{MouseButton, MouseEventKind};
use ratatui::layout::Size;

use crate::support::articles::{article, three};
use crate::support::reader::Reader;

fn width(reader: &Reader, pane: Pane) -> Option<u16> {
    reader.model.layout().pane(pane).map(|area| area.width)
}

#[test]
fn a_pane_grows_and_shrinks_by_keys_and_the_session_remembers() {
    let mut reader = Reader::with(&three());
    let before = width(&reader, Pane::Headlines).expect("it is shown");

    reader.press("w + +");
    assert_eq!(width(&reader, Pane::Headlines), Some(before + 8));

    let (library, session) = reader.leave();
    let mut reader = Reader::over(library, session, Size { width: 130, height: 24 });
    assert_eq!(width(&reader, Pane::Headlines), Some(before + 8));
    reader.press("w =");
    assert_eq!(width(&reader, Pane::Headlines), Some(before));
}

#[test]
fn a_hidden_pane_comes_back_while_it_has_the_focus() {
    let mut reader = Reader::with(&three());
    reader.press("<enter> w h w l");

    assert_eq!(Pane::ALL.map(|pane| width(&reader, pane)), [None, None, Some(130), None]);
    reader.press("<tab>");
    assert!(width(&reader, Pane::Related).is_some());
}

#[test]
fn the_border_between_two_panes_is_dragged() {
    let mut reader = Reader::with(&three());
    let border = width(&reader, Pane::Headlines).expect("it is shown") - 1;

    reader.mouse(MouseEventKind::Down(MouseButton::Left), border, 5);
    reader.mouse(MouseEventKind::Drag(MouseButton::Left), 49, 8);
    reader.mouse(MouseEventKind::Up(MouseButton::Left), 49, 8);

    assert_eq!(width(&reader, Pane::Headlines), Some(50));
    reader.mouse(MouseEventKind::Down(MouseButton::Left), 100, 8);
    assert_eq!(width(&reader, Pane::Headlines), Some(50));
}

#[test]
fn a_click_selects_a_second_opens_and_the_wheel_goes_through_what_is_under_it() {
    let mut reader = Reader::with(&three());

    reader.mouse(MouseEventKind::ScrollDown, 5, 5);
    assert_eq!(reader.selected_headline(), "Flood warning");

    reader.mouse(MouseEventKind::Down(MouseButton::Left), 5, 3);
    assert_eq!(
        (reader.selected_headline().as_str(), reader.model.focus),
        ("Bridge reopens", Pane::Headlines)
    );
    reader.mouse(MouseEventKind::Down(MouseButton::Left), 5, 3);
    assert_eq!((reader.article_shown().as_str(), reader.model.focus), ("Bridge reopens", Pane::Article));
}

#[test]
fn a_list_to_pick_from_is_scrolled_and_picked_from_with_the_mouse() {
    let mut reader = Reader::with(&three());
    reader.press("v");
    let row = reader.screen().lines().position(|line| line.contains("Bookmarks")).expect("it is listed");

    reader.mouse(MouseEventKind::Down(MouseButton::Left), 50, u16::try_from(row).expect("a row"));

    assert_eq!(reader.model.headlines.view, View::Bookmarks);
}

#[test]
fn imports_of_another_process_appear_and_the_selection_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cache.db");
    let now = jiff::Timestamp::UNIX_EPOCH;
    let mut library = newsprint::library::Library::open(&path).expect("a cache");
    library.add(&three(), now).expect("stored");
    let mut reader =
        Reader::over(library, newsprint::domain::Session::default(), Size { width: 130, height: 24 });
    reader.press("j");
    reader.look_around();
    assert_eq!(reader.notice(), "");

    let mut other = newsprint::library::Library::open(&path).expect("the same cache");
    other.add(&[article("Fog lifts", "2026-05-08T06:00:00Z")], now).expect("stored");
    reader.look_around();

    assert_eq!(reader.notice(), "1 new article arrived");
    assert_eq!(reader.selected_headline(), "Flood warning");
    assert!(reader.press("g").screen().contains("Fog lifts"));
}

#[test]
fn a_key_that_begins_a_sequence_shows_what_can_follow() {
    let mut reader = Reader::with(&three());

    reader.press("w");

    assert!(reader.screen().contains("hide the headlines beside the article, or show them"));
}

#[test]
fn who_moves_on_while_a_list_is_looked_at_again_stays_where_they_went() {
    let mut reader = Reader::with(&three());
    reader.hold_answers();
    reader.tell(Message::Imported(ImportSummary::default())).answer(0);

    reader.press("j").answer(1);

    assert_eq!(reader.selected_headline(), "Flood warning");
}
