//! The command line: arguments in; output, errors and exit code out.

use crate::support::program::{Home, stderr, stdout};

const TWO_LINES: &str = r#"{"guid":"g1","title":"Bridge reopens","url":"https://a.example/bridge","site":"Gazette","date":"2026-05-07T12:00:00Z","body":["It was raining.","It stopped."],"related":[{"heading":"More","links":[{"title":"Flood warning","url":"https://a.example/flood"}]}]}
{"guid":"g2","title":"Flood warning","url":"https://a.example/flood","site":"Gazette","date":"2026-05-07T10:00:00Z","body":"The river rises."}
"#;

fn filled() -> Home {
    let home = Home::new();
    let file = home.write("two.jsonl", TWO_LINES);
    assert!(home.run(&["import", &file]).status.success());
    home
}

#[test]
fn import_names_every_article_after_its_commit() {
    let home = Home::new();
    let file = home.write("two.jsonl", TWO_LINES);

    let output = home.run(&["import", &file]);

    assert_eq!(stdout(&output), "stored n1  Bridge reopens\nstored n2  Flood warning\n");
    assert_eq!(stderr(&output), "2 stored\n");
}

#[test]
fn a_second_import_reports_every_article_as_unchanged() {
    let home = filled();
    let file = home.write("two.jsonl", TWO_LINES);

    let output = home.run(&["import", &file]);

    assert_eq!(stdout(&output), "unchanged n1  Bridge reopens\nunchanged n2  Flood warning\n");
}

#[test]
fn import_takes_standard_input() {
    let home = Home::new();

    let output = home.run_with(&["import", "-"], TWO_LINES);

    assert_eq!(stderr(&output), "2 stored\n");
}

#[test]
fn a_bad_line_is_named_and_the_rest_is_imported() {
    let home = Home::new();
    let file = home.write("two.jsonl", &TWO_LINES.replace("{\"guid\":\"g2\"", "{\"guid\":"));

    let output = home.run(&["import", &file]);

    assert_eq!(output.status.code(), Some(4));
    assert_eq!(stdout(&output), "stored n1  Bridge reopens\n");
    assert!(stderr(&output).contains("two.jsonl, line 2: "), "{}", stderr(&output));
}

#[test]
fn a_dry_run_prints_articles_and_stores_nothing() {
    let home = Home::new();
    let file = home.write("two.jsonl", TWO_LINES);

    let output = home.run(&["import", "--dry-run", "--json", &file]);

    let first: serde_json::Value =
        serde_json::from_str(stdout(&output).lines().next().expect("a line")).expect("JSON");
    assert_eq!(first["headline"], "Bridge reopens");
    assert_eq!(first["path"], file.as_str());
    assert_eq!(stdout(&home.run(&["list", "--count"])), "0\n");
}

#[test]
fn list_goes_newest_first() {
    let home = filled();

    let output = home.run(&["list", "--json"]);

    let headlines: Vec<String> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["headline"].to_string())
        .collect();
    assert_eq!(headlines, ["\"Bridge reopens\"", "\"Flood warning\""]);
}

#[test]
fn an_article_is_shown_by_id_url_or_guid() {
    let home = filled();
    for reference in ["n1", "https://www.a.example/bridge?utm_source=x", "g1"] {
        let output = home.run(&["show", reference, "--width", "40"]);

        assert!(stdout(&output).starts_with("Bridge reopens\n"), "{reference}: {}", stdout(&output));
    }
}

/// Two papers that tell one event, in words that would be markup.
const ONE_EVENT: &str = r#"{"guid":"g1","headline":"Crack <b>shuts</b> Marram Bridge & road","url":"https://a.example/crack?a=1&b=2","site":"Gazette","date":"2026-05-07T12:00:00Z","body":["Divers found a crack of 38 centimetres in the girder of Marram Bridge over the Lowen <script>alert(1)</script>."]}
{"guid":"g2","headline":"Crack shuts Marram Bridge over the Lowen","url":"https://b.example/crack","site":"Wire","date":"2026-05-07T11:00:00Z","body":["A crack of 38 centimetres was found by divers in the girder of Marram Bridge over the Lowen."]}
{"guid":"g3","headline":"Tortoise found in library","url":"https://a.example/tortoise","site":"Gazette","date":"2026-05-07T09:00:00Z","body":["It was reading at noon, and nobody had seen it enter."]}
"#;

