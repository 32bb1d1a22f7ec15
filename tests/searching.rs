//! Searching: one language for lists, for the best answers and for exports.

use newsprint::config::theme::Face;
use newsprint::domain::{Article, Language, Order, View};
use serde_json::Value;

use crate::support::articles::{article, body, three};
use crate::support::program::{Home, stderr, stdout};
use crate::support::reader::Reader;

const LINES: &str = r#"{"guid":"g1","title":"Flood warning","url":"https://gazette.example/flood","site":"Gazette","section":"World","author":"Ana Lens","date":"2020-05-07T12:00:00Z","body":"The river rose in the night. Rain is to come."}
{"guid":"g2","title":"Café closes","url":"https://herald.example/cafe","site":"Herald","date":"2020-05-06","body":"Nobody had a flood in mind."}
{"guid":"g3","title":"東京で地震","site":"Herald","date":"2020-04-01","body":"東京で地震があった。"}
"#;

fn filled() -> Home {
    let home = Home::new();
    let file = home.write("three.jsonl", LINES);
    assert!(home.run(&["import", &file]).status.success());
    home
}

/// The headlines of what a command lists.
fn headlines(home: &Home, arguments: &[&str]) -> Vec<String> {
    let output = home.run(&[arguments, &["--json"]].concat());
    let value = |line: &str| serde_json::from_str::<Value>(line).expect("JSON");
    stdout(&output).lines().map(|line| value(line)["headline"].as_str().expect("text").to_owned()).collect()
}

#[test]
fn a_list_may_be_of_what_answers_to_a_search() {
    let home = filled();

    assert_eq!(headlines(&home, &["list", "flood"]), ["Flood warning", "Café closes"]);
    assert_eq!(headlines(&home, &["list", "flood -river"]), ["Café closes"]);
    assert_eq!(headlines(&home, &["list", "-flood"]), ["東京で地震"]);
    assert_eq!(headlines(&home, &["list", "site:herald", "after:2020-05"]), ["Café closes"]);
    assert_eq!(headlines(&home, &["list", "\"in the night\""]), ["Flood warning"]);
    assert_eq!(headlines(&home, &["list", "cafe"]), ["Café closes"]);
    assert_eq!(headlines(&home, &["list", "地震"]), ["東京で地震"]);
    assert_eq!(stdout(&home.run(&["list", "flood", "--count"])), "2\n");
    assert_eq!(home.run(&["list", "nowhere"]).status.code(), Some(3));
}

#[test]
fn the_best_answer_comes_first_with_the_lines_in_which_the_words_stand() {
    let home = filled();

    let output = home.run(&["search", "flood"]);

    assert_eq!(
        stdout(&output),
        "n1  ● Flood warning  (Gazette, 7 May 2020)\n    The river rose in the night. Rain is to come.\n\
         n2  ● Café closes  (Herald, 6 May 2020)\n    Nobody had a flood in mind.\n"
    );
}

#[test]
fn a_script_reads_hits_as_json() {
    let home = filled();

    let output = stdout(&home.run(&["search", "flood", "rain", "--json"]));

    let hit: Value = serde_json::from_str(&output).expect("one line");
    assert_eq!((&hit["id"], &hit["guid"]), (&Value::from("n1"), &Value::from("g1")));
    assert_eq!(hit["snippet"], "The river rose in the night. Rain is to come.");
    assert_eq!((&hit["exact"], &hit["publication"]), (&Value::from(true), &Value::from("Gazette")));
    assert!(hit["score"].is_number());
}

#[test]
fn a_mistake_in_a_search_is_shown_at_its_place() {
    let home = filled();

    let output = home.run(&["search", "flood", "is:raed", "rain"]);

    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        stderr(&output),
        "error: cannot understand the search: is: does not accept “raed”\n  \
         flood is:raed rain\n           ^^^^\n  hint: did you mean read?\n"
    );
}

#[test]
fn no_escape_byte_of_a_search_reaches_the_terminal() {
    let home = filled();

    let output = home.run(&["list", "\u{1b}[31m東京 x\u{202e}:\u{7}"]);

    assert_eq!(output.status.code(), Some(2));
    let words = stderr(&output);
    assert!(words.contains("\n  [31m東京 x:\n           ^^\n"), "{words}");
    assert!(!words.contains(['\u{1b}', '\u{7}', '\u{202e}']));
}

#[test]
fn search_results_can_be_exported() {
    let home = filled();

    let exported = stdout(&home.run(&["export", "-地震 site:herald"]));

    assert_eq!(exported.lines().count(), 1);
    assert!(exported.contains("Café closes"));
}

#[test]
fn conditions_on_marks_combine_with_words() {
    let home = filled();
    assert!(home.run(&["bookmark", "add", "n2", "--tag", "cities"]).status.success());

    assert_eq!(headlines(&home, &["list", "is:bookmarked", "flood"]), ["Café closes"]);
    assert_eq!(headlines(&home, &["search", "-tag:cities", "flood"]), ["Flood warning"]);
}

