//! Journeys through a pseudo-terminal: each waits for text to appear, and looks at what is left behind.

use crate::support::program::{Home, Session, stderr, stdout};

const SIZE: (u16, u16) = (130, 40);

#[test]
fn the_reader_opens_with_the_sample_edition_when_the_cache_is_empty() {
    let home = Home::new();
    let mut session = home.start(&[], SIZE);

    session.wait_for("Start here").wait_for("Your own cache is empty");
    session.type_keys("\r").wait_for("By The editors");
    session.type_keys("1").wait_for("‹ Start here");
    session.type_keys("qqq");

    assert_eq!(session.wait_for_end(), 0);
    assert!(session.is_restored());
}

#[test]
fn what_a_person_did_is_there_after_a_restart() {
    let home = Home::new();
    let article =
        r#"{"title":"Bridge reopens","body":["It was raining.","It stopped."],"url":"https://a.example/b"}"#;
    let file = home.write("news/a.json", article);
    assert!(home.run(&["import", &file]).status.success());

    let mut session = home.start(&[], SIZE);
    session.wait_for("Bridge reopens").type_keys("\rs").wait_for("bookmarked").type_keys("\u{3}");
    assert_eq!(session.wait_for_end(), 0);

    let mut session = home.start(&[], SIZE);
    session.wait_for("It was raining.").wait_for("★");
    assert_eq!(stdout(&home.run(&["bookmark", "list"])), "n1  Bridge reopens\n");
}

#[test]
fn a_kill_loses_nothing_that_was_done() {
    let home = Home::new();
    let file = home.write("a.json", r#"{"title":"Bridge reopens","body":"It was raining."}"#);
    assert!(home.run(&["import", &file]).status.success());
    let mut session = home.start(&[], SIZE);
    session.wait_for("Bridge reopens").type_keys("s").wait_for("bookmarked");

    session.signal("KILL").wait_for_end();

    assert_eq!(stdout(&home.run(&["bookmark", "list"])), "n1  Bridge reopens\n");
    assert!(home.run(&["check"]).status.success());
}

#[test]
fn every_signal_gives_the_terminal_back() {
    for signal in ["TERM", "HUP", "INT", "QUIT"] {
        let home = Home::new();
        let mut session = home.start(&["demo"], SIZE);
        session.wait_for("Start here");

        session.signal(signal).wait_for_end();

        assert!(session.is_restored(), "after {signal}");
    }
}

#[test]
fn a_terminal_that_is_gone_ends_the_reader() {
    let home = Home::new();
    let mut session = home.start(&["demo"], SIZE);
    session.wait_for("Start here");

    session.hang_up();

    session.wait_for_end();
}

#[test]
fn stopping_gives_the_terminal_back_and_going_on_draws_again() {
    let home = Home::new();
    let mut session = home.start(&["demo"], SIZE);
    session.wait_for("Start here");

    session.type_keys("\u{1a}").wait_until("the ordinary screen", |screen| !screen.alternate_screen());
    session
        .wait_until_stopped()
        .signal("CONT")
        .wait_until("the reader again", vt100::Screen::alternate_screen)
        .wait_for("Start here");
    session.type_keys("\u{3}");

    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn a_resized_terminal_is_drawn_anew() {
    let home = Home::new();
    let mut session = home.start(&["demo"], SIZE);
    session.wait_for("Start here");

    session.resize(60, 15).wait_until("one pane", |screen| !screen.contents().contains("Related"));
    session.resize(160, 45).wait_for("Related").type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn no_colour_is_used_where_none_is_wanted() {
    let home = Home::new();
    let mut session = Session::start(&home, &["demo"], SIZE, &[("NO_COLOR", "1")]);
    session.wait_for("Start here").type_keys("\r").wait_for("By The editors");

    let screen = session.screen();
    let cells = (0..SIZE.1).flat_map(|row| (0..SIZE.0).map(move |column| (row, column)));
    let plain = |colour| colour == vt100::Color::Default;
    for cell in cells.filter_map(|(row, column)| screen.cell(row, column)) {
        assert!(plain(cell.fgcolor()) && plain(cell.bgcolor()), "{:?}", cell.contents());
    }
}

#[test]
fn without_a_terminal_the_reader_says_so() {
    let home = Home::new();

    let output = home.run(&[]);

    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("error: the reader needs a terminal"), "{}", stderr(&output));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_dumb_terminal_is_refused_with_a_sentence() {
    let home = Home::new();
    let mut session = Session::start(&home, &["demo"], SIZE, &[("TERM", "dumb")]);

    assert_eq!(session.wait_for_end(), 2);
    assert!(session.screen().contents().contains("TERM=dumb"));
}

#[test]
fn nothing_is_asked_of_the_terminal_before_the_first_frame() {
    let home = Home::new();
    let mut session = home.start(&["demo"], SIZE);
    session.wait_for("Start here");

    let written = String::from_utf8_lossy(&session.written).into_owned();
    for query in ["\u{1b}[c", "\u{1b}[>c", "\u{1b}[6n", "\u{1b}]11;?", "\u{1b}[?u"] {
        assert!(!written.contains(query), "{query:?}");
    }
}
