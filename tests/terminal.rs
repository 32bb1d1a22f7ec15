//! Journeys through a pseudo-terminal: each waits for text to appear, and looks at what is left behind.

use std::cell::Cell;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use newsprint::config::Config;
use newsprint::library::Library;
use newsprint::tui::ReaderSetup;

use crate::support::chance::{is_long, trials};
use crate::support::program::{Home, Session, send, stderr, stdout, wait_for_child_of};

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
fn marks_survive_a_restart() {
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
fn sigkill_restores_the_terminal() {
    // As from a shell, which has the terminal before and after.
    for signal in ["KILL", "ABRT"] {
        let home = Home::new();
        let shell = ["-c", "\"$0\" demo; read line", env!("CARGO_BIN_EXE_newsprint")];
        let mut session = Session::start_program(Path::new("/bin/sh"), &home, &shell, SIZE, &[]);
        session.wait_for("Start here");
        let reader = session.wait_for_child("demo");
        wait_for_child_of(&reader, "guard-terminal");

        send(signal, &reader);

        session.wait_until_restored();
        session.wait_for("everything already saved is safe").type_keys("\n").wait_for_end();
    }
}

#[test]
fn an_overflow_of_the_stack_gives_the_terminal_back_too() {
    let home = Home::new();
    let tests = std::env::current_exe().expect("the tests");
    let shell = ["-c", "\"$0\" --exact terminal::a_stage_for_faults --nocapture; read line"];
    let shell = [shell[0], shell[1], tests.to_str().expect("a path")];
    let variables = [("NEWSPRINT_FAULT", "overflow")];
    let mut session = Session::start_program(Path::new("/bin/sh"), &home, &shell, SIZE, &variables);
    session.wait_for("Start here");
    let reader = session.wait_for_child("terminal");
    wait_for_child_of(&reader, "guard-terminal");

    session.type_keys("\ro");

    session.wait_until_restored();
    session.wait_for("everything already saved is safe").type_keys("\n").wait_for_end();
}

#[test]
fn a_panic_of_any_thread_is_reported_on_a_restored_terminal() {
    let tests = std::env::current_exe().expect("the tests");
    for (thread, key) in [("screen", "j"), ("worker", "\ro")] {
        let home = Home::new();
        let arguments = ["--exact", "terminal::a_stage_for_faults", "--nocapture"];
        let mut session =
            Session::start_program(&tests, &home, &arguments, SIZE, &[("NEWSPRINT_FAULT", thread)]);
        session.wait_for("Start here").type_keys(key);

        assert_eq!(session.wait_for_end(), 101, "in {thread}");
        assert!(session.is_restored(), "in {thread}");
        assert!(session.screen().contents().contains("a fault on purpose"), "in {thread}");
    }
}

/// Opens the reader with a clock or a browser that fails, where a test asks for it.
#[test]
fn a_stage_for_faults() {
    let Ok(fault) = std::env::var("NEWSPRINT_FAULT") else { return };
    let library = Library::sample_edition(jiff::Timestamp::UNIX_EPOCH).expect("the sample");
    let asked = Cell::new(0);
    let in_screen = fault == "screen";
    newsprint::tui::run(ReaderSetup {
        background: None,
        network: None,
        config: Config::defaults(),
        counts: library.counts().expect("counts"),
        library,
        edition: "sample".to_owned(),
        session: newsprint::domain::Session::default(),
        notice: None,
        location: newsprint::tui::CacheLocation::Memory,
        browser: Box::new(move |_| {
            assert!(fault == "overflow", "a fault on purpose");
            Err(endless(1).to_string())
        }),
        player: Box::new(|_, _| Ok(Box::new(|| false))),
        runner: std::sync::Arc::new(|_, _| Ok(String::new())),
        rule_file: None,
        clipboard: None,
        log: Box::new(|_| ()),
        programs: newsprint::tui::ExternalPrograms {
            editor: Box::new(|note| Ok(note.to_owned())),
            pipe: Box::new(|_, _| Ok(())),
            notifier: Box::new(|_, _| Ok(())),
        },
        program: Some(Path::new(env!("CARGO_BIN_EXE_newsprint")).to_owned()),
        capabilities: newsprint::config::TerminalCapabilities::default(),
        clock: Box::new(move || {
            asked.set(asked.get() + 1);
            assert!(!in_screen || asked.get() < 3, "a fault on purpose");
            crate::support::reader::clock()
        }),
    })
    .expect("the reader opens");
}

/// Never comes back.
#[expect(unconditional_recursion, reason = "the stack is to overflow")]
fn endless(depth: u64) -> u64 {
    let room = std::hint::black_box([depth; 64]);
    endless(depth + 1) + room[0]
}

#[test]
fn a_terminal_that_is_gone_ends_the_reader() {
    let home = Home::new();
    let mut session = home.start(&["demo"], SIZE);
    session.wait_for("Start here");

    end_without_a_terminal(&mut session);
}

#[test]
fn a_terminal_that_is_gone_ends_also_a_reader_that_is_not_told() {
    let home = Home::new();
    let shell = ["-c", "trap '' HUP; exec \"$0\" demo", env!("CARGO_BIN_EXE_newsprint")];
    let mut session = Session::start_program(Path::new("/bin/sh"), &home, &shell, SIZE, &[]);
    session.wait_for("Start here");

    end_without_a_terminal(&mut session);
}

/// Takes the terminal away and waits for the end, which is promised within two seconds.
fn end_without_a_terminal(session: &mut Session) {
    session.hang_up();
    let since = Instant::now();

    session.wait_for_end();

    let spent = since.elapsed();
    eprintln!("the terminal is gone: ended after {spent:?}");
    assert!(!is_long() || spent < Duration::from_secs(2), "{spent:?}");
}

#[test]
fn a_storm_of_sizes_ends_as_the_last_one_asks() {
    let home = Home::new();
    let (columns, rows) = (100, 30);
    let mut session = home.start(&["demo"], SIZE);
    session.wait_for("Start here").settle();

    for number in 0..300_u16 {
        session.resize(1 + (number * 37) % 500, 1 + (number * 23) % 200);
    }
    session.resize(1, 1).resize(500, 200).resize(columns, rows);
    let since = Instant::now();
    let corner = |screen: &vt100::Screen, column, wanted| {
        screen.cell(rows - 2, column).is_some_and(|cell| cell.contents() == wanted)
    };
    session.wait_until("the lower corners of the panes", |screen| {
        corner(screen, 0, "╰") && corner(screen, columns - 1, "╯")
    });

    let spent = since.elapsed();
    let drawn = frames(session.settle());
    eprintln!("303 sizes: {drawn} frames, the last size drawn after {spent:?}");
    assert!(drawn < 300, "{drawn} frames");
    assert!(!is_long() || spent < Duration::from_millis(100), "{spent:?}");
    session.type_keys("\u{3}");
    assert_eq!(session.wait_for_end(), 0);
    assert!(session.is_restored());
}

/// How many frames were drawn: each begins by asking the terminal to show nothing half done.
fn frames(session: &Session) -> usize {
    String::from_utf8_lossy(&session.written).matches("\u{1b}[?2026h").count()
}

#[test]
fn keys_are_answered_while_an_import_writes() {
    let home = Home::new();
    // What comes later is older, so that it stands below; and each tells of something else.
    let articles = |numbers: std::ops::Range<usize>| -> String {
        let line = |number: usize| {
            let words: Vec<_> =
                (1..300).map(|word| format!("w{:x}", (number * 7_919 + word * word) % 50_021)).collect();
            let hours = 24 * 365 * 50 - i64::try_from(number).expect("they are few");
            let date = jiff::Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(hours);
            let title = format!("Day {number} {}", words[..3].join(" "));
            let article = serde_json::json!({"title": title, "date": date, "body": words.join(" ")});
            format!("{article}\n")
        };
        numbers.map(line).collect()
    };
    let (first, more) =
        (home.write("a.jsonl", &articles(0..20)), home.write("b.jsonl", &articles(20..trials(20_000, 400))));
    assert!(home.run(&["import", &first]).status.success());
    let mut session = home.start(&[], SIZE);
    let first_row = session.wait_for("Day 1").settle().screen().cursor_position();
    let second_row = session.type_keys("j").settle().screen().cursor_position();
    session.type_keys("k").settle();

    let mut waited = Vec::new();
    let import = thread::scope(|scope| {
        let import = scope.spawn(|| home.run(&["import", &more]));
        while !import.is_finished() || waited.len() < 10 {
            let (key, row) = if waited.len() % 2 == 0 { ("j", second_row) } else { ("k", first_row) };
            let since = Instant::now();
            session.type_keys(key).wait_until("the other row", |screen| screen.cursor_position() == row);
            waited.push(since.elapsed());
            if waited.len() == 5 {
                session.type_keys("s").wait_for("bookmarked");
            }
            assert!(!session.screen().contents().contains("locked"), "{}", session.screen().contents());
        }
        import.join().expect("it ends")
    });

    assert!(import.status.success(), "{}", stderr(&import));
    session.type_keys("\u{3}");
    assert_eq!(session.wait_for_end(), 0);
    assert_eq!(stdout(&home.run(&["bookmark", "list"])).lines().count(), 1);
    waited.sort();
    let at = |part: usize| waited.get((waited.len() - 1) * part / 100).copied().unwrap_or_default();
    eprintln!(
        "{} keys during an import: {:?} median, {:?} p95, {:?} at most",
        waited.len(),
        at(50),
        at(95),
        at(100)
    );
    assert!(!is_long() || at(95) < Duration::from_millis(100), "{:?}", at(95));
}

#[test]
fn an_odd_environment_is_no_reason_to_fail() {
    for (name, value) in [
        ("TERM", ""),
        ("TERM", "nonsense-256color"),
        ("TERM", "vt100"),
        ("LC_ALL", "C"),
        ("LC_ALL", "cs_CZ.ISO-8859-2"),
        ("COLORTERM", "\u{1b}[31m"),
        ("XDG_DATA_HOME", "relative/folder"),
        ("LINES", "-1"),
        ("TZ", "Nowhere/Never"),
    ] {
        let home = Home::new();
        let mut session = Session::start(&home, &["demo"], SIZE, &[(name, value)]);

        session.wait_for("Start here").type_keys("\u{3}");

        assert_eq!(session.wait_for_end(), 0, "{name}={value:?}");
    }
}

#[test]
fn a_home_that_is_none_is_named() {
    let home = Home::new();
    let file = home.write("file", "");
    for variable in [None, Some(""), Some("relative"), Some(file.as_str())] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_newsprint"));
        command.arg("list").env_clear().current_dir(home.path());
        command.envs(variable.map(|path| ("HOME", path)));

        let output = command.output().expect("it runs");

        let told = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{variable:?}: {told}");
        assert!(told.contains("HOME") || told.contains("file/"), "{variable:?}: {told}");
    }
}