#[test]
fn matches_are_bold_on_a_terminal_alone() {
    let home = filled();

    let mut session = home.start(&["search", "river"], (80, 24));
    session.wait_for("The river rose");
    session.wait_for_end();

    let bold =
        (0..80).filter(|column| session.screen().cell(1, *column).is_some_and(vt100::Cell::bold)).count();
    assert_eq!(bold, "river".len());
}

#[test]
fn a_search_lists_its_hits_from_the_first_letter() {
    let mut reader = Reader::with(&three());

    reader.press("/").write("riv");
    assert_eq!(reader.selected_headline(), "Flood warning");

    reader.write("er").press("<enter> <enter>");
    assert_eq!(reader.article_shown(), "Flood warning");
    assert!(reader.screen().contains("river"));
}

#[test]
fn a_search_that_is_left_leads_back_to_the_list_it_was_begun_from() {
    let mut reader = Reader::with(&three());

    reader.press("/").write("market").press("<esc>");

    assert_eq!(reader.model.headlines.rows().count(), 3);
}

#[test]
fn a_mistake_in_a_search_is_shown_while_it_is_typed() {
    let mut reader = Reader::with(&three());

    reader.press("/").write("is:unred flood");

    let foot = reader.screen().lines().last().unwrap_or_default().to_owned();
    assert!(foot.contains("unread"), "{foot}");
}

#[test]
fn a_mistake_in_a_search_is_marked_at_its_place_while_it_is_typed() {
    let mut reader = Reader::with(&three());

    reader.press("/").write("flood is:unred");

    let foot = reader.model.size.height - 1;
    assert!(reader.words_in(Face::Error, foot).starts_with("unred"), "{}", reader.screen());
    reader.press("<enter>");
    assert!(reader.screen().contains("search: flood is:unred"));
}

#[test]
fn enter_ranks_the_answers_and_shows_the_words_where_they_stand() {
    let mut reader = Reader::with(&three());

    reader.press("/").write("river").press("<enter>");

    assert_eq!(reader.model.headlines.order, Order::BestFirst);
    assert!(reader.screen().contains("found, best first"));
    let marked =
        (0..reader.model.size.height).find(|line| reader.words_in(Face::Match, *line).contains("river"));
    let above = marked.and_then(|line| reader.screen().lines().nth(usize::from(line) - 1).map(str::to_owned));
    assert!(above.is_some_and(|about| about.contains(" · ")), "{}", reader.screen());
    reader.press("q");
    assert_eq!(reader.model.headlines.order, Order::NewestFirst);
    reader.press(":").write("sort-by best").press("<enter>");
    assert_eq!(reader.notice(), "Only a search can be sorted by best match; press / to search.");
}

#[test]
fn the_words_of_a_search_are_marked_in_what_it_found() {
    let mut reader = Reader::with(&three());

    reader.press("/").write("river or warning").press("<enter> <enter>");

    let found = reader.model.reading.as_ref().map(|reading| reading.find().matches().len());
    assert!(found.is_some_and(|found| found > 1), "{found:?}");
}

#[test]
fn a_search_is_saved_under_a_name_among_the_views() {
    let mut reader = Reader::with(&three());
    let typed = |reader: &mut Reader, line: &str| {
        reader.press(":").write(line).press("<enter>");
    };

    typed(&mut reader, "save-search Rivers");
    assert_eq!(reader.notice(), "There is no search to save; press / to search.");
    reader.press("/").write("river").press("<enter>");
    typed(&mut reader, "save-search Rivers");
    assert_eq!(reader.notice(), "Saved as “Rivers”; find it under views.");
    typed(&mut reader, "rename-search Streams");
    reader.press("q v");
    assert!(reader.screen().contains("Streams"));
    reader.write("streams").press("<enter>");
    assert_eq!(reader.selected_headline(), "Flood warning");

    typed(&mut reader, "view streams");
    assert_eq!(reader.selected_headline(), "Flood warning");
    typed(&mut reader, "forget-search Streams");
    assert_eq!(reader.notice(), "Deleted the saved search “Streams”.");
    typed(&mut reader, "forget-search Streams");
    assert_eq!(reader.notice(), "There is no saved search “Streams”.");
}

#[test]
fn a_script_saves_lists_renames_and_forgets_searches() {
    let home = filled();

    assert!(home.run(&["search", "--save", "Floods", "flood -river"]).status.success());
    assert!(home.run(&["search", "--rename", "floods", "High water"]).status.success());
    assert_eq!(stdout(&home.run(&["search", "--saved"])), "High water  flood -river  (1)\n");
    let line: Value =
        serde_json::from_str(&stdout(&home.run(&["search", "--saved", "--json"]))).expect("JSON");
    assert_eq!((&line["name"], &line["query"]), (&Value::from("High water"), &Value::from("flood -river")));
    assert_eq!((&line["count"], &line["more"]), (&Value::from(1), &Value::from(false)));
    assert!(home.run(&["search", "--save", "Nights", "\"in the night\""]).status.success());
    assert!(stdout(&home.run(&["search", "--saved"])).ends_with("Nights  \"in the night\"\n"));
    assert!(home.run(&["search", "--forget", "nights"]).status.success());
    assert!(home.run(&["search", "--forget", "high water"]).status.success());
    assert_eq!(home.run(&["search", "--forget", "high water"]).status.code(), Some(3));
    assert_eq!(home.run(&["search", "--saved"]).status.code(), Some(3));
}

