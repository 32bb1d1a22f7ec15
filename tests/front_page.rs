//! The front page: a page and not a list, on screen and without one.

use newsprint::domain::{Article, Pane};
use ratatui::crossterm::event::{MouseButton, MouseEventKind};

use crate::support::articles::{article, body, url};
use crate::support::reader::Reader;

const LEAD: &str = "Crack in girder shuts Marram Bridge 3";

/// An event that three papers tell, and stories that one tells.
fn papers() -> Vec<Article> {
    let report = |number: u32| Article {
        publication: Some(format!("Paper {number}").as_str().into()),
        url: Some(url(&format!("crack {number}"))),
        body: body(&[&format!(
            "Marram Bridge over the Lowen was shut: a crack in the girder, writes paper {number}."
        )]),
        ..article(
            &format!("Crack in girder shuts Marram Bridge {number}"),
            &format!("2026-05-07T{:02}:00:00Z", 8 + number),
        )
    };
    let single = |headline: &str, text: &str, hour: u32| Article {
        body: body(&[text]),
        ..article(headline, &format!("2026-05-07T{hour:02}:30:00Z"))
    };
    vec![
        report(1),
        report(2),
        report(3),
        single(
            "Tortoise found in library",
            "A tortoise was found reading in the library of Oxelby at noon.",
            10,
        ),
        single(
            "Choir sings on the pier",
            "Forty voices were heard on the pier of Havnvik in the evening.",
            9,
        ),
        single(
            "Frost kills early apples",
            "The orchards of the upper valley lost their blossom overnight.",
            8,
        ),
    ]
}

fn open(width: u16, height: u16) -> Reader {
    let mut reader = Reader::sized(&papers(), width, height);
    reader.press("V");
    reader
}

#[test]
fn the_front_page_is_a_page_that_takes_the_whole_screen() {
    let reader = open(160, 30);

    let screen = reader.screen();

    assert!(screen.contains("3 sources: Paper 1, Paper 2, Paper 3 · "), "{screen}");
    assert!(screen.contains("Forty voices were heard on the pier"), "{screen}");
    assert!(!screen.contains("1 source"), "{screen}");
    assert!(!screen.contains("╭ Related"), "{screen}");
    assert_eq!(reader.selected_headline(), LEAD);
}

#[test]
fn keys_go_from_story_to_story_as_they_stand_on_the_page() {
    let mut reader = open(160, 30);
    let mut selected = |keys: &str| reader.press(keys).selected_headline();

    assert_eq!(selected("l"), "Tortoise found in library");
    assert_eq!(selected("j"), "Choir sings on the pier");
    assert_eq!(selected("l"), "Frost kills early apples");
    assert_eq!(selected("k"), LEAD);
    assert_eq!(selected("j"), "Choir sings on the pier");
    assert_eq!(selected("k"), LEAD);
    assert_eq!(selected("G"), "Frost kills early apples");
    assert_eq!(selected("g g"), LEAD);
}

#[test]
fn enter_opens_a_story_beside_the_list_and_q_goes_back_to_the_page() {
    let mut reader = open(160, 30);

    reader.press("l <enter>");
    assert_eq!(reader.article_shown(), "Tortoise found in library");
    assert!(reader.screen().contains("Related"), "{}", reader.screen());

    reader.press("q");
    assert!(reader.screen().contains("Forty voices"), "{}", reader.screen());
    assert_eq!(reader.selected_headline(), "Tortoise found in library");
}

#[test]
fn the_whole_story_is_one_key_away_from_the_page() {
    for keys in ["W", "d"] {
        let mut reader = open(160, 30);

        reader.press(keys);

        assert!(reader.screen().contains("first report"), "{}", reader.screen());
    }
}

#[test]
fn a_click_selects_a_story_and_a_second_one_opens_it() {
    let mut reader = open(160, 30);
    let click = MouseEventKind::Down(MouseButton::Left);
    let screen = reader.screen();
    let (row, line) =
        screen.lines().enumerate().find(|(_, line)| line.contains("Tortoise found")).expect("there");
    let column = line.chars().position(|letter| letter == 'T').expect("its first letter");
    let (row, column) = (u16::try_from(row).expect("small"), u16::try_from(column).expect("small"));

    reader.mouse(click, column, row);
    assert_eq!(reader.selected_headline(), "Tortoise found in library");
    assert_eq!(reader.model.focus, Pane::Headlines);
    reader.mouse(click, column, row);

    assert_eq!(reader.article_shown(), "Tortoise found in library");
}

#[test]
fn a_narrow_page_has_one_column_and_scrolls() {
    let mut reader = open(50, 15);
    assert!(!reader.screen().contains("Frost kills early apples"), "{}", reader.screen());

    reader.press("j j j");

    assert_eq!(reader.selected_headline(), "Frost kills early apples");
    assert!(reader.screen().contains("Frost kills early apples"), "{}", reader.screen());
    reader.mouse(MouseEventKind::ScrollUp, 5, 5).mouse(MouseEventKind::ScrollUp, 5, 5);
    reader.mouse(MouseEventKind::ScrollUp, 5, 5).mouse(MouseEventKind::ScrollUp, 5, 5);
    assert!(reader.screen().contains("Crack in girder"), "{}", reader.screen());
}

#[test]
fn the_page_panics_at_no_size() {
    let mut reader = open(160, 45);
    for width in 1..130 {
        reader.resize(width, 20).press("j");
    }
    for height in 1..30 {
        reader.resize(90, height).press("<space>").press("k");
    }
}

#[test]
fn mark_all_read_on_the_front_page_marks_only_its_stories() {
    let mut reader = open(160, 30);
    let shown = reader.model.headlines.rows().count();
    let before = reader.model.counts.unread;

    reader.press("A");

    assert!(shown < 6, "some articles share a place");
    assert_eq!(usize::try_from(before - reader.model.counts.unread), Ok(shown), "{}", reader.screen());
}

#[test]
fn leaving_the_front_page_restores_the_list_and_its_selection() {
    let mut reader = Reader::sized(&papers(), 100, 30);
    reader.press("j j");
    let before = reader.selected_headline();

    reader.press("V j q");
    assert_eq!(reader.selected_headline(), before);
    reader.press("B q");
    assert_eq!(reader.selected_headline(), before);
}

#[test]
fn a_report_in_the_words_of_the_others_leads_and_not_the_latest_column() {
    let mut articles = papers();
    articles.push(Article {
        publication: Some("Weekly".into()),
        url: Some(url("column")),
        body: body(&[
            "Marram Bridge over the Lowen was shut: a crack in the girder, and what it says of us all.",
        ]),
        ..article(
            "What the girder of Marram Bridge and its crack can teach anybody who keeps a garden",
            "2026-05-07T20:00:00Z",
        )
    });
    let mut reader = Reader::sized(&articles, 160, 30);

    reader.press("V");

    assert_eq!(reader.selected_headline(), LEAD);
    assert!(reader.screen().contains("4 sources"), "{}", reader.screen());
}
