//! The page: what of an article stands where, and how one moves on it.

use crate::support::articles::{article, long_body};
use crate::support::reader::Reader;
use newsprint::domain::{Article, Block, Body, Table, Text};
use newsprint::tui::message::Message;

fn with_body(blocks: Vec<Block>) -> Reader {
    let article = Article { body: Body(blocks), ..article("The proof", "2026-05-07") };
    let mut reader = Reader::with(&[article]);
    reader.press("<enter>");
    reader
}

fn heading(words: &str) -> Block {
    Block::Heading { level: 2, text: Text::plain(words) }
}

fn wide_table() -> Block {
    let row = |words: &str| (1..=12).map(|column| Text::plain(&format!("{words}{column}"))).collect();
    Block::Table(Table { header: Some(row("station")), rows: vec![row("level")], caption: None })
}

#[test]
fn a_table_too_wide_for_the_page_is_scrolled_sideways() {
    let mut reader = with_body(vec![wide_table()]);
    assert!(reader.screen().contains("station1 ") && !reader.screen().contains("station12"));

    reader.press(") ) ) ) ) ) ) ) ) )");
    assert!(reader.screen().contains("level12") && !reader.screen().contains("station1 "));

    reader.press("( ( ( ( ( ( ( ( ( (");
    assert!(reader.screen().contains("station1 "));
}

#[test]
fn the_contents_lead_to_a_heading() {
    let text = long_body().0;
    let mut reader =
        with_body([vec![heading("At noon")], text.clone(), vec![heading("At dusk")], text].concat());

    reader.press("t");
    assert!(reader.screen().contains("At noon"));
    reader.write("dusk").press("<enter>");

    let shown = reader.screen();
    assert!(shown.contains("At dusk") && shown.contains("Paragraph 1 tells"), "{shown}");
}

#[test]
fn a_theme_is_put_on_while_it_is_selected_and_taken_off_by_escape() {
    let mut reader = with_body(long_body().0);
    let worn = |reader: &Reader| reader.model.config.theme.name().to_owned();
    assert_eq!(worn(&reader), "legend");

    reader.press("C").write("sepia");
    assert_eq!(worn(&reader), "sepia");
    reader.press("<esc>");
    assert_eq!(worn(&reader), "legend");

    reader.press("C").write("nord").press("<enter>");
    assert_eq!(worn(&reader), "nord");
    let (_, session) = reader.leave();
    assert_eq!(session.theme.as_deref(), Some("nord"));
}

#[test]
fn the_theme_suits_the_ground_of_the_terminal_only_where_that_is_wanted() {
    let mut reader = with_body(long_body().0);
    reader.tell(Message::Replied("11;rgb:ffff/ffff/ffff".to_owned()));
    assert_eq!(reader.model.config.theme.name(), "legend");

    reader.model.chosen_theme = "auto".to_owned();
    reader.tell(Message::Replied("11;rgb:ffff/ffff/ffff".to_owned()));
    assert_eq!(reader.model.config.theme.name(), "light");
    reader.tell(Message::Replied("11;rgb:1717/1919/1e1e".to_owned()));
    assert_eq!(reader.model.config.theme.name(), "dark");
}