#[test]
fn no_home_is_needed_where_configuration_and_cache_are_named() {
    let home = Home::new();
    let config = home.write("config.toml", "");
    let cache = home.path().join("cache.sqlite");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(["--config", config.as_str(), "--cache"]).arg(&cache).arg("check").env_clear();

    let output = command.output().expect("it runs");

    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
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
fn a_resized_terminal_is_redrawn() {
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
fn without_a_terminal_the_reader_reports_that() {
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

#[test]
fn the_terminal_is_lent_to_another_program_and_comes_back() {
    let home = Home::new();
    let config = home.write("config.toml", "[pipes]\nwords = [\"wc\", \"-l\"]\necho = [\"cat\"]\n");
    let mut session = home.start(&["--config", &config, "demo"], (100, 30));
    session.wait_for("Start here").type_keys("\r").wait_for("Nine things to try");

    session.type_keys(":pipe-to echo\r").wait_for("press enter to return");
    assert!(session.is_restored());
    session.type_keys("\r").wait_until("the reader is back", |screen| {
        screen.alternate_screen() && screen.contents().contains("Nine things to try")
    });

    session.type_keys("ZZ\u{3}");
    assert_eq!(session.wait_for_end(), 0);
    assert!(session.is_restored());
}

#[test]
fn an_article_that_is_opened_from_the_shell_counts_as_read() {
    let home = Home::new();
    let lines = r#"{"title":"Bridge reopens","body":"It was raining."}
{"title":"Flood warning","body":"The river rises."}"#;
    let file = home.write("a.jsonl", lines);
    assert!(home.run(&["import", &file]).status.success());

    let mut session = home.start(&["open", "n2"], (130, 24));
    session.wait_for("The river rises.").type_keys("\u{3}").wait_for_end();

    assert!(stdout(&home.run(&["list", "is:read"])).contains("Flood warning"));
}
