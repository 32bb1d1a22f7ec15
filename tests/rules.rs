//! Rules: what is done with articles that arrive.

use newsprint::domain::View;

use crate::support::articles::three;
use crate::support::program::{Home, stderr, stdout};
use crate::support::reader::Reader;

const RULES: &str = "[[rules]]\nsearch = 'sponsored'\ndo = 'mute'\n\n\
                     [[rules]]\nsearch = 'author:lens'\ndo = ['mark', 'tag:lens']\n";

fn articles(home: &Home) -> String {
    let line = |title: &str, author: &str| {
        serde_json::json!({"title": title, "author": author, "body": "Seen by the river.", "site": "Gazette"})
            .to_string()
    };
    let lines = [line("Sponsored cars", "Desk"), line("Bridge reopens", "Ana Lens"), line("Rain", "Desk")];
    home.write("news.jsonl", &lines.join("\n"))
}

#[test]
fn rules_apply_to_imported_articles_and_count_them() {
    let home = Home::new();
    let config = home.write("set.toml", RULES);
    let run = |arguments: &[&str]| home.run(&[&["--config", &config], arguments].concat());
    assert!(run(&["import", &articles(&home)]).status.success());

    let listed = stdout(&run(&["list"]));
    assert!(listed.contains("★ Bridge reopens") && listed.contains("● Rain"), "{listed}");
    assert!(!listed.contains("Sponsored"), "{listed}");
    assert!(stdout(&run(&["list", "is:muted"])).contains("Sponsored cars"));
    assert_eq!(stdout(&run(&["list", "--count"])).trim(), "2");
    let rules = stdout(&run(&["rules"]));
    assert_eq!(rules, "     1  mute: sponsored\n     1  mark, tag:lens: author:lens\n");

    // Without the rule the article is there again.
    home.write("set.toml", "");
    assert!(stdout(&run(&["list"])).contains("Sponsored cars"));
}

#[test]
fn a_dry_run_names_what_a_rule_would_find_and_changes_nothing() {
    let home = Home::new();
    assert!(home.run(&["import", &articles(&home)]).status.success());
    let config = home.write("set.toml", RULES);
    let run = |arguments: &[&str]| home.run(&[&["--config", &config], arguments].concat());

    let told = stdout(&run(&["rules", "apply", "--dry-run"]));
    assert!(told.contains("mute: sponsored (1)") && told.contains("Sponsored cars"), "{told}");
    assert_eq!(stdout(&run(&["list", "--count"])).trim(), "3");
    assert_eq!(
        stdout(&run(&["rules", "check"])),
        "     1  mute: sponsored\n     1  mark, tag:lens: author:lens\n"
    );

    assert!(run(&["rules", "apply"]).status.success());
    assert_eq!(stdout(&run(&["list", "--count"])).trim(), "2");
    assert!(stdout(&run(&["check"])).contains("the cache is fine"));
}

#[test]
fn a_mistake_in_a_rule_is_named_with_its_line_and_the_others_hold() {
    let home = Home::new();
    let config = home.write(
        "set.toml",
        "[[rules]]\nsearch = 'autor:lens'\ndo = 'mute'\n[[rules]]\nsearch = 'rain'\ndo = 'mutee'\n\
         [[rules]]\ndo = 'mute'\n[[rules]]\nsearch = ''\ndo = 'read'\n[[rules]]\nsearch = 'rain'\ndo = 'read'\n",
    );

    let checked = home.run(&["--config", &config, "rules", "check"]);

    let told = stderr(&checked);
    assert_eq!(checked.status.code(), Some(1), "{told}");
    for (line, found) in [
        (2, "there is no field “autor”"),
        (6, "do contains"),
        (7, "the rule has no search"),
        (10, "is empty"),
    ] {
        assert!(
            told.lines().any(|told| told.contains(&format!("line {line}:")) && told.contains(found)),
            "{told}"
        );
    }
    assert!(told.contains("did you mean author:?"), "{told}");
    assert!(stdout(&checked).contains("read: rain"));
}

#[test]
fn the_doctor_reports_faults_with_a_remedy() {
    let home = Home::new();
    assert!(home.run(&["import", &articles(&home)]).status.success());
    let config = home.write("set.toml", "player = 'no-such-player'\nmeasure = 'wide'\n");
    let set = [("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8")];

    let sick = home.run_where(&["--config", &config, "doctor"], "", &set);
    let told = stdout(&sick);
    assert_eq!(sick.status.code(), Some(1), "{told}");
    for part in
        ["!!  configuration", "line 2", "no-such-player was not found", "3 articles, 3 unread", "ok  locale"]
    {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert!(stderr(&sick).contains("2 problems found"));

    let well = home.run_where(&["doctor"], "", &set);
    assert!(well.status.success(), "{}", stdout(&well));
}

#[test]
fn a_rule_is_made_of_the_search_in_two_keys_and_undone_in_one() {
    let mut reader = Reader::with(&three());
    reader.press("=");
    assert!(reader.notice().starts_with("Rules are made from a search"), "{}", reader.notice());

    reader.press("/");
    reader.write("flood").press("<enter> = <enter>");

    assert!(reader.notice().starts_with("rule “flood” (mute) · 1 article"), "{}", reader.notice());
    assert_eq!((reader.model.counts.muted, reader.model.counts.articles), (1, 2));
    reader.press(": v i e w <space> m u t e d <enter>");
    assert_eq!(reader.model.headlines.view, View::muted());
    assert!(reader.screen().contains("Muted"), "{}", reader.screen());
    reader.press("<enter>");
    assert!(reader.screen().contains("Muted by the rule “flood”"), "{}", reader.screen());

    reader.press("U");
    assert_eq!((reader.model.counts.muted, reader.model.counts.articles), (0, 3));
    reader.press("ctrl-r");
    assert_eq!(reader.model.counts.muted, 1);
}

#[test]
fn a_rule_made_by_a_command_does_several_things() {
    let mut reader = Reader::with(&three());
    reader.press("/");
    reader.write("flood").press("<enter> :");
    reader.write("rule read tag:water").press("<enter>");

    assert_eq!((reader.model.counts.unread, reader.model.counts.bookmarks), (2, 1));
    reader.press("U");
    assert_eq!((reader.model.counts.unread, reader.model.counts.bookmarks), (3, 0));

    reader.press(":");
    reader.write("rule hide").press("<enter>");
    assert!(
        reader.screen().contains("the actions of a rule are mute, mark, read, bookmark and tag:NAME"),
        "{}",
        reader.screen()
    );
}
