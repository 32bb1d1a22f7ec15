//! Reading: lists, articles, places.

use crate::support::articles::{article, body, three};
use crate::support::reader::Reader;
use newsprint::domain::{Correction, Prose, View};
use ratatui::layout::Size;

#[test]
fn enter_opens_the_selected_headline_beside_the_list() {
    let mut reader = Reader::with(&three());

    reader.press("j <enter>");

    assert_eq!(reader.article_shown(), "Flood warning");
    assert!(reader.screen().contains("Paragraph 1 tells"));
}

#[test]
fn the_newest_article_comes_first_whatever_the_order_of_import() {
    let articles = vec![
        article("Older", "2026-05-01"),
        article("Newer", "2026-05-03T01:00:00+02:00"),
        article("Middle", "2026-05-02"),
    ];
    let mut reader = Reader::with(&articles);

    reader.press("w f");

    assert_eq!(reader.selected_headline(), "Newer");
    assert_eq!(reader.press("j").selected_headline(), "Middle");
    assert_eq!(reader.press("j").selected_headline(), "Older");
}

#[test]
fn a_late_answer_does_not_replace_the_article_asked_for_since() {
    let mut reader = Reader::with(&three());
    reader.hold_answers();
    reader.press("j <enter> j <enter>");

    reader.answer(1);
    reader.answer(0);

    assert_eq!(reader.article_shown(), "Market opens");
}

#[test]
fn capital_j_and_k_go_from_article_to_article_from_any_pane() {
    let mut reader = Reader::with(&three());

    reader.press("<enter>");
    assert_eq!(reader.press("J").article_shown(), "Flood warning");
    assert_eq!(reader.press("<tab> J").article_shown(), "Market opens");
    assert_eq!(reader.press("K K").article_shown(), "Bridge reopens");
}

#[test]
fn a_count_before_a_key_repeats_it() {
    let mut reader = Reader::with(&three());

    assert_eq!(reader.press("2 j").selected_headline(), "Market opens");
}

#[test]
fn an_article_that_was_opened_counts_as_read_and_that_can_be_undone() {
    let mut reader = Reader::with(&three());
    assert!(reader.screen().contains("3 unread"));

    reader.press("<enter>");
    assert!(reader.screen().contains("2 unread"));

    reader.press("U");
    assert!(reader.screen().contains("3 unread"));
    assert_eq!(reader.notice(), "undone: marked read · Bridge reopens");
}

#[test]
fn the_place_in_the_text_survives_another_width() {
    let mut reader = Reader::with(&three());
    reader.press("j <enter> <space> <space>");
    let top = |reader: &Reader| reader.model.reading.as_ref().map(|reading| reading.place().block);
    let before = top(&reader);

    reader.resize(60, 20);
    assert_eq!(top(&reader), before);
    reader.resize(160, 50).resize(130, 24);
    assert_eq!(top(&reader), before);
}

#[test]
fn everything_is_as_it_was_after_a_restart() {
    let mut reader = Reader::with(&three());
    reader.press("j <enter> <space> <space>");
    let (screen, selected) = (reader.screen(), reader.selected_headline());

    let (library, session) = reader.leave();
    let reader = Reader::over(library, session, Size { width: 130, height: 24 });

    assert_eq!(reader.selected_headline(), selected);
    assert_eq!(article_pane(&reader.screen()), article_pane(&screen));
}

/// The middle of each line: what the article's pane shows.
fn article_pane(screen: &str) -> Vec<String> {
    let middle = |line: &str| line.chars().skip(34).take(62).collect();
    screen.lines().skip(1).take(22).map(middle).collect()
}

#[test]
fn the_place_in_the_text_survives_a_new_edition_of_the_article() {
    let mut reader = Reader::with(&three());
    reader.press("j <enter> <space> <space>");
    let words = reader.model.reading.as_ref().expect("an article is open").place().words;
    let (mut library, session) = reader.leave();
    let mut edition = three().remove(1);
    edition.body.0.insert(0, body(&["Correction: the river rose on Monday."]).0.remove(0));
    library.add(&[edition], "2026-05-08T09:00:00Z".parse().expect("a time")).expect("it is stored");

    let reader = Reader::over(library, session, Size { width: 130, height: 24 });

    assert_eq!(reader.model.reading.as_ref().expect("an article is open").place().words, words);
}