#[test]
fn the_filter_menu_narrows_the_list_and_widens_it_again() {
    let mut reader = Reader::with(&three());
    let first = reader.selected_headline();

    reader.press("r &").write("unread").press("<enter>");

    assert_ne!(reader.selected_headline(), first);
    assert!(reader.screen().contains("newsprint   is:unread"), "{}", reader.screen());

    reader.press("&");
    assert!(reader.screen().contains("▌ ✓ is:unread"), "{}", reader.screen());

    reader.press("<enter>");
    assert!(reader.screen().contains("newsprint   All articles"), "{}", reader.screen());
}

#[test]
fn a_filter_is_laid_over_the_search_that_is_listed() {
    let mut reader = Reader::with(&three());

    reader
        .press("/")
        .write("is:unread")
        .press("<enter> &")
        .write("topic")
        .press("<enter>")
        .write("5g")
        .press("<enter>");

    assert!(reader.screen().contains("newsprint   is:unread topic:5g"), "{}", reader.screen());
}

#[test]
fn the_match_count_is_shown_while_a_search_is_typed_and_matches_are_marked() {
    let mut reader = Reader::with(&three());

    reader.press("/").write("flo");

    assert!(reader.screen().contains("newsprint   flo · 1 found"), "{}", reader.screen());
    let row =
        (0..reader.model.size.height).find(|line| reader.words_in(Face::Match, *line).contains("Flood"));
    assert!(row.is_some(), "{}", reader.screen());
    reader.pause();
    assert!(reader.model.reading.as_ref().is_some_and(|reading| !reading.find().matches().is_empty()));
    reader.write("od").press("<enter>");
    assert!(reader.screen().contains("1 found, best first"), "{}", reader.screen());
}

#[test]
fn the_matches_stand_in_one_order_while_a_search_is_typed_and_after_enter() {
    let passing = |headline: &str, day: &str| {
        let text = "A long report of the town, which names the harbour once and then tells of other things.";
        Article { body: body(&[text, "Nobody knew more at first."]), ..article(headline, day) }
    };
    let mut reader = Reader::with(&[
        passing("Oxelby elects a mayor", "2026-05-07T12:00:00Z"),
        article("Harbour of Aldmouth reopens its harbour gate", "2026-05-01T12:00:00Z"),
        passing("Ferries return", "2026-05-06T12:00:00Z"),
    ]);
    let rows = |reader: &Reader| -> Vec<String> {
        reader.model.headlines.rows().map(|row| row.headline.to_string()).collect()
    };

    reader.press("/").write("harbour");
    let typed = rows(&reader);
    reader.press("<enter>");

    assert_eq!(typed.first().map(String::as_str), Some("Harbour of Aldmouth reopens its harbour gate"));
    assert_eq!(rows(&reader), typed);
}

#[test]
fn a_word_that_stands_nowhere_is_asked_about() {
    let mut reader = Reader::with(&three());

    reader.press("/").write("is:unread flodo").press("<enter>");

    let told = reader.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("newsprint is:unread flodo · 0 found"), "{told}");
    assert!(told.contains("Did you"), "{told}");
    reader.press("<enter>");
    assert_eq!(reader.selected_headline(), "Flood warning");

    let found = filled().run(&["search", "flodo"]);
    assert_eq!(found.status.code(), Some(3));
    assert_eq!(stderr(&found), "did you mean flood?\nnothing found\n");
}

#[test]
fn a_search_is_left_for_the_list_and_the_row_it_began_at() {
    let mut reader = Reader::with(&three());
    reader.press("V j").press("/ b r i d g e <enter>");
    assert!(matches!(reader.model.headlines.view, View::Matching(_)));

    reader.press("q");

    assert_eq!(reader.model.headlines.view, View::FrontPage);
}

#[test]
fn languages_and_authors_are_completed_with_their_counts_in_a_filter_too() {
    let language = Language::parse("de");
    let german = Article { language, ..article("Regen", "2026-05-06") };
    let mut reader = Reader::with(&[german, article("Rain", "2026-05-07")]);

    reader.press(":").write("filter lang:");
    let screen = reader.screen();
    assert!(screen.contains("lang:de") && screen.contains("German 1 article"), "{screen}");

    reader.press("<esc> :").write("filter author:");
    let screen = reader.screen();
    assert!(screen.contains("author:lens") && screen.contains("2 articles"), "{screen}");
}
