//! Looking and reading: what follows the selection of the list, and when an article counts as read.

use jiff::SignedDuration;
use newsprint::domain::{Article, Pane, View};
use newsprint::tui::TimeOfDay;
use newsprint::tui::message::Message;
use ratatui::crossterm::event::MouseEventKind;

use crate::support::articles::{article, body, three};
use crate::support::reader::{Reader, clock};

/// The unread articles of three.
fn unread(reader: &Reader) -> u32 {
    reader.model.counts.unread
}

/// Nothing is pressed for some seconds.
fn wait(reader: &mut Reader, seconds: i64) {
    let now = reader.model.clock.now + SignedDuration::from_secs(seconds);
    reader.tell(Message::TimeOfDay(TimeOfDay { now, ..clock() }));
    reader.tell(Message::Idle);
}

#[test]
fn the_article_and_its_links_follow_the_selection() {
    let mut reader = Reader::with(&three());
    assert_eq!(reader.article_shown(), "Bridge reopens");
    assert!(reader.screen().contains("Toll is mooted"), "{}", reader.screen());

    reader.press("j");

    assert_eq!((reader.article_shown().as_str(), reader.model.focus), ("Flood warning", Pane::Headlines));
    assert!(!reader.screen().contains("Toll is mooted"), "{}", reader.screen());
    reader.press(":").write("set preview false").press("<enter> j");
    assert_eq!(
        (reader.article_shown(), reader.selected_headline()),
        ("Flood warning".into(), "Market opens".into())
    );
}

#[test]
fn a_held_key_requests_no_preview_until_the_selection_settles() {
    let mut reader = Reader::with(&three());
    reader.hold_answers();

    reader.press("j j k j k");
    assert_eq!(reader.held(), 0);
    reader.tell(Message::SelectionSettled).tell(Message::SelectionSettled);
    assert_eq!(reader.held(), 1);

    reader.press("j");
    reader.answer(0);
    assert_eq!(reader.article_shown(), "Bridge reopens", "what comes too late is not shown");
}

#[test]
fn where_the_article_is_not_seen_nothing_is_asked_for() {
    let mut reader = Reader::sized(&three(), 50, 15);

    reader.press("j");

    assert_eq!(reader.article_shown(), "");
    assert_eq!(reader.resize(120, 30).pause().article_shown(), "Flood warning");
}

#[test]
fn looking_is_not_reading() {
    let mut reader = Reader::with(&three());

    reader.press("j j k");
    wait(&mut reader, 2);
    assert_eq!(unread(&reader), 3);
    reader.press("<enter>");

    assert_eq!((unread(&reader), reader.article_shown()), (2, "Flood warning".into()));
    reader.press("q r");
    wait(&mut reader, 60);
    assert_eq!(unread(&reader), 3, "what was said by hand is not changed by itself");
}

#[test]
fn an_article_counts_as_read_when_it_is_scrolled_or_was_shown_for_some_seconds() {
    let mut reader = Reader::with(&three());

    wait(&mut reader, 60);
    assert_eq!(unread(&reader), 3, "nobody has looked at it yet");
    reader.press("j").mouse(MouseEventKind::ScrollDown, 60, 10);
    assert_eq!(unread(&reader), 2);
    reader.press("j");
    wait(&mut reader, 3);

    assert_eq!(unread(&reader), 1);
    assert_eq!(reader.press("U").model.counts.unread, 2);
}

#[test]
fn who_steps_from_article_to_article_has_not_read_them_yet() {
    let mut reader = Reader::with(&three());

    reader.press("<enter> J J");

    assert_eq!((unread(&reader), reader.article_shown()), (2, "Market opens".into()));
    reader.press("K ctrl-d");
    assert_eq!((unread(&reader), reader.article_shown()), (1, "Flood warning".into()));
}

/// Three articles that fit the pane.
fn brief() -> Vec<Article> {
    let told = [
        ("Frost", "The orchards of the upper valley lost their blossom overnight."),
        ("Choir", "Forty voices were heard on the pier of Havnvik in the evening."),
        ("Tortoise", "A tortoise was found reading in the library of Oxelby at noon."),
    ];
    let day = |(number, (headline, text)): (u32, (&str, &str))| Article {
        body: body(&[text]),
        ..article(headline, &format!("2026-05-0{number}T08:00:00Z"))
    };
    (1..).zip(told).map(day).collect()
}

