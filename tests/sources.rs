//! The pane of the sources: everything that a list can be made of, and what can be done with each.

use newsprint::domain::{FullText, Pane, Session, Subscription, View, WebUrl};
use newsprint::library::Library;
use newsprint::tui::message::Message;
use ratatui::crossterm::event::{MouseButton, MouseEventKind};
use ratatui::layout::Size;

use crate::support::articles::three;
use crate::support::reader::Reader;

/// A collection that follows three feeds, two of them in folders.
fn library() -> Library {
    let mut library = Library::in_memory().expect("memory");
    library.add(&three(), jiff::Timestamp::UNIX_EPOCH).expect("stored");
    for (name, folder) in [("gazette", ""), ("herald", "News"), ("desk", "News/World")] {
        let url = WebUrl::parse(&format!("https://{name}.example/feed")).expect("an address");
        let feed = Subscription { folder: Subscription::split_folders(folder), ..Subscription::of_url(url) };
        library.subscribe(&feed, FullText::default()).expect("subscribed");
    }
    library
}

fn reader(width: u16) -> Reader {
    Reader::over(library(), Session::default(), Size { width, height: 30 })
}

/// The lines of the pane, from its first row on.
fn sources(reader: &Reader) -> Vec<String> {
    let area = reader.model.layout().sources.expect("it is shown");
    let columns = |line: &str| line.chars().take(usize::from(area.right())).collect();
    reader.screen().lines().skip(2).map(columns).collect()
}

/// Goes down to the row with a name.
fn go_to(reader: &mut Reader, name: &str) {
    let row = sources(reader).iter().position(|line| line.contains(name));
    let row = row.unwrap_or_else(|| panic!("no {name}: {}", reader.screen()));
    reader.press("g");
    for _ in 0..row {
        reader.press("j");
    }
}

fn is_shown(reader: &Reader, pane: Pane) -> bool {
    reader.model.layout().pane(pane).is_some()
}

#[test]
fn the_sources_stand_beside_the_list_where_there_is_room_and_open_over_it_where_not() {
    let mut reader = reader(160);
    assert!(is_shown(&reader, Pane::Sources) && is_shown(&reader, Pane::Headlines), "{}", reader.screen());

    reader.resize(100, 30);
    assert!(!is_shown(&reader, Pane::Sources));
    reader.press("F");
    assert!(is_shown(&reader, Pane::Sources) && !is_shown(&reader, Pane::Headlines), "{}", reader.screen());
    reader.press("q");
    assert!(!is_shown(&reader, Pane::Sources) && is_shown(&reader, Pane::Headlines), "{}", reader.screen());

    reader.resize(160, 30).press("w s");
    assert!(!is_shown(&reader, Pane::Sources), "{}", reader.screen());
    reader.press("h");
    assert_eq!(reader.model.focus, Pane::Sources, "left of the list");
}

#[test]
fn feeds_stand_in_their_folders_which_fold_and_stay_so() {
    let mut reader = reader(160);
    reader.press("F");
    let rows = sources(&reader);
    let place = |name: &str| rows.iter().position(|line| line.contains(name)).expect(name);
    assert!(
        place("▾ News") < place("herald.example") && place("herald.example") < place("▾ World"),
        "{rows:?}"
    );
    assert!(place("desk.example") < place("gazette.example"), "{rows:?}");

    go_to(&mut reader, "▾ News");
    reader.press("space");
    assert!(!reader.screen().contains("herald.example"), "{}", reader.screen());

    let (library, session) = reader.leave();
    let mut again = Reader::over(library, session, Size { width: 160, height: 30 });
    again.press("F");
    assert!(again.screen().contains("▸ News"), "{}", again.screen());
    assert!(!again.screen().contains("herald.example"), "{}", again.screen());
}

#[test]
fn a_source_is_turned_to_by_enter_and_by_a_second_click() {
    let mut reader = reader(100);
    reader.press("F");
    go_to(&mut reader, "Following");
    reader.press("<enter>");
    assert_eq!((&reader.model.headlines.view, reader.model.focus), (&View::Following, Pane::Headlines));

    reader.press("F g");
    let row = sources(&reader).iter().position(|line| line.contains("Front page")).expect("it stands there");
    let (x, y) = (reader.model.inside(Pane::Sources).x + 4, u16::try_from(row + 2).expect("small"));
    let click = MouseEventKind::Down(MouseButton::Left);
    reader.mouse(click, x, y);
    assert_eq!(reader.model.focus, Pane::Sources);
    reader.mouse(click, x, y);
    assert_eq!((&reader.model.headlines.view, reader.model.focus), (&View::FrontPage, Pane::Headlines));
}

#[test]
fn a_feed_is_named_foldered_and_unsubscribed_from_where_it_stands() {
    let mut reader = reader(160);
    reader.press("F");
    go_to(&mut reader, "gazette.example");

    reader.press("e ctrl-u").write("The Daily").press("<tab>").write("News").press("<enter>");

    assert!(reader.screen().contains("The Daily"), "{}", reader.screen());
    let feed = reader.model.sources.selected_feed().expect("it stays selected");
    assert_eq!(Subscription::join_folders(&feed.folder), Some("News".into()));

    reader.press("d");
    assert!(reader.screen().contains("Unsubscribe?"), "{}", reader.screen());
    reader.press("y");
    assert!(!reader.screen().contains("The Daily"), "{}", reader.screen());
}

#[test]
fn a_source_is_marked_read_as_one_change_and_its_counts_follow() {
    let mut reader = reader(160);
    reader.press("F");
    let count = |reader: &Reader| {
        let row = sources(reader).into_iter().find(|line| line.contains("Gazette  "));
        row.and_then(|row| row.chars().rev().skip(2).find(|sign| *sign != ' '))
    };
    assert_eq!(count(&reader), Some('3'), "{}", reader.screen());
    go_to(&mut reader, "Gazette  ");

    reader.press("A");
    reader.tell(Message::Idle);

    assert_eq!(reader.model.counts.unread, 0, "{}", reader.screen());
    assert_eq!(count(&reader), Some('e'), "{}", reader.screen());
    reader.press("U");
    assert_eq!(reader.model.counts.unread, 3);
}

#[test]
fn without_a_feed_the_sources_show_the_key_that_adds_one() {
    let mut reader = Reader::sized(&three(), 100, 30);
    reader.press("F");

    assert!(reader.screen().contains("No feeds yet"), "{}", reader.screen());
    reader.press("a");
    assert!(reader.screen().contains("Add a feed"), "{}", reader.screen());
}

#[test]
fn feeds_stand_in_the_order_that_is_picked_among_the_sources() {
    let mut reader = reader(160);
    reader.press("F");
    go_to(&mut reader, "Feeds");

    reader.press("S");
    assert!(reader.screen().contains("Longest silent first"), "{}", reader.screen());
    reader.press("<down> <down> <enter>");

    let rows = sources(&reader);
    assert!(
        ["gazette", "herald", "desk"].iter().all(|name| rows.iter().any(|line| line.contains(name))),
        "{rows:?}"
    );
    assert!(rows.iter().all(|line| !line.contains("▾ World")), "without folders: {rows:?}");
}

#[test]
fn without_a_feed_with_unread_articles_the_list_stays() {
    let mut reader = reader(160);

    reader.press("] f");

    assert_eq!(reader.notice(), "There is no feed with unread articles in this direction.");
    assert_eq!(reader.model.headlines.view, View::All);
}
