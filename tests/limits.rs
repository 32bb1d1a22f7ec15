//! Documents that ask too much: each is done with soon and in little memory, and nothing is left out
//! without a word.

use std::fs;
use std::process::{Command, Output};
use std::time::Duration;

use crate::support::chance::{is_long, trials};
use crate::support::program::{Home, stderr, stdout};

/// What any document may take, of the processor's time: that of a clock would be the machine's other work.
const SOON: Duration = Duration::from_secs(2);

/// Memory that an import may write to, in units of 1,024 bytes.
const MEMORY: u32 = 300 << 10;

/// A program that was not optimised takes so many times as long; a tenth of a document may take all of it.
const SLOWNESS: u32 = if cfg!(debug_assertions) { 4 } else { 1 };

/// Imports a document; gives what was told, and what it took of the processor's time.
fn import(home: &Home, name: &str, bytes: &[u8]) -> (Output, Duration) {
    let (document, taken) = (home.path().join(name), home.path().join("times"));
    fs::write(&document, bytes).expect("written");
    let script = format!("ulimit -d {MEMORY}; \"$0\" import \"$1\"; code=$?; times >\"$2\"; exit $code");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_newsprint")]).args([&document, &taken]);
    let output = command.env_clear().env("HOME", home.path()).output().expect("sh");
    fs::remove_file(document).expect("removed");
    (output, children(&fs::read_to_string(taken).expect("the times")))
}

/// The time of the children in what `times` writes: user and system on the second line, `0m1.25s`.
fn children(times: &str) -> Duration {
    let words = times.lines().nth(1).unwrap_or_default().split_whitespace();
    words
        .map(|word| {
            let (minutes, seconds) = word.trim_end_matches('s').split_once('m').expect("minutes");
            let seconds: f64 = seconds.parse().expect("seconds");
            Duration::from_secs(60 * minutes.parse::<u64>().expect("minutes"))
                + Duration::from_secs_f64(seconds)
        })
        .sum()
}

/// Documents that are nothing but one thing, again and again: of up to ten million bytes in the long run, of
/// a tenth of that in the short one.
fn excessive() -> Vec<(&'static str, String)> {
    let many = |piece: &str, count: usize| piece.repeat(count / trials(1, 10));
    let numbered = |piece: &str| -> String {
        (0..100_000 / trials(1, 10)).map(|number| piece.replace('#', &number.to_string())).collect()
    };
    let page = |inside: String| format!("<!doctype html><title>Rain</title><body><p>It rained.</p>{inside}");
    let feed = |inside: String| format!("<rss version='2.0'><channel><item><title>Rain</title>{inside}");
    vec![
        ("elements.html", page(many("<div>", 100_000))),
        ("lists.html", page(many("<ul><li>", 100_000))),
        ("tables.html", page(many("<table><tr><td>", 100_000))),
        ("marks.html", page(many("<b><i>", 100_000))),
        ("ends.html", page(many("</p></b></div>", 500_000))),
        ("attributes.html", page(format!("<p {}>", numbered("a#=x ")))),
        ("links.html", page(many("<a href=/x>y</a> ", 580_000))),
        ("paragraphs.html", page(many("<p>x", 2_400_000))),
        ("entities.html", page(many("&amp;", 1_900_000))),
        ("words-and-entities.html", page(many("a&amp;b ", 1_200_000))),
        ("comments.html", page(many("<!-- ", 1_900_000))),
        ("short-comments.html", page(many("<!-->", 1_900_000))),
        ("ampersands.html", page(many("&", 9_900_000))),
        ("less.html", page(many("<", 2_000_000))),
        ("ends-of-nothing.html", page(many("</", 2_000_000))),
        ("almost-comments.html", page(many("<?>", 3_200_000))),
        ("nulls.html", page(many("\0", 9_900_000))),
        ("elements.xml", feed(many("<x>", 1_000_000))),
        ("names.xml", feed(format!("<x {}/>", numbered("xmlns:a#='x' ")))),
        ("outlines.opml", format!("<opml><body>{}", many("<outline text='x'>", 500_000))),
        ("lists.json", many("[", 9_000_000)),
        ("objects.json", many("{\"a\":", 1_800_000)),
        ("body.json", format!("{{\"title\":\"Rain\",\"body\":[{}]}}", many("\"x\",", 2_000_000) + "\"x\"")),
        ("line.jsonl", format!("{{\"title\":\"{}\"}}", many("x", 9_900_000))),
        ("quotations.md", many(">", 1_000_000)),
        ("lists.md", many("- ", 1_000_000)),
        ("brackets.md", many("[", 1_000_000)),
        ("stars.md", many("*a _b ", 500_000)),
        ("line.txt", many("rain ", 1_900_000)),
        ("lines.txt", many("x\n\n", 3_000_000)),
        (
            "parts.eml",
            "From: a@a.example\r\nMIME-Version: 1.0\r\n".to_owned()
                + &many("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n", 100_000),
        ),
        ("headers.eml", "From: a@a.example\r\n".to_owned() + &many("X: y\r\n", 1_000_000)),
        ("fields.csv", "title,url\n".to_owned() + &many("x,", 4_000_000)),
    ]
}

#[test]
fn no_document_takes_long_or_much_memory() {
    let home = Home::new();
    for (name, document) in excessive() {
        let (output, took) = import(&home, name, document.as_bytes());

        assert!(
            matches!(output.status.code(), Some(0 | 4)),
            "{name}: {:?} {}",
            output.status,
            stderr(&output)
        );
        assert!(
            output.status.success() || stderr(&output).contains("skipped "),
            "{name}: {}",
            stderr(&output)
        );
        assert!(took <= SOON * SLOWNESS, "{name} took {took:?}");
        if is_long() {
            let words: String = stderr(&output).chars().take(160).collect();
            eprintln!("{name}: {} bytes in {took:?}: {}", document.len(), words.replace('\n', "; "));
        }
    }
}

#[test]
fn a_line_of_a_hundred_megabytes_and_a_bomb_are_refused_by_their_size() {
    if !is_long() {
        return;
    }
    let home = Home::new();
    for name in ["line.txt", "line.jsonl", "line.html", "line.xml", "line.json", "line.md"] {
        let (output, took) = import(&home, name, &vec![b'x'; 100 << 20]);

        assert!(
            matches!(output.status.code(), Some(0 | 4)),
            "{name}: {:?} {}",
            output.status,
            stderr(&output)
        );
        assert!(took <= 5 * SOON * SLOWNESS, "{name} took {took:?}");
        eprintln!("{name}: 100 MB in {took:?}: {}", stderr(&output).trim());
    }
    let script = "head -c 2000000000 /dev/zero | tr '\\0' x | gzip -9 >\"$0\"";
    let bomb = home.path().join("bomb.gz");
    assert!(Command::new("sh").args(["-c", script]).arg(&bomb).status().expect("sh").success());
    let (output, took) = import(&home, "bomb.html.gz", &fs::read(&bomb).expect("the bomb"));
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    eprintln!("2 GB packed: {took:?}: {}", stderr(&output).trim());
}

#[test]
fn cuts_of_a_long_page_are_reported() {
    let home = Home::new();
    let links = "<p>It rained for days. <a href=/x>y</a></p>".repeat(70_000);

    let (output, _) =
        import(&home, "links.html", format!("<!doctype html><title>Rain</title>{links}").as_bytes());

    assert!(stdout(&output).contains("Rain"), "{}", stdout(&output));
    assert!(stderr(&output).contains("cut"), "{}", stderr(&output));
}