#[test]
fn a_short_article_that_was_in_sight_for_a_moment_is_read_when_it_is_left() {
    let mut reader = Reader::with(&brief());
    reader.press("<enter> J");
    assert_eq!((unread(&reader), reader.article_shown()), (2, "Choir".into()));

    wait(&mut reader, 1);
    reader.press("J");

    assert_eq!((unread(&reader), reader.article_shown()), (1, "Frost".into()));
}

#[test]
fn a_page_on_from_the_end_of_an_article_is_the_next_unread_one() {
    let mut reader = Reader::with(&brief());

    reader.press("<enter> <space>");
    assert_eq!((unread(&reader), reader.article_shown()), (2, "Choir".into()));

    reader.press("<space>");
    assert_eq!((unread(&reader), reader.article_shown()), (1, "Frost".into()));
}

#[test]
fn when_an_article_counts_as_read_is_a_setting() {
    let mut reader = Reader::with(&three());
    reader.press(":").write("set mark-read by-hand").press("<enter> <enter>");
    wait(&mut reader, 60);
    assert_eq!(unread(&reader), 3);

    reader.press("q :").write("set mark-read passed").press("<enter> j j");
    wait(&mut reader, 0);

    assert_eq!(unread(&reader), 1);
    reader.press("U");
    assert_eq!(unread(&reader), 3);
}

#[test]
fn only_what_was_begun_is_to_be_continued() {
    let mut reader = Reader::with(&three());
    let continued = |reader: &mut Reader| {
        reader.press("v").write("continue").press("<enter>");
        assert_eq!(reader.model.headlines.view, View::ContinueReading);
        reader.model.headlines.rows().map(|row| row.headline.to_string()).collect::<Vec<_>>()
    };

    reader.press("<enter> J J K J q");
    assert_eq!(continued(&mut reader), [""; 0]);
    reader.press("q g j <enter> space q");

    assert_eq!(continued(&mut reader), ["Flood warning"]);
}

#[test]
fn back_leads_from_what_is_looked_at_to_the_article_that_was_entered() {
    let mut reader = Reader::with(&three());

    reader.press("<enter> q j");
    assert_eq!(reader.article_shown(), "Flood warning");
    reader.press("<backspace>");

    assert_eq!(
        (reader.article_shown(), reader.selected_headline()),
        ("Bridge reopens".into(), "Bridge reopens".into())
    );
    reader.press("q j <tab> <backspace>");
    assert_eq!(reader.article_shown(), "Bridge reopens");
}

#[test]
fn entering_the_article_pane_opens_the_selected_article_even_while_it_loads() {
    let mut reader = Reader::with(&three());
    reader.hold_answers();

    reader.press("j <tab>");
    reader.answer(0);

    assert_eq!((reader.article_shown().as_str(), reader.model.focus), ("Flood warning", Pane::Article));
}

#[test]
fn a_preview_is_not_restored_after_a_restart() {
    let mut reader = Reader::with(&three());
    reader.press("<enter> q j");
    let (library, session) = reader.leave();

    assert!(!session.reading);
    let reader = Reader::over(library, session, ratatui::layout::Size { width: 130, height: 24 });
    assert_eq!((reader.article_shown().as_str(), reader.model.focus), ("Flood warning", Pane::Headlines));
}

#[test]
fn the_list_of_read_articles_is_grouped_by_day_of_reading() {
    let mut reader = Reader::with(&three());

    reader.press("j <enter> q").press(":").write("view log").press("<enter>");

    assert_eq!(reader.model.headlines.view, View::ReadingLog);
    assert_eq!(reader.selected_headline(), "Flood warning");
    assert!(reader.screen().contains("Today"), "{}", reader.screen());
}

#[test]
fn beside_an_article_without_links_its_story_has_the_keys() {
    let mut reader = Reader::with(&[article("Market opens", "2026-05-06")]);

    reader.press("<enter> <tab>");

    assert!(reader.screen().contains("Press a"), "{}", reader.screen());
    assert_eq!(reader.model.subject().map(|subject| subject.headline.to_string()).unwrap(), "Market opens");
}
