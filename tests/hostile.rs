//! What a stranger wrote is read and does nothing else: every payload in every field of every format,
//! through import, messages, lists, articles, related links and search, on a pipe and on a terminal.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::chance::trials;
use crate::support::hostile::{Document, PAYLOADS, documents, leak, newsboat};
use crate::support::program::{Home, Session, stderr, stdout};

const SIZE: (u16, u16) = (130, 40);

/// A home into which everything hostile was imported.
fn imported() -> (Home, Vec<Document>, String) {
    let (home, documents) = (Home::new(), documents());
    for document in &documents {
        let path = home.path().join("news").join(&document.name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, &document.bytes).expect("written");
    }
    newsboat(&home.path().join("news/newsboat"));
    // Names of files are a stranger's words too.
    for name in [
        "\u{1b}[31mname.txt",
        "\u{9b}2J.json",
        "\u{202e}txt.html",
        "-rf --help.txt",
        "a\nb.xml",
        "$(touch PWNED).md",
    ] {
        std::fs::write(home.path().join("news").join(name), "{ broken \u{1b}[2J").expect("written");
    }
    let news = home.path().join("news").to_string_lossy().into_owned();
    let output = home.run(&["import", &news]);
    assert!(matches!(output.status.code(), Some(0 | 4)), "{}", stderr(&output));
    for output in [&output.stdout, &output.stderr] {
        assert_eq!(leak(output, false), None);
    }
    (home, documents, news)
}

#[test]
fn nothing_hostile_leaves_a_command() {
    let (home, documents, news) = imported();
    assert!(documents.len() >= 600, "{}", documents.len());
    let count: usize = stdout(&home.run(&["list", "--count"])).trim().parse().expect("a number");
    assert!(count > documents.len() * 3 / 4, "{count} of {}", documents.len());

    for arguments in [
        &["list"][..],
        &["list", "--json"],
        &["export"],
        &["export", "--format", "markdown"],
        &["import", "--dry-run", "--json", &news],
        &["search", "rain"],
        &["search", "--json", "rain"],
        &["feed", "list"],
        &["feed", "list", "--json"],
        &["export", "--format", "opml"],
        &["check"],
    ] {
        let output = home.run(arguments);
        for bytes in [&output.stdout, &output.stderr] {
            assert_eq!(leak(bytes, false), None, "{arguments:?}");
        }
        assert!(matches!(output.status.code(), Some(0 | 3 | 4)), "{arguments:?}: {}", stderr(&output));
    }
    for number in (1..=count).step_by(trials(1, 97)) {
        let id = format!("n{number}");
        for arguments in
            [&["show", &id][..], &["show", "--json", &id], &["show", "--markdown", &id], &["related", &id]]
        {
            let output = home.run(arguments);
            for bytes in [&output.stdout, &output.stderr] {
                assert_eq!(leak(bytes, false), None, "{arguments:?}");
            }
        }
    }
    assert!(!is_pwned(home.path()));
}

#[test]
fn nothing_hostile_leaves_the_screen() {
    let (home, _, _) = imported();
    let mut session = home.start(&[], SIZE);
    session.wait_for("All articles");

    let stories = trials(2_000, 60);
    session.type_keys("\r").wait_for(" %");
    let mut opened = 0;
    for _ in 0..stories {
        session.type_keys("J");
        opened += 1;
        session.settle();
        if session.screen().contents().contains("last article of the list") {
            break;
        }
        assert!(!session.screen().contents().contains("fault"), "{}", session.screen().contents());
    }
    session.type_keys("\tjjj").settle();
    session.type_keys("q/rain").settle();
    session.type_keys("\r").settle();
    session.type_keys("\u{1b}qqv").settle();
    session.type_keys("\u{1b}").settle();
    session.type_keys("\u{3}").wait_for_end();

    assert_eq!(leak(&session.written, true), None);
    assert!(session.is_restored() && !is_pwned(home.path()));
    eprintln!("{opened} hostile stories opened on a terminal");
}

