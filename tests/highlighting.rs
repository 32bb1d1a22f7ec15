//! Highlights: a passage of the text is marked, found again, listed, searched and undone.

use crate::support::articles::{article, body};
use crate::support::reader::{Reader, clock};
use newsprint::config::theme::Face;
use newsprint::domain::{Article, ArticleId, Change, Highlight};
use newsprint::library::Library;
use ratatui::crossterm::event::{MouseButton, MouseEventKind};

fn story() -> Article {
    let text =
        ["The river rose in May. The dam held, the mayor said.", "Nobody slept. The river rose again."];
    Article { body: body(&text), ..article("River rises", "2026-05-07") }
}

fn highlighted(reader: Reader) -> Vec<Highlight> {
    let (library, _) = reader.leave();
    library.highlights().expect("highlights").into_iter().map(|all| all.highlight).collect()
}

fn marked(reader: &Reader) -> String {
    let lines = (0..45).map(|line| reader.words_in(Face::Highlight, line));
    lines.filter(|words| !words.trim().is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_sentence_is_highlighted_and_seen_in_the_text() {
    let mut reader = Reader::sized(&[story()], 160, 45);

    reader.press("<enter> m j <enter>");

    assert_eq!(reader.notice(), "highlighted · U undoes it");
    assert_eq!(marked(&reader).trim(), "The dam held, the mayor said.");
    let kept = highlighted(reader);
    assert_eq!(kept[0].words.as_str(), "The dam held, the mayor said.");
    assert_eq!(kept[0].before.as_ref().expect("words before").as_str(), "The river rose in May.");
}

#[test]
fn a_passage_grows_and_shrinks_by_words_and_takes_a_note() {
    let mut reader = Reader::sized(&[story()], 160, 45);

    reader.press("<enter> m W W w b b n").write("ask the mayor").press("<enter>");

    let kept = highlighted(reader);
    assert_eq!(kept[0].words.as_str(), "rose in");
    assert_eq!(kept[0].note.as_ref().expect("a note").as_str(), "ask the mayor");
}

#[test]
fn a_paragraph_is_highlighted_and_undone_and_unmarked() {
    let mut reader = Reader::sized(&[story()], 160, 45);
    reader.press("<enter> m j j p <enter>");
    assert_eq!(marked(&reader).trim(), "Nobody slept. The river rose again.");

    reader.press("U");
    assert_eq!(marked(&reader), "");

    reader.press("ctrl-r m j j d");
    assert_eq!(reader.notice(), "highlight removed · U undoes it");
    assert_eq!(highlighted(reader), []);
}

#[test]
fn leaving_the_choice_marks_nothing() {
    let mut reader = Reader::sized(&[story()], 160, 45);

    reader.press("<enter> m j <esc>");

    assert_eq!(highlighted(reader), []);
}

#[test]
fn highlights_are_listed_with_their_article_and_gone_to() {
    let mut reader = Reader::sized(&[article("Market opens", "2026-05-06"), story()], 160, 45);
    reader.press("<enter> m <enter> J");
    assert_eq!(reader.article_shown(), "Market opens");

    reader.press("'");
    assert!(reader.screen().contains("River rises · 2026-05-07"), "{}", reader.screen());
    reader.press("<enter>");

    assert_eq!(reader.article_shown(), "River rises");
}

#[test]
fn a_search_finds_articles_with_a_highlight() {
    let mut reader = Reader::with(&[article("Market opens", "2026-05-06"), story()]);

    reader.press("<enter> m <enter>");
    reader.press("q /").write("has:highlight").press("<enter>");

    assert_eq!(reader.selected_headline(), "River rises");
    assert_eq!(reader.model.headlines.rows().count(), 1);
}

#[test]
fn a_highlight_stays_with_a_new_edition_and_travels_with_the_state() {
    let mut library = Library::in_memory().expect("memory");
    library.add(&[story()], clock().now).expect("stored");
    let words: newsprint::domain::Verbatim = "Nobody slept.".into();
    let highlight = Highlight { words: words.clone(), before: None, after: None, note: None };
    let change = Change::Highlight(vec![(ArticleId(1), (words, Some(highlight.clone())))]);
    library.apply(&change, clock().now).expect("said");
    let mut state = Vec::new();
    library.export_state(&mut state).expect("written");

    let mut other = Library::in_memory().expect("memory");
    other.merge_state(&mut state.as_slice(), clock().now, &mut |_, why| panic!("{why}")).expect("merged");
    let mended = Article { body: body(&["Mended. Nobody slept."]), ..story() };
    other.add(&[mended], clock().now).expect("stored");

    let there = other.highlights().expect("highlights");
    assert_eq!(there.len(), 1);
    assert_eq!(there[0].highlight, highlight);
}

#[test]
fn words_that_the_mouse_is_dragged_over_are_highlighted() {
    let mut reader = Reader::sized(&[story()], 160, 45);
    reader.press("<enter>");
    let screen = reader.screen();
    let mut lines = screen.lines().zip(0_u16..);
    let (line, row) = lines.find(|(line, _)| line.contains("The dam held")).expect("the text is in sight");
    let column = |words: &str| {
        let before = line.split(words).next().expect("the words are in the line").chars().count();
        u16::try_from(before).expect("a column")
    };
    let left = MouseButton::Left;

    reader.mouse(MouseEventKind::Down(left), column("dam") + 1, row);
    reader.mouse(MouseEventKind::Drag(left), column("held") + 2, row);
    reader.mouse(MouseEventKind::Up(left), column("held") + 2, row);
    reader.press("<enter>");

    assert_eq!(highlighted(reader)[0].words.as_str(), "dam held,");
}

#[test]
fn words_are_sought_in_highlights_and_their_notes_alone() {
    let other = Article { body: body(&["The dam was built in May."]), ..article("Old dam", "2026-05-06") };
    let mut reader = Reader::sized(&[story(), other], 160, 45);
    reader.press("<enter> m j n").write("ask").press("<enter> q");

    let found = |reader: &mut Reader, search: &str| {
        reader.press("/").write(search).press("<enter>");
        let count = reader.model.headlines.rows().count();
        reader.press("q");
        count
    };

    assert_eq!(found(&mut reader, "dam"), 2);
    assert_eq!(found(&mut reader, "in:highlights dam"), 1);
    assert_eq!(found(&mut reader, "in:highlights ask"), 1);
    assert_eq!(found(&mut reader, "in:highlights slept"), 0);
    assert_eq!(found(&mut reader, "in:highlights"), 1);
}