#[test]
fn the_front_page_is_printed_as_text_markup_and_data() {
    let home = Home::new();
    let file = home.write("event.jsonl", ONE_EVENT);
    assert!(home.run(&["import", &file]).status.success());
    let printed = |arguments: &[&str]| stdout(&home.run(&[&["front"], arguments].concat()));

    let text = printed(&["--width", "120"]);
    assert!(text.starts_with("Crack <b>shuts</b> Marram Bridge & road"), "{text}");
    assert!(text.contains("2 sources: Wire, Gazette · ") && text.contains(" · n1\n"), "{text}");
    assert!(text.contains("It was reading at noon"), "{text}");
    let html = printed(&["--format", "html"]);
    assert!(html.contains("<a href=\"https://a.example/crack?a=1&amp;b=2\""), "{html}");
    assert!(html.contains("Crack &lt;b&gt;shuts&lt;/b&gt; Marram Bridge &amp; road"), "{html}");
    assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
    let markdown = printed(&["--format", "markdown", "--limit", "1"]);
    assert!(markdown.contains("## [Crack \\<b\\>shuts\\</b\\>"), "{markdown}");
    assert!(!markdown.contains("Tortoise"), "{markdown}");
    let json = printed(&["--format", "json"]);
    let first: serde_json::Value = serde_json::from_str(json.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&first["place"], &first["articles"]), (&"lead".into(), &2.into()));
    assert_eq!(first["sources"], serde_json::json!(["Wire", "Gazette"]));
    assert!(printed(&["tortoise"]).starts_with("Tortoise found in library"));
    assert_eq!(home.run(&["front", "nothing"]).status.code(), Some(3));
}

#[test]
fn a_missing_article_has_an_exit_code_of_its_own() {
    let home = filled();

    let output = home.run(&["show", "n99"]);

    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).starts_with("error: there is no article “n99” in the cache\n  hint: "));
}

#[test]
fn related_lists_published_links_and_backlinks() {
    let home = filled();

    let kinds = |reference: &str| -> Vec<String> {
        let output = stdout(&home.run(&["related", reference, "--json"]));
        let value = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON");
        output.lines().map(|line| format!("{} {}", value(line)["kind"], value(line)["guid"])).collect()
    };

    assert!(kinds("n1").contains(&"\"published\" \"g2\"".to_owned()), "{:?}", kinds("n1"));
    assert!(kinds("n2").contains(&"\"backlink\" \"g1\"".to_owned()), "{:?}", kinds("n2"));
}

#[test]
fn everything_that_goes_out_comes_in_again_unchanged() {
    let home = filled();
    let exported = stdout(&home.run(&["export"]));
    let other = Home::new();

    let file = other.write("export.jsonl", &exported);
    assert!(other.run(&["import", &file]).status.success());

    let normal = |text: &str| -> Vec<serde_json::Value> {
        let mut lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        for line in &mut lines {
            line["id"] = serde_json::Value::Null;
        }
        lines
    };
    assert_eq!(normal(&stdout(&other.run(&["export"]))), normal(&exported));
}

#[test]
fn bookmarks_are_added_listed_exported_and_removed() {
    let home = filled();
    assert!(
        home.run(&["bookmark", "add", "n1", "--note", "for the talk", "--tag", "bridges"]).status.success()
    );

    assert_eq!(stdout(&home.run(&["bookmark", "list"])), "n1  Bridge reopens #bridges\n     for the talk\n");
    let markdown = stdout(&home.run(&["bookmark", "export", "--format", "markdown"]));
    assert_eq!(
        markdown,
        "- [Bridge reopens](<https://a.example/bridge>) — Gazette, 2026-05-07 #bridges\n  for the talk\n"
    );
    assert!(stdout(&home.run(&["bookmark", "export", "--format", "netscape"])).contains("TAGS=\"bridges\""));

    assert!(home.run(&["bookmark", "remove", "n1"]).status.success());
    assert_eq!(home.run(&["bookmark", "list"]).status.code(), Some(3));
}

#[test]
fn no_escape_byte_is_written_to_a_pipe() {
    let home = Home::new();
    let hostile =
        r#"{"title":"Bad \u001b]0;pwned\u0007 news \u202e","body":"\u001b[31mred\u009b2J","site":"\u001bc"}"#;
    let file = home.write("\u{1b}[31mhostile.json", hostile);

    for arguments in [
        &["import", &file][..],
        &["list"],
        &["show", "n1"],
        &["list", "--json"],
        &["import", "/no\u{1b}where"],
    ] {
        let output = home.run(arguments);
        let all = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(all).expect("UTF-8");
        let leaks = text.chars().filter(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}').count();
        assert_eq!(leaks, 0, "{arguments:?}: {text:?}");
    }
}

#[test]
fn a_cache_from_a_newer_version_is_refused_and_left_alone() {
    let home = filled();
    let cache = home.path().join(".local/share/newsprint/articles.sqlite");
    let mut bytes = std::fs::read(&cache).expect("the cache");
    if let Some(version) = bytes.get_mut(60..64) {
        version.copy_from_slice(&99_u32.to_be_bytes());
    }
    std::fs::write(&cache, &bytes).expect("written");

    let output = home.run(&["list"]);

    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("newer version"), "{}", stderr(&output));
    assert_eq!(std::fs::read(&cache).expect("the cache"), bytes);
}