/// Whether a command of a stranger ran: it would have made a file.
fn is_pwned(folder: &Path) -> bool {
    let here = [PathBuf::from("."), folder.to_owned(), folder.join("news")];
    here.iter().any(|folder| folder.join("PWNED").exists())
}

#[test]
fn a_hostile_command_line_comes_back_as_words() {
    let home = Home::new();
    for arguments in [
        &["show", "\u{1b}[2J"][..],
        &["search", "\u{9b}31m \u{202e}"],
        &["list", "site:\u{1b}]0;x\u{7} before:\u{1b}[2J"],
        &["import", "/nowhere/\u{1b}[31m"],
        &["--cache", "/nowhere/\u{1b}[31m/x", "list"],
        &["--config", "/nowhere/\u{202e}", "list"],
        &["bookmark", "add", "\u{1b}[31m"],
        &["bookmark", "import", "/nowhere/\u{1b}[31m"],
        &["\u{1b}[31m"],
        &["--\u{1b}[31m"],
    ] {
        let output = home.run(arguments);

        assert_eq!(leak(&output.stdout, false), None, "{arguments:?}");
        assert_eq!(leak(&output.stderr, false), None, "{arguments:?}");
        assert_ne!(output.status.code(), Some(101), "{arguments:?}");
    }
}

#[test]
fn control_characters_in_state_and_bookmarks_are_never_printed() {
    let home = Home::new();
    for (payload, words) in PAYLOADS {
        let line = serde_json::json!({
            "name": "0123456789abcdef",
            "about": {"headline": words, "publication": words, "guid": words},
            "bookmark": ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"],
        });
        let state =
            format!("{{\"newsprint_state\":2}}\n{line}\n{{\"name\":{}}}\n{words}\n", line["about"]["guid"]);
        let bookmarks = serde_json::json!([{"headline": words, "url": words, "added": words, "note": words}]);
        for (arguments, input) in [
            (&["state", "merge", "-"][..], state.as_str()),
            (&["state", "merge", "-"], words),
            (&["bookmark", "import", "-"], &bookmarks.to_string()),
            (&["bookmark", "import", "-"], words),
        ] {
            let output = home.run_with(arguments, input);
            for bytes in [&output.stdout, &output.stderr] {
                assert_eq!(leak(bytes, false), None, "{payload} {arguments:?}");
            }
            assert!(matches!(output.status.code(), Some(0 | 1 | 4)), "{payload} {arguments:?}");
        }
    }
    for arguments in [&["bookmark", "list"][..], &["list"], &["state", "export"]] {
        assert_eq!(leak(&home.run(arguments).stdout, false), None, "{arguments:?}");
    }
}