#[test]
fn find_marks_words_and_n_goes_round_them() {
    let mut reader = Reader::with(&three());
    reader.press("j <enter> /").write("7*").press("<enter>");

    assert!(reader.notice().starts_with("1 of 11"), "{}", reader.notice());
    assert!(reader.press("n").notice().starts_with("2 of 11"));
    assert!(reader.press("N N").notice().starts_with("11 of 11"));
    assert!(reader.screen().contains("Paragraph 79"));
}

#[test]
fn n_without_a_search_opens_the_next_unread_article() {
    let mut reader = Reader::with(&three());
    reader.press("j r k");

    reader.press("n");

    assert_eq!(reader.article_shown(), "Market opens");
}

#[test]
fn an_unread_article_is_opened_at_random() {
    let mut reader = Reader::with(&three());
    let headlines: Vec<_> = reader.model.headlines.rows().map(|row| row.headline.to_string()).collect();
    reader.press("r j r k");

    reader.press("] r");

    assert_eq!(reader.article_shown(), headlines[2]);
    assert_eq!(reader.selected_headline(), headlines[2]);
    reader.press("q A ] r");
    assert_eq!(reader.notice(), "There are no unread articles in this list.");
}

#[test]
fn the_unread_view_holds_what_is_not_read() {
    let mut reader = Reader::with(&three());
    reader.press("<enter> q v").write("unread").press("<enter>");

    assert_eq!(reader.model.headlines.view, View::Unread);
    assert_eq!(reader.model.headlines.rows().count(), 2);
}

#[test]
fn a_publication_and_a_section_are_lists_too() {
    let mut stray = article("Stray cat", "2026-05-05");
    stray.publication = Some("Wire".into());
    stray.section = Some("Cats".into());
    let mut reader = Reader::with(&three().into_iter().chain([stray]).collect::<Vec<_>>());

    reader.press("v").write("wire").press("<enter>");
    assert_eq!(reader.model.headlines.rows().count(), 1);

    reader.press("v").write("section: cats").press("<enter>");
    assert_eq!(reader.selected_headline(), "Stray cat");
}

#[test]
fn q_goes_back_and_leaves_only_at_the_root() {
    let mut reader = Reader::with(&three());
    reader.press("<enter> <tab> q q");
    assert!(!reader.model.leaving);

    reader.press("q");

    assert!(reader.model.leaving);
}

#[test]
fn a_paragraph_is_copied_with_its_source() {
    let mut reader = Reader::with(&three());

    reader.press("<enter> Y s");

    let quoted = "copied “Nobody knew more at first.”\n\
        — Ana Lens, “Bridge reopens”, Gazette, 2026-05-07, https://gazette.example/bridge-reopens\n";
    assert_eq!(reader.outside, [quoted]);
}

#[test]
fn letters_on_words_go_when_the_words_move() {
    let mut reader = Reader::with(&three());
    reader.press("<enter> Y");
    let shown = reader.screen();
    assert!(shown.contains("obody knew more") && !shown.contains("Nobody knew more"), "{shown}");

    reader.resize(16, 8).screen();
    reader.resize(140, 40);

    assert!(reader.screen().contains("Nobody knew more"), "{}", reader.screen());
}

#[test]
fn an_article_is_copied_as_markdown() {
    let mut reader = Reader::with(&three());

    reader.press("<enter> c");

    assert!(reader.outside.iter().any(|text| text.contains("# Bridge reopens")));
}

#[test]
fn a_corrected_text_is_marked_and_shows_added_and_removed_passages() {
    let mut reader = Reader::with(&three());
    reader.press("<enter> w c");
    assert!(reader.screen().contains("has not changed"), "{}", reader.screen());
    let reading = reader.model.reading.as_mut().unwrap();
    let mut before: Vec<Prose> =
        reading.opened.article.body.blocks().iter().map(|block| Prose::trimmed(&block.to_plain())).collect();
    before.insert(0, "The bridge stays shut.".into());
    reading.opened.correction = Some(Correction { noticed: reader.model.clock.now, before });

    reader.press("<esc> w c");

    assert!(reader.screen().contains("What changed"), "{}", reader.screen());
    assert!(reader.screen().contains("− The bridge stays shut."), "{}", reader.screen());
}