#[test]
fn check_reports_an_intact_cache() {
    let home = filled();

    assert_eq!(stdout(&home.run(&["check"])), "the cache is fine: 2 articles\n");
}

#[test]
fn keys_paths_and_configuration_are_printed() {
    let home = Home::new();

    assert!(stdout(&home.run(&["keys"])).contains("toggle-bookmark"));
    assert!(stdout(&home.run(&["paths"])).contains("articles.sqlite"));
    assert!(home.run(&["config", "init"]).status.success());
    assert!(home.run(&["config", "check"]).status.success());
    home.write(".config/newsprint/config.toml", "mesure = 70\n");
    let output = home.run(&["config", "check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("line 1") && stdout(&output).contains("measure"), "{}", stdout(&output));
}

#[test]
fn a_translation_beside_the_configuration_is_checked_and_leaves_the_command_line_in_english() {
    let home = filled();
    home.write(".config/newsprint/config.toml", "words = \"danish\"\n");
    let words = "minutes = \"{count} minutter\"\nmintes = \"\"\n[actions]\nundo = \"fortryd\"\n";
    home.write(".config/newsprint/words/danish.toml", words);

    let (keys, shown) = (stdout(&home.run(&["keys"])), stdout(&home.run(&["show", "n1"])));

    assert!(!keys.contains("fortryd") && keys.contains("undo"), "{keys}");
    assert!(shown.contains("1 min") && !shown.contains("minutter"), "{shown}");
    assert!(stdout(&home.run(&["config", "check"])).contains("danish.toml, line 2: unknown sentence"));
    assert!(stdout(&home.run(&["config", "words"])).contains("arrived_one = \"1 new article arrived\"\n"));
}

#[test]
fn the_language_of_the_screen_changes_nothing_that_a_command_prints() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");
    let home = Home::new();
    assert!(stdout(&home.run(&["import", sample])).contains("stored n1 "));
    assert!(home.run(&["follow", "add", "n1"]).status.success());
    let german = home.write("german.toml", "words = \"german\"\n");

    for arguments in [
        &["import", sample][..],
        &["list", "--json"],
        &["list"],
        &["related", "n1", "--all", "--json"],
        &["related", "n1"],
        &["show", "n1"],
        &["show", "n1", "--plain"],
        &["stories", "--json"],
        &["stories", "n1"],
        &["follow", "list"],
        &["keys"],
        &["feed", "list"],
        &["fetch"],
        &["config", "words"],
    ] {
        let english = home.run(arguments);
        let other = home.run(&[arguments, &["--config", &german]].concat());
        assert_eq!((stdout(&english), stderr(&english)), (stdout(&other), stderr(&other)), "{arguments:?}");
    }
}

#[test]
fn read_plain_prints_articles_one_after_the_other_and_stores_nothing() {
    let home = Home::new();
    let file = home.write("two.jsonl", TWO_LINES);

    let output = home.run(&["read", "--plain", &file]);

    let told = stdout(&output);
    assert!(output.status.success());
    assert!(told.starts_with("# Bridge reopens\n") && told.contains("\n# Flood warning\n"), "{told}");
    assert!(told.contains("\nIt was raining.\n") && told.contains("\nMORE\n- "), "{told}");
    assert_eq!(stdout(&home.run(&["list", "--count"])), "0\n");
}

#[test]
fn dates_are_printed_in_the_locale_of_the_environment_or_the_configuration() {
    let home = filled();
    let file = home.write(
        "old.json",
        r#"{"title":"Flood of old","site":"Gazette","date":"2019-05-07","body":"Water."}"#,
    );
    assert!(home.run(&["import", &file]).status.success());
    let config = home.write("config.toml", "locale = \"ja\"\n");
    let german = [("LANG", "en_US.UTF-8"), ("LC_TIME", "de_DE.UTF-8")];
    let listed = |arguments: &[&str]| {
        let output = home.run_where(arguments, "", &german);
        stdout(&output).lines().last().map(str::to_owned).unwrap_or_default()
    };

    assert_eq!(listed(&["list"]), "n3  ● Flood of old  (Gazette, 7. Mai 2019)");
    assert_eq!(listed(&["list", "--config", &config]), "n3  ● Flood of old  (Gazette, 2019年5月7日)");
}

#[test]
fn an_option_that_there_is_not_is_an_error_and_never_a_search() {
    let home = filled();
    for (mistyped, near) in [("--limt", "'--limit'"), ("--jsn", "'--json'"), ("-n", "unexpected argument")] {
        let output = home.run(&["list", mistyped, "3"]);

        assert_eq!(output.status.code(), Some(2), "{mistyped}");
        assert!(stderr(&output).contains(near), "{}", stderr(&output));
    }
    assert_eq!(stdout(&home.run(&["list", "-flood"])).lines().count(), 1);
}

#[test]
#[cfg(target_os = "linux")]
fn a_story_is_followed_where_standard_error_cannot_be_written() {
    let home = filled();
    let full = std::fs::File::options().write(true).open("/dev/full").expect("a full device");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(["follow", "add", "n1"]).env_clear().env("HOME", home.path()).stderr(full);

    let status = command.status().expect("it runs");

    assert_eq!(status.code(), Some(0));
    assert!(stdout(&home.run(&["follow", "list"])).contains("Bridge reopens"));
}

#[test]
fn a_search_without_results_is_reported_on_stderr() {
    let output = filled().run(&["list", "earthquake"]);

    assert_eq!((stdout(&output).as_str(), stderr(&output).as_str()), ("", "nothing found\n"));
}

#[test]
fn an_empty_cache_is_named_with_what_fills_it() {
    let output = Home::new().run(&["list"]);

    assert_eq!(output.status.code(), Some(3));
    let told = stderr(&output);
    assert!(told.contains("articles.sqlite is empty") && told.contains("newsprint import PATH"), "{told}");
}

#[test]
fn many_articles_are_marked_tagged_and_deleted_as_one_change() {
    let home = filled();

    let dry = home.run(&["mark", "read", "--search", "is:unread", "--dry-run"]);
    assert_eq!(stderr(&dry), "dry run, nothing was changed; would be marked read: 2 articles\n");
    assert_eq!(stdout(&home.run(&["list", "is:unread", "--count"])), "2\n");

    assert_eq!(stderr(&home.run(&["mark", "read", "--search", "is:unread"])), "marked read: 2 articles\n");
    assert_eq!(stdout(&home.run(&["list", "is:unread", "--count"])), "0\n");

    assert_eq!(stderr(&home.run(&["tag", "rivers,to-read", "n2"])), "tagged: 1 article\n");
    assert_eq!(stdout(&home.run(&["list", "tag:to-read", "--count"])), "1\n");
    home.run(&["tag", "to-read", "--remove", "n2"]);
    assert_eq!(stdout(&home.run(&["list", "tag:to-read", "--count"])), "0\n");
}

#[test]
fn a_deleted_article_is_restored_only_on_request() {
    let home = filled();

    assert_eq!(stderr(&home.run(&["delete", "n1"])), "deleted: 1 article\n");
    let again = home.write("two.jsonl", TWO_LINES);
    home.run(&["import", &again]);
    assert_eq!(stdout(&home.run(&["list", "--count"])), "1\n");

    assert_eq!(stderr(&home.run(&["restore", "n1"])), "restored n1  Bridge reopens\n");
    assert_eq!(stdout(&home.run(&["list", "--count"])), "2\n");
    assert_eq!(home.run(&["restore", "n77"]).status.code(), Some(4));
}

#[test]
fn a_note_about_many_entries_of_one_feed_is_printed_once() {
    let home = Home::new();
    let feed = home.write(
        "feed.xml",
        "<rss version=\"2.0\"><channel><title>Notes</title><link>https://a.example/</link>\
         <item><title>One</title><link>https://a.example/1</link><description>The first…</description></item>\
         <item><title>Two</title><link>https://a.example/2</link><description>The second…</description></item>\
         </channel></rss>",
    );

    let output = home.run(&["import", &feed]);

    assert_eq!(stderr(&output).matches("note ").count(), 1, "{}", stderr(&output));
    assert!(stderr(&output).contains("(2 articles)"), "{}", stderr(&output));
}

#[test]
fn a_file_of_another_program_is_named_as_one() {
    let home = Home::new();
    let page = home.write("page.html", "<p>This is a page and no cache of articles.</p>");

    let output = home.run(&["--cache", &page, "list"]);

    assert!(stderr(&output).contains("choose the cache file with --cache"), "{}", stderr(&output));
}

#[test]
fn the_last_change_is_undone_by_a_command_and_the_one_before_by_the_next() {
    let home = filled();
    home.run(&["tag", "rivers", "n2"]);
    home.run(&["delete", "n1"]);

    assert_eq!(stderr(&home.run(&["undo"])), "undone: deleted: 1 article\n");
    assert_eq!(stdout(&home.run(&["list", "--count"])), "2\n");
    assert_eq!(stderr(&home.run(&["undo"])), "undone: tagged: 1 article\n");
    assert_eq!(home.run(&["list", "tag:rivers"]).status.code(), Some(3));
    let none = home.run(&["undo"]);
    assert_eq!(none.status.code(), Some(3));
    assert!(stderr(&none).contains("nothing to undo"), "{}", stderr(&none));
}