#[test]
fn control_characters_of_a_configuration_are_never_printed() {
    let home = Home::new();
    for text in [
        "theme = \"\u{9b}31m\u{202e}\"",
        "\u{1b}[2J = 1",
        "[keys]\n\"\u{1b}\" = \"\u{202e}\"",
        "\u{0}\u{1b}",
        "a = [[[[[[[[",
    ] {
        home.write(".config/newsprint/config.toml", text);

        for arguments in [&["config", "check"][..], &["config", "show"], &["list"]] {
            let output = home.run(arguments);
            assert_eq!(leak(&output.stdout, false), None, "{text:?}");
            assert_eq!(leak(&output.stderr, false), None, "{text:?}");
        }
    }
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let home = Home::new();
    let path = |name: &str| home.path().join(name).to_string_lossy().into_owned();
    let shell = "mkfifo \"$1/pipe\"; ln -s loop \"$1/loop\"; truncate -s 10G \"$1/sparse\"; \
                 python3 -c 'import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' \"$1/socket\" || true";
    assert!(Command::new("sh").args(["-c", shell, "sh"]).arg(home.path()).status().expect("sh").success());
    let started = Instant::now();

    for name in ["pipe", "loop", "sparse", "socket"]
        .map(path)
        .iter()
        .map(String::as_str)
        .chain(["/dev/zero", "/dev/tty"])
    {
        let import = home.run(&["import", name]);
        assert_eq!(import.status.code(), Some(4), "{name}: {}", stderr(&import));
        for arguments in
            [&["bookmark", "import", name][..], &["--config", name, "list"], &["--cache", name, "list"]]
        {
            assert_eq!(home.run(arguments).status.code(), Some(1), "{arguments:?}");
        }
    }

    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn entities_of_xml_do_not_grow_and_nothing_is_fetched_for_one() {
    let home = Home::new();
    let secret = home.write("secret", "QXSECRET");
    let entity = |n: usize| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10));
    let bomb = (1..12).map(entity).collect::<Vec<_>>().concat();
    let feed = |declared: &str, used: &str| {
        format!(
            "<?xml version=\"1.0\"?><!DOCTYPE rss [{declared}]><rss version=\"2.0\"><channel><item><title>QXRAIN {used}</title><description>It fell. {used}</description></item></channel></rss>"
        )
    };
    home.write("news/file.xml", &feed(&format!("<!ENTITY x SYSTEM \"file://{secret}\">"), "&x;"));
    home.write("news/net.xml", &feed("<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">", "&x;"));
    home.write("news/parameter.xml", &feed("<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;", "x"));
    home.write("news/bomb.xml", &feed(&format!("<!ENTITY l0 \"QXLAUGH\">{bomb}"), "&l11;"));

    let output = home.run(&["import", &home.path().join("news").to_string_lossy()]);
    let exported = stdout(&home.run(&["export"]));

    assert!(matches!(output.status.code(), Some(0 | 4)), "{}", stderr(&output));
    assert!(exported.contains("QXRAIN"), "{}", stderr(&output));
    assert!(!exported.contains("QXSECRET") && exported.matches("QXLAUGH").count() < 10, "{exported}");
}

#[test]
fn a_page_opened_outside_gets_one_argument_and_no_shell() {
    let home = Home::new();
    let log = home.path().join("opened").to_string_lossy().into_owned();
    let script = home.write("browser", &format!("#!/bin/sh\nprintf '%s|%s\\n' \"$#\" \"$1\" >>{log}\n"));
    assert!(Command::new("chmod").args(["755", &script]).status().expect("chmod").success());
    let urls = [
        "https://a.example/$(touch%20PWNED)`x`;x|x&x",
        "https://a.example/'\"><",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "--help",
        "data:text/html,x",
        "smb://a.example/x",
        "https://bank.example@evil.example/",
        "http://127.0.0.1/admin",
    ];
    for (number, url) in urls.iter().enumerate() {
        let article = serde_json::json!({"title": format!("Story {number}"), "body": "x", "url": url, "guid": number.to_string()});
        home.write(&format!("news/{number}.json"), &article.to_string());
    }
    assert!(home.run(&["import", &home.path().join("news").to_string_lossy()]).status.success());

    let mut session = Session::start(&home, &[], SIZE, &[("BROWSER", &script)]);
    // Headlines so alike share a row; here each needs its own.
    session.wait_for("Story 8");
    session.type_keys("wf").wait_for("Story 0");
    for _ in &urls {
        session.type_keys("o").settle();
        // Where it asks first, the answer is no.
        session.type_keys("\u{1b}").settle();
        session.type_keys("j").settle();
    }
    session.type_keys("\u{3}").wait_for_end();

    let opened = crate::support::program::wait_for_lines(Path::new(&log), 2);
    assert_eq!(opened.len(), 2, "{opened:?}");
    for line in &opened {
        assert!(line.starts_with("1|https://a.example/"), "{line}");
    }
    assert!(!is_pwned(home.path()));
}
